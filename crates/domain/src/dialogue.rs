//! Where did we meet people, what did they say, and what came of it?

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::{Approval, Approvals, Id, Line, Owned, Prose, Refused, Sharing};

/// A dialogue (*dialog*): a meeting with residents or staff, a cooperation forum, a safety walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who arranges it, and how far it is shared.
    pub owned: Owned,
    /// What kind it is.
    pub kind: DialogueKind,
    /// What it is called.
    pub title: Line,
    /// When it begins, in local time.
    pub begins: DateTime,
    /// Where people meet.
    pub place: Line,
    /// The area that it is about.
    pub area: Option<Id>,
    /// Why it is held, and how to take part.
    pub invitation: Prose,
    /// What was said, when it has been held. Numbers and places, never who said it.
    pub held: Option<Held>,
    /// What was noted, and what became of it.
    pub remarks: Vec<Remark>,
    /// Whether everyone may read it.
    pub state: DialogueState,
}

/// What kind of dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DialogueKind {
    /// *Medborgardialog*: with residents.
    Citizens,
    /// *Medarbetardialog*: with the staff of the parties.
    Staff,
    /// *Samverkansforum*: with other actors.
    Forum,
    /// *Trygghetsvandring*: a walk through a place.
    Walk,
}

impl DialogueKind {
    /// Every kind.
    pub const ALL: [DialogueKind; 4] =
        [DialogueKind::Citizens, DialogueKind::Staff, DialogueKind::Forum, DialogueKind::Walk];

    /// The word in the database and in message keys (`dialogue-kind-walk`).
    pub fn word(self) -> &'static str {
        match self {
            DialogueKind::Citizens => "citizens",
            DialogueKind::Staff => "staff",
            DialogueKind::Forum => "forum",
            DialogueKind::Walk => "walk",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<DialogueKind> {
        DialogueKind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// What came out of a dialogue that was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// On which day.
    pub on: Date,
    /// How many took part.
    pub attended: u32,
    /// What was said, in short.
    pub summary: Prose,
}

/// Something noted at a dialogue (a point of a safety walk), and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// 1, 2, 3 ... within the dialogue.
    pub number: u32,
    /// Where.
    pub place: Line,
    /// What was seen.
    pub text: Prose,
    /// What is done about it.
    pub state: RemarkState,
}

/// What is done about a remark: owner, answer, date, done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RemarkState {
    /// Noted; nobody has taken it yet.
    Noted,
    /// Somebody is responsible.
    Owned {
        /// The unit that is responsible ("Gatuenheten").
        by: Line,
    },
    /// Answered: what will be done and by when.
    Answered {
        /// The unit that is responsible.
        by: Line,
        /// What it answers.
        answer: Prose,
        /// When it will be done.
        due: Date,
    },
    /// Done.
    Done {
        /// The unit that did it.
        by: Line,
        /// What it had answered.
        answer: Prose,
        /// When it should be done.
        due: Date,
        /// When it was.
        on: Date,
    },
}

impl RemarkState {
    /// The word in message keys (`dialogue-remark-done`).
    pub fn word(&self) -> &'static str {
        match self {
            RemarkState::Noted => "noted",
            RemarkState::Owned { .. } => "owned",
            RemarkState::Answered { .. } => "answered",
            RemarkState::Done { .. } => "done",
        }
    }

    /// The unit that is responsible.
    pub fn by(&self) -> Option<&Line> {
        match self {
            RemarkState::Noted => None,
            RemarkState::Owned { by } | RemarkState::Answered { by, .. } | RemarkState::Done { by, .. } => Some(by),
        }
    }

    /// Makes a unit responsible; an answer that another unit gave does not bind it.
    pub fn own(self, by: Line) -> Result<RemarkState, Refused> {
        match self {
            RemarkState::Done { .. } => Err(Refused("refused-remark-done")),
            _ => Ok(RemarkState::Owned { by }),
        }
    }

    /// Answers, with the day by which it is done.
    pub fn answer(self, answer: Prose, due: Date) -> Result<RemarkState, Refused> {
        match self {
            RemarkState::Noted => Err(Refused("refused-remark-without-owner")),
            RemarkState::Done { .. } => Err(Refused("refused-remark-done")),
            RemarkState::Owned { by } | RemarkState::Answered { by, .. } => {
                Ok(RemarkState::Answered { by, answer, due })
            }
        }
    }

    /// It is done.
    pub fn done(self, on: Date) -> Result<RemarkState, Refused> {
        match self {
            RemarkState::Answered { by, answer, due } => Ok(RemarkState::Done { by, answer, due, on }),
            RemarkState::Done { .. } => Err(Refused("refused-remark-done")),
            _ => Err(Refused("refused-remark-without-answer")),
        }
    }

    /// Whether the day by which it should be done has passed on `today`.
    pub fn late(&self, today: Date) -> bool {
        matches!(self, RemarkState::Answered { due, .. } if *due < today)
    }
}

/// Whether everyone may read a dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DialogueState {
    /// Being prepared.
    Draft,
    /// Waiting for the approvals that are missing.
    Proposed {
        /// Those given and needed.
        approvals: Approvals,
    },
    /// Public: the invitation, and what came of it as it is written.
    Published {
        /// All of them.
        approvals: Approvals,
        /// Since when.
        at: Timestamp,
    },
    /// It will not be held, with the reason that is shown.
    Cancelled {
        /// Why.
        reason: Prose,
        /// When it was decided.
        at: Timestamp,
        /// Whether everyone had been told of it.
        public: bool,
    },
}

impl DialogueState {
    /// The word in the database and in message keys (`dialogue-state-draft`).
    pub fn word(&self) -> &'static str {
        match self {
            DialogueState::Draft => "draft",
            DialogueState::Proposed { .. } => "proposed",
            DialogueState::Published { .. } => "published",
            DialogueState::Cancelled { .. } => "cancelled",
        }
    }

    /// Asks `parties` for their approval.
    pub fn propose(self, parties: Vec<Id>) -> Result<DialogueState, Refused> {
        match self {
            DialogueState::Draft => Ok(DialogueState::Proposed { approvals: Approvals::needed_from(parties) }),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// Adds one party's approval.
    pub fn approve(self, approval: Approval) -> Result<DialogueState, Refused> {
        match self {
            DialogueState::Proposed { approvals } => {
                Ok(DialogueState::Proposed { approvals: approvals.give(approval)? })
            }
            _ => Err(Refused("refused-not-proposed")),
        }
    }

    /// Shows it to everyone, once every party has approved.
    pub fn publish(self, at: Timestamp) -> Result<DialogueState, Refused> {
        match self {
            DialogueState::Proposed { approvals } if approvals.complete() => {
                Ok(DialogueState::Published { approvals, at })
            }
            DialogueState::Published { .. } => Err(Refused("refused-published")),
            _ => Err(Refused("refused-approval-missing")),
        }
    }

    /// Calls it off.
    pub fn cancel(self, reason: Prose, at: Timestamp) -> Result<DialogueState, Refused> {
        match self {
            DialogueState::Cancelled { .. } => Err(Refused("refused-cancelled")),
            _ if reason.is_empty() => Err(Refused("refused-reason-missing")),
            other => Ok(DialogueState::Cancelled { reason, at, public: other.is_public() }),
        }
    }

    /// Whether everyone may read it.
    pub fn is_public(&self) -> bool {
        matches!(self, DialogueState::Published { .. } | DialogueState::Cancelled { public: true, .. })
    }

    /// How far a dialogue in this state is shared.
    pub fn sharing(&self) -> Sharing {
        if self.is_public() { Sharing::Public } else { Sharing::Joint }
    }
}

/// A dialogue as everyone sees it. Made only by [`Dialogue::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDialogue {
    /// Its address.
    pub id: Id,
    /// What kind it is.
    pub kind: DialogueKind,
    /// What it is called.
    pub title: Line,
    /// When it begins.
    pub begins: DateTime,
    /// Where people meet.
    pub place: Line,
    /// The area that it is about.
    pub area: Option<Id>,
    /// Why it is held.
    pub invitation: Prose,
    /// What came out of it.
    pub held: Option<Held>,
    /// What was noted, and what became of it.
    pub remarks: Vec<Remark>,
    /// Why it was called off, if it was.
    pub cancelled: Option<Prose>,
}

impl Dialogue {
    /// The public twin, if everyone may see it. Who arranged and who approved is left out.
    pub fn published(&self) -> Option<PublicDialogue> {
        self.state.is_public().then(|| PublicDialogue {
            id: self.id.clone(),
            kind: self.kind,
            title: self.title.clone(),
            begins: self.begins,
            place: self.place.clone(),
            area: self.area.clone(),
            invitation: self.invitation.clone(),
            held: self.held.clone(),
            remarks: self.remarks.clone(),
            cancelled: match &self.state {
                DialogueState::Cancelled { reason, .. } => Some(reason.clone()),
                _ => None,
            },
        })
    }

    /// Writes down what came out of it. Not before it has begun, and not when it was called off.
    pub fn hold(mut self, held: Held) -> Result<Dialogue, Refused> {
        if matches!(self.state, DialogueState::Cancelled { .. }) {
            return Err(Refused("refused-cancelled"));
        }
        if held.on < self.begins.date() {
            return Err(Refused("refused-held-too-early"));
        }
        self.held = Some(held);
        Ok(self)
    }

    /// Notes something.
    pub fn note(mut self, place: Line, text: Prose) -> Result<Dialogue, Refused> {
        if self.remarks.len() >= 200 {
            return Err(Refused("refused-too-many-remarks"));
        }
        let number = self.remarks.iter().map(|r| r.number).max().unwrap_or(0) + 1;
        self.remarks.push(Remark { number, place, text, state: RemarkState::Noted });
        Ok(self)
    }

    /// Moves one remark on.
    pub fn with_remark(
        mut self,
        number: u32,
        step: impl FnOnce(RemarkState) -> Result<RemarkState, Refused>,
    ) -> Result<Dialogue, Refused> {
        let remark = self.remarks.iter_mut().find(|r| r.number == number).ok_or(Refused("refused-no-such-remark"))?;
        remark.state = step(remark.state.clone())?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn line(s: &str) -> Line {
        Line::parse(s).unwrap()
    }

    fn walk() -> Dialogue {
        Dialogue {
            id: id("vandring"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            kind: DialogueKind::Walk,
            title: line("Trygghetsvandring i Torgby"),
            begins: date(2022, 5, 11).at(18, 0, 0, 0),
            place: line("Torget"),
            area: None,
            invitation: Prose::default(),
            held: None,
            remarks: vec![],
            state: DialogueState::Draft,
        }
    }

    #[test]
    fn a_remark_goes_from_owner_to_answer_to_date_to_done_and_skips_nothing() {
        let noted = RemarkState::Noted;
        assert!(noted.clone().answer(Prose::default(), date(2022, 6, 1)).is_err());
        assert!(noted.clone().done(date(2022, 6, 1)).is_err());
        let owned = noted.own(line("Gatuenheten")).unwrap();
        assert!(owned.clone().done(date(2022, 6, 1)).is_err());
        let answered = owned.answer(Prose::parse("Vi byter lampan.").unwrap(), date(2022, 6, 1)).unwrap();
        assert!(answered.late(date(2022, 6, 2)) && !answered.late(date(2022, 6, 1)));
        let done = answered.done(date(2022, 5, 30)).unwrap();
        assert_eq!(done.word(), "done");
        assert!(done.own(line("Parkenheten")).is_err());
    }

    #[test]
    fn a_dialogue_with_one_owners_approval_missing_is_not_public() {
        let by = |o: &str| Approval { organisation: id(o), account: id("kim"), at: Timestamp::UNIX_EPOCH };
        let one =
            DialogueState::Draft.propose(vec![id("kommunen"), id("polisen")]).unwrap().approve(by("kommunen")).unwrap();
        assert_eq!(one.clone().publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-approval-missing")));
        assert!(Dialogue { state: one.clone(), ..walk() }.published().is_none());
        let both = one.approve(by("polisen")).unwrap().publish(Timestamp::UNIX_EPOCH).unwrap();
        assert!(Dialogue { state: both, ..walk() }.published().is_some());
    }

    #[test]
    fn a_dialogue_cannot_be_reported_before_it_is_held_or_when_it_was_called_off() {
        let held = Held { on: date(2022, 5, 10), attended: 30, summary: Prose::default() };
        assert_eq!(walk().hold(held.clone()).unwrap_err(), Refused("refused-held-too-early"));
        let off = walk().state.cancel(Prose::parse("Storm.").unwrap(), Timestamp::UNIX_EPOCH).unwrap();
        assert!(!off.is_public());
        let late = Held { on: date(2022, 5, 11), ..held };
        assert_eq!(Dialogue { state: off, ..walk() }.hold(late.clone()).unwrap_err(), Refused("refused-cancelled"));
        assert!(walk().hold(late).is_ok());
    }

    #[test]
    fn remarks_are_numbered_and_found_again() {
        let d = walk().note(line("Tunneln"), Prose::parse("Mörkt").unwrap()).unwrap();
        let d = d.note(line("Parken"), Prose::parse("Skymd sikt").unwrap()).unwrap();
        assert_eq!(d.remarks.iter().map(|r| r.number).collect::<Vec<_>>(), [1, 2]);
        let d = d.with_remark(2, |r| r.own(line("Parkenheten"))).unwrap();
        assert_eq!(d.remarks[1].state.word(), "owned");
        assert!(d.with_remark(3, |r| r.own(line("x"))).is_err());
    }
}
