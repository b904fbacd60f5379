//! Are places like their neighbours, all in all and each for itself?
//!
//! Moran's I: in all (Cliff and Ord, Spatial Processes, 1981, ch. 1-2), with z under normality and under randomisation and
//! p by permutation; and of each place (Anselin, Geographical Analysis 27 (1995) 93-115), with its quadrant, its mean and
//! variance under conditional randomisation (Sokal, Oden and Thomson, Geographical Analysis 30 (1998) 331-354) and p by
//! conditional permutation.
//!
//! Why the p of a place is a rank of sums of counts, so that what is fast for Gi* is exact here. Let z = x - mean, k the
//! number of neighbours, S the sum of x over them. With row-standardised weights I of place i is
//! c z_i (S/k - mean), where c > 0 is the same for all. A draw keeps x_i, and with it z_i, the mean, c and k; it changes
//! only S, to T. So I of the draw is at least I exactly when z_i (T - S)/k >= 0: when T >= S for z_i > 0, when T <= S
//! for z_i < 0, and always for z_i = 0. S and T are whole numbers: ties are exact.

use rayon::prelude::*;

use crate::permutation::{Permutations, Rank, ranks, ranks_weighted};
use crate::random::{below, stream};
use crate::weights::{Neighbours, Weights};

/// Moran's I of all places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Global {
    /// I: above `expected` where neighbours are alike, below it where they differ.
    pub i: f64,
    /// What chance gives on average, -1/(n-1).
    pub expected: f64,
    /// Variance if values were normal.
    pub variance_normal: f64,
    /// Standard score if values were normal.
    pub z_normal: f64,
    /// Variance over all ways to deal the values.
    pub variance_random: f64,
    /// Standard score over all ways to deal the values. Its tail in a normal distribution is surer than it should be: on
    /// 1,000 maps of 144 Poisson counts of mean 3 it was at most 0.01 on 20, where `p` was on 14.
    pub z_random: f64,
    /// Replicates, values dealt anew, with at least this I.
    pub larger: u32,
    /// One-sided (neighbours are alike): (larger + 1)/(replicates + 1).
    pub p: f64,
}

/// Moran's I of all places. None with fewer than four values, a value or weight that is no finite number, values that are
/// all equal, no neighbours at all, or values and weights not of as many places.
pub fn global(values: &[f64], weights: &Weights, replicates: u32, seed: u64) -> Option<Global> {
    let z = centred(values)?;
    let near = weights.neighbours();
    if values.len() < 4 || values.len() != near.len() {
        return None;
    }
    let n = values.len() as f64;
    let m2: f64 = z.iter().map(|z| z * z).sum();
    let m4: f64 = z.iter().map(|z| z.powi(4)).sum();
    // s1 = half the sum of (w_ij + w_ji)², s2 = sum of (row + column)².
    let (mut s0, mut s1) = (0.0, 0.0);
    let mut ends = vec![0.0; values.len()];
    for i in 0..values.len() {
        for (j, w) in near.of(i).iter().zip(weights.of(i)) {
            let back = near.of(*j as usize).iter().position(|k| *k as usize == i);
            s0 += w;
            // Each of a mutual pair meets the other; one that is not met counts once, as (w + 0)² of two halves.
            s1 += back.map_or(w * w, |at| (w + weights.of(*j as usize)[at]).powi(2) / 2.0);
            ends[i] += w;
            ends[*j as usize] += w;
        }
    }
    let s2: f64 = ends.iter().map(|e| e * e).sum();
    let cross = |z: &[f64]| -> f64 {
        let of = |i: usize| z[i] * near.of(i).iter().zip(weights.of(i)).map(|(j, w)| w * z[*j as usize]).sum::<f64>();
        (0..z.len()).map(of).sum()
    };
    if !(s0 > 0.0 && m4.is_finite() && s2.is_finite()) {
        return None;
    }
    let own = cross(&z);
    let i = n / s0 * own / m2;
    let expected = -1.0 / (n - 1.0);
    let (n2, s02) = (n * n, s0 * s0);
    let variance_normal = (n2 * s1 - n * s2 + 3.0 * s02) / (s02 * (n2 - 1.0)) - expected * expected;
    let k = n * m4 / (m2 * m2);
    let dealt = n * ((n2 - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s02) - k * ((n2 - n) * s1 - 2.0 * n * s2 + 6.0 * s02);
    let variance_random = dealt / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s02) - expected * expected;
    // Where every place is everyone's neighbour, I is the same for all ways to deal: what is left is rounding.
    let score = |variance: f64| if variance > 1e-12 { (i - expected) / variance.sqrt() } else { 0.0 };
    // The same values added in another order differ by rounding.
    let same = 1e-12 * s0 * m2 / n;
    let larger = (0..replicates)
        .into_par_iter()
        .filter(|r| {
            let (mut rng, mut z) = (stream(seed, u64::from(*r)), z.clone());
            for i in (1..z.len()).rev() {
                z.swap(i, below(&mut rng, i as u32 + 1) as usize);
            }
            cross(&z) >= own - same
        })
        .count() as u32;
    let p = (f64::from(larger) + 1.0) / (f64::from(replicates) + 1.0);
    let (z_normal, z_random) = (score(variance_normal), score(variance_random));
    Some(Global { i, expected, variance_normal, z_normal, variance_random, z_random, larger, p })
}

/// How a place and its neighbours stand to the mean of all. A value at the mean counts as low.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// A high place among high ones.
    HighHigh,
    /// A low place among high ones.
    LowHigh,
    /// A low place among low ones.
    LowLow,
    /// A high place among low ones.
    HighLow,
}

/// Local Moran's I of one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// I = z_i/m2 x the weighted mean of the neighbours' z, m2 the mean of all z²: on average over all places, the I of
    /// all. (esda multiplies by (n-1)/n; spdep as here.) 0 without neighbours.
    pub i: f64,
    /// What chance gives on average where the place keeps its value.
    pub expected: f64,
    /// The variance over all ways to deal the others' values.
    pub variance: f64,
    /// Standard score; 0 where the variance is none.
    pub z: f64,
    /// Where it stands.
    pub quadrant: Quadrant,
    /// Permutations with at least this I.
    pub larger: u32,
    /// Permutations with at most this I.
    pub smaller: u32,
    /// One-sided in the direction of I, as esda gives it: (the fewer of `larger` and permutations - `larger`, + 1)/
    /// (permutations + 1). Not for a procedure that expects two-sided p-values: half of its truth.
    pub p_folded: f64,
    /// Two-sided: twice the smaller of the p of "at least" and of "at most", and at most 1.
    pub p: f64,
}

/// Local Moran's I of counts; neighbours count alike and their weights sum to one. Places without neighbours, or with
/// more than were drawn, get p = 1: nothing can be said of them. None with fewer than four counts, counts that are all
/// equal, or counts, neighbours and permutations not of as many places.
pub fn local(counts: &[u32], neighbours: &Neighbours, permutations: &Permutations) -> Option<Vec<Local>> {
    let n = counts.len();
    if n != neighbours.len() || n != permutations.cells() {
        return None;
    }
    let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
    let z = centred(&values)?;
    let weights = Weights::equal(neighbours.clone());
    Some(locals(&values, &z, &weights, &ranks(counts, neighbours, permutations), permutations.count()))
}

/// Local Moran's I of values that are not whole counts (rates), or of neighbours that count differently; the weights of
/// each place are divided by their sum. None also with a value or a weight that is no finite number.
pub fn local_weighted(values: &[f64], weights: &Weights, permutations: &Permutations) -> Option<Vec<Local>> {
    let n = values.len();
    if n != weights.neighbours().len() || n != permutations.cells() {
        return None;
    }
    let z = centred(values)?;
    let weights = weights.clone().row_standardised();
    Some(locals(values, &z, &weights, &ranks_weighted(values, &weights, permutations), permutations.count()))
}

/// Values less their mean. None with fewer than four, one that is no finite number, or all equal.
fn centred(values: &[f64]) -> Option<Vec<f64>> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    if values.len() < 4 || !mean.is_finite() || values.iter().all(|v| *v == values[0]) {
        return None;
    }
    let z: Vec<f64> = values.iter().map(|v| v - mean).collect();
    let squares: f64 = z.iter().map(|z| z * z).sum();
    (squares.is_finite() && squares > 0.0).then_some(z)
}

fn locals(values: &[f64], z: &[f64], weights: &Weights, ranks: &[Option<Rank>], runs: usize) -> Vec<Local> {
    let n = values.len() as f64;
    let total: f64 = values.iter().sum();
    let m2 = z.iter().map(|z| z * z).sum::<f64>() / n;
    let each = |i: usize| {
        let (around, w) = (weights.neighbours().of(i), weights.of(i));
        let all: f64 = w.iter().sum();
        let lag = |v: &[f64]| around.iter().zip(w).map(|(j, w)| w * v[*j as usize]).sum::<f64>();
        // Compared as sums, so that whole counts at the mean are at it exactly.
        let sign = (values[i] * n).total_cmp(&total);
        let high_around = lag(values) * n > total * all;
        let quadrant = match (sign.is_gt(), high_around) {
            (true, true) => Quadrant::HighHigh,
            (false, true) => Quadrant::LowHigh,
            (false, false) => Quadrant::LowLow,
            (true, false) => Quadrant::HighLow,
        };
        let unsaid = |i, expected, variance, z| {
            let runs = runs as u32;
            Local { i, expected, variance, z, quadrant, larger: runs, smaller: runs, p_folded: 1.0, p: 1.0 }
        };
        let (w2, i2) = (w.iter().map(|w| (w / all).powi(2)).sum::<f64>(), z[i] * z[i] / m2);
        if all <= 0.0 {
            return unsaid(0.0, 0.0, 0.0, 0.0);
        }
        let value = z[i] / m2 * lag(z) / all;
        let expected = -i2 / (n - 1.0);
        let variance = i2 / m2 * n / (n - 2.0) * (w2 - 1.0 / (n - 1.0)) * (m2 - z[i] * z[i] / (n - 1.0));
        let score = if variance > 1e-12 * i2 { (value - expected) / variance.sqrt() } else { 0.0 };
        let Some(rank) = ranks[i] else { return unsaid(value, expected, variance, score) };
        let (more, less) = (runs as u32 - rank.fewer, rank.fewer + rank.equal);
        let (larger, smaller) = match sign {
            std::cmp::Ordering::Greater => (more, less),
            std::cmp::Ordering::Less => (less, more),
            std::cmp::Ordering::Equal => (runs as u32, runs as u32),
        };
        let share = |n: u32| (f64::from(n) + 1.0) / (runs as f64 + 1.0);
        let p = (2.0 * share(larger).min(share(smaller))).min(1.0);
        let p_folded = share(larger.min(runs as u32 - larger));
        Local { i: value, expected, variance, z: score, quadrant, larger, smaller, p_folded, p }
    };
    (0..values.len()).map(each).collect()
}

#[cfg(test)]
mod tests;
