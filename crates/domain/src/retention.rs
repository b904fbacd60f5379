//! How long may we keep what, and when is it erased?

use jiff::Span;
use serde::{Deserialize, Serialize};

/// A rule of erasure (*gallringsregel*). Each says what is erased; what is counted stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// The free text of observations; category, place, week and count are kept.
    ObservationText,
    /// The way to answer somebody, once the case is closed (it is erased at once; this finds what was missed).
    Contact,
    /// Sessions and one-time links that have ended.
    Session,
    /// Marks of failed sign-ins.
    Guess,
    /// Jobs that are done and messages that are sent.
    Job,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 5] = [Rule::ObservationText, Rule::Contact, Rule::Session, Rule::Guess, Rule::Job];

    /// The word in the database and in message keys (`retention-rule-contact`).
    pub fn word(self) -> &'static str {
        match self {
            Rule::ObservationText => "observation-text",
            Rule::Contact => "contact",
            Rule::Session => "session",
            Rule::Guess => "guess",
            Rule::Job => "job",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|r| r.word() == word)
    }

    /// How long it is kept, given how many months the installation keeps free text.
    pub fn keeps(self, text_months: u32) -> Span {
        match self {
            Rule::ObservationText => Span::new().months(i64::from(text_months)),
            Rule::Contact => Span::new(),
            Rule::Session => Span::new().days(7),
            Rule::Guess => Span::new().days(1),
            Rule::Job => Span::new().days(30),
        }
    }
}

/// How many months free text is kept unless the installation says otherwise.
pub const TEXT_MONTHS: u32 = 24;
