//! How fast is a scan for clusters, with reading left out and secondary clusters counted?

use analysis::random::{below, stream};
use analysis::scan::{Cases, Chance, Ground, Model, Span, Study, scan};
use divan::Bencher;

fn main() {
    divan::main();
}

/// The synthetic cases of `tests/golden`: 5,000 in 606 cells of 200 m over 104 weeks.
fn five_thousand(span: Span) -> Study {
    let rows = |text: &'static str| text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>());
    let geo: Vec<_> = rows(include_str!("../tests/golden/g5k.geo")).collect();
    let number = |text: &str| text.parse::<u32>().expect("a number");
    let place = |name: &str| geo.iter().position(|g| g[0] == name).expect("a place") as u32;
    let metres = |text: &str| text.parse::<f64>().expect("metres");
    Study {
        places: geo.iter().map(|g| (metres(g[1]), metres(g[2]))).collect(),
        ground: Ground::Metres,
        steps: 104,
        cases: rows(include_str!("../tests/golden/g5k.cas"))
            .map(|c| Cases { place: place(c[0]), n: number(c[1]), step: number(c[2]) })
            .collect(),
        model: Model::Permutation,
        span,
        max_radius: Some(1000.0),
        max_share: 0.5,
        fewest: 2,
    }
}

/// 50,000 cases in 2,500 cells of 100 m over 104 weeks, a few more around one cell at the end.
fn fifty_thousand() -> Study {
    let mut rng = stream(1, 0);
    let mut cases: Vec<Cases> = (0..49_940)
        .map(|_| Cases { place: below(&mut rng, 50) * 50 + below(&mut rng, 50), step: below(&mut rng, 104), n: 1 })
        .collect();
    cases.extend((0..60).map(|_| Cases {
        place: (20 + below(&mut rng, 3)) * 50 + 20 + below(&mut rng, 3),
        step: 101 + below(&mut rng, 3),
        n: 1,
    }));
    Study {
        places: (0..2500).map(|i| (f64::from(i % 50) * 100.0, f64::from(i / 50) * 100.0)).collect(),
        ground: Ground::Metres,
        steps: 104,
        cases,
        model: Model::Permutation,
        span: Span::Prospective { longest: 8 },
        max_radius: Some(1000.0),
        max_share: 0.5,
        fewest: 2,
    }
}

const MANY: Chance = Chance { replicates: 999, seed: 1, enough: None };

#[divan::bench(sample_count = 5)]
fn retrospective_5_000_cases_999_replicates(bencher: Bencher) {
    let study = five_thousand(Span::Retrospective { longest: 8 });
    bencher.bench(|| scan(&study, MANY, 20).expect("clusters"));
}

#[divan::bench(sample_count = 5)]
fn prospective_5_000_cases_999_replicates(bencher: Bencher) {
    let study = five_thousand(Span::Prospective { longest: 8 });
    bencher.bench(|| scan(&study, MANY, 20).expect("clusters"));
}

#[divan::bench(sample_count = 5)]
fn prospective_50_000_cases_999_replicates(bencher: Bencher) {
    let study = fifty_thousand();
    bencher.bench(|| scan(&study, MANY, 20).expect("clusters"));
}

#[divan::bench(sample_count = 3)]
fn retrospective_50_000_cases_9_replicates(bencher: Bencher) {
    let study = Study { span: Span::Retrospective { longest: 8 }, ..fifty_thousand() };
    bencher.bench(|| scan(&study, Chance { replicates: 9, ..MANY }, 20).expect("clusters"));
}
