//! How are the tables and charts of a document written for spreadsheets and scripts?

use text::Words;

use crate::escape::clean;
use crate::html::is_interval_column;
use crate::tree::*;

/// A table as a file of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFile {
    /// The caption.
    pub caption: String,
    /// UTF-8, commas, CRLF, quoted where needed (RFC 4180).
    pub csv: String,
}

/// Every table, in order, those of maps and charts included. A column of intervals becomes three: low, estimate, high.
pub fn tables(document: &Document) -> Vec<TableFile> {
    let mut found = Vec::new();
    walk(&document.blocks, &mut |t| found.push(TableFile { caption: t.caption.clone(), csv: wide(t) }));
    found
}

/// All tables in one file, one value per line: `table,row,column,value`. For a document of a single table,
/// [`tables`] gives the shape that a spreadsheet wants.
pub fn csv(document: &Document) -> String {
    let mut lines = vec![["table", "row", "column", "value"].map(str::to_owned).to_vec()];
    walk(&document.blocks, &mut |t| {
        let heads = heads(t);
        for row in &t.rows {
            let values = values(t, row);
            let name = values.first().cloned().unwrap_or_default();
            for (head, value) in heads.iter().zip(&values).skip(1) {
                lines.push(vec![t.caption.clone(), name.clone(), head.clone(), value.clone()]);
            }
        }
    });
    commitments(&document.blocks, Words::of(document.lang), &mut lines);
    written(&lines)
}

/// What was promised: its state, its count, and each event of its log by its day.
fn commitments(blocks: &[Block], words: Words, lines: &mut Vec<Vec<String>>) {
    for block in blocks {
        match block {
            Block::Section(s) => commitments(&s.blocks, words, lines),
            Block::Commitment(c) => {
                let mut line = |row: String, column: &str, value: String| {
                    lines.push(vec![c.title.clone(), row, words.say(column), value]);
                };
                line(String::new(), "document-csv-state", c.tag.word.clone());
                if let Some(count) = &c.count {
                    line(String::new(), "document-csv-count", format!("{} {}", count.figure, count.of));
                }
                for entry in c.log.iter().flat_map(|log| &log.entries) {
                    line(entry.date.clone(), "document-csv-event", entry.text.plain());
                }
            }
            _ => {}
        }
    }
}

pub(crate) fn walk<'a>(blocks: &'a [Block], each: &mut impl FnMut(&'a Table)) {
    for block in blocks {
        match block {
            Block::Section(s) => walk(&s.blocks, each),
            Block::Table(t) => each(t),
            Block::Figure(scene) => {
                if let Some(t) = &scene.table {
                    each(t);
                }
            }
            _ => {}
        }
    }
}

fn wide(t: &Table) -> String {
    let mut lines = vec![heads(t)];
    lines.extend(t.rows.iter().map(|row| values(t, row)));
    written(&lines)
}

fn heads(t: &Table) -> Vec<String> {
    let mut heads = Vec::new();
    for (i, c) in t.columns.iter().enumerate() {
        if is_interval_column(t, i) {
            heads.extend(["low", "estimate", "high"].map(|part| format!("{} ({part})", c.title)));
        } else {
            heads.push(c.title.clone());
        }
    }
    heads
}

fn values(t: &Table, row: &[Cell]) -> Vec<String> {
    let mut values = Vec::new();
    for i in 0..t.columns.len() {
        match row.get(i) {
            Some(Cell::Interval(v)) => values.extend([v.low, v.mid, v.high].map(|x| x.to_string())),
            _ if is_interval_column(t, i) => values.extend([const { String::new() }; 3]),
            Some(cell) => values.push(cell.plain()),
            None => values.push(String::new()),
        }
    }
    values
}

fn written(lines: &[Vec<String>]) -> String {
    let mut w = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        w.write_record(line.iter().map(|v| harmless(v)))
            .expect("lines of one table are equally long, and memory does not fail");
    }
    String::from_utf8(w.into_inner().expect("memory does not fail")).expect("what went in was UTF-8")
}

/// A value that a spreadsheet would take for a formula gets an apostrophe before it; a number with its sign stays.
fn harmless(value: &str) -> String {
    let value = clean(value).into_owned();
    let mut chars = value.chars();
    let formula = match chars.next() {
        Some('=' | '@' | '\t') => true,
        Some('+' | '-') => !chars.next().is_some_and(|c| c.is_ascii_digit()) || value.contains(['(', '!', '|']),
        _ => false,
    };
    if formula { format!("'{value}") } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn every_table_and_chart_is_there_with_its_numbers() {
        let (_, picture) = samples().remove(1);
        let tables = tables(&picture);
        let captions: Vec<&str> = tables.iter().map(|t| t.caption.as_str()).collect();
        assert_eq!(captions.len(), 4, "{captions:?}");
        assert!(tables[0].csv.starts_with("Område,Antal,Väntat,Bedömning\r\nTorgby,214,108–176,Fler än väntat\r\n"));
        assert!(tables[3].csv.contains("Narkotika och öppen droghandel,15,49,93,\"Ökar: +49 %, mellan +15 och +93\""));
        assert!(csv(&picture).contains("Iakttagelser per månad,sep 2021,Antal,74\r\n"));
    }

    #[test]
    fn a_cell_never_becomes_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("-1+cmd|' /C calc'!A0"), "'-1+cmd|' /C calc'!A0");
        assert_eq!(harmless("+49 %"), "+49 %");
    }
}
