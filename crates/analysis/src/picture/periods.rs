//! Which time is a picture about, when nobody says?

use domain::when::Period;
use jiff::civil::Date;

use super::Observation;

/// The period and baseline that observations suggest: their last twelve whole months, compared with the
/// twelve before where they reach so far back; else all of them, compared with nothing.
pub fn default_periods(observations: &[Observation]) -> Option<(Period, Option<Period>)> {
    let first = reach(observations)?;
    let last = observations.iter().map(|o| o.when.last_day()).max()?;
    let days = jiff::Span::new().days(3);
    // A month counts as whole when its last days have something in them.
    let end = if last.checked_add(days).is_ok_and(|d| d >= last.last_of_month()) {
        last.last_of_month()
    } else {
        last.first_of_month().yesterday().ok()?
    };
    let twelve = jiff::Span::new().months(11);
    let from = end.first_of_month().checked_sub(twelve).ok()?;
    let whole = Period::parse(from, end).ok()?;
    let before = whole.before()?;
    if first <= before.from().last_of_month() {
        Some((whole, Some(before)))
    } else if first <= from.last_of_month() {
        Some((whole, None))
    } else {
        let day = observations.iter().map(|o| o.when.first_day()).filter(|d| *d >= first).min()?;
        Some((Period::parse(day, last.max(day)).ok()?, None))
    }
}

/// How many empty months in a row end what the observations reach back over.
const GAP: i64 = 3;

/// The first day of the first month from which on observations came in without a gap of three empty months. What stands
/// before such a gap is a stray row, or of a time when few were written down, and nothing can be compared with that. Where
/// there are fewer than two a month anyway, three empty ones are nothing to wonder at. None without observations.
pub fn reach(observations: &[Observation]) -> Option<Date> {
    let number = |d: Date| i64::from(d.year()) * 12 + i64::from(d.month()) - 1;
    let mut months: Vec<i64> = observations.iter().map(|o| number(o.when.first_day())).collect();
    months.sort_unstable();
    let all = months.clone();
    months.dedup();
    let (oldest, last) = (*months.first()?, *months.last()?);
    let mut first = last;
    for month in months.iter().rev() {
        if first - month > GAP {
            break;
        }
        first = *month;
    }
    let since = all.iter().filter(|month| **month >= first).count() as i64;
    if since < 2 * (last - first + 1) {
        first = oldest;
    }
    Date::new(i16::try_from(first.div_euclid(12)).ok()?, first.rem_euclid(12) as i8 + 1, 1).ok()
}

/// The time as long just before `period`, where observations reach over all of it: half of it would look like growth.
pub fn baseline(observations: &[Observation], period: Period) -> Option<Period> {
    let before = period.before()?;
    reach(observations).filter(|first| *first <= before.from())?;
    Some(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::When;
    use jiff::civil::date;

    fn seen(days: impl IntoIterator<Item = Date>) -> Vec<Observation<'static>> {
        let one = |d| Observation { when: When::Day(d), point: None, area: None, category: "a", source: None };
        days.into_iter().map(one).collect()
    }

    /// Six a month that has any.
    fn often(days: impl IntoIterator<Item = Date>) -> Vec<Observation<'static>> {
        seen(days.into_iter().flat_map(|d| [d; 6]))
    }

    fn months(from: Date, n: i64) -> impl Iterator<Item = Date> {
        (0..n).filter_map(move |m| from.checked_add(jiff::Span::new().months(m)).ok())
    }

    #[test]
    fn a_stray_row_of_long_ago_is_nothing_to_compare_with() {
        let period = Period::parse(date(2021, 1, 1), date(2021, 12, 31)).unwrap();
        let end = date(2021, 12, 31);
        let stray: Vec<Date> = [date(2020, 1, 3)].into_iter().chain(months(date(2020, 7, 1), 18)).collect();
        assert_eq!(reach(&often(stray.clone())), Some(date(2020, 7, 1)));
        assert_eq!(baseline(&often(stray.clone()), period), None);
        assert_eq!(default_periods(&often(stray.into_iter().chain([end]))), Some((period, None)));
        let whole = often(months(date(2020, 1, 20), 24).chain([end]));
        assert_eq!(baseline(&whole, period), period.before());
        // A month or two of nothing is no gap.
        let few = often(months(date(2020, 1, 1), 24).filter(|d| d.month() % 3 == 1));
        assert_eq!(baseline(&few, period), period.before());
        // Of one a year nothing is stray.
        let rare = seen([date(2019, 3, 1), date(2020, 2, 1), date(2021, 5, 1)]);
        assert_eq!(reach(&rare), Some(date(2019, 3, 1)));
        assert_eq!((reach(&[]), baseline(&[], period)), (None, None));
    }
}
