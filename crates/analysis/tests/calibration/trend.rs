//! Are two rates, a change of level and a season called real as seldom as they say when nothing happens?

use analysis::compare::{Compared, rate_ratio, rate_ratio_mid_p};
use analysis::random::stream;
use analysis::trend::change::{Chance, ChangePoint, single};
use analysis::trend::season::{Years, profile};
use rayon::prelude::*;

use super::draw::{count, factor};
use super::study;

fn rates(ratio: f64, of: fn(u64, f64, u64, f64, f64) -> Option<Compared>) -> Vec<Compared> {
    (0..1_000)
        .map(|r| {
            let mut rng = stream(11, r);
            let (now, before) = (count(&mut rng, 40.0 * ratio), count(&mut rng, 60.0));
            of(now, 20.0, before, 30.0, 0.95).unwrap()
        })
        .collect()
}

fn series(change: f64, shape: u32, chance: Chance) -> Vec<ChangePoint> {
    (0..1_000u64)
        .into_par_iter()
        .map(|r| {
            let mut rng = stream(12, r);
            let counts: Vec<u64> = (0..52)
                .map(|w| {
                    let more = if shape > 0 { factor(&mut rng, shape) } else { 1.0 };
                    count(&mut rng, 6.0 * more * if w < 30 { 1.0 } else { change })
                })
                .collect();
            single(&counts, chance, 0.95, 499, r).unwrap()
        })
        .collect()
}

fn held(method: &str, held: usize) {
    let share = held as f64 / 1_000.0;
    assert!(share >= 0.929, "{method}: held {share}");
    study::told(&format!("| {method} | 0.95 | 1000 | {share:.3} |"));
}

#[test]
fn two_rates_exactly() {
    study::null("Rate ratio, exact", &rates(1.0, rate_ratio).iter().map(|c| c.p).collect::<Vec<_>>());
}

#[test]
fn two_rates_by_mid_p() {
    study::null("Rate ratio, mid-p", &rates(1.0, rate_ratio_mid_p).iter().map(|c| c.p).collect::<Vec<_>>());
}

fn covers(all: &[Compared]) -> usize {
    all.iter().filter(|c| c.change.interval.low <= 1.3 && c.change.interval.high.is_none_or(|h| h >= 1.3)).count()
}

#[test]
fn the_interval_of_two_rates_exactly() {
    held("Rate ratio, exact (true ratio 1.3)", covers(&rates(1.3, rate_ratio)));
}

#[test]
fn the_interval_of_two_rates_by_mid_p() {
    held("Rate ratio, mid-p (true ratio 1.3)", covers(&rates(1.3, rate_ratio_mid_p)));
}

#[test]
fn change_of_level_poisson() {
    let p: Vec<f64> = series(1.0, 0, Chance::Poisson).iter().map(|c| c.p).collect();
    study::null("Change of level, Poisson counts", &p);
}

#[test]
fn change_of_level_in_counts_that_vary_more() {
    let p: Vec<f64> = series(1.0, 2, Chance::AnyOrder).iter().map(|c| c.p).collect();
    study::null("Change of level, negative binomial counts in any order", &p);
}

#[test]
fn where_the_level_changed() {
    let all = series(1.8, 0, Chance::Poisson);
    held(
        "Change of level, its position (Poisson, 6 to 10.8 a week)",
        all.iter().filter(|c| c.between.0 <= 30 && 30 <= c.between.1).count(),
    );
}

#[test]
fn a_change_of_level_is_seen() {
    for (change, planted) in [(0.8, "-20 % from 6 a week"), (0.6, "-40 % from 6 a week")] {
        let seen = series(change, 0, Chance::Poisson).iter().filter(|c| c.p <= 0.05 && c.after < c.before).count();
        let seen = seen as f64 / 1_000.0;
        study::told(&format!("| Change of level, 52 weeks | {planted} | 1000 | {seen:.3} | after week 30 |"));
    }
}

#[test]
fn a_flat_year() {
    let p: Vec<f64> = (0..1_000u64)
        .into_par_iter()
        .map(|r| {
            let mut rng = stream(13, r);
            let mut year = |mean: f64| {
                (0..12)
                    .map(|_| {
                        let more = factor(&mut rng, 5);
                        count(&mut rng, mean * more)
                    })
                    .collect::<Vec<u64>>()
            };
            // Years that grow are no season.
            let counts = [year(20.0), year(26.0), year(33.0)];
            let years = Years::new(&counts, &vec![vec![30.0; 12]; 3]).unwrap();
            profile(&years, 0.95, 499, r).unwrap().p
        })
        .collect();
    study::null("Season, three growing years of counts that vary", &p);
}
