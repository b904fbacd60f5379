//! Into which squares is a municipality divided, so that hot spots can be looked for?
//!
//! Squares are anchored to the coordinate system: a corner is a whole multiple of the side. Another
//! file, another order of rows or another day gives the same squares.

use std::collections::HashMap;

use domain::geo::{Plane, Point, Shape};

use crate::weights::{AROUND, Neighbours};

/// A square: its column and row, counted from the origin of the plane.
pub type Square = (i64, i64);

/// The sides that a grid may have, in metres.
pub const SIDES: [f64; 6] = [100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0];

/// Squares of one side in one plane, in order of row and column.
pub struct Grid<'a> {
    plane: &'a Plane,
    side: f64,
    squares: Vec<Square>,
    index: HashMap<Square, u32>,
}

impl<'a> Grid<'a> {
    /// All squares whose middle is on the ground of one of the shapes.
    pub fn covering(plane: &'a Plane, side: f64, shapes: &[&Shape]) -> Grid<'a> {
        let mut squares = Vec::new();
        for shape in shapes {
            let b = shape.bounds();
            let corners = [(b.west, b.south), (b.west, b.north), (b.east, b.south), (b.east, b.north)]
                .map(|(lon, lat)| Point::parse(lon, lat).map_or((f64::NAN, f64::NAN), |p| plane.to_plane(p)));
            if corners.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
                continue;
            }
            let low = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::INFINITY, f64::min);
            let high = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
            let cell = |x: f64| (x / side).floor() as i64;
            for row in cell(low(|c| c.1)) - 1..=cell(high(|c| c.1)) + 1 {
                for column in cell(low(|c| c.0)) - 1..=cell(high(|c| c.0)) + 1 {
                    let middle = plane.to_point((column as f64 + 0.5) * side, (row as f64 + 0.5) * side);
                    if middle.is_ok_and(|m| shape.contains(m)) {
                        squares.push((column, row));
                    }
                }
            }
        }
        Grid::of(plane, side, squares)
    }

    /// The squares that hold one of the points, and those around them: the known world where no areas
    /// are given.
    pub fn around(plane: &'a Plane, side: f64, points: impl IntoIterator<Item = (f64, f64)>) -> Grid<'a> {
        let mut held: Vec<Square> =
            points.into_iter().filter(|(x, y)| x.is_finite() && y.is_finite()).map(|p| square(side, p)).collect();
        held.sort_unstable();
        held.dedup();
        let ring = held.iter().flat_map(|(c, r)| AROUND.map(|(dr, dc)| (c + dc, r + dr)));
        let squares = ring.chain(held.iter().copied()).collect();
        Grid::of(plane, side, squares)
    }

    fn of(plane: &'a Plane, side: f64, mut squares: Vec<Square>) -> Grid<'a> {
        squares.sort_unstable_by_key(|(c, r)| (*r, *c));
        squares.dedup();
        let index = squares.iter().enumerate().map(|(i, s)| (*s, i as u32)).collect();
        Grid { plane, side, squares, index }
    }

    /// Its squares, row by row.
    pub fn squares(&self) -> &[Square] {
        &self.squares
    }

    /// The side in metres.
    pub fn side(&self) -> f64 {
        self.side
    }

    /// The number of the square that holds this place (metres), if it is in the grid.
    pub fn at(&self, metres: (f64, f64)) -> Option<usize> {
        if !metres.0.is_finite() || !metres.1.is_finite() {
            return None;
        }
        self.index.get(&square(self.side, metres)).map(|i| *i as usize)
    }

    /// The middle of a square, in metres.
    pub fn middle(&self, square: Square) -> (f64, f64) {
        ((square.0 as f64 + 0.5) * self.side, (square.1 as f64 + 0.5) * self.side)
    }

    /// The plane that it is anchored to.
    pub fn plane(&self) -> &Plane {
        self.plane
    }

    /// Which squares share a side or a corner.
    pub fn neighbours(&self) -> Neighbours {
        let lists: Vec<Vec<u32>> = self
            .squares
            .iter()
            .map(|(c, r)| AROUND.iter().filter_map(|(dr, dc)| self.index.get(&(c + dc, r + dr)).copied()).collect())
            .collect();
        Neighbours::from_lists(&lists)
    }
}

fn square(side: f64, (x, y): (f64, f64)) -> Square {
    ((x / side).floor() as i64, (y / side).floor() as i64)
}

/// The side for so much ground and so many observations: the smallest that makes at most two squares per
/// observation and 10,000 in all.
pub fn side_for(ground_m2: f64, observations: u64) -> f64 {
    let most = (2.0 * observations as f64).clamp(100.0, 10_000.0);
    SIDES.into_iter().find(|s| ground_m2 / (s * s) <= most).unwrap_or(SIDES[SIDES.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_are_anchored_to_the_plane_and_know_their_neighbours() {
        let plane = Plane::sweref99_tm();
        let grid = Grid::around(&plane, 250.0, [(660_100.0, 6_590_010.0)]);
        assert_eq!(grid.squares().len(), 9);
        assert_eq!(grid.squares()[4], (2640, 26360));
        assert_eq!(grid.at((660_249.9, 6_590_249.9)), Some(4));
        assert_eq!(grid.at((f64::NAN, 0.0)), None);
        assert_eq!(grid.neighbours().of(4).len(), 8);
        assert_eq!(grid.neighbours().of(0).len(), 3);
    }

    #[test]
    fn a_grid_covers_ground_once_even_where_areas_meet() {
        let plane = Plane::sweref99_tm();
        let square = |e: f64| {
            let corners = [(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0), (0.0, 0.0)];
            let ring = corners.map(|(x, y)| plane.to_point(e + x, 6_590_000.0 + y).unwrap()).to_vec();
            Shape::parse(vec![vec![ring]]).unwrap()
        };
        let (west, east) = (square(660_000.0), square(661_000.0));
        let grid = Grid::covering(&plane, 250.0, &[&west, &east]);
        assert_eq!(grid.squares().len(), 32);
        let other = Grid::covering(&plane, 250.0, &[&east, &west]);
        assert_eq!(grid.squares(), other.squares());
    }

    #[test]
    fn the_side_fits_ground_and_observations() {
        assert_eq!(side_for(60e6, 630), 250.0);
        assert_eq!(side_for(60e6, 1_000_000), 100.0);
        assert_eq!(side_for(2.9e6, 5_000), 100.0);
        assert_eq!(side_for(1e12, 0), 2000.0);
    }
}
