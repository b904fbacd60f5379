//! Which styles and lists does a DOCX file have?

use std::fmt::Write;

use super::{W, XML};
use crate::pdf::columns::lies;
use crate::tree::Document;

pub(super) fn styles(document: &Document) -> String {
    let lang = if document.lang == text::Lang::En { "en-GB" } else { "sv-SE" };
    let mut out = format!(
        "{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Atkinson Hyperlegible Next\" w:hAnsi=\"Atkinson Hyperlegible Next\" w:cs=\"Arial\" w:eastAsia=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    );
    // On a lying page text keeps to a measure that can be read: 17 cm.
    let measure = if lies(document) { "<w:pPr><w:ind w:right=\"4932\"/></w:pPr>" } else { "" };
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>{measure}</w:style>"
    );
    for (level, size) in [(1, 44), (2, 32), (3, 26), (4, 24), (5, 22), (6, 22)] {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
        );
    }
    for (id, name, props, run) in [
        ("Lead", "Lead", "", "<w:sz w:val=\"26\"/>"),
        ("Quiet", "Quiet", "", "<w:color w:val=\"3F4F57\"/><w:sz w:val=\"20\"/>"),
        ("Fact", "Fact", "<w:spacing w:after=\"60\"/>", ""),
        (
            "Cell",
            "Cell",
            "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"260\" w:lineRule=\"auto\"/><w:ind w:right=\"0\"/>",
            "<w:sz w:val=\"20\"/>",
        ),
        (
            "CellHead",
            "Cell head",
            "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"260\" w:lineRule=\"auto\"/><w:ind w:right=\"0\"/>",
            "<w:b/><w:sz w:val=\"20\"/>",
        ),
        (
            "Note",
            "Note",
            "<w:pBdr><w:left w:val=\"single\" w:sz=\"36\" w:space=\"8\" w:color=\"5C6D75\"/></w:pBdr><w:ind w:left=\"240\"/>",
            "",
        ),
        (
            "Sign",
            "Sign",
            "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"000000\"/></w:pBdr><w:spacing w:before=\"700\"/><w:ind w:right=\"4500\"/>",
            "<w:sz w:val=\"20\"/>",
        ),
        ("SignKeep", "Sign keep", "<w:keepNext/><w:spacing w:after=\"40\"/>", ""),
        ("Quote", "Quote", "<w:ind w:left=\"400\"/>", "<w:i/>"),
        ("Caption", "caption", "<w:keepNext/>", "<w:b/>"),
        ("ListParagraph", "List Paragraph", "<w:spacing w:after=\"60\"/>", ""),
    ] {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{props}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        );
    }
    out.push_str("<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"00505C\"/><w:u w:val=\"single\"/></w:rPr></w:style>");
    out.push_str("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/></w:style>");
    out.push_str("<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/></w:tblBorders><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
    out + "</w:styles>"
}

/// Bullets are list 1; each ordered list has a number of its own, so that it counts from one.
pub(super) fn numbering(lists: usize) -> String {
    let mut out = format!("{XML}<w:numbering {W}>");
    for (id, format, text) in [(0, "bullet", "•"), (1, "decimal", "")] {
        let _ = write!(out, "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>");
        for level in 0..9 {
            let text = if text.is_empty() { format!("%{}.", level + 1) } else { text.to_owned() };
            let _ = write!(
                out,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"start\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"400\"/></w:pPr></w:lvl>",
                400 * (level + 1)
            );
        }
        out.push_str("</w:abstractNum>");
    }
    out.push_str("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    for n in 0..lists {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            n + 2
        );
    }
    out + "</w:numbering>"
}
