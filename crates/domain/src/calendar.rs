//! What is on which day, whatever it is?

use crate::commitment::Fact;
use crate::effort::Effort;
use crate::occasion::{OccasionState, Slot, Visibility};
use crate::presence::Presence;
use crate::{Id, Line, Noun, Owned};

/// An effort or a presence: both are planned, held, confirmed and cancelled alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A joint effort.
    Effort(Effort),
    /// An announced presence.
    Presence(Presence),
}

impl Occasion {
    /// Which noun it is, and its key.
    pub fn of(&self) -> (Noun, &Id) {
        match self {
            Occasion::Effort(e) => (Noun::Effort, &e.id),
            Occasion::Presence(p) => (Noun::Presence, &p.id),
        }
    }

    /// Who planned it, and how far it is shared.
    pub fn owned(&self) -> &Owned {
        match self {
            Occasion::Effort(e) => &e.owned,
            Occasion::Presence(p) => &p.owned,
        }
    }

    /// What it is.
    pub fn title(&self) -> &Line {
        match self {
            Occasion::Effort(e) => &e.title,
            Occasion::Presence(p) => &p.title,
        }
    }

    /// Who takes part.
    pub fn parties(&self) -> &[Id] {
        match self {
            Occasion::Effort(e) => &e.parties,
            Occasion::Presence(p) => &p.parties,
        }
    }

    /// Where.
    pub fn place(&self) -> &Line {
        match self {
            Occasion::Effort(e) => &e.place,
            Occasion::Presence(p) => &p.place,
        }
    }

    /// When it is planned.
    pub fn slot(&self) -> Slot {
        match self {
            Occasion::Effort(e) => e.slot,
            Occasion::Presence(p) => p.slot,
        }
    }

    /// Who may see it before it is held.
    pub fn visibility(&self) -> Visibility {
        match self {
            Occasion::Effort(e) => e.visibility,
            Occasion::Presence(_) => Visibility::Announced,
        }
    }

    /// The commitment that it counts toward.
    pub fn commitment(&self) -> Option<&Id> {
        match self {
            Occasion::Effort(e) => e.commitment.as_ref(),
            Occasion::Presence(p) => p.commitment.as_ref(),
        }
    }

    /// How far it has come.
    pub fn state(&self) -> &OccasionState {
        match self {
            Occasion::Effort(e) => &e.state,
            Occasion::Presence(p) => &p.state,
        }
    }

    /// The version that was read.
    pub fn version(&self) -> i64 {
        match self {
            Occasion::Effort(e) => e.version,
            Occasion::Presence(p) => p.version,
        }
    }

    /// With another state.
    pub fn with_state(mut self, state: OccasionState) -> Occasion {
        match &mut self {
            Occasion::Effort(e) => e.state = state,
            Occasion::Presence(p) => p.state = state,
        }
        self
    }

    /// The same thing planned anew: another key and time, nothing held.
    pub fn again(mut self, id: Id, slot: Slot) -> Occasion {
        match &mut self {
            Occasion::Effort(e) => (e.id, e.version, e.slot, e.state) = (id, 1, slot, OccasionState::Planned),
            Occasion::Presence(p) => (p.id, p.version, p.slot, p.state) = (id, 1, slot, OccasionState::Planned),
        }
        self
    }

    /// What it says of its commitment, for those who may see all of it.
    pub fn fact(&self) -> Fact {
        match self {
            Occasion::Effort(e) => e.fact(),
            Occasion::Presence(p) => p.fact(),
        }
    }
}

/// Puts efforts and presences in the order of their times.
pub fn in_order(efforts: Vec<Effort>, presences: Vec<Presence>) -> Vec<Occasion> {
    let efforts = efforts.into_iter().map(Occasion::Effort);
    let mut all: Vec<Occasion> = efforts.chain(presences.into_iter().map(Occasion::Presence)).collect();
    all.sort_by_key(|o| (o.slot(), o.of().1.clone()));
    all
}
