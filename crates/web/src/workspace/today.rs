//! What waits today?

pub mod odd;

use askama::Template;
use axum::response::Response;
use domain::dialogue::DialogueState;
use domain::format_request::FormatRequestState;
use domain::measure::Measure;
use domain::news::NewsState;
use domain::notice::NoticeState;
use domain::organisation::OrganisationKind;
use domain::pack::{ClockKind, Pack, Rules};
use domain::picture::PictureState;
use domain::{Act, Actor, Id, Line, Owned, Release};
use jiff::ToSpan;
use jiff::civil::Date;

use self::odd::Week;
use crate::workspace::observation::seen_by;
use crate::{Problem, Shell, Work, page};

/// A clock: what runs out, when, by which rule, and the one thing to do about it.
struct ClockCard {
    title: String,
    days: i64,
    days_words: String,
    /// The share of the time that has passed, in per cent with a point, for the drawing.
    used: String,
    soon: bool,
    rule: String,
    to: String,
    action: String,
}

/// Something that waits: a question as a link, since when or by when, and a line under it.
struct Waiting {
    to: String,
    words: String,
    age: String,
    due: bool,
    meta: String,
}

#[derive(Template)]
#[template(path = "workspace/today.html")]
struct TodayPage {
    title: String,
    lead: String,
    may_tell: bool,
    leads: bool,
    clocks: Vec<ClockCard>,
    decisions: Vec<Waiting>,
    inbox: Vec<Waiting>,
    week: Option<Week>,
    s: Shell,
}

/// `/arbete`
pub async fn show(work: Work) -> Result<Response, Problem> {
    let s = &work.s;
    let today = s.today();
    let weekday = text::weekday(s.lang(), today.weekday());
    let title = format!("{}{} {}", weekday[..1].to_uppercase(), &weekday[1..], text::date_short(s.lang(), today));
    // Only the two owners lead the shared work; a partner's reporter sees no clock and no decision.
    let owner =
        matches!(&work.actor, Actor::Account { kind: OrganisationKind::Municipality | OrganisationKind::Police, .. });
    let leads = owner && work.may(Act::Write, None);
    let (clocks, decisions) = if leads {
        let measures = storage::measure::all(work.app.db.reader(), work.town()).await?;
        (clocks(&work, &measures).await?, decisions(&work, &measures).await?)
    } else {
        (vec![], vec![])
    };
    let inbox = if leads { inbox(&work).await? } else { Vec::new() };
    let week = if leads { odd::week(&work).await? } else { None };
    let number = i64::from(today.iso_week_date().week());
    let own = decisions.iter().filter(|d| d.due).count();
    let key = if leads { "today-lead" } else { "today-lead-week" };
    let lead = s.words.with(key, &[("week", number.into()), ("decisions", own.into())]);
    page(&TodayPage {
        title,
        lead,
        may_tell: work.may(Act::Tell, None),
        leads,
        clocks,
        decisions,
        inbox,
        week,
        s: work.s,
    })
}

async fn clocks(work: &Work, measures: &[Measure]) -> Result<Vec<ClockCard>, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let today = s.today();
    let rules = Pack::se().on(today);
    let mut cards = Vec::new();
    if let Some(statement) = storage::statement::published(on, town).await?
        && let Some(due) = statement.review_due()
    {
        let from = due.checked_sub(1.year()).unwrap_or(due);
        cards.push(card(s, rules, ClockKind::Statement, (from, due), "/arbete/tillganglighet"));
    }
    for a in storage::agreement::all(on, town).await?.iter().filter(|a| work.may(Act::Read, Some(&a.owned))) {
        if let Some(ends) = a.ends().filter(|e| *e >= today && a.term.from() <= today) {
            let to = format!("/arbete/overenskommelser/{}", a.id);
            cards.push(card(s, rules, ClockKind::Agreement, (a.term.from(), ends), &to));
        }
    }
    for p in storage::promise::all(on, town).await?.iter().filter(|p| work.may(Act::Read, Some(&p.owned))) {
        if p.state.word() == "published" && p.term.holds(today) {
            let to = format!("/arbete/loften/{}", p.id);
            cards.push(card(s, rules, ClockKind::Promise, (p.term.from(), p.term.to()), &to));
        }
    }
    let pictures = storage::picture::published(on, town).await?;
    if let Some(PictureState::Published { at, .. }) =
        pictures.iter().map(|p| &p.state).find(|p| p.word() == "published")
    {
        let from = actions::local_date(*at);
        let due = rules.clock(ClockKind::Picture).due(from);
        cards.push(card(s, rules, ClockKind::Picture, (from, due), "/arbete/lagesbilder"));
    }
    for p in storage::plan::all(on, town).await?.iter().filter(|p| work.may(Act::Read, Some(&p.owned))) {
        let Some(decision) = p.decision.as_ref().filter(|_| p.release.word() == "published") else { continue };
        let own = measures.iter().filter(|m| m.plan == p.id);
        let looked = own.filter_map(|m| Some(m.mark.as_ref()?.on)).max();
        let from = looked.map_or(decision.on, |on| on.max(decision.on));
        let due = rules.clock(ClockKind::PlanFollowUp).due(from);
        cards.push(card(s, rules, ClockKind::PlanFollowUp, (from, due), &format!("/arbete/plan/{}", p.id)));
    }
    cards.sort_by_key(|c| c.days);
    Ok(cards)
}

fn card(s: &Shell, rules: Rules, kind: ClockKind, (from, due): (Date, Date), to: &str) -> ClockCard {
    let today = s.today();
    let clock = rules.clock(kind);
    let (whole, left) = (domain::term::days_between(from, due).max(1), domain::term::days_between(today, due));
    let used = ((whole - left) as f64 / whole as f64 * 100.0).clamp(0.0, 100.0);
    let basis = clock.basis.cited().unwrap_or_else(|| s.t("today-routine"));
    let word = kind.word();
    ClockCard {
        title: s.t(&format!("today-clock-{word}")),
        days: left,
        days_words: s.t1("today-days", "n", left),
        used: format!("{used:.1}%"),
        soon: clock.warns(due, today),
        rule: s.words.with(
            "today-clock-rule",
            &[
                ("date", text::date(s.lang(), due).into()),
                ("basis", basis.into()),
                ("rule", clock.rule.in_language(s.tag()).into()),
            ],
        ),
        to: s.to(to),
        action: s.t(&format!("today-clock-{word}-do")),
    }
}

/// What waits for this organisation's approval, signature or confirmation, and what waits for the other's.
async fn decisions(work: &Work, measures: &[Measure]) -> Result<Vec<Waiting>, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let organisations = storage::organisation::all(on, town).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string());
    let mine = work.actor.organisation();
    let mut found = Vec::new();
    let mut wait = |to: String, words: String, owned: &Owned, missing: Vec<&Id>, meta: &str| {
        if missing.is_empty() || !work.may(Act::Read, Some(owned)) {
            return;
        }
        let me = missing.iter().any(|m| Some(*m) == mine);
        let who: Vec<String> = missing.into_iter().map(name).collect();
        found.push(Waiting {
            to: s.to(&to),
            words,
            age: if me { s.t("today-waits-for-you") } else { s.t1("today-waits-for", "who", who.join(", ")) },
            due: me,
            meta: s.t(meta),
        });
    };
    const SHOWN: &str = "today-shown-when-both";
    let decide = |kind: &str, title: &Line| s.t1(&format!("today-decide-{kind}"), "title", title.as_str());
    let missing = |release: &Release| match release {
        Release::Proposed { approvals } => approvals.missing().cloned().collect(),
        _ => Vec::new(),
    };
    for p in storage::picture::all(on, town).await? {
        if let PictureState::Proposed { approvals } = &p.state {
            let to = format!("/arbete/lagesbilder/{}", p.id);
            wait(to, decide("picture", &p.title), &p.owned, approvals.missing().collect(), SHOWN);
        }
    }
    for p in storage::problem::all(on, town).await? {
        let missing: Vec<Id> = missing(&p.release);
        let to = format!("/arbete/problem/{}", p.id);
        wait(to, decide("problem", &p.title), &p.owned, missing.iter().collect(), SHOWN);
    }
    for f in storage::focus_area::all(on, town).await? {
        let missing: Vec<Id> = missing(&f.release);
        let to = format!("/arbete/fokusomraden/{}", f.id);
        wait(to, decide("focus-area", &f.title), &f.owned, missing.iter().collect(), SHOWN);
    }
    for e in storage::easy_text::all(on, town).await? {
        let missing: Vec<Id> = missing(&e.release);
        let to = format!("/arbete/lattlast/{}", e.id);
        wait(to, decide("easy-text", &e.title), &e.owned, missing.iter().collect(), SHOWN);
    }
    for a in storage::agreement::all(on, town).await? {
        let to = format!("/arbete/overenskommelser/{}", a.id);
        wait(to, decide("agreement", &a.title), &a.owned, a.unsigned(), "today-in-force-when-signed");
    }
    for p in storage::promise::all(on, town).await? {
        if let Some(approvals) = p.state.approvals().filter(|_| p.state.word() == "proposed") {
            let to = format!("/arbete/loften/{}", p.id);
            wait(to, decide("promise", &p.title), &p.owned, approvals.missing().collect(), SHOWN);
        }
    }
    for p in storage::plan::all(on, town).await? {
        let missing: Vec<Id> = missing(&p.release);
        let to = format!("/arbete/plan/{}", p.id);
        wait(to.clone(), decide("plan", &p.title), &p.owned, missing.iter().collect(), SHOWN);
        for m in measures.iter().filter(|m| m.plan == p.id) {
            if let Some((_, approvals)) = &m.waiting {
                let words = s.t1("today-agree-measure", "title", m.title.as_str());
                wait(to.clone(), words, &p.owned, approvals.missing().collect(), SHOWN);
            }
        }
    }
    for d in storage::dialogue::all(on, town).await? {
        if let DialogueState::Proposed { approvals } = &d.state {
            let to = format!("/arbete/dialoger/{}", d.id);
            wait(to, decide("dialogue", &d.title), &d.owned, approvals.missing().collect(), SHOWN);
        }
    }
    for n in storage::news::all(on, town).await? {
        if let NewsState::Proposed { approvals } = &n.state {
            let to = format!("/arbete/nyheter/{}", n.id);
            wait(to, decide("news", &n.title), &n.owned, approvals.missing().collect(), SHOWN);
        }
    }
    for r in storage::review::all(on, town).await? {
        let missing: Vec<Id> = missing(&r.release);
        let to = format!("/arbete/uppfoljningar/{}", r.id);
        wait(to, decide("review", &r.title), &r.owned, missing.iter().collect(), SHOWN);
    }
    let confirm = |title: &Line, on: Date| {
        let words = [("title", title.as_str().into()), ("date", text::date_short(s.lang(), on).into())];
        s.words.with("today-confirm-occasion", &words)
    };
    let (from, today) = (s.today().saturating_sub(60.days()), s.today());
    let counts = "today-counts-when-confirmed";
    for e in storage::effort::between(on, town, from, today).await? {
        let to = format!("/arbete/insatser/{}", e.id);
        wait(to, confirm(&e.title, e.slot.on), &e.owned, e.state.waits_for(), counts);
    }
    for p in storage::presence::between(on, town, from, today).await? {
        let to = format!("/arbete/insatser/{}", p.id);
        wait(to, confirm(&p.title, p.slot.on), &p.owned, p.state.waits_for(), counts);
    }
    found.sort_by_key(|w| !w.due);
    Ok(found)
}

async fn inbox(work: &Work) -> Result<Vec<Waiting>, Problem> {
    let (s, on, town) = (&work.s, work.app.db.reader(), work.town());
    let mut found = Vec::new();
    let states = storage::observation::states(on, town, &seen_by(work)?).await?;
    let count = |word: &str| states.iter().find(|(state, _)| state == word).map_or(0, |(_, n)| *n);
    for state in ["received", "quarantined"] {
        let n = count(state);
        if n > 0 {
            found.push(Waiting {
                to: s.to(&format!("/arbete/iakttagelser?lage={state}")),
                words: s.t1(&format!("today-inbox-{state}"), "n", n),
                age: String::new(),
                due: state == "quarantined",
                meta: s.t(&format!("today-inbox-{state}-meta")),
            });
        }
    }
    let since = |at| s.t1("today-since-days", "n", domain::term::days_between(actions::local_date(at), s.today()));
    for n in storage::notice::all(on, town).await?.iter().filter(|n| n.state == NoticeState::Received) {
        if work.may(Act::Read, Some(&n.owned)) {
            found.push(Waiting {
                to: s.to("/arbete/tillganglighet"),
                words: s.t("today-inbox-notice"),
                age: since(n.received_at),
                due: true,
                meta: s.t("today-as-soon-as"),
            });
        }
    }
    for r in storage::format_request::all(on, town).await?.iter().filter(|r| r.state == FormatRequestState::Received) {
        if work.may(Act::Read, Some(&r.owned)) {
            found.push(Waiting {
                to: s.to("/arbete/tillganglighet"),
                words: s.t("today-inbox-request"),
                age: since(r.received_at),
                due: false,
                meta: s.t("today-as-soon-as"),
            });
        }
    }
    Ok(found)
}
