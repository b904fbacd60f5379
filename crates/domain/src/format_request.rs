//! Who has asked for content in a form they can use, and did they get it?

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::notice::Answer;
use crate::{Id, Line, Owned, Prose, Refused};

/// A request for content in another form (*begäran*, lag (2018:1937) 15 §). It is met without undue delay
/// (*utan onödigt dröjsmål*) if it is justified and reasonable (*berättigad och rimlig*); the law gives no
/// number of days. One that is refused gets, when the sender asks, a written decision with the reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatRequest {
    /// Its key.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who answers it.
    pub owned: Owned,
    /// When it came in.
    pub received_at: Timestamp,
    /// The page or document that is asked for, as an address on this site, if it is one.
    pub page: Option<Line>,
    /// What is asked for, in the sender's words.
    pub what: Prose,
    /// In which form.
    pub form: WantedForm,
    /// How far it has come.
    pub state: FormatRequestState,
}

/// The form that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WantedForm {
    /// A page or document that a screen reader can read.
    ScreenReader,
    /// Easy Swedish.
    EasyToRead,
    /// Braille.
    Braille,
    /// Large print.
    LargePrint,
    /// Read aloud.
    Audio,
    /// Swedish sign language.
    SignLanguage,
    /// On paper.
    Paper,
    /// Told in words what a map or picture shows.
    InWords,
    /// Something else, said in the text.
    Other,
}

/// How far a request has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormatRequestState {
    /// Not answered yet.
    Received,
    /// Met.
    Answered(Answer),
    /// Refused.
    Refused(Refusal),
    /// Closed: the way to answer is erased.
    Closed {
        /// When.
        at: Timestamp,
        /// How it went.
        outcome: Outcome,
    },
}

/// How a closed request went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Met.
    Answered(Answer),
    /// Refused.
    Refused(Refusal),
}

/// A refusal with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reasons: Prose,
    /// The written decision, if the sender has asked for one.
    pub decision: Option<Decision>,
}

/// A written decision, which can be appealed (20 §).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The decision with its reasons, once it is given.
    pub given: Option<Answer>,
}

impl FormatRequest {
    /// Meets it: says where the content is, or that it is on its way.
    pub fn answer(self, text: Prose, at: Timestamp) -> Result<FormatRequest, Refused> {
        if text.is_empty() {
            return Err(Refused("refused-answer-missing"));
        }
        match self.state {
            // A refusal may be thought better of; a written decision stands until it is changed by another.
            FormatRequestState::Received | FormatRequestState::Refused(Refusal { decision: None, .. }) => {
                Ok(FormatRequest { state: FormatRequestState::Answered(Answer { at, text }), ..self })
            }
            _ => Err(Refused("refused-answered-already")),
        }
    }

    /// Refuses it, with reasons.
    pub fn refuse(self, reasons: Prose, at: Timestamp) -> Result<FormatRequest, Refused> {
        if reasons.is_empty() {
            return Err(Refused("refused-reason-missing"));
        }
        match self.state {
            FormatRequestState::Received => Ok(FormatRequest {
                state: FormatRequestState::Refused(Refusal { at, reasons, decision: None }),
                ..self
            }),
            _ => Err(Refused("refused-answered-already")),
        }
    }

    /// The sender asks for a written decision.
    pub fn ask_decision(self, at: Timestamp) -> Result<FormatRequest, Refused> {
        match self.state {
            FormatRequestState::Refused(refusal) if refusal.decision.is_none() => {
                let decision = Some(Decision { asked_at: at, given: None });
                Ok(FormatRequest { state: FormatRequestState::Refused(Refusal { decision, ..refusal }), ..self })
            }
            FormatRequestState::Refused(_) => Err(Refused("refused-decision-asked-already")),
            _ => Err(Refused("refused-not-refused")),
        }
    }

    /// Gives the written decision. It must say the reasons and how to appeal.
    pub fn give_decision(self, text: Prose, at: Timestamp) -> Result<FormatRequest, Refused> {
        if text.is_empty() {
            return Err(Refused("refused-reason-missing"));
        }
        match self.state {
            FormatRequestState::Refused(Refusal {
                at: when,
                reasons,
                decision: Some(Decision { asked_at, given: None }),
            }) => {
                let decision = Some(Decision { asked_at, given: Some(Answer { at, text }) });
                Ok(FormatRequest {
                    state: FormatRequestState::Refused(Refusal { at: when, reasons, decision }),
                    ..self
                })
            }
            _ => Err(Refused("refused-decision-not-asked")),
        }
    }

    /// Closes it. Not while it waits for an answer or a written decision.
    pub fn close(self, at: Timestamp) -> Result<FormatRequest, Refused> {
        let outcome = match self.state {
            FormatRequestState::Answered(answer) => Outcome::Answered(answer),
            FormatRequestState::Refused(refusal) if refusal.decision.as_ref().is_some_and(|d| d.given.is_none()) => {
                return Err(Refused("refused-decision-waiting"));
            }
            FormatRequestState::Refused(refusal) => Outcome::Refused(refusal),
            FormatRequestState::Received => return Err(Refused("refused-not-answered")),
            FormatRequestState::Closed { .. } => return Err(Refused("refused-closed")),
        };
        Ok(FormatRequest { state: FormatRequestState::Closed { at, outcome }, ..self })
    }

    /// Days from the day it came in until it was met or refused, or until `today`.
    pub fn days_waited(&self, zone: &TimeZone, today: Date) -> i64 {
        let until = match &self.state {
            FormatRequestState::Received => None,
            FormatRequestState::Answered(a) => Some(a.at),
            FormatRequestState::Refused(r) => Some(r.at),
            FormatRequestState::Closed { outcome: Outcome::Answered(a), .. } => Some(a.at),
            FormatRequestState::Closed { outcome: Outcome::Refused(r), .. } => Some(r.at),
        };
        let until = until.map_or(today, |at| at.to_zoned_datetime(zone.clone()).date());
        crate::statement::days_since(self.received_at, zone, until)
    }
}

impl FormatRequestState {
    /// The word in the database and in message keys (`case-state-refused`).
    pub fn word(&self) -> &'static str {
        match self {
            FormatRequestState::Received => "received",
            FormatRequestState::Answered(_) => "answered",
            FormatRequestState::Refused(_) => "refused",
            FormatRequestState::Closed { .. } => "closed",
        }
    }

    /// Whether somebody waits for us: for an answer, or for a written decision.
    pub fn waits(&self) -> bool {
        match self {
            FormatRequestState::Received => true,
            FormatRequestState::Refused(r) => r.decision.as_ref().is_some_and(|d| d.given.is_none()),
            FormatRequestState::Answered(_) | FormatRequestState::Closed { .. } => false,
        }
    }

    /// The answer, if it was met.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            FormatRequestState::Answered(a) | FormatRequestState::Closed { outcome: Outcome::Answered(a), .. } => {
                Some(a)
            }
            _ => None,
        }
    }

    /// The refusal, if it was refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            FormatRequestState::Refused(r) | FormatRequestState::Closed { outcome: Outcome::Refused(r), .. } => Some(r),
            _ => None,
        }
    }
}

impl WantedForm {
    /// Every form, in the order of the page's list.
    pub const ALL: [WantedForm; 9] = [
        WantedForm::ScreenReader,
        WantedForm::EasyToRead,
        WantedForm::Braille,
        WantedForm::LargePrint,
        WantedForm::Audio,
        WantedForm::SignLanguage,
        WantedForm::Paper,
        WantedForm::InWords,
        WantedForm::Other,
    ];

    /// The word in the database, in forms and in message keys (`format-request-form-braille`).
    pub fn word(self) -> &'static str {
        match self {
            WantedForm::ScreenReader => "screen-reader",
            WantedForm::EasyToRead => "easy-to-read",
            WantedForm::Braille => "braille",
            WantedForm::LargePrint => "large-print",
            WantedForm::Audio => "audio",
            WantedForm::SignLanguage => "sign-language",
            WantedForm::Paper => "paper",
            WantedForm::InWords => "in-words",
            WantedForm::Other => "other",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<WantedForm> {
        WantedForm::ALL.into_iter().find(|f| f.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> FormatRequest {
        FormatRequest {
            id: Id::parse("b1").unwrap(),
            version: 1,
            owned: Owned::own(Id::parse("kommunen").unwrap()),
            received_at: Timestamp::UNIX_EPOCH,
            page: Some(Line::parse("/lagesbild").unwrap()),
            what: Prose::parse("Kartan, berättad i ord").unwrap(),
            form: WantedForm::InWords,
            state: FormatRequestState::Received,
        }
    }

    fn said(text: &str) -> Prose {
        Prose::parse(text).unwrap()
    }

    #[test]
    fn a_refusal_always_has_its_reasons_and_a_decision_in_writing_when_asked() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(request().refuse(Prose::default(), at), Err(Refused("refused-reason-missing")));
        let refused = request().refuse(said("Filmen är inte vår."), at).unwrap();
        assert_eq!(refused.clone().give_decision(said("Beslut"), at), Err(Refused("refused-decision-not-asked")));
        let asked = refused.ask_decision(at).unwrap();
        assert!(asked.state.waits());
        assert_eq!(asked.clone().close(at), Err(Refused("refused-decision-waiting")));
        assert_eq!(asked.clone().ask_decision(at), Err(Refused("refused-decision-asked-already")));
        let given = asked.give_decision(said("Beslut med skäl. Så överklagar du."), at).unwrap();
        assert!(!given.state.waits());
        assert_eq!(given.close(at).unwrap().state.refusal().unwrap().reasons, said("Filmen är inte vår."));
    }

    #[test]
    fn a_request_that_waits_cannot_be_closed() {
        assert_eq!(request().close(Timestamp::UNIX_EPOCH), Err(Refused("refused-not-answered")));
    }

    #[test]
    fn a_refusal_can_be_thought_better_of_until_it_is_a_written_decision() {
        let at = Timestamp::UNIX_EPOCH;
        let refused = request().refuse(said("Nej"), at).unwrap();
        assert_eq!(refused.clone().answer(said("Här är den"), at).unwrap().state.word(), "answered");
        let asked = refused.ask_decision(at).unwrap();
        assert!(asked.answer(said("Här är den"), at).is_err());
    }
}
