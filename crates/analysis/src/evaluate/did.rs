//! Did the treated areas change otherwise than the others, when areas may differ in how they change?
//!
//! The model is a Poisson regression with an effect of each area and of each step. With one common start its estimate
//! is the ratio of ratios of four sums, and given each area's total, what came after is a share of it; so nothing has
//! to be fitted. Errors are per area (cluster-robust): an area's deviation from its side's share counts as one
//! observation, inflated for its own pull on that share (CR2), with degrees of freedom that make the variance right for
//! areas of unequal size (Bell and McCaffrey, Survey Methodology 28 (2002) 169-181; Imbens and Kolesár, Review of
//! Economics and Statistics 98 (2016) 701-712), and the two sides joined as Welch's test does it.
//!
//! How many areas are enough: t with such degrees of freedom holds down to about four of them (Tipton, Psychological
//! Methods 20 (2015) 375-393); each side must reach that: five areas of equal size, more when one dominates. Errors
//! without the correction need about 40 areas (Cameron, Gelbach and Miller 2008; see [`crate::glm::cluster`]).

use domain::finding::{Change, Interval};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::panel::{Panel, Part};
use super::{Choices, randomisation};
use crate::glm::{Rows, cluster, nb2};

/// The least degrees of freedom of each side (Tipton 2015).
pub const LEAST_FREEDOM: f64 = 4.0;

/// An effect and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// After over before among the treated, over the same elsewhere: 0.8 is a fifth less than it would have been.
    pub effect: Change,
    /// Two-sided p-value of "no difference".
    pub p: f64,
    /// Standard error of the logarithm of the effect.
    pub error: f64,
    /// Degrees of freedom of the t distribution that was used; infinite for the normal, and where no distribution was.
    pub freedom: f64,
}

/// The four sums.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Totals {
    /// Treated, before and after.
    pub treated: (f64, f64),
    /// Comparison, before and after.
    pub comparison: (f64, f64),
}

impl Totals {
    /// Of areas with what came after, of all.
    pub fn of(parts: &[Part], treated: &[bool]) -> Totals {
        let sum = |side: bool| {
            let of = parts.iter().zip(treated).filter(|(_, t)| **t == side);
            of.fold((0.0, 0.0), |(b, a), (p, _)| (b + p.n - p.x, a + p.x))
        };
        Totals { treated: sum(true), comparison: sum(false) }
    }

    /// The smallest of the three sums that a comparison rests on (treated after may be small: that is the effect).
    pub fn least(&self) -> f64 {
        self.treated.0.min(self.comparison.0).min(self.comparison.1)
    }

    /// The ratio of ratios; half an event is added to each where one is 0.
    pub fn ratio(&self) -> f64 {
        let all = [self.treated.0, self.treated.1, self.comparison.0, self.comparison.1];
        let add = if all.contains(&0.0) { 0.5 } else { 0.0 };
        (all[1] + add) / (all[0] + add) / ((all[3] + add) / (all[2] + add))
    }
}

/// Errors of Poisson counts: right only if areas change alike but for chance. None when one of the four sums is 0.
pub fn poisson(parts: &[Part], treated: &[bool], level: f64) -> Option<Found> {
    let t = Totals::of(parts, treated);
    let error = [t.treated.0, t.treated.1, t.comparison.0, t.comparison.1].iter().map(|n| 1.0 / n).sum::<f64>().sqrt();
    found(t.ratio().ln(), error, f64::INFINITY, level)
}

/// Errors per area. None when a side has too few areas (see the file's head) or fewer than five events after, or its
/// areas do not differ at all.
pub fn clustered(parts: &[Part], treated: &[bool], level: f64) -> Option<Found> {
    let side = |which: bool| {
        let of: Vec<Part> = parts.iter().zip(treated).filter(|(_, t)| **t == which).map(|(p, _)| *p).collect();
        let mean = mean_of(&of)?;
        let few = of.iter().map(|p| p.x).sum::<f64>() < 5.0 || of.iter().map(|p| p.n - p.x).sum::<f64>() < 5.0;
        // From a share to its logit.
        let slope = 1.0 / (mean.mean * (1.0 - mean.mean));
        (mean.freedom >= LEAST_FREEDOM - 1e-9 && !few).then_some((mean.variance * slope * slope, mean.freedom))
    };
    let (t, c) = (side(true)?, side(false)?);
    found(Totals::of(parts, treated).ratio().ln(), (t.0 + c.0).sqrt(), welch(t, c), level)
}

/// Did treated areas drift away from the others before the start? Compares the mean step of their events; the effect
/// is the drift over the whole time before. Tested as the effect itself is.
pub fn trend_before(panel: &Panel, choices: Choices) -> Option<Found> {
    let parts = panel.sums_of_time_before();
    let steps = panel.steps_before();
    let (events, all) = (parts.iter().map(|p| p.n).sum::<f64>(), parts.iter().map(|p| p.x).sum::<f64>());
    let middle = all / events;
    let spread = (0..steps)
        .map(|t| panel.counts().iter().map(|row| row[t]).sum::<u64>() as f64 * (t as f64 - middle).powi(2))
        .sum::<f64>()
        / events;
    if steps < 3 || spread.is_nan() || spread <= 0.0 {
        return None;
    }
    let side = |which: bool| {
        let of: Vec<Part> = parts.iter().zip(panel.treated()).filter(|(_, t)| **t == which).map(|(p, _)| *p).collect();
        mean_of(&of)
    };
    let (treated, others) = (total(&parts, panel.treated(), true), total(&parts, panel.treated(), false));
    if treated.n <= 0.0 || others.n <= 0.0 {
        return None;
    }
    // A drift of b per step moves the mean step by b x spread.
    let scale = steps as f64 / spread;
    let drift = (treated.x / treated.n - others.x / others.n) * scale;
    let enough = |m: &Mean| m.freedom >= LEAST_FREEDOM - 1e-9;
    match (side(true).filter(enough), side(false).filter(enough)) {
        (Some(t), Some(c)) => {
            let freedom = welch((t.variance, t.freedom), (c.variance, c.freedom));
            found(drift, (t.variance + c.variance).sqrt() * scale, freedom, choices.level)
        }
        _ => {
            let sets = randomisation::Sets::of(panel.treated(), choices.most_sets, choices.seed)?;
            let p = sets.p(&parts, spread)?;
            let half = (spread * (1.0 / treated.n + 1.0 / others.n)).sqrt() * scale;
            let plain = found(drift, half, f64::INFINITY, choices.level)?;
            Some(Found { p, ..plain })
        }
    }
}

/// A second model: negative binomial regression per area and step with treated, after, both, and a yearly wave (where
/// there are 52 weeks or more), errors per area. None when it cannot be fitted or there are fewer than ten areas.
///
/// Its errors lack the correction of [`clustered`], and t of areas - 1 degrees of freedom called nothing an effect twice
/// as often as it said at 0.01 (12 of 40 areas treated); so t has as many as the smaller side has areas, less one.
pub fn nb2(panel: &Panel, level: f64) -> Option<Found> {
    let days = panel.period_before().days() + panel.period_after().days();
    let steps = panel.steps_before() + panel.steps_after();
    let waves = days >= 364 && steps >= 8;
    let columns = if waves { 6 } else { 4 };
    let (mut design, mut counts, mut clusters) = (Vec::new(), Vec::new(), Vec::new());
    for (area, (row, treated)) in panel.counts().iter().zip(panel.treated()).enumerate() {
        for (step, count) in row.iter().enumerate() {
            let (treated, after) = (f64::from(*treated), f64::from(step >= panel.steps_before()));
            design.extend([1.0, treated, after, treated * after]);
            if waves {
                let turn = std::f64::consts::TAU * step as f64 * days as f64 / steps as f64 / 365.25;
                design.extend([turn.sin(), turn.cos()]);
            }
            counts.push(*count as f64);
            clusters.push(area as u32);
        }
    }
    let areas = panel.counts().len();
    let smaller = panel.sides().0.min(panel.sides().1);
    if areas < 10 || smaller < 2 {
        return None;
    }
    let rows = Rows { design: &design, columns, counts: &counts, weights: None, offset: None };
    let fit = nb2::nb2(rows, 100).ok()?;
    let covariance = cluster::covariance_nb2(rows, &fit, &clusters)?;
    found(fit.coefficients[3], covariance[3 * (columns + 2)].sqrt(), smaller as f64 - 1.0, level)
}

/// An estimate on the logarithmic scale with its error, as a ratio with interval and p.
pub(super) fn found(log: f64, error: f64, freedom: f64, level: f64) -> Option<Found> {
    if !(log.is_finite() && error.is_finite() && error > 0.0 && freedom > 0.0 && level > 0.0 && level < 1.0) {
        return None;
    }
    let (p, quantile) = t_p_and_quantile(log / error, freedom, level)?;
    let half = quantile * error;
    let interval =
        Interval { low: (log - half).exp(), high: Some((log + half).exp()).filter(|h| h.is_finite()), level };
    Some(Found { effect: Change { ratio: log.exp(), interval }, p, error, freedom })
}

/// Two-sided p of t, and the quantile that leaves (1 - level)/2 above it.
pub(super) fn t_p_and_quantile(t: f64, freedom: f64, level: f64) -> Option<(f64, f64)> {
    use crate::compare::{normal_at_most, normal_quantile};
    let upper = (1.0 + level) / 2.0;
    if freedom > 1e6 {
        return Some((2.0 * normal_at_most(-t.abs()), normal_quantile(upper)));
    }
    let of = StudentsT::new(0.0, 1.0, freedom).ok()?;
    Some(((2.0 * of.cdf(-t.abs())).min(1.0), of.inverse_cdf(upper)))
}

/// A side's mean, its variance per area (CR2) and its degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mean {
    pub mean: f64,
    pub variance: f64,
    pub freedom: f64,
}

pub(super) fn mean_of(parts: &[Part]) -> Option<Mean> {
    let all = parts.iter().fold(Part { x: 0.0, n: 0.0 }, |s, p| Part { x: s.x + p.x, n: s.n + p.n });
    if all.n.is_nan() || all.n <= 0.0 {
        return None;
    }
    let mean = all.x / all.n;
    // Share w of the side's events; 1 / (1 - w) undoes the pull that an area has on its own mean.
    let shares: Vec<f64> = parts.iter().map(|p| p.n / all.n).filter(|w| *w > 0.0).collect();
    if shares.iter().any(|w| *w >= 1.0) {
        return None;
    }
    let variance = parts
        .iter()
        .filter(|p| p.n > 0.0)
        .map(|p| ((p.x - p.n * mean) / all.n).powi(2) / (1.0 - p.n / all.n))
        .sum::<f64>();
    // Twice the squared mean of that variance over its own variance, if areas vary in proportion to their events.
    let squares: f64 = shares.iter().map(|w| w * w).sum();
    let pull: Vec<f64> = shares.iter().map(|w| w * w / (1.0 - w)).collect();
    let sum: f64 = pull.iter().sum();
    let apart = sum * sum - pull.iter().map(|p| p * p).sum::<f64>();
    (variance > 0.0).then_some(Mean { mean, variance, freedom: 1.0 / (squares + apart) })
}

fn welch(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 + b.0).powi(2) / (a.0 * a.0 / a.1 + b.0 * b.0 / b.1)
}

fn total(parts: &[Part], treated: &[bool], which: bool) -> Part {
    let of = parts.iter().zip(treated).filter(|(_, t)| **t == which);
    of.fold(Part { x: 0.0, n: 0.0 }, |s, (p, _)| Part { x: s.x + p.x, n: s.n + p.n })
}
