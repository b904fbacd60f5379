//! What is done together, as far as everyone may see it?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::effort::PublicEffort;
use domain::occasion::Standing;
use domain::{Id, Noun};

use crate::{Problem, Shell, Visit, page};

/// How many efforts the list holds.
const LATEST: i64 = 200;

struct Row {
    to: String,
    title: String,
    date: String,
    iso: String,
    time: String,
    place: String,
    state: String,
}

impl Row {
    fn of(s: &Shell, e: &PublicEffort) -> Row {
        Row {
            to: s.to(&format!("/insatser/{}", e.id)),
            title: e.title.to_string(),
            date: text::date(s.lang(), e.slot.on),
            iso: e.slot.on.to_string(),
            time: text::clock_range(s.lang(), e.slot.from, e.slot.to),
            place: e.place.to_string(),
            state: state(s, e),
        }
    }
}

fn state(s: &Shell, e: &PublicEffort) -> String {
    s.t(match e.standing {
        Standing::Planned if e.slot.on < s.today() => "occasion-public-unlogged",
        Standing::Planned => "occasion-public-planned",
        Standing::Waiting => "occasion-public-waiting",
        Standing::Counted => "occasion-public-counted",
        Standing::Disputed => "occasion-public-disputed",
        Standing::Cancelled { .. } => "occasion-public-cancelled",
    })
}

#[derive(Template)]
#[template(path = "public/effort_list.html")]
struct EffortListPage {
    s: Shell,
    rows: Vec<Row>,
}

/// `/insatser`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::effort::published(visit.app.db.reader(), visit.town(), LATEST).await?;
    let rows = all.iter().map(|e| Row::of(&visit.s, e)).collect();
    page(&EffortListPage { rows, s: visit.s })
}

#[derive(Template)]
#[template(path = "public/effort.html")]
struct EffortPage {
    s: Shell,
    row: Row,
    with: String,
    given: Option<String>,
    promise: Option<String>,
    about: Vec<String>,
    note: Vec<String>,
    cancelled: Option<String>,
    chain: String,
}

/// `/insatser/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = Id::parse(&id).map_err(|_| Problem::Absent)?;
    let (s, on) = (&visit.s, visit.app.db.reader());
    let e = storage::effort::published_by_id(on, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let organisations = storage::organisation::all(on, visit.town()).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string());
    page(&EffortPage {
        row: Row::of(s, &e),
        with: text::and_list(s.lang(), &e.parties.iter().map(name).collect::<Vec<_>>()),
        given: e.minutes.map(|m| s.t1("effort-given", "hours", documents::promise::hours(s.words, m))),
        promise: counts_toward(&visit, e.commitment.as_ref()).await?,
        about: e.about.paragraphs().map(str::to_owned).collect(),
        note: e.note.paragraphs().map(str::to_owned).collect(),
        cancelled: e.cancelled.as_ref().map(|r| r.to_string()),
        chain: chain(&visit, Noun::Effort, &id).await?,
        s: visit.s,
    })
}

/// What it rests on and what came of it, as everyone may see it.
pub(super) async fn chain(visit: &Visit, noun: Noun, id: &Id) -> Result<String, Problem> {
    let chain = crate::chain::public(&visit.app, &visit.s, noun, id).await?;
    Ok(documents::html::blocks(&[chain.into()], visit.s.words, 2, "kedja"))
}

/// The link to the public commitment that something counts toward.
pub(super) async fn counts_toward(visit: &Visit, commitment: Option<&Id>) -> Result<Option<String>, Problem> {
    let Some(id) = commitment else { return Ok(None) };
    let all = storage::promise::published(&visit.app.db, visit.town(), visit.s.today()).await?;
    let found = all.iter().flat_map(|p| &p.commitments).find(|c| c.id == *id);
    Ok(found.map(|c| {
        let to = visit.s.to(&format!("/loften/{}#{}", c.promise, c.id));
        documents::html::inline(&documents::Text::new().link(c.title.to_string(), to))
    }))
}
