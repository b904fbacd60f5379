//! How fast is an evaluation, on the sizes of the methods page?

use analysis::glm::{Rows, Stop, cluster, nb2, poisson};
use analysis::random::{below, stream};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// 500 areas x 104 weeks, six columns: intercept, treated, after, both, and a wave.
struct Data {
    design: Vec<f64>,
    counts: Vec<f64>,
    clusters: Vec<u32>,
}

impl Data {
    fn new() -> Data {
        let (mut design, mut counts, mut clusters) = (Vec::new(), Vec::new(), Vec::new());
        for area in 0..500u32 {
            let mut rng = stream(1, u64::from(area));
            let level = 1 + below(&mut rng, 4);
            for week in 0..104u32 {
                let (treated, after) = (f64::from(area < 100), f64::from(week >= 78));
                let turn = std::f64::consts::TAU * f64::from(week) / 52.18;
                design.extend([1.0, treated, after, treated * after, turn.sin(), turn.cos()]);
                counts.push((0..level * 2).filter(|_| below(&mut rng, 2) == 0).count() as f64);
                clusters.push(area);
            }
        }
        Data { design, counts, clusters }
    }

    fn rows(&self) -> Rows<'_> {
        Rows { design: &self.design, columns: 6, counts: &self.counts, weights: None, offset: None }
    }
}

#[divan::bench(sample_count = 10)]
fn poisson_52_000_rows(bencher: Bencher) {
    let data = Data::new();
    bencher.bench_local(|| poisson(black_box(data.rows()), Stop::default()).unwrap());
}

#[divan::bench(sample_count = 10)]
fn negative_binomial_52_000_rows(bencher: Bencher) {
    let data = Data::new();
    bencher.bench_local(|| nb2::nb2(black_box(data.rows()), 100).unwrap());
}

#[divan::bench(sample_count = 10)]
fn poisson_and_errors_per_area_52_000_rows(bencher: Bencher) {
    let data = Data::new();
    bencher.bench_local(|| {
        let fit = poisson(black_box(data.rows()), Stop::default()).unwrap();
        cluster::covariance(data.rows(), &fit, &data.clusters).unwrap()
    });
}
