//! How fast is DBSCAN on 50,000 points?

use analysis::clustering::dbscan;
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

#[divan::bench(sample_count = 20)]
fn dbscan_50_000_points_40_m_50(bencher: divan::Bencher) {
    let points = points(50_000);
    bencher.bench(|| dbscan(&points, 40.0, 50));
}
