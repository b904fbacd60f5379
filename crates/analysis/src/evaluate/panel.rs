//! What was counted where and when, and where was something done?

use domain::when::Period;
use jiff::civil::Date;
use thiserror::Error;

/// Counts per area and step of equal length (weeks, say), with the areas where something was done and the step at
/// which it began. A value that exists has at least one area, one step before and one after, and counts that add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    counts: Vec<Vec<u64>>,
    treated: Vec<bool>,
    start: usize,
    first_day: Date,
    days_per_step: u32,
}

/// Why there is no panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoPanel {
    /// No area, or lists of unequal length.
    #[error("no area, or lists of unequal length")]
    Shape,
    /// No step before, or none after the start.
    #[error("no step before the start, or none after it")]
    NothingBeforeOrAfter,
    /// A count is above two thousand million, or a date is beyond the calendar.
    #[error("a count or a date is beyond what can be reckoned with")]
    TooLarge,
}

impl Panel {
    /// From one row of counts per area, oldest step first; whether each area was treated; and the step at which it
    /// began (the first of the time after). The first step begins on `first_day`.
    pub fn new(
        counts: Vec<Vec<u64>>,
        treated: Vec<bool>,
        start: usize,
        first_day: Date,
        days_per_step: u32,
    ) -> Result<Panel, NoPanel> {
        let steps = counts.first().ok_or(NoPanel::Shape)?.len();
        if counts.len() != treated.len() || counts.iter().any(|row| row.len() != steps) || days_per_step == 0 {
            return Err(NoPanel::Shape);
        }
        if start == 0 || start >= steps {
            return Err(NoPanel::NothingBeforeOrAfter);
        }
        let days = i32::try_from(steps as u64 * u64::from(days_per_step)).map_err(|_| NoPanel::TooLarge)?;
        let end = jiff::Span::new().try_days(days).and_then(|s| first_day.checked_add(s));
        if end.is_err() || counts.iter().flatten().any(|c| *c > 1 << 31) {
            return Err(NoPanel::TooLarge);
        }
        Ok(Panel { counts, treated, start, first_day, days_per_step })
    }

    /// Whether each area was treated.
    pub fn treated(&self) -> &[bool] {
        &self.treated
    }

    /// The counts, one row per area.
    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    /// How many areas were treated, and how many were not.
    pub fn sides(&self) -> (usize, usize) {
        let treated = self.treated.iter().filter(|t| **t).count();
        (treated, self.treated.len() - treated)
    }

    /// Steps before the start.
    pub fn steps_before(&self) -> usize {
        self.start
    }

    /// Steps from the start on.
    pub fn steps_after(&self) -> usize {
        self.counts[0].len() - self.start
    }

    /// The time before the start.
    pub fn period_before(&self) -> Period {
        self.period(0, self.start)
    }

    /// The time from the start on.
    pub fn period_after(&self) -> Period {
        self.period(self.start, self.counts[0].len())
    }

    fn period(&self, from: usize, to: usize) -> Period {
        let day = |step: usize, less: i64| {
            let days = step as i64 * i64::from(self.days_per_step) - less;
            self.first_day.saturating_add(jiff::Span::new().days(days))
        };
        let (from, to) = (day(from, 0), day(to, 1));
        Period::parse(from, to).unwrap_or_else(|_| Period::parse(from, from).expect("a day ends when it begins"))
    }

    /// Per area: events after, of events in all.
    pub fn sums(&self) -> Vec<Part> {
        self.counts
            .iter()
            .map(|row| {
                let after = row[self.start..].iter().sum::<u64>() as f64;
                Part { x: after, n: after + row[..self.start].iter().sum::<u64>() as f64 }
            })
            .collect()
    }

    /// Per area: the sum of the steps at which events before the start fell, of those events.
    pub fn sums_of_time_before(&self) -> Vec<Part> {
        self.counts
            .iter()
            .map(|row| {
                let before = &row[..self.start];
                let x = before.iter().enumerate().map(|(t, c)| t as f64 * *c as f64).sum();
                Part { x, n: before.iter().sum::<u64>() as f64 }
            })
            .collect()
    }

    /// Only the time before, as if it had begun in the middle of it. None when there are fewer than four such steps.
    pub fn false_start(&self) -> Option<Panel> {
        let counts: Vec<Vec<u64>> = self.counts.iter().map(|row| row[..self.start].to_vec()).collect();
        (self.start >= 4).then(|| Panel { counts, start: self.start / 2, treated: self.treated.clone(), ..*self })
    }

    /// The time before the start only, all of it past. None when that is a single step.
    pub fn past(&self) -> Option<Panel> {
        let counts: Vec<Vec<u64>> = self.counts.iter().map(|row| row[..self.start].to_vec()).collect();
        (self.start >= 2).then(|| Panel { counts, start: 1, treated: self.treated.clone(), ..*self })
    }

    /// The areas in an order of what was counted in them, so that no draw depends on the order of a file or on names.
    pub(super) fn in_order(&self) -> Panel {
        let mut all: Vec<usize> = (0..self.counts.len()).collect();
        all.sort_by(|a, b| (&self.counts[*a], self.treated[*a]).cmp(&(&self.counts[*b], self.treated[*b])));
        let counts = all.iter().map(|i| self.counts[*i].clone()).collect();
        Panel { counts, treated: all.iter().map(|i| self.treated[*i]).collect(), ..*self }
    }

    /// Only these areas, by number. None when none is left.
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Option<Panel> {
        let kept: Vec<usize> = (0..self.counts.len()).filter(|i| keep(*i)).collect();
        let counts: Vec<Vec<u64>> = kept.iter().map(|i| self.counts[*i].clone()).collect();
        let treated = kept.iter().map(|i| self.treated[*i]).collect();
        (!kept.is_empty()).then_some(Panel { counts, treated, ..*self })
    }

    /// The same counts with other areas as the treated ones. None when `treated` has another length.
    pub fn with_treated(&self, treated: Vec<bool>) -> Option<Panel> {
        (treated.len() == self.treated.len()).then(|| Panel { counts: self.counts.clone(), treated, ..*self })
    }
}

/// What an area adds to a mean of its side: x of n.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// What is averaged, added up over the area's events.
    pub x: f64,
    /// The area's events.
    pub n: f64,
}
