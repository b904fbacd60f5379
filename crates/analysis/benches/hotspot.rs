//! How fast is Gi* on 10,000 cells?

use analysis::hotspot::{Permutations, gi_star, gi_star_weighted, with_fitted_tails};
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

/// Whole counts, neighbours that count alike; draws made beforehand, as esda's are.
#[divan::bench(args = [999, 9_999])]
fn gi_star_10_000_cells_queen(bencher: divan::Bencher, permutations: usize) {
    let (counts, queen) = cells();
    let draws = Permutations::random(10_000, 8, permutations, 1);
    bencher.bench(|| gi_star(&counts, &queen, &draws));
}

#[divan::bench]
fn with_draws_999(bencher: divan::Bencher) {
    let (counts, queen) = cells();
    bencher.bench(|| gi_star(&counts, &queen, &Permutations::random(10_000, 8, 999, 1)));
}

#[divan::bench(sample_count = 10)]
fn gathered_999(bencher: divan::Bencher) {
    let (counts, queen) = cells();
    let draws = Permutations::random(10_000, 8, 999, 1);
    let values: Vec<f64> = counts.iter().map(|c| f64::from(*c)).collect();
    let weights = Weights::equal(queen);
    bencher.bench(|| gi_star_weighted(&values, &weights, 1.0, &draws));
}

#[divan::bench]
fn fitted_tails_999(bencher: divan::Bencher) {
    let (counts, queen) = cells();
    let draws = Permutations::random(10_000, 8, 999, 1);
    let found = gi_star(&counts, &queen, &draws).expect("10,000 cells");
    bencher.bench(|| with_fitted_tails(found.clone(), &counts, &queen, &draws));
}
