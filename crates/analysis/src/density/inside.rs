//! How dense are events in a municipality beyond whose border nothing is known?
//!
//! Near the border a part of the kernel lies outside, where no event can be seen, and so the density comes out too low.
//! It is divided by the part of the kernel that lies inside (Diggle, Applied Statistics 34 (1985) 138-147): even events
//! then have an even density up to the border.

use rayon::prelude::*;
use statrs::function::erf::erf;

use super::binned::{REACH, binned};
use super::smooth::{Held, smoothed};
use super::{Kernel, Lattice, on_grid, sound_bandwidth};

/// How closely a density is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// As exactly as numbers are.
    Exact,
    /// The Gaussian by [`binned`]; other kernels are exact.
    Binned,
}

/// The density at every point of the lattice that `mask` holds, row by row; None at the others. Each point stands for the
/// square around it. Events in no held square are left out; the density is of those that remain, and summed over the mask
/// it is about 1. None without such an event, with a mask that is not of the lattice, or where the density itself is
/// refused.
pub fn inside(
    events: &[(f64, f64)],
    lattice: &Lattice,
    mask: &[bool],
    h: f64,
    kernel: Kernel,
    detail: Detail,
) -> Option<Vec<Option<f64>>> {
    if mask.len() != lattice.columns * lattice.rows || !sound_bandwidth(h) || h / lattice.step > 10_000.0 {
        return None;
    }
    let held = |p: &&(f64, f64)| {
        let column = ((p.0 - lattice.west) / lattice.step + 0.5).floor();
        let row = ((p.1 - lattice.south) / lattice.step + 0.5).floor();
        let there = column >= 0.0 && row >= 0.0 && column < lattice.columns as f64 && row < lattice.rows as f64;
        there && mask[row as usize * lattice.columns + column as usize]
    };
    let events: Vec<(f64, f64)> = events.iter().filter(held).copied().collect();
    let density = match (detail, kernel) {
        (Detail::Binned, Kernel::Gaussian) => binned(&events, lattice, h),
        _ => on_grid(&events, &lattice.xs(), &lattice.ys(), h, kernel),
    }?;
    let inner = inner(lattice, mask, h, kernel);
    Some((0..mask.len()).map(|i| mask[i].then(|| density[i] / inner[i])).collect())
}

/// The part of the kernel around each point of the mask that lies inside: above 0, at most 1.
fn inner(lattice: &Lattice, mask: &[bool], h: f64, kernel: Kernel) -> Vec<f64> {
    let reach = match kernel {
        Kernel::Gaussian => (REACH * h / lattice.step).ceil() as usize,
        Kernel::Epanechnikov | Kernel::Quartic => (h / lattice.step).ceil() as usize,
    };
    if kernel == Kernel::Gaussian {
        // The bell over each square, by its distribution function.
        let upto = |k: f64| erf((k - reach as f64 - 0.5) * lattice.step / h / std::f64::consts::SQRT_2) / 2.0;
        let mut bell: Vec<f64> = (0..=2 * reach).map(|k| upto(k as f64 + 1.0) - upto(k as f64)).collect();
        let all: f64 = bell.iter().sum();
        bell.iter_mut().for_each(|b| *b /= all);
        let (columns, rows) = (lattice.columns, lattice.rows);
        let held = Held { columns: (reach, reach + columns), rows: (reach, reach + rows) };
        return smoothed(|i| f64::from(u8::from(mask[i])), held, (columns, rows), &bell);
    }
    let wide = lattice.columns + 2 * reach;
    let mut held = vec![0.0; wide * (lattice.rows + 2 * reach)];
    for (row, part) in mask.chunks(lattice.columns).enumerate() {
        let at = (row + reach) * wide + reach;
        held[at..at + part.len()].iter_mut().zip(part).for_each(|(to, m)| *to = f64::from(u8::from(*m)));
    }
    // The kernel over each square by a few points in it.
    const FINE: usize = 5;
    let side = 2 * reach + 1;
    let at = |k: usize, f: usize| (k as f64 - reach as f64 + (f as f64 + 0.5) / FINE as f64 - 0.5) * lattice.step / h;
    let over = |row: usize, column: usize| -> f64 {
        let each = (0..FINE * FINE).map(|f| (1.0 - at(row, f / FINE).powi(2) - at(column, f % FINE).powi(2)).max(0.0));
        if kernel == Kernel::Quartic { each.map(|u| u * u).sum() } else { each.sum() }
    };
    let weights: Vec<f64> = (0..side * side).map(|i| over(i / side, i % side)).collect();
    let all: f64 = weights.iter().sum();
    let mut out = vec![0.0; mask.len()];
    out.par_chunks_mut(lattice.columns).enumerate().for_each(|(row, to)| {
        for (column, to) in to.iter_mut().enumerate().filter(|(c, _)| mask[row * lattice.columns + c]) {
            let lines = weights.chunks(side).enumerate();
            *to = lines
                .map(|(k, w)| {
                    let from = (row + k) * wide + column;
                    w.iter().zip(&held[from..from + side]).map(|(w, m)| w * m).sum::<f64>()
                })
                .sum::<f64>()
                / all;
        }
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn even_events_are_even_up_to_the_border_and_into_its_corners() {
        // An L of squares of 50 m, with four events evenly in each.
        let lattice = Lattice::parse(25.0, 25.0, 50.0, 40, 40).unwrap();
        let mask: Vec<bool> = (0..1600).map(|i| i / 40 < 20 || i % 40 < 20).collect();
        let quarter = |i: usize| {
            [(12.5, 12.5), (37.5, 12.5), (12.5, 37.5), (37.5, 37.5)]
                .map(|(x, y)| (50.0 * (i % 40) as f64 + x, 50.0 * (i / 40) as f64 + y))
        };
        let events: Vec<(f64, f64)> = (0..1600).filter(|i| mask[*i]).flat_map(quarter).collect();
        let even = 1.0 / (1200.0 * 2500.0);
        for kernel in [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic] {
            for detail in [Detail::Exact, Detail::Binned] {
                let found = inside(&events, &lattice, &mask, 200.0, kernel, detail).unwrap();
                for (f, m) in found.iter().zip(&mask) {
                    assert_eq!(f.is_some(), *m);
                    assert!(f.is_none_or(|f| (f / even - 1.0).abs() < 0.02), "{kernel:?} {detail:?} {f:?} {even}");
                }
            }
        }
        let bare = on_grid(&events, &[25.0], &[25.0], 200.0, Kernel::Gaussian).unwrap()[0];
        assert!(bare < 0.4 * even, "without correction the corner has about a quarter: {bare}");
    }

    #[test]
    fn where_no_border_is_near_nothing_is_corrected() {
        let lattice = Lattice::parse(0.0, 0.0, 25.0, 121, 121).unwrap();
        let mask = vec![true; 121 * 121];
        let events = [(1500.0, 1500.0), (1510.0, 1480.0)];
        for kernel in [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic] {
            let found = inside(&events, &lattice, &mask, 200.0, kernel, Detail::Exact).unwrap();
            let bare = on_grid(&events, &[1500.0], &[1500.0], 200.0, kernel).unwrap()[0];
            assert!((found[60 * 121 + 60].unwrap() / bare - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn events_outside_are_left_out_and_none_left_is_refused() {
        let lattice = Lattice::parse(0.0, 0.0, 50.0, 4, 4).unwrap();
        let mut mask = vec![false; 16];
        mask[5] = true;
        let here = inside(&[(50.0, 50.0)], &lattice, &mask, 100.0, Kernel::Quartic, Detail::Exact);
        let more = [(50.0, 50.0), (0.0, 0.0), (f64::NAN, 0.0), (9e9, 0.0)];
        assert_eq!(inside(&more, &lattice, &mask, 100.0, Kernel::Quartic, Detail::Exact), here);
        assert_eq!(inside(&more[1..], &lattice, &mask, 100.0, Kernel::Quartic, Detail::Exact), None);
        assert_eq!(inside(&more, &lattice, &mask[1..], 100.0, Kernel::Quartic, Detail::Exact), None);
        assert_eq!(inside(&more, &lattice, &mask, f64::NAN, Kernel::Quartic, Detail::Exact), None);
    }

    proptest! {
        #[test]
        fn correction_only_raises_and_never_panics(
            events in proptest::collection::vec((-100.0f64..700.0, -100.0f64..700.0), 0..20),
            mask in proptest::collection::vec(any::<bool>(), 64), h in 1.0f64..400.0,
        ) {
            let lattice = Lattice::parse(0.0, 0.0, 80.0, 8, 8).unwrap();
            for kernel in [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic] {
                let part = inner(&lattice, &mask, h, kernel);
                for (v, p) in inside(&events, &lattice, &mask, h, kernel, Detail::Binned).into_iter().flatten().zip(part) {
                    prop_assert!(v.is_none_or(|v| v.is_finite() && v >= 0.0 && p > 0.0 && p <= 1.0 + 1e-9));
                }
            }
        }
    }
}
