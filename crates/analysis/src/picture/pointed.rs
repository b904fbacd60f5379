//! Would the map of the time before have pointed at where this period's observations came?

use domain::finding::Pointed;

use super::Placed;
use crate::forecast_metrics::hit;
use crate::grid::Grid;

/// The share of the squares that such a map points out.
const CHOSEN: usize = 20;
/// The fewest observations of either time that say anything.
const FEWEST: u64 = 50;

/// Judges the twentieth of the squares that had most observations before. `counts` are those of now. None where there is too
/// little to judge by, or where a part is smaller than `least`.
pub(super) fn pointed(grid: &Grid, before: &[&Placed], in_areas: bool, counts: &[u32], least: u64) -> Option<Pointed> {
    let mut earlier = vec![0u64; counts.len()];
    for p in before.iter().filter(|p| !in_areas || p.area.is_some()) {
        if let Some(i) = p.metres.filter(|m| m.0.is_finite() && m.1.is_finite()).and_then(|m| grid.at(m)) {
            earlier[i] += 1;
        }
    }
    let later: Vec<u64> = counts.iter().map(|n| u64::from(*n)).collect();
    let chosen = later.len() / CHOSEN;
    let found = hit(&earlier, &later, chosen)?;
    if earlier.iter().sum::<u64>() < FEWEST
        || found.all < FEWEST
        || found.inside < least
        || found.all - found.inside < least
    {
        return None;
    }
    // Rounded: beside the total, an exact share would be an exact count.
    let to = |x: f64, places: f64| (x * places).round() / places;
    Some(Pointed {
        squares: chosen as u64,
        of: later.len() as u64,
        share: to(found.inside as f64 / found.all as f64, 100.0),
        pai: to(found.pai, 10.0),
        pei: to(found.pei, 100.0),
    })
}
