//! Is paper set so that nothing is cut, nothing is too small, and what belongs together stands together?

use super::{pdf_text, pdf_tool, squeezed};
use crate::pdf::{Fonts, Print, pdf};
use crate::*;

fn paper(document: &Document, print: Print) -> Vec<u8> {
    pdf(document, &Fonts::built_in(), print).unwrap()
}

/// The number in an attribute of an element.
fn number(element: &str, attribute: &str) -> Option<f64> {
    element.split_once(&format!(" {attribute}=\""))?.1.split('"').next()?.parse().ok()
}

fn table(columns: usize, rows: Vec<Vec<Cell>>) -> Table {
    Table {
        caption: "Tabellen".into(),
        caption_hidden: false,
        layout: Layout::Plain,
        columns: (0..columns).map(|i| Column::text(format!("Kolumn {i}"))).collect(),
        rows,
        note: Text::new(),
    }
}

#[test]
fn a_word_of_three_hundred_letters_stays_on_the_page_and_whole() {
    let word = "trygghet".repeat(38);
    let cells = |n: usize| vec![(0..n).map(|_| word.as_str().into()).collect::<Vec<Cell>>()];
    let with_six = Document::new("Prov", text::Lang::Sv).with(table(6, cells(6)));
    let document = Document::new(&word, text::Lang::Sv)
        .lead(word.as_str())
        .with(Block::text(word.as_str()))
        .with(Block::facts(vec![Fact::new("Ord", word.as_str())]))
        .with(table(2, cells(2)))
        .with(table(4, cells(4)))
        .section(word.as_str(), vec![List::steps([word.as_str()]).into()]);
    for document in [document, with_six] {
        for print in [Print::Normal, Print::Large] {
            let bytes = paper(&document, print);
            let Some(boxes) = pdf_tool("pdftotext", &["-bbox", "FILE", "-"], &bytes) else { return };
            let mut width = 0.0;
            for element in boxes.split('<') {
                if element.starts_with("page ") {
                    width = number(element, "width").unwrap();
                } else if element.starts_with("word ") {
                    let (from, to) = (number(element, "xMin").unwrap(), number(element, "xMax").unwrap());
                    assert!(from >= 0.0 && to <= width - 30.0, "{print:?}: {element} of {width}");
                }
            }
            assert!(squeezed(&pdf_text(&bytes).unwrap()).contains("trygghettrygghet"), "{print:?}");
        }
    }
    let document = Document::new("Prov", text::Lang::Sv).with(Block::text(word.as_str()));
    let read = pdf_text(&paper(&document, Print::Normal)).unwrap_or(word.clone());
    assert!(squeezed(&read).contains(&word), "{read}");
}

#[test]
fn in_large_print_nothing_but_a_drawing_is_smaller_than_18_points() {
    fn undrawn(blocks: Vec<Block>) -> Vec<Block> {
        let one = |b| match b {
            Block::Figure(f) => f.table.map(Block::Table),
            Block::Section(s) => Some(Section { blocks: undrawn(s.blocks), ..s }.into()),
            Block::Commitment(c) => Some(Commitment { progress: None, ..*c }.into()),
            other => Some(other),
        };
        blocks.into_iter().filter_map(one).collect()
    }
    for (name, mut document) in samples() {
        document.blocks = undrawn(document.blocks);
        let bytes = paper(&document, Print::Large);
        let args = ["-xml", "-i", "-stdout", "-zoom", "1", "FILE"];
        let Some(xml) = pdf_tool("pdftohtml", &args, &bytes) else { return };
        let sizes: Vec<f64> =
            xml.split('<').filter(|e| e.starts_with("fontspec ")).filter_map(|e| number(e, "size")).collect();
        assert!(!sizes.is_empty(), "{name}");
        assert!(sizes.iter().all(|s| *s >= 18.0), "{name}: {sizes:?}");
    }
}

/// Paragraphs that end each at another place of the page.
fn filling(k: usize) -> Vec<Block> {
    (0..k % 7 + 2).map(|i| Block::text("Det här är en mening som fyller sidan. ".repeat(3 + (k + i) % 5))).collect()
}

#[test]
fn title_state_count_and_bar_of_a_commitment_stand_on_one_page() {
    let mut document = Document::new("Prov", text::Lang::Sv);
    for k in 10..28 {
        let mut blocks = filling(k);
        let entry = |i: usize| LogEntry {
            when: format!("{i} maj"),
            date: String::new(),
            text: "Kommunen och polisen var där från klockan tre till sex.".into(),
        };
        blocks.push(
            Commitment {
                anchor: format!("a{k}"),
                title: format!("Åtagande {k}, om att vuxna finns på torget varje vecka"),
                title_lang: None,
                link: None,
                tag: StateTag::new(StateKind::Behind, format!("Läge {k}")),
                count: Some(Count { figure: format!("{k} av 99"), of: format!("tillfällen för {k}") }),
                progress: Some(figure::Progress {
                    done: 9,
                    of: 30,
                    expected: Some(12.0),
                    short: 3,
                    words: String::new(),
                }),
                sentences: vec![format!("Första meningen om {k}.").into()],
                remedy: None,
                log: Some(Log { title: "Hittills".into(), folded: true, entries: (1..9).map(entry).collect() }),
                facts: vec![Fact::new("Var", "Torget"), Fact::new("Vem", "Polisen"), Fact::new("När", "Varje vecka")],
            }
            .into(),
        );
        document.blocks.extend(blocks);
    }
    for print in [Print::Normal, Print::Large] {
        let Some(text) = pdf_text(&paper(&document, print)) else { return };
        let pages: Vec<String> = text.split('\u{c}').map(squeezed).collect();
        for k in 10..28 {
            // The first sentence stands under the bar: where it follows, the bar is there too.
            let words = [format!("Åtagande{k},"), format!("Läge{k}"), format!("tillfällenför{k}")];
            let of = words.map(|w| pages.iter().position(|p| p.contains(&w)).unwrap_or_else(|| panic!("{w}")));
            assert!(of[0] == of[1] && of[1] == of[2], "{print:?}: commitment {k} on pages {of:?}");
        }
    }
}

#[test]
fn what_leads_to_a_chain_or_a_table_stands_on_the_page_where_it_begins() {
    let mut document = Document::new("Prov", text::Lang::Sv);
    for k in 10..34 {
        document.blocks.extend(filling(k));
        let next: Block = if k % 2 == 0 {
            let link = |i: usize| Link {
                kind: "Orsak".into(),
                title: format!("Länk {k}-{i}").into(),
                detail: "Här står en rad till om länken, så att den tar plats.".into(),
                standing: Standing::Known,
            };
            Chain { links: (0..4).map(link).collect() }.into()
        } else {
            let row = |i: usize| vec![Cell::from(format!("Länk {k}-{i}")), Cell::from("ett två tre")];
            table(2, (0..5).map(row).collect()).into()
        };
        document = document.section(format!("Rubrik {k}."), vec![Block::text(format!("Inledning {k}.")), next]);
    }
    for print in [Print::Normal, Print::Large] {
        let Some(text) = pdf_text(&paper(&document, print)) else { return };
        let pages: Vec<String> = text.split('\u{c}').map(squeezed).collect();
        for k in 10..34 {
            let words = [format!("Rubrik{k}."), format!("Inledning{k}."), format!("Länk{k}-0")];
            let of = words.map(|w| pages.iter().position(|p| p.contains(&w)).unwrap_or_else(|| panic!("{w}")));
            assert!(of[0] == of[1] && of[1] == of[2], "{print:?}: section {k} on pages {of:?}");
        }
    }
}

#[test]
fn a_plan_of_six_columns_lies_down_and_its_table_begins_where_it_stands() {
    let row = |i: usize| {
        let cell = |n: usize| Cell::from(format!("R{i}K{n} {}", "några ord om saken ".repeat(3)));
        (0..6).map(cell).collect()
    };
    let document = Document::new("Plan", text::Lang::Sv)
        .with(Block::text("Planen säger vad kommunen gör."))
        .section("Åtgärder", vec![table(6, (0..9).map(row).collect()).into()]);
    let bytes = paper(&document, Print::Normal);
    let Some(info) = pdf_tool("pdfinfo", &["FILE"], &bytes) else { return };
    assert!(info.contains("841.89 x 595.2"), "{info}");
    let Some(text) = pdf_text(&bytes) else { return };
    let pages: Vec<String> = text.split('\u{c}').map(squeezed).collect();
    assert!(pages[0].contains("R0K0") && pages[0].contains("R1K5"), "the table begins on the first page");
    assert!(pages[1].contains("Kolumn5"), "its heads stand on the next page too");
}

#[test]
fn the_last_lines_of_a_document_never_stand_alone_on_a_page() {
    let last: [fn() -> Block; 4] = [
        || Block::text("Sista saken."),
        || List::bullets(["Punkt", "Sista saken"]).into(),
        || table(2, vec![vec!["Rad".into(), "ett".into()], vec!["Sista saken".into(), "två".into()]]).into(),
        || {
            let link = |title: &str| Link {
                kind: "Led".into(),
                title: title.into(),
                detail: Text::new(),
                standing: Standing::Known,
            };
            Chain { links: vec![link("Första"), link("Sista saken")] }.into()
        },
    ];
    let furniture = Furniture {
        responsible: "Almvalla kommun och polisen".into(),
        dated: "15 september 2022".into(),
        address: "https://almvalla.example/loften/2022".into(),
        ..Furniture::default()
    };
    for print in [Print::Normal, Print::Large] {
        for (kind, last) in last.iter().enumerate() {
            for lines in (0..30).step_by(3) {
                let filling = (0..lines).map(|i| Block::text(format!("Rad {i}.")));
                let mut document = Document::new("Prov", text::Lang::Sv).furniture(furniture.clone());
                document.blocks = filling.chain([last()]).collect();
                let Some(text) = pdf_text(&paper(&document, print)) else { return };
                let page = text.split_terminator('\u{c}').next_back().map(squeezed).unwrap_or_default();
                assert!(page.contains("Sistasaken") && page.contains("Visarläget"), "{print:?} {kind} {lines}: {page}");
            }
        }
    }
}

/// The words of a drawing in large print are read like all others.
#[test]
fn a_drawing_in_large_print_has_words_of_18_points() {
    for (name, document) in samples().into_iter().filter(|(name, _)| *name == "lagesbild") {
        let args = ["-xml", "-i", "-stdout", "-zoom", "1", "FILE"];
        let Some(xml) = pdf_tool("pdftohtml", &args, &paper(&document, Print::Large)) else { return };
        let sizes: Vec<f64> =
            xml.split('<').filter(|e| e.starts_with("fontspec ")).filter_map(|e| number(e, "size")).collect();
        assert!(sizes.iter().all(|s| *s >= 17.0), "{name}: {sizes:?}");
    }
}

/// For looking at: `SAMVERKA_LOOK=/tmp/look cargo test … -- --ignored papers_to_look_at`.
#[test]
#[ignore = "writes files for people to look at"]
fn papers_to_look_at() {
    let Some(folder) = std::env::var_os("SAMVERKA_LOOK") else { return };
    for (name, document) in samples() {
        for form in [Form::Pdf, Form::Large, Form::Docx, Form::Odt, Form::Epub] {
            let bytes = write(form, &document, &Tools::default()).unwrap();
            let path = std::path::Path::new(&folder).join(format!("{name}.{}", form.suffix()));
            std::fs::write(path, bytes).unwrap();
        }
    }
}
