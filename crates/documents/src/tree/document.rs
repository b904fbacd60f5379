//! What is a document as a whole: its title, language, content and page furniture?

use serde::{Deserialize, Serialize};
use text::Lang;

use super::{Block, Commitment, Run, Section, Seen, Table, Text};
use crate::said::written_lang;

/// A document in one language, ready to be written in any form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The title; the only heading of the first level.
    pub title: String,
    /// The language of the title, where it is not the document's (a BCP 47 tag): what people have called something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_lang: Option<String>,
    /// The language of everything that does not say otherwise.
    #[serde(with = "lang")]
    pub lang: Lang,
    /// The most important thing, in one or two sentences under the title.
    #[serde(default)]
    pub lead: Text,
    /// The content. What stands before the first section belongs to the opening, beside the lead.
    pub blocks: Vec<Block>,
    /// Who answers for it, of when it is, and where the current state is.
    #[serde(default)]
    pub furniture: Furniture,
}

impl Document {
    /// An empty document.
    pub fn new(title: impl Into<String>, lang: Lang) -> Document {
        Document {
            title: title.into(),
            title_lang: None,
            lang,
            lead: Text::new(),
            blocks: Vec::new(),
            furniture: Furniture::default(),
        }
    }

    /// A document that is called what somebody wrote, in Swedish whatever language the document has.
    pub fn said(title: impl Into<String>, lang: Lang) -> Document {
        Document { title_lang: written_lang(lang), ..Document::new(title, lang) }
    }

    /// The title with its language.
    pub fn titled(&self) -> Text {
        Text::new().run(Run { text: self.title.clone(), lang: self.title_lang.clone(), ..Run::default() })
    }

    /// With this lead.
    pub fn lead(mut self, lead: impl Into<Text>) -> Document {
        self.lead = lead.into();
        self
    }

    /// With one more block.
    pub fn with(mut self, block: impl Into<Block>) -> Document {
        self.blocks.push(block.into());
        self
    }

    /// With one more section.
    pub fn section(self, title: impl Into<Text>, blocks: Vec<Block>) -> Document {
        self.with(Section::new(title, blocks))
    }

    /// With this page furniture.
    pub fn furniture(mut self, furniture: Furniture) -> Document {
        self.furniture = furniture;
        self
    }

    /// Only what is written in sentences: without tables, figures, facts, logs and chains, and without page furniture.
    pub fn prose(&self) -> Document {
        fn only(blocks: &[Block]) -> Vec<Block> {
            let one = |block: &Block| match block {
                Block::Section(s) => Some(Section { blocks: only(&s.blocks), ..s.clone() }.into()),
                Block::Commitment(c) => {
                    let (facts, log, count, progress) = (Vec::new(), None, None, None);
                    Some(Block::Commitment(Box::new(Commitment { facts, log, count, progress, ..*c.clone() })))
                }
                Block::Paragraph(_) | Block::List(_) | Block::Note(_) | Block::Findings { .. } | Block::Quote(_) => {
                    Some(block.clone())
                }
                _ => None,
            };
            blocks.iter().filter_map(one).collect()
        }
        Document { blocks: only(&self.blocks), furniture: Furniture::default(), ..self.clone() }
    }

    /// The opening (what stands before the first section) and the sections.
    pub fn parts(&self) -> (&[Block], &[Block]) {
        let first = self.blocks.iter().position(|b| matches!(b, Block::Section(_))).unwrap_or(self.blocks.len());
        self.blocks.split_at(first)
    }
}

impl Document {
    /// The document for a form that does not show some of what is drawn: without the words that tell how to read that.
    /// They stand in paragraphs, in captions of figures and in notes of tables.
    pub(crate) fn without(&self, lost: &[Seen]) -> Document {
        fn table(t: &mut Table, lost: &[Seen]) {
            t.note = t.note.without(lost);
        }
        fn blocks(all: &mut Vec<Block>, lost: &[Seen]) {
            for block in all.iter_mut() {
                match block {
                    Block::Section(s) => blocks(&mut s.blocks, lost),
                    Block::Paragraph(p) => p.text = p.text.without(lost),
                    Block::Table(t) => table(t, lost),
                    Block::Figure(scene) => {
                        scene.caption = scene.caption.without(lost);
                        scene.table.iter_mut().for_each(|t| table(t, lost));
                    }
                    _ => {}
                }
            }
            all.retain(|block| !matches!(block, Block::Paragraph(p) if p.text.0.is_empty()));
        }
        let mut document = self.clone();
        blocks(&mut document.blocks, lost);
        document
    }
}

/// What stands around the content on paper and in a file, so that a loose page can be traced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Furniture {
    /// Who answers for it: "Almvalla kommun och polisen".
    #[serde(default)]
    pub responsible: String,
    /// The day whose state it shows, written out: "15 september 2022".
    #[serde(default)]
    pub dated: String,
    /// The same day as 2022-09-15, for machines.
    #[serde(default)]
    pub date: String,
    /// The full address where the current state is.
    #[serde(default)]
    pub address: String,
    /// What a demonstration says about itself; empty where the data are real.
    #[serde(default)]
    pub demo: String,
}

mod lang {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use text::Lang;

    pub fn serialize<S: Serializer>(lang: &Lang, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(lang.full_tag())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Lang, D::Error> {
        let name = String::deserialize(d)?;
        Lang::parse(&name).ok_or_else(|| D::Error::custom(format!("no such language: {name}")))
    }
}
