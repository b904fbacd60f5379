//! Is Farrington's bound that of R surveillance on series that may be shared: with zeros, overdispersion, population?

use super::farrington::{self, Bound, Control, Errors, Power};

fn list(of: &serde_json::Value) -> Vec<f64> {
    serde_json::from_value(of.clone()).unwrap()
}

#[test]
fn synthetic_series_are_bounded_as_r_surveillance_bounds_them() {
    let golden: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/golden/farrington_synthetic.json")).unwrap();
    let population = list(&golden["population"]);
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let series: Vec<u64> =
            list(&golden["series"][case["series"].as_u64().unwrap() as usize]).iter().map(|c| *c as u64).collect();
        let improved = Control { errors: Errors::AsSurveillance, few: (0, 4), ..Control::improved(4, 0.01) };
        let seasonal = Control { left_out: 3, trend: Some(0.05), bound: Bound::Delta(Power::TwoThirds), ..improved };
        let control = match case["control"].as_str().unwrap() {
            "original" => Control { years: 5, periods: 1, reweight: Some(1.0), ..seasonal },
            "periods5" => Control { years: 1, periods: 5, alpha: 0.05, ..seasonal },
            _ => improved,
        };
        let people = case["offset"].as_bool().unwrap().then_some(population.as_slice());
        let [upper, expected, phi, p, trend] = ["upper", "expected", "phi", "p", "trend"].map(|k| list(&case[k]));
        assert_eq!(upper.len(), 40);
        for i in 0..40 {
            let w = farrington::week(&series, 290 + i, people, &control).unwrap();
            let what = format!("{} {} {i}", case["series"], case["control"]);
            for (ours, theirs) in [
                (w.upper, upper[i]),
                (w.baseline.mean(), expected[i]),
                (w.baseline.dispersion, phi[i]),
                (w.p, p[i]),
                (f64::from(w.baseline.trend.is_some()), trend[i]),
            ] {
                assert!((ours - theirs).abs() <= 1e-6 * theirs.abs().max(1e-3), "{what}: {ours} is not {theirs}");
            }
        }
    }
}
