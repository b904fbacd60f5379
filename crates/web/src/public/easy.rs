//! What is this and how do the promises go, in easy Swedish?

use askama::Template;
use axum::response::Response;
use domain::commitment::State;
use text::{Lang, Words};

use crate::{Problem, Shell, Visit, page};

/// A promise in easy Swedish.
struct Promised {
    title: String,
    to: String,
    lines: Vec<(String, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "public/easy.html")]
struct EasyPage {
    s: Shell,
    promises: Vec<Promised>,
}

/// `/lattlast`: its own text, always in Swedish, with the numbers of today.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let today = visit.s.today();
    let words = Words::of(Lang::SvEasy);
    let all = storage::promise::published(&visit.app.db, visit.town(), today).await?;
    let held = all.into_iter().filter(|p| p.withdrawn.is_none() && p.term.holds(today));
    let one = |p: domain::promise::PublicPromise| Promised {
        title: p.title.to_string(),
        to: format!("/loften/{}", p.id),
        lines: p.commitments.iter().map(|c| (c.title.to_string(), how(&words, c))).collect(),
    };
    let promises = held.map(one).collect();
    page(&EasyPage { s: Shell { words, ..visit.s }, promises })
}

/// One thought a line.
fn how(words: &Words, c: &domain::commitment::PublicCommitment) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(target) = c.progress.target.filter(|t| *t > 1) {
        lines.push(words.with("easy-target", &[("n", target.into())]));
        lines.push(words.with("easy-done", &[("n", c.progress.counted.into())]));
    }
    let key = format!("easy-state-{}", c.progress.state.word());
    lines.push(match &c.progress.state {
        State::NotStarted { on } => words.with(&key, &[("date", text::date(Lang::SvEasy, *on).into())]),
        State::Ahead { by } => words.with(&key, &[("n", (*by).into())]),
        State::Behind { missing } => words.with(&key, &[("n", (*missing).into())]),
        State::Broken { late: Some(_), .. } => words.say("easy-state-broken-late"),
        _ => words.say(&key),
    });
    lines
}
