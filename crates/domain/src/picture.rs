//! What is the joint situational picture, and who has signed it off?

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Content;
use crate::when::Period;
use crate::{Approval, Approvals, Id, Line, Owned, Prose, Refused, Sharing};

/// A joint situational picture (*lägesbild*): what the numbers say, what else is known, and what it means.
/// Joint from the start; public only when both owners have approved.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who brought it, and how far it is shared.
    pub owned: Owned,
    /// Its title ("Lägesbild 2021").
    pub title: Line,
    /// The time that it is about.
    pub period: Period,
    /// The first chapter of the law (4 § 1): the mapping, made by counting and testing. Never typed in.
    pub content: Content,
    /// The second chapter (4 § 2): other information of importance.
    pub other: Prose,
    /// The third chapter (4 § 3): the analysis of both.
    pub analysis: Prose,
    /// Which sources were used, which were left out, and what that means (*källkritik*).
    pub sources: Prose,
    /// How far it has come.
    pub state: PictureState,
}

/// How far a picture has come, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PictureState {
    /// What was observed is counted; whether it is more than chance is still being asked.
    Counting,
    /// Counted and tested; the texts are being written.
    Draft,
    /// Waiting for the approvals that are missing.
    Proposed {
        /// Those given and needed.
        approvals: Approvals,
    },
    /// Approved by all owners; not shown yet.
    Approved {
        /// All of them.
        approvals: Approvals,
    },
    /// Shown to everyone.
    Published {
        /// All of them.
        approvals: Approvals,
        /// Since when.
        at: Timestamp,
    },
    /// Replaced by a newer one; still public, and says so.
    Superseded {
        /// All approvals that it had.
        approvals: Approvals,
        /// Since when it was shown.
        at: Timestamp,
        /// The picture that replaced it.
        by: Id,
    },
}

impl PictureState {
    /// The word in the database and in message keys (`picture-state-draft`).
    pub fn word(&self) -> &'static str {
        match self {
            PictureState::Counting => "counting",
            PictureState::Draft => "draft",
            PictureState::Proposed { .. } => "proposed",
            PictureState::Approved { .. } => "approved",
            PictureState::Published { .. } => "published",
            PictureState::Superseded { .. } => "superseded",
        }
    }

    /// Adds one party's approval; the last one makes it approved.
    pub fn approve(self, approval: Approval) -> Result<PictureState, Refused> {
        match self {
            PictureState::Proposed { approvals } => {
                let approvals = approvals.give(approval)?;
                let all = approvals.complete();
                Ok(if all { PictureState::Approved { approvals } } else { PictureState::Proposed { approvals } })
            }
            _ => Err(Refused("refused-not-proposed")),
        }
    }

    /// Takes it back to be changed. Given approvals are gone: they were for another picture.
    pub fn reopen(self) -> Result<PictureState, Refused> {
        match self {
            PictureState::Draft | PictureState::Proposed { .. } | PictureState::Approved { .. } => {
                Ok(PictureState::Draft)
            }
            PictureState::Counting => Err(Refused("refused-picture-counting")),
            _ => Err(Refused("refused-not-open")),
        }
    }

    /// Shows it to everyone.
    pub fn publish(self, at: Timestamp) -> Result<PictureState, Refused> {
        match self {
            PictureState::Approved { approvals } if approvals.complete() => {
                Ok(PictureState::Published { approvals, at })
            }
            _ => Err(Refused("refused-approval-missing")),
        }
    }

    /// Marks it as replaced.
    pub fn supersede(self, by: Id) -> Result<PictureState, Refused> {
        match self {
            PictureState::Published { approvals, at } => Ok(PictureState::Superseded { approvals, at, by }),
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// How far a picture in this state is shared.
    pub fn sharing(&self) -> Sharing {
        match self {
            PictureState::Published { .. } | PictureState::Superseded { .. } => Sharing::Public,
            _ => Sharing::Joint,
        }
    }

    /// The approvals that it has or waits for.
    pub fn approvals(&self) -> Option<&Approvals> {
        match self {
            PictureState::Counting | PictureState::Draft => None,
            PictureState::Proposed { approvals }
            | PictureState::Approved { approvals }
            | PictureState::Published { approvals, .. }
            | PictureState::Superseded { approvals, .. } => Some(approvals),
        }
    }
}

/// A picture as everyone sees it. Made only by [`Picture::published`]. Small counts are hidden in its content already.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicPicture {
    /// Its address.
    pub id: Id,
    /// Its title.
    pub title: Line,
    /// The time that it is about.
    pub period: Period,
    /// What the numbers say.
    pub content: Content,
    /// What else is known.
    pub other: Prose,
    /// What it means.
    pub analysis: Prose,
    /// Källkritik.
    pub sources: Prose,
    /// Which organisation approved it, and when.
    pub approved: Vec<(Id, Timestamp)>,
    /// Since when it is shown.
    pub at: Timestamp,
    /// The picture that replaced it.
    pub superseded_by: Option<Id>,
}

impl Picture {
    /// The picture with what the tests found: now it can be written on. Refused when it was tested before.
    pub fn tested(self, content: Content) -> Result<Picture, Refused> {
        match self.state {
            PictureState::Counting => Ok(Picture { content, state: PictureState::Draft, ..self }),
            _ => Err(Refused("refused-picture-tested")),
        }
    }

    /// Asks `parties` for their approval. Refused while one of the law's three chapters is empty.
    pub fn propose(mut self, parties: Vec<Id>) -> Result<Picture, Refused> {
        if self.other.is_empty() || self.analysis.is_empty() {
            return Err(Refused("refused-picture-chapter-empty"));
        }
        match self.state {
            PictureState::Draft => {
                self.state = PictureState::Proposed { approvals: Approvals::needed_from(parties) };
                Ok(self)
            }
            PictureState::Counting => Err(Refused("refused-picture-counting")),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// What everyone would see if it became public as it is, at `at`; if it is public, what everyone sees. For those who
    /// may read the record: [`Picture::published`] is for everyone. None while it is being counted.
    pub fn preview(&self, at: Timestamp) -> Option<PublicPicture> {
        if self.state == PictureState::Counting {
            return None;
        }
        let approvals = || self.state.approvals().cloned().unwrap_or(Approvals::needed_from(Vec::new()));
        let shown = || Picture { state: PictureState::Published { approvals: approvals(), at }, ..self.clone() };
        self.published().or_else(|| shown().published())
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicPicture> {
        let (approvals, at, by) = match &self.state {
            PictureState::Published { approvals, at } => (approvals, *at, None),
            PictureState::Superseded { approvals, at, by } => (approvals, *at, Some(by.clone())),
            _ => return None,
        };
        Some(PublicPicture {
            id: self.id.clone(),
            title: self.title.clone(),
            period: self.period,
            content: self.content.clone(),
            other: self.other.clone(),
            analysis: self.analysis.clone(),
            sources: self.sources.clone(),
            approved: approvals.given().iter().map(|a| (a.organisation.clone(), a.at)).collect(),
            at,
            superseded_by: by,
        })
    }

    /// The chain's key of one of its findings (`area:torgby` of `lagesbild-2021` is `lagesbild-2021-area-torgby`).
    pub fn finding_id(picture: &Id, finding: &str) -> Id {
        Id::from_title(&format!("{picture} {finding}"), 1)
    }
}

/// The day on which a picture approved on `approved` is two years old: the law wants a new one at least every second year (6 §).
pub fn due(approved: Date) -> Date {
    approved.checked_add(jiff::Span::new().years(2)).unwrap_or(approved)
}
