//! Is this site accessible?

use askama::Template;
use axum::response::Response;
use documents::{Furniture, html, statement};
use domain::Pack;

use crate::{Problem, Shell, Visit, page};

#[derive(Template)]
#[template(path = "public/statement.html")]
struct StatementPage {
    s: Shell,
    /// The statement as markup; none where no edition is published.
    document: Option<String>,
}

/// `/tillganglighet`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let held = storage::statement::published(visit.app.db.reader(), visit.town()).await?;
    let s = &visit.s;
    let document = held.map(|held| html::fragment(&statement::document(&held, s.words, frame(s)), 1));
    page(&StatementPage { document, s: visit.s })
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
