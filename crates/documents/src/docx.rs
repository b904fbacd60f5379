//! How is a document written as DOCX that a screen reader can use: real styles, header rows, alternative texts,
//! languages?

mod styles;

use std::fmt::Write;

use text::Words;

use crate::Error;
use crate::epub::archive;
use crate::escape::xml;
use crate::figure::{self, Ink};
use crate::html::{is_tag, last_lines, origin};
use crate::linear::sentence;
use crate::pdf::columns::{lies, office_widths, room};
use crate::tree::*;
use styles::{numbering, styles};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const DRAWING: &str = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The document as DOCX. The same document gives the same bytes.
///
/// # Errors
/// If a figure cannot be drawn or the archive cannot be written.
pub fn docx(document: &Document) -> Result<Vec<u8>, Error> {
    let document = &document.without(&[Seen::Cells]);
    let words = Words::of(document.lang);
    let mut w = Writer {
        body: String::new(),
        links: Vec::new(),
        images: Vec::new(),
        words,
        origin: origin(&document.furniture.address),
        lists: 0,
        lying: lies(document),
    };
    if !document.furniture.demo.is_empty() {
        w.plain("Quiet", &document.furniture.demo);
    }
    w.heading(1, &document.titled());
    w.paragraph("Lead", &document.lead);
    w.blocks(&document.blocks, 2)?;
    for line in last_lines(&document.furniture, words) {
        w.plain("Quiet", &line);
    }
    let size =
        if w.lying { "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"" } else { "w:w=\"11906\" w:h=\"16838\"" };
    let body = format!(
        "{XML}<w:document {W} {DRAWING}><w:body>{}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz {size}/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        w.body
    );
    let rels = w.relationships();
    let (styles, numbering) = (styles(document), numbering(w.lists));
    let (core, footer) = (core(document), footer(document, words));
    let names: Vec<String> = (0..w.images.len()).map(|i| format!("word/media/image{i}.png")).collect();
    let mut files: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("word/footer1.xml", footer.as_bytes()),
    ];
    files.extend(names.iter().map(String::as_str).zip(w.images.iter().map(Vec::as_slice)));
    archive(&files)
}

struct Writer {
    body: String,
    links: Vec<String>,
    images: Vec<Vec<u8>>,
    words: Words,
    origin: String,
    /// How many ordered lists there are: each counts from one.
    lists: usize,
    /// The page lies down, as a wide table wants.
    lying: bool,
}

impl Writer {
    fn open(&mut self, style: &str) {
        let _ = write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    }

    fn close(&mut self) {
        self.body.push_str("</w:p>");
    }

    fn plain(&mut self, style: &str, text: &str) {
        self.paragraph(style, &text.into());
    }

    fn paragraph(&mut self, style: &str, text: &Text) {
        if text.is_empty() {
            return;
        }
        self.open(style);
        self.text(text);
        self.close();
    }

    fn heading(&mut self, level: u8, text: &Text) {
        let style = format!("Heading{}", level.clamp(1, 6));
        self.paragraph(&style, text);
    }

    fn text(&mut self, text: &Text) {
        for run in &text.0 {
            let link = run.safe_link().and_then(|l| match l {
                l if l.starts_with('/') => (!self.origin.is_empty()).then(|| format!("{}{l}", self.origin)),
                l if l.starts_with('#') || l.starts_with("./") => None,
                l => Some(l.to_owned()),
            });
            if let Some(link) = &link {
                self.links.push(link.clone());
                let _ = write!(self.body, "<w:hyperlink r:id=\"rIdLink{}\">", self.links.len() - 1);
            }
            let mut props = String::new();
            if link.is_some() {
                props.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
            }
            if run.strong {
                props.push_str("<w:b/>");
            }
            if run.emphasis {
                props.push_str("<w:i/>");
            }
            if let Some(lang) = run.lang.as_deref().filter(|l| is_tag(l)) {
                let _ = write!(props, "<w:lang w:val=\"{lang}\"/>");
            }
            self.run(&props, &run.text);
            if link.is_some() {
                self.body.push_str("</w:hyperlink>");
            }
        }
    }

    fn run(&mut self, props: &str, text: &str) {
        for (i, line) in text.split('\n').enumerate() {
            self.body.push_str("<w:r>");
            if !props.is_empty() {
                let _ = write!(self.body, "<w:rPr>{props}</w:rPr>");
            }
            if i > 0 {
                self.body.push_str("<w:br/>");
            }
            let _ = write!(self.body, "<w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(line));
        }
    }

    /// A state or verdict: its word in bold and in its colour.
    fn coloured(&mut self, word: &str, colour: &str) {
        self.run(&format!("<w:b/><w:color w:val=\"{colour}\"/>"), word);
    }

    fn items(&mut self, items: &[Item], list: Option<usize>, depth: usize) {
        for item in items {
            let number = list.map_or(1, |n| n + 1);
            let _ = write!(
                self.body,
                "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{number}\"/></w:numPr></w:pPr>",
                depth.min(8)
            );
            self.text(&item.text);
            self.close();
            self.items(&item.items, list, depth + 1);
        }
    }

    fn numbered(&mut self, items: &[Item]) {
        self.lists += 1;
        let list = self.lists;
        self.items(items, Some(list), 0);
    }

    fn bullets(&mut self, texts: impl IntoIterator<Item = Text>) {
        let items: Vec<Item> = texts.into_iter().map(|text| Item { text, items: vec![] }).collect();
        self.items(&items, None, 0);
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.open("Fact");
            self.run("<w:b/>", &format!("{}: ", fact.term.trim_end_matches(':')));
            for (i, value) in fact.values.iter().enumerate() {
                if i > 0 {
                    self.run("", "; ");
                }
                self.text(value);
            }
            self.close();
        }
    }

    fn note(&mut self, note: &Note) {
        self.open("Note");
        if !note.title.is_empty() {
            self.run("<w:b/>", &format!("{} ", note.title));
        }
        self.text(&note.text);
        self.close();
    }

    fn log(&mut self, log: &Log) {
        self.paragraph("Normal", &Text::new().strong(&log.title));
        self.bullets(log.entries.iter().map(|e| {
            let mut text = Text::new().strong(format!("{}: ", e.when));
            text.0.extend(e.text.0.iter().cloned());
            text
        }));
    }

    fn state(&mut self, tag: &StateTag) {
        let said = self.words.with("document-state", &[("state", (&tag.word).into())]);
        self.open("Normal");
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
            Block::Paragraph(p) => self.paragraph(if p.tone == Tone::Quiet { "Quiet" } else { "Normal" }, &p.text),
            Block::List(l) if l.ordered => self.numbered(&l.items),
            Block::List(l) => self.items(&l.items, None, 0),
            Block::Table(t) => self.table(t),
            Block::Figure(scene) => self.figure(scene)?,
            Block::Note(n) => self.note(n),
            Block::Facts { facts } => self.facts(facts),
            Block::Log(l) => self.log(l),
            Block::State(tag) => self.state(tag),
            Block::Tally(t) => {
                self.plain("Normal", &format!("{}:", t.label));
                self.bullets(t.tags.iter().map(|t| Text::from(&t.word)));
            }
            Block::Commitment(c) => self.commitment(c, level),
            Block::Chain(c) => {
                let here = self.words.say("document-here");
                let items: Vec<Item> = c
                    .links
                    .iter()
                    .map(|l| {
                        let mut text = Text::new().strong(format!("{}: ", l.kind));
                        text.0.extend(l.title.0.iter().cloned());
                        text = text.then(". ");
                        text.0.extend(l.detail.0.iter().cloned());
                        if l.standing == Standing::Here {
                            text = text.then(format!(" {}", sentence(&here)));
                        }
                        Item { text, items: vec![] }
                    })
                    .collect();
                self.numbered(&items);
            }
            Block::Findings { findings } => {
                for f in findings {
                    self.heading(level, &f.title);
                    self.open("Normal");
                    self.coloured(&f.verdict.word, verdict_colour(f.verdict.kind));
                    if !f.verdict.detail.is_empty() {
                        self.run("", &format!(": {}", f.verdict.detail));
                    }
                    self.close();
                    for text in [&f.text, &f.how].into_iter().filter(|t| !t.is_empty()) {
                        self.paragraph("Normal", text);
                    }
                }
            }
            Block::Method(m) => {
                self.heading(level, &m.title.clone().into());
                self.facts(&m.facts);
            }
            Block::Signatures(s) => {
                for s in &s.signatures {
                    // Party, name and lines to sign on stay on one page.
                    self.paragraph("SignKeep", &Text::new().strong(&s.party));
                    self.plain("SignKeep", &s.who());
                    if s.signed.is_empty() {
                        for key in ["document-sign-place", "document-sign-name"] {
                            let words = self.words.say(key);
                            self.plain("Sign", &words);
                        }
                    } else {
                        self.plain("Normal", &s.state(self.words));
                    }
                }
            }
            Block::Quote(q) => {
                self.paragraph("Quote", &q.text);
                self.plain("Quiet", &q.by);
            }
        }
        Ok(())
    }

    fn commitment(&mut self, c: &Commitment, level: u8) {
        self.heading(level, &c.titled());
        self.state(&c.tag);
        if let Some(n) = &c.count {
            let mut text = Text::new().strong(&n.figure).then(format!(" {}", n.of));
            if let Some(p) = c.progress.as_ref().filter(|p| !p.words.is_empty()) {
                text = text.then(format!(" ({})", p.words));
            }
            self.paragraph("Normal", &text.then("."));
        }
        for s in &c.sentences {
            self.paragraph("Normal", s);
        }
        if let Some(n) = &c.remedy {
            self.note(n);
        }
        if let Some(l) = &c.log {
            self.log(l);
        }
        self.facts(&c.facts);
    }

    fn figure(&mut self, scene: &figure::Scene) -> Result<(), Error> {
        let svg = figure::svg(scene, Ink::Paper { font: "DejaVu Sans" }, "s");
        let (png, width, height) = png(&svg)?;
        self.images.push(png);
        let id = self.images.len();
        // At most 16 cm wide; 1 px is 9525 EMU.
        let scale = (5_760_000.0 / (f64::from(width) * 9525.0)).min(1.0);
        let (cx, cy) = ((f64::from(width) * 9525.0 * scale) as u64, (f64::from(height) * 9525.0 * scale) as u64);
        let (title, alt) = (xml(&scene.title).replace('\n', " "), xml(&scene.description).replace('\n', " "));
        self.open("Normal");
        let _ = write!(
            self.body,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr id=\"{id}\" name=\"{title}\" descr=\"{title}. {alt}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"image{i}.png\" descr=\"{title}. {alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdImage{i}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            i = id - 1
        );
        self.close();
        if !scene.drawing.keys().is_empty() {
            let key = self.words.say("document-key");
            let words: Vec<String> = scene
                .drawing
                .keys()
                .iter()
                .map(|k| format!("{} ({})", k.words, self.words.say(key_word(k.kind))))
                .collect();
            self.plain("Quiet", &format!("{key}: {}.", words.join("; ")));
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
        // A twentieth of a point is 1/56.7 of a millimetre.
        let twips = |mm: f64| (mm * 56.693).round() as u32;
        let widths: Vec<u32> = office_widths(t, room(t, self.lying)).into_iter().map(twips).collect();
        let grid: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
        self.plain("Caption", &t.caption);
        let caption = xml(&t.caption).replace('\n', " ");
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:firstColumn=\"1\" w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{caption}\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
            widths.iter().sum::<u32>()
        );
        for (column, width) in t.columns.iter().zip(&widths) {
            self.cell_open("CellHead", column.align, *width);
            self.run("", &column.title);
            self.cell_close();
        }
        self.body.push_str("</w:tr>");
        for row in &t.rows {
            self.body.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (i, (column, width)) in t.columns.iter().zip(&widths).enumerate() {
                self.cell_open(if i == 0 { "CellHead" } else { "Cell" }, column.align, *width);
                match row.get(i) {
                    Some(Cell::Text(text)) => self.text(text),
                    Some(Cell::State(tag)) => self.coloured(&tag.word, state_colour(tag.kind)),
                    Some(Cell::Verdict(v)) => {
                        self.coloured(&v.word, verdict_colour(v.kind));
                        if !v.detail.is_empty() {
                            self.run("", &format!(": {}", v.detail));
                        }
                    }
                    Some(cell) => self.run("", &cell.plain()),
                    None => {}
                }
                self.cell_close();
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
        if t.note.is_empty() {
            // Word glues two tables together that have nothing between them.
            self.body.push_str("<w:p/>");
        } else {
            self.paragraph("Quiet", &t.note);
        }
    }

    fn cell_open(&mut self, style: &str, align: Align, width: u32) {
        let align = if align == Align::End { "<w:jc w:val=\"end\"/>" } else { "" };
        let _ = write!(
            self.body,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{align}</w:pPr>"
        );
    }

    fn cell_close(&mut self) {
        self.body.push_str("</w:p></w:tc>");
    }

    fn relationships(&self) -> String {
        let mut out = format!(
            "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdStyles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rIdNumbering\" Type=\"{OFFICE}/numbering\" Target=\"numbering.xml\"/><Relationship Id=\"rIdSettings\" Type=\"{OFFICE}/settings\" Target=\"settings.xml\"/><Relationship Id=\"rIdFooter\" Type=\"{OFFICE}/footer\" Target=\"footer1.xml\"/>"
        );
        for (i, link) in self.links.iter().enumerate() {
            let _ = write!(
                out,
                "<Relationship Id=\"rIdLink{i}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                xml(link)
            );
        }
        for i in 0..self.images.len() {
            let _ =
                write!(out, "<Relationship Id=\"rIdImage{i}\" Type=\"{OFFICE}/image\" Target=\"media/image{i}.png\"/>");
        }
        out + "</Relationships>"
    }
}

pub(crate) fn key_word(kind: figure::KeyKind) -> &'static str {
    use figure::KeyKind::*;
    match kind {
        More => "document-key-more",
        Fewer => "document-key-fewer",
        Maybe => "document-key-maybe",
        Hidden => "document-key-hidden",
        Ring => "document-key-ring",
        RingMaybe => "document-key-ring-maybe",
        Rail => "document-key-rail",
    }
}

pub(crate) fn state_colour(kind: StateKind) -> &'static str {
    match kind {
        StateKind::Kept => "0B5132",
        StateKind::OnTrack | StateKind::Ahead => "0A4A7A",
        StateKind::Behind => "633C00",
        StateKind::Broken => "86190F",
        StateKind::Cannot | StateKind::NotStarted => "3B474E",
    }
}

pub(crate) fn verdict_colour(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::More => "8A3505",
        VerdictKind::Fewer => "1A5284",
        _ => "3B474E",
    }
}

/// Draws the figure as PNG, twice as fine as the screen: older Word shows no SVG.
pub(crate) fn png(svg: &str) -> Result<(Vec<u8>, u32, u32), Error> {
    use resvg::{tiny_skia, usvg};
    static FONTS: std::sync::LazyLock<std::sync::Arc<usvg::fontdb::Database>> = std::sync::LazyLock::new(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for data in [dejavu::sans::regular(), dejavu::sans::bold()] {
            fonts.load_font_data(data.to_vec());
        }
        std::sync::Arc::new(fonts)
    });
    let refused = |e: String| Error::Refused(format!("a figure cannot be drawn: {e}"));
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| refused(e.to_string()))?;
    let size = tree.size();
    let (width, height) = (size.width().ceil() as u32, size.height().ceil() as u32);
    let mut pixels = tiny_skia::Pixmap::new(width * 2, height * 2).ok_or_else(|| refused("it has no size".into()))?;
    pixels.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(2.0, 2.0), &mut pixels.as_mut());
    Ok((pixels.encode_png().map_err(|e| refused(e.to_string()))?, width, height))
}

fn core(document: &Document) -> String {
    let f = &document.furniture;
    let created = if f.date.parse::<jiff::civil::Date>().is_ok() {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created>", xml(&f.date))
    } else {
        String::new()
    };
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>{created}</cp:coreProperties>",
        xml(&document.title),
        xml(&f.responsible),
        document.lang.tag()
    )
}

fn footer(document: &Document, words: Words) -> String {
    let said = words.with("document-page", &[("page", "\u{e000}".into()), ("pages", "\u{e001}".into())]);
    let field = |name: &str| {
        format!(
            "</w:t></w:r><w:fldSimple w:instr=\"{name}\"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\">"
        )
    };
    let said = xml(&said).replace('\u{e000}', &field("PAGE")).replace('\u{e001}', &field("NUMPAGES"));
    format!(
        "{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Quiet\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{} · {said}</w:t></w:r></w:p></w:ftr>",
        xml(&document.title)
    )
}

const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:zoom w:percent=\"100\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";
const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
const RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

#[cfg(test)]
mod tests;
