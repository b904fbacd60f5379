//! When in the year is more told, over the years that are known?

use domain::finding::{Change, Interval, Verdict, YearMonth, YearWheel};
use domain::when::Period;
use jiff::civil::Date;

use super::{Input, Settings};
use crate::compare::normal_at_most;
use crate::fdr;
use crate::trend::season::{Slot, Years, profile};

/// The fewest years that tell a season from chance, and the most that are looked back on: what is older says more of how
/// people told then than of the year.
const YEARS: (usize, usize) = (3, 5);
const REPLICATES: u32 = 999;
/// To what an index is rounded: twentieths.
const ROUNDED: f64 = 20.0;

/// The first day from which observations are used for a picture of `period`, whatever it is compared with.
pub fn earliest(period: Period) -> Date {
    let end = last_month(period);
    back(end, YEARS.1 * 12 - 1).unwrap_or(end).min(period.before().map_or(period.from(), |b| b.from()))
}

/// The last whole month of the period, by its first day.
fn last_month(period: Period) -> Date {
    let month = period.to().first_of_month();
    if period.to() == period.to().last_of_month() { month } else { back(month, 1).unwrap_or(month) }
}

fn back(month: Date, months: usize) -> Option<Date> {
    month.checked_sub(jiff::Span::new().months(months as i64)).ok()
}

/// How many there were in each month of the last years, oldest year first, each year's months from the one after that in
/// which the period ends. Empty where observations do not reach far enough back.
pub(super) fn counts(input: &Input) -> Vec<Vec<u64>> {
    let end = last_month(input.period);
    let number = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month()) - 1;
    let age = |d: Date| number(end) - number(d);
    let mut months = vec![0u64; YEARS.1 * 12];
    let oldest = super::reach(input.observations).map_or(-1, age);
    for o in input.observations {
        let age = age(o.when.first_day());
        if let Some(count) = usize::try_from(age).ok().and_then(|age| months.get_mut(age)) {
            *count += 1;
        }
    }
    let years = (usize::try_from(oldest + 1).unwrap_or(0) / 12).min(YEARS.1);
    if years < YEARS.0 {
        return Vec::new();
    }
    months[..years * 12].chunks(12).rev().map(|year| year.iter().rev().copied().collect()).collect()
}

/// The wheel of these years. None where they are too few, or where a month has had fewer in an average year than may
/// be shown: a share of few would tell of someone.
pub(super) fn wheel(input: &Input, years: &[Vec<u64>], settings: &Settings) -> Option<YearWheel> {
    let end = last_month(input.period);
    let per_month = |slot: usize| years.iter().map(|y| y[slot]).sum::<u64>();
    if years.is_empty() || (0..12).any(|slot| per_month(slot) < settings.smallest_shown * years.len() as u64) {
        return None;
    }
    let days: Vec<Vec<f64>> = (0..years.len())
        .rev()
        .map(|year| (0..12).rev().map(|m| back(end, year * 12 + m)).map(days_of).collect())
        .collect();
    let found = profile(&Years::new(years, &days)?, settings.level, REPLICATES, settings.seed)?;
    let round = |x: f64| (x * ROUNDED).round() / ROUNDED;
    let first = i64::from(end.month());
    // The test of the whole opens the way to the months: each against the average, as much as counts vary between years.
    // To rearrange tells nothing of one month where others differ: it deals their differences out to it.
    let one = |s: &Slot| 2.0 * normal_at_most(-(s.index.ln().abs() / (found.dispersion / s.count as f64).sqrt()));
    let corrected = fdr::corrected(&found.slots.iter().map(one).collect::<Vec<_>>());
    let uneven = found.p <= settings.false_discovery_rate;
    let mut months: Vec<YearMonth> = found
        .slots
        .iter()
        .zip(corrected)
        .zip(0i64..)
        .map(|((s, p_corrected), i)| YearMonth {
            month: ((first + i) % 12 + 1) as u8,
            change: Change {
                ratio: round(s.index),
                interval: Interval {
                    low: round(s.interval.low),
                    high: s.interval.high.map(round),
                    level: s.interval.level,
                },
            },
            verdict: match uneven && p_corrected <= settings.false_discovery_rate {
                false => Verdict::MayBeChance,
                true if s.index > 1.0 => Verdict::More,
                true => Verdict::Fewer,
            },
            p_corrected,
        })
        .collect();
    months.sort_by_key(|m| m.month);
    Some(YearWheel { years: years.len() as u64, months, p: found.p, replicates: u64::from(REPLICATES) })
}

fn days_of(month: Option<Date>) -> f64 {
    month.map_or(30.0, |m| f64::from(m.days_in_month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Observation;
    use domain::when::When;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    fn seen(counts: impl Fn(i16, i8) -> usize, from: i16, to: i16) -> Vec<Observation<'static>> {
        let one = |y: i16, m: i8, k: usize| Observation {
            when: When::Day(date(y, m, (k % 28 + 1) as i8)),
            point: None,
            area: None,
            category: "a",
            source: None,
        };
        let months = (from..=to).flat_map(|y| (1..=12i8).map(move |m| (y, m)));
        months.flat_map(|(y, m)| (0..counts(y, m)).map(move |k| one(y, m, k))).collect()
    }

    fn wheel_of(observations: &[Observation], period: Period) -> Option<YearWheel> {
        let names = BTreeMap::new();
        let input = Input {
            observations,
            areas: &[],
            population: None,
            places: &[],
            category_names: &names,
            period,
            baseline: period.before(),
            rejected: 0,
        };
        wheel(&input, &counts(&input), &Settings::default())
    }

    fn year(to: Date) -> Period {
        Period::parse(to.first_of_month().checked_sub(jiff::Span::new().months(11)).unwrap(), to).unwrap()
    }

    #[test]
    fn a_summer_with_more_stands_out_whatever_month_the_period_ends_in() {
        let summers = |y: i16, m: i8| if (6..=8).contains(&m) { 60 + (y % 3) as usize } else { 20 };
        let all = seen(summers, 2019, 2022);
        for to in [date(2022, 12, 31), date(2022, 8, 31), date(2022, 9, 14)] {
            let wheel = wheel_of(&all, year(to)).unwrap();
            assert_eq!(wheel.months.iter().map(|m| m.month).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
            let more: Vec<u8> = wheel.months.iter().filter(|m| m.verdict == Verdict::More).map(|m| m.month).collect();
            assert_eq!(more, [6, 7, 8], "{to}: {wheel:?}");
            let june = &wheel.months[5].change;
            assert!((1.9..2.1).contains(&june.ratio) && june.interval.low > 1.5, "{june:?}");
        }
        assert_eq!(wheel_of(&all, year(date(2022, 12, 31))).unwrap().years, 4);
    }

    #[test]
    fn a_trend_from_year_to_year_is_no_season() {
        let more_and_more = |y: i16, _: i8| 10 * (y - 2017) as usize;
        let wheel = wheel_of(&seen(more_and_more, 2018, 2022), year(date(2022, 12, 31))).unwrap();
        assert!(wheel.months.iter().all(|m| m.verdict == Verdict::MayBeChance), "{wheel:?}");
    }

    #[test]
    fn two_years_or_a_month_of_few_make_no_wheel() {
        assert_eq!(wheel_of(&seen(|_, _| 50, 2021, 2022), year(date(2022, 12, 31))), None);
        let few = |_: i16, m: i8| if m == 2 { 4 } else { 50 };
        assert_eq!(wheel_of(&seen(few, 2018, 2022), year(date(2022, 12, 31))), None);
        assert_eq!(wheel_of(&[], year(date(2022, 12, 31))), None);
    }

    #[test]
    fn no_more_is_fetched_than_is_used() {
        let five = year(date(2022, 9, 14));
        assert_eq!(earliest(five), date(2017, 9, 1));
        let long = Period::parse(date(2016, 1, 1), date(2022, 12, 31)).unwrap();
        assert_eq!(earliest(long), long.before().unwrap().from());
    }

    /// Where nothing differs, a month stands out in at most one wheel of twenty.
    #[test]
    fn chance_alone_makes_few_wheels_with_a_month_that_stands_out() {
        let (mut false_finds, sets) = (0, 200u64);
        for seed in 0..sets {
            let mut rng = crate::random::stream(seed, 7);
            let counts: Vec<usize> = (0..60).map(|_| 20 + crate::random::below(&mut rng, 21) as usize).collect();
            let drawn = |y: i16, m: i8| counts[(y - 2018) as usize * 12 + m as usize - 1];
            let wheel = wheel_of(&seen(drawn, 2018, 2022), year(date(2022, 12, 31))).unwrap();
            false_finds += u64::from(wheel.months.iter().any(|m| m.verdict != Verdict::MayBeChance));
        }
        // 5 % and three standard errors.
        assert!(false_finds <= 19, "{false_finds} of {sets}");
    }
}
