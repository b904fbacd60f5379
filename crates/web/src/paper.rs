//! How is a document shown as a page of the public site?

use askama::Template;
use axum::response::Response;
use documents::{Document, Furniture};

use crate::{Problem, Shell, page};

#[derive(Template)]
#[template(path = "public/paper.html")]
struct PaperPage {
    s: Shell,
    title: String,
    crumbs: Vec<(String, String)>,
    html: String,
}

/// A page that shows the whole document, under the pages that lead to it (address without language, words).
pub fn paper(s: Shell, crumbs: &[(&str, String)], document: &Document) -> Result<Response, Problem> {
    let crumbs = crumbs.iter().map(|(to, words)| (s.to(to), words.clone())).collect();
    let html = documents::html::fragment(document, 1);
    page(&PaperPage { title: document.title.clone(), crumbs, html, s })
}

/// Who answers for a public document of this municipality, and of when it is.
pub fn furniture(s: &Shell) -> Furniture {
    Furniture {
        responsible: s.t1("shell-parties", "town", s.town.name.as_str()),
        dated: text::date(s.lang(), s.today()),
        date: s.today().to_string(),
        address: s.to(&s.path),
        demo: s.town.band.as_ref().map(|b| b.to_string()).unwrap_or_default(),
    }
}
