//! How rare is something that (nearly) none of the permutations reached?
//!
//! A generalised Pareto distribution is fitted to the largest permutations and read further out (Knijnenburg, Wessels,
//! Reinders and Shmulevich, Bioinformatics 25 (2009) i161-i168): up to 250 of them, fewer until the fit holds by
//! Anderson and Darling's statistic, and none if it never does. Two things are more careful than in the paper. The
//! estimates are by probability-weighted moments (Hosking and Wallis, Technometrics 29 (1987) 339-349), which need no
//! search. And the tail is never taken as thinner than an exponential one: a thinner one ends somewhere, and beyond that
//! end p would be zero. Where the true tail is thinner (sums of many counts), p is then larger than it would need to be.

/// With at least so many permutations as far out, counting them is better than fitting.
pub const ENOUGH: u32 = 10;

/// The most of the largest permutations that are used, and by how many they are lessened while the fit does not hold.
const MOST: usize = 250;
const LESS: usize = 10;
/// Fewer than this say too little about a tail.
const LEAST: usize = 30;

/// Above this, Anderson and Darling's statistic comes in 5 of 100 fits to samples of an exponential tail (a test
/// simulates it).
const DOES_NOT_HOLD: f64 = 1.1;

/// How often chance gives `own` or more, from `draws` that chance gave. `step` is the distance between neighbouring
/// values: 1 for whole counts, 0 for values of any size. None if at least [`ENOUGH`] draws reach as far (count them),
/// if there are too few draws, if any is no number, or if no tail fits.
pub fn fitted(draws: &[f64], own: f64, step: f64) -> Option<f64> {
    let finite = own.is_finite() && step.is_finite() && step >= 0.0 && draws.iter().all(|d| d.is_finite());
    if !finite || draws.iter().filter(|d| **d >= own).count() >= ENOUGH as usize {
        return None;
    }
    let mut sorted = draws.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    spread(&mut sorted, step);
    // "At least own" begins half a step below it.
    let own = own - step / 2.0;
    let mut used = MOST.min(sorted.len() / 4);
    while used >= LEAST {
        let threshold = (sorted[used - 1] + sorted[used]) / 2.0;
        let beyond: Vec<f64> = sorted[..used].iter().rev().map(|d| d - threshold).collect();
        if let Some(tail) = Tail::of(&beyond).filter(|t| own > threshold && t.misfit(&beyond) <= DOES_NOT_HOLD) {
            let p = used as f64 / sorted.len() as f64 * tail.beyond(own - threshold);
            return (p > 0.0).then_some(p);
        }
        used -= LESS;
    }
    None
}

/// Values that stand for a step each are laid out evenly over it: fits are to values that differ.
fn spread(sorted: &mut [f64], step: f64) {
    for same in sorted.chunk_by_mut(|a, b| a == b).filter(|_| step > 0.0) {
        let n = same.len() as f64;
        same.iter_mut().enumerate().for_each(|(i, d)| *d += step * (0.5 - (i as f64 + 0.5) / n));
    }
}

/// A generalised Pareto distribution of what lies beyond a threshold; `shape` 0 is exponential.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tail {
    scale: f64,
    shape: f64,
}

impl Tail {
    /// The fit to rising values above zero. None if they are all the same.
    fn of(rising: &[f64]) -> Option<Tail> {
        let n = rising.len() as f64;
        let mean = rising.iter().sum::<f64>() / n;
        let weighted = rising.iter().enumerate().map(|(j, x)| (1.0 - (j as f64 + 0.65) / n) * x).sum::<f64>() / n;
        let shape = 2.0 - mean / (mean - 2.0 * weighted);
        let heavy = Tail { scale: 2.0 * mean * weighted / (mean - 2.0 * weighted), shape };
        let tail = if shape > 0.0 && heavy.scale > 0.0 { heavy } else { Tail { scale: mean, shape: 0.0 } };
        (tail.scale > 0.0 && tail.scale.is_finite()).then_some(tail)
    }

    /// P(X > x).
    fn beyond(self, x: f64) -> f64 {
        if self.shape < 1e-9 {
            (-x / self.scale).exp()
        } else {
            (1.0 + self.shape * x / self.scale).powf(-1.0 / self.shape)
        }
    }

    /// Anderson and Darling's statistic of rising values.
    fn misfit(self, rising: &[f64]) -> f64 {
        let n = rising.len();
        let each = |i: usize| {
            let below = (1.0 - self.beyond(rising[i])).max(f64::MIN_POSITIVE);
            let above = self.beyond(rising[n - 1 - i]).max(f64::MIN_POSITIVE);
            (2 * i + 1) as f64 * (below.ln() + above.ln())
        };
        -(n as f64) - (0..n).map(each).sum::<f64>() / n as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::stream;
    use proptest::prelude::*;
    use rand_core::Rng;

    fn exponential(rng: &mut impl Rng) -> f64 {
        -(((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64).ln()
    }

    #[test]
    fn the_fit_is_refused_in_five_of_a_hundred_samples_that_it_should_hold_for() {
        let mut refused = 0;
        for r in 0..4000 {
            let mut rng = stream(12, r);
            let mut x: Vec<f64> = (0..MOST).map(|_| exponential(&mut rng)).collect();
            x.sort_unstable_by(f64::total_cmp);
            refused += u32::from(Tail::of(&x).unwrap().misfit(&x) > DOES_NOT_HOLD);
        }
        assert!((170..=230).contains(&refused), "{refused} of 4000");
    }

    #[test]
    fn an_exponential_tail_is_read_out_to_one_in_a_million() {
        let (mut logs, rounds) = (0.0, 200);
        for r in 0..rounds {
            let mut rng = stream(13, r);
            let draws: Vec<f64> = (0..999).map(|_| exponential(&mut rng)).collect();
            let p = fitted(&draws, 1e6f64.ln(), 0.0).unwrap_or(0.001);
            logs += p.log10() / rounds as f64;
        }
        // Never thinner than exponential, so above one in a million on average, and far below one in a thousand.
        assert!((-6.1..=-4.5).contains(&logs), "{logs}");
    }

    #[test]
    fn what_many_draws_reach_is_counted_and_odd_draws_are_refused() {
        let draws: Vec<f64> = (0..999).map(f64::from).collect();
        assert_eq!(fitted(&draws, 900.0, 1.0), None);
        assert_eq!(fitted(&[3.0; 999], 4.0, 1.0).filter(|p| *p < 1e-4), None);
        assert_eq!(fitted(&[1.0, 2.0], 4.0, 1.0), None);
        assert_eq!(fitted(&[f64::NAN; 999], 4.0, 1.0), None);
    }

    proptest! {
        #[test]
        fn p_is_above_zero_and_below_one_and_falls_further_out(
            draws in proptest::collection::vec(-50i32..50, 120..400), own in 40.0f64..200.0, step in 0u8..2,
        ) {
            let draws: Vec<f64> = draws.into_iter().map(f64::from).collect();
            if let Some(p) = fitted(&draws, own, f64::from(step)) {
                prop_assert!(p > 0.0 && p < 0.5);
                prop_assert!(fitted(&draws, own + 1.0, f64::from(step)).is_some_and(|q| q <= p));
            }
        }
    }
}
