//! How does an analyst or a sceptic run one of our methods beside another tool?

mod aberration;
mod density;
mod evaluate;
mod file;
mod hotspot;
mod near_repeat;
mod scan;

use clap::{Args, Subcommand};
use serde_json::Value;

/// Runs one method on a file and prints what it found.
#[derive(Clone, Debug, Args)]
pub struct Analyse {
    #[command(subcommand)]
    method: Method,
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Clone, Debug, Subcommand)]
enum Method {
    /// Looks for clusters with a scan statistic; reads SaTScan's own files
    Scan(Box<scan::ScanArgs>),
    /// Where counts gather on a lattice, with a permutation test; columns row, column, count
    Hotspot(hotspot::HotspotArgs),
    /// Knox table of near repeats; columns x, y (metres), day (a whole number)
    NearRepeat(near_repeat::NearRepeatArgs),
    /// Which weeks are unusual beside their own past; columns count and, where there are several series, series
    Aberration(Box<aberration::AberrationArgs>),
    /// How many events per square kilometre, on a grid; columns x, y (metres)
    Density(density::DensityArgs),
    /// Did it help? Before and after beside areas where nothing was done; columns area, period, count, treated
    Evaluate(evaluate::EvaluateArgs),
}

/// Chance, of methods that ask it.
#[derive(Clone, Copy, Debug, Args)]
struct Draws {
    /// Random replicates
    #[arg(long, default_value_t = 999, value_parser = clap::value_parser!(u32).range(9..=99_999))]
    replicates: u32,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the method and prints what it found.
///
/// # Errors
/// Why it cannot be run: the file, the row and what was expected.
pub fn run(Analyse { method, json }: &Analyse) -> Result<(), String> {
    let found = match method {
        Method::Scan(args) => scan::run(args)?,
        Method::Hotspot(args) => hotspot::run(args)?,
        Method::NearRepeat(args) => near_repeat::run(args)?,
        Method::Aberration(args) => aberration::run(args)?,
        Method::Density(args) => density::run(args)?,
        Method::Evaluate(args) => evaluate::run(args)?,
    };
    println!("{}", if *json { found.to_string() } else { lines(&found) });
    Ok(())
}

/// What was found as lines: single values first, then each list with a line per member.
fn lines(found: &Value) -> String {
    let mut out = Vec::new();
    let Some(all) = found.as_object() else { return found.to_string() };
    out.extend(all.iter().filter(|(_, v)| !v.is_array() && !v.is_object()).map(|(k, v)| format!("{k}: {v}")));
    for (name, list) in all.iter().filter_map(|(k, v)| Some((k, v.as_array()?))) {
        out.push(format!("{name}:"));
        for member in list {
            let line = member.as_object().map_or_else(
                || member.to_string(),
                |m| m.iter().map(|(k, v)| format!("{k} {v}")).collect::<Vec<_>>().join("; "),
            );
            out.push(format!("  {line}"));
        }
    }
    if let Some(table) = all.get("table") {
        out.push(serde_json::to_string_pretty(table).unwrap_or_default());
    }
    out.join("\n")
}
