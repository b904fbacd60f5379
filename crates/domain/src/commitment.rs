//! What exactly was promised, and how does it go? The state is computed, never typed.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::occasion::{Slot, Standing};
use crate::{Approval, Approvals, Id, Line, Noun, Prose, Refused, Term};

/// A commitment (*åtagande*) of a promise: what can be counted, where, by whom, and how it is reported back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Its key.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// The promise that it is part of.
    pub promise: Id,
    /// Its number in the promise: 1, 2, 3 ...
    pub number: u32,
    /// What is promised, as it is said to the public.
    pub title: Line,
    /// What sort of thing is promised.
    pub kind: Kind,
    /// How many times at least.
    pub at_least: Option<u32>,
    /// The last day; without one, the last day of the promise.
    pub by: Option<Date>,
    /// How many may be missing against the expected while it still counts as on track.
    pub tolerance: u32,
    /// Where.
    pub place: Option<Line>,
    /// Who does it, for each party.
    pub units: Vec<Unit>,
    /// How and when it is reported back to the public.
    pub way_back: Option<Line>,
    /// What is said and done when it is late or broken.
    pub remedies: Vec<Remedy>,
}

/// What sort of thing is promised (LAW 3, types a to f).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// An activity that is counted (*minst fyra insatser*).
    Activity,
    /// Being there for everyone a number of times (*närvaro*).
    Presence,
    /// Something done once, by a date.
    OneOff,
    /// Information to the public.
    Information,
    /// A follow-up that is promised.
    FollowUp,
    /// A direction or an outcome (*verka för*): usually nothing to count.
    Direction,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] =
        [Kind::Activity, Kind::Presence, Kind::OneOff, Kind::Information, Kind::FollowUp, Kind::Direction];

    /// The word in the database and in message keys (`commitment-kind-one-off`).
    pub fn word(self) -> &'static str {
        match self {
            Kind::Activity => "activity",
            Kind::Presence => "presence",
            Kind::OneOff => "one-off",
            Kind::Information => "information",
            Kind::FollowUp => "follow-up",
            Kind::Direction => "direction",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// The unit of a party that does what is promised ("polisen": "Kommunpoliserna"). A unit, never a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The party.
    pub party: Id,
    /// Its unit.
    pub unit: Line,
}

/// What the parties say about a commitment that is late, broken or cannot be told. Public when all have approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// Whether it says why, or what is done.
    pub kind: RemedyKind,
    /// The text.
    pub text: Prose,
    /// Who has decided it, and who must.
    pub approvals: Approvals,
}

/// What a [`Remedy`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RemedyKind {
    /// Why it became so.
    Why,
    /// What is done about it.
    Action,
}

impl RemedyKind {
    /// Both.
    pub const ALL: [RemedyKind; 2] = [RemedyKind::Action, RemedyKind::Why];

    /// The word in the database and in message keys (`remedy-kind-why`).
    pub fn word(self) -> &'static str {
        match self {
            RemedyKind::Why => "why",
            RemedyKind::Action => "action",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<RemedyKind> {
        RemedyKind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// One occasion, as far as the commitment is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The effort or presence.
    pub of: (Noun, Id),
    /// When: as held, or as planned.
    pub slot: Slot,
    /// How it stands.
    pub standing: Standing,
    /// How many came by, where that is counted.
    pub visits: Option<u32>,
    /// The time given by all parties together, in minutes.
    pub minutes: Option<u32>,
}

/// The time and the conditions that a promise sets for its commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// From when to when it holds.
    pub term: Term,
    /// Whether what is done is logged here. Without a log nothing can be said.
    pub logged: bool,
    /// The day on which it was withdrawn, if it was.
    pub withdrawn: Option<Date>,
}

/// How a commitment goes. Always computed by [`Commitment::progress`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Its time has not come.
    NotStarted {
        /// When it starts.
        on: Date,
    },
    /// More is done than was expected by today (*före plan*).
    Ahead {
        /// How many more.
        by: u32,
    },
    /// What is done agrees with what was expected, within the tolerance (*i fas*).
    OnTrack,
    /// Less is done than was expected (*efter plan*).
    Behind {
        /// How many are missing.
        missing: u32,
    },
    /// All of it is done, in time (*hållet*).
    Kept {
        /// The day on which the last that was needed was done.
        on: Date,
    },
    /// The time is over and it was not done (*brutet*), even if it was done afterwards.
    Broken {
        /// The last day that it could have been kept.
        due: Date,
        /// When it was done after all.
        late: Option<Date>,
    },
    /// It cannot be told (*kan inte avgöras*), and why.
    CannotTell(Reason),
}

impl State {
    /// The word in message keys (`commitment-state-on-track`), in data and in the class of its tag.
    pub fn word(&self) -> &'static str {
        match self {
            State::NotStarted { .. } => "not-started",
            State::Ahead { .. } => "ahead",
            State::OnTrack => "on-track",
            State::Behind { .. } => "behind",
            State::Kept { .. } => "kept",
            State::Broken { .. } => "broken",
            State::CannotTell(_) => "cannot-tell",
        }
    }

    /// The words of every state, in the order in which a tally names them.
    pub const WORDS: [&'static str; 7] =
        ["kept", "ahead", "on-track", "behind", "broken", "cannot-tell", "not-started"];
}

/// Why nothing can be said of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// It has neither a number nor a date.
    NothingToCount {
        /// Whether it also lacks a way of reporting back.
        way_back_missing: bool,
    },
    /// What was done is not logged here.
    NoLog,
    /// Its time is over, and enough was held, but not all of it is confirmed by both parties.
    Unconfirmed {
        /// How many wait.
        waiting: u32,
    },
    /// The promise was withdrawn before it was settled.
    Withdrawn {
        /// When.
        on: Date,
    },
}

/// How a commitment goes, with every number that a page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// The day that it was computed for.
    pub today: Date,
    /// The state.
    pub state: State,
    /// How many are needed; none where there is nothing to count.
    pub target: Option<u32>,
    /// How many were held and confirmed by both parties, in time.
    pub counted: u32,
    /// How many wait for a confirmation.
    pub waiting: u32,
    /// What an even spread over the time gives for today; none for what is done once.
    pub expected: Option<f64>,
    /// [`Progress::expected`] in whole occasions: what the state is measured against.
    pub due_today: u32,
    /// How many are missing against that.
    pub missing: u32,
    /// The share (0 to 1) of the time that has passed.
    pub passed: f64,
    /// The last day.
    pub due: Date,
    /// What has happened, latest first.
    pub log: Vec<Entry>,
    /// Occasions that are planned, next first.
    pub ahead: Vec<Fact>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened.
    pub fact: Fact,
    /// The how-manieth of those that count it is.
    pub nth: Option<u32>,
    /// Whether it came after the last day.
    pub late: bool,
}

impl Progress {
    /// The time given by all parties together in minutes, for what counts.
    pub fn minutes(&self) -> u32 {
        self.counted_entries().filter_map(|e| e.fact.minutes).sum()
    }

    /// The visits of what counts; none where none were counted, or where one number is below
    /// `smallest` (then the sum would tell it).
    pub fn visits(&self, smallest: u32) -> Option<u32> {
        let visits: Vec<u32> = self.counted_entries().filter_map(|e| e.fact.visits).collect();
        if visits.is_empty() || visits.iter().any(|v| *v < smallest) { None } else { Some(visits.iter().sum()) }
    }

    fn counted_entries(&self) -> impl Iterator<Item = &Entry> {
        self.log.iter().filter(|e| e.nth.is_some())
    }
}

impl Commitment {
    /// How many are needed: the number, or one where there is only a date.
    pub fn target(&self) -> Option<u32> {
        match (self.at_least, self.by) {
            (Some(n), _) => Some(n.max(1)),
            (None, Some(_)) => Some(1),
            (None, None) => None,
        }
    }

    /// The time in which it must be done, within the promise's own.
    pub fn term(&self, promise: Term) -> Term {
        self.by.and_then(|by| Term::new(promise.from(), by.min(promise.to())).ok()).unwrap_or(promise)
    }

    /// How it goes on `today`, from the occasions that were planned for it. The order of `facts` is of no
    /// matter. What counts was held within the time and confirmed by both parties; what is expected is
    /// spread evenly over the days; up to [`Commitment::tolerance`] may be missing.
    pub fn progress(&self, course: &Course, facts: &[Fact], today: Date) -> Progress {
        let term = self.term(course.term);
        let (from, due) = (term.from(), term.to());
        let target = self.target();
        let mut facts: Vec<&Fact> = facts.iter().collect();
        facts.sort_by_key(|f| (f.slot, f.of.1.clone(), f.of.0));
        let happened = |f: &&&Fact, standing| f.standing == standing && f.slot.on >= from && f.slot.on <= today;
        let done: Vec<Date> = facts.iter().filter(|f| happened(f, Standing::Counted)).map(|f| f.slot.on).collect();
        let in_time: Vec<Date> = done.iter().copied().filter(|d| *d <= due).collect();
        let waiting = facts.iter().filter(|f| happened(f, Standing::Waiting) && f.slot.on <= due).count() as u32;
        let counted = in_time.len() as u32;
        let nth = |dates: &[Date], n: u32| dates.get(n.saturating_sub(1) as usize).copied();

        let passed = term.share_passed(today);
        let expected = target.filter(|n| *n > 1).map(|n| f64::from(n) * passed);
        let due_today = expected.map_or(if today > due { target.unwrap_or(0) } else { 0 }, |e| e.round() as u32);
        let missing = due_today.saturating_sub(counted);

        let running = |target: u32| {
            if let Some(on) = nth(&in_time, target) {
                State::Kept { on }
            } else if today > due && counted + waiting >= target {
                State::CannotTell(Reason::Unconfirmed { waiting })
            } else if today > due {
                State::Broken { due, late: nth(&done, target) }
            } else if missing > self.tolerance {
                State::Behind { missing }
            } else if counted > due_today + self.tolerance {
                State::Ahead { by: counted - due_today }
            } else {
                State::OnTrack
            }
        };
        let settled = |s: &State| matches!(s, State::Kept { .. } | State::Broken { .. });
        let state = match target {
            None if course.withdrawn.is_none() && today < from => State::NotStarted { on: from },
            None => State::CannotTell(Reason::NothingToCount { way_back_missing: self.way_back.is_none() }),
            Some(_) if !course.logged => State::CannotTell(Reason::NoLog),
            Some(n) => match (course.withdrawn, running(n)) {
                (Some(on), s) if !(settled(&s) && due_or_kept(&s) <= on) => State::CannotTell(Reason::Withdrawn { on }),
                (_, _) if today < from => State::NotStarted { on: from },
                (_, s) => s,
            },
        };

        let mut log: Vec<Entry> = Vec::new();
        let mut number = 0;
        for fact in facts.iter().filter(|f| is_past(f, today)) {
            let counts = fact.standing == Standing::Counted && fact.slot.on >= from;
            number += u32::from(counts);
            log.push(Entry { fact: (*fact).clone(), nth: counts.then_some(number), late: fact.slot.on > due });
        }
        log.reverse();
        let ahead = facts.iter().filter(|f| f.standing == Standing::Planned && f.slot.on >= today);
        let ahead = ahead.map(|f| (*f).clone()).collect();
        Progress { today, state, target, counted, waiting, expected, due_today, missing, passed, due, log, ahead }
    }

    /// Says why, or what is done about it. Public when every one of `parties` has approved.
    pub fn add_remedy(
        mut self,
        kind: RemedyKind,
        text: Prose,
        parties: Vec<Id>,
        by: Approval,
    ) -> Result<Self, Refused> {
        if text.is_empty() {
            return Err(Refused("refused-reason-missing"));
        }
        self.remedies.push(Remedy { kind, text, approvals: Approvals::needed_from(parties).give(by)? });
        Ok(self)
    }

    /// Another party approves what is said (the `index`-th remedy).
    pub fn approve_remedy(mut self, index: usize, by: Approval) -> Result<Self, Refused> {
        let Some(remedy) = self.remedies.get_mut(index) else { return Err(Refused("refused-absent")) };
        remedy.approvals = remedy.approvals.clone().give(by)?;
        Ok(self)
    }

    /// The public twin, for a promise that is public. `facts` are those that everyone may see.
    pub fn published(&self, course: &Course, facts: &[Fact], today: Date) -> PublicCommitment {
        let remedies = self.remedies.iter().filter_map(|r| {
            let at = r.approvals.completed_at()?;
            Some(PublicRemedy { kind: r.kind, text: r.text.clone(), at, by: r.approvals.parties().to_vec() })
        });
        PublicCommitment {
            id: self.id.clone(),
            promise: self.promise.clone(),
            number: self.number,
            title: self.title.clone(),
            kind: self.kind,
            tolerance: self.tolerance,
            place: self.place.clone(),
            units: self.units.clone(),
            way_back: self.way_back.clone(),
            remedies: remedies.collect(),
            progress: self.progress(course, facts, today),
        }
    }
}

/// The day on which a state was settled.
fn due_or_kept(state: &State) -> Date {
    match state {
        State::Kept { on } => *on,
        State::Broken { due, .. } => *due,
        _ => Date::MAX,
    }
}

/// Whether a fact belongs in the log: it has happened, or it is decided that it will not.
fn is_past(fact: &Fact, today: Date) -> bool {
    match fact.standing {
        Standing::Planned => fact.slot.on < today,
        Standing::Cancelled { .. } => true,
        _ => fact.slot.on <= today,
    }
}

/// A commitment as everyone sees it. Made only by [`Commitment::published`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicCommitment {
    /// Its key.
    pub id: Id,
    /// The promise that it is part of.
    pub promise: Id,
    /// Its number in the promise.
    pub number: u32,
    /// What is promised.
    pub title: Line,
    /// What sort of thing is promised.
    pub kind: Kind,
    /// How many may be missing against the expected.
    pub tolerance: u32,
    /// Where.
    pub place: Option<Line>,
    /// Who does it, for each party.
    pub units: Vec<Unit>,
    /// How and when it is reported back.
    pub way_back: Option<Line>,
    /// What both parties have decided to say about it.
    pub remedies: Vec<PublicRemedy>,
    /// How it goes.
    pub progress: Progress,
}

/// What both parties have decided to say about a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRemedy {
    /// Whether it says why, or what is done.
    pub kind: RemedyKind,
    /// The text.
    pub text: Prose,
    /// When the last party decided it.
    pub at: Timestamp,
    /// Who decided it.
    pub by: Vec<Id>,
}

#[cfg(test)]
mod tests;
