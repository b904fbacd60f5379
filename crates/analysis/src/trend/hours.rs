//! At which hours of which weekdays does more happen than the day and the hour by themselves account for?
//!
//! A table of 7 weekdays x 24 hours: each cell's share with an interval (Wilson), what it would hold if the hours were
//! alike on all weekdays, and an exact two-sided p for the difference (hypergeometric: both sums fixed, Fisher). Small
//! counts are for the caller to hide ([`crate::suppress`]); times that mean "unknown" to drop first
//! ([`crate::rhythm::known_times`]).

use domain::finding::Interval;
use jiff::civil::DateTime;

use crate::compare::{part_of_whole_p, share_interval};
use crate::fdr;

/// One hour of one weekday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Events.
    pub count: u64,
    /// Of all events, 0 to 1.
    pub share: f64,
    /// Its interval.
    pub interval: Interval,
    /// How many there would be if the hours were alike on all weekdays.
    pub expected: f64,
    /// How often chance alone puts the count as far from that.
    pub p: f64,
    /// The same when all 168 are taken into account (Benjamini-Hochberg).
    pub p_corrected: f64,
}

/// Seven rows, Monday first, of 24 cells. None without any moment.
pub fn table(moments: &[DateTime], level: f64) -> Option<Vec<Vec<Cell>>> {
    let mut counts = [[0u64; 24]; 7];
    for at in moments {
        counts[at.weekday().to_monday_zero_offset() as usize][at.hour() as usize] += 1;
    }
    let n = moments.len() as u64;
    if n == 0 || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let of_day: Vec<u64> = counts.iter().map(|d| d.iter().sum()).collect();
    let of_hour: Vec<u64> = (0..24).map(|h| counts.iter().map(|d| d[h]).sum()).collect();
    let p: Vec<f64> = (0..168)
        .map(|i| (i / 24, i % 24))
        .map(|(d, h)| part_of_whole_p(counts[d][h], of_hour[h] - counts[d][h], of_day[d], n - of_day[d]))
        .collect();
    let q = fdr::corrected(&p);
    let cell = |d: usize, h: usize| Cell {
        count: counts[d][h],
        share: counts[d][h] as f64 / n as f64,
        interval: share_interval(counts[d][h], n, level),
        expected: of_day[d] as f64 * of_hour[h] as f64 / n as f64,
        p: p[d * 24 + h],
        p_corrected: q[d * 24 + h],
    };
    Some((0..7).map(|d| (0..24).map(|h| cell(d, h)).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn friday_nights_stand_out_and_an_even_week_does_not() {
        // Every hour of a week twice, and ten more on Friday at 22.
        let hours = (0..336).map(|i| date(2022, 9, 12 + (i / 24 % 7) as i8).at((i % 24) as i8, 30, 0, 0));
        let even: Vec<DateTime> = hours.collect();
        let mut nights = even.clone();
        nights.extend((0..10).map(|_| date(2022, 9, 16).at(22, 5, 0, 0)));
        let t = table(&nights, 0.95).unwrap();
        assert_eq!(t[4][22].count, 12);
        assert!(t[4][22].p_corrected < 0.05 && t[0][22].p_corrected > 0.05, "{:?}", t[4][22]);
        assert!(table(&even, 0.95).unwrap().concat().iter().all(|c| c.p_corrected == 1.0 && c.expected == 2.0));
        assert_eq!(table(&[], 0.95), None);
    }

    proptest! {
        #[test]
        fn shares_add_up_to_one(at in proptest::collection::vec((1i8..29, 0i8..24), 1..80)) {
            let moments: Vec<DateTime> = at.iter().map(|(d, h)| date(2023, 2, *d).at(*h, 0, 0, 0)).collect();
            let t = table(&moments, 0.9).unwrap().concat();
            prop_assert!((t.iter().map(|c| c.share).sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!((t.iter().map(|c| c.expected).sum::<f64>() - moments.len() as f64).abs() < 1e-6);
            prop_assert!(t.iter().all(|c| c.interval.low <= c.share + 1e-12 && c.share <= c.interval.high.unwrap() + 1e-12));
        }
    }
}
