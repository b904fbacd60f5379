//! Who may do what with what?

use crate::account::Role;
use crate::organisation::OrganisationKind;
use crate::{Id, Owned, Sharing};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anyone: a resident without an account.
    Resident,
    /// A person who is signed in.
    Account {
        /// The account's key.
        account: Id,
        /// The name that colleagues see.
        name: String,
        /// The organisation the person works for.
        organisation: Id,
        /// What kind of organisation that is.
        kind: OrganisationKind,
        /// What the person may do.
        roles: Vec<Role>,
    },
    /// The installation itself: the command line, a job, the demo. The word says which.
    System(&'static str),
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// See a record.
    Read,
    /// Make or change a record of the own organisation, or a joint one.
    Write,
    /// Approve or sign for the own organisation.
    Approve,
    /// Make public what has every approval it needs.
    Publish,
    /// Confirm that something was held.
    Confirm,
    /// Tell an observation (anyone may) or make an accessibility case.
    Tell,
    /// See who wants an answer to an observation, and answer.
    Answer,
    /// Accounts, organisations, retention, jobs.
    Administer,
    /// Read the audit log.
    Audit,
}

/// Refused by the rules of access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// For the asker it does not exist (it is answered as if it were not there).
    #[error("there is no such record")]
    Absent,
    /// The asker may see it, but not do this.
    #[error("not allowed")]
    NotAllowed,
}

/// Whether `actor` may `act` on a record owned as `on` says; `None` where there is no record yet.
///
/// The rules, in this order: what is not shared does not exist for others; residents read what is
/// public and may tell; administrators run the installation and have no right to content; auditors read.
pub fn may(actor: &Actor, act: Act, on: Option<&Owned>) -> Result<(), Denied> {
    let Actor::Account { organisation, kind, roles, .. } = actor else {
        return match (actor, act) {
            (Actor::System(_), _) => Ok(()),
            (_, Act::Tell) => Ok(()),
            (_, Act::Read) if on.is_none_or(|o| o.sharing == Sharing::Public) => Ok(()),
            _ if on.is_some_and(|o| o.sharing != Sharing::Public) => Err(Denied::Absent),
            _ => Err(Denied::NotAllowed),
        };
    };
    let has = |role| roles.contains(&role);
    let leads = has(Role::Coordinator) || has(Role::Officer) || has(Role::Leader);
    if act == Act::Administer {
        return if has(Role::Administrator) { Ok(()) } else { Err(Denied::NotAllowed) };
    }
    if act == Act::Audit {
        let may = has(Role::Auditor) || has(Role::Administrator);
        return if may { Ok(()) } else { Err(Denied::NotAllowed) };
    }
    if let Some(owned) = on {
        let mine = owned.owner == *organisation;
        let shared = owned.sharing == Sharing::Joint && kind.is_owner() && (leads || !has(Role::Reporter));
        let seen = owned.sharing == Sharing::Public
            || ((leads || has(Role::Auditor) || has(Role::Reporter)) && (mine || shared));
        if !seen {
            return Err(Denied::Absent);
        }
    }
    let allowed = match act {
        Act::Read => {
            leads || has(Role::Auditor) || has(Role::Reporter) || on.is_some_and(|o| o.sharing == Sharing::Public)
        }
        Act::Tell => leads || has(Role::Reporter),
        Act::Write | Act::Confirm | Act::Publish => leads && kind.is_owner(),
        Act::Approve => has(Role::Leader) && kind.is_owner(),
        Act::Answer => (has(Role::Coordinator) || has(Role::Officer)) && on.is_none_or(|o| o.owner == *organisation),
        Act::Administer | Act::Audit => unreachable!("answered above"),
    };
    if allowed { Ok(()) } else { Err(Denied::NotAllowed) }
}

impl Actor {
    /// The organisation that the actor works for, if any.
    pub fn organisation(&self) -> Option<&Id> {
        match self {
            Actor::Account { organisation, .. } => Some(organisation),
            _ => None,
        }
    }

    /// The account, if any.
    pub fn account(&self) -> Option<&Id> {
        match self {
            Actor::Account { account, .. } => Some(account),
            _ => None,
        }
    }

    /// What the audit log writes: `account:kim`, `resident`, `system:demo`.
    pub fn label(&self) -> String {
        match self {
            Actor::Resident => "resident".to_owned(),
            Actor::Account { account, .. } => format!("account:{account}"),
            Actor::System(what) => format!("system:{what}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(organisation: &str, kind: OrganisationKind, role: Role) -> Actor {
        let id = |s| Id::parse(s).unwrap();
        Actor::Account { account: id("x"), name: "X".into(), organisation: id(organisation), kind, roles: vec![role] }
    }

    fn owned(owner: &str, sharing: Sharing) -> Owned {
        Owned { owner: Id::parse(owner).unwrap(), sharing }
    }

    #[test]
    fn one_organisation_never_reads_what_the_other_has_not_shared() {
        let officer = person("polisen", OrganisationKind::Police, Role::Officer);
        let own = owned("kommunen", Sharing::Own);
        for act in [Act::Read, Act::Write, Act::Approve, Act::Publish, Act::Confirm, Act::Answer] {
            assert_eq!(may(&officer, act, Some(&own)), Err(Denied::Absent), "{act:?}");
        }
        assert_eq!(may(&officer, Act::Read, Some(&owned("kommunen", Sharing::Joint))), Ok(()));
    }

    #[test]
    fn a_resident_reads_only_what_is_public() {
        assert_eq!(may(&Actor::Resident, Act::Read, Some(&owned("kommunen", Sharing::Joint))), Err(Denied::Absent));
        assert_eq!(may(&Actor::Resident, Act::Read, Some(&owned("kommunen", Sharing::Public))), Ok(()));
        assert_eq!(
            may(&Actor::Resident, Act::Write, Some(&owned("kommunen", Sharing::Public))),
            Err(Denied::NotAllowed)
        );
    }

    #[test]
    fn an_administrator_has_no_right_to_content() {
        let administrator = person("kommunen", OrganisationKind::Municipality, Role::Administrator);
        assert_eq!(may(&administrator, Act::Read, Some(&owned("kommunen", Sharing::Own))), Err(Denied::Absent));
        assert_eq!(may(&administrator, Act::Administer, None), Ok(()));
    }

    #[test]
    fn a_reporter_at_a_landlord_sees_only_its_own() {
        let reporter = person("hyresvarden", OrganisationKind::PropertyOwner, Role::Reporter);
        assert_eq!(may(&reporter, Act::Read, Some(&owned("hyresvarden", Sharing::Own))), Ok(()));
        assert_eq!(may(&reporter, Act::Read, Some(&owned("kommunen", Sharing::Joint))), Err(Denied::Absent));
        assert_eq!(may(&reporter, Act::Write, Some(&owned("hyresvarden", Sharing::Own))), Err(Denied::NotAllowed));
    }

    #[test]
    fn only_a_leader_approves() {
        let joint = owned("kommunen", Sharing::Joint);
        let coordinator = person("kommunen", OrganisationKind::Municipality, Role::Coordinator);
        assert_eq!(may(&coordinator, Act::Approve, Some(&joint)), Err(Denied::NotAllowed));
        let leader = person("polisen", OrganisationKind::Police, Role::Leader);
        assert_eq!(may(&leader, Act::Approve, Some(&joint)), Ok(()));
    }
}
