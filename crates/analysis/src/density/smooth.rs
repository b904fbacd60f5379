//! How are values on a lattice smoothed along its columns and its rows, as fast as the processor multiplies?
//!
//! The lattice is cut into panels of a few columns, whose rows lie side by side in memory, so that a panel stays in the
//! cache while it is smoothed down its columns. Turned by a quarter, the same smooths along rows.

use rayon::prelude::*;

/// The columns of a panel: three registers of four numbers on most processors.
const PANEL: usize = 12;
/// The rows that are summed at a time: with three registers each and what is read, all sixteen are in use.
const ROWS: usize = 4;

/// The value `of` each point of a lattice of `high` rows and `wide` columns, row by row, summed with these weights along
/// rows and along columns, wherever the weights fit: as many rows and columns less one as there are weights fewer.
pub(super) fn smoothed(of: impl Fn(usize) -> f64 + Sync, (wide, high): (usize, usize), weights: &[f64]) -> Vec<f64> {
    let (columns, rows) = (wide + 1 - weights.len(), high + 1 - weights.len());
    // Nothing before and after, so that each row of a block may begin and end later than the one above it.
    let around = [0.0; ROWS - 1];
    let weights: Vec<f64> = around.iter().chain(weights).chain(&around).copied().collect();
    let upright = panels(wide, high, |row, column| of(row * wide + column));
    let down = summed_down(&upright, high, rows, &weights);
    let at = |row: usize, column: usize, rows: usize| (column / PANEL * rows + row) * PANEL + column % PANEL;
    let turned = panels(rows, wide, |row, column| down[at(column, row, rows)]);
    let across = summed_down(&turned, wide, columns, &weights);
    let mut out = vec![0.0; rows * columns];
    out.par_chunks_mut(columns).enumerate().for_each(|(row, to)| {
        to.iter_mut().enumerate().for_each(|(column, to)| *to = across[at(column, row, columns)]);
    });
    out
}

/// A lattice in panels, one after the other; columns that are not there hold nothing.
fn panels(wide: usize, high: usize, of: impl Fn(usize, usize) -> f64 + Sync) -> Vec<f64> {
    let mut out = vec![0.0; wide.div_ceil(PANEL) * high * PANEL];
    out.par_chunks_mut(high * PANEL).enumerate().for_each(|(panel, to)| {
        let first = panel * PANEL;
        for (row, to) in to.chunks_mut(PANEL).enumerate() {
            to.iter_mut().zip(first..wide).for_each(|(to, column)| *to = of(row, column));
        }
    });
    out
}

fn summed_down(panels: &[f64], high: usize, rows: usize, weights: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; panels.len() / high * rows];
    out.par_chunks_mut(rows * PANEL).zip(panels.par_chunks(high * PANEL)).for_each(|(to, from)| {
        if from.iter().any(|v| *v != 0.0) {
            pulp::Arch::new().dispatch(Down { to, from, weights });
        }
    });
    out
}

/// Sums one panel down its columns. Compiled once for each kind of processor.
struct Down<'a> {
    to: &'a mut [f64],
    from: &'a [f64],
    weights: &'a [f64],
}

impl pulp::WithSimd for Down<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let ((to, _), (from, _)) = (self.to.as_chunks_mut::<PANEL>(), self.from.as_chunks::<PANEL>());
        let (blocks, rest) = to.as_chunks_mut::<ROWS>();
        let after = blocks.len() * ROWS;
        for (b, to) in blocks.iter_mut().enumerate() {
            *to = block::<S, ROWS>(&from[b * ROWS..], self.weights);
        }
        for (r, to) in rest.iter_mut().enumerate() {
            [*to] = block::<S, 1>(&from[after + r..], self.weights);
        }
    }
}

/// The first `R` rows of sums: each row read is weighed into all of them before the next is.
#[inline(always)]
fn block<S: pulp::Simd, const R: usize>(from: &[[f64; PANEL]], weights: &[f64]) -> [[f64; PANEL]; R] {
    let mut sums = [[0.0; PANEL]; R];
    let weighing = weights[ROWS - R..].windows(R).take(weights.len() + R + 1 - 2 * ROWS);
    for (row, w) in from.iter().zip(weighing) {
        for (sums, w) in sums.iter_mut().zip(w.iter().rev()) {
            for (sum, v) in sums.iter_mut().zip(row) {
                // Without such an instruction, one rounding less would cost a call.
                *sum = if S::IS_SCALAR { *sum + w * v } else { w.mul_add(*v, *sum) };
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_sum_that_is_written_down_in_two_lines(
            (wide, high, weights) in (1usize..40, 1usize..40).prop_flat_map(|(w, h)| (Just(w), Just(h), proptest::collection::vec(0.0f64..1.0, 1..=w.min(h)))),
            seed in any::<u64>(),
        ) {
            let mut rng = crate::random::stream(seed, 0);
            let values: Vec<f64> = (0..wide * high).map(|_| f64::from(crate::random::below(&mut rng, 1000))).collect();
            let found = smoothed(|i| values[i], (wide, high), &weights);
            let (columns, rows) = (wide + 1 - weights.len(), high + 1 - weights.len());
            prop_assert_eq!(found.len(), columns * rows);
            for (i, f) in found.iter().enumerate() {
                let (row, column) = (i / columns, i % columns);
                let along = |r: usize| -> f64 { weights.iter().enumerate().map(|(k, w)| w * values[r * wide + column + k]).sum() };
                let sum: f64 = weights.iter().enumerate().map(|(k, w)| w * along(row + k)).sum();
                prop_assert!((f - sum).abs() <= 1e-12 * sum.max(1.0), "{f} {sum}");
            }
        }
    }
}
