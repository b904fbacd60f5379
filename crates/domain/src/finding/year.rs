//! When in the year is more told, over several years?

use serde::{Deserialize, Serialize};

use super::{Change, Verdict};

/// The year as a wheel: each month against an even year, over all years that are known. Rounded, since no small count
/// may follow from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct YearWheel {
    /// How many years it is made of.
    pub years: u64,
    /// January to December.
    pub months: Vec<YearMonth>,
    /// How often chance alone makes a year as uneven.
    pub p: f64,
    /// Rearrangements of each year's months.
    pub replicates: u64,
}

/// A month of the wheel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct YearMonth {
    /// 1 is January.
    pub month: u8,
    /// Per day, against the year's average, with its interval.
    pub change: Change,
    /// Whether it stands out: the year is uneven as a whole, and the month differs with all twelve taken into account.
    pub verdict: Verdict,
    /// How often chance puts it as far from the average, all twelve taken into account.
    pub p_corrected: f64,
}
