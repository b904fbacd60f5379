//! Which data may anyone take, in which forms, on which terms?

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::kept::Key;
use crate::{Problem, Shell, Visit, making, page};

/// A set of data: the key of its words, and where each form is.
const SETS: [(&str, &[(&str, &str)]); 3] = [
    ("calendar", &[("iCalendar", "/kalender.ics")]),
    ("news", &[("Atom", "/nyheter.atom")]),
    ("schema", &[("JSON Schema", SCHEMA)]),
];

struct Set {
    title: String,
    about: String,
    forms: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/open_data.html")]
struct OpenDataPage {
    s: Shell,
    sets: Vec<Set>,
}

/// `/oppna-data`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let (s, on, town) = (&visit.s, visit.app.db.reader(), visit.town());
    let mut sets: Vec<Set> = Vec::new();
    let pictures = storage::picture::published(on, town).await?;
    let titles = pictures.iter().map(|p| (format!("/lagesbild/{}", p.id), p.title.to_string()));
    sets.extend(records(s, "picture", titles.collect()));
    let promises = storage::promise::published(&visit.app.db, town, s.today()).await?;
    let titles = promises.iter().map(|p| (format!("/loften/{}", p.id), p.title.to_string()));
    sets.extend(records(s, "promise", titles.collect()));
    let agreements = storage::agreement::published(on, town).await?;
    let titles = agreements.iter().map(|a| (format!("/overenskommelser/{}", a.id), a.title.to_string()));
    sets.extend(records(s, "agreement", titles.collect()));
    let plans = storage::plan::published(on, town).await?;
    let titles = plans.iter().map(|p| (format!("/plan/{}", p.id), p.title.to_string()));
    sets.extend(records(s, "plan", titles.collect()));
    sets.extend(SETS.iter().map(|(key, forms)| Set {
        title: s.t(&format!("open-data-{key}")),
        about: s.t(&format!("open-data-{key}-about")),
        forms: forms.iter().map(|(name, to)| (name.to_string(), s.to(to))).collect(),
    }));
    page(&OpenDataPage { sets, s: visit.s })
}

/// Where it is said what a document as JSON may hold.
pub(crate) const SCHEMA: &str = "/data/document.schema.json";

/// `/data/document.schema.json`
pub async fn schema(visit: Visit) -> Response {
    let schema = documents::json::SCHEMA;
    let tag = Key::of_bytes(schema.as_bytes()).tag();
    let mut response = if visit.asked.has(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/schema+json")], schema).into_response()
    };
    making::carry(&mut response, &tag);
    response
}

/// Published records as data: each as JSON, and its tables as CSV. Nothing when there are none.
fn records(s: &Shell, key: &str, titles: Vec<(String, String)>) -> Option<Set> {
    let both = |(to, title): &(String, String)| {
        [("JSON", "json"), ("CSV", "csv")]
            .map(|(name, suffix)| (format!("{title} ({name})"), s.to(&format!("{to}.{suffix}"))))
    };
    (!titles.is_empty()).then(|| Set {
        title: s.t(&format!("open-data-{key}")),
        about: s.t(&format!("open-data-{key}-about")),
        forms: titles.iter().flat_map(both).collect(),
    })
}
