//! When may everyone see it?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Approval, Approvals, Id, Line, Prose, Refused, Sharing};

/// How far a joint text has come on its way to the public. Problem, cause, focus area, plan and review share it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Release {
    /// Being written; the two owners see it.
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
        /// On what ground.
        ground: Ground,
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

/// On what ground something is shown to everyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// Every party has approved it here.
    Approvals(Approvals),
    /// It was public already when it was taken over: where.
    Source(Line),
}

impl Release {
    /// Every word that [`Release::word`] gives, in the order of the states.
    pub const WORDS: [&str; 5] = ["draft", "proposed", "approved", "published", "withdrawn"];

    /// What was public before it came here, shown with its source. Only the installation itself may take something over.
    pub fn taken_over(source: Line, at: Timestamp) -> Release {
        Release::Published { ground: Ground::Source(source), at }
    }

    /// The word in the database and in message keys (`release-draft`).
    pub fn word(&self) -> &'static str {
        match self {
            Release::Draft => "draft",
            Release::Proposed { .. } => "proposed",
            Release::Approved { .. } => "approved",
            Release::Published { .. } => "published",
            Release::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Whether its text may be changed.
    pub fn is_open(&self) -> bool {
        matches!(self, Release::Draft)
    }

    /// Refuses a change of a text that others have been asked to approve, or that everyone reads.
    pub fn must_be_open(&self) -> Result<(), Refused> {
        if self.is_open() { Ok(()) } else { Err(Refused("refused-not-a-draft")) }
    }

    /// Asks `parties` for their approval.
    pub fn propose(self, parties: Vec<Id>) -> Result<Release, Refused> {
        match self {
            Release::Draft if parties.is_empty() => Err(Refused("refused-no-parties")),
            Release::Draft => Ok(Release::Proposed { approvals: Approvals::needed_from(parties) }),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// Adds one party's approval; the last one makes it approved.
    pub fn approve(self, approval: Approval) -> Result<Release, Refused> {
        match self {
            Release::Proposed { approvals } => {
                let approvals = approvals.give(approval)?;
                Ok(if approvals.complete() { Release::Approved { approvals } } else { Release::Proposed { approvals } })
            }
            _ => Err(Refused("refused-not-proposed")),
        }
    }

    /// Takes it back to be changed; what was public is public no more until everyone has approved again.
    /// Given approvals are gone: they were for another text.
    pub fn reopen(self) -> Result<Release, Refused> {
        match self {
            Release::Proposed { .. } | Release::Approved { .. } | Release::Published { .. } => Ok(Release::Draft),
            Release::Draft => Err(Refused("refused-not-open")),
            Release::Withdrawn { .. } => Err(Refused("refused-withdrawn")),
        }
    }

    /// Shows it to everyone.
    pub fn publish(self, at: Timestamp) -> Result<Release, Refused> {
        match self {
            Release::Approved { approvals } if approvals.complete() => {
                Ok(Release::Published { ground: Ground::Approvals(approvals), at })
            }
            Release::Published { .. } => Err(Refused("refused-published-already")),
            Release::Withdrawn { .. } => Err(Refused("refused-withdrawn")),
            _ => Err(Refused("refused-approval-missing")),
        }
    }

    /// How it would stand if it were shown at `at`, for a preview. Nothing in this state is ever stored.
    pub(crate) fn as_if_published(&self, at: Timestamp) -> Release {
        let approvals = self.approvals().cloned().unwrap_or(Approvals::needed_from(Vec::new()));
        Release::Published { ground: Ground::Approvals(approvals), at }
    }

    /// Takes it back in public, with a reason.
    pub fn withdraw(self, reason: Prose, at: Timestamp) -> Result<Release, Refused> {
        match self {
            Release::Published { .. } if reason.is_empty() => Err(Refused("refused-reason-missing")),
            Release::Published { .. } => Ok(Release::Withdrawn { reason, at }),
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// How far a thing in this state is shared. A withdrawn one stays public: its page says why it is gone.
    pub fn sharing(&self) -> Sharing {
        match self {
            Release::Published { .. } | Release::Withdrawn { .. } => Sharing::Public,
            _ => Sharing::Joint,
        }
    }

    /// The approvals that are under way or were given here.
    pub fn approvals(&self) -> Option<&Approvals> {
        match self {
            Release::Proposed { approvals }
            | Release::Approved { approvals }
            | Release::Published { ground: Ground::Approvals(approvals), .. } => Some(approvals),
            _ => None,
        }
    }

    /// What everyone sees of its state; `None` while it is nobody else's.
    pub fn shown(&self) -> Option<Shown> {
        match self {
            Release::Published { ground, at } => Some(Shown {
                at: *at,
                source: match ground {
                    Ground::Source(source) => Some(source.clone()),
                    Ground::Approvals(_) => None,
                },
                withdrawn: None,
            }),
            Release::Withdrawn { reason, at } => Some(Shown { at: *at, source: None, withdrawn: Some(reason.clone()) }),
            _ => None,
        }
    }
}

/// What everyone sees of how a text came to be public: never who approved for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Since when.
    pub at: Timestamp,
    /// Where it was public before, if it was taken over.
    pub source: Option<Line>,
    /// Why it was withdrawn, if it was.
    pub withdrawn: Option<Prose>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn by(organisation: &str) -> Approval {
        Approval { organisation: id(organisation), account: id("kim"), at: Timestamp::UNIX_EPOCH }
    }

    fn proposed() -> Release {
        Release::Draft.propose(vec![id("kommunen"), id("polisen")]).unwrap()
    }

    fn published() -> Release {
        let both = proposed().approve(by("polisen")).unwrap().approve(by("kommunen")).unwrap();
        both.publish(Timestamp::UNIX_EPOCH).unwrap()
    }

    fn why(s: &str) -> Prose {
        Prose::parse(s).unwrap()
    }

    #[test]
    fn nothing_joint_is_published_with_one_owners_approval_missing() {
        let one = proposed().approve(by("polisen")).unwrap();
        assert_eq!(one.clone().publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-approval-missing")));
        assert_eq!(one.shown(), None);
        assert_eq!(published().word(), "published");
    }

    #[test]
    fn without_parties_nothing_is_proposed() {
        assert_eq!(Release::Draft.propose(vec![]), Err(Refused("refused-no-parties")));
    }

    /// Every move that is not allowed, with its reason.
    #[test]
    fn each_refused_move_says_why() {
        let at = Timestamp::UNIX_EPOCH;
        let approved = || proposed().approve(by("polisen")).unwrap().approve(by("kommunen")).unwrap();
        let withdrawn = || published().withdraw(why("Fel plats."), at).unwrap();
        let refused = |key| Err(Refused(key));

        assert_eq!(proposed().propose(vec![id("polisen")]), refused("refused-not-a-draft"));
        assert_eq!(published().propose(vec![id("polisen")]), refused("refused-not-a-draft"));
        assert_eq!(Release::Draft.approve(by("polisen")), refused("refused-not-proposed"));
        assert_eq!(approved().approve(by("polisen")), refused("refused-not-proposed"));
        assert_eq!(proposed().approve(by("hyresvarden")), refused("refused-not-a-party"));
        assert_eq!(Release::Draft.reopen(), refused("refused-not-open"));
        assert_eq!(withdrawn().reopen(), refused("refused-withdrawn"));
        assert_eq!(Release::Draft.publish(at), refused("refused-approval-missing"));
        assert_eq!(published().publish(at), refused("refused-published-already"));
        assert_eq!(withdrawn().publish(at), refused("refused-withdrawn"));
        assert_eq!(Release::Draft.withdraw(why("x"), at), refused("refused-not-published"));
        assert_eq!(published().withdraw(why(""), at), refused("refused-reason-missing"));
        assert_eq!(proposed().must_be_open(), Err(Refused("refused-not-a-draft")));
        assert_eq!(published().must_be_open(), Err(Refused("refused-not-a-draft")));
    }

    #[test]
    fn a_change_of_what_is_public_needs_every_approval_again() {
        let changed = published().reopen().unwrap();
        assert_eq!(changed, Release::Draft);
        assert_eq!(changed.sharing(), Sharing::Joint);
    }

    #[test]
    fn what_was_taken_over_shows_where_it_comes_from() {
        let taken = Release::taken_over(Line::parse("kommunen.example/nyhet").unwrap(), Timestamp::UNIX_EPOCH);
        assert_eq!(taken.shown().unwrap().source.unwrap().as_str(), "kommunen.example/nyhet");
        assert_eq!(taken.approvals(), None);
    }
}
