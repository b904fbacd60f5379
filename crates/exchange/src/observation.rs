//! How does a file of observations become typed rows?

use std::collections::HashSet;
use std::sync::Arc;

use domain::geo::{Bounds, Plane, Point};
use domain::when::When;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::columns::{Columns, Field};
use crate::coordinates::{CoordinateSystem, place};
use crate::date;
use crate::number::number;
use crate::refused::{Reason, Refused, Rejected, Why, shorten};
use crate::table::{Encoding, Table};

/// One observation as a file says it.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservationRow {
    /// The line in the file.
    pub row: u64,
    /// When, as exactly as it is known.
    pub when: When,
    /// Where, if a place is given.
    pub point: Option<Point>,
    /// The code or name of the area, if the file gives one.
    pub area: Option<Arc<str>>,
    /// The category, as written.
    pub category: Arc<str>,
    /// Who it came from, as written.
    pub source: Option<Arc<str>>,
    /// Its id in the system it comes from; only when [`How::keep_text`].
    pub id: Option<String>,
    /// What it says; only when [`How::keep_text`]. Not screened for personal data yet.
    pub text: Option<String>,
}

/// How to read observations.
#[derive(Clone, Debug)]
pub struct How {
    /// Which column gives which field, where the usual headers do not say it: (field, header).
    pub map: Vec<(String, String)>,
    /// No observation is later than this day.
    pub today: Date,
    /// The zone in which times with an offset are told.
    pub zone: TimeZone,
    /// The rectangle around the areas, if they are known: places far outside it are not taken.
    pub within: Option<Bounds>,
    /// Go on even if more than half of the rows cannot be used.
    pub accept_rejects: bool,
    /// Keep ids and free text, for import. A picture does not read them.
    pub keep_text: bool,
}

impl How {
    /// The usual way, in Swedish time.
    pub fn on(today: Date) -> How {
        How {
            map: Vec::new(),
            today,
            zone: TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC),
            within: None,
            accept_rejects: false,
            keep_text: false,
        }
    }
}

/// A file of observations that was read.
#[derive(Clone, Debug)]
pub struct Observations {
    /// The rows that can be used.
    pub rows: Vec<ObservationRow>,
    /// Those that cannot, in the order of the file.
    pub rejected: Vec<Rejected>,
    /// Rows in the file below the header.
    pub total: u64,
    /// How the text was written.
    pub encoding: Encoding,
    /// How coordinates are written, if there are any.
    pub coordinates: Option<CoordinateSystem>,
    /// Which column gave which field: (field, header).
    pub columns: Vec<(&'static str, String)>,
}

/// The fields that `--map` knows.
pub const FIELDS: [&str; 11] =
    ["occurred_at", "time", "category", "lon", "lat", "east", "north", "area", "source", "id", "text"];

const HEADERS: [Field; 11] = [
    Field {
        name: "occurred_at",
        headers: &[
            "occurredat",
            "datum",
            "date",
            "tidpunkt",
            "händelsedatum",
            "handelsedatum",
            "brottsdatum",
            "datumochtid",
            "datumtid",
            "datetime",
            "inträffade",
            "inträffat",
            "occurred",
            "occurreddate",
            "incidentdate",
            "eventdate",
            "när",
            "when",
            "månad",
            "manad",
            "month",
            "rapporteringsdatum",
            "created",
            "skapad",
            "timestamp",
        ],
    },
    Field { name: "time", headers: &["klockslag", "kl", "klockan", "tid", "time", "timeofday", "hour", "timme"] },
    Field {
        name: "category",
        headers: &[
            "category",
            "kategori",
            "brottstyp",
            "händelsetyp",
            "handelsetyp",
            "ärendetyp",
            "typ",
            "type",
            "slag",
            "crimetype",
            "offence",
            "offense",
            "brott",
            "rubrik",
            "eventtype",
        ],
    },
    Field { name: "lon", headers: &["lon", "lng", "long", "longitude", "longitud", "wgs84lon"] },
    Field { name: "lat", headers: &["lat", "latitude", "latitud", "wgs84lat"] },
    Field {
        name: "east",
        headers: &[
            "east",
            "easting",
            "öst",
            "ost",
            "e",
            "sweref99tme",
            "sweref99e",
            "swerefe",
            "ekoordinat",
            "östkoordinat",
            "x",
            "xkoordinat",
            "xcoord",
            "koordinatx",
        ],
    },
    Field {
        name: "north",
        headers: &[
            "north",
            "northing",
            "nord",
            "norr",
            "n",
            "sweref99tmn",
            "sweref99n",
            "swerefn",
            "nkoordinat",
            "nordkoordinat",
            "y",
            "ykoordinat",
            "ycoord",
            "koordinaty",
        ],
    },
    Field {
        name: "area",
        headers: &[
            "area",
            "område",
            "omrade",
            "områdeskod",
            "omradeskod",
            "areacode",
            "regso",
            "regsokod",
            "deso",
            "desokod",
            "stadsdel",
        ],
    },
    Field {
        name: "source",
        headers: &["source", "källa", "kalla", "kanal", "channel", "inlämnadav", "reportedby", "avsändare"],
    },
    Field {
        name: "id",
        headers: &["id", "ärendenummer", "arendenummer", "diarienummer", "crimeid", "löpnummer", "nr"],
    },
    Field {
        name: "text",
        headers: &["text", "beskrivning", "description", "fritext", "kommentar", "comment", "händelse"],
    },
];

struct Placed {
    /// Index in the rows.
    at: usize,
    /// What stood in the file.
    x: f64,
    y: f64,
}

/// Reads a CSV or XLSX file of observations (packed with gzip or not).
pub fn observations(file: &str, bytes: Vec<u8>, how: &How) -> Result<Observations, Refused> {
    let table = Table::open(file, bytes)?;
    let columns = Columns::find(&table, &HEADERS, &how.map)?;
    let when = columns.need(&table, "occurred_at")?;
    let category = columns.need(&table, "category")?;
    let time = columns.index("time").filter(|c| *c != when);
    let pair = |a, b| columns.index(a).zip(columns.index(b));
    let (area, source, id, text) =
        (columns.index("area"), columns.index("source"), columns.index("id"), columns.index("text"));
    let place_columns = match (pair("lon", "lat"), pair("east", "north")) {
        (Some(p), _) | (None, Some(p)) => Some(p),
        (None, None) => None,
    };
    let width = table.header().len();
    let plane = Plane::sweref99_tm();
    let mut names = Names::default();
    let mut rows: Vec<ObservationRow> = Vec::new();
    let mut rejected: Vec<Rejected> = Vec::new();
    let mut placed: Vec<Placed> = Vec::new();
    let mut day_first: Vec<usize> = Vec::new();
    let mut american = false;
    let mut total = 0u64;
    let mut system = None;
    table.rows(|row, fields| {
        total += 1;
        let field = |c: usize| fields.get(c).copied().unwrap_or("").trim();
        let mut bad =
            |column: usize, reason| rejected.push(Rejected::new(row, columns.header(column), field(column), reason));
        if fields.len() > width && fields[width..].iter().any(|f| !f.trim().is_empty()) {
            let reason = Reason::TooManyFields { found: fields.len(), expected: width };
            rejected.push(Rejected::new(row, &(width + 1).to_string(), fields[width].trim(), reason));
            return;
        }
        let mut read = match date::date(field(when), &how.zone) {
            Ok(read) => read,
            Err(reason) => {
                american |= reason == Reason::AmbiguousDate && date::american(field(when));
                return bad(when, reason);
            }
        };
        if let (Some(c), When::Day(day)) = (time, read.when) {
            match date::time(field(c)) {
                Ok(t) => read.when = When::Moment(day.to_datetime(t)),
                Err(_) if field(c).is_empty() => {}
                Err(reason) => return bad(c, reason),
            }
        }
        if read.when.first_day() > how.today {
            return bad(when, Reason::Future(how.today));
        }
        if field(category).is_empty() {
            return bad(category, Reason::Missing);
        }
        let mut point = None;
        if let Some((cx, cy)) = place_columns {
            match (field(cx), field(cy)) {
                ("", "") => {}
                ("", _) => return bad(cx, Reason::HalfAPlace),
                (_, "") => return bad(cy, Reason::HalfAPlace),
                (sx, sy) => {
                    let Some(x) = number(sx) else { return bad(cx, Reason::NotANumber) };
                    let Some(y) = number(sy) else { return bad(cy, Reason::NotANumber) };
                    // Nobody observes anything at 0, 0: it is how some systems write "no place".
                    if (x, y) != (0.0, 0.0) {
                        let Some((p, s)) = place(x, y, &plane) else {
                            let off = if x.abs() > 180.0 { cx } else { cy };
                            return bad(off, Reason::OffTheEarth);
                        };
                        system = system.or(Some(s));
                        placed.push(Placed { at: rows.len(), x, y });
                        point = Some(p);
                    }
                }
            }
        }
        let kept = |c: Option<usize>| c.map(field).filter(|f| !f.is_empty());
        if read.day_first {
            day_first.push(rows.len());
        }
        rows.push(ObservationRow {
            row,
            when: read.when,
            point,
            area: kept(area).map(|a| names.name(a)),
            category: names.name(field(category)),
            source: kept(source).map(|s| names.name(s)),
            id: kept(id).filter(|_| how.keep_text).map(str::to_owned),
            text: kept(text).filter(|_| how.keep_text).map(str::to_owned),
        });
    })?;
    if total == 0 {
        return Err(table.refuse(Why::NoRows));
    }
    let mut drop: HashSet<usize> = HashSet::new();
    if american {
        for at in day_first {
            drop.insert(at);
            let value = rows[at].when.first_day().to_string();
            rejected.push(Rejected::new(rows[at].row, columns.header(when), &value, Reason::AmbiguousDate));
        }
    }
    if let Some((cx, cy)) = place_columns {
        let headers = (columns.header(cx), columns.header(cy));
        misplaced(&table, how.within, &placed, headers, &rows, &mut drop, &mut rejected)?;
    }
    if !drop.is_empty() {
        let mut i = 0;
        rows.retain(|_| {
            i += 1;
            !drop.contains(&(i - 1))
        });
    }
    rejected.sort_by_key(|r| r.row);
    enough(&table, &rejected, total, how.accept_rejects)?;
    Ok(Observations { rows, rejected, total, encoding: table.encoding(), coordinates: system, columns: columns.said() })
}

/// Refuses a file of which more than half cannot be used.
pub(crate) fn enough(table: &Table, rejected: &[Rejected], total: u64, accept: bool) -> Result<(), Refused> {
    match rejected.first() {
        Some(first) if rejected.len() as u64 * 2 > total && !accept => Err(table.refuse(Why::MostRejected {
            rejected: rejected.len() as u64,
            rows: total,
            first: Box::new(first.clone()),
        })),
        _ => Ok(()),
    }
}

/// Finds places whose coordinates have changed places, and places far outside the areas.
fn misplaced(
    table: &Table,
    within: Option<Bounds>,
    placed: &[Placed],
    headers: (&str, &str),
    rows: &[ObservationRow],
    drop: &mut HashSet<usize>,
    rejected: &mut Vec<Rejected>,
) -> Result<(), Refused> {
    let near = within.map(|b| b.grown(0.25));
    let fits = |p: Point| near.map_or_else(|| p.in_sweden(), |b| b.contains(p));
    let mut swapped = Vec::new();
    let mut outside = Vec::new();
    for place in placed {
        let Some(p) = rows[place.at].point else { continue };
        if fits(p) {
            continue;
        }
        if Point::parse(place.y, place.x).is_ok_and(fits) {
            swapped.push(place);
        } else if near.is_some() {
            outside.push(place);
        }
    }
    let value = |p: &Placed| format!("{} {}", p.x, p.y);
    if let Some(first) = swapped.first().filter(|_| swapped.len() * 2 > placed.len()) {
        return Err(table.refuse(Why::SwappedCoordinates {
            row: rows[first.at].row,
            columns: (shorten(headers.0), shorten(headers.1)),
            value: value(first),
        }));
    }
    if let Some(first) = outside.first().filter(|_| outside.len() * 2 > placed.len()) {
        return Err(table.refuse(Why::OutsideAreas {
            row: rows[first.at].row,
            column: shorten(headers.0),
            value: value(first),
            outside: outside.len() as u64,
            of: placed.len() as u64,
        }));
    }
    for (list, reason) in [(swapped, Reason::Swapped), (outside, Reason::OutsideAreas)] {
        for place in list {
            if drop.insert(place.at) {
                rejected.push(Rejected::new(rows[place.at].row, headers.0, &value(place), reason.clone()));
            }
        }
    }
    Ok(())
}

/// Each name is kept once, however many rows have it.
#[derive(Default)]
struct Names(HashSet<Arc<str>>);

impl Names {
    fn name(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(text);
        self.0.insert(Arc::clone(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as d, datetime};
    use proptest::prelude::*;

    fn how() -> How {
        How::on(d(2022, 9, 15))
    }

    fn read(text: &str) -> Result<Observations, Refused> {
        observations("iakttagelser.csv", text.as_bytes().to_vec(), &how())
    }

    #[test]
    fn swedish_headers_decimal_commas_and_a_time_column_are_read() {
        let text =
            "Datum;Klockslag;Kategori;Longitud;Latitud;Källa\n15/9 2022;9.48;Klotter;17,8351;59,4227;Hyresvärd\n";
        let found = read(text).unwrap();
        let row = &found.rows[0];
        assert_eq!(row.when, When::Moment(datetime(2022, 9, 15, 9, 48, 0, 0)));
        assert_eq!(row.point, Point::parse(17.8351, 59.4227).ok());
        assert_eq!((&*row.category, row.source.as_deref()), ("Klotter", Some("Hyresvärd")));
        assert_eq!(found.coordinates, Some(CoordinateSystem::Wgs84));
    }

    #[test]
    fn sweref_99_tm_is_recognised_and_said() {
        let found = read("datum;typ;N;E\n2022-09-15;Klotter;6590643,2;660847,9\n").unwrap();
        assert_eq!(found.coordinates, Some(CoordinateSystem::Sweref99Tm));
        let p = found.rows[0].point.unwrap();
        assert!((p.lat() - 59.42).abs() < 0.01 && (p.lon() - 17.83).abs() < 0.01, "{p:?}");
    }

    #[test]
    fn each_bad_row_is_named_with_its_column_value_and_reason() {
        let text = "datum,kategori,lon,lat\n2022-09-01,Klotter,17.8,59.4\nigår,Klotter,,\n2022-09-16,Klotter,,\n2022-09-02,,,\n2022-09-02,Klotter,17.8,\n2022-09-02,Klotter,x,59\n2022-09-02,Klotter,17.8,999\n2022-09-03,Klotter,59.4,17.8\n2022-09-04,Klotter,,\n2022-09-04,Klotter,17.8,59.4,extra\n2022-09-05,Klotter,17.8,59.4\n2022-09-05,Klotter,17.8,59.4\n2022-09-05,Klotter,17.8,59.4\n2022-09-05,Klotter,17.8,59.4\n2022-09-05,Klotter,17.8,59.4\n2022-09-05,Klotter,17.8,59.4\n";
        let found = read(text).unwrap();
        let said: Vec<(u64, &str, &Reason)> =
            found.rejected.iter().map(|r| (r.row, r.column.as_str(), &r.reason)).collect();
        let today = Reason::Future(d(2022, 9, 15));
        let many = Reason::TooManyFields { found: 5, expected: 4 };
        let expected = [
            (3, "datum", &Reason::NotADate),
            (4, "datum", &today),
            (5, "kategori", &Reason::Missing),
            (6, "lat", &Reason::HalfAPlace),
            (7, "lon", &Reason::NotANumber),
            (8, "lat", &Reason::OffTheEarth),
            (9, "lon", &Reason::Swapped),
            (11, "5", &many),
        ];
        assert_eq!(said, expected);
        assert_eq!(found.rows.len() + found.rejected.len(), found.total as usize);
    }

    #[test]
    fn a_file_of_swapped_coordinates_is_refused_as_that() {
        let why = read("datum,kategori,lon,lat\n2022-09-01,Klotter,59.4,17.8\n2022-09-02,Klotter,59.5,17.9\n")
            .unwrap_err()
            .why;
        assert!(matches!(why, Why::SwappedCoordinates { row: 2, .. }), "{why:?}");
        let london = How { within: Some(Bounds { west: -0.12, south: 51.50, east: -0.07, north: 51.53 }), ..how() };
        let text = b"datum,kategori,lon,lat\n2022-09-01,Klotter,51.51,-0.09\n".to_vec();
        let why = observations("london.csv", text, &london).unwrap_err().why;
        assert!(matches!(why, Why::SwappedCoordinates { .. }), "{why:?}");
    }

    #[test]
    fn a_file_from_another_town_is_refused_as_outside_the_areas() {
        let here = How { within: Some(Bounds { west: 17.7, south: 59.3, east: 17.9, north: 59.5 }), ..how() };
        let text = b"datum,kategori,lon,lat\n2022-09-01,Klotter,11.97,57.70\n2022-09-01,Klotter,17.8,59.4\n2022-09-01,Klotter,11.97,57.70\n";
        let why = observations("a.csv", text.to_vec(), &here).unwrap_err().why;
        assert!(matches!(why, Why::OutsideAreas { row: 2, outside: 2, of: 3, .. }), "{why:?}");
    }

    #[test]
    fn an_unknown_column_is_refused_with_the_columns_that_there_are() {
        let mapped = How { map: vec![("category".into(), "Brott".into())], ..how() };
        let why = observations("a.csv", b"datum,kategori\n2022-09-01,x\n".to_vec(), &mapped).unwrap_err().why;
        assert_eq!(
            why,
            Why::UnknownColumn {
                field: "category",
                wanted: "Brott".into(),
                found: vec!["datum".into(), "kategori".into()]
            }
        );
        assert!(matches!(read("a,b\n1,2\n").unwrap_err().why, Why::NoColumn { field: "occurred_at", .. }));
        let wrong = How { map: vec![("kategori".into(), "kategori".into())], ..how() };
        let why = observations("a.csv", b"datum,kategori\n2022-09-01,x\n".to_vec(), &wrong).unwrap_err().why;
        assert!(matches!(why, Why::UnknownField { .. }), "{why:?}");
    }

    #[test]
    fn more_than_half_the_rows_bad_is_refused_unless_accepted() {
        let text = "datum,kategori\nx,a\ny,b\n2022-09-01,c\n";
        assert!(matches!(read(text).unwrap_err().why, Why::MostRejected { rejected: 2, rows: 3, .. }));
        let accepting = How { accept_rejects: true, ..how() };
        assert_eq!(observations("a.csv", text.as_bytes().to_vec(), &accepting).unwrap().rows.len(), 1);
        assert_eq!(read("datum,kategori\n").unwrap_err().why, Why::NoRows);
    }

    #[test]
    fn one_american_date_makes_the_columns_other_slashes_untrusted() {
        let text = "datum,kategori\n9/13/2021,a\n5/9/2021,a\n2021-09-05,a\n2021-09-05,a\n2021-09-05,a\n";
        let found = read(text).unwrap();
        assert_eq!(found.rejected.iter().map(|r| r.row).collect::<Vec<_>>(), [2, 3]);
        assert!(found.rejected.iter().all(|r| r.reason == Reason::AmbiguousDate));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = observations("a", bytes, &how());
        }

        #[test]
        fn no_rows_make_the_reader_panic_or_lose_a_row(body in "([0-9a-z,;\"./ -]{0,40}\n){0,12}") {
            let text = format!("datum,kategori,lon,lat\n{body}");
            let accepting = How { accept_rejects: true, ..how() };
            if let Ok(found) = observations("a.csv", text.into_bytes(), &accepting) {
                prop_assert_eq!(found.rows.len() + found.rejected.len(), found.total as usize);
            }
        }
    }
}
