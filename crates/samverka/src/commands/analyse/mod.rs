//! How does an analyst or a sceptic run one of our methods beside another tool?

mod aberration;
mod density;
mod evaluate;
mod file;
mod forecast;
mod hotspot;
mod lines;
mod near_repeat;
mod rate_ratio;
mod scan;
mod suppress;
mod trend;

use std::io::Write;

use clap::{Args, Subcommand};

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
    /// Where a count is heading, when it changed, at which times there is more
    Trend(trend::TrendArgs),
    /// Is it more, or fewer, than before? Two counts
    RateRatio(rate_ratio::RateRatioArgs),
    /// Would a map of the squares with most events have pointed right? columns earlier, later
    ForecastMetrics(forecast::ForecastArgs),
    /// What of a table must be hidden so that no small count can be worked out; columns row, column, count
    Suppress(suppress::SuppressArgs),
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
        Method::NearRepeat(args) => near_repeat::run(args, *json)?,
        Method::Aberration(args) => aberration::run(args)?,
        Method::Density(args) => density::run(args)?,
        Method::Trend(args) => trend::run(args)?,
        Method::RateRatio(args) => rate_ratio::run(args)?,
        Method::ForecastMetrics(args) => forecast::run(args)?,
        Method::Suppress(args) => suppress::run(args)?,
        Method::Evaluate(args) => evaluate::run(args)?,
    };
    let text = if *json { found.to_string() } else { lines::lines(&found) };
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush()) {
        // Whoever reads has seen enough (`head`).
        Err(why) if why.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        said => said.map_err(|why| format!("standard output: {why}")),
    }
}

/// Whether places are degrees where metres were expected: a municipality is a few degrees wide, and no ground of a few
/// metres is looked through.
fn looks_like_degrees(places: &[(f64, f64)]) -> bool {
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let values = places.iter().map(of);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, m), v| (l.min(v), m.max(v)))
    };
    let (x, y) = (ends(|p| p.0), ends(|p| p.1));
    let narrow = |(least, most): (f64, f64)| least >= -180.0 && most <= 180.0 && most - least < 5.0;
    let apart = x.0 < x.1 || y.0 < y.1;
    apart && narrow(x) && narrow(y) && places.iter().any(|p| p.0.fract() != 0.0 && p.1.fract() != 0.0)
}

/// Refuses degrees in a file whose columns are metres.
fn metres(file: &str, places: &[(f64, f64)]) -> Result<(), String> {
    const EXPECTED: &str = "metres are expected (such as SWEREF 99 TM: 660000, 6590000)";
    if let Some((x, y)) = places.first().filter(|_| looks_like_degrees(places)) {
        return Err(format!("{file}: x {x}, y {y} and the others look like degrees; {EXPECTED}"));
    }
    // One place in degrees among places in metres lies thousands of kilometres from them.
    let small = |p: &&(f64, f64)| p.0.abs() <= 180.0 && p.1.abs() <= 180.0;
    let far = |p: &&(f64, f64)| p.1.abs() > 1_000_000.0 || p.0.abs() > 1_000_000.0;
    match places.iter().find(small).filter(|_| places.iter().any(|p| far(&p))) {
        Some((x, y)) => Err(format!("{file}: x {x}, y {y} looks like degrees among others in metres; {EXPECTED}")),
        None => Ok(()),
    }
}

/// An option that must be at least 1.
fn some(option: &str, value: Option<usize>) -> Result<(), String> {
    match value {
        Some(0) => Err(format!("{option} 0: a whole number from 1 is expected")),
        _ => Ok(()),
    }
}

/// An option that must not be above `most`.
fn at_most(option: &str, value: Option<usize>, most: usize) -> Result<(), String> {
    match value {
        Some(n) if n > most => Err(format!("{option} {n}: a whole number from 1 to {most} is expected")),
        _ => Ok(()),
    }
}

/// An option that must be a share above 0 and below 1.
fn share(option: &str, value: f64) -> Result<(), String> {
    match value > 0.0 && value < 1.0 {
        true => Ok(()),
        false => Err(format!("{option} {value}: a number above 0 and below 1 is expected")),
    }
}

/// An option that must be a number above zero.
fn above_zero(option: &str, value: f64) -> Result<(), String> {
    match value.is_finite() && value > 0.0 {
        true => Ok(()),
        false => Err(format!("{option} {value}: a number above 0 is expected")),
    }
}
