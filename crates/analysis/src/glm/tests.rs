//! Is the fit that of statsmodels, and is odd data refused?

use proptest::prelude::*;

use super::*;

fn close(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance * b.abs().max(1e-9), "{a} is not {b}");
}

#[test]
fn fifty_areas_are_fitted_as_statsmodels_fits_them() {
    let golden: serde_json::Value = serde_json::from_str(include_str!("../../tests/golden/glm_did_stl.json")).unwrap();
    let areas: Vec<Vec<f64>> = serde_json::from_value(golden["counts_area_by_week"].clone()).unwrap();
    let (mut design, mut counts) = (Vec::new(), Vec::new());
    for (area, weeks) in areas.iter().enumerate() {
        for (week, y) in weeks.iter().enumerate() {
            let (treat, post) = (f64::from(area < 10), f64::from(week >= 78));
            let turn = std::f64::consts::TAU * week as f64 / 52.18;
            design.extend([1.0, treat, post, treat * post, turn.sin(), turn.cos()]);
            counts.push(*y);
        }
    }
    let rows = Rows { design: &design, columns: 6, counts: &counts, weights: None, offset: None };
    let fit = poisson(rows, Stop::default()).unwrap();
    let of = &golden["poisson"];
    for c in 0..6 {
        close(fit.coefficients[c], of["beta"][c].as_f64().unwrap(), 1e-6);
        close(fit.error(c), of["se"][c].as_f64().unwrap(), 1e-6);
    }
    close(fit.deviance, of["deviance"].as_f64().unwrap(), 1e-9);
    close(fit.pearson, of["pearson_chi2"].as_f64().unwrap(), 1e-6);
    close(log_likelihood(&counts, &fit.fitted), of["llf"].as_f64().unwrap(), 1e-9);
    close(fit.leverage.iter().sum(), 6.0, 1e-9);
    assert_eq!((fit.freedom, fit.at_boundary), (5200 - 6, false));
}

/// Two groups: the coefficients are the logarithms of their means, the errors one over the root of their sums.
#[test]
fn groups_with_weights_and_offsets_have_the_closed_form() {
    let design = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
    let (counts, weights) = ([3.0, 5.0, 2.0, 9.0, 700.0], [1.0, 2.0, 1.0, 0.5, 0.0]);
    let offset = [0.0, 1.0, -1.0, 0.5, 0.0];
    let rows = Rows { design: &design, columns: 2, counts: &counts, weights: Some(&weights), offset: Some(&offset) };
    let fit = poisson(rows, Stop { tolerance: 1e-13, ..Stop::default() }).unwrap();
    let group = |i: std::ops::Range<usize>| {
        let events: f64 = i.clone().map(|i| weights[i] * counts[i]).sum();
        (events / i.map(|i| weights[i] * offset[i].exp()).sum::<f64>(), events)
    };
    for (c, (mean, events)) in [group(0..2), group(2..4)].into_iter().enumerate() {
        close(fit.coefficients[c], mean.ln(), 1e-10);
        close(fit.error(c), 1.0 / events.sqrt(), 1e-7);
    }
    assert_eq!((fit.freedom, fit.leverage[4]), (2, 0.0));
    let (linear, variance) = fit.predict(&[1.0, 0.0]).unwrap();
    close(linear, fit.coefficients[0], 1e-12);
    close(variance.sqrt(), fit.error(0), 1e-12);
    assert_eq!(fit.predict(&[1.0]), None);
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let try_out = |design: &[f64], columns, counts: &[f64], boundary| {
        let rows = Rows { design, columns, counts, weights: None, offset: None };
        poisson(rows, Stop { boundary, ..Stop::default() }).map(|f| f.at_boundary)
    };
    let ones = [1.0; 6];
    assert_eq!(try_out(&ones, 1, &[1.0, 2.0, 0.0, 1.0, 0.0, 3.0], false), Ok(false));
    assert_eq!(try_out(&ones, 2, &[1.0, 2.0, 0.0], false), Err(CannotFit::Collinear(1)));
    assert_eq!(try_out(&ones, 1, &[0.0; 6], true), Err(CannotFit::Separated));
    assert_eq!(try_out(&ones, 4, &[1.0; 6], false), Err(CannotFit::Shape));
    assert_eq!(try_out(&ones, 0, &[1.0; 6], false), Err(CannotFit::Shape));
    assert_eq!(try_out(&ones, 6, &[1.0], false), Err(CannotFit::TooFewRows));
    assert_eq!(try_out(&[], 1, &[], false), Err(CannotFit::TooFewRows));
    assert_eq!(try_out(&ones, 1, &[1.0, -1.0, 0.0, 1.0, 0.0, 3.0], false), Err(CannotFit::NotANumber));
    assert_eq!(try_out(&[f64::NAN], 1, &[1.0], false), Err(CannotFit::NotANumber));
    // The second group has no event at all.
    let groups = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0];
    assert_eq!(try_out(&groups, 2, &[4.0, 6.0, 0.0, 0.0], false), Err(CannotFit::Separated));
    assert_eq!(try_out(&groups, 2, &[4.0, 6.0, 0.0, 0.0], true), Ok(true));
}

proptest! {
    #[test]
    fn the_score_is_zero_at_the_fit_in_any_order(
        rows in proptest::collection::vec((-2.0f64..2.0, 0u8..9, 0.1f64..3.0, -1.0f64..1.0), 8..60), by in 0usize..60
    ) {
        let fit_of = |rows: &[(f64, u8, f64, f64)]| {
            let design: Vec<f64> = rows.iter().flat_map(|r| [1.0, r.0, r.0 * r.0]).collect();
            let counts: Vec<f64> = rows.iter().map(|r| f64::from(r.1)).collect();
            let weights: Vec<f64> = rows.iter().map(|r| r.2).collect();
            let offset: Vec<f64> = rows.iter().map(|r| r.3).collect();
            let of = Rows {
                design: &design, columns: 3, counts: &counts, weights: Some(&weights), offset: Some(&offset),
            };
            poisson(of, Stop { tolerance: 1e-13, ..Stop::default() })
        };
        let Ok(fit) = fit_of(&rows) else { return Ok(()) };
        let size: f64 = rows.iter().map(|r| r.2 * f64::from(r.1)).sum();
        for power in 0..3 {
            let score: f64 = rows.iter().zip(&fit.fitted).map(|(r, m)| r.2 * (f64::from(r.1) - m) * r.0.powi(power)).sum();
            prop_assert!(score.abs() < 1e-6 * (1.0 + size), "{score}");
        }
        prop_assert!(fit.leverage.iter().all(|h| (-1e-9..=1.0 + 1e-9).contains(h)));
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        let again = fit_of(&turned).unwrap();
        for (a, b) in fit.coefficients.iter().zip(&again.coefficients) {
            prop_assert!((a - b).abs() < 1e-6 * (1.0 + b.abs()));
        }
    }

    #[test]
    fn nothing_makes_it_panic(
        design in proptest::collection::vec(prop_oneof![Just(0.0), Just(1.0), -1e9f64..1e9, Just(1e200)], 0..60),
        columns in 0usize..5,
        counts in proptest::collection::vec(prop_oneof![Just(0.0), 0.0f64..1e12, Just(1e300)], 0..30),
        boundary: bool,
    ) {
        let n = if columns == 0 { counts.len() } else { counts.len().min(design.len() / columns) };
        let rows = Rows { design: &design[..n * columns], columns, counts: &counts[..n], weights: None, offset: None };
        if let Ok(fit) = poisson(rows, Stop { boundary, ..Stop::default() }) {
            prop_assert!(fit.coefficients.iter().all(|b| b.is_finite()));
        }
    }
}
