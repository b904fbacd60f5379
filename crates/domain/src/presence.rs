//! When can residents meet the police or the municipality, and did it happen?

use serde::{Deserialize, Serialize};

use crate::commitment::Fact;
use crate::occasion::{OccasionState, Slot, Standing};
use crate::{Id, Line, Noun, Owned, Prose};

/// An announced occasion where a party is there for everyone (*närvaro*). Public from the day it is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Who planned it, and how far it is shared.
    pub owned: Owned,
    /// What it is ("Polisen på trygghetskontoret").
    pub title: Line,
    /// What a visitor needs to know ("Du behöver inte boka.").
    pub about: Prose,
    /// The organisations that are there.
    pub parties: Vec<Id>,
    /// Where.
    pub place: Line,
    /// When it is planned.
    pub slot: Slot,
    /// The commitment that it counts toward.
    pub commitment: Option<Id>,
    /// How far it has come.
    pub state: OccasionState,
}

/// A presence as everyone sees it. Made only by [`Presence::published`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPresence {
    /// Its address.
    pub id: Id,
    /// What it is.
    pub title: Line,
    /// What a visitor needs to know.
    pub about: Prose,
    /// Who is there.
    pub parties: Vec<Id>,
    /// Where.
    pub place: Line,
    /// When: as held, or as planned while it is not.
    pub slot: Slot,
    /// The commitment that it counts toward.
    pub commitment: Option<Id>,
    /// How it stands.
    pub standing: Standing,
    /// How many came by, once both have confirmed.
    pub visits: Option<u32>,
    /// The time of all parties together in minutes, once every one has confirmed.
    pub minutes: Option<u32>,
    /// Why it was cancelled, if it was.
    pub cancelled: Option<Prose>,
}

impl Presence {
    /// The public twin.
    pub fn published(&self) -> PublicPresence {
        let held = self.state.held();
        let confirmed = held.filter(|_| matches!(self.state, OccasionState::Confirmed { .. }));
        PublicPresence {
            id: self.id.clone(),
            title: self.title.clone(),
            about: self.about.clone(),
            parties: self.parties.clone(),
            place: self.place.clone(),
            slot: held.map_or(self.slot, |h| h.slot),
            commitment: self.commitment.clone(),
            standing: self.state.standing(),
            visits: confirmed.and_then(|h| h.visits),
            minutes: confirmed.map(|h| h.minutes()),
            cancelled: match &self.state {
                OccasionState::Cancelled { reason, .. } => Some(reason.clone()),
                _ => None,
            },
        }
    }

    /// What it says of its commitment, for those who may see all of it.
    pub fn fact(&self) -> Fact {
        let held = self.state.held();
        Fact {
            of: (Noun::Presence, self.id.clone()),
            slot: held.map_or(self.slot, |h| h.slot),
            standing: self.state.standing(),
            visits: held.and_then(|h| h.visits),
            minutes: held.map(|h| h.minutes()),
        }
    }
}

impl PublicPresence {
    /// What it says of its commitment, for everyone.
    pub fn fact(&self) -> Fact {
        Fact {
            of: (Noun::Presence, self.id.clone()),
            slot: self.slot,
            standing: self.standing,
            visits: self.visits,
            minutes: self.minutes,
        }
    }

    /// Whether a resident can still go there on or after `today`.
    pub fn is_ahead(&self, today: jiff::civil::Date) -> bool {
        self.standing == Standing::Planned && self.slot.on >= today
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Approval;
    use crate::occasion::Held;
    use jiff::Timestamp;
    use jiff::civil::{date, time};

    #[test]
    fn visits_that_only_one_party_has_seen_are_not_told() {
        let id = |s| Id::parse(s).unwrap();
        let by = |o| Approval { organisation: id(o), account: id("kim"), at: Timestamp::UNIX_EPOCH };
        let slot = Slot { on: date(2022, 9, 8), from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) };
        let held = Held { slot, given: vec![], visits: Some(23), note: Prose::default() };
        let both = vec![id("kommunen"), id("polisen")];
        let mut presence = Presence {
            id: id("n1"),
            version: 1,
            owned: Owned::joint(id("polisen")),
            title: Line::parse("Polisen på trygghetskontoret").unwrap(),
            about: Prose::default(),
            parties: vec![id("polisen")],
            place: Line::parse("Trygghetskontoret, Torgby").unwrap(),
            slot,
            commitment: Some(id("a1")),
            state: OccasionState::Planned.hold(held, by("polisen"), both, slot.on.at(23, 0, 0, 0)).unwrap(),
        };
        assert_eq!(presence.published().visits, None);
        presence.state = presence.state.confirm(by("kommunen"), None).unwrap();
        assert_eq!(presence.published().visits, Some(23));
        assert!(!presence.published().is_ahead(slot.on), "it has been held");
    }
}
