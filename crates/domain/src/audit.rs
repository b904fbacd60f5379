//! What was done, by whom, so that nothing can be changed unnoticed?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Id;

/// One entry of the audit log (*granskningslogg*): each carries the hash of the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// 1, 2, 3 ... within the municipality, without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as [`crate::Actor::label`] writes it.
    pub who: String,
    /// What was done, as the action is called in the code ("promise.publish").
    pub what: String,
    /// The noun of the record ("promise").
    pub noun: String,
    /// The record.
    pub record: Id,
    /// What a reader of the log needs to know, without personal data ("7 av 10").
    pub note: String,
    /// Hash of the entry before, hex; 64 zeros for the first.
    pub before: String,
    /// Hash of this entry, hex.
    pub hash: String,
}
