//! Does every form say the same, and does none of them break on hostile content?

mod any;
mod everywhere;
mod golden;
mod paper;
mod structure;
mod validators;

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::{Arc, LazyLock, Mutex};

use text::Lang;

use crate::*;

/// Sample `i` in a form, made once for all tests: setting pages takes its time in a build for tests.
fn made(i: usize, form: Form) -> Arc<Result<Vec<u8>, Error>> {
    static MADE: LazyLock<Mutex<HashMap<(usize, Form), Arc<Result<Vec<u8>, Error>>>>> = LazyLock::new(Mutex::default);
    if let Some(found) = MADE.lock().unwrap().get(&(i, form)) {
        return found.clone();
    }
    let new = Arc::new(write(form, &samples()[i].1, &Tools::default()));
    MADE.lock().unwrap().entry((i, form)).or_insert(new).clone()
}

/// The bytes of a form, or nothing where a program is absent.
fn there(form: Form, made: &Result<Vec<u8>, Error>) -> Option<Vec<u8>> {
    match made {
        Ok(bytes) => Some(bytes.clone()),
        Err(Error::Missing { tool, .. }) => {
            println!("SKIPPED: {form:?}, {tool} is not installed");
            None
        }
        Err(e) => panic!("{form:?}: {e}"),
    }
}

fn is_signs_or_sound(form: Form) -> bool {
    use Form::*;
    matches!(form, Braille | Pef | BrailleShort | PefShort | Mp3 | Opus)
}

/// The text that a reader of the form gets, without its marks; nothing where a program is absent.
fn read_back(form: Form, document: &Document, made: &Result<Vec<u8>, Error>) -> Option<String> {
    if is_signs_or_sound(form) {
        return None;
    }
    let bytes = there(form, made)?;
    let text = match form {
        Form::Pdf | Form::Large => everywhere::pdf_words(&bytes, document)?,
        Form::Epub => unmarked(&zipped(&bytes, "EPUB/content.xhtml")),
        Form::Docx => unmarked(&zipped(&bytes, "word/document.xml")),
        Form::Odt => unmarked(&zipped(&bytes, "content.xml")),
        Form::Html => unmarked(String::from_utf8(bytes).unwrap().split_once("</style>").unwrap().1),
        Form::Markdown => String::from_utf8(bytes).unwrap().replace(['*', '\\'], ""),
        Form::Text | Form::Csv => String::from_utf8(bytes).unwrap(),
        Form::Json => String::from_utf8(bytes).unwrap(),
        _ => unreachable!("not read as text"),
    };
    Some(squeezed(&text))
}

/// White space, soft hyphens and spaces without width are where each form breaks its lines.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}')).collect()
}

fn zipped(archive: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn unmarked(markup: &str) -> String {
    // What only a screen reader is told stands in these attributes.
    const LABELS: [&str; 2] = [" aria-label=\"", " descr=\""];
    let mut out = String::new();
    for (i, piece) in markup.split('<').enumerate() {
        let (tag, text) = if i == 0 { ("", piece) } else { piece.split_once('>').unwrap_or(("", "")) };
        for label in LABELS {
            out.push_str(tag.split_once(label).and_then(|(_, rest)| rest.split('"').next()).unwrap_or(""));
        }
        out.push_str(text);
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn pdf_tool(program: &str, args: &[&str], bytes: &[u8]) -> Option<String> {
    if !tool::is_there(std::path::Path::new(program)) {
        println!("SKIPPED: {program} is not installed (Debian: apt-get install poppler-utils)");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.pdf");
    std::fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap();
    let args: Vec<&str> = args.iter().map(|a| if *a == "FILE" { path } else { a }).collect();
    let out = std::process::Command::new(program).args(args).output().unwrap();
    Some(String::from_utf8_lossy(&out.stdout).into_owned())
}

fn pdf_text(bytes: &[u8]) -> Option<String> {
    pdf_tool("pdftotext", &["-raw", "FILE", "-"], bytes)
}

const EVIL: &str = "<script>alert(1)</script> #import \"x\" ]] $x$ *b* _i_ @ref \\ `q` \u{0}\u{7}\u{1b}[2J \u{202e}evil ]]> --flag =cmd|' /C'!A0 שלום مرحبا 🙂👩🏽‍🚒 \r\n; DROP";

fn hostile() -> Document {
    let text = || Text::from(EVIL);
    let cell = || Cell::Text(text());
    Document::new(EVIL, Lang::Sv)
        .lead(EVIL)
        .with(Tally { label: EVIL.into(), tags: vec![StateTag::new(StateKind::Ahead, EVIL)] })
        .with(Block::facts(vec![Fact::new(EVIL, EVIL)]))
        .section(
            EVIL,
            vec![
                Block::text(
                    Text::new().link(EVIL, "javascript:alert(1)").strong(EVIL).emphasis(EVIL).in_lang(EVIL, "he"),
                ),
                Block::text(Text::new().link(EVIL, "https://example.org/\"><script>")),
                List::steps([EVIL]).into(),
                Table {
                    caption: EVIL.into(),
                    caption_hidden: false,
                    layout: Layout::Plain,
                    columns: vec![Column::text(EVIL), Column::number(EVIL)],
                    rows: vec![vec![cell(), cell()], vec![], vec![cell(), cell(), cell()]],
                    note: text(),
                }
                .into(),
                Note { kind: NoteKind::Cannot, title: EVIL.into(), text: text() }.into(),
                Log {
                    title: EVIL.into(),
                    folded: true,
                    entries: vec![LogEntry { when: EVIL.into(), date: EVIL.into(), text: text() }],
                }
                .into(),
                Chain {
                    links: vec![Link { kind: EVIL.into(), title: text(), detail: text(), standing: Standing::Missing }],
                }
                .into(),
                Block::findings(vec![Finding {
                    verdict: Verdict::new(VerdictKind::Fewer, EVIL).detail(EVIL),
                    title: text(),
                    text: text(),
                    how: text(),
                    anchor: Some(EVIL.into()),
                }]),
                Quote { text: text(), by: EVIL.into() }.into(),
                Commitment {
                    anchor: EVIL.into(),
                    title: EVIL.into(),
                    title_lang: None,
                    link: Some("javascript:alert(1)".into()),
                    tag: StateTag::new(StateKind::Behind, EVIL),
                    count: Some(Count { figure: EVIL.into(), of: EVIL.into() }),
                    progress: Some(figure::Progress {
                        done: 9,
                        of: 3,
                        expected: Some(f64::NAN),
                        short: 7,
                        words: EVIL.into(),
                    }),
                    sentences: vec![text()],
                    remedy: None,
                    log: None,
                    facts: vec![Fact::new(EVIL, EVIL)],
                }
                .into(),
                Method { title: EVIL.into(), facts: vec![Fact::new(EVIL, EVIL)] }.into(),
                evil_map().into(),
                Signatures {
                    signatures: vec![Signature {
                        party: EVIL.into(),
                        name: EVIL.into(),
                        role: EVIL.into(),
                        signed: String::new(),
                    }],
                }
                .into(),
            ],
        )
        .furniture(Furniture {
            responsible: EVIL.into(),
            dated: EVIL.into(),
            date: EVIL.into(),
            address: EVIL.into(),
            demo: EVIL.into(),
        })
}

/// A drawing whose every word tries to leave the drawing.
fn evil_map() -> figure::Scene {
    let words = "</text></svg><svg onload=\"alert(1)\"><script>alert(1)</script>";
    let square = vec![vec![vec![(0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, f64::NAN)]]];
    figure::Scene {
        title: words.into(),
        description: words.into(),
        drawing: figure::Drawing::Map(figure::Map {
            areas: vec![figure::MapArea {
                name: words.into(),
                value: words.into(),
                verdict: VerdictKind::More,
                polygons: square,
            }],
            rings: vec![figure::Ring {
                at: (1.0, 1.0),
                radius: f64::INFINITY,
                certain: true,
                name: words.into(),
                detail: words.into(),
            }],
            keys: vec![figure::Key { kind: figure::KeyKind::More, words: words.into() }],
            measure: Some((1000.0, words.into())),
            ..figure::Map::default()
        }),
        caption: words.into(),
        table: None,
        placing: figure::Placing::Folded,
    }
}

/// What may not be left of it in any form.
fn harmless(form: Form, bytes: &[u8]) {
    let text = match form {
        Form::Epub => {
            zipped(bytes, "EPUB/content.xhtml") + &zipped(bytes, "EPUB/package.opf") + &zipped(bytes, "EPUB/nav.xhtml")
        }
        Form::Docx => zipped(bytes, "word/document.xml") + &zipped(bytes, "docProps/core.xml"),
        Form::Odt => ["content.xml", "styles.xml", "meta.xml"].map(|part| zipped(bytes, part)).concat(),
        Form::Html => String::from_utf8(bytes.to_vec()).unwrap(),
        Form::Text | Form::Markdown | Form::Csv => {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            assert!(!text.contains(['\u{0}', '\u{7}', '\u{1b}', '\u{202e}']), "{form:?}: {text:?}");
            return;
        }
        _ => return,
    };
    assert!(!text.contains("<script"), "{form:?}: {text}");
    let loaded =
        text.split('<').skip(1).filter_map(|tag| tag.split('>').next()).find(|tag| tag.starts_with("svg onload"));
    assert_eq!(loaded, None, "{form:?}");
    assert!(!text.contains("javascript:"), "{form:?}: {text}");
    assert!(!text.contains(['\u{0}', '\u{7}', '\u{1b}', '\u{202e}']), "{form:?}");
}

#[test]
fn markup_looking_text_in_every_field_stays_text_in_every_form() {
    let document = hostile();
    for form in Form::ALL {
        match write(form, &document, &Tools::default()) {
            Ok(bytes) => harmless(form, &bytes),
            Err(Error::Missing { tool, .. }) => println!("SKIPPED: {form:?}, {tool} is not installed"),
            Err(e) => panic!("{form:?}: {e}"),
        }
    }
}

#[test]
fn a_paragraph_of_a_megabyte_is_written_or_clearly_refused() {
    let document =
        Document::new("Lång", Lang::Sv).with(Block::text("Det här är en mening som upprepas. ".repeat(30_000)));
    for form in Form::ALL {
        match write(form, &document, &Tools::default()) {
            Ok(bytes) => assert!(!bytes.is_empty()),
            Err(Error::Missing { .. } | Error::Refused(_) | Error::Stopped { .. }) => println!("{form:?} refuses it"),
        }
    }
}

#[test]
fn a_table_of_ten_thousand_rows_is_written_whole() {
    let rows = (0..10_000)
        .map(|i| vec![format!("Rad {i}").into(), format!("{}", i * 7).into(), "Kan bero på slumpen".into()])
        .collect();
    let table = Table {
        caption: "Allt".into(),
        caption_hidden: false,
        layout: Layout::Plain,
        columns: vec![Column::text("Namn"), Column::number("Antal"), Column::text("Bedömning")],
        rows,
        note: Text::new(),
    };
    let document = Document::new("Lång tabell", Lang::Sv).with(table);
    for form in [Form::Html, Form::Text, Form::Markdown, Form::Csv, Form::Json, Form::Epub, Form::Docx, Form::Odt] {
        let text = read_back(form, &document, &write(form, &document, &Tools::default())).unwrap();
        assert!(text.contains("Rad9999") && text.contains("69993"), "{form:?}");
    }
    match write(Form::Pdf, &document, &Tools::default()) {
        Err(Error::Refused(why)) => assert!(why.contains("take CSV"), "{why}"),
        other => panic!("{:?}", other.map(|b| b.len())),
    }
}

#[test]
fn an_empty_document_is_a_document_in_every_form() {
    for form in Form::ALL {
        match write(form, &Document::new("", Lang::En), &Tools::default()) {
            // PDF/UA demands a title, and says so.
            Err(Error::Refused(why)) => assert!(why.contains("title"), "{form:?}: {why}"),
            Err(Error::Missing { .. }) | Ok(_) => {}
            Err(e) => panic!("{form:?}: {e}"),
        }
    }
}
