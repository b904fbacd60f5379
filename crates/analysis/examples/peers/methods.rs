//! How is each method run, and what of its answer is compared?
//!
//! Reading the data and making neighbours are not timed, drawing the permutations is: the peers' times hold the same.

use std::error::Error;
use std::path::Path;

use analysis::aberration::ears::{self, Kind};
use analysis::aberration::farrington::{self, Bound, Control, Errors, Power};
use analysis::clustering::dbscan;
use analysis::compare::normal_quantile;
use analysis::density::{Kernel, Lattice, binned, on_grid};
use analysis::glm::{self, Rows, Stop, cluster, nb2};
use analysis::hotspot::{Permutations, gi_star};
use analysis::moran;
use analysis::near_repeat;
use analysis::scan::{Cases, Chance, Ground, Model, Span, Study, scan};
use analysis::trend::decompose;
use analysis::weights::Neighbours;
use serde_json::{Value, json};

use crate::Clock;
use crate::data::{DRAWS, SIDE, read};

type Answer = Result<Value, Box<dyn Error>>;

/// Runs one method on the data of the folder.
pub fn run(method: &str, folder: &Path, clock: Clock) -> Answer {
    match method {
        "gi_star" => hot_spots(folder, clock, DRAWS),
        "gi_star_z" => hot_spots(folder, clock, 0),
        "local_moran" => local_moran(folder, clock, DRAWS),
        "local_moran_z" => local_moran(folder, clock, 0),
        "knox" => knox(folder, clock),
        "kde_exact" => {
            density(folder, clock, |points, l| on_grid(points, &l.xs(), &l.ys(), BANDWIDTH, Kernel::Gaussian))
        }
        "kde_binned" => density(folder, clock, |points, lattice| binned(points, lattice, BANDWIDTH)),
        "dbscan" => clusters(folder, clock),
        "farrington" => farrington_flexible(folder, clock),
        "ears" => ears_c3(folder, clock),
        "stl" => stl(folder, clock, true),
        "stl_plain" => stl(folder, clock, false),
        "glm" => regression(folder, clock, |rows, _| {
            let fit = glm::poisson(rows, Stop::default()).ok()?;
            let errors = (0..rows.columns).map(|c| fit.error(c)).collect();
            Some((fit.coefficients, errors))
        }),
        "nb2" => regression(folder, clock, |rows, _| {
            let fit = nb2::nb2(rows, 100).ok()?;
            let errors = (0..=rows.columns).map(|c| fit.error(c)).collect();
            Some(([fit.coefficients, vec![fit.alpha]].concat(), errors))
        }),
        "cluster" => regression(folder, clock, |rows, areas| {
            let fit = glm::poisson(rows, Stop::default()).ok()?;
            let spread = cluster::covariance(rows, &fit, areas)?;
            Some((fit.coefficients, (0..rows.columns).map(|c| spread[c * (rows.columns + 1)].sqrt()).collect()))
        }),
        "scan_prospective" => space_time_scan(folder, "s50k", Span::Prospective { longest: 8 }, clock),
        "scan_retrospective" => space_time_scan(folder, "g5k", Span::Retrospective { longest: 8 }, clock),
        other => Err(format!("no such method: {other}").into()),
    }
}

fn told(times: Value, values: Value) -> Value {
    json!({ "times": times, "threads": rayon::current_num_threads(), "values": values })
}

const NONE: &str = "the method gave no answer";

fn cells(folder: &Path) -> Result<(Vec<u32>, Neighbours), Box<dyn Error>> {
    Ok((read(folder, "cells.csv")?.concat(), Neighbours::queen(SIDE, SIDE)))
}

/// The draws of the file, for p-values that must be those of the peer.
fn given_draws(folder: &Path, draws: usize) -> Result<Permutations, Box<dyn Error>> {
    match draws {
        0 => Ok(Permutations::random(SIDE * SIDE, 8, 0, 1)),
        _ => Permutations::from_rows(SIDE * SIDE, &read(folder, "draws.csv")?).ok_or_else(|| "draws.csv".into()),
    }
}

fn hot_spots(folder: &Path, clock: Clock, draws: usize) -> Answer {
    let (counts, queen) = cells(folder)?;
    let (times, _) = clock.time(|| gi_star(&counts, &queen, &Permutations::random(counts.len(), 8, draws, 1)));
    let found = gi_star(&counts, &queen, &given_draws(folder, draws)?).ok_or(NONE)?;
    let larger: Vec<u32> = found.iter().map(|l| l.larger).collect();
    let equal: Vec<i64> = found.iter().map(|l| i64::from(l.larger + l.smaller) - draws as i64).collect();
    let z: Vec<f64> = found.iter().map(|l| l.z).collect();
    Ok(told(times, json!({ "z": z, "larger": larger, "equal": equal })))
}

fn local_moran(folder: &Path, clock: Clock, draws: usize) -> Answer {
    let (counts, queen) = cells(folder)?;
    let (times, _) = clock.time(|| moran::local(&counts, &queen, &Permutations::random(counts.len(), 8, draws, 1)));
    let found = moran::local(&counts, &queen, &given_draws(folder, draws)?).ok_or(NONE)?;
    let larger: Vec<u32> = found.iter().map(|l| l.larger).collect();
    let equal: Vec<i64> = found.iter().map(|l| i64::from(l.larger + l.smaller) - draws as i64).collect();
    let i: Vec<f64> = found.iter().map(|l| l.i).collect();
    let z: Vec<f64> = found.iter().map(|l| l.z).collect();
    let variance: Vec<f64> = found.iter().map(|l| l.variance).collect();
    Ok(told(times, json!({ "i": i, "z": z, "variance": variance, "larger": larger, "equal": equal })))
}

fn knox(folder: &Path, clock: Clock) -> Answer {
    let rows: Vec<Vec<f64>> = read(folder, "events.csv")?;
    let events: Vec<(f64, f64, i32)> = rows[..10_000].iter().map(|r| (r[0], r[1], r[2] as i32)).collect();
    let (times, found) = clock.time(|| near_repeat::table(&events, &[100.0], &[14], DRAWS as u32, 1));
    let found = found.ok_or(NONE)?;
    Ok(told(times, json!({ "pairs": found.observed[0], "p": found.p[0] })))
}

/// The bandwidth of densities, in metres.
const BANDWIDTH: f64 = 200.0;

fn density(folder: &Path, clock: Clock, at: impl Fn(&[(f64, f64)], &Lattice) -> Option<Vec<f64>>) -> Answer {
    let points = points(folder)?;
    let lattice = Lattice::parse(0.0, 0.0, 10.0, 500, 500).ok_or("no lattice")?;
    let (times, found) = clock.time(|| at(&points, &lattice));
    let found = found.ok_or(NONE)?;
    // Every tenth column of every tenth row is compared, with the exact density too.
    let nodes = |all: &[f64]| -> Vec<f64> { (0..2500).map(|k| all[k / 50 * 5000 + k % 50 * 10]).collect() };
    let exact = on_grid(&points, &lattice.xs(), &lattice.ys(), BANDWIDTH, Kernel::Gaussian).ok_or(NONE)?;
    Ok(told(times, json!({ "density": nodes(&found), "exact": nodes(&exact) })))
}

fn points(folder: &Path) -> Result<Vec<(f64, f64)>, Box<dyn Error>> {
    Ok(read(folder, "events.csv")?.iter().map(|r: &Vec<f64>| (r[0], r[1])).collect())
}

fn clusters(folder: &Path, clock: Clock) -> Answer {
    let points = points(folder)?;
    let (times, found) = clock.time(|| dbscan(&points, 40.0, 50));
    let found = found.ok_or(NONE)?;
    let labels: Vec<i64> = found.labels.iter().map(|l| l.map_or(-1, i64::from)).collect();
    let core: Vec<u8> = found.core.iter().map(|c| u8::from(*c)).collect();
    Ok(told(times, json!({ "labels": labels, "core": core })))
}

/// b = 1, w = 3, noPeriods = 1 and the other defaults of R surveillance; errors as it makes them.
const ONE_YEAR: Control = Control {
    years: 1,
    half_window: 3,
    periods: 1,
    left_out: 3,
    reweight: Some(2.58),
    trend: Some(0.05),
    trend_years: 3,
    bound: Bound::Delta(Power::TwoThirds),
    alpha: 0.05,
    few: (5, 4),
    errors: Errors::AsSurveillance,
    year: 52,
};

fn farrington_flexible(folder: &Path, clock: Clock) -> Answer {
    let all: Vec<Vec<u64>> = read(folder, "series.csv")?;
    let weeks = || all.iter().flat_map(|counts| (59..85).map(move |at| farrington::week(counts, at, None, &ONE_YEAR)));
    let (times, found) = clock.time(|| weeks().collect::<Result<Vec<_>, _>>());
    let found = found?;
    let upper: Vec<Option<f64>> = found.iter().map(|w| w.enough.then_some(w.upper)).collect();
    let expected: Vec<f64> = found.iter().map(|w| w.baseline.mean()).collect();
    let alarm: Vec<u8> = found.iter().map(|w| u8::from(w.alarm)).collect();
    Ok(told(times, json!({ "upper": upper, "expected": expected, "alarm": alarm })))
}

fn ears_c3(folder: &Path, clock: Clock) -> Answer {
    const ALPHA: f64 = 0.025;
    let all: Vec<Vec<u64>> = read(folder, "series.csv")?;
    let weeks = || all.iter().flat_map(|counts| (11..85).map(move |at| (counts, at)));
    let (times, found) =
        clock.time(|| weeks().map(|(counts, at)| ears::week(Kind::C3, counts, at, ALPHA)).collect::<Option<Vec<_>>>());
    // R 1.20.3 puts the count itself where the mean of the bound should be; the rest of the bound is the same.
    let z = normal_quantile(1.0 - ALPHA);
    let as_r = |((counts, at), said): ((&Vec<u64>, usize), &ears::Said)| {
        let carried = ears::carried(counts, at)?;
        Some((counts[at] as f64 + said.deviation * (z - carried)).max(0.0))
    };
    let upper = weeks().zip(&found.ok_or(NONE)?).map(as_r).collect::<Option<Vec<f64>>>();
    Ok(told(times, json!({ "upper": upper.ok_or(NONE)? })))
}

fn stl(folder: &Path, clock: Clock, robust: bool) -> Answer {
    let all: Vec<Vec<f64>> = read(folder, "series.csv")?;
    let (times, found) =
        clock.time(|| all.iter().map(|counts| decompose(counts, 26, 7, robust)).collect::<Option<Vec<_>>>());
    let found = found.ok_or(NONE)?;
    let trend: Vec<f64> = found.iter().flat_map(|p| p.trend.clone()).collect();
    let seasonal: Vec<f64> = found.iter().flat_map(|p| p.seasonal.clone()).collect();
    Ok(told(times, json!({ "trend": trend, "seasonal": seasonal })))
}

type Fitted = (Vec<f64>, Vec<f64>);

fn regression(folder: &Path, clock: Clock, fit: impl Fn(Rows, &[u32]) -> Option<Fitted>) -> Answer {
    let rows: Vec<Vec<f64>> = read(folder, "panel.csv")?;
    let areas: Vec<u32> = rows.iter().map(|r| r[0] as u32).collect();
    let design: Vec<f64> = rows.iter().flat_map(|r| r[1..7].to_vec()).collect();
    let counts: Vec<f64> = rows.iter().map(|r| r[7]).collect();
    let rows = Rows { design: &design, columns: 6, counts: &counts, weights: None, offset: None };
    let (times, found) = clock.time(|| fit(rows, &areas));
    let (coefficients, errors) = found.ok_or(NONE)?;
    Ok(told(times, json!({ "coefficients": coefficients, "errors": errors })))
}

fn space_time_scan(folder: &Path, name: &str, span: Span, clock: Clock) -> Answer {
    let places: Vec<Vec<f64>> = read(folder, &format!("{name}.geo"))?;
    let cases: Vec<Vec<u32>> = read(folder, &format!("{name}.cas"))?;
    let number = |name: u32| places.iter().position(|p| p[0] == f64::from(name)).map(|p| p as u32);
    let case = |c: &Vec<u32>| Some(Cases { place: number(c[0])?, n: c[1], step: c[2] });
    let study = Study {
        cases: cases.iter().map(case).collect::<Option<_>>().ok_or("a case without a place")?,
        places: places.iter().map(|p| (p[1], p[2])).collect(),
        ground: Ground::Metres,
        steps: 104,
        model: Model::Permutation,
        span,
        max_radius: Some(1000.0),
        max_share: 0.5,
        fewest: 2,
    };
    let chance = Chance { replicates: DRAWS, seed: 1, enough: None };
    let (times, found) = clock.time(|| scan(&study, chance, 20));
    let found = found.map_err(|e| format!("{e:?}"))?;
    let ratios: Vec<f64> = found.clusters.iter().map(|c| c.log_likelihood_ratio).collect();
    let p: Vec<f64> = found.clusters.iter().map(|c| c.p).collect();
    Ok(told(times, json!({ "ratios": ratios, "p": p })))
}
