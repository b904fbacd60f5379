//! How much more do the counts of a picture vary in time than chance makes them?

use std::collections::BTreeMap;

use domain::when::Period;
use jiff::civil::Date;

use super::{Input, Placed};
use crate::suppress;
use crate::varies::{Dispersion, Spread};

/// The dispersion of what a picture compares.
pub(super) struct Varying<'a> {
    /// Of all observations.
    pub whole: Dispersion,
    /// Of those of each category.
    pub by_category: BTreeMap<&'a str, Dispersion>,
    /// Of those of each area.
    pub by_area: Vec<Dispersion>,
}

/// With fewer months than this in a period, weeks are looked at instead, where every observation has a day.
const FEW_MONTHS: usize = 6;

/// From the months (or weeks) of the period and of what it is compared with, each by itself: what changed between them is
/// no variation. A month that is hidden says nothing: figures for everyone rest on this.
pub(super) fn varying<'a>(
    input: &Input,
    (now, before): (&[&Placed<'a>], &[&Placed<'a>]),
    smallest_shown: u64,
) -> Varying<'a> {
    let times: Vec<(Period, &[&Placed<'a>])> =
        [(Some(input.period), now), (input.baseline, before)].into_iter().filter_map(|(p, r)| Some((p?, r))).collect();
    let short = times.iter().any(|(period, _)| period.months().len() < FEW_MONTHS);
    let dated = || times.iter().all(|(_, rows)| rows.iter().all(|p| p.seen.when.day().is_some()));
    let by_week = short && dated();
    let mut whole = Spread::default();
    let mut categories: BTreeMap<&'a str, Spread> = BTreeMap::new();
    let mut areas = vec![Spread::default(); input.areas.len()];
    for (period, rows) in times {
        let steps = if by_week { Steps::weeks(period) } else { Steps::months(period) };
        let none = || vec![0u64; steps.days.len()];
        let (mut all, mut by_area) = (none(), vec![none(); areas.len()]);
        let mut by_category: BTreeMap<&'a str, Vec<u64>> = BTreeMap::new();
        for p in rows {
            let Some(step) = steps.of(p.seen.when.first_day()) else { continue };
            all[step] += 1;
            by_category.entry(p.seen.category).or_insert_with(none)[step] += 1;
            if let Some(area) = p.area {
                by_area[area as usize][step] += 1;
            }
        }
        let hidden = if by_week { vec![false; all.len()] } else { suppress::hidden(&all, smallest_shown) };
        whole = whole.and(Spread::of_those(&all, &steps.days, |i| !hidden[i]));
        for (category, counts) in by_category {
            let spread = categories.entry(category).or_default();
            *spread = spread.and(Spread::of(&counts, &steps.days));
        }
        for (spread, counts) in areas.iter_mut().zip(by_area) {
            *spread = spread.and(Spread::of(&counts, &steps.days));
        }
    }
    Varying {
        whole: whole.dispersion(),
        by_category: categories.into_iter().map(|(category, spread)| (category, spread.dispersion())).collect(),
        by_area: areas.into_iter().map(Spread::dispersion).collect(),
    }
}

/// A period cut into months or into whole weeks from its first day.
struct Steps {
    from: Date,
    weeks: bool,
    days: Vec<f64>,
}

impl Steps {
    fn months(period: Period) -> Steps {
        let days = period.months().into_iter().map(|month| days_in(period, month)).collect();
        Steps { from: period.from(), weeks: false, days }
    }

    fn weeks(period: Period) -> Steps {
        Steps { from: period.from(), weeks: true, days: vec![7.0; (period.days() / 7).max(0) as usize] }
    }

    /// In which step a day of the period lies; none after the last whole week.
    fn of(&self, day: Date) -> Option<usize> {
        let step = match self.weeks {
            true => i64::from((day - self.from).get_days()) / 7,
            // A month without a day may begin before the period does.
            false => (number(day) - number(self.from)).max(0),
        };
        usize::try_from(step).ok().filter(|step| *step < self.days.len())
    }
}

/// How many days of this month, given by its first day, lie in the period.
pub(super) fn days_in(period: Period, month: Date) -> f64 {
    let (from, to) = (period.from().max(month), period.to().min(month.last_of_month()));
    if from > to { 0.0 } else { f64::from((to - from).get_days()) + 1.0 }
}

fn number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}
