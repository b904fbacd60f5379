//! Which pages are there?

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::{Problem, Shell, Visit, page};

/// Every public page that does not belong to a single thing, by group: the key of the group, then addresses with the key of
/// their words. A test of the demo visits them all.
pub const PAGES: [(&str, &[(&str, &str)]); 4] = [
    ("tell", &[("/beratta", "tell"), ("/kvittens", "receipt")]),
    (
        "work",
        &[
            ("/loften", "promises"),
            ("/overenskommelser", "agreements"),
            ("/lagesbild", "picture"),
            ("/problem", "problems"),
            ("/fokusomraden", "focus-areas"),
            ("/plan", "plans"),
            ("/uppfoljningar", "reviews"),
            ("/omraden", "areas"),
            ("/insatser", "efforts"),
            ("/kalender", "calendar"),
            ("/dialoger", "dialogues"),
            ("/nyheter", "news"),
        ],
    ),
    (
        "accessibility",
        &[
            ("/tillganglighet", "statement"),
            ("/tillganglighet/patala", "notice"),
            ("/tillganglighet/begar", "request"),
            ("/lattlast", "easy"),
        ],
    ),
    ("about", &[("/om", "about"), ("/oppna-data", "data"), ("/arbete", "workspace")]),
];

struct Group {
    title: String,
    pages: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "public/site_map.html")]
struct SiteMapPage {
    s: Shell,
    groups: Vec<Group>,
}

/// `/webbkarta`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let line =
        |(to, key): &(&str, &str)| (s.to(to), s.t(&format!("site-map-{key}")), s.t(&format!("site-map-{key}-about")));
    let group = |(key, pages): &(&str, &[(&str, &str)])| Group {
        title: s.t(&format!("site-map-group-{key}")),
        pages: pages.iter().map(line).collect(),
    };
    page(&SiteMapPage { groups: PAGES.iter().map(group).collect(), s: visit.s })
}

/// `/robots.txt`: everything public may be found; receipts and the workspace are nobody's to index.
pub async fn robots() -> Response {
    let text = "User-agent: *\nDisallow: /arbete\nDisallow: /en/arbete\nDisallow: /kvittens\nDisallow: /en/kvittens\nDisallow: /tillganglighet/arende\nDisallow: /en/tillganglighet/arende\n";
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// `/favicon.ico`: the mark.
pub async fn icon(visit: Result<Visit, Problem>) -> Response {
    match visit {
        Ok(visit) => Redirect::permanent(&visit.s.asset("marke.svg")).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
