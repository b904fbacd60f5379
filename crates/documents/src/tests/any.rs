//! Does any tree at all give a well-formed file, with nothing injected, in the fast forms?

use std::io::{Cursor, Read};

use proptest::prelude::*;
use text::Lang;

use crate::*;

/// Text as nobody writes it: any characters, and pieces of markup of every form.
fn words() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "]]>",
        "&amp;",
        "\"",
        "'",
        "#import",
        "$x$",
        "*b*",
        "_i_",
        "`",
        "\\",
        "|",
        "=1+1",
        "<break time=\"1h\"/>",
        "\u{202e}",
        "\u{0}",
        "\u{1b}[2J",
        "שלום",
        "👩🏽‍🚒",
        "\n",
        "\r\n",
        "--flag",
        "ord",
        " ",
        "å",
        "12",
        "–",
        "<5",
        "\u{a0}",
        "](x)",
        "<!--",
        "{ $x }",
        "/* */",
        "//",
        "@ref",
        "1. ",
        "- ",
    ]);
    prop_oneof!["\\PC{0,12}", ".{0,12}", prop::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat()),]
}

fn text() -> impl Strategy<Value = Text> {
    let link =
        prop_oneof![words(), Just("/a".to_owned()), Just("https://a.example/\"><x>".to_owned()), Just("#a".to_owned())];
    let lang = prop_oneof![Just("en".to_owned()), Just("he".to_owned()), words()];
    let run = (words(), any::<bool>(), any::<bool>(), prop::option::of(link), prop::option::of(lang))
        .prop_map(|(text, strong, emphasis, link, lang)| Run { text, strong, emphasis, link, lang, seen: None });
    prop::collection::vec(run, 0..3).prop_map(Text)
}

fn cell() -> impl Strategy<Value = Cell> {
    let number = prop_oneof![any::<f64>(), -50.0..50.0];
    prop_oneof![
        text().prop_map(Cell::Text),
        (words(), words()).prop_map(|(long, short)| Cell::Head(long, short)),
        words().prop_map(|w| StateTag::new(StateKind::Kept, w).into()),
        (words(), words()).prop_map(|(w, d)| Verdict::new(VerdictKind::Cannot, w).detail(d).into()),
        (any::<u8>(), words()).prop_map(|(level, w)| Cell::Shade(level, w)),
        (number.clone(), number.clone(), number, words())
            .prop_map(|(low, mid, high, words)| Cell::Interval(Interval { low, mid, high, words })),
        Just(Cell::Empty),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    let layout = prop_oneof![
        Just(Layout::Plain),
        Just(Layout::Areas),
        Just(Layout::Heat),
        (any::<f64>(), any::<f64>(), any::<f64>(), words()).prop_map(|(from, zero, to, w)| {
            Layout::Whisker(Scale { from, zero, to, words: [w.clone(), w.clone(), w] })
        }),
    ];
    let column = (words(), any::<bool>())
        .prop_map(|(title, number)| if number { Column::number(title) } else { Column::text(title) });
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..6), 0..4);
    (words(), any::<bool>(), layout, prop::collection::vec(column, 0..6), rows, text()).prop_map(
        |(caption, caption_hidden, layout, columns, rows, note)| Table {
            caption,
            caption_hidden,
            layout,
            columns,
            rows,
            note,
        },
    )
}

fn fact() -> impl Strategy<Value = Fact> {
    (words(), prop::collection::vec(text(), 0..3)).prop_map(|(term, values)| Fact { term, values })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        text().prop_map(Block::text),
        text().prop_map(Block::quiet),
        (any::<bool>(), prop::collection::vec(text(), 0..4)).prop_map(|(ordered, items)| {
            let items = items.into_iter().map(|text| Item { text: text.clone(), items: vec![text.into()] }).collect();
            List { ordered, items }.into()
        }),
        table().prop_map(Block::from),
        (words(), text()).prop_map(|(title, text)| Note { kind: NoteKind::Behind, title, text }.into()),
        prop::collection::vec(fact(), 0..3).prop_map(Block::facts),
        (words(), words(), text()).prop_map(|(title, when, text)| {
            Log { title, folded: true, entries: vec![LogEntry { when: when.clone(), date: when, text }] }.into()
        }),
        (words(), words())
            .prop_map(|(label, w)| { Tally { label, tags: vec![StateTag::new(StateKind::Broken, w)] }.into() }),
        (words(), text(), text()).prop_map(|(kind, title, detail)| {
            Chain { links: vec![Link { kind, title, detail, standing: Standing::Here }] }.into()
        }),
        (words(), text(), text()).prop_map(|(w, title, text)| {
            let anchor = Some(w.clone());
            Block::findings(vec![Finding {
                verdict: Verdict::new(VerdictKind::More, w),
                how: text.clone(),
                title,
                text,
                anchor,
            }])
        }),
        (words(), words(), words()).prop_map(|(party, name, signed)| {
            Signatures { signatures: vec![Signature { party, role: name.clone(), name, signed }] }.into()
        }),
        (text(), words()).prop_map(|(text, by)| Quote { text, by }.into()),
        (words(), text(), any::<u32>(), any::<u32>(), any::<f64>()).prop_map(|(w, text, done, of, expected)| {
            Commitment {
                title_lang: None,
                anchor: w.clone(),
                title: w.clone(),
                link: Some(w.clone()),
                tag: StateTag::new(StateKind::Cannot, w.clone()),
                count: Some(Count { figure: w.clone(), of: w.clone() }),
                progress: Some(figure::Progress { done, of, expected: Some(expected), short: done, words: w.clone() }),
                sentences: vec![text],
                remedy: None,
                log: None,
                facts: vec![],
            }
            .into()
        }),
        (words(), any::<[f64; 4]>()).prop_map(|(w, [value, low, mid, high])| {
            let range = figure::Range {
                value,
                low,
                mid,
                high,
                to: 10.0,
                outside: true,
                value_words: w.clone(),
                range_words: w.clone(),
            };
            figure::Scene {
                title: w.clone(),
                description: w.clone(),
                drawing: figure::Drawing::Range(range),
                caption: w.into(),
                table: None,
                placing: figure::Placing::Folded,
            }
            .into()
        }),
    ];
    leaf.prop_recursive(4, 12, 4, |inner| {
        (text(), prop::option::of(words()), prop::option::of(words()), prop::collection::vec(inner, 0..4))
            .prop_map(|(title, number, anchor, blocks)| Section { title, number, anchor, blocks }.into())
    })
}

fn document() -> impl Strategy<Value = Document> {
    (words(), text(), prop::collection::vec(block(), 0..5), words()).prop_map(|(title, lead, blocks, w)| {
        let furniture =
            Furniture { responsible: w.clone(), dated: w.clone(), date: w.clone(), address: w.clone(), demo: w };
        Document { lead, blocks, furniture, ..Document::new(format!("T{title}"), Lang::Sv) }
    })
}

/// Every part of a file that is XML, by name.
fn parts(form: Form, bytes: &[u8]) -> Vec<(String, String)> {
    if matches!(form, Form::Html) {
        let page = String::from_utf8(bytes.to_vec()).unwrap();
        let page = page.split_once('>').map_or("", |(_, after)| after).to_owned();
        return vec![("page".into(), page)];
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let name = entry.name().unwrap().into_owned();
        if [".xml", ".xhtml", ".opf", ".rels"].iter().any(|end| name.ends_with(end)) {
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            found.push((name, text));
        }
    }
    found
}

fn well_formed(text: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return Ok(()),
            // Two attributes of one name are an error that only shows when they are read.
            Ok(quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e)) => {
                if let Some(Err(e)) = e.attributes().find(Result::is_err) {
                    return Err(e.to_string());
                }
            }
            Ok(_) => {}
            Err(e) => return Err(e.to_string()),
        }
    }
}

/// A PDF takes a second in a test build: few by themselves, as many as `SAMVERKA_TEST_PDFS` asks for by hand.
fn pdf_cases() -> u32 {
    std::env::var("SAMVERKA_TEST_PDFS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

const ZIPPED: [Form; 4] = [Form::Html, Form::Epub, Form::Docx, Form::Odt];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_tree_gives_a_well_formed_file_with_nothing_injected(document in document()) {
        for form in ZIPPED {
            let bytes = match write(form, &document, &Tools::default()) {
                Ok(bytes) => bytes,
                Err(e) => return Err(TestCaseError::fail(format!("{form:?}: {e}"))),
            };
            for (name, text) in parts(form, &bytes) {
                let made = well_formed(&text);
                prop_assert!(made.is_ok(), "{form:?} {name}: {made:?}\n{text}");
                prop_assert!(!text.contains("<script") && !text.contains("href=\"javascript:"), "{form:?} {name}");
                prop_assert!(!text.contains(['\u{0}', '\u{1b}', '\u{202e}']), "{form:?} {name}");
            }
        }
        for form in [Form::Text, Form::Markdown, Form::Csv] {
            let text = String::from_utf8(write(form, &document, &Tools::default()).unwrap()).unwrap();
            prop_assert!(!text.contains(['\u{0}', '\u{1b}', '\u{202e}']), "{form:?}: {text:?}");
        }
        let text = json::json(&document);
        // What is no number in JSON comes back as none, so only the shape is asked for.
        prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        for (title, said) in speech::sections(&document) {
            prop_assert!(!said.contains(['<', '>', '\u{0}', '\u{1b}']), "{title}: {said:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: pdf_cases(), max_shrink_iters: 20, ..ProptestConfig::default() })]
    #[test]
    fn any_tree_gives_a_pdf_or_a_clear_refusal(document in document()) {
        match write(Form::Pdf, &document, &Tools::default()) {
            Ok(bytes) => prop_assert!(bytes.starts_with(b"%PDF-")),
            Err(Error::Refused(why)) => {
                // Headings are at most six deep in no form; nothing else is a reason.
                prop_assert!(why.contains("title"), "{why}");
            }
            Err(e) => prop_assert!(false, "{e}"),
        }
    }
}
