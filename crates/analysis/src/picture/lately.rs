//! Where has more come in the last weeks than the place and the weeks by themselves account for?

use std::collections::BTreeMap;

use domain::finding::{
    About, Caution, Count, Emerging, Finding, Grid as GridShown, Lately, TestMethod, Tested, Verdict,
};
use domain::geo::Plane;

use super::{Cautions, Input, Placed, Settings};
use crate::scan::{self, Cases, Chance, Ground, Model, Span, Study};
use crate::suppress;

/// The most weeks that are looked back on.
const WEEKS: i64 = 104;
/// The fewest weeks, and the fewest observations, that say anything.
const FEWEST: (i64, usize) = (20, 50);
/// The longest time that still is "lately".
const LONGEST: usize = 8;
/// A cluster is a gathering, not a part of town.
const SQUARES: f64 = 3.0;

/// Looks through the last weeks of the period, in the squares of the picture. None where too little has a day and a place.
pub(super) fn lately(
    input: &Input,
    plane: Option<&Plane>,
    grid: Option<&GridShown>,
    now: &[&Placed],
    settings: &Settings,
) -> Option<Lately> {
    let (plane, side) = (plane?, grid?.cell_m);
    let weeks = (input.period.days() / 7).min(WEEKS);
    let mut squares: BTreeMap<(i64, i64), BTreeMap<u32, u32>> = BTreeMap::new();
    let mut n = 0;
    for p in now.iter().filter(|p| input.areas.is_empty() || p.area.is_some()) {
        let (Some(day), Some((x, y))) = (p.seen.when.day(), p.metres) else { continue };
        let age = i64::from((input.period.to() - day).get_days()) / 7;
        if !x.is_finite() || !y.is_finite() || !(0..weeks).contains(&age) {
            continue;
        }
        let square = ((y / side).floor() as i64, (x / side).floor() as i64);
        *squares.entry(square).or_default().entry((weeks - 1 - age) as u32).or_insert(0) += 1;
        n += 1;
    }
    if weeks < FEWEST.0 || n < FEWEST.1 {
        return None;
    }
    let middle = |(row, column): &(i64, i64)| ((*column as f64 + 0.5) * side, (*row as f64 + 0.5) * side);
    let cases = squares
        .values()
        .zip(0u32..)
        .flat_map(|(of, place)| of.iter().map(move |(step, n)| Cases { place, step: *step, n: *n }));
    let study = Study {
        places: squares.keys().map(middle).collect(),
        ground: Ground::Metres,
        steps: weeks as usize,
        cases: cases.collect(),
        model: Model::Permutation,
        span: Span::Prospective { longest: LONGEST },
        max_radius: Some(SQUARES * side),
        max_share: 0.5,
        fewest: u32::try_from(settings.smallest_shown).unwrap_or(u32::MAX).max(2),
    };
    let chance = Chance { replicates: 999, seed: settings.seed, enough: Some(100) };
    let found = scan::scan(&study, chance, 10).ok()?;
    let tell = |c: &scan::Cluster| {
        let (x, y) = study.places[*c.places.first()? as usize];
        let place = plane.to_point(x, y).ok()?;
        let radius = c.radius + side / 2.0;
        let named = input.places.iter().map(|p| (plane.to_plane(p.point), p));
        let near = named.map(|(m, p)| ((m.0 - x).hypot(m.1 - y), p)).filter(|(d, _)| *d <= (radius + side).max(250.0));
        Some(Emerging {
            place,
            radius_m: radius.round(),
            name: near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, p)| p.name.clone()),
            area: input.areas.iter().find(|a| a.shape.contains(place)).map(|a| (a.code.clone(), a.name.clone())),
            since: input.period.to().checked_sub(jiff::Span::new().days((weeks - c.first as i64) * 7 - 1)).ok()?,
            // Rounded always, as a hot spot is: the area's own count stands beside it.
            count: suppress::about(c.observed),
            expected: c.expected,
            tested: Tested { method: TestMethod::SpaceTimePermutation, p: c.p, p_corrected: c.p, tests: 1 },
        })
    };
    let sure = found.clusters.iter().filter(|c| c.p <= settings.false_discovery_rate);
    Some(Lately {
        weeks: weeks as u64,
        longest: LONGEST as u64,
        radius_m: SQUARES * side,
        replicates: found.replicates as u64,
        found: sure.filter_map(tell).take(3).collect(),
    })
}

/// What a picture says of it.
pub(super) fn finding(i: usize, e: &Emerging, total: Count, cautions: Cautions) -> Finding {
    let mut limits = vec![Caution::ObservationsAreNotCrimes];
    if cautions.place {
        limits.push(Caution::PlaceOftenUnknown);
    }
    Finding {
        id: format!("lately:{}:{i}", e.since),
        about: About::Emerging(i),
        verdict: Verdict::More,
        count: e.count,
        before: None,
        of: total,
        expected: None,
        change: None,
        tested: Some(e.tested),
        cautions: limits,
    }
}
