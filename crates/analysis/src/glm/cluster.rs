//! How sure is a coefficient when the rows of one area, or one street, belong together?
//!
//! The sandwich: what each cluster as a whole pulls, between two covariances of the model; times
//! G / (G - 1) x (n - 1) / (n - k) for G clusters, n rows and k coefficients. Liang and Zeger, Biometrika 73 (1986)
//! 13-22; the factor is that of Stata and of statsmodels (`use_correction=True`). Compare with t of G - 1 degrees of
//! freedom. It is too small when clusters are few: below about 40, Cameron, Gelbach and Miller, Review of Economics and
//! Statistics 90 (2008) 414-427; [`crate::evaluate`] has a correction that holds for fewer.

use super::nb2::{Nb2Fit, slopes, sums_of_shares};
use super::{Fit, Rows};

/// Cluster-robust covariance of the coefficients of a Poisson fit, columns x columns. `clusters` names each row's
/// cluster. None when there are fewer than two clusters or no more rows than columns, or the lists have other lengths
/// than those that were fitted.
pub fn covariance(rows: Rows, fit: &Fit, clusters: &[u32]) -> Option<Vec<f64>> {
    let k = rows.columns;
    let weight = |i: usize| rows.weights.map_or(1.0, |w| w[i]);
    let n = rows.counts.len();
    if fit.fitted.len() != n || clusters.len() != n || rows.design.len() != n * k {
        return None;
    }
    sandwich(&fit.covariance, k, k, clusters, |i, sum| {
        let pull = weight(i) * (rows.counts[i] - fit.fitted[i]);
        for (s, x) in sum.iter_mut().zip(&rows.design[i * k..]) {
            *s += pull * x;
        }
    })
}

/// The same for a negative binomial fit, alpha last: (columns + 1) x (columns + 1).
pub fn covariance_nb2(rows: Rows, fit: &Nb2Fit, clusters: &[u32]) -> Option<Vec<f64>> {
    let k = rows.columns;
    let n = rows.counts.len();
    if fit.fitted.len() != n || clusters.len() != n || rows.design.len() != n * k {
        return None;
    }
    let sums = sums_of_shares(rows.counts, fit.alpha);
    sandwich(&fit.covariance, k + 1, k, clusters, |i, sum| {
        let y = rows.counts[i];
        let (by_mean, by_alpha) = slopes(y, fit.fitted[i], fit.alpha, sums[y as usize].0);
        for (s, x) in sum.iter_mut().zip(&rows.design[i * k..(i + 1) * k]) {
            *s += by_mean * x;
        }
        sum[k] += by_alpha;
    })
}

/// bread x (sum over clusters of pull pull') x bread x correction. `size` is the side of bread, `columns` the number of
/// coefficients that the correction counts.
fn sandwich(
    bread: &[f64],
    size: usize,
    columns: usize,
    clusters: &[u32],
    mut add: impl FnMut(usize, &mut [f64]),
) -> Option<Vec<f64>> {
    let n = clusters.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|i| clusters[*i]);
    let (mut meat, mut pull, mut groups) = (vec![0.0; size * size], vec![0.0; size], 0usize);
    for group in order.chunk_by(|a, b| clusters[*a] == clusters[*b]) {
        groups += 1;
        pull.fill(0.0);
        for i in group {
            add(*i, &mut pull);
        }
        for a in 0..size {
            for b in 0..size {
                meat[a * size + b] += pull[a] * pull[b];
            }
        }
    }
    if groups < 2 || n <= columns {
        return None;
    }
    let factor = groups as f64 / (groups - 1) as f64 * (n - 1) as f64 / (n - columns) as f64;
    let product = |a: &[f64], b: &[f64]| {
        let mut out = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..size {
                out[i * size + j] = (0..size).map(|c| a[i * size + c] * b[c * size + j]).sum();
            }
        }
        out
    };
    let mut out = product(&product(bread, &meat), bread);
    out.iter_mut().for_each(|x| *x *= factor);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::nb2::nb2;
    use super::super::{CannotFit, Stop, poisson};
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance * b.abs().max(1e-9), "{a} is not {b}");
    }

    #[test]
    fn errors_per_area_and_extra_variation_are_those_of_statsmodels() {
        let golden: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/golden/glm_did_stl.json")).unwrap();
        let areas: Vec<Vec<f64>> = serde_json::from_value(golden["counts_area_by_week"].clone()).unwrap();
        let (mut design, mut counts, mut clusters) = (Vec::new(), Vec::new(), Vec::new());
        for (area, weeks) in areas.iter().enumerate() {
            for (week, y) in weeks.iter().enumerate() {
                let (treat, post) = (f64::from(area < 10), f64::from(week >= 78));
                let turn = std::f64::consts::TAU * week as f64 / 52.18;
                design.extend([1.0, treat, post, treat * post, turn.sin(), turn.cos()]);
                counts.push(*y);
                clusters.push(area as u32);
            }
        }
        let rows = Rows { design: &design, columns: 6, counts: &counts, weights: None, offset: None };
        let fit = poisson(rows, Stop::default()).unwrap();
        let robust = covariance(rows, &fit, &clusters).unwrap();
        for c in 0..6 {
            close(robust[c * 7].sqrt(), golden["poisson_cluster_se"][c].as_f64().unwrap(), 1e-6);
        }
        let fit = nb2(rows, 50).unwrap();
        for c in 0..6 {
            close(fit.coefficients[c], golden["nb2"]["params"][c].as_f64().unwrap(), 1e-6);
            close(fit.error(c), golden["nb2"]["se"][c].as_f64().unwrap(), 1e-6);
        }
        close(fit.alpha, golden["nb2"]["params"][6].as_f64().unwrap(), 1e-6);
        close(fit.error(6), golden["nb2"]["se"][6].as_f64().unwrap(), 1e-6);
        close(fit.log_likelihood, golden["nb2"]["llf"].as_f64().unwrap(), 1e-9);
        // The slopes of the likelihood are 0 at the fit.
        let sums = sums_of_shares(&counts, fit.alpha);
        let by = |i: usize| slopes(counts[i], fit.fitted[i], fit.alpha, sums[counts[i] as usize].0);
        let total = (0..counts.len()).map(by).fold((0.0, 0.0), |t: (f64, f64), s| (t.0 + s.0, t.1 + s.1));
        assert!(total.0.abs() < 1e-4 && total.1.abs() < 1e-4, "{total:?}");
        // Stronger than the model's own errors in both, because the areas differ in level.
        let robust = covariance_nb2(rows, &fit, &clusters).unwrap();
        assert!(robust[0].sqrt() > 3.0 * fit.error(0));
        assert_eq!(covariance(rows, &poisson(rows, Stop::default()).unwrap(), &[0; 5200]), None);
    }

    #[test]
    fn counts_that_vary_too_little_are_poisson_counts() {
        let (design, counts) = ([1.0; 6], [2.0, 2.0, 3.0, 2.0, 2.0, 3.0]);
        let rows = Rows { design: &design, columns: 1, counts: &counts, weights: None, offset: None };
        let fit = nb2(rows, 50).unwrap();
        assert_eq!((fit.alpha, fit.error(1)), (0.0, 0.0));
        close(fit.coefficients[0], (14.0_f64 / 6.0).ln(), 1e-9);
        let halves = [0.5; 6];
        assert_eq!(nb2(Rows { counts: &halves, ..rows }, 50).unwrap_err(), CannotFit::NotANumber);
    }

    proptest! {
        #[test]
        fn odd_data_give_a_fit_or_a_reason(
            counts in proptest::collection::vec(prop_oneof![Just(0u32), 0u32..9, 0u32..5000], 0..40), by in 1usize..9,
        ) {
            let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
            let design: Vec<f64> = (0..counts.len()).flat_map(|i| [1.0, f64::from(i % 2 == 0)]).collect();
            let rows = Rows { design: &design, columns: 2, counts: &counts, weights: None, offset: None };
            let clusters: Vec<u32> = (0..counts.len()).map(|i| (i / by) as u32).collect();
            if let Ok(fit) = nb2(rows, 100) {
                prop_assert!(fit.alpha >= 0.0 && fit.covariance.iter().all(|c| c.is_finite()), "{:?}", fit);
                if let Some(c) = covariance_nb2(rows, &fit, &clusters) {
                    prop_assert!(c.iter().all(|c| c.is_finite()) && c[0] >= -1e-12);
                }
            }
        }
    }
}
