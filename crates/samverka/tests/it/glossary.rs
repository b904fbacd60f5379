//! Does GLOSSARY.md explain every noun, and is each noun the same word everywhere?

use std::collections::BTreeSet;

use crate::tree::{files, read, root};

/// What the system is about: each stands in the glossary with its Swedish word.
const NOUNS: [&str; 35] = [
    "observation",
    "channel",
    "source",
    "category",
    "place",
    "area",
    "classification",
    "indicator",
    "dialogue",
    "picture",
    "finding",
    "problem",
    "cause",
    "focus area",
    "agreement",
    "promise",
    "commitment",
    "plan",
    "measure",
    "effort",
    "presence",
    "review",
    "council",
    "meeting",
    "decision",
    "organisation",
    "account",
    "approval",
    "news",
    "statement",
    "notice",
    "format request",
    "receipt",
    "document",
    "goal",
];

#[test]
fn every_noun_is_explained_in_both_languages() {
    let nouns = table("## Nouns");
    for noun in NOUNS {
        let row = nouns.iter().find(|r| r[0] == noun).unwrap_or_else(|| panic!("{noun} is not in GLOSSARY.md"));
        assert!(!row[1].is_empty() && row[2].len() >= 20, "{noun}: {row:?}");
    }
    let mut seen = BTreeSet::new();
    assert!(nouns.iter().all(|r| seen.insert(&r[0])), "a noun is explained twice");
}

#[test]
fn every_noun_has_its_place_on_the_ground_floor() {
    for row in table("## Nouns") {
        let file = row[3].trim_matches('`');
        let place = format!("crates/{file}");
        assert!(root().join(&place).exists(), "{}: GLOSSARY.md says it is in {place}", row[0]);
        let word = row[0].replace(' ', "");
        let named = read(&place).to_lowercase().replace(['_', '-', ' '], "").contains(&word);
        assert!(named, "{place} never says {}", row[0]);
    }
}

#[test]
fn every_file_of_the_ground_floor_is_explained() {
    let (nouns, words) = (table("## Nouns"), table("## Words of the code"));
    let explained: BTreeSet<String> = nouns.iter().chain(&words).map(|r| r[0].replace(' ', "_")).collect();
    for file in files("crates/domain/src", ".rs") {
        let name = file.trim_start_matches("crates/domain/src/").trim_end_matches(".rs");
        let noun = name.split('/').next().unwrap_or_default();
        assert!(noun == "lib" || explained.contains(noun), "{file} is not explained in GLOSSARY.md");
    }
}

#[test]
fn every_file_of_messages_is_named_after_a_noun_or_a_part_of_the_page() {
    let (nouns, words) = (table("## Nouns"), table("## Words of the code"));
    let known: BTreeSet<String> =
        nouns.iter().chain(&words).chain(&table("## Words of the pages")).map(|r| r[0].replace(' ', "-")).collect();
    for file in files("crates/text/locales", ".ftl") {
        let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".ftl").replace('_', "-");
        assert!(known.contains(&name), "{file}: {name} is not in GLOSSARY.md");
    }
}

/// The rows of the table under a heading of the glossary, cells trimmed.
fn table(heading: &str) -> Vec<Vec<String>> {
    let page = read("GLOSSARY.md");
    let part = page.split(heading).nth(1).unwrap_or_else(|| panic!("GLOSSARY.md has no {heading}"));
    let part = part.split("\n## ").next().unwrap_or_default();
    let rows = part.lines().filter(|l| l.starts_with('|')).skip(2);
    rows.map(|l| l.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect()).collect()
}
