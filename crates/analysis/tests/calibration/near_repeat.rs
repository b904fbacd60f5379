//! The Knox table where events have nothing to do with each other, and where some are repeated.

use analysis::near_repeat::table;
use analysis::random::{below, stream};

use crate::study;

const ROUNDS: u64 = 1000;

/// Events of a year in 3 x 3 km, half of them in a busy quarter; the first `repeated` happen again within 100 m and a week.
fn events(round: u64, repeated: usize) -> Vec<(f64, f64, i32)> {
    let mut rng = stream(44, round);
    let mut below = |n: u32| f64::from(below(&mut rng, n));
    let mut all: Vec<(f64, f64, i32)> = (0..300)
        .map(|i| {
            let side = if i % 2 == 0 { 3000 } else { 900 };
            (below(side), below(side), below(365) as i32)
        })
        .collect();
    for i in 0..repeated {
        let (x, y, day) = all[i];
        all.push((x + below(70), y + below(70), day + 1 + below(7) as i32));
    }
    all
}

#[test]
fn near_repeats_are_no_surer_than_they_say() {
    let found: Vec<Vec<Vec<f64>>> =
        (0..ROUNDS).map(|r| table(&events(r, 0), &[100.0, 200.0], &[7, 14], 199, r).unwrap().p).collect();
    study::null("Knox, within 100 m and 7 days, 199 replicates", &found.iter().map(|p| p[0][0]).collect::<Vec<f64>>());
    study::null(
        "Knox, 100 to 200 m and 7 to 14 days, 199 replicates",
        &found.iter().map(|p| p[1][1]).collect::<Vec<f64>>(),
    );
}

#[test]
fn planted_repeats_are_seen() {
    let rounds = ROUNDS / 5;
    let mut before = 0;
    for repeated in [3, 6, 12, 24] {
        let seen = (0..rounds)
            .filter(|r| table(&events(*r, repeated), &[100.0], &[7], 199, *r).is_some_and(|t| t.p[0][0] <= 0.05))
            .count();
        assert!(seen >= before, "more repeats are seen more often: {before} {seen}");
        before = seen;
        study::told(&format!(
            "| Knox, within 100 m and 7 days, p <= 0.05 | {repeated} of 300 events happen again | {rounds} | {:.1} % | |",
            100.0 * seen as f64 / rounds as f64,
        ));
    }
    assert!(before as f64 >= 0.8 * rounds as f64, "{before}");
}
