//! How does an expected count depend on what is known of each row, when counts vary more than Poisson counts do?
//!
//! Negative binomial regression with a logarithmic link and variance mean + alpha mean² (NB2), coefficients and alpha
//! by maximum likelihood, errors from the observed information: Cameron and Trivedi, "Regression Analysis of Count
//! Data", 2nd ed. (2013), section 3.3.1. Coefficients and alpha are nearly independent of one another, so they are
//! stepped in turn (Fisher scoring, and Newton on the logarithm of alpha).

use statrs::function::gamma::ln_gamma;

use super::{CannotFit, Rows, Sparse, Stop, inverse, normal_equations, poisson, solve};

/// A fitted negative binomial regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Nb2Fit {
    /// One per column, on the logarithmic scale.
    pub coefficients: Vec<f64>,
    /// Variance = mean + alpha x mean². 0 where the counts vary no more than Poisson counts: then the rest is the
    /// Poisson fit.
    pub alpha: f64,
    /// Covariance of the coefficients and, last, alpha: (columns + 1) x (columns + 1). The row and column of alpha are
    /// 0 when alpha is.
    pub covariance: Vec<f64>,
    /// Each row's expected count.
    pub fitted: Vec<f64>,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// How many steps were taken.
    pub steps: usize,
}

impl Nb2Fit {
    /// The standard error of a coefficient; of alpha when `column` is the number of columns.
    pub fn error(&self, column: usize) -> f64 {
        self.covariance[column * (self.coefficients.len() + 2)].sqrt()
    }
}

/// The largest count that is taken: sums up to the count are tabled.
const MOST: f64 = 1e6;

/// Fits the rows. Counts must be whole and at most a million, and weights all 1 (None), else
/// [`CannotFit::NotANumber`]. The start is the Poisson fit.
pub fn nb2(rows: Rows, most_steps: usize) -> Result<Nb2Fit, CannotFit> {
    let start = poisson(rows, Stop::default())?;
    let (n, k) = (rows.counts.len(), rows.columns);
    if rows.weights.is_some() || rows.counts.iter().any(|y| y.fract() != 0.0 || *y > MOST) {
        return Err(CannotFit::NotANumber);
    }
    let mut fitted = start.fitted.clone();
    let mut coefficients = start.coefficients.clone();
    // The slope of the likelihood at alpha = 0, twice; and the moment estimate.
    let excess: f64 = rows.counts.iter().zip(&fitted).map(|(y, m)| (y - m).powi(2) - y).sum();
    if excess <= 0.0 {
        return Ok(as_poisson(&rows, start));
    }
    let mut alpha = (excess / fitted.iter().map(|m| m * m).sum::<f64>()).clamp(1e-6, 1e3);
    let mut linear = start.linear;
    let (mut working, mut target) = (vec![0.0; n], vec![0.0; n]);
    let (mut lower, mut scale) = (vec![0.0; k * k], vec![0.0; k]);
    let design = Sparse::of(&rows);
    for step in 1..=most_steps {
        for i in 0..n {
            let m = fitted[i];
            working[i] = m / (1.0 + alpha * m);
            target[i] = (rows.counts[i] - m) / m.max(f64::MIN_POSITIVE);
        }
        let mut change = normal_equations(&design, &working, &target, &mut lower, &mut scale)?;
        solve(&lower, &scale, &mut change);
        for (b, c) in coefficients.iter_mut().zip(&change) {
            *b += c;
        }
        for (i, x) in rows.design.chunks_exact(k).enumerate() {
            linear[i] += x.iter().zip(&change).map(|(x, c)| x * c).sum::<f64>();
            fitted[i] = linear[i].exp();
        }
        if fitted.iter().any(|m| !m.is_finite()) {
            return Err(CannotFit::DoesNotSettle);
        }
        let (slope, bend) = alpha_slopes(rows.counts, &fitted, alpha);
        // Newton on ln alpha; where the likelihood bends the wrong way, a step in the direction of its slope.
        let (slope, bend) = (alpha * slope, alpha * alpha * bend + alpha * slope);
        let by = if bend < 0.0 { (-slope / bend).clamp(-1.5, 1.5) } else { 0.5_f64.copysign(slope) };
        alpha *= by.exp();
        if alpha < 1e-9 {
            return Ok(as_poisson(&rows, poisson(rows, Stop::default())?));
        }
        let moved = change.iter().zip(&coefficients).map(|(c, b)| c.abs() / (1.0 + b.abs())).fold(by.abs(), f64::max);
        if moved < 1e-9 {
            return finished(&rows, coefficients, alpha, fitted, step);
        }
    }
    Err(CannotFit::DoesNotSettle)
}

/// Per row, the slope of its log likelihood: what [`super::cluster::covariance`] sums per cluster is this times the
/// row of the design (and the last, for alpha, by itself).
pub fn slopes(count: f64, mean: f64, alpha: f64, sum_of_shares: f64) -> (f64, f64) {
    let a = 1.0 + alpha * mean;
    let by_alpha = if alpha > 0.0 {
        sum_of_shares + ((alpha * mean).ln_1p() - alpha * mean * (1.0 + alpha * count) / a) / (alpha * alpha)
    } else {
        0.0
    };
    ((count - mean) / a, by_alpha)
}

/// For every count up to the largest, the sums over j below it of j / (1 + alpha j), and of its square.
pub(super) fn sums_of_shares(counts: &[f64], alpha: f64) -> Vec<(f64, f64)> {
    let most = counts.iter().copied().fold(0.0, f64::max) as usize;
    let mut out = Vec::with_capacity(most + 1);
    let (mut one, mut two) = (0.0, 0.0);
    for j in 0..=most {
        out.push((one, two));
        let share = j as f64 / (1.0 + alpha * j as f64);
        one += share;
        two += share * share;
    }
    out
}

/// First and second derivative of the log likelihood by alpha.
fn alpha_slopes(counts: &[f64], fitted: &[f64], alpha: f64) -> (f64, f64) {
    let sums = sums_of_shares(counts, alpha);
    let (mut first, mut second) = (0.0, 0.0);
    for (y, m) in counts.iter().zip(fitted) {
        let (one, two) = sums[*y as usize];
        first += slopes(*y, *m, alpha, one).1;
        let a = 1.0 + alpha * m;
        let log = (alpha * m).ln_1p();
        second +=
            -two - 2.0 * log / alpha.powi(3) + 2.0 * m / (alpha * alpha * a) + (y + 1.0 / alpha) * m * m / (a * a);
    }
    (first, second)
}

fn as_poisson(rows: &Rows, fit: super::Fit) -> Nb2Fit {
    let k = rows.columns;
    let mut covariance = vec![0.0; (k + 1) * (k + 1)];
    for a in 0..k {
        covariance[a * (k + 1)..a * (k + 1) + k].copy_from_slice(&fit.covariance[a * k..(a + 1) * k]);
    }
    let log_likelihood = super::log_likelihood(rows.counts, &fit.fitted);
    Nb2Fit {
        coefficients: fit.coefficients,
        alpha: 0.0,
        covariance,
        fitted: fit.fitted,
        log_likelihood,
        steps: fit.steps,
    }
}

fn finished(
    rows: &Rows,
    coefficients: Vec<f64>,
    alpha: f64,
    fitted: Vec<f64>,
    steps: usize,
) -> Result<Nb2Fit, CannotFit> {
    let k = rows.columns;
    // Observed information of the coefficients, then alpha by the Schur complement.
    let (mut working, zero) = (vec![0.0; fitted.len()], vec![0.0; fitted.len()]);
    let mut cross = vec![0.0; k];
    let mut log_likelihood = 0.0;
    for (i, x) in rows.design.chunks_exact(k).enumerate() {
        let (y, m) = (rows.counts[i], fitted[i]);
        let a = 1.0 + alpha * m;
        working[i] = m * (1.0 + alpha * y) / (a * a);
        let mixed = (y - m) * m / (a * a);
        for (c, x) in cross.iter_mut().zip(x) {
            *c += mixed * x;
        }
        let ways = if y > 0.0 { ln_gamma(y + 1.0 / alpha) - ln_gamma(1.0 / alpha) - ln_gamma(y + 1.0) } else { 0.0 };
        log_likelihood += ways - a.ln() / alpha + if y > 0.0 { y * (alpha * m / a).ln() } else { 0.0 };
    }
    let (mut lower, mut scale) = (vec![0.0; k * k], vec![0.0; k]);
    normal_equations(&Sparse::of(rows), &working, &zero, &mut lower, &mut scale)?;
    let of_beta = inverse(&lower, &scale);
    let information = -alpha_slopes(rows.counts, &fitted, alpha).1;
    let mut pulled = cross.clone();
    solve(&lower, &scale, &mut pulled);
    let rest = information - cross.iter().zip(&pulled).map(|(c, p)| c * p).sum::<f64>();
    if !(rest > 0.0 && log_likelihood.is_finite()) {
        return Err(CannotFit::DoesNotSettle);
    }
    let mut covariance = vec![0.0; (k + 1) * (k + 1)];
    for a in 0..k {
        for b in 0..k {
            covariance[a * (k + 1) + b] = of_beta[a * k + b] + pulled[a] * pulled[b] / rest;
        }
        covariance[a * (k + 1) + k] = -pulled[a] / rest;
        covariance[k * (k + 1) + a] = -pulled[a] / rest;
    }
    covariance[(k + 1) * (k + 1) - 1] = 1.0 / rest;
    Ok(Nb2Fit { coefficients, alpha, covariance, fitted, log_likelihood, steps })
}
