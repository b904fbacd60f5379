//! What was promised, how does it go, and where can I say what I think?

use askama::Template;
use axum::response::Response;
use documents::Block;
use documents::promise::{brief, count, figure, outlook, passed, state_sentence, tag};
use domain::commitment::PublicCommitment;
use domain::organisation::Organisation;
use domain::picture::PublicPicture;
use domain::promise::PublicPromise;
use jiff::ToSpan;
use text::{capital, count_word};

use super::calendar;
use super::news::Item;
use crate::{Problem, Shell, Visit, page};

/// How many pieces of news the page shows.
const NEWS: i64 = 3;

/// How many findings of the latest picture the page shows.
const FINDINGS: usize = 3;

struct Lead {
    to: String,
    of: String,
    title: String,
    state: String,
    count: Option<(String, String)>,
    figure: String,
    sentences: Vec<String>,
    passed: Option<String>,
}

struct Other {
    to: String,
    title: String,
    brief: String,
    state: String,
}

#[derive(Template)]
#[template(path = "public/start.html")]
struct StartPage {
    s: Shell,
    lead_text: String,
    lead: Option<Lead>,
    others: Vec<Other>,
    whole: Vec<(String, String)>,
    next: Option<calendar::Row>,
    picture: Option<LatestPicture>,
    news: Vec<Item>,
}

struct LatestPicture {
    to: String,
    approved: String,
    findings: Vec<Finding>,
}

struct Finding {
    verdict: String,
    title: String,
    text: String,
}

/// `/`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let (s, on, town) = (&visit.s, visit.app.db.reader(), visit.town());
    let today = s.today();
    let promises = storage::promise::published(&visit.app.db, town, today).await?;
    let current = current(&promises, today);
    let ahead = storage::presence::published(on, town, today, today.saturating_add(1.year())).await?;
    let news = storage::news::published(on, town, NEWS).await?;
    let picture = storage::picture::latest_published(on, town).await?;
    let organisations = storage::organisation::all(on, town).await?;
    let whole = |p: &&PublicPromise| {
        let words = s.t1("promise-read-whole", "title", p.title.as_str());
        (s.to(&format!("/loften/{}", p.id)), words)
    };
    let mut commitments = current.iter().flat_map(|p| &p.commitments);
    let first = commitments.next().zip(current.first());
    page(&StartPage {
        lead_text: lead_text(s, &current),
        lead: first.map(|(c, p)| lead(s, c, p.commitments.len())),
        others: commitments.map(|c| other(s, c)).collect(),
        whole: current.iter().map(whole).collect(),
        next: ahead.iter().find(|p| p.is_ahead(today)).map(|p| calendar::Row::of(s, p)),
        picture: picture.map(|p| latest(s, &p, &organisations)),
        news: news.iter().map(|n| Item::of(s, n)).collect(),
        s: visit.s,
    })
}

/// The most important findings of the latest picture.
fn latest(s: &Shell, p: &PublicPicture, organisations: &[Organisation]) -> LatestPicture {
    let document = super::picture::document(s, p, organisations);
    let sections =
        document.blocks.iter().filter_map(|b| if let Block::Section(section) = b { Some(section) } else { None });
    let told = sections.flat_map(|section| &section.blocks).find_map(|b| match b {
        Block::Findings { findings } => Some(findings),
        _ => None,
    });
    let finding = |f: &documents::Finding| Finding {
        verdict: documents::html::verdict(&f.verdict),
        title: documents::html::inline(&f.title),
        text: documents::html::inline(&f.text),
    };
    let date = text::date(s.lang(), actions::local_date(p.at));
    let approved = [("title", p.title.as_str().into()), ("date", date.into())];
    LatestPicture {
        to: s.to(&format!("/lagesbild/{}", p.id)),
        approved: s.words.with("start-picture-approved", &approved),
        findings: told.map(|f| f.iter().take(FINDINGS).map(finding).collect()).unwrap_or_default(),
    }
}

/// Every promise that holds today, the first to begin first; else the one that ended last, else the one that begins next.
fn current(promises: &[PublicPromise], today: jiff::civil::Date) -> Vec<&PublicPromise> {
    let live = || promises.iter().filter(|p| p.withdrawn.is_none());
    let mut now: Vec<&PublicPromise> = live().filter(|p| p.term.holds(today)).collect();
    now.sort_by_key(|p| p.term.from());
    if !now.is_empty() {
        return now;
    }
    let ended = live().filter(|p| p.term.to() < today).max_by_key(|p| p.term.to());
    ended.or_else(|| live().min_by_key(|p| p.term.from())).into_iter().collect()
}

fn lead_text(s: &Shell, promises: &[&PublicPromise]) -> String {
    let town = s.town.name.as_str();
    let Some(p) = promises.iter().max_by_key(|p| p.term.to()) else { return s.t1("start-lead-none", "town", town) };
    let n = promises.iter().map(|p| p.commitments.len() as i64).sum::<i64>();
    let today = text::date_short(s.lang(), s.today());
    let args = [
        ("town", town.into()),
        ("n", n.into()),
        ("word", count_word(s.lang(), n).into()),
        ("cap", capital(&count_word(s.lang(), n)).into()),
        ("from", text::date(s.lang(), p.term.from()).into()),
        ("to", text::date(s.lang(), p.term.to()).into()),
        ("today", today.into()),
    ];
    let key = if p.term.holds(s.today()) { "start-lead" } else { "start-lead-other" };
    s.words.with(key, &args)
}

fn address(s: &Shell, c: &PublicCommitment) -> String {
    s.to(&format!("/loften/{}#{}", c.promise, c.id))
}

fn lead(s: &Shell, c: &PublicCommitment, of: usize) -> Lead {
    let w = s.words;
    let mut sentences = outlook(c, w);
    if sentences.is_empty() {
        sentences.push(state_sentence(c, w));
    }
    let figure = figure(c, w).map(|f| documents::figure::progress_svg(&f, documents::figure::Ink::Screen, "lead"));
    Lead {
        to: address(s, c),
        of: w.with("commitment-of", &[("number", c.number.into()), ("n", of.into())]),
        title: c.title.to_string(),
        state: documents::html::state(&tag(&c.progress.state, w)),
        count: count(c, w).map(|n| (n.figure, n.of)),
        figure: figure.unwrap_or_default(),
        sentences,
        passed: passed(c, w),
    }
}

fn other(s: &Shell, c: &PublicCommitment) -> Other {
    Other {
        to: address(s, c),
        title: c.title.to_string(),
        brief: brief(c, s.words),
        state: documents::html::state(&tag(&c.progress.state, s.words)),
    }
}
