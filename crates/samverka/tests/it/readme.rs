//! Is what the README says true of the program?

use std::collections::BTreeSet;
use std::process::Command;

use crate::tree::{files, read, root, without_tests};

fn help(words: &[&str]) -> String {
    let said = Command::new(env!("CARGO_BIN_EXE_samverka")).args(words).arg("--help").output().expect("the program");
    assert!(said.status.success(), "samverka {words:?} --help: {}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).expect("UTF-8")
}

/// The commands that the program offers.
fn commands() -> BTreeSet<String> {
    let help = help(&[]);
    let part = help.split("Commands:").nth(1).expect("commands").split("\n\n").next().unwrap_or_default();
    let names = part.lines().filter(|l| l.starts_with("  ") && !l.starts_with("   "));
    names.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").map(str::to_owned).collect()
}

/// The command lines in the README's blocks.
fn lines() -> Vec<String> {
    let readme = read("README.md");
    let blocks = readme.split("\n```").skip(1).step_by(2);
    // The first line of a block names its language.
    blocks.flat_map(|b| b.lines().skip(1).map(|l| l.trim_start_matches("$ ").to_owned()).collect::<Vec<_>>()).collect()
}

#[test]
fn the_readme_starts_the_demo_and_the_tests() {
    let lines = lines();
    assert!(
        lines.iter().any(|l| l.starts_with("cargo run") && l.contains("demo")),
        "no line starts the demo: {lines:#?}"
    );
    assert!(lines.iter().any(|l| l.trim() == "./test"), "no line runs the tests");
    assert!(read(".ci/run").contains("/../test"), ".ci/run calls the same");
}

#[test]
fn every_command_and_option_in_the_readme_exists_and_every_command_is_told_of() {
    let known = commands();
    let readme = read("README.md");
    for line in lines() {
        let Some(words) = line.split_once("samverka ").or_else(|| line.split_once(" -- ")).map(|p| p.1) else {
            continue;
        };
        if !(line.starts_with("samverka") || line.contains("release/samverka") || line.contains("-- ")) {
            continue;
        }
        let words: Vec<&str> = words.split_whitespace().take_while(|w| *w != "#").collect();
        let Some(command) = words.first().filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase())) else { continue };
        assert!(known.contains(*command), "README: {line}: there is no {command}");
        let mut at = vec![*command];
        // `import polisen FILE`: the second word may be a command of its own.
        if let Some(second) = words.get(1).filter(|w| help(&[command]).contains(&format!("\n  {w}"))) {
            at.push(second);
        }
        let options = help(&at);
        for option in words.iter().filter(|w| w.starts_with("--")) {
            let option = option.split('=').next().unwrap_or_default();
            assert!(options.contains(option), "README: {line}: {at:?} has no {option}");
        }
    }
    for command in known {
        assert!(
            readme.contains(&format!("samverka {command}")) || readme.contains(&format!("-- {command}")),
            "{command}"
        );
    }
}

#[test]
fn every_setting_is_documented_and_every_documented_setting_exists() {
    let named = |text: &str| -> BTreeSet<String> {
        let parts = text.split("SAMVERKA_").skip(1);
        let name = |p: &str| p.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect::<String>();
        parts.map(name).map(|n| n.trim_end_matches('_').to_owned()).filter(|n| !n.is_empty()).collect()
    };
    let sources = files("crates", ".rs").into_iter().filter(|p| !p.contains("/tests/"));
    let mut used: BTreeSet<String> = sources.flat_map(|p| named(without_tests(&read(p)))).collect();
    // The variables of the settings are made of their names.
    let of_settings = read("crates/samverka/src/settings.rs");
    let names =
        of_settings.split("const NAMES").nth(1).and_then(|s| s.split("];").next()).expect("the settings' names");
    used.extend(names.split('"').skip(1).step_by(2).map(str::to_uppercase));
    let settings = if root().join("docs/settings.md").exists() { read("docs/settings.md") } else { String::new() };
    let told: BTreeSet<String> = named(&format!("{}\n{settings}", read("README.md")));
    let missing: Vec<_> = used.difference(&told).collect();
    assert!(missing.is_empty(), "SAMVERKA_ settings that no page explains: {missing:?}");
    let gone: Vec<_> = told.difference(&used).filter(|n| !n.starts_with("TEST")).collect();
    assert!(gone.is_empty(), "SAMVERKA_ settings that the program does not read: {gone:?}");
}

#[test]
fn every_file_that_the_papers_link_to_exists() {
    for page in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "SECURITY.md", "CHANGELOG.md"] {
        for link in read(page).split("](").skip(1).filter_map(|l| l.split([')', '#']).next().map(str::to_owned)) {
            if !link.is_empty() && !link.contains("://") {
                assert!(root().join(&link).exists(), "{page} links to {link}");
            }
        }
    }
}
