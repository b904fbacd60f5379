//! Where do counts gather more than chance would gather them?
//!
//! Getis-Ord Gi* (Ord and Getis, Geographical Analysis 27 (1995) 286-306) with binary weights and a
//! weight of 1 for the cell itself: z by formula, p by conditional permutation (the cell keeps its count,
//! the others are dealt anew). For whole counts and equal weights the sums of all permutations can be
//! carried from cell to cell: from cell i to i+1 one element of "all but i" changes, and so only the
//! permutations that drew it. Sums sit in a Fenwick tree, and a p-value is one rank query.
//!
//! What it cannot see: a single full square among ordinary ones. The permutation asks whether the *neighbours* hold
//! more than chance gives them, so a gathering must reach over several squares. Smaller squares see smaller gatherings.

use rayon::prelude::*;

use crate::random::{below, stream};

/// Which cells are neighbours of which: a list per cell, without the cell itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl Neighbours {
    /// From one list per cell.
    pub fn from_lists(lists: &[Vec<u32>]) -> Neighbours {
        let mut starts = Vec::with_capacity(lists.len() + 1);
        let mut list = Vec::new();
        starts.push(0);
        for l in lists {
            list.extend_from_slice(l);
            starts.push(list.len() as u32);
        }
        Neighbours { starts, list }
    }

    /// Cells that share a side or a corner on a full lattice, cells row by row.
    pub fn queen(rows: usize, columns: usize) -> Neighbours {
        let mut lists = Vec::with_capacity(rows * columns);
        for r in 0..rows as i64 {
            for c in 0..columns as i64 {
                let mut l = Vec::with_capacity(8);
                for (dr, dc) in AROUND {
                    let (nr, nc) = (r + dr, c + dc);
                    if (0..rows as i64).contains(&nr) && (0..columns as i64).contains(&nc) {
                        l.push((nr * columns as i64 + nc) as u32);
                    }
                }
                lists.push(l);
            }
        }
        Neighbours::from_lists(&lists)
    }

    /// The neighbours of a cell.
    pub fn of(&self, cell: usize) -> &[u32] {
        &self.list[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Is there no cell?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn most(&self) -> usize {
        (0..self.len()).map(|i| self.of(i).len()).max().unwrap_or(0)
    }
}

/// The eight steps to a neighbour.
pub const AROUND: [(i64, i64); 8] = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)];

/// Draws of neighbours, shared by all cells: each row has `width` different places in "all but this
/// cell"; a cell with k neighbours uses the first k.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permutations {
    width: usize,
    ids: Vec<u32>,
}

impl Permutations {
    /// `count` draws for `cells` cells with at most `width` neighbours. Draw r depends on the seed and r
    /// only.
    pub fn random(cells: usize, width: usize, count: usize, seed: u64) -> Permutations {
        let others = cells.saturating_sub(1) as u32;
        let width = width.min(others as usize);
        let mut ids = vec![0u32; width * count];
        if width > 0 {
            ids.par_chunks_mut(width).enumerate().for_each(|(r, row)| {
                let mut rng = stream(seed, r as u64);
                for i in 0..width {
                    row[i] = loop {
                        let id = below(&mut rng, others);
                        if !row[..i].contains(&id) {
                            break id;
                        }
                    };
                }
            });
        }
        Permutations { width, ids }
    }

    /// Given draws, one row each.
    pub fn from_rows(rows: &[Vec<u32>]) -> Permutations {
        Permutations { width: rows.first().map_or(0, Vec::len), ids: rows.concat() }
    }

    /// How many draws there are.
    pub fn count(&self) -> usize {
        self.ids.len().checked_div(self.width).unwrap_or(0)
    }
}

/// How many permutations it takes for false-discovery control at `q` over this many cells to be able to find
/// a single hot cell (METHODS: with 999 permutations p is never below 0.001).
pub fn permutations_needed(cells: usize, q: f64) -> usize {
    ((2.0 * cells as f64 / q).ceil() as usize).clamp(9_999, 999_999)
}

/// What Gi* says of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// Gi*: the share of everything that lies in the cell and its neighbours.
    pub g: f64,
    /// Its standard score; 0 where all cells are equal.
    pub z: f64,
    /// Permutations with at least as much around the cell.
    pub larger: u32,
    /// One-sided: how often chance puts at least as much around the cell, (larger + 1)/(permutations + 1).
    pub p: f64,
}

/// Gi* of every cell. Cells without neighbours get p = 1: nothing can be said of them. None if there are
/// fewer than three cells, no count at all, or counts that do not match the cells.
pub fn gi_star(counts: &[u32], neighbours: &Neighbours, permutations: &Permutations) -> Option<Vec<Local>> {
    let n = counts.len();
    let total: u64 = counts.iter().map(|c| u64::from(*c)).sum();
    if n < 3 || n != neighbours.len() || total == 0 || total > 50_000_000 {
        return None;
    }
    let larger = ranks(counts, neighbours, permutations);
    let nf = n as f64;
    let mean = total as f64 / nf;
    let variance = counts.iter().map(|c| f64::from(*c).powi(2)).sum::<f64>() / nf - mean * mean;
    let runs = permutations.count();
    Some(
        (0..n)
            .map(|i| {
                let around = neighbours.of(i);
                let sum: u64 =
                    u64::from(counts[i]) + around.iter().map(|j| u64::from(counts[*j as usize])).sum::<u64>();
                let g = sum as f64 / total as f64;
                let w = around.len() as f64 + 1.0;
                let spread = w * (nf - w) / (nf * nf * (nf - 1.0)) * variance / (mean * mean);
                let z = if spread > 0.0 { (g - w / nf) / spread.sqrt() } else { 0.0 };
                let p = if around.is_empty() || runs == 0 {
                    1.0
                } else {
                    (f64::from(larger[i]) + 1.0) / (runs as f64 + 1.0)
                };
                Local { g, z, larger: larger[i], p }
            })
            .collect(),
    )
}

/// For each cell, how many permutations have a neighbour sum of at least its own.
fn ranks(counts: &[u32], neighbours: &Neighbours, permutations: &Permutations) -> Vec<u32> {
    let n = counts.len();
    let (width, runs) = (permutations.width, permutations.count());
    let mut sizes: Vec<usize> = (0..n).map(|i| neighbours.of(i).len()).filter(|k| *k > 0).collect();
    sizes.sort_unstable();
    sizes.dedup();
    debug_assert!(neighbours.most() <= width || runs == 0);
    sizes.retain(|k| *k <= width);
    // Which draws hold place j of "all but this cell", and in which column: sorted by place.
    let mut starts = vec![0u32; n + 1];
    for id in &permutations.ids {
        starts[*id as usize + 1] += 1;
    }
    for i in 0..n {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut drawn = vec![(0u32, 0u8); permutations.ids.len()];
    for (at, id) in permutations.ids.iter().enumerate() {
        let slot = &mut next[*id as usize];
        drawn[*slot as usize] = ((at / width) as u32, (at % width).min(255) as u8);
        *slot += 1;
    }
    let mut top: Vec<u32> = counts.to_vec();
    top.sort_unstable_by(|a, b| b.cmp(a));
    let by_size: Vec<Vec<(usize, u32)>> = sizes
        .par_iter()
        .map(|&k| {
            let most: u64 = top.iter().take(k).map(|c| u64::from(*c)).sum();
            let mut tree = Fenwick::new(most as usize + 1);
            let mut sums: Vec<u32> = (0..runs)
                .map(|r| permutations.ids[r * width..r * width + k].iter().map(|id| counts[*id as usize + 1]).sum())
                .collect();
            for s in &sums {
                tree.add(*s as usize, 1);
            }
            let mut found = Vec::new();
            for i in 0..n {
                let around = neighbours.of(i);
                if around.len() == k {
                    let own: u64 = around.iter().map(|j| u64::from(counts[*j as usize])).sum();
                    let fewer = if own == 0 { 0 } else { tree.sum((own - 1) as usize) };
                    found.push((i, runs as u32 - fewer));
                }
                // Place i of "all but i" is cell i+1; of "all but i+1" it is cell i.
                if i + 1 < n && counts[i] != counts[i + 1] {
                    for (r, column) in &drawn[starts[i] as usize..starts[i + 1] as usize] {
                        if usize::from(*column) < k {
                            let s = &mut sums[*r as usize];
                            tree.add(*s as usize, -1);
                            *s = *s + counts[i] - counts[i + 1];
                            tree.add(*s as usize, 1);
                        }
                    }
                }
            }
            found
        })
        .collect();
    let mut larger = vec![runs as u32; n];
    for (i, l) in by_size.into_iter().flatten() {
        larger[i] = l;
    }
    larger
}

/// Counts per value with fast sums of all values up to one.
struct Fenwick(Vec<i32>);

impl Fenwick {
    fn new(size: usize) -> Fenwick {
        Fenwick(vec![0; size + 1])
    }

    fn add(&mut self, value: usize, n: i32) {
        let mut i = value + 1;
        while i < self.0.len() {
            self.0[i] += n;
            i += i & i.wrapping_neg();
        }
    }

    /// How many are at most `value`.
    fn sum(&self, value: usize) -> u32 {
        let mut i = (value + 1).min(self.0.len() - 1);
        let mut total = 0;
        while i > 0 {
            total += self.0[i];
            i &= i - 1;
        }
        total as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn golden() -> Value {
        serde_json::from_str(include_str!("../tests/golden/gistar_moran_30x30.json")).unwrap()
    }

    fn numbers(v: &Value) -> Vec<f64> {
        v.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
    }

    #[test]
    fn gi_star_z_and_p_agree_with_esda_in_every_cell() {
        let g = golden();
        let counts: Vec<u32> = numbers(&g["y"]).into_iter().map(|x| x as u32).collect();
        let rows: Vec<Vec<u32>> = g["perm_ids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| numbers(r).into_iter().map(|x| x as u32).collect())
            .collect();
        let found = gi_star(&counts, &Neighbours::queen(30, 30), &Permutations::from_rows(&rows)).unwrap();
        let (gs, zs, ps) = (numbers(&g["Gi_star"]), numbers(&g["Gi_star_z"]), numbers(&g["Gi_star_p_sim"]));
        for i in 0..900 {
            assert!((found[i].g - gs[i]).abs() <= 1e-9 * gs[i].abs(), "g of {i}: {} {}", found[i].g, gs[i]);
            assert!((found[i].z - zs[i]).abs() <= 1e-9 * zs[i].abs().max(1.0), "z of {i}: {} {}", found[i].z, zs[i]);
            // esda gives the smaller tail, in single precision.
            let folded = (f64::from(found[i].larger.min(999 - found[i].larger)) + 1.0) / 1000.0;
            assert!((folded - ps[i]).abs() < 1e-7, "p of {i}: {folded} {}", ps[i]);
        }
    }

    #[test]
    fn carried_sums_give_what_dealing_anew_gives() {
        let neighbours = Neighbours::queen(7, 5);
        let counts: Vec<u32> = (0..35).map(|i| (i * i * 7 % 23) as u32).collect();
        let p = Permutations::random(35, 8, 500, 3);
        let found = gi_star(&counts, &neighbours, &p).unwrap();
        for (i, local) in found.iter().enumerate() {
            let around = neighbours.of(i);
            let own: u32 = around.iter().map(|j| counts[*j as usize]).sum();
            let others: Vec<u32> = counts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| *c).collect();
            let larger = p
                .ids
                .chunks(8)
                .filter(|row| row[..around.len()].iter().map(|id| others[*id as usize]).sum::<u32>() >= own);
            assert_eq!(local.larger as usize, larger.count(), "cell {i}");
        }
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
        let even = gi_star(&[3; 400], &neighbours, &draws).unwrap();
        assert!(even.iter().all(|l| l.z == 0.0 && l.p == 1.0));
        assert_eq!(gi_star(&[0; 400], &neighbours, &draws), None);
        assert_eq!(gi_star(&[], &Neighbours::queen(0, 0), &draws), None);
    }

    #[test]
    fn on_null_data_small_p_values_are_no_more_common_than_they_say() {
        use rand_core::Rng;
        let neighbours = Neighbours::queen(12, 12);
        let mut below_level = [0u32; 3];
        let (levels, rounds) = ([0.01, 0.05, 0.1], 1000);
        for r in 0..rounds {
            let mut rng = stream(99, r);
            let counts: Vec<u32> = (0..144).map(|_| (rng.next_u64().count_ones() as i32 - 28).max(0) as u32).collect();
            let draws = Permutations::random(144, 8, 199, r);
            let locals = gi_star(&counts, &neighbours, &draws).unwrap();
            let cell = (r % 144) as usize;
            for (b, a) in below_level.iter_mut().zip(levels) {
                *b += u32::from(locals[cell].p <= a);
            }
        }
        for (b, a) in below_level.iter().zip(levels) {
            let share = f64::from(*b) / rounds as f64;
            assert!(share <= a + 3.0 * (a * (1.0 - a) / rounds as f64).sqrt(), "P(p <= {a}) = {share}");
        }
    }

    proptest! {
        #[test]
        fn no_counts_make_it_panic_and_threads_do_not_matter(counts in proptest::collection::vec(0u32..50, 0..30), seed in any::<u64>()) {
            let n = counts.len();
            let neighbours = Neighbours::queen(1, n);
            let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
            let alone = one.install(|| gi_star(&counts, &neighbours, &Permutations::random(n, 2, 99, seed)));
            prop_assert_eq!(alone, gi_star(&counts, &neighbours, &Permutations::random(n, 2, 99, seed)));
        }
    }
}
