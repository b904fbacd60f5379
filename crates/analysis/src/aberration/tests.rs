//! Are bounds and alarms those of R surveillance, and is odd data answered?

use proptest::prelude::*;

use super::cusum::{self, Ratio, Transform};
use super::ears::{self, Kind};
use super::farrington::{self, Bound, CannotSay, Control, Errors, Power};
use super::glr;

/// The golden file of R surveillance (GPL data: not part of the project), where it is.
fn golden() -> Option<serde_json::Value> {
    let folder = std::env::var("SAMVERKA_TEST_DATA")
        .map(std::path::PathBuf::from)
        .unwrap_or_else(|_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let file = folder.join("golden/surveillance_salmonella_agona.json");
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", file.display());
    }
    text.map(|t| serde_json::from_str(&t).unwrap())
}

fn series(golden: &serde_json::Value) -> Vec<u64> {
    serde_json::from_value(golden["series"].clone()).unwrap()
}

/// A list of numbers or truths; what R left out is none.
fn list(of: &serde_json::Value) -> Vec<Option<f64>> {
    let one = |v: &serde_json::Value| v.as_f64().or_else(|| v.as_bool().map(f64::from));
    of.as_array().unwrap().iter().map(one).collect()
}

fn close(what: &str, a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance * b.abs().max(1e-3), "{what}: {a} is not {b}");
}

const ORIGINAL: Control = Control {
    years: 5,
    half_window: 3,
    periods: 1,
    left_out: 3,
    reweight: Some(1.0),
    trend: Some(0.05),
    trend_years: 3,
    bound: Bound::Delta(Power::TwoThirds),
    alpha: 0.01,
    few: (5, 4),
    errors: Errors::AsSurveillance,
    year: 52,
};

#[test]
fn farrington_flexible_says_what_r_surveillance_says() {
    let Some(golden) = golden() else { return };
    let counts = series(&golden);
    let improved = Control { errors: Errors::AsSurveillance, ..Control::improved(4, 0.01) };
    for (name, control) in [
        ("farringtonFlexible_original", ORIGINAL),
        ("farringtonFlexible_improved_nbPlugin", improved),
        ("farringtonFlexible_muan", Control { bound: Bound::Muan, ..improved }),
    ] {
        let of = &golden[name];
        let [range, upper, alarm, expected, phi, trend, score, p] =
            ["range", "upperbound", "alarm", "expected", "phi", "trend", "score", "pvalue"].map(|k| list(&of[k]));
        assert_eq!(range.len(), 31);
        for (i, at) in range.iter().enumerate() {
            let at = at.unwrap() as usize - 1;
            let w = farrington::week(&counts, at, None, &control).unwrap();
            let what = format!("{name} {at}");
            // R leaves the bound out where there are too few cases.
            assert_eq!(upper[i].is_some(), w.enough, "{what}");
            if let Some(upper) = upper[i] {
                close(&what, w.upper, upper, 1e-6);
                close(&what, w.baseline.mean(), expected[i].unwrap(), 1e-6);
            }
            assert_eq!(f64::from(w.alarm), alarm[i].unwrap(), "{what}");
            close(&what, w.baseline.dispersion, phi[i].unwrap(), 1e-6);
            assert_eq!(f64::from(w.baseline.trend.is_some()), trend[i].unwrap(), "{what}");
            close(&what, w.p, p[i].unwrap(), 1e-6);
            // For a quantile R measures from the logarithm of the expected count, not from the count.
            let from = if name.ends_with("original") { w.baseline.mean() } else { w.baseline.log_mean };
            close(&what, (counts[at] as f64 - from) / (w.upper - from), score[i].unwrap(), 1e-6);
            if name.ends_with("original") {
                close(&what, w.exceedance.unwrap(), score[i].unwrap(), 1e-6);
            }
        }
    }
}

#[test]
fn farrington_1996_says_what_r_surveillance_says() {
    let Some(golden) = golden() else { return };
    let counts = series(&golden);
    let of = &golden["farrington_1996"];
    for (i, (upper, alarm)) in list(&of["upperbound"]).iter().zip(list(&of["alarm"])).enumerate() {
        let w = farrington::week(&counts, 281 + i, None, &Control::of_1996(5, 0.01)).unwrap();
        close("1996", if w.enough { w.upper } else { 0.0 }, upper.unwrap(), 1e-6);
        assert_eq!(f64::from(w.alarm), alarm.unwrap());
    }
}

#[test]
fn ears_says_what_r_surveillance_says() {
    let Some(golden) = golden() else { return };
    let counts = series(&golden);
    let three = golden["ears"].as_array().unwrap();
    assert_eq!(three.len(), 3);
    for of in three {
        let kind = match of["method"].as_str().unwrap() {
            "C1" => Kind::C1,
            "C2" => Kind::C2,
            _ => Kind::C3,
        };
        let (upper, alarm) = (list(&of["upperbound"]), list(&of["alarm"]));
        for (i, at) in list(&of["range"]).iter().enumerate() {
            let at = at.unwrap() as usize - 1;
            let said = ears::week(kind, &counts, at, 0.001).unwrap();
            let count = counts[at] as f64;
            let (bound, says) = if kind == Kind::C3 {
                // R 1.20.3 puts the count itself where the mean of its bound should be, so that the week asked about
                // has no part in the alarm; the rest of the bound is the same.
                let carried = ears::carried(&counts, at).unwrap();
                let z = crate::compare::normal_quantile(0.999);
                let bound = (count + said.deviation * (z - carried)).max(0.0);
                (bound, count > bound)
            } else {
                (said.bound, said.alarm)
            };
            close("ears", bound, upper[i].unwrap(), 1e-9);
            assert_eq!(f64::from(says), alarm[i].unwrap(), "{kind:?} {at}");
        }
    }
}

#[test]
fn cusum_says_what_r_surveillance_says() {
    let Some(golden) = golden() else { return };
    let counts = series(&golden);
    let mean = counts[..208].iter().sum::<u64>() as f64 / 208.0;
    let chart = cusum::chart(&counts[208..], mean, Transform::Standard, 1.04, 2.26).unwrap();
    let of = &golden["cusum_rossi"];
    for ((step, upper), alarm) in chart.iter().zip(list(&of["upperbound"])).zip(list(&of["alarm"])) {
        close("cusum", step.upper, upper.unwrap(), 1e-9);
        assert_eq!(f64::from(step.alarm), alarm.unwrap());
    }
    assert_eq!(chart.len(), 104);
}

#[test]
fn the_likelihood_ratio_says_what_r_surveillance_says() {
    let Some(golden) = golden() else { return };
    let counts = series(&golden);
    let expected = glr::seasonal(&counts[..208], 208, 312, 1, 52.0).unwrap();
    // With a window, its Mtilde = 1 asks for a rise that began at least one week before: two weeks.
    let chart = glr::chart(&counts[208..], &expected, 2, 52, 5.0).unwrap();
    let of = &golden["glrpois"];
    for (i, (step, value)) in chart.iter().zip(list(&of["stat_upper"])).enumerate() {
        close(&format!("glr {i}"), step.statistic, value.unwrap(), 1e-6);
        assert_eq!(f64::from(step.alarm), list(&of["alarm"])[i].unwrap());
    }
    assert_eq!(chart.len(), 104);
}

#[test]
fn a_past_that_is_too_short_or_empty_is_said() {
    let quiet = vec![2; 400];
    let say = |counts: &[u64], at, control: Control| farrington::week(counts, at, None, &control).map(|w| w.upper);
    let improved = Control::improved(4, 0.01);
    assert_eq!(say(&quiet, 210, improved), Err(CannotSay::TooShort(211)));
    assert_eq!(say(&quiet, 400, improved), Err(CannotSay::TooShort(211)));
    assert!(say(&quiet, 211, improved).is_ok());
    assert_eq!(say(&[0; 400], 300, improved), Err(CannotSay::NoEvents));
    assert_eq!(say(&quiet, 300, Control { half_window: 26, ..improved }), Err(CannotSay::Control));
    assert_eq!(say(&quiet, 300, Control { left_out: 211, ..improved }), Err(CannotSay::Control));
    assert_eq!(say(&quiet, 300, Control { periods: 47, ..improved }), Err(CannotSay::Control));
    assert_eq!(say(&quiet, 300, Control { alpha: f64::NAN, ..improved }), Err(CannotSay::Control));
    let short = vec![1.0; 399];
    assert_eq!(farrington::week(&quiet, 300, Some(&short), &improved), Err(CannotSay::Population));
    assert_eq!(ears::week(Kind::C3, &quiet, 10, 0.025), None);
    assert_eq!(cusum::chart(&quiet, 0.0, Transform::Rossi, 1.0, 2.0), None);
    assert_eq!(glr::chart(&[1, 2], &[1.0], 1, 5, 5.0), None);
    assert_eq!(Ratio::calibrated(2.0, 1.5, 1.0, 100.0), None);
}

#[test]
fn a_population_that_doubled_explains_counts_that_doubled() {
    let counts: Vec<u64> =
        (0..300).map(|w| [20, 23, 18, 21, 25, 19, 17][w % 7] * if w < 280 { 1 } else { 2 }).collect();
    let people: Vec<f64> = (0..300).map(|w| if w < 280 { 1000.0 } else { 2000.0 }).collect();
    // Without trend: the rule that no trend may lead above all that was seen knows nothing of a population.
    let control = Control { trend: None, ..Control::improved(4, 0.01) };
    let with = farrington::week(&counts, 299, Some(&people), &control).unwrap();
    let without = farrington::week(&counts, 299, None, &control).unwrap();
    assert!(!with.alarm && without.alarm, "{with:?} {without:?}");
    assert!((with.baseline.mean() / without.baseline.mean() - 2.0).abs() < 1e-6);
}

#[test]
fn run_lengths_are_those_of_simulation() {
    for (mean, dispersion) in [(2.0, 1.0), (5.0, 2.5), (0.3, 1.3)] {
        let chart = Ratio::calibrated(mean, dispersion, 2.0, 100.0).unwrap();
        assert!(chart.average_run() >= 100.0 && chart.limit() > 0.0);
        let tail = super::tail::Tail::new(mean, dispersion).unwrap();
        let below: Vec<f64> = (0..400).map(|k| 1.0 - tail.at_least(k + 1)).collect();
        let runs = 2000;
        let mut weeks = 0;
        for r in 0..runs {
            let mut rng = crate::random::stream(11, r);
            let mut draw = || {
                let u = (rand_core::Rng::next_u64(&mut rng) >> 11) as f64 / (1u64 << 53) as f64;
                below.partition_point(|p| *p <= u) as u64
            };
            let counts: Vec<u64> = (0..3000).map(|_| draw()).collect();
            weeks += chart.chart(&counts).iter().position(|s| s.alarm).unwrap_or(3000) + 1;
        }
        // The run length is about exponential: its mean over 2,000 runs has an error of 2.2 %.
        let mean_run = weeks as f64 / runs as f64;
        assert!((mean_run / chart.average_run() - 1.0).abs() < 0.08, "{mean_run} {chart:?}");
    }
}

#[test]
fn rossis_bound_is_the_count_that_makes_the_alarm() {
    let counts = [3, 0, 4, 6, 2, 7];
    let chart = cusum::chart(&counts, 2.5, Transform::Rossi, 1.04, 2.26).unwrap();
    for i in 0..counts.len() {
        for (more, alarm) in [(0, false), (1, true)] {
            let mut other = counts;
            other[i] = chart[i].upper.floor() as u64 + more;
            let step = cusum::chart(&other, 2.5, Transform::Rossi, 1.04, 2.26).unwrap()[i];
            assert_eq!(step.alarm, alarm, "{i} {step:?}");
        }
    }
}

#[test]
fn weeks_without_observations_are_zeros() {
    let day = |d| jiff::civil::date(2026, 11, d);
    let made = super::series::weekly(
        [("b", day(22)), ("a", day(16)), ("a", day(15)), ("a", day(1)), ("a", day(23))],
        day(22),
        3,
    );
    let counts: Vec<_> = made.iter().map(|s| (s.key, s.counts.clone())).collect();
    assert_eq!(counts, [("a", vec![0, 1, 1]), ("b", vec![0, 0, 1])]);
    assert!(super::series::weekly([("a", day(1))], day(22), usize::MAX).is_empty());
    assert!(super::series::weekly([("a", day(1))], jiff::civil::Date::MIN, 1).is_empty());
}

fn any_control() -> impl Strategy<Value = Control> {
    let bound = prop_oneof![
        Just(Bound::Delta(Power::One)),
        Just(Bound::Delta(Power::Half)),
        Just(Bound::Delta(Power::TwoThirds)),
        Just(Bound::NbPlugin),
        Just(Bound::Muan)
    ];
    let reweight = proptest::option::of(0.5f64..3.0);
    let trend = proptest::option::of(0.0f64..1.1);
    let alpha = prop_oneof![Just(0.01), Just(0.05), Just(1e-9), Just(0.9)];
    (1usize..4, 0usize..6, 1usize..12, 0usize..60, reweight, trend, bound, alpha, any::<bool>(), 0usize..6).prop_map(
        |(years, half_window, periods, left_out, reweight, trend, bound, alpha, peer, trend_years)| Control {
            years,
            half_window,
            periods,
            left_out,
            reweight,
            trend,
            trend_years,
            bound,
            alpha,
            few: (5, 4),
            errors: if peer { Errors::AsSurveillance } else { Errors::Quasi },
            year: 52,
        },
    )
}

proptest! {
    #[test]
    fn no_series_makes_farrington_panic(
        counts in proptest::collection::vec(prop_oneof![Just(0u64), 0u64..4, 0u64..200, Just(u64::from(u32::MAX))], 0..230),
        at in 0usize..230,
        control in any_control(),
    ) {
        if let Ok(w) = farrington::week(&counts, at, None, &control) {
            prop_assert!(w.baseline.mean() >= 0.0 && w.baseline.dispersion >= 1.0 && !w.upper.is_nan());
            prop_assert!((0.0..=1.0).contains(&w.p), "{w:?}");
            prop_assert!(!w.alarm || w.p <= control.alpha * 1.000001 || control.errors == Errors::AsSurveillance || w.upper == 0.0, "{w:?}");
        }
    }

    #[test]
    fn more_cases_never_look_more_usual(counts in proptest::collection::vec(0u64..30, 160..230), more in 1u64..50, control in any_control()) {
        let at = counts.len() - 1;
        let mut higher = counts.clone();
        higher[at] += more;
        if let (Ok(a), Ok(b)) = (farrington::week(&counts, at, None, &control), farrington::week(&higher, at, None, &control)) {
            prop_assert_eq!(a.upper, b.upper);
            prop_assert!(b.p <= a.p && (b.alarm || !a.alarm));
        }
    }

    #[test]
    fn no_series_makes_the_others_panic(
        counts in proptest::collection::vec(0u64..1000, 0..40), at in 0usize..40, x in -2.0f64..5.0, y in 0.0f64..5.0, least in 0usize..4, most in 0usize..50,
    ) {
        for kind in [Kind::C1, Kind::C2, Kind::C3] {
            if let Some(said) = ears::week(kind, &counts, at, x / 5.0) {
                prop_assert!(!said.bound.is_nan());
            }
        }
        for t in [Transform::Standard, Transform::Rossi] {
            cusum::chart(&counts, x, t, y, 2.0);
        }
        let expected = vec![y; counts.len()];
        if let Some(chart) = glr::chart(&counts, &expected, least, most, x) {
            prop_assert!(chart.iter().all(|s| s.statistic >= 0.0 && s.statistic.is_finite()));
        }
        let _ = glr::seasonal(&counts, 0, 10, least, x);
    }

    #[test]
    fn every_day_within_the_weeks_is_counted_once(days in proptest::collection::vec((0u8..3, -20i64..60), 0..80), weeks in 0usize..7) {
        let last = jiff::civil::date(2026, 3, 1);
        let dated: Vec<_> = days.iter().map(|(k, d)| (*k, last.checked_sub(jiff::ToSpan::days(*d)).unwrap())).collect();
        let made = super::series::weekly(dated.iter().copied(), last, weeks);
        let within = days.iter().filter(|(_, d)| *d >= 0 && *d < 7 * weeks as i64).count();
        prop_assert_eq!(made.iter().flat_map(|s| &s.counts).sum::<u64>(), within as u64);
        prop_assert!(made.iter().all(|s| s.counts.len() == weeks) && made.is_sorted_by_key(|s| s.key));
        let mut turned = dated;
        turned.reverse();
        prop_assert_eq!(made, super::series::weekly(turned, last, weeks));
    }

    #[test]
    fn a_calibrated_chart_runs_as_long_as_it_says(mean in 0.05f64..60.0, dispersion in 1.0f64..4.0, ratio in 1.2f64..4.0) {
        if let Some(chart) = Ratio::calibrated(mean, dispersion, ratio, 50.0) {
            prop_assert!(chart.average_run() >= 50.0 && chart.limit().is_finite());
        }
    }
}

#[test]
fn a_last_week_far_above_all_others_alarms_in_every_chart_that_begins_where_it_should() {
    for weeks in [4, 30, 60, 200] {
        let mut counts: Vec<u64> = (0..weeks as u64).map(|w| 3 + w * 7 % 3).collect();
        counts[weeks - 1] = 100_000;
        let first = super::chart_from(weeks, true);
        assert!(first >= weeks / 2 && weeks - first == super::CHARTED.min(weeks / 2), "{weeks}: {first}");
        let judged = &counts[first..];
        let mean = counts[..first].iter().sum::<u64>() as f64 / first as f64;
        let glr = glr::chart(judged, &vec![mean; judged.len()], 2, 26, 5.0).unwrap();
        assert!(glr.last().unwrap().alarm && !glr[glr.len() - 2].alarm, "{weeks}: {glr:?}");
        for transform in [Transform::Standard, Transform::Rossi] {
            assert!(cusum::chart(judged, mean, transform, 1.04, 2.26).unwrap().last().unwrap().alarm);
        }
    }
    assert_eq!([0, 1, 2].map(|n| super::chart_from(n, true)), [0, 1, 1]);
    assert_eq!([0, 1, 40].map(|n| super::chart_from(n, false)), [0, 0, 14]);
}
