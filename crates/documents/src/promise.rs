//! What does a promise say, and how does each of its commitments go?

use domain::commitment::{
    Entry, Fact as Occasion, Kind, Progress, PublicCommitment, PublicRemedy, Reason, RemedyKind, State,
};
use domain::lint::{self, Remark};
use domain::occasion::Standing;
use domain::organisation::Organisation;
use domain::promise::PublicPromise;
use domain::{Id, Noun};
use jiff::civil::Date;
use text::{Arg, Words, and_list, capital, count_word, date, date_range, date_short, decimal, ordinal_word};

use crate::figure;
use crate::said::{said as written, written_lang};
use crate::{
    Block, Chain, Commitment, Count, Document, Fact, Furniture, Log, LogEntry, Method, Note, NoteKind, Section,
    StateKind, StateTag, Tally, Text,
};

/// What a promise's words need beside the promise.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The words of the reader.
    pub words: Words,
    /// The organisations of the municipality.
    pub organisations: &'a [Organisation],
    /// The smallest count that may be shown.
    pub smallest: u32,
    /// The day.
    pub today: Date,
}

/// A promise as a document: its page, its PDF and every other form of it. `chains` are what its commitments rest on,
/// each by the commitment's number.
pub fn promise(p: &PublicPromise, chains: Vec<(u32, Chain)>, around: Around<'_>, furniture: Furniture) -> Document {
    let w = around.words;
    let lang = w.lang();
    let mut document = Document::said(p.title.to_string(), lang).lead(lead(p, w));
    if let Some((reason, at)) = &p.withdrawn {
        let on = w.with("promise-withdrawn-on", &[("date", date(lang, local(*at)).into())]);
        let text = format!("{reason} {on}");
        document = document.with(Note { kind: NoteKind::Broken, title: w.say("promise-withdrawn"), text: text.into() });
    }
    if !p.commitments.is_empty() {
        document = document.with(tally(&p.commitments, w));
    }
    let counted = if p.logged {
        w.with("promise-fact-counted-from", &[("date", date(lang, around.today).into())])
    } else {
        w.say("promise-fact-not-logged")
    };
    let mut facts = vec![
        Fact::new(w.say("promise-fact-term"), date_range(lang, p.term.from(), p.term.to())),
        Fact::new(w.say("promise-fact-parties"), and_list(lang, &names(&p.parties, around))),
        Fact::new(w.say("promise-fact-counted"), counted),
    ];
    if let Some(source) = &p.source {
        facts.push(Fact::new(w.say("promise-fact-source"), Text::new().link(source.to_string(), source.to_string())));
    }
    document = document.with(Block::facts(facts));
    let shown = |c: &PublicCommitment| {
        let mut shown = commitment(c, around);
        if !p.logged {
            shown.remedy = shown.remedy.or(remarks(c, &p.parties, around));
        }
        Block::from(shown)
    };
    let commitments = p.commitments.iter().map(shown).collect();
    document = document.with(Section::new(w.say("promise-commitments"), commitments).anchor("ataganden"));
    for (number, chain) in chains {
        let title = w.with("promise-rests", &[("number", number.into())]);
        let blocks = vec![Block::quiet(w.say("promise-rests-lead")), chain.into()];
        document = document.with(Section::new(title, blocks).anchor(format!("kedja-{number}")));
    }
    if p.logged {
        document = document.with(method(w));
    }
    document.furniture(furniture)
}

/// What stands first: the parties' own words, how many commitments there are, and what has gone wrong.
pub fn lead(p: &PublicPromise, w: Words) -> Text {
    let in_state = |word: &str| p.commitments.iter().filter(|c| c.progress.state.word() == word).count() as i64;
    let mut said = vec![];
    said.push(counted(w, "promise-lead-count", p.commitments.len() as i64, &[]));
    for word in ["broken", "behind"] {
        if in_state(word) > 0 {
            let n = in_state(word);
            said.push(counted(w, &format!("promise-lead-{word}"), n, &[]));
        }
    }
    said.retain(|s| !s.is_empty());
    let between = if p.intro.is_empty() { "" } else { " " };
    written(w, p.intro.as_str()).then(format!("{between}{}", said.join(" ")))
}

/// How many commitments there are in each state.
pub fn tally(commitments: &[PublicCommitment], w: Words) -> Tally {
    let tag = |word: &&str| {
        let these: Vec<_> = commitments.iter().filter(|c| c.progress.state.word() == *word).collect();
        let kind = kind_of(&these.first()?.progress.state);
        Some(StateTag::new(kind, w.with(&format!("commitment-tally-{word}"), &[("n", these.len().into())])))
    };
    Tally { label: w.say("promise-tally"), tags: State::WORDS.iter().filter_map(tag).collect() }
}

/// The tag of a state.
pub fn tag(state: &State, w: Words) -> StateTag {
    StateTag::new(kind_of(state), w.say(&format!("commitment-state-{}", state.word())))
}

fn kind_of(state: &State) -> StateKind {
    match state {
        State::NotStarted { .. } => StateKind::NotStarted,
        State::Ahead { .. } => StateKind::Ahead,
        State::OnTrack => StateKind::OnTrack,
        State::Behind { .. } => StateKind::Behind,
        State::Kept { .. } => StateKind::Kept,
        State::Broken { .. } => StateKind::Broken,
        State::CannotTell(_) => StateKind::Cannot,
    }
}

/// "7 av 10 tillfällen har hållits", where there is something to count.
pub fn count(c: &PublicCommitment, w: Words) -> Option<Count> {
    let p = &c.progress;
    let target = p.target.filter(|n| *n > 1 && shows_numbers(p))?;
    let figure = w.with("commitment-count", &[("counted", p.counted.into()), ("target", target.into())]);
    Some(Count { figure, of: w.say(&format!("commitment-counts-{}", noun(c.kind))) })
}

/// The figure of the same.
pub fn figure(c: &PublicCommitment, w: Words) -> Option<figure::Progress> {
    let p = &c.progress;
    let of = p.target.filter(|n| *n > 1 && shows_numbers(p))?;
    let runs = matches!(p.state, State::Ahead { .. } | State::OnTrack | State::Behind { .. });
    let expected = p.expected.filter(|_| runs);
    let short = if matches!(p.state, State::Behind { .. }) { p.missing } else { 0 };
    let words = expected.map_or(String::new(), |e| w.with("commitment-tick", &[("expected", amount(w, e).into())]));
    Some(figure::Progress { done: p.counted, of, expected, short, words })
}

fn shows_numbers(p: &Progress) -> bool {
    let without = matches!(p.state, State::NotStarted { .. } | State::CannotTell(Reason::NoLog));
    !without
}

/// One commitment with all that shows how it goes.
pub fn commitment(c: &PublicCommitment, around: Around<'_>) -> Commitment {
    let w = around.words;
    let mut sentences: Vec<Text> = vec![state_sentence(c, w).into()];
    let p = &c.progress;
    if p.waiting > 0 && !matches!(p.state, State::CannotTell(_)) {
        sentences.push(counted(w, "commitment-says-waiting", p.waiting.into(), &[]).into());
    }
    if matches!(p.state, State::Ahead { .. } | State::OnTrack | State::Behind { .. }) {
        sentences.extend(ahead_sentence(c, w).map(Text::from));
    }
    let (last, earlier) = match c.remedies.split_last() {
        Some((last, earlier)) => (Some(last), earlier),
        None => (None, &[][..]),
    };
    for remedy in earlier {
        let (title, text) = said(remedy, around);
        let mut sentence = Text::new().strong(title).then(" ");
        sentence.0.extend(text.0);
        sentences.push(sentence);
    }
    Commitment {
        anchor: c.id.to_string(),
        title: format!("{}. {}", c.number, c.title),
        title_lang: written_lang(w.lang()),
        link: None,
        tag: tag(&p.state, w),
        count: count(c, w),
        progress: figure(c, w),
        sentences,
        remedy: last.map(|remedy| {
            let kind = match p.state {
                State::Broken { .. } => NoteKind::Broken,
                State::CannotTell(_) => NoteKind::Cannot,
                State::Behind { .. } => NoteKind::Behind,
                _ => NoteKind::Plain,
            };
            let (title, text) = said(remedy, around);
            Note { kind, title, text }
        }),
        log: log(c, around),
        facts: facts(c, around),
    }
}

/// What the linter says of the words of a commitment that is not followed here.
fn remarks(c: &PublicCommitment, parties: &[Id], around: Around<'_>) -> Option<Note> {
    let w = around.words;
    let vague = domain::Pack::se().vague();
    let said = |remark: &Remark| {
        let key = format!("lint-{}", remark.word());
        match remark {
            Remark::UnitMissing(party) => w.with(&key, &[("party", capital(&short(party, around)).into())]),
            Remark::Vague { words, .. } => w.with(&key, &[("words", words.as_str().into())]),
            _ => w.say(&key),
        }
    };
    let said: Vec<String> = lint::wording(c, parties, vague).iter().map(said).collect();
    let title = w.say("lint-public-title");
    (!said.is_empty()).then(|| Note { kind: NoteKind::Cannot, title, text: said.join(" ").into() })
}

fn short(id: &Id, around: Around<'_>) -> String {
    around.organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string())
}

/// Why the state is what it is, in one or two sentences.
pub fn state_sentence(c: &PublicCommitment, w: Words) -> String {
    let lang = w.lang();
    let p = &c.progress;
    let expected = || amount(w, p.expected.unwrap_or_default());
    let on = |d: Date| Arg::from(day(w, d, p.today));
    match &p.state {
        State::NotStarted { on: start } => w.with("commitment-says-not-started", &[("date", on(*start))]),
        State::OnTrack if p.target == Some(1) => w.with("commitment-says-once", &[("date", on(p.due))]),
        State::OnTrack => w.with("commitment-says-on-track", &[("expected", expected().into())]),
        State::Ahead { by } => counted(w, "commitment-says-ahead", i64::from(*by), &[("expected", expected().into())]),
        State::Behind { missing } => {
            let key = format!("commitment-says-behind-{}", noun(c.kind));
            counted(w, &key, i64::from(*missing), &[("due", p.due_today.into())])
        }
        State::Kept { on: d } => {
            let target = i64::from(p.target.unwrap_or(1));
            let args = [("n", target.into()), ("nth", ordinal_word(lang, target).into()), ("date", on(*d))];
            w.with(&format!("commitment-says-kept-{}", noun(c.kind)), &args)
        }
        State::Broken { due, late: Some(late) } if p.target == Some(1) => {
            let args = [("date", on(*late)), ("late", late_by(w, *due, *late).into())];
            w.with("commitment-says-broken-late", &args)
        }
        State::Broken { due, .. } if p.target == Some(1) => {
            w.with("commitment-says-broken-once", &[("date", on(*due))])
        }
        State::Broken { due, .. } => {
            let target = p.target.unwrap_or(1);
            let missing = i64::from(target - p.counted.min(target));
            let args = [("date", on(*due)), ("target", target.into())];
            counted(w, "commitment-says-broken", missing, &args)
        }
        State::CannotTell(reason) => match reason {
            Reason::NothingToCount { way_back_missing: true } => w.say("commitment-says-cannot-count-report"),
            Reason::NothingToCount { way_back_missing: false } => w.say("commitment-says-cannot-count"),
            Reason::NoLog => w.say("commitment-says-cannot-log"),
            Reason::Unconfirmed { waiting } => {
                counted(w, "commitment-says-cannot-unconfirmed", i64::from(*waiting), &[])
            }
            Reason::Withdrawn { on: d } => w.with("commitment-says-cannot-withdrawn", &[("date", on(*d))]),
        },
    }
}

/// What was done for a commitment, in one line that leads to its log: "7 av 10 tillfällen har hållits", "21 timmar, 124 besök".
pub fn done(c: &PublicCommitment, around: Around<'_>) -> Option<(String, String)> {
    let w = around.words;
    let (p, n) = (&c.progress, count(c, w)?);
    let mut detail = Vec::new();
    if p.minutes() > 0 {
        detail.push(w.with("commitment-log-hours", &[("hours", hours(w, p.minutes()).into())]));
    }
    if let Some(visits) = p.visits(around.smallest) {
        detail.push(visits_word(visits, "commitment-log-visits", around));
    }
    (p.counted > 0).then(|| (format!("{} {}", n.figure, n.of), detail.join(" ")))
}

/// The same in half a line, for lists.
pub fn brief(c: &PublicCommitment, w: Words) -> String {
    let p = &c.progress;
    let on = |d: Date| Arg::from(day(w, d, p.today));
    let mut numbers = vec![("counted", Arg::from(p.counted)), ("target", p.target.unwrap_or(1).into())];
    match &p.state {
        State::NotStarted { on: start } => w.with("commitment-brief-not-started", &[("date", on(*start))]),
        State::OnTrack if p.target == Some(1) => w.with("commitment-brief-once", &[("date", on(p.due))]),
        State::OnTrack | State::Ahead { .. } => {
            numbers.push(("due", amount(w, p.expected.unwrap_or_default()).into()));
            w.with(&format!("commitment-brief-{}", p.state.word()), &numbers)
        }
        State::Behind { missing } => {
            numbers.push(("due", p.due_today.into()));
            counted(w, "commitment-brief-behind", i64::from(*missing), &numbers)
        }
        State::Kept { on: d } => {
            numbers.push(("date", on(*d)));
            let kind = if p.target == Some(1) { "other" } else { noun(c.kind) };
            w.with(&format!("commitment-brief-kept-{kind}"), &numbers)
        }
        State::Broken { due, late: Some(late) } if p.target == Some(1) => {
            let args = [("date", on(*late)), ("late", late_by(w, *due, *late).into())];
            w.with("commitment-brief-broken-late", &args)
        }
        State::Broken { due, .. } if p.target == Some(1) => {
            w.with("commitment-brief-broken-once", &[("date", on(*due))])
        }
        State::Broken { due, .. } => {
            numbers.push(("date", on(*due)));
            w.with("commitment-brief-broken", &numbers)
        }
        State::CannotTell(reason) => w.say(match reason {
            Reason::NothingToCount { .. } => "commitment-brief-cannot-count",
            Reason::NoLog => "commitment-brief-cannot-log",
            Reason::Unconfirmed { .. } => "commitment-brief-cannot-unconfirmed",
            Reason::Withdrawn { .. } => "commitment-brief-cannot-withdrawn",
        }),
    }
}

/// What was cancelled and what is left, and what the expected number is: for the page that shows one commitment at large.
pub fn outlook(c: &PublicCommitment, w: Words) -> Vec<String> {
    let p = &c.progress;
    let mut said = Vec::new();
    let cancelled: Vec<&Entry> =
        p.log.iter().filter(|e| matches!(e.fact.standing, Standing::Cancelled { .. })).collect();
    if let (Kind::Presence, [first, ..]) = (c.kind, cancelled.as_slice()) {
        let month = text::month(w.lang(), first.fact.slot.on.month());
        let when = w.with("commitment-in-month", &[("month", month.into())]);
        let mut sentence =
            counted(w, "commitment-says-cancelled-presence", cancelled.len() as i64, &[("when", when.into())]);
        if let ([one], Standing::Cancelled { replaced_on: Some(on) }) = (cancelled.as_slice(), first.fact.standing) {
            let _ = one;
            let date = day(w, on, p.today);
            sentence = format!("{sentence} {}", w.with("commitment-log-replaced", &[("date", date.into())]));
        }
        said.push(sentence);
    }
    if c.kind == Kind::Presence && !p.ahead.is_empty() {
        said.push(counted(w, "commitment-says-left-presence", p.ahead.len() as i64, &[]));
    }
    said
}

/// "71 procent av tiden har gått. Med jämn takt ska det då vara 7,1."
pub fn passed(c: &PublicCommitment, w: Words) -> Option<String> {
    let p = &c.progress;
    let expected =
        p.expected.filter(|_| matches!(p.state, State::Ahead { .. } | State::OnTrack | State::Behind { .. }))?;
    let share = (p.passed * 100.0).round() as i64;
    Some(w.with("commitment-says-passed", &[("share", share.into()), ("expected", amount(w, expected).into())]))
}

fn ahead_sentence(c: &PublicCommitment, w: Words) -> Option<String> {
    let ahead = &c.progress.ahead;
    let first = ahead.first()?;
    let dates: Vec<String> = ahead.iter().map(|f| day(w, f.slot.on, c.progress.today)).collect();
    let dates = ("dates", Arg::from(and_list(w.lang(), &dates)));
    let alike = ahead.iter().all(|f| (f.slot.from, f.slot.to) == (first.slot.from, first.slot.to));
    let n = ahead.len() as i64;
    Some(match c.kind {
        Kind::Presence if alike => {
            let time = text::clock_range(w.lang(), first.slot.from, first.slot.to);
            counted(w, "commitment-says-ahead-presence-alike", n, &[dates, ("time", time.into())])
        }
        Kind::Presence => counted(w, "commitment-says-ahead-presence", n, &[dates]),
        Kind::Activity => counted(w, "commitment-says-ahead-activity", n, &[dates]),
        _ => w.with("commitment-says-ahead-other", &[dates]),
    })
}

fn said(remedy: &PublicRemedy, around: Around<'_>) -> (String, Text) {
    let w = around.words;
    let who = match remedy.by.len() {
        2 => w.say("commitment-remedy-both"),
        _ => and_list(w.lang(), &names(&remedy.by, around)),
    };
    let args = [("who", who.into()), ("date", date(w.lang(), local(remedy.at)).into())];
    match remedy.kind {
        RemedyKind::Action => {
            let decided = w.with("commitment-remedy-decided", &args);
            (w.say("commitment-remedy-action"), written(w, remedy.text.as_str()).then(format!(" {decided}")))
        }
        RemedyKind::Why => (w.say("commitment-remedy-why"), written(w, remedy.text.as_str())),
    }
}

fn log(c: &PublicCommitment, around: Around<'_>) -> Option<Log> {
    let w = around.words;
    let p = &c.progress;
    if p.log.is_empty() {
        return None;
    }
    let entries = p.log.iter().map(|e| LogEntry {
        when: day(w, e.fact.slot.on, p.today),
        date: e.fact.slot.on.to_string(),
        text: happened(c, e, around),
    });
    Some(Log { title: counted(w, "commitment-log", p.log.len() as i64, &[]), folded: true, entries: entries.collect() })
}

fn happened(c: &PublicCommitment, e: &Entry, around: Around<'_>) -> Text {
    let w = around.words;
    let lang = w.lang();
    let Occasion { of, slot, standing, visits, minutes } = &e.fact;
    let time = ("time", Arg::from(text::clock_range(lang, slot.from, slot.to)));
    let linked = |text: String| match of {
        (Noun::Effort, id) => Text::new().link(text, format!("{}/insatser/{id}", lang.prefix())),
        (Noun::Presence, id) => Text::new().link(text, format!("{}/kalender/{id}", lang.prefix())),
        _ => Text::new().then(text),
    };
    match (standing, e.nth) {
        (Standing::Counted, Some(nth)) => {
            let key = format!("commitment-log-{}", noun(c.kind));
            let mut line = linked(w.with(&key, &[("nth", nth.into()), time]));
            if let Some(n) = visits {
                line = line.then(format!(" {}", visits_word(*n, "commitment-log-visits", around)));
            } else if let Some(minutes) = minutes.filter(|m| *m > 0 && c.kind != Kind::Presence) {
                line =
                    line.then(format!(" {}", w.with("commitment-log-hours", &[("hours", hours(w, minutes).into())])));
            }
            if e.late { line.then(format!(" {}", w.say("commitment-log-late"))) } else { line }
        }
        (Standing::Counted, None) => linked(w.with("commitment-log-before", &[time])),
        (Standing::Waiting, _) => {
            linked(w.with("commitment-log-waiting", &[time])).then(" ").strong(w.say("commitment-log-waiting-strong"))
        }
        (Standing::Disputed, _) => linked(w.say("commitment-log-disputed")),
        (Standing::Planned, _) => linked(w.with("commitment-log-unlogged", &[time])),
        (Standing::Cancelled { replaced_on }, _) => {
            let after = match replaced_on {
                Some(on) => w.with("commitment-log-replaced", &[("date", day(w, *on, c.progress.today).into())]),
                None => w.say("commitment-log-not-replaced"),
            };
            Text::new().strong(w.say(&format!("commitment-log-cancelled-{}", noun(c.kind)))).then(format!(" {after}"))
        }
    }
}

/// "23 besök.", or that they are so few that the number is not shown.
pub fn visits_word(n: u32, key: &str, around: Around<'_>) -> String {
    let w = around.words;
    if n > 0 && n < around.smallest {
        let few = i64::from(around.smallest);
        let word = count_word(w.lang(), few);
        return w.with(&format!("{key}-few"), &[("n", few.into()), ("word", word.into())]);
    }
    w.with(key, &[("n", n.into())])
}

/// "1,5" hours of minutes.
pub fn hours(w: Words, minutes: u32) -> String {
    amount(w, f64::from(minutes) / 60.0)
}

fn facts(c: &PublicCommitment, around: Around<'_>) -> Vec<Fact> {
    let w = around.words;
    let short = |id: &Id| {
        around.organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| capital(o.short.as_str()))
    };
    let mut facts: Vec<Fact> =
        c.units.iter().map(|u| Fact::new(short(&u.party), written(w, u.unit.as_str()))).collect();
    if let Some(place) = &c.place {
        facts.push(Fact::new(w.say("commitment-fact-place"), written(w, place.as_str())));
    }
    if matches!(c.progress.state, State::Ahead { .. } | State::OnTrack | State::Behind { .. })
        && c.progress.expected.is_some()
    {
        let rule = counted(w, &format!("commitment-rule-{}", noun(c.kind)), i64::from(c.tolerance), &[]);
        facts.push(Fact::new(w.say("commitment-fact-rule"), rule));
    }
    if let Some(way) = &c.way_back {
        facts.push(Fact::new(w.say("commitment-fact-way-back"), written(w, way.as_str())));
    }
    facts
}

fn method(w: Words) -> Method {
    let fact = |key: &str| Fact::new(w.say(key), w.say(&format!("{key}-text")));
    let facts = ["promise-method-counts", "promise-method-expected", "promise-method-typed"].map(fact).to_vec();
    Method { title: w.say("promise-method"), facts }
}

fn names(ids: &[Id], around: Around<'_>) -> Vec<String> {
    let name =
        |id: &Id| around.organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string());
    ids.iter().map(name).collect()
}

/// How a commitment of this kind is counted, in message keys.
pub fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Presence => "presence",
        Kind::Activity => "activity",
        _ => "other",
    }
}

/// A message with a count: `n` chooses the form, `word` is the number as a word, `cap` the same at the start of a sentence.
fn counted(w: Words, key: &str, n: i64, more: &[(&str, Arg)]) -> String {
    let word = count_word(w.lang(), n);
    let mut args = vec![("n", Arg::from(n)), ("cap", capital(&word).into()), ("word", word.into())];
    args.extend_from_slice(more);
    w.with(key, &args)
}

/// A number with at most one decimal: "7,1", "17".
fn amount(w: Words, x: f64) -> String {
    let rounded = (x * 10.0).round() / 10.0;
    decimal(w.lang(), rounded, usize::from(rounded.fract() != 0.0))
}

/// A day without its year where that is this year's.
fn day(w: Words, d: Date, today: Date) -> String {
    if d.year() == today.year() { date_short(w.lang(), d) } else { date(w.lang(), d) }
}

fn late_by(w: Words, due: Date, done: Date) -> String {
    let days = domain::term::days_between(due, done);
    if days % 7 == 0 {
        counted(w, "commitment-late-weeks", days / 7, &[])
    } else {
        counted(w, "commitment-late-days", days, &[])
    }
}

fn local(at: jiff::Timestamp) -> Date {
    let zone = jiff::tz::TimeZone::get("Europe/Stockholm").unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(at).date()
}

#[cfg(test)]
mod tests;
