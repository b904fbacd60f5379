//! How are states, verdicts and commitments shown?

use serde::{Deserialize, Serialize};

use super::{Fact, Log, Note, Run, Text};
use crate::figure::Progress;

/// The state of something promised. Each has a word, a silhouette and a colour; any one suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateKind {
    /// Done in full and in time.
    Kept,
    /// As far as is expected today.
    OnTrack,
    /// Further than is expected today.
    Ahead,
    /// Less than is expected today, and there is time left.
    Behind,
    /// Not done in time.
    Broken,
    /// Nothing can be said, and the sentence beside it says why.
    Cannot,
    /// The period has not begun.
    NotStarted,
}

/// A state with its word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateTag {
    /// Which silhouette and colour.
    pub kind: StateKind,
    /// "I fas", or with a count "1 i fas".
    pub word: String,
}

impl StateTag {
    /// A state with its word.
    pub fn new(kind: StateKind, word: impl Into<String>) -> StateTag {
        StateTag { kind, word: word.into() }
    }
}

/// How many there are in each state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// What is counted: "Läget för de fem åtagandena".
    pub label: String,
    /// One tag per state that occurs, with its count.
    pub tags: Vec<StateTag>,
}

/// What can be said of a number when chance has been asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// More than expected, hardly by chance.
    More,
    /// Fewer than expected, hardly by chance.
    Fewer,
    /// The difference may be chance.
    Maybe,
    /// It cannot be told.
    Cannot,
    /// Not shown, because the number is so small that it could point someone out.
    Hidden,
}

/// A verdict with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which sign and colour.
    pub kind: VerdictKind,
    /// "Fler än väntat".
    pub word: String,
    /// The figures behind it: "+49 %, mellan +15 och +93". May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Verdict {
    /// A verdict with its word.
    pub fn new(kind: VerdictKind, word: impl Into<String>) -> Verdict {
        Verdict { kind, word: word.into(), detail: String::new() }
    }

    /// With the figures behind it.
    pub fn detail(mut self, detail: impl Into<String>) -> Verdict {
        self.detail = detail.into();
        self
    }
}

/// "7 av 10" and "tillfällen har hållits".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// The numbers: "7 av 10".
    pub figure: String,
    /// What they count: "tillfällen har hållits".
    pub of: String,
}

/// One thing that was promised, with all that shows how it goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// The anchor, unique in the document ("a1"), so that a chain can lead here.
    pub anchor: String,
    /// "1. Polisen finns på trygghetskontoret i Torgby tio gånger under 2022".
    pub title: String,
    /// The language of the title, where it is not the document's (a BCP 47 tag).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_lang: Option<String>,
    /// An address of its own, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The computed state.
    pub tag: StateTag,
    /// How many of how many; nothing where nothing can be counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// The figure of the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Why the state is what it is, and what is left; carries every number of the figure.
    pub sentences: Vec<Text>,
    /// What is done about it, if it is late, broken or cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Note>,
    /// What has happened, newest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<Log>,
    /// Both parties' units, the place, and the rule that makes it "i fas".
    pub facts: Vec<Fact>,
}

impl Commitment {
    /// The title with its language.
    pub fn titled(&self) -> Text {
        Text::new().run(Run { text: self.title.clone(), lang: self.title_lang.clone(), ..Run::default() })
    }
}
