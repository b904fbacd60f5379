//! What does a period's worth of observations say? Puts all methods together, purely.
//!
//! The same observations, areas and settings give the same [`Content`], whatever the order of rows, the
//! names or the number of threads. `samverka picture` and the web both call [`make`].

mod lately;
mod months;
mod periods;
mod pointed;
mod settings;
pub mod spot;
mod varying;
mod week;
mod year;

use std::collections::{BTreeMap, HashMap};

use domain::finding::{
    About, AreaCount, CannotTell, CategoryCount, Caution, Content, Count, Coverage, FORMAT, Finding, Interval, Method,
    PopulationUse, Rate, SourceCount, TestMethod, Tested, Verdict,
};
use domain::geo::{Bounds, Plane, Point, Shape};
use domain::when::{Period, When};
use jiff::civil::{Date, DateTime};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::compare::{self, Predicted};
use crate::varies::Dispersion;
use crate::{fdr, rhythm, suppress};
pub use periods::{baseline, default_periods, reach};
pub use settings::{Settings, Step};
use varying::{Varying, varying};
pub use year::earliest;

/// One observation, as far as counting goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation<'a> {
    /// When.
    pub when: When,
    /// Where, if known.
    pub point: Option<Point>,
    /// The code or name of its area, where there is no point.
    pub area: Option<&'a str>,
    /// The code of its category.
    pub category: &'a str,
    /// Who it came from.
    pub source: Option<&'a str>,
}

/// An area to count in.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its ground.
    pub shape: Shape,
}

/// A place with a name, by which a hot spot can be called.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name: "Torgbys station".
    pub name: String,
    /// Where it is.
    pub point: Point,
}

/// Everything that a picture is made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The observations, of any time; those outside period and baseline are left out.
    pub observations: &'a [Observation<'a>],
    /// The areas, or none.
    pub areas: &'a [Area],
    /// Inhabitants per area code, if known.
    pub population: Option<&'a BTreeMap<String, u64>>,
    /// Places with names.
    pub places: &'a [Place],
    /// Names of category codes; a code without one is its own name.
    pub category_names: &'a BTreeMap<String, String>,
    /// The time that the picture is about.
    pub period: Period,
    /// The time to compare with.
    pub baseline: Option<Period>,
    /// Rows that could not be read.
    pub rejected: u64,
}

struct Placed<'a> {
    seen: &'a Observation<'a>,
    now: bool,
    area: Option<u32>,
    metres: Option<(f64, f64)>,
}

/// Makes the picture.
pub fn make(input: Input, settings: &Settings, step: &mut dyn FnMut(Step)) -> Content {
    step(Step::Placing);
    let plane = plane(&input);
    let placed = place(&input, plane.as_ref());
    step(Step::Counting);
    let now: Vec<&Placed> = placed.iter().filter(|p| p.now).collect();
    let before: Vec<&Placed> = placed.iter().filter(|p| !p.now).collect();
    let least = settings.smallest_shown;
    let compared = input.baseline.map(|b| (b, before.len() as u64));
    let (n, n_before) = (now.len() as u64, before.len() as u64);

    let mut sources = sources(&now, least);
    let varying = varying(&input, (&now, &before), least);
    let (areas, scale) = areas(&input, (&now, &before), &varying.by_area, settings);
    let categories = categories(&input, (&now, &before), &varying, settings);
    let months = months::counts(&input, (&now, &before), varying.whole, settings);
    let moments: Vec<DateTime> =
        now.iter().filter_map(|p| if let When::Moment(t) = p.seen.when { Some(t) } else { None }).collect();
    let mut week = rhythm::week(&rhythm::known_times(&moments), settings.level, least);
    let years = year::counts(&input);
    let year = if settings.chance { year::wheel(&input, &years, settings) } else { None };
    step(Step::HotSpots);
    let spot::Spots { grid, pointed, hot_spots, replicates } =
        spot::hot_spots(&input, plane.as_ref(), (&now, &before), settings);

    step(Step::Lately);
    let lately = match settings.chance {
        true => lately::lately(&input, plane.as_ref(), grid.as_ref(), &now, settings),
        false => None,
    };

    let hidden = |c: Count| c == Count::Hidden;
    let hides = sources.iter().any(|s| hidden(s.count))
        || areas.iter().any(|a| hidden(a.count))
        || categories.iter().any(|c| hidden(c.count))
        || months.iter().any(|m| hidden(m.count))
        || week.as_ref().is_some_and(|w| w.hides);
    let hides_before =
        areas.iter().any(|a| a.before.is_some_and(hidden)) || categories.iter().any(|c| c.before.is_some_and(hidden));
    let total = suppress::total(n, hides, least);
    // A single source has what the whole has, and must not say it more exactly.
    if let [only] = sources.as_mut_slice()
        && now.iter().all(|p| p.seen.source.is_some())
    {
        only.count = total;
    }
    let total_before = compared.map(|(_, b)| suppress::total(b, hides_before, least));
    let with = |f: &dyn Fn(&Placed) -> bool| match now.iter().filter(|p| f(p)).count() as u64 {
        // That none has a day or a place says something of the file, and of no one.
        0 => Count::Exact(0),
        part => suppress::part(part, n, hides, least),
    };
    let timed = week.as_ref().map_or(0, |w| w.timed);
    if let Some(w) = &mut week {
        // Beside a rounded total, an exact part of it would say more than the total does.
        w.hides |= hides;
        w.rhythm.timed = suppress::part(timed, n, hides, least);
    }
    let coverage = Coverage {
        placed: with(&|p| p.seen.point.is_some() || p.area.is_some()),
        in_areas: (!input.areas.is_empty()).then(|| with(&|p| p.area.is_some())),
        dated: with(&|p| p.seen.when.day().is_some()),
        timed: suppress::part(timed, n, hides, least),
        rejected: input.rejected,
    };
    let placed_share =
        now.iter().filter(|p| p.seen.point.is_some() || p.area.is_some()).count() as f64 / n.max(1) as f64;
    let timed_share = timed as f64 / n.max(1) as f64;
    let cautions = Cautions { place: placed_share < 0.8, time: timed_share < 0.8 };

    let mut findings = Vec::new();
    findings.extend(whole(&input, (n, n_before), (total, total_before), varying.whole, settings));
    findings.extend(hot_spots.iter().enumerate().map(|(i, h)| spot::finding(i, h, total, cautions)));
    let emerging = lately.iter().flat_map(|l| &l.found).enumerate();
    findings.extend(emerging.map(|(i, e)| lately::finding(i, e, total, cautions)));
    findings.extend(areas.iter().map(|a| area_finding(a, total, cautions)));
    findings.extend(categories.iter().map(|c| category_finding(c, total)));
    findings.extend(months.iter().filter(|m| m.expected.is_some()).map(|m| months::finding(m, total)));
    if let Some(w) = &week {
        findings.extend(week::finding(w, total, settings, cautions));
    }
    findings.sort_by(|a, b| order(a).partial_cmp(&order(b)).unwrap_or(std::cmp::Ordering::Equal));
    let population = population_use(&input, &areas);
    step(Step::Done);
    Content {
        format: FORMAT,
        period: input.period,
        baseline: input.baseline,
        total,
        total_before,
        findings,
        areas,
        hot_spots,
        grid,
        pointed,
        lately,
        rhythm: week.map(|w| w.rhythm),
        months,
        year,
        categories,
        sources,
        coverage,
        population,
        method: Method {
            made_with: settings.made_with.clone(),
            seed: settings.seed,
            replicates,
            false_discovery_rate: settings.false_discovery_rate,
            level: settings.level,
            smallest_shown: least,
            plane: plane.as_ref().map(Plane::name),
            scale,
            data_version: data_version(&placed, &years),
            files: Vec::new(),
        },
    }
}

#[derive(Clone, Copy)]
struct Cautions {
    place: bool,
    time: bool,
}

fn plane(input: &Input) -> Option<Plane> {
    let around = if input.areas.is_empty() {
        Bounds::around(input.observations.iter().filter_map(|o| o.point))
    } else {
        input.areas.iter().map(|a| a.shape.bounds()).reduce(Bounds::and)
    }?;
    Point::parse((around.west + around.east) / 2.0, (around.south + around.north) / 2.0).ok().map(Plane::around)
}

/// The observations of both periods, each in its area, in an order that does not depend on the file's.
fn place<'a>(input: &Input<'a>, plane: Option<&Plane>) -> Vec<Placed<'a>> {
    let by_name: HashMap<&str, u32> = input
        .areas
        .iter()
        .enumerate()
        .flat_map(|(i, a)| [(a.name.as_str(), i as u32), (a.code.as_str(), i as u32)])
        .collect();
    // A projection is not shared between threads: each gets its own.
    let named = plane.map(Plane::name);
    let mut placed: Vec<Placed> = input
        .observations
        .par_iter()
        .map_init(
            || named.map(Plane::named),
            |plane, seen| {
                let now = input.period.contains(seen.when);
                if !now && !input.baseline.is_some_and(|b| b.contains(seen.when)) {
                    return None;
                }
                let area = match seen.point {
                    Some(p) => input.areas.iter().position(|a| a.shape.contains(p)).map(|i| i as u32),
                    None => seen.area.and_then(|a| by_name.get(a).copied()),
                };
                let metres = seen.point.zip(plane.as_ref()).map(|(p, plane)| plane.to_plane(p));
                Some(Placed { seen, now, area, metres })
            },
        )
        .flatten()
        .collect();
    placed.par_sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
    placed
}

type Key<'a> = (Date, Option<DateTime>, Option<(f64, f64)>, &'a str, Option<&'a str>, Option<&'a str>);

fn key<'a>(p: &Placed<'a>) -> Key<'a> {
    let o = p.seen;
    let time = if let When::Moment(t) = o.when { Some(t) } else { None };
    (o.when.first_day(), time, o.point.map(|p| (p.lon(), p.lat())), o.category, o.source, o.area)
}

/// The version of the data that a picture of this input rests on, as [`Method::data_version`].
pub fn version(input: &Input) -> String {
    data_version(&place(input, plane(input).as_ref()), &year::counts(input))
}

/// Of the years before the time that is compared with, only how many there were in each month is used.
fn data_version(placed: &[Placed], years: &[Vec<u64>]) -> String {
    let mut hash = Sha256::new();
    for p in placed {
        let o = p.seen;
        let when = o.when.to_string();
        let point = o.point.map_or(String::new(), |p| format!("{},{}", p.lon(), p.lat()));
        let line = [when.as_str(), &point, o.category, o.source.unwrap_or(""), o.area.unwrap_or("")].join("\u{1f}");
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    if !years.is_empty() {
        hash.update(format!("{years:?}"));
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

fn tally<'a, K: Ord>(rows: &[&Placed<'a>], of: impl Fn(&Placed<'a>) -> Option<K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for key in rows.iter().filter_map(|p| of(p)) {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

fn sources(now: &[&Placed], least: u64) -> Vec<SourceCount> {
    let mut counted: Vec<(&str, u64)> = tally(now, |p| p.seen.source).into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let shown = suppress::counts(&counted.iter().map(|(_, n)| *n).collect::<Vec<_>>(), least);
    counted.into_iter().zip(shown).map(|((name, _), count)| SourceCount { name: name.to_owned(), count }).collect()
}

fn verdict(more: bool, corrected: f64, settings: &Settings) -> Verdict {
    match (corrected <= settings.false_discovery_rate, more) {
        (false, _) => Verdict::MayBeChance,
        (true, true) => Verdict::More,
        (true, false) => Verdict::Fewer,
    }
}

fn areas(
    input: &Input,
    (now, before): (&[&Placed], &[&Placed]),
    varying: &[Dispersion],
    settings: &Settings,
) -> (Vec<AreaCount>, Option<f64>) {
    if input.areas.is_empty() {
        return (Vec::new(), None);
    }
    let least = settings.smallest_shown;
    let count = |rows: &[&Placed]| {
        let mut n = vec![0u64; input.areas.len()];
        for p in rows {
            if let Some(a) = p.area {
                n[a as usize] += 1;
            }
        }
        n
    };
    let (n, b) = (count(now), count(before));
    let (all_now, all_before): (u64, u64) = (n.iter().sum(), b.iter().sum());
    let hide_now = suppress::hidden(&n, least);
    let hide_before = suppress::hidden(&b, least);
    let scale = (input.baseline.is_some() && all_before > 0).then(|| all_now as f64 / all_before as f64);
    let p: Vec<f64> = n.iter().zip(&b).map(|(n, b)| compare::part_of_whole_p(*n, *b, all_now, all_before)).collect();
    // Areas of which nothing is said are not tested either.
    let is_tested: Vec<bool> = (0..n.len()).map(|i| scale.is_some() && !hide_now[i] && !hide_before[i]).collect();
    let plain: Vec<f64> = p.iter().zip(&is_tested).filter(|(_, t)| **t).map(|(p, _)| *p).collect();
    // Either what an area tells comes in gatherings, or areas go different ways of their own: the larger of the two.
    let between = compare::dispersion(&plain);
    let dispersion: Vec<Dispersion> = varying.iter().map(|own| between.larger(*own)).collect();
    let tested = dispersion.iter().zip(&is_tested).filter(|(_, t)| **t).map(|(d, _)| d);
    let tested_p: Vec<f64> = plain.iter().zip(tested).map(|(p, d)| d.p(compare::widened(*p, d.times))).collect();
    let corrected = fdr::corrected(&tested_p);
    let tests = tested_p.len() as u64;
    let mut tested = tested_p.into_iter().zip(corrected);
    let days = input.period.days() as f64;
    let rows = (0..n.len())
        .map(|i| {
            let area = &input.areas[i];
            let varies = dispersion[i];
            let predicted = scale.map(|s| Predicted::from_before(b[i] as f64, s, varies.times));
            let (test, said) = if is_tested[i] {
                let (p, p_corrected) = tested.next().unwrap_or((1.0, 1.0));
                let more = predicted.is_some_and(|q| n[i] as f64 > q.mean());
                (
                    Some(Tested { method: TestMethod::FisherExact, p, p_corrected, tests }),
                    verdict(more, p_corrected, settings),
                )
            } else if input.baseline.is_none() || all_before == 0 {
                (None, Verdict::CannotTell(CannotTell::NoBaseline))
            } else {
                (None, Verdict::CannotTell(CannotTell::Hidden))
            };
            let rate =
                input.population.and_then(|p| p.get(&area.code)).filter(|p| **p > 0 && !hide_now[i]).map(|people| {
                    let per = |x: f64| x / *people as f64 * 1000.0 * 365.25 / days;
                    let alone = compare::poisson_interval_of(n[i] as f64 / varies.times, varies.level(settings.level));
                    let (low, high) = (alone.low * varies.times, alone.high.map(|h| h * varies.times));
                    let interval = Interval { low: per(low), high: high.map(per), level: settings.level };
                    Rate { per_1000: per(n[i] as f64), interval, population: *people }
                });
            AreaCount {
                code: area.code.clone(),
                name: area.name.clone(),
                shape: area.shape.clone(),
                count: if hide_now[i] { Count::Hidden } else { Count::Exact(n[i]) },
                before: input.baseline.map(|_| if hide_before[i] { Count::Hidden } else { Count::Exact(b[i]) }),
                expected: predicted
                    .filter(|_| is_tested[i])
                    .map(|p| Interval { level: settings.level, ..p.interval(varies.level(settings.level)) }),
                verdict: said,
                tested: test,
                rate,
            }
        })
        .collect();
    (rows, scale)
}

fn categories(
    input: &Input,
    (now, before): (&[&Placed], &[&Placed]),
    varying: &Varying,
    settings: &Settings,
) -> Vec<CategoryCount> {
    let least = settings.smallest_shown;
    let (n, b) = (tally(now, |p| Some(p.seen.category)), tally(before, |p| Some(p.seen.category)));
    let mut codes: Vec<&str> = n.keys().chain(b.keys()).copied().collect();
    codes.sort_unstable();
    codes.dedup();
    let get = |m: &BTreeMap<&str, u64>, c: &str| m.get(c).copied().unwrap_or(0);
    codes.sort_by_key(|c| (std::cmp::Reverse(get(&n, c)), *c));
    let counts: Vec<u64> = codes.iter().map(|c| get(&n, c)).collect();
    let counts_before: Vec<u64> = codes.iter().map(|c| get(&b, c)).collect();
    let (shown, shown_before) = (suppress::counts(&counts, least), suppress::counts(&counts_before, least));
    let compared: Vec<Option<compare::Compared>> = (0..codes.len())
        .map(|i| {
            let enough = counts[i].min(counts_before[i]) >= settings.smallest_compared;
            let is_shown = shown[i] != Count::Hidden && shown_before[i] != Count::Hidden;
            let days = input.baseline.filter(|_| enough && is_shown)?.days() as f64;
            let (now, before) = ((counts[i], input.period.days() as f64), (counts_before[i], days));
            let dispersion = varying.by_category.get(codes[i]).copied().unwrap_or(Dispersion::CHANCE);
            compare::rate_ratio_varying(now, before, dispersion, settings.level)
        })
        .collect();
    let p: Vec<f64> = compared.iter().flatten().map(|c| c.p).collect();
    let mut corrected = fdr::corrected(&p).into_iter();
    (0..codes.len())
        .map(|i| {
            let (change, tested, said) = match compared[i] {
                Some(c) => {
                    let q = corrected.next().unwrap_or(1.0);
                    let tests = p.len() as u64;
                    let tested = Tested { method: TestMethod::RateRatioExact, p: c.p, p_corrected: q, tests };
                    (Some(c.change), Some(tested), verdict(c.change.ratio > 1.0, q, settings))
                }
                None if input.baseline.is_none() => (None, None, Verdict::CannotTell(CannotTell::NoBaseline)),
                None => (None, None, Verdict::CannotTell(CannotTell::TooFew(settings.smallest_compared))),
            };
            let code = codes[i].to_owned();
            CategoryCount {
                name: input.category_names.get(&code).unwrap_or(&code).clone(),
                code,
                count: shown[i],
                before: input.baseline.map(|_| shown_before[i]),
                change,
                verdict: said,
                tested,
            }
        })
        .collect()
}

fn whole(
    input: &Input,
    (n, before): (u64, u64),
    (total, total_before): (Count, Option<Count>),
    dispersion: Dispersion,
    settings: &Settings,
) -> Option<Finding> {
    let days = input.baseline?.days() as f64;
    let enough = n.min(before) >= settings.smallest_compared;
    let (now, then) = ((n, input.period.days() as f64), (before, days));
    let compared = compare::rate_ratio_varying(now, then, dispersion, settings.level).filter(|_| enough);
    Some(Finding {
        id: "total".into(),
        about: About::Total,
        verdict: compared.map_or(Verdict::CannotTell(CannotTell::TooFew(settings.smallest_compared)), |c| {
            verdict(c.change.ratio > 1.0, c.p, settings)
        }),
        count: total,
        before: total_before,
        of: total,
        expected: None,
        change: compared.map(|c| c.change),
        tested: compared.map(|c| Tested { method: TestMethod::RateRatioExact, p: c.p, p_corrected: c.p, tests: 1 }),
        cautions: vec![Caution::ObservationsAreNotCrimes],
    })
}

fn area_finding(a: &AreaCount, total: Count, cautions: Cautions) -> Finding {
    let mut limits = vec![Caution::ObservationsAreNotCrimes];
    if cautions.place {
        limits.push(Caution::PlaceOftenUnknown);
    }
    Finding {
        id: format!("area:{}", a.code),
        about: About::Area { code: a.code.clone(), name: a.name.clone() },
        verdict: a.verdict,
        count: a.count,
        before: a.before,
        of: total,
        expected: a.expected,
        change: None,
        tested: a.tested,
        cautions: limits,
    }
}

fn category_finding(c: &CategoryCount, total: Count) -> Finding {
    Finding {
        id: format!("category:{}", c.code),
        about: About::Category { code: c.code.clone(), name: c.name.clone() },
        verdict: c.verdict,
        count: c.count,
        before: c.before,
        of: total,
        expected: None,
        change: c.change,
        tested: c.tested,
        cautions: vec![Caution::ObservationsAreNotCrimes],
    }
}

/// Sure things first, then those that may be chance, then those of which nothing can be said; within
/// each, places before areas before categories, and the surest first.
fn order(f: &Finding) -> (u8, u8, f64, usize) {
    let certainty = match f.verdict {
        Verdict::More | Verdict::Fewer => 0,
        Verdict::MayBeChance => 1,
        Verdict::CannotTell(_) => 2,
    };
    let (kind, nth) = match f.about {
        About::HotSpot(i) => (0, i),
        About::Emerging(i) => (0, 100 + i),
        About::Total => (1, 0),
        About::Area { .. } => (2, 0),
        About::Category { .. } => (3, 0),
        About::Hours(_) => (4, 0),
        About::Month(_) => (5, 0),
    };
    let p = if kind == 0 { 0.0 } else { f.tested.map_or(1.0, |t| t.p) };
    (certainty, kind, p, nth)
}

fn population_use(input: &Input, areas: &[AreaCount]) -> PopulationUse {
    let Some(population) = input.population else { return PopulationUse::NotGiven };
    let matched = input.areas.iter().filter(|a| population.contains_key(&a.code)).count() as u64;
    let rows = population.len() as u64;
    if matched == 0 {
        return PopulationUse::NoCodeMatches {
            rows,
            areas: areas.len() as u64,
            area_example: areas.first().map(|a| a.code.clone()).unwrap_or_default(),
            row_example: population.keys().next().cloned().unwrap_or_default(),
        };
    }
    PopulationUse::Used { matched, areas: areas.len() as u64, unused_rows: rows - matched }
}

#[cfg(test)]
mod tests;
