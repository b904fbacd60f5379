//! How does an expected count depend on what is known of each row?
//!
//! Poisson regression with a logarithmic link, fitted by iteratively reweighted least squares: McCullagh and Nelder,
//! "Generalized Linear Models", 2nd ed. (1989), sections 2.5 and 6.2. The start and the
//! rule that ends the steps are those of R's `glm.fit`, so that the same data take the same steps: the first mean is
//! y + 0.1, the last step is the one that changes the deviance by less than [`Stop::tolerance`] of itself. What a row
//! does not hold (a group that it is not of) costs nothing: a step costs the squares of the rows' numbers that are not 0.

use thiserror::Error;

pub mod cluster;
pub mod nb2;

/// What is fitted: one row per count.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The design, row after row: `counts.len() * columns` numbers. An intercept is a column of ones.
    pub design: &'a [f64],
    /// How many columns it has.
    pub columns: usize,
    /// The counts (not negative; they need not be whole).
    pub counts: &'a [f64],
    /// How much each row weighs (not negative; a row of weight 0 is left out). None: each weighs 1.
    pub weights: Option<&'a [f64]>,
    /// What is added to each row's linear predictor, such as the logarithm of a population. None: nothing.
    pub offset: Option<&'a [f64]>,
}

/// When the steps end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Largest change of the deviance, as a share of it, that counts as none.
    pub tolerance: f64,
    /// Most steps; more than that is [`CannotFit::DoesNotSettle`].
    pub most: usize,
    /// Whether a fit may run to the boundary: where a group has no event at all its mean is 0 and its coefficient
    /// minus infinity. R goes on until the deviance settles; so does this when true. When false it is
    /// [`CannotFit::Separated`].
    pub boundary: bool,
}

impl Stop {
    /// As R's `glm` does it: soon enough that the errors, made of the last step's weights, hold three or four digits.
    pub const AS_R: Stop = Stop { tolerance: 1e-8, most: 25, boundary: true };
}

impl Default for Stop {
    /// Settled to rounding; no boundary.
    fn default() -> Stop {
        Stop { tolerance: 1e-12, most: 50, boundary: false }
    }
}

/// A fitted regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// One per column, on the logarithmic scale.
    pub coefficients: Vec<f64>,
    /// Their covariance when counts vary as Poisson counts do, columns x columns: (X'WX)⁻¹ at [`Fit::working`].
    /// Times [`Fit::dispersion`] for a quasi-Poisson fit.
    pub covariance: Vec<f64>,
    /// Each row's linear predictor, offset included.
    pub linear: Vec<f64>,
    /// Each row's expected count, its exponential.
    pub fitted: Vec<f64>,
    /// The weights of the last step: prior weight x the mean before that step. They equal prior weight x
    /// [`Fit::fitted`] as nearly as the steps have settled.
    pub working: Vec<f64>,
    /// How much each row pulls its own fit, 0 to 1 (the diagonal of the hat matrix).
    pub leverage: Vec<f64>,
    /// Twice the log likelihood that is lost beside a fit that meets every count.
    pub deviance: f64,
    /// Sum of weight x (count - fitted)² / fitted.
    pub pearson: f64,
    /// Rows with a weight, less columns.
    pub freedom: usize,
    /// How many steps were taken.
    pub steps: usize,
    /// Whether some mean ran towards 0 (only with [`Stop::boundary`]).
    pub at_boundary: bool,
}

impl Fit {
    /// How much more the counts vary than Poisson counts do (Pearson): 1 is neither more nor less. None when there
    /// are no more rows than columns.
    pub fn dispersion(&self) -> Option<f64> {
        (self.freedom > 0).then(|| self.pearson / self.freedom as f64)
    }

    /// The standard error of a coefficient for Poisson counts.
    pub fn error(&self, column: usize) -> f64 {
        self.covariance[column * (self.coefficients.len() + 1)].sqrt()
    }

    /// Linear predictor of a new row (without offset) and its variance for Poisson counts. None when `row` has
    /// another number of columns.
    pub fn predict(&self, row: &[f64]) -> Option<(f64, f64)> {
        let k = self.coefficients.len();
        let numbers: Vec<(usize, f64)> = row.iter().copied().enumerate().collect();
        (row.len() == k).then(|| {
            let linear = row.iter().zip(&self.coefficients).map(|(x, b)| x * b).sum();
            (linear, spread(&self.covariance, k, &numbers))
        })
    }
}

/// Why there is no fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CannotFit {
    /// The lists have lengths that do not belong together, or there is no column.
    #[error("the lists have lengths that do not belong together")]
    Shape,
    /// A number is infinite or none, or a count or a weight is negative.
    #[error("a number is infinite or none, or a count or a weight is negative")]
    NotANumber,
    /// Fewer rows with a weight than columns.
    #[error("fewer rows than columns")]
    TooFewRows,
    /// This column says nothing that the columns before it do not say.
    #[error("column {0} says nothing that those before it do not say")]
    Collinear(usize),
    /// Some mean is 0, so a coefficient has no finite value: a group of rows without any event.
    #[error("a group of rows has no event, so that a coefficient has no finite value")]
    Separated,
    /// The steps did not settle.
    #[error("the steps did not settle")]
    DoesNotSettle,
}

/// Fits the rows; see the file's head for the method.
pub fn poisson(rows: Rows, stop: Stop) -> Result<Fit, CannotFit> {
    let (n, k) = (rows.counts.len(), rows.columns);
    let freedom = checked(&rows)?;
    let design = Sparse::of(&rows);
    let prior = |i: usize| rows.weights.map_or(1.0, |w| w[i]);
    let offset = |i: usize| rows.offset.map_or(0.0, |o| o[i]);
    let ln_counts: Vec<f64> = rows.counts.iter().map(|y| if *y > 0.0 { y.ln() } else { 0.0 }).collect();
    let deviance = |linear: &[f64], fitted: &[f64]| {
        2.0 * (0..n)
            .map(|i| {
                let y = rows.counts[i];
                let gain = if y > 0.0 { y * (ln_counts[i] - linear[i]) } else { 0.0 };
                prior(i) * (gain - (y - fitted[i]))
            })
            .sum::<f64>()
    };
    let mut fitted: Vec<f64> = rows.counts.iter().map(|y| y + 0.1).collect();
    let mut linear: Vec<f64> = fitted.iter().map(|m| m.ln()).collect();
    let mut before = deviance(&linear, &fitted);
    let (mut coefficients, mut target, mut working) = (vec![0.0; k], vec![0.0; n], vec![0.0; n]);
    let (mut moved, mut lower, mut scale) = (vec![0.0; n], vec![0.0; k * k], vec![0.0; k]);
    for step in 1..=stop.most {
        for i in 0..n {
            working[i] = prior(i) * fitted[i];
            // The first step finds the coefficients themselves, the next what is missing in them: the error of the
            // sums then shrinks with the steps.
            let already = if step == 1 { linear[i] - offset(i) } else { 0.0 };
            target[i] = already + (rows.counts[i] - fitted[i]) / fitted[i].max(f64::MIN_POSITIVE);
        }
        let mut change = normal_equations(&design, &working, &target, &mut lower, &mut scale)?;
        solve(&lower, &scale, &mut change);
        for i in 0..n {
            let at: f64 = design.row(i).iter().map(|(c, x)| x * change[*c]).sum();
            moved[i] = if step == 1 { at + offset(i) - linear[i] } else { at };
        }
        let now = take(&mut linear, &mut fitted, &moved, deviance)?;
        // A step that was too long was taken by half, or a quarter; the coefficients follow it.
        let share = now.1;
        for (b, c) in coefficients.iter_mut().zip(&change) {
            *b += share * c;
        }
        let settled = (now.0 - before).abs() < stop.tolerance * (now.0.abs() + 0.1);
        before = now.0;
        if !settled {
            continue;
        }
        // A mean that runs to 0 shrinks by the factor e for ever while the deviance settles.
        let runs = (0..n).any(|i| working[i] > 0.0 && rows.counts[i] == 0.0 && moved[i] < -0.5);
        if runs && !stop.boundary {
            return Err(CannotFit::Separated);
        }
        let covariance = inverse(&lower, &scale);
        let leverage = (0..n).map(|i| working[i] * spread(&covariance, k, design.row(i))).collect();
        let pearson = (0..n)
            .filter(|i| fitted[*i] > 0.0)
            .map(|i| prior(i) * (rows.counts[i] - fitted[i]).powi(2) / fitted[i])
            .sum();
        return Ok(Fit {
            coefficients,
            covariance,
            linear,
            fitted,
            working,
            leverage,
            deviance: before,
            pearson,
            freedom,
            steps: step,
            at_boundary: runs,
        });
    }
    Err(CannotFit::DoesNotSettle)
}

/// Sum of the logarithms of Poisson probabilities of these counts under these means. Counts and means in the same
/// order; what is beyond the shorter list is left out.
pub fn log_likelihood(counts: &[f64], fitted: &[f64]) -> f64 {
    let one = |(y, m): (&f64, &f64)| {
        let gain = if *y > 0.0 { y * m.ln() } else { 0.0 };
        gain - m - statrs::function::gamma::ln_gamma(y + 1.0)
    };
    counts.iter().zip(fitted).map(one).sum()
}

/// The numbers of the design that are not 0, each with its column, row after row.
struct Sparse {
    numbers: Vec<(usize, f64)>,
    ends: Vec<usize>,
}

impl Sparse {
    fn of(rows: &Rows) -> Sparse {
        let mut numbers = Vec::with_capacity(rows.design.len());
        let mut ends = Vec::with_capacity(rows.counts.len());
        for row in rows.design.chunks_exact(rows.columns) {
            numbers.extend(row.iter().copied().enumerate().filter(|(_, x)| *x != 0.0));
            ends.push(numbers.len());
        }
        Sparse { numbers, ends }
    }

    fn row(&self, i: usize) -> &[(usize, f64)] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.numbers[start..self.ends[i]]
    }
}

/// Degrees of freedom, when the rows can be fitted at all.
fn checked(rows: &Rows) -> Result<usize, CannotFit> {
    let (n, k) = (rows.counts.len(), rows.columns);
    let as_long = |x: Option<&[f64]>| x.is_none_or(|x| x.len() == n);
    if k == 0 || n.checked_mul(k) != Some(rows.design.len()) || !as_long(rows.weights) || !as_long(rows.offset) {
        return Err(CannotFit::Shape);
    }
    let numbers = |x: &[f64]| x.iter().all(|x| x.is_finite());
    let counts = |x: &[f64]| x.iter().all(|x| x.is_finite() && *x >= 0.0);
    if !numbers(rows.design)
        || !counts(rows.counts)
        || !rows.weights.is_none_or(counts)
        || !rows.offset.is_none_or(numbers)
    {
        return Err(CannotFit::NotANumber);
    }
    let weighing = rows.weights.map_or(n, |w| w.iter().filter(|w| **w > 0.0).count());
    if !rows.counts.iter().enumerate().any(|(i, y)| *y > 0.0 && rows.weights.is_none_or(|w| w[i] > 0.0)) && n > 0 {
        return Err(CannotFit::Separated);
    }
    weighing.checked_sub(k).ok_or(CannotFit::TooFewRows)
}

/// Moves the linear predictor, by half as long as the deviance is not a number. The deviance, and the share of the
/// step that was taken.
fn take(
    linear: &mut [f64],
    fitted: &mut [f64],
    moved: &[f64],
    deviance: impl Fn(&[f64], &[f64]) -> f64,
) -> Result<(f64, f64), CannotFit> {
    let from = linear.to_vec();
    let mut share = 1.0;
    for _ in 0..25 {
        for i in 0..linear.len() {
            linear[i] = from[i] + share * moved[i];
            fitted[i] = linear[i].exp();
        }
        let now = deviance(linear, fitted);
        if now.is_finite() {
            return Ok((now, share));
        }
        share *= 0.5;
    }
    Err(CannotFit::DoesNotSettle)
}

/// X'WX, with every column scaled to length 1, as its Cholesky factor in `lower`; gives X'Wz.
fn normal_equations(
    design: &Sparse,
    working: &[f64],
    target: &[f64],
    lower: &mut [f64],
    scale: &mut [f64],
) -> Result<Vec<f64>, CannotFit> {
    let k = scale.len();
    lower.fill(0.0);
    let mut right = vec![0.0; k];
    for (i, (w, z)) in working.iter().zip(target).enumerate() {
        let row = design.row(i);
        for (at, (a, x)) in row.iter().enumerate() {
            let weighted = w * x;
            right[*a] += weighted * z;
            for (b, y) in &row[..=at] {
                lower[a * k + b] += weighted * y;
            }
        }
    }
    for a in 0..k {
        let length = lower[a * k + a].sqrt();
        if !(length > 0.0 && length.is_finite()) {
            return Err(CannotFit::Collinear(a));
        }
        scale[a] = 1.0 / length;
    }
    for a in 0..k {
        for b in 0..=a {
            lower[a * k + b] *= scale[a] * scale[b];
        }
        for b in 0..=a {
            let dot: f64 = (0..b).map(|c| lower[a * k + c] * lower[b * k + c]).sum();
            let rest = lower[a * k + b] - dot;
            if a == b {
                // What is left of a column of length 1, squared; rounding leaves about 1e-15 of nothing.
                if rest.is_nan() || rest <= 1e-12 {
                    return Err(CannotFit::Collinear(a));
                }
                lower[a * k + a] = rest.sqrt();
            } else {
                lower[a * k + b] = rest / lower[b * k + b];
            }
        }
    }
    Ok(right)
}

/// Solves (scaled L L') x = right, in place.
fn solve(lower: &[f64], scale: &[f64], right: &mut [f64]) {
    let k = scale.len();
    for a in 0..k {
        let dot: f64 = (0..a).map(|b| lower[a * k + b] * right[b]).sum();
        right[a] = (right[a] * scale[a] - dot) / lower[a * k + a];
    }
    for a in (0..k).rev() {
        let dot: f64 = (a + 1..k).map(|b| lower[b * k + a] * right[b]).sum();
        right[a] = (right[a] - dot) / lower[a * k + a];
    }
    for (x, s) in right.iter_mut().zip(scale) {
        *x *= s;
    }
}

/// The inverse of the matrix behind the factor.
fn inverse(lower: &[f64], scale: &[f64]) -> Vec<f64> {
    let k = scale.len();
    let mut out = vec![0.0; k * k];
    let mut column = vec![0.0; k];
    for a in 0..k {
        column.fill(0.0);
        column[a] = 1.0;
        solve(lower, scale, &mut column);
        for b in 0..k {
            out[b * k + a] = column[b];
        }
    }
    out
}

/// x'Ax, A with k columns.
fn spread(a: &[f64], k: usize, x: &[(usize, f64)]) -> f64 {
    let row = |i: usize| x.iter().map(|(j, y)| a[i * k + j] * y).sum::<f64>();
    x.iter().map(|(i, y)| y * row(*i)).sum()
}

#[cfg(test)]
mod tests;
