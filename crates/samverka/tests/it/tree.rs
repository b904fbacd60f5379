//! What is in the source tree? For the tests that read it.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace's folder")
}

/// The text of a file, by its path from the workspace's folder.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every file under `folder` whose name ends with `end`, as paths from the workspace's folder, sorted.
pub fn files(folder: &str, end: &str) -> Vec<String> {
    let (root, mut found, mut folders) = (root(), Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() && path.file_name().is_none_or(|n| n != "target") {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                found.push(path.strip_prefix(&root).expect("a path under the root").to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// The part of a Rust file before its tests.
pub fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}

/// What stands between two double quotes on a line, whichever two: in a template a quote may open inside another.
pub fn quoted(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter(|l| !l.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1))
}

/// The text of a Rust file without its tests and without comments of whole lines.
pub fn code(source: &str) -> String {
    let lines = without_tests(source).lines().filter(|l| !l.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether `word` stands in `text` by itself, not as part of a longer word.
pub fn names(text: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(part_of_word);
        let after = text[at + word.len()..].chars().next().is_some_and(part_of_word);
        !before && !after
    })
}
