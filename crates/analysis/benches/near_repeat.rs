//! How fast is the Knox table of 10,000 events?

use analysis::near_repeat::table;
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

fn events() -> Vec<(f64, f64, i32)> {
    let mut rng = stream(2, 0);
    points(10_000).into_iter().map(|(x, y)| (x, y, below(&mut rng, 728) as i32)).collect()
}

/// 100 m and 14 days, 999 replicates, the search for pairs included.
#[divan::bench(sample_count = 20)]
fn knox_10_000_events_999(bencher: divan::Bencher) {
    let events = events();
    bencher.bench(|| table(&events, &[100.0], &[14], 999, 1));
}

#[divan::bench(sample_count = 5)]
fn near_repeat_table_10_000_events_999(bencher: divan::Bencher) {
    let events = events();
    bencher.bench(|| table(&events, &[0.0, 100.0, 200.0, 400.0], &[0, 3, 7, 14, 28], 999, 1));
}
