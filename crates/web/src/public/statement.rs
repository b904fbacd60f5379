//! Is this site accessible?

use askama::Template;
use axum::response::Response;
use documents::{Document, Form, Furniture, html, statement};
use domain::Pack;

use crate::paper::{Formats, file, formats, furniture, tagged};
use crate::{Problem, Shell, Visit};

#[derive(Template)]
#[template(path = "public/statement.html")]
struct StatementPage {
    s: Shell,
    /// The statement as markup; none where no edition is published.
    document: Option<String>,
    formats: Formats,
}

/// `/tillganglighet`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let document = document(&visit).await?.map(|d| html::fragment(&d, 1));
    let path = if document.is_some() { "/tillganglighet" } else { "" };
    tagged(&visit, &StatementPage { document, formats: formats(&visit, path), s: visit.s.clone() })
}

/// `/tillganglighet.pdf` and the other forms.
pub async fn form(visit: Visit, form: Form) -> Result<Response, Problem> {
    let document = document(&visit).await?.ok_or(Problem::Absent)?;
    file(&visit, document, form).await
}

/// The published statement as a document, for every form; none where no edition is published.
async fn document(visit: &Visit) -> Result<Option<Document>, Problem> {
    let held = storage::statement::published(visit.app.db.reader(), visit.town()).await?;
    Ok(held.map(|held| drawn(visit, &held)))
}

/// What the document says.
pub(crate) fn drawn(visit: &Visit, held: &domain::statement::Statement) -> Document {
    let s = &visit.s;
    statement::document(held, s.words, statement::Frame { furniture: furniture(s), ..frame(s) })
}

/// What a statement does not know of itself: who supervises on this day, and where the forms are.
pub(crate) fn frame(s: &Shell) -> statement::Frame {
    let pack = Pack::se();
    let supervisor = pack.on(s.today()).supervisor();
    statement::Frame {
        supervisor: supervisor.map(|w| w.name.in_language(s.tag()).to_owned()).unwrap_or_default(),
        complain: supervisor.map(|w| w.complain.clone()).unwrap_or_default(),
        standard: pack.standard().declared.clone(),
        notice: s.to("/tillganglighet/patala"),
        request: s.to("/tillganglighet/begar"),
        furniture: Furniture::default(),
    }
}
