//! Where is Almvalla, which is nowhere?

use domain::geo::{Point, Shape};
use serde::Deserialize;

/// The invented municipality's ground.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Its areas, none of which overlap.
    pub areas: Vec<DrawnArea>,
    /// Its public places.
    pub places: Vec<DrawnPlace>,
}

/// An area that the project drew.
#[derive(Clone, Debug)]
pub struct DrawnArea {
    /// Its code ("torgby").
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many live there.
    pub people: u64,
    /// Its ground.
    pub shape: Shape,
}

/// A public place that the project drew.
#[derive(Clone, Debug)]
pub struct DrawnPlace {
    /// Its code ("torgby-station").
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its area.
    pub area: String,
    /// Where it is.
    pub point: Point,
}

/// Metres of a degree of latitude, on a sphere: exact enough for ground that nobody stands on.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// Reads the drawing.
pub fn almvalla() -> Ground {
    let sheet: Sheet = toml::from_str(include_str!("almvalla/ground.toml")).expect("a test reads the drawing");
    let area = |a: &SheetArea| {
        let mut ring: Vec<Point> = a.corners.iter().map(|c| sheet.point(*c)).collect();
        ring.push(ring[0]);
        DrawnArea {
            code: a.code.clone(),
            name: a.name.clone(),
            people: a.people,
            shape: Shape::parse(vec![vec![ring]]).expect("a test reads the drawing"),
        }
    };
    let place = |p: &SheetPlace| DrawnPlace {
        code: p.code.clone(),
        name: p.name.clone(),
        area: p.area.clone(),
        point: sheet.point(p.at),
    };
    Ground { areas: sheet.area.iter().map(area).collect(), places: sheet.place.iter().map(place).collect() }
}

impl Ground {
    /// The area with this code.
    pub fn area(&self, code: &str) -> Option<&DrawnArea> {
        self.areas.iter().find(|a| a.code == code)
    }

    /// The place with this code.
    pub fn place(&self, code: &str) -> Option<&DrawnPlace> {
        self.places.iter().find(|p| p.code == code)
    }
}

/// The point that lies this many metres east and north of `from`.
pub fn moved(from: Point, east: f64, north: f64) -> Point {
    let lat = from.lat() + north / METRES_PER_DEGREE;
    let lon = from.lon() + east / (METRES_PER_DEGREE * from.lat().to_radians().cos());
    Point::parse(lon, lat).unwrap_or(from)
}

/// Metres between two near points.
pub fn metres(a: Point, b: Point) -> f64 {
    let north = (b.lat() - a.lat()) * METRES_PER_DEGREE;
    let east = (b.lon() - a.lon()) * METRES_PER_DEGREE * a.lat().to_radians().cos();
    north.hypot(east)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    unit_per_km: f64,
    sheet_middle: [f64; 2],
    middle: Degrees,
    area: Vec<SheetArea>,
    place: Vec<SheetPlace>,
}

#[derive(Deserialize)]
struct Degrees {
    lon: f64,
    lat: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetArea {
    code: String,
    name: String,
    people: u64,
    corners: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetPlace {
    code: String,
    name: String,
    area: String,
    at: [f64; 2],
}

impl Sheet {
    fn point(&self, at: [f64; 2]) -> Point {
        let metres = |units: f64| units / self.unit_per_km * 1000.0;
        let middle = Point::parse(self.middle.lon, self.middle.lat).expect("a test reads the drawing");
        let exact = moved(middle, metres(at[0] - self.sheet_middle[0]), metres(self.sheet_middle[1] - at[1]));
        let round = |x: f64| (x * 1e6).round() / 1e6;
        Point::parse(round(exact.lon()), round(exact.lat())).expect("a test reads the drawing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::geo::Plane;

    #[test]
    fn the_eleven_areas_share_their_borders_and_never_overlap() {
        let ground = almvalla();
        assert_eq!(ground.areas.len(), 11);
        let b = ground.areas.iter().map(|a| a.shape.bounds()).reduce(|a, b| a.and(b)).unwrap();
        let mut within = 0;
        for i in 0..240 {
            for j in 0..240 {
                let step = |from: f64, to: f64, k: i32| from + (to - from) * (f64::from(k) + 0.5) / 240.0;
                let p = Point::parse(step(b.west, b.east, i), step(b.south, b.north, j)).unwrap();
                let holders = ground.areas.iter().filter(|a| a.shape.contains(p)).count();
                assert!(holders <= 1, "{p:?} lies in {holders} areas");
                within += holders;
            }
        }
        // What the areas cover together is what they cover one by one: no gaps that a rounding made.
        let plane = Plane::sweref99_tm();
        let together = (b.east - b.west) * (b.north - b.south) * within as f64 / (240.0 * 240.0);
        let one_by_one: f64 = ground.areas.iter().map(|a| a.shape.area_m2(&plane)).sum();
        let m2 = together * METRES_PER_DEGREE * METRES_PER_DEGREE * 58.95f64.to_radians().cos();
        assert!((m2 / one_by_one - 1.0).abs() < 0.02, "{m2} {one_by_one}");
    }

    #[test]
    fn every_place_lies_in_its_area() {
        let ground = almvalla();
        for place in &ground.places {
            let area = ground.area(&place.area).expect("a known area");
            assert!(area.shape.contains(place.point), "{}", place.name);
        }
    }

    #[test]
    fn the_ring_around_torgbys_station_is_in_torgby() {
        let ground = almvalla();
        let (station, torgby) = (ground.place("torgby-station").unwrap().point, ground.area("torgby").unwrap());
        for i in 0..36 {
            let angle = f64::from(i).to_radians() * 10.0;
            let rim = moved(station, 250.0 * angle.cos(), 250.0 * angle.sin());
            assert!(torgby.shape.contains(rim));
            assert!((metres(station, rim) - 250.0).abs() < 0.5);
        }
    }
}
