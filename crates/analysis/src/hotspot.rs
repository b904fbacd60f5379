//! Where do counts gather more than chance would gather them?
//!
//! Getis-Ord Gi* (Ord and Getis, Geographical Analysis 27 (1995) 286-306), which counts the cell itself in, and Gi, which
//! does not: z by formula, p by conditional permutation (`permutation.rs`). The cell keeps its count when the others are
//! dealt anew, so the p of both is the same: the rank of what its neighbours hold.
//!
//! What it cannot see: a single full square among ordinary ones. The permutation asks whether the *neighbours* hold
//! more than chance gives them, so a gathering must reach over several squares. Smaller squares see smaller gatherings.

pub use crate::permutation::{Permutations, permutations_needed};
use crate::permutation::{Rank, ranks, ranks_weighted};
use crate::tail;
use crate::weights::Weights;
pub use crate::weights::{AROUND, Neighbours};

/// What Gi* or Gi says of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// The share of everything that lies around the cell (each place by its weight). Gi* counts the cell itself in, Gi
    /// leaves it out of both sides of the share.
    pub g: f64,
    /// Its standard score; 0 where all cells are equal.
    pub z: f64,
    /// Permutations with at least as much around the cell.
    pub larger: u32,
    /// Permutations with at most as much around the cell.
    pub smaller: u32,
    /// One-sided: how often chance puts at least as much around the cell, (larger + 1)/(permutations + 1).
    pub p: f64,
    /// Two-sided: twice the smaller of the p of "at least as much" and of "at most as much", and at most 1.
    pub p_two_sided: f64,
}

/// Gi* of every cell, neighbours and the cell itself with weight 1. Cells without neighbours, or with more than were
/// drawn, get p = 1: nothing can be said of them. None if there are fewer than three cells, no count at all, or counts,
/// neighbours and permutations are not of as many cells.
pub fn gi_star(counts: &[u32], neighbours: &Neighbours, permutations: &Permutations) -> Option<Vec<Local>> {
    of_counts(counts, neighbours, permutations, Some(1.0))
}

/// Gi of every cell: as [`gi_star`], without the cell itself.
pub fn gi(counts: &[u32], neighbours: &Neighbours, permutations: &Permutations) -> Option<Vec<Local>> {
    of_counts(counts, neighbours, permutations, None)
}

/// Gi* for values that are not whole counts (rates), or neighbours that count differently. The cell's own weight is
/// `own`. None also with a value that is negative or no number, or a weight that is no number.
pub fn gi_star_weighted(
    values: &[f64],
    weights: &Weights,
    own: f64,
    permutations: &Permutations,
) -> Option<Vec<Local>> {
    of_values(values, weights, permutations, Some(own))
}

/// Gi for values that are not whole counts (rates), or neighbours that count differently. None also with a value that
/// is negative or no number.
pub fn gi_weighted(values: &[f64], weights: &Weights, permutations: &Permutations) -> Option<Vec<Local>> {
    of_values(values, weights, permutations, None)
}

/// The same cells with the p-values of hot ones read from a fitted tail (`tail.rs`) where fewer than ten permutations
/// reach as far: so p can be below 1/(permutations + 1). `counts`, `neighbours` and `permutations` must be those that
/// the cells were made with; cells stay as they are where they are not.
pub fn with_fitted_tails(
    mut locals: Vec<Local>,
    counts: &[u32],
    neighbours: &Neighbours,
    permutations: &Permutations,
) -> Vec<Local> {
    let n = locals.len();
    if n != counts.len() || n != neighbours.len() || n != permutations.cells() {
        return locals;
    }
    for (i, local) in locals.iter_mut().enumerate() {
        let around = neighbours.of(i);
        // A cell of which nothing can be said has p = 1.
        if local.larger >= tail::ENOUGH || local.p == 1.0 {
            continue;
        }
        let draws: Vec<f64> = permutations.sums(i, around.len(), |j| f64::from(counts[j])).collect();
        let own = around.iter().map(|j| f64::from(counts[*j as usize])).sum();
        if let Some(p) = tail::fitted(&draws, own, 1.0) {
            local.p = p;
            local.p_two_sided = (2.0 * p).min(1.0);
        }
    }
    locals
}

fn of_counts(c: &[u32], neighbours: &Neighbours, draws: &Permutations, own: Option<f64>) -> Option<Vec<Local>> {
    if c.len() != neighbours.len() || c.len() != draws.cells() {
        return None;
    }
    let values: Vec<f64> = c.iter().map(|c| f64::from(*c)).collect();
    let sound = Sound::parse(&values)?;
    let around = |i: usize| neighbours.of(i).iter().map(|j| (*j as usize, 1.0));
    let ranks = ranks(c, neighbours, draws);
    Some((0..c.len()).map(|i| sound.local(i, around(i), own, ranks[i], draws.count())).collect())
}

fn of_values(values: &[f64], weights: &Weights, draws: &Permutations, own: Option<f64>) -> Option<Vec<Local>> {
    let n = values.len();
    if n != weights.neighbours().len() || n != draws.cells() || own.is_some_and(|w| !w.is_finite()) {
        return None;
    }
    let sound = Sound::parse(values)?;
    let around = |i: usize| weights.neighbours().of(i).iter().map(|j| *j as usize).zip(weights.of(i).iter().copied());
    let ranks = ranks_weighted(values, weights, draws);
    Some((0..n).map(|i| sound.local(i, around(i), own, ranks[i], draws.count())).collect())
}

/// Values of which Gi* can be said, with what all cells share.
struct Sound<'v> {
    values: &'v [f64],
    total: f64,
    /// The sum of squared differences from the mean; 0 where all are equal.
    squares: f64,
}

impl Sound<'_> {
    fn parse(values: &[f64]) -> Option<Sound<'_>> {
        let total: f64 = values.iter().sum();
        if values.len() < 3 || values.iter().any(|v| !v.is_finite() || *v < 0.0) || !total.is_finite() || total <= 0.0 {
            return None;
        }
        let mean = total / values.len() as f64;
        let alike = values.iter().all(|v| *v == values[0]);
        let squares = if alike { 0.0 } else { values.iter().map(|v| (v - mean).powi(2)).sum() };
        squares.is_finite().then_some(Sound { values, total, squares })
    }

    fn local(
        &self,
        i: usize,
        around: impl Iterator<Item = (usize, f64)>,
        own: Option<f64>,
        rank: Option<Rank>,
        runs: usize,
    ) -> Local {
        let (mut sum, mut w1, mut w2) = own.map_or((0.0, 0.0, 0.0), |w| (w * self.values[i], w, w * w));
        for (j, w) in around {
            sum += w * self.values[j];
            w1 += w;
            w2 += w * w;
        }
        let n = self.values.len() as f64;
        // Gi is about all cells but this one: their number, their sum and their squares.
        let (m, total, squares) = match own {
            Some(_) => (n, self.total, self.squares),
            None => {
                let off = self.values[i] - self.total / n;
                (n - 1.0, self.total - self.values[i], self.squares - off * off * n / (n - 1.0))
            }
        };
        // What is left of the squares by rounding is no difference between the others.
        let squares = if squares <= 1e-12 * self.squares { 0.0 } else { squares };
        let spread = squares / m * (m * w2 - w1 * w1) / (m - 1.0);
        let z = if spread > 0.0 { (sum - w1 * total / m) / spread.sqrt() } else { 0.0 };
        let g = if total > 0.0 { sum / total } else { 0.0 };
        let share = |n: u32| (f64::from(n) + 1.0) / (runs as f64 + 1.0);
        let Some(rank) = rank else {
            return Local { g, z, larger: runs as u32, smaller: runs as u32, p: 1.0, p_two_sided: 1.0 };
        };
        let (larger, smaller) = (runs as u32 - rank.fewer, rank.fewer + rank.equal);
        let p_two_sided = (2.0 * share(larger).min(share(smaller))).min(1.0);
        Local { g, z, larger, smaller, p: share(larger), p_two_sided }
    }
}

#[cfg(test)]
mod tests;
