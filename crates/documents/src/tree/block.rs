//! What blocks is a document made of?

use serde::{Deserialize, Serialize};

use super::{Commitment, StateTag, Table, Tally, Text, Verdict};
use crate::figure::Scene;

/// A block with a meaning. How it looks is for each form to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A heading with what belongs to it. Nesting gives the level, so none can be skipped.
    Section(Section),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A map or chart, with its words and its table.
    Figure(Box<Scene>),
    /// Something to mind.
    Note(Note),
    /// Terms with what they are.
    Facts {
        /// The terms, in order.
        facts: Vec<Fact>,
    },
    /// What has happened.
    Log(Log),
    /// One state on a line of its own.
    State(StateTag),
    /// How many there are in each state.
    Tally(Tally),
    /// A thing that was promised.
    Commitment(Box<Commitment>),
    /// The chain from what someone told to what was done.
    Chain(Chain),
    /// What a picture found, most important first.
    Findings {
        /// The findings, in order.
        findings: Vec<Finding>,
    },
    /// How the numbers were made: "Så räknade vi".
    Method(Method),
    /// Who has signed, or shall sign.
    Signatures(Signatures),
    /// What someone said, with who said it.
    Quote(Quote),
}

macro_rules! block_from {
    ($($kind:ident($inner:ty)),* $(,)?) => {$(
        impl From<$inner> for Block {
            fn from(inner: $inner) -> Block {
                Block::$kind(inner.into())
            }
        }
    )*};
}
block_from!(
    Section(Section),
    Paragraph(Paragraph),
    List(List),
    Table(Table),
    Figure(Scene),
    Note(Note),
    Log(Log),
    State(StateTag),
    Tally(Tally),
    Commitment(Commitment),
    Chain(Chain),
    Method(Method),
    Signatures(Signatures),
    Quote(Quote),
);

impl Block {
    /// A plain paragraph.
    pub fn text(text: impl Into<Text>) -> Block {
        Block::Paragraph(Paragraph { text: text.into(), tone: Tone::Normal })
    }

    /// A paragraph that helps to read what stands by it.
    pub fn quiet(text: impl Into<Text>) -> Block {
        Block::Paragraph(Paragraph { text: text.into(), tone: Tone::Quiet })
    }

    /// Terms with what they are.
    pub fn facts(facts: Vec<Fact>) -> Block {
        Block::Facts { facts }
    }

    /// Findings, most important first.
    pub fn findings(findings: Vec<Finding>) -> Block {
        Block::Findings { findings }
    }
}

/// A heading with what belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The heading.
    pub title: Text,
    /// The number of a clause ("3.1"); see [`numbered`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// An anchor that others lead to; made up by the writer where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// What belongs to it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section without number or anchor.
    pub fn new(title: impl Into<Text>, blocks: Vec<Block>) -> Section {
        Section { title: title.into(), number: None, anchor: None, blocks }
    }

    /// With an anchor that others can lead to.
    pub fn anchor(mut self, anchor: impl Into<String>) -> Section {
        self.anchor = Some(anchor.into());
        self
    }
}

/// Numbers sections as clauses: 1, 1.1, 1.2, 2 ... Blocks between them are left alone.
pub fn numbered(mut blocks: Vec<Block>) -> Vec<Block> {
    fn walk(blocks: &mut [Block], before: &str) {
        let mut n = 0;
        for block in blocks {
            if let Block::Section(section) = block {
                n += 1;
                let number = format!("{before}{n}");
                walk(&mut section.blocks, &format!("{number}."));
                section.number = Some(number);
            }
        }
    }
    walk(&mut blocks, "");
    blocks
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it says.
    pub text: Text,
    /// How loud.
    #[serde(default)]
    pub tone: Tone,
}

/// How loud a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Running text.
    #[default]
    Normal,
    /// Helps to read what stands by it.
    Quiet,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Whether the order means something.
    #[serde(default)]
    pub ordered: bool,
    /// The items.
    pub items: Vec<Item>,
}

impl List {
    /// A list whose order means nothing.
    pub fn bullets<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> List {
        List { ordered: false, items: items.into_iter().map(Item::from).collect() }
    }

    /// A list whose order means something.
    pub fn steps<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> List {
        List { ordered: true, items: items.into_iter().map(Item::from).collect() }
    }
}

/// An item of a list, with items under it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it says.
    pub text: Text,
    /// What stands under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
}

impl<T: Into<Text>> From<T> for Item {
    fn from(text: T) -> Item {
        Item { text: text.into(), items: Vec::new() }
    }
}

/// Something to mind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Why it stands there.
    pub kind: NoteKind,
    /// Its first words: "Det här gör vi åt det." May be empty.
    #[serde(default)]
    pub title: String,
    /// What it says.
    pub text: Text,
}

/// Why a note stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Worth knowing.
    #[default]
    Plain,
    /// About something that is late.
    Behind,
    /// About something that was broken.
    Broken,
    /// About something that cannot be told.
    Cannot,
}

/// A term with what it is; several paragraphs where there are several answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// "Gäller".
    pub term: String,
    /// "1 januari–31 december 2022".
    pub values: Vec<Text>,
}

impl Fact {
    /// A term with one answer.
    pub fn new(term: impl Into<String>, value: impl Into<Text>) -> Fact {
        Fact { term: term.into(), values: vec![value.into()] }
    }
}

/// What has happened, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// "Logg: alla åtta tillfällen hittills".
    pub title: String,
    /// Folded on a screen (never on paper).
    #[serde(default)]
    pub folded: bool,
    /// The events.
    pub entries: Vec<LogEntry>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// The day, written out: "8 september".
    pub when: String,
    /// The day as 2022-09-08, for machines.
    pub date: String,
    /// What happened.
    pub text: Text,
}

/// The chain from what someone told to what was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// The links in order; one that is missing is shown as missing, never skipped.
    pub links: Vec<Link>,
}

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// What kind of thing it is: "Fokusområde".
    pub kind: String,
    /// What it is called, with a link to it.
    pub title: Text,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub detail: Text,
    /// Whether it is known, and whether it is where the reader is.
    pub standing: Standing,
}

/// How a link of a chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is there.
    Known,
    /// It is there, and it is what the reader looks at.
    Here,
    /// It is not known yet.
    Open,
    /// It should be there and is not.
    Missing,
}

/// What a picture found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// How certain it is, and in which direction.
    pub verdict: Verdict,
    /// What was found: "Torgbys station sticker ut".
    pub title: Text,
    /// In numbers and words.
    pub text: Text,
    /// How it was tested, with what it takes to repeat that. May be empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub how: Text,
    /// An anchor that a chain can lead to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
}

/// How the numbers were made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// "Så räknade vi".
    pub title: String,
    /// Sources, coverage, what was expected, the test, what is not known, how to repeat it.
    pub facts: Vec<Fact>,
}

/// Who has signed, or shall sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signatures {
    /// One per party, each as important as the other.
    pub signatures: Vec<Signature>,
}

/// One party's signature, or the place for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// "Almvalla kommun".
    pub party: String,
    /// Who signs.
    pub name: String,
    /// As what: "kommunstyrelsens ordförande".
    pub role: String,
    /// The day it was signed, written out; empty where it is not signed.
    #[serde(default)]
    pub signed: String,
}

impl Signature {
    /// Name and office, as far as they are known: "Kim Exempel, kommunstyrelsens ordförande".
    pub(crate) fn who(&self) -> String {
        let known: Vec<&str> = [self.name.as_str(), self.role.as_str()].into_iter().filter(|w| !w.is_empty()).collect();
        known.join(", ")
    }

    /// "Undertecknat 18 november 2021", or that it is not.
    pub(crate) fn state(&self, words: text::Words) -> String {
        if self.signed.is_empty() {
            words.say("document-not-signed")
        } else {
            words.with("document-signed", &[("date", (&self.signed).into())])
        }
    }
}

/// What someone said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The words, without quotation marks.
    pub text: Text,
    /// Who said it, as what.
    pub by: String,
}
