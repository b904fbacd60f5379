//! How long does a picture take?

use std::collections::BTreeMap;

use analysis::picture::{Area, Input, Observation, Settings, make};
use analysis::random::{below, stream};
use domain::geo::{Plane, Shape};
use domain::when::{Period, When};
use jiff::civil::date;

fn main() {
    divan::main();
}

const EAST: f64 = 660_000.0;
const NORTH: f64 = 6_590_000.0;
/// The side of an area in metres: 12 of them are 150 km2.
const SIDE: f64 = 3535.5;

/// Four areas from west to east, three from south to north.
fn areas() -> Vec<Area> {
    let plane = Plane::sweref99_tm();
    let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
    let one = |i: u32| {
        let (column, row) = (f64::from(i % 4), f64::from(i / 4));
        let point = |(x, y): (f64, f64)| {
            plane.to_point(EAST + (column + x) * SIDE, NORTH + (row + y) * SIDE).expect("a point in Sweden")
        };
        let ring = corners.map(point).to_vec();
        Area {
            code: format!("A{i:02}"),
            name: format!("Area {i}"),
            shape: Shape::parse(vec![vec![ring]]).expect("a square"),
        }
    };
    (0..12).map(one).collect()
}

/// So many observations over a year, one in five near one of four places.
fn observations(n: u32) -> Vec<Observation<'static>> {
    let plane = Plane::sweref99_tm();
    let mut rng = stream(1, 0);
    let one = |i: u32| {
        let mut metre =
            |from: u32, wide: f64| f64::from(from) + f64::from(below(&mut rng, (wide * 10.0) as u32)) / 10.0;
        let place = i / 5 % 4;
        let (x, y) = match i % 5 {
            0 => (metre(1700 + place * 3000, 400.0), metre(900 + place * 2200, 400.0)),
            _ => (metre(0, 4.0 * SIDE), metre(0, 3.0 * SIDE)),
        };
        let day = date(2021, 1, 1).checked_add(jiff::Span::new().days(i64::from(below(&mut rng, 365)))).expect("a day");
        Observation {
            when: When::Moment(day.at(below(&mut rng, 24) as i8, 30, 0, 0)),
            point: plane.to_point(EAST + x, NORTH + y).ok(),
            area: None,
            category: ["Klotter", "Narkotika", "Trafik"][below(&mut rng, 3) as usize],
            source: None,
        }
    };
    (0..n).map(one).collect()
}

#[divan::bench(sample_count = 10)]
fn twenty_thousand_observations_on_150_square_kilometres(bencher: divan::Bencher) {
    let (areas, seen, none) = (areas(), observations(20_000), BTreeMap::new());
    let period = Period::parse(date(2021, 1, 1), date(2021, 12, 31)).expect("a year");
    bencher.bench(|| {
        let input = Input {
            observations: &seen,
            areas: &areas,
            population: None,
            places: &[],
            category_names: &none,
            period,
            baseline: None,
            rejected: 0,
        };
        make(input, &Settings::default(), &mut |_| {})
    });
}
