//! Does the code keep the promises that no compiler checks?

use crate::tree::{code, files, names, read};

#[test]
fn nobody_but_actions_begins_a_change() {
    for path in files("crates", ".rs") {
        let may =
            ["crates/storage/", "crates/actions/"].iter().any(|p| path.starts_with(p)) || path.contains("/tests/");
        assert!(may || !code(&read(&path)).contains(".begin("), "{path} begins a transaction");
    }
}

#[test]
fn nobody_but_storage_writes_sql() {
    for path in files("crates", "/Cargo.toml") {
        let knows = read(&path).lines().any(|l| l.starts_with("sqlx"));
        assert_eq!(knows, path.starts_with("crates/storage/"), "{path}");
    }
}

#[test]
fn public_pages_never_name_a_type_that_holds_more_than_the_public_may_see() {
    // For every public twin in the domain, the full type is out of bounds.
    let domain: Vec<String> = files("crates/domain/src", ".rs").iter().map(read).collect();
    let twins = domain.iter().flat_map(|s| s.split("pub struct Public").skip(1));
    let full: Vec<&str> = twins.filter_map(|s| s.split([' ', '<', '(', ';']).next()).collect();
    assert!(full.contains(&"Observation") && full.contains(&"News"), "the public twins were not found: {full:?}");
    for path in files("crates/web/src/public", ".rs") {
        // `Noun::Observation` names the noun, not the record.
        let source = code(&read(&path)).replace("Noun::", "noun_");
        // `Problem` alone is the web's answer when something goes wrong; the record is `problem::Problem`.
        let source = source.replace("problem::Problem", "FullProblem");
        let found: Vec<_> = full
            .iter()
            .map(|f| if *f == "Problem" { "FullProblem" } else { f })
            .filter(|f| names(&source, f))
            .collect();
        assert!(found.is_empty(), "{path} names {found:?}");
    }
}

#[test]
fn no_municipality_stands_in_the_code() {
    let of_packs = files("packs", ".toml").into_iter().filter(|p| p.contains("/municipalities/"));
    let mut towns: Vec<String> =
        of_packs.filter_map(|p| Some(p.rsplit('/').next()?.trim_end_matches(".toml").to_owned())).collect();
    towns.extend(["almvalla", "järfälla", "jakobsberg"].map(String::from));
    let paths = [".rs", ".html", ".ftl", ".sql"].iter().flat_map(|end| files("crates", end));
    for path in paths.filter(|p| {
        !p.contains("/src/demo")
            && !p.ends_with("/samples.rs")
            && !p.contains("/src/samples/")
            && !p.contains("/tests/")
            && !p.ends_with("/tests.rs")
    }) {
        // The name of a file of data that is read in is data.
        let source = code(&read(&path)).to_lowercase();
        let source: String = source.lines().filter(|l| !l.contains("/packs/")).collect();
        let found: Vec<_> = towns.iter().filter(|t| source.contains(*t)).collect();
        assert!(found.is_empty(), "{path} names {found:?}");
    }
}

#[test]
fn every_file_says_first_which_question_it_answers() {
    for path in files("crates", ".rs") {
        let first = read(&path).lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with("//! ") && first.len() > 12, "{path} begins with {first:?}");
    }
}

/// Files that are longer than they should be, with the most that each may have: they may only shrink.
const LONG: [(&str, usize); 1] = [("crates/web/src/workspace/occasion.rs", 640)];

#[test]
fn no_file_is_longer_than_600_lines_or_called_after_nothing() {
    for path in files("crates", ".rs") {
        let lines = read(&path).lines().count();
        let most = LONG.iter().find(|(long, _)| *long == path).map_or(600, |(_, most)| *most);
        assert!(lines <= most, "{path} has {lines} lines");
        let name = path.rsplit('/').next().unwrap_or_default();
        assert!(!["utils.rs", "util.rs", "common.rs", "types.rs", "helpers.rs"].contains(&name), "{path}");
    }
}

#[test]
fn every_migration_says_why_and_keys_its_tables_by_municipality() {
    let paths = files("crates/storage/migrations", ".sql");
    let mut numbers: Vec<&str> = paths.iter().filter_map(|p| p.rsplit('/').next()?.split('_').next()).collect();
    numbers.dedup();
    assert_eq!(numbers.len(), paths.len(), "two migrations have the same number: {paths:?}");
    for path in paths {
        let text = read(&path);
        assert!(text.starts_with("-- "), "{path} does not say why");
        let sql: String = text.lines().map(|l| l.split("--").next().unwrap_or_default().to_owned() + "\n").collect();
        for table in sql.split("CREATE TABLE ").skip(1) {
            let table = table.split(';').next().unwrap_or_default();
            let (name, columns) = table.split_once('(').expect("columns");
            let first = columns.trim_start().starts_with("municipality TEXT") && columns.contains("PRIMARY KEY");
            let keyed = columns.contains("PRIMARY KEY (municipality") || first || name.trim() == "municipality";
            assert!(keyed, "{path}: {name} is not keyed by municipality first");
            for strange in
                ["UUID", "JSON", "NUMERIC", "TIMESTAMP", "BOOLEAN", "SERIAL", "VARCHAR", "INTEGER", "BYTEA", "BLOB"]
            {
                assert!(!names(columns, strange), "{path}: {name} has a {strange}, which the engines do not share");
            }
        }
    }
}

#[test]
fn no_template_carries_a_style_or_a_script_that_the_policy_forbids() {
    for path in files("crates/web/templates", ".html") {
        let page = read(&path);
        for forbidden in [" style=\"", "<style", " onclick", " onload", " onsubmit", "javascript:", "<script>"] {
            assert!(!page.contains(forbidden), "{path} has {forbidden}");
        }
        for script in page.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap_or_default().contains(" src="), "{path} has a script of its own");
        }
        for outside in ["src=\"http", "src=\"//", "url(http", "@import"] {
            assert!(!page.contains(outside), "{path} asks a third party: {outside}");
        }
    }
}
