//! How dense are events around each point of a grid?
//!
//! Kernel density with a fixed bandwidth, exact: events per square metre, as a share of all (it sums to 1
//! over the plane). The Gaussian kernel is the product of one in x and one in y, so a grid of it is a
//! product of two matrices.

use rayon::prelude::*;

/// The form of the kernel; `h` is its bandwidth in metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// exp(-d²/2h²)/(2πh²).
    Gaussian,
    /// 2/(πh²) (1 - d²/h²) within h.
    Epanechnikov,
    /// 3/(πh²) (1 - d²/h²)² within h.
    Quartic,
}

/// The density at every (x, y), x in `xs` and y in `ys`, row by row of `ys`. None without points, or with a
/// bandwidth or a place that is no positive or no finite number.
pub fn on_grid(points: &[(f64, f64)], xs: &[f64], ys: &[f64], h: f64, kernel: Kernel) -> Option<Vec<f64>> {
    let fine = |v: f64| v.is_finite();
    let places = points.iter().all(|p| fine(p.0) && fine(p.1)) && xs.iter().chain(ys).all(|v| fine(*v));
    let bandwidth = h.is_finite() && h > 0.0;
    if points.is_empty() || !places || !bandwidth {
        return None;
    }
    let n = points.len() as f64;
    let h2 = h * h;
    let mut out = vec![0.0; xs.len() * ys.len()];
    if xs.is_empty() || ys.is_empty() {
        return Some(out);
    }
    match kernel {
        Kernel::Gaussian => {
            let gx: Vec<f64> =
                xs.iter().flat_map(|x| points.iter().map(move |p| (-(x - p.0).powi(2) / (2.0 * h2)).exp())).collect();
            let scale = 1.0 / (n * 2.0 * std::f64::consts::PI * h2);
            out.par_chunks_mut(xs.len()).zip(ys).for_each(|(row, y)| {
                let gy: Vec<f64> = points.iter().map(|p| (-(y - p.1).powi(2) / (2.0 * h2)).exp()).collect();
                for (cell, g) in row.iter_mut().zip(gx.chunks_exact(points.len())) {
                    *cell = g.iter().zip(&gy).map(|(a, b)| a * b).sum::<f64>() * scale;
                }
            });
        }
        Kernel::Epanechnikov | Kernel::Quartic => {
            let (factor, power) = if kernel == Kernel::Quartic { (3.0, 2) } else { (2.0, 1) };
            let scale = factor / (n * std::f64::consts::PI * h2);
            out.par_chunks_mut(xs.len()).zip(ys).for_each(|(row, y)| {
                // Only points in the band of this row can reach it.
                let band: Vec<(f64, f64)> =
                    points.iter().map(|p| (p.0, (y - p.1).powi(2))).filter(|p| p.1 < h2).collect();
                for (cell, x) in row.iter_mut().zip(xs) {
                    let near = |p: &(f64, f64)| (1.0 - ((x - p.0).powi(2) + p.1) / h2).max(0.0).powi(power);
                    *cell = band.iter().map(near).sum::<f64>() * scale;
                }
            });
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaussian_and_epanechnikov_agree_with_scikit_learn() {
        let g: serde_json::Value = serde_json::from_str(include_str!("../tests/golden/kde_2000.json")).unwrap();
        let points: Vec<(f64, f64)> = serde_json::from_value(g["points"].clone()).unwrap();
        let centres: Vec<f64> = (0..20).map(|i| 125.0 + 250.0 * f64::from(i)).collect();
        for (name, kernel) in [("gaussian", Kernel::Gaussian), ("epanechnikov", Kernel::Epanechnikov)] {
            let expected: Vec<f64> = serde_json::from_value(g["density"][name].clone()).unwrap();
            let found = on_grid(&points, &centres, &centres, 200.0, kernel).unwrap();
            for (f, e) in found.iter().zip(&expected) {
                assert!((f - e).abs() <= 1e-9 * e.abs() + 1e-16, "{name}: {f} {e}");
            }
        }
    }

    #[test]
    fn every_kernel_sums_to_one_over_the_plane_and_odd_input_is_refused() {
        let xs: Vec<f64> = (-60..=60).map(|i| f64::from(i) * 10.0).collect();
        for kernel in [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic] {
            let sum: f64 = on_grid(&[(0.0, 0.0), (30.0, -20.0)], &xs, &xs, 100.0, kernel).unwrap().iter().sum();
            assert!((sum * 100.0 - 1.0).abs() < 2e-3, "{kernel:?}: {}", sum * 100.0);
        }
        assert_eq!(on_grid(&[], &xs, &xs, 100.0, Kernel::Quartic), None);
        assert_eq!(on_grid(&[(0.0, f64::NAN)], &xs, &xs, 100.0, Kernel::Quartic), None);
        assert_eq!(on_grid(&[(0.0, 0.0)], &xs, &xs, 0.0, Kernel::Quartic), None);
    }
}
