//! What is done together, as far as everyone may see it?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::{Document, Text, said_link};
use domain::effort::PublicEffort;
use domain::{Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::{Problem, Shell, Visit, chain, page};

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
            state: s.t(documents::effort::state(&e.standing, e.slot.on, s.today())),
        }
    }
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

/// `/insatser/{id}`, and the same in another form: `/insatser/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("effort-list-title");
    answer(visit, &[("/insatser", list)], &format!("/insatser/{id}"), form, document).await
}

/// The effort as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let (s, on) = (&visit.s, visit.app.db.reader());
    let e = storage::effort::published_by_id(on, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let with = names(visit, &e.parties).await?;
    let counts = counts_toward(visit, e.commitment.as_ref()).await?;
    let chain = chain::public(&visit.app, s, Noun::Effort, &id).await?;
    Ok(documents::effort::effort(&e, &with, counts, Some(chain), s.today(), s.words).furniture(furniture(s)))
}

/// What the parties are called.
pub(super) async fn names(visit: &Visit, parties: &[Id]) -> Result<Vec<String>, Problem> {
    let organisations = storage::organisation::all(visit.app.db.reader(), visit.town()).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string());
    Ok(parties.iter().map(name).collect())
}

/// The link to the public commitment that something counts toward.
pub(super) async fn counts_toward(visit: &Visit, commitment: Option<&Id>) -> Result<Option<Text>, Problem> {
    let Some(id) = commitment else { return Ok(None) };
    let all = storage::promise::published(&visit.app.db, visit.town(), visit.s.today()).await?;
    let found = all.iter().flat_map(|p| &p.commitments).find(|c| c.id == *id);
    Ok(found.map(|c| {
        let to = visit.s.to(&format!("/loften/{}#{}", c.promise, c.id));
        said_link(visit.s.words, c.title.as_str(), &to)
    }))
}
