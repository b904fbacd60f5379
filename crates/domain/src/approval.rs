//! Who has signed off, and who has not yet?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Id, Refused};

/// One party's approval (*godkännande*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The organisation that approves.
    pub organisation: Id,
    /// The account that did it for the organisation. Never shown in public.
    pub account: Id,
    /// When.
    pub at: Timestamp,
}

/// The approvals that a joint thing needs and has. Complete only when every party has given its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approvals {
    parties: Vec<Id>,
    given: Vec<Approval>,
}

impl Approvals {
    /// None yet, needed from each of `parties`.
    pub fn needed_from(parties: Vec<Id>) -> Approvals {
        Approvals { parties, given: Vec::new() }
    }

    /// Adds one. Refused when the organisation is no party, or has approved already.
    pub fn give(mut self, approval: Approval) -> Result<Approvals, Refused> {
        if !self.parties.contains(&approval.organisation) {
            return Err(Refused("refused-not-a-party"));
        }
        if self.given.iter().any(|a| a.organisation == approval.organisation) {
            return Err(Refused("refused-approved-already"));
        }
        self.given.push(approval);
        Ok(self)
    }

    /// Whether every party has approved. Without parties nothing is ever approved.
    pub fn complete(&self) -> bool {
        !self.parties.is_empty() && self.missing().next().is_none()
    }

    /// The parties that have not approved.
    pub fn missing(&self) -> impl Iterator<Item = &Id> {
        self.parties.iter().filter(|p| !self.given.iter().any(|a| a.organisation == **p))
    }

    /// The approvals given, in their order.
    pub fn given(&self) -> &[Approval] {
        &self.given
    }

    /// The parties whose approval is needed.
    pub fn parties(&self) -> &[Id] {
        &self.parties
    }

    /// When the last one was given, once all are.
    pub fn completed_at(&self) -> Option<Timestamp> {
        if self.complete() { self.given.iter().map(|a| a.at).max() } else { None }
    }
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

    #[test]
    fn one_owner_alone_never_completes_an_approval() {
        let none = Approvals::needed_from(vec![id("kommunen"), id("polisen")]);
        let one = none.give(by("polisen")).unwrap();
        assert!(!one.complete());
        assert_eq!(one.missing().collect::<Vec<_>>(), [&id("kommunen")]);
        assert_eq!(one.clone().give(by("polisen")), Err(Refused("refused-approved-already")));
        assert_eq!(one.clone().give(by("hyresvarden")), Err(Refused("refused-not-a-party")));
        assert!(one.give(by("kommunen")).unwrap().complete());
    }

    #[test]
    fn without_parties_nothing_is_approved() {
        assert!(!Approvals::needed_from(vec![]).complete());
    }
}
