//! Where do counts of a lattice gather more than chance would gather them?

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use analysis::hotspot::{gi, gi_star};
use analysis::permutation::{MOST_PERMUTATIONS, Permutations, permutations_needed};
use analysis::weights::{AROUND, Neighbours, Weights};
use analysis::{crowded, fdr, moran};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::file::Columns;

/// A lattice and how it is tested.
#[derive(Clone, Debug, Args)]
pub struct HotspotArgs {
    /// CSV with the columns row, column, count
    file: PathBuf,
    /// What is asked of each cell
    #[arg(long, value_enum, default_value = "gi-star")]
    method: Statistic,
    /// Which cells are neighbours
    #[arg(long, value_enum, default_value = "queen")]
    weights: Near,
    /// Random rearrangements per cell; by the number of cells without it
    #[arg(long)]
    replicates: Option<usize>,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Which cells are neighbours.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Near {
    /// They share a side or a corner
    Queen,
    /// They share a side
    Rook,
}

/// Rows and columns beyond this are no lattice, and their neighbours could not be counted.
const FARTHEST: i64 = 1_000_000_000;

/// The statistics of a cell.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Statistic {
    /// Getis-Ord Gi*: the cell and its eight neighbours
    GiStar,
    /// Getis-Ord Gi: its eight neighbours
    Gi,
    /// Local Moran's I: is it like its neighbours?
    LocalMoran,
    /// Is the cell by itself fuller than cells otherwise are? Negative binomial, fitted to all the others
    Crowded,
}

/// Tests every cell.
pub(super) fn run(args: &HotspotArgs) -> Result<Value, String> {
    super::some("--replicates", args.replicates)?;
    // As many as there are without the option on a large lattice.
    super::at_most("--replicates", args.replicates, MOST_PERMUTATIONS)?;
    let file = Columns::open(&args.file)?.some()?;
    let whole = |wanted| {
        let expected = format!("a whole number from -{FARTHEST} to {FARTHEST}");
        let near = |at: &i64| (-FARTHEST..=FARTHEST).contains(at);
        file.parsed(wanted, &expected, |text| text.parse::<i64>().ok().filter(near))
    };
    let (rows, columns) = (whole("row")?, whole("column")?);
    let counts = file.parsed("count", "a whole number from 0", |text| text.parse::<u32>().ok())?;
    let mut cells: BTreeMap<(i64, i64), u32> = BTreeMap::new();
    for ((row, column), count) in rows.into_iter().zip(columns).zip(counts) {
        let cell = cells.entry((row, column)).or_insert(0);
        *cell = cell.checked_add(count).ok_or_else(|| format!("{}: too many in cell {row}, {column}", file.name()))?;
    }
    let index: HashMap<(i64, i64), u32> = cells.keys().zip(0u32..).map(|(k, i)| (*k, i)).collect();
    let around = |(r, c): &(i64, i64)| -> Vec<u32> {
        let near = AROUND.iter().filter(|(dr, dc)| matches!(args.weights, Near::Queen) || dr * dc == 0);
        near.filter_map(|(dr, dc)| index.get(&(r + dr, c + dc)).copied()).collect()
    };
    let neighbours = Neighbours::from_lists(&cells.keys().map(around).collect::<Vec<_>>());
    let counts: Vec<u32> = cells.values().copied().collect();
    if matches!(args.method, Statistic::Crowded) && args.replicates.is_some() {
        return Err("--method crowded rearranges nothing: it is expected without --replicates".to_owned());
    }
    let runs = args.replicates.unwrap_or_else(|| permutations_needed(counts.len(), 0.05));
    let draw = || Permutations::random(counts.len(), 8, runs, args.seed);
    let nothing = || format!("{}: too few cells, or nothing in them", file.name());
    let (said, p): (Vec<Value>, Vec<f64>) = match args.method {
        Statistic::GiStar | Statistic::Gi => {
            let method = if let Statistic::Gi = args.method { gi } else { gi_star };
            let found = method(&counts, &neighbours, &draw()).ok_or_else(nothing)?;
            found.iter().map(|l| (json!({ "g": l.g, "z": l.z, "p": l.p }), l.p)).unzip()
        }
        Statistic::Crowded => {
            let p = crowded::p_values(&counts);
            (p.iter().map(|p| json!({ "p": p })).collect(), p)
        }
        Statistic::LocalMoran => {
            let found = moran::local(&counts, &neighbours, &draw()).ok_or_else(nothing)?;
            let one = |l: &moran::Local| {
                (json!({ "i": l.i, "z": l.z, "quadrant": format!("{:?}", l.quadrant), "p": l.p }), l.p)
            };
            found.iter().map(one).unzip()
        }
    };
    let all: Vec<Value> = cells
        .iter()
        .zip(said)
        .zip(fdr::corrected(&p))
        .map(|(((at, n), mut said), corrected)| {
            said["row"] = json!(at.0);
            said["column"] = json!(at.1);
            said["count"] = json!(n);
            said["p_corrected"] = json!(corrected);
            said
        })
        .collect();
    let values: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
    let weights = Weights::equal(neighbours).row_standardised();
    let whole = moran::global(&values, &weights, 999, args.seed)
        .map(|m| json!({ "i": m.i, "expected": m.expected, "z_random": m.z_random, "p": m.p, "replicates": 999 }));
    let name = args.method.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    let replicates = (!matches!(args.method, Statistic::Crowded)).then_some(runs);
    Ok(json!({ "method": name, "replicates": replicates, "seed": args.seed, "moran": whole, "cells": all }))
}
