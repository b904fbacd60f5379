//! Which data may anyone take, in which forms, on which terms?

use askama::Template;
use axum::response::Response;

use crate::{Problem, Shell, Visit, page};

/// A set of data: the key of its words, and where each form is.
const SETS: [(&str, &[(&str, &str)]); 2] =
    [("calendar", &[("iCalendar", "/kalender.ics")]), ("news", &[("Atom", "/nyheter.atom")])];

struct Set {
    title: String,
    about: String,
    forms: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "public/open_data.html")]
struct OpenDataPage {
    s: Shell,
    sets: Vec<Set>,
}

/// `/oppna-data`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let set = |(key, forms): &(&str, &[(&'static str, &str)])| Set {
        title: s.t(&format!("open-data-{key}")),
        about: s.t(&format!("open-data-{key}-about")),
        forms: forms.iter().map(|(name, to)| (*name, s.to(to))).collect(),
    };
    page(&OpenDataPage { sets: SETS.iter().map(set).collect(), s: visit.s })
}
