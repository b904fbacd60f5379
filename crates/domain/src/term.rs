//! For how long does something hold?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A time from one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    from: Date,
    to: Date,
}

/// The last day is before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the last day is before the first")]
pub struct EndsBeforeItStarts;

impl Term {
    /// A term from `from` to `to`, both included.
    pub fn new(from: Date, to: Date) -> Result<Term, EndsBeforeItStarts> {
        if to < from { Err(EndsBeforeItStarts) } else { Ok(Term { from, to }) }
    }

    /// The first day.
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last day.
    pub fn to(&self) -> Date {
        self.to
    }

    /// Whether `day` is within.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Number of days, both ends counted.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }

    /// Days of the term that have passed when `day` ends: 0 before it starts, all of them after it.
    pub fn days_passed(&self, day: Date) -> i64 {
        (days_between(self.from, day) + 1).clamp(0, self.days())
    }

    /// The share (0 to 1) of the term that has passed when `day` ends.
    pub fn share_passed(&self, day: Date) -> f64 {
        self.days_passed(day) as f64 / self.days() as f64
    }

    /// Days left after `day`: 0 on the last day, negative after it.
    pub fn days_left(&self, day: Date) -> i64 {
        days_between(day, self.to)
    }
}

/// Whole days from `a` to `b`; negative when `b` is earlier.
pub fn days_between(a: Date, b: Date) -> i64 {
    b.duration_since(a).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn seventy_one_per_cent_of_the_year_has_passed_on_the_fifteenth_of_september() {
        let year = Term::new(date(2022, 1, 1), date(2022, 12, 31)).unwrap();
        assert_eq!(year.days(), 365);
        assert_eq!(year.days_passed(date(2022, 9, 15)), 258);
        assert!((year.share_passed(date(2022, 9, 15)) * 10.0 - 7.068).abs() < 0.001);
        assert_eq!(year.days_left(date(2022, 9, 15)), 107);
        assert_eq!(year.days_passed(date(2021, 9, 15)), 0);
    }

    #[test]
    fn a_term_cannot_end_before_it_starts() {
        assert!(Term::new(date(2022, 2, 1), date(2022, 1, 31)).is_err());
    }
}
