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
    assert_eq!(body.matches("<w:pStyle w:val=\"Heading2\"/>").count(), 7);
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
