//! Does a picture say what the observations hold, and no more?

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

use crate::random::{below, stream};

/// A square area of `side` metres in SWEREF 99 TM.
fn square(code: &str, east: f64, north: f64, side: f64) -> Area {
    let plane = Plane::sweref99_tm();
    let ring = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 0.0)]
        .map(|(x, y)| plane.to_point(east + x, north + y).unwrap())
        .to_vec();
    Area { code: code.into(), name: format!("Område {code}"), shape: Shape::parse(vec![vec![ring]]).unwrap() }
}

const EAST: f64 = 660_000.0;
const NORTH: f64 = 6_590_000.0;

fn town() -> Vec<Area> {
    let at = |i: u32| (EAST + 2000.0 * f64::from(i % 4), NORTH + 2000.0 * f64::from(i / 4));
    (0..12).map(|i| square(&format!("A{i:02}"), at(i).0, at(i).1, 2000.0)).collect()
}

/// Two years of observations, spread evenly over the town, with a cluster in the second year if asked for.
fn observations(n: u32, cluster: u32, seed: u64) -> Vec<Observation<'static>> {
    let plane = Plane::sweref99_tm();
    let mut rng = stream(seed, 0);
    let mut seen = Vec::new();
    let mut add = |x: f64, y: f64, day: u32, rng: &mut rand_xoshiro::Xoshiro256PlusPlus| {
        let d = date(2020, 1, 1).checked_add(jiff::Span::new().days(i64::from(day))).unwrap();
        let when = When::Moment(d.at((below(rng, 24)) as i8, 30, 0, 0));
        let category = ["Klotter", "Narkotika", "Trafik"][below(rng, 3) as usize];
        let point = plane.to_point(EAST + x, NORTH + y).ok();
        seen.push(Observation { when, point, area: None, category, source: Some("Boende") });
    };
    for _ in 0..n {
        let (x, y) = (f64::from(below(&mut rng, 80_000)) / 10.0, f64::from(below(&mut rng, 60_000)) / 10.0);
        let day = below(&mut rng, 731);
        add(x, y, day, &mut rng);
    }
    for _ in 0..cluster {
        let (x, y) = (5100.0 + f64::from(below(&mut rng, 200)), 3100.0 + f64::from(below(&mut rng, 200)));
        let day = 366 + below(&mut rng, 365);
        add(x, y, day, &mut rng);
    }
    seen
}

fn year(y: i16) -> Period {
    Period::parse(date(y, 1, 1), date(y, 12, 31)).unwrap()
}

fn content(observations: &[Observation], areas: &[Area]) -> Content {
    content_by(observations, areas, &Settings { replicates: Some(9_999), ..Settings::default() })
}

fn content_by(observations: &[Observation], areas: &[Area], settings: &Settings) -> Content {
    let none = BTreeMap::new();
    make(
        Input {
            observations,
            areas,
            population: None,
            places: &[],
            category_names: &none,
            period: year(2021),
            baseline: Some(year(2020)),
            rejected: 0,
        },
        settings,
        &mut |_| {},
    )
}

/// Twenty a month in both years; in June 2021 sixty more, one by one over the last five months or all on one evening.
fn sixty_more(on_one_evening: bool) -> Content {
    let mut seen = observations(0, 0, 1);
    let mut add = |day: Date| {
        let when = When::Moment(day.at(12, 0, 0, 0));
        seen.push(Observation { when, point: None, area: None, category: "a", source: None });
    };
    for month in year(2020).months().into_iter().chain(year(2021).months()) {
        (0..20).for_each(|i| add(month.checked_add(jiff::Span::new().days(i)).unwrap()));
    }
    for i in 0..60 {
        add(if on_one_evening { date(2021, 6, 12) } else { date(2021, 8 + (i % 5) as i8, 1 + (i % 28) as i8) });
    }
    content_by(&seen, &[], &Settings { chance: false, ..Settings::default() })
}

#[test]
fn an_evening_that_sixty_tell_of_is_one_month_with_more_and_no_year_with_more() {
    let of = |content: &Content, id: &str| content.findings.iter().find(|f| f.id == id).unwrap().verdict;
    let (evening, autumn) = (sixty_more(true), sixty_more(false));
    assert_eq!(of(&evening, "total"), Verdict::MayBeChance);
    assert_eq!(of(&evening, "month:2021-06"), Verdict::More);
    assert_eq!(of(&autumn, "total"), Verdict::More);
}

/// From the p-values of shown months, if they rested on hidden ones, these could be reckoned.
#[test]
fn what_is_said_of_shown_months_is_the_same_whatever_hidden_ones_hold() {
    let with = |june: i64, july: i64| {
        let mut seen = observations(0, 0, 1);
        for (y, per_month) in [(2020, 30), (2021, 24)] {
            for month in year(y).months() {
                let many = match (y, month.month()) {
                    (2021, 6) => june,
                    (2021, 7) => july,
                    (_, m) => per_month + i64::from(m) % 3,
                };
                for i in 0..many {
                    let when = When::Day(month.checked_add(jiff::Span::new().days(i % 28)).unwrap());
                    seen.push(Observation { when, point: None, area: None, category: "a", source: None });
                }
            }
        }
        content_by(&seen, &[], &Settings { chance: false, ..Settings::default() }).months
    };
    let first = with(1, 4);
    assert_eq!(first.iter().filter(|m| m.count == Count::Hidden).count(), 2);
    assert!(first.iter().filter(|m| m.tested.is_some()).count() == 10);
    assert_eq!([with(4, 1), with(3, 3), with(2, 4)], [first.clone(), first.clone(), first]);
}

#[test]
fn before_chance_is_asked_all_that_was_observed_is_there_and_nothing_is_called_a_gathering() {
    let (seen, town) = (observations(4_000, 120, 1), town());
    let whole = content(&seen, &town);
    assert!(!whole.hot_spots.is_empty() && whole.lately.is_some());
    let counted = content_by(&seen, &town, &Settings { chance: false, ..Settings::default() });
    assert!(counted.hot_spots.is_empty() && counted.lately.is_none() && counted.method.replicates == 0);
    let observed = |f: &&Finding| !matches!(f.about, About::HotSpot(_) | About::Emerging(_));
    let kept: Vec<&Finding> = whole.findings.iter().filter(observed).collect();
    assert_eq!(counted.findings.iter().collect::<Vec<_>>(), kept);
    assert_eq!((counted.grid, counted.areas, counted.months), (whole.grid, whole.areas, whole.months));
}

#[test]
fn a_place_where_observations_gather_is_found_in_its_area() {
    let areas = town();
    let c = content(&observations(1500, 120, 1), &areas);
    let spot = &c.hot_spots[0];
    assert_eq!((spot.verdict, spot.area.as_ref().unwrap().0.as_str()), (Verdict::More, "A06"));
    assert_eq!(c.areas[6].verdict, Verdict::More);
    assert!(matches!(c.findings[0].about, About::HotSpot(0)), "{:?}", c.findings[0]);
    assert!(c.hot_spots.iter().all(|h| h.tested.p_corrected <= 0.05 || h.verdict == Verdict::MayBeChance));
}

#[test]
fn what_has_come_lately_is_found_where_and_since_when_it_came() {
    let areas = town();
    let plane = Plane::sweref99_tm();
    let mut rows = observations(1500, 0, 5);
    // Steady all the time at one place: much, but not lately.
    for i in 0..100u32 {
        let day = date(2021, 1, 1).checked_add(jiff::Span::new().days(i64::from(i) * 36 / 10)).unwrap();
        let point = plane.to_point(EAST + 1050.0, NORTH + 1050.0).ok();
        rows.push(Observation { when: When::Day(day), point, area: None, category: "Klotter", source: None });
    }
    let steady = content(&rows, &areas);
    assert!(steady.lately.as_ref().unwrap().found.is_empty(), "{:?}", steady.lately);
    for i in 0..25u32 {
        let day = date(2021, 12, 12).checked_add(jiff::Span::new().days(i64::from(i % 20))).unwrap();
        let point = plane.to_point(EAST + 5050.0 + f64::from(i), NORTH + 3050.0).ok();
        rows.push(Observation { when: When::Day(day), point, area: None, category: "Klotter", source: None });
    }
    let c = content(&rows, &areas);
    let lately = c.lately.as_ref().unwrap();
    let e = &lately.found[0];
    assert_eq!(e.area.as_ref().unwrap().0, "A06");
    assert!((date(2021, 11, 27)..=date(2021, 12, 18)).contains(&e.since), "{e:?}");
    assert!(e.count.shown().unwrap() >= 20 && e.expected < 5.0 && e.tested.p <= 0.01, "{e:?}");
    assert!(c.findings.iter().any(|f| matches!(f.about, About::Emerging(0)) && f.verdict == Verdict::More));
    let months: Vec<Observation> =
        rows.iter().map(|o| Observation { when: When::Month(o.when.first_day().first_of_month()), ..*o }).collect();
    assert_eq!(content(&months, &areas).lately, None, "months have no weeks");
}

#[test]
fn no_hot_spot_is_called_sure_without_its_test() {
    let areas = town();
    let all: Vec<Content> = (0..20).map(|seed| content(&observations(800, 0, 100 + seed), &areas)).collect();
    let hot = all.iter().filter(|c| c.hot_spots.iter().any(|h| h.verdict == Verdict::More));
    let lately = all.iter().filter(|c| c.lately.as_ref().is_some_and(|l| !l.found.is_empty()));
    // Of each kind 5 % of 20 is 1; four or more would happen once in sixty.
    assert!(hot.count() <= 3);
    assert!(lately.count() <= 3);
}

#[test]
fn the_order_of_rows_the_names_and_the_threads_do_not_matter() {
    let areas = town();
    let rows = observations(900, 60, 7);
    let first = content(&rows, &areas);
    let mut turned = rows.clone();
    turned.reverse();
    turned.swap(3, 500);
    assert_eq!(content(&turned, &areas), first);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| content(&rows, &areas)), first);
    let renamed: Vec<Area> = areas.iter().map(|a| Area { name: "x".into(), ..a.clone() }).collect();
    let other = content(&rows, &renamed);
    let counts = |c: &Content| c.areas.iter().map(|a| (a.count, a.verdict)).collect::<Vec<_>>();
    assert_eq!(counts(&other), counts(&first));
}

#[test]
fn a_small_count_is_neither_shown_nor_derivable() {
    let areas = town();
    let mut rows = observations(900, 0, 3);
    // Area A00 keeps two observations of the year.
    let mut left = 2;
    rows.retain(|o| {
        let there = o.point.is_some_and(|p| areas[0].shape.contains(p)) && year(2021).contains(o.when);
        if there && left > 0 {
            left -= 1;
            return true;
        }
        !there
    });
    let c = content(&rows, &areas);
    assert_eq!(c.areas[0].count, Count::Hidden);
    assert!(c.areas.iter().filter(|a| a.count == Count::Hidden).count() >= 2);
    assert!(matches!(c.total, Count::About(_)));
    let json = c.to_json();
    assert!(!json.contains("{\"Exact\":2}") && !json.contains("{\"Exact\":0}"));
    assert!(c.areas[0].expected.is_none() && c.areas[0].tested.is_none() && c.areas[0].rate.is_none());
}

#[test]
fn a_population_with_other_codes_gives_no_rates() {
    let areas = town();
    let rows = observations(500, 0, 4);
    let none = BTreeMap::new();
    let people: BTreeMap<String, u64> = [("0123C1010".to_owned(), 2361)].into();
    let input = Input {
        observations: &rows,
        areas: &areas,
        population: Some(&people),
        places: &[],
        category_names: &none,
        period: year(2021),
        baseline: None,
        rejected: 0,
    };
    let c = make(input, &Settings { replicates: Some(999), ..Settings::default() }, &mut |_| {});
    assert!(matches!(c.population, PopulationUse::NoCodeMatches { rows: 1, areas: 12, .. }));
    assert!(c.areas.iter().all(|a| a.rate.is_none()));
    let right: BTreeMap<String, u64> = [("A00".to_owned(), 1000)].into();
    let c = make(
        Input { population: Some(&right), ..input },
        &Settings { replicates: Some(999), ..Settings::default() },
        &mut |_| {},
    );
    let rate = c.areas[0].rate.unwrap();
    let n = c.areas[0].count.shown().unwrap() as f64;
    assert!((rate.per_1000 - n * 365.25 / 365.0).abs() < 1e-9);
}

#[test]
fn a_content_is_read_back_as_it_was_kept() {
    let c = content(&observations(700, 40, 5), &town());
    let kept = Content::from_json(&c.to_json()).unwrap();
    // JSON numbers may lose their last binary digit on the way.
    fn same(a: &serde_json::Value, b: &serde_json::Value) -> bool {
        use serde_json::Value::{Array, Number, Object};
        match (a, b) {
            (Number(a), Number(b)) => {
                let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
                (a - b).abs() <= 1e-12 * b.abs()
            }
            (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
            (Object(a), Object(b)) => a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| same(a, b))),
            _ => a == b,
        }
    }
    assert!(same(&serde_json::to_value(&kept).unwrap(), &serde_json::to_value(&c).unwrap()));
}

#[test]
fn months_without_days_give_no_week_and_nothing_at_all_gives_a_quiet_picture() {
    let rows: Vec<Observation> = (0..60)
        .map(|i| Observation {
            when: When::month(2021, i % 12 + 1).unwrap(),
            point: None,
            area: None,
            category: "x",
            source: None,
        })
        .collect();
    let c = content(&rows, &[]);
    assert_eq!((c.rhythm.is_none(), c.grid.is_none(), c.total), (true, true, Count::Exact(60)));
    let nothing = content(&[], &[]);
    assert_eq!((nothing.total, nothing.findings.len()), (Count::Hidden, 1));
}

#[test]
fn the_usual_periods_are_the_last_twelve_whole_months_and_those_before() {
    let at =
        |y, m, d| Observation { when: When::Day(date(y, m, d)), point: None, area: None, category: "x", source: None };
    let (p, b) = default_periods(&[at(2019, 11, 3), at(2021, 10, 30)]).unwrap();
    assert_eq!((p.from(), p.to(), b.unwrap().from()), (date(2020, 11, 1), date(2021, 10, 31), date(2019, 11, 1)));
    let (p, b) = default_periods(&[at(2021, 3, 3), at(2021, 10, 12)]).unwrap();
    assert_eq!((p.from(), p.to(), b), (date(2021, 3, 3), date(2021, 10, 12), None));
    assert!(default_periods(&[]).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_observations_make_it_panic(rows in proptest::collection::vec((0i64..800, -1.0f64..1.0, -1.0f64..1.0, any::<bool>()), 0..40)) {
        let areas = [square("A", EAST, NORTH, 2000.0)];
        let rows: Vec<Observation> = rows
            .into_iter()
            .map(|(day, x, y, placed)| Observation {
                when: When::Day(date(2020, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap()),
                point: placed.then(|| Point::parse(17.85 + x / 20.0, 59.4 + y / 20.0).unwrap()),
                area: None, category: "x", source: None,
            })
            .collect();
        let _ = content(&rows, &areas);
        let _ = content(&rows, &[]);
    }
}

#[test]
fn the_map_of_the_year_before_is_judged_by_what_came_and_small_parts_are_not_told() {
    let (mut seen, town) = (observations(4_000, 0, 3), town());
    let even = content(&seen, &town).pointed.expect("enough");
    assert!((0.8..1.3).contains(&even.pai) && even.of / even.squares >= 20, "an even town has no map: {even:?}");
    // Four hundred in one place, both years.
    let plane = Plane::sweref99_tm();
    for day in 0..400 {
        let when = When::Moment(date(2020, 6, 1).checked_add(jiff::Span::new().days(day)).unwrap().at(12, 30, 0, 0));
        let point = plane.to_point(EAST + 5100.0, NORTH + 3100.0).ok();
        seen.push(Observation { when, point, area: None, category: "Klotter", source: None });
    }
    let known = content(&seen, &town).pointed.expect("enough");
    assert!(known.pai > 1.5 && known.share > even.share && known.pei > 0.5, "{known:?}");
    assert_eq!(content(&observations(80, 0, 4), &town).pointed, None, "too few to judge by");
}
