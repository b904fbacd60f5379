//! Is a week's count higher than in the same season of earlier years?
//!
//! A quasi-Poisson regression on the series' own past, with past outbreaks weighed down and a trend where there is
//! one, and a bound above what it predicts. Farrington, Andrews, Beale and Catchpole, JRSS A 159 (1996) 547-563;
//! flexible: Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett, Statistics in Medicine 32 (2013) 1206-1222;
//! the bound "muan": Salmon, Schumacher, Stark and Höhle, Biometrical Journal 57 (2015) 1051-1067.

use super::baseline::{self, Baseline};
use super::tail::Tail;
use crate::compare::{Predicted, normal_at_most, normal_quantile};
use crate::glm::CannotFit;
use thiserror::Error;

/// How the past is used and what is called too high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Control {
    /// How many years back (b).
    pub years: usize,
    /// How many weeks on either side of the same week of an earlier year are of the same season (w).
    pub half_window: usize,
    /// Into how many periods the year is divided (noPeriods): 1 uses the same season only, more use all weeks, each
    /// with the mean of its period.
    pub periods: usize,
    /// How many of the last weeks are left out, so that an outbreak that has begun does not raise its own bound
    /// (pastWeeksNotIncluded).
    pub left_out: usize,
    /// Past weeks whose residual is larger than this weigh less (weightsThreshold); none: no reweighting.
    pub reweight: Option<f64>,
    /// A trend is kept when its p-value is below this (pThresholdTrend), there are at least [`Control::trend_years`]
    /// and it does not lead above all that was seen; none: no trend.
    pub trend: Option<f64>,
    /// The least number of years for a trend (3 in the papers).
    pub trend_years: usize,
    /// The bound (thresholdMethod).
    pub bound: Bound,
    /// How often a week in which nothing happens may pass the bound.
    pub alpha: f64,
    /// No alarm when the last weeks, this one included, hold fewer than so many cases: (cases, weeks).
    pub few: (u64, usize),
    /// Which dispersion the errors of the prediction are made of.
    pub errors: Errors,
    /// Weeks in a year.
    pub year: usize,
}

/// What lies above the prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A normal bound for a power of the count, by the delta method.
    Delta(Power),
    /// A quantile of the negative binomial with the predicted mean, its error left out.
    NbPlugin,
    /// The same with the upper end of the mean's interval for the mean.
    Muan,
}

/// The power of a count that is nearly normal (powertrans).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// The count itself.
    One,
    /// Its square root.
    Half,
    /// Its 2/3 power, which takes away the skewness of a Poisson count.
    TwoThirds,
}

/// Which dispersion the errors of the prediction are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// The dispersion of the fit (at least 1), as in the papers.
    Quasi,
    /// As `farringtonFlexible` of R surveillance 1.20.3 prints them: it overwrites the regression's weights with the
    /// outbreak weights before they are asked for the errors, so that these are made of the mean of
    /// weight x ((count - fitted) / fitted)². For comparison only.
    AsSurveillance,
}

impl Control {
    /// Noufaily and others (2013) as the papers recommend it: all weeks of the year, 26 weeks left out.
    pub fn improved(years: usize, alpha: f64) -> Control {
        Control {
            years,
            half_window: 3,
            periods: 10,
            left_out: 26,
            reweight: Some(2.58),
            trend: Some(1.0),
            trend_years: 3,
            bound: Bound::NbPlugin,
            alpha,
            few: (5, 4),
            errors: Errors::Quasi,
            year: 52,
        }
    }

    /// Farrington and others (1996): the same season of earlier years; the bound is two-sided.
    pub fn of_1996(years: usize, alpha: f64) -> Control {
        Control {
            periods: 1,
            left_out: 3,
            reweight: Some(1.0),
            trend: Some(0.05),
            bound: Bound::Delta(Power::TwoThirds),
            alpha: alpha / 2.0,
            ..Control::improved(years, alpha)
        }
    }

    /// How many weeks before the asked one it looks at.
    pub fn past(&self) -> usize {
        self.years * self.year + self.half_window
    }
}

/// What can be said of a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// What the past leads to expect.
    pub baseline: Baseline,
    /// Counts above this are aberrations.
    pub upper: f64,
    /// How often a week in which nothing happens has this count or more. With [`Bound::Delta`] a normal tail.
    pub p: f64,
    /// How far from the expected count to the bound the count has come: above 1 is beyond it. None where expected
    /// count and bound are the same.
    pub exceedance: Option<f64>,
    /// Whether there were cases enough to say so ([`Control::few`]).
    pub enough: bool,
    /// Above the bound, with cases enough.
    pub alarm: bool,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CannotSay {
    /// The past is shorter than this many weeks.
    #[error("the past is shorter than {0} weeks")]
    TooShort(usize),
    /// The controls do not belong together, or leave no week to learn from.
    #[error("the controls do not belong together")]
    Control,
    /// The population has another length than the counts, or is not positive.
    #[error("the population has another length than the counts, or is not positive")]
    Population,
    /// No event in the past: nothing tells how counts vary.
    #[error("there is no event in the past")]
    NoEvents,
    /// The regression has no fit.
    #[error(transparent)]
    NoFit(#[from] CannotFit),
}

/// The week at index `at` of `counts` (oldest first, one per week), beside its past. `population`, where given, is as
/// long as `counts` and makes it a comparison of rates.
pub fn week(counts: &[u64], at: usize, population: Option<&[f64]>, control: &Control) -> Result<Week, CannotSay> {
    let baseline = baseline::fit(counts, at, population, control)?;
    let count = counts[at];
    let mean = baseline.mean();
    let (upper, p) = match control.bound {
        Bound::Delta(power) => delta(&baseline, power, control.alpha, count),
        Bound::NbPlugin => quantile(mean, baseline.dispersion, control.alpha, count)?,
        Bound::Muan => {
            let high = baseline.log_mean + normal_quantile(1.0 - control.alpha) * baseline.error;
            quantile(high.exp(), baseline.dispersion, control.alpha, count)?
        }
    };
    let (cases, weeks) = control.few;
    let lately: u64 = counts[(at + 1).saturating_sub(weeks)..=at].iter().sum();
    let enough = lately >= cases;
    Ok(Week {
        baseline,
        upper,
        p,
        exceedance: (upper != mean).then(|| (count as f64 - mean) / (upper - mean)),
        enough,
        alarm: enough && count as f64 > upper,
    })
}

/// What a new count would be: for a board, where the bound is set by all series together. The prediction holds the
/// error of the mean as if it had been counted from as many events as give that error, so that a season without
/// events still has a small positive mean. None where mean or error is beyond numbers.
pub fn predicted(baseline: &Baseline) -> Option<Predicted> {
    let events = baseline.dispersion / baseline.error.powi(2);
    let scale = baseline.mean() / events;
    let holds = events > 0.0 && events.is_finite() && scale > 0.0 && scale < 1e12;
    holds.then(|| Predicted::from_before(events, scale, baseline.dispersion))
}

fn delta(baseline: &Baseline, power: Power, alpha: f64, count: u64) -> (f64, f64) {
    let mean = baseline.mean();
    let e = match power {
        Power::One => 1.0,
        Power::Half => 0.5,
        Power::TwoThirds => 2.0 / 3.0,
    };
    // The variance of a new count beside its predicted mean, then that of its power.
    let variance = baseline.dispersion * mean + (baseline.error * mean).powi(2);
    let spread = e * mean.powf(e - 1.0) * variance.sqrt();
    let upper = (mean.powf(e) + normal_quantile(1.0 - alpha) * spread).max(0.0).powf(1.0 / e);
    (upper, normal_at_most((mean.powf(e) - (count as f64).powf(e)) / spread))
}

fn quantile(mean: f64, dispersion: f64, alpha: f64, count: u64) -> Result<(f64, f64), CannotSay> {
    let tail = Tail::new(mean, dispersion).ok_or(CannotFit::DoesNotSettle)?;
    Ok((tail.bound(alpha) as f64, tail.at_least(count)))
}
