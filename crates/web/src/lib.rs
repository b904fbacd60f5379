//! The site: public pages and the workspace, drawn by the server, working without script.
//!
//! # Adding a page
//! 1. A line in [`routes`]: the one readable list.
//! 2. `public/noun.rs` or `workspace/noun.rs`: a handler that reads as a list of steps, and one struct per page with
//!    its template `templates/public/noun.html`. The struct is finished: no query, permission or arithmetic in templates.
//! 3. Words in `text/locales/{sv,en}/noun.ftl`.
//! 4. Links are written `{{ s.to("/loften") }}`, so that they stay in the reader's language.
//!
//! No `style` attribute and no inline script: the content security policy forbids both.

mod app;
pub mod assets;
pub mod chain;
mod form;
mod guard;
mod headers;
mod kept;
mod making;
pub mod paper;
mod part;
mod problem;
mod routes;
mod shell;
mod tag;
mod visit;

pub mod public;
pub mod workspace;

pub use app::{App, Clock, Parts};
pub use form::{Choice, Form};
pub use problem::Problem;
pub use routes::{router, service};
pub use shell::Shell;
pub use visit::{Visit, Work};

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

/// Draws a finished page.
pub(crate) fn page(template: &impl Template) -> Result<Response, Problem> {
    Ok(Html(template.render().map_err(|e| Problem::Ours(e.to_string()))?).into_response())
}

/// Draws a form with its errors: 422, so that a program sees what a person sees.
pub(crate) fn page_again(template: &impl Template) -> Result<Response, Problem> {
    let mut response = page(template)?;
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// To another address after a change was made.
pub(crate) fn go(to: impl AsRef<str>) -> Response {
    axum::response::Redirect::to(to.as_ref()).into_response()
}
