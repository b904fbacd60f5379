//! Did what we did work?
//!
//! Areas where something was done are compared with areas where it was not, before and after: the ratio of after to
//! before there, over the same ratio elsewhere (difference in differences on the logarithmic scale). Which test is made
//! depends on how many areas there are: see [`did`] (errors per area, where there are enough areas on both sides) and
//! [`randomisation`] (what if other areas had been the treated ones, where few were treated). Where neither holds,
//! [`Why`] says so as a value. Beside the verdict stand checks: a false start before the true one, whether the areas
//! already drifted apart (either takes the verdict away where it is clear: [`CLEARLY_UNLIKE`]), and a second model. [`design()`] says before the start what could be seen at all;
//! [`displacement`] whether it moved next door; [`dose`] whether more of it did more.
//!
//! What no test can see: something else that happened in the treated areas at the same time.

pub mod design;
pub mod did;
pub mod displacement;
pub mod dose;
pub mod panel;
pub mod randomisation;

pub use design::design;
pub use panel::Panel;

use domain::finding::Change;
use domain::finding::{Check, CheckKind, EffectMethod, EffectVerdict, EffectWarning, Evaluated, Why};

/// The least number of events in each of: treated before, comparison before, comparison after. Below, a ratio is one
/// of chance.
pub const LEAST_EVENTS: u64 = 10;

/// A check of whether the areas went alike before the start says clearly no at this p or below: then no verdict is given.
///
/// A choice of this project. At 0.05 the two checks together would take away up to one verdict of ten where nothing is
/// wrong; at 0.01 it is one of fifty, and what is between is a warning. A randomisation of fewer than 100 sets cannot
/// reach it: there a check that fails stays a warning.
pub const CLEARLY_UNLIKE: f64 = 0.01;

/// The choices that an evaluation makes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choices {
    /// The level of intervals; a p-value of at most 1 - level is called a difference.
    pub level: f64,
    /// The most sets of areas that are tried in a randomisation.
    pub most_sets: usize,
    /// The seed of all chance in it.
    pub seed: u64,
}

impl Default for Choices {
    fn default() -> Choices {
        Choices { level: 0.95, most_sets: 9_999, seed: 1 }
    }
}

/// The verdict on one effort. Never an error: what cannot be told is a verdict.
pub fn evaluate(panel: &Panel, choices: Choices) -> Evaluated {
    let panel = &panel.in_order();
    let mut said = judged(panel, choices);
    if said.p.is_none() {
        return said;
    }
    if let Some(found) = did::nb2(panel, choices.level) {
        said.checks.push(Check { kind: CheckKind::SecondModel, effect: Some(found.effect), p: found.p });
    }
    for check in &said.checks {
        let fails = check.p <= 1.0 - choices.level;
        match check.kind {
            CheckKind::FalseStart if fails => said.warnings.push(EffectWarning::MovedBeforeStart),
            CheckKind::TrendBefore if fails => said.warnings.push(EffectWarning::DriftedApartBefore),
            CheckKind::SecondModel if fails != (said.p.unwrap_or(1.0) <= 1.0 - choices.level) => {
                said.warnings.push(EffectWarning::ModelsDisagree);
            }
            _ => {}
        }
    }
    said
}

/// The verdict with the checks of whether the areas went alike before the start, which take it away where they say
/// clearly no.
pub(crate) fn judged(panel: &Panel, choices: Choices) -> Evaluated {
    let panel = &panel.in_order();
    let mut said = verdict(panel, choices);
    if said.p.is_some() {
        said.checks = alike_before(panel, choices);
        if said.checks.iter().any(|c| c.p <= CLEARLY_UNLIKE) {
            said.verdict = EffectVerdict::CannotTell(Why::UnlikeBefore);
        }
    }
    said
}

/// The verdict without checks.
pub(crate) fn verdict(panel: &Panel, choices: Choices) -> Evaluated {
    let panel = &panel.in_order();
    let sums = panel.sums();
    let totals = did::Totals::of(&sums, panel.treated());
    let (treated, comparison) = panel.sides();
    let mut said = Evaluated {
        verdict: EffectVerdict::CannotTell(Why::NoComparison),
        effect: None,
        p: None,
        method: None,
        n: sums.iter().map(|s| (s.n).round() as u64).sum(),
        areas: (treated as u64, comparison as u64),
        periods: (panel.period_before(), panel.period_after()),
        checks: Vec::new(),
        warnings: Vec::new(),
    };
    if treated == 0 || comparison == 0 {
        said.verdict = EffectVerdict::CannotTell(Why::NoComparison);
    } else if totals.least() < LEAST_EVENTS as f64 {
        said.verdict = EffectVerdict::CannotTell(Why::TooFewEvents(LEAST_EVENTS));
    } else if let Some(found) = did::clustered(&sums, panel.treated(), choices.level) {
        tell(&mut said, found.effect, found.p, EffectMethod::ClusterRobust, choices.level);
    } else {
        match randomisation::effect(&sums, panel.treated(), choices.level, choices.most_sets, choices.seed) {
            Ok(found) => {
                tell(&mut said, found.effect, found.p, EffectMethod::Randomisation(found.sets), choices.level);
                if found.odd_size {
                    said.warnings.push(EffectWarning::TreatedUnlikeOthersInSize);
                }
            }
            Err(why) => said.verdict = EffectVerdict::CannotTell(why),
        }
    }
    if panel.steps_before() < panel.steps_after() {
        said.warnings.push(EffectWarning::BeforeShorterThanAfter);
    }
    said
}

/// An interval that reaches from below the first to above the second says nothing of what was done.
const UNCERTAIN: (f64, f64) = (0.2, 5.0);

fn tell(said: &mut Evaluated, effect: Change, p: f64, method: EffectMethod, level: f64) {
    let wide = effect.interval.low < UNCERTAIN.0 && effect.interval.high.is_none_or(|h| h > UNCERTAIN.1);
    if wide && p > 1.0 - level {
        said.verdict = EffectVerdict::CannotTell(Why::TooUncertain);
        return;
    }
    said.verdict = match (p <= 1.0 - level, effect.ratio < 1.0) {
        (true, true) => EffectVerdict::Decreased,
        (true, false) => EffectVerdict::Increased,
        (false, _) => EffectVerdict::NoDifferenceSeen,
    };
    (said.effect, said.p, said.method) = (Some(effect), Some(p), Some(method));
}

/// What should show nothing: a false start, and a drift before the start.
fn alike_before(panel: &Panel, choices: Choices) -> Vec<Check> {
    let mut out = Vec::new();
    if let Some(early) = panel.false_start() {
        let said = verdict(&early, choices);
        if let Some(p) = said.p {
            out.push(Check { kind: CheckKind::FalseStart, effect: said.effect, p });
        }
    }
    if let Some(found) = did::trend_before(panel, choices) {
        out.push(Check { kind: CheckKind::TrendBefore, effect: Some(found.effect), p: found.p });
    }
    out
}

#[cfg(test)]
mod tests;
