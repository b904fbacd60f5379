//! Which part of the week stands out?

use domain::finding::{About, Caution, Count, Finding, TestMethod, Tested};

use super::{Cautions, Settings, verdict};
use crate::{rhythm, suppress};

/// The part of the week that stands out most, against its share of the hours.
pub(super) fn finding(w: &rhythm::Week, total: Count, settings: &Settings, cautions: Cautions) -> Option<Finding> {
    let of_hours = |part| rhythm::PARTS.iter().find(|(p, _)| *p == part).map_or(1.0, |(_, h)| *h);
    let share = |n: u64| n as f64 / w.timed.max(1) as f64;
    let (part, n, p, q) =
        *w.parts.iter().max_by(|a, b| (share(a.1) / of_hours(a.0)).total_cmp(&(share(b.1) / of_hours(b.0))))?;
    if share(n) <= of_hours(part) {
        return None;
    }
    Some(Finding {
        id: format!("hours:{part:?}"),
        about: About::Hours(part),
        verdict: verdict(true, q, settings),
        count: suppress::total(n, w.hides, settings.smallest_shown),
        before: None,
        of: if w.hides { w.rhythm.timed } else { Count::Exact(w.timed) },
        expected: None,
        change: None,
        tested: Some(Tested { method: TestMethod::Binomial, p, p_corrected: q, tests: rhythm::PARTS.len() as u64 }),
        cautions: if cautions.time { vec![Caution::TimeOftenUnknown] } else { Vec::new() },
    })
    .filter(|_| total.shown().is_some())
}
