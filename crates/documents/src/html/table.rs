//! How is a table written as HTML: plain, beside a map, shaded, or with intervals?

use super::{Writer, xml};
use crate::figure;
use crate::tree::*;

impl Writer<'_> {
    pub fn table(&mut self, table: &Table) {
        let caption = xml(&table.caption);
        let scroll = match table.layout {
            Layout::Areas => true,
            Layout::Plain => table.columns.len() > 2,
            Layout::Heat | Layout::Whisker(_) => false,
        };
        if scroll {
            self.push(&format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">"));
        } else if matches!(table.layout, Layout::Whisker(_)) {
            self.push("<div class=\"whisk\">");
        }
        self.push(match table.layout {
            Layout::Areas => "<table class=\"areas\">",
            Layout::Heat => "<table class=\"heat\">",
            Layout::Plain | Layout::Whisker(_) => "<table>",
        });
        if table.caption_hidden {
            self.push(&format!("<caption class=\"vh\">{caption}</caption>"));
        } else if !table.caption.is_empty() {
            self.push(&format!("<caption>{caption}</caption>"));
        }
        self.push("<thead><tr>");
        for (i, column) in table.columns.iter().enumerate() {
            self.column_head(table, column, i);
        }
        self.push("</tr></thead><tbody>");
        for row in &table.rows {
            self.row(table, row);
        }
        self.push("</tbody></table>");
        if scroll || matches!(table.layout, Layout::Whisker(_)) {
            self.push("</div>");
        }
        if !table.note.is_empty() {
            self.push("<p class=\"small quiet under\">");
            self.text(&table.note);
            self.push("</p>");
        }
    }

    fn column_head(&mut self, table: &Table, column: &Column, i: usize) {
        if column.title.is_empty() && i == 0 {
            self.push("<td></td>");
            return;
        }
        let right = column.align == Align::End && table.layout != Layout::Heat;
        self.push(if right { "<th scope=\"col\" class=\"r\">" } else { "<th scope=\"col\">" });
        match &table.layout {
            Layout::Whisker(scale) if is_interval_column(table, i) => {
                // The words of the scale stand where they belong; the head itself is for those who hear the table.
                self.push("<span class=\"vh\">");
                self.say(&column.title);
                self.push("</span>");
                let pen_id = self.id();
                let svg = figure::whisker_scale(scale, self.look.ink, &pen_id);
                self.push(&svg);
            }
            _ => self.say(&column.title),
        }
        self.push("</th>");
    }

    fn row(&mut self, table: &Table, row: &[Cell]) {
        let verdict = row.iter().find_map(|c| match c {
            Cell::Verdict(v) => Some(v.kind),
            _ => None,
        });
        self.push("<tr>");
        for (i, cell) in row.iter().enumerate() {
            let column = table.columns.get(i);
            let right = column.is_some_and(|c| c.align == Align::End) && table.layout != Layout::Heat;
            let (open, close) = match (i, cell) {
                (0, _) => ("<th scope=\"row\">", "</th>"),
                (_, Cell::Shade(..)) => ("", ""),
                (_, Cell::Empty) if matches!(table.layout, Layout::Whisker(_)) => ("<td class=\"hide\">", "</td>"),
                (_, Cell::Verdict(_)) if matches!(table.layout, Layout::Whisker(_)) => ("<td class=\"say\">", "</td>"),
                _ if right => ("<td class=\"r\">", "</td>"),
                _ => ("<td>", "</td>"),
            };
            self.push(open);
            self.cell(table, cell, verdict.unwrap_or(VerdictKind::Maybe));
            self.push(close);
        }
        self.push("</tr>");
    }

    fn cell(&mut self, table: &Table, cell: &Cell, verdict: VerdictKind) {
        match cell {
            Cell::Text(text) => self.text(text),
            Cell::Head(long, short) => {
                let (long, short) = (xml(long), xml(short));
                self.push(&format!(
                    "<abbr title=\"{long}\" class=\"short-only\">{short}</abbr><span class=\"long\">{long}</span>"
                ));
            }
            Cell::State(tag) => self.state(tag),
            Cell::Verdict(v) => {
                self.verdict(v);
                if !v.detail.is_empty() {
                    self.push("<br/><span class=\"quiet small\">");
                    self.say(&v.detail);
                    self.push("</span>");
                }
            }
            Cell::Shade(level, word) => {
                self.push(&format!("<td class=\"h{}\">", level.min(&4)));
                self.say(word);
                self.push("</td>");
            }
            Cell::Interval(interval) => {
                if let Layout::Whisker(scale) = &table.layout {
                    let pen_id = self.id();
                    let svg = figure::whisker(interval, scale, verdict, self.look.ink, &pen_id);
                    self.push(&svg);
                    if !interval.words.is_empty() {
                        self.push("<span class=\"vh\">");
                        self.say(&interval.words);
                        self.push("</span>");
                    }
                } else {
                    self.say(&interval.words);
                }
            }
            Cell::Empty => {}
        }
    }
}

/// Whether the column holds intervals.
pub(crate) fn is_interval_column(table: &Table, i: usize) -> bool {
    table.rows.iter().any(|row| matches!(row.get(i), Some(Cell::Interval(_))))
}
