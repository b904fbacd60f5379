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

/// The newest picture in easy Swedish: of when it is, where all of it stands, and what it found, one thought a line.
struct Seen {
    lead: String,
    to: String,
    findings: Vec<(String, Vec<String>)>,
    none: String,
}

#[derive(Template)]
#[template(path = "public/easy.html")]
struct EasyPage {
    s: Shell,
    promises: Vec<Promised>,
    seen: Option<Seen>,
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
    let seen = seen(&visit, words).await?;
    page(&EasyPage { s: Shell { words, ..visit.s }, promises, seen })
}

async fn seen(visit: &Visit, words: Words) -> Result<Option<Seen>, Problem> {
    let on = visit.app.db.reader();
    let all = storage::picture::published(on, visit.town()).await?;
    let Some(newest) = all.iter().find(|p| p.state.word() != "superseded") else { return Ok(None) };
    let Some(picture) = storage::picture::published_by_id(on, visit.town(), &newest.id).await? else { return Ok(None) };
    let period = text::date_range(Lang::SvEasy, newest.period.from(), newest.period.to());
    let lines = |text: String| text.split_inclusive(". ").map(|line| line.trim().to_owned()).collect();
    let told = documents::picture::key(&picture.content, words).into_iter();
    Ok(Some(Seen {
        lead: words.with("easy-seen-what", &[("period", period.into())]),
        to: format!("/lagesbild/{}", newest.id),
        findings: told.map(|f| (f.title.plain(), lines(format!("{} {}.", f.text.plain(), f.verdict.word)))).collect(),
        none: words.say("picture-key-none"),
    }))
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
