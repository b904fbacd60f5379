//! Do the methods answer on the command line what other tools answer?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub(crate) fn run(words: &[&str]) -> Result<Value, String> {
    let out = Command::new(env!("CARGO_BIN_EXE_samverka")).arg("analyse").args(words).arg("--json").output().unwrap();
    if out.status.success() {
        return Ok(serde_json::from_slice(&out.stdout).expect("JSON"));
    }
    assert_eq!(out.status.code(), Some(2));
    Err(String::from_utf8_lossy(&out.stderr).into_owned())
}

pub(crate) fn near(v: &Value, expected: f64, within: f64) {
    assert!((v.as_f64().unwrap() - expected).abs() <= within, "{v} is not {expected}");
}

pub(crate) fn ours(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../analysis/tests/golden").join(name).display().to_string()
}

/// Golden files that may not be committed, where they are.
fn golden(name: &str) -> Option<PathBuf> {
    let folder = std::env::var("SAMVERKA_TEST_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let file = folder.join("golden").join(name);
    let there = file.exists();
    if !there {
        eprintln!("skipped: {} is not there", file.display());
    }
    there.then_some(file)
}

#[test]
fn a_scan_of_satscans_files_finds_satscans_clusters() {
    let (cas, geo) = (ours("g5k.cas"), ours("g5k.geo"));
    let words = ["scan", "--cases", &cas, "--geo", &geo, "--model", "permutation", "--max-radius", "1000"];
    let found = run(&[&words[..], &["--max-window", "8", "--replicates", "99"]].concat()).unwrap();
    let first = &found["clusters"][0];
    near(&first["log_likelihood_ratio"], 40.122717, 5e-7);
    assert_eq!(first["locations"], serde_json::json!(["312", "311", "287", "337", "313"]));
    assert_eq!((&first["start"], &first["end"], &first["observed"]), (&71.into(), &74.into(), &25.into()));
    near(&found["clusters"][1]["log_likelihood_ratio"], 36.713995, 5e-7);
    near(&found["clusters"][2]["log_likelihood_ratio"], 29.067108, 5e-7);
    let short = run(&[&words[..], &["--max-window", "8", "--replicates", "999", "--enough", "1"]].concat()).unwrap();
    assert_eq!(short["clusters"][0]["log_likelihood_ratio"], first["log_likelihood_ratio"]);
}

#[test]
fn brain_cancer_in_new_mexico_gathers_where_satscan_says() {
    let Some(cas) = golden("satscan/nm.cas") else { return };
    let file = |end: &str| cas.with_extension(end).display().to_string();
    let (cas, geo, pop) = (file("cas"), file("geo"), file("pop"));
    let words = ["scan", "--cases", &cas, "--geo", &geo, "--population", &pop, "--model", "poisson"];
    let more = ["--coordinates", "degrees", "--adjust", "1,2", "--max-window", "9", "--replicates", "99"];
    let found = run(&[&words[..], &more].concat()).unwrap();
    assert_eq!((&found["cases"], &found["locations"]), (&1175.into(), &32.into()));
    let first = &found["clusters"][0];
    assert_eq!((&first["start"], &first["end"], &first["observed"]), (&1985.into(), &1989.into(), &236.into()));
    assert_eq!(first["locations"].as_array().unwrap().len(), 9, "{first}");
    near(&first["expected"], 176.22, 0.005);
    near(&first["log_likelihood_ratio"], 10.979758, 5e-7);
    near(&first["relative_risk"], 1.42, 0.005);
    near(&first["radius_m"], 125_600.0, 5.0);
    near(&found["clusters"][1]["log_likelihood_ratio"], 5.684828, 5e-7);
    near(&found["clusters"][2]["log_likelihood_ratio"], 3.884186, 5e-7);
}

fn values(v: &Value) -> Vec<f64> {
    v.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// A synthetic golden file, and a folder to write the same data in as CSV.
fn synthetic(name: &str) -> (Value, tempfile::TempDir) {
    (serde_json::from_str(&fs::read_to_string(ours(name)).unwrap()).unwrap(), tempfile::tempdir().unwrap())
}

fn csv(folder: &tempfile::TempDir, header: &str, rows: impl Iterator<Item = String>) -> String {
    let path = folder.path().join("data.csv");
    fs::write(&path, format!("{header}\n{}\n", rows.collect::<Vec<_>>().join("\n"))).unwrap();
    path.display().to_string()
}

#[test]
fn a_lattice_has_the_hot_spots_and_the_likeness_that_esda_finds() {
    let (golden, folder) = synthetic("gistar_moran_30x30.json");
    let counts = values(&golden["y"]);
    let row = |(i, n): (usize, &f64)| format!("{},{},{n}", i / 30, i % 30);
    let file = csv(&folder, "row,column,count", counts.iter().enumerate().map(row));
    let found = run(&["hotspot", &file, "--replicates", "99"]).unwrap();
    for (cell, z) in found["cells"].as_array().unwrap().iter().zip(values(&golden["Gi_star_z"])) {
        near(&cell["z"], z, 1e-9 * z.abs().max(1.0));
    }
    let found = run(&["hotspot", &file, "--replicates", "99", "--method", "local-moran"]).unwrap();
    for (cell, i) in found["cells"].as_array().unwrap().iter().zip(values(&golden["moran_local_I"])) {
        // esda divides by n - 1 where the mean of all z² divides by n.
        near(&cell["i"], i * 900.0 / 899.0, 1e-9 * i.abs().max(1.0));
    }
}

#[test]
fn near_repeats_are_counted_as_in_the_golden_table() {
    let (golden, folder) = synthetic("knox_1000.json");
    let (x, y, day) = (values(&golden["x"]), values(&golden["y"]), values(&golden["day"]));
    let file = csv(&folder, "x,y,day", (0..1000).map(|i| format!("{},{},{}", x[i], y[i], day[i])));
    let found = run(&["near-repeat", &file, "--metres", "0,100,200,400,800", "--days", "0,3,7,14,28"]).unwrap();
    let expected = &golden["near_repeat_bands"]["counts"];
    assert_eq!(found["table"]["observed"], *expected);
}

#[test]
fn a_density_is_that_of_scikit_learn() {
    let (golden, folder) = synthetic("kde_2000.json");
    let point = |p: &Value| format!("{},{}", p[0], p[1]);
    let file = csv(&folder, "x,y", golden["points"].as_array().unwrap().iter().map(point));
    for kernel in ["gaussian", "epanechnikov"] {
        let words = ["density", &file, "--bandwidth", "200", "--cell", "250", "--ground", "0,0,5000,5000"];
        let found = run(&[&words[..], &["--kernel", kernel]].concat()).unwrap();
        let expected = values(&golden["density"][kernel]);
        assert_eq!(found["grid"].as_array().unwrap().len(), expected.len());
        for (cell, expected) in found["grid"].as_array().unwrap().iter().zip(expected) {
            near(&cell["density"], expected, 1e-9 * expected.abs() + 1e-16);
        }
    }
}

#[test]
fn the_bounds_of_weeks_are_those_of_r_surveillance() {
    let Some(file) = golden("surveillance_salmonella_agona.json") else { return };
    let golden: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = csv(&folder, "count", values(&golden["series"]).iter().map(|n| n.to_string()));
    let improved = "--years 4 --periods 10 --left-out 26 --weights-threshold 2.58 --trend-threshold 1 --threshold-method nb-plugin";
    let original =
        "--years 5 --periods 1 --left-out 3 --weights-threshold 1 --trend-threshold 0.05 --threshold-method delta";
    for (key, words) in [("farringtonFlexible_improved_nbPlugin", improved), ("farringtonFlexible_original", original)]
    {
        let words: Vec<&str> = words.split(' ').chain(["--errors-as-surveillance", "--from", "282"]).collect();
        let found = run(&[&["aberration", &file][..], &words].concat()).unwrap();
        let weeks = found["weeks"].as_array().unwrap();
        let bounds = values(&golden[key]["upperbound"]);
        assert_eq!(weeks.len(), bounds.len());
        for ((week, bound), alarm) in weeks.iter().zip(bounds).zip(golden[key]["alarm"].as_array().unwrap()) {
            near(&week["bound"], bound, 1e-6 * bound.max(1.0));
            assert_eq!(week["alarm"].as_bool(), alarm.as_bool().or(alarm.as_f64().map(|a| a > 0.0)), "{key}: {week}");
        }
    }
}

#[test]
fn an_effect_is_that_of_the_golden_regression() {
    let (golden, folder) = synthetic("glm_did_stl.json");
    let areas = golden["counts_area_by_week"].as_array().unwrap();
    let rows = areas.iter().enumerate().flat_map(|(area, weeks)| {
        let treated = u8::from(area < 10);
        weeks.as_array().unwrap().iter().enumerate().map(move |(week, n)| format!("{area},{week},{n},{treated}"))
    });
    let file = csv(&folder, "area,period,count,treated", rows);
    let found = run(&["evaluate", &file, "--start", "78"]).unwrap();
    let coefficient = values(&golden["poisson"]["beta"])[3];
    // The golden model has one level for all treated areas; ours one for each, and one for each week: the same
    // estimate, since all areas have all weeks.
    near(&found["found"]["effect"]["ratio"], coefficient.exp(), 1e-6);
    assert_eq!(found["found"]["areas"], serde_json::json!([10, 40]));
    assert!(found["could_see"].get("decrease").is_some(), "{found}");
    let early = run(&["evaluate", &file, "--start", "0"]).unwrap_err();
    assert!(early.contains("before the start"), "{early}");
}

#[test]
fn every_option_that_the_documentation_names_is_there_and_every_method_is_documented() {
    let page = crate::tree::read("docs/analyse.md");
    let help = |words: &[&str]| {
        let out =
            Command::new(env!("CARGO_BIN_EXE_samverka")).arg("analyse").args(words).arg("--help").output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let overview = help(&[]);
    let commands = overview.split("Commands:").nth(1).and_then(|c| c.split("Options:").next()).expect("commands");
    let methods: Vec<&str> = commands
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|m| *m != "help")
        .collect();
    assert!(methods.len() >= 6, "{methods:?}");
    for method in methods {
        let section = page.split("\n## ").find(|s| s.lines().next() == Some(method));
        let section = section.unwrap_or_else(|| panic!("docs/analyse.md has no section {method}"));
        let help = help(&[method]);
        for option in section.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|w| w.starts_with("--"))
        {
            assert!(
                help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")),
                "{method} has no {option}"
            );
        }
    }
}

#[test]
fn what_cannot_be_analysed_is_refused_with_file_row_and_what_was_expected() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let geo = file("a.geo", "a 1 2\nb 3 4\n");
    let cas = file("a.cas", "a 1 5\nb x 6\n");
    let said = run(&["scan", "--cases", &cas, "--geo", &geo, "--model", "permutation"]).unwrap_err();
    assert!(said.contains("a.cas") && said.contains('2') && said.contains("number"), "{said}");
    let cas = file("b.cas", "a 1 5\nc 1 6\n");
    let said = run(&["scan", "--cases", &cas, "--geo", &geo, "--model", "permutation"]).unwrap_err();
    assert!(said.contains("row 2") && said.contains("place c"), "{said}");
    let cas = file("c.cas", "a 1 5\nb 1 6\n");
    let said = run(&["scan", "--cases", &cas, "--geo", &geo, "--model", "poisson"]).unwrap_err();
    assert!(said.contains("--population"), "{said}");
    let lattice = file("l.csv", "row,column,count\n0,0,1\n0,1,nan\n");
    let said = run(&["hotspot", &lattice]).unwrap_err();
    assert!(said.contains("row 3") && said.contains("count"), "{said}");
    let said = run(&["near-repeat", &file("e.csv", "x,y\n1,2\n")]).unwrap_err();
    assert!(said.contains("no column day"), "{said}");
}

#[test]
fn a_lattice_and_near_repeats_are_answered_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let lattice = folder.path().join("l.csv");
    let mut text = "row,column,count\n".to_owned();
    for i in 0..100 {
        let (r, c) = (i / 10, i % 10);
        text += &format!("{r},{c},{}\n", if (4..6).contains(&r) && (4..6).contains(&c) { 20 } else { 1 });
    }
    fs::write(&lattice, text).unwrap();
    let found = run(&["hotspot", &lattice.display().to_string()]).unwrap();
    let hot: Vec<&Value> =
        found["cells"].as_array().unwrap().iter().filter(|c| c["p_corrected"].as_f64().unwrap() <= 0.05).collect();
    assert!(hot.iter().any(|c| c["row"] == 4 && c["column"] == 4) && hot.len() < 20, "{hot:?}");
    let events = folder.path().join("e.csv");
    let rows: String = (0..60).map(|i| format!("{},{},{}\n", i * 37 % 500, i * 91 % 500, i * 7 % 100)).collect();
    fs::write(&events, format!("x,y,day\n{rows}")).unwrap();
    let found = run(&["near-repeat", &events.display().to_string(), "--replicates", "99"]).unwrap();
    assert_eq!(found["events"], 60);
    assert_eq!(found["table"]["observed"].as_array().unwrap().len(), 4);
}

/// A file in this folder.
pub(crate) fn made(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[track_caller]
pub(crate) fn refused(words: &[&str], parts: &[&str]) {
    let said = run(words).unwrap_err();
    assert!(parts.iter().all(|p| said.contains(p)) && !said.contains("panicked"), "{words:?}: {said}");
}

#[test]
fn options_that_mean_nothing_are_refused_with_what_was_expected() {
    let folder = tempfile::tempdir().unwrap();
    let geo = made(&folder, "a.geo", "a 1 2\nb 3 4\nc 9 9\n");
    let cas = made(&folder, "a.cas", "a 1 5 m\nb 1 6 f\na 3 7 m\nc 2 8 m\n");
    let pop = made(&folder, "a.pop", "a 5 100 m\na 5 90 f\nb 5 100 m\nb 5 90 f\n");
    let scan = |more: &[&str], parts: &[&str]| {
        refused(&[&["scan", "--cases", &cas, "--geo", &geo], more].concat(), parts);
    };
    for (option, value) in [
        ("--max-radius", "nan"),
        ("--max-radius", "0"),
        ("--max-population-share", "0.7"),
        ("--max-population-share", "0"),
        ("--max-window", "0"),
        ("--clusters", "0"),
        ("--enough", "0"),
        ("--replicates", "0"),
    ] {
        scan(&["--model", "permutation", option, value], &[option]);
    }
    scan(&["--model", "permutation", "--step", "100"], &["--step 100", "one step"]);
    scan(&["--model", "permutation", "--spatial"], &["--spatial", "expected"]);
    scan(&["--model", "permutation", "--population", &pop], &["no use for --population", "poisson"]);
    scan(&["--model", "poisson", "--population", &pop, "--controls", &cas], &["no use for --controls", "bernoulli"]);
    scan(&["--model", "poisson", "--population", &pop, "--adjust", "0"], &["--adjust 0"]);
    scan(&["--model", "poisson", "--population", &pop, "--adjust", "3"], &["row 1", "--adjust 3", "1 covariates"]);
    let e = made(&folder, "e.csv", "x,y,day\n1,2,3\n4,5,6\n");
    for ground in ["5,0,1,9", "0,9,5,1", "nan,0,5,5"] {
        refused(&["density", &e, "--ground", ground], &["--ground"]);
    }
    refused(&["density", &e, "--bandwidth", "0"], &["--bandwidth 0", "above 0"]);
    refused(&["near-repeat", &e, "--metres", "200,100"], &["--metres 200", "each above"]);
    refused(&["hotspot", &e, "--replicates", "0"], &["--replicates 0"]);
}

#[test]
fn a_place_with_cases_but_without_people_is_named_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let geo = made(&folder, "a.geo", "a 1 2\nb 3 4\nc 9 9\n");
    let cas = made(&folder, "a.cas", "a 1 5\nb 1 6\nc 2 8\n");
    let pop = made(&folder, "a.pop", "a 5 100\nb 5 100\n");
    let words = ["scan", "--cases", &cas, "--geo", &geo, "--population", &pop, "--model", "poisson"];
    refused(&words, &["a.cas", "row 3", "place c", "a.pop"]);
    let mixed = made(&folder, "m.cas", "a 1 2020-01-05\nb 1 2020-01-06\nc 2 8\n");
    refused(&["scan", "--cases", &mixed, "--geo", &geo, "--model", "permutation"], &["m.cas", "row 3", "plain number"]);
    let wide: String = (0..900).map(|i| format!("p{i} {i} 0\n")).collect();
    let wide = made(&folder, "w.geo", &wide);
    let long = made(&folder, "l.cas", "p1 1 1980-01-01\np2 1 2021-01-24\n");
    refused(&["scan", "--cases", &long, "--geo", &wide, "--model", "permutation"], &["15000 steps", "places"]);
}

#[test]
fn rows_of_an_evaluation_that_do_not_fit_are_named_and_numbers_stay_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let head = "area,period,count,treated\n";
    let twice = made(&folder, "t.csv", &format!("{head}a,1,5,1\nb,1,5,0\na,1,6,1\na,2,6,1\n"));
    refused(&["evaluate", &twice, "--start", "2"], &["row 4", "area a", "row 2"]);
    let dates = made(&folder, "d.csv", &format!("{head}a,2024-01-01,5,1\nb,2024-01-08,5,0\nb,2024-01-17,5,0\n"));
    refused(&["evaluate", &dates, "--start", "2024-01-08"], &["row 4", "--days 7"]);
    // Nobody has a row of period 3: it counts 0, and is a period.
    let rows: String = (0..30)
        .flat_map(|a| [1, 2, 4, 5, 6].map(|p| format!("{a},{p},{},{}\n", 5 + (a * p) % 4, u8::from(a < 8))))
        .collect();
    let file = made(&folder, "n.csv", &format!("{head}{rows}"));
    let found = run(&["evaluate", &file, "--start", "5"]).unwrap();
    assert_eq!((&found["steps"], &found["found"]["periods"]), (&6.into(), &serde_json::json!([[1, 4], [5, 6]])));
    let out =
        Command::new(env!("CARGO_BIN_EXE_samverka")).args(["analyse", "evaluate", &file, "--start", "5"]).output();
    let text = String::from_utf8(out.unwrap().stdout).unwrap();
    for part in ["verdict: ", "ratio: ", "low: ", "  p: ", "could see:"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn numbers_beyond_a_lattice_one_place_and_short_series_are_answered_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let far = made(&folder, "l.csv", "row,column,count\n0,0,1\n9223372036854775807,1,2\n");
    refused(&["hotspot", &far], &["row 3", "-1000000000 to 1000000000"]);
    let same: String = (0..20).map(|i| format!("5,5,{}\n", i * 7 % 30)).collect();
    let same = made(&folder, "e.csv", &format!("x,y,day\n{same}"));
    let found = run(&["near-repeat", &same, "--replicates", "99"]).unwrap();
    assert!(found["cannot_tell"].is_string() && found["table"]["p"][0][0].is_null(), "{found}");
    let rows: String = (0..30).map(|i| format!("long,{}\n", i % 5)).chain(["short,3\n".to_owned()]).collect();
    let series = made(&folder, "s.csv", &format!("series,count\n{rows}"));
    let found = run(&["aberration", &series, "--method", "ears-c1"]).unwrap();
    assert!(found["weeks"][0]["bound"].is_number() && found["weeks"][1]["cannot_tell"].is_string(), "{found}");
    refused(&["aberration", &made(&folder, "h.csv", "series,count\n")], &["h.csv", "no rows"]);
    let nobody = made(&folder, "p.csv", "count,population\n1,5\n2,0\n");
    refused(&["aberration", &nobody], &["row 3", "population", "above 0"]);
}

#[test]
fn a_chart_sees_the_last_week_and_a_series_of_zeros_does_not_end_it() {
    let folder = tempfile::tempdir().unwrap();
    let leap: String = (0..60).map(|i| format!("a,{}\n", if i == 59 { 100_000 } else { 3 + i % 3 })).collect();
    let nothing = "b,0\n".repeat(60);
    let file = made(&folder, "s.csv", &format!("series,count\n{leap}{nothing}c,4\n"));
    for method in ["glr", "cusum", "cusum-rossi"] {
        let found = run(&["aberration", &file, "--method", method]).unwrap();
        let weeks = found["weeks"].as_array().unwrap();
        let last = |name: &str| weeks.iter().rfind(|w| w["series"] == name).unwrap();
        assert!(last("a")["alarm"] == true && last("a")["week"] == 60, "{method}: {}", last("a"));
        assert_eq!(weeks.iter().filter(|w| w["series"] == "a").count(), 26);
        assert!(last("b")["cannot_tell"].is_string() && last("c")["cannot_tell"].is_string(), "{method}");
        refused(&["aberration", &file, "--method", method, "--mean", "0"], &["--mean 0"]);
    }
}

#[test]
fn numbers_beyond_what_can_be_made_are_refused_with_what_was_expected() {
    let folder = tempfile::tempdir().unwrap();
    let cells = made(&folder, "c.csv", "row,column,count\n0,0,1\n0,1,2\n1,0,9\n");
    for many in ["18446744073709551615", "4294967296"] {
        refused(&["hotspot", &cells, "--replicates", many], &["--replicates", "from 1 to 999999"]);
        let series = made(&folder, "t.csv", &format!("count\n{}", "3\n".repeat(20)));
        refused(&["trend", &series, "--period", many], &["--period", "at most 20"]);
    }
}

#[test]
fn an_evaluation_of_areas_that_cannot_be_is_refused_with_the_row() {
    let folder = tempfile::tempdir().unwrap();
    let said = |name: &str, rows: &str, parts: &[&str]| {
        let file = made(&folder, name, &format!("area,period,count,treated,buffer,hours\n{rows}"));
        refused(&["evaluate", &file, "--start", "2"], parts);
    };
    said("both.csv", "a,1,5,1,0,2\nb,1,5,1,1,2\na,2,5,1,0,2\nb,2,5,1,1,2\n", &["row 3", "area b", "buffer 1"]);
    said("below.csv", "a,1,5,1,0,-2\na,2,5,1,0,2\n", &["row 2", "hours", "from 0"]);
    said("none.csv", "a,1,5,0,0,0\na,2,5,0,0,0\n", &["none.csv", "treated 1"]);
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let events = made(&folder, "e.csv", "x,y\n0,0\n30000,30000\n");
    let mut child = Command::new(env!("CARGO_BIN_EXE_samverka"))
        .args(["analyse", "density", &events, "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn degrees_where_metres_are_expected_are_refused_with_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let events = made(&folder, "e.csv", "x,y,day\n17.912,59.402,3\n17.931,59.411,6\n17.94,59.4,7\n");
    for method in ["near-repeat", "density"] {
        let said =
            run(&[method, &events, "--bandwidth", "200", "--cell", "50"][..if method == "density" { 6 } else { 2 }]);
        let said = said.unwrap_err();
        assert!(said.contains("x 17.912, y 59.402") && said.contains("metres are expected"), "{said}");
    }
    let geo = made(&folder, "e.geo", "a 59.402 17.912\nb 59.411 17.931\n");
    let cases = made(&folder, "e.cas", "a 1 2022-01-01\nb 1 2022-01-02\nb 2 2022-01-09\n");
    let scan = ["scan", "--cases", &cases, "--geo", &geo, "--model", "permutation", "--replicates", "9"];
    let said = run(&scan).unwrap_err();
    assert!(said.contains("e.geo") && said.contains("--coordinates degrees is expected"), "{said}");
    for said in ["degrees", "metres"] {
        run(&[&scan[..], &["--coordinates", said]].concat()).unwrap();
    }
}
