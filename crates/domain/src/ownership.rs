//! Who owns a record, and who else may see it?

use serde::{Deserialize, Serialize};

use crate::Id;

/// Who owns a record and how far it is shared. It is on every record from the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owned {
    /// The organisation that brought it.
    pub owner: Id,
    /// Who else may see it.
    pub sharing: Sharing,
}

/// How far a record is shared. What one has not shared does not exist for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sharing {
    /// Only the owner sees it (*egen*).
    Own,
    /// Both owners see it (*gemensam*).
    Joint,
    /// Everyone sees it (*offentlig*).
    Public,
}

impl Sharing {
    /// Every degree.
    pub const ALL: [Sharing; 3] = [Sharing::Own, Sharing::Joint, Sharing::Public];

    /// The word in the database and in message keys (`sharing-joint`).
    pub fn word(self) -> &'static str {
        match self {
            Sharing::Own => "own",
            Sharing::Joint => "joint",
            Sharing::Public => "public",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Sharing> {
        Sharing::ALL.into_iter().find(|s| s.word() == word)
    }
}

impl Owned {
    /// Owned by `owner` and shared with both parties.
    pub fn joint(owner: Id) -> Owned {
        Owned { owner, sharing: Sharing::Joint }
    }

    /// Owned by `owner` and seen by nobody else.
    pub fn own(owner: Id) -> Owned {
        Owned { owner, sharing: Sharing::Own }
    }
}
