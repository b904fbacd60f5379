//! What stands around the content in an ODT file: namespaces, styles, metadata, the list of files?

use std::collections::BTreeSet;
use std::fmt::Write;

use text::{Lang, Words};

use crate::escape::xml;
use crate::pdf::columns::lies;
use crate::tree::Document;

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

pub(super) fn image_name(i: usize) -> String {
    format!("Pictures/image{i}.png")
}

/// The colours of states and verdicts.
const COLOURS: [&str; 7] = ["0B5132", "0A4A7A", "633C00", "86190F", "3B474E", "8A3505", "1A5284"];

pub(super) fn content(body: &str, langs: &BTreeSet<String>, columns: &str) -> String {
    let mut automatic = columns.to_owned();
    for lang in langs {
        let (language, country) = lang.split_once('-').unwrap_or((lang, "none"));
        let country = if country.len() == 2 { country } else { "none" };
        let _ = write!(
            automatic,
            "<style:style style:name=\"Lang-{lang}\" style:family=\"text\"><style:text-properties fo:language=\"{language}\" fo:country=\"{country}\"/></style:style>"
        );
    }
    for colour in COLOURS {
        let _ = write!(
            automatic,
            "<style:style style:name=\"C{colour}\" style:family=\"text\"><style:text-properties fo:color=\"#{colour}\" fo:font-weight=\"bold\"/></style:style>"
        );
    }
    automatic.push_str("<style:style style:name=\"Table\" style:family=\"table\"><style:table-properties style:width=\"17cm\" table:align=\"left\" fo:margin-bottom=\"0.4cm\"/></style:style><style:style style:name=\"Table-wide\" style:family=\"table\"><style:table-properties style:width=\"25.7cm\" table:align=\"left\" fo:margin-bottom=\"0.4cm\"/></style:style><style:style style:name=\"Row\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"always\"/></style:style><style:style style:name=\"Box\" style:family=\"table-cell\"><style:table-cell-properties fo:padding=\"0.1cm\" fo:border-bottom=\"0.5pt solid #888888\"/></style:style><style:style style:name=\"Figure\" style:family=\"graphic\"><style:graphic-properties style:vertical-pos=\"top\" style:vertical-rel=\"baseline\"/></style:style>");
    format!(
        "{XML}<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

pub(super) fn styles(document: &Document, words: Words) -> String {
    let (language, country) = if document.lang == Lang::En { ("en", "GB") } else { ("sv", "SE") };
    let lying = lies(document);
    // On a lying page text keeps to a measure that can be read: 17 cm.
    let measure = if lying { "<style:paragraph-properties fo:margin-right=\"8.7cm\"/>" } else { "" };
    let mut out = format!(
        "{XML}<office:document-styles {NAMES}><office:styles><style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:margin-bottom=\"0.25cm\" fo:line-height=\"125%\"/><style:text-properties fo:font-family=\"'Atkinson Hyperlegible Next', 'DejaVu Sans', Arial\" fo:font-size=\"11pt\" fo:language=\"{language}\" fo:country=\"{country}\"/></style:default-style><style:style style:name=\"Standard\" style:family=\"paragraph\">{measure}</style:style>"
    );
    for (level, size) in [(1, 22), (2, 16), (3, 13), (4, 12), (5, 11), (6, 11)] {
        let _ = write!(
            out,
            "<style:style style:name=\"Heading_20_{level}\" style:display-name=\"Heading {level}\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:next-style-name=\"Standard\" style:default-outline-level=\"{level}\"><style:paragraph-properties fo:keep-with-next=\"always\" fo:margin-top=\"0.55cm\" fo:margin-bottom=\"0.2cm\"/><style:text-properties fo:font-size=\"{size}pt\" fo:font-weight=\"bold\"/></style:style>"
        );
    }
    for (name, paragraph, text) in [
        ("Lead", "", "fo:font-size=\"13pt\""),
        ("Quiet", "", "fo:font-size=\"10pt\" fo:color=\"#3F4F57\""),
        ("Fact", "fo:margin-bottom=\"0.1cm\"", ""),
        ("List", "fo:margin-bottom=\"0.1cm\"", ""),
        ("Note", "fo:border-left=\"3pt solid #5C6D75\" fo:padding-left=\"0.3cm\"", ""),
        ("Quote", "fo:margin-left=\"0.7cm\"", "fo:font-style=\"italic\""),
        ("Caption", "fo:keep-with-next=\"always\"", "fo:font-weight=\"bold\""),
        ("Cell", "fo:margin-right=\"0cm\" fo:margin-bottom=\"0cm\"", "fo:font-size=\"10pt\""),
        ("Cell-end", "fo:margin-right=\"0cm\" fo:margin-bottom=\"0cm\" fo:text-align=\"end\"", "fo:font-size=\"10pt\""),
        ("Head", "fo:margin-right=\"0cm\" fo:margin-bottom=\"0cm\"", "fo:font-size=\"10pt\" fo:font-weight=\"bold\""),
        (
            "Head-end",
            "fo:margin-right=\"0cm\" fo:margin-bottom=\"0cm\" fo:text-align=\"end\"",
            "fo:font-size=\"10pt\" fo:font-weight=\"bold\"",
        ),
        ("Sign-keep", "fo:keep-with-next=\"always\" fo:margin-bottom=\"0.1cm\"", ""),
        (
            "Sign",
            "fo:margin-top=\"1.2cm\" fo:border-top=\"0.5pt solid #000000\" fo:margin-right=\"8cm\"",
            "fo:font-size=\"10pt\"",
        ),
        ("Footer", "", "fo:font-size=\"10pt\" fo:color=\"#3F4F57\""),
    ] {
        let _ = write!(
            out,
            "<style:style style:name=\"{name}\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
        );
    }
    out.push_str("<style:style style:name=\"Strong\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style><style:style style:name=\"Emphasis\" style:family=\"text\"><style:text-properties fo:font-style=\"italic\"/></style:style>");
    for (name, kind) in [("Bullets", "bullet text:bullet-char=\"•\""), ("Numbers", "number")] {
        let _ = write!(out, "<text:list-style style:name=\"{name}\">");
        for level in 1..=9 {
            let format = if name == "Numbers" { " style:num-format=\"1\" style:num-suffix=\".\"" } else { "" };
            let (tag, rest) = kind.split_once(' ').unwrap_or((kind, ""));
            let _ = write!(
                out,
                "<text:list-level-style-{tag} text:level=\"{level}\" {rest}{format}><style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment text:label-followed-by=\"listtab\" fo:text-indent=\"-0.7cm\" fo:margin-left=\"{:.1}cm\"/></style:list-level-properties></text:list-level-style-{tag}>",
                0.7 * f64::from(level)
            );
        }
        out.push_str("</text:list-style>");
    }
    let size = if lying {
        "fo:page-width=\"29.7cm\" fo:page-height=\"21cm\" style:print-orientation=\"landscape\""
    } else {
        "fo:page-width=\"21cm\" fo:page-height=\"29.7cm\""
    };
    let page = words.with("document-page", &[("page", "\u{e000}".into()), ("pages", "\u{e001}".into())]);
    let page = xml(&page)
        .replace('\u{e000}', "<text:page-number text:select-page=\"current\">1</text:page-number>")
        .replace('\u{e001}', "<text:page-count>1</text:page-count>");
    let _ = write!(
        out,
        "</office:styles><office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties {size} fo:margin=\"2cm\"/><style:footer-style/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"><style:footer><text:p text:style-name=\"Footer\">{} · {page}</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>",
        xml(&document.title)
    );
    out
}

pub(super) fn meta(document: &Document) -> String {
    let f = &document.furniture;
    let date = f.date.parse::<jiff::civil::Date>().map(|d| format!("<dc:date>{d}T00:00:00</dc:date>"));
    format!(
        "{XML}<office:document-meta {NAMES}><office:meta><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>{}</office:meta></office:document-meta>",
        xml(&document.title),
        xml(&f.responsible),
        if document.lang == Lang::En { "en-GB" } else { "sv-SE" },
        date.unwrap_or_default()
    )
}

pub(super) fn manifest(images: usize) -> String {
    let mut out = format!(
        "{XML}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
    );
    let xml_files = ["content.xml", "styles.xml", "meta.xml"].map(|f| (f.to_owned(), "text/xml"));
    for (file, kind) in xml_files.into_iter().chain((0..images).map(|i| (image_name(i), "image/png"))) {
        let _ = write!(out, "<manifest:file-entry manifest:full-path=\"{file}\" manifest:media-type=\"{kind}\"/>");
    }
    out + "</manifest:manifest>"
}
