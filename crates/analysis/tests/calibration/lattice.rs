//! Gi*, Gi, Moran's I, fitted tails and false discovery on maps in which nothing gathers, and on one in which something
//! does.

use analysis::compare::normal_at_most;
use analysis::fdr;
use analysis::hotspot::{Local, Neighbours, Permutations, gi, gi_star, with_fitted_tails};
use analysis::moran;
use analysis::random::stream;
use analysis::weights::Weights;
use rand_core::Rng;

use crate::study;

const ROUNDS: u64 = 1000;
const SIDE: usize = 12;
const CELLS: usize = SIDE * SIDE;

/// Counts that chance alone spreads: each a Poisson count of this mean.
fn poisson(rng: &mut impl Rng, mean: f64) -> u32 {
    let (mut product, mut n) = (1.0, 0);
    loop {
        product *= ((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
        if product < (-mean).exp() {
            return n;
        }
        n += 1;
    }
}

fn map(round: u64, mean: impl Fn(usize) -> f64) -> Vec<u32> {
    let mut rng = stream(99, round);
    (0..CELLS).map(|i| poisson(&mut rng, mean(i))).collect()
}

/// The p of one cell (another in each round) in maps of Poisson counts of mean 3.
fn p_of_one_cell(permutations: usize, p: impl Fn(&[u32], &Neighbours, &Permutations, usize) -> f64) -> Vec<f64> {
    let queen = Neighbours::queen(SIDE, SIDE);
    let one = |r| p(&map(r, |_| 3.0), &queen, &Permutations::random(CELLS, 8, permutations, r), r as usize % CELLS);
    (0..ROUNDS).map(one).collect()
}

#[test]
fn gi_star_and_gi_are_no_surer_than_they_say() {
    let star = |c: &[u32], n: &Neighbours, d: &Permutations| gi_star(c, n, d).unwrap();
    study::null("Gi*, larger, 199 permutations", &p_of_one_cell(199, |c, n, d, i| star(c, n, d)[i].p));
    study::null("Gi*, two-sided, 199 permutations", &p_of_one_cell(199, |c, n, d, i| star(c, n, d)[i].p_two_sided));
    study::null("Gi, larger, 199 permutations", &p_of_one_cell(199, |c, n, d, i| gi(c, n, d).unwrap()[i].p));
}

#[test]
fn morans_i_is_no_surer_than_it_says() {
    let local = |c: &[u32], n: &Neighbours, d: &Permutations, i: usize| moran::local(c, n, d).unwrap()[i].p;
    study::null("Local Moran's I, two-sided, 199 permutations", &p_of_one_cell(199, local));
    let weights = Weights::equal(Neighbours::queen(SIDE, SIDE)).row_standardised();
    let global = |r: u64| {
        let values: Vec<f64> = map(r, |_| 3.0).into_iter().map(f64::from).collect();
        moran::global(&values, &weights, 199, r).unwrap()
    };
    let all: Vec<moran::Global> = (0..ROUNDS).map(global).collect();
    study::null("Moran's I, larger, 199 permutations", &all.iter().map(|g| g.p).collect::<Vec<f64>>());
    // What is said of the normal tail of z beside the field.
    assert_eq!(all.iter().filter(|g| normal_at_most(-g.z_random) <= 0.01).count(), 20);
}

#[test]
fn a_fitted_tail_is_no_surer_than_it_says_and_reads_as_many_permutations_would() {
    // With 199 permutations, every p of 0.01 or less has fewer than ten draws as far out: it is fitted.
    let fitted = |c: &[u32], n: &Neighbours, d: &Permutations, i: usize| {
        with_fitted_tails(gi_star(c, n, d).unwrap(), c, n, d)[i].p
    };
    study::null("Gi*, larger, fitted tail of 199 permutations", &p_of_one_cell(199, fitted));
    // Where 19,999 permutations find p between 5/10,000 and 5/1,000, how far off is the tail of 999?
    let queen = Neighbours::queen(SIDE, SIDE);
    let mut ratios = Vec::new();
    for r in 0..ROUNDS / 5 {
        let counts = map(r, |_| 3.0);
        let of = |n: usize, seed: u64| {
            let draws = Permutations::random(CELLS, 8, n, seed);
            with_fitted_tails(gi_star(&counts, &queen, &draws).unwrap(), &counts, &queen, &draws)
        };
        let (many, few) = (of(19_999, r), of(999, r + ROUNDS));
        let rare = many.iter().zip(&few).filter(|(m, f)| (5e-4..5e-3).contains(&m.p) && f.larger < 10);
        ratios.extend(rare.map(|(m, f)| f.p / m.p));
    }
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| ratios[(share * (ratios.len() - 1) as f64) as usize];
    // Careful on the whole, and not by so much that nothing is won.
    assert!(at(0.5) >= 0.8 && at(0.5) <= 3.0, "{} {} {}", at(0.1), at(0.5), at(0.9));
    study::told(&format!(
        "| Gi*, fitted tail of 999 | cells with p from 0.0005 to 0.005 by 19,999 permutations | {} | | {} cells; fitted p over counted p: {:.2} to {:.2} in the middle 80 %, median {:.2} |",
        ROUNDS / 5,
        ratios.len(),
        at(0.1),
        at(0.9),
        at(0.5),
    ));
}

/// A planted gathering: nine cells with `times` the mean of the others.
fn planted(times: f64) -> impl Fn(usize) -> f64 {
    move |i| if (4..7).contains(&(i / SIDE)) && (4..7).contains(&(i % SIDE)) { 3.0 * times } else { 3.0 }
}

#[test]
fn a_planted_gathering_is_seen_and_few_cells_are_falsely_called() {
    let queen = Neighbours::queen(SIDE, SIDE);
    let rounds = ROUNDS / 5;
    for times in [1.5, 2.0, 3.0] {
        // Of each method: maps in which the middle cell is called, and the share of false cells among all called ones.
        let mut seen = [0u32; 3];
        let mut false_share = [0.0; 3];
        for r in 0..rounds {
            let counts = map(r, planted(times));
            let draws = Permutations::random(CELLS, 8, 9_999, r);
            let found = gi_star(&counts, &queen, &draws).unwrap();
            let few = Permutations::random(CELLS, 8, 999, r);
            let fitted = with_fitted_tails(gi_star(&counts, &queen, &few).unwrap(), &counts, &queen, &few);
            let p = |l: &[Local]| l.iter().map(|l| l.p).collect::<Vec<f64>>();
            let local = moran::local(&counts, &queen, &draws).unwrap().iter().map(|l| l.p).collect();
            for (m, p) in [p(&found), p(&fitted), local].iter().enumerate() {
                let limit = fdr::limit(p, 0.05).unwrap_or(0.0);
                let called: Vec<usize> = (0..CELLS).filter(|i| p[*i] <= limit).collect();
                seen[m] += u32::from(called.contains(&(5 * SIDE + 5)));
                // A cell that has no part of the gathering around it has nothing to find.
                let nothing = |i: &&usize| !(3..8).contains(&(*i / SIDE)) || !(3..8).contains(&(*i % SIDE));
                false_share[m] += called.iter().filter(nothing).count() as f64 / called.len().max(1) as f64;
            }
        }
        let methods = ["Gi*, 9,999 permutations", "Gi*, fitted tail of 999", "Local Moran's I, 9,999 permutations"];
        for (m, method) in methods.iter().enumerate() {
            let (seen, wrong) = (f64::from(seen[m]) / rounds as f64, false_share[m] / rounds as f64);
            assert!(wrong <= 0.05 + 3.0 * (0.05 * 0.95 / rounds as f64).sqrt(), "{method}, {times}: {wrong}");
            study::told(&format!(
                "| {method}, 5 % false discovery | 3 x 3 of 144 cells with {times} times the mean of 3 | {rounds} | {:.1} % | false cells among those called: {:.1} % |",
                100.0 * seen,
                100.0 * wrong,
            ));
        }
        if times == 3.0 {
            assert!(seen.iter().all(|s| f64::from(*s) >= 0.8 * rounds as f64), "{seen:?}");
        }
    }
}
