//! How is a promise written, reviewed, approved by both, shown, ended or withdrawn?

use actions::promise::{self, GROUNDS, Written, WrittenCommitment};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::promise::{Around, commitment as drawn};
use domain::commitment::{Commitment, Kind, RemedyKind};
use domain::lint::{self, Remark};
use domain::organisation::Organisation;
use domain::promise::{Promise, PromiseState};
use domain::{Act, Id, Noun, Pack};

use super::document::Paper;
use crate::form::{ErrorSummary, Options, Select, TextArea, TextField};
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

struct Row {
    to: String,
    title: String,
    meta: String,
    state: String,
}

#[derive(Template)]
#[template(path = "workspace/promise_list.html")]
struct PromiseListPage {
    s: Shell,
    may_write: bool,
    rows: Vec<Row>,
}

/// `/arbete/loften`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::promise::all(work.app.db.reader(), work.town()).await?;
    let row = |p: &Promise| Row {
        to: work.s.to(&format!("/arbete/loften/{}", p.id)),
        title: p.title.to_string(),
        meta: text::date_range(work.s.lang(), p.term.from(), p.term.to()),
        state: work.s.t(&format!("promise-state-{}", p.state.word())),
    };
    let rows = all.iter().filter(|p| work.may(Act::Read, Some(&p.owned))).map(row).collect();
    page(&PromiseListPage { may_write: work.may(Act::Write, None), rows, s: work.s })
}

/// A move that the reader can make now: its address and its words.
struct Step {
    to: String,
    words: String,
}

/// What is being said about a commitment, and who must still approve it.
struct Said {
    kind: String,
    text: String,
    waits: String,
    agree: Option<String>,
}

struct CommitmentRow {
    id: String,
    html: String,
    edit: Option<String>,
    say: Option<String>,
    said: Vec<Said>,
    remarks: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "workspace/promise.html")]
struct PromisePage {
    title: String,
    state: String,
    waiting: Vec<String>,
    term: String,
    paragraphs: Vec<String>,
    edit: Option<String>,
    add: Option<String>,
    steps: Vec<Step>,
    withdraw: Option<(String, TextArea)>,
    public: Option<String>,
    forms: (String, String),
    commitments: Vec<CommitmentRow>,
    open: bool,
    clean: bool,
    errors: ErrorSummary,
    s: Shell,
}

/// `/arbete/loften/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let promise = get(&work, &id, Act::Read).await?;
    page(&promise_page(work, promise, &Form::new()).await?)
}

async fn promise_page(work: Work, p: Promise, form: &Form) -> Result<PromisePage, Problem> {
    let s = &work.s;
    let here = format!("/arbete/loften/{}", p.id);
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let short = |id: &Id| short(&organisations, id);
    let own = work.actor.organisation();
    let may = |act| work.may(act, Some(&p.owned));
    let step = |word: &str| Step { to: s.to(&format!("{here}/{word}")), words: s.t(&format!("promise-step-{word}")) };
    let mut steps = Vec::new();
    let mut waiting = Vec::new();
    match &p.state {
        PromiseState::Draft if may(Act::Write) => steps.push(step("foresla")),
        PromiseState::Proposed { approvals } => {
            waiting = approvals.missing().map(short).collect();
            if may(Act::Approve) && approvals.missing().any(|m| Some(m) == own) {
                steps.push(step("godkann"));
            }
            if may(Act::Write) {
                steps.push(step("oppna"));
            }
        }
        PromiseState::Approved { .. } if may(Act::Publish) => steps.extend([step("publicera"), step("oppna")]),
        PromiseState::Published { .. } if may(Act::Publish) && s.today() > p.term.to() => steps.push(step("avsluta")),
        _ => {}
    }
    let commitments = storage::commitment::of_promise(work.app.db.reader(), work.town(), &p.id).await?;
    let facts = storage::promise::facts(&work.app.db, work.town()).await?;
    let reviewed = review(&work, &p, &commitments, &organisations).await?;
    let around =
        Around { words: s.words, organisations: &organisations, smallest: s.town.smallest_shown, today: s.today() };
    let open = p.state.is_open() && may(Act::Write);
    let row = |(c, remarks): (&Commitment, &Vec<(String, String)>)| {
        let shown = c.published(&p.course(), facts.get(&c.id).map_or(&[], Vec::as_slice), s.today());
        let said = c.remedies.iter().enumerate().filter(|(_, r)| !r.approvals.complete()).map(|(i, r)| {
            let missing: Vec<String> = r.approvals.missing().map(short).collect();
            let mine = r.approvals.missing().any(|m| Some(m) == own) && may(Act::Confirm);
            Said {
                kind: s.t(&format!("remedy-kind-{}", r.kind.word())),
                text: r.text.to_string(),
                waits: s.t1("remedy-waits-for", "who", text::and_list(s.lang(), &missing)),
                agree: mine.then(|| s.to(&format!("/arbete/ataganden/{}/sagt/{i}", c.id))),
            }
        });
        CommitmentRow {
            id: c.id.to_string(),
            html: documents::html::blocks(&[drawn(&shown, around).into()], s.words, 3, c.id.as_str()),
            edit: open.then(|| s.to(&format!("/arbete/ataganden/{}/andra", c.id))),
            say: (p.state.published_at().is_some() && may(Act::Confirm))
                .then(|| s.to(&format!("/arbete/ataganden/{}/sag", c.id))),
            said: said.collect(),
            remarks: remarks.clone(),
        }
    };
    let live = matches!(p.state, PromiseState::Published { .. });
    let unsettled =
        matches!(p.state, PromiseState::Draft | PromiseState::Proposed { .. } | PromiseState::Approved { .. });
    Ok(PromisePage {
        title: p.title.to_string(),
        state: s.t(&format!("promise-state-{}", p.state.word())),
        waiting: waiting.into_iter().map(|who| s.t1("promise-waits-for", "who", who)).collect(),
        term: text::date_range(s.lang(), p.term.from(), p.term.to()),
        paragraphs: p.intro.paragraphs().map(str::to_owned).collect(),
        edit: (unsettled && may(Act::Write)).then(|| s.to(&format!("{here}/andra"))),
        add: open.then(|| s.to(&format!("{here}/nytt"))),
        withdraw: (live && may(Act::Publish))
            .then(|| (s.to(&format!("{here}/aterkalla")), form.textarea(s, "reason", "promise-field-reason"))),
        public: p.state.published_at().is_some().then(|| s.to(&format!("/loften/{}", p.id))),
        clean: !commitments.is_empty() && reviewed.iter().all(Vec::is_empty),
        commitments: commitments.iter().zip(&reviewed).map(row).collect(),
        open,
        forms: Paper::Promise.link(s, p.id.as_str()),
        errors: form.summary(s),
        steps,
        s: work.s.clone(),
    })
}

/// What the linter says of each commitment: the remark, and what to write instead.
async fn review(
    work: &Work,
    p: &Promise,
    commitments: &[Commitment],
    organisations: &[Organisation],
) -> Result<Vec<Vec<(String, String)>>, Problem> {
    let s = &work.s;
    let on = work.app.db.reader();
    let earlier: Vec<Id> = storage::promise::all(on, work.town())
        .await?
        .into_iter()
        .filter(|o| o.id != p.id && o.term.from() < p.term.from())
        .map(|o| o.id)
        .collect();
    let earlier: Vec<(Id, String)> = storage::commitment::all(on, work.town())
        .await?
        .into_iter()
        .filter(|c| earlier.contains(&c.promise))
        .map(|c| (c.id, c.title.to_string()))
        .collect();
    let vague = Pack::se().vague();
    let said = |remark: &Remark| {
        let key = format!("lint-{}", remark.word());
        match remark {
            Remark::UnitMissing(party) => {
                (s.t1(&key, "party", text::capital(&short(organisations, party))), String::new())
            }
            Remark::Vague { words, phrase, .. } => {
                let advice = vague.iter().find(|v| v.phrase == *phrase);
                let advice = advice.map_or("", |v| if s.tag() == "en" { &v.advice.en } else { &v.advice.sv });
                (s.t1(&key, "words", words.as_str()), advice.to_owned())
            }
            Remark::Copied { of, .. } => {
                let title = earlier.iter().find(|(id, _)| id == of).map_or("", |(_, t)| t);
                (s.t1(&key, "title", title), String::new())
            }
            _ => (s.t(&key), String::new()),
        }
    };
    let grounds = storage::commitment::grounds(on, work.town(), &p.id).await?;
    let remarks = |c: &Commitment| {
        let grounded = grounds.iter().any(|(id, noun, _)| *id == c.id && GROUNDS.contains(noun));
        lint::commitment(c, &p.parties, grounded, vague, &earlier).iter().map(said).collect()
    };
    Ok(commitments.iter().map(remarks).collect())
}

/// `/arbete/loften/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let promise = get(&work, &id, Act::Read).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "foresla" => promise::propose(&ctx, &promise.id).await,
        "godkann" => promise::approve(&ctx, &promise.id).await,
        "oppna" => promise::reopen(&ctx, &promise.id).await,
        "publicera" => promise::publish(&ctx, &promise.id).await,
        "avsluta" => promise::end(&ctx, &promise.id).await,
        "aterkalla" => promise::withdraw(&ctx, &promise.id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/loften/{}", promise.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&promise_page(work, promise, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/promise_form.html")]
struct PromiseFormPage {
    title: String,
    errors: ErrorSummary,
    version: i64,
    heading: TextField,
    intro: TextArea,
    starts: TextField,
    ends: TextField,
    parties: Options,
    agreements: Option<Options>,
    focus_areas: Option<Options>,
    logged: Options,
    source: TextField,
    s: Shell,
}

async fn promise_form(work: &Work, form: &Form, title: &str) -> Result<PromiseFormPage, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let organisations = storage::organisation::all(on, town).await?;
    let parties = organisations.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str())).collect();
    let agreements = storage::agreement::all(on, town).await?;
    let agreements: Vec<Choice> = agreements.iter().map(|a| Choice::new(a.id.as_str(), a.title.as_str())).collect();
    let focus_areas = storage::focus_area::all(on, town).await?;
    let focus_areas: Vec<Choice> = focus_areas.iter().map(|f| Choice::new(f.id.as_str(), f.title.as_str())).collect();
    let logged = ["yes", "no"].map(|w| Choice::new(w, s.t(&format!("promise-field-logged-{w}")))).to_vec();
    Ok(PromiseFormPage {
        title: form.title(s, s.t(title)),
        errors: form.summary(s),
        version: form.number("version"),
        heading: form.text(s, "title", "promise-field-title"),
        intro: form.textarea(s, "intro", "promise-field-intro"),
        starts: form.short(s, "starts", "promise-field-starts"),
        ends: form.short(s, "ends", "promise-field-ends"),
        parties: form.checkboxes(s, "parties", "promise-field-parties", parties),
        agreements: (!agreements.is_empty())
            .then(|| form.checkboxes(s, "agreements", "promise-field-agreements", agreements)),
        focus_areas: (!focus_areas.is_empty())
            .then(|| form.checkboxes(s, "focus_areas", "promise-field-focus", focus_areas)),
        logged: form.radios(s, "logged", "promise-field-logged", logged),
        source: form.text(s, "source", "promise-field-source"),
        s: s.clone(),
    })
}

/// `/arbete/loften/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let mut form = Form::new();
    form.set("logged", "yes");
    for owner in work.ctx().owners().await? {
        form.add("parties", owner.as_str());
    }
    page(&promise_form(&work, &form, "promise-new").await?)
}

/// `/arbete/loften/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match promise::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("/arbete/loften/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&promise_form(&work, &form, "promise-new").await?)
        }
    }
}

/// `/arbete/loften/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id, Act::Write).await?;
    let mut form = Form::new();
    form.set("version", p.version.to_string()).set("title", p.title.as_str()).set("intro", p.intro.as_str());
    form.set("starts", text::date(work.s.lang(), p.term.from())).set("ends", text::date(work.s.lang(), p.term.to()));
    form.set("logged", if p.logged { "yes" } else { "no" });
    form.set("source", p.source.as_ref().map_or("", |l| l.as_str()));
    for party in &p.parties {
        form.add("parties", party.as_str());
    }
    let here = (Noun::Promise, p.id.clone());
    let links = storage::chain::before(work.app.db.reader(), work.town(), (Noun::Promise, &p.id)).await?;
    for link in links.iter().filter(|l| l.to == here) {
        match link.from.0 {
            Noun::Agreement => form.add("agreements", link.from.1.as_str()),
            Noun::FocusArea => form.add("focus_areas", link.from.1.as_str()),
            _ => &mut form,
        };
    }
    page(&promise_form(&work, &form, "promise-edit").await?)
}

/// `/arbete/loften/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id, Act::Write).await?;
    match promise::rewrite(&work.ctx(), &p.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/loften/{}", p.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&promise_form(&work, &form, "promise-edit").await?)
        }
    }
}

fn written(form: &Form) -> Written {
    Written {
        title: form.get("title").to_owned(),
        intro: form.get("intro").to_owned(),
        starts: form.get("starts").to_owned(),
        ends: form.get("ends").to_owned(),
        parties: form.all("parties").to_vec(),
        logged: form.get("logged") != "no",
        source: form.get("source").to_owned(),
        agreements: form.all("agreements").to_vec(),
        focus_areas: form.all("focus_areas").to_vec(),
    }
}

#[derive(Template)]
#[template(path = "workspace/commitment_form.html")]
struct CommitmentFormPage {
    title: String,
    back: String,
    errors: ErrorSummary,
    version: i64,
    heading: TextField,
    kind: Select,
    at_least: TextField,
    by: TextField,
    tolerance: TextField,
    place: TextField,
    units: Vec<TextField>,
    way_back: TextField,
    grounds: Option<Options>,
    drop: Option<String>,
    s: Shell,
}

async fn commitment_form(
    work: &Work,
    p: &Promise,
    form: &Form,
    title: &str,
    drop: Option<String>,
) -> Result<CommitmentFormPage, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let organisations = storage::organisation::all(on, town).await?;
    let kinds = Kind::ALL.map(|k| Choice::new(k.word(), s.t(&format!("commitment-kind-{}", k.word())))).to_vec();
    let units = p.parties.iter().map(|party| {
        let label = s.t1("commitment-field-unit", "party", short(&organisations, party));
        form.labelled(s, &format!("unit-{party}"), label)
    });
    let mut grounds = Vec::new();
    for x in storage::problem::all(on, town).await? {
        grounds.push(Choice::new(format!("problem:{}", x.id), x.title.as_str()));
    }
    for x in storage::cause::all(on, town).await? {
        grounds.push(Choice::new(format!("cause:{}", x.id), x.title.as_str()));
    }
    for x in storage::focus_area::all(on, town).await? {
        grounds.push(Choice::new(format!("focus-area:{}", x.id), x.title.as_str()));
    }
    Ok(CommitmentFormPage {
        title: form.title(s, s.t(title)),
        back: s.to(&format!("/arbete/loften/{}", p.id)),
        errors: form.summary(s),
        version: form.number("version"),
        heading: form.text(s, "title", "commitment-field-title"),
        kind: form.select(s, "kind", "commitment-field-kind", kinds),
        at_least: form.short(s, "at_least", "commitment-field-at-least"),
        by: form.short(s, "by", "commitment-field-by"),
        tolerance: form.short(s, "tolerance", "commitment-field-tolerance"),
        place: form.text(s, "place", "commitment-field-place"),
        units: units.collect(),
        way_back: form.text(s, "way_back", "commitment-field-way-back"),
        grounds: (!grounds.is_empty()).then(|| form.checkboxes(s, "grounds", "commitment-field-grounds", grounds)),
        drop,
        s: s.clone(),
    })
}

/// `/arbete/loften/{id}/nytt`
pub async fn new_commitment(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id, Act::Write).await?;
    let mut form = Form::new();
    form.set("tolerance", "1").set("kind", Kind::Activity.word());
    page(&commitment_form(&work, &p, &form, "commitment-new", None).await?)
}

/// `/arbete/loften/{id}/nytt`, posted.
pub async fn add_commitment(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id, Act::Write).await?;
    match promise::add_commitment(&work.ctx(), &p.id, &written_commitment(&p, &form)).await {
        Ok(_) => Ok(go(work.s.to(&format!("/arbete/loften/{}", p.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&commitment_form(&work, &p, &form, "commitment-new", None).await?)
        }
    }
}

/// `/arbete/ataganden/{id}/andra`
pub async fn edit_commitment(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let (c, p) = commitment(&work, &id, Act::Write).await?;
    let mut form = Form::new();
    form.set("version", c.version.to_string()).set("title", c.title.as_str()).set("kind", c.kind.word());
    form.set("at_least", c.at_least.map(|n| n.to_string()).unwrap_or_default());
    form.set("by", c.by.map(|d| text::date(work.s.lang(), d)).unwrap_or_default());
    form.set("tolerance", c.tolerance.to_string()).set("place", c.place.as_ref().map_or("", |p| p.as_str()));
    form.set("way_back", c.way_back.as_ref().map_or("", |w| w.as_str()));
    for u in &c.units {
        form.set(&format!("unit-{}", u.party), u.unit.as_str());
    }
    let grounds = storage::commitment::grounds(work.app.db.reader(), work.town(), &p.id).await?;
    for (_, noun, id) in grounds.iter().filter(|(of, noun, _)| *of == c.id && GROUNDS.contains(noun)) {
        form.add("grounds", format!("{}:{id}", noun.word()));
    }
    let drop = Some(work.s.to(&format!("/arbete/ataganden/{}/ta-bort", c.id)));
    page(&commitment_form(&work, &p, &form, "commitment-edit", drop).await?)
}

/// `/arbete/ataganden/{id}/andra`, posted.
pub async fn change_commitment(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let (c, p) = commitment(&work, &id, Act::Write).await?;
    let written = written_commitment(&p, &form);
    match promise::change_commitment(&work.ctx(), &c.id, form.number("version"), &written).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/loften/{}", p.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            let drop = Some(work.s.to(&format!("/arbete/ataganden/{}/ta-bort", c.id)));
            page_again(&commitment_form(&work, &p, &form, "commitment-edit", drop).await?)
        }
    }
}

/// `/arbete/ataganden/{id}/ta-bort`, posted.
pub async fn drop_commitment(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let (c, p) = commitment(&work, &id, Act::Write).await?;
    promise::drop_commitment(&work.ctx(), &c.id).await?;
    Ok(go(work.s.to(&format!("/arbete/loften/{}", p.id))))
}

fn written_commitment(p: &Promise, form: &Form) -> WrittenCommitment {
    let unit = |party: &Id| (party.to_string(), form.get(&format!("unit-{party}")).to_owned());
    WrittenCommitment {
        title: form.get("title").to_owned(),
        kind: form.get("kind").to_owned(),
        at_least: form.get("at_least").to_owned(),
        by: form.get("by").to_owned(),
        tolerance: form.get("tolerance").to_owned(),
        place: form.get("place").to_owned(),
        units: p.parties.iter().map(unit).collect(),
        way_back: form.get("way_back").to_owned(),
        grounds: form.all("grounds").to_vec(),
    }
}

#[derive(Template)]
#[template(path = "workspace/remedy_form.html")]
struct RemedyFormPage {
    title: String,
    commitment: String,
    back: String,
    errors: ErrorSummary,
    kind: Options,
    text: TextArea,
    s: Shell,
}

fn remedy_form(s: &Shell, c: &Commitment, form: &Form) -> RemedyFormPage {
    let kinds = RemedyKind::ALL.map(|k| Choice::new(k.word(), s.t(&format!("remedy-kind-{}", k.word())))).to_vec();
    RemedyFormPage {
        title: form.title(s, s.t("remedy-title")),
        commitment: c.title.to_string(),
        back: s.to(&format!("/arbete/loften/{}", c.promise)),
        errors: form.summary(s),
        kind: form.radios(s, "kind", "remedy-field-kind", kinds),
        text: form.textarea(s, "text", "remedy-field-text"),
        s: s.clone(),
    }
}

/// `/arbete/ataganden/{id}/sag`
pub async fn say(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let (c, _) = commitment(&work, &id, Act::Confirm).await?;
    let mut form = Form::new();
    form.set("kind", RemedyKind::Action.word());
    page(&remedy_form(&work.s, &c, &form))
}

/// `/arbete/ataganden/{id}/sag`, posted.
pub async fn said(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let (c, p) = commitment(&work, &id, Act::Confirm).await?;
    let kind = RemedyKind::parse(form.get("kind")).ok_or(Problem::Unclear)?;
    match promise::say(&work.ctx(), &c.id, kind, form.get("text")).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/loften/{}", p.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&remedy_form(&work.s, &c, &form))
        }
    }
}

/// `/arbete/ataganden/{id}/sagt/{index}`, posted: approves what the other owner says.
pub async fn agree(work: Work, Path((id, index)): Path<(String, usize)>) -> Result<Response, Problem> {
    let (c, p) = commitment(&work, &id, Act::Confirm).await?;
    promise::agree(&work.ctx(), &c.id, index).await?;
    Ok(go(work.s.to(&format!("/arbete/loften/{}", p.id))))
}

fn short(organisations: &[Organisation], id: &Id) -> String {
    organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string())
}

async fn get(work: &Work, id: &str, act: Act) -> Result<Promise, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let promise = storage::promise::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(act, Some(&promise.owned))?;
    Ok(promise)
}

async fn commitment(work: &Work, id: &str, act: Act) -> Result<(Commitment, Promise), Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let c = storage::commitment::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    let promise = get(work, c.promise.as_str(), act).await?;
    Ok((c, promise))
}
