//! What is this and how do the promises go, in easy Swedish?

use askama::Template;
use axum::response::Response;
use documents::{Block, Document, Form, Section, Text};
use domain::commitment::State;
use text::{Lang, Words};

use crate::paper::{Formats, file, formats, furniture};
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
    formats: Formats,
}

/// `/lattlast`: its own text, always in Swedish, with the numbers of today.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let (words, promises, seen) = told(&visit).await?;
    let s = Shell { words, ..visit.s.clone() };
    let formats = formats(&Visit { s: s.clone(), ..visit }, "/lattlast");
    page(&EasyPage { s, promises, seen, formats })
}

/// `/lattlast.pdf` and the other forms.
pub async fn form(visit: Visit, form: Form) -> Result<Response, Problem> {
    let (words, promises, seen) = told(&visit).await?;
    let visit = Visit { s: Shell { words, ..visit.s.clone() }, ..visit };
    let document = document(&visit.s, &promises, seen.as_ref());
    file(&visit, document, form).await
}

/// The same words as on the page, one thought a paragraph.
fn document(s: &Shell, promises: &[Promised], seen: Option<&Seen>) -> Document {
    let line = |line: &String| Block::text(line.as_str());
    let lines = |keys: &[&str]| keys.iter().map(|key| Block::text(s.t(key))).collect::<Vec<_>>();
    let promised = |p: &Promised| {
        let one = |(title, how): &(String, Vec<String>)| {
            Block::from(Section::new(title.clone(), how.iter().map(line).collect()))
        };
        let title = Text::new().link(p.title.clone(), p.to.clone());
        Block::from(Section::new(title, p.lines.iter().map(one).collect()))
    };
    let mut all: Vec<Block> = promises.iter().map(promised).collect();
    if all.is_empty() {
        all.push(Block::text(s.t("easy-promised-none")));
    }
    let found = match seen {
        None => lines(&["easy-seen-none"]),
        Some(seen) => {
            let one = |(title, how): &(String, Vec<String>)| {
                Block::from(Section::new(title.clone(), how.iter().map(line).collect()))
            };
            let mut blocks = vec![Block::text(seen.lead.as_str())];
            blocks.extend(seen.findings.iter().map(one));
            if seen.findings.is_empty() {
                blocks.push(Block::text(seen.none.as_str()));
            }
            blocks.push(Block::text(Text::new().link(s.t("easy-seen-all"), seen.to.clone())));
            blocks
        }
    };
    let what = [s.t1("easy-what-1", "town", s.town.name.as_str()), s.t("easy-what-2"), s.t("easy-what-3")];
    let mut tell = lines(&["easy-tell-1", "easy-tell-2", "easy-tell-3", "easy-tell-4"]);
    tell.push(Block::text(Text::new().link(s.t("easy-tell-button"), "/beratta")));
    let mut hard = lines(&["easy-hard-1", "easy-hard-2"]);
    for (key, to) in [("easy-hard-notice", "/tillganglighet/patala"), ("easy-hard-request", "/tillganglighet/begar")] {
        hard.push(Block::text(Text::new().link(s.t(key), to)));
    }
    Document::new(s.t("easy-title"), Lang::SvEasy)
        .lead(what.join(" "))
        .section(s.t("easy-urgent"), lines(&["easy-urgent-1", "easy-urgent-2"]))
        .section(s.t("easy-promised"), all)
        .section(s.t("easy-seen"), found)
        .section(s.t("easy-tell"), tell)
        .section(s.t("easy-hard"), hard)
        .furniture(furniture(s))
}

async fn told(visit: &Visit) -> Result<(Words, Vec<Promised>, Option<Seen>), Problem> {
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
    Ok((words, promises, seen(visit, words).await?))
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
