//! Does a week in which nothing happens look unusual no more often than it is said, and is an outbreak seen in time?

use analysis::aberration::cusum::Ratio;
use analysis::aberration::ears::{self, Kind};
use analysis::aberration::farrington::{self, Bound, Control};
use analysis::aberration::glr;
use analysis::random::stream;
use analysis::unusual::{self, Series};
use domain::finding::Verdict;
use rand_core::Rng;

use crate::study;

/// Counts with this mean and a variance `dispersion` times as large.
fn draw(rng: &mut impl Rng, mean: f64, dispersion: f64) -> u64 {
    let u = (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    let extra = dispersion - 1.0;
    let size = mean / extra;
    let mut p = if extra > 0.0 { (-size * dispersion.ln()).exp() } else { (-mean).exp() };
    let (mut k, mut below) = (0u64, p);
    while below < u && k < 100_000 {
        p *= if extra > 0.0 { (k as f64 + size) * extra / dispersion } else { mean } / (k + 1) as f64;
        k += 1;
        below += p;
    }
    k
}

/// Nothing happens: the mean of week w, how the counts vary.
const NOTHING: [(&str, fn(usize) -> f64, f64); 4] = [
    ("Poisson, flat", |_| 4.0, 1.0),
    ("Poisson, few", |_| 0.3, 1.0),
    ("Poisson, season and trend", |w| 4.0 * (0.6 * (w as f64 * 0.1208).sin() + 0.002 * w as f64).exp(), 1.0),
    ("negative binomial, variance 2 means", |_| 6.0, 2.0),
];

#[test]
fn p_values_of_the_board_hold_what_they_say() {
    for (years, weeks) in [("the last 52 weeks", 53), ("2 years", 2 * 52 + 4), ("5 years", 5 * 52 + 4)] {
        for (i, (what, mean, dispersion)) in NOTHING.iter().enumerate() {
            // Without years there is no season to know.
            if weeks == 53 && i == 2 {
                continue;
            }
            let p: Vec<f64> = (0..1000)
                .map(|r| {
                    let mut rng = stream(100 + i as u64, r);
                    // Every week of the year is asked about.
                    let first = r as usize % 52;
                    let counts = (0..weeks).map(|w| draw(&mut rng, mean(first + w), *dispersion)).collect();
                    unusual::week(&[Series { key: 0, counts }], 0.05)[0].tested.map_or(1.0, |t| t.p)
                })
                .collect();
            study::null(&format!("Unusual week beside {years}: {what}"), &p);
        }
    }
}

#[test]
fn p_values_of_farrington_hold_what_they_say() {
    for (i, (what, mean, dispersion)) in NOTHING.iter().enumerate() {
        for (bound, named) in [(Bound::NbPlugin, "nbPlugin"), (Bound::Muan, "muan")] {
            let control = Control { bound, ..Control::improved(5, 0.01) };
            let p: Vec<f64> = (0..1000)
                .map(|r| {
                    let mut rng = stream(200 + i as u64, r);
                    let first = r as usize % 52;
                    let counts: Vec<u64> = (0..264).map(|w| draw(&mut rng, mean(first + w), *dispersion)).collect();
                    farrington::week(&counts, 263, None, &control).map_or(1.0, |w| w.p)
                })
                .collect();
            study::null(&format!("Farrington flexible, 5 years, {named}: {what}"), &p);
        }
    }
}

#[test]
fn of_what_the_board_calls_sure_few_are_false() {
    let boards = 200;
    let (mut share, mut seen) = (0.0, 0);
    for r in 0..boards {
        let mut rng = stream(300, r);
        // 100 series over three years, every tenth with three times as many in the last week.
        let board: Vec<Series<usize>> = (0..100)
            .map(|key| {
                let mean = |w: usize| {
                    (1.0 + (key % 7) as f64)
                        * (0.4 * (w as f64 * 0.1208).sin()).exp()
                        * if key % 10 == 0 && w == 159 { 3.0 } else { 1.0 }
                };
                Series { key, counts: (0..160).map(|w| draw(&mut rng, mean(w), 1.3)).collect() }
            })
            .collect();
        let sure: Vec<usize> = unusual::week(&board, 0.05)
            .iter()
            .filter(|s| matches!(s.verdict, Verdict::More | Verdict::Fewer))
            .map(|s| s.key)
            .collect();
        let right = sure.iter().filter(|k| **k % 10 == 0).count();
        share += (sure.len() - right) as f64 / sure.len().max(1) as f64;
        seen += right;
    }
    let (share, seen) = (share / boards as f64, seen as f64 / (10 * boards) as f64);
    // The share of one board varies by at most a half.
    assert!(share <= 0.05 + 3.0 * (0.05 * 0.95 / boards as f64).sqrt(), "{share}");
    study::told(&format!(
        "| Unusual week, 100 series, 3 years, false discoveries 5 % | 10 series with three times as many | {boards} | {seen:.3} | {share:.3} of the sure ones are false |"
    ));
}

#[test]
fn outbreaks_are_seen_in_time() {
    let mean = 5.0;
    let ratio = Ratio::calibrated(mean, 1.5, 2.0, 100.0).unwrap();
    let since = |counts: &[u64], at: usize| counts[at - 51..=at].to_vec();
    let detectors: [(&str, Box<dyn Fn(&[u64], usize) -> bool>); 5] = [
        (
            "Farrington flexible, 4 years, 1 %",
            Box::new(|c, at| farrington::week(c, at, None, &Control::improved(4, 0.01)).is_ok_and(|w| w.alarm)),
        ),
        ("EARS C1, 0.1 %", Box::new(|c, at| ears::week(Kind::C1, c, at, 0.001).is_some_and(|s| s.alarm))),
        ("EARS C3, 2.5 %", Box::new(|c, at| ears::week(Kind::C3, c, at, 0.025).is_some_and(|s| s.alarm))),
        (
            "CUSUM, negative binomial, run 100 weeks",
            Box::new(move |c, at| ratio.chart(&since(c, at)).last().is_some_and(|s| s.alarm)),
        ),
        (
            "Likelihood ratio, Poisson, limit 5",
            Box::new(move |c, at| {
                glr::chart(&since(c, at), &[5.0; 52], 1, 26, 5.0).is_some_and(|s| s.last().is_some_and(|s| s.alarm))
            }),
        ),
    ];
    let sets = 500;
    for (name, alarm) in &detectors {
        for (planted, times) in [("twice as many for 6 weeks", 2.0), ("three times as many for 6 weeks", 3.0)] {
            let (mut seen, mut delay, mut false_alarms) = (0, 0, 0);
            for r in 0..sets {
                let mut rng = stream(400, r);
                let begins = 230;
                let counts: Vec<u64> = (0..begins + 6)
                    .map(|w| draw(&mut rng, if w >= begins { mean * times } else { mean }, 1.5))
                    .collect();
                false_alarms += usize::from(alarm(&counts, begins - 1));
                if let Some(after) = (0..6).find(|w| alarm(&counts[..=begins + w], begins + w)) {
                    seen += 1;
                    delay += after;
                }
            }
            let [share, quiet] = [seen, false_alarms].map(|n| n as f64 / sets as f64);
            let delay = delay as f64 / seen.max(1) as f64;
            study::told(&format!(
                "| {name} | {planted} | {sets} | {share:.3} | {delay:.1} weeks after the first on average; in a quiet week {quiet:.3} |"
            ));
        }
    }
}
