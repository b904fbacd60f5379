//! What do the parties tell the public?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Approval, Approvals, Id, Line, Noun, Owned, Prose, Refused, Sharing};

/// A piece of news (*nyhet*): joint from the start, public only when both owners have approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// The heading.
    pub title: Line,
    /// One or two sentences for lists and the feed.
    pub summary: Prose,
    /// The text.
    pub body: Prose,
    /// What a named office-holder says.
    pub quote: Option<Quote>,
    /// The address where it was first told, for news taken over from elsewhere.
    pub source: Option<Line>,
    /// How far it has come.
    pub state: NewsState,
}

/// A quotation. The only place where a person may be named in public: an office-holder, by the publisher's choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What is said.
    pub words: Prose,
    /// Who says it: name and office.
    pub by: Line,
}

/// How far a piece of news has come, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewsState {
    /// Being written.
    Draft,
    /// Waiting for the approvals that are missing.
    Proposed {
        /// Those given and needed.
        approvals: Approvals,
    },
    /// Approved by all; not shown yet.
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
    /// Taken back, with the reason that is shown in its place.
    Withdrawn {
        /// Why, in public.
        reason: Prose,
        /// When.
        at: Timestamp,
    },
}

impl NewsState {
    /// The word in the database and in message keys (`news-state-draft`).
    pub fn word(&self) -> &'static str {
        match self {
            NewsState::Draft => "draft",
            NewsState::Proposed { .. } => "proposed",
            NewsState::Approved { .. } => "approved",
            NewsState::Published { .. } => "published",
            NewsState::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Asks `parties` for their approval.
    pub fn propose(self, parties: Vec<Id>) -> Result<NewsState, Refused> {
        match self {
            NewsState::Draft => Ok(NewsState::Proposed { approvals: Approvals::needed_from(parties) }),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// What was public before it came here, since `at`. No approval was given here: [`News::source`] says where it
    /// can be read, and without one it is refused. Only the installation itself may take something over.
    pub fn taken_over(self, source: Option<&Line>, at: Timestamp) -> Result<NewsState, Refused> {
        match (self, source) {
            (NewsState::Draft, Some(_)) => {
                Ok(NewsState::Published { approvals: Approvals::needed_from(Vec::new()), at })
            }
            (NewsState::Draft, None) => Err(Refused("refused-source-missing")),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// Adds one party's approval; the last one makes it approved.
    pub fn approve(self, approval: Approval) -> Result<NewsState, Refused> {
        match self {
            NewsState::Proposed { approvals } => {
                let approvals = approvals.give(approval)?;
                Ok(if approvals.complete() {
                    NewsState::Approved { approvals }
                } else {
                    NewsState::Proposed { approvals }
                })
            }
            _ => Err(Refused("refused-not-proposed")),
        }
    }

    /// Takes it back to be changed. Given approvals are gone: they were for another text.
    pub fn reopen(self) -> Result<NewsState, Refused> {
        match self {
            NewsState::Proposed { .. } | NewsState::Approved { .. } => Ok(NewsState::Draft),
            _ => Err(Refused("refused-not-open")),
        }
    }

    /// Shows it to everyone.
    pub fn publish(self, at: Timestamp) -> Result<NewsState, Refused> {
        match self {
            NewsState::Approved { approvals } if approvals.complete() => Ok(NewsState::Published { approvals, at }),
            NewsState::Withdrawn { .. } => Err(Refused("refused-withdrawn")),
            _ => Err(Refused("refused-approval-missing")),
        }
    }

    /// Takes it back in public, with a reason.
    pub fn withdraw(self, reason: Prose, at: Timestamp) -> Result<NewsState, Refused> {
        match self {
            NewsState::Published { .. } if !reason.is_empty() => Ok(NewsState::Withdrawn { reason, at }),
            NewsState::Published { .. } => Err(Refused("refused-reason-missing")),
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// How far a thing in this state is shared.
    pub fn sharing(&self) -> Sharing {
        match self {
            NewsState::Published { .. } | NewsState::Withdrawn { .. } => Sharing::Public,
            _ => Sharing::Joint,
        }
    }
}

/// A piece of news as everyone sees it. Made only by [`News::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicNews {
    /// Its address.
    pub id: Id,
    /// The heading.
    pub title: Line,
    /// One or two sentences.
    pub summary: Prose,
    /// The text; empty when it was withdrawn.
    pub body: Prose,
    /// What a named office-holder says.
    pub quote: Option<Quote>,
    /// Where it was first told.
    pub source: Option<Line>,
    /// Since when it is shown.
    pub at: Timestamp,
    /// Why it was withdrawn, if it was.
    pub withdrawn: Option<Prose>,
}

impl News {
    /// What a piece of news can be about.
    pub const SUBJECTS: [Noun; 9] = [
        Noun::Agreement,
        Noun::Promise,
        Noun::Picture,
        Noun::Problem,
        Noun::FocusArea,
        Noun::Plan,
        Noun::Dialogue,
        Noun::Effort,
        Noun::Review,
    ];

    /// What everyone would see if it became public as it is, at `at`; if it is public, what everyone sees. For those who
    /// may read the record: [`News::published`] is for everyone.
    pub fn preview(&self, at: Timestamp) -> Option<PublicNews> {
        self.published().or_else(|| {
            News { state: NewsState::Published { approvals: Approvals::needed_from(Vec::new()), at }, ..self.clone() }
                .published()
        })
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicNews> {
        let (at, withdrawn) = match &self.state {
            NewsState::Published { at, .. } => (*at, None),
            NewsState::Withdrawn { reason, at } => (*at, Some(reason.clone())),
            _ => return None,
        };
        let gone = withdrawn.is_some();
        Some(PublicNews {
            id: self.id.clone(),
            title: self.title.clone(),
            summary: if gone { Prose::default() } else { self.summary.clone() },
            body: if gone { Prose::default() } else { self.body.clone() },
            quote: if gone { None } else { self.quote.clone() },
            source: self.source.clone(),
            at,
            withdrawn,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(organisation: &str) -> Approval {
        let id = |s| Id::parse(s).unwrap();
        Approval { organisation: id(organisation), account: id("kim"), at: Timestamp::UNIX_EPOCH }
    }

    fn proposed() -> NewsState {
        let id = |s| Id::parse(s).unwrap();
        NewsState::Draft.propose(vec![id("kommunen"), id("polisen")]).unwrap()
    }

    #[test]
    fn news_with_one_owners_approval_missing_cannot_be_published() {
        let one = proposed().approve(by("polisen")).unwrap();
        assert_eq!(one.clone().publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-approval-missing")));
        let both = one.approve(by("kommunen")).unwrap();
        assert_eq!(both.publish(Timestamp::UNIX_EPOCH).unwrap().word(), "published");
    }

    #[test]
    fn withdrawn_news_cannot_be_published_and_shows_only_why() {
        let out = proposed().approve(by("polisen")).unwrap().approve(by("kommunen")).unwrap();
        let out = out.publish(Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(
            out.clone().withdraw(Prose::default(), Timestamp::UNIX_EPOCH),
            Err(Refused("refused-reason-missing"))
        );
        let gone = out.withdraw(Prose::parse("Fel datum.").unwrap(), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(gone.publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-withdrawn")));
    }

    #[test]
    fn a_change_of_the_text_takes_the_approvals_back() {
        let one = proposed().approve(by("polisen")).unwrap();
        assert_eq!(one.reopen(), Ok(NewsState::Draft));
    }
}
