//! How is a table told, so that each form can write it: grid, sentences, CSV?

use serde::{Deserialize, Serialize};

use super::{StateTag, Text, Verdict};

/// A table. The first column holds the row headers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// The caption repeats what stands right above, so it is only for those who do not see that.
    #[serde(default)]
    pub caption_hidden: bool,
    /// How it is laid out on screen and paper; the other forms do not care.
    #[serde(default)]
    pub layout: Layout,
    /// The columns, the row header first.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// What has to be known to read it: hidden numbers, coverage.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub note: Text,
}

impl Table {
    /// The table for forms that draw nothing: without the columns whose cells are only drawn. What they show stands in
    /// the words of the next column.
    pub(crate) fn in_words(&self) -> Table {
        let is_drawn = |i: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(i));
            i > 0
                && cells.clone().any(|c| matches!(c, Cell::Interval(_)))
                && cells.all(|c| matches!(c, Cell::Interval(_) | Cell::Empty) && c.plain().is_empty())
        };
        self.keeping(|i| !is_drawn(i))
    }

    /// The table without the columns in which no row says anything.
    pub(crate) fn without_empty_columns(&self) -> Table {
        let says = |row: &Vec<Cell>, i: usize| match row.get(i) {
            None | Some(Cell::Empty) => false,
            Some(Cell::Text(text)) => !text.is_empty(),
            Some(_) => true,
        };
        self.keeping(|i| i == 0 || self.rows.is_empty() || self.rows.iter().any(|row| says(row, i)))
    }

    /// The table with only these columns.
    fn keeping(&self, keeps: impl Fn(usize) -> bool) -> Table {
        let kept: Vec<usize> = (0..self.columns.len()).filter(|i| keeps(*i)).collect();
        let cells = |row: &Vec<Cell>| kept.iter().map(|i| row.get(*i).cloned().unwrap_or(Cell::Empty)).collect();
        Table {
            columns: kept.iter().map(|i| self.columns[*i].clone()).collect(),
            rows: self.rows.iter().map(cells).collect(),
            ..self.clone()
        }
    }
}

/// How a table is laid out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Rules between rows.
    #[default]
    Plain,
    /// Beside a map: area, numbers, verdict.
    Areas,
    /// Weekday by hour: shaded cells with their numbers.
    Heat,
    /// Changes with their uncertainty drawn on one common scale.
    Whisker(Scale),
}

/// The common scale of the intervals in a table, in the unit of the intervals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// The left end.
    pub from: f64,
    /// "No difference".
    pub zero: f64,
    /// The right end.
    pub to: f64,
    /// The words over left, zero and right: "färre", "ingen skillnad", "fler".
    pub words: [String; 3],
}

/// A column: its head and how its cells stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The head.
    pub title: String,
    /// How its cells stand.
    #[serde(default)]
    pub align: Align,
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Start }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::End }
    }
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words: at the start of the line.
    #[default]
    Start,
    /// Numbers: at the end, so that the digits stand under each other.
    End,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Cell {
    /// Words, or a number written out.
    Text(Text),
    /// A row header with a short form for narrow screens: ("måndag", "mån").
    Head(String, String),
    /// A state.
    State(StateTag),
    /// A verdict.
    Verdict(Verdict),
    /// A shaded number: 0 (lightest) to 4, and "<5".
    Shade(u8, String),
    /// An interval on the scale of the table.
    Interval(Interval),
    /// Nothing, because there is nothing to say here; drawn as an empty cell.
    Empty,
}

impl Cell {
    /// The words of the cell, for the forms without colour and figure.
    pub fn plain(&self) -> String {
        match self {
            Cell::Text(text) => text.plain(),
            Cell::Head(long, _) => long.clone(),
            Cell::State(tag) => tag.word.clone(),
            Cell::Verdict(v) if v.detail.is_empty() => v.word.clone(),
            Cell::Verdict(v) => format!("{}: {}", v.word, v.detail),
            Cell::Shade(_, word) => word.clone(),
            Cell::Interval(i) => i.words.clone(),
            Cell::Empty => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.into())
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text.into())
    }
}
impl From<Text> for Cell {
    fn from(text: Text) -> Cell {
        Cell::Text(text)
    }
}
impl From<Verdict> for Cell {
    fn from(verdict: Verdict) -> Cell {
        Cell::Verdict(verdict)
    }
}
impl From<StateTag> for Cell {
    fn from(tag: StateTag) -> Cell {
        Cell::State(tag)
    }
}

/// An estimate with its uncertainty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The estimate.
    pub mid: f64,
    /// The upper end.
    pub high: f64,
    /// The same in words, for those who do not see the figure; empty where the next cell says it.
    #[serde(default)]
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_in_which_no_row_says_anything_is_left_out() {
        let table = |rows: Vec<Vec<Cell>>| Table {
            caption: String::new(),
            caption_hidden: true,
            layout: Layout::Plain,
            columns: ["Mål", "Målvärde", "När"].map(Column::text).to_vec(),
            rows,
            note: Text::new(),
        };
        let heads = |t: Table| t.columns.into_iter().map(|c| c.title).collect::<Vec<_>>();
        let rows = vec![vec!["a".into(), Cell::Empty, "1 maj".into()], vec!["b".into(), " ".into(), Cell::Empty]];
        let shorter = table(rows).without_empty_columns();
        assert!(shorter.rows.iter().all(|row| row.len() == 2));
        assert_eq!(heads(shorter), ["Mål", "När"]);
        assert_eq!(heads(table(vec![]).without_empty_columns()), ["Mål", "Målvärde", "När"]);
    }
}
