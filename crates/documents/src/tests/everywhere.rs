//! Is every sentence, number and table cell of a document found in every form of it?

use std::path::Path;

use serde_json::Value;

use super::{made, pdf_text, pdf_tool, read_back, squeezed};
use crate::*;

/// Keys of the tree that hold no words of their own: kinds, anchors, addresses behind words, days for machines, and
/// what is only drawn (each number of a drawing stands in its table or its sentence).
const NOT_WORDS: [&str; 13] = [
    "type", "kind", "tone", "align", "layout", "placing", "standing", "anchor", "link", "lang", "date", "drawing",
    "progress",
];

/// Something that a document says, in which language where that is another, whether it stands in a table, and what has
/// to be seen for it to mean anything.
struct Said {
    words: String,
    lang: Option<String>,
    in_table: bool,
    seen: Option<String>,
}

impl Said {
    /// Whether the form shows what the words are about.
    fn is_for(&self, form: Form) -> bool {
        matches!(
            (self.seen.as_deref(), form),
            (None, _)
                | (_, Form::Html | Form::Pdf | Form::Epub | Form::Json)
                | (Some("figure"), Form::Large | Form::Docx | Form::Odt)
        )
    }
}

/// Everything that the tree says: found by its serialisation, so that a new field is not forgotten.
fn said(document: &Document) -> Vec<Said> {
    fn walk(value: &Value, in_table: bool, out: &mut Vec<Said>) {
        match value {
            Value::String(words) if !words.trim().is_empty() => {
                out.push(Said { words: words.clone(), lang: None, in_table, seen: None });
            }
            Value::Array(values) => values.iter().for_each(|v| walk(v, in_table, out)),
            Value::Object(fields) if fields.get("type") == Some(&"head".into()) => {
                // The short name of a row is for narrow screens.
                walk(&fields["value"][0], in_table, out);
            }
            // A run with marks: the whole document has a language too, and a title beside it.
            Value::Object(fields)
                if !fields.contains_key("title") && (fields.contains_key("seen") || fields.contains_key("lang")) =>
            {
                let mark = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
                let words = mark("text").unwrap_or_default();
                out.push(Said { words, lang: mark("lang"), in_table, seen: mark("seen") });
            }
            Value::Object(fields) => {
                for (key, value) in fields.iter().filter(|(key, _)| !NOT_WORDS.contains(&key.as_str())) {
                    walk(value, in_table || key == "rows" || key == "columns", out);
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&serde_json::to_value(document).unwrap(), false, &mut out);
    out
}

#[test]
fn every_sentence_number_and_table_cell_is_found_in_every_form_of_every_sample() {
    let mut missing = Vec::new();
    for (i, (name, document)) in samples().into_iter().enumerate() {
        let all = said(&document);
        assert!(all.len() > 10, "{name} says only {} things", all.len());
        for form in Form::ALL {
            let Some(text) = read_back(form, &document, &made(i, form)) else { continue };
            for said in &all {
                if form == Form::Csv && !said.in_table {
                    continue;
                }
                if !said.is_for(form) {
                    assert!(!text.contains(&squeezed(&said.words)), "{form:?} of {name} says: {}", said.words);
                    continue;
                }
                let words = match form {
                    Form::Json => serde_json::to_string(&said.words).unwrap(),
                    _ => said.words.clone(),
                };
                if !text.contains(&squeezed(&words)) {
                    missing.push(format!("{form:?} of {name} does not say: {words}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} are missing:\n{}", missing.len(), missing.join("\n"));
}

/// Every address that a document leads to outside itself, whole.
fn links(document: &Document) -> Vec<String> {
    fn walk(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Array(values) => values.iter().for_each(|v| walk(v, out)),
            Value::Object(fields) => {
                out.extend(fields.get("link").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|v| walk(v, out));
            }
            _ => {}
        }
    }
    let mut out = vec![document.furniture.address.clone()];
    walk(&serde_json::to_value(document).unwrap(), &mut out);
    let whole = |l: String| if l.starts_with('/') { format!("https://almvalla.example{l}") } else { l };
    out.into_iter().filter(|l| !l.starts_with('#')).map(whole).collect()
}

#[test]
fn no_link_of_a_picture_or_a_report_is_lost_in_any_form_that_can_lead_anywhere() {
    let mut lost = Vec::new();
    for (i, (name, document)) in samples().into_iter().enumerate() {
        let links = links(&document);
        assert!(!matches!(name, "lagesbild" | "rapport") || links.len() > 3, "{name}: {links:?}");
        for form in [Form::Pdf, Form::Large, Form::Docx, Form::Odt, Form::Epub, Form::Text, Form::Markdown] {
            let bytes = super::there(form, &made(i, form)).unwrap();
            let written = match form {
                Form::Pdf | Form::Large => {
                    let Some(json) = pdf_tool("qpdf", &["--json", "FILE"], &bytes) else { continue };
                    json
                }
                Form::Docx => {
                    super::zipped(&bytes, "word/_rels/document.xml.rels") + &super::zipped(&bytes, "word/document.xml")
                }
                Form::Odt => super::zipped(&bytes, "content.xml"),
                Form::Epub => super::zipped(&bytes, "EPUB/content.xhtml"),
                _ => String::from_utf8(bytes).unwrap(),
            };
            lost.extend(links.iter().filter(|l| !written.contains(*l)).map(|l| format!("{form:?} of {name}: {l}")));
        }
    }
    assert!(lost.is_empty(), "{} are lost:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn every_word_is_spoken() {
    let mut missing = Vec::new();
    for (name, document) in samples() {
        let all: String = speech::sections(&document).into_iter().map(|(_, text)| text).collect();
        let all = squeezed(&all);
        for said in said(&document).into_iter().filter(|s| s.is_for(Form::Mp3)) {
            // Nobody wants to hear an address, and a dash in a cell is for the eye.
            let words = speech::spoken(&said.words, false);
            if words.contains("://") || words == "–" || all.contains(&squeezed(&words)) {
                continue;
            }
            missing.push(format!("{name} does not speak: {words}"));
        }
    }
    assert!(missing.is_empty(), "{} are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_word_is_there_in_braille() {
    let louis = Path::new("lou_translate");
    if !tool::is_there(louis) {
        println!("SKIPPED: lou_translate is not installed (Debian: apt-get install liblouis-bin)");
        return;
    }
    // A cut word gets a hyphen (dots 3-6), and cells between words are where lines break.
    let bare = |cells: &str| -> String {
        cells.chars().filter(|c| !matches!(c, '⠀' | '⠤') && !c.is_whitespace()).collect()
    };
    let mut missing = Vec::new();
    let grades = [braille::Grade::Uncontracted, braille::Grade::Contracted];
    for ((name, document), grade) in samples().into_iter().flat_map(|sample| grades.map(|g| (sample.clone(), g))) {
        let paper = braille::Paper::default();
        let mut pages = braille::pages(&document, louis, &paper, grade).unwrap();
        // The last line of a page is its number.
        let text: String = pages
            .iter_mut()
            .flat_map(|page| {
                page.pop();
                page.drain(..)
            })
            .collect();
        let text = bare(&text);
        for lang in ["sv", "en"] {
            let here = |s: &&Said| s.is_for(Form::Braille) && s.lang.as_deref().unwrap_or("sv") == lang;
            let all: Vec<String> = said(&document).iter().filter(here).map(|s| braille::one_line(&s.words)).collect();
            let expected = braille::translate(&all, louis, lang, grade).unwrap();
            for (words, cells) in all.iter().zip(&expected).filter(|(words, _)| !words.contains("://")) {
                if !text.contains(&bare(cells)) {
                    missing.push(format!("{name}, {grade:?}: {words}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} are missing:\n{}", missing.len(), missing.join("\n"));
}

/// The text of a PDF with what screen readers are told of its figures; what stands around each page is taken away, so
/// that a sentence goes on over the page.
pub(super) fn pdf_words(bytes: &[u8], document: &Document) -> Option<String> {
    let f = &document.furniture;
    let running = squeezed(&format!("{} · {}", document.title, f.responsible));
    let demo = squeezed(&f.demo);
    let mut all = String::new();
    let text = pdf_text(bytes)?;
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    for (i, page) in pages.iter().enumerate() {
        let page = squeezed(page);
        let number = format!("Sida{}av{}", i + 1, pages.len());
        all.push_str(&page.replace(&running, "").replace(&number, "").replace(&demo, ""));
    }
    Some(all + &document.title + &running + &demo + &figure_alternatives(bytes)?.concat())
}

/// The text alternatives of the figures, as the structure tree of a PDF has them.
pub(super) fn figure_alternatives(bytes: &[u8]) -> Option<Vec<String>> {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(values) => values.iter().for_each(|v| walk(v, found)),
            Value::Object(fields) => {
                // Strings of a PDF begin with "u:" here; older versions of the tool write them bare.
                if let Some(Value::String(alt)) = fields.get("/Alt") {
                    found.push(alt.trim_start_matches("u:").to_owned());
                }
                fields.values().for_each(|v| walk(v, found));
            }
            _ => {}
        }
    }
    let json = pdf_tool("qpdf", &["--json", "FILE"], bytes)?;
    let mut found = Vec::new();
    walk(&serde_json::from_str(&json).expect("qpdf writes JSON"), &mut found);
    Some(found)
}
