//! Which figures of others do we follow over time?

use serde::{Deserialize, Serialize};

use crate::{Id, Line, Prose};

/// An indicator (*mått*): a figure that somebody publishes again and again, with its source beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its key.
    pub id: Id,
    /// What it measures.
    pub name: Line,
    /// In what ("per 100 000 invånare", "%").
    pub unit: Option<Line>,
    /// Who publishes it.
    pub source: Option<Line>,
    /// What it counts and what it leaves out.
    pub definition: Prose,
    /// Its values, oldest first.
    pub values: Vec<IndicatorValue>,
}

/// One value of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorValue {
    /// The time that it is about, as its publisher writes it ("2021", "2022-08"); it sorts as text.
    pub period: Line,
    /// The area; none for the whole municipality.
    pub area: Option<Id>,
    /// The value.
    pub value: f64,
    /// How many answers or cases it rests on.
    pub n: Option<u64>,
}

impl Indicator {
    /// The last value of the whole municipality, and the one before it.
    pub fn latest(&self) -> Option<(&IndicatorValue, Option<&IndicatorValue>)> {
        let mut whole: Vec<&IndicatorValue> = self.values.iter().filter(|v| v.area.is_none()).collect();
        whole.sort_by(|a, b| a.period.cmp(&b.period));
        let last = whole.pop()?;
        Some((last, whole.pop()))
    }
}
