//! Is this more, or fewer, than before, or may the difference be chance?
//!
//! Exact tests and intervals for counts. Two-sided p-values are twice the smaller tail.

use domain::finding::{Change, Interval};
use statrs::function::beta::beta_reg;
use statrs::function::gamma::{gamma_lr, ln_gamma};

use crate::varies::Dispersion;

/// A comparison of two counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// Now over before, per unit of time.
    pub change: Change,
    /// Two-sided p-value of "no change".
    pub p: f64,
}

/// The ratio of two rates: `now` events in `days_now` against `before` events in `days_before`, with
/// the exact conditional interval (Clopper and Pearson on the share of `now`) of this level, and the exact
/// two-sided p. None when both are zero or a time is not positive.
pub fn rate_ratio(now: u64, days_now: f64, before: u64, days_before: f64, level: f64) -> Option<Compared> {
    rate_ratio_varying((now, days_now), (before, days_before), Dispersion::CHANCE, level)
}

/// As [`rate_ratio`], of counts with their days, where counts vary more than chance alone makes them: so many fewer of
/// them are chances of their own.
pub fn rate_ratio_varying(now: (u64, f64), before: (u64, f64), dispersion: Dispersion, level: f64) -> Option<Compared> {
    let ((now, days_now), (before, days_before)) = (now, before);
    let times_hold = days_now > 0.0 && days_before > 0.0 && days_now.is_finite() && days_before.is_finite();
    if (now == 0 && before == 0) || !times_hold {
        return None;
    }
    let (k, n) = (now as f64 / dispersion.times, now.saturating_add(before) as f64 / dispersion.times);
    let share = days_now / (days_now + days_before);
    let ratio_of = |share: f64| share / (1.0 - share) * days_before / days_now;
    let tail = (1.0 - dispersion.level(level)) / 2.0;
    let low = if now == 0 { 0.0 } else { ratio_of(root(|x| beta_reg(k, n - k + 1.0, x) - tail)) };
    let rest = before as f64 / dispersion.times;
    let high = (before > 0).then(|| ratio_of(root(|x| beta_reg(k + 1.0, rest, x) - (1.0 - tail))));
    let ratio_to = |now: u64| now as f64 / days_now / (before as f64 / days_before);
    // Where next to nothing is left of what there was before, the upper end is beyond all that was seen: that is none.
    let high = high.filter(|h| *h < 1e6 * ratio_to(now.max(1)));
    let ratio = if before == 0 { f64::MAX } else { ratio_to(now) };
    Some(Compared {
        change: Change { ratio, interval: Interval { low, high, level } },
        p: binomial_p_varying(now, now.saturating_add(before), share, dispersion),
    })
}

/// As [`rate_ratio`], with half the weight of what was observed (mid-p): shorter intervals and smaller p, right on
/// average instead of at the least. Lancaster, JASA 56 (1961) 223-234; Berry and Armitage, The Statistician 44 (1995)
/// 417-423.
pub fn rate_ratio_mid_p(now: u64, days_now: f64, before: u64, days_before: f64, level: f64) -> Option<Compared> {
    let exact = rate_ratio(now, days_now, before, days_before, level)?;
    let n = now + before;
    let share = days_now / (days_now + days_before);
    let ratio_of = |share: f64| share / (1.0 - share) * days_before / days_now;
    let tail = (1.0 - level) / 2.0;
    // P(X > now) + P(X = now) / 2, which rises with the share.
    let above = |x: f64| 0.5 * (binomial_at_least(now, n, x) + binomial_at_least(now + 1, n, x));
    let low = if now == 0 { 0.0 } else { ratio_of(root(|x| above(x) - tail)) };
    let high = (before > 0).then(|| ratio_of(root(|x| above(x) - (1.0 - tail))));
    let upper = above(share);
    let interval = Interval { low, high, level };
    let p = (2.0 * upper.min(1.0 - upper)).clamp(0.0, 1.0);
    Some(Compared { change: Change { interval, ..exact.change }, p })
}

/// How often chance gives a share at least as far out as `k` of `n` when it should be `share`: exact
/// binomial, two-sided.
pub fn binomial_p(k: u64, n: u64, share: f64) -> f64 {
    binomial_p_varying(k, n, share, Dispersion::CHANCE)
}

/// As [`binomial_p`], where the share varies more than when each chooses by itself.
pub fn binomial_p_varying(k: u64, n: u64, share: f64, dispersion: Dispersion) -> f64 {
    let (least, most) = if dispersion.times > 1.0 && share > 0.0 && share < 1.0 {
        let (a, b) = (k as f64 / dispersion.times, n.saturating_sub(k) as f64 / dispersion.times);
        let at_least = if a > 0.0 { beta_reg(a, b + 1.0, share) } else { 1.0 };
        (at_least, if b > 0.0 { 1.0 - beta_reg(a + 1.0, b, share) } else { 1.0 })
    } else {
        (binomial_at_least(k, n, share), 1.0 - binomial_at_least(k + 1, n, share))
    };
    dispersion.p((2.0 * least.min(most)).clamp(0.0, 1.0))
}

/// P(X >= k) of a binomial count.
pub fn binomial_at_least(k: u64, n: u64, share: f64) -> f64 {
    if k == 0 {
        1.0
    } else if k > n || share <= 0.0 {
        0.0
    } else if share >= 1.0 {
        1.0
    } else {
        beta_reg(k as f64, (n - k + 1) as f64, share)
    }
}

/// Wilson's interval of a share.
pub fn share_interval(k: u64, n: u64, level: f64) -> Interval {
    share_interval_varying(k, n, Dispersion::CHANCE, level)
}

/// As [`share_interval`], where the share varies more than when each chooses by itself.
pub fn share_interval_varying(k: u64, n: u64, dispersion: Dispersion, level: f64) -> Interval {
    if n == 0 {
        return Interval { low: 0.0, high: Some(1.0), level };
    }
    let z = normal_quantile((1.0 + dispersion.level(level)) / 2.0);
    let (n, p) = (n as f64 / dispersion.times, k as f64 / n as f64);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Interval { low: (middle - half).max(0.0), high: Some((middle + half).min(1.0)), level }
}

/// Fisher's exact test, two-sided: did this part (`now`, `before`) change as the whole did
/// (`all_now`, `all_before`)? Both wholes include the part.
pub fn part_of_whole_p(now: u64, before: u64, all_now: u64, all_before: u64) -> f64 {
    let draws = now + before;
    let all = all_now + all_before;
    if draws == 0 || now > all_now || before > all_before {
        return 1.0;
    }
    let pmf = |x: u64| (ln_choose(all_now, x) + ln_choose(all - all_now, draws - x) - ln_choose(all, draws)).exp();
    // x of the draws fall in "now"; sums run away from the observed count, where terms soon vanish.
    let (least, most) = (draws.saturating_sub(all_before), draws.min(all_now));
    let sum = |range: &mut dyn Iterator<Item = u64>| {
        let mut total = 0.0;
        for x in range {
            let term = pmf(x);
            total += term;
            if term < total * 1e-16 {
                break;
            }
        }
        total
    };
    let mean = draws as f64 * all_now as f64 / all as f64;
    // The tail that holds the mean is close to 1: take it from the other, so that no digits are lost
    // and the sum starts at its largest term.
    let tail = if now as f64 > mean { sum(&mut (now..=most)) } else { sum(&mut (least..=now).rev()) };
    (2.0 * tail).min(1.0)
}

fn ln_choose(n: u64, k: u64) -> f64 {
    if k > n {
        return f64::NEG_INFINITY;
    }
    ln_gamma(n as f64 + 1.0) - ln_gamma(k as f64 + 1.0) - ln_gamma((n - k) as f64 + 1.0)
}

/// What a count would be if nothing had changed: the predictive distribution of a new count after
/// `before` events, when the new time is `scale` times the old. Negative binomial (Jeffreys' prior);
/// `dispersion` (at least 1) widens it where counts vary more than chance alone makes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predicted {
    mean: f64,
    size: f64,
}

impl Predicted {
    /// The prediction.
    pub fn from_before(before: f64, scale: f64, dispersion: f64) -> Predicted {
        let shape = before.max(0.0) + 0.5;
        let mean = shape * scale.max(1e-12);
        let variance = dispersion.max(1.0) * (mean + mean * mean / shape);
        Predicted { mean, size: mean * mean / (variance - mean) }
    }

    /// Its mean.
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// P(X <= k).
    pub fn at_most(self, k: u64) -> f64 {
        beta_reg(self.size, k as f64 + 1.0, self.size / (self.size + self.mean))
    }

    /// Two-sided p-value of a count.
    pub fn p(self, k: u64) -> f64 {
        let lower = self.at_most(k);
        let upper = if k == 0 { 1.0 } else { 1.0 - self.at_most(k - 1) };
        (2.0 * lower.min(upper)).clamp(0.0, 1.0)
    }

    /// The range that holds a new count with at least this probability.
    pub fn interval(self, level: f64) -> Interval {
        let tail = (1.0 - level) / 2.0;
        Interval { low: self.quantile(tail) as f64, high: Some(self.quantile(1.0 - tail) as f64), level }
    }

    /// The least k with P(X <= k) >= q.
    pub fn quantile(self, q: f64) -> u64 {
        let mut high = (self.mean as u64).max(1);
        while self.at_most(high) < q && high < u64::MAX / 4 {
            high *= 2;
        }
        let mut low = 0;
        while low < high {
            let middle = low + (high - low) / 2;
            if self.at_most(middle) >= q { high = middle } else { low = middle + 1 }
        }
        low
    }
}

/// The exact interval of a Poisson count's mean (Garwood).
pub fn poisson_interval(n: u64, level: f64) -> Interval {
    poisson_interval_of(n as f64, level)
}

/// The same for a count that was divided by its dispersion, and so need not be whole.
pub fn poisson_interval_of(k: f64, level: f64) -> Interval {
    let tail = (1.0 - level) / 2.0;
    let most = (k + 10.0) * 3.0 + 30.0;
    let low = if k <= 0.0 { 0.0 } else { root_in(0.0, most, |x| gamma_lr(k, x) - tail) };
    let high = root_in(0.0, most, |x| gamma_lr(k + 1.0, x) - (1.0 - tail));
    Interval { low, high: Some(high), level }
}

/// The p-value that `p` becomes where counts vary `dispersion` times more than chance alone makes them.
pub fn widened(p: f64, dispersion: f64) -> f64 {
    if dispersion <= 1.0 || p >= 1.0 {
        return p;
    }
    let z = normal_quantile((p / 2.0).max(1e-300));
    (2.0 * normal_at_most(z / dispersion.sqrt())).min(1.0)
}

/// How much more counts vary than chance alone makes them, from two-sided p-values of many comparisons of
/// which most show no change: the mean of their squared z, the outer tenth on either side drawn in
/// (winsorised), never below 1. Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202.
pub fn dispersion(p: &[f64]) -> Dispersion {
    if p.len() < 10 {
        return Dispersion::CHANCE;
    }
    let mut z2: Vec<f64> = p.iter().map(|p| normal_quantile((p.clamp(1e-300, 1.0)) / 2.0).powi(2)).collect();
    z2.sort_by(f64::total_cmp);
    let cut = p.len() / 10;
    let (low, high) = (z2[cut], z2[p.len() - 1 - cut]);
    let times = z2.iter().map(|z| z.clamp(low, high)).sum::<f64>() / p.len() as f64;
    Dispersion::of(times, (p.len() - 1) as f64)
}

/// The standard normal distribution.
pub fn normal_at_most(z: f64) -> f64 {
    0.5 * statrs::function::erf::erfc(-z / std::f64::consts::SQRT_2)
}

/// Its quantiles.
pub fn normal_quantile(q: f64) -> f64 {
    -std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(2.0 * q)
}

fn root(f: impl Fn(f64) -> f64) -> f64 {
    root_in(0.0, 1.0, f)
}

/// The root of a rising function.
fn root_in(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-6 * b.abs().max(1e-6), "{a} is not {b}");
    }

    #[test]
    fn the_rate_ratio_agrees_with_r() {
        // R: poisson.test(c(117, 84), c(365, 365)): p 0.02395, ratio 1.392857, 95 % 1.042752 to 1.865744
        let c = rate_ratio(117, 365.0, 84, 365.0, 0.95).unwrap();
        close(c.change.ratio, 117.0 / 84.0);
        // binom.test(117, 201): 0.5106 0.6511; ratio = share / (1 - share)
        assert!((c.change.interval.low - 1.0428).abs() < 2e-3, "{c:?}");
        assert!((c.change.interval.high.unwrap() - 1.8657).abs() < 3e-3, "{c:?}");
        assert!((c.p - 0.0239).abs() < 1e-3, "{c:?}");
        assert_eq!(rate_ratio(0, 1.0, 0, 1.0, 0.95), None);
        assert_eq!(rate_ratio(3, 0.0, 1, 1.0, 0.95), None);
        assert_eq!(rate_ratio(3, 1.0, 0, 1.0, 0.95).unwrap().change.interval.high, None);
    }

    #[test]
    fn mid_p_agrees_with_a_sum_by_hand() {
        // 8 of 10 in half the time: P(X > 8) + P(X = 8)/2 = (11 + 22.5)/1024.
        let c = rate_ratio_mid_p(8, 1.0, 2, 1.0, 0.95).unwrap();
        close(c.p, 2.0 * 33.5 / 1024.0);
        let exact = rate_ratio(8, 1.0, 2, 1.0, 0.95).unwrap();
        assert!(
            c.change.interval.low > exact.change.interval.low && c.change.interval.high < exact.change.interval.high
        );
        assert_eq!(rate_ratio_mid_p(0, 1.0, 0, 1.0, 0.95), None);
        assert_eq!(rate_ratio_mid_p(3, 1.0, 0, 1.0, 0.95).unwrap().change.interval.high, None);
        assert_eq!(rate_ratio_mid_p(0, 1.0, 3, 1.0, 0.95).unwrap().change.interval.low, 0.0);
    }

    #[test]
    fn exact_tails_agree_with_sums() {
        // P(X >= 8), n 10, p 0.5 = 56/1024
        close(binomial_at_least(8, 10, 0.5), 56.0 / 1024.0);
        close(binomial_p(8, 10, 0.5), 112.0 / 1024.0);
        // The lady tasting tea with all eight right: 2 * 1/70.
        close(part_of_whole_p(4, 0, 4, 4), 2.0 / 70.0);
        assert_eq!(part_of_whole_p(0, 0, 10, 10), 1.0);
        // A part that is the whole has changed exactly as the whole did.
        close(part_of_whole_p(7, 3, 7, 3), 1.0);
    }

    #[test]
    fn poisson_intervals_are_garwoods() {
        // qchisq(c(.025,.975), c(20, 22))/2 for n = 10: 4.795389 18.39036
        let i = poisson_interval(10, 0.95);
        close(i.low, 4.795389);
        close(i.high.unwrap(), 18.390356);
        close(poisson_interval(0, 0.95).high.unwrap(), 3.688879);
    }

    #[test]
    fn a_prediction_covers_new_counts_and_dispersion_widens_it() {
        let p = Predicted::from_before(47.0, 1.0, 1.0);
        let i = p.interval(0.90);
        assert!(i.low < 47.0 && i.high.unwrap() > 47.0);
        assert!(p.at_most(i.high.unwrap() as u64) >= 0.95 && p.at_most(i.low as u64) >= 0.05);
        let wide = Predicted::from_before(47.0, 1.0, 3.0).interval(0.90);
        assert!(wide.low < i.low && wide.high > i.high);
    }

    #[test]
    fn on_null_data_small_p_values_are_no_more_common_than_they_say() {
        use rand_core::Rng;
        // Areas of which none changed: thinned streams of one whole.
        let mut below = [0u32; 3];
        let (levels, rounds) = ([0.01, 0.05, 0.1], 4000);
        for r in 0..rounds {
            let mut rng = crate::random::stream(1, r);
            let (mut now, mut before) = ([0u64; 8], [0u64; 8]);
            for _ in 0..240 {
                let bits = rng.next_u64();
                let (area, late) = ((bits & 7) as usize, bits >> 63 == 1);
                if late { now[area] += 1 } else { before[area] += 1 }
            }
            let p = part_of_whole_p(now[0], before[0], now.iter().sum(), before.iter().sum());
            let q = rate_ratio(now[1], 1.0, before[1], 1.0, 0.95).map_or(1.0, |c| c.p);
            for (b, a) in below.iter_mut().zip(levels) {
                *b += u32::from(p <= a) + u32::from(q <= a);
            }
        }
        for (b, a) in below.iter().zip(levels) {
            let (share, n) = (f64::from(*b) / (2 * rounds) as f64, (2 * rounds) as f64);
            assert!(share <= a + 3.0 * (a * (1.0 - a) / n).sqrt(), "P(p <= {a}) = {share}");
        }
    }

    proptest! {
        #[test]
        fn intervals_hold_their_estimate_and_agree_with_the_test(now in 1u64..500, before in 1u64..500, days in 1.0f64..800.0) {
            let c = rate_ratio(now, days, before, 365.0, 0.95).unwrap();
            let (low, high) = (c.change.interval.low, c.change.interval.high.unwrap());
            prop_assert!(low < c.change.ratio && c.change.ratio < high);
            let excludes_one = low > 1.0 || high < 1.0;
            prop_assert!((c.p - 0.05).abs() < 1e-6 || excludes_one == (c.p < 0.05), "{:?}", c);
            let m = rate_ratio_mid_p(now, days, before, 365.0, 0.95).unwrap();
            let (low, high) = (m.change.interval.low, m.change.interval.high.unwrap());
            prop_assert!(m.p <= c.p + 1e-12 && low < c.change.ratio && c.change.ratio < high);
            prop_assert!((m.p - 0.05).abs() < 1e-6 || (low > 1.0 || high < 1.0) == (m.p < 0.05), "{:?}", m);
        }

        #[test]
        fn what_varies_more_is_less_sure(now in 0u64..400, before in 0u64..400, times in 1.0f64..9.0, freedom in 3.0f64..60.0) {
            let d = Dispersion { times, freedom };
            let same = rate_ratio_varying((now, 30.0), (before, 365.0), Dispersion::CHANCE, 0.95);
            prop_assert_eq!(same, rate_ratio(now, 30.0, before, 365.0, 0.95));
            let wide = rate_ratio_varying((now, 30.0), (before, 365.0), d, 0.95);
            if let (Some(same), Some(wide)) = (same, wide) {
                prop_assert_eq!(same.change.ratio, wide.change.ratio);
                prop_assert!(wide.change.interval.low <= same.change.interval.low + 1e-9);
                let high = |c: Compared| c.change.interval.high.unwrap_or(f64::MAX);
                prop_assert!(high(wide) >= high(same) * (1.0 - 1e-9));
                prop_assert!((0.0..=1.0).contains(&wide.p));
                let excludes_one = wide.change.interval.low > 1.0 || high(wide) < 1.0;
                prop_assert!((wide.p - 0.05).abs() < 1e-6 || excludes_one == (wide.p < 0.05), "{:?}", wide);
            }
            let (a, b) = (share_interval(now, now + before, 0.95), share_interval_varying(now, now + before, d, 0.95));
            prop_assert!(b.high.unwrap() - b.low >= a.high.unwrap() - a.low - 1e-12);
            let many = rate_ratio(now * 1_000_000 + 1, 1.0, before + 1, 400.0, 0.95).unwrap();
            prop_assert!(many.change.interval.high.is_some(), "an exact interval always has its upper end");
        }

        #[test]
        fn p_values_are_probabilities(now in 0u64..400, before in 0u64..400, more_now in 0u64..4000, more_before in 0u64..4000, d in 0.5f64..9.0) {
            let p = part_of_whole_p(now, before, now + more_now, before + more_before);
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!(widened(p, d) >= p);
            let q = Predicted::from_before(before as f64, 1.0, d).p(now);
            prop_assert!((0.0..=1.0).contains(&q));
        }
    }
}
