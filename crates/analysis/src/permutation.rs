//! How often would as many neighbours, drawn by chance, hold as much as a cell's own neighbours do?
//!
//! Conditional permutation (Anselin, Geographical Analysis 27 (1995) 93-115): the cell keeps its value, the others are
//! dealt anew. One set of draws serves all cells; each draw is a row of places in "all but this cell".
//!
//! Two ways to the same ranks. Gathering adds up every draw for every cell. For whole counts and neighbours that count
//! alike the sums can be carried from cell to cell instead: from cell i to i+1 one element of "all but i" changes, and so
//! only the draws that hold it. How many draws have each sum is tallied, so that a rank is adding up a part of the tally.
//! Draws are taken in parts small enough to stay in the cache, and their ranks added up.

use rayon::prelude::*;

use crate::random::{below, stream};
use crate::weights::{Neighbours, Weights};

/// Draws of neighbours, shared by all cells: each row has `width` different places in "all but this
/// cell"; a cell with k neighbours uses the first k.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permutations {
    cells: usize,
    width: usize,
    ids: Vec<u32>,
}

impl Permutations {
    /// `count` draws, at most [`MOST_PERMUTATIONS`], for `cells` cells with at most `width` neighbours. Draw r depends on
    /// the seed and r only.
    pub fn random(cells: usize, width: usize, count: usize, seed: u64) -> Permutations {
        let others = cells.saturating_sub(1) as u32;
        let width = width.min(others as usize);
        let mut ids = vec![0u32; width * count.min(MOST_PERMUTATIONS)];
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
        Permutations { cells, width, ids }
    }

    /// Given draws for `cells` cells, one row each. None if rows differ in length, or a row names a place twice or one
    /// that is not there (places count from 0 to `cells` - 2, since one cell is left out).
    pub fn from_rows(cells: usize, rows: &[Vec<u32>]) -> Option<Permutations> {
        let width = rows.first().map_or(0, Vec::len);
        let sound = |row: &Vec<u32>| {
            let mut sorted = row.clone();
            sorted.sort_unstable();
            let repeats = sorted.windows(2).any(|w| w[0] == w[1]);
            row.len() == width && !repeats && sorted.last().is_none_or(|id| (*id as usize) + 1 < cells)
        };
        rows.iter().all(sound).then(|| Permutations { cells, width, ids: rows.concat() })
    }

    /// How many draws there are.
    pub fn count(&self) -> usize {
        self.ids.len().checked_div(self.width).unwrap_or(0)
    }

    /// How many cells they are for.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The sum of `k` drawn values in each draw, for cell `i`; `k` at most the width.
    pub(crate) fn sums<'a>(
        &'a self,
        i: usize,
        k: usize,
        value: impl Fn(usize) -> f64 + 'a,
    ) -> impl Iterator<Item = f64> + 'a {
        let each = move |row: &[u32]| row[..k].iter().map(|id| value(place(*id, i))).sum();
        self.ids.chunks_exact(self.width.max(1)).map(each)
    }
}

/// The cell at place `id` of "all but cell i".
fn place(id: u32, i: usize) -> usize {
    let id = id as usize;
    id + usize::from(id >= i)
}

/// More permutations than these are not made, whatever is asked for: p to a millionth, in 32 megabytes for eight
/// neighbours.
pub const MOST_PERMUTATIONS: usize = 999_999;

/// How many permutations it takes for false-discovery control at `q` over this many cells to be able to find
/// a single hot cell (with 999 permutations p is never below 0.001).
pub fn permutations_needed(cells: usize, q: f64) -> usize {
    ((2.0 * cells as f64 / q).ceil() as usize).clamp(9_999, MOST_PERMUTATIONS)
}

/// Where a cell's own neighbours stand among the drawn ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rank {
    /// Draws with a smaller sum.
    pub(crate) fewer: u32,
    /// Draws with the same sum.
    pub(crate) equal: u32,
}

/// The largest sum that is tallied, in 2 MB for each number of neighbours. Larger sums are gathered.
const LARGEST_SUM: u64 = 1 << 20;

/// The draws of one part: so few that their sums stay in the cache and a tally holds them in 16 bits.
const PART: usize = 1 << 14;

/// The rank of every cell for whole counts and neighbours that count alike. None for a cell without neighbours, with
/// more neighbours than were drawn, or when nothing was drawn. Counts, neighbours and draws must be of as many cells.
pub(crate) fn ranks(counts: &[u32], neighbours: &Neighbours, permutations: &Permutations) -> Vec<Option<Rank>> {
    let sizes = sizes(neighbours, permutations);
    let mut top: Vec<u32> = counts.to_vec();
    top.sort_unstable_by(|a, b| b.cmp(a));
    let largest: u64 = top.iter().take(permutations.width).map(|c| u64::from(*c)).sum();
    // Carrying costs each number of neighbours a pass over all draws, at about 10 steps a change; gathering costs one
    // for every cell.
    let narrow = permutations.width <= usize::from(u16::MAX);
    if largest > LARGEST_SUM || sizes.len() * 10 > counts.len() || !narrow {
        let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
        return gathered(&values, neighbours, |_| None, permutations);
    }
    carried(counts, neighbours, permutations, &sizes, largest as usize)
}

/// The same for values of any kind and neighbours that count differently.
pub(crate) fn ranks_weighted(values: &[f64], weights: &Weights, permutations: &Permutations) -> Vec<Option<Rank>> {
    gathered(values, weights.neighbours(), |i| Some(weights.of(i)), permutations)
}

/// The numbers of neighbours that cells have and draws can serve, rising.
fn sizes(neighbours: &Neighbours, permutations: &Permutations) -> Vec<usize> {
    let mut sizes: Vec<usize> = (0..neighbours.len()).map(|i| neighbours.of(i).len()).collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes.retain(|k| *k > 0 && *k <= permutations.width);
    sizes
}

fn gathered<'w>(
    values: &[f64],
    neighbours: &Neighbours,
    weights: impl Fn(usize) -> Option<&'w [f64]> + Sync,
    permutations: &Permutations,
) -> Vec<Option<Rank>> {
    let largest = values.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    let rank = |i: usize| {
        let around = neighbours.of(i);
        let k = around.len();
        if k == 0 || k > permutations.width || permutations.count() == 0 {
            return None;
        }
        let w = weights(i).filter(|w| w.iter().any(|v| *v != w[0]));
        // Equal weights only scale the sum.
        let sum = |id: &mut dyn Iterator<Item = usize>| -> f64 {
            match w {
                None => id.map(|j| values[j]).sum(),
                Some(w) => id.zip(w).map(|(j, w)| values[j] * w).sum(),
            }
        };
        let own = sum(&mut around.iter().map(|j| *j as usize));
        let scale: f64 = w.map_or(k as f64, |w| w.iter().map(|w| w.abs()).sum());
        // The same values in another order may differ by rounding; for whole counts this is far below one.
        let same = 4.0 * k as f64 * f64::EPSILON * scale * largest;
        let (mut fewer, mut equal) = (0, 0);
        for row in permutations.ids.chunks_exact(permutations.width) {
            let by = sum(&mut row[..k].iter().map(|id| place(*id, i))) - own;
            fewer += u32::from(by < -same);
            equal += u32::from(by.abs() <= same);
        }
        Some(Rank { fewer, equal })
    };
    (0..values.len()).into_par_iter().map(rank).collect()
}

fn carried(
    counts: &[u32],
    neighbours: &Neighbours,
    permutations: &Permutations,
    sizes: &[usize],
    largest: usize,
) -> Vec<Option<Rank>> {
    let n = counts.len();
    if sizes.is_empty() {
        return vec![None; n];
    }
    // What is asked of each cell: which number of neighbours, and their sum.
    let asked: Vec<Option<(usize, usize)>> = (0..n)
        .map(|i| {
            let around = neighbours.of(i);
            let sum = || around.iter().map(|j| counts[*j as usize] as usize).sum();
            sizes.iter().position(|k| *k == around.len()).map(|size| (size, sum()))
        })
        .collect();
    let nothing = || vec![Rank { fewer: 0, equal: 0 }; n];
    let add = |mut all: Vec<Rank>, part: Vec<Rank>| {
        for (all, part) in all.iter_mut().zip(part) {
            (all.fewer, all.equal) = (all.fewer + part.fewer, all.equal + part.equal);
        }
        all
    };
    let ranks = permutations
        .ids
        .par_chunks(PART * permutations.width.max(1))
        .map(|ids| of_part(counts, &asked, (ids, permutations.width), sizes, largest))
        .reduce(nothing, add);
    let drawn = permutations.count() > 0;
    ranks.into_iter().zip(asked).map(|(rank, asked)| asked.filter(|_| drawn).map(|_| rank)).collect()
}

/// The ranks of all cells among some draws: `ids`, so many a row.
fn of_part(
    counts: &[u32],
    asked: &[Option<(usize, usize)>],
    (ids, width): (&[u32], usize),
    sizes: &[usize],
    largest: usize,
) -> Vec<Rank> {
    let n = counts.len();
    // Which draws hold place j of "all but this cell", and in which column: sorted by place.
    let mut starts = vec![0u32; n + 1];
    for id in ids {
        starts[*id as usize + 1] += 1;
    }
    for i in 0..n {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut drawn = vec![(0u16, 0u16); ids.len()];
    for (r, row) in ids.chunks_exact(width).enumerate() {
        for (column, id) in row.iter().enumerate() {
            let slot = &mut next[*id as usize];
            drawn[*slot as usize] = (r as u16, column as u16);
            *slot += 1;
        }
    }
    // The sums of each draw, for every number of neighbours beside each other, and how many draws have each sum.
    let mut sums = vec![0u32; ids.len() / width * sizes.len()];
    let mut tallies: Vec<Tally> = sizes.iter().map(|_| Tally::new(largest)).collect();
    for (row, sums) in ids.chunks_exact(width).zip(sums.chunks_exact_mut(sizes.len())) {
        let (mut sum, mut taken) = (0, 0);
        for ((k, to), tally) in sizes.iter().zip(sums).zip(&mut tallies) {
            sum += row[taken..*k].iter().map(|id| counts[*id as usize + 1]).sum::<u32>();
            (*to, taken) = (sum, *k);
            tally.add(sum as usize);
        }
    }
    // The first number of neighbours that a column is among.
    let first: Vec<usize> = (0..width).map(|column| sizes.partition_point(|k| *k <= column)).collect();
    let mut found = vec![Rank { fewer: 0, equal: 0 }; n];
    for (i, (asked, found)) in asked.iter().zip(&mut found).enumerate() {
        if let Some((size, own)) = *asked {
            *found = Rank { fewer: tallies[size].fewer(own), equal: tallies[size].equal(own) };
        }
        // Place i of "all but i" is cell i+1; of "all but i+1" it is cell i.
        if i + 1 < n && counts[i] != counts[i + 1] {
            for (r, column) in &drawn[starts[i] as usize..starts[i + 1] as usize] {
                let first = first[usize::from(*column)];
                let sums = &mut sums[usize::from(*r) * sizes.len()..][..sizes.len()];
                for (sum, tally) in sums[first..].iter_mut().zip(&mut tallies[first..]) {
                    let before = *sum;
                    *sum = before + counts[i] - counts[i + 1];
                    tally.moves(before as usize, *sum as usize);
                }
            }
        }
    }
    found
}

/// How many of at most [`PART`] sums are of each value, and how many in each block of values, so that few numbers have to
/// be added to know how many are smaller than one.
struct Tally {
    of: Vec<u16>,
    blocks: Vec<u16>,
}

/// The values of a block, as a power of two.
const BLOCK: u32 = 8;

impl Tally {
    fn new(largest: usize) -> Tally {
        Tally { of: vec![0; largest + 1], blocks: vec![0; (largest >> BLOCK) + 1] }
    }

    fn add(&mut self, value: usize) {
        self.of[value] += 1;
        self.blocks[value >> BLOCK] += 1;
    }

    fn moves(&mut self, from: usize, to: usize) {
        self.of[from] -= 1;
        self.of[to] += 1;
        if from >> BLOCK != to >> BLOCK {
            self.blocks[from >> BLOCK] -= 1;
            self.blocks[to >> BLOCK] += 1;
        }
    }

    /// How many are below `value`.
    fn fewer(&self, value: usize) -> u32 {
        let value = value.min(self.of.len());
        let block = value >> BLOCK;
        let sum = |of: &[u16]| of.iter().map(|n| u32::from(*n)).sum::<u32>();
        sum(&self.blocks[..block]) + sum(&self.of[block << BLOCK..value])
    }

    /// How many are `value`.
    fn equal(&self, value: usize) -> u32 {
        self.of.get(value).map_or(0, |n| u32::from(*n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn draws_that_name_what_is_not_there_are_refused() {
        assert!(Permutations::from_rows(4, &[vec![0, 2], vec![1, 2]]).is_some());
        assert!(Permutations::from_rows(4, &[vec![0, 3]]).is_none());
        assert!(Permutations::from_rows(4, &[vec![0, 2], vec![1]]).is_none());
        assert!(Permutations::from_rows(4, &[vec![1, 1]]).is_none());
        assert_eq!(Permutations::from_rows(0, &[]).unwrap().count(), 0);
    }

    #[test]
    fn more_neighbours_than_were_drawn_have_no_rank() {
        let found = ranks(&[1, 2, 3, 4], &Neighbours::queen(2, 2), &Permutations::random(4, 2, 9, 1));
        assert_eq!(found, [None; 4]);
    }

    proptest! {
        #[test]
        fn carrying_and_gathering_give_what_dealing_anew_gives(
            counts in proptest::collection::vec(0u32..9, 3..40), columns in 1usize..7, seed in any::<u64>(),
        ) {
            let rows = counts.len() / columns;
            let counts = &counts[..rows * columns];
            let neighbours = Neighbours::queen(rows, columns);
            let p = Permutations::random(counts.len(), 8, 60, seed);
            let sizes = sizes(&neighbours, &p);
            let carried = carried(counts, &neighbours, &p, &sizes, counts.iter().sum::<u32>() as usize);
            let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
            prop_assert_eq!(&carried, &ranks_weighted(&values, &Weights::equal(neighbours.clone()), &p));
            for (i, found) in carried.into_iter().enumerate() {
                let own: u32 = neighbours.of(i).iter().map(|j| counts[*j as usize]).sum();
                let others: Vec<u32> = counts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, c)| *c).collect();
                let k = neighbours.of(i).len();
                let expected = (k > 0 && k <= p.width).then(|| {
                    let sums = p.ids.chunks(p.width).map(|row| row[..k].iter().map(|id| others[*id as usize]).sum::<u32>());
                    let (fewer, equal) = sums.fold((0, 0), |(f, e), s| (f + u32::from(s < own), e + u32::from(s == own)));
                    Rank { fewer, equal }
                });
                prop_assert_eq!(found, expected, "cell {}", i);
            }
        }
    }
}
