//! Does one square hold more than squares otherwise hold?
//!
//! Gi* asks about neighbours and cannot see a gathering that lies within one square. This asks about the square alone: a
//! negative binomial distribution is fitted to all the other squares by maximum likelihood (mean and spread, as in Cameron
//! and Trivedi, Regression Analysis of Count Data, 2nd ed. 2013, ch. 3), and p is how often it gives as many as the square
//! holds. Squares differ a great deal from each other in any town; the fit takes that difference in, so that a square is
//! unusual only beside how much squares vary there.

use std::collections::BTreeMap;

use statrs::function::beta::beta_reg;
use statrs::function::gamma::{digamma, gamma_lr, ln_gamma};

/// For each square, how often as many or more would stand in it if it were like the others. 1 for a square with no more
/// than the others have on average, and for all when there are fewer than ten squares.
pub fn p_values(counts: &[u32]) -> Vec<f64> {
    if counts.len() < 10 {
        return vec![1.0; counts.len()];
    }
    let mut histogram: BTreeMap<u32, f64> = BTreeMap::new();
    counts.iter().for_each(|c| *histogram.entry(*c).or_insert(0.0) += 1.0);
    let p: BTreeMap<u32, f64> = histogram
        .keys()
        .map(|own| {
            let mut others = histogram.clone();
            others.entry(*own).and_modify(|n| *n -= 1.0);
            (*own, Fit::of(&others).at_least(*own))
        })
        .collect();
    counts.iter().map(|c| p[c]).collect()
}

/// A fitted distribution of counts.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fit {
    mean: f64,
    /// The size of the negative binomial; infinite where counts vary no more than Poisson counts do.
    size: f64,
}

impl Fit {
    fn of(histogram: &BTreeMap<u32, f64>) -> Fit {
        let n: f64 = histogram.values().sum();
        let mean = histogram.iter().map(|(c, k)| f64::from(*c) * k).sum::<f64>() / n;
        let variance = histogram.iter().map(|(c, k)| k * (f64::from(*c) - mean).powi(2)).sum::<f64>() / n;
        if mean <= 0.0 || variance <= mean {
            return Fit { mean, size: f64::INFINITY };
        }
        // The derivative of the log likelihood by the size has one root; it is looked for on a logarithmic scale.
        let slope = |size: f64| {
            let each = |(c, k): (&u32, &f64)| k * (digamma(f64::from(*c) + size) - digamma(size));
            histogram.iter().map(each).sum::<f64>() + n * (size / (size + mean)).ln()
        };
        let (mut low, mut high) = ((1e-6f64).ln(), (1e6f64).ln());
        if slope(high.exp()) > 0.0 {
            return Fit { mean, size: f64::INFINITY };
        }
        for _ in 0..80 {
            let middle = (low + high) / 2.0;
            if slope(middle.exp()) > 0.0 { low = middle } else { high = middle }
        }
        Fit { mean, size: high.exp() }
    }

    /// P(X >= n).
    fn at_least(self, n: u32) -> f64 {
        let x = f64::from(n);
        if n == 0 || x <= self.mean || self.mean <= 0.0 {
            // Among squares that are all empty nothing can be said of one that is not.
            return 1.0;
        }
        let p = if self.size.is_finite() {
            beta_reg(x, self.size, self.mean / (self.mean + self.size))
        } else {
            gamma_lr(x, self.mean)
        };
        // Far out the function rounds to nothing; the first term is then nearly all of the tail.
        if p > 0.0 { p.min(1.0) } else { self.term(x).max(f64::MIN_POSITIVE) }
    }

    fn term(self, x: f64) -> f64 {
        let m = self.mean;
        let ln = if self.size.is_finite() {
            let r = self.size;
            ln_gamma(x + r) - ln_gamma(r) - ln_gamma(x + 1.0) + r * (r / (r + m)).ln() + x * (m / (r + m)).ln()
        } else {
            x * m.ln() - m - ln_gamma(x + 1.0)
        };
        ln.exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{below, stream};
    use proptest::prelude::*;
    use rand_core::Rng;

    fn uniform(rng: &mut impl Rng) -> f64 {
        ((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// A negative binomial draw by its distribution function.
    fn draw(rng: &mut impl Rng, fit: Fit) -> u32 {
        let (u, mut sum, mut x) = (uniform(rng), 0.0, 0);
        while x < 10_000 {
            sum += fit.term(f64::from(x));
            if sum >= u {
                break;
            }
            x += 1;
        }
        x
    }

    #[test]
    fn the_fit_finds_the_distribution_that_the_counts_come_from() {
        let mut rng = stream(4, 1);
        let truth = Fit { mean: 2.0, size: 0.7 };
        let mut histogram = BTreeMap::new();
        (0..40_000).for_each(|_| *histogram.entry(draw(&mut rng, truth)).or_insert(0.0) += 1.0);
        let fit = Fit::of(&histogram);
        assert!((fit.mean - 2.0).abs() < 0.06 && (fit.size - 0.7).abs() < 0.03, "{fit:?}");
    }

    #[test]
    fn tails_are_sums_of_terms() {
        for fit in [Fit { mean: 2.0, size: 0.7 }, Fit { mean: 3.0, size: f64::INFINITY }] {
            for n in [4u32, 9, 20] {
                let sum: f64 = 1.0 - (0..n).map(|x| fit.term(f64::from(x))).sum::<f64>();
                assert!((fit.at_least(n) - sum).abs() < 1e-9, "{fit:?} {n}: {} {sum}", fit.at_least(n));
            }
        }
    }

    #[test]
    fn one_full_square_among_ordinary_ones_is_seen_and_evenness_is_not() {
        let mut rng = stream(8, 1);
        let mut counts: Vec<u32> = (0..800).map(|_| draw(&mut rng, Fit { mean: 0.7, size: 0.3 })).collect();
        counts[123] = 70;
        let p = p_values(&counts);
        assert!(p[123] < 1e-5, "{}", p[123]);
        assert!(p_values(&[3; 100]).iter().all(|p| *p == 1.0));
        assert!(p_values(&[0; 100]).iter().all(|p| *p == 1.0));
        assert_eq!(p_values(&[1, 900]), [1.0, 1.0]);
    }

    #[test]
    fn on_squares_that_are_alike_small_p_values_are_no_more_common_than_they_say() {
        for fit in [Fit { mean: 1.5, size: 0.5 }, Fit { mean: 2.5, size: f64::INFINITY }, Fit { mean: 30.0, size: 2.0 }]
        {
            let (mut at_most, rounds) = ([0u32; 3], 1000u64);
            let levels = [0.01, 0.05, 0.1];
            for round in 0..rounds {
                let mut rng = stream(77, round);
                let counts: Vec<u32> = (0..200).map(|_| draw(&mut rng, fit)).collect();
                let p = p_values(&counts)[below(&mut rng, 200) as usize];
                at_most.iter_mut().zip(levels).for_each(|(n, a)| *n += u32::from(p <= a));
            }
            for (n, a) in at_most.iter().zip(levels) {
                let share = f64::from(*n) / rounds as f64;
                let most = a + 3.0 * (a * (1.0 - a) / rounds as f64).sqrt();
                assert!(share <= most, "{fit:?}: P(p <= {a}) = {share}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_counts_make_it_panic(counts in proptest::collection::vec(prop_oneof![0u32..5, any::<u32>()], 0..40)) {
            prop_assert!(p_values(&counts).iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }
}
