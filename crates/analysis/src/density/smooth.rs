//! How are values on a lattice smoothed along its columns and its rows, as fast as the processor multiplies?
//!
//! A panel of a few columns, whose rows lie side by side in memory, stays in the cache while it is smoothed down its
//! columns; turned by a quarter, the same smooths along rows. Only the part of the lattice that holds something is
//! read, and what is made in between is as small as can be: the memory for it costs as much as the sums.

use rayon::prelude::*;

/// The columns of a panel: two registers of four numbers on most processors.
const PANEL: usize = 8;
/// The rows that are summed at a time: two registers each. With more, some of the sixteen registers would have to wait in
/// memory for each other, which takes twice as long.
const ROWS: usize = 5;

/// The part of a lattice that holds something: outside it there is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// Its first column and the column after its last.
    pub(super) columns: (usize, usize),
    /// Its first row and the row after its last.
    pub(super) rows: (usize, usize),
}

/// The value `of` each point of a lattice, summed with these weights along rows and along columns: the sum at row r and
/// column c begins with the value there. `held` says which rows and columns of the lattice hold something, `of` counts
/// from its first, row by row; the answer has `rows` rows of `columns`.
pub(super) fn smoothed(
    of: impl Fn(usize) -> f64 + Sync,
    held: Held,
    (columns, rows): (usize, usize),
    weights: &[f64],
) -> Vec<f64> {
    let (wide, high) = (held.columns.1 - held.columns.0, held.rows.1 - held.rows.0);
    // Nothing before and after, so that each row of a block may begin and end later than the one above it.
    let around = [0.0; ROWS - 1];
    let weights: Vec<f64> = around.iter().chain(weights).chain(&around).copied().collect();
    // Panel by panel, each with all its rows.
    let mut down = vec![[0.0; PANEL]; wide.div_ceil(PANEL) * rows];
    down.par_chunks_mut(rows).enumerate().for_each_init(
        || vec![[0.0; PANEL]; high],
        |from, (panel, to)| {
            let first = panel * PANEL;
            for (row, from) in from.iter_mut().enumerate() {
                let at = row * wide + first;
                from.iter_mut().enumerate().for_each(|(c, v)| *v = if first + c < wide { of(at + c) } else { 0.0 });
            }
            summed_down(to, from, held.rows.0, &weights);
        },
    );
    let mut out = vec![0.0; rows * columns];
    out.par_chunks_mut(PANEL * columns).enumerate().for_each_init(
        || (vec![[0.0; PANEL]; wide.next_multiple_of(PANEL)], vec![[0.0; PANEL]; columns]),
        |(turned, across), (band, out)| {
            let first = band * PANEL;
            let high = out.len() / columns;
            for (panel, to) in down.chunks(rows).zip(turned.as_chunks_mut::<PANEL>().0) {
                for (row, from) in panel[first..first + high].iter().enumerate() {
                    from.iter().zip(&mut *to).for_each(|(v, to)| to[row] = *v);
                }
            }
            summed_down(across, &turned[..wide], held.columns.0, &weights);
            for (row, out) in out.chunks_mut(columns).enumerate() {
                out.iter_mut().zip(&*across).for_each(|(to, from)| *to = from[row]);
            }
        },
    );
    out
}

/// Sums a panel down its columns. The rows `from` stand at row `first` and after it in what is summed.
fn summed_down(to: &mut [[f64; PANEL]], from: &[[f64; PANEL]], first: usize, weights: &[f64]) {
    if from.as_flattened().iter().any(|v| *v != 0.0) {
        pulp::Arch::new().dispatch(Down { to, from, first, weights });
    } else {
        to.fill([0.0; PANEL]);
    }
}

/// Sums one panel down its columns. Compiled once for each kind of processor.
struct Down<'a> {
    to: &'a mut [[f64; PANEL]],
    from: &'a [[f64; PANEL]],
    first: usize,
    weights: &'a [f64],
}

impl Down<'_> {
    /// What the `R` rows of sums from row `at` on see: rows that hold something, and the weights from the first of them on.
    #[inline(always)]
    fn seen<const R: usize>(&self, at: usize) -> (&[[f64; PANEL]], &[f64]) {
        let weights = &self.weights[ROWS - R..self.weights.len() - (ROWS - R)];
        let end = at + weights.len() - (R - 1);
        let (begin, end) = (at.max(self.first), end.min(self.first + self.from.len()));
        if begin >= end {
            return (&[], &[]);
        }
        (&self.from[begin - self.first..end - self.first], &weights[begin - at..])
    }
}

impl pulp::WithSimd for Down<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(mut self, _: S) {
        let to = std::mem::take(&mut self.to);
        let (blocks, rest) = to.as_chunks_mut::<ROWS>();
        let after = blocks.len() * ROWS;
        for (b, to) in blocks.iter_mut().enumerate() {
            *to = block::<S, ROWS>(self.seen::<ROWS>(b * ROWS));
        }
        for (r, to) in rest.iter_mut().enumerate() {
            [*to] = block::<S, 1>(self.seen::<1>(after + r));
        }
    }
}

/// `R` rows of sums: each row read is weighed into all of them before the next is.
#[inline(always)]
fn block<S: pulp::Simd, const R: usize>((from, weights): (&[[f64; PANEL]], &[f64])) -> [[f64; PANEL]; R] {
    let mut sums = [[0.0; PANEL]; R];
    for (row, w) in from.iter().zip(weights.windows(R)) {
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
            let (columns, rows) = (wide + 1 - weights.len(), high + 1 - weights.len());
            let all = Held { columns: (0, wide), rows: (0, high) };
            let found = smoothed(|i| values[i], all, (columns, rows), &weights);
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
