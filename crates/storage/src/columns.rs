//! How does a value that exists become a column, and come back?

use domain::Id;
use domain::when::When;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::Error;

/// An instant as it is stored: whole seconds, UTC, fixed width.
pub fn instant(t: Timestamp) -> String {
    format!("{}", t.strftime("%Y-%m-%dT%H:%M:%SZ"))
}

/// The stored instant back.
pub fn parse_instant(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// A value as it is kept: serialised text.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("a value of the domain can be written")
}

/// A row that is being read. Each getter answers [`Error::Damaged`] with table, record and column
/// when the column holds what no part of this program writes.
pub struct Columns<'r> {
    table: &'static str,
    row: &'r AnyRow,
}

impl<'r> Columns<'r> {
    /// Reads from `row` of `table`.
    pub fn of(table: &'static str, row: &'r AnyRow) -> Columns<'r> {
        Columns { table, row }
    }

    /// A text that is always there.
    pub fn text(&self, column: &'static str) -> Result<String, Error> {
        self.row.try_get::<String, _>(column).map_err(|e| self.damaged(column, e))
    }

    /// A text that may be missing.
    pub fn maybe_text(&self, column: &'static str) -> Result<Option<String>, Error> {
        self.row.try_get::<Option<String>, _>(column).map_err(|e| self.damaged(column, e))
    }

    /// A whole number.
    pub fn int(&self, column: &'static str) -> Result<i64, Error> {
        self.row.try_get::<i64, _>(column).map_err(|e| self.damaged(column, e))
    }

    /// A whole number that may be missing.
    pub fn maybe_int(&self, column: &'static str) -> Result<Option<i64>, Error> {
        self.row.try_get::<Option<i64>, _>(column).map_err(|e| self.damaged(column, e))
    }

    /// A number.
    pub fn real(&self, column: &'static str) -> Result<f64, Error> {
        self.row.try_get::<f64, _>(column).map_err(|e| self.damaged(column, e))
    }

    /// A number that may be missing.
    pub fn maybe_real(&self, column: &'static str) -> Result<Option<f64>, Error> {
        self.row.try_get::<Option<f64>, _>(column).map_err(|e| self.damaged(column, e))
    }

    /// A text read by `parse` (an id, a line, a word of an enum).
    pub fn parsed<T, P: ParseResult<T>>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> P,
    ) -> Result<T, Error> {
        let text = self.text(column)?;
        parse(&text).into_option().ok_or_else(|| self.damaged(column, format!("{text:?} is not understood")))
    }

    /// As [`Columns::parsed`], where the column may be empty.
    pub fn maybe_parsed<T, P: ParseResult<T>>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> P,
    ) -> Result<Option<T>, Error> {
        let Some(text) = self.maybe_text(column)? else { return Ok(None) };
        let value = parse(&text).into_option();
        value.map(Some).ok_or_else(|| self.damaged(column, format!("{text:?} is not understood")))
    }

    /// An id.
    pub fn id(&self, column: &'static str) -> Result<Id, Error> {
        self.parsed(column, Id::parse)
    }

    /// A date.
    pub fn date(&self, column: &'static str) -> Result<Date, Error> {
        self.parsed(column, str::parse::<Date>)
    }

    /// A date that may be missing.
    pub fn maybe_date(&self, column: &'static str) -> Result<Option<Date>, Error> {
        self.maybe_parsed(column, str::parse::<Date>)
    }

    /// An instant.
    pub fn instant(&self, column: &'static str) -> Result<Timestamp, Error> {
        self.parsed(column, parse_instant)
    }

    /// An instant that may be missing.
    pub fn maybe_instant(&self, column: &'static str) -> Result<Option<Timestamp>, Error> {
        self.maybe_parsed(column, parse_instant)
    }

    /// A value kept as serialised text (a state with what is known in it).
    pub fn value<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, Error> {
        let text = self.text(column)?;
        serde_json::from_str(&text).map_err(|e| self.damaged(column, e))
    }

    /// As [`Columns::value`], where the column may be empty.
    pub fn maybe_value<T: DeserializeOwned>(&self, column: &'static str) -> Result<Option<T>, Error> {
        let Some(text) = self.maybe_text(column)? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|e| self.damaged(column, e))
    }

    /// Says what is wrong with a column.
    pub(crate) fn damaged(&self, column: &str, what: impl std::fmt::Display) -> Error {
        let record = self.row.try_get::<String, _>("id").unwrap_or_default();
        Error::Damaged { table: self.table, record, what: format!("column {column}: {what}") }
    }
}

/// What a parser answers: an `Option` or a `Result`.
pub trait ParseResult<T> {
    /// The value, if it was understood.
    fn into_option(self) -> Option<T>;
}

impl<T> ParseResult<T> for Option<T> {
    fn into_option(self) -> Option<T> {
        self
    }
}

impl<T, E> ParseResult<T> for Result<T, E> {
    fn into_option(self) -> Option<T> {
        self.ok()
    }
}

/// What a name is sorted by: lower case, with å, ä and ö after z, alike on every engine.
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() + 8);
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'å' => key.push_str("zza"),
            'ä' | 'æ' => key.push_str("zzb"),
            'ö' | 'ø' => key.push_str("zzc"),
            c => key.push(c),
        }
    }
    key
}

/// A time with its precision as it is stored: `2022-09`, `2022-09-15` or `2022-09-15T21:00`.
pub fn when_text(when: When) -> String {
    match when {
        When::Month(d) => format!("{}", d.strftime("%Y-%m")),
        When::Day(d) => format!("{d}"),
        When::Moment(t) => local_text(t),
    }
}

/// The stored time back.
pub fn parse_when(text: &str) -> Option<When> {
    match text.len() {
        7 => format!("{text}-01").parse().ok().map(When::Month),
        10 => text.parse().ok().map(When::Day),
        _ => text.parse().ok().map(When::Moment),
    }
}

/// A local time as it is stored: `2022-09-15T21:00`.
pub fn local_text(t: DateTime) -> String {
    format!("{}", t.strftime("%Y-%m-%dT%H:%M"))
}
