//! Is there a time of year when more happens?
//!
//! The year as a wheel: a rate per month or week over several years, each with an interval, and a test against a flat
//! year. Chance is asked by rearranging each year's months among themselves, so that neither a trend from year to year
//! nor counts that vary more than Poisson counts look like a season (a permutation test within blocks: Edgington and
//! Onghena, "Randomization Tests", 4th ed. 2007, chapter 6). With a single year only Poisson chance can be asked.

use domain::finding::Interval;
use rayon::prelude::*;

use crate::compare::poisson_interval_of;
use crate::fdr;
use crate::random::{below, stream};

/// Counts by year and by month, week or other slot of the year.
#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    slots: usize,
    counts: Vec<u64>,
    days: Vec<f64>,
}

impl Years {
    /// From one row per year, all with the same slots: counts, and the days that each slot was watched. None when the
    /// rows differ in length, there are fewer than two slots, or a number of days is not positive.
    pub fn new(counts: &[Vec<u64>], days: &[Vec<f64>]) -> Option<Years> {
        let slots = counts.first()?.len();
        let even = counts.len() == days.len() && counts.iter().all(|y| y.len() == slots);
        let watched = days.iter().all(|y| y.len() == slots && y.iter().all(|d| *d > 0.0 && *d < 1e6));
        let small = counts.concat().iter().all(|c| *c < 1 << 32);
        (slots >= 2 && even && watched && small).then(|| Years { slots, counts: counts.concat(), days: days.concat() })
    }

    fn years(&self) -> usize {
        self.counts.len() / self.slots
    }
}

/// One slot of the wheel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Events in all years.
    pub count: u64,
    /// Events per day over the year's average per day: 1.2 is a fifth more than in an even year.
    pub index: f64,
    /// Its interval, widened by the dispersion.
    pub interval: Interval,
    /// How often chance alone puts it as far from 1 (two-sided, by rearranging).
    pub p: f64,
    /// The same when all slots are taken into account (Benjamini-Hochberg).
    pub p_corrected: f64,
}

/// The year as a wheel.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// In the order of the year.
    pub slots: Vec<Slot>,
    /// How often chance alone makes a year as uneven.
    pub p: f64,
    /// How much more counts vary around the wheel from year to year than Poisson counts do, at least 1; 1 when there
    /// is but one year and it cannot be known.
    pub dispersion: f64,
    /// How many years.
    pub years: usize,
    /// Events in all.
    pub n: u64,
}

/// The wheel of these years. None without any event or replicate.
pub fn profile(years: &Years, level: f64, replicates: u32, seed: u64) -> Option<Profile> {
    let (s, y) = (years.slots, years.years());
    let n: u64 = years.counts.iter().sum();
    if n == 0 || replicates == 0 || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let expected = expected(years);
    let of_slot = |slot: usize| (0..y).map(move |year| year * s + slot);
    let due: Vec<f64> = (0..s).map(|i| of_slot(i).map(|at| expected[at]).sum()).collect();
    let uneven = |counts: &[u64]| -> Vec<f64> {
        (0..s)
            .map(|i| {
                let seen: u64 = of_slot(i).map(|at| counts[at]).sum();
                if due[i] > 0.0 { (seen as f64 - due[i]).powi(2) / due[i] } else { 0.0 }
            })
            .collect()
    };
    let seen = uneven(&years.counts);
    let whole: f64 = seen.iter().sum();
    let (at_least, each) = (0..u64::from(replicates))
        .into_par_iter()
        .map(|r| {
            let again = uneven(&rearranged(years, &expected, &mut stream(seed, r)));
            let more: Vec<u32> = again.iter().zip(&seen).map(|(a, b)| u32::from(*a >= b - 1e-9)).collect();
            (u32::from(again.iter().sum::<f64>() >= whole - 1e-9), more)
        })
        .reduce(|| (0, vec![0; s]), |a, b| (a.0 + b.0, a.1.iter().zip(&b.1).map(|(x, y)| x + y).collect()));
    let share = |k: u32| (1.0 + f64::from(k)) / (1.0 + f64::from(replicates));
    let p: Vec<f64> = each.into_iter().map(share).collect();
    let p_corrected = fdr::corrected(&p);
    let index: Vec<f64> = (0..s)
        .map(|i| of_slot(i).map(|at| years.counts[at]).sum::<u64>() as f64 / due[i].max(f64::MIN_POSITIVE))
        .collect();
    let dispersion = dispersion(years, &expected, &index);
    let slots = (0..s)
        .map(|i| {
            let count: u64 = of_slot(i).map(|at| years.counts[at]).sum();
            // Counts that vary more say as much as fewer counts.
            let of = poisson_interval_of(count as f64 / dispersion, level);
            let scale = dispersion / due[i].max(f64::MIN_POSITIVE);
            let interval = Interval { low: of.low * scale, high: of.high.map(|h| h * scale), level };
            Slot { count, index: index[i], interval, p: p[i], p_corrected: p_corrected[i] }
        })
        .collect();
    Some(Profile { slots, p: share(at_least), dispersion, years: y, n })
}

/// What each year would have in each slot if it were even.
fn expected(years: &Years) -> Vec<f64> {
    years
        .counts
        .chunks(years.slots)
        .zip(years.days.chunks(years.slots))
        .flat_map(|(counts, days)| {
            let rate = counts.iter().sum::<u64>() as f64 / days.iter().sum::<f64>();
            days.iter().map(move |d| d * rate)
        })
        .collect()
}

/// Several years: each year's slots dealt anew. One year: its events dealt out over its days.
fn rearranged(years: &Years, expected: &[f64], rng: &mut impl rand_core::Rng) -> Vec<u64> {
    let s = years.slots;
    let mut counts = years.counts.clone();
    if years.years() > 1 {
        for year in counts.chunks_mut(s) {
            (1..s).rev().for_each(|i| year.swap(i, below(rng, i as u32 + 1) as usize));
        }
        return counts;
    }
    let n: u64 = counts.iter().sum();
    let mut upto = Vec::with_capacity(s);
    let mut sum = 0.0;
    for e in expected {
        sum += e;
        upto.push(sum);
    }
    counts.fill(0);
    for _ in 0..n {
        let at = (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64 * sum;
        counts[upto.partition_point(|u| *u <= at).min(s - 1)] += 1;
    }
    counts
}

/// How counts vary around year x wheel.
fn dispersion(years: &Years, expected: &[f64], index: &[f64]) -> f64 {
    let (s, y) = (years.slots, years.years());
    if y < 2 {
        return 1.0;
    }
    let pearson: f64 = (0..s * y)
        .map(|i| (years.counts[i] as f64, expected[i] * index[i % s]))
        .filter(|(_, m)| *m > 0.0)
        .map(|(c, m)| (c - m).powi(2) / m)
        .sum();
    (pearson / ((s - 1) * (y - 1)) as f64).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn months(years: &[[u64; 12]]) -> Years {
        let counts: Vec<Vec<u64>> = years.iter().map(|y| y.to_vec()).collect();
        Years::new(&counts, &vec![vec![30.0; 12]; years.len()]).unwrap()
    }

    #[test]
    fn a_summer_that_comes_each_year_is_seen_and_one_that_came_once_is_not() {
        let flat = [20, 22, 19, 18, 21, 20, 23, 20, 18, 19, 22, 21];
        let mut summer = flat;
        summer[5..8].copy_from_slice(&[41, 44, 40]);
        let each = profile(&months(&[summer; 4]), 0.95, 999, 1).unwrap();
        assert_eq!(each.p, 0.001);
        assert!(each.slots[6].p_corrected <= 0.05 && each.slots[6].interval.low > 1.0, "{:?}", each.slots[6]);
        assert!(each.slots[0].index < 1.0 && each.slots[0].p_corrected > 0.05);
        let shifted = [flat, summer, [40, 41, 44, 20, 18, 19, 22, 21, 20, 22, 19, 18], flat];
        let once = profile(&months(&shifted), 0.95, 999, 1).unwrap();
        assert!(once.p > 0.05 && once.dispersion > 1.0, "{once:?}");
        // One year: only Poisson chance can be asked.
        assert!(profile(&months(&[summer]), 0.95, 999, 1).unwrap().p <= 0.01);
        assert!(profile(&months(&[flat]), 0.95, 999, 1).unwrap().p > 0.5);
    }

    #[test]
    fn odd_years_are_refused() {
        assert_eq!(Years::new(&[], &[]), None);
        assert_eq!(Years::new(&[vec![1, 2], vec![1]], &[vec![1.0; 2], vec![1.0]]), None);
        assert_eq!(Years::new(&[vec![1, 2]], &[vec![1.0, f64::NAN]]), None);
        assert_eq!(profile(&months(&[[0; 12]]), 0.95, 99, 1), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_index(
            rows in proptest::collection::vec(proptest::collection::vec(0u64..30, 4), 1..5), d in 1.0f64..60.0,
        ) {
            let years = Years::new(&rows, &vec![vec![d, 10.0, 30.0, 30.0]; rows.len()]).unwrap();
            if let Some(w) = profile(&years, 0.95, 19, 3) {
                for s in &w.slots {
                    prop_assert!(s.interval.low <= s.index && s.index <= s.interval.high.unwrap());
                    prop_assert!(s.p > 0.0 && s.p <= s.p_corrected && s.p_corrected <= 1.0);
                }
                let mut turned = rows.clone();
                turned.reverse();
                let again = profile(&Years::new(&turned, &vec![vec![d, 10.0, 30.0, 30.0]; rows.len()]).unwrap(), 0.95, 19, 3);
                prop_assert!((again.unwrap().slots[1].index - w.slots[1].index).abs() < 1e-9);
            }
        }
    }
}
