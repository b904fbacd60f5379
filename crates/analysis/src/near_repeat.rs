//! Does it soon happen again nearby, more often than chance would have it?
//!
//! The Knox table (Knox, Applied Statistics 13 (1964) 25-29): pairs of events by distance and by days
//! apart, against tables where the days are dealt anew among the places. Pairs in space are found once;
//! each replicate only looks up their days.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::random::{below, stream};

/// The table: one row per band of distance, one column per band of days.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The upper ends of the bands of distance, in metres. The first is often 0: the same place.
    pub metres: Vec<f64>,
    /// The upper ends of the bands of days.
    pub days: Vec<u32>,
    /// Pairs in each cell.
    pub observed: Vec<Vec<u64>>,
    /// The mean over all ways to deal the days: pairs in the row x pairs in the column / all pairs.
    pub expected: Vec<Vec<f64>>,
    /// How often chance gives as many pairs or more; (1 + larger)/(1 + replicates).
    pub p: Vec<Vec<f64>>,
}

/// The table of events (x and y in metres, day number). None with fewer than two events, a place that is no
/// number, or bands that do not rise.
pub fn table(events: &[(f64, f64, i32)], metres: &[f64], days: &[u32], replicates: u32, seed: u64) -> Option<Table> {
    let rises = metres.windows(2).all(|w| w[0] < w[1]) && days.windows(2).all(|w| w[0] < w[1]);
    let finite =
        events.iter().all(|e| e.0.is_finite() && e.1.is_finite()) && metres.iter().all(|m| m.is_finite() && *m >= 0.0);
    let (Some(reach), true, true) = (metres.last(), rises && !days.is_empty(), finite) else { return None };
    if events.len() < 2 {
        return None;
    }
    // The order of the file must not matter to the draws.
    let mut sorted = events.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let pairs = close_pairs(&sorted, metres, *reach);
    let when: Vec<i32> = sorted.iter().map(|e| e.2).collect();
    let observed = count(&pairs, &when, metres.len(), days);
    let larger = (0..replicates)
        .into_par_iter()
        .map(|r| {
            let mut rng = stream(seed, u64::from(r));
            let mut dealt = when.clone();
            for i in (1..dealt.len()).rev() {
                dealt.swap(i, below(&mut rng, i as u32 + 1) as usize);
            }
            let found = count(&pairs, &dealt, metres.len(), days);
            found.iter().zip(&observed).map(|(f, o)| u32::from(f >= o)).collect::<Vec<u32>>()
        })
        .reduce(|| vec![0; observed.len()], |a, b| a.iter().zip(b).map(|(a, b)| a + b).collect());
    let all = events.len() as f64 * (events.len() as f64 - 1.0) / 2.0;
    let mut rows = vec![0f64; metres.len()];
    for (_, _, band) in &pairs {
        rows[usize::from(*band)] += 1.0;
    }
    let columns = pairs_in_time(&when, days);
    let width = days.len();
    let cells = |f: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
        (0..metres.len()).map(|r| (0..width).map(|c| f(r, c)).collect()).collect()
    };
    Some(Table {
        metres: metres.to_vec(),
        days: days.to_vec(),
        expected: cells(&|r, c| rows[r] * columns[c] as f64 / all),
        p: cells(&|r, c| (1.0 + f64::from(larger[r * width + c])) / (1.0 + f64::from(replicates))),
        observed: observed.chunks(width).map(<[u64]>::to_vec).collect(),
    })
}

/// Pairs within reach, each with its band of distance.
fn close_pairs(events: &[(f64, f64, i32)], metres: &[f64], reach: f64) -> Vec<(u32, u32, u8)> {
    let side = reach.max(1.0);
    let cell = |e: &(f64, f64, i32)| ((e.0 / side).floor() as i64, (e.1 / side).floor() as i64);
    let mut held: HashMap<(i64, i64), Vec<u32>> = HashMap::new();
    for (i, e) in events.iter().enumerate() {
        held.entry(cell(e)).or_default().push(i as u32);
    }
    let mut pairs = Vec::new();
    for (i, e) in events.iter().enumerate() {
        let (cx, cy) = cell(e);
        for dx in -1..=1 {
            for dy in -1..=1 {
                for &j in held.get(&(cx + dx, cy + dy)).into_iter().flatten() {
                    let other = &events[j as usize];
                    if (j as usize) > i {
                        let d = (e.0 - other.0).hypot(e.1 - other.1);
                        if let Some(band) = metres.iter().position(|m| d <= *m) {
                            pairs.push((i as u32, j, band as u8));
                        }
                    }
                }
            }
        }
    }
    pairs
}

fn count(pairs: &[(u32, u32, u8)], when: &[i32], rows: usize, days: &[u32]) -> Vec<u64> {
    let mut cells = vec![0; rows * days.len()];
    for (i, j, band) in pairs {
        let apart = when[*i as usize].abs_diff(when[*j as usize]);
        if let Some(c) = days.iter().position(|d| apart <= *d) {
            cells[usize::from(*band) * days.len() + c] += 1;
        }
    }
    cells
}

/// All pairs by days apart, near or far.
fn pairs_in_time(when: &[i32], days: &[u32]) -> Vec<u64> {
    let mut sorted: Vec<i64> = when.iter().map(|d| i64::from(*d)).collect();
    sorted.sort_unstable();
    let within = |limit: i64| {
        let (mut first, mut n) = (0, 0u64);
        for i in 0..sorted.len() {
            while sorted[i] - sorted[first] > limit {
                first += 1;
            }
            n += (i - first) as u64;
        }
        n
    };
    let upto: Vec<u64> = days.iter().map(|d| within(i64::from(*d))).collect();
    (0..upto.len()).map(|i| upto[i] - if i == 0 { 0 } else { upto[i - 1] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn golden() -> (serde_json::Value, Vec<(f64, f64, i32)>) {
        let g: serde_json::Value = serde_json::from_str(include_str!("../tests/golden/knox_1000.json")).unwrap();
        let list = |k: &str| g[k].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect::<Vec<f64>>();
        let (x, y, day) = (list("x"), list("y"), list("day"));
        let events = (0..x.len()).map(|i| (x[i], y[i], day[i] as i32)).collect();
        (g, events)
    }

    #[test]
    fn knox_counts_and_their_expected_value_agree_with_numpy_for_sixteen_limits() {
        let (g, events) = golden();
        for (key, expected) in g["counts"].as_object().unwrap() {
            let (metres, days) = key.split_once('_').unwrap();
            let t = table(&events, &[metres.parse().unwrap()], &[days.parse().unwrap()], 0, 1).unwrap();
            assert_eq!(Some(t.observed[0][0]), expected["nst"].as_u64(), "{key}");
            assert!((t.expected[0][0] - expected["expected"].as_f64().unwrap()).abs() < 1e-9, "{key}");
        }
    }

    #[test]
    fn the_near_repeat_table_agrees_and_chance_is_called_chance() {
        let (g, events) = golden();
        let t = table(&events, &[0.0, 100.0, 200.0, 400.0, 800.0], &[0, 3, 7, 14, 28], 99, 1).unwrap();
        let counts: Vec<Vec<u64>> = serde_json::from_value(g["near_repeat_bands"]["counts"].clone()).unwrap();
        assert_eq!(t.observed, counts);
        let p = table(&events, &[200.0], &[14], 999, 1).unwrap().p[0][0];
        // pointpats: 0.549 from 999 draws of its own; three standard errors.
        assert!((p - 0.549).abs() < 3.0 * 0.0223, "{p}");
    }

    #[test]
    fn repeats_that_are_there_are_found() {
        let mut events: Vec<(f64, f64, i32)> =
            (0..200).map(|i| (f64::from(i * 37 % 200) * 50.0, f64::from(i * 91 % 200) * 50.0, i * 53 % 365)).collect();
        for i in 0..40 {
            let (x, y, d) = events[i];
            events.push((x + 20.0, y, d + 2));
        }
        let t = table(&events, &[100.0], &[7], 999, 1).unwrap();
        assert!(t.p[0][0] <= 0.002, "{:?}", t.p);
        assert_eq!(table(&events[..1], &[100.0], &[7], 9, 1), None);
        assert_eq!(table(&events, &[100.0, 50.0], &[7], 9, 1), None);
        assert_eq!(table(&[(f64::NAN, 0.0, 1), (0.0, 0.0, 2)], &[1.0], &[7], 9, 1), None);
    }

    proptest! {
        #[test]
        fn the_order_of_events_does_not_matter(events in proptest::collection::vec((0.0f64..500.0, 0.0f64..500.0, 0i32..60), 0..40)) {
            let t = table(&events, &[0.0, 100.0], &[0, 7], 19, 1);
            let mut turned = events.clone();
            turned.reverse();
            prop_assert_eq!(table(&turned, &[0.0, 100.0], &[0, 7], 19, 1), t);
        }
    }
}
