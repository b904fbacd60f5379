//! How fast is a Poisson regression?

use analysis::glm::{self, Rows, Stop};
use analysis::random::{below, stream};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// 500 areas, 104 weeks, six columns: statsmodels takes 0.099 s.
#[divan::bench]
fn fifty_two_thousand_rows_of_six(bencher: Bencher) {
    let mut rng = stream(3, 0);
    let (mut design, mut counts) = (Vec::new(), Vec::new());
    for area in 0..500 {
        for week in 0..104 {
            let (treat, post) = (f64::from(u8::from(area < 100)), f64::from(u8::from(week >= 78)));
            let turn = std::f64::consts::TAU * f64::from(week) / 52.18;
            design.extend([1.0, treat, post, treat * post, turn.sin(), turn.cos()]);
            counts.push(f64::from(below(&mut rng, 3) + below(&mut rng, 3)));
        }
    }
    let rows = Rows { design: &design, columns: 6, counts: &counts, weights: None, offset: None };
    bencher.bench(|| glm::poisson(black_box(rows), Stop::default()));
}
