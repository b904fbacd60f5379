//! When did something happen, as exactly as it is known?

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// A time with its precision. What is not known cannot be asked for: a month has no day, a day has no
/// hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum When {
    /// Only the month is known; the date is its first day.
    Month(Date),
    /// The day is known.
    Day(Date),
    /// The day and the time of day are known, in local time.
    Moment(DateTime),
}

/// As exactly as it is known: 2022-09, 2022-09-15 or 2022-09-15T14:30:00.
impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            When::Month(d) => write!(f, "{}-{:02}", d.year(), d.month()),
            When::Day(d) => write!(f, "{d}"),
            When::Moment(t) => write!(f, "{t}"),
        }
    }
}

impl When {
    /// The month with this number, if there is one.
    pub fn month(year: i16, month: i8) -> Option<When> {
        Date::new(year, month, 1).ok().map(When::Month)
    }

    /// The earliest day that it can be.
    pub fn first_day(self) -> Date {
        match self {
            When::Month(d) | When::Day(d) => d,
            When::Moment(t) => t.date(),
        }
    }

    /// The latest day that it can be.
    pub fn last_day(self) -> Date {
        match self {
            When::Month(d) => d.last_of_month(),
            When::Day(d) => d,
            When::Moment(t) => t.date(),
        }
    }

    /// The day, if it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            When::Month(_) => None,
            When::Day(d) => Some(d),
            When::Moment(t) => Some(t.date()),
        }
    }

    /// The time of day, if it is known.
    pub fn time(self) -> Option<Time> {
        match self {
            When::Moment(t) => Some(t.time()),
            When::Month(_) | When::Day(_) => None,
        }
    }
}

/// A period of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    from: Date,
    to: Date,
}

/// A period that ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the period ends ({to}) before it begins ({from})")]
pub struct EndsBeforeItBegins {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

impl Period {
    /// The days from `from` to `to`, both included.
    pub fn parse(from: Date, to: Date) -> Result<Period, EndsBeforeItBegins> {
        if from > to { Err(EndsBeforeItBegins { from, to }) } else { Ok(Period { from, to }) }
    }

    /// Its first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// Its last day.
    pub fn to(self) -> Date {
        self.to
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        i64::from((self.to - self.from).get_days()) + 1
    }

    /// Does the whole of `when` lie in it? A month counts only if all its days do.
    pub fn contains(self, when: When) -> bool {
        self.from <= when.first_day() && when.last_day() <= self.to
    }

    /// Do the two share a day?
    pub fn overlaps(self, other: Period) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// The period of the same length just before it: whole months if it is made of whole months.
    pub fn before(self) -> Option<Period> {
        let to = self.from.yesterday().ok()?;
        let whole_months = self.from.day() == 1 && self.to == self.to.last_of_month();
        let from = if whole_months {
            let months = (i32::from(self.to.year()) - i32::from(self.from.year())) * 12 + i32::from(self.to.month())
                - i32::from(self.from.month())
                + 1;
            self.from.checked_sub(jiff::Span::new().months(months)).ok()?
        } else {
            to.checked_sub(jiff::Span::new().days(self.days() - 1)).ok()?
        };
        Some(Period { from, to })
    }

    /// The months that it touches, each by its first day, oldest first.
    pub fn months(self) -> Vec<Date> {
        let mut months = Vec::new();
        let mut m = self.from.first_of_month();
        while m <= self.to {
            months.push(m);
            match m.checked_add(jiff::Span::new().months(1)) {
                Ok(next) => m = next,
                Err(_) => break,
            }
        }
        months
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_counts_in_a_period_only_if_all_its_days_do() {
        let year = Period::parse(date(2021, 1, 1), date(2021, 12, 15)).unwrap();
        assert!(year.contains(When::month(2021, 11).unwrap()));
        assert!(!year.contains(When::month(2021, 12).unwrap()));
        assert!(year.contains(When::Day(date(2021, 12, 15))));
    }

    #[test]
    fn the_period_before_a_year_is_the_year_before() {
        let p = Period::parse(date(2020, 11, 1), date(2021, 10, 31)).unwrap();
        assert_eq!(p.before(), Period::parse(date(2019, 11, 1), date(2020, 10, 31)).ok());
        assert_eq!(p.days(), 365);
        assert_eq!(p.months().len(), 12);
        let week = Period::parse(date(2022, 9, 5), date(2022, 9, 11)).unwrap();
        assert_eq!(week.before(), Period::parse(date(2022, 8, 29), date(2022, 9, 4)).ok());
    }
}
