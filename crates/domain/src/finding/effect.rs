//! What did a comparison of before and after find?

use serde::{Deserialize, Serialize};

use super::Change;
use crate::when::Period;

/// What came of an effort; made by `analysis::evaluate`, in the words of a review's verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluated {
    /// What can be said.
    pub verdict: EffectVerdict,
    /// After over before, over the same in comparison areas (0.8 = a fifth less than it would have been).
    pub effect: Option<Change>,
    /// How often chance alone gives this or more. One test: nothing to correct for.
    pub p: Option<f64>,
    /// With which method.
    pub method: Option<EffectMethod>,
    /// Events in all. Small numbers must be hidden before this is shown.
    pub n: u64,
    /// Areas where something was done, and areas that they were compared with.
    pub areas: (u64, u64),
    /// The time before and the time after.
    pub periods: (Period, Period),
    /// What should show nothing if it is fair, and a second model.
    pub checks: Vec<Check>,
    /// What limits the verdict.
    pub warnings: Vec<EffectWarning>,
}

/// What can be said of an effort. "No difference seen" is not "no effect": see what could have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // those of a review
pub enum EffectVerdict {
    Decreased,
    Increased,
    NoDifferenceSeen,
    CannotTell(Why),
}

/// Why nothing can be said of an effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Why {
    /// Neither a fall to a fifth nor five times as many can be ruled out.
    TooUncertain,
    /// No area was treated, or none is left to compare with.
    NoComparison,
    /// Fewer events than this in a sum that the comparison rests on.
    TooFewEvents(u64),
    /// Fewer areas in all than this, which it takes when one is treated.
    TooFewAreas(u64),
    /// The areas did not go alike before the start, so a difference after it may be of the same making. What was
    /// reckoned may still be told as numbers.
    UnlikeBefore,
}

/// How an effort is tested: errors per area, or other areas as if treated instead (so many sets of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum EffectMethod {
    ClusterRobust,
    Randomisation(u64),
}

/// A check beside a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // said above
pub struct Check {
    pub kind: CheckKind,
    pub effect: Option<Change>,
    pub p: f64,
}

/// Which check: a false start before, a drift apart before the start, or another model (negative binomial).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // see [`Check`]
pub enum CheckKind {
    FalseStart,
    TrendBefore,
    SecondModel,
}

/// What limits a verdict: a check failed, the models disagree, no other area has as many events, or too short a before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // said above, in this order
pub enum EffectWarning {
    MovedBeforeStart,
    DriftedApartBefore,
    ModelsDisagree,
    TreatedUnlikeOthersInSize,
    BeforeShorterThanAfter,
}
