//! Does it soon happen again nearby, more often than chance would have it?
//!
//! The Knox table (Knox, Applied Statistics 13 (1964) 25-29): pairs of events by distance and by days
//! apart, against tables where the days are dealt anew among the places. Pairs in space are found once;
//! each replicate only looks up their days, and eight replicates are looked up together, day beside day.

use rayon::prelude::*;

use crate::nearby::Nearby;
use crate::random::{below, stream};

/// Replicates that are counted together: eight days, counted from the first, fill one register.
const LANES: usize = 8;

/// More pairs within reach than this are too many to keep.
const MOST_PAIRS: usize = 50_000_000;

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
    /// Whether chance could have given another number of pairs: not where no pair, or every pair, is in the band of
    /// distance or in the band of days. Elsewhere p says nothing.
    pub tells: Vec<Vec<bool>>,
}

/// The table of events (x and y in metres, day number). None with fewer than two events, a place that is no number,
/// bands that do not rise, or more than 50 million pairs within the longest distance.
pub fn table(events: &[(f64, f64, i32)], metres: &[f64], days: &[u32], replicates: u32, seed: u64) -> Option<Table> {
    let rises = metres.windows(2).all(|w| w[0] < w[1]) && days.windows(2).all(|w| w[0] < w[1]);
    let sound = rises && !days.is_empty() && metres.iter().all(|m| m.is_finite() && *m >= 0.0);
    if events.len() < 2 || metres.is_empty() || !sound || events.iter().any(|e| !e.0.is_finite() || !e.1.is_finite()) {
        return None;
    }
    // The order of the file must not matter to the draws.
    let mut sorted = events.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let pairs = close_pairs(&sorted, metres)?;
    let when: Vec<i32> = sorted.iter().map(|e| e.2).collect();
    let (first, last) = (when.iter().min()?, when.iter().max()?);
    // Days from the first one; 179 years of them fit half the width. No two are further apart than the last is, so a
    // longer limit is no other limit.
    let (observed, larger) = if let Ok(longest) = u16::try_from(last.abs_diff(*first)) {
        let since: Vec<u16> = when.iter().map(|d| d.abs_diff(*first) as u16).collect();
        let limits: Vec<u16> = days.iter().map(|d| u16::try_from(*d).unwrap_or(longest)).collect();
        compared(&pairs, &since, &limits, u16::abs_diff, replicates, seed)
    } else {
        let since: Vec<u32> = when.iter().map(|d| d.abs_diff(*first)).collect();
        compared(&pairs, &since, days, u32::abs_diff, replicates, seed)
    };
    let all = events.len() as f64 * (events.len() as f64 - 1.0) / 2.0;
    let columns = pairs_in_time(&when, days);
    let width = days.len();
    let some = |n: f64| n > 0.0 && n < all;
    let tells = |band: &Vec<(u32, u32)>| columns.iter().map(|c| some(band.len() as f64) && some(*c as f64)).collect();
    let cells = |f: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
        (0..metres.len()).map(|r| (0..width).map(|c| f(r, c)).collect()).collect()
    };
    Some(Table {
        metres: metres.to_vec(),
        days: days.to_vec(),
        expected: cells(&|r, c| pairs[r].len() as f64 * columns[c] as f64 / all),
        p: cells(&|r, c| (1.0 + f64::from(larger[r * width + c])) / (1.0 + f64::from(replicates))),
        tells: pairs.iter().map(tells).collect(),
        observed: observed.chunks(width).map(<[u64]>::to_vec).collect(),
    })
}

/// For each cell of the table the pairs, and the replicates that have as many or more.
fn compared<D: Copy + Default + PartialOrd + Send + Sync>(
    pairs: &[Vec<(u32, u32)>],
    when: &[D],
    days: &[D],
    gap: impl Fn(D, D) -> D + Sync,
    replicates: u32,
    seed: u64,
) -> (Vec<u64>, Vec<u32>) {
    let once: Vec<[D; LANES]> = when.iter().map(|d| [*d; LANES]).collect();
    let observed: Vec<u64> = count(pairs, &once, days, &gap).iter().map(|lanes| lanes[0]).collect();
    let larger = (0..replicates.div_ceil(LANES as u32))
        .into_par_iter()
        .map_init(
            || (once.clone(), when.to_vec()),
            |(lanes, dealt), batch| {
                let first = batch * LANES as u32;
                let used = (replicates - first).min(LANES as u32) as usize;
                for l in 0..used {
                    let mut rng = stream(seed, u64::from(first) + l as u64);
                    dealt.copy_from_slice(when);
                    for i in (1..dealt.len()).rev() {
                        dealt.swap(i, below(&mut rng, i as u32 + 1) as usize);
                    }
                    lanes.iter_mut().zip(dealt.iter()).for_each(|(lane, day)| lane[l] = *day);
                }
                let found = count(pairs, lanes, days, &gap);
                let as_many = |(f, o): (&[u64; LANES], &u64)| f[..used].iter().filter(|f| **f >= *o).count() as u32;
                found.iter().zip(&observed).map(as_many).collect::<Vec<u32>>()
            },
        )
        .reduce(|| vec![0; observed.len()], |a, b| a.iter().zip(b).map(|(a, b)| a + b).collect());
    (observed, larger)
}

/// Pairs within reach, band by band of distance; None if they are too many.
fn close_pairs(events: &[(f64, f64, i32)], metres: &[f64]) -> Option<Vec<Vec<(u32, u32)>>> {
    let places: Vec<(f64, f64)> = events.iter().map(|e| (e.0, e.1)).collect();
    let mut bands = vec![Vec::new(); metres.len()];
    let mut n = 0;
    let nearby = Nearby::new(&places, *metres.last()?)?;
    for s in 0..nearby.squares() {
        let around = nearby.around(s);
        for i in nearby.held(s) {
            nearby.others(i, &around, &mut |i, j, d2| {
                if i < j {
                    n += 1;
                    // The last band may be missed by rounding of its square.
                    let band = metres.iter().position(|m| d2 <= m * m).unwrap_or(metres.len() - 1);
                    if n <= MOST_PAIRS {
                        bands[band].push((i, j));
                    }
                }
            });
            if n > MOST_PAIRS {
                return None;
            }
        }
    }
    // Places are in order of x: pairs in that order look days up near each other.
    bands.iter_mut().for_each(|b: &mut Vec<(u32, u32)>| b.sort_unstable());
    Some(bands)
}

/// For each band of distance and each band of days, the pairs of each replicate. `gap` is the days between two days.
///
/// The days apart of a stretch of pairs are worked out once and then held against every limit. Loops over lanes go
/// hand in hand by `zip`: by index the compiler takes two at a time instead of eight.
fn count<D: Copy + Default + PartialOrd>(
    pairs: &[Vec<(u32, u32)>],
    when: &[[D; LANES]],
    days: &[D],
    gap: &impl Fn(D, D) -> D,
) -> Vec<[u64; LANES]> {
    let mut cells = Vec::with_capacity(pairs.len() * days.len());
    let mut apart = [[D::default(); LANES]; 64];
    for band in pairs {
        let mut upto = vec![[0u64; LANES]; days.len()];
        // Sums of so many fit the width of a day.
        for part in band.chunks(usize::from(u16::MAX)) {
            let mut sums = vec![[0u16; LANES]; days.len()];
            for stretch in part.chunks(apart.len()) {
                for (apart, (i, j)) in apart.iter_mut().zip(stretch) {
                    let both = when[*i as usize].iter().zip(&when[*j as usize]);
                    apart.iter_mut().zip(both).for_each(|(d, (a, b))| *d = gap(*a, *b));
                }
                for (limit, sum) in days.iter().zip(&mut sums) {
                    for apart in &apart[..stretch.len()] {
                        sum.iter_mut().zip(apart).for_each(|(n, d)| *n += u16::from(*d <= *limit));
                    }
                }
            }
            for (upto, sum) in upto.iter_mut().zip(&sums) {
                upto.iter_mut().zip(sum).for_each(|(u, n)| *u += u64::from(*n));
            }
        }
        // From "at most this many days" to bands of days.
        for c in (1..upto.len()).rev() {
            let below = upto[c - 1];
            upto[c].iter_mut().zip(below).for_each(|(u, b)| *u -= b);
        }
        cells.append(&mut upto);
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
            let (metres, days): (f64, u32) = (metres.parse().unwrap(), days.parse().unwrap());
            assert_eq!(
                Some(close_pairs(&events, &[metres]).unwrap()[0].len() as u64),
                expected["ns"].as_u64(),
                "{key}"
            );
            let when: Vec<i32> = events.iter().map(|e| e.2).collect();
            assert_eq!(Some(pairs_in_time(&when, &[days])[0]), expected["nt"].as_u64(), "{key}");
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

    #[test]
    fn what_chance_could_not_have_otherwise_says_nothing() {
        let one_place: Vec<(f64, f64, i32)> = (0..30).map(|i| (5.0, 5.0, i * 7 % 40)).collect();
        assert!(table(&one_place, &[100.0, 200.0], &[7], 19, 1).unwrap().tells.iter().flatten().all(|t| !t));
        let far: Vec<(f64, f64, i32)> = (0..30).map(|i| (f64::from(i) * 1e5, 5.0, i * 7 % 40)).collect();
        assert!(table(&far, &[100.0], &[7], 19, 1).unwrap().tells.iter().flatten().all(|t| !t));
        assert!(table(&golden().1, &[100.0], &[7], 19, 1).unwrap().tells[0][0]);
    }

    /// The draws themselves, one by one.
    fn slowly(
        events: &[(f64, f64, i32)],
        metres: &[f64],
        days: &[u32],
        replicates: u32,
    ) -> (Vec<Vec<u64>>, Vec<Vec<f64>>) {
        let mut sorted = events.to_vec();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let count = |when: &[i32]| {
            let mut cells = vec![vec![0u64; days.len()]; metres.len()];
            for i in 0..sorted.len() {
                for j in 0..i {
                    let far = (sorted[i].0 - sorted[j].0).hypot(sorted[i].1 - sorted[j].1);
                    let row = metres.iter().position(|m| far <= *m);
                    let column = days.iter().position(|d| when[i].abs_diff(when[j]) <= *d);
                    if let (Some(r), Some(c)) = (row, column) {
                        cells[r][c] += 1;
                    }
                }
            }
            cells
        };
        let when: Vec<i32> = sorted.iter().map(|e| e.2).collect();
        let observed = count(&when);
        let mut larger = vec![vec![0u32; days.len()]; metres.len()];
        for r in 0..replicates {
            let (mut rng, mut dealt) = (stream(1, u64::from(r)), when.clone());
            (1..dealt.len()).rev().for_each(|i| dealt.swap(i, below(&mut rng, i as u32 + 1) as usize));
            for (l, (f, o)) in larger.iter_mut().zip(count(&dealt).iter().zip(&observed)) {
                l.iter_mut().zip(f.iter().zip(o)).for_each(|(l, (f, o))| *l += u32::from(f >= o));
            }
        }
        let p = |l: &Vec<u32>| l.iter().map(|l| (1.0 + f64::from(*l)) / (1.0 + f64::from(replicates))).collect();
        (observed, larger.iter().map(p).collect())
    }

    fn some_events() -> impl Strategy<Value = Vec<(f64, f64, i32)>> {
        let whole = (0i32..500, 0i32..500, 0i32..60).prop_map(|(x, y, d)| (f64::from(x), f64::from(y), d));
        proptest::collection::vec(whole, 0..40)
    }

    proptest! {
        #[test]
        fn eight_replicates_together_are_as_one_by_one(
            mut events in some_events(), replicates in 0u32..20, wide in any::<bool>(),
        ) {
            // Two centuries of days take the other width.
            if let (true, Some(e)) = (wide, events.first_mut()) {
                e.2 += 70_000;
            }
            let (metres, days) = ([0.0, 100.0, 250.0], [0, 7, 30]);
            if let Some(t) = table(&events, &metres, &days, replicates, 1) {
                prop_assert_eq!((t.observed, t.p), slowly(&events, &metres, &days, replicates));
            }
        }

        #[test]
        fn the_order_of_events_a_shift_and_threads_do_not_matter(
            events in some_events(), east in -500_000i32..500_000, later in -9000i32..20_000,
        ) {
            let found = |events: &[(f64, f64, i32)]| table(events, &[0.0, 100.0], &[0, 7], 19, 1);
            let t = found(&events);
            let mut turned = events.clone();
            turned.reverse();
            prop_assert_eq!(&found(&turned), &t);
            let moved: Vec<_> = events.iter().map(|e| (e.0 + f64::from(east), e.1 + 6_500_000.0, e.2 + later)).collect();
            prop_assert_eq!(&found(&moved), &t);
            let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
            prop_assert_eq!(&one.install(|| found(&events)), &t);
        }

        #[test]
        fn odd_events_and_bands_do_not_panic(
            events in proptest::collection::vec((any::<f64>(), any::<f64>(), any::<i32>()), 0..9),
            metres in proptest::collection::vec(any::<f64>(), 0..3), days in proptest::collection::vec(any::<u32>(), 0..3),
        ) {
            table(&events, &metres, &days, 9, 1);
            table(&events, &[0.0, f64::MAX], &[0, u32::MAX], 9, 1);
        }
    }
}
