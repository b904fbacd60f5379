//! Why does a problem arise at this place and time?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::release::{Release, Shown};
use crate::{Id, Line, Owned, Prose, Refused};

/// A likely cause (*trolig orsak*) of a problem: a hypothesis with the evidence for it, never about a person.
/// What it rests on (findings, observations, dialogues) are arrows of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// The problem that it explains.
    pub problem: Id,
    /// From where it is seen.
    pub perspective: Perspective,
    /// The hypothesis in one line: "Få vuxna och lite uppsikt efter klockan 15".
    pub title: Line,
    /// Why we believe it, and what speaks against it.
    pub why: Prose,
    /// Whether it holds.
    pub standing: CauseStanding,
    /// How far it has come on its way to the public.
    pub release: Release,
}

/// From where a cause is seen: Brå's three perspectives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Perspective {
    /// The place and the moment (*situation*).
    Situation,
    /// Who is exposed (*brottsutsatt*), as a group.
    Exposed,
    /// Who offends (*gärningsperson*), as a group, never a person.
    Offender,
}

impl Perspective {
    /// Every perspective.
    pub const ALL: [Perspective; 3] = [Perspective::Situation, Perspective::Exposed, Perspective::Offender];

    /// The word in the database and in message keys (`cause-perspective-situation`).
    pub fn word(self) -> &'static str {
        match self {
            Perspective::Situation => "situation",
            Perspective::Exposed => "exposed",
            Perspective::Offender => "offender",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Perspective> {
        Perspective::ALL.into_iter().find(|p| p.word() == word)
    }
}

/// Whether a cause holds, as far as is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CauseStanding {
    /// We believe so.
    Supposed,
    /// Something independent of the first reason speaks for it.
    Supported {
        /// What.
        by: Prose,
        /// Since when.
        on: Date,
    },
    /// It was wrong. It stays, so that nobody has to believe it again.
    Rejected {
        /// Why.
        reason: Prose,
        /// Since when.
        on: Date,
    },
}

impl CauseStanding {
    /// The word in the database and in message keys (`cause-standing-supposed`).
    pub fn word(&self) -> &'static str {
        match self {
            CauseStanding::Supposed => "supposed",
            CauseStanding::Supported { .. } => "supported",
            CauseStanding::Rejected { .. } => "rejected",
        }
    }

    /// Says what speaks for it.
    pub fn support(self, by: Prose, on: Date) -> Result<CauseStanding, Refused> {
        match self {
            CauseStanding::Rejected { .. } => Err(Refused("refused-cause-rejected")),
            _ if by.is_empty() => Err(Refused("refused-reason-missing")),
            _ => Ok(CauseStanding::Supported { by, on }),
        }
    }

    /// Says that it was wrong.
    pub fn reject(self, reason: Prose, on: Date) -> Result<CauseStanding, Refused> {
        match self {
            CauseStanding::Rejected { .. } => Err(Refused("refused-cause-rejected")),
            _ if reason.is_empty() => Err(Refused("refused-reason-missing")),
            _ => Ok(CauseStanding::Rejected { reason, on }),
        }
    }
}

/// A cause as everyone sees it. Made only by [`Cause::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicCause {
    /// Its address.
    pub id: Id,
    /// The problem that it explains.
    pub problem: Id,
    /// From where it is seen.
    pub perspective: Perspective,
    /// The hypothesis in one line.
    pub title: Line,
    /// Why we believe it; empty when it was withdrawn.
    pub why: Prose,
    /// Whether it holds.
    pub standing: CauseStanding,
    /// Since when it is shown, and whether it was withdrawn.
    pub shown: Shown,
}

impl Cause {
    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicCause> {
        let shown = self.release.shown()?;
        let gone = shown.withdrawn.is_some();
        Some(PublicCause {
            id: self.id.clone(),
            problem: self.problem.clone(),
            perspective: self.perspective,
            title: self.title.clone(),
            why: if gone { Prose::default() } else { self.why.clone() },
            standing: self.standing.clone(),
            shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_rejected_cause_stays_rejected() {
        let on = date(2022, 3, 1);
        let why = || Prose::parse("Det blev lika många efter att belysningen lagades.").unwrap();
        let rejected = || CauseStanding::Supposed.reject(why(), on).unwrap();
        assert_eq!(rejected().support(why(), on), Err(Refused("refused-cause-rejected")));
        assert_eq!(rejected().reject(why(), on), Err(Refused("refused-cause-rejected")));
    }

    #[test]
    fn a_cause_is_never_supported_or_rejected_without_saying_by_what() {
        let on = date(2022, 3, 1);
        assert_eq!(CauseStanding::Supposed.support(Prose::default(), on), Err(Refused("refused-reason-missing")));
        assert_eq!(CauseStanding::Supposed.reject(Prose::default(), on), Err(Refused("refused-reason-missing")));
        let held = CauseStanding::Supposed.support(Prose::parse("Dialogerna i mars.").unwrap(), on).unwrap();
        assert_eq!(held.word(), "supported");
    }
}
