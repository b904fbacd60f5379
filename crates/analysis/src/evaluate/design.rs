//! What is the smallest effect that could be seen, if we did it here and now?
//!
//! Reckoned before the start from past counts alone. The past is cut in two at several false starts: how areas then
//! drift apart beyond chance, and how steps vary within an area, are measured. Then the planned effort is played
//! [`PLAYS`] times: every area keeps its past rate, varies and drifts as it did, the treated ones lose a share of their
//! events, and the very test that will be made afterwards is made. The answer is the smallest share that the test sees
//! four times of five; so it is as hard as the test makes it for these very areas, large or small beside the others.
//!
//! It takes for granted that areas will drift apart as much as they did before: a past that was calmer than what comes
//! promises too much.

use domain::finding::Why;
use rand_core::Rng;
use rayon::prelude::*;

use super::did::{self, Totals};
use super::panel::Part;
use super::randomisation::{Sets, spread_of_share};
use super::{Choices, LEAST_EVENTS, Panel};
use crate::compare::normal_quantile;
use crate::random::stream;

/// A decrease that is rarely reached: what needs more than this to be seen is not realistic. A choice of this project,
/// not a finding: known effects are mostly far smaller.
pub const REALISTIC: f64 = 0.5;
/// How often the effect should be seen.
pub const POWER: f64 = 0.8;
/// How often the effort is played: the power is known to within 0.03.
const PLAYS: u64 = 200;

/// What a design could see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// A decrease of at least this share (0.3 = 30 per cent) would be seen four times of five.
    Decrease(f64),
    /// Only a decrease above [`REALISTIC`] would: this one, or none at all.
    NothingRealistic(Option<f64>),
    /// Nothing can be reckoned, and why.
    CannotTell(Why),
}

/// What could be seen if the treated areas of `past` were treated for `after` steps that look like the last ones, and
/// compared with `before` steps. [`Panel::steps_before`] of `past` is not used: all of it is past, and there must be at
/// least `before` steps of it. A past shorter than `before` and `after` is cut in their proportion.
pub fn design(past: &Panel, before: usize, after: usize, choices: Choices) -> Seen {
    let past = &past.in_order();
    let steps = past.steps_before() + past.steps_after();
    let (treated, comparison) = past.sides();
    if treated == 0 || comparison == 0 {
        return Seen::CannotTell(Why::NoComparison);
    }
    if before == 0 || after == 0 || steps < before.max(2) {
        return Seen::CannotTell(Why::TooFewEvents(LEAST_EVENTS));
    }
    let world = World::of(past, before, after);
    if Totals::of(&world.usual(), past.treated()).least() < LEAST_EVENTS as f64 {
        return Seen::CannotTell(Why::TooFewEvents(LEAST_EVENTS));
    }
    // More sets than these make the figure no better than its own error.
    let sets = Sets::of(past.treated(), choices.most_sets.min(999), choices.seed);
    let sets = sets.filter(|s| 1.0 / s.count() as f64 <= 1.0 - choices.level + 1e-12);
    if sets.is_none() && did::clustered(&world.usual_apart(), past.treated(), choices.level).is_none() {
        return Seen::CannotTell(Why::TooFewAreas((1.0 / (1.0 - choices.level) - 1e-9).ceil() as u64));
    }
    let power = |percent: u32| {
        let left = 1.0 - f64::from(percent) / 100.0;
        let sees = |play: &u64| {
            let parts = world.play(past.treated(), left, choices.seed, *play);
            seen(&parts, past.treated(), sets.as_ref(), choices)
        };
        (0..PLAYS).into_par_iter().filter(sees).count() as f64 / PLAYS as f64
    };
    // Not straight to halving: where next to nothing is left, there are too few events to tell.
    let tens = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99];
    let bracket = tens.windows(2).find(|w| power(w[1]) >= POWER);
    let smallest = bracket.map(|w| {
        let (mut unseen, mut enough) = (w[0], w[1]);
        while enough - unseen > 1 {
            let middle = u32::midpoint(unseen, enough);
            if power(middle) >= POWER { enough = middle } else { unseen = middle }
        }
        f64::from(enough) / 100.0
    });
    match smallest {
        Some(d) if d <= REALISTIC => Seen::Decrease(d),
        other => Seen::NothingRealistic(other),
    }
}

/// Whether the test of [`super::verdict`] calls these counts a decrease.
fn seen(parts: &[Part], treated: &[bool], sets: Option<&Sets>, choices: Choices) -> bool {
    let totals = Totals::of(parts, treated);
    if totals.least() < LEAST_EVENTS as f64 || totals.treated.1 == 0.0 || totals.ratio() >= 1.0 {
        return false;
    }
    let p = match did::clustered(parts, treated, choices.level) {
        Some(found) => Some(found.p),
        None => sets.and_then(|s| s.p(parts, spread_of_share(parts))),
    };
    p.is_some_and(|p| p <= 1.0 - choices.level)
}

/// How areas vary, measured on the past.
struct World {
    /// Each area's events before and after, if nothing is done.
    means: Vec<(f64, f64)>,
    /// Steps within an area: their variance is mean + `uneven` x mean², as in a negative binomial.
    uneven: f64,
    /// The variance of how an area's rate changes beyond what its steps vary.
    drift: f64,
    /// The steps before and after.
    lengths: (f64, f64),
}

impl World {
    fn of(past: &Panel, before: usize, after: usize) -> World {
        let rows = past.counts();
        let steps = rows[0].len();
        let of_area: Vec<f64> = rows.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
        let of_step: Vec<f64> = (0..steps).map(|t| rows.iter().map(|row| row[t]).sum::<u64>() as f64).collect();
        let all: f64 = of_area.iter().sum::<f64>().max(1.0);
        let (mut beyond, mut squares) = (0.0, 0.0);
        // Each area and each step takes away its own mean.
        let free = (rows.len() as f64 - 1.0) * (steps as f64 - 1.0) / (rows.len() as f64 * steps as f64);
        for (row, area) in rows.iter().zip(&of_area) {
            for (count, step) in row.iter().zip(&of_step) {
                let mean = area * step / all;
                beyond += (*count as f64 - mean).powi(2) / free - mean;
                squares += mean * mean;
            }
        }
        let uneven = if squares > 0.0 { (beyond / squares).max(0.0) } else { 0.0 };
        let rate = |i: usize| of_area[i] / steps as f64;
        // Up to eight false starts, the last as late as can be.
        let (b, a) = match before.saturating_add(after) {
            all if all <= steps => (before, after),
            all => {
                let b = (steps as f64 * before as f64 / all as f64).round() as usize;
                (b.clamp(1, steps - 1), steps - b.clamp(1, steps - 1))
            }
        };
        let room = steps - b - a;
        let starts = 8.min(room + 1);
        let drifts: Vec<f64> = (0..starts)
            .filter_map(|i| drift(&window(past, room - i * room / starts, b, a), |i| 1.0 + uneven * rate(i)))
            .collect();
        // Some windows are calmer than chance and some are not: only their mean is held against none.
        let drift = drifts.iter().sum::<f64>() / drifts.len().max(1) as f64;
        World {
            means: (0..rows.len()).map(|i| (rate(i) * before as f64, rate(i) * after as f64)).collect(),
            uneven,
            drift: drift.max(0.0),
            lengths: (before as f64, after as f64),
        }
    }

    /// The counts as they usually would be.
    fn usual(&self) -> Vec<Part> {
        self.means.iter().map(|(b, a)| Part { x: *a, n: b + a }).collect()
    }

    /// The same, one event apart: whether errors per area can be had at all is asked of areas that differ.
    fn usual_apart(&self) -> Vec<Part> {
        let one = |(i, (b, a)): (usize, &(f64, f64))| Part { x: a * (1.0 + 0.01 * (i % 2) as f64), n: b + a };
        self.means.iter().enumerate().map(one).collect()
    }

    /// One play, with `left` of the treated areas' events after the start. The chance of a play is the same whatever is
    /// left, so that power grows with the decrease.
    fn play(&self, treated: &[bool], left: f64, seed: u64, play: u64) -> Vec<Part> {
        let mut rng = stream(seed ^ 0x6465_7369_676e, play);
        let mut share = || ((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
        let one = |((before, after), treated): (&(f64, f64), &bool)| {
            let b = count(before * factor(self.uneven / self.lengths.0, share()), share());
            let drifted = after * factor(self.drift, share()) * factor(self.uneven / self.lengths.1, share());
            let x = count(if *treated { drifted * left } else { drifted }, share());
            Part { x, n: b + x }
        };
        self.means.iter().zip(treated).map(one).collect()
    }
}

fn window(past: &Panel, from: usize, before: usize, after: usize) -> Vec<Part> {
    past.counts()
        .iter()
        .map(|row| {
            let sum = |a: usize, b: usize| row[a..b].iter().sum::<u64>() as f64;
            let x = sum(from + before, from + before + after);
            Part { x, n: x + sum(from, from + before) }
        })
        .collect()
}

/// How much areas drift apart between before and after, beyond what chance and uneven steps (`spread` of an area's
/// counts in units of their mean) give: the moment estimator of DerSimonian and Laird (Controlled Clinical Trials 7
/// (1986) 177-188), on the logarithmic scale; below zero where they were calmer. None where nothing was counted.
fn drift(parts: &[Part], spread: impl Fn(usize) -> f64) -> Option<f64> {
    let (x, n) = parts.iter().fold((0.0, 0.0), |(x, n), p| (x + p.x, n + p.n));
    let binomial = x / n * (1.0 - x / n);
    let room = n - parts.iter().map(|p| p.n * p.n).sum::<f64>() / n;
    if n <= 0.0 || binomial <= 0.0 || room <= 0.0 {
        return None;
    }
    let (mut found, mut chance) = (0.0, 0.0);
    for (i, p) in parts.iter().enumerate().filter(|(_, p)| p.n > 0.0) {
        found += p.n * (p.x / p.n - x / n).powi(2) / binomial;
        chance += spread(i) * (1.0 - p.n / n);
    }
    Some((found - chance) / room / binomial)
}

/// The gamma factor of mean 1 and this variance that is above a `share` of all (Wilson and Hilferty).
fn factor(variance: f64, share: f64) -> f64 {
    (1.0 - variance / 9.0 + normal_quantile(share) * (variance / 9.0).sqrt()).max(0.0).powi(3)
}

/// The Poisson count of this mean that is above a `share` of all: exactly where it is small, else to the second term
/// of its expansion.
fn count(mean: f64, share: f64) -> f64 {
    if mean > 30.0 {
        let z = normal_quantile(share);
        return (mean + mean.sqrt() * z + (z * z - 1.0) / 6.0).round().max(0.0);
    }
    let (mut n, mut one, mut sum) = (0.0, (-mean).exp(), (-mean).exp());
    while sum < share && n < 200.0 {
        n += 1.0;
        one *= mean / n;
        sum += one;
    }
    n
}
