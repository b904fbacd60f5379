//! Does a DOCX file hold what the document says?

use super::*;
use crate::samples;
use std::io::{Cursor, Read};

fn part(archive: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn headings_header_rows_alternative_texts_and_language_are_there() {
    let (_, picture) = samples().remove(1);
    let file = docx(&picture).unwrap();
    let body = part(&file, "word/document.xml");
    assert_eq!(body.matches("<w:pStyle w:val=\"Heading1\"/>").count(), 1);
    assert_eq!(body.matches("<w:pStyle w:val=\"Heading2\"/>").count(), 8);
    assert_eq!(body.matches("<w:tblHeader/>").count(), body.matches("<w:tbl>").count());
    assert!(body.contains("descr=\"Schematisk karta över elva områden. Torgby har fler"));
    assert!(part(&file, "word/styles.xml").contains("<w:lang w:val=\"sv-SE\""));
    let (_, agreement) = samples().remove(2);
    assert!(part(&docx(&agreement).unwrap(), "word/document.xml").contains("<w:lang w:val=\"en\"/>"));
}

#[test]
fn every_part_is_well_formed() {
    for (name, document) in samples() {
        let file = docx(&document).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
        for i in 0..zip.len() {
            let mut entry = zip.by_index(i).unwrap();
            let part = entry.name().unwrap().into_owned();
            if part.ends_with(".png") {
                continue;
            }
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(e) => panic!("{name} {part}: {e}"),
                }
            }
        }
    }
}

#[test]
fn a_table_of_six_columns_lies_down_with_its_widths_and_its_row_heads() {
    let plan = samples().into_iter().find(|(name, _)| *name == "atgardsplan").unwrap().1;
    let file = docx(&plan).unwrap();
    let body = part(&file, "word/document.xml");
    assert!(body.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
    let widths: Vec<u32> =
        body.split("<w:gridCol w:w=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect();
    assert_eq!(widths.len(), 6);
    // 257 mm are 14570 twips.
    assert!((14_560..14_580).contains(&widths.iter().sum::<u32>()), "{widths:?}");
    let heads = body.matches("<w:pStyle w:val=\"CellHead\"/>").count();
    assert_eq!(heads, 6 + body.matches("<w:tr>").count() - 1, "a head for each column and each row");
    assert!(part(&file, "word/styles.xml").contains("<w:ind w:right=\"4932\"/>"), "text keeps to its measure");
}

#[test]
fn a_column_that_is_only_drawn_is_left_out() {
    let (_, picture) = samples().remove(1);
    let body = part(&docx(&picture).unwrap(), "word/document.xml");
    assert!(!body.contains(">Förändring<") && body.contains("+49 %, mellan +15 och +93"));
}
