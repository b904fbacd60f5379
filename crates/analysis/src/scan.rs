//! Where, and since when, are there more cases than chance would bring together?
//!
//! Scan statistics with circles around every place and windows in time: the space-time permutation model (Kulldorff,
//! Heffernan, Hartman, Assuncao and Mostashari, PLoS Medicine 2 (2005) e59), which needs no population, and the Poisson
//! and Bernoulli models (Kulldorff, Communications in Statistics: Theory and Methods 26 (1997) 1481-1496). The p-value
//! compares the largest likelihood ratio with the largest of each random replicate, so it holds for everything that was
//! looked at, not for one circle.
//!
//! Equal distances are taken by x, then y, and a circle may split them, as in SaTScan, so that both give the same
//! circles. Places on the same spot are never split: they are one place, of which a circle of radius 0 holds all.

mod engine;
mod expected;
mod observed;
mod order;
mod replicate;
#[cfg(test)]
mod tests;
mod threshold;
#[cfg(target_arch = "x86_64")]
mod wide;
mod zone;

use std::sync::OnceLock;

use rayon::prelude::*;

use self::engine::LANES;
pub use self::expected::{Census, expected};
use self::replicate::Dealer;
use self::threshold::{Groups, Thresholds};
use self::zone::{Windows, Zones};

/// How many cases a place had in a step of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cases {
    /// The place, counted from 0.
    pub place: u32,
    /// The step of time, counted from 0.
    pub step: u32,
    /// How many.
    pub n: u32,
}

/// How far apart two places are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Places are x and y in metres.
    Metres,
    /// Places are longitude and latitude in degrees; distances are metres along the sphere.
    Degrees,
}

/// What is expected when nothing gathers.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// Time has nothing to do with place: a place keeps its cases, a step of time keeps its cases.
    Permutation,
    /// Cases in proportion to what is expected: one number per place and step, place by place. Any scale.
    Poisson {
        /// What is expected, `places * steps` numbers.
        expected: Vec<f64>,
    },
    /// Each case or control is a case as likely anywhere.
    Bernoulli {
        /// Those that are no cases.
        controls: Vec<Cases>,
    },
}

/// Which times are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// All of the time at once.
    Whole,
    /// Times of at most so many steps that reach the last step: is something growing now?
    Prospective {
        /// The longest.
        longest: usize,
    },
    /// All times of at most so many steps.
    Retrospective {
        /// The longest.
        longest: usize,
    },
}

/// Everything that is looked through.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// The places.
    pub places: Vec<(f64, f64)>,
    /// What their numbers mean.
    pub ground: Ground,
    /// How many steps of time there are; at least 1.
    pub steps: usize,
    /// The cases; several for the same place and step add up.
    pub cases: Vec<Cases>,
    /// What is expected.
    pub model: Model,
    /// Which times are looked at.
    pub span: Span,
    /// The largest radius in metres, if there is one.
    pub max_radius: Option<f64>,
    /// The largest share of the population at risk (of the cases where there is no population).
    pub max_share: f64,
    /// The fewest cases of a cluster.
    pub fewest: u32,
}

/// A circle with a time, and how unusual it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The places, the middle first, in order of distance.
    pub places: Vec<u32>,
    /// The distance from the middle to the outermost place, in metres.
    pub radius: f64,
    /// The first step.
    pub first: usize,
    /// The last step.
    pub last: usize,
    /// The cases there.
    pub observed: u64,
    /// What was expected there.
    pub expected: f64,
    /// The logarithm of the likelihood ratio.
    pub log_likelihood_ratio: f64,
    /// The risk there in proportion to elsewhere; none where there is no risk to speak of (permutation), or no case
    /// elsewhere.
    pub relative_risk: Option<f64>,
    /// How often chance has a largest cluster at least as unusual: (replicates as large + 1) / (replicates + 1).
    pub p: f64,
    /// The same from a Gumbel distribution fitted to the replicates, which reaches below 1/(replicates + 1).
    pub p_gumbel: f64,
}

/// The clusters of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// The most likely first; no two share a place.
    pub clusters: Vec<Cluster>,
    /// How many replicates were made.
    pub replicates: usize,
    /// The largest log likelihood ratio of each.
    pub maxima: Vec<f64>,
}

/// How chance is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The most replicates.
    pub replicates: usize,
    /// The seed.
    pub seed: u64,
    /// End early once so many replicates were at least as large as the most likely cluster: it is not unusual, and more
    /// replicates would not change that. None to make all.
    pub enough: Option<usize>,
}

/// Why a study cannot be scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotScan {
    /// No place, no step of time or no case.
    Nothing,
    /// A place that is not a number, or not on the earth.
    Place(usize),
    /// A case, control or expectation at a place or step that does not exist.
    Outside,
    /// An expectation below zero or not a number, or none at all.
    Expectation,
    /// More than 2 000 000 000 cases and controls.
    TooMany,
    /// Several places, all on the same spot: nothing says where there are more.
    OneSpot,
}

/// Looks through every circle and every time. At most `most` clusters are answered; fewer when there are fewer with more
/// cases than expected.
///
/// Places are looked through in an order of their own (see [`order`]), so that the answer does not depend on the order
/// of a file, on names, or on where the coordinates are counted from.
pub fn scan(study: &Study, chance: Chance, most: usize) -> Result<Scan, CannotScan> {
    let Some(order) = order::of(study) else { return apart(study, chance, most) };
    let named = |mut found: Scan| {
        found.clusters.iter_mut().flat_map(|c| &mut c.places).for_each(|p| *p = order[*p as usize]);
        found
    };
    apart(&order::turned(study, &order), chance, most).map(named).map_err(|why| match why {
        CannotScan::Place(at) => CannotScan::Place(order[at] as usize),
        other => other,
    })
}

/// The scan of a study in order, with places on the same spot as one.
fn apart(study: &Study, chance: Chance, most: usize) -> Result<Scan, CannotScan> {
    let Some((joined, spots)) = order::joined(study) else { return in_order(study, chance, most) };
    let mut found = match in_order(&joined, chance, if spots.len() > 1 { most } else { 0 }) {
        Ok(_) if spots.len() == 1 => return Err(CannotScan::OneSpot),
        Err(CannotScan::Place(at)) => return Err(CannotScan::Place(spots[at][0] as usize)),
        other => other?,
    };
    for cluster in &mut found.clusters {
        cluster.places = cluster.places.iter().flat_map(|spot| spots[*spot as usize].iter().copied()).collect();
    }
    Ok(found)
}

fn in_order(study: &Study, chance: Chance, most: usize) -> Result<Scan, CannotScan> {
    let ground = Prepared::of(study)?;
    let groups = Groups::of(&ground);
    let best = ground.best_of_each_middle(&groups);
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut taken = vec![false; study.places.len()];
    for found in best {
        let places = ground.zones.members(found.zone);
        if clusters.len() < most && !places.iter().any(|p| taken[*p as usize]) {
            places.iter().for_each(|p| taken[*p as usize] = true);
            clusters.push(ground.cluster(&found));
        }
    }
    let Some(first) = clusters.first().map(|c| c.log_likelihood_ratio) else {
        return Ok(Scan { clusters, replicates: 0, maxima: Vec::new() });
    };
    let maxima = ground.maxima(&groups, chance, first);
    for c in &mut clusters {
        let as_large = maxima.iter().filter(|m| **m >= c.log_likelihood_ratio * (1.0 - 1e-12)).count();
        c.p = (as_large as f64 + 1.0) / (maxima.len() as f64 + 1.0);
        c.p_gumbel = gumbel(&maxima, c.log_likelihood_ratio);
    }
    Ok(Scan { clusters, replicates: maxima.len(), maxima })
}

/// How often a Gumbel distribution with the mean and spread of `maxima` is at least `x` (Abrams, Kulldorff and
/// Kleinman, International Journal of Health Geographics 9 (2010) 61). 1 for fewer than two.
pub fn gumbel(maxima: &[f64], x: f64) -> f64 {
    let n = maxima.len() as f64;
    if maxima.len() < 2 {
        return 1.0;
    }
    let mean = maxima.iter().sum::<f64>() / n;
    let spread = (maxima.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    if spread <= 0.0 {
        return if x > mean { 0.0 } else { 1.0 };
    }
    let scale = spread * 6.0_f64.sqrt() / std::f64::consts::PI;
    let place = mean - 0.577_215_664_901_532_9 * scale;
    -(-(-(x - place) / scale).exp()).exp_m1()
}

/// A circle and a window: the best of its middle.
#[derive(Clone, Copy, Debug)]
struct Found {
    zone: usize,
    window: usize,
    observed: u64,
    ratio: f64,
}

/// A study made ready: what is fixed while cases are dealt anew.
struct Prepared<'a> {
    study: &'a Study,
    zones: Zones,
    windows: Windows,
    /// Cases in all.
    total: f64,
    /// Per place and slot: what is expected (Poisson: summing to the cases), the place's cases of all times
    /// (permutation, one slot) or cases and controls (Bernoulli).
    size: Vec<f64>,
    /// Permutation: the cases of each window.
    of_window: Vec<f64>,
    /// Bernoulli: cases and controls in all.
    everyone: f64,
    /// Cases per place and slot.
    counts: Vec<u32>,
}

impl<'a> Prepared<'a> {
    fn of(study: &'a Study) -> Result<Prepared<'a>, CannotScan> {
        let (places, steps) = (study.places.len(), study.steps);
        if places == 0 || steps == 0 || study.cases.iter().all(|c| c.n == 0) {
            return Err(CannotScan::Nothing);
        }
        let on_earth = |(x, y): &(f64, f64)| match study.ground {
            Ground::Metres => x.is_finite() && y.is_finite(),
            Ground::Degrees => x.abs() <= 360.0 && y.abs() <= 90.0,
        };
        if let Some(at) = study.places.iter().position(|p| !on_earth(p)) {
            return Err(CannotScan::Place(at));
        }
        let controls: &[Cases] = if let Model::Bernoulli { controls } = &study.model { controls } else { &[] };
        let all = || study.cases.iter().chain(controls);
        if all().any(|c| c.place as usize >= places || c.step as usize >= steps) {
            return Err(CannotScan::Outside);
        }
        let sum = |of: &[Cases]| of.iter().map(|c| u64::from(c.n)).sum::<u64>();
        let (cases, others) = (sum(&study.cases), sum(controls));
        if cases + others > 2_000_000_000 {
            return Err(CannotScan::TooMany);
        }
        let windows = Windows::of(study.span, steps);
        let slots = windows.slots();
        let counts = windows.cumulated(&study.cases, places);
        let mut of_window = Vec::new();
        let (size, people): (Vec<f64>, Vec<f64>) = match &study.model {
            Model::Permutation => {
                let mut of_place = vec![0.0; places];
                study.cases.iter().for_each(|c| of_place[c.place as usize] += f64::from(c.n));
                let mut of_slot = vec![0.0; slots];
                (0..places * slots).for_each(|i| of_slot[i % slots] += f64::from(counts[i]));
                of_window = (0..windows.len()).map(|w| windows.difference(&of_slot, w)).collect();
                (of_place.clone(), of_place)
            }
            Model::Poisson { expected } => {
                if expected.len() != places * steps || expected.iter().any(|e| !e.is_finite() || *e < 0.0) {
                    return Err(CannotScan::Expectation);
                }
                let sum: f64 = expected.iter().sum();
                if sum <= 0.0 {
                    return Err(CannotScan::Expectation);
                }
                let scaled: Vec<f64> = expected.iter().map(|e| e * cases as f64 / sum).collect();
                let people = scaled.chunks(steps).map(|of| of.iter().sum()).collect();
                (windows.cumulated_sizes(&scaled, places), people)
            }
            Model::Bernoulli { controls } => {
                let mut both = vec![0.0; places * steps];
                for c in study.cases.iter().chain(controls) {
                    both[c.place as usize * steps + c.step as usize] += f64::from(c.n);
                }
                let people = both.chunks(steps).map(|of| of.iter().sum()).collect();
                (windows.cumulated_sizes(&both, places), people)
            }
        };
        let zones = Zones::of(study, &people);
        let (total, everyone) = (cases as f64, (cases + others) as f64);
        Ok(Prepared { study, zones, windows, total, size, of_window, everyone, counts })
    }

    /// What a zone is expected to hold in each window (Bernoulli: how many cases and controls it holds), from the sums of
    /// its places' sizes.
    fn fill_expected(&self, sums: &[f64], expected: &mut [f64]) {
        expected.iter_mut().enumerate().for_each(|(window, e)| *e = self.expected_in(sums, window));
    }

    #[inline(always)]
    fn expected_in(&self, sums: &[f64], window: usize) -> f64 {
        match self.study.model {
            Model::Permutation => sums[0] * self.of_window[window] / self.total,
            _ => self.windows.difference(sums, window),
        }
    }

    fn ratio(&self) -> Ratio {
        match self.study.model {
            Model::Bernoulli { .. } => Ratio::Bernoulli { cases: self.total, everyone: self.everyone },
            _ => Ratio::Poisson { cases: self.total },
        }
    }

    /// What a place adds to the expectation of a window.
    #[inline(always)]
    fn size_in(&self, place: u32, window: usize) -> f64 {
        let sizes = self.size.len() / self.study.places.len();
        self.expected_in(&self.size[place as usize * sizes..(place as usize + 1) * sizes], window)
    }

    fn cluster(&self, found: &Found) -> Cluster {
        let places = self.zones.members(found.zone).to_vec();
        let sizes = self.size.len() / self.study.places.len();
        let mut sums = vec![0.0; sizes];
        for p in &places {
            let own = &self.size[*p as usize * sizes..(*p as usize + 1) * sizes];
            sums.iter_mut().zip(own).for_each(|(a, b)| *a += b);
        }
        let mut expected = vec![0.0; self.windows.len()];
        self.fill_expected(&sums, &mut expected);
        let size = expected[found.window];
        let (c, all) = (found.observed as f64, self.total);
        let share = all / self.everyone;
        let (expected, relative_risk) = match self.study.model {
            Model::Permutation => (size, None),
            Model::Poisson { .. } => (size, ratio_of(c, size, all - c, all - size)),
            Model::Bernoulli { .. } => (size * share, ratio_of(c, size, all - c, self.everyone - size)),
        };
        let (first, last) = self.windows.steps(found.window);
        Cluster {
            radius: self.zones.radius(found.zone),
            places,
            first,
            last,
            observed: found.observed,
            expected,
            log_likelihood_ratio: found.ratio,
            relative_risk,
            p: 1.0,
            p_gumbel: 1.0,
        }
    }

    /// The largest ratio of each replicate.
    fn maxima(&self, groups: &Groups, chance: Chance, observed: f64) -> Vec<f64> {
        let dealer = Dealer::of(self.study, &self.windows);
        let batches = chance.replicates.div_ceil(LANES);
        let width = |batch: usize| (chance.replicates - batch * LANES).min(LANES);
        let mut maxima: Vec<f64> = Vec::with_capacity(chance.replicates);
        if batches == 0 {
            return maxima;
        }
        // What some of the circles hold in a first batch says how high the bar can be: finding what lies below it takes time.
        let mut bar = LOW;
        for stride in [64, 8, 1] {
            if stride == 1 && bar > LOW || self.zones.middles() < stride * 8 {
                continue;
            }
            let some = Thresholds::of(self, groups, bar, stride);
            let found = engine::maxima(self, groups, &dealer, &some, (chance.seed, 0, width(0)));
            bar = (found.into_iter().fold(f64::INFINITY, f64::min) * SURE).max(LOW);
        }
        let mut high = Thresholds::of(self, groups, bar, 1);
        // Where many batches follow, what all circles hold in the first one raises the bar further. It is not made again.
        let mut first = None;
        if batches >= GROUP {
            let found = engine::maxima(self, groups, &dealer, &high, (chance.seed, 0, width(0)));
            let least = found.iter().copied().fold(f64::INFINITY, f64::min);
            if least >= bar {
                first = Some(found);
            }
            if least * SURE > bar {
                bar = least * SURE;
                high = Thresholds::of(self, groups, bar, 1);
            }
        }
        let (low, lowest) = (OnceLock::new(), OnceLock::new());
        let run = |batch: usize| {
            if let Some(found) = first.as_ref().filter(|_| batch == 0) {
                return found.clone();
            }
            let of = (chance.seed, batch, width(batch));
            let found = engine::maxima(self, groups, &dealer, &high, of);
            // Below the bar the largest was not seen: with a lower one it is.
            if found.iter().all(|m| *m >= bar) {
                return found;
            }
            if bar > LOW {
                let low = low.get_or_init(|| Thresholds::of(self, groups, LOW, 1));
                let found = engine::maxima(self, groups, &dealer, low, of);
                if found.iter().all(|m| *m >= LOW) {
                    return found;
                }
            }
            engine::maxima(self, groups, &dealer, lowest.get_or_init(|| Thresholds::of(self, groups, LOWEST, 1)), of)
        };
        // In groups of a fixed size, so that an early end does not depend on the number of threads.
        for group in (0..batches).collect::<Vec<_>>().chunks(GROUP) {
            let as_large = maxima.iter().filter(|m| **m >= observed * (1.0 - 1e-12)).count();
            if chance.enough.is_some_and(|enough| as_large >= enough) {
                break;
            }
            let found: Vec<Vec<f64>> = group.par_iter().map(|b| run(*b)).collect();
            maxima.extend(found.into_iter().flatten());
        }
        maxima
    }
}

/// The bar in proportion to the least of a batch of largest ratios: seldom is one of the other batches below it.
const SURE: f64 = 0.85;

/// A bar that the largest ratio of a study of some size is seldom below.
const LOW: f64 = 1.5;

/// The bar that finds every ratio, so that the largest of a small study is as exact as that of a large one. Looking below
/// [`LOW`] takes time, which only small studies need.
const LOWEST: f64 = 1e-9;

/// How many batches are made before it is asked whether they were enough.
const GROUP: usize = 8;

fn ratio_of(c: f64, of: f64, rest: f64, of_rest: f64) -> Option<f64> {
    let (inside, outside) = (c / of, rest / of_rest);
    (of > 0.0 && of_rest > 0.0 && outside > 0.0).then_some(inside / outside)
}

/// How a log likelihood ratio is reckoned, for more cases than expected; 0 where there are not.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ratio {
    Poisson { cases: f64 },
    Bernoulli { cases: f64, everyone: f64 },
}

impl Ratio {
    /// Something that [`Ratio::of`] is never above, without a logarithm. With d = c - size: c ln(c/size) is at most
    /// d + d^2/(2 size), and (C-c) ln((C-c)/(C-size)) at most -d + d^2/(C-size).
    #[inline(always)]
    fn at_most(self, c: f64, size: f64) -> f64 {
        match self {
            Ratio::Poisson { cases } => {
                let d = c - size;
                let bound = d * d * 0.5 * (cases + size) / (size * (cases - size));
                if d <= 0.0 {
                    0.0
                } else if cases - size <= 0.0 {
                    f64::INFINITY
                } else {
                    bound * (1.0 + 1e-9) + 1e-9
                }
            }
            Ratio::Bernoulli { .. } => f64::INFINITY,
        }
    }

    /// With `c` cases where `size` were expected (Bernoulli: among `size` cases and controls).
    fn of(self, c: f64, size: f64) -> f64 {
        let part = |n: f64, of: f64| if n > 0.0 { n * (n / of).ln() } else { 0.0 };
        match self {
            Ratio::Poisson { cases } => {
                if c <= size || size <= 0.0 {
                    return 0.0;
                }
                part(c, size) + part(cases - c, cases - size)
            }
            Ratio::Bernoulli { cases, everyone } => {
                let (rest, of_rest) = (cases - c, everyone - size);
                if size <= 0.0 || of_rest <= 0.0 || c * everyone <= size * cases {
                    return 0.0;
                }
                let side = |c: f64, n: f64| part(c, n) + part(n - c, n);
                side(c, size) + side(rest, of_rest) - side(cases, everyone)
            }
        }
    }
}
