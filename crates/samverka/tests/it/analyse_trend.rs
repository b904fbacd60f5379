//! Do the methods on series, on two counts and on tables answer what the golden files and a calculation by hand say?

use serde_json::Value;

use crate::analyse::{made, near, ours, refused, run};

/// A golden file that stands in the project.
fn golden(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(ours(name)).unwrap()).unwrap()
}

fn column(v: &Value) -> Vec<f64> {
    v.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

#[test]
fn a_series_is_taken_apart_as_statsmodels_does_it() {
    let golden = &golden("glm_did_stl.json")["stl_weekly_total"];
    let folder = tempfile::tempdir().unwrap();
    let rows: String = column(&golden["y"]).iter().map(|y| format!("{y}\n")).collect();
    let file = made(&folder, "weeks.csv", &format!("count\n{rows}"));
    let found = run(&["trend", &file, "--not-robust"]).unwrap();
    for (i, row) in found["rows"].as_array().unwrap().iter().enumerate() {
        for part in ["trend", "seasonal"] {
            near(&row[part], golden[part][i].as_f64().unwrap(), 1e-6);
        }
    }
    let robust = run(&["trend", &file]).unwrap();
    assert!(robust["cannot_tell"].as_str().unwrap().contains("104 rows; at least 156"), "{robust}");
    refused(&["trend", &file, "--seasonal", "8"], &["--seasonal 8", "odd number"]);
    refused(&["trend", &file, "--period", "1"], &["--period 1", "from 2"]);
    refused(&["trend", &file, "--level", "2"], &["--level 2", "below 1"]);
}

#[test]
fn a_level_that_doubles_is_dated_and_one_that_does_not_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let series =
        |later: u64| (0..40u64).map(|i| format!("{}\n", if i < 20 { 10 } else { later } + i % 3)).collect::<String>();
    let doubled = made(&folder, "a.csv", &format!("count\n{}", series(20)));
    let found = run(&["trend", &doubled, "--method", "change-point"]).unwrap();
    let change = &found["changes"][0];
    assert_eq!(change["row"], 21, "{change}");
    assert!(change["p"].as_f64().unwrap() < 0.01 && change["low"].as_f64().unwrap() > 1.5, "{change}");
    let alike = made(&folder, "b.csv", &format!("count\n{}", series(10)));
    let all = run(&["trend", &alike, "--method", "change-point", "--all-below", "0.05"]).unwrap();
    assert_eq!(all["changes"].as_array().unwrap().len(), 0);
    let short = made(&folder, "c.csv", "count\n1\n2\n");
    assert!(run(&["trend", &short, "--method", "change-point"]).unwrap()["cannot_tell"].is_string());
    let half = made(&folder, "d.csv", "count\n1\n2.5\n");
    refused(&["trend", &half, "--method", "change-point"], &["row 3", "column count", "2.5", "a whole number from 0"]);
}

#[test]
fn a_summer_with_more_stands_out_of_the_wheel_and_gaps_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let rows = |skip: Option<(u32, u32)>| -> String {
        let all = (2019..2023u32).flat_map(|y| (1..=12u32).map(move |m| (y, m))).filter(|at| Some(*at) != skip);
        all.map(|(y, m)| format!("{y},{m},{}\n", 30 + (y + m) % 4 + if m == 7 { 40 } else { 0 })).collect()
    };
    let file = made(&folder, "a.csv", &format!("year,slot,count\n{}", rows(None)));
    let found = run(&["trend", &file, "--method", "season"]).unwrap();
    let july = &found["slots"][6];
    assert!(july["index"].as_f64().unwrap() > 1.8 && july["p_corrected"].as_f64().unwrap() < 0.05, "{july}");
    assert!(found["p"].as_f64().unwrap() < 0.01);
    let gap = made(&folder, "b.csv", &format!("year,slot,count\n{}", rows(Some((2021, 5)))));
    refused(&["trend", &gap, "--method", "season"], &["year 2021 has no slot 5"]);
    let twice = made(&folder, "c.csv", "year,slot,count\n2021,1,3\n2021,1,4\n");
    refused(&["trend", &twice, "--method", "season"], &["row 3", "year 2021, slot 1 stands there twice"]);
}

#[test]
fn an_hour_of_a_weekday_with_more_than_its_day_and_hour_is_told() {
    let folder = tempfile::tempdir().unwrap();
    // Each hour of each weekday once, and thirty more on Fridays at 22 (16 September 2022 was a Friday).
    let even = (12..19).flat_map(|d| (0..24).map(move |h| format!("2022-09-{d}T{h:02}:30\n")));
    let rows: String = even.chain((0..30).map(|_| "2022-09-16 22:10\n".to_owned())).collect();
    let file = made(&folder, "a.csv", &format!("time\n{rows}"));
    let found = run(&["trend", &file, "--method", "hours"]).unwrap();
    let cells = found["cells"].as_array().unwrap();
    let friday = cells.iter().find(|c| c["weekday"] == 5 && c["hour"] == 22).unwrap();
    assert_eq!(friday["count"], 31);
    assert!(friday["p_corrected"].as_f64().unwrap() < 0.001, "{friday}");
    let sure = |c: &&Value| c["p_corrected"].as_f64().unwrap() < 0.05 && c["count"].as_f64() > c["expected"].as_f64();
    assert_eq!(cells.iter().filter(sure).count(), 1);
    let dayless = made(&folder, "b.csv", "time\n14:30\n");
    refused(&["trend", &dayless, "--method", "hours"], &["row 2", "14:30", "2022-09-15T14:30"]);
}

#[test]
fn two_counts_are_compared_exactly_and_by_mid_p() {
    // By hand: of 10 events 8 fell in the first of two equal times; P(X >= 8) = 56/1024.
    let exact = run(&["rate-ratio", "--now", "8", "--before", "2"]).unwrap();
    near(&exact["p"], 2.0 * 56.0 / 1024.0, 1e-12);
    near(&exact["ratio"], 4.0, 1e-12);
    let mid = run(&["rate-ratio", "--now", "8", "--before", "2", "--mid-p"]).unwrap();
    near(&mid["p"], 2.0 * (11.0 + 22.5) / 1024.0, 1e-12);
    assert!(mid["low"].as_f64() > exact["low"].as_f64() && mid["high"].as_f64() < exact["high"].as_f64());
    let none = run(&["rate-ratio", "--now", "8", "--before", "0", "--days-now", "7", "--days-before", "28"]).unwrap();
    assert!(none["ratio"].is_null() && none["high"].is_null() && none["low"].as_f64().unwrap() > 1.0, "{none}");
    assert!(run(&["rate-ratio", "--now", "0", "--before", "0"]).unwrap()["cannot_tell"].is_string());
    refused(&["rate-ratio", "--now", "8", "--before", "2", "--days-now", "0"], &["--days-now 0", "from 0.000001"]);
}

#[test]
fn a_map_of_earlier_squares_is_judged_as_the_formula_says() {
    let golden = golden("pai_pei.json");
    let folder = tempfile::tempdir().unwrap();
    let (earlier, later) = (column(&golden["train_counts"]), column(&golden["test_counts"]));
    let rows: String = earlier.iter().zip(&later).map(|(e, l)| format!("{e},{l}\n")).collect();
    let file = made(&folder, "squares.csv", &format!("earlier,later\n{rows}"));
    for (chosen, expected) in golden["results"].as_object().unwrap() {
        let found = run(&["forecast-metrics", &file, "--chosen", chosen]).unwrap();
        assert_eq!(found["inside"], expected["n"]);
        near(&found["pai"], expected["PAI"].as_f64().unwrap(), 1e-12);
        near(&found["pei"], expected["PEI"].as_f64().unwrap(), 1e-12);
    }
    refused(&["forecast-metrics", &file, "--chosen", "2500"], &["--chosen 2500", "below the 2500 squares"]);
}

#[test]
fn a_small_count_cannot_be_worked_out_of_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "Norr,Klotter,3\nNorr,Stöld,20\nNorr,Trafik,31\nSyd,Klotter,12\nSyd,Stöld,8\nSyd,Trafik,9\n";
    let file = made(&folder, "a.csv", &format!("row,column,count\n{rows}"));
    let found = run(&["suppress", &file]).unwrap();
    let cells = found["cells"].as_array().unwrap();
    let count = |row: &str, column: &str| {
        cells.iter().find(|c| c["row"] == row && c["column"] == column).map(|c| c["count"].clone()).unwrap()
    };
    assert!(count("Norr", "Klotter").is_null());
    for part in [
        cells.iter().filter(|c| c["row"] == "Norr").collect::<Vec<_>>(),
        cells.iter().filter(|c| c["column"] == "Klotter").collect(),
    ] {
        assert!(
            part.iter().filter(|c| c["count"].is_null()).count() > 1,
            "one hole is the total less the rest: {part:?}"
        );
    }
    let rounded = run(&["suppress", &file, "--round", "5", "--salt", "hemligt"]).unwrap();
    let all: Vec<u64> = rounded["cells"].as_array().unwrap().iter().map(|c| c["count"].as_u64().unwrap()).collect();
    assert!(all.iter().all(|n| n % 5 == 0));
    assert_eq!(rounded["hidden"], 0);
    refused(&["suppress", &file, "--round", "3", "--salt", "x"], &["--round 3", "at least --least 5"]);
}

#[test]
fn a_gap_a_value_too_many_and_a_name_that_stands_twice_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let gap = made(&folder, "a.csv", "count\n1\n2\n\n4\n");
    refused(&["trend", &gap, "--method", "change-point"], &["row 4", "nothing stands there"]);
    let more = made(&folder, "b.csv", "earlier,later\n1,2\n3,4,5\n");
    refused(&["forecast-metrics", &more], &["row 3", "3 values; 2 are expected"]);
    let twice = made(&folder, "c.csv", "earlier,earlier,later\n1,2,3\n3,4,5\n");
    refused(&["forecast-metrics", &twice], &["2 columns are called earlier"]);
    let total = made(&folder, "d.csv", "row,column,count\nNorr,total,3\n");
    refused(&["suppress", &total], &["row 2", "total"]);
    let day = made(&folder, "e.csv", "time\n2022-01-03\n");
    refused(&["trend", &day, "--method", "hours"], &["row 2", "a date with a time"]);
    let one = made(&folder, "f.csv", "x,y,day\n650000,6580000,1\n650100,6580100,2\n17.8,59.4,3\n");
    refused(&["near-repeat", &one], &["x 17.8, y 59.4", "among others in metres"]);
    let flat = made(&folder, "g.csv", &format!("count\n{}", "7\n".repeat(208)));
    near(&run(&["trend", &flat]).unwrap()["seasonal_strength"], 0.0, 0.0);
}

#[test]
fn density_in_areas_has_values_there_only() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..200).map(|i| format!("{},{}\n", 660_000 + i % 20 * 50, 6_590_000 + i / 20 * 50)).collect();
    let events = made(&folder, "e.csv", &format!("x,y\n{rows}"));
    let all = run(&["density", &events, "--cell", "50"]).unwrap();
    let west = made(
        &folder,
        "west.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A","name":"A"},"geometry":{"type":"Polygon","coordinates":[[[17.0,59.0],[17.832,59.0],[17.832,60.0],[17.0,60.0],[17.0,59.0]]]}}]}"#,
    );
    let part = run(&["density", &events, "--cell", "50", "--areas", &west]).unwrap();
    let (all, part) = (all["grid"].as_array().unwrap(), part["grid"].as_array().unwrap());
    assert!(!part.is_empty() && part.len() < all.len(), "{} of {}", part.len(), all.len());
    refused(&["density", &events, "--ground", "1,2,3,4"], &["no event lies on the ground"]);
}

#[test]
fn a_cell_that_is_fuller_than_cells_otherwise_are_is_told_without_rearranging_anything() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String =
        (0..100).map(|i| format!("{},{},{}\n", i / 10, i % 10, if i == 44 { 60 } else { i % 4 })).collect();
    let file = made(&folder, "a.csv", &format!("row,column,count\n{rows}"));
    let found = run(&["hotspot", &file, "--method", "crowded"]).unwrap();
    assert!(found["replicates"].is_null());
    let sure = |c: &&Value| c["p_corrected"].as_f64().unwrap() <= 0.05;
    let sure: Vec<&Value> = found["cells"].as_array().unwrap().iter().filter(sure).collect();
    assert!(sure.len() == 1 && sure[0]["count"] == 60, "{sure:?}");
    refused(&["hotspot", &file, "--method", "crowded", "--replicates", "99"], &["without --replicates"]);
}
