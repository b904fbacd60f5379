//! Where do the observations of a period gather?

use std::collections::HashMap;

use domain::finding::{
    About, Caution, Count, Finding, Grid as GridShown, HotSpot, Pointed, TestMethod, Tested, Verdict,
};
use domain::geo::{Plane, Shape};

use super::{Cautions, Input, Placed, Settings, pointed, tally};
use crate::grid::{Grid, side_for};
use crate::hotspot::{Permutations, gi_star, permutations_needed};
use crate::weights::AROUND;
use crate::{crowded, fdr, suppress};

/// The squares, and where observations gather in them.
#[derive(Default)]
pub(super) struct Spots {
    pub(super) grid: Option<GridShown>,
    pub(super) pointed: Option<Pointed>,
    pub(super) hot_spots: Vec<HotSpot>,
    /// Random rearrangements per square.
    pub(super) replicates: u64,
}

pub(super) fn hot_spots(
    input: &Input,
    plane: Option<&Plane>,
    (now, before): (&[&Placed], &[&Placed]),
    settings: &Settings,
) -> Spots {
    let least = settings.smallest_shown;
    let Some((grid, inside)) = plane.and_then(|p| grid(input, p, now, settings)) else { return Spots::default() };
    let Some(plane) = plane else { return Spots::default() };
    let side = grid.side();
    let mut counts = vec![0u32; grid.squares().len()];
    let mut of_square: Vec<Vec<&Placed>> = vec![Vec::new(); counts.len()];
    for (p, metres) in &inside {
        if let Some(i) = grid.at(*metres) {
            counts[i] += 1;
            of_square[i].push(p);
        }
    }
    let shown = GridShown {
        plane: plane.name(),
        cell_m: side,
        cells: counts.len() as u64,
        shown: grid
            .squares()
            .iter()
            .zip(&counts)
            .filter(|(_, n)| u64::from(**n) >= least)
            .map(|((c, r), n)| (*c, *r, class(u64::from(*n), least)))
            .collect(),
    };
    let pointed = pointed::pointed(&grid, before, !input.areas.is_empty(), &counts, least);
    let untested = Spots { grid: Some(shown), pointed, ..Spots::default() };
    if !settings.chance {
        return untested;
    }
    let neighbours = grid.neighbours();
    let runs =
        settings.replicates.unwrap_or_else(|| permutations_needed(counts.len(), settings.false_discovery_rate / 2.0));
    let draws = Permutations::random(counts.len(), 8, runs, settings.seed);
    let Some(locals) = gi_star(&counts, &neighbours, &draws) else { return untested };
    // Two questions of every square: do its neighbours gather, and is it full by itself? Twice the smaller p answers both.
    let alone = crowded::p_values(&counts);
    let p: Vec<f64> = locals.iter().zip(&alone).map(|(l, a)| (2.0 * l.p.min(*a)).min(1.0)).collect();
    let corrected = fdr::corrected(&p);
    let sure: Vec<bool> = corrected.iter().map(|q| *q <= settings.false_discovery_rate).collect();
    let near_sure: Vec<bool> =
        (0..sure.len()).map(|i| sure[i] || neighbours.of(i).iter().any(|j| sure[*j as usize])).collect();
    let maybe: Vec<bool> = (0..sure.len()).map(|i| !near_sure[i] && p[i] <= 0.05).collect();
    let average = counts.iter().map(|c| f64::from(*c)).sum::<f64>() / counts.len() as f64;
    let describe = |members: Vec<usize>, verdict: Verdict| -> Option<(u64, HotSpot)> {
        // The rim of a hot spot is hot only because of its middle: what is shown are the squares that
        // hold more than the average.
        let kept: Vec<usize> = members.iter().copied().filter(|i| f64::from(counts[*i]) > average).collect();
        let n: u64 = kept.iter().map(|i| u64::from(counts[*i])).sum();
        let strongest =
            *members.iter().min_by(|a, b| p[**a].total_cmp(&p[**b]).then(locals[**b].z.total_cmp(&locals[**a].z)))?;
        if n < least {
            return None;
        }
        let (mut x, mut y) = (0.0, 0.0);
        for i in &kept {
            let m = grid.middle(grid.squares()[*i]);
            x += m.0 * f64::from(counts[*i]) / n as f64;
            y += m.1 * f64::from(counts[*i]) / n as f64;
        }
        let reach =
            kept.iter().map(|i| grid.middle(grid.squares()[*i])).map(|m| (m.0 - x).hypot(m.1 - y)).fold(0.0, f64::max);
        let place = plane.to_point(x, y).ok()?;
        let area = input.areas.iter().find(|a| a.shape.contains(place)).map(|a| (a.code.clone(), a.name.clone()));
        let of_kept: Vec<&Placed> = kept.iter().flat_map(|i| of_square[*i].iter().copied()).collect();
        let mut kinds: Vec<(&str, u64)> = tally(&of_kept, |p| Some(p.seen.category)).into_iter().collect();
        kinds.sort_by_key(|(c, k)| (std::cmp::Reverse(*k), *c));
        let mostly = kinds.first().filter(|(_, k)| *k * 2 >= n && *k >= least && (n - *k >= least || n == *k));
        let name = input
            .places
            .iter()
            .map(|p| (plane.to_plane(p.point), p))
            .map(|(m, p)| ((m.0 - x).hypot(m.1 - y), p))
            .filter(|(d, _)| *d <= (reach + side).max(250.0))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, p)| p.name.clone());
        let spot = HotSpot {
            place,
            radius_m: (reach + side / 2.0).round(),
            name,
            area,
            squares: kept.iter().map(|i| grid.squares()[*i]).collect(),
            // Rounded always: its area's count is beside it, and the difference must not be small.
            count: suppress::about(n),
            average: average * kept.len() as f64,
            z: locals[strongest].z,
            verdict,
            tested: Tested {
                method: if alone[strongest] < locals[strongest].p {
                    TestMethod::NegativeBinomial
                } else {
                    TestMethod::GetisOrdPermutation
                },
                p: p[strongest],
                p_corrected: members.iter().map(|i| corrected[*i]).fold(1.0, f64::min),
                tests: counts.len() as u64,
            },
            mostly: mostly.map(|(c, k)| {
                (input.category_names.get(*c).cloned().unwrap_or_else(|| (*c).to_owned()), *k as f64 / n as f64)
            }),
        };
        Some((n, spot))
    };
    let mut found: Vec<(u64, HotSpot)> =
        groups(&sure, &grid).into_iter().filter_map(|g| describe(g, Verdict::More)).collect();
    let mut gathered: Vec<(u64, HotSpot)> =
        groups(&maybe, &grid).into_iter().filter_map(|g| describe(g, Verdict::MayBeChance)).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.squares.cmp(&b.1.squares)));
    gathered.sort_by(|a, b| a.1.tested.p.total_cmp(&b.1.tested.p).then(a.1.squares.cmp(&b.1.squares)));
    found.truncate(10);
    found.extend(gathered.into_iter().take(2));
    let hot_spots = found.into_iter().map(|(_, h)| h).collect();
    Spots { hot_spots, replicates: draws.count() as u64, ..untested }
}

/// What lies in squares, with its place in metres.
type Inside<'a> = Vec<(&'a Placed<'a>, (f64, f64))>;

/// The squares, and what lies in them. None when that is too little to be looked at.
fn grid<'a>(
    input: &Input,
    plane: &'a Plane,
    now: &[&'a Placed<'a>],
    settings: &Settings,
) -> Option<(Grid<'a>, Inside<'a>)> {
    let shapes: Vec<&Shape> = input.areas.iter().map(|a| &a.shape).collect();
    let inside: Vec<(&Placed, (f64, f64))> = now
        .iter()
        .filter(|p| shapes.is_empty() || p.area.is_some())
        .filter_map(|p| p.metres.map(|m| (*p, m)))
        .filter(|(_, (x, y))| x.is_finite() && y.is_finite())
        .collect();
    let events = inside.len() as u64;
    if events < settings.smallest_shown {
        return None;
    }
    let ground = if shapes.is_empty() { spread(&inside) } else { shapes.iter().map(|s| s.area_m2(plane)).sum() };
    let side = settings.cell_m.filter(|s| s.is_finite() && *s >= 10.0).unwrap_or_else(|| side_for(ground, events));
    let grid = if shapes.is_empty() {
        Grid::around(plane, side, inside.iter().map(|(_, m)| *m))
    } else {
        Grid::covering(plane, side, &shapes)
    };
    Some((grid, inside))
}

/// Every square of a picture with its exact count, and the version of the data that it was counted on. Not for
/// everyone: counts as small as one stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// Row, column and count, in order.
    pub all: Vec<(i64, i64, u64)>,
    /// As [`domain::finding::Method::data_version`].
    pub data_version: String,
}

/// Counts the squares of a picture anew. None when it has none.
pub fn squares(input: Input, settings: &Settings) -> Option<Squares> {
    let plane = super::plane(&input)?;
    let placed = super::place(&input, Some(&plane));
    let now: Vec<&Placed> = placed.iter().filter(|p| p.now).collect();
    let (grid, inside) = grid(&input, &plane, &now, settings)?;
    let mut counts = vec![0; grid.squares().len()];
    inside.iter().filter_map(|(_, metres)| grid.at(*metres)).for_each(|i| counts[i] += 1);
    let all = grid.squares().iter().zip(counts).map(|((column, row), n)| (*row, *column, n)).collect();
    Some(Squares { all, data_version: super::data_version(&placed, &super::year::counts(&input)) })
}

/// The ground that points without areas are spread over: their squares of 500 m.
fn spread(inside: &[(&Placed, (f64, f64))]) -> f64 {
    let mut squares: Vec<(i64, i64)> =
        inside.iter().map(|(_, (x, y))| ((x / 500.0).floor() as i64, (y / 500.0).floor() as i64)).collect();
    squares.sort_unstable();
    squares.dedup();
    squares.len() as f64 * 250_000.0
}

/// The lower end of the class that a square's count belongs to.
fn class(n: u64, least: u64) -> u64 {
    [1000, 500, 200, 100, 50, 20, 10].into_iter().find(|c| n >= *c && *c >= least).unwrap_or(least)
}

/// Marked squares that hang together by a side or a corner, in the order of the grid.
fn groups(marked: &[bool], grid: &Grid) -> Vec<Vec<usize>> {
    let at: HashMap<(i64, i64), usize> = grid.squares().iter().enumerate().map(|(i, s)| (*s, i)).collect();
    let mut seen = vec![false; marked.len()];
    let mut groups = Vec::new();
    for start in 0..marked.len() {
        if !marked[start] || seen[start] {
            continue;
        }
        seen[start] = true;
        let mut group = vec![start];
        let mut next = 0;
        while next < group.len() {
            let (c, r) = grid.squares()[group[next]];
            for (dr, dc) in AROUND {
                if let Some(&j) = at.get(&(c + dc, r + dr))
                    && marked[j]
                    && !seen[j]
                {
                    seen[j] = true;
                    group.push(j);
                }
            }
            next += 1;
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

/// What a picture says of it.
pub(super) fn finding(i: usize, h: &HotSpot, total: Count, cautions: Cautions) -> Finding {
    let mut limits = vec![Caution::NoNumberOfPassersBy];
    if cautions.place {
        limits.push(Caution::PlaceOftenUnknown);
    }
    // The corner of its first square names it, whatever else is found.
    let (c, r) = h.squares.first().copied().unwrap_or_default();
    Finding {
        id: format!("hotspot:{c}:{r}"),
        about: About::HotSpot(i),
        verdict: h.verdict,
        count: h.count,
        before: None,
        of: total,
        expected: None,
        change: None,
        tested: Some(h.tested),
        cautions: limits,
    }
}
