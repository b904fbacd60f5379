//! Which clusters does a scan find in SaTScan's own files?

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use analysis::scan::{self, Cases, Census, Chance, Ground, Model, Span, Study};
use clap::{Args, ValueEnum};
use exchange::{Refused, ScanPlace, ScanRow};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::file::{read, said};

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
    /// Coordinates: x and y in metres (without it), or latitude and longitude in degrees
    #[arg(long, value_enum)]
    coordinates: Option<Coordinates>,
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
    #[command(flatten)]
    draws: super::Draws,
    /// End early once so many replicates are at least as unusual as the most likely cluster
    #[arg(long, value_name = "N")]
    enough: Option<usize>,
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

/// Looks for clusters.
pub(super) fn run(args: &ScanArgs) -> Result<Value, String> {
    check(args)?;
    let (name, bytes) = read(&args.geo)?;
    let places = exchange::scan_places(&name, bytes).map_err(said)?;
    let coordinates = coordinates(args, &name, &places)?;
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
    one_kind_of_time(&args.cases, &cases)?;
    if let Some(path) = &args.controls {
        one_kind_of_time(path, &controls)?;
        let mixed = [&cases, &controls].map(|rows| rows.iter().any(|r| r.dated));
        if mixed[0] != mixed[1] {
            return Err(format!("{}: dates in one of cases and controls, plain numbers in the other", path.display()));
        }
    }
    let wide = last.checked_sub(first).and_then(|w| (w / args.step).checked_add(1));
    let steps = wide.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    // What is kept for each: counts of every place and step, and every window of time.
    let longest = args.max_window.unwrap_or(steps / 2).clamp(1, steps);
    let windows = if args.spatial || args.prospective { longest } else { longest.saturating_mul(steps) };
    if steps > 20_000 || places.len().saturating_mul(steps) > MOST || windows > MOST {
        return Err(format!(
            "{steps} steps of time with {} places are too many: at most 20000 steps, {MOST} of places x steps and {MOST} of \
             steps x --max-window are expected; --step makes each step longer",
            places.len()
        ));
    }
    if steps == 1 && !args.spatial && (matches!(args.model, ModelName::Permutation) || args.step > 1) {
        return Err(format!(
            "--step {}: one step is left of the times {first} to {last}; at least 2 are expected",
            args.step
        ));
    }
    for (path, rows) in [(Some(&args.cases), &cases), (args.population.as_ref(), &people)] {
        let asked = args.adjust.iter().max().copied().unwrap_or(0);
        if let (Some(path), Some(r)) = (path, rows.iter().find(|r| r.covariates.len() < asked)) {
            let there = r.covariates.len();
            return Err(format!("{}: row {}: --adjust {asked}, but it has {there} covariates", path.display(), r.row));
        }
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
            let expected = expected.ok_or("nobody is at risk: the population file has no people")?;
            let at_risk = |r: &&ScanRow| {
                let place = index[r.place.as_str()] as usize;
                r.n > 0 && expected[place * steps..(place + 1) * steps].iter().all(|e| *e == 0.0)
            };
            if let Some(r) = cases.iter().find(at_risk) {
                let population = args.population.as_ref().map_or_else(String::new, |p| p.display().to_string());
                return Err(format!(
                    "{}: row {}: place {} has cases, but no people of their group in {population}",
                    args.cases.display(),
                    r.row,
                    r.place
                ));
            }
            Model::Poisson { expected }
        }
    };
    let study = Study {
        places: places
            .iter()
            .map(|p| match coordinates {
                Coordinates::Metres => (p.first, p.second),
                Coordinates::Degrees => (p.second, p.first),
            })
            .collect(),
        ground: match coordinates {
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
    let chance = Chance { replicates: args.draws.replicates as usize, seed: args.draws.seed, enough: args.enough };
    let found = scan::scan(&study, chance, args.clusters).map_err(|e| match e {
        scan::CannotScan::Place(i) => {
            format!("{}: {} is not a place on the earth", args.geo.display(), places[i].place)
        }
        scan::CannotScan::OneSpot => {
            format!("{}: every place is on the same spot; places apart are expected", args.geo.display())
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
    let mut said = json!({
        "method": "scan", "cases": total, "locations": places.len(), "steps": steps,
        "replicates": found.replicates, "seed": args.draws.seed, "clusters": clusters,
    });
    if found.clusters.is_empty() {
        said["cannot_tell"] =
            json!("nothing was tested: no circle within the limits holds --fewest cases and more than expected");
    }
    Ok(said)
}

/// The most numbers that are kept of places and steps, or of windows: a few hundred megabytes.
const MOST: usize = 5_000_000;

/// What options mean nothing, alone or together.
fn check(args: &ScanArgs) -> Result<(), String> {
    if let Some(radius) = args.max_radius {
        super::above_zero("--max-radius", radius)?;
    }
    let share = args.max_population_share;
    if !(share > 0.0 && share <= 0.5) {
        return Err(format!("--max-population-share {share}: a share above 0 and at most 0.5 is expected"));
    }
    super::some("--max-window", args.max_window)?;
    super::some("--clusters", Some(args.clusters))?;
    super::some("--enough", args.enough)?;
    args.adjust.iter().try_for_each(|c| super::some("--adjust", Some(*c)))?;
    let poisson = matches!(args.model, ModelName::Poisson);
    let model = args.model.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    let idle = [
        ("--population", args.population.is_some() && !poisson, "poisson"),
        ("--adjust", !args.adjust.is_empty() && !poisson, "poisson"),
        ("--controls", args.controls.is_some() && !matches!(args.model, ModelName::Bernoulli), "bernoulli"),
    ];
    if let Some((option, _, wanted)) = idle.iter().find(|(_, idle, _)| *idle) {
        return Err(format!("--model {model} has no use for {option}: --model {wanted} is expected with it"));
    }
    match args.spatial && matches!(args.model, ModelName::Permutation) {
        true => Err("--model permutation --spatial: it compares times, so it is expected without --spatial".to_owned()),
        false => Ok(()),
    }
}

/// What the coordinates mean: as was said, else metres unless they look otherwise.
fn coordinates(args: &ScanArgs, file: &str, places: &[ScanPlace]) -> Result<Coordinates, String> {
    let at: Vec<(f64, f64)> = places.iter().map(|p| (p.first, p.second)).collect();
    match (args.coordinates, places.first()) {
        (Some(said), _) => Ok(said),
        (None, Some(p)) if super::looks_like_degrees(&at) => Err(format!(
            "{file}: place {} at {}, {} and the others look like latitude and longitude; --coordinates degrees is expected \
             (or --coordinates metres, if they are metres)",
            p.place, p.first, p.second
        )),
        (None, _) => Ok(Coordinates::Metres),
    }
}

/// Times are dates in every row or plain numbers in every row.
fn one_kind_of_time(path: &Path, rows: &[ScanRow]) -> Result<(), String> {
    let mut timed = rows.iter().filter(|r| r.time.is_some());
    let Some(dated) = timed.next().map(|r| r.dated) else { return Ok(()) };
    match timed.find(|r| r.dated != dated) {
        Some(r) => {
            let (this, others) = if dated { ("a plain number", "dates") } else { ("a date", "plain numbers") };
            Err(format!("{}: row {}: the time is {this} where the rows before have {others}", path.display(), r.row))
        }
        None => Ok(()),
    }
}
