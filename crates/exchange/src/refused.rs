//! Why is a file, or a row of it, not taken in?

use domain::geo::NotAShape;
use jiff::civil::Date;
use text::{Arg, Words};

/// Why a whole file is refused. Says the file, the place in it, what was found and what was expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}: {why:?}")]
pub struct Refused {
    /// The file's name.
    pub file: String,
    /// The reason.
    pub why: Why,
}

/// The reasons for refusing a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Nothing in it.
    Empty,
    /// A header, but no row below it.
    NoRows,
    /// Larger than this many bytes, or unpacks to more.
    TooLarge(u64),
    /// A file that is not text: what it looks like ("PDF"), if that is known.
    NotText(Option<&'static str>),
    /// A workbook that cannot be opened, with the reason that the reader gave.
    BrokenWorkbook(String),
    /// Packed data that cannot be unpacked.
    BrokenPacking,
    /// A field that is longer than this many characters: most often a quotation mark that is never closed.
    FieldTooLong {
        /// The line it starts on.
        row: u64,
        /// The column's header, or its number.
        column: String,
        /// The limit in characters.
        limit: usize,
    },
    /// A quotation mark that the file never closes.
    OpenQuote {
        /// The line it stands on.
        row: u64,
        /// The column's header, or its number.
        column: String,
    },
    /// UTF-8 with bytes in it that are not.
    BrokenUtf8 {
        /// The line of the first.
        row: u64,
    },
    /// A row that cannot be used, in a file where none may be missing.
    BadRow(Box<Rejected>),
    /// A collection without a feature.
    NoFeatures,
    /// Latitude first in an area file: all of it would lie elsewhere on the earth.
    SwappedAreas,
    /// A column that was named with `--map` is not there.
    UnknownColumn {
        /// The field it was to give.
        field: &'static str,
        /// The header that was asked for.
        wanted: String,
        /// The headers that there are.
        found: Vec<String>,
    },
    /// `--map` names a field that does not exist.
    UnknownField {
        /// What was written.
        wanted: String,
        /// The fields that exist.
        fields: Vec<&'static str>,
    },
    /// No column for something that is needed.
    NoColumn {
        /// The field that is missing.
        field: &'static str,
        /// The headers that there are.
        found: Vec<String>,
    },
    /// Longitude and latitude (or east and north) have changed places.
    SwappedCoordinates {
        /// The first such line.
        row: u64,
        /// The two columns.
        columns: (String, String),
        /// What stands there.
        value: String,
    },
    /// Most places lie outside the areas.
    OutsideAreas {
        /// The first such line.
        row: u64,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
        /// How many rows.
        outside: u64,
        /// Of how many.
        of: u64,
    },
    /// More than half of the rows cannot be used.
    MostRejected {
        /// Rows that cannot be used.
        rejected: u64,
        /// Rows in all.
        rows: u64,
        /// The first of them.
        first: Box<Rejected>,
    },
    /// Not GeoJSON (or not JSON at all): the reader's reason.
    NotGeoJson(String),
    /// A feature that cannot be used.
    Feature {
        /// Its number, from 1.
        index: usize,
        /// Its name or code, if it has one.
        name: String,
        /// What is wrong.
        wrong: FeatureWrong,
    },
    /// Not the answer of the events API: the reader's reason.
    NotEvents(String),
}

/// What is wrong with a feature of an area file.
#[derive(Clone, Debug, PartialEq)]
pub enum FeatureWrong {
    /// Neither a polygon nor a multipolygon, but this.
    Geometry(String),
    /// Its lines make no shape.
    Shape(NotAShape),
    /// Coordinates outside the earth.
    OffTheEarth,
    /// No property with a code or a name.
    NoCode,
    /// Another feature (this number) has the same code.
    SameCode(usize),
}

/// A row that is not used, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The line in the file, the header being line 1.
    pub row: u64,
    /// The column's header.
    pub column: String,
    /// What stands there, cut at 60 characters.
    pub value: String,
    /// Why it cannot be used.
    pub reason: Reason,
}

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Nothing stands there, and something must.
    Missing,
    /// Not a date in any form that is known.
    NotADate,
    /// A date that can be read in two ways.
    AmbiguousDate,
    /// A date after today.
    Future(Date),
    /// A date before 1900.
    TooOld,
    /// Not a time of day.
    NotATime,
    /// Not a number.
    NotANumber,
    /// A number below zero, where there can be none.
    Negative,
    /// Not a coordinate of the earth.
    OffTheEarth,
    /// One coordinate without the other.
    HalfAPlace,
    /// Longitude and latitude have changed places.
    Swapped,
    /// Far outside the areas that were given.
    OutsideAreas,
    /// More fields than the header has.
    TooManyFields {
        /// Fields in the row.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// The same id or code as on this earlier line.
    SameAs(u64),
    /// Not an object with the fields that an event has.
    NotAnEvent,
}

impl Rejected {
    /// A rejected row, its value cut short.
    pub fn new(row: u64, column: &str, value: &str, reason: Reason) -> Rejected {
        Rejected { row, column: shorten(column), value: shorten(value), reason }
    }
}

/// At most 60 characters, without line breaks.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

impl Reason {
    /// The reason as a sentence.
    pub fn say(&self, words: Words) -> String {
        match self {
            Reason::Missing => words.say("row-missing"),
            Reason::NotADate => words.say("row-not-a-date"),
            Reason::AmbiguousDate => words.say("row-ambiguous-date"),
            Reason::Future(today) => words.with("row-future", &[("today", text::date(words.lang(), *today).into())]),
            Reason::TooOld => words.say("row-too-old"),
            Reason::NotATime => words.say("row-not-a-time"),
            Reason::NotANumber => words.say("row-not-a-number"),
            Reason::Negative => words.say("row-negative"),
            Reason::OffTheEarth => words.say("row-off-the-earth"),
            Reason::HalfAPlace => words.say("row-half-a-place"),
            Reason::Swapped => words.say("row-swapped"),
            Reason::OutsideAreas => words.say("row-outside-areas"),
            Reason::TooManyFields { found, expected } => {
                words.with("row-too-many-fields", &[("found", (*found).into()), ("expected", (*expected).into())])
            }
            Reason::SameAs(row) => words.with("row-same-as", &[("row", line(*row))]),
            Reason::NotAnEvent => words.say("row-not-an-event"),
        }
    }
}

impl Rejected {
    /// "Rad 12, kolumnen Datum: ”igår” är inte ett datum …"
    pub fn say(&self, words: Words) -> String {
        words.with(
            "row-rejected",
            &[
                ("row", line(self.row)),
                ("column", (&self.column).into()),
                ("value", (&self.value).into()),
                ("reason", self.reason.say(words).into()),
            ],
        )
    }
}

/// Line numbers are names, not amounts: no grouping.
fn line(row: u64) -> Arg {
    Arg::Text(row.to_string())
}

fn list(headers: &[String]) -> String {
    let shown: Vec<String> = headers.iter().take(30).map(|h| format!("”{}”", shorten(h))).collect();
    if headers.len() > 30 { format!("{} …", shown.join(", ")) } else { shown.join(", ") }
}

impl Refused {
    /// The message for the person who gave the file.
    pub fn say(&self, words: Words) -> String {
        let field_name = |f: &&'static str| words.find(&format!("field-{f}"), &[]).unwrap_or_else(|| (*f).to_owned());
        let said = match &self.why {
            Why::Empty => words.say("file-empty"),
            Why::NoRows => words.say("file-no-rows"),
            Why::TooLarge(bytes) => words.with("file-too-large", &[("megabytes", (*bytes / 1_000_000).into())]),
            Why::NotText(Some(kind)) => words.with("file-not-text-but", &[("kind", (*kind).into())]),
            Why::NotText(None) => words.say("file-not-text"),
            Why::BrokenWorkbook(reason) => words.with("file-broken-workbook", &[("reason", reason.into())]),
            Why::BrokenPacking => words.say("file-broken-packing"),
            Why::FieldTooLong { row, column, limit } => words.with(
                "file-field-too-long",
                &[("row", line(*row)), ("column", column.into()), ("limit", (*limit).into())],
            ),
            Why::OpenQuote { row, column } => {
                words.with("file-open-quote", &[("row", line(*row)), ("column", column.into())])
            }
            Why::BrokenUtf8 { row } => words.with("file-broken-utf8", &[("row", line(*row))]),
            Why::BadRow(row) => row.say(words),
            Why::NoFeatures => words.say("file-no-features"),
            Why::SwappedAreas => words.say("file-swapped-areas"),
            Why::UnknownColumn { field, wanted, found } => words.with(
                "file-unknown-column",
                &[("field", (*field).into()), ("wanted", wanted.into()), ("found", list(found).into())],
            ),
            Why::UnknownField { wanted, fields } => {
                words.with("file-unknown-field", &[("wanted", wanted.into()), ("fields", fields.join(", ").into())])
            }
            Why::NoColumn { field, found } => words.with(
                "file-no-column",
                &[("field", (*field).into()), ("name", field_name(field).into()), ("found", list(found).into())],
            ),
            Why::SwappedCoordinates { row, columns, value } => words.with(
                "file-swapped",
                &[
                    ("row", line(*row)),
                    ("first", (&columns.0).into()),
                    ("second", (&columns.1).into()),
                    ("value", value.into()),
                ],
            ),
            Why::OutsideAreas { row, column, value, outside, of } => words.with(
                "file-outside-areas",
                &[
                    ("row", line(*row)),
                    ("column", column.into()),
                    ("value", value.into()),
                    ("outside", (*outside).into()),
                    ("of", (*of).into()),
                ],
            ),
            Why::MostRejected { rejected, rows, first } => words.with(
                "file-most-rejected",
                &[("rejected", (*rejected).into()), ("rows", (*rows).into()), ("first", first.say(words).into())],
            ),
            Why::NotGeoJson(reason) => words.with("file-not-geojson", &[("reason", reason.into())]),
            Why::Feature { index, name, wrong } => {
                let wrong = match wrong {
                    FeatureWrong::Geometry(kind) => words.with("feature-geometry", &[("kind", kind.into())]),
                    FeatureWrong::Shape(NotAShape::NotClosed) => words.say("feature-not-closed"),
                    FeatureWrong::Shape(NotAShape::TooFewPoints) => words.say("feature-too-few-points"),
                    FeatureWrong::Shape(NotAShape::Empty) => words.say("feature-empty"),
                    FeatureWrong::OffTheEarth => words.say("feature-off-the-earth"),
                    FeatureWrong::NoCode => words.say("feature-no-code"),
                    FeatureWrong::SameCode(other) => words.with("feature-same-code", &[("other", (*other).into())]),
                };
                words
                    .with("file-feature", &[("index", (*index).into()), ("name", name.into()), ("wrong", wrong.into())])
            }
            Why::NotEvents(reason) => words.with("file-not-events", &[("reason", reason.into())]),
        };
        words.with("file-refused", &[("file", (&self.file).into()), ("why", said.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Lang;

    fn every_reason() -> Vec<Reason> {
        use Reason::*;
        let today = Date::constant(2022, 9, 15);
        vec![
            Missing,
            NotADate,
            AmbiguousDate,
            Future(today),
            TooOld,
            NotATime,
            NotANumber,
            Negative,
            OffTheEarth,
            HalfAPlace,
            Swapped,
            OutsideAreas,
            TooManyFields { found: 5, expected: 4 },
            SameAs(1250),
            NotAnEvent,
        ]
    }

    fn every_why() -> Vec<Why> {
        let found = || vec!["Datum".to_owned(), "Brott".to_owned()];
        let feature = |wrong| Why::Feature { index: 2, name: "Tallbo".into(), wrong };
        let first = Box::new(Rejected::new(12, "Datum", "igår", Reason::NotADate));
        vec![
            Why::Empty,
            Why::NoRows,
            Why::TooLarge(1_000_000_000),
            Why::NotText(None),
            Why::NotText(Some("PDF")),
            Why::BrokenWorkbook("x".into()),
            Why::BrokenPacking,
            Why::FieldTooLong { row: 1250, column: "Datum".into(), limit: 32_767 },
            Why::OpenQuote { row: 3, column: "Datum".into() },
            Why::BrokenUtf8 { row: 3 },
            Why::BadRow(Box::new(Rejected::new(12, "time", "igår", Reason::NotADate))),
            Why::NoFeatures,
            Why::SwappedAreas,
            Why::UnknownColumn { field: "category", wanted: "Typ".into(), found: found() },
            Why::UnknownField { wanted: "kategori".into(), fields: vec!["category"] },
            Why::NoColumn { field: "occurred_at", found: found() },
            Why::SwappedCoordinates { row: 2, columns: ("lon".into(), "lat".into()), value: "59.4 17.8".into() },
            Why::OutsideAreas { row: 2, column: "lon".into(), value: "11 57".into(), outside: 3, of: 4 },
            Why::MostRejected { rejected: 3, rows: 4, first },
            Why::NotGeoJson("x".into()),
            feature(FeatureWrong::Geometry("Point".into())),
            feature(FeatureWrong::Shape(NotAShape::NotClosed)),
            feature(FeatureWrong::Shape(NotAShape::TooFewPoints)),
            feature(FeatureWrong::Shape(NotAShape::Empty)),
            feature(FeatureWrong::OffTheEarth),
            feature(FeatureWrong::NoCode),
            feature(FeatureWrong::SameCode(1)),
            Why::NotEvents("x".into()),
        ]
    }

    #[test]
    fn every_refusal_is_a_sentence_in_every_language() {
        for lang in [Lang::Sv, Lang::En] {
            let words = Words::of(lang);
            for reason in every_reason() {
                let said = Rejected::new(1250, "Datum", "x", reason).say(words);
                assert!(
                    !said.contains('[') && said.ends_with('.') && said.contains("1250") || said.ends_with('?'),
                    "{said}"
                );
            }
            for why in every_why() {
                let said = Refused { file: "a.csv".into(), why }.say(words);
                assert!(said.starts_with("a.csv: ") && !said.contains('[') && !said.contains('{'), "{said}");
            }
        }
    }

    #[test]
    fn a_refusal_names_file_row_column_and_what_was_expected() {
        let why = Why::MostRejected {
            rejected: 3,
            rows: 4,
            first: Box::new(Rejected::new(12, "Datum", "igår", Reason::NotADate)),
        };
        let said = Refused { file: "a.csv".into(), why }.say(Words::of(Lang::Sv));
        for part in ["a.csv", "Rad 12", "kolumn Datum", "igår", "2022-09-15"] {
            assert!(said.contains(part), "{said}");
        }
    }
}
