//! How much more do counts vary than chance alone makes them?
//!
//! What people tell comes in gatherings: one evening gives ten reports, and a quiet month follows. A test that takes each
//! report for a chance of its own is then too sure. The dispersion (variance over mean, 1 for Poisson counts) is
//! estimated from neighbours in time, so that seasons and slow changes are not taken for it, and tests and intervals
//! are widened by it (quasi-likelihood: McCullagh and Nelder, Generalized Linear Models, 2nd ed. 1989, sections 4.5
//! and 9.2).

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::compare::{normal_at_most, normal_quantile};

/// How much counts vary, and how well that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Variance over what chance alone would give, at least 1.
    pub times: f64,
    /// Degrees of freedom of the estimate; infinite where counts vary no more than chance makes them.
    pub freedom: f64,
}

impl Dispersion {
    /// Nothing but chance.
    pub const CHANCE: Dispersion = Dispersion { times: 1.0, freedom: f64::INFINITY };

    /// So many times, known with so many degrees of freedom. Chance where it is no more than that and enough is known to
    /// say so. Rounded up to steps of a tenth, so that no figure tells the counts that it was made of.
    pub(crate) fn of(times: f64, freedom: f64) -> Dispersion {
        let known = times.is_finite() && freedom > 0.0;
        match times > 1.0 {
            true if known => Dispersion { times: 1.1f64.powf((times.ln() / 1.1f64.ln()).ceil()), freedom },
            false if known && freedom < ENOUGH => Dispersion { times: 1.0, freedom },
            _ => Dispersion::CHANCE,
        }
    }

    /// The larger of two; of two as large the one that is known less well.
    pub fn larger(self, other: Dispersion) -> Dispersion {
        let less_known = other.times == self.times && other.freedom < self.freedom;
        if other.times > self.times || less_known { other } else { self }
    }

    /// The p-value that a p-value of counts divided by [`Dispersion::times`] becomes, since these are an estimate (t in
    /// place of the normal distribution).
    pub fn p(self, p: f64) -> f64 {
        match StudentsT::new(0.0, 1.0, self.freedom) {
            Ok(t) if self.freedom < 1e6 && p < 1.0 => {
                (2.0 * t.cdf(normal_quantile((p / 2.0).max(1e-300)))).clamp(p, 1.0)
            }
            _ => p,
        }
    }

    /// The level that an interval of counts divided by [`Dispersion::times`] must have to hold at `level`: the turned
    /// round [`Dispersion::p`].
    pub fn level(self, level: f64) -> f64 {
        match StudentsT::new(0.0, 1.0, self.freedom) {
            Ok(t) if self.freedom < 1e6 => {
                // With a handful of degrees of freedom it comes so near 1 that nothing is left outside.
                (1.0 - 2.0 * normal_at_most(t.inverse_cdf((1.0 - level) / 2.0))).min(1.0 - 1e-12).max(level)
            }
            _ => level,
        }
    }
}

/// What a run of counts says of dispersion.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    squares: f64,
    n: u32,
    /// The sum of squared correlations of all pairs of triples: they overlap.
    alike: f64,
}

/// With fewer triples than this nothing is known of how counts vary.
const LEAST: u32 = 2;
/// With fewer degrees of freedom than this, counts that seem to vary no more than chance makes them may do so all the same.
const ENOUGH: f64 = 8.0;

impl Spread {
    /// Of counts in order of time, each over so many days: each count beside the rate of itself and its two neighbours.
    pub fn of(counts: &[u64], days: &[f64]) -> Spread {
        Spread::of_those(counts, days, |_| true)
    }

    /// As [`Spread::of`], of those places that may be used: without what they are to judge, and without what is hidden.
    pub fn of_those(counts: &[u64], days: &[f64], used: impl Fn(usize) -> bool) -> Spread {
        let mut spread = Spread::default();
        for (i, (c, d)) in counts.windows(3).zip(days.windows(3)).enumerate() {
            if !(i..i + 3).all(&used) {
                continue;
            }
            let (events, time): (f64, f64) = (c.iter().sum::<u64>() as f64, d.iter().sum());
            let expected = events * d[1] / time;
            // The middle is part of its own rate, which takes its share of the variance away.
            let left = 1.0 - d[1] / time;
            if expected > 0.0 && left > 0.0 {
                spread.squares += (c[1] as f64 - expected).powi(2) / (expected * left);
                spread.n += 1;
            }
        }
        // Of triples one step apart two thirds of the noise are the same, turned round; two steps apart a sixth.
        let n = f64::from(spread.n);
        spread.alike = n + 2.0 * (n - 1.0).max(0.0) * 4.0 / 9.0 + 2.0 * (n - 2.0).max(0.0) / 36.0;
        spread
    }

    /// This and another run of the same kind of counts.
    pub fn and(self, other: Spread) -> Spread {
        Spread { squares: self.squares + other.squares, n: self.n + other.n, alike: self.alike + other.alike }
    }

    /// The dispersion; that of chance where nothing is known.
    pub fn dispersion(self) -> Dispersion {
        self.known().unwrap_or(Dispersion::CHANCE)
    }

    /// The dispersion, if anything is known.
    pub fn known(self) -> Option<Dispersion> {
        let n = f64::from(self.n);
        (self.n >= LEAST).then(|| Dispersion::of(self.squares / n, n * n / self.alike))
    }
}

/// The dispersion of a share, from what part and whole held in each of many weeks: how much more the part varies from week
/// to week than if each observation chose by itself. That of chance with fewer than four weeks. The variance of a ratio of
/// sums over weeks (Cochran, Sampling Techniques, 3rd ed. 1977, section 3.12).
pub fn of_share(weeks: &[(u64, u64)]) -> Dispersion {
    let (part, whole) = weeks.iter().fold((0.0, 0.0), |(p, w), (a, b)| (p + *a as f64, w + *b as f64));
    let (n, share) = (weeks.len() as f64, part / whole);
    // As many weeks of equal size as these are worth.
    let worth = whole * whole / weeks.iter().map(|(_, b)| (*b as f64).powi(2)).sum::<f64>();
    let alone = whole * share * (1.0 - share);
    if weeks.len() < 4 || alone.is_nan() || alone <= 0.0 {
        return Dispersion::CHANCE;
    }
    let squares: f64 = weeks.iter().map(|(a, b)| (*a as f64 - share * *b as f64).powi(2)).sum();
    Dispersion::of(squares * n / (n - 1.0) / alone, worth - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{below, stream};
    use proptest::prelude::*;

    const DAYS: [f64; 12] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];

    #[test]
    fn reports_that_come_in_fours_vary_four_times_as_much() {
        let (mut singly, mut in_fours) = (Spread::default(), Spread::default());
        for round in 0..400 {
            let mut rng = stream(31, round);
            // Each day has an event with a chance of one in three.
            let events = |days: f64| (0..days as u32).filter(|_| below(&mut rng, 3) == 0).count() as u64;
            let counts: Vec<u64> = DAYS.iter().copied().map(events).collect();
            singly = singly.and(Spread::of(&counts, &DAYS));
            in_fours = in_fours.and(Spread::of(&counts.iter().map(|c| 4 * c).collect::<Vec<_>>(), &DAYS));
        }
        let one = singly.squares / f64::from(singly.n);
        // A binomial count varies by 1 - 1/3 of a Poisson one.
        assert!((0.63..0.7).contains(&one), "{one}");
        assert!((in_fours.squares / f64::from(in_fours.n) / one - 4.0).abs() < 1e-9);
        let told = in_fours.dispersion().times;
        assert!((4.0 * one..4.4 * one).contains(&told), "rounded up: {told}");
    }

    #[test]
    fn neither_growth_nor_the_length_of_months_is_variation() {
        let growing: Vec<u64> = DAYS.iter().enumerate().map(|(i, d)| (*d as u64) * (20 + i as u64)).collect();
        assert_eq!(Spread::of(&growing, &DAYS).dispersion().times, 1.0);
        let one = Spread::of(&[5, 900, 3], &DAYS[..3]).dispersion();
        assert_eq!(one, Dispersion::CHANCE, "one triple says nothing");
        let few = Spread::of(&[50, 48, 52, 51], &DAYS[..4]).dispersion();
        assert!(few.times == 1.0 && few.freedom < 2.1, "that two seem even is no certainty: {few:?}");
    }

    #[test]
    fn two_years_of_months_know_it_as_well_as_eleven_counts_do() {
        let run = Spread::of(&[1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9], &DAYS);
        let freedom = run.and(run).dispersion().freedom;
        assert!((freedom - 10.84).abs() < 0.01, "{freedom}");
    }

    #[test]
    fn what_is_an_estimate_is_less_sure() {
        let known = Dispersion { times: 2.0, freedom: 10.84 };
        // R: 2 * pt(qnorm(0.025), 10.84) = 0.07610
        assert!((known.p(0.05) - 0.0761).abs() < 2e-4, "{}", known.p(0.05));
        // An interval of the level told excludes what the p-value says it should.
        let wide = known.level(0.95);
        assert!((known.p(1.0 - wide) - 0.05).abs() < 1e-9, "{wide}");
        assert_eq!((Dispersion::CHANCE.p(0.05), Dispersion::CHANCE.level(0.95)), (0.05, 0.95));
    }

    #[test]
    fn a_share_that_comes_by_the_week_varies_as_whole_weeks_do() {
        // Every other week all five, else none: five times what one by one would.
        let weeks: Vec<(u64, u64)> = (0..52).map(|w| (if w % 2 == 0 { 5 } else { 0 }, 5)).collect();
        let found = of_share(&weeks);
        assert!((5.09..5.61).contains(&found.times) && (found.freedom - 51.0).abs() < 1e-9, "{found:?}");
        for nothing in [&weeks[..3], &[(0, 0); 20], &[(3, 3); 20]] {
            assert_eq!(of_share(nothing), Dispersion::CHANCE);
        }
    }

    proptest! {
        #[test]
        fn no_counts_make_it_less_than_one_or_no_number(counts in proptest::collection::vec(any::<u32>(), 0..30), days in proptest::collection::vec(0.0f64..40.0, 0..30), p in 0.0f64..=1.0, level in 0.5f64..0.999) {
            let counts: Vec<u64> = counts.into_iter().map(u64::from).collect();
            let of = Spread::of(&counts, &days).dispersion();
            let weeks: Vec<(u64, u64)> = counts.iter().map(|c| (*c / 2, *c)).collect();
            for found in [of, of_share(&weeks)] {
                prop_assert!(found.times >= 1.0 && found.times.is_finite() && found.freedom > 0.0);
                prop_assert!((p..=1.0).contains(&found.p(p)));
                prop_assert!((level..1.0).contains(&found.level(level)));
            }
        }
    }
}
