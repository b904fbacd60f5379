//! How does a GeoJSON file become areas?

use domain::geo::{Bounds, NotAShape, Plane, Point, Shape};
use serde_json::Value;

use crate::columns::fold;
use crate::coordinates::{CoordinateSystem, place};
use crate::refused::{FeatureWrong, Refused, Why, shorten};
use crate::table::{decode, unpack};

/// One area as a file says it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRow {
    /// The feature's number, from 1.
    pub index: usize,
    /// Its code, as text ("0123R002"); its name where there is no code.
    pub code: String,
    /// Its name; its code where there is no name.
    pub name: String,
    /// Its ground.
    pub shape: Shape,
    /// Its other properties, as text.
    pub properties: Vec<(String, String)>,
}

const CODES: [&str; 11] =
    ["code", "kod", "regsokod", "regso", "desokod", "deso", "områdeskod", "omradeskod", "areacode", "kommunkod", "id"];
const NAMES: [&str; 9] =
    ["name", "namn", "regsonamn", "områdesnamn", "omradesnamn", "område", "omrade", "areaname", "kommunnamn"];

/// Reads a GeoJSON file of areas: polygons and multipolygons in WGS 84 or SWEREF 99 TM, each with a
/// code or a name. One bad feature refuses the file: an area that is silently missing would make
/// every number of its neighbours look complete.
pub fn areas(file: &str, bytes: Vec<u8>) -> Result<Vec<AreaRow>, Refused> {
    let refuse = |why| Refused { file: file.to_owned(), why };
    let (text, _) = decode(unpack(bytes).map_err(refuse)?).map_err(refuse)?;
    if text.trim().is_empty() {
        return Err(refuse(Why::Empty));
    }
    let json: Value = serde_json::from_str(&text).map_err(|e| refuse(Why::NotGeoJson(e.to_string())))?;
    let one = std::slice::from_ref(&json);
    let features = match (json["type"].as_str(), json["features"].as_array()) {
        (Some("FeatureCollection"), Some(features)) => features.as_slice(),
        (Some("Feature"), _) => one,
        _ => return Err(refuse(Why::NotGeoJson("type: FeatureCollection?".into()))),
    };
    if features.is_empty() {
        return Err(refuse(Why::NoFeatures));
    }
    let plane = Plane::sweref99_tm();
    let mut rows: Vec<AreaRow> = Vec::with_capacity(features.len());
    for (i, feature) in features.iter().enumerate() {
        let property = |names: &[&str]| {
            let all = feature["properties"].as_object()?;
            names.iter().find_map(|n| all.iter().find(|(k, _)| fold(k) == *n)).and_then(|(_, v)| said(v))
        };
        let (code, name) = (property(&CODES), property(&NAMES));
        let title = name.clone().or_else(|| code.clone()).map_or_else(|| "–".to_owned(), |t| shorten(&t));
        let bad = |wrong| refuse(Why::Feature { index: i + 1, name: title.clone(), wrong });
        let shape = shape(&feature["geometry"], &plane).map_err(bad)?;
        let (code, name) = match (code, name) {
            (Some(c), Some(n)) => (c, n),
            (Some(both), None) | (None, Some(both)) => (both.clone(), both),
            (None, None) => return Err(bad(FeatureWrong::NoCode)),
        };
        if let Some(same) = rows.iter().find(|r| r.code == code) {
            return Err(bad(FeatureWrong::SameCode(same.index)));
        }
        let properties = feature["properties"]
            .as_object()
            .map(|all| all.iter().filter_map(|(k, v)| said(v).map(|v| (k.clone(), v))).collect())
            .unwrap_or_default();
        rows.push(AreaRow { index: i + 1, code, name, shape, properties });
    }
    let around = rows.iter().map(|r| r.shape.bounds()).reduce(Bounds::and);
    if around.is_some_and(|b| swapped(&b)) {
        return Err(refuse(Why::SwappedAreas));
    }
    Ok(rows)
}

/// Whether all of it would lie in or around Sweden if latitude and longitude changed places, and does not as it stands.
fn swapped(b: &Bounds) -> bool {
    let here = |lon, lat| Point::parse(lon, lat).is_ok_and(|p| p.in_sweden());
    !here(b.west, b.south) && here(b.south, b.west) && here(b.north, b.east)
}

fn said(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(s.trim().to_owned()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

fn shape(geometry: &Value, plane: &Plane) -> Result<Shape, FeatureWrong> {
    let coordinates = geometry["coordinates"].as_array();
    let polygons: Vec<&Value> = match (geometry["type"].as_str(), coordinates) {
        (Some("Polygon"), Some(_)) => vec![&geometry["coordinates"]],
        (Some("MultiPolygon"), Some(all)) => all.iter().collect(),
        (kind, _) => return Err(FeatureWrong::Geometry(kind.map_or_else(|| "–".to_owned(), shorten))),
    };
    let empty = FeatureWrong::Shape(NotAShape::Empty);
    let rings = polygons
        .into_iter()
        .map(|polygon| {
            let rings = polygon.as_array().ok_or(empty.clone())?;
            rings.iter().map(|ring| self::ring(ring, plane)).collect::<Result<Vec<_>, _>>()
        })
        .collect::<Result<Vec<_>, _>>()?;
    Shape::parse(rings).map_err(FeatureWrong::Shape)
}

fn ring(ring: &Value, plane: &Plane) -> Result<Vec<Point>, FeatureWrong> {
    let positions = ring.as_array().ok_or(FeatureWrong::Shape(NotAShape::Empty))?;
    positions
        .iter()
        .map(|p| {
            let (x, y) = (p[0].as_f64().unwrap_or(f64::NAN), p[1].as_f64().unwrap_or(f64::NAN));
            place(x, y, plane).map(|(p, _): (Point, CoordinateSystem)| p).ok_or(FeatureWrong::OffTheEarth)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn collection(geometry: &str, properties: &str) -> Vec<u8> {
        let good = r#"{"type":"Feature","properties":{"code":"A","name":"Almby"},"geometry":{"type":"Polygon","coordinates":[[[17.0,59.0],[17.1,59.0],[17.1,59.1],[17.0,59.0]]]}}"#;
        format!(r#"{{"type":"FeatureCollection","features":[{good},{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#).into_bytes()
    }

    const TRIANGLE: &str =
        r#"{"type":"MultiPolygon","coordinates":[[[[18.0,59.0],[18.1,59.0],[18.1,59.1],[18.0,59.0]]]]}"#;

    #[test]
    fn areas_have_code_name_and_ground() {
        let rows =
            areas("a.geojson", collection(TRIANGLE, r#"{"Regsokod":"0123R002","regsonamn":"Barkarby"}"#)).unwrap();
        assert_eq!((rows[1].code.as_str(), rows[1].name.as_str(), rows[1].index), ("0123R002", "Barkarby", 2));
        assert!(rows[1].shape.contains(Point::parse(18.08, 59.03).unwrap()));
    }

    #[test]
    fn metres_in_sweref_99_tm_become_degrees() {
        let metres = r#"{"type":"Polygon","coordinates":[[[660000,6590000],[661000,6590000],[661000,6591000],[660000,6590000]]]}"#;
        let rows = areas("a.geojson", collection(metres, r#"{"namn":"Ängby"}"#)).unwrap();
        assert!((rows[1].shape.bounds().south - 59.4).abs() < 0.1);
        assert_eq!(rows[1].code, "Ängby");
    }

    #[test]
    fn areas_with_latitude_first_are_refused_and_not_drawn_elsewhere() {
        let turned = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[59.0,17.0],[59.0,17.1],[59.1,17.1],[59.0,17.0]]]}}]}"#;
        assert_eq!(areas("a", turned.as_bytes().to_vec()).unwrap_err().why, Why::SwappedAreas);
        let empty = br#"{"type":"FeatureCollection","features":[]}"#.to_vec();
        assert_eq!(areas("a", empty).unwrap_err().why, Why::NoFeatures);
    }

    #[test]
    fn a_polygon_that_does_not_close_is_refused_with_its_number_and_name() {
        let open = r#"{"type":"Polygon","coordinates":[[[18.0,59.0],[18.1,59.0],[18.1,59.1]]]}"#;
        let why = areas("a.geojson", collection(open, r#"{"name":"Tallbo"}"#)).unwrap_err().why;
        let wrong = FeatureWrong::Shape(NotAShape::NotClosed);
        assert_eq!(why, Why::Feature { index: 2, name: "Tallbo".into(), wrong });
    }

    #[test]
    fn other_faults_are_named_too() {
        let wrong =
            |geometry: &str, properties: &str| match areas("a", collection(geometry, properties)).unwrap_err().why {
                Why::Feature { index: 2, wrong, .. } => wrong,
                other => panic!("{other:?}"),
            };
        assert_eq!(wrong(TRIANGLE, "{}"), FeatureWrong::NoCode);
        assert_eq!(wrong(TRIANGLE, r#"{"code":"A"}"#), FeatureWrong::SameCode(1));
        assert_eq!(
            wrong(r#"{"type":"Point","coordinates":[1,2]}"#, r#"{"code":"B"}"#),
            FeatureWrong::Geometry("Point".into())
        );
        assert_eq!(wrong("null", r#"{"code":"B"}"#), FeatureWrong::Geometry("–".into()));
        assert_eq!(
            wrong(r#"{"type":"Polygon","coordinates":[[[999,2],[3,4],[999,2]]]}"#, r#"{"code":"B"}"#),
            FeatureWrong::OffTheEarth
        );
        assert!(matches!(areas("a", b"{\"type\":".to_vec()).unwrap_err().why, Why::NotGeoJson(_)));
        assert!(matches!(areas("a", b"[]".to_vec()).unwrap_err().why, Why::NotGeoJson(_)));
    }

    proptest! {
        #[test]
        fn no_json_makes_the_reader_panic(geometry in r#"[\[\]{}0-9,."a-zA-Z:-]{0,80}"#) {
            let _ = areas("a", collection(&geometry, r#"{"code":"B"}"#));
            let _ = areas("a", geometry.into_bytes());
        }
    }
}
