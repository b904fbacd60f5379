//! How long does each method take on the data that its peers are given?
//!
//! One side of `benches/peers/run`, which see. `peers data FOLDER` writes the data; `peers METHOD FOLDER SECONDS` reads
//! them, runs the method once and then again until the seconds have passed, and prints as JSON how long each run took,
//! how much memory the process held at most, and what was found, for a comparison with what the peer finds.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

mod data;
mod methods;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["data", folder] => data::write(Path::new(folder)),
        [method, folder, seconds] => {
            let clock = Clock { seconds: seconds.parse()? };
            println!("{}", methods::run(method, Path::new(folder), clock)?);
            Ok(())
        }
        _ => Err("usage: peers data FOLDER | peers METHOD FOLDER SECONDS".into()),
    }
}

/// How long a method is repeated.
#[derive(Clone, Copy)]
struct Clock {
    seconds: f64,
}

impl Clock {
    /// Runs it once, then for the seconds (once more at least, 50 times at most). The times of the runs, and what the
    /// last one answered. The answer before is let go between two runs, outside of the time.
    fn time<T>(self, mut run: impl FnMut() -> T) -> (Value, T) {
        let mut one = || {
            let start = Instant::now();
            let answer = std::hint::black_box(run());
            (start.elapsed().as_secs_f64(), answer)
        };
        let (first, mut answer) = one();
        let (begin, mut warm) = (Instant::now(), Vec::new());
        while warm.is_empty() || (begin.elapsed().as_secs_f64() < self.seconds && warm.len() < 50) {
            drop(answer);
            let seconds;
            (seconds, answer) = one();
            warm.push(seconds);
        }
        (json!({ "first": first, "warm": warm, "peak_mb": peak_mb() }), answer)
    }
}

/// The most memory that this process has held, in millions of bytes; none where the system does not tell.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?;
    Some(kilobytes.trim().parse::<f64>().ok()? * 1024.0 / 1e6)
}
