//! Does a scan cry wolf, and how soon does it see what grows?

use analysis::random::{below, stream};
use analysis::scan::{Cases, Chance, Ground, Model, Span, Study, scan};

use crate::study;

const SIDE: u32 = 8;
const STEPS: u32 = 10;
const CASES: u32 = 200;

fn at(i: u32) -> (f64, f64) {
    (f64::from(i % SIDE) * 100.0, f64::from(i / SIDE) * 100.0)
}

fn study_of(cases: Vec<Cases>, model: Model, span: Span, steps: u32) -> Study {
    Study {
        places: (0..SIDE * SIDE).map(at).collect(),
        ground: Ground::Metres,
        steps: steps as usize,
        cases,
        model,
        span,
        max_radius: Some(300.0),
        max_share: 0.5,
        fewest: 2,
    }
}

fn p_of(study: &Study, seed: u64) -> f64 {
    let found = scan(study, Chance { replicates: 199, seed, enough: None }, 1).expect("a study");
    found.clusters.first().map_or(1.0, |c| c.p)
}

/// A case at any place, at any time.
fn anywhere(rng: &mut impl rand_core::Rng, steps: u32) -> Cases {
    Cases { place: below(rng, SIDE * SIDE), step: below(rng, steps), n: 1 }
}

#[test]
fn a_permutation_scan_of_nothing_is_as_seldom_sure_as_it_says() {
    let p: Vec<f64> = (0..4000)
        .map(|round| {
            let rng = &mut stream(77, round);
            // Places and times of very different weight, which this model must not mind.
            let cases = (0..CASES).map(|_| {
                let (a, b) = (anywhere(rng, STEPS), anywhere(rng, STEPS));
                Cases { place: a.place.min(b.place), step: a.step.max(b.step), n: 1 }
            });
            let study = study_of(cases.collect(), Model::Permutation, Span::Prospective { longest: 3 }, STEPS);
            p_of(&study, round)
        })
        .collect();
    study::null("Space-time permutation scan, prospective", &p);
}

#[test]
fn a_scan_of_few_cases_is_as_seldom_sure_as_it_says() {
    let p: Vec<f64> = (0..1000)
        .map(|round| {
            let rng = &mut stream(79, round);
            let cases = (0..12).map(|_| Cases { place: below(rng, 4), step: below(rng, 4), n: 1 }).collect();
            let mut study = study_of(cases, Model::Permutation, Span::Retrospective { longest: 2 }, 4);
            study.places.truncate(4);
            p_of(&study, round)
        })
        .collect();
    study::null("Space-time permutation scan, 12 cases in 4 places and 4 steps", &p);
}

#[test]
fn a_fitted_tail_of_a_scan_is_as_seldom_sure_as_it_says() {
    let p: Vec<f64> = (0..1000)
        .map(|round| {
            let rng = &mut stream(80, round);
            let cases = (0..CASES).map(|_| anywhere(rng, STEPS)).collect();
            let study = study_of(cases, Model::Permutation, Span::Retrospective { longest: 3 }, STEPS);
            let found = scan(&study, Chance { replicates: 199, seed: round, enough: None }, 1).expect("a study");
            found.clusters.first().map_or(1.0, |c| c.p_gumbel)
        })
        .collect();
    study::null("Space-time permutation scan, retrospective, Gumbel tail of 199", &p);
}

#[test]
fn a_poisson_scan_of_nothing_is_as_seldom_sure_as_it_says() {
    let people: Vec<f64> = (0..SIDE * SIDE * STEPS).map(|i| f64::from(1 + i / STEPS % 3)).collect();
    let p: Vec<f64> = (0..1000)
        .map(|round| {
            let rng = &mut stream(12, round);
            let mut cases = Vec::new();
            while cases.len() < CASES as usize {
                let case = anywhere(rng, STEPS);
                // In proportion to people: one of three is kept where one lives for each three elsewhere.
                if below(rng, 3) <= case.place % 3 {
                    cases.push(case);
                }
            }
            let model = Model::Poisson { expected: people.clone() };
            p_of(&study_of(cases, model, Span::Retrospective { longest: 3 }, STEPS), round)
        })
        .collect();
    study::null("Poisson scan, retrospective", &p);
}

#[test]
fn a_bernoulli_scan_of_nothing_is_as_seldom_sure_as_it_says() {
    let p: Vec<f64> = (0..1000)
        .map(|round| {
            let rng = &mut stream(13, round);
            let all: Vec<Cases> = (0..CASES * 3).map(|_| anywhere(rng, 1)).collect();
            let (cases, controls) = all.split_at(CASES as usize);
            let model = Model::Bernoulli { controls: controls.to_vec() };
            p_of(&study_of(cases.to_vec(), model, Span::Whole, 1), round)
        })
        .collect();
    study::null("Bernoulli scan, spatial", &p);
}

#[test]
fn what_grows_is_seen_within_weeks() {
    // 20 cases a week are 1.25 in the four cells where more come after 40 weeks.
    const BEFORE: u32 = 40;
    let mut seen_of = Vec::new();
    for extra in [2u32, 4, 8] {
        let mut weeks = Vec::new();
        for round in 0..100 {
            let rng = &mut stream(14, round);
            let mut cases: Vec<Cases> = (0..BEFORE * 20).map(|_| anywhere(rng, BEFORE)).collect();
            for week in BEFORE..BEFORE + 4 {
                cases.extend((0..20).map(|_| Cases { place: below(rng, SIDE * SIDE), step: week, n: 1 }));
                let spot = [27, 28, 35, 36];
                cases.extend((0..extra).map(|_| Cases { place: spot[below(rng, 4) as usize], step: week, n: 1 }));
                let span = Span::Prospective { longest: 3 };
                if p_of(&study_of(cases.clone(), Model::Permutation, span, week + 1), round) <= 0.01 {
                    weeks.push(week - BEFORE + 1);
                    break;
                }
            }
        }
        weeks.sort_unstable();
        seen_of.push(weeks.len());
        let when = weeks.get(weeks.len() / 2).map_or("never".to_owned(), |w| format!("half of these by week {w}"));
        study::told(&format!(
            "| Space-time permutation scan each week, p <= 0.01 | {extra} more a week where 1.25 are usual, for 4 weeks | 100 | {} | {when} |",
            weeks.len()
        ));
    }
    assert!(seen_of.is_sorted(), "more is seen less often: {seen_of:?}");
}
