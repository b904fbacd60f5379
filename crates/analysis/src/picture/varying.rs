//! How much more do the counts of a picture vary from month to month than chance makes them?

use std::collections::BTreeMap;

use domain::when::Period;
use jiff::civil::Date;

use super::{Input, Placed};
use crate::varies::{Dispersion, Spread};

/// The dispersion of what a picture compares.
pub(super) struct Varying<'a> {
    /// Of all observations.
    pub whole: Dispersion,
    /// Of those of each category.
    pub by_category: BTreeMap<&'a str, Dispersion>,
    /// Of those of each area, one for all.
    pub area: Dispersion,
}

/// From the months of the period and of what it is compared with, each by itself: what changed between them is no
/// variation.
pub(super) fn varying<'a>(input: &Input, now: &[&Placed<'a>], before: &[&Placed<'a>]) -> Varying<'a> {
    let mut spreads: BTreeMap<&'a str, Spread> = BTreeMap::new();
    let (mut whole, mut areas) = (Spread::default(), Spread::default());
    let times = [(Some(input.period), now), (input.baseline, before)];
    for (period, rows) in times.into_iter().filter_map(|(period, rows)| Some((period?, rows))) {
        let days: Vec<f64> = period.months().into_iter().map(|month| days_in(period, month)).collect();
        let first = number(period.from());
        let mut by_category: BTreeMap<&'a str, Vec<u64>> = BTreeMap::new();
        let (mut all, mut by_area) = (vec![0; days.len()], vec![vec![0; days.len()]; input.areas.len()]);
        for p in rows {
            let month = (number(p.seen.when.first_day()) - first).clamp(0, days.len() as i64 - 1) as usize;
            by_category.entry(p.seen.category).or_insert_with(|| vec![0; days.len()])[month] += 1;
            all[month] += 1;
            if let Some(area) = p.area {
                by_area[area as usize][month] += 1;
            }
        }
        whole = whole.and(Spread::of(&all, &days));
        areas = by_area.iter().fold(areas, |sum, counts| sum.and(Spread::of(counts, &days)));
        for (category, counts) in by_category {
            let spread = spreads.entry(category).or_default();
            *spread = spread.and(Spread::of(&counts, &days));
        }
    }
    let by_category = spreads.into_iter().map(|(category, spread)| (category, spread.dispersion())).collect();
    Varying { whole: whole.dispersion(), by_category, area: areas.dispersion() }
}

/// How many days of this month, given by its first day, lie in the period.
pub(super) fn days_in(period: Period, month: Date) -> f64 {
    let (from, to) = (period.from().max(month), period.to().min(month.last_of_month()));
    if from > to { 0.0 } else { f64::from((to - from).get_days()) + 1.0 }
}

fn number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}
