//! When did the level change, if it did?
//!
//! One change in the mean of counts: the likelihood ratio of two means against one, the largest over all positions.
//! How often chance gives as large a one is asked of rearranged or redrawn series (Monte Carlo), and the position has a
//! range of positions that explain the counts about as well. Worsley, Biometrika 73 (1986) 91-104; several changes by
//! halving again and again: Vostrikova, Soviet Mathematics Doklady 24 (1981) 55-59.
//!
//! What it cannot do: a season or a slow drift looks like changes. Take the season away by comparing whole years.

use domain::finding::Interval;
use rayon::prelude::*;

use crate::compare::normal_quantile;
use crate::random::{below, stream};

/// The least number of points on either side of a change.
pub const LEAST_SIDE: usize = 4;

/// What chance is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// Each event falls on any point alike (Poisson counts).
    Poisson,
    /// The counts as they are, in any order: right for counts that vary more than Poisson counts, too.
    AnyOrder,
}

/// A change of level.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangePoint {
    /// The first point of the new level.
    pub at: usize,
    /// The first and the last position that explain the counts about as well.
    pub between: (usize, usize),
    /// How often `between` should hold the true position.
    pub level: f64,
    /// Mean per point before.
    pub before: f64,
    /// Mean per point from `at` on.
    pub after: f64,
    /// After over before, with an interval that takes the position as known (so it is a little too short).
    pub ratio: Option<(f64, Interval)>,
    /// The log likelihood ratio (Poisson).
    pub log_ratio: f64,
    /// How often chance gives a change as clear as this somewhere.
    pub p: f64,
    /// How much more counts vary around the two levels than Poisson counts do, at least 1.
    pub dispersion: f64,
    /// Points that were looked at.
    pub n: usize,
}

/// The clearest change in a series of counts per equally long step. None when it has fewer than twice [`LEAST_SIDE`]
/// points or no event, or `replicates` is 0.
pub fn single(counts: &[u64], chance: Chance, level: f64, replicates: u32, seed: u64) -> Option<ChangePoint> {
    let n = counts.len();
    let total = counts.iter().try_fold(0u64, |sum, c| sum.checked_add(*c)).filter(|t| *t < 1 << 40)?;
    if n < 2 * LEAST_SIDE || total == 0 || replicates == 0 || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let (at, log_ratio) = clearest(counts);
    let exceeding = (0..u64::from(replicates))
        .into_par_iter()
        .filter(|r| {
            let mut rng = stream(seed, *r);
            let mut drawn = match chance {
                Chance::AnyOrder => counts.to_vec(),
                Chance::Poisson => vec![0; n],
            };
            match chance {
                Chance::AnyOrder => (1..n).rev().for_each(|i| drawn.swap(i, below(&mut rng, i as u32 + 1) as usize)),
                Chance::Poisson => (0..total).for_each(|_| drawn[below(&mut rng, n as u32) as usize] += 1),
            }
            // Equal series give equal sums in any order of adding up: no tolerance would be needed but for ln.
            clearest(&drawn).1 >= log_ratio - 1e-9
        })
        .count();
    let p = (1.0 + exceeding as f64) / (1.0 + f64::from(replicates));
    let (first, second) = counts.split_at(at);
    let (mine, theirs): (u64, u64) = (first.iter().sum(), second.iter().sum());
    let (before, after) = (mine as f64 / at as f64, theirs as f64 / (n - at) as f64);
    let pearson = |side: &[u64], mean: f64| {
        if mean > 0.0 { side.iter().map(|c| (*c as f64 - mean).powi(2)).sum::<f64>() / mean } else { 0.0 }
    };
    let dispersion = match chance {
        Chance::Poisson => 1.0,
        Chance::AnyOrder => ((pearson(first, before) + pearson(second, after)) / (n - 2) as f64).max(1.0),
    };
    let ratio = (mine > 0 && theirs > 0).then(|| {
        let z = normal_quantile((1.0 + level) / 2.0);
        let half = z * (dispersion * (1.0 / mine as f64 + 1.0 / theirs as f64)).sqrt();
        let ratio = after / before;
        (ratio, Interval { low: ratio * (-half).exp(), high: Some(ratio * half.exp()), level })
    });
    Some(ChangePoint {
        at,
        between: range(counts, dispersion, level, at),
        level,
        before,
        after,
        ratio,
        log_ratio,
        p,
        dispersion,
        n,
    })
}

/// Every change with p at most `p_most`, earliest first: the clearest of the whole, then the clearest of either side,
/// and so on. Each position counts from the start of the series; its range stays between the changes around it. Each
/// split is tested by itself; the first one decides whether anything changed at all.
pub fn several(
    counts: &[u64],
    chance: Chance,
    level: f64,
    p_most: f64,
    replicates: u32,
    seed: u64,
) -> Vec<ChangePoint> {
    let mut found = Vec::new();
    let mut open = vec![(0, counts.len())];
    while let Some((from, to)) = open.pop() {
        // The seed follows the part, not the order in which parts are looked at.
        let seed = seed ^ (((from as u64) << 32) | to as u64);
        let Some(mut c) = single(&counts[from..to], chance, level, replicates, seed).filter(|c| c.p <= p_most) else {
            continue;
        };
        c.at += from;
        c.between = (c.between.0 + from, c.between.1 + from);
        open.extend([(from, c.at), (c.at, to)]);
        found.push(c);
    }
    found.sort_by_key(|c| c.at);
    found
}

/// The position whose two means fit best and its log likelihood ratio; the earliest of equals.
fn clearest(counts: &[u64]) -> (usize, f64) {
    let n = counts.len();
    let total: u64 = counts.iter().sum();
    let flat = part(total, n);
    let mut sum: u64 = counts[..LEAST_SIDE - 1].iter().sum();
    let mut best = (LEAST_SIDE, f64::NEG_INFINITY);
    for at in LEAST_SIDE..=n - LEAST_SIDE {
        sum += counts[at - 1];
        let gain = part(sum, at) + part(total - sum, n - at) - flat;
        if gain > best.1 + 1e-9 {
            best = (at, gain);
        }
    }
    (best.0, best.1.max(0.0))
}

fn part(events: u64, points: usize) -> f64 {
    if events == 0 { 0.0 } else { events as f64 * (events as f64 / points as f64).ln() }
}

/// The positions that together hold `level` of the likelihood, the levels integrated out (Jeffreys' prior), from the
/// first to the last of them.
fn range(counts: &[u64], dispersion: f64, level: f64, best: usize) -> (usize, usize) {
    use statrs::function::gamma::ln_gamma;
    let n = counts.len();
    let total: u64 = counts.iter().sum();
    // Counts that vary more say as much as fewer counts.
    let side = |events: u64, points: usize| {
        let shape = events as f64 / dispersion + 0.5;
        ln_gamma(shape) - shape * (points as f64 / dispersion).ln()
    };
    let mut sum: u64 = counts[..LEAST_SIDE - 1].iter().sum();
    let mut by: Vec<(usize, f64)> = (LEAST_SIDE..=n - LEAST_SIDE)
        .map(|at| {
            sum += counts[at - 1];
            (at, side(sum, at) + side(total - sum, n - at))
        })
        .collect();
    let most = by.iter().map(|b| b.1).fold(f64::NEG_INFINITY, f64::max);
    by.iter_mut().for_each(|b| b.1 = (b.1 - most).exp());
    let all: f64 = by.iter().map(|b| b.1).sum();
    by.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (mut held, mut between) = (0.0, (best, best));
    for (at, share) in by {
        if held >= level * all {
            break;
        }
        held += share;
        between = (between.0.min(at), between.1.max(at));
    }
    between
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_doubling_is_found_where_it_is() {
        let counts: Vec<u64> = (0..60).map(|i| if i < 35 { 8 + i % 3 } else { 17 + i % 4 }).collect();
        for chance in [Chance::Poisson, Chance::AnyOrder] {
            let c = single(&counts, chance, 0.95, 999, 1).unwrap();
            assert_eq!((c.at, c.p), (35, 0.001));
            assert!(c.between.0 >= 33 && c.between.1 <= 37, "{c:?}");
            let (ratio, i) = c.ratio.unwrap();
            assert!(i.low < ratio && ratio < i.high.unwrap() && i.low > 1.5);
        }
        // Up and down again.
        let counts: Vec<u64> = (0..90).map(|i| if (30..60).contains(&i) { 30 + i % 3 } else { 10 + i % 2 }).collect();
        let found = several(&counts, Chance::AnyOrder, 0.95, 0.01, 199, 1);
        assert_eq!(found.iter().map(|c| c.at).collect::<Vec<_>>(), [30, 60]);
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(single(&[], Chance::Poisson, 0.95, 99, 1), None);
        assert_eq!(single(&[0; 30], Chance::Poisson, 0.95, 99, 1), None);
        assert_eq!(single(&[3; 7], Chance::Poisson, 0.95, 99, 1), None);
        assert_eq!(single(&[u64::MAX; 9], Chance::Poisson, 0.95, 99, 1), None);
        assert_eq!(single(&[3; 30], Chance::AnyOrder, 0.95, 99, 1).unwrap().p, 1.0);
        assert!(several(&[3; 30], Chance::AnyOrder, 0.95, 0.05, 99, 1).is_empty());
    }

    proptest! {
        #[test]
        fn the_change_lies_in_its_range_and_p_is_a_probability(
            counts in proptest::collection::vec(0u64..40, 0..50), level in 0.5f64..0.99, any: bool,
        ) {
            let chance = if any { Chance::AnyOrder } else { Chance::Poisson };
            if let Some(c) = single(&counts, chance, level, 19, 5) {
                prop_assert!(c.between.0 <= c.at && c.at <= c.between.1);
                prop_assert!(c.at >= LEAST_SIDE && c.at <= counts.len() - LEAST_SIDE);
                prop_assert!(c.p > 0.0 && c.p <= 1.0 && c.log_ratio >= 0.0 && c.dispersion >= 1.0);
            }
        }
    }
}
