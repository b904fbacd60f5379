//! How fast is a board of weekly series looked through?

use analysis::aberration::farrington::{self, Bound, Control, Power};
use analysis::aberration::{baseline, ears};
use analysis::random::{below, stream};
use analysis::unusual::{self, Series};
use divan::{Bencher, black_box, counter::ItemsCount};

fn main() {
    divan::main();
}

fn series(number: u64, weeks: usize) -> Vec<Vec<u64>> {
    let one = |key| {
        let mut rng = stream(7, key);
        (0..weeks).map(|_| u64::from(below(&mut rng, 4) + below(&mut rng, 4) + below(&mut rng, 4))).collect()
    };
    (0..number).map(one).collect()
}

/// 500 series, the last 26 weeks of each.
fn evaluations(bencher: Bencher, weeks: usize, control: Control) {
    let all = series(500, weeks);
    bencher.counter(ItemsCount::new(500usize * 26)).bench(|| {
        all.iter()
            .flat_map(|counts| (weeks - 26..weeks).map(move |at| (counts, at)))
            .filter(|(counts, at)| farrington::week(black_box(counts), *at, None, &control).is_ok_and(|w| w.alarm))
            .count()
    });
}

/// b = 1, w = 3, noPeriods = 1 and the other defaults of R surveillance, which takes 3.0 ms an evaluation.
fn one_year() -> Control {
    Control {
        periods: 1,
        left_out: 3,
        trend: Some(0.05),
        bound: Bound::Delta(Power::TwoThirds),
        ..Control::improved(1, 0.05)
    }
}

#[divan::bench]
fn farrington_one_year(bencher: Bencher) {
    evaluations(bencher, 85, one_year());
}

#[divan::bench]
fn farrington_one_year_five_periods(bencher: Bencher) {
    evaluations(bencher, 85, Control { periods: 5, ..one_year() });
}

#[divan::bench(sample_count = 10)]
fn farrington_five_years_ten_periods(bencher: Bencher) {
    evaluations(bencher, 292, Control::improved(5, 0.01));
}

#[divan::bench(sample_count = 10)]
fn board_of_500_series_five_years(bencher: Bencher) {
    let board: Vec<Series<usize>> =
        series(500, 264).into_iter().enumerate().map(|(key, counts)| Series { key, counts }).collect();
    bencher.counter(ItemsCount::new(500usize)).bench(|| unusual::week(black_box(&board), 0.05));
}

#[divan::bench]
fn one_baseline_five_years(bencher: Bencher) {
    let all = series(1, 264);
    bencher.bench(|| baseline::fit(black_box(&all[0]), 263, None, &Control::improved(5, 0.01)));
}

#[divan::bench]
fn ears_c3(bencher: Bencher) {
    let all = series(500, 85);
    bencher.counter(ItemsCount::new(500usize * 74)).bench(|| {
        all.iter()
            .flat_map(|c| (11..85).map(move |at| (c, at)))
            .filter(|(c, at)| ears::week(ears::Kind::C3, black_box(c), *at, 0.025).is_some_and(|s| s.alarm))
            .count()
    });
}
