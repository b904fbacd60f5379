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

/// Everything in the document that has a row and a column, one value per line: `table,row,column,value`. Tables first,
/// then terms, lists, commitments, findings, chains and signatures under their heading. For a document of a single
/// table, [`tables`] gives the shape that a spreadsheet wants.
pub fn csv(document: &Document) -> String {
    let mut lines = vec![["table", "row", "column", "value"].map(str::to_owned).to_vec()];
    walk(&document.blocks, &mut |t| {
        let heads = heads(t);
        for row in &t.rows {
            let values = values(t, row);
            let name = values.first().cloned().unwrap_or_default();
            for (i, (head, value)) in heads.iter().zip(&values).enumerate() {
                // The row's own head is a value too, so that the table can be put together again.
                if i > 0 || !head.is_empty() {
                    lines.push(vec![t.caption.clone(), name.clone(), head.clone(), value.clone()]);
                }
            }
        }
    });
    let mut rest = Rest { words: Words::of(document.lang), lines };
    rest.blocks(&document.title, &document.blocks);
    written(&rest.lines)
}

/// What is no table but has rows and columns all the same.
struct Rest {
    words: Words,
    lines: Vec<Vec<String>>,
}

impl Rest {
    fn line(&mut self, table: &str, row: &str, column: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.lines.push(vec![table.to_owned(), row.to_owned(), column.to_owned(), value]);
        }
    }

    fn said(&mut self, table: &str, row: &str, key: &str, value: impl Into<String>) {
        let column = self.words.say(key);
        self.line(table, row, &column, value);
    }

    fn blocks(&mut self, title: &str, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Section(s) => self.blocks(&s.title.plain(), &s.blocks),
                Block::Facts { facts } => self.facts(title, "", facts),
                Block::Method(m) => self.facts(&m.title, "", &m.facts),
                Block::List(l) => self.items(title, "", &l.items),
                Block::Log(l) => self.log(&l.title, l),
                Block::Commitment(c) => {
                    self.said(&c.title, "", "document-csv-state", &c.tag.word);
                    if let Some(count) = &c.count {
                        self.said(&c.title, "", "document-csv-count", format!("{} {}", count.figure, count.of));
                    }
                    if let Some(log) = &c.log {
                        self.log(&c.title, log);
                    }
                    self.facts(&c.title, "", &c.facts);
                }
                Block::Chain(c) => {
                    for link in &c.links {
                        let said = [link.title.plain(), link.detail.plain()];
                        let said = said.map(|s| crate::linear::sentence(&s)).join(" ");
                        self.said(title, &link.kind, "document-csv-text", said.trim());
                    }
                }
                Block::Findings { findings } => {
                    for f in findings {
                        let row = f.title.plain();
                        self.said(title, &row, "document-csv-verdict", Cell::Verdict(f.verdict.clone()).plain());
                        self.said(title, &row, "document-csv-text", f.text.plain());
                    }
                }
                Block::Signatures(all) => {
                    for s in &all.signatures {
                        self.said(title, &s.party, "document-sign-name", format!("{}, {}", s.name, s.role));
                        self.said(title, &s.party, "document-csv-signed", &s.signed);
                    }
                }
                _ => {}
            }
        }
    }

    fn facts(&mut self, table: &str, row: &str, facts: &[Fact]) {
        for fact in facts {
            for value in &fact.values {
                self.line(table, row, &fact.term, value.plain());
            }
        }
    }

    /// Items by their number, so that those under one another stay together.
    fn items(&mut self, table: &str, before: &str, items: &[Item]) {
        for (i, item) in items.iter().enumerate() {
            let number = format!("{before}{}", i + 1);
            self.said(table, &number, "document-csv-item", item.text.plain());
            self.items(table, &format!("{number}."), &item.items);
        }
    }

    fn log(&mut self, table: &str, log: &Log) {
        for entry in &log.entries {
            self.said(table, &entry.date, "document-csv-event", entry.text.plain());
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
    fn a_document_without_tables_is_no_empty_file() {
        for (name, document) in samples() {
            assert!(csv(&document).lines().count() > 2, "{name}");
        }
        let (_, agreement) = samples().remove(2);
        assert!(csv(&agreement).contains("Underskrifter,Almvalla kommun,Undertecknat,18 november 2021\r\n"));
        assert!(csv(&agreement).contains("Uppföljning,1.2,Punkt,styrgruppen\r\n"));
    }

    #[test]
    fn a_cell_never_becomes_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("-1+cmd|' /C calc'!A0"), "'-1+cmd|' /C calc'!A0");
        assert_eq!(harmless("+49 %"), "+49 %");
    }
}
