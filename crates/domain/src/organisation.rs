//! Who takes part?

use serde::{Deserialize, Serialize};

use crate::{Id, Line};

/// An organisation that takes part in the work (*organisation*): the municipality, the police, a landlord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its key within the municipality ("kommunen", "polisen").
    pub id: Id,
    /// Its full name ("Lokalpolisområde Almvalla").
    pub name: Line,
    /// What it is called in running text ("polisen"), lower case where Swedish has it so.
    pub short: Line,
    /// What kind of party it is.
    pub kind: OrganisationKind,
}

/// What kind of party an organisation is. The municipality and the police are the two owners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OrganisationKind {
    /// The municipality itself.
    Municipality,
    /// The local police (*lokalpolisområde*).
    Police,
    /// A property owner or landlord (*fastighetsägare*).
    PropertyOwner,
    /// A school.
    School,
    /// Guards and hosts (*ordningsvakter, trygghetsvärdar*).
    Guards,
    /// A company or shop.
    Business,
    /// An association or faith community.
    Association,
    /// Any other party.
    Other,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [OrganisationKind; 8] = [
        Self::Municipality,
        Self::Police,
        Self::PropertyOwner,
        Self::School,
        Self::Guards,
        Self::Business,
        Self::Association,
        Self::Other,
    ];

    /// The word in the database and in message keys (`organisation-kind-police`).
    pub fn word(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Police => "police",
            Self::PropertyOwner => "property-owner",
            Self::School => "school",
            Self::Guards => "guards",
            Self::Business => "business",
            Self::Association => "association",
            Self::Other => "other",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// Whether it is one of the two equal owners, without whom nothing joint becomes public.
    pub fn is_owner(self) -> bool {
        matches!(self, Self::Municipality | Self::Police)
    }
}
