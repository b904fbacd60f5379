//! How does something that is planned become something that counts?

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::{Approval, Approvals, Id, Prose, Refused};

/// Whether an occasion may be seen by everyone before it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Visibility {
    /// Announced in advance (*visas utåt*).
    Announced,
    /// Seen by nobody but the parties until it is held (*visas inte utåt förrän den är hållen*).
    WhenHeld,
}

impl Visibility {
    /// Both.
    pub const ALL: [Visibility; 2] = [Visibility::Announced, Visibility::WhenHeld];

    /// The word in the database and in message keys (`visibility-when-held`).
    pub fn word(self) -> &'static str {
        match self {
            Visibility::Announced => "announced",
            Visibility::WhenHeld => "when-held",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Visibility> {
        Visibility::ALL.into_iter().find(|v| v.word() == word)
    }
}

/// A day and two times of that day, local time. One that ends at or before its start ends the day after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The day on which it starts.
    pub on: Date,
    /// When it starts.
    pub from: Time,
    /// When it ends.
    pub to: Time,
}

impl Slot {
    /// Its length in minutes: 1 to 1440.
    pub fn minutes(&self) -> u32 {
        let of = |t: Time| i32::from(t.hour()) * 60 + i32::from(t.minute());
        let length = (of(self.to) - of(self.from)).rem_euclid(24 * 60);
        if length == 0 { 24 * 60 } else { length as u32 }
    }

    /// The day on which it ends.
    pub fn ends_on(&self) -> Date {
        if self.to > self.from { self.on } else { self.on.tomorrow().unwrap_or(self.on) }
    }
}

/// The time that one party gave. Hours, never heads: how many took part is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The party.
    pub party: Id,
    /// How long it was there, in minutes.
    pub minutes: u32,
}

/// What was logged of an occasion that was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When it was.
    pub slot: Slot,
    /// The time that each party gave, as each has said itself.
    pub given: Vec<Given>,
    /// How many came by, where visits are counted.
    pub visits: Option<u32>,
    /// What there is to tell, without persons.
    pub note: Prose,
}

impl Held {
    /// The time of all parties together, in minutes.
    pub fn minutes(&self) -> u32 {
        self.given.iter().map(|g| g.minutes).sum()
    }
}

/// What takes the place of an occasion that was cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The new occasion.
    pub id: Id,
    /// The day for which it was planned when it was decided.
    pub on: Date,
}

/// How far an occasion has come, with what is known there. It counts only in `Confirmed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OccasionState {
    /// Decided, not held yet.
    Planned,
    /// Somebody has checked in.
    Underway {
        /// The party that did.
        by: Id,
        /// When it came, local time.
        came: Time,
        /// When.
        at: Timestamp,
    },
    /// One party says that it was held; the others have not confirmed it yet.
    Held {
        /// What was logged.
        held: Held,
        /// Who has said so, and who must.
        confirmations: Approvals,
    },
    /// Held, and confirmed by every party that must. This counts.
    Confirmed {
        /// What was logged.
        held: Held,
        /// All of them.
        confirmations: Approvals,
    },
    /// One party says that it was held, another that it was not. It does not count.
    Disputed {
        /// What was logged.
        held: Held,
        /// Who says that it was not held.
        by: Id,
        /// Why.
        reason: Prose,
        /// When.
        at: Timestamp,
    },
    /// Will not be held.
    Cancelled {
        /// Why; shown wherever the occasion is.
        reason: Prose,
        /// What takes its place.
        replaced_by: Option<Replacement>,
        /// When it was decided.
        at: Timestamp,
    },
}

impl OccasionState {
    /// The word in the database and in message keys (`occasion-state-held`).
    pub fn word(&self) -> &'static str {
        match self {
            OccasionState::Planned => "planned",
            OccasionState::Underway { .. } => "underway",
            OccasionState::Held { .. } => "held",
            OccasionState::Confirmed { .. } => "confirmed",
            OccasionState::Disputed { .. } => "disputed",
            OccasionState::Cancelled { .. } => "cancelled",
        }
    }

    /// A party checks in.
    pub fn check_in(self, by: Id, came: Time, at: Timestamp) -> Result<OccasionState, Refused> {
        match self {
            OccasionState::Planned => Ok(OccasionState::Underway { by, came, at }),
            OccasionState::Underway { .. } => Err(Refused("refused-checked-in-already")),
            _ => Err(Refused("refused-not-planned")),
        }
    }

    /// A party logs that it was held, with its own time. `needed` are the parties that must say so.
    /// Refused when the occasion has not begun when it is logged (`now` is the local time).
    pub fn hold(self, held: Held, by: Approval, needed: Vec<Id>, now: DateTime) -> Result<OccasionState, Refused> {
        if held.slot.on.to_datetime(held.slot.from) > now {
            return Err(Refused("refused-not-yet"));
        }
        match self {
            OccasionState::Planned | OccasionState::Underway { .. } | OccasionState::Disputed { .. } => {
                Ok(settled(held, Approvals::needed_from(needed).give(by)?))
            }
            OccasionState::Cancelled { .. } => Err(Refused("refused-cancelled")),
            _ => Err(Refused("refused-held-already")),
        }
    }

    /// Another party confirms that it was held, with its own time (`minutes`). The last one makes it count.
    pub fn confirm(self, by: Approval, minutes: Option<u32>) -> Result<OccasionState, Refused> {
        match self {
            OccasionState::Held { mut held, confirmations } => {
                let party = by.organisation.clone();
                let confirmations = confirmations.give(by)?;
                if let Some(minutes) = minutes {
                    held.given.push(Given { party, minutes });
                }
                Ok(settled(held, confirmations))
            }
            OccasionState::Confirmed { .. } => Err(Refused("refused-confirmed-already")),
            _ => Err(Refused("refused-not-held")),
        }
    }

    /// Another party says that it was not held.
    pub fn dispute(self, by: Id, reason: Prose, at: Timestamp) -> Result<OccasionState, Refused> {
        match self {
            OccasionState::Held { .. } if reason.is_empty() => Err(Refused("refused-reason-missing")),
            OccasionState::Held { held, confirmations } => {
                if confirmations.given().iter().any(|a| a.organisation == by) {
                    return Err(Refused("refused-said-held"));
                }
                if !confirmations.parties().contains(&by) {
                    return Err(Refused("refused-not-a-party"));
                }
                Ok(OccasionState::Disputed { held, by, reason, at })
            }
            _ => Err(Refused("refused-not-held")),
        }
    }

    /// It will not be held; what takes its place is another occasion.
    pub fn cancel(
        self,
        reason: Prose,
        replaced_by: Option<Replacement>,
        at: Timestamp,
    ) -> Result<OccasionState, Refused> {
        match self {
            _ if reason.is_empty() => Err(Refused("refused-reason-missing")),
            OccasionState::Planned | OccasionState::Underway { .. } | OccasionState::Disputed { .. } => {
                Ok(OccasionState::Cancelled { reason, replaced_by, at })
            }
            OccasionState::Cancelled { .. } => Err(Refused("refused-cancelled")),
            _ => Err(Refused("refused-held-already")),
        }
    }

    /// What was logged, once it was held.
    pub fn held(&self) -> Option<&Held> {
        match self {
            OccasionState::Held { held, .. } | OccasionState::Confirmed { held, .. } => Some(held),
            _ => None,
        }
    }

    /// The parties whose confirmation is missing.
    pub fn waits_for(&self) -> Vec<&Id> {
        match self {
            OccasionState::Held { confirmations, .. } => confirmations.missing().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether everyone may see an occasion in this state. One that is seen when held is hidden until then,
    /// and stays hidden when it was cancelled or is disputed: no one could tell it from one that was planned.
    pub fn is_public(&self, visibility: Visibility) -> bool {
        visibility == Visibility::Announced || self.held().is_some()
    }

    /// How it stands towards a commitment.
    pub fn standing(&self) -> Standing {
        match self {
            OccasionState::Planned | OccasionState::Underway { .. } => Standing::Planned,
            OccasionState::Held { .. } => Standing::Waiting,
            OccasionState::Confirmed { .. } => Standing::Counted,
            OccasionState::Disputed { .. } => Standing::Disputed,
            OccasionState::Cancelled { replaced_by, .. } => {
                Standing::Cancelled { replaced_on: replaced_by.as_ref().map(|r| r.on) }
            }
        }
    }
}

/// Held by one is confirmed by all as soon as all have said so.
fn settled(held: Held, confirmations: Approvals) -> OccasionState {
    if confirmations.complete() {
        OccasionState::Confirmed { held, confirmations }
    } else {
        OccasionState::Held { held, confirmations }
    }
}

/// How an occasion stands towards the commitment that it was planned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// Not held yet.
    Planned,
    /// Held, waiting for a confirmation. Does not count.
    Waiting,
    /// Held and confirmed by both parties. Counts.
    Counted,
    /// The parties do not agree. Does not count.
    Disputed,
    /// Cancelled. Does not count.
    Cancelled {
        /// When it is made up for, if that is decided.
        replaced_on: Option<Date>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn by(organisation: &str) -> Approval {
        Approval { organisation: id(organisation), account: id("kim"), at: Timestamp::UNIX_EPOCH }
    }

    fn held() -> Held {
        let slot = Slot { on: date(2022, 9, 8), from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) };
        Held {
            slot,
            given: vec![Given { party: id("polisen"), minutes: 180 }],
            visits: Some(23),
            note: Prose::default(),
        }
    }

    fn both() -> Vec<Id> {
        vec![id("kommunen"), id("polisen")]
    }

    fn held_by_police() -> OccasionState {
        OccasionState::Planned.hold(held(), by("polisen"), both(), date(2022, 9, 8).at(23, 0, 0, 0)).unwrap()
    }

    #[test]
    fn an_occasion_that_one_party_has_not_confirmed_does_not_count() {
        let one = held_by_police();
        assert_eq!(one.standing(), Standing::Waiting);
        assert_eq!(one.waits_for(), [&id("kommunen")]);
        assert_eq!(one.clone().confirm(by("polisen"), None), Err(Refused("refused-approved-already")));
        let two = one.confirm(by("kommunen"), Some(180)).unwrap();
        assert_eq!(two.standing(), Standing::Counted);
        assert_eq!(two.held().unwrap().minutes(), 360);
    }

    #[test]
    fn what_has_not_been_held_cannot_be_confirmed() {
        assert_eq!(OccasionState::Planned.confirm(by("kommunen"), None), Err(Refused("refused-not-held")));
    }

    #[test]
    fn an_occasion_cannot_be_held_before_its_day() {
        let early = OccasionState::Planned.hold(held(), by("polisen"), both(), date(2022, 9, 8).at(14, 59, 0, 0));
        assert_eq!(early, Err(Refused("refused-not-yet")));
    }

    #[test]
    fn what_was_held_is_not_cancelled_afterwards() {
        let reason = Prose::parse("Sjukdom.").unwrap();
        let refused = held_by_police().cancel(reason.clone(), None, Timestamp::UNIX_EPOCH);
        assert_eq!(refused, Err(Refused("refused-held-already")));
        let gone = OccasionState::Planned.cancel(reason, None, Timestamp::UNIX_EPOCH).unwrap();
        let again = gone.hold(held(), by("polisen"), both(), date(2022, 9, 8).at(23, 0, 0, 0));
        assert_eq!(again, Err(Refused("refused-cancelled")));
    }

    #[test]
    fn nothing_is_cancelled_without_a_reason() {
        let refused = OccasionState::Planned.cancel(Prose::default(), None, Timestamp::UNIX_EPOCH);
        assert_eq!(refused, Err(Refused("refused-reason-missing")));
    }

    #[test]
    fn an_occasion_that_the_parties_disagree_on_does_not_count_until_it_is_logged_again() {
        let reason = Prose::parse("Ingen var där.").unwrap();
        let own = held_by_police().dispute(id("polisen"), reason.clone(), Timestamp::UNIX_EPOCH);
        assert_eq!(own, Err(Refused("refused-said-held")));
        let disputed = held_by_police().dispute(id("kommunen"), reason, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(disputed.standing(), Standing::Disputed);
        let again = disputed.hold(held(), by("polisen"), both(), date(2022, 9, 9).at(23, 0, 0, 0)).unwrap();
        assert_eq!(again.standing(), Standing::Waiting);
    }

    #[test]
    fn an_occasion_past_midnight_ends_the_day_after() {
        let night = Slot { on: date(2022, 9, 16), from: time(22, 0, 0, 0), to: time(1, 30, 0, 0) };
        assert_eq!(night.minutes(), 210);
        assert_eq!(night.ends_on(), date(2022, 9, 17));
    }
}
