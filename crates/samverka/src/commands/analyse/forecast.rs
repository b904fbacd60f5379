//! Would a map of the squares with most events have pointed right afterwards?

use std::path::PathBuf;

use analysis::forecast_metrics::hit;
use clap::Args;
use serde_json::{Value, json};

use super::file::Columns;

/// Squares with what came earlier and later.
#[derive(Clone, Debug, Args)]
pub struct ForecastArgs {
    /// CSV with the columns earlier and later: a row per square, none left out
    file: PathBuf,
    /// How many squares the map points out; a twentieth of all without it
    #[arg(long, value_name = "N")]
    chosen: Option<usize>,
}

/// Counts later events in the squares that had most earlier ones.
pub(super) fn run(args: &ForecastArgs) -> Result<Value, String> {
    let file = Columns::open(&args.file)?.some()?;
    let (earlier, later) = (file.counts("earlier")?, file.counts("later")?);
    let chosen = args.chosen.unwrap_or_else(|| later.len().div_ceil(20));
    if chosen == 0 || chosen >= later.len() {
        return Err(format!(
            "--chosen {chosen}: a whole number from 1 to below the {} squares is expected",
            later.len()
        ));
    }
    let mut said = json!({ "method": "forecast-metrics", "squares": later.len(), "chosen": chosen });
    match hit(&earlier, &later, chosen) {
        None => said["cannot_tell"] = json!("nothing came later, or more than can be counted"),
        Some(h) => {
            said["inside"] = json!(h.inside);
            said["all"] = json!(h.all);
            said["pai"] = json!(h.pai);
            said["pei"] = json!(h.pei);
        }
    }
    Ok(said)
}
