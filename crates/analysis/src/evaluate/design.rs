//! What is the smallest effect that could be seen, if we did it here and now?
//!
//! Reckoned before the start from past counts alone: the last steps are looked at as if the effort had begun among
//! them, with nothing done, at several false starts. How much areas then differ says how large a decrease would be seen
//! four times of five. With enough areas: (t quantile for the test + t quantile for the power) x the error, which grows
//! as fewer events remain (Bloom, Evaluation Review 19 (1995) 547-556). With few treated: the decrease is put on top of
//! the chance of every other set of areas in turn, and the difference that it would then make is held against what
//! other sets show by chance.
//!
//! It takes for granted that areas will drift apart as much as they did before: a past that was calmer than what comes
//! promises too much.

use domain::finding::Why;
use rand_core::Rng;

use super::did::{LEAST_FREEDOM, Totals, mean_of};
use super::panel::Part;
use super::randomisation::{Scale, Sets, spread_of_share};
use super::{Choices, LEAST_EVENTS, Panel};
use crate::compare::normal_quantile;
use crate::random::stream;

/// A decrease that is rarely reached: what needs more than this to be seen is not realistic. A choice of this project,
/// not a finding: known effects are mostly far smaller.
pub const REALISTIC: f64 = 0.5;
/// How often the effect should be seen.
pub const POWER: f64 = 0.8;

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

/// What could be seen if the treated areas of `past` were treated for `after` steps that look like the last ones.
/// [`Panel::steps_before`] of `past` is not used: all of it is past. Compares with `before` steps.
pub fn design(past: &Panel, before: usize, after: usize, choices: Choices) -> Seen {
    let steps = past.steps_before() + past.steps_after();
    let (treated, comparison) = past.sides();
    if treated == 0 || comparison == 0 {
        return Seen::CannotTell(Why::NoComparison);
    }
    // Up to eight false starts, the last as late as can be.
    let room = match steps.checked_sub(before.saturating_add(after)) {
        Some(room) if before > 0 && after > 0 => room,
        _ => return Seen::CannotTell(Why::TooFewEvents(LEAST_EVENTS)),
    };
    let starts: Vec<usize> = (0..8.min(room + 1)).map(|i| room - i * room / 8.min(room + 1).max(1)).collect();
    let windows: Vec<Vec<Part>> = starts.iter().map(|from| window(past, *from, before, after)).collect();
    if windows.iter().any(|w| Totals::of(w, past.treated()).least() < LEAST_EVENTS as f64) {
        return Seen::CannotTell(Why::TooFewEvents(LEAST_EVENTS));
    }
    let by_area: Option<Vec<Spread>> = windows.iter().map(|w| Spread::of(w, past.treated())).collect();
    let power: Box<dyn Fn(f64) -> f64> = match by_area {
        Some(spreads) => {
            Box::new(move |d| spreads.iter().map(|s| s.power(d, choices.level)).sum::<f64>() / spreads.len() as f64)
        }
        None => {
            let needed = (1.0 / (1.0 - choices.level) - 1e-9).ceil() as u64;
            // More sets make the figure no better than its own error.
            let sets = Sets::of(past.treated(), choices.most_sets.min(999), choices.seed);
            let Some(sets) = sets.filter(|s| 1.0 / s.count() as f64 <= 1.0 - choices.level + 1e-12) else {
                return Seen::CannotTell(Why::TooFewAreas(needed));
            };
            let treated = past.treated().to_vec();
            Box::new(move |d| {
                let of = |(i, w): (usize, &Vec<Part>)| power_of_sets(w, &treated, &sets, d, i as u64, choices);
                windows.iter().enumerate().map(of).sum::<f64>() / windows.len() as f64
            })
        }
    };
    let smallest = (1..100).map(|percent| f64::from(percent) / 100.0).find(|d| power(*d) >= POWER);
    match smallest {
        Some(d) if d <= REALISTIC => Seen::Decrease(d),
        other => Seen::NothingRealistic(other),
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

/// The variance of the logarithm of after over before on either side, and the degrees of freedom.
struct Spread {
    treated: (f64, f64),
    comparison: (f64, f64),
    after: f64,
}

impl Spread {
    fn of(parts: &[Part], treated: &[bool]) -> Option<Spread> {
        let t = Totals::of(parts, treated);
        let side = |which: bool, (before, after): (f64, f64)| {
            let of: Vec<Part> = parts.iter().zip(treated).filter(|(_, t)| **t == which).map(|(p, _)| *p).collect();
            let m = mean_of(&of).filter(|m| m.freedom >= LEAST_FREEDOM - 1e-9)?;
            // A past that by luck varied less than chance makes counts vary is no promise.
            let least = 1.0 / before + 1.0 / after.max(1.0);
            Some(((m.variance / (m.mean * (1.0 - m.mean)).powi(2)).max(least), m.freedom))
        };
        Some(Spread { treated: side(true, t.treated)?, comparison: side(false, t.comparison)?, after: t.treated.1 })
    }

    fn power(&self, decrease: f64, level: f64) -> f64 {
        // What chance adds as fewer events remain; how areas differ stays.
        let grown = self.treated.0 + (1.0 / (1.0 - decrease) - 1.0) / self.after.max(1.0);
        let all = grown + self.comparison.0;
        let freedom = all * all / (grown * grown / self.treated.1 + self.comparison.0.powi(2) / self.comparison.1);
        let Some((_, quantile)) = super::did::t_p_and_quantile(0.0, freedom, level) else { return 0.0 };
        let by = -(1.0 - decrease).ln() / all.sqrt() - quantile;
        // P(T > -by), two-sided p halved.
        let Some((p, _)) = super::did::t_p_and_quantile(by, freedom, level) else { return 0.0 };
        if by > 0.0 { 1.0 - p / 2.0 } else { p / 2.0 }
    }
}

/// The share of sets (up to 200) whose chance, put on top of a thinned-out planned set, would still be seen. The
/// statistic is in units of chance, so sets of another size in events can stand for the planned one.
fn power_of_sets(parts: &[Part], treated: &[bool], sets: &Sets, d: f64, window: u64, choices: Choices) -> f64 {
    let spread = spread_of_share(parts);
    let mut calm = sets.statistics(parts, spread);
    // A past that by luck varied less than chance makes counts vary is no promise.
    let usual_size = (calm.iter().map(|t| t * t).sum::<f64>() / calm.len() as f64).sqrt();
    if usual_size > 0.0 && usual_size < 1.0 {
        calm.iter_mut().for_each(|t| *t /= usual_size);
    }
    let scale = Scale::of(parts, spread);
    let mut size: Vec<f64> = calm.iter().map(|t| t.abs()).collect();
    size.sort_by(f64::total_cmp);
    // Seen: among the largest share of 1 - level of all sets.
    let allowed = ((1.0 - choices.level) * size.len() as f64 + 1e-9).floor() as usize;
    let bar = size[size.len() - allowed.max(1)];
    let t = Totals::of(parts, treated);
    let c = (t.comparison.0, t.comparison.1);
    // The planned areas, each with this share of its usual events after.
    let shift = |share: f64| {
        let planned = parts.iter().zip(treated).filter(|(_, t)| **t).map(|(p, _)| {
            let (before, after) = (p.n - p.x, (p.n - p.x) * c.1 / c.0 * share);
            Part { x: after, n: before + after }
        });
        scale.statistic(planned)
    };
    let (mut seen, mut tried) = (0u32, 0u32);
    // The planned areas with their usual number of events after, thinned out, and the chance of another set on top.
    let usual = t.treated.0 * c.1 / c.0;
    for (r, by) in calm.iter().enumerate().skip(1).take(200) {
        let mut rng = stream(choices.seed ^ window, r as u64);
        let noise = normal_quantile(((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64);
        let left = 1.0 - d - (d * (1.0 - d) / usual).sqrt() * noise;
        tried += 1;
        seen += u32::from(shift(left.max(0.0)) + by < -bar - 1e-9);
    }
    if tried == 0 { 0.0 } else { f64::from(seen) / f64::from(tried) }
}
