//! How is a list of records shown to everyone: title, state, one line about each?

use askama::Template;
use axum::response::Response;

use crate::{Problem, Shell, page};

/// One record of a list.
pub struct Card {
    /// Where it is.
    pub to: String,
    /// What it is called.
    pub title: String,
    /// Its state in a word or two.
    pub state: String,
    /// One line about it.
    pub meta: String,
}

#[derive(Template)]
#[template(path = "public/cards.html")]
struct CardsPage {
    s: Shell,
    title: String,
    lead: String,
    none: String,
    rows: Vec<Card>,
}

/// The list of a noun: its words are `<noun>-list-title`, `<noun>-list-lead` and `<noun>-none`.
pub fn cards(s: Shell, noun: &str, rows: Vec<Card>) -> Result<Response, Problem> {
    page(&CardsPage {
        title: s.t(&format!("{noun}-list-title")),
        lead: s.t(&format!("{noun}-list-lead")),
        none: s.t(&format!("{noun}-none")),
        rows,
        s,
    })
}
