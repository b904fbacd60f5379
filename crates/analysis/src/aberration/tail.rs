//! How likely is a count of at least k?
//!
//! Counts with a mean and a variance `dispersion` times as large: negative binomial, Poisson where it is 1.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_lr;

/// A distribution of counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    mean: f64,
    dispersion: f64,
}

impl Tail {
    /// Counts with this mean (positive) and a variance `dispersion` (at least 1) times as large. None for other
    /// numbers.
    pub fn new(mean: f64, dispersion: f64) -> Option<Tail> {
        let holds = mean > 0.0 && mean < 1e15 && (1.0..1e9).contains(&dispersion);
        holds.then_some(Tail { mean, dispersion })
    }

    /// P(X >= k), with all digits where it is small.
    pub fn at_least(self, k: u64) -> f64 {
        let extra = self.dispersion - 1.0;
        if k == 0 {
            1.0
        } else if extra < 1e-8 {
            gamma_lr(k as f64, self.mean)
        } else {
            beta_reg(k as f64, self.mean / extra, extra / self.dispersion)
        }
    }

    /// The least k with P(X > k) <= share (0 < share < 1): an upper bound that is passed at most so often.
    pub fn bound(self, share: f64) -> u64 {
        let fits = |k: u64| self.at_least(k + 1) <= share;
        let spread = (self.mean * self.dispersion).sqrt();
        // From about the wanted place outwards, by steps that double.
        let start = (self.mean + 2.0 * spread) as u64;
        let (mut low, mut high, mut step) = (start, start, 1);
        if fits(start) {
            while low > 0 && fits(low) {
                high = low;
                low = low.saturating_sub(step);
                step *= 2;
            }
            if fits(low) {
                return low;
            }
        } else {
            while !fits(high) && high < u64::MAX / 4 {
                low = high;
                high += step;
                step *= 2;
            }
        }
        // `low` does not fit, `high` does.
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if fits(middle) { high = middle } else { low = middle }
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tails_are_those_of_r() {
        // ppois(4, 2.5, lower = FALSE), pnbinom(4, size = 5, prob = 2/3, lower = FALSE), qpois(0.99, 2.5),
        // qnbinom(0.99, size = 5, mu = 2.5)
        let (poisson, wide) = (Tail::new(2.5, 1.0).unwrap(), Tail::new(2.5, 1.5).unwrap());
        assert!((poisson.at_least(5) - 0.1088219811).abs() < 1e-9, "{}", poisson.at_least(5));
        assert!((wide.at_least(5) - 0.1448458).abs() < 1e-6, "{}", wide.at_least(5));
        assert_eq!((poisson.bound(0.01), wide.bound(0.01)), (7, 8));
        assert_eq!((Tail::new(0.0, 1.0), Tail::new(1.0, f64::NAN), Tail::new(1.0, 0.9)), (None, None, None));
    }

    proptest! {
        #[test]
        fn the_bound_is_the_least_that_is_passed_so_seldom(mean in 1e-6f64..1e5, wider in 0.0f64..9.0, share in 1e-4f64..0.5) {
            let tail = Tail::new(mean, 1.0 + wider).unwrap();
            let bound = tail.bound(share);
            prop_assert!(tail.at_least(bound + 1) <= share);
            prop_assert!(bound == 0 || tail.at_least(bound) > share);
        }
    }
}
