//! Did more of it do more?
//!
//! Hours given per area against what came after, given each area's events in all (a Poisson regression with an effect
//! of each area and of the time, which is a logistic one of the share that came after): McCullagh and Nelder (1989),
//! section 6.4.2. Errors per area with each area's own pull taken out (HC3: MacKinnon and White, Journal of
//! Econometrics 29 (1985) 305-325), t of areas - 2 degrees of freedom. Areas with 0 hours are the comparison.
//!
//! More hours often go where it is worst, and the worst returns to the ordinary: a slope is not proof of an effect.

use super::did::{Found, found};
use super::panel::Part;

/// The least number of areas with events.
pub const LEAST_AREAS: usize = 10;

/// The factor per hour on the rate after, over before. None when fewer than [`LEAST_AREAS`] areas have events, the
/// hours are all alike, negative or no numbers, or everything came before or after.
pub fn slope(parts: &[Part], hours: &[f64], level: f64) -> Option<Found> {
    let fine = parts.len() == hours.len() && hours.iter().all(|h| (0.0..1e9).contains(h));
    let rows: Vec<(Part, f64)> = parts.iter().copied().zip(hours.iter().copied()).filter(|(p, _)| p.n > 0.0).collect();
    if !fine || rows.len() < LEAST_AREAS {
        return None;
    }
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
        for (p, hours) in &rows {
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
                let rest = (p.x - p.n * share) / (1.0 - pull).max(1e-6);
                (rest * (inverse[1] + inverse[2] * z)).powi(2)
            })
            .sum();
        return found(by / spread, variance.sqrt() / spread, rows.len() as f64 - 2.0, level);
    }
    None
}
