//! How does anyone tell what they noticed, and how do they follow it?

use actions::observation::{self, Part, Told, UNKNOWN_AREA, Wrong};
use actions::seal;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::Pack;
use domain::guard;
use domain::observation::{Feeling, FollowedStep};
use domain::receipt::Receipt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::form::ErrorSummary;
use crate::guard::{GuardPanel, answer, what};
use crate::{Choice, Form, Problem, Shell, Visit, go, page, page_again};

/// For how long a form that was opened can be sent, in hours.
const OPEN_HOURS: i64 = 24;

/// What travels from step to step, sealed: nothing is stored before the last one.
#[derive(Serialize, Deserialize)]
struct Carried {
    ticket: [u8; 32],
    opened: Timestamp,
    town: String,
    told: Told,
}

#[derive(Template)]
#[template(path = "public/tell.html")]
struct TellPage {
    title: String,
    heading: String,
    lead: String,
    number: usize,
    steps: Vec<bool>,
    errors: ErrorSummary,
    notice: Option<String>,
    /// Components that are drawn already, in page order.
    fields: Vec<String>,
    facts: Vec<(String, String)>,
    carried: String,
    last: bool,
    urgent: Vec<(String, String)>,
    months: u32,
    s: Shell,
}

/// `/beratta`
pub async fn tell(visit: Visit) -> Result<Response, Problem> {
    let carried = open(&visit);
    page(&tell_page(&visit, &carried, 0, &Form::new(), &Wrong::default(), None).await?)
}

/// `/beratta`, posted: one step on, one step back, or the end.
pub async fn tell_on(visit: Visit, form: Form) -> Result<Response, Problem> {
    let ctx = visit.ctx();
    let known =
        seal::open::<Carried>(&visit.app.key, "tell", form.get("lada")).filter(|c| c.town == visit.town().as_str());
    let Some(mut carried) = known else {
        // Changed, or of another time or place: begin anew, and say so.
        let notice = visit.s.t("observation-tell-again");
        return page_again(&tell_page(&visit, &open(&visit), 0, &Form::new(), &Wrong::default(), Some(notice)).await?);
    };
    let step = usize::try_from(form.number("steg")).unwrap_or(0).min(Part::ALL.len() - 1);
    take(&mut carried.told, Part::ALL[step], &form);
    if form.get("till") == "bakat" {
        return page(
            &tell_page(&visit, &carried, step.saturating_sub(1), &Form::new(), &Wrong::default(), None).await?,
        );
    }
    let wrong = observation::check(&ctx, &carried.told, Part::ALL[step]).await?;
    if !wrong.is_empty() {
        return page_again(&tell_page(&visit, &carried, step, &form, &wrong, None).await?);
    }
    if step + 1 < Part::ALL.len() {
        return page(&tell_page(&visit, &carried, step + 1, &Form::new(), &Wrong::default(), None).await?);
    }
    if visit.s.now.duration_since(carried.opened).as_hours() >= OPEN_HOURS {
        carried = Carried { told: carried.told, ..open(&visit) };
        let notice = visit.s.t("observation-tell-old");
        return page_again(&tell_page(&visit, &carried, step, &form, &Wrong::default(), Some(notice)).await?);
    }
    // A step that was skipped by a made-up request is shown with what it lacks.
    for (earlier, part) in Part::ALL.into_iter().enumerate() {
        let wrong = observation::check(&ctx, &carried.told, part).await?;
        if !wrong.is_empty() {
            return page_again(&tell_page(&visit, &carried, earlier, &Form::new(), &wrong, None).await?);
        }
    }
    let receipt = observation::tell(&ctx, &carried.ticket, &carried.told).await?;
    Ok(go(visit.s.to(&format!("/kvittens/{receipt}?ny=1"))))
}

fn open(visit: &Visit) -> Carried {
    Carried {
        ticket: visit.app.chance.bytes(),
        opened: visit.s.now,
        town: visit.town().to_string(),
        told: Told::default(),
    }
}

/// Takes one step's fields out of the form.
fn take(told: &mut Told, part: Part, form: &Form) {
    let get = |field: &str| form.get(field).chars().take(100_000).collect::<String>();
    match part {
        Part::What => told.category = get("category"),
        Part::Where => {
            (told.feeling, told.area, told.place, told.text) = (get("feeling"), get("area"), get("place"), get("text"));
            (told.place_answer, told.text_answer) = (answer(form, "place"), answer(form, "text"));
        }
        Part::When => (told.when, told.day, told.clock) = (get("when"), get("day"), get("clock")),
        Part::Answer => (told.answer, told.contact) = (get("answer"), get("contact")),
    }
}

async fn tell_page(
    visit: &Visit,
    carried: &Carried,
    step: usize,
    sent: &Form,
    wrong: &Wrong,
    notice: Option<String>,
) -> Result<TellPage, Problem> {
    let (s, told) = (&visit.s, &carried.told);
    let mut form = filled(told, sent);
    for i in &wrong.invalid {
        form.wrong(i.field, s.words.with(i.key, &i.args));
    }
    for g in &wrong.guarded {
        let rewrite = sent.get(&format!("{}-val", g.field)) == "rewrite";
        let found = what(s, &guard::find(&g.text));
        let (field, key) = if rewrite {
            (g.field.to_owned(), "guard-rewrite-error")
        } else {
            (format!("{}-val", g.field), "guard-error")
        };
        form.wrong(&field, s.t1(key, "what", found));
    }
    let part = Part::ALL[step];
    let areas = storage::area::names(visit.app.db.reader(), visit.town()).await?;
    let (key, fields) = match part {
        Part::What => ("what", vec![draw(&form.radios(s, "category", "observation-field-category", categories(s)))?]),
        Part::Where => ("where", where_fields(s, &form, told, areas.clone(), wrong)?),
        Part::When => ("when", when_fields(s, &form)?),
        Part::Answer => ("answer", answer_fields(s, &form)?),
    };
    let heading = s.t(&format!("observation-step-{key}"));
    Ok(TellPage {
        title: form.title(s, heading.clone()),
        heading,
        lead: s.t(&format!("observation-step-{key}-lead")),
        number: step + 1,
        steps: (0..Part::ALL.len()).map(|i| i <= step).collect(),
        errors: form.summary(s),
        notice,
        fields,
        facts: if part == Part::Answer { facts(s, told, &areas) } else { Vec::new() },
        carried: seal::seal(&visit.app.key, &visit.app.chance, "tell", carried),
        last: part == Part::Answer,
        urgent: urgent(s),
        months: Pack::se().retention().observation_text_months,
        s: s.clone(),
    })
}

/// The form with what was told, and with the writer's choices about what the guard found.
fn filled(told: &Told, sent: &Form) -> Form {
    let mut form = Form::new();
    for (field, value) in [
        ("category", &told.category),
        ("feeling", &told.feeling),
        ("area", &told.area),
        ("place", &told.place),
        ("text", &told.text),
        ("when", &told.when),
        ("day", &told.day),
        ("clock", &told.clock),
        ("answer", &told.answer),
        ("contact", &told.contact),
    ] {
        if !value.is_empty() {
            form.set(field, value.as_str());
        }
    }
    for field in ["place-val", "text-val"] {
        form.set(field, sent.get(field));
    }
    form
}

fn draw(component: &impl Template) -> Result<String, Problem> {
    component.render().map_err(|e| Problem::Ours(e.to_string()))
}

/// The kinds of things that can be told.
pub fn categories(s: &Shell) -> Vec<Choice> {
    let choice = |c: &domain::pack::Category| Choice {
        value: c.code.clone(),
        words: c.label.in_language(s.tag()).to_owned(),
        hint: c.hint.in_language(s.tag()).to_owned(),
    };
    Pack::se().categories().iter().map(choice).collect()
}

/// What a category is called.
pub fn category_name(s: &Shell, code: &str) -> String {
    Pack::se().category(code).map_or_else(|| code.to_owned(), |c| c.label.in_language(s.tag()).to_owned())
}

fn where_fields(
    s: &Shell,
    form: &Form,
    told: &Told,
    areas: Vec<(domain::Id, domain::Line)>,
    wrong: &Wrong,
) -> Result<Vec<String>, Problem> {
    let feelings =
        Feeling::ALL.map(|f| Choice::new(f.word(), s.t(&format!("observation-feeling-{}", f.word())))).to_vec();
    let mut choices = vec![
        Choice::new("", s.t("observation-area-choose")),
        Choice::new(UNKNOWN_AREA, s.t("observation-area-unknown")),
    ];
    choices.extend(areas.into_iter().map(|(id, name)| Choice::new(id.to_string(), name.to_string())));
    let mut fields = vec![
        draw(&form.radios(s, "feeling", "observation-field-feeling", feelings))?,
        draw(&form.select(s, "area", "observation-field-area", choices))?,
    ];
    for (field, text) in [("place", &told.place), ("text", &told.text)] {
        fields.push(match field {
            "place" => draw(&form.text(s, "place", "observation-field-place"))?,
            _ => draw(&form.textarea(s, "text", "observation-field-text"))?,
        });
        // Shown as well when the writer comes back to the step, so that a choice can be changed.
        let asked = wrong.guarded.iter().any(|g| g.field == field) || !form.get(&format!("{field}-val")).is_empty();
        if let Some(panel) = GuardPanel::of(s, form, field, text.trim(), true).filter(|_| asked) {
            fields.push(draw(&panel)?);
        }
    }
    Ok(fields)
}

fn when_fields(s: &Shell, form: &Form) -> Result<Vec<String>, Problem> {
    let choices = ["day", "often", "unknown"].map(|w| Choice::new(w, s.t(&format!("observation-when-{w}")))).to_vec();
    Ok(vec![
        draw(&form.radios(s, "when", "observation-field-when", choices))?,
        draw(&form.short(s, "day", "observation-field-day"))?,
        draw(&form.short(s, "clock", "observation-field-clock"))?,
    ])
}

fn answer_fields(s: &Shell, form: &Form) -> Result<Vec<String>, Problem> {
    let mut form = form.clone();
    if form.get("answer").is_empty() {
        form.set("answer", "code");
    }
    let choices = ["code", "contact"]
        .map(|w| Choice {
            hint: s.t(&format!("observation-answer-{w}-hint")),
            ..Choice::new(w, s.t(&format!("observation-answer-{w}")))
        })
        .to_vec();
    Ok(vec![
        draw(&form.radios(s, "answer", "observation-field-answer", choices))?,
        draw(&form.text(s, "contact", "observation-field-contact"))?,
    ])
}

/// What will be sent, as it will be kept.
fn facts(s: &Shell, told: &Told, areas: &[(domain::Id, domain::Line)]) -> Vec<(String, String)> {
    let kept = |text: &str, answer: &Option<guard::Answer>| match answer {
        Some(a) if a.choice == guard::Choice::Remove => {
            guard::remove(text, |k| s.t(&format!("guard-removed-{}", k.word())))
        }
        _ => text.to_owned(),
    };
    let area = areas
        .iter()
        .find(|(id, _)| id.as_str() == told.area)
        .map_or_else(|| s.t("observation-area-unknown"), |(_, n)| n.to_string());
    let when = match told.when.as_str() {
        "day" => format!("{} {}", told.day, told.clock),
        other => format!("{} {}", s.t(&format!("observation-when-{other}")), told.clock),
    };
    let mut facts = vec![
        (s.t("observation-fact-category"), category_name(s, &told.category)),
        (
            s.t("observation-fact-feeling"),
            s.t(&format!("observation-feeling-{}", Feeling::parse(&told.feeling).map_or("both", Feeling::word))),
        ),
        (s.t("observation-fact-area"), area),
    ];
    if !told.place.trim().is_empty() {
        facts.push((s.t("observation-fact-place"), kept(told.place.trim(), &told.place_answer)));
    }
    if !told.text.trim().is_empty() {
        facts.push((s.t("observation-fact-text"), kept(told.text.trim(), &told.text_answer)));
    }
    facts.push((s.t("observation-fact-when"), when.trim().to_owned()));
    facts
}

fn urgent(s: &Shell) -> Vec<(String, String)> {
    let contacts = Pack::se().contacts().iter();
    contacts
        .filter(|c| matches!(c.code.as_str(), "emergency" | "police"))
        .filter_map(|c| Some((format!("tel:{}", c.dial.as_ref()?), c.act.in_language(s.tag()).to_owned())))
        .collect()
}

#[derive(Template)]
#[template(path = "public/receipt_ask.html")]
struct AskPage {
    title: String,
    errors: ErrorSummary,
    code: crate::form::TextField,
    s: Shell,
}

impl AskPage {
    fn of(s: Shell, form: &Form) -> AskPage {
        AskPage {
            title: form.title(&s, s.t("observation-receipt-ask")),
            errors: form.summary(&s),
            code: form.text(&s, "kod", "observation-field-code"),
            s,
        }
    }
}

/// `/kvittens`
pub async fn ask(visit: Visit) -> Result<Response, Problem> {
    page(&AskPage::of(visit.s, &Form::new()))
}

/// `/kvittens`, posted: to the case of the code.
pub async fn find(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    match Receipt::parse(form.get("kod")) {
        Ok(code) if followed(&visit, &code).await?.is_some() => Ok(go(visit.s.to(&format!("/kvittens/{code}")))),
        Ok(code) => {
            if let Some(to) = super::case::address(&visit, &code).await? {
                return Ok(go(to));
            }
            form.wrong("kod", visit.s.t("observation-error-code-unknown"));
            page_again(&AskPage::of(visit.s, &form))
        }
        Err(_) => {
            form.wrong("kod", visit.s.t("observation-error-code"));
            page_again(&AskPage::of(visit.s, &form))
        }
    }
}

async fn followed(visit: &Visit, code: &Receipt) -> Result<Option<domain::observation::Followed>, Problem> {
    let hash = observation::receipt_hash(&visit.ctx(), code);
    let days = Pack::se().retention().receipt_days_after_closed;
    Ok(storage::observation::followed(visit.app.db.reader(), visit.town(), &hash, days, visit.s.now).await?)
}

/// Whether the page is shown to someone who has just told.
#[derive(Deserialize)]
pub struct Fresh {
    ny: Option<String>,
}

#[derive(Template)]
#[template(path = "public/receipt.html")]
struct ReceiptPage {
    fresh: bool,
    code: String,
    state: String,
    said: String,
    facts: Vec<(String, String)>,
    answer: Vec<String>,
    next: Vec<String>,
    s: Shell,
}

/// `/kvittens/{code}`
pub async fn follow(visit: Visit, Path(code): Path<String>, Query(fresh): Query<Fresh>) -> Result<Response, Problem> {
    let code = Receipt::parse(&code).map_err(|_| Problem::Absent)?;
    let f = followed(&visit, &code).await?.ok_or(Problem::Absent)?;
    let s = &visit.s;
    let areas = storage::area::names(visit.app.db.reader(), visit.town()).await?;
    let area = f.area.as_ref().and_then(|id| areas.iter().find(|(a, _)| a == id)).map(|(_, n)| n.to_string());
    let date = |t: Timestamp| text::date(s.lang(), actions::local_date(t));
    let (word, said, answer) = match &f.step {
        FollowedStep::Received => ("received", s.t("observation-follow-received"), None),
        FollowedStep::Read(at) => ("read", s.t1("observation-follow-read", "date", date(*at)), None),
        FollowedStep::Closed { answer, at } => {
            let key = if answer.is_some() { "observation-follow-answered" } else { "observation-follow-closed" };
            ("closed", s.t1(key, "date", date(*at)), answer.clone())
        }
        FollowedStep::Rejected(reason) => ("rejected", s.t(&format!("observation-follow-{}", reason.word())), None),
    };
    page(&ReceiptPage {
        fresh: fresh.ny.is_some(),
        code: code.to_string(),
        state: s.t(&format!("observation-follow-state-{word}")),
        said,
        facts: vec![
            (s.t("observation-fact-received"), date(f.received)),
            (s.t("observation-fact-category"), category_name(s, f.category.as_str())),
            (s.t("observation-fact-area"), area.unwrap_or_else(|| s.t("observation-area-unknown"))),
        ],
        answer: answer.map(|a| a.paragraphs().map(str::to_owned).collect()).unwrap_or_default(),
        next: match &f.step {
            FollowedStep::Received => {
                vec![s.t("observation-next-read"), s.t("observation-next-count"), s.t("observation-next-answer")]
            }
            FollowedStep::Read(_) => vec![s.t("observation-next-answer")],
            _ => Vec::new(),
        },
        s: visit.s,
    })
}
