//! What is done together, by whom, where and when?

use serde::{Deserialize, Serialize};

use crate::commitment::Fact;
use crate::occasion::{OccasionState, Slot, Standing, Visibility};
use crate::{Id, Line, Noun, Owned, Prose};

/// A joint effort (*insats*). What is planned holds parties, never head-counts or shifts: see LAW 7.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Who planned it, and how far it is shared.
    pub owned: Owned,
    /// What it is ("Gemensam insats vid stationsområdet").
    pub title: Line,
    /// What is to be done, without persons.
    pub about: Prose,
    /// The organisations that take part.
    pub parties: Vec<Id>,
    /// Where: a public place, never an address.
    pub place: Line,
    /// Where the parties meet before; never public.
    pub meet: Option<Line>,
    /// When it is planned.
    pub slot: Slot,
    /// Who may see it before it is held.
    pub visibility: Visibility,
    /// The commitment that it counts toward.
    pub commitment: Option<Id>,
    /// How far it has come.
    pub state: OccasionState,
}

/// An effort as everyone sees it. Made only by [`Effort::published`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicEffort {
    /// Its address.
    pub id: Id,
    /// What it is.
    pub title: Line,
    /// What is or was done.
    pub about: Prose,
    /// Who takes part.
    pub parties: Vec<Id>,
    /// Where.
    pub place: Line,
    /// When: as held, or as planned while it is not.
    pub slot: Slot,
    /// The commitment that it counts toward.
    pub commitment: Option<Id>,
    /// How it stands.
    pub standing: Standing,
    /// The time of all parties together in minutes, once every one has confirmed.
    pub minutes: Option<u32>,
    /// What there is to tell of it, once every party has confirmed.
    pub note: Prose,
    /// Why it was cancelled, if it was.
    pub cancelled: Option<Prose>,
}

impl Effort {
    /// The public twin, if everyone may see it. One that is seen when held is not there before.
    pub fn published(&self) -> Option<PublicEffort> {
        if !self.state.is_public(self.visibility) {
            return None;
        }
        let confirmed = matches!(self.state, OccasionState::Confirmed { .. });
        let held = self.state.held();
        Some(PublicEffort {
            id: self.id.clone(),
            title: self.title.clone(),
            about: self.about.clone(),
            parties: self.parties.clone(),
            place: self.place.clone(),
            slot: held.map_or(self.slot, |h| h.slot),
            commitment: self.commitment.clone(),
            standing: self.state.standing(),
            minutes: held.filter(|_| confirmed).map(|h| h.minutes()),
            note: held.filter(|_| confirmed).map(|h| h.note.clone()).unwrap_or_default(),
            cancelled: match &self.state {
                OccasionState::Cancelled { reason, .. } => Some(reason.clone()),
                _ => None,
            },
        })
    }

    /// What it says of its commitment, for those who may see all of it.
    pub fn fact(&self) -> Fact {
        let held = self.state.held();
        Fact {
            of: (Noun::Effort, self.id.clone()),
            slot: held.map_or(self.slot, |h| h.slot),
            standing: self.state.standing(),
            visits: None,
            minutes: held.map(|h| h.minutes()),
        }
    }
}

impl PublicEffort {
    /// What it says of its commitment, for everyone.
    pub fn fact(&self) -> Fact {
        Fact {
            of: (Noun::Effort, self.id.clone()),
            slot: self.slot,
            standing: self.standing,
            visits: None,
            minutes: self.minutes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Approval;
    use crate::occasion::{Given, Held};
    use jiff::Timestamp;
    use jiff::civil::{date, time};

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn effort(visibility: Visibility) -> Effort {
        Effort {
            id: id("i1"),
            version: 1,
            owned: Owned::joint(id("polisen")),
            title: Line::parse("Gemensam insats vid stationsområdet").unwrap(),
            about: Prose::default(),
            parties: vec![id("kommunen"), id("polisen")],
            place: Line::parse("Stationsområdet, Torgby").unwrap(),
            meet: Some(Line::parse("Trygghetskontoret").unwrap()),
            slot: Slot { on: date(2022, 9, 16), from: time(18, 0, 0, 0), to: time(22, 0, 0, 0) },
            visibility,
            commitment: Some(id("a3")),
            state: OccasionState::Planned,
        }
    }

    fn by(organisation: &str) -> Approval {
        Approval { organisation: id(organisation), account: id("kim"), at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_planned_effort_marked_not_public_is_not_public_before_it_is_held() {
        let mut hidden = effort(Visibility::WhenHeld);
        assert_eq!(hidden.published(), None, "planned");
        let planned = hidden.state.clone();
        hidden.state = planned.clone().check_in(id("polisen"), time(17, 50, 0, 0), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(hidden.published(), None, "under way");
        hidden.state = planned.clone().cancel(Prose::parse("Regn.").unwrap(), None, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(hidden.published(), None, "cancelled: would show what was planned");
        let held = Held {
            slot: hidden.slot,
            given: vec![Given { party: id("polisen"), minutes: 240 }],
            visits: None,
            note: Prose::parse("Lugnt.").unwrap(),
        };
        hidden.state =
            planned.hold(held, by("polisen"), hidden.parties.clone(), date(2022, 9, 16).at(23, 0, 0, 0)).unwrap();
        let seen = hidden.published().expect("held");
        assert_eq!((seen.standing, seen.minutes), (Standing::Waiting, None), "what one party says alone is not told");
        assert!(seen.note.is_empty());
        hidden.state = hidden.state.confirm(by("kommunen"), Some(60)).unwrap();
        assert_eq!(hidden.published().unwrap().minutes, Some(300));
    }

    #[test]
    fn an_announced_effort_is_seen_from_the_start() {
        assert!(effort(Visibility::Announced).published().is_some());
    }
}
