//! What have the parties agreed, for how long, and who has signed?

mod public;
mod sign;

pub use public::{PublicAgreement, PublicSignature, PublicSigned};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::goal::Goal;
use crate::term::days_between;
use crate::{Approval, Approvals, Id, Line, Owned, Prose, Refused, Sharing, Term};

/// A written agreement (*samverkansöverenskommelse*) between parties that work together.
/// Its focus areas, its picture and its promises are arrows of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// The heading.
    pub title: Line,
    /// The organisations that agree, in the order of the document.
    pub parties: Vec<Id>,
    /// The days for which it holds as signed. What was decided later is in the state.
    pub term: Term,
    /// What it says.
    pub content: Content,
    /// Who shall sign, by party and office. Never a name: a name belongs to a signature.
    pub seats: Vec<Seat>,
    /// How far it has come.
    pub state: AgreementState,
    /// Since when everyone may read it.
    pub published_at: Option<Timestamp>,
}

/// What an agreement says. The law asks for purposes and areas at least.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Why there is an agreement, and on what ground.
    pub background: Prose,
    /// For which purposes (*för vilka syften*).
    pub purposes: Vec<Line>,
    /// Within which areas (*inom vilka områden*).
    pub areas: Vec<Line>,
    /// What shall be reached.
    pub goals: Vec<Goal>,
    /// What each party undertakes.
    pub undertakings: Vec<Undertaking>,
    /// Who leads, who works, who meets when.
    pub organisation: Prose,
    /// How the work is documented, and how information is handled.
    pub documentation: Prose,
    /// When, by whom and how it is followed up.
    pub follow_up: Prose,
    /// How the public is told.
    pub communication: Prose,
    /// Whether it can be extended.
    pub extension: ExtensionClause,
    /// How a party leaves it.
    pub termination: Prose,
    /// What belongs to it (*bilagor*).
    pub annexes: Vec<Line>,
}

/// What one party undertakes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undertaking {
    /// The party.
    pub party: Id,
    /// What it undertakes.
    pub text: Prose,
}

/// Whether an agreement can be extended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtensionClause {
    /// Whether it can.
    pub possible: bool,
    /// How, in words.
    pub words: Prose,
    /// The day by which it must be decided.
    pub decide_by: Option<Date>,
}

/// A place for a signature: which party, in which office, on which level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The party.
    pub party: Id,
    /// The office: "kommunstyrelsens ordförande".
    pub role: Line,
    /// On which level it decides.
    pub level: Level,
}

/// On which level a person decides (*roll*): the law asks for leading positions in the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Elected (*förtroendevald*).
    Elected,
    /// Leads the organisation (*ledande befattning*).
    Leading,
    /// Leads a part of it (*chef för en verksamhet*).
    Manager,
    /// Does the daily work (*operativ*).
    Operative,
}

impl Level {
    /// Every level, highest first.
    pub const ALL: [Level; 4] = [Level::Elected, Level::Leading, Level::Manager, Level::Operative];

    /// The word in the database and in message keys (`level-leading`).
    pub fn word(self) -> &'static str {
        match self {
            Level::Elected => "elected",
            Level::Leading => "leading",
            Level::Manager => "manager",
            Level::Operative => "operative",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|l| l.word() == word)
    }

    /// Whether it is one that a strategic council asks for (*ledande befattningar*).
    pub fn leads(self) -> bool {
        matches!(self, Level::Elected | Level::Leading)
    }
}

/// A signature (*underskrift*), made by a person from the own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Which seat it fills, counted from 0.
    pub seat: usize,
    /// The party for which it was made.
    pub party: Id,
    /// The account from which it was made. Never shown in public.
    pub account: Id,
    /// The office-holder's name, as written when signing.
    pub name: Line,
    /// When.
    pub at: Timestamp,
}

/// How an agreement came to be signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signed {
    /// Here, by every seat.
    Here(Vec<Signature>),
    /// On paper or elsewhere, before it was taken over; the source says where that can be read.
    Elsewhere {
        /// The day it was signed.
        on: Date,
        /// Where that can be read.
        source: Line,
    },
}

/// A longer term that is being decided or was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The new last day.
    pub until: Date,
    /// Why it is extended.
    pub reason: Prose,
    /// Every party's decision.
    pub approvals: Approvals,
}

/// How far an agreement has come, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementState {
    /// Being written.
    Draft,
    /// Waiting for the signatures that are missing.
    Proposed {
        /// Those given.
        signatures: Vec<Signature>,
    },
    /// Signed by all; an extension may be under decision.
    InForce {
        /// By whom.
        signed: Signed,
        /// The extension that waits for a party's decision.
        extension: Option<Extension>,
    },
    /// Holds longer than first signed.
    Extended {
        /// By whom it was first signed.
        signed: Signed,
        /// The extensions that every party decided, oldest first; the last one's day counts.
        extensions: Vec<Extension>,
        /// A further one that waits for a party's decision.
        next: Option<Extension>,
    },
    /// Its time has run out.
    Ended {
        /// By whom it was signed.
        signed: Signed,
        /// The last day that it held.
        on: Date,
    },
    /// A party has left it before its time.
    Terminated {
        /// By whom it was signed.
        signed: Signed,
        /// The last day that it holds.
        on: Date,
        /// The party that leaves.
        by: Id,
        /// Why, in public.
        reason: Prose,
    },
}

/// What can be said of an agreement on a day. Computed, never typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InForceOn {
    /// Not signed by everyone.
    NotSigned,
    /// Signed; begins later.
    NotYet,
    /// Holds.
    Holds,
    /// Holds longer than first signed.
    HoldsExtended,
    /// Its time has run out.
    RunOut,
    /// A party has left it.
    Terminated,
}

impl InForceOn {
    /// The word in message keys (`agreement-now-holds`).
    pub fn word(self) -> &'static str {
        match self {
            InForceOn::NotSigned => "not-signed",
            InForceOn::NotYet => "not-yet",
            InForceOn::Holds => "holds",
            InForceOn::HoldsExtended => "holds-extended",
            InForceOn::RunOut => "run-out",
            InForceOn::Terminated => "terminated",
        }
    }

    /// Whether it binds the parties.
    pub fn holds(self) -> bool {
        matches!(self, InForceOn::Holds | InForceOn::HoldsExtended)
    }
}

/// How long an agreement still holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// The last day.
    pub ends: Date,
    /// Days left after today; negative when it has run out.
    pub days_left: i64,
    /// The share (0 to 1) of the whole term that has passed.
    pub share_passed: f64,
    /// Whether it is time to decide what comes after.
    pub soon: bool,
    /// The day by which an extension must be decided, if it can be extended.
    pub decide_by: Option<Date>,
}

impl Agreement {
    /// What the law asks for at least: a purpose and an area. `focus_areas` is how many it rests on.
    pub fn must_be_complete(&self, focus_areas: usize) -> Result<(), Refused> {
        if self.content.purposes.is_empty() {
            return Err(Refused("refused-no-purpose"));
        }
        if self.content.areas.is_empty() && focus_areas == 0 {
            return Err(Refused("refused-no-area"));
        }
        if self.parties.len() < 2 {
            return Err(Refused("refused-one-party"));
        }
        if self.parties.iter().any(|party| !self.seats.iter().any(|seat| seat.party == *party)) {
            return Err(Refused("refused-party-without-signatory"));
        }
        if self.seats.iter().any(|seat| !self.parties.contains(&seat.party)) {
            return Err(Refused("refused-not-a-party"));
        }
        Ok(())
    }

    /// Refuses a change of a text that others have been asked to sign.
    pub fn must_be_open(&self) -> Result<(), Refused> {
        if self.state == AgreementState::Draft { Ok(()) } else { Err(Refused("refused-not-a-draft")) }
    }

    /// Asks the parties to sign it.
    pub fn propose(mut self, focus_areas: usize) -> Result<Agreement, Refused> {
        self.must_be_open()?;
        self.must_be_complete(focus_areas)?;
        self.state = AgreementState::Proposed { signatures: Vec::new() };
        Ok(self)
    }

    /// Takes it back to be changed. Given signatures are gone: they were for another text.
    pub fn reopen(mut self) -> Result<Agreement, Refused> {
        match self.state {
            AgreementState::Proposed { .. } => {
                self.state = AgreementState::Draft;
                Ok(self)
            }
            AgreementState::Draft => Err(Refused("refused-not-open")),
            _ => Err(Refused("refused-signed-already")),
        }
    }

    /// Takes over an agreement that was signed elsewhere. Only the installation itself may do this.
    pub fn taken_over(mut self, on: Date, source: Line) -> Result<Agreement, Refused> {
        self.must_be_open()?;
        self.state = AgreementState::InForce { signed: Signed::Elsewhere { on, source }, extension: None };
        Ok(self)
    }

    /// Asks every party to decide on a longer term.
    pub fn propose_extension(mut self, until: Date, reason: Prose, today: Date) -> Result<Agreement, Refused> {
        if self.is_over() {
            return Err(Refused("refused-ended"));
        }
        let Some(ends) = self.ends() else { return Err(Refused("refused-not-signed")) };
        if !self.content.extension.possible {
            return Err(Refused("refused-no-extension-clause"));
        }
        if today > ends {
            return Err(Refused("refused-run-out"));
        }
        if until <= ends {
            return Err(Refused("refused-not-longer"));
        }
        let asked = Extension { until, reason, approvals: Approvals::needed_from(self.parties.clone()) };
        match &mut self.state {
            AgreementState::InForce { extension: slot, .. } | AgreementState::Extended { next: slot, .. } => {
                if slot.is_some() {
                    return Err(Refused("refused-extension-under-way"));
                }
                *slot = Some(asked);
            }
            _ => return Err(Refused("refused-not-signed")),
        }
        Ok(self)
    }

    /// Adds one party's decision on the longer term; the last one makes it hold. Refused when the time ran out first.
    pub fn approve_extension(mut self, approval: Approval, today: Date) -> Result<Agreement, Refused> {
        let ends = self.ends();
        if self.is_over() {
            return Err(Refused("refused-ended"));
        }
        self.state = match self.state {
            AgreementState::InForce { signed, extension: Some(asked) } => {
                decide(signed, Vec::new(), asked, approval, ends, today)?
            }
            AgreementState::Extended { signed, extensions, next: Some(asked) } => {
                decide(signed, extensions, asked, approval, ends, today)?
            }
            _ => return Err(Refused("refused-no-extension-proposed")),
        };
        Ok(self)
    }

    /// Drops an extension that not everyone has decided.
    pub fn drop_extension(mut self) -> Result<Agreement, Refused> {
        match &mut self.state {
            AgreementState::InForce { extension: slot, .. } | AgreementState::Extended { next: slot, .. }
                if slot.is_some() =>
            {
                *slot = None;
                Ok(self)
            }
            _ => Err(Refused("refused-no-extension-proposed")),
        }
    }

    /// Closes it when its time has run out.
    pub fn end(mut self, today: Date) -> Result<Agreement, Refused> {
        let Some(ends) = self.ends() else { return Err(Refused("refused-not-signed")) };
        match self.state {
            AgreementState::Ended { .. } | AgreementState::Terminated { .. } => Err(Refused("refused-ended")),
            _ if today <= ends => Err(Refused("refused-still-holds")),
            AgreementState::InForce { signed, .. } | AgreementState::Extended { signed, .. } => {
                self.state = AgreementState::Ended { signed, on: ends };
                Ok(self)
            }
            _ => Err(Refused("refused-not-signed")),
        }
    }

    /// A party leaves it, with the reason that everyone reads. `on` is the last day that it holds.
    pub fn terminate(mut self, by: Id, on: Date, reason: Prose) -> Result<Agreement, Refused> {
        if self.is_over() {
            return Err(Refused("refused-ended"));
        }
        let Some(ends) = self.ends() else { return Err(Refused("refused-not-signed")) };
        if !self.parties.contains(&by) {
            return Err(Refused("refused-not-a-party"));
        }
        if reason.is_empty() {
            return Err(Refused("refused-reason-missing"));
        }
        if on > ends {
            return Err(Refused("refused-after-the-end"));
        }
        self.state = match self.state {
            AgreementState::InForce { signed, .. } | AgreementState::Extended { signed, .. } => {
                AgreementState::Terminated { signed, on, by, reason }
            }
            _ => return Err(Refused("refused-not-signed")),
        };
        Ok(self)
    }

    /// Shows it to everyone. Refused until every party has signed.
    pub fn publish(mut self, at: Timestamp) -> Result<Agreement, Refused> {
        if self.signed().is_none() {
            return Err(Refused("refused-not-signed"));
        }
        if self.published_at.is_some() {
            return Err(Refused("refused-published-already"));
        }
        self.published_at = Some(at);
        self.owned.sharing = Sharing::Public;
        Ok(self)
    }

    /// The last day that it holds as decided so far; none before everyone has signed.
    pub fn ends(&self) -> Option<Date> {
        match &self.state {
            AgreementState::Draft | AgreementState::Proposed { .. } => None,
            AgreementState::InForce { .. } => Some(self.term.to()),
            AgreementState::Extended { extensions, .. } => {
                Some(extensions.last().map_or(self.term.to(), |extension| extension.until))
            }
            AgreementState::Ended { on, .. } | AgreementState::Terminated { on, .. } => Some(*on),
        }
    }

    /// Who signed, once everyone has.
    pub fn signed(&self) -> Option<&Signed> {
        match &self.state {
            AgreementState::Draft | AgreementState::Proposed { .. } => None,
            AgreementState::InForce { signed, .. }
            | AgreementState::Extended { signed, .. }
            | AgreementState::Ended { signed, .. }
            | AgreementState::Terminated { signed, .. } => Some(signed),
        }
    }

    /// The signatures given here so far.
    pub fn signatures(&self) -> &[Signature] {
        match (&self.state, self.signed()) {
            (AgreementState::Proposed { signatures }, _) | (_, Some(Signed::Here(signatures))) => signatures,
            _ => &[],
        }
    }

    /// The longer term that waits for a party's decision.
    pub fn extension_under_way(&self) -> Option<&Extension> {
        match &self.state {
            AgreementState::InForce { extension, .. } => extension.as_ref(),
            AgreementState::Extended { next, .. } => next.as_ref(),
            _ => None,
        }
    }

    /// The decided extensions, oldest first.
    pub fn extensions(&self) -> &[Extension] {
        match &self.state {
            AgreementState::Extended { extensions, .. } => extensions,
            _ => &[],
        }
    }

    /// What can be said of it on `day`, whatever was closed by hand or not.
    pub fn on(&self, day: Date) -> InForceOn {
        let Some(ends) = self.ends() else { return InForceOn::NotSigned };
        if day < self.term.from() {
            return InForceOn::NotYet;
        }
        match &self.state {
            AgreementState::Terminated { .. } if day > ends => InForceOn::Terminated,
            _ if day > ends => InForceOn::RunOut,
            AgreementState::Extended { .. } => InForceOn::HoldsExtended,
            _ => InForceOn::Holds,
        }
    }

    /// How long it still holds; none before everyone has signed and after it was closed or left.
    /// `warn_days` is how many days before the end it is time to decide.
    pub fn clock(&self, today: Date, warn_days: i64) -> Option<Clock> {
        if self.is_over() {
            return None;
        }
        let ends = self.ends()?;
        let whole = Term::new(self.term.from(), ends).ok()?;
        let days_left = days_between(today, ends);
        let decide_by = if self.content.extension.possible { self.content.extension.decide_by } else { None };
        let deciding = decide_by.is_some_and(|day| days_between(today, day) <= warn_days.min(60));
        Some(Clock {
            ends,
            days_left,
            share_passed: whole.share_passed(today),
            soon: days_left <= warn_days || deciding,
            decide_by,
        })
    }

    fn is_over(&self) -> bool {
        matches!(self.state, AgreementState::Ended { .. } | AgreementState::Terminated { .. })
    }
}

fn decide(
    signed: Signed,
    mut extensions: Vec<Extension>,
    mut asked: Extension,
    approval: Approval,
    ends: Option<Date>,
    today: Date,
) -> Result<AgreementState, Refused> {
    if ends.is_none_or(|ends| today > ends) {
        return Err(Refused("refused-run-out"));
    }
    asked.approvals = asked.approvals.give(approval)?;
    if asked.approvals.complete() {
        extensions.push(asked);
        return Ok(AgreementState::Extended { signed, extensions, next: None });
    }
    Ok(if extensions.is_empty() {
        AgreementState::InForce { signed, extension: Some(asked) }
    } else {
        AgreementState::Extended { signed, extensions, next: Some(asked) }
    })
}

impl AgreementState {
    /// The word in the database and in message keys (`agreement-state-in-force`).
    pub fn word(&self) -> &'static str {
        match self {
            AgreementState::Draft => "draft",
            AgreementState::Proposed { .. } => "proposed",
            AgreementState::InForce { .. } => "in-force",
            AgreementState::Extended { .. } => "extended",
            AgreementState::Ended { .. } => "ended",
            AgreementState::Terminated { .. } => "terminated",
        }
    }
}

#[cfg(test)]
mod tests;
