//! Do events come near each other in space and time more often than chance has them?

use std::path::PathBuf;

use analysis::near_repeat;
use clap::Args;
use serde_json::{Value, json};

use super::file::Columns;

/// Events and the bands that pairs of them are counted in.
#[derive(Clone, Debug, Args)]
pub struct NearRepeatArgs {
    /// CSV with the columns x, y, day
    file: PathBuf,
    /// The bands in space, in metres: pairs at most so far apart, each beyond the one before
    #[arg(long, value_delimiter = ',', default_value = "100,200,400,800")]
    metres: Vec<f64>,
    /// The bands in time, in days
    #[arg(long, value_delimiter = ',', default_value = "3,7,14,28")]
    days: Vec<u32>,
    #[command(flatten)]
    draws: super::Draws,
}

/// Counts pairs that are near in space and time.
pub(super) fn run(args: &NearRepeatArgs) -> Result<Value, String> {
    let file = Columns::open(&args.file)?;
    let days = file.parsed("day", "a whole number", |text| text.parse::<i32>().ok())?;
    let (xs, ys) = (file.numbers("x")?, file.numbers("y")?);
    let events: Vec<(f64, f64, i32)> = xs.iter().zip(&ys).zip(&days).map(|((x, y), day)| (*x, *y, *day)).collect();
    let table = near_repeat::table(&events, &args.metres, &args.days, args.draws.replicates, args.draws.seed)
        .ok_or_else(|| format!("{}: too few events, or bands that do not grow", args.file.display()))?;
    let table = json!({ "observed": table.observed, "expected": table.expected, "p": table.p });
    Ok(json!({
        "method": "near-repeat", "events": events.len(), "metres": args.metres, "days": args.days,
        "replicates": args.draws.replicates, "seed": args.draws.seed, "table": table,
    }))
}
