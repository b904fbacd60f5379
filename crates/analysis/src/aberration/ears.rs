//! Is a count higher than in the last weeks?
//!
//! The Early Aberration Reporting System's C1, C2 and C3: Hutwagner, Thompson, Seeman and Treadwell, Journal of Urban
//! Health 80 (2003) i89-i96; Fricker, Hegler and Dunfee, Statistics in Medicine 27 (2008) 3407-3429. Meant for short
//! pasts: no season, no trend, a normal bound.

use crate::compare::normal_quantile;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Beside the seven counts just before.
    C1,
    /// Beside seven counts that end two before, so that a slow rise does not hide itself.
    C2,
    /// C2 with what the two counts before had above one deviation added.
    C3,
}

/// What is said of one count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// Mean of the seven counts.
    pub expected: f64,
    /// Their standard deviation (n - 1).
    pub deviation: f64,
    /// Counts above this are aberrations, not below 0. For C3 it falls with what the two before had too much.
    pub bound: f64,
    /// Above the bound.
    pub alarm: bool,
}

const WEEKS: usize = 7;

/// The count at index `at`; `alpha` is how often a normal count would pass the bound (0.001; 0.025 is usual for C3).
/// None where the past is too short (7, 9 or 11 counts) or `alpha` is not between 0 and 1.
pub fn week(kind: Kind, counts: &[u64], at: usize, alpha: f64) -> Option<Said> {
    let z = (alpha > 0.0 && alpha < 1.0).then(|| normal_quantile(1.0 - alpha))?;
    let gap = if kind == Kind::C1 { 0 } else { 2 };
    let count = *counts.get(at)? as f64;
    let (expected, deviation) = before(counts, at, gap)?;
    let carried = if kind == Kind::C3 { carried(counts, at)? } else { 0.0 };
    // Where the seven did not vary, any count above theirs is beyond every bound.
    let bound = if deviation > 0.0 { expected + deviation * (z - carried) } else { expected };
    let bound = bound.max(0.0);
    Some(Said { expected, deviation, bound, alarm: count > bound })
}

/// What the two counts before had above one deviation, in deviations. None where the past is too short.
pub fn carried(counts: &[u64], at: usize) -> Option<f64> {
    Some(above(counts, at.checked_sub(1)?)? + above(counts, at.checked_sub(2)?)?)
}

/// How many deviations more than one this count had by C2.
fn above(counts: &[u64], at: usize) -> Option<f64> {
    let (mean, deviation) = before(counts, at, 2)?;
    let more = counts[at] as f64 - mean;
    Some(if deviation > 0.0 {
        (more / deviation - 1.0).max(0.0)
    } else if more > 0.0 {
        f64::MAX
    } else {
        0.0
    })
}

fn before(counts: &[u64], at: usize, gap: usize) -> Option<(f64, f64)> {
    let end = at.checked_sub(gap)?;
    let past = counts.get(end.checked_sub(WEEKS)?..end)?;
    let mean = past.iter().map(|c| *c as f64).sum::<f64>() / WEEKS as f64;
    let squares: f64 = past.iter().map(|c| (*c as f64 - mean).powi(2)).sum();
    Some((mean, (squares / (WEEKS - 1) as f64).sqrt()))
}
