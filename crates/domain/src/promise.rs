//! What do the parties promise everyone who lives here, and how far has the promise come?

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::commitment::{Commitment, Course, Fact, PublicCommitment};
use crate::{Approval, Approvals, Id, Line, Owned, Prose, Refused, Sharing, Term};

/// A citizens' promise (*medborgarlöfte*): made of commitments that can be counted, joint from the start,
/// public only when every owner has approved. Its term is its own: an agreement behind it may have another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// The heading ("Medborgarlöfte 2022").
    pub title: Line,
    /// What is said first.
    pub intro: Prose,
    /// From when to when it holds.
    pub term: Term,
    /// The organisations that promise.
    pub parties: Vec<Id>,
    /// Whether what is done is logged here.
    pub logged: bool,
    /// The address where it was first published, for a promise taken over from elsewhere.
    pub source: Option<Line>,
    /// How far it has come.
    pub state: PromiseState,
}

/// How far a promise has come, with what is known there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PromiseState {
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
    /// Its time is over; it stays where it is, with how it went.
    Ended {
        /// The approvals it had.
        approvals: Approvals,
        /// When it was published.
        published_at: Timestamp,
        /// When it was ended.
        at: Timestamp,
    },
    /// Taken back, with the reason that is shown on it.
    Withdrawn {
        /// Why, in public.
        reason: Prose,
        /// When it was published.
        published_at: Timestamp,
        /// When.
        at: Timestamp,
    },
}

impl PromiseState {
    /// The word in the database and in message keys (`promise-state-draft`).
    pub fn word(&self) -> &'static str {
        match self {
            PromiseState::Draft => "draft",
            PromiseState::Proposed { .. } => "proposed",
            PromiseState::Approved { .. } => "approved",
            PromiseState::Published { .. } => "published",
            PromiseState::Ended { .. } => "ended",
            PromiseState::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Asks `parties` for their approval.
    pub fn propose(self, parties: Vec<Id>) -> Result<PromiseState, Refused> {
        match self {
            PromiseState::Draft => Ok(PromiseState::Proposed { approvals: Approvals::needed_from(parties) }),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// What was public before it came here, since `at`. No approval was given here: [`Promise::source`] says where it
    /// can be read, and without one it is refused. Only the installation itself may take something over.
    pub fn taken_over(self, source: Option<&Line>, at: Timestamp) -> Result<PromiseState, Refused> {
        match (self, source) {
            (PromiseState::Draft, Some(_)) => {
                Ok(PromiseState::Published { approvals: Approvals::needed_from(Vec::new()), at })
            }
            (PromiseState::Draft, None) => Err(Refused("refused-source-missing")),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// Adds one party's approval; the last one makes it approved.
    pub fn approve(self, approval: Approval) -> Result<PromiseState, Refused> {
        match self {
            PromiseState::Proposed { approvals } => {
                let approvals = approvals.give(approval)?;
                let complete = approvals.complete();
                Ok(if complete { PromiseState::Approved { approvals } } else { PromiseState::Proposed { approvals } })
            }
            _ => Err(Refused("refused-not-proposed")),
        }
    }

    /// Takes it back to be changed. Given approvals are gone: they were for another text.
    pub fn reopen(self) -> Result<PromiseState, Refused> {
        match self {
            PromiseState::Proposed { .. } | PromiseState::Approved { .. } => Ok(PromiseState::Draft),
            _ => Err(Refused("refused-not-open")),
        }
    }

    /// Shows it to everyone.
    pub fn publish(self, at: Timestamp) -> Result<PromiseState, Refused> {
        match self {
            PromiseState::Approved { approvals } if approvals.complete() => {
                Ok(PromiseState::Published { approvals, at })
            }
            PromiseState::Withdrawn { .. } => Err(Refused("refused-withdrawn")),
            PromiseState::Published { .. } | PromiseState::Ended { .. } => Err(Refused("refused-published-already")),
            _ => Err(Refused("refused-approval-missing")),
        }
    }

    /// Ends it when its last day has passed. Its commitments keep the states that they came to.
    pub fn end(self, term: Term, today: Date, at: Timestamp) -> Result<PromiseState, Refused> {
        match self {
            PromiseState::Published { .. } if today <= term.to() => Err(Refused("refused-term-runs")),
            PromiseState::Published { approvals, at: published_at } => {
                Ok(PromiseState::Ended { approvals, published_at, at })
            }
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// Takes it back in public, with a reason.
    pub fn withdraw(self, reason: Prose, at: Timestamp) -> Result<PromiseState, Refused> {
        match self {
            PromiseState::Published { .. } if reason.is_empty() => Err(Refused("refused-reason-missing")),
            PromiseState::Published { at: published_at, .. } => {
                Ok(PromiseState::Withdrawn { reason, published_at, at })
            }
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// How far a thing in this state is shared.
    pub fn sharing(&self) -> Sharing {
        if self.published_at().is_some() { Sharing::Public } else { Sharing::Joint }
    }

    /// Whether its text and its commitments may be changed: only before anyone has approved them.
    pub fn is_open(&self) -> bool {
        *self == PromiseState::Draft
    }

    /// The approvals that it needs and has.
    pub fn approvals(&self) -> Option<&Approvals> {
        match self {
            PromiseState::Proposed { approvals }
            | PromiseState::Approved { approvals }
            | PromiseState::Published { approvals, .. }
            | PromiseState::Ended { approvals, .. } => Some(approvals),
            PromiseState::Draft | PromiseState::Withdrawn { .. } => None,
        }
    }

    /// When it became public, if it ever did.
    pub fn published_at(&self) -> Option<Timestamp> {
        match self {
            PromiseState::Published { at, .. } => Some(*at),
            PromiseState::Ended { published_at, .. } | PromiseState::Withdrawn { published_at, .. } => {
                Some(*published_at)
            }
            _ => None,
        }
    }
}

/// A promise as everyone sees it. Made only by [`Promise::published`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicPromise {
    /// Its address.
    pub id: Id,
    /// The heading.
    pub title: Line,
    /// What is said first.
    pub intro: Prose,
    /// From when to when it holds.
    pub term: Term,
    /// The organisations that promise.
    pub parties: Vec<Id>,
    /// Whether what is done is logged here.
    pub logged: bool,
    /// The address where it was first published.
    pub source: Option<Line>,
    /// When it became public.
    pub published_at: Timestamp,
    /// Why and when it was withdrawn, if it was.
    pub withdrawn: Option<(Prose, Timestamp)>,
    /// Its commitments in their order, each with how it goes.
    pub commitments: Vec<PublicCommitment>,
}

impl Promise {
    /// What the promise sets for its commitments.
    pub fn course(&self) -> Course {
        let withdrawn = match &self.state {
            PromiseState::Withdrawn { at, .. } => {
                let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
                Some(zone.to_datetime(*at).date())
            }
            _ => None,
        };
        Course { term: self.term, logged: self.logged, withdrawn }
    }

    /// What everyone would see on `today` if it became public as it is, at `at`; if it is public, what everyone sees. For
    /// those who may read the record: [`Promise::published`] is for everyone.
    pub fn preview<'a>(
        &self,
        commitments: &[Commitment],
        facts: impl Fn(&Id) -> &'a [Fact],
        today: Date,
        at: Timestamp,
    ) -> Option<PublicPromise> {
        let mut shown = self.clone();
        if shown.state.published_at().is_none() {
            shown.state = PromiseState::Published { approvals: Approvals::needed_from(Vec::new()), at };
        }
        shown.published(commitments, facts, today)
    }

    /// The public twin on `today`, if everyone may see it. `facts` gives for each commitment the occasions
    /// that everyone may see.
    pub fn published<'a>(
        &self,
        commitments: &[Commitment],
        facts: impl Fn(&Id) -> &'a [Fact],
        today: Date,
    ) -> Option<PublicPromise> {
        let published_at = self.state.published_at()?;
        let course = self.course();
        let mut commitments: Vec<_> = commitments.iter().map(|c| c.published(&course, facts(&c.id), today)).collect();
        commitments.sort_by_key(|c| c.number);
        Some(PublicPromise {
            id: self.id.clone(),
            title: self.title.clone(),
            intro: self.intro.clone(),
            term: self.term,
            parties: self.parties.clone(),
            logged: self.logged,
            source: self.source.clone(),
            published_at,
            withdrawn: match &self.state {
                PromiseState::Withdrawn { reason, at, .. } => Some((reason.clone(), *at)),
                _ => None,
            },
            commitments,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn by(organisation: &str) -> Approval {
        Approval { organisation: id(organisation), account: id("kim"), at: AT }
    }

    fn proposed() -> PromiseState {
        PromiseState::Draft.propose(vec![id("kommunen"), id("polisen")]).unwrap()
    }

    fn published() -> PromiseState {
        proposed().approve(by("polisen")).unwrap().approve(by("kommunen")).unwrap().publish(AT).unwrap()
    }

    fn year() -> Term {
        Term::new(date(2022, 1, 1), date(2022, 12, 31)).unwrap()
    }

    fn promise(state: PromiseState) -> Promise {
        Promise {
            id: id("medborgarlofte-2022"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            title: Line::parse("Medborgarlöfte 2022").unwrap(),
            intro: Prose::default(),
            term: year(),
            parties: vec![id("kommunen"), id("polisen")],
            logged: true,
            source: None,
            state,
        }
    }

    #[test]
    fn a_promise_with_one_owners_approval_missing_is_not_public() {
        let one = proposed().approve(by("polisen")).unwrap();
        assert_eq!(one.clone().publish(AT), Err(Refused("refused-approval-missing")));
        for state in [PromiseState::Draft, proposed(), one.clone(), one.approve(by("kommunen")).unwrap()] {
            assert_eq!(state.sharing(), Sharing::Joint);
            assert_eq!(promise(state).published(&[], |_| &[], date(2022, 9, 15)), None);
        }
        assert!(promise(published()).published(&[], |_| &[], date(2022, 9, 15)).is_some());
    }

    #[test]
    fn a_withdrawn_promise_cannot_be_published() {
        assert_eq!(published().withdraw(Prose::default(), AT), Err(Refused("refused-reason-missing")));
        let gone = published().withdraw(Prose::parse("Det vilade på fel siffror.").unwrap(), AT).unwrap();
        assert_eq!(gone.clone().publish(AT), Err(Refused("refused-withdrawn")));
        assert_eq!(gone.clone().reopen(), Err(Refused("refused-not-open")));
        let shown = promise(gone).published(&[], |_| &[], date(2022, 9, 15)).expect("it stays, with the reason");
        assert_eq!(shown.withdrawn.unwrap().0.as_str(), "Det vilade på fel siffror.");
    }

    #[test]
    fn what_was_public_elsewhere_is_taken_over_only_with_its_source() {
        assert_eq!(PromiseState::Draft.taken_over(None, AT), Err(Refused("refused-source-missing")));
        let source = Line::parse("https://kommunen.example/lofte").unwrap();
        let over = PromiseState::Draft.taken_over(Some(&source), AT).unwrap();
        assert_eq!(over.published_at(), Some(AT));
        assert!(!over.approvals().unwrap().complete(), "nobody approved it here");
        assert_eq!(over.taken_over(Some(&source), AT), Err(Refused("refused-not-a-draft")));
    }

    #[test]
    fn a_promise_cannot_be_ended_while_its_time_runs() {
        assert_eq!(published().end(year(), date(2022, 12, 31), AT), Err(Refused("refused-term-runs")));
        let ended = published().end(year(), date(2023, 1, 1), AT).unwrap();
        assert_eq!(ended.sharing(), Sharing::Public, "an ended promise stays where it was");
        assert_eq!(ended.publish(AT), Err(Refused("refused-published-already")));
    }

    #[test]
    fn a_change_of_the_text_takes_the_approvals_back() {
        let one = proposed().approve(by("polisen")).unwrap();
        assert!(!one.is_open());
        assert_eq!(one.reopen(), Ok(PromiseState::Draft));
        assert_eq!(published().reopen(), Err(Refused("refused-not-open")));
    }
}
