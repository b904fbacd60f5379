//! Would a map of hot squares have pointed right afterwards?
//!
//! PAI = (n/N)/(a/A) and PEI = n/n* (National Institute of Justice, Real-Time Crime Forecasting Challenge,
//! 2017): n of N later events fell in the chosen squares, which are a of A squares; n* is what the best
//! possible choice would have held.

/// How well the chosen squares held what came later.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Later events in the chosen squares.
    pub inside: u64,
    /// Later events in all.
    pub all: u64,
    /// How many times more than an even spread would have put there.
    pub pai: f64,
    /// The share of what the best possible choice would have held.
    pub pei: f64,
}

/// Chooses the `chosen` squares with most earlier events (the first on a tie) and counts later ones in
/// them. None where the counts do not match, nothing (or more than a u64 counts) came later,
/// or none or all squares are chosen.
pub fn hit(earlier: &[u64], later: &[u64], chosen: usize) -> Option<Hit> {
    let all = later.iter().try_fold(0u64, |sum, n| sum.checked_add(*n))?;
    if earlier.len() != later.len() || all == 0 || chosen == 0 || chosen >= later.len() {
        return None;
    }
    let mut order: Vec<usize> = (0..earlier.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(earlier[*i]), *i));
    let inside: u64 = order[..chosen].iter().map(|i| later[*i]).sum();
    let mut best = later.to_vec();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let most: u64 = best[..chosen].iter().sum();
    let area = chosen as f64 / later.len() as f64;
    Some(Hit { inside, all, pai: inside as f64 / all as f64 / area, pei: inside as f64 / most as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_agrees_with_the_formula_on_fifty_by_fifty_squares() {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../tests/golden/pai_pei.json")).unwrap();
        let counts =
            |key: &str| golden[key].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect::<Vec<_>>();
        let (earlier, later) = (counts("train_counts"), counts("test_counts"));
        for (chosen, expected) in golden["results"].as_object().unwrap() {
            let found = hit(&earlier, &later, chosen.parse().unwrap()).unwrap();
            assert_eq!((Some(found.inside), Some(found.all)), (expected["n"].as_u64(), expected["N"].as_u64()));
            assert!((found.pai - expected["PAI"].as_f64().unwrap()).abs() < 1e-12);
            assert!((found.pei - expected["PEI"].as_f64().unwrap()).abs() < 1e-12);
        }
        assert_eq!(hit(&[1], &[1, 2], 1), None);
        assert_eq!(hit(&[1, 2], &[0, 0], 1), None);
        assert_eq!(hit(&[1, 2], &[1, 2], 2), None);
    }

    proptest! {
        #[test]
        fn the_order_of_squares_and_the_unit_of_counts_do_not_matter(
            later in proptest::collection::vec(0u64..50, 2..40), chosen in 1usize..40, times in 1u64..9, turn in 0usize..40,
        ) {
            // Squares that differ in what came earlier: there is one way to choose.
            let n = later.len();
            let earlier: Vec<u64> = (0..n as u64).map(|i| i * i * 3 % 1009 * 64 + i).collect();
            let found = hit(&earlier, &later, chosen);
            let turned = |v: &[u64]| (0..n).map(|i| v[(i + turn) % n]).collect::<Vec<u64>>();
            prop_assert_eq!(hit(&turned(&earlier), &turned(&later), chosen), found);
            let more: Vec<u64> = later.iter().map(|k| k * times).collect();
            prop_assert_eq!(hit(&earlier, &more, chosen).map(|h| (h.inside, h.all)), found.map(|h| (h.inside * times, h.all * times)));
            let (a, b) = (hit(&earlier, &more, chosen), found);
            prop_assert!(a.zip(b).is_none_or(|(a, b)| (a.pai - b.pai).abs() < 1e-9 && (a.pei - b.pei).abs() < 1e-12));
            if let Some(h) = found {
                prop_assert!(h.pei >= 0.0 && h.pei <= 1.0 && h.pai <= n as f64 / chosen as f64 + 1e-9);
            }
        }

        #[test]
        fn who_knows_what_comes_later_chooses_best(later in proptest::collection::vec(0u64..50, 2..40), chosen in 1usize..40) {
            if let Some(h) = hit(&later, &later, chosen) {
                prop_assert_eq!(h.pei, 1.0);
                prop_assert!(h.pai >= 1.0 - 1e-12);
            }
        }

        #[test]
        fn no_counts_make_it_panic(counts in proptest::collection::vec((any::<u64>(), any::<u64>()), 0..9), chosen in any::<usize>()) {
            let (earlier, later): (Vec<u64>, Vec<u64>) = counts.into_iter().unzip();
            hit(&earlier, &later, chosen);
        }
    }
}
