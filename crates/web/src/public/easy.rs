//! What is this and how do the promises go, in easy Swedish?

use askama::Template;
use axum::response::Response;
use documents::easy_text::{Thoughts, commitment, findings, thoughts};
use documents::{Block, Document, Form, List, Section, Text};
use domain::easy_text::PublicEasyText;
use domain::promise::PublicPromise;
use domain::{Id, Noun, Sharing};
use text::{Lang, Words};

use crate::chain::public_address;
use crate::paper::{Formats, file, formats, furniture};
use crate::public::easy_text::easily;
use crate::{Problem, Shell, Visit, page};

/// A promise in easy Swedish.
struct Promised {
    title: String,
    to: String,
    lines: Vec<Thoughts>,
}

/// The newest picture in easy Swedish: of when it is, where all of it stands, and what it found, one thought a line.
struct Seen {
    lead: String,
    to: String,
    findings: Vec<Thoughts>,
    none: String,
}

/// All that is told in easy Swedish.
struct Told {
    promises: Vec<Promised>,
    seen: Option<Seen>,
    /// The texts that somebody wrote: heading and address.
    texts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/easy.html")]
struct EasyPage {
    s: Shell,
    told: Told,
    formats: Formats,
}

/// `/lattlast`: its own text, always in Swedish, with the numbers of today.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let visit = easily(visit);
    let told = told(&visit).await?;
    page(&EasyPage { told, formats: formats(&visit, "/lattlast"), s: visit.s })
}

/// `/lattlast.pdf` and the other forms.
pub async fn form(visit: Visit, form: Form) -> Result<Response, Problem> {
    let visit = easily(visit);
    let document = document(&visit.s, &told(&visit).await?);
    file(&visit, document, form).await
}

/// The same words as on the page, one thought a paragraph.
fn document(s: &Shell, told: &Told) -> Document {
    let lines = |keys: &[&str]| keys.iter().map(|key| Block::text(s.t(key))).collect::<Vec<_>>();
    let promised = |p: &Promised| {
        let title = Text::new().link(p.title.clone(), p.to.clone());
        Block::from(Section::new(title, p.lines.iter().map(thoughts).collect()))
    };
    let mut all: Vec<Block> = told.promises.iter().map(promised).collect();
    if all.is_empty() {
        all.push(Block::text(s.t("easy-promised-none")));
    }
    let found = match &told.seen {
        None => lines(&["easy-seen-none"]),
        Some(seen) => {
            let mut blocks = vec![Block::text(seen.lead.as_str())];
            blocks.extend(seen.findings.iter().map(thoughts));
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
    let mut document = Document::new(s.t("easy-title"), Lang::SvEasy)
        .lead(what.join(" "))
        .section(s.t("easy-urgent"), lines(&["easy-urgent-1", "easy-urgent-2"]))
        .section(s.t("easy-promised"), all)
        .section(s.t("easy-seen"), found);
    if !told.texts.is_empty() {
        let texts = told.texts.iter().map(|(title, to)| Text::new().link(title.as_str(), to.as_str()));
        document = document.section(s.t("easy-text-more"), vec![List::bullets(texts).into()]);
    }
    document.section(s.t("easy-tell"), tell).section(s.t("easy-hard"), hard).furniture(furniture(s))
}

async fn told(visit: &Visit) -> Result<Told, Problem> {
    let today = visit.s.today();
    let (words, on, town) = (visit.s.words, visit.app.db.reader(), visit.town());
    let texts = storage::easy_text::published(on, town).await?;
    let all = storage::promise::published(&visit.app.db, town, today).await?;
    let held = all.into_iter().filter(|p| p.withdrawn.is_none() && p.term.holds(today));
    let one = |p: PublicPromise| Promised {
        title: p.title.to_string(),
        to: whole(&texts, Noun::Promise, &p.id),
        lines: p.commitments.iter().map(|c| commitment(c, words)).collect(),
    };
    let promises = held.map(one).collect();
    let seen = seen(visit, words, &texts).await?;
    // Nobody is led to a text of something that is public no more.
    let told_of: Vec<(Noun, Id)> = texts.iter().map(|e| e.subject.clone()).collect();
    let named = storage::chain::named(on, town, &told_of).await?;
    let open = |e: &&PublicEasyText| {
        named.iter().any(|n| (n.noun, &n.id) == (e.subject.0, &e.subject.1) && n.owned.sharing == Sharing::Public)
    };
    let link = |e: &PublicEasyText| (e.title.to_string(), public_address(Noun::EasyText, &e.id));
    let texts = texts.iter().filter(open).map(link).collect();
    Ok(Told { promises, seen, texts })
}

async fn seen(visit: &Visit, words: Words, texts: &[PublicEasyText]) -> Result<Option<Seen>, Problem> {
    let on = visit.app.db.reader();
    let all = storage::picture::published(on, visit.town()).await?;
    let Some(newest) = all.iter().find(|p| p.state.word() != "superseded") else { return Ok(None) };
    let Some(picture) = storage::picture::published_by_id(on, visit.town(), &newest.id).await? else { return Ok(None) };
    let period = text::date_range(Lang::SvEasy, newest.period.from(), newest.period.to());
    Ok(Some(Seen {
        lead: words.with("easy-seen-what", &[("period", period.into())]),
        to: whole(texts, Noun::Picture, &newest.id),
        findings: findings(&picture.content, words),
        none: words.say("picture-key-none"),
    }))
}

/// Where more of a record is told: in easy Swedish if somebody wrote that, else the record itself.
fn whole(texts: &[PublicEasyText], noun: Noun, id: &Id) -> String {
    let easy = texts.iter().find(|e| e.subject.0 == noun && e.subject.1 == *id);
    easy.map_or_else(|| public_address(noun, id), |e| public_address(Noun::EasyText, &e.id))
}
