//! Is it a little more, week after week, than it was?
//!
//! Cumulated sums of what is above a known mean: Page, Biometrika 41 (1954) 100-115; with transformed Poisson counts:
//! Rossi, Lampugnani and Marchi, Statistics in Medicine 18 (1999) 2111-2122; of likelihood ratios of negative binomial
//! counts, with the limit found from the average run length: Brook and Evans, Biometrika 59 (1972) 539-549; Höhle and
//! Paul, Computational Statistics & Data Analysis 52 (2008) 4357-4368.

use super::tail::Tail;
use statrs::function::gamma::ln_gamma;

/// How a count becomes nearly standard normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// (x - m) / √m.
    Standard,
    /// (x - 3m + 2√(xm)) / 2√m.
    Rossi,
}

/// One week of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The sum after this week.
    pub sum: f64,
    /// The count that would have made the alarm.
    pub upper: f64,
    /// The sum has come to the limit. It is not set back: it falls when the counts do.
    pub alarm: bool,
}

/// The chart of `counts` whose mean is `mean` when nothing happens; each week adds its transformed count less `k`,
/// never below 0, and `h` is the limit (k = 1.04, h = 2.26 are usual). None where a number is not positive.
pub fn chart(counts: &[u64], mean: f64, transform: Transform, k: f64, h: f64) -> Option<Vec<Step>> {
    let holds = [mean, k, h].iter().all(|x| *x > 0.0 && x.is_finite());
    holds.then_some(())?;
    let root = mean.sqrt();
    let mut sum: f64 = 0.0;
    let step = |count: &u64| {
        let x = *count as f64;
        let lacks = h + k - sum;
        let (value, upper) = match transform {
            Transform::Standard => ((x - mean) / root, (root * lacks + mean).ceil()),
            Transform::Rossi => {
                // x + 2√(xm) = 3m + 2√m·lacks is a square in √x.
                let right = 3.0 * mean + 2.0 * root * lacks;
                (
                    (x - 3.0 * mean + 2.0 * root * x.sqrt()) / (2.0 * root),
                    ((right + mean).max(mean).sqrt() - root).powi(2),
                )
            }
        };
        sum = (sum + value - k).max(0.0);
        Step { sum, upper: upper.max(0.0), alarm: sum >= h }
    };
    Some(counts.iter().map(step).collect())
}

/// A chart of likelihood ratios: a negative binomial mean, `ratio` times as high, beside the usual one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    mean: f64,
    dispersion: f64,
    per_count: f64,
    less: f64,
    limit: f64,
    run: f64,
}

impl Ratio {
    /// The chart that waits for a mean `ratio` (above 1) times `mean`, where the variance is `dispersion` times the
    /// mean when nothing happens (1: Poisson). Its limit is the least of a fine ladder whose average run length, the
    /// weeks to a false alarm, is at least `run`. None where a number does not belong, or no limit up to 50 is high
    /// enough.
    pub fn calibrated(mean: f64, dispersion: f64, ratio: f64, run: f64) -> Option<Ratio> {
        let holds = ratio > 1.0 && ratio < 100.0 && run > 1.0 && run < 1e6 && mean < 1e5;
        Tail::new(mean, dispersion).filter(|_| holds)?;
        let extra = dispersion - 1.0;
        let (per_count, less) = if extra < 1e-8 {
            (ratio.ln(), mean * (ratio - 1.0))
        } else {
            let size = mean / extra;
            let swell = ((size + ratio * mean) / (size + mean)).ln();
            (ratio.ln() - swell, size * swell)
        };
        let mut chart = Ratio { mean, dispersion, per_count, less, limit: 0.0, run: 0.0 };
        let (mut low, mut high) = (0.0, 1.0);
        while chart.run_length(high) < run {
            low = high;
            high *= 2.0;
            if high > 50.0 {
                return None;
            }
        }
        while high - low > 1e-3 {
            let middle = 0.5 * (low + high);
            if chart.run_length(middle) < run { low = middle } else { high = middle }
        }
        chart.limit = high;
        chart.run = chart.run_length(high);
        Some(chart)
    }

    /// The limit.
    pub fn limit(&self) -> f64 {
        self.limit
    }

    /// Average weeks to a false alarm, from a sum of 0.
    pub fn average_run(&self) -> f64 {
        self.run
    }

    /// The chart of these counts; it starts anew after an alarm.
    pub fn chart(&self, counts: &[u64]) -> Vec<Step> {
        let mut sum: f64 = 0.0;
        let step = |count: &u64| {
            let upper = ((self.limit - sum + self.less) / self.per_count).ceil().max(0.0);
            sum = (sum + self.per_count * *count as f64 - self.less).max(0.0);
            let step = Step { sum, upper, alarm: sum >= self.limit };
            if step.alarm {
                sum = 0.0;
            }
            step
        };
        counts.iter().map(step).collect()
    }

    /// The average run length of a limit: the sum as a chain of states, the lowest exactly 0, the others as wide
    /// strips whose middles stand for them.
    fn run_length(&self, limit: f64) -> f64 {
        const STRIPS: usize = 120;
        let n = STRIPS + 1;
        let wide = limit / STRIPS as f64;
        let middle = |s: usize| if s == 0 { 0.0 } else { (s as f64 - 0.5) * wide };
        let most = ((limit + self.less) / self.per_count).ceil() as u64 + 1;
        // A table of all probabilities that can matter: one per count below the alarm.
        let p: Vec<f64> = (0..most).map(|k| self.ln_probability(k).exp()).collect();
        let mut a = vec![0.0; n * n];
        let mut right = vec![1.0; n];
        for from in 0..n {
            a[from * n + from] += 1.0;
            for (k, p) in p.iter().enumerate() {
                let to = middle(from) + self.per_count * k as f64 - self.less;
                if to >= limit {
                    break;
                }
                let strip = if to <= 0.0 { 0 } else { 1 + ((to / wide) as usize).min(STRIPS - 1) };
                a[from * n + strip] -= p;
            }
        }
        solve(&mut a, &mut right);
        right[0]
    }

    fn ln_probability(&self, k: u64) -> f64 {
        let (k, extra) = (k as f64, self.dispersion - 1.0);
        if extra < 1e-8 {
            return k * self.mean.ln() - self.mean - ln_gamma(k + 1.0);
        }
        let size = self.mean / extra;
        ln_gamma(k + size) - ln_gamma(size) - ln_gamma(k + 1.0) - size * self.dispersion.ln()
            + k * (extra / self.dispersion).ln()
    }
}

/// Solves in place, without looking for pivots: one less a chain that leaves its states is dominated by its diagonal.
fn solve(a: &mut [f64], right: &mut [f64]) {
    let n = right.len();
    for c in 0..n {
        let (above, below) = a.split_at_mut((c + 1) * n);
        let pivot = &above[c * n..];
        for (r, row) in below.chunks_exact_mut(n).enumerate() {
            let by = row[c] / pivot[c];
            if by == 0.0 {
                continue;
            }
            for (x, p) in row[c..].iter_mut().zip(&pivot[c..]) {
                *x -= by * p;
            }
            right[c + 1 + r] -= by * right[c];
        }
    }
    for c in (0..n).rev() {
        let known: f64 = a[c * n + c + 1..(c + 1) * n].iter().zip(&right[c + 1..]).map(|(a, x)| a * x).sum();
        right[c] = (right[c] - known) / a[c * n + c];
    }
}
