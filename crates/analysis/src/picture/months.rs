//! Which months stand out from what the same time of the year had before?

use domain::finding::{About, CannotTell, Caution, Count, Finding, Interval, MonthCount, TestMethod, Tested, Verdict};
use domain::when::Period;
use jiff::civil::Date;

use super::varying::days_in;
use super::{Input, Placed, Settings, tally, verdict};
use crate::compare::Predicted;
use crate::varies::{Dispersion, Spread};
use crate::{fdr, suppress};

/// The months of the period, each beside the range that the baseline gives.
pub(super) fn counts(
    input: &Input,
    (now, before): (&[&Placed], &[&Placed]),
    whole: Dispersion,
    settings: &Settings,
) -> Vec<MonthCount> {
    let least = settings.smallest_shown;
    let per_month = |rows: &[&Placed]| tally(rows, |p| Some(p.seen.when.first_day().first_of_month()));
    let (n, b) = (per_month(now), per_month(before));
    let months = input.period.months();
    let counts: Vec<u64> = months.iter().map(|m| n.get(m).copied().unwrap_or(0)).collect();
    let shown = suppress::counts(&counts, least);
    // The same month and its neighbours in the baseline, per day: a single month is too noisy alone.
    let basis: Vec<Option<(f64, f64)>> = months
        .iter()
        .map(|m| {
            let baseline = input.baseline?;
            let near = |other: Date| {
                let apart = (i32::from(other.month()) - i32::from(m.month())).rem_euclid(12);
                apart <= 1 || apart == 11
            };
            let same = baseline.months().into_iter().any(|o| o.month() == m.month() && days_in(baseline, o) > 0.0);
            let used: Vec<Date> = baseline.months().into_iter().filter(|o| near(*o)).collect();
            let days: f64 = used.iter().map(|o| days_in(baseline, *o)).sum();
            let events: u64 = used.iter().map(|o| b.get(o).copied().unwrap_or(0)).sum();
            // A range made of a handful of observations would tell how few they were.
            (same && days > 0.0 && events >= least).then_some((events as f64, days))
        })
        .collect();
    // Each is judged by how the other months vary, of the period and of the baseline; not by hidden ones, since from
    // the p-values of their neighbours they could be reckoned.
    let days = |period: Period| period.months().into_iter().map(|m| days_in(period, m)).collect::<Vec<_>>();
    let of_baseline = input.baseline.map_or(Spread::default(), |baseline| {
        let counts: Vec<u64> = baseline.months().iter().map(|m| b.get(m).copied().unwrap_or(0)).collect();
        let hidden = suppress::hidden(&counts, least);
        Spread::of_those(&counts, &days(baseline), |i| !hidden[i])
    });
    let own_days = days(input.period);
    let dispersion: Vec<Dispersion> = (0..months.len())
        .map(|i| {
            let others = |j: usize| j != i && shown[j] != Count::Hidden;
            Spread::of_those(&counts, &own_days, others).and(of_baseline).known().unwrap_or(whole)
        })
        .collect();
    let predicted: Vec<Option<Predicted>> = (0..months.len())
        .map(|i| {
            let (events, days) = basis[i].filter(|_| shown[i] != Count::Hidden)?;
            Some(Predicted::from_before(events, own_days[i] / days, dispersion[i].times))
        })
        .collect();
    let one = |i: usize| predicted[i].map(|q| dispersion[i].p(q.p(counts[i])));
    let p: Vec<f64> = (0..months.len()).filter_map(one).collect();
    let mut corrected = fdr::corrected(&p).into_iter();
    (0..months.len())
        .map(|i| {
            let (tested, said) = match predicted[i] {
                Some(q) => {
                    let (p_corrected, p_one) = (corrected.next().unwrap_or(1.0), one(i).unwrap_or(1.0));
                    let tested =
                        Tested { method: TestMethod::Predictive, p: p_one, p_corrected, tests: p.len() as u64 };
                    (Some(tested), verdict(counts[i] as f64 > q.mean(), p_corrected, settings))
                }
                None if shown[i] == Count::Hidden => (None, Verdict::CannotTell(CannotTell::Hidden)),
                None => (None, Verdict::CannotTell(CannotTell::NoBaseline)),
            };
            MonthCount {
                month: months[i],
                count: shown[i],
                expected_middle: predicted[i].map(Predicted::mean),
                expected: predicted[i].map(|q| Interval { level: 0.9, ..q.interval(dispersion[i].level(0.9)) }),
                verdict: said,
                tested,
            }
        })
        .collect()
}

/// What one month says.
pub(super) fn finding(m: &MonthCount, total: Count) -> Finding {
    Finding {
        id: format!("month:{}-{:02}", m.month.year(), m.month.month()),
        about: About::Month(m.month),
        verdict: m.verdict,
        count: m.count,
        before: None,
        of: total,
        expected: m.expected,
        change: None,
        tested: m.tested,
        cautions: vec![Caution::ObservationsAreNotCrimes],
    }
}
