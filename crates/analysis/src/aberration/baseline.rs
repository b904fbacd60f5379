//! What does the series' own past lead to expect of this week?
//!
//! The regression of Farrington's method (see `farrington`): a mean per period of the year, perhaps a trend, past
//! outbreaks weighed down by their Anscombe residuals.

use statrs::function::beta::beta_reg;

use super::farrington::{CannotSay, Control, Errors};
use crate::glm::{self, CannotFit, Fit, Rows, Stop};

/// The prediction for one week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// Logarithm of the expected count.
    pub log_mean: f64,
    /// Its standard error, overdispersion included.
    pub error: f64,
    /// How much more counts vary than Poisson counts (at least 1).
    pub dispersion: f64,
    /// Change of the logarithm per week, where a trend was kept.
    pub trend: Option<f64>,
    /// Past weeks that were used.
    pub weeks: usize,
}

impl Baseline {
    /// The expected count.
    pub fn mean(&self) -> f64 {
        self.log_mean.exp()
    }
}

/// Fits the past of the week at index `at`.
pub fn fit(counts: &[u64], at: usize, population: Option<&[f64]>, control: &Control) -> Result<Baseline, CannotSay> {
    checked(counts, at, population, control)?;
    let past = Past::before(counts, at, population, control)?;
    let offset_now = population.map_or(0.0, |p| p[at].ln());
    if let Some(least) = control.trend.filter(|_| control.years >= control.trend_years) {
        match past.fitted(true, control, offset_now) {
            Ok(with) if with.trend_p < least && with.baseline.mean() <= past.most() => return Ok(with.baseline),
            // Without the trend instead.
            Ok(_) | Err(CannotFit::DoesNotSettle | CannotFit::Collinear(_) | CannotFit::TooFewRows) => (),
            Err(e) => return Err(no_fit(e)),
        }
    }
    past.fitted(false, control, offset_now).map(|f| f.baseline).map_err(no_fit)
}

fn no_fit(e: CannotFit) -> CannotSay {
    if e == CannotFit::Separated { CannotSay::NoEvents } else { CannotSay::NoFit(e) }
}

fn checked(counts: &[u64], at: usize, population: Option<&[f64]>, c: &Control) -> Result<(), CannotSay> {
    let between = c.year.checked_sub(2 * c.half_window + 1).ok_or(CannotSay::Control)?;
    let holds = (1..100).contains(&c.years)
        && c.year < 1000
        && (1..=60).contains(&c.periods)
        && between + 1 >= c.periods
        && c.alpha > 0.0
        && c.alpha < 1.0
        && c.reweight.is_none_or(|t| t > 0.0)
        && c.few.1 > 0;
    if !holds {
        return Err(CannotSay::Control);
    }
    if at < c.past() || at >= counts.len() {
        return Err(CannotSay::TooShort(c.past()));
    }
    let positive = |p: &[f64]| p.len() == counts.len() && p.iter().all(|p| *p > 0.0 && p.is_finite());
    if population.is_some_and(|p| !positive(p)) { Err(CannotSay::Population) } else { Ok(()) }
}

/// The period of the year in which the week `ago` weeks back lies, counted from the window of the asked week (which is
/// the last period). None: in no period that is used.
fn period(ago: usize, c: &Control) -> Option<usize> {
    let (turns, rest) = (ago / c.year, ago % c.year);
    if rest <= c.half_window || (rest >= c.year - c.half_window && turns < c.years) {
        return Some(c.periods - 1);
    }
    if c.periods == 1 {
        return None;
    }
    // Weeks between two windows, oldest first, are shared among the other periods; the first ones get what is over.
    let between = c.year - 2 * c.half_window - 1;
    let (long, over) = (between / (c.periods - 1), between % (c.periods - 1));
    let since = c.year - c.half_window - 1 - rest;
    Some(if since < over * (long + 1) { since / (long + 1) } else { over + (since - over * (long + 1)) / long })
}

/// The weeks to learn from.
struct Past {
    counts: Vec<f64>,
    offset: Option<Vec<f64>>,
    /// One column per period that has a week, the asked one's last, then the time.
    design: Vec<f64>,
    periods: usize,
}

impl Past {
    fn before(counts: &[u64], at: usize, population: Option<&[f64]>, c: &Control) -> Result<Past, CannotSay> {
        let weeks: Vec<(usize, usize)> =
            (c.left_out + 1..=c.past()).rev().filter_map(|ago| Some((ago, period(ago, c)?))).collect();
        let mut column = vec![usize::MAX; c.periods];
        let mut periods = 0;
        for (p, column) in column.iter_mut().enumerate() {
            if weeks.iter().any(|w| w.1 == p) {
                *column = periods;
                periods += 1;
            }
        }
        if column[c.periods - 1] == usize::MAX {
            return Err(CannotSay::Control);
        }
        let mut design = vec![0.0; weeks.len() * (periods + 1)];
        for ((ago, p), row) in weeks.iter().zip(design.chunks_exact_mut(periods + 1)) {
            row[column[*p]] = 1.0;
            row[periods] = -(*ago as f64);
        }
        Ok(Past {
            counts: weeks.iter().map(|w| counts[at - w.0] as f64).collect(),
            offset: population.map(|p| weeks.iter().map(|w| p[at - w.0].ln()).collect()),
            design,
            periods,
        })
    }

    fn most(&self) -> f64 {
        self.counts.iter().copied().fold(0.0, f64::max)
    }

    fn fitted(&self, trend: bool, c: &Control, offset_now: f64) -> Result<Fitted, CannotFit> {
        let columns = self.periods + usize::from(trend);
        let narrow: Vec<f64>;
        let design = if trend {
            &self.design
        } else {
            narrow = self.design.chunks_exact(columns + 1).flat_map(|r| r[..columns].iter().copied()).collect();
            &narrow
        };
        let rows = |weights| Rows { design, columns, counts: &self.counts, weights, offset: self.offset.as_deref() };
        let mut fit = glm::poisson(rows(None), Stop::AS_R)?;
        let mut weights = None;
        if let Some(threshold) = c.reweight {
            let by = outbreak_weights(&self.counts, &fit, self.varies(&fit, &fit.working)?.max(1.0), threshold);
            fit = glm::poisson(rows(Some(&by)), Stop::AS_R)?;
            weights = Some(by);
        }
        let plain = self.varies(&fit, &fit.working)?;
        let dispersion = plain.max(1.0);
        let (of_error, of_trend) = match c.errors {
            Errors::Quasi => (dispersion, plain),
            Errors::AsSurveillance => {
                let peer = self.varies(&fit, weights.as_deref().unwrap_or(&fit.working))?;
                (peer, peer)
            }
        };
        let mut now = vec![0.0; columns];
        now[self.periods - 1] = 1.0;
        let (linear, variance) = fit.predict(&now).ok_or(CannotFit::Shape)?;
        let slope = trend.then(|| fit.coefficients[columns - 1]);
        Ok(Fitted {
            trend_p: slope.map_or(1.0, |b| {
                let t2 = b * b / (of_trend * fit.error(columns - 1).powi(2));
                let freedom = fit.freedom as f64;
                if t2.is_finite() { beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t2)) } else { 0.0 }
            }),
            baseline: Baseline {
                log_mean: linear + offset_now,
                error: (of_error * variance).sqrt(),
                dispersion,
                trend: slope,
                weeks: self.counts.len(),
            },
        })
    }

    /// The dispersion with these weights of the squared relative residuals. With the weights of the last step it is
    /// Pearson's, as nearly as the steps have settled; R makes it so, and what is matched to 1e-6 must do the same.
    fn varies(&self, fit: &Fit, weights: &[f64]) -> Result<f64, CannotFit> {
        if fit.freedom == 0 {
            return Err(CannotFit::TooFewRows);
        }
        let squares = self.counts.iter().zip(&fit.fitted).zip(weights).filter(|(_, w)| **w > 0.0);
        Ok(squares.map(|((y, m), w)| w * ((y - m) / m).powi(2)).sum::<f64>() / fit.freedom as f64)
    }
}

struct Fitted {
    baseline: Baseline,
    trend_p: f64,
}

/// Weeks with a large standardised Anscombe residual weigh its inverse square, all weights together as much as there
/// are weeks.
fn outbreak_weights(counts: &[f64], fit: &Fit, dispersion: f64, threshold: f64) -> Vec<f64> {
    let mut weights: Vec<f64> = counts
        .iter()
        .zip(&fit.fitted)
        .zip(&fit.leverage)
        .map(|((y, m), h)| {
            let residual = 1.5 * (y.powf(2.0 / 3.0) * m.powf(-1.0 / 6.0) - m.sqrt());
            let s = residual / (dispersion * (1.0 - h)).sqrt();
            // A week that alone decides its own mean has no residual.
            if s > threshold && s.is_finite() { s.powi(-2) } else { 1.0 }
        })
        .collect();
    let share = weights.len() as f64 / weights.iter().sum::<f64>();
    weights.iter_mut().for_each(|w| *w *= share);
    weights
}
