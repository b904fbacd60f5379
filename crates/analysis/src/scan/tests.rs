//! Does the scan find what SaTScan finds, and no more than chance allows where nothing gathers?

use proptest::prelude::*;

use super::*;
use crate::random::{below, stream};

/// Places and cases in SaTScan's form: name, x, y; name, cases, step.
fn read(geo: &str, cas: &str) -> (Vec<String>, Vec<(f64, f64)>, Vec<Cases>) {
    let rows =
        |text: &str| text.lines().map(|l| l.split_whitespace().map(str::to_owned).collect()).collect::<Vec<Vec<_>>>();
    let geo = rows(geo);
    let names: Vec<String> = geo.iter().map(|r| r[0].clone()).collect();
    let places = geo.iter().map(|r| (r[1].parse().unwrap(), r[2].parse().unwrap())).collect();
    let case = |r: &Vec<String>| Cases {
        place: names.iter().position(|n| *n == r[0]).unwrap() as u32,
        n: r[1].parse().unwrap(),
        step: r[2].parse().unwrap(),
    };
    let cases = rows(cas).iter().map(case).collect();
    (names, places, cases)
}

fn g5k(span: Span) -> (Vec<String>, Study) {
    let (names, places, cases) =
        read(include_str!("../../tests/golden/g5k.geo"), include_str!("../../tests/golden/g5k.cas"));
    let study = Study {
        places,
        ground: Ground::Metres,
        steps: 104,
        cases,
        model: Model::Permutation,
        span,
        max_radius: Some(1000.0),
        max_share: 0.5,
        fewest: 2,
    };
    (names, study)
}

const MANY: Chance = Chance { replicates: 999, seed: 1, enough: None };

#[test]
fn the_clusters_of_g5k_are_those_of_satscan() {
    let (names, study) = g5k(Span::Retrospective { longest: 8 });
    let found = scan(&study, Chance { replicates: 99, ..MANY }, 3).unwrap();
    let expected: [(&[&str], f64, usize, usize, u64, f64, f64); 3] = [
        (&["312", "311", "287", "337", "313"], 200.0, 71, 74, 25, 2.01, 40.122717),
        (&["119", "118", "94", "144", "120", "93", "143", "95", "145"], 282.84, 43, 48, 28, 3.11, 36.713995),
        (&["456", "455", "431", "481", "457", "430", "480"], 282.84, 100, 103, 23, 2.69, 29.067108),
    ];
    for (c, (places, radius, first, last, observed, expected, ratio)) in found.clusters.iter().zip(expected) {
        let of: Vec<&str> = c.places.iter().map(|p| names[*p as usize].as_str()).collect();
        assert_eq!(of, places);
        assert_eq!((c.first, c.last, c.observed), (first, last, observed));
        assert!((c.radius - radius).abs() < 0.01 && (c.expected - expected).abs() < 0.005, "{c:?}");
        assert!((c.log_likelihood_ratio - ratio).abs() < 5e-7, "{c:?}");
        assert!(c.p == 0.01 && c.p_gumbel < 1e-6, "{c:?}");
    }
}

#[test]
fn the_largest_of_chance_are_as_large_as_satscan_has_them() {
    let (_, study) = g5k(Span::Prospective { longest: 8 });
    let maxima = scan(&study, MANY, 1).unwrap().maxima;
    let mean = maxima.iter().sum::<f64>() / 999.0;
    let spread = (maxima.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / 998.0).sqrt();
    // SaTScan's 999 had mean 6.895 and standard deviation 1.252: within four standard errors of the difference.
    let error = (1.252_f64.powi(2) / 999.0 * 2.0).sqrt();
    assert!((mean - 6.895).abs() < 4.0 * error, "{mean}");
    assert!((spread - 1.252).abs() < 0.2, "{spread}");
}

/// Golden files that may not be committed, where they are.
fn golden(name: &str) -> Option<String> {
    let folder = std::env::var("SAMVERKA_TEST_DATA")
        .map(std::path::PathBuf::from)
        .unwrap_or_else(|_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let file = folder.join("golden").join(name);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", file.display());
    }
    text
}

#[test]
fn the_clusters_of_north_carolina_are_those_of_satscan() {
    let Some(text) = golden("spdep_nc_sids.json") else { return };
    let nc: serde_json::Value = serde_json::from_str(&text).unwrap();
    let find = |key: &str| -> Vec<f64> {
        fn dig<'v>(v: &'v serde_json::Value, key: &str) -> Option<&'v serde_json::Value> {
            match v {
                serde_json::Value::Object(o) => o.get(key).or_else(|| o.values().find_map(|v| dig(v, key))),
                _ => None,
            }
        }
        let list = dig(&nc, key).and_then(|v| v.as_array()).unwrap_or_else(|| panic!("no {key}"));
        list.iter().map(|x| x.as_f64().unwrap()).collect()
    };
    let (births, sids, x, y) = (find("BIR74"), find("SID74"), find("x"), find("y"));
    let cases = sids.iter().enumerate().map(|(i, n)| Cases { place: i as u32, step: 0, n: *n as u32 }).collect();
    let study = Study {
        places: x.into_iter().zip(y).collect(),
        ground: Ground::Degrees,
        steps: 1,
        cases,
        model: Model::Poisson { expected: births },
        span: Span::Whole,
        max_radius: None,
        max_share: 0.5,
        fewest: 2,
    };
    let found = scan(&study, MANY, 2).unwrap().clusters;
    assert_eq!((found[0].places.len(), found[0].observed), (42, 371));
    assert!((found[0].log_likelihood_ratio - 13.869046).abs() < 5e-7, "{:?}", found[0]);
    assert!((found[0].expected - 303.09).abs() < 0.005 && (found[0].radius / 1000.0 - 193.86).abs() < 0.02);
    assert!((found[0].relative_risk.unwrap() - 1.50).abs() < 0.005);
    assert_eq!((found[1].places.len(), found[1].observed), (1, 15));
    assert!((found[1].log_likelihood_ratio - 11.577076).abs() < 5e-7, "{:?}", found[1]);
    assert!(found[1].p <= 0.01 && found[1].p_gumbel < 0.005, "{:?}", found[1]);
}

/// A small study of nothing but chance.
fn nothing(seed: u64, places: usize, steps: usize, n: usize, model: Model, span: Span) -> Study {
    let mut rng = stream(seed, 77);
    let mut draw = |k: usize| below(&mut rng, k as u32);
    let places: Vec<(f64, f64)> = (0..places).map(|_| (f64::from(draw(50)), f64::from(draw(50)))).collect();
    let cases = (0..n).map(|_| Cases { place: draw(places.len()), step: draw(steps), n: 1 }).collect();
    Study {
        places,
        ground: Ground::Metres,
        steps,
        cases,
        model,
        span,
        max_radius: Some(20.0),
        max_share: 0.5,
        fewest: 2,
    }
}

fn models(places: usize, steps: usize) -> Vec<Model> {
    let controls = (0..places * steps * 2)
        .map(|i| Cases { place: (i % places) as u32, step: (i / places % steps) as u32, n: 1 + (i % 3) as u32 })
        .collect();
    vec![
        Model::Permutation,
        Model::Poisson { expected: (0..places * steps).map(|i| 1.0 + (i % 5) as f64).collect() },
        Model::Bernoulli { controls },
    ]
}

const SPANS: [Span; 3] = [Span::Whole, Span::Prospective { longest: 4 }, Span::Retrospective { longest: 4 }];

#[test]
fn replicates_beside_each_other_give_what_each_gives_alone() {
    for model in models(20, 9) {
        for span in SPANS {
            let study = nothing(5, 20, 9, 150, model.clone(), span);
            let ground = Prepared::of(&study).unwrap();
            let dealer = Dealer::of(&study, &ground.windows);
            let groups = Groups::of(&ground);
            let bar = Thresholds::of(&ground, &groups, 0.01, 1);
            let fast = engine::maxima(&ground, &groups, &dealer, &bar, (3, 0, LANES));
            let counts: Vec<[i32; LANES]> = dealer.deal((3, 0, LANES));
            for (lane, fast) in fast.iter().enumerate() {
                let alone: Vec<u32> = counts.iter().map(|of| of[lane] as u32).collect();
                let one = Prepared { counts: alone, ..Prepared::of(&study).unwrap() };
                let best = one.best_of_each_middle(&groups).first().map_or(0.0, |f| f.ratio);
                let seen = if best < 0.01 { fast.min(best) } else { *fast };
                assert!((seen - best).abs() < 1e-9, "{model:?} {span:?}: {fast} {best}");
            }
        }
    }
}

#[test]
fn threads_and_the_order_of_rows_and_the_place_on_earth_do_not_matter() {
    let (_, study) = g5k(Span::Prospective { longest: 8 });
    let chance = Chance { replicates: 99, seed: 4, enough: None };
    let here = scan(&study, chance, 5).unwrap();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| scan(&study, chance, 5).unwrap()), here);
    let mut turned = study.clone();
    turned.cases.reverse();
    assert_eq!(scan(&turned, chance, 5).unwrap(), here);
    let mut moved = study.clone();
    moved.places.iter_mut().for_each(|(x, y)| (*x, *y) = (*x + 500_000.0, *y - 250_000.0));
    assert_eq!(scan(&moved, chance, 5).unwrap(), here);
}

#[test]
fn where_nothing_gathers_small_p_values_are_no_more_common_than_they_say() {
    for (model, span) in models(25, 6).into_iter().zip(SPANS.into_iter().cycle().skip(1)) {
        let (mut at_most, rounds) = ([0u32; 3], 1000);
        let levels = [0.01, 0.05, 0.1];
        for round in 0..rounds {
            let mut study = nothing(9, 25, 6, 120, model.clone(), span);
            // Cases as chance deals them under the model itself.
            let windows = Windows::of(Span::Retrospective { longest: 6 }, 6);
            let dealt = Dealer::of(&study, &windows).deal::<i32>((round + 1, 0, 1));
            let slots = windows.slots();
            study.cases = (0..25 * 6)
                .map(|i| {
                    let at = i / 6 * slots + i % 6;
                    let n = dealt[at + 1][0] - dealt[at][0];
                    Cases { place: (i / 6) as u32, step: (i % 6) as u32, n: n as u32 }
                })
                .collect();
            if let Model::Bernoulli { controls } = &mut study.model {
                let all = nothing(9, 25, 6, 120, model.clone(), span).cases;
                let count = |of: &[Cases], i: usize| {
                    let here = of.iter().filter(|c| (c.place as usize, c.step as usize) == (i / 6, i % 6));
                    here.map(|c| c.n).sum::<u32>()
                };
                *controls = (0..25 * 6)
                    .map(|i| {
                        let n = count(&all, i) + count(controls, i) - study.cases[i].n;
                        Cases { place: (i / 6) as u32, step: (i % 6) as u32, n }
                    })
                    .collect();
            }
            let found = scan(&study, Chance { replicates: 99, seed: round, enough: None }, 1).unwrap();
            let p = found.clusters.first().map_or(1.0, |c| c.p);
            at_most.iter_mut().zip(levels).for_each(|(n, a)| *n += u32::from(p <= a));
        }
        for (n, a) in at_most.iter().zip(levels) {
            let share = f64::from(*n) / rounds as f64;
            let most = a + 3.0 * (a * (1.0 - a) / rounds as f64).sqrt();
            assert!(share <= most, "{model:?} {span:?}: P(p <= {a}) = {share}");
        }
    }
}

#[test]
fn in_small_studies_p_is_that_of_cases_dealt_one_study_at_a_time() {
    let one = |study: &Study| {
        let found = scan(study, Chance { replicates: 0, seed: 1, enough: None }, 1).unwrap();
        found.clusters.first().map_or(0.0, |c| c.log_likelihood_ratio)
    };
    let mut low = 0;
    for seed in 0..24u64 {
        let mut rng = stream(77, seed);
        let (places, steps, n) = (3 + (seed % 3) as usize, 3 + (seed % 2) as usize, 6 + (seed % 4) as usize * 4);
        let permutation = seed % 3 > 0;
        let span = if permutation { Span::Retrospective { longest: 2 } } else { Span::Whole };
        let all: Vec<(u32, u32)> =
            (0..2 * n).map(|_| (below(&mut rng, places as u32), below(&mut rng, steps as u32))).collect();
        let of =
            |rows: &[(u32, u32)]| rows.iter().map(|(place, step)| Cases { place: *place, step: *step, n: 1 }).collect();
        let dealt = |rows: &[(u32, u32)]| Study {
            places: (0..places).map(|i| (100.0 * i as f64, 0.0)).collect(),
            ground: Ground::Metres,
            steps,
            cases: of(&rows[..n]),
            model: if permutation { Model::Permutation } else { Model::Bernoulli { controls: of(&rows[n..]) } },
            span,
            max_radius: None,
            max_share: 0.5,
            fewest: 2,
        };
        let study = dealt(&all);
        let Some(first) = scan(&study, MANY, 1).unwrap().clusters.into_iter().next() else { continue };
        let again = (0..999).filter(|_| {
            let mut rows = all.clone();
            if permutation {
                (1..n).rev().for_each(|i| {
                    let j = below(&mut rng, i as u32 + 1) as usize;
                    (rows[i].1, rows[j].1) = (rows[j].1, rows[i].1);
                });
            } else {
                (1..2 * n).rev().for_each(|i| rows.swap(i, below(&mut rng, i as u32 + 1) as usize));
            }
            one(&dealt(&rows)) >= first.log_likelihood_ratio * (1.0 - 1e-9)
        });
        let p = (again.count() as f64 + 1.0) / 1000.0;
        let error = (p * (1.0 - p) * 2.0 / 999.0).sqrt();
        assert!((first.p - p).abs() < 4.5 * error + 0.003, "study {seed}: {} is not {p}: {first:?}", first.p);
        low += usize::from(first.log_likelihood_ratio < LOW);
    }
    assert!(low >= 3, "only {low} studies had a small ratio");
}

#[test]
fn a_scan_that_is_clearly_nothing_ends_early_and_says_how_many_it_made() {
    let study = nothing(2, 30, 8, 200, Model::Permutation, Span::Prospective { longest: 4 });
    let all = scan(&study, Chance { replicates: 9_999, seed: 1, enough: None }, 1).unwrap();
    let early = scan(&study, Chance { replicates: 9_999, seed: 1, enough: Some(50) }, 1).unwrap();
    if all.clusters[0].p > 0.1 {
        assert!(early.replicates < 2_000, "{}", early.replicates);
    }
    assert!((early.clusters[0].p - all.clusters[0].p).abs() < 0.15);
    assert_eq!(all.replicates, 9_999);
}

#[test]
fn a_study_of_nothing_is_refused_with_the_reason() {
    let study = nothing(1, 5, 3, 10, Model::Permutation, Span::Whole);
    let refused = |change: &dyn Fn(&mut Study)| {
        let mut s = study.clone();
        change(&mut s);
        scan(&s, MANY, 1).unwrap_err()
    };
    assert_eq!(refused(&|s| s.cases.clear()), CannotScan::Nothing);
    assert_eq!(refused(&|s| s.places.clear()), CannotScan::Nothing);
    assert_eq!(refused(&|s| s.places[2].0 = f64::NAN), CannotScan::Place(2));
    assert_eq!(refused(&|s| s.cases[0].step = 3), CannotScan::Outside);
    assert_eq!(refused(&|s| s.model = Model::Poisson { expected: vec![0.0; 15] }), CannotScan::Expectation);
    assert_eq!(refused(&|s| s.model = Model::Poisson { expected: vec![f64::NAN; 15] }), CannotScan::Expectation);
    assert_eq!(refused(&|s| s.model = Model::Poisson { expected: vec![] }), CannotScan::Expectation);
}

#[test]
fn all_cases_on_one_spot_are_no_cluster_in_space_and_time() {
    let mut study = nothing(1, 1, 6, 40, Model::Permutation, Span::Prospective { longest: 3 });
    study.max_share = 1.0;
    let found = scan(&study, MANY, 3).unwrap();
    assert!(found.clusters.is_empty(), "{found:?}");
}

#[test]
fn places_on_the_same_spot_are_one_circle_of_radius_0_or_cannot_be_told_apart() {
    for model in 0..3 {
        // Every other place lies where the one before it lies, but for a zero's sign.
        let mut study = nothing(3, 12, 4, 60, models(12, 4).swap_remove(model), Span::Retrospective { longest: 2 });
        for i in (0..12).step_by(2) {
            study.places[i] = (f64::from(i as u32) * 10.0, 0.0);
            study.places[i + 1] = (f64::from(i as u32) * 10.0, -0.0);
        }
        (study.max_share, study.fewest) = (0.5, 1);
        study.cases.push(Cases { place: 4, step: 1, n: 30 });
        let found = scan(&study, Chance { replicates: 39, seed: 1, enough: None }, 9).unwrap();
        assert!(found.clusters[0].places.contains(&4) && found.clusters[0].places.contains(&5), "{found:?}");
        for c in &found.clusters {
            assert!(c.places.iter().all(|p| c.places.contains(&(p ^ 1))), "{c:?}");
            assert!(c.places.len() > 2 || c.radius == 0.0, "{c:?}");
        }
        study.places.fill((5.0, 5.0));
        assert_eq!(scan(&study, MANY, 3), Err(CannotScan::OneSpot));
    }
}

proptest! {
    #[test]
    fn no_study_makes_it_panic(
        places in proptest::collection::vec((-1e3f64..1e3, -90f64..90.0), 1..12),
        rows in proptest::collection::vec((0u32..12, 0u32..5, 0u32..4), 0..40),
        degrees in any::<bool>(), model in 0usize..3, span in 0usize..3, share in 0f64..1.5,
    ) {
        let n = places.len() as u32;
        let cases: Vec<Cases> =
            rows.into_iter().map(|(p, step, count)| Cases { place: p % n, step, n: count }).collect();
        let study = Study {
            ground: if degrees { Ground::Degrees } else { Ground::Metres },
            model: models(places.len(), 5).swap_remove(model),
            places, steps: 5, cases, span: SPANS[span], max_radius: None, max_share: share, fewest: 1,
        };
        if let Ok(found) = scan(&study, Chance { replicates: 40, seed: 1, enough: None }, 10) {
            for c in found.clusters {
                prop_assert!(c.observed as f64 > c.expected && c.log_likelihood_ratio > 0.0);
                prop_assert!((0.0..=1.0).contains(&c.p) && c.p > 0.0 && (0.0..=1.0).contains(&c.p_gumbel));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_and_the_origin_of_places_do_not_matter_to_any_p(
        rows in proptest::collection::vec((0i32..40, 0i32..40, proptest::collection::vec(0u32..4, 6)), 3..14),
        by in 1usize..13, east in -5_000i32..5_000, north in -5_000i32..5_000, kind in 0u8..3,
    ) {
        let study = |rows: &[(i32, i32, Vec<u32>)], (east, north): (i32, i32)| {
            let cases: Vec<Cases> = rows.iter().zip(0u32..).flat_map(|(r, place)| {
                r.2.iter().zip(0u32..).map(move |(n, step)| Cases { place, step, n: *n })
            }).collect();
            Study {
                places: rows.iter().map(|r| (f64::from(r.0 + east), f64::from(r.1 + north))).collect(),
                ground: Ground::Metres,
                steps: 6,
                model: match kind {
                    0 => Model::Permutation,
                    1 => Model::Bernoulli { controls: cases.iter().map(|c| Cases { n: 3 - c.n, ..*c }).collect() },
                    _ => Model::Poisson { expected: rows.iter().flat_map(|r| (0..6).map(move |s| f64::from(r.0 + s + 1))).collect() },
                },
                cases,
                span: Span::Retrospective { longest: 3 },
                max_radius: None,
                max_share: 0.5,
                fewest: 2,
            }
        };
        let few = Chance { replicates: 39, seed: 1, enough: None };
        let told = |found: Result<Scan, CannotScan>, at: &dyn Fn(u32) -> (i32, i32)| found.map(|s| {
            let one = |c: &Cluster| (c.places.iter().map(|p| at(*p)).collect::<Vec<_>>(), c.first, c.last, c.observed, c.p);
            s.clusters.iter().map(one).collect::<Vec<_>>()
        });
        let place = |rows: &[(i32, i32, Vec<u32>)], p: u32| (rows[p as usize].0, rows[p as usize].1);
        let usual = told(scan(&study(&rows, (0, 0)), few, 5), &|p| place(&rows, p));
        let mut turned = rows.clone();
        turned.rotate_left(by % rows.len());
        prop_assert_eq!(&told(scan(&study(&turned, (0, 0)), few, 5), &|p| place(&turned, p)), &usual);
        prop_assert_eq!(&told(scan(&study(&turned, (east, north)), few, 5), &|p| place(&turned, p)), &usual);
    }
}
