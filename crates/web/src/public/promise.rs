//! What was promised, and how does it go?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::promise::{Around, promise as content};
use documents::{Document, Furniture};
use domain::Id;
use domain::promise::PublicPromise;

use crate::{Problem, Shell, Visit, page};

struct Row {
    to: String,
    title: String,
    term: String,
    tally: String,
}

#[derive(Template)]
#[template(path = "public/promise_list.html")]
struct PromiseListPage {
    s: Shell,
    rows: Vec<Row>,
}

/// `/loften`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let all = storage::promise::published(&visit.app.db, visit.town(), s.today()).await?;
    let row = |p: &PublicPromise| Row {
        to: s.to(&format!("/loften/{}", p.id)),
        title: p.title.to_string(),
        term: text::date_range(s.lang(), p.term.from(), p.term.to()),
        tally: documents::html::blocks(
            &[documents::promise::tally(&p.commitments, s.words).into()],
            s.words,
            2,
            p.id.as_str(),
        ),
    };
    let rows = all.iter().map(row).collect();
    page(&PromiseListPage { rows, s: visit.s })
}

#[derive(Template)]
#[template(path = "public/promise.html")]
struct PromisePage {
    s: Shell,
    title: String,
    html: String,
    printed: String,
    formats_same: String,
    formats: Vec<(String, String)>,
}

/// `/loften/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let document = document(&visit, &id).await?;
    let s = visit.s;
    let date = text::date(s.lang(), s.today());
    page(&PromisePage {
        title: document.title.clone(),
        html: documents::html::fragment(&document, 1),
        printed: s.t1("promise-printed", "date", date.as_str()),
        formats_same: s.t1("promise-formats-same", "date", date),
        formats: Vec::new(),
        s,
    })
}

/// The promise as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let s = &visit.s;
    let found = storage::promise::published_by_id(&visit.app.db, visit.town(), &id, s.today()).await?;
    let promise = found.ok_or(Problem::Absent)?;
    let organisations = storage::organisation::all(visit.app.db.reader(), visit.town()).await?;
    let around =
        Around { words: s.words, organisations: &organisations, smallest: s.town.smallest_shown, today: s.today() };
    Ok(content(&promise, Vec::new(), around, furniture(s)))
}

/// Who answers for a public document of this municipality, and of when it is.
fn furniture(s: &Shell) -> Furniture {
    Furniture {
        responsible: s.t1("shell-parties", "town", s.town.name.as_str()),
        dated: text::date(s.lang(), s.today()),
        date: s.today().to_string(),
        address: s.to(&s.path),
        demo: s.town.band.as_ref().map(|b| b.to_string()).unwrap_or_default(),
    }
}
