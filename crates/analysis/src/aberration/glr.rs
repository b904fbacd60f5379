//! Has the level risen, whenever that was and however much?
//!
//! Generalised likelihood ratio of Poisson counts: over all weeks at which the mean may have begun to be a constant
//! times as high, the largest logarithm of the likelihood ratio with the best such constant. Höhle and Paul,
//! Computational Statistics & Data Analysis 52 (2008) 4357-4368.

use crate::glm::{self, CannotFit, Rows, Stop};

/// One week of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The largest logarithm of the likelihood ratio.
    pub statistic: f64,
    /// How many weeks ago the rise that explains it best began (0: this week); none where nothing has risen.
    pub since: Option<usize>,
    /// The statistic has come to the limit. The next week starts anew.
    pub alarm: bool,
}

/// The chart of `counts` that have the means `expected` when nothing happens. A rise lasts at least `least` weeks (at
/// least 1) and began at most `most` weeks ago. None where the lists differ in length, a mean is not positive or the
/// limit is not.
pub fn chart(counts: &[u64], expected: &[f64], least: usize, most: usize, limit: f64) -> Option<Vec<Step>> {
    let holds = counts.len() == expected.len()
        && expected.iter().all(|m| *m > 0.0 && m.is_finite())
        && least > 0
        && limit > 0.0;
    holds.then_some(())?;
    let mut steps = Vec::with_capacity(counts.len());
    let mut start = 0;
    for at in 0..counts.len() {
        let (mut best, mut since) = (0.0, None);
        let (mut cases, mut means) = (0.0, 0.0);
        for from in (start.max(at.saturating_sub(most))..=at).rev() {
            cases += counts[from] as f64;
            means += expected[from];
            if at - from + 1 < least || cases <= means {
                continue;
            }
            let ratio = cases * f64::ln(cases / means) - (cases - means);
            if ratio > best {
                (best, since) = (ratio, Some(at - from));
            }
        }
        let alarm = best >= limit;
        steps.push(Step { statistic: best, since, alarm });
        if alarm {
            start = at + 1;
        }
    }
    Some(steps)
}

/// Means of weeks `from..to` (0 is the first of `past`), from a Poisson regression of the past on `waves` waves a
/// year.
pub fn seasonal(past: &[u64], from: usize, to: usize, waves: usize, year: f64) -> Result<Vec<f64>, CannotFit> {
    if waves > 20 || !(year > 0.0 && year.is_finite()) || from > to {
        return Err(CannotFit::Shape);
    }
    let row = |week: usize| {
        let turn = std::f64::consts::TAU * (week + 1) as f64 / year;
        std::iter::once(1.0).chain((1..=waves).flat_map(move |s| [(turn * s as f64).cos(), (turn * s as f64).sin()]))
    };
    let design: Vec<f64> = (0..past.len()).flat_map(row).collect();
    let counts: Vec<f64> = past.iter().map(|c| *c as f64).collect();
    let columns = 1 + 2 * waves;
    let rows = Rows { design: &design, columns, counts: &counts, weights: None, offset: None };
    let fit = glm::poisson(rows, Stop { boundary: false, ..Stop::AS_R })?;
    Ok((from..to).map(|w| row(w).zip(&fit.coefficients).map(|(x, b)| x * b).sum::<f64>().exp()).collect())
}
