//! Which places are neighbours of which, and how much does each count?
//!
//! [`Neighbours`] all count alike, which is what hot spots and Moran's I need by default and what makes them fast.
//! [`Weights`] let each neighbour count differently, as when nearer ones should count more.

use crate::nearby::Nearby;

/// Which cells are neighbours of which: a list per cell, without the cell itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    starts: Vec<u32>,
    list: Vec<u32>,
}

/// The eight steps to a neighbour.
pub const AROUND: [(i64, i64); 8] = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)];

impl Neighbours {
    /// From one list per cell. None if a list names its own cell, a cell twice, or a cell that is not there.
    pub fn parse(lists: &[Vec<u32>]) -> Option<Neighbours> {
        let found = Neighbours::from_lists(lists);
        (found.list.len() == lists.iter().map(Vec::len).sum::<usize>()).then_some(found)
    }

    /// From one list per cell that the program made itself. The cell itself, cells named again and cells that are not
    /// there are left out.
    pub fn from_lists(lists: &[Vec<u32>]) -> Neighbours {
        let mut starts = Vec::with_capacity(lists.len() + 1);
        let mut list: Vec<u32> = Vec::new();
        // The last cell that named each cell: tells a second naming without a search.
        let mut named_by = vec![usize::MAX; lists.len()];
        starts.push(0);
        for (i, l) in lists.iter().enumerate() {
            for j in l {
                if let Some(by) = named_by.get_mut(*j as usize).filter(|by| **by != i && *j as usize != i) {
                    *by = i;
                    list.push(*j);
                }
            }
            starts.push(list.len() as u32);
        }
        Neighbours { starts, list }
    }

    /// Cells that share a side or a corner on a full lattice, cells row by row.
    pub fn queen(rows: usize, columns: usize) -> Neighbours {
        Neighbours::lattice(rows, columns, &AROUND)
    }

    /// Cells that share a side on a full lattice, cells row by row.
    pub fn rook(rows: usize, columns: usize) -> Neighbours {
        Neighbours::lattice(rows, columns, &[(-1, 0), (0, -1), (0, 1), (1, 0)])
    }

    fn lattice(rows: usize, columns: usize, steps: &[(i64, i64)]) -> Neighbours {
        let (rows, columns) = (rows as i64, columns as i64);
        let mut lists = Vec::new();
        for r in 0..rows {
            for c in 0..columns {
                let near = steps.iter().map(|(dr, dc)| (r + dr, c + dc));
                let held = near.filter(|(r, c)| (0..rows).contains(r) && (0..columns).contains(c));
                lists.push(held.map(|(r, c)| (r * columns + c) as u32).collect());
            }
        }
        Neighbours::from_lists(&lists)
    }

    /// Places at most `metres` apart (also those at the same place). None with a place or a distance that is no number,
    /// or a distance below zero.
    pub fn within(places: &[(f64, f64)], metres: f64) -> Option<Neighbours> {
        let mut lists = vec![Vec::new(); places.len()];
        Nearby::new(places, metres)?.pairs(|i, j, _| lists[i as usize].push(j));
        lists.iter_mut().for_each(|l: &mut Vec<u32>| l.sort_unstable());
        Some(Neighbours::from_lists(&lists))
    }

    /// The `k` nearest other places of each, nearest first; of places equally far the one further west, then further
    /// south, then first in the list. Being nearest is not mutual. None with a place that is no number, or when `k` is
    /// zero or there are not more than `k` places.
    pub fn nearest(places: &[(f64, f64)], k: usize) -> Option<Neighbours> {
        let n = places.len();
        let bounds = |pick: fn(&(f64, f64)) -> f64| {
            let low = places.iter().map(pick).fold(f64::INFINITY, f64::min);
            places.iter().map(pick).fold(f64::NEG_INFINITY, f64::max) - low
        };
        if k == 0 || n <= k || places.iter().any(|p| !p.0.is_finite() || !p.1.is_finite()) {
            return None;
        }
        let (width, height) = (bounds(|p| p.0), bounds(|p| p.1));
        if !width.hypot(height).is_finite() {
            return None;
        }
        // About k places are within reach at first; those with fewer look twice as far, until all have enough.
        let share = (k as f64 + 1.0) / n as f64;
        let mut reach = (width * height * share).sqrt().max((width + height) * share).max(f64::MIN_POSITIVE);
        let mut lists = vec![Vec::new(); n];
        let mut open = vec![true; n];
        while open.iter().any(|o| *o) {
            let nearby = Nearby::new(places, reach)?;
            for s in 0..nearby.squares() {
                let around = nearby.around(s);
                for i in nearby.held(s) {
                    if !open[i as usize] {
                        continue;
                    }
                    let mut found: Vec<(f64, u32)> = Vec::new();
                    nearby.others(i, &around, &mut |_, j, d2| found.push((d2, j)));
                    if found.len() >= k {
                        found.sort_unstable_by(|(d, i), (e, j)| {
                            let (p, q) = (places[*i as usize], places[*j as usize]);
                            d.total_cmp(e).then(p.0.total_cmp(&q.0)).then(p.1.total_cmp(&q.1)).then(i.cmp(j))
                        });
                        lists[i as usize] = found[..k].iter().map(|f| f.1).collect();
                        open[i as usize] = false;
                    }
                }
            }
            reach *= 2.0;
        }
        Some(Neighbours::from_lists(&lists))
    }

    /// The neighbours of a cell.
    pub fn of(&self, cell: usize) -> &[u32] {
        &self.list[self.range(cell)]
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Is there no cell?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The largest number of neighbours that a cell has.
    pub fn most(&self) -> usize {
        (0..self.len()).map(|i| self.of(i).len()).max().unwrap_or(0)
    }

    fn range(&self, cell: usize) -> std::ops::Range<usize> {
        self.starts[cell] as usize..self.starts[cell + 1] as usize
    }
}

/// How a weight falls with distance d, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decay {
    /// d to the power of -`power`; nearer than `least` metres counts as `least`.
    Inverse {
        /// The power, above zero.
        power: f64,
        /// The distance in metres below which nearer does not count more, above zero.
        least: f64,
    },
    /// exp(-d²/2h²).
    Gaussian {
        /// h, in metres, above zero.
        bandwidth: f64,
    },
}

/// Neighbours that do not all count alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    neighbours: Neighbours,
    /// One per neighbour, in the order of the neighbours' lists.
    values: Vec<f64>,
}

impl Weights {
    /// Every neighbour counts 1.
    pub fn equal(neighbours: Neighbours) -> Weights {
        let values = vec![1.0; neighbours.list.len()];
        Weights { neighbours, values }
    }

    /// Neighbours count less the further off they are. None if the places are not one finite place per cell, or a number
    /// of the decay is not above zero.
    pub fn by_distance(neighbours: Neighbours, places: &[(f64, f64)], decay: Decay) -> Option<Weights> {
        let above_zero = |v: f64| v.is_finite() && v > 0.0;
        let sound = match decay {
            Decay::Inverse { power, least } => above_zero(power) && above_zero(least),
            Decay::Gaussian { bandwidth } => above_zero(bandwidth),
        };
        if !sound || places.len() != neighbours.len() || places.iter().any(|p| !p.0.is_finite() || !p.1.is_finite()) {
            return None;
        }
        let weight = |d: f64| match decay {
            Decay::Inverse { power, least } => d.max(least).powf(-power),
            Decay::Gaussian { bandwidth } => (-0.5 * (d / bandwidth).powi(2)).exp(),
        };
        let mut values = Vec::with_capacity(neighbours.list.len());
        for (i, p) in places.iter().enumerate() {
            let far = |j: &u32| (places[*j as usize].0 - p.0).hypot(places[*j as usize].1 - p.1);
            values.extend(neighbours.of(i).iter().map(|j| weight(far(j))));
        }
        values.iter().all(|w| w.is_finite()).then_some(Weights { neighbours, values })
    }

    /// The same weights, those of each cell divided by their sum; a cell without neighbours, or whose weights are all
    /// zero, stays as it is.
    pub fn row_standardised(mut self) -> Weights {
        for i in 0..self.neighbours.len() {
            let range = self.neighbours.range(i);
            let sum: f64 = self.values[range.clone()].iter().sum();
            if sum > 0.0 {
                self.values[range].iter_mut().for_each(|w| *w /= sum);
            }
        }
        self
    }

    /// The neighbours.
    pub fn neighbours(&self) -> &Neighbours {
        &self.neighbours
    }

    /// The weights of a cell's neighbours, in the order of [`Neighbours::of`].
    pub fn of(&self, cell: usize) -> &[f64] {
        &self.values[self.neighbours.range(cell)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_middle_cell_has_eight_neighbours_by_corner_and_four_by_side() {
        assert_eq!(Neighbours::queen(3, 3).of(4), [0, 1, 2, 3, 5, 6, 7, 8]);
        assert_eq!(Neighbours::rook(3, 3).of(4), [1, 3, 5, 7]);
        assert_eq!(Neighbours::rook(3, 3).of(0), [1, 3]);
        assert!(Neighbours::queen(0, 5).is_empty());
    }

    #[test]
    fn lists_that_name_what_is_not_there_are_refused() {
        assert_eq!(Neighbours::parse(&[vec![1], vec![2]]), None);
        assert_eq!(Neighbours::parse(&[vec![0], vec![]]), None);
        assert_eq!(Neighbours::parse(&[vec![1, 1], vec![]]), None);
        assert_eq!(Neighbours::parse(&[vec![1], vec![]]).unwrap().of(0), [1]);
        assert_eq!(Neighbours::from_lists(&[vec![0, 1, 1, 9], vec![]]).of(0), [1]);
    }

    #[test]
    fn a_band_of_one_and_a_half_sides_is_the_queens() {
        let places: Vec<(f64, f64)> = (0..30).map(|i| (f64::from(i % 6) * 100.0, f64::from(i / 6) * 100.0)).collect();
        assert_eq!(Neighbours::within(&places, 150.0).unwrap(), Neighbours::queen(5, 6));
        assert_eq!(Neighbours::within(&places, 100.0).unwrap(), Neighbours::rook(5, 6));
        assert_eq!(Neighbours::within(&[(f64::NAN, 0.0)], 1.0), None);
    }

    #[test]
    fn nearer_neighbours_count_more_and_rows_sum_to_one() {
        let places = [(0.0, 0.0), (10.0, 0.0), (40.0, 0.0), (40.0, 0.0)];
        let near = Neighbours::within(&places, 100.0).unwrap();
        let w = Weights::by_distance(near.clone(), &places, Decay::Inverse { power: 1.0, least: 1.0 }).unwrap();
        assert_eq!(w.of(0), [0.1, 0.025, 0.025]);
        assert_eq!(w.of(2), [0.025, 1.0 / 30.0, 1.0]);
        assert!((w.row_standardised().of(0).iter().sum::<f64>() - 1.0).abs() < 1e-15);
        assert!(Weights::by_distance(near.clone(), &places, Decay::Gaussian { bandwidth: 0.0 }).is_none());
        assert!(Weights::by_distance(near, &places[..2], Decay::Gaussian { bandwidth: 9.0 }).is_none());
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_that_sorting_all_gives(
            places in proptest::collection::vec((-50i32..50, -50i32..50), 0..40), k in 0usize..6,
        ) {
            let places: Vec<(f64, f64)> = places.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let found = Neighbours::nearest(&places, k);
            prop_assert_eq!(found.is_some(), k > 0 && places.len() > k);
            for i in 0..found.as_ref().map_or(0, Neighbours::len) {
                let far = |j: &u32| (places[*j as usize].0 - places[i].0).powi(2) + (places[*j as usize].1 - places[i].1).powi(2);
                let mut all: Vec<u32> = (0..places.len() as u32).filter(|j| *j as usize != i).collect();
                all.sort_by(|a, b| {
                    let (p, q) = (places[*a as usize], places[*b as usize]);
                    far(a).total_cmp(&far(b)).then(p.0.total_cmp(&q.0)).then(p.1.total_cmp(&q.1)).then(a.cmp(b))
                });
                prop_assert_eq!(found.as_ref().unwrap().of(i), &all[..k]);
            }
        }

        #[test]
        fn odd_places_and_lists_do_not_panic(
            places in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..12),
            lists in proptest::collection::vec(proptest::collection::vec(any::<u32>(), 0..4), 0..6),
            k in 0usize..4, metres in any::<f64>(),
        ) {
            Neighbours::nearest(&places, k);
            let near = Neighbours::within(&places, metres).unwrap_or_else(|| Neighbours::from_lists(&lists));
            Weights::by_distance(near, &places, Decay::Gaussian { bandwidth: metres });
            Neighbours::parse(&lists);
        }
    }
}
