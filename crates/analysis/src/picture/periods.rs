//! Which time is a picture about, when nobody says?

use domain::when::Period;

use super::Observation;

/// The period and baseline that observations suggest: their last twelve whole months, compared with the
/// twelve before where they reach so far back; else all of them, compared with nothing.
pub fn default_periods(observations: &[Observation]) -> Option<(Period, Option<Period>)> {
    let first = observations.iter().map(|o| o.when.first_day()).min()?;
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
        Some((Period::parse(first, last.max(first)).ok()?, None))
    }
}
