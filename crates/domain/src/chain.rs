//! What did this come from, and what came of it?

use serde::{Deserialize, Serialize};

use crate::Id;

/// The nouns that the chain joins, in its order; last what tells of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Noun {
    /// *iakttagelse*
    Observation,
    /// *dialog*
    Dialogue,
    /// *lägesbild*
    Picture,
    /// *iakttaget mönster*, within a picture: its id is `<picture>.<finding>` in words, a row of its own in storage
    Finding,
    /// *problem*
    Problem,
    /// *orsak*
    Cause,
    /// *fokusområde*
    FocusArea,
    /// *samverkansöverenskommelse*
    Agreement,
    /// *medborgarlöfte*
    Promise,
    /// *åtagande*
    Commitment,
    /// *åtgärdsplan*
    Plan,
    /// *åtgärd*
    Measure,
    /// *insats*
    Effort,
    /// *närvaro*
    Presence,
    /// *uppföljning*
    Review,
    /// *nyhet*
    News,
    /// *lättläst text*, beside what it tells of
    EasyText,
}

impl Noun {
    /// Every noun, in the chain's order.
    pub const ALL: [Noun; 17] = [
        Noun::Observation,
        Noun::Dialogue,
        Noun::Picture,
        Noun::Finding,
        Noun::Problem,
        Noun::Cause,
        Noun::FocusArea,
        Noun::Agreement,
        Noun::Promise,
        Noun::Commitment,
        Noun::Plan,
        Noun::Measure,
        Noun::Effort,
        Noun::Presence,
        Noun::Review,
        Noun::News,
        Noun::EasyText,
    ];

    /// The word in the database and in message keys (`noun-focus-area`).
    pub fn word(self) -> &'static str {
        match self {
            Noun::Observation => "observation",
            Noun::Dialogue => "dialogue",
            Noun::Picture => "picture",
            Noun::Finding => "finding",
            Noun::Problem => "problem",
            Noun::Cause => "cause",
            Noun::FocusArea => "focus-area",
            Noun::Agreement => "agreement",
            Noun::Promise => "promise",
            Noun::Commitment => "commitment",
            Noun::Plan => "plan",
            Noun::Measure => "measure",
            Noun::Effort => "effort",
            Noun::Presence => "presence",
            Noun::Review => "review",
            Noun::News => "news",
            Noun::EasyText => "easy-text",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Noun> {
        Noun::ALL.into_iter().find(|n| n.word() == word)
    }
}

/// An arrow of the chain: `to` rests on `from`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it rests on.
    pub from: (Noun, Id),
    /// What rests on it.
    pub to: (Noun, Id),
}
