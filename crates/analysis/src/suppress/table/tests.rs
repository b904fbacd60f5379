//! Can a reader who tries every table that fits work a small number out?

use proptest::prelude::*;

use super::*;

/// Every inner table with entries up to `most` that agrees with what is shown.
fn stories(table: &Table, hidden: &[bool], most: u64) -> Vec<Vec<u64>> {
    let (rows, columns) = table.size();
    let cells = rows * columns;
    let at = |i: usize| i / columns * (columns + 1) + i % columns;
    let mut out = Vec::new();
    let mut story = vec![0u64; cells];
    fn go(
        i: usize,
        story: &mut Vec<u64>,
        table: &Table,
        hidden: &[bool],
        most: u64,
        at: &dyn Fn(usize) -> usize,
        out: &mut Vec<Vec<u64>>,
    ) {
        let (_, columns) = table.size();
        if i > 0 && i.is_multiple_of(columns) {
            // A row is full: does its total agree?
            let total = i / columns * (columns + 1) - 1;
            let sum: u64 = story[i - columns..i].iter().sum();
            if !hidden[total] && sum != table.entries()[total] {
                return;
            }
        }
        if i == story.len() {
            let counts: Vec<Vec<u64>> = story.chunks(columns).map(<[_]>::to_vec).collect();
            let whole = Table::new(&counts).unwrap();
            if whole.entries().iter().zip(table.entries()).zip(hidden).all(|((a, b), h)| *h || a == b) {
                out.push(whole.entries().to_vec());
            }
            return;
        }
        let e = at(i);
        let range = if hidden[e] { 0..=most } else { table.entries()[e]..=table.entries()[e] };
        for value in range {
            story[i] = value;
            go(i + 1, story, table, hidden, most, at, out);
        }
    }
    go(0, &mut story, table, hidden, most, &at, &mut out);
    out
}

fn table(counts: &[&[u64]]) -> Table {
    Table::new(&counts.iter().map(|r| r.to_vec()).collect::<Vec<_>>()).unwrap()
}

/// What of the hidden entries is told by all stories together?
fn attack(table: &Table, hidden: &[bool], stories: &[Vec<u64>], least: u64) {
    for (e, n) in table.entries().iter().enumerate() {
        let (low, high) = stories.iter().fold((u64::MAX, 0), |(l, h), s| (l.min(s[e]), h.max(s[e])));
        assert!(hidden[e] || *n >= least, "a small entry is shown: {table:?} {hidden:?}");
        if hidden[e] {
            assert!(low < high, "entry {e} is known to be {low}: {table:?} {hidden:?}");
            assert!(*n >= least || high >= least, "entry {e} is known to be {low} to {high}: {table:?} {hidden:?}");
        }
    }
}

#[test]
fn one_small_cell_takes_three_more_with_it() {
    let t = table(&[&[20, 3, 40], &[11, 30, 50], &[60, 70, 12]]);
    let h = hidden(&t, 5).unwrap();
    let places: Vec<usize> = (0..16).filter(|e| h[*e]).collect();
    // The small one, one in its row, one in its column, and where those meet; no total.
    assert_eq!(places, [0, 1, 4, 5]);
    assert_eq!(bounds(&t, &h, 1, 100), (0, 23));
    assert_eq!(counts(&t, &h)[0], [Count::Hidden, Count::Hidden, Count::Exact(40), Count::Exact(63)]);
    assert_eq!(hidden(&table(&[&[20, 30], &[40, 50]]), 5).unwrap(), [false; 9]);
}

#[test]
fn small_totals_and_empty_tables_are_hidden_whole() {
    let h = hidden(&table(&[&[0, 0], &[0, 0]]), 5).unwrap();
    assert_eq!(h, [true; 9]);
    let t = table(&[&[3]]);
    assert_eq!(hidden(&t, 5).unwrap(), [true; 4]);
    assert_eq!(Table::new(&[]), None);
    assert_eq!(Table::new(&[vec![]]), None);
    assert_eq!(Table::new(&[vec![1], vec![1, 2]]), None);
}

#[test]
fn what_was_shown_last_week_cannot_hide_a_small_number_today() {
    let then = table(&[&[20, 6, 40], &[11, 30, 50]]);
    let shown = hidden(&then, 5).unwrap();
    assert_eq!(shown, [false; 12]);
    let now = table(&[&[20, 4, 40], &[11, 30, 50]]);
    assert_eq!(hidden_beside(&now, &then, &shown, 5), Err(CannotHide::ShownBefore(1)));
    assert_eq!(hidden_beside(&now, &table(&[&[1]]), &[true; 4], 5), Err(CannotHide::OtherSize));
    // 40 became 41, and 91 became 92: one has come there.
    let more = table(&[&[20, 6, 41], &[11, 30, 50]]);
    assert_eq!(small_changes(&more, &then, &shown, &shown, 5), [2, 3, 10, 11]);
}

proptest! {
    // Many cases are passed over; a long run by hand passes over more than is usually allowed.
    #![proptest_config(ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn trying_every_table_works_nothing_small_out(
        counts in proptest::collection::vec(proptest::collection::vec(0u64..7, 3), 2..3), least in 2u64..4,
    ) {
        let t = Table::new(&counts).unwrap();
        let h = hidden(&t, least).unwrap();
        attack(&t, &h, &stories(&t, &h, 9), least);
    }

    #[test]
    fn nor_in_a_larger_table(
        counts in proptest::collection::vec(proptest::collection::vec(prop_oneof![0u64..3, 3u64..6], 3), 3), least in 2u64..4,
    ) {
        let t = Table::new(&counts).unwrap();
        let h = hidden(&t, least).unwrap();
        // So many holes that trying them all takes too long: the exact bounds are tried below.
        prop_assume!(h.iter().enumerate().filter(|(e, h)| **h && e / 4 < 3 && e % 4 < 3).count() <= 6);
        attack(&t, &h, &stories(&t, &h, 8), least);
    }

    #[test]
    fn the_bounds_are_those_of_every_table(
        counts in proptest::collection::vec(proptest::collection::vec(0u64..6, 2), 2..4), holes in any::<u16>(),
    ) {
        let t = Table::new(&counts).unwrap();
        // Any pattern of holes among the cells, totals shown: then no cell is above its total.
        let (rows, columns) = t.size();
        let h: Vec<bool> = (0..t.entries().len())
            .map(|e| e / (columns + 1) < rows && e % (columns + 1) < columns && holes >> (e % 16) & 1 == 1)
            .collect();
        let all = stories(&t, &h, 10);
        for e in 0..t.entries().len() {
            let range = all.iter().fold((u64::MAX, 0), |(l, m), s| (l.min(s[e]), m.max(s[e])));
            prop_assert_eq!(bounds(&t, &h, e, 1_000), range);
        }
    }

    #[test]
    fn two_versions_of_a_page_tell_no_more(
        counts in proptest::collection::vec(proptest::collection::vec(0u64..6, 2), 2),
        more in proptest::collection::vec(proptest::collection::vec(0u64..3, 2), 2),
    ) {
        let least = 3;
        let then = Table::new(&counts).unwrap();
        let hidden_then = hidden(&then, least).unwrap();
        let sum: Vec<Vec<u64>> = counts.iter().zip(&more).map(|(a, b)| a.iter().zip(b).map(|(a, b)| a + b).collect()).collect();
        let now = Table::new(&sum).unwrap();
        let Ok(hidden_now) = hidden_beside(&now, &then, &hidden_then, least) else { return Ok(()) };
        // Every pair of stories; the reader even knows how many came between in each cell.
        let came: Vec<u64> = now.entries().iter().zip(then.entries()).map(|(a, b)| a - b).collect();
        let pasts = stories(&then, &hidden_then, 14);
        let stories: Vec<Vec<u64>> = pasts
            .iter()
            .map(|past| past.iter().zip(&came).map(|(a, b)| a + b).collect::<Vec<u64>>())
            .filter(|s| s.iter().zip(now.entries()).zip(&hidden_now).all(|((a, b), h)| *h || a == b))
            .collect();
        for (e, n) in now.entries().iter().enumerate() {
            prop_assert!(hidden_now[e] || *n >= least);
            if *n < least {
                let high = stories.iter().map(|s| s[e]).max().unwrap();
                prop_assert!(high >= least, "entry {} is known to be at most {}: {:?} {:?}", e, high, now, then);
            }
        }
    }

    #[test]
    fn every_small_entry_of_a_large_table_may_be_large_and_the_pattern_is_repeatable(
        counts in proptest::collection::vec(proptest::collection::vec(prop_oneof![Just(0u64), 0u64..9, 0u64..200], 6), 1..9),
    ) {
        let t = Table::new(&counts).unwrap();
        let h = hidden(&t, 5).unwrap();
        prop_assert_eq!(&h, &hidden(&t, 5).unwrap());
        for (e, n) in t.entries().iter().enumerate().filter(|(e, _)| h[*e]) {
            let (low, high) = bounds(&t, &h, e, n + 5);
            prop_assert!(low < high && (*n >= 5 || high >= 5));
        }
    }
}
