//! How often is each kind of pattern in a picture called sure where nothing has changed?
//!
//! A kind is tested as often as it has parts; the p-value of a kind is the smallest of its corrected ones, which should be
//! at most a in a share of at most a of all pictures.

use std::collections::BTreeMap;

use analysis::picture::{Area, Input, Observation, Settings, make};
use analysis::{crowded, random};
use domain::finding::About;
use domain::geo::{Point, Shape};
use domain::when::{Period, When};
use jiff::ToSpan;
use jiff::civil::date;
use rayon::prelude::*;

use super::draw::{count, factor, share};
use super::study;

const SETS: u64 = 2_000;
const KINDS: [&str; 5] = ["the whole", "areas", "categories", "months", "parts of the week"];
const CATEGORIES: [&str; 4] = ["a", "b", "c", "d"];

/// What one event gives: one observation, or up to three at the same place and hour.
#[derive(Clone, Copy)]
enum World {
    OneByOne,
    Gathered,
}

/// Twelve areas in a ground of four by three.
fn areas() -> Vec<Area> {
    let corner = |c: u32, r: u32| Point::parse(59.4 + f64::from(r) * 0.015, 17.8 + f64::from(c) * 0.022);
    let square = |i: u32| {
        let (c, r) = (i % 4, i / 4);
        let ring = [(c, r), (c + 1, r), (c + 1, r + 1), (c, r + 1), (c, r)];
        let ring = ring.iter().map(|(c, r)| corner(*c, *r).expect("in Sweden")).collect();
        Area { code: format!("A{i}"), name: format!("A{i}"), shape: Shape::parse(vec![vec![ring]]).expect("a square") }
    };
    (0..12).map(square).collect()
}

/// Two years of one event a day, spread evenly over ground, hours and categories.
fn nothing(world: World, seed: u64) -> Vec<Observation<'static>> {
    let mut rng = random::stream(71_010, seed);
    let mut all = Vec::new();
    let mut day = date(2020, 1, 1);
    while day <= date(2021, 12, 31) {
        for _ in 0..count(&mut rng, 1.0) {
            let minute = (share(&mut rng) * 24.0 * 60.0) as i64;
            let seen = Observation {
                when: When::Moment(day.to_datetime(jiff::civil::Time::midnight()).saturating_add(minute.minutes())),
                point: Point::parse(59.4 + share(&mut rng) * 0.045, 17.8 + share(&mut rng) * 0.088).ok(),
                area: None,
                category: CATEGORIES[(share(&mut rng) * 4.0) as usize % 4],
                source: None,
            };
            let times = match world {
                World::OneByOne => 1,
                World::Gathered => 1 + random::below(&mut rng, 3) as usize,
            };
            all.extend(std::iter::repeat_n(seen, times));
        }
        day = day.tomorrow().expect("a day");
    }
    all
}

/// A year and the year before, or the last three months of it and the three before those.
fn periods(months: u32) -> (Period, Option<Period>) {
    let period = |from, to| Period::parse(from, to).expect("a period");
    match months {
        12 => (period(date(2021, 1, 1), date(2021, 12, 31)), Some(period(date(2020, 1, 1), date(2020, 12, 31)))),
        _ => (period(date(2021, 10, 1), date(2021, 12, 31)), Some(period(date(2021, 7, 1), date(2021, 9, 30)))),
    }
}

/// The smallest corrected p of each kind; 1 where nothing of it was tested.
fn smallest(world: World, months: u32, seed: u64, areas: &[Area]) -> [f64; 5] {
    let observations = nothing(world, seed);
    let input = Input {
        observations: &observations,
        areas,
        population: None,
        places: &[],
        category_names: &BTreeMap::new(),
        period: periods(months).0,
        baseline: periods(months).1,
        rejected: 0,
    };
    let content = make(input, &Settings { chance: false, ..Settings::default() }, &mut |_| {});
    let mut p = [1.0; 5];
    let tested = content.findings.iter().filter_map(|f| Some((f, f.tested?.p_corrected)));
    for (finding, corrected) in tested {
        let kind = match finding.about {
            About::Total => 0,
            About::Area { .. } => 1,
            About::Category { .. } => 2,
            About::Month(_) => 3,
            About::Hours(_) => 4,
            About::HotSpot(_) | About::Emerging(_) => continue,
        };
        p[kind] = corrected.min(p[kind]);
    }
    p
}

fn studied(world: World, months: u32) -> Vec<[f64; 5]> {
    let areas = areas();
    (0..SETS).into_par_iter().map(|seed| smallest(world, months, seed, &areas)).collect()
}

fn told(of: &[[f64; 5]], kind: usize, world: &str) {
    let p: Vec<f64> = of.iter().map(|p| p[kind]).collect();
    assert!(p.iter().filter(|p| **p < 1.0).count() > 100, "{}: hardly ever tested", KINDS[kind]);
    study::null(&format!("A picture, {}: {world}", KINDS[kind]), &p);
}

#[test]
fn kinds_of_observations_one_by_one() {
    let all = studied(World::OneByOne, 12);
    (0..5).for_each(|kind| told(&all, kind, "one by one"));
}

/// One event gives two observations on average, and up to three: tests that take each for a chance of its own would
/// have p <= 0.05 four times as often as they say.
#[test]
fn kinds_of_observations_that_come_in_gatherings() {
    let all = studied(World::Gathered, 12);
    (0..5).for_each(|kind| told(&all, kind, "in gatherings of up to three"));
}

/// Three months tell little of how months vary; weeks do. No month has the same month to be compared with.
#[test]
fn kinds_of_observations_in_three_months() {
    let all = studied(World::Gathered, 3);
    [0, 1, 2, 4].into_iter().for_each(|kind| told(&all, kind, "three months, in gatherings of up to three"));
}

#[test]
fn one_square_beside_the_others() {
    for (name, shape) in [("alike", 0), ("that vary", 2)] {
        let one = |r: u64| {
            let mut rng = random::stream(71_011, r);
            let counts: Vec<u32> = (0..200)
                .map(|_| {
                    let more = if shape > 0 { factor(&mut rng, shape) } else { 1.0 };
                    count(&mut rng, 2.5 * more) as u32
                })
                .collect();
            crowded::p_values(&counts)[random::below(&mut rng, 200) as usize]
        };
        let p: Vec<f64> = (0..SETS).into_par_iter().map(one).collect();
        study::null(&format!("One square beside 199 others {name}"), &p);
    }
}
