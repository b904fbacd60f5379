//! How fast is a series taken apart?

use analysis::random::{below, stream};
use analysis::trend::change::{Chance, single};
use analysis::trend::decompose;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn series(n: u64, weeks: usize) -> Vec<Vec<f64>> {
    let of = |r| {
        let mut rng = stream(1, r);
        (0..weeks).map(|w| f64::from(below(&mut rng, 20)) + 5.0 * (w as f64 * 0.2417).sin()).collect()
    };
    (0..n).map(of).collect()
}

/// 500 series of 104 weeks, robust, turns of 26 weeks (in two turns a robust season is not defined).
#[divan::bench(sample_count = 3)]
fn robust_stl_500_series_104_weeks(bencher: Bencher) {
    let all = series(500, 104);
    bencher.bench_local(|| all.iter().filter_map(|y| decompose(black_box(y), 26, 7, true)).count());
}

#[divan::bench(sample_count = 10)]
fn change_point_104_weeks_999_replicates(bencher: Bencher) {
    let counts: Vec<u64> = (0..104).map(|w| 5 + w % 7).collect();
    bencher.bench_local(|| single(black_box(&counts), Chance::AnyOrder, 0.95, 999, 1));
}
