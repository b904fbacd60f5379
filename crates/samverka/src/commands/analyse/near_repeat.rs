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
pub(super) fn run(args: &NearRepeatArgs, as_json: bool) -> Result<Value, String> {
    let file = Columns::open(&args.file)?;
    let days = file.parsed("day", "a whole number", |text| text.parse::<i32>().ok())?;
    let (xs, ys) = (file.numbers("x")?, file.numbers("y")?);
    let events: Vec<(f64, f64, i32)> = xs.iter().zip(&ys).zip(&days).map(|((x, y), day)| (*x, *y, *day)).collect();
    let told = |list: String| list.trim_matches(['[', ']']).to_owned();
    if !(args.metres.iter().all(|m| m.is_finite() && *m >= 0.0) && args.metres.windows(2).all(|w| w[0] < w[1])) {
        let found = told(format!("{:?}", args.metres));
        return Err(format!("--metres {found}: numbers from 0 are expected, each above the one before"));
    }
    if !args.days.windows(2).all(|w| w[0] < w[1]) {
        let found = told(format!("{:?}", args.days));
        return Err(format!("--days {found}: whole numbers from 0 are expected, each above the one before"));
    }
    super::metres(file.name(), &events.iter().map(|(x, y, _)| (*x, *y)).collect::<Vec<_>>())?;
    if events.len() < 2 {
        return Err(format!("{}: {} events; at least 2 are expected", file.name(), events.len()));
    }
    let table = near_repeat::table(&events, &args.metres, &args.days, args.draws.replicates, args.draws.seed)
        .ok_or_else(|| {
            format!(
                "{}: more than 50 million pairs within the longest of --metres: a shorter one is expected",
                file.name()
            )
        })?;
    let shared = json!({
        "method": "near-repeat", "events": events.len(), "metres": args.metres, "days": args.days,
        "replicates": args.draws.replicates, "seed": args.draws.seed,
    });
    let p: Vec<Vec<Option<f64>>> = table
        .p
        .iter()
        .zip(&table.tells)
        .map(|(p, t)| p.iter().zip(t).map(|(p, t)| t.then_some(*p)).collect())
        .collect();
    let mut said = shared;
    if table.tells.iter().flatten().all(|t| !t) {
        said["cannot_tell"] = json!("no pairs are near while others are not: chance cannot have it otherwise");
    }
    if as_json {
        said["table"] = json!({ "observed": table.observed, "expected": table.expected, "p": p });
        return Ok(said);
    }
    let mut rows = Vec::new();
    for (r, metres) in args.metres.iter().enumerate() {
        for (c, days) in args.days.iter().enumerate() {
            rows.push(json!({
                "metres_up_to": metres, "days_up_to": days, "observed": table.observed[r][c],
                "expected": table.expected[r][c], "p": p[r][c],
            }));
        }
    }
    said["table"] = json!(rows);
    Ok(said)
}
