//! What waits today?

use askama::Template;
use axum::response::Response;

use crate::{Problem, Shell, Work, page};

#[derive(Template)]
#[template(path = "workspace/today.html")]
struct TodayPage {
    s: Shell,
    title: String,
}

/// `/arbete`
pub async fn show(work: Work) -> Result<Response, Problem> {
    let today = work.s.today();
    let weekday = text::weekday(work.s.lang(), today.weekday());
    let title = format!("{}{} {}", weekday[..1].to_uppercase(), &weekday[1..], text::date_short(work.s.lang(), today));
    page(&TodayPage { s: work.s, title })
}
