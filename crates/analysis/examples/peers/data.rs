//! What data are both sides given?
//!
//! Invented, from seeds, and written as text so that Rust, Python and R read the same numbers.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::str::FromStr;

use analysis::random::{below, stream};

/// Cells on each side of the lattice of counts.
pub const SIDE: usize = 100;
/// Draws of neighbours for a comparison cell by cell.
pub const DRAWS: usize = 999;
/// The length of the square with events, in metres. Just inside the outermost points of the 500 x 500 lattice of
/// densities, since KDEpy takes no events beyond it.
const METRES: u32 = 4_990;

/// Writes all files into the folder.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let put = |name: &str, text: String| std::fs::write(folder.join(name), text);
    put("cells.csv", cells())?;
    put("draws.csv", draws())?;
    put("events.csv", events())?;
    put("series.csv", series())?;
    put("panel.csv", panel())?;
    let (places, cases) = scan();
    put("s50k.geo", places)?;
    put("s50k.cas", cases)?;
    put("g5k.geo", include_str!("../../tests/golden/g5k.geo").to_owned())?;
    put("g5k.cas", include_str!("../../tests/golden/g5k.cas").to_owned())?;
    Ok(())
}

/// The rows of a file: numbers with commas or spaces between.
pub fn read<T: FromStr>(folder: &Path, name: &str) -> Result<Vec<Vec<T>>, Box<dyn Error>> {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let numbers = |line: &str| {
        let words = line.split([',', ' ']).filter(|w| !w.is_empty());
        words.map(|w| w.parse().map_err(|_| format!("{name}: not a number: {w}"))).collect::<Result<Vec<T>, _>>()
    };
    Ok(text.lines().map(numbers).collect::<Result<_, _>>()?)
}

fn line(text: &mut String, numbers: &[impl ToString]) {
    text.push_str(&numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
    text.push('\n');
}

/// A count per cell, row by row; half of each row higher.
fn cells() -> String {
    let mut rng = stream(1, 0);
    let mut text = String::new();
    for i in 0..SIDE * SIDE {
        line(&mut text, &[below(&mut rng, if i % SIDE < SIDE / 2 { 8 } else { 12 })]);
    }
    text
}

/// Eight different places in "all cells but one", once per draw.
fn draws() -> String {
    let mut text = String::new();
    for r in 0..DRAWS {
        let mut rng = stream(2, r as u64);
        let mut row: Vec<u32> = Vec::new();
        while row.len() < 8 {
            let id = below(&mut rng, (SIDE * SIDE) as u32 - 1);
            if !row.contains(&id) {
                row.push(id);
            }
        }
        line(&mut text, &row);
    }
    text
}

/// x, y and day of 50,000 events: one in five near one of four places, days without any pattern. To the millimetre, so
/// that no two are at a limit of distance exactly, where rounding would decide.
fn events() -> String {
    let mut rng = stream(3, 0);
    let mut text = String::new();
    for i in 0..50_000u32 {
        let mut metre = |from: u32, wide: u32| f64::from(from * 1000 + below(&mut rng, wide * 1000)) / 1000.0;
        let place = i / 5 % 4;
        let (x, y) = match i % 5 {
            0 => (metre(700 + place * 1000, 400), metre(900 + place * 800, 400)),
            _ => (metre(0, METRES), metre(0, METRES)),
        };
        line(&mut text, &[x, y, f64::from(below(&mut rng, 728))]);
    }
    text
}

/// 500 series of 104 weekly counts, with levels of their own and a season.
fn series() -> String {
    let mut text = String::new();
    for s in 0..500u32 {
        let mut rng = stream(4, u64::from(s));
        let count = |week: u32, rng: &mut _| {
            let season = 1.0 + 0.3 * (std::f64::consts::TAU * f64::from(week) / 26.0).sin();
            let parts = (f64::from(6 + s % 12) * season).round() as u32;
            (0..parts).map(|_| below(rng, 3)).sum::<u32>()
        };
        line(&mut text, &(0..104).map(|week| count(week, &mut rng)).collect::<Vec<_>>());
    }
    text
}

/// 500 areas x 104 weeks: area, then the six columns of the design (one, treated, after, both, wave), then the count,
/// which varies more than a Poisson count.
fn panel() -> String {
    let mut text = String::new();
    for area in 0..500u32 {
        let mut rng = stream(5, u64::from(area));
        let level = 1 + below(&mut rng, 4);
        for week in 0..104u32 {
            let (treated, after) = (f64::from(area < 100), f64::from(week >= 78));
            let turn = std::f64::consts::TAU * f64::from(week) / 52.18;
            let parts = level * (1 + below(&mut rng, 3)) - u32::from(treated * after > 0.0 && level > 1);
            let count = (0..parts).filter(|_| below(&mut rng, 2) == 0).count() as f64;
            let design = [1.0, treated, after, treated * after, turn.sin(), turn.cos()];
            line(&mut text, &[&[f64::from(area)], &design[..], &[count]].concat());
        }
    }
    text
}

/// 50,000 cases in 2,500 cells of 100 m over 104 weeks, a few more around one cell at the end: places and cases as
/// SaTScan reads them (place x y; place cases week).
fn scan() -> (String, String) {
    let mut rng = stream(6, 0);
    let (mut places, mut cases) = (String::new(), String::new());
    for i in 0..2500 {
        let _ = writeln!(places, "{i} {} {}", i % 50 * 100, i / 50 * 100);
    }
    for i in 0..50_000 {
        let mut near = |from, wide| from + below(&mut rng, wide);
        let (row, column, week) = match i {
            0..49_940 => (near(0, 50), near(0, 50), near(0, 104)),
            _ => (near(20, 3), near(20, 3), near(101, 3)),
        };
        let _ = writeln!(cases, "{} 1 {week}", row * 50 + column);
    }
    (places, cases)
}
