//! Where is something, and which ground does an area cover?
//!
//! Places are kept as WGS 84 degrees. Everything that measures (distance, area, a grid) does so in a
//! [`Plane`]: SWEREF 99 TM in Sweden, the UTM zone of the place elsewhere.

use proj4rs::Proj;
use proj4rs::adaptors::transform_xy;
use serde::{Deserialize, Serialize};

/// A place on the earth, in WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    lon: f64,
    lat: f64,
}

/// Why a pair of numbers is not a place.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NotAPoint {
    /// Not a number, or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// Outside -180..180 or -90..90.
    #[error("a coordinate is outside the earth: longitude {0}, latitude {1}")]
    OffTheEarth(f64, f64),
}

impl Point {
    /// The place at this longitude and latitude (WGS 84 degrees).
    pub fn parse(lon: f64, lat: f64) -> Result<Point, NotAPoint> {
        if !lon.is_finite() || !lat.is_finite() {
            Err(NotAPoint::NotFinite)
        } else if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            Err(NotAPoint::OffTheEarth(lon, lat))
        } else {
            Ok(Point { lon, lat })
        }
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Is it in the rectangle around Sweden, where SWEREF 99 TM is the national plane?
    pub fn in_sweden(self) -> bool {
        (10.0..=24.5).contains(&self.lon) && (55.0..=69.5).contains(&self.lat)
    }
}

/// The smallest rectangle of degrees around something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Degrees east of the western edge.
    pub west: f64,
    /// Degrees north of the southern edge.
    pub south: f64,
    /// Degrees east of the eastern edge.
    pub east: f64,
    /// Degrees north of the northern edge.
    pub north: f64,
}

impl Bounds {
    /// The rectangle around all `points`; none if there are none.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Bounds> {
        points.into_iter().fold(None, |b: Option<Bounds>, p| {
            let one = Bounds { west: p.lon, south: p.lat, east: p.lon, north: p.lat };
            Some(b.map_or(one, |b| b.and(one)))
        })
    }

    /// The rectangle around both.
    pub fn and(self, other: Bounds) -> Bounds {
        Bounds {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Made larger on each side by this share of its own width and height.
    pub fn grown(self, share: f64) -> Bounds {
        let (dx, dy) = ((self.east - self.west) * share, (self.north - self.south) * share);
        Bounds { west: self.west - dx, south: self.south - dy, east: self.east + dx, north: self.north + dy }
    }

    /// Is the place in it, its edges included?
    pub fn contains(&self, p: Point) -> bool {
        self.west <= p.lon && p.lon <= self.east && self.south <= p.lat && p.lat <= self.north
    }
}

/// A closed line without its repeated last point: at least three places.
pub type Ring = Vec<Point>;

/// One piece of ground: its outline and the holes in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Polygon {
    /// The outline.
    pub outline: Ring,
    /// What is cut out of it.
    pub holes: Vec<Ring>,
}

/// The ground of an area: one piece or several, with holes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    polygons: Vec<Polygon>,
    bounds: Bounds,
}

/// Why lines do not make a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAShape {
    /// There is no outline.
    #[error("there is no outline")]
    Empty,
    /// A ring's last point is not its first.
    #[error("a ring does not close: its last point is not its first")]
    NotClosed,
    /// A ring has fewer than three different points, so it has no ground.
    #[error("a ring has fewer than three different points")]
    TooFewPoints,
}

impl Shape {
    /// Makes a shape of GeoJSON-like rings: per polygon the outline first, then its holes, each with
    /// its first point repeated as its last.
    pub fn parse(polygons: Vec<Vec<Vec<Point>>>) -> Result<Shape, NotAShape> {
        let mut made = Vec::with_capacity(polygons.len());
        for rings in polygons {
            let mut rings = rings.into_iter().map(ring).collect::<Result<Vec<Ring>, NotAShape>>()?.into_iter();
            let outline = rings.next().ok_or(NotAShape::Empty)?;
            made.push(Polygon { outline, holes: rings.collect() });
        }
        let bounds = Bounds::around(made.iter().flat_map(|p| p.outline.iter().copied())).ok_or(NotAShape::Empty)?;
        Ok(Shape { polygons: made, bounds })
    }

    /// Its pieces.
    pub fn polygons(&self) -> &[Polygon] {
        &self.polygons
    }

    /// The rectangle around it.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Is the place on its ground? Each edge belongs to one side only, so that a place on a line that
    /// two neighbours share exactly is in one of them, never in both or none.
    pub fn contains(&self, p: Point) -> bool {
        self.bounds.contains(p)
            && self.polygons.iter().any(|g| inside(&g.outline, p) && !g.holes.iter().any(|h| inside(h, p)))
    }

    /// Its ground in square metres, measured in `plane`.
    pub fn area_m2(&self, plane: &Plane) -> f64 {
        let ground = |r: &Ring| ring_area(&r.iter().map(|p| plane.to_plane(*p)).collect::<Vec<_>>()).abs();
        self.polygons.iter().map(|g| ground(&g.outline) - g.holes.iter().map(ground).sum::<f64>()).sum()
    }

    /// A place well inside it, where a label can stand: of points on a few horizontal lines, the
    /// middle of the widest stretch of ground.
    pub fn label_point(&self) -> Point {
        let b = self.bounds;
        let mut best = (f64::NEG_INFINITY, Point { lon: (b.west + b.east) / 2.0, lat: (b.south + b.north) / 2.0 });
        for i in 1..16 {
            let lat = b.south + (b.north - b.south) * f64::from(i) / 16.0;
            let mut cuts: Vec<f64> = self.polygons.iter().flat_map(|g| crossings(g, lat)).collect();
            cuts.sort_by(f64::total_cmp);
            // A stretch nearer the middle line is worth a little more, so labels do not sit in a corner.
            let centred = 1.0 - 0.5 * (f64::from(i) / 8.0 - 1.0).abs();
            for pair in cuts.chunks_exact(2) {
                let worth = (pair[1] - pair[0]) * centred;
                if worth > best.0 {
                    best = (worth, Point { lon: (pair[0] + pair[1]) / 2.0, lat });
                }
            }
        }
        best.1
    }
}

fn ring(mut points: Vec<Point>) -> Result<Ring, NotAShape> {
    match (points.first(), points.last()) {
        (Some(first), Some(last)) if first == last => points.pop(),
        (Some(_), Some(_)) => return Err(NotAShape::NotClosed),
        _ => return Err(NotAShape::TooFewPoints),
    };
    points.dedup();
    if points.len() < 3 { Err(NotAShape::TooFewPoints) } else { Ok(points) }
}

fn edges(ring: &Ring) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn inside(ring: &Ring, p: Point) -> bool {
    let mut odd = false;
    for (a, b) in edges(ring) {
        // The edge is walked from its lower end, whichever way the ring goes: two neighbours that
        // share it then compute the same crossing.
        let (a, b) = if a.lat <= b.lat { (a, b) } else { (b, a) };
        if a.lat <= p.lat && p.lat < b.lat && p.lon < a.lon + (p.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon) {
            odd = !odd;
        }
    }
    odd
}

fn crossings(g: &Polygon, lat: f64) -> Vec<f64> {
    let mut cuts = Vec::new();
    for (a, b) in std::iter::once(&g.outline).chain(&g.holes).flat_map(edges) {
        if (a.lat <= lat) != (b.lat <= lat) {
            cuts.push(a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon));
        }
    }
    cuts
}

fn ring_area(points: &[(f64, f64)]) -> f64 {
    let Some(&(x0, y0)) = points.first() else { return 0.0 };
    // Relative to the first point, so that coordinates of millions of metres do not cost digits.
    let local: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x - x0, y - y0)).collect();
    local.iter().zip(local.iter().cycle().skip(1)).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0
}

/// A plane of metres, east and north, in which a municipality can be measured.
pub struct Plane {
    name: PlaneName,
    degrees: Proj,
    metres: Proj,
}

/// Which plane it is; this is what is stored and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaneName {
    /// SWEREF 99 TM (EPSG:3006), the national plane of Sweden.
    Sweref99Tm,
    /// A UTM zone (1 to 60) on WGS 84, north or south of the equator.
    Utm {
        /// The zone's number.
        zone: u8,
        /// South of the equator.
        south: bool,
    },
}

impl std::fmt::Display for PlaneName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PlaneName::Sweref99Tm => write!(f, "SWEREF 99 TM (EPSG:3006)"),
            PlaneName::Utm { zone, south: false } => {
                write!(f, "WGS 84 / UTM {zone}N (EPSG:{})", 32600 + u32::from(*zone))
            }
            PlaneName::Utm { zone, south: true } => {
                write!(f, "WGS 84 / UTM {zone}S (EPSG:{})", 32700 + u32::from(*zone))
            }
        }
    }
}

impl Plane {
    /// The plane for the neighbourhood of `p`.
    pub fn around(p: Point) -> Plane {
        let name = if p.in_sweden() {
            PlaneName::Sweref99Tm
        } else {
            let zone = (((p.lon + 180.0) / 6.0).floor() as i64).clamp(0, 59) as u8 + 1;
            PlaneName::Utm { zone, south: p.lat < 0.0 }
        };
        Plane::named(name)
    }

    /// SWEREF 99 TM.
    pub fn sweref99_tm() -> Plane {
        Plane::named(PlaneName::Sweref99Tm)
    }

    /// The plane of that name.
    pub fn named(name: PlaneName) -> Plane {
        let metres = match name {
            PlaneName::Sweref99Tm => {
                "+proj=utm +zone=33 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs".to_owned()
            }
            PlaneName::Utm { zone, south } => {
                let south = if south { " +south" } else { "" };
                format!("+proj=utm +zone={}{south} +datum=WGS84 +units=m +no_defs", zone.clamp(1, 60))
            }
        };
        let project = |text: &str| Proj::from_proj_string(text).expect("a projection text of our own");
        Plane { name, degrees: project("+proj=longlat +datum=WGS84 +no_defs"), metres: project(&metres) }
    }

    /// Which plane this is.
    pub fn name(&self) -> PlaneName {
        self.name
    }

    /// Metres (east, north) of a place. Far from the plane's own zone they are not numbers.
    pub fn to_plane(&self, p: Point) -> (f64, f64) {
        transform_xy(&self.degrees, &self.metres, p.lon.to_radians(), p.lat.to_radians())
            .unwrap_or((f64::NAN, f64::NAN))
    }

    /// The place at these metres (east, north).
    pub fn to_point(&self, east: f64, north: f64) -> Result<Point, NotAPoint> {
        let (lon, lat) = transform_xy(&self.metres, &self.degrees, east, north).map_err(|_| NotAPoint::NotFinite)?;
        Point::parse(lon.to_degrees(), lat.to_degrees())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(lon: f64, lat: f64) -> Point {
        Point::parse(lon, lat).unwrap()
    }

    fn square(west: f64, south: f64, side: f64) -> Vec<Point> {
        vec![p(west, south), p(west + side, south), p(west + side, south + side), p(west, south + side), p(west, south)]
    }

    #[test]
    fn sweref_99_tm_agrees_with_pyproj_to_a_tenth_of_a_millimetre() {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../tests/golden/sweref99tm.json")).unwrap();
        let pair = |v: &serde_json::Value| (v[0].as_f64().unwrap(), v[1].as_f64().unwrap());
        let plane = Plane::sweref99_tm();
        let rows = golden["lonlat"].as_array().unwrap().iter().zip(golden["en"].as_array().unwrap());
        assert_eq!(rows.clone().count(), 10);
        for (lonlat, en) in rows {
            let ((lon, lat), (e, n)) = (pair(lonlat), pair(en));
            let (east, north) = plane.to_plane(p(lon, lat));
            assert!((east - e).abs() < 1e-4 && (north - n).abs() < 1e-4, "{lon} {lat}: {east} {north}, not {e} {n}");
            let back = plane.to_point(e, n).unwrap();
            assert!((back.lon() - lon).abs() < 1e-9 && (back.lat() - lat).abs() < 1e-9);
        }
    }

    #[test]
    fn a_place_outside_sweden_gets_its_own_utm_zone() {
        assert_eq!(Plane::around(p(17.8, 59.4)).name(), PlaneName::Sweref99Tm);
        let london = Plane::around(p(-0.09, 51.51));
        assert_eq!(london.name(), PlaneName::Utm { zone: 30, south: false });
        let (e, n) = london.to_plane(p(-0.09, 51.51));
        assert!((700_000.0..703_000.0).contains(&e) && (5_710_000.0..5_712_500.0).contains(&n), "{e} {n}");
        assert_eq!(Plane::around(p(151.2, -33.9)).name(), PlaneName::Utm { zone: 56, south: true });
    }

    #[test]
    fn a_place_in_a_hole_is_not_in_the_area() {
        let shape = Shape::parse(vec![vec![square(17.0, 59.0, 1.0), square(17.4, 59.4, 0.2)]]).unwrap();
        assert!(shape.contains(p(17.1, 59.1)));
        assert!(!shape.contains(p(17.5, 59.5)));
        assert!(!shape.contains(p(18.5, 59.5)));
    }

    #[test]
    fn a_place_on_a_shared_line_is_in_exactly_one_neighbour() {
        let left = Shape::parse(vec![vec![square(17.0, 59.0, 1.0)]]).unwrap();
        let right = Shape::parse(vec![vec![square(18.0, 59.0, 1.0)]]).unwrap();
        for lat in [59.0, 59.3, 59.999] {
            let on = p(18.0, lat);
            assert_eq!(u8::from(left.contains(on)) + u8::from(right.contains(on)), 1, "at {lat}");
        }
    }

    #[test]
    fn a_ring_that_does_not_close_is_refused() {
        let mut open = square(17.0, 59.0, 1.0);
        open.pop();
        assert_eq!(Shape::parse(vec![vec![open]]), Err(NotAShape::NotClosed));
        assert_eq!(Shape::parse(vec![vec![vec![p(1.0, 1.0), p(2.0, 2.0), p(1.0, 1.0)]]]), Err(NotAShape::TooFewPoints));
        assert_eq!(Shape::parse(vec![]), Err(NotAShape::Empty));
    }

    #[test]
    fn ground_is_measured_in_square_metres_and_holes_are_not_ground() {
        let plane = Plane::sweref99_tm();
        let kilometre = |e: f64, n: f64, side: f64| {
            [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
                .map(|(x, y)| plane.to_point(e + x, n + y).unwrap())
                .to_vec()
        };
        let shape = Shape::parse(vec![vec![
            kilometre(660_000.0, 6_590_000.0, 1000.0),
            kilometre(660_400.0, 6_590_400.0, 200.0),
        ]]);
        assert!((shape.unwrap().area_m2(&plane) - 960_000.0).abs() < 1.0);
    }

    #[test]
    fn a_label_stands_on_the_areas_own_ground() {
        // A horseshoe, whose middle is outside it.
        let shape = Shape::parse(vec![vec![vec![
            p(0.0, 0.0),
            p(3.0, 0.0),
            p(3.0, 3.0),
            p(2.0, 3.0),
            p(2.0, 1.0),
            p(1.0, 1.0),
            p(1.0, 3.0),
            p(0.0, 3.0),
            p(0.0, 0.0),
        ]]])
        .unwrap();
        assert!(shape.contains(shape.label_point()));
    }
}
