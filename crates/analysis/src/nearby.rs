//! Which points lie near which?
//!
//! Points are sorted into squares a little wider than the reach, so that everything within reach of a point is in its
//! square or in one of the eight around it.

use std::ops::Range;

/// Points in squares, for one reach.
pub(crate) struct Nearby<'p> {
    points: &'p [(f64, f64)],
    reach: f64,
    /// The points' numbers, square by square (row, then column), rising within a square.
    order: Vec<u32>,
    /// Each square that holds a point: row and column, and where it starts in `order`.
    squares: Vec<((i64, i64), u32)>,
}

impl<'p> Nearby<'p> {
    /// None with a place or a reach that is no number, a reach below zero, or more points than a u32 counts.
    pub(crate) fn new(points: &'p [(f64, f64)], reach: f64) -> Option<Nearby<'p>> {
        let finite = points.iter().all(|p| p.0.is_finite() && p.1.is_finite());
        if !finite || !reach.is_finite() || reach < 0.0 || u32::try_from(points.len()).is_err() {
            return None;
        }
        // Wider than the reach, so that rounding cannot push a point within reach two squares away.
        let side = if reach > 0.0 { reach * (1.0 + 1e-6) } else { 1.0 };
        let mut keyed: Vec<((i64, i64), u32)> = points
            .iter()
            .zip(0..)
            .map(|((x, y), i)| (((y / side).floor() as i64, (x / side).floor() as i64), i))
            .collect();
        keyed.sort_unstable();
        let order = keyed.iter().map(|k| k.1).collect();
        let mut squares: Vec<((i64, i64), u32)> = Vec::new();
        for (at, (square, _)) in keyed.iter().enumerate() {
            if squares.last().is_none_or(|s| s.0 != *square) {
                squares.push((*square, at as u32));
            }
        }
        Some(Nearby { points, reach, order, squares })
    }

    /// Calls `found` with (point, other, square of the distance) for every ordered pair within reach, except a point
    /// with itself; all pairs of one point come together.
    pub(crate) fn pairs(&self, mut found: impl FnMut(u32, u32, f64)) {
        for s in 0..self.squares.len() {
            let around = self.around(s);
            for i in self.held(s) {
                self.others(i, &around, &mut found);
            }
        }
    }

    /// The points in square `s`.
    pub(crate) fn held(&self, s: usize) -> impl Iterator<Item = u32> + '_ {
        self.order[self.start(s)..self.start(s + 1)].iter().copied()
    }

    /// How many squares hold a point.
    pub(crate) fn squares(&self) -> usize {
        self.squares.len()
    }

    /// The ranges of `order` that hold square `s` and those around it: one for each of three rows.
    pub(crate) fn around(&self, s: usize) -> [Range<usize>; 3] {
        let (row, column) = self.squares[s].0;
        [-1, 0, 1].map(|step: i64| {
            // Beyond the last row that a number can name there is none.
            let Some(row) = row.checked_add(step) else { return 0..0 };
            let first = self.squares.partition_point(|q| q.0 < (row, column.saturating_sub(1)));
            let end = self.squares.partition_point(|q| q.0 <= (row, column.saturating_add(1)));
            self.start(first)..self.start(end)
        })
    }

    /// Calls `found` for every other point within reach of `i`, whose square's surroundings are `around`.
    pub(crate) fn others(&self, i: u32, around: &[Range<usize>; 3], found: &mut impl FnMut(u32, u32, f64)) {
        let (x, y) = self.points[i as usize];
        let most = self.reach * self.reach;
        for range in around {
            for &j in &self.order[range.clone()] {
                let (dx, dy) = (self.points[j as usize].0 - x, self.points[j as usize].1 - y);
                let d2 = dx * dx + dy * dy;
                if d2 <= most && j != i {
                    found(i, j, d2);
                }
            }
        }
    }

    fn start(&self, s: usize) -> usize {
        self.squares.get(s).map_or(self.order.len(), |q| q.1 as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_within_reach_is_found_once(
            points in proptest::collection::vec((-300i32..300, -300i32..300), 0..60),
            reach in prop_oneof![Just(0.0f64), 1.0f64..900.0],
        ) {
            let points: Vec<(f64, f64)> = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let mut found = Vec::new();
            Nearby::new(&points, reach).unwrap().pairs(|i, j, _| found.push((i, j)));
            found.sort_unstable();
            let mut expected = Vec::new();
            for (i, p) in points.iter().enumerate() {
                for (j, q) in points.iter().enumerate() {
                    if i != j && (p.0 - q.0).powi(2) + (p.1 - q.1).powi(2) <= reach * reach {
                        expected.push((i as u32, j as u32));
                    }
                }
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn places_that_are_no_numbers_are_refused_and_far_ones_do_not_panic() {
        assert!(Nearby::new(&[(f64::NAN, 0.0)], 1.0).is_none());
        assert!(Nearby::new(&[(0.0, 0.0)], f64::INFINITY).is_none());
        assert!(Nearby::new(&[(0.0, 0.0)], -1.0).is_none());
        let mut n = 0;
        Nearby::new(&[(1e300, -1e300), (0.0, 0.0), (1e300, -1e300)], 1e-300).unwrap().pairs(|_, _, _| n += 1);
        assert_eq!(n, 2);
    }
}
