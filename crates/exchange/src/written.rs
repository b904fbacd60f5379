//! How are observations, areas and inhabitants written so that the readers here understand them again, number for number?

use std::collections::BTreeMap;

use domain::geo::{Point, Shape};
use domain::when::When;
use serde_json::{Value, json};

/// One observation to write.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// When, as exactly as it is known.
    pub when: When,
    /// Where.
    pub point: Option<Point>,
    /// The code of its area.
    pub area: Option<&'a str>,
    /// Its category.
    pub category: &'a str,
    /// Who it came from.
    pub source: Option<&'a str>,
}

/// Observations as CSV, a row each, in the order given.
pub fn observations_csv<'a>(all: impl IntoIterator<Item = Told<'a>>) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: [&str; 6]| out.write_record(fields).expect("memory can be written to");
    write(["occurred_at", "lon", "lat", "area", "category", "source"]);
    for o in all {
        let when = o.when.to_string();
        let (lon, lat) = o.point.map_or_else(Default::default, |p| (p.lon().to_string(), p.lat().to_string()));
        write([&when, &lon, &lat, o.area.unwrap_or_default(), o.category, o.source.unwrap_or_default()]);
    }
    text(out)
}

/// Areas (code, name, ground) as GeoJSON.
pub fn areas_geojson<'a>(all: impl IntoIterator<Item = (&'a str, &'a str, &'a Shape)>) -> String {
    let at = |p: &Point| json!([p.lon(), p.lat()]);
    let feature = |(code, name, shape): (&str, &str, &Shape)| {
        let rings = |polygon: &domain::geo::Polygon| -> Vec<Value> {
            let all = std::iter::once(&polygon.outline).chain(&polygon.holes);
            // Rings are kept without their last point, which is the first again.
            all.map(|ring| ring.iter().chain(ring.first()).map(at).collect()).collect()
        };
        let ground: Vec<Vec<Value>> = shape.polygons().iter().map(rings).collect();
        json!({ "type": "Feature", "properties": { "code": code, "name": name },
            "geometry": { "type": "MultiPolygon", "coordinates": ground } })
    };
    let features: Vec<Value> = all.into_iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// Inhabitants per area code as CSV.
pub fn population_csv(of: &BTreeMap<String, u64>) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let rows = of.iter().map(|(code, people)| [code.clone(), people.to_string()]);
    for row in std::iter::once(["code", "population"].map(str::to_owned)).chain(rows) {
        out.write_record(row).expect("memory can be written to");
    }
    text(out)
}

fn text(out: csv::Writer<Vec<u8>>) -> String {
    String::from_utf8(out.into_inner().expect("memory can be written to")).expect("text was written")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{How, areas, observations, population};

    #[test]
    fn what_is_written_is_read_again_number_for_number() {
        let point = |lon, lat| Point::parse(lon, lat).unwrap();
        let told =
            |when, point, area, category| Told { when, point, area, category, source: Some("Boende, \"eller\" så") };
        let all = [
            told(When::Moment(date(2022, 3, 4).at(7, 5, 9, 0)), Some(point(17.123456789012345, 59.4)), None, "drugs"),
            told(When::Day(date(2022, 3, 5)), None, Some("T1"), "litter"),
            told(When::Month(date(2022, 4, 1)), None, None, "other"),
        ];
        let read = observations("a.csv", observations_csv(all).into_bytes(), &How::on(date(2022, 9, 15))).unwrap();
        assert!(read.rejected.is_empty(), "{:?}", read.rejected);
        for (o, r) in all.iter().zip(&read.rows) {
            assert_eq!(
                (o.when, o.point, o.area, Some(o.category)),
                (r.when, r.point, r.area.as_deref(), Some(&*r.category))
            );
            assert_eq!(r.source.as_deref(), o.source);
        }
        let ring = |west: f64, side: f64| {
            [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
                .map(|(x, y)| point(west + x, 59.0 + y))
                .to_vec()
        };
        let shape = Shape::parse(vec![vec![ring(17.0, 0.3), ring(17.1, 0.1)], vec![ring(18.0, 0.1)]]).unwrap();
        let read = areas("a.geojson", areas_geojson([("T1", "Torgby", &shape)]).into_bytes()).unwrap();
        assert_eq!((read[0].code.as_str(), read[0].name.as_str(), &read[0].shape), ("T1", "Torgby", &shape));
        let people = BTreeMap::from([("T1".to_owned(), 1234)]);
        let read = population("b.csv", population_csv(&people).into_bytes(), &[], false).unwrap();
        assert_eq!((read.rows[0].code.as_str(), read.rows[0].population), ("T1", 1234));
    }
}
