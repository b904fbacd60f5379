//! Did more of it do more?
//!
//! Hours given per area against what came after, given each area's events in all (a Poisson regression with an effect
//! of each area and of the time, which is a logistic one of the share that came after): McCullagh and Nelder (1989),
//! section 6.4.2. How sure the slope is comes from dealing the same hours out to the areas anew: the slope over its
//! error, with errors per area (HC2: MacKinnon and White, Journal of Econometrics 29 (1985) 305-325). That is exact where
//! any area might have got any hours, and nearly so with many areas where large ones got more (DiCiccio and Romano, JASA
//! 112 (2017) 1211-1220). Areas with 0 hours are the comparison.
//!
//! More hours often go where it is worst, and the worst returns to the ordinary: a slope is not proof of an effect.

use domain::finding::{Change, Interval};
use rayon::prelude::*;

use super::Choices;
use super::did::Found;
use super::panel::Part;
use crate::random::{below, stream};

/// The least number of areas with events.
pub const LEAST_AREAS: usize = 10;
/// How often the hours are dealt out anew.
const DEALS: u64 = 999;

/// The factor per hour on the rate after, over before, tested and given an interval by rearranged hours. None when fewer
/// than [`LEAST_AREAS`] areas have events, the hours are all alike, negative or no numbers, everything came before or
/// after, or areas lie on the line so well that nothing tells how much they vary.
pub fn slope(parts: &[Part], hours: &[f64], choices: Choices) -> Option<Found> {
    let fine = parts.len() == hours.len() && hours.iter().all(|h| (0.0..1e9).contains(h));
    let mut rows: Vec<(Part, f64)> =
        parts.iter().copied().zip(hours.iter().copied()).filter(|(p, _)| p.n > 0.0).collect();
    if !fine || rows.len() < LEAST_AREAS || !(choices.level > 0.0 && choices.level < 1.0) {
        return None;
    }
    // What is dealt must not depend on the order of areas.
    rows.sort_by(|(p, h), (q, k)| p.n.total_cmp(&q.n).then(p.x.total_cmp(&q.x)).then(h.total_cmp(k)));
    let found = fit(&rows)?;
    let outstanding = |f: Line| f.slope.abs() / f.error;
    let mine = outstanding(found);
    let dealt = |deal: u64| {
        let mut rng = stream(choices.seed, deal);
        let mut rows = rows.clone();
        for i in (1..rows.len()).rev() {
            let j = below(&mut rng, i as u32 + 1) as usize;
            (rows[i].1, rows[j].1) = (rows[j].1, rows[i].1);
        }
        // A deal that no line can be drawn through speaks against none.
        fit(&rows).map_or(f64::MAX, outstanding)
    };
    let mut dealt: Vec<f64> = (0..DEALS).into_par_iter().map(dealt).collect();
    dealt.sort_by(|a, b| b.total_cmp(a));
    let as_much = dealt.iter().filter(|t| **t >= mine - 1e-9 * (1.0 + mine)).count();
    // The interval excludes 1 where p says so.
    let within = ((1.0 - choices.level) * (DEALS + 1) as f64 + 1e-9) as usize;
    // So sure that no deal out of so few would be: then nothing is excluded.
    let half = if within == 0 { f64::INFINITY } else { dealt[within.min(dealt.len()) - 1] * found.error };
    let ratio = |log: f64| Some(log.exp()).filter(|r| r.is_finite());
    let interval = Interval { low: (found.slope - half).exp(), high: ratio(found.slope + half), level: choices.level };
    Some(Found {
        effect: Change { ratio: ratio(found.slope)?, interval },
        p: (as_much + 1) as f64 / (DEALS + 1) as f64,
        error: found.error,
        freedom: f64::INFINITY,
    })
}

/// A slope per hour, on the logarithmic scale, and its error.
#[derive(Clone, Copy, Debug)]
struct Line {
    slope: f64,
    error: f64,
}

fn fit(rows: &[(Part, f64)]) -> Option<Line> {
    // Hours around their mean and in units of their spread, so that the two numbers are of one size.
    let all: f64 = rows.iter().map(|(p, _)| p.n).sum();
    let mean = rows.iter().map(|(p, h)| p.n * h).sum::<f64>() / all;
    let spread = (rows.iter().map(|(p, h)| p.n * (h - mean).powi(2)).sum::<f64>() / all).sqrt();
    let after: f64 = rows.iter().map(|(p, _)| p.x).sum();
    if spread.is_nan() || spread <= 1e-12 * (1.0 + mean) || after <= 0.0 || after >= all {
        return None;
    }
    let (mut level_at, mut by) = ((after / (all - after)).ln(), 0.0);
    for _ in 0..100 {
        let mut g = [0.0; 2];
        let mut h = [0.0; 3];
        for (p, hours) in rows {
            let z = (hours - mean) / spread;
            let share = 1.0 / (1.0 + (-level_at - by * z).exp());
            let (rest, weight) = (p.x - p.n * share, p.n * share * (1.0 - share));
            g[0] += rest;
            g[1] += rest * z;
            h[0] += weight;
            h[1] += weight * z;
            h[2] += weight * z * z;
        }
        let area = h[0] * h[2] - h[1] * h[1];
        if area.is_nan() || area <= 1e-12 * h[0] * h[2] {
            return None;
        }
        let step = [(h[2] * g[0] - h[1] * g[1]) / area, (h[0] * g[1] - h[1] * g[0]) / area];
        level_at += step[0].clamp(-2.0, 2.0);
        by += step[1].clamp(-2.0, 2.0);
        if step[0].abs() + step[1].abs() > 1e-10 {
            continue;
        }
        let inverse = [h[2] / area, -h[1] / area, h[0] / area];
        let variance: f64 = rows
            .iter()
            .map(|(p, hours)| {
                let z = (hours - mean) / spread;
                let share = 1.0 / (1.0 + (-level_at - by * z).exp());
                let weight = p.n * share * (1.0 - share);
                let pull = weight * (inverse[0] + 2.0 * inverse[1] * z + inverse[2] * z * z);
                let rest = p.x - p.n * share;
                (rest * (inverse[1] + inverse[2] * z)).powi(2) / (1.0 - pull).max(1e-6)
            })
            .sum();
        let line = Line { slope: by / spread, error: variance.sqrt() / spread };
        return Some(line).filter(|l| l.slope.is_finite() && l.error.is_finite() && l.error > 0.0);
    }
    None
}
