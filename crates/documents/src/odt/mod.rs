//! How is a document written as ODT that a screen reader can use: real headings, header rows, alternative texts,
//! languages?

mod parts;

use std::collections::BTreeSet;
use std::fmt::Write;

use text::Words;

use crate::Error;
use crate::docx::{key_word, png, state_colour, verdict_colour};
use crate::epub::archive;
use crate::escape::xml;
use crate::figure::{self, Ink};
use crate::html::{is_tag, last_lines, origin};
use crate::linear::sentence;
use crate::pdf::columns::{LYING, lies, office_widths, room};
use crate::tree::*;

/// The document as ODT 1.3. The same document gives the same bytes.
///
/// # Errors
/// If a figure cannot be drawn or the archive cannot be written.
pub fn odt(document: &Document) -> Result<Vec<u8>, Error> {
    let document = &document.without(&[Seen::Cells]);
    let words = Words::of(document.lang);
    let origin = origin(&document.furniture.address);
    let mut w = Writer {
        body: String::new(),
        images: Vec::new(),
        langs: BTreeSet::new(),
        columns: String::new(),
        words,
        origin,
        tables: 0,
        lying: lies(document),
    };
    w.plain("Quiet", &document.furniture.demo);
    w.heading(1, &document.titled());
    w.paragraph("Lead", &document.lead);
    w.blocks(&document.blocks, 2)?;
    for line in last_lines(&document.furniture, words) {
        w.plain("Quiet", &line);
    }
    let content = parts::content(&w.body, &w.langs, &w.columns);
    let (styles, meta) = (parts::styles(document, words), parts::meta(document));
    let manifest = parts::manifest(w.images.len());
    let names: Vec<String> = (0..w.images.len()).map(parts::image_name).collect();
    let mut files: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ];
    files.extend(names.iter().map(String::as_str).zip(w.images.iter().map(Vec::as_slice)));
    archive(&files)
}

struct Writer {
    body: String,
    images: Vec<Vec<u8>>,
    /// Languages of runs; each needs a style of its own.
    langs: BTreeSet<String>,
    /// The styles of the columns of tables: their widths.
    columns: String,
    words: Words,
    origin: String,
    tables: usize,
    /// The page lies down, as a wide table wants.
    lying: bool,
}

impl Writer {
    fn open(&mut self, style: &str) {
        let _ = write!(self.body, "<text:p text:style-name=\"{style}\">");
    }

    fn close(&mut self) {
        self.body.push_str("</text:p>");
    }

    fn plain(&mut self, style: &str, text: &str) {
        self.paragraph(style, &text.into());
    }

    fn paragraph(&mut self, style: &str, text: &Text) {
        if !text.is_empty() {
            self.open(style);
            self.text(text);
            self.close();
        }
    }

    fn heading(&mut self, level: u8, text: &Text) {
        if !text.is_empty() {
            let level = level.clamp(1, 6);
            let _ = write!(self.body, "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">");
            self.text(text);
            self.body.push_str("</text:h>");
        }
    }

    fn text(&mut self, text: &Text) {
        for run in &text.0 {
            let link = run.safe_link().and_then(|l| match l {
                l if l.starts_with('/') => (!self.origin.is_empty()).then(|| format!("{}{l}", self.origin)),
                l if l.starts_with('#') || l.starts_with("./") => None,
                l => Some(l.to_owned()),
            });
            let mut close = Vec::new();
            let mut mark = |body: &mut String, open: String, end: &'static str| {
                body.push_str(&open);
                close.push(end);
            };
            if let Some(link) = link {
                let open = format!("<text:a xlink:type=\"simple\" xlink:href=\"{}\">", xml(&link));
                mark(&mut self.body, open, "</text:a>");
            }
            if let Some(lang) = run.lang.as_deref().filter(|l| is_tag(l)) {
                self.langs.insert(lang.to_owned());
                mark(&mut self.body, format!("<text:span text:style-name=\"Lang-{lang}\">"), "</text:span>");
            }
            for (on, style) in [(run.strong, "Strong"), (run.emphasis, "Emphasis")] {
                if on {
                    mark(&mut self.body, format!("<text:span text:style-name=\"{style}\">"), "</text:span>");
                }
            }
            close.reverse();
            self.words_of(&run.text);
            close.into_iter().for_each(|end| self.body.push_str(end));
        }
    }

    /// Characters; white space that XML would melt together is written as elements.
    fn words_of(&mut self, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.body.push_str("<text:line-break/>");
            }
            // A space that begins a run or follows another one would be dropped.
            let mut before_space = true;
            for c in line.chars() {
                match c {
                    ' ' if before_space => self.body.push_str("<text:s/>"),
                    '\t' => self.body.push_str("<text:tab/>"),
                    c => self.body.push_str(&xml(c.encode_utf8(&mut [0; 4]))),
                }
                before_space = c == ' ';
            }
        }
    }

    fn span(&mut self, style: &str, text: &str) {
        let _ = write!(self.body, "<text:span text:style-name=\"{style}\">");
        self.words_of(text);
        self.body.push_str("</text:span>");
    }

    /// A state or verdict: its word in bold and in its colour.
    fn coloured(&mut self, word: &str, colour: &str) {
        self.span(&format!("C{colour}"), word);
    }

    fn items(&mut self, items: &[Item], style: &str, nested: bool) {
        if items.is_empty() {
            return;
        }
        if nested {
            self.body.push_str("<text:list>");
        } else {
            let _ = write!(self.body, "<text:list text:style-name=\"{style}\">");
        }
        for item in items {
            self.body.push_str("<text:list-item><text:p text:style-name=\"List\">");
            self.text(&item.text);
            self.close();
            self.items(&item.items, style, true);
            self.body.push_str("</text:list-item>");
        }
        self.body.push_str("</text:list>");
    }

    fn bullets(&mut self, texts: impl IntoIterator<Item = Text>) {
        let items: Vec<Item> = texts.into_iter().map(Item::from).collect();
        self.items(&items, "Bullets", false);
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.open("Fact");
            self.span("Strong", &format!("{}: ", fact.term.trim_end_matches(':')));
            for (i, value) in fact.values.iter().enumerate() {
                if i > 0 {
                    self.body.push_str(";<text:s/>");
                }
                self.text(value);
            }
            self.close();
        }
    }

    fn note(&mut self, note: &Note) {
        self.open("Note");
        if !note.title.is_empty() {
            self.span("Strong", &format!("{} ", note.title));
        }
        self.text(&note.text);
        self.close();
    }

    fn log(&mut self, log: &Log) {
        self.paragraph("Caption", &Text::new().then(&log.title));
        self.bullets(log.entries.iter().map(|e| {
            let mut text = Text::new().strong(format!("{}: ", e.when));
            text.0.extend(e.text.0.iter().cloned());
            text
        }));
    }

    fn state(&mut self, tag: &StateTag) {
        let said = self.words.with("document-state", &[("state", (&tag.word).into())]);
        self.open("Standard");
        self.coloured(&said, state_colour(tag.kind));
        self.close();
    }

    fn blocks(&mut self, blocks: &[Block], level: u8) -> Result<(), Error> {
        blocks.iter().try_for_each(|b| self.block(b, level))
    }

    fn block(&mut self, block: &Block, level: u8) -> Result<(), Error> {
        match block {
            Block::Section(s) => {
                let mut title = Text::new().then(s.number.as_ref().map(|n| format!("{n}  ")).unwrap_or_default());
                title.0.extend(s.title.0.iter().cloned());
                self.heading(level, &title);
                self.blocks(&s.blocks, level + 1)?;
            }
            Block::Paragraph(p) => self.paragraph(if p.tone == Tone::Quiet { "Quiet" } else { "Standard" }, &p.text),
            Block::List(l) => self.items(&l.items, if l.ordered { "Numbers" } else { "Bullets" }, false),
            Block::Table(t) => self.table(t),
            Block::Figure(scene) => self.figure(scene)?,
            Block::Note(n) => self.note(n),
            Block::Facts { facts } => self.facts(facts),
            Block::Log(l) => self.log(l),
            Block::State(tag) => self.state(tag),
            Block::Tally(t) => {
                self.plain("Caption", &format!("{}:", t.label));
                self.bullets(t.tags.iter().map(|t| Text::from(&t.word)));
            }
            Block::Commitment(c) => self.commitment(c, level),
            Block::Chain(c) => self.chain(c),
            Block::Findings { findings } => {
                for f in findings {
                    self.heading(level, &f.title);
                    self.open("Standard");
                    self.verdict(&f.verdict);
                    self.close();
                    self.paragraph("Standard", &f.text);
                    if !f.how.is_empty() {
                        self.paragraph("Standard", &f.how);
                    }
                }
            }
            Block::Method(m) => {
                self.heading(level, &m.title.clone().into());
                self.facts(&m.facts);
            }
            Block::Signatures(s) => s.signatures.iter().for_each(|s| self.signature(s)),
            Block::Quote(q) => {
                self.paragraph("Quote", &q.text);
                self.plain("Quiet", &q.by);
            }
        }
        Ok(())
    }

    fn verdict(&mut self, v: &Verdict) {
        self.coloured(&v.word, verdict_colour(v.kind));
        if !v.detail.is_empty() {
            self.words_of(&format!(": {}", v.detail));
        }
    }

    fn commitment(&mut self, c: &Commitment, level: u8) {
        self.heading(level, &c.titled());
        self.state(&c.tag);
        if let Some(n) = &c.count {
            let mut text = Text::new().strong(&n.figure).then(format!(" {}", n.of));
            if let Some(p) = c.progress.as_ref().filter(|p| !p.words.is_empty()) {
                text = text.then(format!(" ({})", p.words));
            }
            self.paragraph("Standard", &text.then("."));
        }
        c.sentences.iter().for_each(|s| self.paragraph("Standard", s));
        if let Some(n) = &c.remedy {
            self.note(n);
        }
        if let Some(l) = &c.log {
            self.log(l);
        }
        self.facts(&c.facts);
    }

    fn chain(&mut self, c: &Chain) {
        let here = sentence(&self.words.say("document-here"));
        let items: Vec<Item> = c
            .links
            .iter()
            .map(|l| {
                let mut text = Text::new().strong(format!("{}: ", l.kind));
                text.0.extend(l.title.0.iter().cloned());
                text = text.then(". ");
                text.0.extend(l.detail.0.iter().cloned());
                if l.standing == Standing::Here {
                    text = text.then(format!(" {here}"));
                }
                text.into()
            })
            .collect();
        self.items(&items, "Numbers", false);
    }

    fn signature(&mut self, s: &Signature) {
        // Party, name and lines to sign on stay on one page.
        self.paragraph("Sign-keep", &Text::new().strong(&s.party));
        self.plain("Sign-keep", &s.who());
        if s.signed.is_empty() {
            let (place, name) = (self.words.say("document-sign-place"), self.words.say("document-sign-name"));
            self.plain("Sign", &place);
            self.plain("Sign", &name);
        } else {
            self.plain("Standard", &s.state(self.words));
        }
    }

    fn figure(&mut self, scene: &figure::Scene) -> Result<(), Error> {
        let (png, width, height) = png(&figure::svg(scene, Ink::Paper { font: "DejaVu Sans" }, "s"))?;
        let name = parts::image_name(self.images.len());
        self.images.push(png);
        // At most 16 cm wide; 96 px are an inch.
        let cm = (f64::from(width) / 96.0 * 2.54).min(16.0);
        let (title, alt) = (xml(&scene.title), xml(&scene.description));
        let _ = write!(
            self.body,
            "<text:p text:style-name=\"Standard\"><draw:frame draw:style-name=\"Figure\" draw:name=\"{name}\" text:anchor-type=\"as-char\" svg:width=\"{cm:.2}cm\" svg:height=\"{:.2}cm\"><draw:image xlink:href=\"{name}\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/><svg:title>{title}</svg:title><svg:desc>{alt}</svg:desc></draw:frame></text:p>",
            cm * f64::from(height) / f64::from(width)
        );
        let keys = scene.drawing.keys();
        if !keys.is_empty() {
            let said: Vec<String> =
                keys.iter().map(|k| format!("{} ({})", k.words, self.words.say(key_word(k.kind)))).collect();
            let line = format!("{}: {}.", self.words.say("document-key"), said.join("; "));
            self.plain("Quiet", &line);
        }
        self.paragraph("Quiet", &scene.caption);
        if let Some(t) = &scene.table {
            self.table(t);
        }
        Ok(())
    }

    fn table(&mut self, t: &Table) {
        if t.columns.is_empty() {
            return;
        }
        let t = &t.in_words();
        self.tables += 1;
        self.plain("Caption", &t.caption);
        let (n, room) = (self.tables, room(t, self.lying));
        let mut columns = String::new();
        for (i, width) in office_widths(t, room).iter().enumerate() {
            let _ = write!(
                self.columns,
                "<style:style style:name=\"T{n}.{i}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{:.3}cm\"/></style:style>",
                width / 10.0
            );
            let _ = write!(columns, "<table:table-column table:style-name=\"T{n}.{i}\"/>");
        }
        let _ = write!(
            self.body,
            "<table:table table:name=\"T{n}\" table:style-name=\"{}\"><table:title>{}</table:title>{columns}<table:table-header-rows><table:table-row table:style-name=\"Row\">",
            if room < LYING { "Table" } else { "Table-wide" },
            xml(&t.caption)
        );
        for column in &t.columns {
            self.cell(column.align, "Head", |w| w.words_of(&column.title));
        }
        self.body.push_str("</table:table-row></table:table-header-rows>");
        for row in &t.rows {
            self.body.push_str("<table:table-row table:style-name=\"Row\">");
            for (i, column) in t.columns.iter().enumerate() {
                let style = if i == 0 { "Head" } else { "Cell" };
                self.cell(column.align, style, |w| match row.get(i) {
                    Some(Cell::Text(text)) => w.text(text),
                    Some(Cell::State(tag)) => w.coloured(&tag.word, state_colour(tag.kind)),
                    Some(Cell::Verdict(v)) => w.verdict(v),
                    Some(cell) => w.words_of(&cell.plain()),
                    None => {}
                });
            }
            self.body.push_str("</table:table-row>");
        }
        self.body.push_str("</table:table>");
        self.paragraph("Quiet", &t.note);
    }

    fn cell(&mut self, align: Align, style: &str, fill: impl FnOnce(&mut Writer)) {
        let end = if align == Align::End { "-end" } else { "" };
        let _ = write!(
            self.body,
            "<table:table-cell table:style-name=\"Box\" office:value-type=\"string\"><text:p text:style-name=\"{style}{end}\">"
        );
        fill(self);
        self.body.push_str("</text:p></table:table-cell>");
    }
}

#[cfg(test)]
mod tests;
