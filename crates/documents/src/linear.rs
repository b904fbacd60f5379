//! How is a document read from beginning to end, by ear or by finger, with tables as sentences?
//!
//! Plain text, braille and speech share this order of reading, so that the three say the same.

use std::cell::RefCell;

use text::{Lang, Words};

use crate::escape::clean;
use crate::html::last_lines;
use crate::tree::*;

/// A piece of the reading.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// A heading; the title has level 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list: its depth from 0, its marker ("1." or nothing for a bullet).
    Item(usize, Option<String>, String),
    /// A list ends here, and another begins.
    Break,
}

impl Part {
    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Part::Heading(_, text) | Part::Paragraph(text) | Part::Item(_, _, text) => text,
            Part::Break => "",
        }
    }
}

/// What stands before words in Swedish and in English within a document in another language, and after them. No text
/// that is written holds these characters ([`clean`] takes them out); [`in_languages`] reads them.
const SWEDISH: char = '\u{fdd0}';
const ENGLISH: char = '\u{fdd1}';
const END: char = '\u{fdd2}';

/// The words of a part, piece by piece, each in one language; `own` is the document's.
pub(crate) fn in_languages(words: &str, own: Lang) -> Vec<(Lang, &str)> {
    let mut pieces = Vec::new();
    let mut lang = own;
    for piece in words.split_inclusive([SWEDISH, ENGLISH, END]) {
        let text = piece.trim_end_matches([SWEDISH, ENGLISH, END]);
        if !text.is_empty() {
            pieces.push((lang, text));
        }
        lang = match piece.chars().next_back() {
            Some(SWEDISH) => Lang::Sv,
            Some(ENGLISH) => Lang::En,
            Some(END) => own,
            _ => lang,
        };
    }
    pieces
}

/// Each piece as `said` makes it of its words and their language, with the languages still told apart.
pub(crate) fn mapped(words: &str, own: Lang, said: impl Fn(&str, Lang) -> String) -> String {
    let piece = |(lang, text): (Lang, &str)| {
        let said = said(&clean(text), lang);
        match lang {
            lang if lang == own => said,
            Lang::En => format!("{ENGLISH}{said}{END}"),
            Lang::Sv | Lang::SvEasy => format!("{SWEDISH}{said}{END}"),
        }
    };
    in_languages(words, own).into_iter().map(piece).collect()
}

/// What to do with addresses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Addresses {
    /// Numbered after their words, and written in full in a list at the end, with this origin for paths.
    Noted(String),
    /// Left out: nobody wants to hear them.
    Silent,
}

/// The whole document in the order of reading.
pub(crate) fn parts(document: &Document, addresses: &Addresses) -> Vec<Part> {
    let words = Words::of(document.lang);
    let document = &document.without(&[Seen::Figure, Seen::Cells]);
    let mut r = Reader { words, addresses, noted: RefCell::default(), out: Vec::new() };
    let title = r.words_of(&document.titled());
    r.out.push(Part::Heading(1, title));
    if !document.furniture.demo.is_empty() {
        r.say(document.furniture.demo.clone());
    }
    r.text(&document.lead);
    r.blocks(&document.blocks, 2);
    for line in last_lines(&document.furniture, words) {
        if line != document.furniture.demo {
            r.say(line);
        }
    }
    let noted = r.noted.into_inner();
    if !noted.is_empty() {
        r.out.push(Part::Heading(2, words.say("document-links")));
        let item = |(i, address)| Part::Item(0, Some(format!("[{}]", i + 1)), address);
        r.out.extend(noted.into_iter().enumerate().map(item));
    }
    r.out
}

struct Reader<'a> {
    words: Words,
    addresses: &'a Addresses,
    /// The addresses so far, each once.
    noted: RefCell<Vec<String>>,
    out: Vec<Part>,
}

impl Reader<'_> {
    fn say(&mut self, text: String) {
        if !text.trim().is_empty() {
            self.out.push(Part::Paragraph(text));
        }
    }

    fn text(&mut self, text: &Text) {
        let said = self.words_of(text);
        self.say(said);
    }

    fn item(&mut self, text: String) {
        self.out.push(Part::Item(0, None, text));
    }

    fn words_of(&self, text: &Text) -> String {
        let mut said = String::new();
        for run in &text.0 {
            // Languages that are read alike need no mark: easy Swedish is Swedish.
            let other = run.lang.as_deref().and_then(|l| l.split('-').next()).filter(|l| *l != self.words.lang().tag());
            let mark = match other {
                Some("sv") => Some(SWEDISH),
                Some("en") => Some(ENGLISH),
                _ => None,
            };
            said.extend(mark);
            said.push_str(&clean(&run.text));
            said.extend(mark.map(|_| END));
            let Addresses::Noted(origin) = self.addresses else { continue };
            let address = match run.safe_link() {
                Some(link) if link.starts_with('/') && !origin.is_empty() => format!("{origin}{link}"),
                Some(link) if ["http", "mailto:", "tel:"].iter().any(|s| link.starts_with(s)) => link.to_owned(),
                _ => continue,
            };
            if !run.text.contains(&address) {
                let mut noted = self.noted.borrow_mut();
                let at = noted.iter().position(|a| *a == address).unwrap_or(noted.len());
                if at == noted.len() {
                    noted.push(address);
                }
                said.push_str(&format!(" [{}]", at + 1));
            }
        }
        said
    }

    fn blocks(&mut self, blocks: &[Block], level: u8) {
        for block in blocks {
            self.block(block, level);
        }
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            Block::Section(s) => {
                let title = self.words_of(&s.title);
                let title = s.number.as_ref().map_or(title.clone(), |n| format!("{n} {title}"));
                self.out.push(Part::Heading(level, title));
                self.blocks(&s.blocks, level + 1);
            }
            Block::Paragraph(p) => self.text(&p.text),
            Block::List(l) => {
                self.out.push(Part::Break);
                self.items(&l.items, l.ordered, 0);
            }
            Block::Table(t) => self.table(t),
            Block::Figure(scene) => {
                let title = without_stop(&scene.title);
                let figure = self.words.with("document-figure", &[("title", title.into())]);
                self.say(join(&figure, &scene.description));
                self.text(&scene.caption);
                if let Some(table) = &scene.table {
                    self.table(table);
                }
            }
            Block::Note(n) => self.note(n),
            Block::Facts { facts } => self.facts(facts),
            Block::Log(l) => self.log(l),
            Block::State(tag) => self.state(tag),
            Block::Tally(t) => {
                self.say(leading_to(&t.label));
                for tag in &t.tags {
                    self.item(tag.word.clone());
                }
            }
            Block::Commitment(c) => self.commitment(c, level),
            Block::Chain(c) => self.chain(c),
            Block::Findings { findings } => {
                for f in findings {
                    let title = self.words_of(&f.title);
                    self.out.push(Part::Heading(level, title));
                    let verdict = sentence(&with_detail(&f.verdict));
                    let text = self.words_of(&f.text);
                    self.say(join(&verdict, &text));
                    if !f.how.is_empty() {
                        let how = self.words_of(&f.how);
                        self.say(how);
                    }
                }
            }
            Block::Method(m) => {
                self.out.push(Part::Heading(level, m.title.clone()));
                self.facts(&m.facts);
            }
            Block::Signatures(s) => {
                for s in &s.signatures {
                    let (who, signed) = (sentence(&s.who()), sentence(&s.state(self.words)));
                    self.item(format!("{}: {who} {signed}", s.party));
                }
            }
            Block::Quote(q) => {
                let text = self.words_of(&q.text);
                self.say(format!("”{text}” ({})", q.by));
            }
        }
    }

    fn items(&mut self, items: &[Item], ordered: bool, depth: usize) {
        for (i, item) in items.iter().enumerate() {
            let marker = ordered.then(|| format!("{}.", i + 1));
            let text = self.words_of(&item.text);
            self.out.push(Part::Item(depth, marker, text));
            self.items(&item.items, ordered, depth + 1);
        }
    }

    fn state(&mut self, tag: &StateTag) {
        let said = self.words.with("document-state", &[("state", (&tag.word).into())]);
        self.say(said);
    }

    fn facts(&mut self, facts: &[Fact]) {
        self.out.push(Part::Break);
        for fact in facts {
            let values: Vec<String> = fact.values.iter().map(|v| self.words_of(v)).collect();
            self.item(format!("{}: {}", fact.term, values.join("; ")));
        }
    }

    fn note(&mut self, n: &Note) {
        let text = self.words_of(&n.text);
        self.say(join(&n.title, &text));
    }

    fn log(&mut self, l: &Log) {
        self.say(leading_to(&l.title));
        for e in &l.entries {
            let text = self.words_of(&e.text);
            self.item(format!("{}: {text}", e.when));
        }
    }

    fn commitment(&mut self, c: &Commitment, level: u8) {
        let title = self.words_of(&c.titled());
        self.out.push(Part::Heading(level, title));
        self.state(&c.tag);
        if let Some(n) = &c.count {
            let expected = c.progress.as_ref().map_or("", |p| p.words.as_str());
            self.say(if expected.is_empty() {
                format!("{} {}.", n.figure, n.of)
            } else {
                format!("{} {} ({expected}).", n.figure, n.of)
            });
        }
        for s in &c.sentences {
            self.text(s);
        }
        if let Some(n) = &c.remedy {
            self.note(n);
        }
        if let Some(l) = &c.log {
            self.log(l);
        }
        self.facts(&c.facts);
    }

    fn chain(&mut self, chain: &Chain) {
        for (i, link) in chain.links.iter().enumerate() {
            let (title, detail) = (self.words_of(&link.title), self.words_of(&link.detail));
            let here = if link.standing == Standing::Here {
                sentence(&self.words.say("document-here"))
            } else {
                String::new()
            };
            let said = format!("{}: {}", link.kind, join(&join(&sentence(&title), &detail), &here));
            self.out.push(Part::Item(0, Some(format!("{}.", i + 1)), said));
        }
    }

    /// A table as sentences: what it holds, then each row with the heads of its columns.
    fn table(&mut self, t: &Table) {
        let rows = self
            .words
            .with("document-table", &[("caption", without_stop(&t.caption).into()), ("rows", t.rows.len().into())]);
        self.say(rows);
        for row in &t.rows {
            self.item(row_sentence(t, row, &|text| self.words_of(text)));
        }
        self.text(&t.note);
    }
}

/// "Område: Torgby. Antal: 214. Väntat: 108–176. Bedömning: Fler än väntat." Each column with its value, one after
/// another; what is empty is not said.
pub(crate) fn row_sentence(t: &Table, row: &[Cell], words_of: &dyn Fn(&Text) -> String) -> String {
    let mut said = Vec::new();
    for (i, cell) in row.iter().enumerate() {
        let words = match cell {
            Cell::Text(text) => words_of(text),
            cell => cell.plain(),
        };
        // A dash in a cell is for the eye: there is nothing to say.
        if words.trim().is_empty() || clean(&words) == "–" {
            continue;
        }
        let head = t.columns.get(i).map_or("", |c| c.title.trim_end_matches(':'));
        said.push(sentence(&if head.is_empty() { words } else { format!("{head}: {words}") }));
    }
    said.join(" ")
}

/// The words that lead to a list: with a colon, unless they have one inside.
fn leading_to(words: &str) -> String {
    let words = words.trim_end().trim_end_matches(':');
    if words.contains(": ") { sentence(words) } else { format!("{words}:") }
}

/// The words without the full stop that a message sets after them.
fn without_stop(words: &str) -> &str {
    words.trim_end().trim_end_matches('.')
}

fn with_detail(v: &Verdict) -> String {
    if v.detail.is_empty() { v.word.clone() } else { format!("{}: {}", v.word, v.detail) }
}

/// The words with a full stop, unless they end a sentence already.
pub(crate) fn sentence(words: &str) -> String {
    let words = words.trim_end();
    if words.is_empty() || words.trim_end_matches([END, ' ']).ends_with(['.', '!', '?', ':', '”']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

fn join(a: &str, b: &str) -> String {
    [a.trim_end(), b].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(block: impl Into<Block>) -> Vec<String> {
        let document = Document::new("T", Lang::Sv).with(block);
        parts(&document, &Addresses::Silent).iter().skip(1).map(|p| p.text().to_owned()).collect()
    }

    #[test]
    fn a_row_is_said_column_by_column_with_one_full_stop_after_each() {
        let table = Table {
            caption: "Åtgärder som har en känd tid.".into(),
            caption_hidden: false,
            layout: Layout::Plain,
            columns: ["Åtgärd", "Orsak", "När", "Vem", "15–18", ""].map(Column::text).to_vec(),
            rows: vec![vec![
                "1. Fler vuxna".into(),
                "Få vuxna, lite uppsikt.".into(),
                Cell::Empty,
                "–".into(),
                "33".into(),
                "Klart!".into(),
            ]],
            note: Text::new(),
        };
        let said = said(table);
        assert_eq!(said[0], "Tabell: Åtgärder som har en känd tid. En rad.");
        assert_eq!(said[1], "Åtgärd: 1. Fler vuxna. Orsak: Få vuxna, lite uppsikt. 15–18: 33. Klart!");
    }

    #[test]
    fn what_leads_to_a_list_has_one_colon() {
        let log = |title: &str| Log { title: title.into(), folded: true, entries: vec![] };
        assert_eq!(said(log("Logg: åtta händelser")), ["Logg: åtta händelser."]);
        assert_eq!(said(log("Åtta händelser:")), ["Åtta händelser:"]);
    }

    #[test]
    fn words_in_another_language_are_told_apart_and_end_their_sentence_themselves() {
        let text = Text::from("Promise: ").in_lang("Vi lovar.", "sv").then(" ").in_lang("Mer", "sv-SE");
        let document = Document::new("T", Lang::En).with(Block::text(text.clone()));
        let said = parts(&document, &Addresses::Silent).remove(1);
        let pieces = in_languages(said.text(), Lang::En);
        let expected = [(Lang::En, "Promise: "), (Lang::Sv, "Vi lovar."), (Lang::En, " "), (Lang::Sv, "Mer")];
        assert_eq!(pieces, expected);
        assert_eq!(clean(said.text()), text.plain());
        assert_eq!(sentence("\u{fdd0}Vi lovar.\u{fdd2}"), "\u{fdd0}Vi lovar.\u{fdd2}");
        // In a Swedish document Swedish is nothing special, and what somebody wrote cannot mark anything.
        let document = Document::new("T", Lang::Sv).with(Block::text(text.then("\u{fdd1}x\u{fdd2}")));
        let said = parts(&document, &Addresses::Silent).remove(1);
        assert_eq!(in_languages(said.text(), Lang::Sv), [(Lang::Sv, "Promise: Vi lovar. Merx")]);
    }
}
