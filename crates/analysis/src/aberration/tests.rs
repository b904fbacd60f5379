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
    let chart = glr::chart(&counts[208..], &expected, 1, 52, 5.0).unwrap();
    let of = &golden["glrpois"];
    for (i, (step, value)) in chart.iter().zip(list(&of["stat_upper"])).enumerate() {
        close(&format!("glr {i}"), step.statistic, value.unwrap(), 1e-6);
        assert_eq!(f64::from(step.alarm), list(&of["alarm"])[i].unwrap());
    }
    assert_eq!(chart.len(), 104);
}
