//! Do the methods answer on the command line what other tools answer?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn run(words: &[&str]) -> Result<Value, String> {
    let out = Command::new(env!("CARGO_BIN_EXE_samverka")).arg("analyse").args(words).arg("--json").output().unwrap();
    if out.status.success() {
        return Ok(serde_json::from_slice(&out.stdout).expect("JSON"));
    }
    assert_eq!(out.status.code(), Some(2));
    Err(String::from_utf8_lossy(&out.stderr).into_owned())
}

fn near(v: &Value, expected: f64, within: f64) {
    assert!((v.as_f64().unwrap() - expected).abs() <= within, "{v} is not {expected}");
}

fn ours(name: &str) -> String {
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
