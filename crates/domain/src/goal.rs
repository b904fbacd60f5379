//! What shall be reached, by when, and how is it seen?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Id, Line};

/// A goal (*mål*) of an agreement or a measure. What cannot be measured is said to be so, not dressed up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// What shall be reached, in one line.
    pub text: Line,
    /// How it is measured.
    pub measured: Option<Measured>,
    /// By which day.
    pub by: Option<Date>,
}

/// How a goal is measured: an indicator (*mått*) from where to where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The indicator's key.
    pub indicator: Id,
    /// Where it stood when the goal was set.
    pub baseline: Option<f64>,
    /// Where it shall stand.
    pub target: Option<f64>,
}

impl Goal {
    /// Whether it can be said afterwards if it was reached: it has an indicator with a target, and a day.
    pub fn can_be_followed_up(&self) -> bool {
        self.by.is_some() && self.measured.as_ref().is_some_and(|m| m.target.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_goal_without_target_or_day_cannot_be_followed_up() {
        let text = Line::parse("Färre ska känna sig otrygga vid stationen").unwrap();
        let measured =
            |target| Some(Measured { indicator: Id::parse("otrygga").unwrap(), baseline: Some(41.0), target });
        let by = Some(date(2022, 12, 31));
        assert!(!Goal { text: text.clone(), measured: None, by }.can_be_followed_up());
        assert!(!Goal { text: text.clone(), measured: measured(None), by }.can_be_followed_up());
        assert!(!Goal { text: text.clone(), measured: measured(Some(35.0)), by: None }.can_be_followed_up());
        assert!(Goal { text, measured: measured(Some(35.0)), by }.can_be_followed_up());
    }
}
