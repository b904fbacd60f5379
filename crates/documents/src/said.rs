//! How does what people have written come into a document?

use domain::{Line, Prose};
use text::{Lang, Words};

use crate::tree::{Block, Run, Text};

/// The tag of what people have written, in a document in `lang`; nothing where that is its own language.
pub(crate) fn written_lang(lang: Lang) -> Option<String> {
    (lang == Lang::En).then(|| "sv".to_owned())
}

/// What someone wrote, in the language it was written in: people write Swedish, whatever language the page has.
pub fn said(words: Words, text: &str) -> Text {
    Text::new().run(Run { text: text.to_owned(), lang: written_lang(words.lang()), ..Run::default() })
}

/// A written line that leads to `address`.
pub fn said_link(words: Words, text: &str, address: &str) -> Text {
    let lang = written_lang(words.lang());
    Text::new().run(Run { text: text.to_owned(), lang, link: Some(address.to_owned()), ..Run::default() })
}

/// Written paragraphs as blocks.
pub fn paragraphs(words: Words, prose: &Prose) -> Vec<Block> {
    prose.paragraphs().map(|p| Block::text(said(words, p))).collect()
}

/// Written lines as the items of a list.
pub fn items(words: Words, lines: &[Line]) -> Vec<crate::tree::Item> {
    lines.iter().map(|l| said(words, l.as_str()).into()).collect()
}
