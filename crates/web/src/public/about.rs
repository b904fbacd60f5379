//! Who is behind this, how do they work, and what do they do with what they are told?

use askama::Template;
use axum::response::Response;
use domain::Pack;

use crate::{Problem, Shell, Visit, page};

#[derive(Template)]
#[template(path = "public/about.html")]
struct AboutPage {
    s: Shell,
    parties: Vec<(String, String)>,
    months: u32,
    smallest: u32,
}

/// `/om`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let all = storage::organisation::all(visit.app.db.reader(), visit.town()).await?;
    let kind = |o: &domain::organisation::Organisation| visit.s.t(&format!("about-kind-{}", o.kind.word()));
    page(&AboutPage {
        parties: all.iter().map(|o| (o.name.to_string(), kind(o))).collect(),
        months: Pack::se().retention().observation_text_months,
        smallest: visit.s.town.smallest_shown,
        s: visit.s,
    })
}
