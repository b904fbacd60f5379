//! What of a table must be hidden, or rounded, so that no small count can be worked out?

use std::collections::BTreeSet;
use std::path::PathBuf;

use analysis::suppress::{rounding, table};
use clap::Args;
use domain::finding::Count;
use serde_json::{Value, json};

use super::file::Columns;

/// A table and how it is to be shown.
#[derive(Clone, Debug, Args)]
pub struct SuppressArgs {
    /// CSV with the columns row, column, count; what is not named counts 0
    file: PathBuf,
    /// Counts below this are not to be known
    #[arg(long, value_name = "N", default_value_t = 5)]
    least: u64,
    /// Round to multiples of this (at least --least) and hide nothing
    #[arg(long, value_name = "N", requires = "salt")]
    round: Option<u64>,
    /// What chance is drawn from beside the counts, when rounding: a secret, or the table can be tried out
    #[arg(long, value_name = "TEXT")]
    salt: Option<String>,
}

/// Hides or rounds.
pub(super) fn run(args: &SuppressArgs) -> Result<Value, String> {
    let file = Columns::open(&args.file)?.some()?;
    let (rows, columns, counts) = (file.text("row")?, file.text("column")?, file.counts("count")?);
    if let Some(i) = rows.iter().zip(&columns).position(|(r, c)| r == "total" || c == "total") {
        let line = file.lines()[i];
        return Err(format!(
            "{}: row {line}: \"total\" is the name of what is summed; another is expected",
            file.name()
        ));
    }
    if args.salt.as_deref().is_some_and(|s| s.trim().is_empty()) {
        return Err("--salt: a secret text is expected; without one the table can be tried out".to_owned());
    }
    let named = |of: &[String]| of.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let (row_names, column_names) = (named(&rows), named(&columns));
    let too_large = || format!("{}: at most 1,048,576 cells of counts below 2^40 are expected", file.name());
    if row_names.len().saturating_mul(column_names.len()) > 1 << 20 {
        return Err(too_large());
    }
    let mut all = vec![vec![0u64; column_names.len()]; row_names.len()];
    for ((row, column), count) in rows.iter().zip(&columns).zip(counts) {
        let at = row_names.binary_search(row).ok().zip(column_names.binary_search(column).ok());
        let (r, c) = at.ok_or_else(too_large)?;
        all[r][c] = all[r][c].checked_add(count).ok_or_else(too_large)?;
    }
    let of = table::Table::new(&all).ok_or_else(too_large)?;
    let shown = match args.round {
        Some(base) => {
            let salt = args.salt.as_deref().unwrap_or_default();
            let rounded = rounding::rounded(&of, base, args.least, salt.as_bytes());
            let rounded =
                rounded.ok_or_else(|| format!("--round {base}: at least --least {} is expected", args.least))?;
            rounding::counts(&of, &rounded)
        }
        None => {
            let hidden = table::hidden(&of, args.least).map_err(|e| format!("{}: {e}", file.name()))?;
            table::counts(&of, &hidden)
        }
    };
    let name = |names: &[String], i: usize| names.get(i).cloned().unwrap_or_else(|| "total".to_owned());
    let cells: Vec<Value> = shown
        .iter()
        .enumerate()
        .flat_map(|(r, of)| of.iter().enumerate().map(move |(c, n)| (r, c, n)))
        .map(|(r, c, n)| {
            let count = match n {
                Count::Exact(n) | Count::About(n) => Some(*n),
                Count::Hidden => None,
            };
            json!({ "row": name(&row_names, r), "column": name(&column_names, c), "count": count })
        })
        .collect();
    let hidden = cells.iter().filter(|c| c["count"].is_null()).count();
    let method = if args.round.is_some() { "rounding" } else { "suppression" };
    Ok(json!({ "method": method, "least": args.least, "hidden": hidden, "cells": cells }))
}
