//! What has been told, who has read it, and what is answered?

use actions::observation::{self, Told, UNKNOWN_AREA};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::observation::{Feeling, Observation, ObservationState, RejectReason};
use domain::when::When;
use domain::{Act, Actor, Id, Line, Noun, Pack, Sharing};
use serde::Deserialize;
use storage::observation::{Filter, SeenBy};

use crate::form::{ErrorSummary, Options, Select, TextArea, TextField};
use crate::guard::{GuardPanel, answer};
use crate::public::observation::{categories, category_name};
use crate::{Choice, Form, Problem, Shell, Work, chain, go, page, page_again};

const HERE: &str = "/arbete/iakttagelser";
/// How many a page of the list holds (storage says the same).
const PER_PAGE: i64 = 50;

/// What the address says about which ones to show.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    lage: String,
    #[serde(default)]
    slag: String,
    #[serde(default)]
    omrade: String,
    #[serde(default)]
    kanal: String,
    #[serde(default)]
    fran: i64,
}

impl Chosen {
    fn filter(&self) -> Filter {
        let id = |text: &str| Id::parse(text).ok();
        Filter {
            state: ObservationState::WORDS.contains(&self.lage.as_str()).then(|| self.lage.clone()),
            category: id(&self.slag),
            area: id(&self.omrade),
            channel: id(&self.kanal),
            from: None,
            to: None,
        }
    }

    fn address(&self, s: &Shell, from: i64) -> String {
        let pairs = [("lage", &self.lage), ("slag", &self.slag), ("omrade", &self.omrade), ("kanal", &self.kanal)];
        let mut parts: Vec<String> =
            pairs.iter().filter(|p| !p.1.is_empty()).map(|(k, v)| format!("{k}={v}")).collect();
        if from > 0 {
            parts.push(format!("fran={from}"));
        }
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        s.to(&format!("{HERE}{query}"))
    }
}

/// Which observations this person may see.
pub fn seen_by(work: &Work) -> Result<SeenBy, Problem> {
    let Actor::Account { organisation, kind, roles, .. } = &work.actor else { return Err(Problem::NotAllowed) };
    use domain::account::Role;
    let content = roles.iter().any(|r| *r != Role::Administrator);
    if !content {
        return Err(Problem::NotAllowed);
    }
    let only_reporter = roles.contains(&Role::Reporter)
        && !roles.iter().any(|r| matches!(r, Role::Coordinator | Role::Officer | Role::Leader));
    Ok(SeenBy { organisation: organisation.clone(), joint: kind.is_owner() && !only_reporter })
}

struct Row {
    to: String,
    category: String,
    spot: String,
    when: String,
    state: String,
}

struct StateLink {
    to: String,
    words: String,
    n: u64,
    here: bool,
}

#[derive(Template)]
#[template(path = "workspace/observation_list.html")]
struct ObservationListPage {
    may_tell: bool,
    states: Vec<StateLink>,
    category: Select,
    area: Select,
    channel: Select,
    state: String,
    total: String,
    rows: Vec<Row>,
    earlier: Option<String>,
    later: Option<String>,
    s: Shell,
}

/// `/arbete/iakttagelser`
pub async fn list(work: Work, Query(chosen): Query<Chosen>) -> Result<Response, Problem> {
    let (s, reader) = (&work.s, work.app.db.reader());
    let seen = seen_by(&work)?;
    let filter = chosen.filter();
    let from = chosen.fran.max(0);
    let areas = storage::area::names(reader, work.town()).await?;
    let found = storage::observation::list(reader, work.town(), &seen, &filter, from).await?;
    let total = storage::observation::count(reader, work.town(), &seen, &filter).await?;
    let states = storage::observation::states(reader, work.town(), &seen).await?;
    let link = |word: &str| {
        let n = states.iter().filter(|(w, _)| word.is_empty() || w == word).map(|(_, n)| n).sum();
        let to = Chosen { lage: word.to_owned(), ..chosen.clone() }.address(s, 0);
        let key =
            if word.is_empty() { "observation-all-states".to_owned() } else { format!("observation-state-{word}") };
        StateLink { to, words: s.t(&key), n, here: chosen.lage == word }
    };
    let mut form = Form::new();
    form.set("slag", chosen.slag.as_str()).set("omrade", chosen.omrade.as_str()).set("kanal", chosen.kanal.as_str());
    let any = || vec![Choice::new("", s.t("observation-filter-any"))];
    let with = |more: Vec<Choice>| any().into_iter().chain(more).collect::<Vec<_>>();
    let row = |o: &Observation| Row {
        to: s.to(&format!("{HERE}/{}", o.id)),
        category: category_name(s, o.category.as_str()),
        spot: spot(s, o, &areas),
        when: when(s, o),
        state: s.t(&format!("observation-state-{}", o.state.word())),
    };
    page(&ObservationListPage {
        may_tell: work.may(Act::Tell, None),
        states: std::iter::once("").chain(ObservationState::WORDS).map(link).collect(),
        category: form.select(s, "slag", "observation-fact-category", with(plain(categories(s)))),
        area: form.select(s, "omrade", "observation-fact-area", with(area_choices(&areas))),
        channel: form.select(s, "kanal", "observation-fact-channel", with(channels(s))),
        state: chosen.lage.clone(),
        total: s.t1("observation-count", "n", total),
        rows: found.iter().map(row).collect(),
        later: (from > 0).then(|| chosen.address(s, (from - PER_PAGE).max(0))),
        earlier: (from + PER_PAGE < total as i64).then(|| chosen.address(s, from + PER_PAGE)),
        s: work.s,
    })
}

fn plain(choices: Vec<Choice>) -> Vec<Choice> {
    choices.into_iter().map(|c| Choice { hint: String::new(), ..c }).collect()
}

fn area_choices(areas: &[(Id, Line)]) -> Vec<Choice> {
    areas.iter().map(|(id, name)| Choice::new(id.to_string(), name.to_string())).collect()
}

fn channels(s: &Shell) -> Vec<Choice> {
    Pack::se().channels().iter().map(|c| Choice::new(c.code.clone(), c.label.in_language(s.tag()))).collect()
}

/// Where it was, in a line.
pub fn spot(s: &Shell, o: &Observation, areas: &[(Id, Line)]) -> String {
    let area = o.spot.area.as_ref().and_then(|id| areas.iter().find(|(a, _)| a == id)).map(|(_, n)| n.to_string());
    let place = o.spot.place.as_ref().map(|p| p.to_string());
    match (place, area) {
        // "Lekplatsen, Sydhöjden" says its area already.
        (Some(place), Some(area)) if place.contains(&area) => place,
        (Some(place), Some(area)) => format!("{place}, {area}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => s.t("observation-area-unknown"),
    }
}

/// When it was, as exactly as it is known.
pub fn when(s: &Shell, o: &Observation) -> String {
    let told = match o.when {
        When::Month(m) => text::month_year(s.lang(), m),
        When::Day(d) => text::date(s.lang(), d),
        When::Moment(t) => format!("{}, {}", text::date(s.lang(), t.date()), text::clock(s.lang(), t.time())),
    };
    if o.recurring { format!("{told} ({})", s.t("observation-recurring")) } else { told }
}

#[derive(Template)]
#[template(path = "workspace/observation.html")]
struct ObservationPage {
    title: String,
    state: String,
    facts: Vec<(String, String)>,
    paragraphs: Vec<String>,
    erased: Option<String>,
    version: i64,
    here: String,
    aside: Vec<(String, String, String)>,
    to_clean: bool,
    to_read: bool,
    to_reject: Option<Options>,
    to_close: Option<TextArea>,
    to_sort: Option<(Select, Select)>,
    to_share: Option<(String, String)>,
    may_answer: bool,
    contact: Option<String>,
    answer: Vec<String>,
    chain: Option<String>,
    errors: ErrorSummary,
    s: Shell,
}

/// `/arbete/iakttagelser/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let o = get(&work, &id).await?;
    page(&observation_page(&work, o, &Form::new(), None).await?)
}

async fn get(work: &Work, id: &str) -> Result<Observation, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let o = storage::observation::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&o.owned))?;
    Ok(o)
}

async fn observation_page(
    work: &Work,
    o: Observation,
    form: &Form,
    contact: Option<String>,
) -> Result<ObservationPage, Problem> {
    let (s, reader) = (&work.s, work.app.db.reader());
    let areas = storage::area::names(reader, work.town()).await?;
    let organisations = storage::organisation::all(reader, work.town()).await?;
    let owner =
        organisations.iter().find(|x| x.id == o.owned.owner).map_or(o.owned.owner.to_string(), |x| x.name.to_string());
    let chain = chain::of(&work.app, s, &work.actor, (Noun::Observation, &o.id)).await?;
    use documents::Standing::{Here, Known};
    let known = chain.links.iter().any(|l| matches!(l.standing, Known | Here));
    let may = |act| work.may(act, Some(&o.owned));
    let open =
        matches!(o.state, ObservationState::Received | ObservationState::Quarantined | ObservationState::Triaged(_));
    let channel = Pack::se()
        .channel(o.channel.as_str())
        .map_or(o.channel.to_string(), |c| c.label.in_language(s.tag()).to_owned());
    let mut facts = vec![
        (s.t("observation-fact-area"), spot(s, &o, &areas)),
        (s.t("observation-fact-when"), when(s, &o)),
        (s.t("observation-fact-channel"), channel),
        (s.t("observation-fact-owner"), owner),
        (s.t("observation-fact-sharing"), s.t(&format!("observation-sharing-{}", o.owned.sharing.word()))),
        (s.t("observation-fact-received"), text::date(s.lang(), actions::local_date(o.received))),
    ];
    if let Some(f) = o.feeling {
        facts.insert(0, (s.t("observation-fact-feeling"), s.t(&format!("observation-feeling-{}", f.word()))));
    }
    let mut filled = form.clone();
    if filled.get("category").is_empty() {
        filled.set("category", o.category.as_str());
        filled.set("area", o.spot.area.as_ref().map_or(UNKNOWN_AREA, Id::as_str));
    }
    let mut choices = vec![Choice::new(UNKNOWN_AREA, s.t("observation-area-unknown"))];
    choices.extend(area_choices(&areas));
    let reasons =
        RejectReason::ALL.map(|r| Choice::new(r.word(), s.t(&format!("observation-reject-{}", r.word())))).to_vec();
    let own = work.actor.organisation() == Some(&o.owned.owner);
    let (share, to) = if o.owned.sharing == Sharing::Own { ("joint", "dela") } else { ("own", "behall") };
    let aside = o.state == ObservationState::Quarantined;
    let found = |text: &str| domain::guard::find(text).iter().map(|f| three(f.shown(text, 60))).collect::<Vec<_>>();
    Ok(ObservationPage {
        title: category_name(s, o.category.as_str()),
        state: s.t(&format!("observation-state-{}", o.state.word())),
        facts,
        paragraphs: o.text.iter().flat_map(|t| t.paragraphs()).map(str::to_owned).collect(),
        erased: o.erased.map(|d| s.t1("observation-erased", "date", text::date(s.lang(), d))),
        version: o.version,
        here: s.to(&format!("{HERE}/{}", o.id)),
        aside: if aside {
            let place = o.spot.place.as_ref().map_or("", Line::as_str);
            found(place).into_iter().chain(found(o.text.as_ref().map_or("", |t| t.as_str()))).collect()
        } else {
            Vec::new()
        },
        to_clean: aside && may(Act::Write),
        to_read: o.state == ObservationState::Received && may(Act::Write),
        to_reject: (open && may(Act::Write)).then(|| form.radios(s, "reason", "observation-field-reason", reasons)),
        to_close: (matches!(o.state, ObservationState::Triaged(_)) && may(Act::Answer))
            .then(|| form.textarea(s, "answer", "observation-field-reply")),
        to_sort: (open && may(Act::Write)).then(|| {
            let category = filled.select(s, "category", "observation-fact-category", plain(categories(s)));
            (category, filled.select(s, "area", "observation-fact-area", choices))
        }),
        to_share: (own && may(Act::Write)).then(|| (to.to_owned(), s.t(&format!("observation-share-{share}")))),
        may_answer: open && may(Act::Answer),
        contact,
        answer: match &o.state {
            ObservationState::Closed { answer: Some(a), .. } => a.paragraphs().map(str::to_owned).collect(),
            _ => Vec::new(),
        },
        chain: known.then(|| documents::html::blocks(&[chain.into()], s.words, 3, "kedja")),
        errors: form.summary(s),
        s: s.clone(),
    })
}

fn three((a, b, c): (&str, &str, &str)) -> (String, String, String) {
    (a.to_owned(), b.to_owned(), c.to_owned())
}

/// `/arbete/iakttagelser/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let o = get(&work, &id).await?;
    let ctx = work.ctx();
    let version = form.number("version");
    let done = match step.as_str() {
        "las" => observation::triage(&ctx, &o.id, version).await,
        "behall-texten" => observation::clean(&ctx, &o.id, version, false).await,
        "ta-bort" => observation::clean(&ctx, &o.id, version, true).await,
        "ta-inte-emot" => observation::reject(&ctx, &o.id, version, form.get("reason")).await,
        "sortera" => observation::sort(&ctx, &o.id, version, form.get("category"), form.get("area")).await,
        "dela" => observation::share(&ctx, &o.id, version, Sharing::Joint).await,
        "behall" => observation::share(&ctx, &o.id, version, Sharing::Own).await,
        "avsluta" => observation::close(&ctx, &o.id, version, form.get("answer")).await,
        "kontakt" => {
            let contact = observation::contact_of(&ctx, &o.id).await?;
            let said = match contact {
                Some(c) => work.s.t1("observation-contact-is", "contact", c.as_str()),
                None => work.s.t("observation-contact-none"),
            };
            return page(&observation_page(&work, o, &Form::new(), Some(said)).await?);
        }
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{}", o.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&observation_page(&work, o, &form, None).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/observation_form.html")]
struct ObservationFormPage {
    title: String,
    errors: ErrorSummary,
    channel: Select,
    category: Select,
    feeling: Options,
    area: Select,
    place: TextField,
    place_guard: Option<GuardPanel>,
    text: TextArea,
    text_guard: Option<GuardPanel>,
    when: Options,
    day: TextField,
    clock: TextField,
    sharing: Option<Options>,
    s: Shell,
}

async fn form_page(work: &Work, form: &Form) -> Result<ObservationFormPage, Problem> {
    let s = &work.s;
    let areas = storage::area::names(work.app.db.reader(), work.town()).await?;
    let mut choices = vec![
        Choice::new("", s.t("observation-area-choose")),
        Choice::new(UNKNOWN_AREA, s.t("observation-area-unknown")),
    ];
    choices.extend(area_choices(&areas));
    let guarded = |field: &str| GuardPanel::of(s, form, field, form.get(field).trim(), true);
    let words = |prefix: &str, all: &[&str]| {
        all.iter().map(|w| Choice::new(*w, s.t(&format!("{prefix}-{w}")))).collect::<Vec<_>>()
    };
    let pick =
        |first: &str, more: Vec<Choice>| std::iter::once(Choice::new("", s.t(first))).chain(more).collect::<Vec<_>>();
    Ok(ObservationFormPage {
        title: form.title(s, s.t("observation-new")),
        errors: form.summary(s),
        channel: form.select(s, "channel", "observation-field-channel", channels(s)),
        category: form.select(
            s,
            "category",
            "observation-field-category",
            pick("observation-step-what", plain(categories(s))),
        ),
        feeling: form.radios(
            s,
            "feeling",
            "observation-field-feeling",
            words("observation-feeling", &Feeling::ALL.map(Feeling::word)),
        ),
        area: form.select(s, "area", "observation-field-area", choices),
        place: form.text(s, "place", "observation-field-place"),
        place_guard: if form.is_right() { None } else { guarded("place") },
        text: form.textarea(s, "text", "observation-field-text"),
        text_guard: if form.is_right() { None } else { guarded("text") },
        when: form.radios(s, "when", "observation-field-when", words("observation-when", &["day", "often", "unknown"])),
        day: form.short(s, "day", "observation-field-day"),
        clock: form.short(s, "clock", "observation-field-clock"),
        sharing: work.may(Act::Write, None).then(|| {
            form.radios(s, "sharing", "observation-field-sharing", words("observation-sharing", &["joint", "own"]))
        }),
        s: s.clone(),
    })
}

/// `/arbete/iakttagelser/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Tell, None)?;
    let mut form = Form::new();
    let reporter = work.may(Act::Write, None);
    form.set("when", "day").set("sharing", "joint").set("channel", if reporter { "staff" } else { "weekly-report" });
    page(&form_page(&work, &form).await?)
}

/// `/arbete/iakttagelser/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    let get = |field: &str| form.get(field).to_owned();
    let told = Told {
        category: get("category"),
        feeling: get("feeling"),
        area: get("area"),
        place: get("place"),
        text: get("text"),
        when: get("when"),
        day: get("day"),
        clock: get("clock"),
        answer: String::new(),
        contact: String::new(),
        place_answer: answer(&form, "place"),
        text_answer: answer(&form, "text"),
    };
    let sharing = Sharing::parse(form.get("sharing")).unwrap_or(Sharing::Joint);
    match observation::record(&work.ctx(), &told, form.get("channel"), sharing).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&form_page(&work, &form).await?)
        }
    }
}
