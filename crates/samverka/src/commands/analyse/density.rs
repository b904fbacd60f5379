//! How many events are there per square kilometre, place by place?

use std::path::PathBuf;

use analysis::density::{self, Detail, Kernel, Lattice};
use clap::{Args, ValueEnum};
use domain::geo::Plane;
use serde_json::{Value, json};

use super::file::Columns;

/// Events, and the surface that is laid over them.
#[derive(Clone, Debug, Args)]
pub struct DensityArgs {
    /// CSV with the columns x, y, in metres
    file: PathBuf,
    /// The bandwidth in metres
    #[arg(long, value_name = "M", default_value_t = 200.0)]
    bandwidth: f64,
    /// The side of a cell in metres
    #[arg(long, value_name = "M", default_value_t = 100.0)]
    cell: f64,
    /// The form of the kernel
    #[arg(long, value_enum, default_value = "gaussian")]
    kernel: KernelName,
    /// Put events on the grid first: faster, and near the truth where cells are much smaller than the bandwidth
    #[arg(long)]
    binned: bool,
    /// Correct for what lies beyond the ground, where no event can be seen
    #[arg(long)]
    edge: bool,
    /// Areas (GeoJSON) outside which nothing can happen: no value there, and what lies beyond is corrected for; x and y
    /// are then SWEREF 99 TM
    #[arg(long, value_name = "FILE")]
    areas: Option<PathBuf>,
    /// West, south, east and north of the ground, in metres; as far as the events reach without it
    #[arg(long, value_name = "W,S,E,N", value_delimiter = ',', allow_negative_numbers = true)]
    ground: Option<Vec<f64>>,
}

/// The kernels.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KernelName {
    /// exp(-d²/2h²)
    Gaussian,
    /// 1 - d²/h²
    Epanechnikov,
    /// (1 - d²/h²)²
    Quartic,
}

/// Which cells have their middle in an area.
fn mask(path: &std::path::Path, lattice: &Lattice) -> Result<Vec<bool>, String> {
    let (name, bytes) = super::file::read(path)?;
    let areas = exchange::areas(&name, bytes).map_err(super::file::said)?;
    let plane = Plane::sweref99_tm();
    let (xs, ys) = (lattice.xs(), lattice.ys());
    let inside = |x: f64, y: f64| plane.to_point(x, y).is_ok_and(|p| areas.iter().any(|a| a.shape.contains(p)));
    let mask: Vec<bool> = ys.iter().flat_map(|y| xs.iter().map(move |x| (*x, *y))).map(|(x, y)| inside(x, y)).collect();
    match mask.contains(&true) {
        true => Ok(mask),
        false => Err(format!("{name}: no cell has its middle in an area; x and y are expected in SWEREF 99 TM")),
    }
}

/// The density at the middle of every cell.
pub(super) fn run(args: &DensityArgs) -> Result<Value, String> {
    super::above_zero("--bandwidth", args.bandwidth)?;
    super::above_zero("--cell", args.cell)?;
    let file = Columns::open(&args.file)?;
    let (xs, ys) = (file.numbers("x")?, file.numbers("y")?);
    let points: Vec<(f64, f64)> = xs.iter().copied().zip(ys.iter().copied()).collect();
    if points.is_empty() {
        return Err(format!("{}: no events", file.name()));
    }
    super::metres(file.name(), &points)?;
    let (least, most) = (
        |of: &[f64]| of.iter().copied().fold(f64::INFINITY, f64::min),
        |of: &[f64]| of.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    let (west, south, east, north) = match args.ground.as_deref() {
        Some([w, s, e, n]) => (*w, *s, *e, *n),
        Some(other) => return Err(format!("--ground: four numbers are expected, W,S,E,N; there are {}", other.len())),
        None => (least(&xs), least(&ys), most(&xs), most(&ys)),
    };
    if !(west < east || args.ground.is_none()) || !(south < north || args.ground.is_none()) {
        return Err(format!(
            "--ground {west},{south},{east},{north}: W,S,E,N are expected, with W below E and S below N"
        ));
    }
    if [west, south, east, north].iter().any(|x| !x.is_finite()) {
        return Err(format!("--ground {west},{south},{east},{north}: four numbers are expected"));
    }
    let cells = |from: f64, to: f64| (((to - from) / args.cell).ceil().max(1.0)) as usize;
    let (columns, rows) = (cells(west, east), cells(south, north));
    let half = args.cell / 2.0;
    let lattice = Lattice::parse(west + half, south + half, args.cell, columns, rows)
        .ok_or_else(|| format!("--cell {}: a positive side and at most 100 million cells are expected", args.cell))?;
    let kernel = match args.kernel {
        KernelName::Gaussian => Kernel::Gaussian,
        KernelName::Epanechnikov => Kernel::Epanechnikov,
        KernelName::Quartic => Kernel::Quartic,
    };
    let detail = if args.binned { Detail::Binned } else { Detail::Exact };
    let mask = match &args.areas {
        Some(path) => Some(mask(path, &lattice)?),
        None => args.edge.then(|| vec![true; columns * rows]),
    };
    let found: Option<Vec<Option<f64>>> = match (args.binned, kernel) {
        (true, Kernel::Epanechnikov | Kernel::Quartic) => {
            return Err("--binned goes with --kernel gaussian only".to_owned());
        }
        _ if mask.is_some() => {
            density::inside(&points, &lattice, mask.as_deref().unwrap_or_default(), args.bandwidth, kernel, detail)
        }
        (true, _) => density::binned(&points, &lattice, args.bandwidth).map(|of| of.into_iter().map(Some).collect()),
        (false, _) => density::on_grid(&points, &lattice.xs(), &lattice.ys(), args.bandwidth, kernel)
            .map(|of| of.into_iter().map(Some).collect()),
    };
    let found = found.filter(|of| of.iter().flatten().any(|d| *d > 0.0)).ok_or_else(|| {
        let (bandwidth, cell) = (args.bandwidth, args.cell);
        format!("--bandwidth {bandwidth} with --cell {cell}: no event lies on the ground or near it, or more than 10,000 cells to a bandwidth")
    })?;
    let (lx, ly) = (lattice.xs(), lattice.ys());
    let grid: Vec<Value> = found
        .iter()
        .enumerate()
        .filter_map(|(i, d)| Some((i, (*d)?)))
        .map(|(i, d)| {
            let per_km2 = d * points.len() as f64 * 1e6;
            json!({ "x": lx[i % columns], "y": ly[i / columns], "density": d, "events_per_km2": per_km2 })
        })
        .collect();
    let name = args.kernel.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    Ok(json!({
        "method": "density", "kernel": name, "bandwidth": args.bandwidth, "cell": args.cell, "edge": args.edge, "events": points.len(),
        "columns": columns, "rows": rows, "grid": grid,
    }))
}
