//! Does each crate import only crates on lower floors? This table is the architecture.

use crate::tree::{files, read};

/// Each crate with its floor, lowest first. Crates on one floor do not know each other.
const FLOORS: [(&str, u8); 9] = [
    ("domain", 0),
    ("text", 0),
    ("analysis", 1),
    ("storage", 1),
    ("exchange", 1),
    ("documents", 2),
    ("actions", 3),
    ("web", 4),
    ("samverka", 5),
];

/// What a crate does not know although it stands above it.
const UNKNOWN: [(&str, &[&str]); 1] = [("documents", &["analysis", "storage", "exchange"])];

#[test]
fn each_crate_imports_only_lower_floors() {
    for (name, floor) in FLOORS {
        for (section, key) in keys(&read(format!("crates/{name}/Cargo.toml"))) {
            let Some((_, other)) = FLOORS.iter().find(|(ours, _)| *ours == key) else { continue };
            let itself = key == name && section == "dev-dependencies";
            let unknown = UNKNOWN.iter().any(|(n, u)| *n == name && u.contains(&key.as_str()));
            assert!(itself || (*other < floor && !unknown), "{name} must not import {key} ({section})");
        }
    }
}

#[test]
fn every_crate_has_a_floor_and_a_name_of_its_own() {
    let crates: Vec<String> =
        files("crates", "/Cargo.toml").iter().filter_map(|f| Some(f.split('/').nth(1)?.to_owned())).collect();
    let mut known: Vec<&str> = FLOORS.iter().map(|f| f.0).collect();
    known.sort_unstable();
    assert_eq!(crates, known);
    // A renamed import would slip by the test above.
    for path in files("crates", "/Cargo.toml") {
        assert!(!read(&path).contains("package ="), "{path} renames an import");
    }
}

#[test]
fn the_architecture_page_shows_the_same_floors() {
    let page = read("ARCHITECTURE.md");
    let table = page.split("```").nth(1).expect("the table of floors");
    let mut shown: Vec<(String, u8)> = Vec::new();
    for line in table.lines().filter(|l| !l.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let floor: u8 = words.next().and_then(|w| w.parse().ok()).expect("a line begins with its floor");
        shown.extend(words.take_while(|w| FLOORS.iter().any(|f| f.0 == *w)).map(|w| (w.to_owned(), floor)));
    }
    let mut expected: Vec<(String, u8)> = FLOORS.iter().map(|(n, f)| ((*n).to_owned(), *f)).collect();
    shown.sort();
    expected.sort();
    assert_eq!(shown, expected);
}

/// The keys of the dependency sections of a manifest, each with its section.
fn keys(manifest: &str) -> Vec<(String, String)> {
    let (mut section, mut found) = (String::new(), Vec::new());
    for line in manifest.lines() {
        if let Some(head) = line.strip_prefix('[') {
            section = head.trim_end_matches(']').to_owned();
        } else if section.ends_with("dependencies") && line.contains('=') && !line.starts_with('#') {
            let key = line.split(['.', ' ', '=']).next().unwrap_or_default();
            found.push((section.clone(), key.trim().to_owned()));
        }
    }
    found
}
