//! Who may sign in, and as what?

use serde::{Deserialize, Serialize};

use crate::{Id, Line};

/// An account (*konto*) of a person who works with this. Residents have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its key within the municipality.
    pub id: Id,
    /// The organisation that the person works for.
    pub organisation: Id,
    /// The name that colleagues see. Never shown in public.
    pub name: Line,
    /// What the person signs in with: a user name or an e-mail address at work, lower case.
    pub login: Line,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// Whether it can be used.
    pub state: AccountState,
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountState {
    /// Made, but nobody has opened its one-time link yet.
    Invited,
    /// In use.
    Active,
    /// Closed; kept so that the audit log can name who did what.
    Closed,
}

/// What a person may do (*roll*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Reports observations for a partner, and sees only those of the own organisation.
    Reporter,
    /// Leads the daily work for the municipality (*kommunal samordnare*).
    Coordinator,
    /// Leads the daily work for the police (*kommunpolis*).
    Officer,
    /// Signs and approves for the organisation.
    Leader,
    /// Reads everything of the own organisation and the audit log, changes nothing.
    Auditor,
    /// Runs the installation: accounts, organisations, retention, jobs. No right to content.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 6] =
        [Role::Reporter, Role::Coordinator, Role::Officer, Role::Leader, Role::Auditor, Role::Administrator];

    /// The word in the database and in message keys (`role-leader`).
    pub fn word(self) -> &'static str {
        match self {
            Role::Reporter => "reporter",
            Role::Coordinator => "coordinator",
            Role::Officer => "officer",
            Role::Leader => "leader",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.word() == word)
    }
}
