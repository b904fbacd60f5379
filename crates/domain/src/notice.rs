//! Who has told us that something is not accessible, and what did we answer?

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::{Id, Line, Owned, Prose, Refused};

/// A notice of a lack of accessibility (*påtalan om bristande tillgänglighet*, lag (2018:1937) 13 §). It is
/// answered *så snart som möjligt*: the law gives no number of days, so there is no clock, only days waited.
/// A notice cannot be refused. Who sent it is not here: a way to be answered is kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its key.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who answers it.
    pub owned: Owned,
    /// When it came in.
    pub received_at: Timestamp,
    /// The page that it is about, as an address on this site, if it is about one.
    pub page: Option<Line>,
    /// What is lacking, in the sender's words.
    pub what: Prose,
    /// How far it has come.
    pub state: NoticeState,
}

/// How far a notice has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeState {
    /// Not answered yet.
    Received,
    /// Answered; the sender can read it by the code.
    Answered(Answer),
    /// Closed: the way to answer is erased.
    Closed {
        /// When.
        at: Timestamp,
        /// What was answered.
        answer: Answer,
    },
}

/// What was answered, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When.
    pub at: Timestamp,
    /// The answer. It is shown to whoever has the code.
    pub text: Prose,
}

impl Notice {
    /// Answers it.
    pub fn answer(self, text: Prose, at: Timestamp) -> Result<Notice, Refused> {
        if text.is_empty() {
            return Err(Refused("refused-answer-missing"));
        }
        match self.state {
            NoticeState::Received => Ok(Notice { state: NoticeState::Answered(Answer { at, text }), ..self }),
            _ => Err(Refused("refused-answered-already")),
        }
    }

    /// Closes it. Only what was answered can be closed.
    pub fn close(self, at: Timestamp) -> Result<Notice, Refused> {
        match self.state {
            NoticeState::Answered(answer) => Ok(Notice { state: NoticeState::Closed { at, answer }, ..self }),
            NoticeState::Received => Err(Refused("refused-not-answered")),
            NoticeState::Closed { .. } => Err(Refused("refused-closed")),
        }
    }

    /// Days from the day it came in until it was answered, or until `today`.
    pub fn days_waited(&self, zone: &TimeZone, today: Date) -> i64 {
        let until = self.state.answer().map_or(today, |a| a.at.to_zoned_datetime(zone.clone()).date());
        crate::statement::days_since(self.received_at, zone, until)
    }
}

impl NoticeState {
    /// The word in the database and in message keys (`case-state-received`).
    pub fn word(&self) -> &'static str {
        match self {
            NoticeState::Received => "received",
            NoticeState::Answered(_) => "answered",
            NoticeState::Closed { .. } => "closed",
        }
    }

    /// The answer, once there is one.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            NoticeState::Received => None,
            NoticeState::Answered(answer) | NoticeState::Closed { answer, .. } => Some(answer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn notice() -> Notice {
        Notice {
            id: Id::parse("n1").unwrap(),
            version: 1,
            owned: Owned::own(Id::parse("kommunen").unwrap()),
            received_at: "2022-09-01T22:30:00Z".parse().unwrap(),
            page: None,
            what: Prose::parse("Jag hittar inte kalendern.").unwrap(),
            state: NoticeState::Received,
        }
    }

    #[test]
    fn a_notice_that_nobody_answered_cannot_be_closed() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(notice().close(at), Err(Refused("refused-not-answered")));
        assert_eq!(notice().answer(Prose::default(), at), Err(Refused("refused-answer-missing")));
        let answered = notice().answer(Prose::parse("Nu finns en länk.").unwrap(), at).unwrap();
        assert_eq!(
            answered.clone().answer(Prose::parse("Igen").unwrap(), at),
            Err(Refused("refused-answered-already"))
        );
        assert_eq!(answered.close(at).unwrap().state.word(), "closed");
    }

    #[test]
    fn days_waited_are_counted_in_local_days_and_stop_at_the_answer() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        // half past midnight on 2 September in Sweden
        assert_eq!(notice().days_waited(&zone, date(2022, 9, 15)), 13);
        let answered = notice().answer(Prose::parse("Svar").unwrap(), "2022-09-05T08:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(answered.days_waited(&zone, date(2022, 9, 15)), 3);
    }
}
