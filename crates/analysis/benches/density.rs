//! How fast is the density of 50,000 events on a grid of 500 x 500?

use analysis::density::{Kernel, Lattice, binned, on_grid};
use analysis::random::{below, stream};

fn main() {
    divan::main();
}

/// Points spread over 5 x 5 km, one in five near one of four places.
fn points(n: u32) -> Vec<(f64, f64)> {
    let mut rng = stream(1, 0);
    let mut metre = |most: u32| f64::from(below(&mut rng, most * 10)) / 10.0;
    (0..n)
        .map(|i| match i % 5 {
            0 => {
                (f64::from(i / 5 % 4) * 1000.0 + 700.0 + metre(400), f64::from(i / 5 % 4) * 800.0 + 900.0 + metre(400))
            }
            _ => (metre(5000), metre(5000)),
        })
        .collect()
}

fn lattice() -> Lattice {
    Lattice::parse(5.0, 5.0, 10.0, 500, 500).expect("a lattice")
}

#[divan::bench(sample_count = 5, args = [Kernel::Gaussian, Kernel::Epanechnikov, Kernel::Quartic])]
fn exact_50_000_events(bencher: divan::Bencher, kernel: Kernel) {
    let points = points(50_000);
    let (xs, ys) = (lattice().xs(), lattice().ys());
    bencher.bench(|| on_grid(&points, &xs, &ys, 200.0, kernel));
}

#[divan::bench(sample_count = 20)]
fn binned_50_000_events(bencher: divan::Bencher) {
    let points = points(50_000);
    bencher.bench(|| binned(&points, &lattice(), 200.0));
}
