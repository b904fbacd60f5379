//! Is a week's count higher than the series' own past would give?
//!
//! Each method takes one series of weekly counts, oldest first and without gaps (`series` makes it of days), and says
//! what was to be expected, above which count it is an aberration, and why where it cannot say. A whole board of
//! series, corrected for their number, is [`crate::unusual::week`].
//!
//! | Method | Its question | Past that it needs |
//! |---|---|---|
//! | [`farrington`] | more than in the same season of earlier years, trend included? | a year and some weeks |
//! | [`ears`] | more than in the last weeks? | 7 to 13 weeks |
//! | [`cusum`] | a little more, week after week, than a known mean? | enough to know the mean |
//! | [`glr`] | has the level risen, whenever that was and however much? | enough to know the mean |

pub mod baseline;
pub mod cusum;
pub mod ears;
pub mod farrington;
pub mod glr;
pub mod series;
pub mod tail;

/// How many weeks a chart runs over where nobody says so: a rise of the last half year is seen, one week alone cannot be
/// (a chart adds up weeks, and [`glr`] asks for two that are high).
pub const CHARTED: usize = 26;

/// The week, counted from 0, from which a chart of `weeks` weeks runs to the last: [`CHARTED`] weeks, and where the mean
/// is learnt from the weeks before (`learns`) at most half of them.
pub fn chart_from(weeks: usize, learns: bool) -> usize {
    weeks - CHARTED.min(if learns { weeks / 2 } else { weeks })
}

#[cfg(test)]
mod synthetic;
#[cfg(test)]
mod tests;
