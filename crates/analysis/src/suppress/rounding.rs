//! How can every number of a table be shown, rounded, so that the totals add up and none gives another away?
//!
//! Controlled rounding: each entry becomes the multiple of the base just below or just above it, by chance and right on
//! average, and rows and columns of rounded entries still add up to the rounded totals: Cox, JASA 82 (1987) 520-524.
//! What is left over after division by the base is sent around in rings until nothing is left.
//!
//! The rounded table itself is a table that the reader must hold for possible, and so is every table with one more in
//! a cell and in its totals. So with a base of at least `least`, an entry shown as 0 may be 0 and every other may be
//! `least` or more: none is bounded into 1 to least - 1, and none is known exactly.

use rand_core::Rng;
use sha2::{Digest, Sha256};

use domain::finding::Count;

use super::table::Table;
use crate::random::stream;

/// The entries of a table, rounded to `base` (5 or 10, say), as [`Table::entries`]. Chance is drawn from the counts and
/// the `salt` (kept by the municipality, else a reader could try all tables), so that the same data give the same page:
/// asking again tells nothing. None when `base` is 0, or below `least`.
pub fn rounded(table: &Table, base: u64, least: u64, salt: &[u8]) -> Option<Vec<u64>> {
    if base == 0 || base < least {
        return None;
    }
    let arcs = table.arcs();
    let (rows, columns) = table.size();
    let nodes = rows + columns + 2;
    let mut entries = table.entries().to_vec();
    let mut rng = stream(seed(table, salt), base);
    // Entries that are not yet rounded, at each node; at every node they are none or at least two.
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (e, (from, to)) in arcs.iter().enumerate() {
        if !entries[e].is_multiple_of(base) {
            at[*from].push(e);
            at[*to].push(e);
        }
    }
    for start in 0..nodes {
        while let Some(ring) = ring(&mut at, &arcs, &entries, base, start) {
            // How far the ring can be turned either way before an entry is rounded.
            let turn = |forwards: bool| {
                ring.iter()
                    .map(|(e, f)| if *f == forwards { base - entries[*e] % base } else { entries[*e] % base })
                    .min()
                    .unwrap_or(0)
            };
            let (up, down) = (turn(true), turn(false));
            // Right on average: up with probability down / (up + down).
            let up_it_goes = rng.next_u64() % (up + down) < down;
            for (e, forwards) in ring {
                if forwards == up_it_goes {
                    entries[e] += if up_it_goes { up } else { down };
                } else {
                    entries[e] -= if up_it_goes { up } else { down };
                }
            }
        }
    }
    Some(entries)
}

/// The rounded entries as counts to show, (rows + 1) rows of (columns + 1).
pub fn counts(table: &Table, rounded: &[u64]) -> Vec<Vec<Count>> {
    let all: Vec<Count> = rounded.iter().map(|n| Count::About(*n)).collect();
    all.chunks(table.size().1 + 1).map(<[_]>::to_vec).collect()
}

/// A ring of entries that are not yet rounded, each with whether it is walked forwards. None when the walk from this
/// node finds none.
fn ring(
    at: &mut [Vec<usize>],
    arcs: &[(usize, usize)],
    entries: &[u64],
    base: u64,
    start: usize,
) -> Option<Vec<(usize, bool)>> {
    let mut path: Vec<(usize, bool)> = Vec::new();
    let mut seen = vec![usize::MAX; at.len()];
    let (mut node, mut came) = (start, usize::MAX);
    loop {
        if seen[node] != usize::MAX {
            return Some(path.split_off(seen[node]));
        }
        seen[node] = path.len();
        at[node].retain(|e| !entries[*e].is_multiple_of(base));
        let next = *at[node].iter().find(|e| **e != came)?;
        let forwards = arcs[next].0 == node;
        node = if forwards { arcs[next].1 } else { arcs[next].0 };
        path.push((next, forwards));
        came = next;
    }
}

fn seed(table: &Table, salt: &[u8]) -> u64 {
    let mut hash = Sha256::new();
    hash.update((salt.len() as u64).to_le_bytes());
    hash.update(salt);
    hash.update((table.size().1 as u64).to_le_bytes());
    table.entries().iter().for_each(|n| hash.update(n.to_le_bytes()));
    let out = hash.finalize();
    out.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounding_is_right_on_average() {
        let table = Table::new(&[vec![1, 8, 12], vec![7, 3, 44]]).unwrap();
        let rounds = 4_000u64;
        let mut sums = [0u64; 12];
        for r in 0..rounds {
            let again = rounded(&table, 5, 5, &r.to_le_bytes()).unwrap();
            sums.iter_mut().zip(again).for_each(|(s, n)| *s += n);
        }
        for (s, n) in sums.iter().zip(table.entries()) {
            // Standard error at most 2.5 / 63 = 0.04.
            assert!((*s as f64 / rounds as f64 - *n as f64).abs() < 0.16, "{s} {n}");
        }
        assert_eq!(rounded(&table, 0, 0, &[]), None);
        assert_eq!(rounded(&table, 3, 5, &[]), None);
    }

    proptest! {
        #[test]
        fn totals_add_up_and_no_entry_is_bounded_into_the_small_ones(
            counts in proptest::collection::vec(proptest::collection::vec(prop_oneof![0u64..9, 0u64..300], 4), 1..7),
            ten: bool, salt in any::<[u8; 4]>(),
        ) {
            let (table, base) = (Table::new(&counts).unwrap(), if ten { 10 } else { 5 });
            let shown = rounded(&table, base, 5, &salt).unwrap();
            prop_assert_eq!(&shown, &rounded(&table, base, 5, &salt).unwrap());
            let inner: Vec<Vec<u64>> = shown.chunks(5).take(counts.len()).map(|r| r[..4].to_vec()).collect();
            let rebuilt = Table::new(&inner).unwrap();
            // It adds up, so it is itself a table that a reader must hold for possible.
            prop_assert_eq!(rebuilt.entries(), &shown[..]);
            for (n, s) in table.entries().iter().zip(&shown) {
                prop_assert!(s % base == 0 && n.abs_diff(*s) < base && (n % base != 0 || n == s));
                prop_assert!(*s == 0 || *s >= 5);
            }
            // And so is one with one more in any cell, of which no entry is a whole base away.
            for cell in 0..counts.len() * 4 {
                let mut other = inner.clone();
                other[cell / 4][cell % 4] += 1;
                let other = Table::new(&other).unwrap();
                prop_assert!(other.entries().iter().zip(&shown).all(|(a, s)| a.abs_diff(*s) < base));
            }
        }
    }
}
