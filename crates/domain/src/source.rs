//! Where does a figure come from, and is the tap still running?

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Id, Line, Owned, Prose};

/// A source (*källa*): a file, a register or a reporter whose data we hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its key.
    pub id: Id,
    /// Who brings it.
    pub owned: Owned,
    /// What it is called.
    pub name: Line,
    /// What it holds.
    pub kind: SourceKind,
    /// Under which licence, or by which agreement, we hold it.
    pub licence: Option<Line>,
    /// What it cannot tell: coverage, delay, what steers it (*brister*).
    pub limits: Prose,
    /// How often new data are expected, in days; none where it comes when it comes.
    pub every_days: Option<u32>,
    /// The last time that data came.
    pub fetched: Option<Fetched>,
    /// The last time that it went wrong, if that is later.
    pub failed: Option<Failed>,
}

/// What a source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// Observations.
    Observations,
    /// Areas.
    Areas,
    /// Population.
    Population,
    /// Indicators.
    Indicators,
    /// Events published by the police: a list, never a map or a rate.
    PoliceEvents,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [SourceKind; 5] = [
        SourceKind::Observations,
        SourceKind::Areas,
        SourceKind::Population,
        SourceKind::Indicators,
        SourceKind::PoliceEvents,
    ];

    /// The word in the database and in message keys (`source-kind-areas`).
    pub fn word(self) -> &'static str {
        match self {
            SourceKind::Observations => "observations",
            SourceKind::Areas => "areas",
            SourceKind::Population => "population",
            SourceKind::Indicators => "indicators",
            SourceKind::PoliceEvents => "police-events",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<SourceKind> {
        SourceKind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// A time that data came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    /// When.
    pub at: Timestamp,
    /// How many rows were in the file.
    pub rows: u64,
    /// How many of them were new.
    pub new: u64,
    /// How many could not be used.
    pub rejected: u64,
}

/// A time that data did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Timestamp,
    /// What went wrong, as it was said.
    pub what: String,
}

/// Whether the tap is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Nothing has come yet.
    Never,
    /// It comes as it should.
    Good,
    /// More days than usual since it last came: this many more.
    Late(i64),
    /// The last attempt went wrong.
    Failing,
}

impl Health {
    /// The word in message keys (`source-health-late`).
    pub fn word(self) -> &'static str {
        match self {
            Health::Never => "never",
            Health::Good => "good",
            Health::Late(_) => "late",
            Health::Failing => "failing",
        }
    }
}

impl Source {
    /// Whether the tap is running on `today`.
    pub fn health(&self, today: Date) -> Health {
        let fetched = self.fetched.as_ref().map(|f| f.at);
        if self.failed.as_ref().is_some_and(|f| Some(f.at) > fetched) {
            return Health::Failing;
        }
        let Some(at) = fetched else { return Health::Never };
        let days = crate::term::days_between(at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date(), today);
        match self.every_days {
            Some(every) if days > i64::from(every) => Health::Late(days - i64::from(every)),
            _ => Health::Good,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_source_that_is_silent_for_too_long_is_late_and_one_that_failed_last_says_so() {
        let at = |s: &str| -> Timestamp { s.parse().unwrap() };
        let mut source = Source {
            id: Id::parse("rapporter").unwrap(),
            owned: Owned::joint(Id::parse("kommunen").unwrap()),
            name: Line::parse("Veckorapporter").unwrap(),
            kind: SourceKind::Observations,
            licence: None,
            limits: Prose::default(),
            every_days: Some(7),
            fetched: None,
            failed: None,
        };
        assert_eq!(source.health(date(2022, 9, 15)), Health::Never);
        source.fetched = Some(Fetched { at: at("2022-09-05T08:00:00Z"), rows: 3, new: 3, rejected: 0 });
        assert_eq!(source.health(date(2022, 9, 12)), Health::Good);
        assert_eq!(source.health(date(2022, 9, 15)), Health::Late(3));
        source.failed = Some(Failed { at: at("2022-09-15T08:00:00Z"), what: "…".into() });
        assert_eq!(source.health(date(2022, 9, 15)), Health::Failing);
    }
}
