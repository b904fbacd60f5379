//! Which place do two numbers mean: degrees (WGS 84) or metres (SWEREF 99 TM)?

use domain::geo::{Plane, Point};

/// How the coordinates of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoordinateSystem {
    /// WGS 84, degrees.
    Wgs84,
    /// SWEREF 99 TM, metres.
    Sweref99Tm,
}

impl std::fmt::Display for CoordinateSystem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            CoordinateSystem::Wgs84 => "WGS 84",
            CoordinateSystem::Sweref99Tm => "SWEREF 99 TM",
        })
    }
}

const EAST: std::ops::RangeInclusive<f64> = 200_000.0..=1_000_000.0;
const NORTH: std::ops::RangeInclusive<f64> = 6_000_000.0..=7_800_000.0;

/// The place at (x, y): x is longitude or east, y latitude or north. Metres tell their own order, so
/// an x that is a northing (as Swedish surveyors write it) is understood; degrees do not.
pub fn place(x: f64, y: f64, plane: &Plane) -> Option<(Point, CoordinateSystem)> {
    let metres = |e, n| plane.to_point(e, n).ok().map(|p| (p, CoordinateSystem::Sweref99Tm));
    if EAST.contains(&x) && NORTH.contains(&y) {
        metres(x, y)
    } else if EAST.contains(&y) && NORTH.contains(&x) {
        metres(y, x)
    } else {
        Point::parse(x, y).ok().map(|p| (p, CoordinateSystem::Wgs84))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_understood_in_either_order_and_degrees_in_theirs() {
        let plane = Plane::sweref99_tm();
        for (x, y, system) in [
            (17.8351, 59.4227, CoordinateSystem::Wgs84),
            (660_847.0, 6_590_643.0, CoordinateSystem::Sweref99Tm),
            (6_590_643.0, 660_847.0, CoordinateSystem::Sweref99Tm),
        ] {
            let (p, found) = place(x, y, &plane).unwrap();
            assert_eq!(found, system);
            assert!((p.lon() - 17.8351).abs() < 0.01 && (p.lat() - 59.4227).abs() < 0.01, "{p:?}");
        }
        assert_eq!(place(1234.0, 5678.0, &plane), None);
        assert_eq!(place(f64::NAN, 0.0, &plane), None);
    }
}
