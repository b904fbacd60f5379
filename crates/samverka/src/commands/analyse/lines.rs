//! How is what a method found shown to somebody who reads it?

use serde_json::{Map, Value};

/// What was found as lines: single values first, then what belongs together, then each list as a table.
pub(super) fn lines(found: &Value) -> String {
    let mut out = Vec::new();
    match found.as_object() {
        Some(all) => members(all, 0, &mut out),
        None => out.push(shown(found)),
    }
    out.join("\n")
}

fn members(all: &Map<String, Value>, deep: usize, out: &mut Vec<String>) {
    let indent = "  ".repeat(deep);
    let long = |v: &Value| v.as_array().is_some_and(|l| l.iter().any(Value::is_object));
    for (name, value) in all.iter().filter(|(_, v)| !v.is_object() && !long(v)) {
        out.push(format!("{indent}{}: {}", worded(name), shown(value)));
    }
    for (name, part) in all.iter().filter_map(|(k, v)| Some((k, v.as_object()?))) {
        out.push(format!("{indent}{}:", worded(name)));
        members(part, deep + 1, out);
    }
    for (name, list) in all.iter().filter(|(_, v)| long(v)).filter_map(|(k, v)| Some((k, v.as_array()?))) {
        out.push(format!("{indent}{}:", worded(name)));
        table(list, deep + 1, out);
    }
}

/// A row per member and a column per name, as wide as what stands in it.
fn table(list: &[Value], deep: usize, out: &mut Vec<String>) {
    let mut names: Vec<&str> = Vec::new();
    for name in list.iter().filter_map(Value::as_object).flat_map(Map::keys) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let head = names.iter().map(|n| worded(n)).collect::<Vec<_>>();
    let cell = |row: &Value, name: &str| row.get(name).map_or_else(String::new, shown);
    let rows: Vec<Vec<String>> = list.iter().map(|r| names.iter().map(|n| cell(r, n)).collect()).collect();
    let wide = |i: usize| rows.iter().chain([&head]).map(|r| r[i].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..names.len()).map(wide).collect();
    for row in [&head].into_iter().chain(&rows) {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(c, w)| format!("{c:<w$}")).collect();
        out.push(format!("{}{}", "  ".repeat(deep), cells.join("  ").trim_end()));
    }
}

/// A value in few characters: four digits say as much as a reader can use.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(n) => match n.as_f64() {
            Some(x) if n.is_f64() => number(x),
            _ => n.to_string(),
        },
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(all) => {
            all.iter().map(|(k, v)| format!("{} {}", worded(k), shown(v))).collect::<Vec<_>>().join(", ")
        }
    }
}

fn number(x: f64) -> String {
    if x == 0.0 || (1e-3..1e9).contains(&x.abs()) {
        let places = if x == 0.0 { 0 } else { (3 - x.abs().log10().floor() as i32).clamp(0, 6) as usize };
        let text = format!("{x:.places$}");
        return if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    }
    format!("{x:.3e}")
}

fn worded(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_nested_is_shown_in_lines_and_tables_with_few_digits() {
        // Names in the order of the alphabet: whether JSON keeps another order is up to what else is built in.
        let found = json!({
            "cells": [{ "row": 1, "z": 12.345_678 }, { "row": 20, "z": null }],
            "found": { "effect": { "ratio": 0.8 }, "p": 0.012_345_678_9, "verdict": "Decreased" },
            "method": "m", "none": [], "small": 1.234_567e-7,
        });
        let expected = [
            "method: m",
            "none: ",
            "small: 1.235e-7",
            "found:",
            "  p: 0.01235",
            "  verdict: Decreased",
            "  effect:",
            "    ratio: 0.8",
            "cells:",
            "  row  z",
            "  1    12.35",
            "  20   -",
        ];
        assert_eq!(lines(&found).lines().collect::<Vec<_>>(), expected);
    }
}
