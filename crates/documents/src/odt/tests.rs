//! Does an ODT file hold what the document says, in well-formed parts?

use std::io::{Cursor, Read};

use super::*;
use crate::samples;

#[test]
fn header_rows_alternative_texts_and_language_are_there() {
    let file = odt(&samples().remove(1).1).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let content = part("content.xml");
    assert_eq!(content.matches("<table:table-header-rows>").count(), content.matches("<table:table ").count());
    assert!(content.contains("<svg:title>Schematisk karta över elva områden</svg:title><svg:desc>Torgby har fler"));
    assert!(part("styles.xml").contains("fo:language=\"sv\" fo:country=\"SE\""));
    assert_eq!(&file[30..77], b"mimetypeapplication/vnd.oasis.opendocument.text");
}

#[test]
fn spaces_that_xml_would_melt_together_stay() {
    let document = Document::new("T", text::Lang::Sv).with(Block::text(Text::new().strong("a").then(" b  c\td\ne")));
    let file = odt(&document).unwrap();
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(&file))
        .unwrap()
        .by_name("content.xml")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.contains("<text:s/>b <text:s/>c<text:tab/>d<text:line-break/>e"), "{text}");
}

#[test]
fn a_table_of_six_columns_lies_down_with_its_widths() {
    let plan = samples().into_iter().find(|(name, _)| *name == "atgardsplan").unwrap().1;
    let file = odt(&plan).unwrap();
    let part = |name: &str| {
        let mut text = String::new();
        zip::ZipArchive::new(Cursor::new(&file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (content, styles) = (part("content.xml"), part("styles.xml"));
    let widths: Vec<f64> = content
        .split("style:column-width=\"")
        .skip(1)
        .map(|rest| rest.split("cm").next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(widths.len(), 6);
    assert!((widths.iter().sum::<f64>() - 25.7).abs() < 0.01, "{widths:?}");
    assert!(content.contains("table:style-name=\"Table-wide\""));
    assert!(styles.contains("style:print-orientation=\"landscape\"") && styles.contains("margin-right=\"8.7cm\""));
}

#[test]
fn a_column_that_is_only_drawn_is_left_out() {
    let file = odt(&samples().remove(1).1).unwrap();
    let mut content = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    zip.by_name("content.xml").unwrap().read_to_string(&mut content).unwrap();
    assert!(!content.contains(">Förändring<") && content.contains("+49 %, mellan +15 och +93"));
}
