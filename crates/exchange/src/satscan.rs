//! How do SaTScan's own files of cases, places, population and controls become rows?
//!
//! Fields stand between blanks (or commas), without a header. `.cas`: place, cases, time, covariates; `.ctl`: place,
//! controls, time; `.geo`: place, then x and y in metres, or latitude and longitude; `.pop`: place, time, people, covariates.
//! A time is a whole number (a year, a week) or a date as 2020/9/15 or 2020-09-15; without one everything is one time.

use jiff::civil::Date;

use crate::refused::{Reason, Refused, Rejected, Why};
use crate::table::{decode, unpack};

/// A row of cases, controls or people.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanRow {
    /// The line in the file, from 1.
    pub row: u64,
    /// The place's name.
    pub place: String,
    /// How many.
    pub n: u64,
    /// When, as a whole number: the number itself, or the day counted from 1 January 1970. None when there is no time.
    pub time: Option<i64>,
    /// Whether the time stands there as a date, not as a number.
    pub dated: bool,
    /// What the rest of the line says (age group, sex), as it stands.
    pub covariates: Vec<String>,
}

/// A place: its name and its two numbers as the file has them.
#[derive(Clone, Debug, PartialEq)]
pub struct ScanPlace {
    /// Its name.
    pub place: String,
    /// The first number: x, or latitude.
    pub first: f64,
    /// The second: y, or longitude.
    pub second: f64,
}

/// Reads a file of cases (`.cas`) or controls (`.ctl`): place, how many, time, covariates.
pub fn scan_cases(file: &str, bytes: Vec<u8>) -> Result<Vec<ScanRow>, Refused> {
    each(file, bytes, |row, fields| {
        let n = whole(row, "n", field(row, "n", fields, 1)?)?;
        let time = fields.get(2).map(|t| time(row, t)).transpose()?;
        let dated = fields.get(2).is_some_and(|t| t.parse::<i64>().is_err());
        let covariates = fields.iter().skip(3).map(|f| (*f).to_owned()).collect();
        Ok(ScanRow { row, place: fields[0].to_owned(), n, time, dated, covariates })
    })
}

/// Reads a file of people (`.pop`): place, time, how many, covariates.
pub fn scan_population(file: &str, bytes: Vec<u8>) -> Result<Vec<ScanRow>, Refused> {
    each(file, bytes, |row, fields| {
        let text = field(row, "time", fields, 1)?;
        let (time, dated) = (time(row, text)?, text.parse::<i64>().is_err());
        let n = whole(row, "people", field(row, "people", fields, 2)?)?;
        let covariates = fields.iter().skip(3).map(|f| (*f).to_owned()).collect();
        Ok(ScanRow { row, place: fields[0].to_owned(), n, time: Some(time), dated, covariates })
    })
}

/// Reads a file of places (`.geo`). A place that stands there twice is refused.
pub fn scan_places(file: &str, bytes: Vec<u8>) -> Result<Vec<ScanPlace>, Refused> {
    let mut seen = std::collections::HashMap::new();
    each(file, bytes, |row, fields| {
        if let Some(before) = seen.insert(fields[0].to_owned(), row) {
            return Err(Rejected::new(row, "place", fields[0], Reason::SameAs(before)));
        }
        let number = |name, i| {
            let text = field(row, name, fields, i)?;
            let number = text.parse::<f64>().ok().filter(|x| x.is_finite());
            number.ok_or_else(|| Rejected::new(row, name, text, Reason::NotANumber))
        };
        Ok(ScanPlace { place: fields[0].to_owned(), first: number("first", 1)?, second: number("second", 2)? })
    })
}

/// Each line that holds anything as its fields. One bad line refuses the file: a case that is silently missing would make
/// every number wrong.
fn each<T>(
    file: &str,
    bytes: Vec<u8>,
    mut read: impl FnMut(u64, &[&str]) -> Result<T, Rejected>,
) -> Result<Vec<T>, Refused> {
    let refuse = |why| Refused { file: file.to_owned(), why };
    let (text, _) = decode(unpack(bytes).map_err(refuse)?).map_err(refuse)?;
    let mut rows = Vec::new();
    for (line, row) in text.lines().zip(1u64..) {
        let fields: Vec<&str> = line.split([' ', '\t', ',', ';']).filter(|f| !f.is_empty()).collect();
        if !fields.is_empty() {
            rows.push(read(row, &fields).map_err(|r| refuse(Why::BadRow(Box::new(r))))?);
        }
    }
    if rows.is_empty() { Err(refuse(Why::Empty)) } else { Ok(rows) }
}

fn field<'f>(row: u64, name: &str, fields: &[&'f str], i: usize) -> Result<&'f str, Rejected> {
    fields.get(i).copied().ok_or_else(|| Rejected::new(row, name, "", Reason::Missing))
}

fn whole(row: u64, name: &str, text: &str) -> Result<u64, Rejected> {
    match text.parse::<f64>() {
        Ok(n) if n < 0.0 => Err(Rejected::new(row, name, text, Reason::Negative)),
        Ok(n) if n.fract() == 0.0 && n <= 1e12 => Ok(n as u64),
        _ => Err(Rejected::new(row, name, text, Reason::NotANumber)),
    }
}

fn time(row: u64, text: &str) -> Result<i64, Rejected> {
    let bad = || Rejected::new(row, "time", text, Reason::NotADate);
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    match parts.as_slice() {
        [number] => number.parse().map_err(|_| bad()),
        [y, m, d] => {
            let (y, m, d) =
                (y.parse().map_err(|_| bad())?, m.parse().map_err(|_| bad())?, d.parse().map_err(|_| bad())?);
            let day = Date::new(y, m, d).map_err(|_| bad())?;
            Ok(i64::from((day - Date::constant(1970, 1, 1)).get_days()))
        }
        _ => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn satscans_files_are_read_with_or_without_time_and_covariates() {
        let cases = scan_cases("a.cas", b"Grant      1 1977  2 2\nUnion 3\n\nTaos,2,2020/9/15\n".to_vec()).unwrap();
        assert_eq!((cases[0].place.as_str(), cases[0].n, cases[0].time), ("Grant", 1, Some(1977)));
        assert_eq!(cases[0].covariates, ["2", "2"]);
        assert_eq!((cases[1].time, cases[2].time, cases[2].row), (None, Some(18_520), 4));
        let people = scan_population("a.pop", b"Taos 73 99 1 1\n".to_vec()).unwrap();
        assert_eq!((people[0].n, people[0].time), (99, Some(73)));
        let places = scan_places("a.geo", b"Taos\t36.5\t-105.6\n".to_vec()).unwrap();
        assert_eq!((places[0].first, places[0].second), (36.5, -105.6));
    }

    #[test]
    fn a_bad_line_is_refused_with_its_number_and_field() {
        let why = |text: &str| match scan_cases("a.cas", text.as_bytes().to_vec()).unwrap_err().why {
            Why::BadRow(r) => (r.row, r.column.clone(), r.reason),
            other => panic!("{other:?}"),
        };
        assert_eq!(why("a 1 5\nb x 5\n"), (2, "n".to_owned(), Reason::NotANumber));
        assert_eq!(why("a -1\n"), (1, "n".to_owned(), Reason::Negative));
        assert_eq!(why("a\n"), (1, "n".to_owned(), Reason::Missing));
        assert_eq!(why("a 1 2020/13/1\n"), (1, "time".to_owned(), Reason::NotADate));
        let twice = scan_places("a.geo", b"a 1 2\na 1 2\n".to_vec()).unwrap_err().why;
        assert!(matches!(twice, Why::BadRow(r) if r.reason == Reason::SameAs(1)));
        assert_eq!(scan_places("a.geo", b"\n\n".to_vec()).unwrap_err().why, Why::Empty);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[a-z0-9 /,.\n-]{0,200}") {
            let _ = scan_cases("a", text.clone().into_bytes());
            let _ = scan_population("a", text.clone().into_bytes());
            let _ = scan_places("a", text.into_bytes());
        }
    }
}
