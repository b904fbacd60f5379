//! How do dated observations become weekly counts without gaps?

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use crate::unusual::Series;

/// Counts per key of the `weeks` weeks of seven days that end with `last_day`, oldest first; a week without
/// observations is a zero, observations outside are left out. Keys in order. Empty when the first week would begin
/// before all dates.
pub fn weekly<K: Clone + Ord>(
    observations: impl IntoIterator<Item = (K, Date)>,
    last_day: Date,
    weeks: usize,
) -> Vec<Series<K>> {
    let back = i64::try_from(weeks).ok().and_then(|w| w.checked_mul(7));
    let before_all = back.filter(|d| *d < 3_000_000).and_then(|d| last_day.checked_sub(d.days()).ok());
    let Some(before_all) = before_all else { return Vec::new() };
    let mut counts: BTreeMap<K, Vec<u64>> = BTreeMap::new();
    for (key, day) in observations {
        // Days since the day before the first week: 1 is its first day.
        let Ok(days) = before_all.until((Unit::Day, day)).map(|s| s.get_days()) else { continue };
        let Some(week) = usize::try_from(i64::from(days) - 1).ok().map(|d| d / 7).filter(|w| *w < weeks) else {
            continue;
        };
        counts.entry(key).or_insert_with(|| vec![0; weeks])[week] += 1;
    }
    counts.into_iter().map(|(key, counts)| Series { key, counts }).collect()
}
