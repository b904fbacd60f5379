//! Does Moran's I agree with esda and spdep, and its rank with dealing anew?

use proptest::prelude::*;

use super::*;
use crate::compare::normal_at_most;
use crate::golden::{carolina, lattice, numbers};
use crate::weights::Decay;

#[test]
fn the_i_of_all_agrees_with_esda() {
    let (g, counts, _) = lattice();
    let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
    let weights = Weights::equal(Neighbours::queen(30, 30)).row_standardised();
    let found = global(&values, &weights, 99, 1).unwrap();
    for (key, found) in [
        ("moran_I", found.i),
        ("moran_EI", found.expected),
        ("moran_z_norm", found.z_normal),
        ("moran_z_rand", found.z_random),
    ] {
        let expected = g[key].as_f64().unwrap();
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{key}: {found} {expected}");
    }
    assert_eq!((found.larger, found.p), (0, 0.01));
}

#[test]
fn local_i_quadrant_and_p_agree_with_esda_in_every_cell() {
    let (g, counts, draws) = lattice();
    let found = local(&counts, &Neighbours::queen(30, 30), &draws).unwrap();
    let (is, qs, ps) = (numbers(&g["moran_local_I"]), numbers(&g["moran_local_q"]), numbers(&g["moran_local_p_sim"]));
    let quadrants = [Quadrant::HighHigh, Quadrant::LowHigh, Quadrant::LowLow, Quadrant::HighLow];
    for i in 0..900 {
        let esda = found[i].i * 899.0 / 900.0;
        assert!((esda - is[i]).abs() <= 1e-9 * is[i].abs().max(1e-3), "I of {i}: {esda} {}", is[i]);
        assert_eq!(found[i].quadrant, quadrants[qs[i] as usize - 1], "cell {i}");
    }
    // esda adds numbers that are no whole ones, so where a draw ties with the cell, rounding decides whether it counts.
    // Here ties are exact and count: esda's number lies between those with no tie and with every tie.
    let mut ties_by_rounding = 0;
    for (i, l) in found.iter().enumerate() {
        let esda = (ps[i] * 1000.0 - 1.0).round() as u32;
        let folded = |larger: u32| larger.min(999 - larger);
        assert!(
            (999 - l.smaller..=l.larger).any(|larger| folded(larger) == esda),
            "p of {i}: {} {}",
            l.p_folded,
            ps[i]
        );
        ties_by_rounding += u32::from(folded(l.larger) != esda);
    }
    assert_eq!(ties_by_rounding, 154);
}

#[test]
fn north_carolina_is_as_spdep_has_it() {
    let Some((g, rates, near)) = carolina() else { return };
    let draws = Permutations::random(100, near.most(), 99, 1);
    let weights = Weights::equal(near);
    let found = local_weighted(&rates, &weights, &draws).unwrap();
    for (i, (f, e)) in found.iter().zip(g["localmoran_W"].as_array().unwrap()).enumerate() {
        for (key, value) in [("Ii", f.i), ("E.Ii", f.expected), ("Var.Ii", f.variance), ("Z.Ii", f.z)] {
            let expected = e[key].as_f64().unwrap();
            assert!((value - expected).abs() <= 1e-9 * expected.abs(), "{key} of {i}: {value} {expected}");
        }
        let (p, expected) = (2.0 * normal_at_most(-f.z.abs()), e["Pr(z != E(Ii))"].as_f64().unwrap());
        assert!((p - expected).abs() <= 1e-9 * expected, "p of {i}: {p} {expected}");
    }
    let all = global(&rates, &weights.row_standardised(), 999, 1).unwrap();
    for (f, e) in [all.i, all.expected, all.variance_random].iter().zip(numbers(&g["moran_I"])) {
        assert!((f - e).abs() <= 1e-9 * e.abs(), "{f} {e}");
    }
    let expected = numbers(&g["moran_p"])[0];
    let p = normal_at_most(-all.z_random);
    assert!((p - expected).abs() <= 1e-8 * expected, "{p} {expected}");
    assert!(all.p <= 0.003, "{}", all.p);
}

#[test]
fn the_moments_are_those_of_every_way_to_deal() {
    // All 120 ways to deal five values among places of which being neighbours is not mutual.
    let lists = [vec![1, 2], vec![0], vec![3], vec![4, 0], vec![1]];
    let weights = Weights::equal(Neighbours::parse(&lists).unwrap()).row_standardised();
    let values = [1.0, 4.0, 2.0, 9.0, 3.0];
    let mut dealt = Vec::new();
    for code in 0..3125u32 {
        let order: Vec<usize> = (0..5).map(|d| (code / 5u32.pow(d) % 5) as usize).collect();
        if (0..5).all(|v| order.contains(&v)) {
            let values: Vec<f64> = order.iter().map(|i| values[*i]).collect();
            dealt.push(global(&values, &weights, 0, 1).unwrap().i);
        }
    }
    let mean = dealt.iter().sum::<f64>() / 120.0;
    let variance = dealt.iter().map(|i| (i - mean).powi(2)).sum::<f64>() / 120.0;
    let found = global(&values, &weights, 0, 1).unwrap();
    assert_eq!(dealt.len(), 120);
    assert!((mean - found.expected).abs() < 1e-12, "{mean}");
    assert!((variance - found.variance_random).abs() < 1e-12, "{variance} {}", found.variance_random);
}

#[test]
fn where_nothing_can_be_said_nothing_is() {
    let (queen, draws) = (Neighbours::queen(3, 3), Permutations::random(9, 8, 19, 1));
    assert_eq!(local(&[2; 9], &queen, &draws), None);
    assert_eq!(local(&[1, 2, 3], &queen, &draws), None);
    let alone = Weights::equal(Neighbours::from_lists(&vec![Vec::new(); 9]));
    let values: Vec<f64> = (0..9).map(f64::from).collect();
    assert_eq!(global(&values, &alone, 9, 1), None);
    assert!(local_weighted(&values, &alone, &draws).unwrap().iter().all(|l| l.p == 1.0 && l.i == 0.0));
    // Everyone is everyone's neighbour: all ways to deal give the same.
    let all: Vec<Vec<u32>> = (0..9).map(|i| (0..9).filter(|j| *j != i).collect()).collect();
    let all = global(&values, &Weights::equal(Neighbours::parse(&all).unwrap()), 19, 1).unwrap();
    assert_eq!((all.z_random, all.p), (0.0, 1.0));
}

proptest! {
    #[test]
    fn the_rank_of_sums_is_the_rank_of_i(
        counts in proptest::collection::vec(0u32..9, 6..36), columns in 2usize..6, seed in any::<u64>(),
    ) {
        let rows = counts.len() / columns;
        let counts = &counts[..rows * columns];
        let n = counts.len();
        let queen = Neighbours::queen(rows, columns);
        let mut rng = stream(seed, 0);
        let deck: Vec<Vec<u32>> = (0..40).map(|_| {
            let mut ids: Vec<u32> = (0..n as u32 - 1).collect();
            (1..ids.len()).rev().for_each(|i| ids.swap(i, below(&mut rng, i as u32 + 1) as usize));
            ids
        }).collect();
        let found = local(counts, &queen, &Permutations::from_rows(n, &deck).unwrap());
        let mean = counts.iter().sum::<u32>() as f64 / n as f64;
        for (i, l) in found.into_iter().flatten().enumerate().filter(|(i, _)| !queen.of(*i).is_empty()) {
            let z = |j: usize| f64::from(counts[j]) - mean;
            let k = queen.of(i).len();
            let own = z(i) * queen.of(i).iter().map(|j| z(*j as usize)).sum::<f64>() / k as f64;
            let others: Vec<usize> = (0..n).filter(|j| *j != i).collect();
            let dealt: Vec<f64> =
                deck.iter().map(|row| z(i) * row[..k].iter().map(|id| z(others[*id as usize])).sum::<f64>() / k as f64).collect();
            prop_assert_eq!(l.larger as usize, dealt.iter().filter(|d| **d >= own - 1e-9).count());
            prop_assert_eq!(l.smaller as usize, dealt.iter().filter(|d| **d <= own + 1e-9).count());
        }
    }

    #[test]
    fn odd_values_do_not_panic_and_threads_do_not_matter(
        values in proptest::collection::vec(prop_oneof![0.0f64..9.0, any::<f64>()], 0..14),
        counts in proptest::collection::vec(any::<u32>(), 0..14),
    ) {
        let weights = |n: usize| Weights::equal(Neighbours::rook(1, n));
        let draws = |n: usize| Permutations::random(n, 2, 19, 1);
        let all = || (
            global(&values, &weights(values.len()), 19, 1),
            local_weighted(&values, &weights(values.len()), &draws(values.len())),
            local(&counts, &Neighbours::rook(1, counts.len()), &draws(counts.len())),
        );
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let (alone, together) = (one.install(all), all());
        prop_assert_eq!(format!("{alone:?}"), format!("{together:?}"));
        for l in together.2.into_iter().flatten() {
            prop_assert!(l.i.is_finite() && l.z.is_finite() && l.p > 0.0 && l.p <= 1.0);
        }
    }

    #[test]
    fn the_order_of_places_and_the_unit_of_values_do_not_matter(
        cells in proptest::collection::vec((0i32..20, 0i32..20, 0u32..30), 4..25),
    ) {
        let found = |turn: bool, factor: f64| {
            let mut cells = cells.clone();
            if turn { cells.reverse(); }
            let places: Vec<(f64, f64)> = cells.iter().map(|c| (f64::from(c.0) * 100.0, f64::from(c.1) * 100.0)).collect();
            let values: Vec<f64> = cells.iter().map(|c| f64::from(c.2) * factor + factor).collect();
            let near = Neighbours::within(&places, 500.0).unwrap();
            let weights = Weights::by_distance(near, &places, Decay::Gaussian { bandwidth: 300.0 }).unwrap();
            let mut each: Vec<f64> = local_weighted(&values, &weights, &Permutations::random(values.len(), 3, 9, 1))
                .map_or(Vec::new(), |l| l.iter().map(|l| l.i).collect());
            if turn { each.reverse(); }
            global(&values, &weights, 0, 1).map(|g| [g.i, g.variance_random, g.variance_normal]).into_iter().flatten().chain(each).collect::<Vec<f64>>()
        };
        let first = found(false, 1.0);
        for other in [found(true, 1.0), found(false, 0.37)] {
            prop_assert_eq!(first.len(), other.len());
            for (a, b) in first.iter().zip(&other) {
                prop_assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{} {}", a, b);
            }
        }
    }
}
