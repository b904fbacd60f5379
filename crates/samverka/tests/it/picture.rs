//! Does `samverka picture` make a whole picture of real files, and a clear refusal of bad ones?
//!
//! Real files are read from the folder `SAMVERKA_TEST_DATA` (by default `../shared` beside the workspace).
//! Where it is absent, the tests that need it say so and pass.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use domain::finding::{Content, Count, PopulationUse, Verdict};

use crate::tree::root;

/// The folder of real files, or a printed line that says what was skipped.
fn data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SAMVERKA_TEST_DATA").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = folder.join("data").join(file);
    if !path.exists() {
        eprintln!("SKIPPED: {} is not there; set SAMVERKA_TEST_DATA to run this test", path.display());
        return None;
    }
    Some(path)
}

struct Run {
    folder: tempfile::TempDir,
    output: Output,
}

impl Run {
    fn picture(args: &[&str]) -> Run {
        let folder = tempfile::tempdir().unwrap();
        Run::picture_in(folder, args)
    }

    fn picture_in(folder: tempfile::TempDir, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_samverka"))
            .arg("picture")
            .args(["--today", "2026-11-24"])
            .args(args)
            .args(["--out".as_ref(), folder.path().join("ut").as_os_str()])
            .output()
            .unwrap();
        Run { folder, output }
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join("ut").join(name))
            .unwrap_or_else(|e| panic!("{name}: {e}; {}", self.said()))
    }

    fn said(&self) -> String {
        [&self.output.stderr, &self.output.stdout].map(|o| String::from_utf8_lossy(o).into_owned()).concat()
    }

    fn content(&self) -> Content {
        assert!(self.output.status.success(), "{}", self.said());
        Content::from_json(&self.file("findings.json")).unwrap()
    }

    /// Exit code 2, a message with all of these parts, and nothing written, not even beside.
    fn is_refused_with(&self, parts: &[&str]) {
        assert_eq!(self.output.status.code(), Some(2), "{}", self.said());
        for part in parts {
            assert!(self.said().contains(part), "no “{part}” in: {}", self.said());
        }
        assert!(!self.folder.path().join("ut").exists());
        let left: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .filter(|n| n.to_string_lossy().starts_with('.'))
            .collect();
        assert!(left.is_empty(), "left behind: {left:?}");
    }
}

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

/// Runs on a file of this content and refuses it.
fn refused(content: &[u8], more: &[&str], parts: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    fs::write(&file, content).unwrap();
    let mut args = vec!["--observations", path(&file)];
    args.extend(more);
    let run = Run::picture_in(tempfile::tempdir().unwrap(), &args);
    run.is_refused_with(&[&["in.csv"][..], parts].concat());
}

/// Two years of rows (date, category, longitude, latitude), spread over Järfälla, gathered within 600 metres of the
/// station in the second year.
fn rows() -> Vec<(String, &'static str, f64, f64)> {
    let mut state = 20_220_915u64;
    let mut next = move |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut rows = Vec::new();
    for i in 0..1400 {
        let gathered = i % 10 == 0;
        let month = if gathered { 12 + next(12) } else { next(24) };
        let (lon, lat) = if gathered {
            (17.8301 + next(100) as f64 * 1.1e-4, 59.4235 + next(100) as f64 * 5.5e-5)
        } else {
            (17.77 + next(1000) as f64 * 1.2e-4, 59.39 + next(1000) as f64 * 9e-5)
        };
        let day =
            format!("{}-{:02}-{:02} {:02}:{:02}", 2020 + month / 12, month % 12 + 1, next(28) + 1, next(24), next(60));
        rows.push((day, ["Narkotika", "Skadegörelse", "Trafik"][next(3) as usize], lon, lat));
    }
    rows
}

fn csv(rows: &[(String, &str, f64, f64)]) -> String {
    let mut text = "Tidpunkt,Kategori,Longitud,Latitud\n".to_owned();
    for (when, category, lon, lat) in rows {
        text.push_str(&format!("{when},{category},{lon},{lat}\n"));
    }
    text
}

#[test]
fn street_crime_by_month_becomes_a_picture_with_a_grid_of_its_own() {
    let Some(file) = data("elsewhere/uk_city_of_london_street_crime.csv.gz") else { return };
    let run = Run::picture(&[
        "--observations",
        path(&file),
        "--map",
        "occurred_at=Month,category=Crime type,source=Reported by",
        "--lang",
        "en",
    ]);
    let c = run.content();
    assert_eq!((c.period.from().to_string(), c.period.to().to_string()), ("2016-09-01".into(), "2017-08-31".into()));
    assert_eq!(c.baseline.unwrap().from().to_string(), "2015-09-01");
    assert!(c.rhythm.is_none(), "months have no hours");
    assert!(c.hot_spots.iter().any(|h| h.verdict == Verdict::More) && c.areas.is_empty());
    assert_eq!(c.months.len(), 12);
    let page = run.file("index.html");
    assert!(page.contains("<html lang=\"en\"") && page.contains("<svg") && !page.contains("<script"));
    let paper = fs::read(run.folder.path().join("ut/lagesbild.pdf")).unwrap();
    assert!(paper.starts_with(b"%PDF") && paper.len() > 10_000);
    for file in ["findings.csv", "rejected.csv", "method.txt"] {
        assert!(!run.file(file).is_empty());
    }
}

#[test]
fn street_crime_is_counted_in_areas_when_there_are_some() {
    let Some(file) = data("elsewhere/uk_city_of_london_street_crime.csv.gz") else { return };
    let folder = tempfile::tempdir().unwrap();
    let areas = folder.path().join("areas.geojson");
    let half = |code: &str, west: f64, east: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","name":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},51.505],[{east},51.505],[{east},51.525],[{west},51.525],[{west},51.505]]]}}}}"#
        )
    };
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
        half("West", -0.115, -0.092),
        half("East", -0.092, -0.07)
    );
    fs::write(&areas, text).unwrap();
    let run = Run::picture(&[
        "--observations",
        path(&file),
        "--map",
        "occurred_at=Month,category=Crime type",
        "--areas",
        path(&areas),
    ]);
    let c = run.content();
    let shown: u64 = c.areas.iter().filter_map(|a| a.count.shown()).sum();
    assert!(c.areas.len() == 2 && shown > 4000, "{shown}");
    // Two of the file's places are far from London.
    assert!(run.file("rejected.csv").lines().count() >= 3);
}

#[test]
fn a_municipality_with_areas_is_told_where_it_gathers_and_gets_no_wrong_rates() {
    let (Some(areas), Some(people)) =
        (data("geography/jarfalla_regso_2025.geojson"), data("statistics/jarfalla_deso2018_folkmangd_2023.csv"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("iakttagelser.csv");
    fs::write(&file, csv(&rows())).unwrap();
    let run = Run::picture(&[
        "--observations",
        path(&file),
        "--areas",
        path(&areas),
        "--population",
        path(&people),
        "--place",
        "Järfälla",
    ]);
    let c = run.content();
    assert_eq!(c.areas.len(), 23);
    assert!(matches!(&c.population, PopulationUse::NoCodeMatches { rows: 40, areas: 23, .. }), "{:?}", c.population);
    assert!(c.areas.iter().all(|a| a.rate.is_none()));
    assert!(run.said().contains("40 rader") && run.said().contains("0123C1010"), "{}", run.said());
    assert!(run.file("index.html").contains("Hellre inget tal än ett felaktigt"));
    assert!(c.rhythm.is_some());
}

#[test]
fn a_spreadsheets_own_csv_with_semicolons_and_commas_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.csv");
    let mut text = "Datum;Klockslag;Kategori;Longitud;Latitud;Källa\r\n".to_owned();
    for (when, category, lon, lat) in rows() {
        let (day, time) = when.split_once(' ').unwrap();
        let decimal = |x: f64| format!("{x:.6}").replace('.', ",");
        text.push_str(&format!("{day};{time};{category};{};{};Hyresvärd\r\n", decimal(lon), decimal(lat)));
    }
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert!(std::str::from_utf8(&bytes).is_err(), "this is Windows-1252");
    fs::File::create(&file).unwrap().write_all(&bytes).unwrap();
    let c = Run::picture(&["--observations", path(&file)]).content();
    assert!(c.categories.iter().any(|k| k.name == "Skadegörelse"));
    assert_eq!(c.sources[0].name, "Hyresvärd");
    assert!(c.hot_spots.iter().any(|h| h.verdict == Verdict::More));
}

#[test]
fn the_same_files_give_the_same_picture_whatever_the_order_of_rows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    let mut all = rows();
    fs::write(&file, csv(&all)).unwrap();
    let first = Run::picture(&["--observations", path(&file)]).content();
    all.reverse();
    fs::write(&file, csv(&all)).unwrap();
    let mut second = Run::picture(&["--observations", path(&file)]).content();
    assert_ne!(first.method.files, second.method.files);
    second.method.files.clone_from(&first.method.files);
    assert_eq!(first, second);
}

#[test]
fn no_small_count_stands_in_any_of_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    let mut all = rows();
    all.push(("2021-06-01 12:00".into(), "Sällsynt", 17.8, 59.42));
    fs::write(&file, csv(&all)).unwrap();
    let run = Run::picture(&["--observations", path(&file)]);
    let c = run.content();
    let counts =
        c.categories.iter().flat_map(|k| [Some(k.count), k.before]).flatten().chain(c.months.iter().map(|m| m.count));
    for count in counts.chain(c.rhythm.iter().flat_map(|r| r.rows.iter().flatten().copied())) {
        assert!(count == Count::Hidden || count.shown() >= Some(5), "{count:?}");
    }
    assert!(c.categories.iter().filter(|k| k.count == Count::Hidden).count() >= 2, "one more is hidden with it");
    assert!(matches!(c.total, Count::About(_)));
}

#[test]
fn an_earlier_picture_is_replaced_and_anything_else_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, csv(&rows())).unwrap();
    let run = Run::picture(&["--observations", path(&file)]);
    run.content();
    let again = Run::picture_in(run.folder, &["--observations", path(&file)]);
    again.content();
    fs::write(again.folder.path().join("ut/viktigt.txt"), "x").unwrap();
    let third = Run::picture_in(again.folder, &["--observations", path(&file)]);
    assert_eq!(third.output.status.code(), Some(2));
    assert!(third.said().contains("annat än en lägesbild") && third.folder.path().join("ut/viktigt.txt").exists());
}

#[test]
fn a_picture_is_written_in_every_form_that_is_asked_for_and_says_where_the_time_went() {
    let file = tempfile::tempdir().unwrap();
    let input = file.path().join("in.csv");
    fs::write(&input, csv(&rows())).unwrap();
    let run = Run::picture(&["--observations", path(&input), "--forms", "all", "--times"]);
    assert!(run.output.status.success(), "{}", run.said());
    let out = run.folder.path().join("ut");
    for (name, start) in [("pdf", "%PDF-"), ("stor.pdf", "%PDF-"), ("epub", "PK"), ("docx", "PK"), ("odt", "PK")] {
        let bytes = fs::read(out.join(format!("lagesbild.{name}"))).unwrap();
        assert!(bytes.starts_with(start.as_bytes()), "{name}");
    }
    assert!(run.file("lagesbild.txt").contains("Så räknade vi") && run.file("lagesbild.md").contains("## "));
    for step in ["Läser filerna: 0,", "Letar samlade platser: ", "Skriver: "] {
        assert!(run.said().contains(step), "{}", run.said());
    }
    // A folder with all of them is an earlier picture: it is replaced, and holds only what was asked for now.
    let again = Run::picture_in(run.folder, &["--observations", path(&input), "--forms", "txt"]);
    assert!(again.output.status.success(), "{}", again.said());
    let mut files: Vec<_> =
        fs::read_dir(again.folder.path().join("ut")).unwrap().map(|e| e.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["findings.csv", "findings.json", "index.html", "lagesbild.txt", "method.txt", "rejected.csv"]);

    let run = Run::picture(&["--observations", path(&input), "--forms", "pdf,word"]);
    run.is_refused_with(&["--forms", "word", "docx", "all"]);
}

#[test]
fn an_unknown_column_is_refused_with_the_columns_that_there_are() {
    refused(b"datum,typ\n2022-09-15,Klotter\n", &["--map", "category=Brott"], &["Brott", "category", "datum", "typ"]);
    refused(b"a,b\n1,2\n", &[], &["datum", "--map occurred_at"]);
}

#[test]
fn an_empty_file_one_without_rows_and_one_that_is_no_text_are_refused() {
    refused(b"", &[], &["tom"]);
    refused(b"datum,kategori\n", &[], &["inga rader"]);
    refused(b"%PDF-1.7 ...", &[], &["PDF", "CSV"]);
    refused(b"datum,kategori\n\x00\x01\x02", &[], &["inte text"]);
}

#[test]
fn a_wrong_encoding_with_a_mark_is_refused() {
    refused(&[0xff, 0xfe, b'd', 0, b'a'], &[], &["inte text"]);
}

#[test]
fn polygons_that_do_not_close_are_refused_with_number_and_name() {
    let folder = tempfile::tempdir().unwrap();
    let (file, areas) = (folder.path().join("a.csv"), folder.path().join("areas.geojson"));
    fs::write(&file, csv(&rows())).unwrap();
    let open = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A","name":"Tallbo"},"geometry":{"type":"Polygon","coordinates":[[[17.7,59.3],[17.9,59.3],[17.9,59.5]]]}}]}"#;
    fs::write(&areas, open).unwrap();
    let run = Run::picture(&["--observations", path(&file), "--areas", path(&areas)]);
    run.is_refused_with(&["areas.geojson", "nummer 1", "Tallbo", "inte sluten"]);
}

#[test]
fn swapped_coordinates_and_those_outside_the_areas_are_refused_with_row_and_column() {
    refused(b"datum,kategori,lon,lat\n2022-09-15,a,59.42,17.83\n", &[], &["bytt plats", "rad 2", "lon", "lat"]);
    let folder = tempfile::tempdir().unwrap();
    let areas = folder.path().join("areas.geojson");
    let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A","name":"A"},"geometry":{"type":"Polygon","coordinates":[[[17.7,59.3],[17.9,59.3],[17.9,59.5],[17.7,59.3]]]}}]}"#;
    fs::write(&areas, square).unwrap();
    refused(
        b"datum,kategori,lon,lat\n2022-09-15,a,11.97,57.70\n",
        &["--areas", path(&areas)],
        &["utanför", "rad 2", "lon"],
    );
}

#[test]
fn dates_in_the_future_are_refused_with_row_column_and_today() {
    refused(
        b"datum,kategori\n2031-01-01,a\n2031-01-02,b\n2022-09-15,c\n",
        &[],
        &["Rad 2", "datum", "2031-01-01", "24 november 2026", "--accept-rejects"],
    );
}

#[test]
fn more_than_half_the_rows_bad_is_refused_unless_accepted() {
    let mut all = csv(&rows()).into_bytes();
    for _ in 0..2000 {
        all.extend_from_slice("igår,Trafik,,\n".as_bytes());
    }
    refused(&all, &[], &["2\u{a0}000 av 3\u{a0}400", "igår"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, &all).unwrap();
    let run = Run::picture(&["--observations", path(&file), "--accept-rejects"]);
    assert_eq!(run.content().coverage.rejected, 2000);
    assert_eq!(run.file("rejected.csv").lines().count(), 2001);
}

#[test]
fn a_field_of_a_hundred_megabytes_is_refused_with_row_and_column() {
    let mut text = b"datum,kategori\n2022-09-15,\"".to_vec();
    text.resize(100_000_000, b'x');
    refused(&text, &[], &["Rad 2", "kategori", "32\u{a0}767"]);
}
