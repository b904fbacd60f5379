//! Do Gi* and Gi agree with esda and spdep, and keep still when nothing gathers?

use proptest::prelude::*;

use super::*;
use crate::golden::{carolina, lattice, numbers};
use crate::weights::Decay;

#[test]
fn gi_star_and_gi_agree_with_esda_in_every_cell() {
    let (g, counts, draws) = lattice();
    let queen = Neighbours::queen(30, 30);
    let (found, without) = (gi_star(&counts, &queen, &draws).unwrap(), gi(&counts, &queen, &draws).unwrap());
    let (gs, zs, ps) = (numbers(&g["Gi_star"]), numbers(&g["Gi_star_z"]), numbers(&g["Gi_star_p_sim"]));
    let gi_z = numbers(&g["Gi_z"]);
    for i in 0..900 {
        assert!((found[i].g - gs[i]).abs() <= 1e-9 * gs[i].abs(), "g of {i}: {} {}", found[i].g, gs[i]);
        assert!((found[i].z - zs[i]).abs() <= 1e-9 * zs[i].abs().max(1.0), "z of {i}: {} {}", found[i].z, zs[i]);
        // esda gives the smaller tail, in single precision.
        let folded = (f64::from(found[i].larger.min(999 - found[i].larger)) + 1.0) / 1000.0;
        assert!((folded - ps[i]).abs() < 1e-7, "p of {i}: {folded} {}", ps[i]);
        assert!((without[i].z - gi_z[i]).abs() <= 1e-9 * gi_z[i].abs().max(1.0), "Gi of {i}: {}", without[i].z);
        assert_eq!((without[i].larger, without[i].p), (found[i].larger, found[i].p), "cell {i}");
    }
}

#[test]
fn rates_of_north_carolina_have_the_z_of_spdep() {
    let Some((g, rates, near)) = carolina() else { return };
    let draws = Permutations::random(100, near.most(), 99, 1);
    let weights = Weights::equal(near);
    let found = gi_star_weighted(&rates, &weights, 1.0, &draws).unwrap();
    let without = gi_weighted(&rates, &weights, &draws).unwrap();
    for (key, found) in [("Gi_star_z", &found), ("Gi_z", &without)] {
        for (f, e) in found.iter().zip(numbers(&g[key])) {
            assert!((f.z - e).abs() <= 1e-9 * e.abs().max(1.0), "{key}: {} {e}", f.z);
        }
    }
    assert!(found.iter().all(|l| l.larger + l.smaller >= 99));
}

#[test]
fn a_cluster_is_found_and_evenness_is_not_one() {
    let mut counts = vec![2u32; 400];
    for (r, c) in [(9, 9), (9, 10), (10, 9), (10, 10)] {
        counts[r * 20 + c] = 30;
    }
    let neighbours = Neighbours::queen(20, 20);
    let draws = Permutations::random(400, 8, permutations_needed(400, 0.05), 1);
    let p: Vec<f64> = gi_star(&counts, &neighbours, &draws).unwrap().iter().map(|l| l.p).collect();
    let sure: Vec<usize> =
        crate::fdr::corrected(&p).iter().enumerate().filter(|(_, q)| **q <= 0.05).map(|(i, _)| i).collect();
    assert!(sure.contains(&189) && sure.contains(&210) && !sure.contains(&0), "{sure:?}");
    for method in [gi_star, gi] {
        let even = method(&[3; 400], &neighbours, &draws).unwrap();
        assert!(even.iter().all(|l| l.z == 0.0 && l.p == 1.0 && l.p_two_sided == 1.0));
        assert_eq!(method(&[0; 400], &neighbours, &draws), None);
        assert_eq!(method(&[], &Neighbours::queen(0, 0), &draws), None);
    }
    // One cell that is full: the others are equal, and Gi of that cell is about them.
    let mut one = vec![3u32; 400];
    one[7] = 900;
    assert_eq!(gi(&one, &neighbours, &draws).unwrap()[7].z, 0.0);
}

#[test]
fn large_counts_and_rates_have_the_ranks_of_small_ones() {
    let small: Vec<u32> = (0..100).map(|i| i * i * 7 % 23).collect();
    let large: Vec<u32> = small.iter().map(|c| c * 100_000_000).collect();
    let rates: Vec<f64> = small.iter().map(|c| f64::from(*c) / 7.0).collect();
    let (queen, draws) = (Neighbours::queen(10, 10), Permutations::random(100, 8, 499, 5));
    let ranks = |l: Vec<Local>| l.iter().map(|l| (l.larger, l.smaller)).collect::<Vec<_>>();
    let expected = ranks(gi_star(&small, &queen, &draws).unwrap());
    assert_eq!(ranks(gi_star(&large, &queen, &draws).unwrap()), expected);
    let equal = Weights::equal(queen);
    assert_eq!(ranks(gi_star_weighted(&rates, &equal, 1.0, &draws).unwrap()), expected);
    assert_eq!(ranks(gi_weighted(&rates, &equal.row_standardised(), &draws).unwrap()), expected);
}

#[test]
fn no_number_of_permutations_is_more_than_can_be_held() {
    for count in [usize::MAX, 1 << 32] {
        assert_eq!(Permutations::random(3, 1, count, 1).count(), crate::permutation::MOST_PERMUTATIONS);
    }
}

#[test]
fn a_fitted_tail_goes_below_the_least_p_that_permutations_can_give() {
    let mut counts: Vec<u32> = (0..400).map(|i| i * i * 7 % 5).collect();
    for (r, c) in (8..12).flat_map(|r| (8..12).map(move |c| (r, c))) {
        counts[r * 20 + c] += 3;
    }
    let (queen, draws) = (Neighbours::queen(20, 20), Permutations::random(400, 8, 999, 1));
    let plain = gi_star(&counts, &queen, &draws).unwrap();
    let fitted = with_fitted_tails(plain.clone(), &counts, &queen, &draws);
    assert!(plain[189].p <= 0.002 && fitted[189].p < plain[189].p && fitted[189].p > 0.0, "{:?}", fitted[189]);
    for (p, f) in plain.iter().zip(&fitted).filter(|(p, _)| p.larger >= 10) {
        assert_eq!(p, f);
    }
    assert_eq!(with_fitted_tails(plain.clone(), &counts[1..], &queen, &draws), plain);
}

/// Values in the order of `order`, with their places.
fn turned<T: Copy>(values: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|i| values[*i]).collect()
}

proptest! {
    #[test]
    fn no_counts_make_it_panic_and_threads_do_not_matter(
        counts in proptest::collection::vec(prop_oneof![0u32..50, any::<u32>()], 0..30), seed in any::<u64>(),
    ) {
        let n = counts.len();
        let neighbours = Neighbours::queen(1, n);
        let draws = Permutations::random(n, 2, 99, seed);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let alone = one.install(|| (gi_star(&counts, &neighbours, &draws), gi(&counts, &neighbours, &draws)));
        let together = (gi_star(&counts, &neighbours, &draws), gi(&counts, &neighbours, &draws));
        prop_assert_eq!(&alone, &together);
        for l in together.0.into_iter().flatten() {
            prop_assert!(l.g.is_finite() && l.z.is_finite() && l.p > 0.0 && l.p <= 1.0);
        }
    }

    #[test]
    fn no_rates_make_it_panic(
        values in proptest::collection::vec(prop_oneof![0.0f64..9.0, any::<f64>()], 0..12), own in any::<f64>(),
    ) {
        let n = values.len();
        let draws = Permutations::random(n, 2, 19, 1);
        let weights = Weights::equal(Neighbours::rook(1, n));
        for l in gi_star_weighted(&values, &weights, own, &draws).into_iter().flatten() {
            prop_assert!(l.p > 0.0 && l.p <= 1.0 && l.p_two_sided > 0.0 && l.p_two_sided <= 1.0);
        }
        gi_weighted(&values, &weights, &draws);
    }

    /// The draws are by place in the list, so p is another draw after reordering; what is by formula must be the same.
    #[test]
    fn the_order_of_cells_and_a_shift_of_the_plane_do_not_matter_to_z(
        cells in proptest::collection::vec((0i32..20, 0i32..20, 0u32..30), 3..25), east in -500_000i32..500_000,
    ) {
        let places: Vec<(f64, f64)> = cells.iter().map(|c| (f64::from(c.0) * 100.0, f64::from(c.1) * 100.0)).collect();
        let values: Vec<f64> = cells.iter().map(|c| f64::from(c.2)).collect();
        let z = |places: &[(f64, f64)], values: &[f64]| {
            let near = Neighbours::within(places, 300.0).unwrap();
            let weights = Weights::by_distance(near, places, Decay::Inverse { power: 1.0, least: 50.0 }).unwrap();
            let draws = Permutations::random(values.len(), 3, 9, 1);
            gi_star_weighted(values, &weights, 0.02, &draws).map(|l| l.iter().map(|l| l.z).collect::<Vec<f64>>())
        };
        let order: Vec<usize> = (0..cells.len()).rev().collect();
        let moved: Vec<(f64, f64)> = places.iter().map(|p| (p.0 + f64::from(east), p.1 + 6_500_000.0)).collect();
        let first = z(&places, &values);
        let back = z(&turned(&places, &order), &turned(&values, &order)).map(|z| turned(&z, &order));
        for other in [back, z(&moved, &values)] {
            prop_assert_eq!(first.is_some(), other.is_some());
            for (a, b) in first.iter().flatten().zip(other.iter().flatten()) {
                prop_assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{} {}", a, b);
            }
        }
    }
}
