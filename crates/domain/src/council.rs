//! Who meets to decide, and what did they decide?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agreement::Level;
use crate::{Id, Line, Noun, Prose, Refused};

/// The forum of leaders (*strategiskt råd*). The municipality leads it; members are organisations with a level, never names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Council {
    /// Its key.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// What it is called here.
    pub name: Line,
    /// What it is for and how often it meets.
    pub about: Prose,
    /// Who sits in it.
    pub members: Vec<Member>,
}

/// A seat in the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The organisation.
    pub organisation: Id,
    /// The office: "kommundirektör".
    pub role: Line,
    /// On which level it decides.
    pub level: Level,
    /// Whether it leads the meetings.
    pub chair: bool,
}

impl Council {
    /// Refuses a council that is not led by the municipality, or whose other members do not lead anything.
    pub fn must_be_lawful(&self, municipality: &Id) -> Result<(), Refused> {
        let mut chairs = self.members.iter().filter(|m| m.chair);
        match (chairs.next(), chairs.next()) {
            (Some(chair), None) if chair.organisation == *municipality => {}
            (Some(_), None) => return Err(Refused("refused-chair-not-municipality")),
            (None, _) => return Err(Refused("refused-no-chair")),
            _ => return Err(Refused("refused-two-chairs")),
        }
        if self.members.iter().all(|m| m.organisation == *municipality) {
            return Err(Refused("refused-one-party"));
        }
        if self.members.iter().any(|m| m.organisation != *municipality && !m.level.leads()) {
            return Err(Refused("refused-member-does-not-lead"));
        }
        Ok(())
    }
}

/// A meeting (*möte*) of the council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// The council.
    pub council: Id,
    /// The day.
    pub on: Date,
    /// What is to be talked about and decided.
    pub items: Vec<AgendaItem>,
    /// How far it has come.
    pub state: MeetingState,
}

/// An item of the agenda; it leads to what is to be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// The question: "Förläng överenskommelsen, eller låt den löpa ut?"
    pub title: Line,
    /// The record that it is about.
    pub about: Option<(Noun, Id)>,
    /// What was decided, once it was.
    pub decision: Option<Prose>,
}

/// How far a meeting has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeetingState {
    /// Called; the agenda can be changed.
    Called,
    /// Held; decisions are written down.
    Held,
    /// The minutes are adjusted (*justerat*): nothing changes any more.
    Adjusted {
        /// The day.
        on: Date,
    },
    /// Not held.
    Cancelled {
        /// Why.
        reason: Prose,
    },
}

impl MeetingState {
    /// The word in the database and in message keys (`meeting-state-called`).
    pub fn word(&self) -> &'static str {
        match self {
            MeetingState::Called => "called",
            MeetingState::Held => "held",
            MeetingState::Adjusted { .. } => "adjusted",
            MeetingState::Cancelled { .. } => "cancelled",
        }
    }
}

impl Meeting {
    /// Puts a question on the agenda.
    pub fn take_up(mut self, item: AgendaItem) -> Result<Meeting, Refused> {
        match self.state {
            MeetingState::Called => {
                self.items.push(item);
                Ok(self)
            }
            _ => Err(Refused("refused-meeting-over")),
        }
    }

    /// Says that it was held.
    pub fn hold(mut self, today: Date) -> Result<Meeting, Refused> {
        match self.state {
            MeetingState::Called if today < self.on => Err(Refused("refused-before-the-day")),
            MeetingState::Called => {
                self.state = MeetingState::Held;
                Ok(self)
            }
            _ => Err(Refused("refused-meeting-over")),
        }
    }

    /// Writes down what was decided on an item, counted from 0.
    pub fn decide(mut self, item: usize, decision: Prose) -> Result<Meeting, Refused> {
        if self.state != MeetingState::Held {
            return Err(Refused("refused-meeting-not-held"));
        }
        if decision.is_empty() {
            return Err(Refused("refused-reason-missing"));
        }
        self.items.get_mut(item).ok_or(Refused("refused-no-such-item"))?.decision = Some(decision);
        Ok(self)
    }

    /// Adjusts the minutes: nothing changes any more.
    pub fn adjust(mut self, on: Date) -> Result<Meeting, Refused> {
        match self.state {
            MeetingState::Held => {
                self.state = MeetingState::Adjusted { on };
                Ok(self)
            }
            _ => Err(Refused("refused-meeting-not-held")),
        }
    }

    /// Calls it off.
    pub fn cancel(mut self, reason: Prose) -> Result<Meeting, Refused> {
        match self.state {
            MeetingState::Called if reason.is_empty() => Err(Refused("refused-reason-missing")),
            MeetingState::Called => {
                self.state = MeetingState::Cancelled { reason };
                Ok(self)
            }
            _ => Err(Refused("refused-meeting-over")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn line(s: &str) -> Line {
        Line::parse(s).unwrap()
    }

    fn prose(s: &str) -> Prose {
        Prose::parse(s).unwrap()
    }

    fn member(organisation: &str, level: Level, chair: bool) -> Member {
        Member { organisation: id(organisation), role: line("chef"), level, chair }
    }

    fn council(members: Vec<Member>) -> Council {
        Council { id: id("radet"), version: 1, name: line("Trygghetsrådet"), about: Prose::default(), members }
    }

    fn meeting() -> Meeting {
        let item = AgendaItem { title: line("Förlängning"), about: Some((Noun::Agreement, id("a"))), decision: None };
        Meeting {
            id: id("mote-1"),
            version: 1,
            council: id("radet"),
            on: date(2022, 10, 20),
            items: vec![item],
            state: MeetingState::Called,
        }
    }

    #[test]
    fn the_municipality_leads_the_council_and_the_others_lead_something() {
        let check = |members, expected: Result<(), Refused>| {
            assert_eq!(council(members).must_be_lawful(&id("kommunen")), expected);
        };
        let ours = |chair| member("kommunen", Level::Elected, chair);
        let police = |chair| member("polisen", Level::Leading, chair);
        check(vec![ours(true), police(false)], Ok(()));
        check(vec![ours(false), police(true)], Err(Refused("refused-chair-not-municipality")));
        check(vec![ours(false), police(false)], Err(Refused("refused-no-chair")));
        check(vec![ours(true), police(true)], Err(Refused("refused-two-chairs")));
        check(vec![ours(true)], Err(Refused("refused-one-party")));
        check(
            vec![ours(true), member("polisen", Level::Operative, false)],
            Err(Refused("refused-member-does-not-lead")),
        );
    }

    #[test]
    fn each_refused_move_of_a_meeting_says_why() {
        let day = date(2022, 10, 20);
        let held = || meeting().hold(day).unwrap();
        assert_eq!(meeting().hold(date(2022, 10, 19)), Err(Refused("refused-before-the-day")));
        assert_eq!(held().hold(day), Err(Refused("refused-meeting-over")));
        assert_eq!(held().take_up(meeting().items[0].clone()), Err(Refused("refused-meeting-over")));
        assert_eq!(held().cancel(prose("x")), Err(Refused("refused-meeting-over")));
        assert_eq!(meeting().cancel(prose("")), Err(Refused("refused-reason-missing")));
        assert_eq!(meeting().decide(0, prose("Ja.")), Err(Refused("refused-meeting-not-held")));
        assert_eq!(held().decide(1, prose("Ja.")), Err(Refused("refused-no-such-item")));
        assert_eq!(held().decide(0, prose("")), Err(Refused("refused-reason-missing")));
        assert_eq!(meeting().adjust(day), Err(Refused("refused-meeting-not-held")));
        let adjusted = held().decide(0, prose("Rådet förordar förlängning.")).unwrap().adjust(day).unwrap();
        assert_eq!(adjusted.decide(0, prose("Nej.")), Err(Refused("refused-meeting-not-held")));
    }
}
