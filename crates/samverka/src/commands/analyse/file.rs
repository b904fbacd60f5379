//! How are the columns of a file read for a method?

use std::path::Path;

use exchange::{Refused, Table};
use text::{Lang, Words};

/// The file's name and what is in it.
pub(super) fn read(path: &Path) -> Result<(String, Vec<u8>), String> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| format!("{name}: {e}"))?;
    Ok((name, bytes))
}

/// What is wrong with a file, in words.
pub(super) fn said(refused: Refused) -> String {
    refused.say(Words::of(Lang::En))
}

/// A CSV file with named columns: each row as text, with its line.
pub(super) struct Columns {
    name: String,
    header: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Columns {
    /// Reads the whole file.
    pub(super) fn open(path: &Path) -> Result<Columns, String> {
        let (name, bytes) = read(path)?;
        let table = Table::open(&name, bytes).map_err(said)?;
        let header = table.header().to_vec();
        let mut rows = Vec::new();
        table
            .rows(|line, fields| rows.push((line, fields.iter().map(|f| f.trim().to_owned()).collect())))
            .map_err(said)?;
        let wide = header.len();
        let more = |(_, fields): &&(u64, Vec<String>)| fields.iter().skip(wide).any(|f| !f.is_empty());
        if let Some((line, fields)) = rows.iter().find(more) {
            return Err(format!("{name}: row {line}: {} values; {wide} are expected, as in the header", fields.len()));
        }
        // In a file of one column an empty line is a value that is missing, not a line between others.
        if wide == 1
            && let Some(gap) = rows.windows(2).find(|w| w[1].0 > w[0].0 + 1)
        {
            return Err(format!("{name}: row {}: nothing stands there; a value is expected, 0 for none", gap[0].0 + 1));
        }
        Ok(Columns { name, header, rows })
    }

    /// The line of each row.
    pub(super) fn lines(&self) -> Vec<u64> {
        self.rows.iter().map(|(line, _)| *line).collect()
    }

    /// Refuses a file that has a header and nothing else.
    pub(super) fn some(self) -> Result<Columns, String> {
        match self.rows.is_empty() {
            true => Err(format!("{}: no rows below the header", self.name)),
            false => Ok(self),
        }
    }

    /// The text of a column.
    pub(super) fn text(&self, wanted: &str) -> Result<Vec<String>, String> {
        let at = self.at(wanted)?;
        Ok(self.rows.iter().map(|(_, fields)| fields.get(at).cloned().unwrap_or_default()).collect())
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, wanted: &str) -> bool {
        self.header.iter().any(|h| h.eq_ignore_ascii_case(wanted))
    }

    /// The numbers of a column.
    pub(super) fn numbers(&self, wanted: &str) -> Result<Vec<f64>, String> {
        self.parsed(wanted, "a number", |text| text.parse::<f64>().ok().filter(|x| x.is_finite()))
    }

    /// The whole numbers of a column, none below zero.
    pub(super) fn counts(&self, wanted: &str) -> Result<Vec<u64>, String> {
        self.parsed(wanted, "a whole number from 0", |text| text.parse().ok())
    }

    /// The values of a column, or which row does not hold what was `expected`.
    pub(super) fn parsed<T>(
        &self,
        wanted: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, String> {
        let at = self.at(wanted)?;
        let one = |(line, fields): &(u64, Vec<String>)| {
            let text = fields.get(at).map_or("", String::as_str);
            parse(text).ok_or_else(|| format!("{}: row {line}, column {wanted}: {text:?} is not {expected}", self.name))
        };
        self.rows.iter().map(one).collect()
    }

    /// The file's name, for messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn at(&self, wanted: &str) -> Result<usize, String> {
        let found = self.header.iter().position(|h| h.eq_ignore_ascii_case(wanted));
        let found =
            found.ok_or_else(|| format!("{}: no column {wanted}; there are {}", self.name, self.header.join(", ")))?;
        match self.header.iter().filter(|h| h.eq_ignore_ascii_case(wanted)).count() {
            1 => Ok(found),
            n => Err(format!("{}: {n} columns are called {wanted}; one is expected", self.name)),
        }
    }
}
