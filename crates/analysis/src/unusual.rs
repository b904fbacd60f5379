//! What is unusual this week, and what only looks so?
//!
//! Each series (an area and a category, say) is compared with its own past: the predictive distribution of a new week
//! (negative binomial, Jeffreys' prior), widened where the past weeks vary more than chance makes them. Where there
//! are at least two years of weeks, what is expected is what the season of earlier years and the trend lead to
//! (`aberration::farrington`); otherwise the mean of the last weeks. The whole board is corrected together (Benjamini-Hochberg), because somewhere on
//! a large board something always looks unusual.

use domain::finding::{CannotTell, Interval, TestMethod, Tested, Verdict};
use rayon::prelude::*;

use crate::aberration::baseline;
use crate::aberration::farrington::{self, Control};
use crate::compare::Predicted;
use crate::fdr;

/// Weekly counts of one thing, oldest first. The last is the week that is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<K> {
    /// What is counted.
    pub key: K,
    /// One count per week, without gaps: a week without observations is a zero.
    pub counts: Vec<u64>,
}

/// What can be said of the last week of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<K> {
    /// What is counted.
    pub key: K,
    /// The count of the week.
    pub count: u64,
    /// What was expected: its middle and the range that holds nine weeks of ten.
    pub expected: Option<(f64, Interval)>,
    /// How many earlier years its season was compared with; none where it was compared with the last weeks as they
    /// are.
    pub years: Option<usize>,
    /// More, fewer, may be chance, or why nothing can be said.
    pub verdict: Verdict,
    /// The test; none where nothing can be said.
    pub tested: Option<Tested>,
    /// Outside its own range, though the board as a whole says that this may be chance, or it is fewer than
    /// [`LEAST_FOR_MORE`]: what only looks unusual.
    pub only_looks_so: bool,
}

/// The least number of past weeks that a comparison needs.
pub const LEAST_WEEKS: usize = 8;
/// The least number of events in a week that is called more. One or two tell of someone rather than of a place, and after
/// a past of zeros their p is small only because the kind is rare: one event after 52 empty weeks has p 0.02, and so
/// would any rare kind the first time that it comes. A choice of this project.
pub const LEAST_FOR_MORE: u64 = 3;
/// How far back is looked where there are not years enough for the season.
pub const MOST_WEEKS: usize = 52;
/// The least and the most years that a season is learnt from.
pub const YEARS: std::ops::RangeInclusive<usize> = 2..=5;
/// The least number of past events before a season is learnt: five for each of the ten parts of the year. A choice of
/// this project: with fewer, a part without any event would decide.
pub const LEAST_FOR_SEASON: u64 = 50;
/// How many weeks a series is to have where there are so many: those years, half a window more, and the week itself.
pub const WEEKS: usize = 5 * 52 + 4;

/// How the season is learnt: all weeks of the year in ten periods, the last half year left out, past outbreaks weighed
/// down (Noufaily and others 2013). Two years are enough for a trend here, since its error widens the prediction.
fn seasonal(years: usize) -> Control {
    Control { trend_years: *YEARS.start(), ..Control::improved(years, 0.05) }
}

/// The last week of every series, the surest first; series of which nothing can be said come last. `rate` is
/// the share of false alarms that is accepted among all alarms (0.05).
pub fn week<K: Clone + Ord>(board: &[Series<K>], rate: f64) -> Vec<Said<K>> {
    let counts: Vec<&[u64]> = board.iter().map(|s| s.counts.as_slice()).collect();
    let predicted: Vec<Option<(Predicted, Option<usize>, u64)>> = counts.par_iter().map(|c| predict(c)).collect();
    let p: Vec<f64> = predicted.iter().flatten().map(|(q, _, n)| q.p(*n)).collect();
    let tests = p.len() as u64;
    let mut corrected = p.iter().copied().zip(fdr::corrected(&p));
    let mut said: Vec<Said<K>> = board
        .iter()
        .zip(&predicted)
        .map(|(s, predicted)| {
            let Some((q, years, count)) = predicted else {
                let why = Verdict::CannotTell(CannotTell::TooFew(LEAST_WEEKS as u64));
                let count = s.counts.last().copied().unwrap_or(0);
                return Said {
                    key: s.key.clone(),
                    count,
                    expected: None,
                    years: None,
                    verdict: why,
                    tested: None,
                    only_looks_so: false,
                };
            };
            let (p, p_corrected) = corrected.next().unwrap_or((1.0, 1.0));
            let range = q.interval(0.9);
            let more = *count as f64 > q.mean();
            let verdict = match (p_corrected <= rate, more) {
                (true, true) if *count < LEAST_FOR_MORE => Verdict::MayBeChance,
                (true, true) => Verdict::More,
                (true, false) => Verdict::Fewer,
                (false, _) => Verdict::MayBeChance,
            };
            let outside = (*count as f64) < range.low || range.high.is_some_and(|h| *count as f64 > h);
            Said {
                key: s.key.clone(),
                count: *count,
                expected: Some((q.mean(), range)),
                years: *years,
                verdict,
                tested: Some(Tested { method: TestMethod::Predictive, p, p_corrected, tests }),
                only_looks_so: outside && verdict == Verdict::MayBeChance,
            }
        })
        .collect();
    said.sort_by(|a, b| {
        let p = |s: &Said<K>| s.tested.map_or(2.0, |t| t.p);
        p(a).total_cmp(&p(b)).then_with(|| a.key.cmp(&b.key))
    });
    said
}

/// Whether a prediction stays within what the past has shown. A trend is not followed far beyond the largest past week
/// (Farrington and others, Journal of the Royal Statistical Society A 159 (1996) 547-563, allow nothing beyond it, which
/// a season that peaks just now would fail by chance), and a part of the year in which nothing ever came has no finite
/// coefficient: its range has no end.
fn is_within_reach(predicted: &Predicted, past: &[u64]) -> bool {
    let most = past.iter().copied().max().unwrap_or(0) as f64;
    let high = predicted.interval(0.9).high.unwrap_or(f64::INFINITY);
    predicted.mean() <= 1.5 * most && high <= 3.0 * most + 10.0
}

/// The prediction for the last week from those before it, the years that it was learnt from, and its count.
fn predict(counts: &[u64]) -> Option<(Predicted, Option<usize>, u64)> {
    let (last, past) = counts.split_last()?;
    let years = (past.len().saturating_sub(seasonal(0).half_window) / seasonal(0).year).min(*YEARS.end());
    // Where the regression has no fit (no event at all, say) the simpler comparison still holds.
    if years >= *YEARS.start()
        && past.iter().sum::<u64>() >= LEAST_FOR_SEASON
        && let Ok(baseline) = baseline::fit(counts, past.len(), None, &seasonal(years))
        && let Some(predicted) = farrington::predicted(&baseline).filter(|p| is_within_reach(p, past))
    {
        return Some((predicted, Some(years), *last));
    }
    let past = &past[past.len().saturating_sub(MOST_WEEKS)..];
    if past.len() < LEAST_WEEKS {
        return None;
    }
    let n = past.len() as f64;
    let sum: u64 = past.iter().sum();
    let mean = sum as f64 / n;
    let dispersion =
        if mean > 0.0 { past.iter().map(|c| (*c as f64 - mean).powi(2)).sum::<f64>() / mean / (n - 1.0) } else { 1.0 };
    Some((Predicted::from_before(sum as f64, 1.0 / n, dispersion), None, *last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn series(key: &str, past: &[u64], last: u64) -> Series<String> {
        Series { key: key.into(), counts: past.iter().copied().chain([last]).collect() }
    }

    const QUIET: [u64; 12] = [3, 2, 4, 3, 1, 3, 5, 2, 3, 4, 2, 3];

    #[test]
    fn an_unusual_week_is_found_and_what_only_looks_so_is_told_apart() {
        let mut board = vec![
            series("station", &QUIET, 15),
            series("park", &QUIET, 7),
            series("torg", &QUIET, 3),
            series("ny", &[1, 2], 9),
        ];
        board.extend((0..30).map(|i| series(&format!("annat {i:02}"), &QUIET, 3)));
        let said = week(&board, 0.05);
        assert_eq!((said[0].key.as_str(), said[0].verdict), ("station", Verdict::More));
        assert_eq!(
            (said[1].key.as_str(), said[1].verdict, said[1].only_looks_so),
            ("park", Verdict::MayBeChance, true)
        );
        let last = said.last().unwrap();
        assert_eq!((last.key.as_str(), last.verdict), ("ny", Verdict::CannotTell(CannotTell::TooFew(8))));
    }

    #[test]
    fn a_season_is_no_aberration_where_there_are_years_to_learn_it_from() {
        // The same winter each year: 2 in most weeks, 12 in ten.
        let winter = |weeks: usize| (0..weeks).map(|w| if w % 52 >= 42 { 12 } else { 2 + (w % 2) as u64 }).collect();
        let said = |weeks: usize, last: u64| {
            let mut counts: Vec<u64> = winter(weeks);
            *counts.last_mut().unwrap() = last;
            week(&[Series { key: 1, counts }], 0.05).remove(0)
        };
        let (short, long) = (said(99, 12), said(4 * 52 - 5, 12));
        let expected = |s: &Said<i32>| s.expected.unwrap().0;
        assert!(short.years.is_none() && expected(&short) < 6.0, "{short:?}");
        assert!(long.years == Some(3) && expected(&long) > 9.0, "{long:?}");
        assert_eq!(long.verdict, Verdict::MayBeChance);
        assert_eq!(said(4 * 52 - 5, 40).verdict, Verdict::More);
        assert_eq!((said(WEEKS, 2).years, said(WEEKS - 1, 2).years), (Some(5), Some(4)));
        // A sparse past that grew lately, and one with nothing at this time of year: the simpler comparison, and a range
        // that somebody could have seen.
        let sparse: Vec<u64> = (0..WEEKS).map(|w| u64::from(w > 220 && w % 3 == 0)).collect();
        let gone: Vec<u64> = (0..WEEKS).map(|w| if (w % 52) < 8 { 0 } else { 3 + (w % 3) as u64 }).collect();
        for counts in [sparse, gone] {
            let said = week(&[Series { key: 1, counts: counts.clone() }], 0.05).remove(0);
            let (middle, range) = said.expected.unwrap();
            assert!(middle < 6.0 && range.high.unwrap() < 30.0, "{counts:?}: {said:?}");
        }
        let mut one = vec![0; WEEKS];
        (one[100], one[WEEKS - 1]) = (2, 1);
        let said = week(&[Series { key: 1, counts: one }], 0.05).remove(0);
        assert!(said.years.is_none() && said.tested.unwrap().p > 0.005, "{said:?}");
        // A past without any event: the simpler comparison.
        let mut counts = vec![0; 300];
        counts[299] = 9;
        let said = week(&[Series { key: 1, counts }], 0.05).remove(0);
        assert_eq!((said.years, said.verdict), (None, Verdict::More));
    }

    #[test]
    fn one_or_two_events_after_a_year_of_none_are_never_more() {
        let said = |last| week(&[series("sällsynt", &[0; 52], last)], 0.05).remove(0);
        for few in [1, 2] {
            let said = said(few);
            assert!(said.tested.unwrap().p < 0.05, "{said:?}");
            assert_eq!((said.verdict, said.only_looks_so), (Verdict::MayBeChance, true));
        }
        assert_eq!(said(LEAST_FOR_MORE).verdict, Verdict::More);
    }

    #[test]
    fn a_board_where_nothing_happens_alarms_at_most_as_often_as_it_says() {
        use rand_core::Rng;
        let mut alarms = 0;
        let rounds = 400;
        for r in 0..rounds {
            let mut rng = crate::random::stream(5, r);
            // Sums of many coins: counts that vary a little less than a Poisson count.
            let board: Vec<Series<usize>> = (0..40)
                .map(|key| {
                    let counts = (0..30)
                        .map(|_| {
                            (0..2)
                                .map(|_| u64::from((rng.next_u64() & rng.next_u64() & rng.next_u64()).count_ones()))
                                .sum()
                        })
                        .collect();
                    Series { key, counts }
                })
                .collect();
            alarms += u32::from(week(&board, 0.05).iter().any(|s| matches!(s.verdict, Verdict::More | Verdict::Fewer)));
        }
        let limit = 0.05 + 3.0 * (0.05 * 0.95 / rounds as f64).sqrt();
        assert!(f64::from(alarms) / rounds as f64 <= limit, "{alarms} of {rounds}");
    }

    proptest! {
        #[test]
        fn the_order_of_the_board_does_not_matter(
            board in proptest::collection::vec(proptest::collection::vec(0u64..9, 100..170), 1..9), by in 0usize..9
        ) {
            let mut board: Vec<Series<usize>> =
                board.into_iter().enumerate().map(|(key, counts)| Series { key, counts }).collect();
            let said = week(&board, 0.05);
            let by = by % board.len();
            board.rotate_left(by);
            prop_assert_eq!(said, week(&board, 0.05));
        }

        #[test]
        fn no_series_makes_it_panic(counts in proptest::collection::vec(0u64..10_000, 0..160), other in proptest::collection::vec(0u64..3, 0..330)) {
            let said = week(&[Series { key: 1, counts }, Series { key: 2, counts: other }], 0.05);
            prop_assert_eq!(said.len(), 2);
        }
    }
}
