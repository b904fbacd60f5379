//! Is the structure that a screen reader finds in a file that of the document: headings, lists, tables, figures?

use super::everywhere::figure_alternatives;
use super::{made, pdf_tool, squeezed, there, zipped};
use crate::*;

/// What the tree holds, in order.
#[derive(Debug, Default, PartialEq)]
struct Outline {
    /// Level and words of each heading.
    headings: Vec<(u8, String)>,
    /// How many columns each table has; the corner over the heads of rows is a head too, even where it is empty.
    tables: Vec<usize>,
    /// What the tables that have columns are called, where they are called something.
    captions: Vec<String>,
    /// What each figure says in words.
    figures: Vec<String>,
    /// How many items stand in lists that are lists in every form.
    items: usize,
}

fn outline(document: &Document) -> Outline {
    fn items(all: &[Item]) -> usize {
        all.iter().map(|i| 1 + items(&i.items)).sum()
    }
    fn walk(blocks: &[Block], level: u8, o: &mut Outline) {
        let heading = |o: &mut Outline, words: String| o.headings.push((level, squeezed(&words)));
        for block in blocks {
            match block {
                Block::Section(s) => {
                    let number = s.number.as_deref().unwrap_or("");
                    heading(o, format!("{number}{}", s.title.plain()));
                    walk(&s.blocks, level + 1, o);
                }
                Block::Commitment(c) => heading(o, c.title.clone()),
                Block::Method(m) => heading(o, m.title.clone()),
                Block::Findings { findings } => findings.iter().for_each(|f| heading(o, f.title.plain())),
                _ => {}
            }
        }
    }
    let mut o = Outline { headings: vec![(1, squeezed(&document.title))], ..Outline::default() };
    walk(&document.blocks, 2, &mut o);
    csv::walk(&document.blocks, &mut |t| {
        o.tables.push(t.columns.len());
        o.captions.extend(Some(squeezed(&t.caption)).filter(|c| !c.is_empty()));
    });
    fn rest(blocks: &[Block], o: &mut Outline) {
        for block in blocks {
            match block {
                Block::Section(s) => rest(&s.blocks, o),
                Block::List(l) => o.items += items(&l.items),
                Block::Figure(f) => o.figures.push(squeezed(&format!("{}. {}", f.title, f.description))),
                _ => {}
            }
        }
    }
    rest(&document.blocks, &mut o);
    o
}

/// The words under each element of this name, in the order of the tree that `pdfinfo` writes.
fn under(tree: &str, element: &str) -> Vec<String> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = tree.lines().collect();
    let starts = |line: &str| {
        let said = line.trim_start();
        said == element || said.strip_prefix(element).is_some_and(|rest| rest.starts_with([' ', ':']))
    };
    let words = |i: usize| -> String {
        let inside = lines[i + 1..].iter().take_while(|l| depth(l) > depth(lines[i]));
        let said = inside.filter_map(|l| l.trim().strip_prefix('"')?.strip_suffix('"'));
        squeezed(&said.collect::<String>())
    };
    (0..lines.len()).filter(|i| starts(lines[*i])).map(words).collect()
}

#[test]
fn the_structure_of_every_pdf_is_that_of_its_document() {
    for (i, (name, document)) in samples().iter().enumerate() {
        let expected = outline(document);
        for form in [Form::Pdf, Form::Large] {
            let bytes = there(form, &made(i, form)).unwrap();
            let Some(tree) = pdf_tool("pdfinfo", &["-struct-text", "FILE"], &bytes) else { return };
            for level in 1..=6 {
                let of_level: Vec<&String> =
                    expected.headings.iter().filter(|(l, _)| *l == level).map(|(_, words)| words).collect();
                let found = under(&tree, &format!("H{level}"));
                assert_eq!(found.iter().collect::<Vec<_>>(), of_level, "{name} {form:?}: headings of level {level}");
            }
            assert!(under(&tree, "LI").len() >= expected.items, "{name} {form:?}: items");
            // In large print a wide table is a list of its rows.
            if form == Form::Pdf {
                assert_eq!(under(&tree, "Table").len(), expected.tables.len(), "{name}: tables");
                let heads = tree.matches("/Scope /Column").count();
                assert_eq!(heads, expected.tables.iter().sum::<usize>(), "{name}: heads of columns\n{tree}");
                let mut captions = under(&tree, "Caption");
                captions.sort();
                let mut called = expected.captions.clone();
                called.sort();
                assert_eq!(captions, called, "{name}: what tables are called\n{tree}");
            }
            let Some(alternatives) = figure_alternatives(&bytes) else { return };
            let mut alternatives: Vec<String> = alternatives.iter().map(|a| squeezed(a)).collect();
            let mut figures = expected.figures.clone();
            alternatives.sort();
            figures.sort();
            assert_eq!(alternatives, figures, "{name} {form:?}: what figures say");
        }
    }
}

#[test]
fn no_heading_stands_alone_at_the_foot_of_a_page() {
    for (i, (name, document)) in samples().iter().enumerate() {
        let headings = outline(document).headings;
        for form in [Form::Pdf, Form::Large] {
            let bytes = there(form, &made(i, form)).unwrap();
            let Some(text) = pdf_tool("pdftotext", &["-layout", "FILE", "-"], &bytes) else { return };
            for (n, page) in text.split_terminator('\u{c}').enumerate() {
                let lines: Vec<&str> = page.lines().filter(|l| !l.trim().is_empty()).collect();
                // What stands at the foot of every page begins with the title or is the number.
                let last = lines.iter().rev().find(|l| !l.contains("Sida ") && !l.contains("· Almvalla"));
                let last = squeezed(last.unwrap_or(&""));
                let alone = headings.iter().any(|(_, heading)| *heading == last);
                assert!(!alone, "{name} {form:?}: page {} ends with the heading {last}", n + 1);
            }
        }
    }
}

#[test]
fn docx_and_odt_have_the_headings_header_rows_alternatives_and_language_of_the_document() {
    for (i, (name, document)) in samples().iter().enumerate() {
        let expected = outline(document);
        let docx = zipped(&there(Form::Docx, &made(i, Form::Docx)).unwrap(), "word/document.xml");
        let odt = zipped(&there(Form::Odt, &made(i, Form::Odt)).unwrap(), "content.xml");
        for level in 1..=6 {
            let count = expected.headings.iter().filter(|(l, _)| *l == level).count();
            let in_docx = docx.matches(&format!("<w:pStyle w:val=\"Heading{level}\"/>")).count();
            assert_eq!(in_docx, count, "{name}: DOCX headings of level {level}");
            let in_odt = odt.matches(&format!("text:outline-level=\"{level}\"")).count();
            assert_eq!(in_odt, count, "{name}: ODT headings of level {level}");
        }
        let tables = expected.tables.len();
        assert_eq!(docx.matches("<w:tblHeader/>").count(), tables, "{name}");
        assert_eq!(odt.matches("<table:table-header-rows>").count(), tables, "{name}");
        let figures = expected.figures.len();
        assert_eq!(docx.matches("<wp:docPr ").count(), figures, "{name}");
        assert_eq!(odt.matches("<svg:desc>").count(), figures, "{name}");
        assert!(!docx.contains("descr=\"\"") && !odt.contains("<svg:desc></svg:desc>"), "{name}");
    }
}
