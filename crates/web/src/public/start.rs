//! What was promised, and how does it go?

use askama::Template;
use axum::response::Response;

use crate::{Problem, Shell, Visit, page};

#[derive(Template)]
#[template(path = "public/start.html")]
struct StartPage {
    s: Shell,
}

/// `/`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&StartPage { s: visit.s })
}
