//! Is an effort that worked seen, is one that did not let be, and is odd data answered with a reason?

use domain::finding::{CheckKind, EffectMethod, EffectVerdict, EffectWarning, Why};
use jiff::civil::date;
use proptest::prelude::*;

use super::design::Seen;
use super::displacement::{Reading, Sums, measures, reading};
use super::panel::{NoPanel, Part};
use super::*;
use crate::random::{below, stream};

fn panel(counts: Vec<Vec<u64>>, treated: usize, start: usize) -> Panel {
    let treated = (0..counts.len()).map(|i| i < treated).collect();
    Panel::new(counts, treated, start, date(2022, 1, 3), 7).unwrap()
}

/// Areas with about `mean` events a week; the first `treated` keep a share of `left` of theirs from `start` on.
fn weeks(areas: usize, steps: usize, mean: u32, treated: usize, start: usize, left: f64, seed: u64) -> Panel {
    let counts = (0..areas)
        .map(|a| {
            let mut rng = stream(seed, a as u64);
            let of = |s: usize| if a < treated && s >= start { left } else { 1.0 };
            (0..steps)
                .map(|s| (0..mean * 4).filter(|_| f64::from(below(&mut rng, 4_000)) < 1_000.0 * of(s)).count() as u64)
                .collect()
        })
        .collect();
    panel(counts, treated, start)
}

#[test]
fn an_effort_that_worked_is_seen_and_told_with_everything() {
    let said = evaluate(&weeks(40, 104, 2, 12, 78, 0.6, 1), Choices::default());
    assert_eq!((said.verdict, said.method), (EffectVerdict::Decreased, Some(EffectMethod::ClusterRobust)));
    let effect = said.effect.unwrap();
    assert!(effect.interval.low < 0.6 && effect.interval.high.unwrap() > 0.6, "{effect:?}");
    assert_eq!(
        (said.areas, said.periods.0.to(), said.periods.1.from()),
        ((12, 28), date(2023, 7, 2), date(2023, 7, 3))
    );
    let kinds: Vec<CheckKind> = said.checks.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [CheckKind::FalseStart, CheckKind::TrendBefore, CheckKind::SecondModel]);
    assert!(said.checks[0].p > 0.05 && said.checks[1].p > 0.05 && said.checks[2].p < 0.05, "{:?}", said.checks);
    assert_eq!(said.warnings, []);
    // It can be kept and read again.
    let text = serde_json::to_string(&said).unwrap();
    let read: Evaluated = serde_json::from_str(&text).unwrap();
    assert_eq!((read.verdict, read.periods, read.checks.len()), (said.verdict, said.periods, 3));
    assert!((read.effect.unwrap().ratio - effect.ratio).abs() < 1e-12);
}

#[test]
fn one_treated_area_is_tested_by_randomisation_and_needs_twenty() {
    let said = evaluate(&weeks(30, 60, 6, 1, 30, 0.4, 2), Choices::default());
    assert_eq!(said.method, Some(EffectMethod::Randomisation(30)));
    assert_eq!(said.verdict, EffectVerdict::Decreased);
    let interval = said.effect.unwrap().interval;
    assert!(interval.low < 0.4 && interval.high.unwrap() > 0.4 && interval.high.unwrap() < 1.0, "{interval:?}");
    let said = evaluate(&weeks(19, 60, 6, 1, 30, 0.4, 2), Choices::default());
    assert_eq!(said.verdict, EffectVerdict::CannotTell(Why::TooFewAreas(20)));
    assert_eq!((said.effect, said.p, said.checks.len()), (None, None, 0));
}

#[test]
fn what_cannot_be_told_is_a_verdict_with_a_reason() {
    let verdict = |p: &Panel| evaluate(p, Choices::default()).verdict;
    assert_eq!(verdict(&weeks(4, 20, 6, 0, 10, 1.0, 1)), EffectVerdict::CannotTell(Why::NoComparison));
    assert_eq!(verdict(&weeks(4, 20, 6, 4, 10, 1.0, 1)), EffectVerdict::CannotTell(Why::NoComparison));
    assert_eq!(verdict(&panel(vec![vec![0, 1, 0, 2]; 30], 9, 2)), EffectVerdict::CannotTell(Why::TooFewEvents(10)));
    assert_eq!(verdict(&panel(vec![vec![0; 4]; 30], 1, 2)), EffectVerdict::CannotTell(Why::TooFewEvents(10)));
    let no = |counts: Vec<Vec<u64>>, start| Panel::new(counts, vec![true], start, date(2022, 1, 3), 7).unwrap_err();
    assert_eq!(no(vec![], 1), NoPanel::Shape);
    assert_eq!(no(vec![vec![1, 2]], 2), NoPanel::NothingBeforeOrAfter);
    assert_eq!(no(vec![vec![u64::MAX, 2]], 1), NoPanel::TooLarge);
}

#[test]
fn what_moved_before_the_start_is_a_warning() {
    // Treated areas fall by half twenty weeks before the start.
    let mut rows = weeks(40, 80, 4, 12, 20, 0.4, 3).counts().to_vec();
    rows.iter_mut().for_each(|r| r.truncate(60));
    let said = evaluate(&panel(rows, 12, 40), Choices::default());
    assert_eq!(said.verdict, EffectVerdict::CannotTell(Why::UnlikeBefore));
    assert!(said.warnings.contains(&EffectWarning::MovedBeforeStart), "{said:?}");
    assert!(said.warnings.contains(&EffectWarning::DriftedApartBefore), "{said:?}");
}

/// Areas with about 10 events a week, of which the first 12 of 40 lose `share` of theirs each week, start or no start.
fn sliding(share: f64, seed: u64) -> Panel {
    let rows = (0..40).map(|a| {
        let mut rng = stream(seed, a);
        let left = |s: i32| if a < 12 { (1.0 - share).powi(s) } else { 1.0 };
        let of = |s| (0..40).filter(|_| f64::from(below(&mut rng, 4_000)) < 1_000.0 * left(s)).count() as u64;
        (0..80).map(of).collect()
    });
    panel(rows.collect(), 12, 52)
}

#[test]
fn areas_that_fell_week_by_week_before_the_start_are_no_effect_of_it() {
    for seed in 0..5 {
        let said = evaluate(&sliding(0.02, seed), Choices::default());
        assert_eq!(said.verdict, EffectVerdict::CannotTell(Why::UnlikeBefore), "{said:?}");
        // What was reckoned is told, and why it is no verdict.
        assert!(said.effect.unwrap().ratio < 0.8 && said.p.unwrap() < 0.01 && said.checks[1].p < CLEARLY_UNLIKE);
        assert!(said.warnings.contains(&EffectWarning::DriftedApartBefore));
    }
}

#[test]
fn the_checks_before_the_start_seldom_take_a_true_verdict_away() {
    let verdicts: Vec<EffectVerdict> =
        (0..200).map(|seed| judged(&weeks(30, 40, 3, 10, 26, 0.5, 100 + seed), Choices::default()).verdict).collect();
    let of = |v| verdicts.iter().filter(|x| **x == v).count();
    assert!(of(EffectVerdict::CannotTell(Why::UnlikeBefore)) <= 8 && of(EffectVerdict::Decreased) >= 190);
}

#[test]
fn equal_areas_have_the_degrees_of_freedom_of_a_t_test() {
    let parts: Vec<Part> = (0..6).map(|i| Part { x: 10.0 + f64::from(i), n: 40.0 }).collect();
    let m = did::mean_of(&parts).unwrap();
    assert!((m.freedom - 5.0).abs() < 1e-9);
    // And its variance: that of the shares over their number.
    let shares: Vec<f64> = parts.iter().map(|p| p.x / p.n).collect();
    let mean = shares.iter().sum::<f64>() / 6.0;
    let variance = shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / 5.0 / 6.0;
    assert!((m.variance - variance).abs() < 1e-12);
}

#[test]
fn the_share_form_is_the_poisson_regression_with_an_effect_of_each_area() {
    let sums: [(f64, f64); 5] = [(30.0, 12.0), (22.0, 15.0), (18.0, 20.0), (40.0, 37.0), (9.0, 12.0)];
    let treated = [true, true, false, false, false];
    let (mut design, mut counts) = (Vec::new(), Vec::new());
    for (i, (before, after)) in sums.iter().enumerate() {
        for (late, count) in [(0.0, before), (1.0, after)] {
            design.extend((0..5).map(|a| f64::from(a == i)));
            design.extend([late, late * f64::from(treated[i])]);
            counts.push(*count);
        }
    }
    let rows = crate::glm::Rows { design: &design, columns: 7, counts: &counts, weights: None, offset: None };
    let fit = crate::glm::poisson(rows, crate::glm::Stop::default()).unwrap();
    let parts: Vec<Part> = sums.iter().map(|(b, a)| Part { x: *a, n: a + b }).collect();
    let found = did::poisson(&parts, &treated, 0.95).unwrap();
    assert!((found.effect.ratio.ln() - fit.coefficients[6]).abs() < 1e-9);
    assert!((found.error - fit.error(6)).abs() < 1e-6);
}

#[test]
fn the_quotient_is_that_of_the_guide_and_is_refused_without_success() {
    let sums = Sums { response: (200, 100), comparison: (400, 400), buffer: (100, 120) };
    let m = measures(sums).unwrap();
    assert_eq!((m.gross, m.net, m.success), (100.0, 0.25, -0.25));
    assert!((m.buffer - 0.05).abs() < 1e-12 && (m.total_net - 80.0).abs() < 1e-9);
    let near = |r: Reading, q: f64| match r {
        Reading::DisplacementBelowEffect(x) | Reading::Diffusion(x) | Reading::DisplacementAteEffect(x) => {
            assert!((x - q).abs() < 1e-9, "{x}");
        }
        other => panic!("{other:?}"),
    };
    near(reading(sums, true, true), -0.2);
    near(reading(Sums { buffer: (100, 80), ..sums }, true, true), 0.2);
    near(reading(Sums { buffer: (100, 300), ..sums }, true, true), -2.0);
    assert_eq!(reading(sums, false, true), Reading::SuccessMayBeChance);
    assert_eq!(reading(Sums { response: (100, 100), ..sums }, true, true), Reading::NoSuccess);
    assert_eq!(reading(Sums { comparison: (400, 0), ..sums }, true, true), Reading::TooFew(10));
    assert_eq!(reading(Sums { buffer: (9, 80), ..sums }, true, true), Reading::TooFew(10));
    // The same sums, of which chance explains what is seen around: neither way, with the quotient beside.
    for buffer in [(100, 300), (100, 80), (100, 100)] {
        let of = Sums { buffer, ..sums };
        assert!(matches!(reading(of, true, false), Reading::Neither(q) if (q < 0.0) == (buffer.1 > 100)));
    }
    let p = weeks(40, 60, 4, 10, 30, 0.5, 4);
    let buffer: Vec<bool> = (0..40).map(|i| (10..18).contains(&i)).collect();
    let d = displacement::displacement(&p, &buffer, Choices::default()).unwrap();
    assert_eq!(d.buffer_test.areas, (8, 22));
    assert_eq!(d.buffer_test.verdict, EffectVerdict::NoDifferenceSeen);
    assert!(matches!(d.reading, Reading::Neither(q) if q != 0.0), "{:?}", d.reading);
    assert_eq!(displacement::displacement(&p, &[true; 40], Choices::default()), None);
}

#[test]
fn more_hours_with_fewer_events_give_a_slope_below_one() {
    let hours: Vec<f64> = (0..30).map(|i| f64::from(i % 6) * 10.0).collect();
    let noise = |i: usize| f64::from((i * 7 % 5) as u32) - 2.0;
    let parts: Vec<Part> = hours
        .iter()
        .enumerate()
        .map(|(i, h)| {
            let after = (60.0 * (-0.01 * h).exp() + noise(i)).round();
            Part { x: after, n: 60.0 + after }
        })
        .collect();
    let found = dose::slope(&parts, &hours, Choices::default()).unwrap();
    assert!((found.effect.ratio.ln() + 0.01).abs() < 0.002, "{found:?}");
    assert!(found.effect.interval.high.unwrap() < 1.0);
    let turned = |of: &[f64]| of.iter().rev().copied().collect::<Vec<f64>>();
    let again = dose::slope(&parts.iter().rev().copied().collect::<Vec<_>>(), &turned(&hours), Choices::default());
    assert_eq!(again, Some(found), "the order of areas does not matter");
    for (parts, hours) in [(&parts[..], &[5.0; 30][..]), (&parts[..9], &hours[..9]), (&parts, &[f64::NAN; 30])] {
        assert_eq!(dose::slope(parts, hours, Choices::default()), None);
    }
}

#[test]
fn a_design_says_beforehand_when_nothing_realistic_could_be_seen() {
    let large = design(&weeks(40, 104, 8, 15, 50, 1.0, 5), 52, 26, Choices::default());
    assert!(matches!(large, Seen::Decrease(d) if d < 0.15), "{large:?}");
    let small = design(&weeks(12, 104, 1, 5, 50, 1.0, 5), 12, 6, Choices::default());
    assert!(matches!(small, Seen::NothingRealistic(_)), "{small:?}");
    let one = design(&weeks(30, 104, 8, 1, 50, 1.0, 5), 52, 26, Choices::default());
    assert!(matches!(one, Seen::Decrease(d) if d > 0.1), "{one:?}");
    let few = design(&weeks(10, 104, 8, 1, 50, 1.0, 5), 52, 26, Choices::default());
    assert_eq!(few, Seen::CannotTell(Why::TooFewAreas(20)));
    assert_eq!(
        design(&weeks(10, 20, 8, 3, 5, 1.0, 5), 52, 26, Choices::default()),
        Seen::CannotTell(Why::TooFewEvents(10))
    );
}

#[test]
fn where_nothing_is_left_no_effect_and_no_interval_is_told() {
    for (left, start) in [(0.0, 30), (1.0, 30)] {
        let mut p = weeks(30, 60, 6, 1, start, left, 2);
        if left > 0.0 {
            let mut rows = p.counts().to_vec();
            rows[0][..start].fill(0);
            p = panel(rows, 1, start);
        }
        let said = evaluate(&p, Choices::default());
        assert_eq!((said.verdict, said.effect), (EffectVerdict::CannotTell(Why::TooFewEvents(10)), None));
    }
}

/// Eleven areas, of which the three treated have far more events than the others and areas drift apart.
#[test]
fn the_decrease_that_a_design_claims_is_seen_four_times_of_five_also_where_areas_are_unlike() {
    for treated in [[0, 1, 2], [3, 6, 9]] {
        let sizes = [9.0, 7.0, 6.0, 1.0, 1.2, 1.5, 2.0, 0.8, 0.6, 2.5, 3.0];
        let world = |left: f64, seed: u64, steps: usize| {
            let rows = sizes.iter().zip(0u64..).map(|(size, a)| {
                let mut rng = stream(seed, a);
                let mut share = || f64::from(below(&mut rng, 1_000_000)) / 1e6;
                let drift = (0.15 * crate::compare::normal_quantile(share() * 0.998 + 0.001)).exp();
                let of = |s: usize| {
                    let after = if s >= steps / 2 { drift } else { 1.0 };
                    let effect = if treated.contains(&a) && s >= steps / 2 { left } else { 1.0 };
                    let mean: f64 = size * after * effect;
                    (0..200).filter(|_| share() < mean / 200.0).count() as u64
                };
                (0..steps).map(of).collect()
            });
            let chosen = (0..11).map(|a| treated.contains(&a)).collect();
            Panel::new(rows.collect(), chosen, steps / 2, date(2022, 1, 3), 7).unwrap()
        };
        let mut claimed: Vec<f64> = (0..41)
            .map(|r| match design(&world(1.0, 100 + r, 52), 26, 26, Choices::default()) {
                Seen::Decrease(d) | Seen::NothingRealistic(Some(d)) => d,
                other => panic!("{other:?}"),
            })
            .collect();
        claimed.sort_by(f64::total_cmp);
        let d = claimed[20];
        let seen = (0..300u64)
            .filter(|r| {
                let said = verdict(&world(1.0 - d, 5_000 + r, 52), Choices::default());
                said.verdict == EffectVerdict::Decreased
            })
            .count() as f64
            / 300.0;
        assert!((0.7..=0.9).contains(&seen), "{treated:?}: {d} is seen {seen}");
    }
}

#[test]
fn what_came_after_the_start_does_not_change_what_could_be_seen() {
    let (calm, fallen) = (weeks(30, 80, 4, 3, 50, 1.0, 6), weeks(30, 80, 4, 3, 50, 0.3, 6));
    let could = |p: &Panel| design(&p.past().unwrap(), 50, 30, Choices::default());
    assert_eq!(could(&calm), could(&fallen));
    assert!(matches!(could(&calm), Seen::Decrease(_)), "{:?}", could(&calm));
}

proptest! {
    #[test]
    fn any_counts_get_a_verdict_and_the_order_of_areas_does_not_matter(
        rows in proptest::collection::vec((proptest::collection::vec(prop_oneof![Just(0u64), 0u64..30, 0u64..3000], 9), any::<bool>()), 1..40),
        start in 1usize..9, by in 0usize..40,
    ) {
        let of = |rows: &[(Vec<u64>, bool)]| {
            let (counts, treated): (Vec<Vec<u64>>, Vec<bool>) = rows.iter().cloned().unzip();
            Panel::new(counts, treated, start, date(2022, 1, 3), 7).unwrap()
        };
        let choices = Choices { most_sets: 40, ..Choices::default() };
        let p = of(&rows);
        let said = evaluate(&p, choices);
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        let again = judged(&of(&turned), choices);
        prop_assert_eq!((said.p, said.verdict), (again.p, again.verdict));
        if let (Some(e), Some(f)) = (said.effect, again.effect) {
            prop_assert!((e.ratio / f.ratio - 1.0).abs() < 1e-9);
            prop_assert!(e.interval.low <= e.ratio && e.interval.high.is_none_or(|h| e.ratio <= h), "{:?}", e);
            prop_assert!((0.0..=1.0).contains(&said.p.unwrap()));
        }
        if said.method == Some(EffectMethod::ClusterRobust) {
            prop_assert!((said.p.unwrap() - again.p.unwrap()).abs() < 1e-9);
        }
        let hours: Vec<f64> = rows.iter().map(|r| r.0[0] as f64).collect();
        if let Some(found) = dose::slope(&p.sums(), &hours, choices) {
            let i = found.effect.interval;
            prop_assert!(i.low <= found.effect.ratio && i.high.is_none_or(|h| found.effect.ratio <= h), "{:?}", found);
            prop_assert!((0.0..=1.0).contains(&found.p));
            prop_assert!((found.p <= 0.05) <= (i.low > 1.0 || i.high.is_some_and(|h| h < 1.0)), "{:?}", found);
        }
        let buffer: Vec<bool> = p.treated().iter().map(|t| !t).collect();
        displacement::displacement(&p, &buffer, choices);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn what_could_be_seen_does_not_depend_on_the_order_of_areas_nor_do_odd_counts_end_it(
        rows in proptest::collection::vec((proptest::collection::vec(prop_oneof![Just(0u64), 0u64..30, 0u64..3000], 9), any::<bool>()), 1..24),
        by in 0usize..24,
    ) {
        let of = |rows: &[(Vec<u64>, bool)]| {
            let (counts, treated): (Vec<Vec<u64>>, Vec<bool>) = rows.iter().cloned().unzip();
            design(&Panel::new(counts, treated, 1, date(2022, 1, 3), 7).unwrap(), 3, 3, Choices { most_sets: 40, ..Choices::default() })
        };
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        prop_assert_eq!(of(&rows), of(&turned));
    }
}
