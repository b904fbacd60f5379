//! How fast is Moran's I on 10,000 cells?

use analysis::moran;
use analysis::permutation::Permutations;
use analysis::random::{below, stream};
use analysis::weights::{Neighbours, Weights};

fn main() {
    divan::main();
}

/// 10,000 cells with few or many, and neighbours by side and corner.
fn cells() -> (Vec<u32>, Neighbours) {
    let mut rng = stream(1, 0);
    let counts = (0..10_000).map(|i| below(&mut rng, if i % 100 < 50 { 8 } else { 12 })).collect();
    (counts, Neighbours::queen(100, 100))
}

#[divan::bench]
fn local_10_000_cells_queen_999(bencher: divan::Bencher) {
    let (counts, queen) = cells();
    let draws = Permutations::random(10_000, 8, 999, 1);
    bencher.bench(|| moran::local(&counts, &queen, &draws));
}

#[divan::bench(sample_count = 10)]
fn global_10_000_cells_queen_999(bencher: divan::Bencher) {
    let (counts, queen) = cells();
    let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
    let weights = Weights::equal(queen).row_standardised();
    bencher.bench(|| moran::global(&values, &weights, 999, 1));
}
