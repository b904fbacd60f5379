//! What did the writer of goals mean?

use domain::Id;
use domain::goal::{Goal, Measured};

use crate::field::Fields;

/// One goal, as it was written. A row without text is no goal.
#[derive(Clone, Debug, Default)]
pub struct WrittenGoal {
    /// What shall be reached.
    pub text: String,
    /// The indicator's key; empty for none.
    pub indicator: String,
    /// Where it stood.
    pub baseline: String,
    /// Where it shall stand.
    pub target: String,
    /// By which day.
    pub by: String,
}

/// Reads goals. What is wrong is told at the field `goals`, where the rows begin.
pub(crate) fn read(f: &mut Fields, goals: &[WrittenGoal]) -> Vec<Goal> {
    let mut read = Vec::new();
    for goal in goals.iter().filter(|g| !g.text.trim().is_empty()) {
        let text = f.line("goals", "goal-error-text", &goal.text);
        let by = f.maybe_day("goals", &goal.by);
        let mut number = |text: &str| match text.trim().replace(',', ".").replace([' ', '\u{a0}'], "") {
            t if t.is_empty() => None,
            t => {
                let number = t.parse::<f64>().ok().filter(|n| n.is_finite());
                if number.is_none() {
                    f.wrong("goals", "goal-error-number");
                }
                number
            }
        };
        let (baseline, target) = (number(&goal.baseline), number(&goal.target));
        let measured = Id::parse(goal.indicator.trim()).ok().map(|indicator| Measured { indicator, baseline, target });
        if measured.is_none() && (baseline.is_some() || target.is_some()) {
            f.wrong("goals", "goal-error-indicator");
        }
        if let Some(text) = text {
            read.push(Goal { text, measured, by });
        }
    }
    read
}
