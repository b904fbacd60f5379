//! How is a document written as HTML: a fragment in a page, or a page of its own?
//!
//! The markup is that of the design system (`crates/web/assets/samverka.css`), with no `style` attribute, so that it
//! passes a strict content security policy, and well-formed as XML, so that an e-book can hold it.

mod block;
mod page;
mod table;

pub use page::page;
pub(crate) use page::{last_lines, origin};
pub(crate) use table::is_interval_column;

use text::Words;

use crate::escape::xml;
use crate::figure::Ink;
use crate::tree::{Block, Document, Text};

/// The whole document for a page that draws what is around it. The title is a heading of `level` (1 where the
/// document is the page); sections follow one level below.
///
/// ```
/// use documents::{Block, Document, html};
/// use text::Lang;
/// let document = Document::new("Medborgarlöfte 2022", Lang::Sv)
///     .lead("Det här lovar vi dig.")
///     .section("Åtagandena", vec![Block::text("Fem åtaganden.")]);
/// let html = html::fragment(&document, 1);
/// assert!(html.contains("<h1>Medborgarlöfte 2022</h1>"));
/// assert!(html.contains("<h2 id=\"d-1\">Åtagandena</h2>"));
/// ```
pub fn fragment(document: &Document, level: u8) -> String {
    let mut w = Writer::new(Words::of(document.lang), Look { prefix: "d".into(), ..Look::default() });
    w.document(document, level);
    w.out
}

/// Only these blocks, with sections at `level`. `prefix` keeps the ids apart where a page holds several.
pub fn blocks(blocks: &[Block], words: Words, level: u8, prefix: &str) -> String {
    let mut w = Writer::new(words, Look { prefix: prefix.into(), ..Look::default() });
    w.blocks(blocks, level);
    w.out
}

/// A state as the tag of the design system, for lists outside a document.
pub fn state(tag: &crate::StateTag) -> String {
    let mut w = Writer::new(Words::of(text::Lang::Sv), Look::default());
    w.state(tag);
    w.out
}

/// A verdict with its sign, for lists outside a document.
pub fn verdict(verdict: &crate::Verdict) -> String {
    let mut w = Writer::new(Words::of(text::Lang::Sv), Look::default());
    w.verdict(verdict);
    w.out
}

/// Running text, with its marks, without an element around it.
pub fn inline(text: &Text) -> String {
    let mut w = Writer::new(Words::of(text::Lang::Sv), Look::default());
    w.text(text);
    w.out
}

/// How the markup shall be used.
#[derive(Clone, Debug)]
pub(crate) struct Look<'a> {
    /// What the ids begin with.
    pub prefix: String,
    /// Screen in a page, paper in an e-book.
    pub ink: Ink<'a>,
    /// Whether parts may be folded.
    pub fold: bool,
    /// Where paths lead, if the markup leaves its site ("https://almvalla.se"); without it such links become text.
    pub base: Base,
}

/// Where addresses without a host lead.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Base {
    /// Nowhere else: the markup stays on its site.
    Site,
    /// To this origin, which may be empty; then they are plain text.
    Origin(String),
}

impl Default for Look<'_> {
    fn default() -> Self {
        Look { prefix: "d".into(), ink: Ink::Screen, fold: true, base: Base::Site }
    }
}

pub(crate) struct Writer<'a> {
    pub out: String,
    words: Words,
    look: Look<'a>,
    ids: usize,
    /// The headings that have an id, with their level, for a table of contents.
    pub headings: Vec<(u8, String, String)>,
}

impl<'a> Writer<'a> {
    pub fn new(words: Words, look: Look<'a>) -> Writer<'a> {
        Writer { out: String::new(), words, look, ids: 0, headings: Vec::new() }
    }

    /// Title, lead and opening together, then the sections.
    pub fn document(&mut self, document: &Document, level: u8) {
        let (opening, sections) = document.parts();
        self.out.push_str("<div class=\"stack\">");
        self.heading(level, None, &document.titled());
        if !document.lead.is_empty() {
            self.out.push_str("<p class=\"lead\">");
            self.text(&document.lead);
            self.out.push_str("</p>");
        }
        self.blocks(opening, level + 1);
        self.out.push_str("</div>");
        self.blocks(sections, level + 1);
    }

    /// Takes away where links lead that lead to an anchor which is not here: in a file of its own there is nothing else
    /// to find it in.
    pub fn drop_dead_anchors(&mut self) {
        const LINK: &str = "<a href=\"#";
        let mut out = String::with_capacity(self.out.len());
        let mut rest = self.out.as_str();
        while let Some(at) = rest.find(LINK) {
            let (before, after) = rest.split_at(at);
            out.push_str(before);
            let (anchor, tail) = after[LINK.len()..].split_once('"').unwrap_or_default();
            if self.out.contains(&format!(" id=\"{anchor}\"")) {
                out.push_str(&format!("{LINK}{anchor}\""));
            } else {
                out.push_str("<a");
            }
            rest = tail;
        }
        out.push_str(rest);
        self.out = out;
    }

    pub fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub fn say(&mut self, words: &str) {
        let words = xml(words);
        self.out.push_str(&words);
    }

    /// A new id that no other element of this document has.
    fn id(&mut self) -> String {
        self.ids += 1;
        format!("{}-{}", self.look.prefix, self.ids)
    }

    fn heading(&mut self, level: u8, id: Option<&str>, text: &Text) {
        let level = level.clamp(1, 6);
        match id {
            Some(id) => {
                self.headings.push((level, id.to_owned(), text.plain()));
                self.push(&format!("<h{level} id=\"{}\">", xml(id)));
            }
            None => self.push(&format!("<h{level}>")),
        }
        self.text(text);
        self.push(&format!("</h{level}>"));
    }

    /// Running text with its marks.
    pub fn text(&mut self, text: &Text) {
        for run in &text.0 {
            let link = run.safe_link().and_then(|l| self.reachable(l));
            let mut close = Vec::new();
            if let Some(link) = &link {
                self.push(&format!("<a href=\"{}\">", xml(link)));
                close.push("</a>");
            }
            if let Some(lang) = run.lang.as_deref().filter(|l| is_tag(l)) {
                // An e-book is XML, where only this form of the attribute counts; in a page it does no harm.
                self.push(&format!("<span lang=\"{lang}\" dir=\"auto\">"));
                close.push("</span>");
            }
            if run.strong {
                self.push("<b>");
                close.push("</b>");
            }
            if run.emphasis {
                self.push("<em>");
                close.push("</em>");
            }
            for (i, line) in run.text.split('\n').enumerate() {
                if i > 0 {
                    self.push("<br/>");
                }
                self.say(line);
            }
            close.reverse();
            for tag in close {
                self.push(tag);
            }
        }
    }

    /// The address as it works where the markup ends up.
    fn reachable(&self, link: &str) -> Option<String> {
        match &self.look.base {
            Base::Origin(origin) if link.starts_with('/') || link.starts_with("./") => {
                (!origin.is_empty()).then(|| format!("{origin}{}", link.trim_start_matches('.')))
            }
            _ => Some(link.to_owned()),
        }
    }
}

/// An anchor as an id: letters, digits, hyphens.
pub(crate) fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect()
}

/// A language tag, and nothing else.
pub(crate) fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.len() <= 35 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests;
