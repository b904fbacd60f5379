//! How does an analyst or a sceptic run one of our methods beside another tool?

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use analysis::hotspot::{Neighbours, Permutations, gi_star, permutations_needed};
use analysis::scan::{self, Cases, Census, Chance, Ground, Model, Span, Study};
use analysis::{fdr, near_repeat};
use clap::{Args, Subcommand, ValueEnum};
use exchange::{Refused, ScanRow, Table};
use jiff::civil::Date;
use serde_json::{Value, json};
use text::{Lang, Words};

/// Runs one method on a file and prints what it found.
#[derive(Clone, Debug, Subcommand)]
pub enum Method {
    /// Looks for clusters with a scan statistic; reads SaTScan's own files
    Scan(Box<ScanArgs>),
    /// Getis-Ord Gi* of a lattice with permutation test; columns row, column, count
    Hotspot(HotspotArgs),
    /// Knox table of near repeats; columns x, y (metres), day (a whole number)
    NearRepeat(NearRepeatArgs),
}

/// What a scan looks through, and how.
#[derive(Clone, Debug, Args)]
pub struct ScanArgs {
    /// Cases: place, how many, time, covariates
    #[arg(long, value_name = "F.cas")]
    cases: PathBuf,
    /// Places: name and two coordinates
    #[arg(long, value_name = "F.geo")]
    geo: PathBuf,
    /// People: place, time, how many, covariates (poisson)
    #[arg(long, value_name = "F.pop")]
    population: Option<PathBuf>,
    /// Those that are no cases: place, how many, time (bernoulli)
    #[arg(long, value_name = "F.ctl")]
    controls: Option<PathBuf>,
    /// What is expected when nothing gathers
    #[arg(long, value_enum)]
    model: ModelName,
    /// Coordinates: x and y in metres, or latitude and longitude in degrees
    #[arg(long, value_enum, default_value = "metres")]
    coordinates: Coordinates,
    /// Only clusters that reach the last time
    #[arg(long, conflicts_with = "spatial")]
    prospective: bool,
    /// All of the time at once
    #[arg(long)]
    spatial: bool,
    /// The largest radius in metres
    #[arg(long, value_name = "M")]
    max_radius: Option<f64>,
    /// The longest time in steps; half of all without it
    #[arg(long, value_name = "N")]
    max_window: Option<usize>,
    /// The largest share of the people (of the cases where there are none)
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    max_population_share: f64,
    /// Which covariates of cases and people make up groups with a risk of their own, counted from 1
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    adjust: Vec<usize>,
    /// How many days (or numbers) make one step of time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..))]
    step: i64,
    /// The fewest cases of a cluster
    #[arg(long, value_name = "N", default_value_t = 2)]
    fewest: u32,
    /// The most clusters that are told
    #[arg(long, value_name = "N", default_value_t = 20)]
    clusters: usize,
    /// Random replicates
    #[arg(long, default_value_t = 999, value_parser = clap::value_parser!(u32).range(9..=99_999))]
    replicates: u32,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The models of a scan.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ModelName {
    /// Time has nothing to do with place; needs no people
    Permutation,
    /// Cases in proportion to people
    Poisson,
    /// Cases among cases and controls
    Bernoulli,
}

/// What two coordinates mean.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Coordinates {
    /// x and y in metres
    Metres,
    /// Latitude and longitude
    Degrees,
}

/// A lattice and how it is tested.
#[derive(Clone, Debug, Args)]
pub struct HotspotArgs {
    /// CSV with the columns row, column, count
    file: PathBuf,
    /// Random rearrangements per cell; by the number of cells without it
    #[arg(long)]
    replicates: Option<usize>,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

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
    /// Random replicates
    #[arg(long, default_value_t = 999, value_parser = clap::value_parser!(u32).range(9..=99_999))]
    replicates: u32,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the method.
///
/// # Errors
/// Why it cannot be run: the file, the row and what was expected.
pub fn run(method: &Method) -> Result<(), String> {
    let (found, as_json) = match method {
        Method::Scan(args) => (scan(args)?, args.json),
        Method::Hotspot(args) => (hotspot(args)?, args.json),
        Method::NearRepeat(args) => (near_repeats(args)?, args.json),
    };
    println!("{}", if as_json { found.to_string() } else { lines(&found) });
    Ok(())
}

fn read(path: &Path) -> Result<(String, Vec<u8>), String> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| format!("{name}: {e}"))?;
    Ok((name, bytes))
}

fn said(refused: Refused) -> String {
    refused.say(Words::of(Lang::En))
}

fn scan(args: &ScanArgs) -> Result<Value, String> {
    let (name, bytes) = read(&args.geo)?;
    let places = exchange::scan_places(&name, bytes).map_err(said)?;
    let index: HashMap<&str, u32> = places.iter().zip(0u32..).map(|(p, i)| (p.place.as_str(), i)).collect();
    let rows = |path: &Path, of: fn(&str, Vec<u8>) -> Result<Vec<ScanRow>, Refused>| {
        let (name, bytes) = read(path)?;
        let rows = of(&name, bytes).map_err(said)?;
        match rows.iter().find(|r| !index.contains_key(r.place.as_str())) {
            Some(r) => Err(format!("{name}: row {}: place {} is not in {}", r.row, r.place, args.geo.display())),
            None => Ok(rows),
        }
    };
    let cases = rows(&args.cases, exchange::scan_cases)?;
    let controls = args.controls.as_deref().map(|f| rows(f, exchange::scan_cases)).transpose()?.unwrap_or_default();
    let mut people =
        args.population.as_deref().map(|f| rows(f, exchange::scan_population)).transpose()?.unwrap_or_default();
    let times = || cases.iter().chain(&controls).filter_map(|r| r.time);
    let (first, last) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
    // People are often dated with two digits of a year.
    if first >= 1900 && people.iter().all(|p| p.time.is_some_and(|t| (0..100).contains(&t))) {
        people.iter_mut().for_each(|p| p.time = p.time.map(|t| t + 1900));
    }
    let steps = usize::try_from((last - first) / args.step + 1).map_err(|e| e.to_string())?;
    if steps > 20_000 {
        return Err(format!("{steps} steps of time are too many: --step makes each longer"));
    }
    let step = |time: Option<i64>| ((time.unwrap_or(first) - first) / args.step) as u32;
    let counts = |rows: &[ScanRow]| -> Result<Vec<Cases>, String> {
        let one = |r: &ScanRow| {
            let n = u32::try_from(r.n).map_err(|_| format!("row {}: {} are too many", r.row, r.n))?;
            Ok(Cases { place: index[r.place.as_str()], step: step(r.time), n })
        };
        rows.iter().map(one).collect()
    };
    let model = match args.model {
        ModelName::Permutation => Model::Permutation,
        ModelName::Bernoulli if controls.is_empty() => return Err("--model bernoulli needs --controls".to_owned()),
        ModelName::Bernoulli => Model::Bernoulli { controls: counts(&controls)? },
        ModelName::Poisson if people.is_empty() => return Err("--model poisson needs --population".to_owned()),
        ModelName::Poisson => {
            let mut groups: BTreeMap<Vec<String>, u32> = BTreeMap::new();
            let group = |r: &ScanRow| -> Vec<String> {
                args.adjust.iter().map(|c| r.covariates.get(c.saturating_sub(1)).cloned().unwrap_or_default()).collect()
            };
            for r in cases.iter().chain(&people) {
                let next = groups.len() as u32;
                groups.entry(group(r)).or_insert(next);
            }
            let mut of_group = vec![0u64; groups.len()];
            cases.iter().for_each(|r| of_group[groups[&group(r)] as usize] += r.n);
            // A year is counted in days from its first, and its people are those of 1 July, as SaTScan has it.
            let years = args.step == 1 && first >= 1500 && last <= 2500;
            let day = |year: i64, month: i8| {
                let date = i16::try_from(year).ok().and_then(|y| Date::new(y, month, 1).ok());
                date.map_or(0.0, |d| f64::from((d - Date::constant(1970, 1, 1)).get_days()))
            };
            let edge = |i: usize| match years {
                true => day(first + i as i64, 1),
                false => (i as i64 * args.step) as f64,
            };
            let edges: Vec<f64> = (0..=steps).map(edge).collect();
            let census = |p: &ScanRow| Census {
                place: index[p.place.as_str()],
                group: groups[&group(p)],
                at: match (years, p.time.unwrap_or(first)) {
                    (true, year) => day(year, 7),
                    (false, time) => (time - first) as f64 + 0.5,
                },
                people: p.n as f64,
            };
            let census: Vec<Census> = people.iter().map(census).collect();
            let expected = scan::expected(places.len(), &edges, &of_group, &census);
            Model::Poisson { expected: expected.ok_or("nobody is at risk: the population file has no people")? }
        }
    };
    let longest = args.max_window.unwrap_or(steps / 2).max(1);
    let study = Study {
        places: places
            .iter()
            .map(|p| match args.coordinates {
                Coordinates::Metres => (p.first, p.second),
                Coordinates::Degrees => (p.second, p.first),
            })
            .collect(),
        ground: match args.coordinates {
            Coordinates::Metres => Ground::Metres,
            Coordinates::Degrees => Ground::Degrees,
        },
        steps,
        cases: counts(&cases)?,
        model,
        span: match (args.spatial, args.prospective) {
            (true, _) => Span::Whole,
            (_, true) => Span::Prospective { longest },
            _ => Span::Retrospective { longest },
        },
        max_radius: args.max_radius,
        max_share: args.max_population_share,
        fewest: args.fewest,
    };
    let chance = Chance { replicates: args.replicates as usize, seed: args.seed, enough: None };
    let found = scan::scan(&study, chance, args.clusters).map_err(|e| match e {
        scan::CannotScan::Place(i) => {
            format!("{}: {} is not a place on the earth", args.geo.display(), places[i].place)
        }
        other => format!("{}: {other:?}", args.cases.display()),
    })?;
    let dated = cases.iter().any(|r| r.time.is_some_and(|t| t > 10_000));
    let time = |t: i64| match (dated, Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(t))) {
        (true, Ok(day)) => json!(day.to_string()),
        _ => json!(t),
    };
    let cluster = |c: &scan::Cluster| {
        let names: Vec<&str> = c.places.iter().map(|p| places[*p as usize].place.as_str()).collect();
        json!({
            "locations": names,
            "radius_m": c.radius,
            "start": time(first + c.first as i64 * args.step),
            "end": time((first + (c.last as i64 + 1) * args.step - 1).min(last)),
            "observed": c.observed,
            "expected": c.expected,
            "log_likelihood_ratio": c.log_likelihood_ratio,
            "relative_risk": c.relative_risk,
            "p": c.p,
            "p_gumbel": c.p_gumbel,
        })
    };
    let clusters: Vec<Value> = found.clusters.iter().map(cluster).collect();
    let total: u64 = cases.iter().map(|r| r.n).sum();
    Ok(json!({
        "method": "scan", "cases": total, "locations": places.len(), "steps": steps,
        "replicates": found.replicates, "seed": args.seed, "clusters": clusters,
    }))
}

/// The columns of a CSV file by name, as numbers.
fn columns<const N: usize>(path: &Path, names: [&str; N]) -> Result<Vec<[f64; N]>, String> {
    let (name, bytes) = read(path)?;
    let table = Table::open(&name, bytes).map_err(said)?;
    let mut at = [0; N];
    for (at, wanted) in at.iter_mut().zip(names) {
        let found = table.header().iter().position(|h| h.eq_ignore_ascii_case(wanted));
        *at = found.ok_or_else(|| format!("{name}: no column {wanted}; there are {}", table.header().join(", ")))?;
    }
    let (mut rows, mut bad) = (Vec::new(), None);
    table
        .rows(|line, fields| {
            let mut row = [0.0; N];
            for ((x, i), wanted) in row.iter_mut().zip(at).zip(names) {
                let text = fields.get(i).copied().unwrap_or("").trim();
                match text.parse::<f64>().ok().filter(|x| x.is_finite()) {
                    Some(n) => *x = n,
                    None => drop(
                        bad.get_or_insert(format!("{name}: row {line}, column {wanted}: {text:?} is not a number")),
                    ),
                }
            }
            rows.push(row);
        })
        .map_err(said)?;
    bad.map_or(Ok(rows), Err)
}

fn hotspot(args: &HotspotArgs) -> Result<Value, String> {
    let rows = columns(&args.file, ["row", "column", "count"])?;
    let mut cells: BTreeMap<(i64, i64), u32> = BTreeMap::new();
    for [row, column, count] in &rows {
        if row.fract() != 0.0 || column.fract() != 0.0 || count.fract() != 0.0 || !(0.0..=4e9).contains(count) {
            return Err(format!("{}: row {row}, column {column}: whole numbers are expected", args.file.display()));
        }
        *cells.entry((*row as i64, *column as i64)).or_insert(0) += *count as u32;
    }
    let index: HashMap<(i64, i64), u32> = cells.keys().zip(0u32..).map(|(k, i)| (*k, i)).collect();
    let around = |(r, c): &(i64, i64)| -> Vec<u32> {
        analysis::hotspot::AROUND.iter().filter_map(|(dr, dc)| index.get(&(r + dr, c + dc)).copied()).collect()
    };
    let neighbours = Neighbours::from_lists(&cells.keys().map(around).collect::<Vec<_>>());
    let counts: Vec<u32> = cells.values().copied().collect();
    let runs = args.replicates.unwrap_or_else(|| permutations_needed(counts.len(), 0.05));
    let draws = Permutations::random(counts.len(), 8, runs, args.seed);
    let found = gi_star(&counts, &neighbours, &draws)
        .ok_or_else(|| format!("{}: fewer than three cells, or nothing in them", args.file.display()))?;
    let corrected = fdr::corrected(&found.iter().map(|l| l.p).collect::<Vec<_>>());
    let cell = |(((at, n), l), q): (((&(i64, i64), &u32), &analysis::hotspot::Local), &f64)| json!({ "row": at.0, "column": at.1, "count": n, "g": l.g, "z": l.z, "p": l.p, "p_corrected": q });
    let all: Vec<Value> = cells.iter().zip(&found).zip(&corrected).map(cell).collect();
    Ok(json!({ "method": "hotspot", "replicates": draws.count(), "seed": args.seed, "cells": all }))
}

fn near_repeats(args: &NearRepeatArgs) -> Result<Value, String> {
    let rows = columns(&args.file, ["x", "y", "day"])?;
    let events: Vec<(f64, f64, i32)> = rows.iter().map(|[x, y, day]| (*x, *y, *day as i32)).collect();
    let table = near_repeat::table(&events, &args.metres, &args.days, args.replicates, args.seed)
        .ok_or_else(|| format!("{}: too few events, or bands that do not grow", args.file.display()))?;
    let table = json!({ "observed": table.observed, "expected": table.expected, "p": table.p });
    Ok(json!({
        "method": "near-repeat", "events": events.len(), "metres": args.metres, "days": args.days,
        "replicates": args.replicates, "seed": args.seed, "table": table,
    }))
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
