//! How dense are events around each point of a grid?
//!
//! Kernel density with a fixed bandwidth (Silverman, Density Estimation, 1986, ch. 4): events per square metre, as a share
//! of all (it sums to 1 over the plane). Exact for what is published; the Gaussian kernel is the product of one in x and
//! one in y, so a grid of it is a product of two matrices. [`binned`] is for what changes while someone looks at it, and
//! [`inside`] is for a municipality beyond whose border nothing is known.

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use rayon::prelude::*;

mod binned;
mod inside;
mod smooth;

pub use binned::binned;
pub use inside::{Detail, inside};

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

/// Points of a grid at equal steps: `columns` to the east of the first and `rows` to the north of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lattice {
    west: f64,
    south: f64,
    step: f64,
    columns: usize,
    rows: usize,
}

impl Lattice {
    /// The lattice whose south-western point is at (`west`, `south`), in metres; `step` in metres. None with a number that
    /// is not finite, a step that is not above zero, no point at all, or more than 100 million points.
    pub fn parse(west: f64, south: f64, step: f64, columns: usize, rows: usize) -> Option<Lattice> {
        let ends = [west, south, west + step * columns as f64, south + step * rows as f64];
        let sized = (1..=100_000_000).contains(&columns.checked_mul(rows)?);
        let sound = ends.iter().all(|v| v.is_finite()) && step > 0.0;
        (sound && sized).then_some(Lattice { west, south, step, columns, rows })
    }

    /// The x of each column, in metres.
    pub fn xs(&self) -> Vec<f64> {
        (0..self.columns).map(|c| self.west + self.step * c as f64).collect()
    }

    /// The y of each row, in metres.
    pub fn ys(&self) -> Vec<f64> {
        (0..self.rows).map(|r| self.south + self.step * r as f64).collect()
    }
}

/// The density at every (x, y), x in `xs` and y in `ys`, row by row of `ys`. None without points, or with a
/// bandwidth or a place that is no positive or no finite number.
pub fn on_grid(points: &[(f64, f64)], xs: &[f64], ys: &[f64], h: f64, kernel: Kernel) -> Option<Vec<f64>> {
    let places = finite(points) && xs.iter().chain(ys).all(|v| v.is_finite());
    if points.is_empty() || !places || !sound_bandwidth(h) {
        return None;
    }
    if xs.is_empty() || ys.is_empty() {
        return Some(Vec::new());
    }
    // Sums in one order: the order of the file does not matter even to rounding.
    let mut sorted = points.to_vec();
    sorted.sort_unstable_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
    Some(match kernel {
        Kernel::Gaussian => gaussian(&sorted, xs, ys, h),
        Kernel::Epanechnikov => within_reach(&sorted, xs, ys, h, 2.0, |u| u),
        Kernel::Quartic => within_reach(&sorted, xs, ys, h, 3.0, |u| u * u),
    })
}

fn finite(points: &[(f64, f64)]) -> bool {
    points.iter().all(|p| p.0.is_finite() && p.1.is_finite())
}

/// A bandwidth whose square is a number that can be divided by.
fn sound_bandwidth(h: f64) -> bool {
    h > 0.0 && (h * h).is_normal()
}

/// Points that are taken into one product of matrices, and rows of one thread's part of it. Both are fixed, so that sums
/// do not depend on the number of threads.
const POINTS: usize = 2048;
const ROWS: usize = 128;

fn gaussian(points: &[(f64, f64)], xs: &[f64], ys: &[f64], h: f64) -> Vec<f64> {
    // What is further out than this adds less than the smallest share that can be seen, and products of such numbers
    // are too small for fast arithmetic.
    const FARTHEST: f64 = -350.0;
    let bell = |d: f64| {
        let power = -(d / h) * (d / h) / 2.0;
        if power < FARTHEST { 0.0 } else { power.exp() }
    };
    let scale = 1.0 / (points.len() as f64 * 2.0 * std::f64::consts::PI * h * h);
    let mut out = vec![0.0; xs.len() * ys.len()];
    let (mut east, mut north) = (vec![0.0; POINTS * xs.len()], vec![0.0; ys.len() * POINTS]);
    for part in points.chunks(POINTS) {
        let n = part.len();
        east.par_chunks_mut(xs.len()).zip(part).for_each(|(row, p)| {
            row.iter_mut().zip(xs).for_each(|(cell, x)| *cell = bell(x - p.0));
        });
        north.par_chunks_mut(n).zip(ys).for_each(|(row, y)| {
            row.iter_mut().zip(part).for_each(|(cell, p)| *cell = bell(y - p.1));
        });
        out.par_chunks_mut(xs.len() * ROWS).zip(north.par_chunks(n * ROWS)).for_each(|(out, north)| {
            let rows = out.len() / xs.len();
            let north = ArrayView2::from_shape((rows, n), &north[..rows * n]);
            let east = ArrayView2::from_shape((n, xs.len()), &east[..n * xs.len()]);
            let out = ArrayViewMut2::from_shape((rows, xs.len()), out);
            if let (Ok(north), Ok(east), Ok(mut out)) = (north, east, out) {
                general_mat_mul(scale, &north, &east, 1.0, &mut out);
            }
        });
    }
    out
}

/// factor/(πh²) form(1 - d²/h²) within h. Points in order of y.
fn within_reach(
    points: &[(f64, f64)],
    xs: &[f64],
    ys: &[f64],
    h: f64,
    factor: f64,
    form: impl Fn(f64) -> f64 + Sync,
) -> Vec<f64> {
    let scale = factor / (points.len() as f64 * std::f64::consts::PI * h * h);
    let in_order = xs.is_sorted();
    let mut out = vec![0.0; xs.len() * ys.len()];
    out.par_chunks_mut(xs.len()).zip(ys).for_each(|(row, y)| {
        let first = points.partition_point(|p| p.1 <= y - h);
        for p in points[first..].iter().take_while(|p| p.1 < y + h) {
            let north = 1.0 - ((y - p.1) / h).powi(2);
            // Only this stretch of the row is within reach.
            let (from, to) = if in_order {
                (xs.partition_point(|x| *x <= p.0 - h), xs.partition_point(|x| *x < p.0 + h))
            } else {
                (0, xs.len())
            };
            for (cell, x) in row[from..to].iter_mut().zip(&xs[from..to]) {
                let d = (x - p.0) / h;
                *cell += form((north - d * d).max(0.0));
            }
        }
        row.iter_mut().for_each(|cell| *cell *= scale);
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn a_product_of_matrices_is_the_sum_over_points_with_more_points_than_one_block() {
        let points: Vec<(f64, f64)> = (0..5000).map(|i| (f64::from(i * 37 % 4999), f64::from(i * i % 4001))).collect();
        let (xs, ys) = ([10.0, 2000.0, 4500.0], (0..70).map(|i| 50.0 * f64::from(i)).collect::<Vec<f64>>());
        let found = on_grid(&points, &xs, &ys, 150.0, Kernel::Gaussian).unwrap();
        for (i, f) in found.iter().enumerate() {
            let (x, y) = (xs[i % 3], ys[i / 3]);
            let d2 = |p: &(f64, f64)| ((x - p.0).powi(2) + (y - p.1).powi(2)) / 150f64.powi(2);
            let sum: f64 = points.iter().map(|p| (-d2(p) / 2.0).exp()).sum();
            let expected = sum / (5000.0 * 2.0 * std::f64::consts::PI * 150f64.powi(2));
            assert!((f - expected).abs() <= 1e-12 * expected, "{f} {expected}");
        }
    }

    proptest! {
        #[test]
        fn the_order_of_points_and_threads_do_not_matter_and_a_shift_only_by_rounding(
            points in proptest::collection::vec((0i32..900, 0i32..900), 1..60), east in -500_000i32..500_000,
        ) {
            let points: Vec<(f64, f64)> = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let found = |points: &[(f64, f64)], kernel, east: f64, north: f64| {
                let line = |from: f64| (0..9).map(|i| from + 100.0 * f64::from(i)).collect::<Vec<f64>>();
                on_grid(points, &line(east), &line(north), 150.0, kernel).unwrap()
            };
            let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
            for kernel in [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic] {
                let first = found(&points, kernel, 0.0, 0.0);
                let mut turned = points.clone();
                turned.reverse();
                prop_assert_eq!(&found(&turned, kernel, 0.0, 0.0), &first);
                prop_assert_eq!(&one.install(|| found(&points, kernel, 0.0, 0.0)), &first);
                let east = f64::from(east);
                let moved: Vec<(f64, f64)> = points.iter().map(|p| (p.0 + east, p.1 + 6_500_000.0)).collect();
                let most = first.iter().fold(0.0, |m: f64, v| m.max(*v));
                for (a, b) in found(&moved, kernel, east, 6_500_000.0).iter().zip(&first) {
                    prop_assert!((a - b).abs() <= 1e-9 * most);
                }
            }
        }

        #[test]
        fn odd_places_do_not_panic(
            points in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..5), xs in proptest::collection::vec(any::<f64>(), 0..3),
            ys in proptest::collection::vec(any::<f64>(), 0..3), h in any::<f64>(),
        ) {
            for kernel in [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic] {
                for v in on_grid(&points, &xs, &ys, h, kernel).into_iter().flatten() {
                    prop_assert!(v >= 0.0);
                }
            }
        }
    }
}
