//! What does the paper template get: the document as data, and its drawings as files?

use serde_json::{Value, json};
use text::Words;

use super::columns::{Laid, is_tall, laid, lies, room};
use super::{Fonts, Print};
use crate::escape::clean;
use crate::figure::{self, Drawing, Ink, Scene};
use crate::html::{Base, last_lines, origin};
use crate::tree::*;

/// `document.json` and the drawings that it names.
pub(super) fn files(document: &Document, fonts: &Fonts, print: Print) -> Vec<(String, Vec<u8>)> {
    // In large print the drawn cells of a table are told in words.
    let document = &match print {
        Print::Normal => document.clone(),
        Print::Large => document.without(&[Seen::Cells]),
    };
    let words = Words::of(document.lang);
    let f = &document.furniture;
    let font = fonts.families()[0].clone();
    let lying = print == Print::Normal && lies(document);
    let base = Base::Origin(origin(&f.address));
    let mut w = Files { words, files: signs(), fonts, font: &font, base, lying, print };
    let (page, of) = page_words(words);
    let last: Vec<Value> = last_lines(f, words).iter().map(|l| w.text(&linked(l, &f.address))).collect();
    let running = match f.responsible.as_str() {
        "" => document.title.clone(),
        who => format!("{} · {who}", document.title),
    };
    let mut blocks = w.blocks(&document.blocks);
    let lines = last_lines(f, words);
    let tail = if !lines.is_empty() && reserve(&mut blocks) { tail_height(&lines, print) } else { 0.0 };
    let lang = document.lang.tag();
    let data = json!({
        "title": w.text(&document.titled()),
        "lang": lang,
        "region": if lang == "sv" { "SE" } else { "GB" },
        "name": w.whole(&document.title),
        "author": w.whole(&f.responsible),
        "responsible": w.s(&f.responsible),
        "running": w.s(&running),
        "demo": w.s(&f.demo),
        "last": last,
        "lead": w.text(&document.lead),
        "blocks": blocks,
        "tail": tail,
        "large": print == Print::Large,
        "lying": lying,
        "fonts": fonts.families(),
        "page-words": [page, of],
        "here-words": words.say("document-here"),
        "sign-words": [words.say("document-sign-place"), words.say("document-sign-name")],
    });
    let mut files = w.files;
    files.push(("document.json".into(), data.to_string().into_bytes()));
    files
}

/// Marks the last piece of the content, which keeps room under it for the last lines, so that these never stand alone on
/// a page. Nothing is marked where that piece may go on over a page by itself, or fills its ground with colour.
fn reserve(blocks: &mut Value) -> bool {
    let Some(last) = blocks.as_array_mut().and_then(|all| all.last_mut()) else { return false };
    let is_short = |value: &Value| value.to_string().len() < 2 * LONG;
    let last_is_short = |all: &Value| all.as_array().and_then(|a| a.last()).is_some_and(|l| l["long"] == false);
    let has = |all: &Value| all.as_array().is_some_and(|a| !a.is_empty());
    let keeps = match last["type"].as_str().unwrap_or_default() {
        "section" => return reserve(&mut last["blocks"]),
        "paragraph" | "note" | "quote" | "list" | "facts" => is_short(last),
        "state" | "tally" | "signatures" => true,
        "log" => last_is_short(&last["entries"]),
        "chain" => last_is_short(&last["links"]),
        "findings" => last_is_short(&last["findings"]),
        "table" => has(&last["note"]) || (has(&last["rows"]) && last["long"] == false && last["layout"] != "heat"),
        _ => false,
    };
    if keeps {
        last["tail"] = true.into();
    }
    keeps
}

/// How high the last lines are, in millimetres; rather too much than too little, since nothing but a page break comes of
/// it.
fn tail_height(lines: &[String], print: Print) -> f64 {
    let (points, letters) = if print == Print::Large { (18.0, 40.0) } else { (10.2, 80.0) };
    let high = |line: &String| (line.chars().count() as f64 / letters).ceil() * 1.5 + 0.6;
    (lines.iter().map(high).sum::<f64>() + 2.4) * points * 0.3528
}

/// A line in which the address leads there.
fn linked(line: &str, address: &str) -> Text {
    match line.split_once(address).filter(|_| !address.is_empty()) {
        Some((before, after)) => Text::new().then(before).link(address, address).then(after),
        None => line.into(),
    }
}

/// "Sida " and " av ", around the numbers that only the paper knows.
fn page_words(words: Words) -> (String, String) {
    let said = words.with("document-page", &[("page", "\u{1}".into()), ("pages", "\u{2}".into())]);
    let (page, rest) = said.split_once('\u{1}').unwrap_or(("", ""));
    (page.to_owned(), rest.split('\u{2}').next().unwrap_or(" / ").to_owned())
}

struct Files<'a> {
    words: Words,
    files: Vec<(String, Vec<u8>)>,
    fonts: &'a Fonts,
    font: &'a str,
    base: Base,
    /// The page lies down, as a wide table wants.
    lying: bool,
    print: Print,
}

impl Files<'_> {
    /// Words to set, with places to break where a word is very long.
    fn s(&self, text: &str) -> String {
        breakable(&self.whole(text))
    }

    /// Words that are told, not set: names and alternatives.
    fn whole(&self, text: &str) -> String {
        self.fonts.drawable(&clean(text), &self.words.say("document-unwritable"))
    }

    fn text(&self, text: &Text) -> Value {
        let runs = text.0.iter().map(|run| {
            let mut value = json!({ "text": self.s(&run.text) });
            if run.strong {
                value["strong"] = true.into();
            }
            if run.emphasis {
                value["emphasis"] = true.into();
            }
            if let Some(lang) = run.lang.as_deref().and_then(two_letters) {
                value["lang"] = lang.into();
            }
            if let Some(href) = run.safe_link().and_then(|l| self.href(l)) {
                value["href"] = href.into();
            }
            value
        });
        Value::Array(runs.collect())
    }

    /// PDF/UA allows neither an empty heading nor a figure without words; a dash says that they are missing.
    fn title(&self, text: &Text) -> Value {
        let said = self.text(text);
        let empty = text.0.iter().all(|r| self.s(&r.text).trim().is_empty());
        if empty { json!([{ "text": "–" }]) } else { said }
    }

    fn title_of(&self, text: &str) -> String {
        let said = self.s(text);
        if said.trim().is_empty() { "–".to_owned() } else { said }
    }

    /// A full address; paper leads nowhere inside a site, and an anchor only within the page it came from.
    fn href(&self, link: &str) -> Option<String> {
        let Base::Origin(origin) = &self.base else { return None };
        if link.starts_with('/') || link.starts_with("./") {
            return (!origin.is_empty()).then(|| format!("{origin}{}", link.trim_start_matches('.')));
        }
        (!link.starts_with('#')).then(|| link.to_owned())
    }

    fn svg(&mut self, svg: String) -> String {
        let name = format!("f{}.svg", self.files.len());
        // Words in a drawing need letters as all others do; its markup is plain ASCII.
        self.files.push((name.clone(), self.fonts.drawable(&svg, &self.words.say("document-unwritable")).into_bytes()));
        name
    }

    fn ink<'f>(&self, font: &'f str) -> Ink<'f> {
        match self.print {
            Print::Normal => Ink::Paper { font },
            Print::Large => Ink::Large { font },
        }
    }

    fn blocks(&mut self, blocks: &[Block]) -> Value {
        let mut all = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let mut value = self.block(block);
            // What leads to a figure or a list stands on the same page.
            if let Block::Paragraph(p) = block {
                let leads = matches!(
                    blocks.get(i + 1),
                    Some(Block::Chain(_) | Block::Figure(_) | Block::Table(_) | Block::Findings { .. })
                );
                value["leads"] = (leads && !is_long(&[&p.text])).into();
            }
            all.push(value);
        }
        Value::Array(all)
    }

    fn block(&mut self, block: &Block) -> Value {
        match block {
            Block::Section(s) => {
                let (title, blocks) = (self.title(&s.title), self.blocks(&s.blocks));
                json!({ "type": "section", "title": title, "number": s.number.as_deref().map(|n| self.s(n)), "blocks": blocks })
            }
            Block::Paragraph(p) => json!({ "type": "paragraph", "text": self.text(&p.text), "tone": p.tone }),
            Block::List(l) => json!({ "type": "list", "ordered": l.ordered, "items": self.items(&l.items) }),
            Block::Table(t) => self.table(t),
            Block::Figure(scene) => self.scene(scene),
            Block::Note(n) => self.note(n),
            Block::Facts { facts } => json!({ "type": "facts", "facts": self.facts(facts) }),
            Block::Log(l) => self.log(l),
            Block::State(tag) => {
                let mut value = self.tag(tag);
                value["type"] = "state".into();
                value
            }
            Block::Tally(t) => {
                json!({ "type": "tally", "label": self.s(&t.label), "tags": t.tags.iter().map(|t| self.tag(t)).collect::<Vec<_>>() })
            }
            Block::Commitment(c) => self.commitment(c),
            Block::Chain(c) => {
                let links: Vec<Value> = c
                    .links
                    .iter()
                    .map(|l| json!({ "kind": self.s(&l.kind), "title": self.text(&l.title), "detail": self.text(&l.detail), "standing": l.standing, "long": is_long(&[&l.title, &l.detail]) }))
                    .collect();
                json!({ "type": "chain", "links": links })
            }
            Block::Findings { findings } => {
                let findings: Vec<Value> = findings
                    .iter()
                    .map(|f| {
                        let long = is_long(&[&f.title, &f.text, &f.how]);
                        json!({ "verdict": self.verdict(&f.verdict), "title": self.title(&f.title), "text": self.text(&f.text), "how": self.text(&f.how), "long": long })
                    })
                    .collect();
                json!({ "type": "findings", "findings": findings })
            }
            Block::Method(m) => {
                json!({ "type": "method", "title": self.title_of(&m.title), "facts": self.facts(&m.facts) })
            }
            Block::Signatures(s) => {
                let signatures: Vec<Value> = s
                    .signatures
                    .iter()
                    .map(|s| json!({ "party": self.s(&s.party), "name": self.s(&s.name), "role": self.s(&s.role), "signed": if s.signed.is_empty() { String::new() } else { self.s(&s.state(self.words)) } }))
                    .collect();
                json!({ "type": "signatures", "signatures": signatures })
            }
            Block::Quote(q) => json!({ "type": "quote", "text": self.text(&q.text), "by": self.s(&q.by) }),
        }
    }

    fn items(&self, items: &[Item]) -> Value {
        Value::Array(
            items.iter().map(|i| json!({ "text": self.text(&i.text), "items": self.items(&i.items) })).collect(),
        )
    }

    fn facts(&self, facts: &[Fact]) -> Value {
        let one = |f: &Fact| json!({ "term": self.s(&f.term), "values": f.values.iter().map(|v| self.text(v)).collect::<Vec<_>>() });
        Value::Array(facts.iter().map(one).collect())
    }

    fn tag(&self, tag: &StateTag) -> Value {
        json!({ "kind": tag.kind, "word": self.s(&tag.word) })
    }

    fn verdict(&self, v: &Verdict) -> Value {
        json!({ "kind": v.kind, "word": self.s(&v.word), "detail": self.s(&v.detail) })
    }

    fn note(&self, n: &Note) -> Value {
        json!({ "type": "note", "kind": n.kind, "title": self.s(&n.title), "text": self.text(&n.text) })
    }

    fn log(&self, l: &Log) -> Value {
        let entries: Vec<Value> = l
            .entries
            .iter()
            .map(|e| json!({ "when": self.s(&e.when), "text": self.text(&e.text), "long": is_long(&[&e.text]) }))
            .collect();
        json!({ "type": "log", "title": self.s(&l.title), "entries": entries })
    }

    fn commitment(&mut self, c: &Commitment) -> Value {
        let svg = c.progress.as_ref().map(|p| {
            let svg = figure::progress_svg(p, self.ink(self.font), "p");
            self.svg(svg)
        });
        json!({
            "type": "commitment",
            "title": self.text(&c.titled()),
            "tag": self.tag(&c.tag),
            "count": c.count.as_ref().map(|n| json!({ "figure": self.s(&n.figure), "of": self.s(&n.of) })),
            "svg": svg,
            "sentences": c.sentences.iter().map(|s| self.text(s)).collect::<Vec<_>>(),
            "remedy": c.remedy.as_ref().map(|n| self.note(n)),
            "log": c.log.as_ref().map(|l| self.log(l)),
            "facts": self.facts(&c.facts),
            "long": is_long(&c.sentences.iter().chain(c.remedy.iter().map(|n| &n.text)).chain(c.facts.iter().flat_map(|f| &f.values)).collect::<Vec<_>>()),
        })
    }

    fn scene(&mut self, scene: &Scene) -> Value {
        let ink = self.ink(self.font);
        let drawn = figure::svg(scene, ink, "s");
        let svg = self.svg(drawn);
        let keys: Vec<Value> = scene
            .drawing
            .keys()
            .iter()
            .map(|key| {
                let drawn = figure::key_svg(key.kind, ink, "k");
                json!({ "svg": self.svg(drawn), "words": self.s(&key.words) })
            })
            .collect();
        let kind = match scene.drawing {
            Drawing::Map(_) => "map",
            Drawing::Line(_) => "line",
            Drawing::Range(_) => "range",
            Drawing::Progress(_) => "progress",
        };
        let said = [scene.title.trim_end_matches('.'), scene.description.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|s| !s.trim().is_empty()).collect();
        let alt = self.whole(&said.join(". "));
        let alt = if alt.trim().is_empty() { "–".to_owned() } else { alt };
        let table = scene.table.as_ref().map(|t| self.table(t));
        json!({ "type": "figure", "kind": kind, "svg": svg, "alt": alt, "keys": keys, "words": self.s(&scene.description), "caption": self.text(&scene.caption), "table": table })
    }

    fn table(&mut self, t: &Table) -> Value {
        let laid = laid(t, self.print, self.lying);
        // What is only drawn has no place in a list of values.
        let in_words = (laid == Laid::Records).then(|| t.in_words());
        let t = in_words.as_ref().unwrap_or(t);
        let (layout, scale) = match &t.layout {
            Layout::Plain => ("plain", None),
            Layout::Areas => ("areas", None),
            Layout::Heat => ("heat", None),
            Layout::Whisker(scale) => ("whisker", Some(scale)),
        };
        let columns: Vec<Value> = t
            .columns
            .iter()
            .enumerate()
            .map(|(i, c)| {
                let words = scale
                    .filter(|_| crate::html::is_interval_column(t, i))
                    .map(|s| s.words.each_ref().map(|w| self.s(w)));
                json!({ "title": self.s(&c.title), "align": c.align, "scale": words })
            })
            .collect();
        let width = t.columns.len();
        let rows: Vec<Value> = t
            .rows
            .iter()
            .map(|row| {
                let verdict = row.iter().find_map(|c| match c {
                    Cell::Verdict(v) => Some(v.kind),
                    _ => None,
                });
                let mut cells: Vec<Value> = row
                    .iter()
                    .take(width)
                    .map(|c| self.cell(c, scale, verdict.unwrap_or(VerdictKind::Maybe)))
                    .collect();
                cells.resize(width, json!({ "type": "empty" }));
                Value::Array(cells)
            })
            .collect();
        let long = t.rows.iter().flatten().any(|c| c.plain().len() > LONG);
        let room = room(t, self.lying);
        let tall = is_tall(t, room, self.lying);
        let (widths, hyphenate) = match &laid {
            Laid::Grid { widths, hyphenate } => (widths.as_slice(), *hyphenate),
            Laid::Records => (&[][..], false),
        };
        let records = laid == Laid::Records;
        json!({ "type": "table", "caption": self.s(&t.caption), "layout": layout, "columns": columns, "rows": rows, "note": self.text(&t.note), "long": long, "tall": tall, "room": room, "widths": widths, "hyphenate": hyphenate, "records": records })
    }

    fn cell(&mut self, cell: &Cell, scale: Option<&Scale>, verdict: VerdictKind) -> Value {
        match cell {
            Cell::Text(text) => json!({ "type": "text", "value": self.text(text) }),
            Cell::Head(long, short) => json!({ "type": "head", "value": [self.s(long), self.s(short)] }),
            Cell::State(tag) => json!({ "type": "state", "value": self.tag(tag) }),
            Cell::Verdict(v) => json!({ "type": "verdict", "value": self.verdict(v) }),
            Cell::Shade(level, word) => json!({ "type": "shade", "value": [level, self.s(word)] }),
            Cell::Interval(interval) => {
                let svg = scale.map(|scale| {
                    let svg = figure::whisker(interval, scale, verdict, self.ink(""), "w");
                    self.svg(svg)
                });
                json!({ "type": "interval", "svg": svg, "words": self.s(&interval.words) })
            }
            Cell::Empty => json!({ "type": "empty" }),
        }
    }
}

/// Text of more bytes than this is not held together on one page: it might not fit.
const LONG: usize = 1200;

fn is_long(texts: &[&Text]) -> bool {
    texts.iter().map(|t| t.plain().len()).sum::<usize>() > LONG
}

/// Places to break in a word that may be wider than the page or its column: a space without width every few letters.
/// Addresses break at their own signs.
fn breakable(text: &str) -> String {
    const LONG_WORD: usize = 30;
    const STEP: usize = 8;
    // A mark or a joiner stays with its letter.
    let stands = |c: char| c.is_alphanumeric() || c.is_ascii_punctuation();
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let is_address = word.contains("://") || word.contains('@');
        for piece in word.split_inclusive(|c: char| is_address && !c.is_alphanumeric()) {
            let is_long = piece.chars().count() > LONG_WORD;
            let (mut since, mut before) = (0, ' ');
            for c in piece.chars() {
                if is_long && since >= STEP && stands(before) && stands(c) {
                    out.push('\u{200b}');
                    since = 0;
                }
                out.push(c);
                (since, before) = (since + 1, c);
            }
        }
    }
    out
}

/// Typst takes languages of two or three letters.
fn two_letters(tag: &str) -> Option<String> {
    let first = tag.split('-').next()?.to_ascii_lowercase();
    ((2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic())).then_some(first)
}

/// The signs of states and verdicts in their colours on paper, and the mark.
fn signs() -> Vec<(String, Vec<u8>)> {
    use StateKind::*;
    let file = |name: String, svg: String, colour: &str, ground: &str| {
        let cut = format!("fill=\"{ground}\" stroke=\"{ground}\"");
        let svg = svg
            .replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" ")
            .replace("currentColor", colour)
            .replace("class=\"cut\"", &cut);
        (name, svg.into_bytes())
    };
    let states = [
        (Kept, "kept", "#0b5132", "#e3f3ea"),
        (OnTrack, "on_track", "#0a4a7a", "#e4f0fa"),
        (Ahead, "ahead", "#0a4a7a", "#e4f0fa"),
        (Behind, "behind", "#633c00", "#fff0d3"),
        (Broken, "broken", "#86190f", "#fce9e6"),
        (Cannot, "cannot", "#3b474e", "#eef1f2"),
        (NotStarted, "not_started", "#3b474e", "#eef1f2"),
    ];
    let verdicts = [
        (VerdictKind::More, "more", "#8a3505"),
        (VerdictKind::Fewer, "fewer", "#1a5284"),
        (VerdictKind::Maybe, "maybe", "#3f4f57"),
        (VerdictKind::Cannot, "cannot", "#3b474e"),
        (VerdictKind::Hidden, "hidden", "#3b474e"),
    ];
    let mark = figure::MARK
        .replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"36\" height=\"44\" ")
        .replace("class=\"mark-a\"", "fill=\"#003a43\"")
        .replace("class=\"mark-b\"", "fill=\"#000000\"");
    states
        .into_iter()
        .map(|(kind, name, fg, bg)| file(format!("state-{name}.svg"), figure::state_sign(kind), fg, bg))
        .chain(
            verdicts
                .into_iter()
                .map(|(kind, name, fg)| file(format!("verdict-{name}.svg"), figure::verdict_sign(kind), fg, "#ffffff")),
        )
        .chain([("mark.svg".to_owned(), mark.into_bytes())])
        .collect()
}
