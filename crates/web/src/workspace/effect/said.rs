//! How is what the figures say told in words, the words before the numbers?

use analysis::evaluate::design::Seen;
use analysis::evaluate::did::Found;
use analysis::evaluate::displacement::{Displacement, Reading};
use documents::{Block, Cell, Column, Fact, Finding, List, Section, Table, Verdict as Sign, VerdictKind};
use domain::finding::{Change, CheckKind, Count, EffectMethod, EffectVerdict, EffectWarning, Evaluated, Why};
use text::{Words, decimal, percent, signed_percent};

use super::counted::{Could, Counted, Told, Verdict};

/// A p-value of at most this is called a difference.
const ALPHA: f64 = 0.05;

/// The word of a verdict, as it ends message keys and as a review has it.
pub fn word(verdict: EffectVerdict) -> &'static str {
    match verdict {
        EffectVerdict::Decreased => "decreased",
        EffectVerdict::Increased => "increased",
        EffectVerdict::NoDifferenceSeen => "no-difference-seen",
        EffectVerdict::CannotTell(_) => "cannot-tell",
    }
}

/// What is hidden of a verdict: with a number behind it that is smaller than `least`, neither the numbers nor how they
/// differ are told.
pub fn hides(v: &Verdict, least: u64) -> bool {
    let around = v.moved.as_ref().map(|m| m.sums.buffer);
    v.sums.iter().copied().chain(around).any(|(before, after)| before < least || after < least)
}

/// Why nothing can be said.
pub fn why(w: Words, why: Why) -> String {
    match why {
        Why::NoComparison => w.say("effect-why-no-comparison"),
        Why::TooUncertain => w.say("effect-why-too-uncertain"),
        Why::TooFewEvents(n) => w.with("effect-why-too-few-events", &[("n", n.into())]),
        Why::TooFewAreas(n) => w.with("effect-why-too-few-areas", &[("n", n.into())]),
        Why::UnlikeBefore => w.say("effect-why-unlike-before"),
    }
}

/// What it was compared with and how.
pub fn method(w: Words, method: EffectMethod) -> String {
    match method {
        EffectMethod::ClusterRobust => w.say("effect-method-cluster-robust"),
        EffectMethod::Randomisation(n) => w.with("effect-method-randomisation", &[("n", n.into())]),
    }
}

/// What limits a verdict.
pub fn warning(w: Words, warning: EffectWarning) -> String {
    w.say(match warning {
        EffectWarning::MovedBeforeStart => "effect-warning-moved-before-start",
        EffectWarning::DriftedApartBefore => "effect-warning-drifted-apart-before",
        EffectWarning::ModelsDisagree => "effect-warning-models-disagree",
        EffectWarning::TreatedUnlikeOthersInSize => "effect-warning-unlike-others-in-size",
        EffectWarning::BeforeShorterThanAfter => "effect-warning-before-shorter",
    })
}

/// What a check is called, and what it showed beside the verdict.
pub fn check(w: Words, kind: CheckKind, p: f64, of: &Evaluated) -> (String, String) {
    let differs = p <= ALPHA;
    let (name, said) = match (kind, differs) {
        (CheckKind::FalseStart, false) => ("false-start", "calm"),
        (CheckKind::FalseStart, true) => ("false-start", "moved"),
        (CheckKind::TrendBefore, false) => ("trend-before", "calm"),
        (CheckKind::TrendBefore, true) => ("trend-before", "moved"),
        (CheckKind::SecondModel, _) if differs == (of.p.unwrap_or(1.0) <= ALPHA) => ("second-model", "calm"),
        (CheckKind::SecondModel, _) => ("second-model", "moved"),
    };
    let said = w.with(&format!("effect-check-{name}-{said}"), &[("p", probability(w, p).into())]);
    (w.say(&format!("effect-check-{name}")), said)
}

/// What became of the areas around. The number behind it is told unless something is `hidden`.
pub fn reading(w: Words, reading: Reading, hidden: bool) -> String {
    let (key, wdq) = match reading {
        Reading::DiffusionAboveEffect(q) => ("diffusion-above-effect", Some(q)),
        Reading::Diffusion(q) => ("diffusion", Some(q)),
        Reading::Neither(q) => ("neither", Some(q)),
        Reading::DisplacementBelowEffect(q) => ("displacement-below-effect", Some(q)),
        Reading::DisplacementAteEffect(q) => ("displacement-ate-effect", Some(q)),
        Reading::TooFew(n) => return w.with("effect-moved-too-few", &[("n", n.into())]),
        Reading::NoSuccess => ("no-success", None),
        Reading::SuccessMayBeChance => ("success-may-be-chance", None),
    };
    let said = w.say(&format!("effect-moved-{key}"));
    match wdq.filter(|_| !hidden) {
        Some(q) => {
            let number = w.with("effect-moved-wdq", &[("q", decimal(w.lang(), q, 2).into())]);
            format!("{said} {number}")
        }
        None => said,
    }
}

/// What could be seen.
pub fn could(w: Words, could: Could) -> String {
    match could {
        Could::Seen(Seen::Decrease(share)) => {
            w.with("effect-could-decrease", &[("share", percent(w.lang(), share).into())])
        }
        Could::Seen(Seen::NothingRealistic(Some(share))) => {
            w.with("effect-could-nothing-realistic", &[("share", percent(w.lang(), share).into())])
        }
        Could::Seen(Seen::NothingRealistic(None)) => w.say("effect-could-nothing"),
        Could::Seen(Seen::CannotTell(reason)) => w.with("effect-could-cannot-tell", &[("why", why(w, reason).into())]),
        Could::TooShort(weeks) => w.with("effect-could-too-short", &[("n", weeks.into())]),
    }
}

/// What would help, in words; the figures of more weeks stand beside.
pub fn help(w: Words, could: Could) -> Option<String> {
    Some(match could {
        Could::Seen(Seen::Decrease(_)) => return None,
        Could::Seen(Seen::CannotTell(Why::TooFewAreas(n))) => {
            w.with("effect-help-areas", &[("n", n.into()), ("two", areas_for_two(n).into())])
        }
        Could::Seen(Seen::CannotTell(Why::NoComparison)) => w.say("effect-help-comparison"),
        Could::Seen(Seen::CannotTell(Why::TooFewEvents(_))) => w.say("effect-help-events"),
        Could::Seen(Seen::NothingRealistic(_) | Seen::CannotTell(Why::TooUncertain)) => w.say("effect-help-more"),
        Could::Seen(Seen::CannotTell(Why::UnlikeBefore)) => w.say("effect-help-alike"),
        Could::TooShort(_) => w.say("effect-help-wait"),
    })
}

/// How many areas there must be for two of them to be chosen in `ways` ways.
fn areas_for_two(ways: u64) -> u64 {
    (2..).find(|n| n * (n - 1) / 2 >= ways).unwrap_or(ways)
}

/// The answer: a verdict with its reason or figures, never figures alone.
pub fn answer(w: Words, c: &Counted, least: u64) -> Block {
    let finding = |kind, word: &str, title: String, text: String| Finding {
        verdict: Sign::new(kind, w.say(word)),
        title: title.into(),
        text: text.into(),
        how: documents::Text::default(),
        anchor: None,
    };
    let one = match &c.told {
        Told::Evaluated(v) => {
            let kind = match v.said.verdict {
                EffectVerdict::Decreased => VerdictKind::Fewer,
                EffectVerdict::Increased => VerdictKind::More,
                EffectVerdict::NoDifferenceSeen => VerdictKind::Maybe,
                EffectVerdict::CannotTell(_) => VerdictKind::Cannot,
            };
            let key = word(v.said.verdict);
            finding(kind, &format!("effect-verdict-{key}"), w.say(&format!("effect-title-{key}")), text(w, v, least))
        }
        Told::NothingBefore => finding(
            VerdictKind::Cannot,
            "effect-verdict-cannot-tell",
            w.say("effect-title-cannot-tell"),
            w.say("effect-nothing-before"),
        ),
        Told::NotBegun => match c.could {
            Could::Seen(Seen::Decrease(_)) => {
                finding(VerdictKind::Maybe, "effect-verdict-not-yet", w.say("effect-title-not-yet"), could(w, c.could))
            }
            _ => finding(
                VerdictKind::Cannot,
                "effect-verdict-cannot-tell",
                w.say("effect-title-could-not"),
                could(w, c.could),
            ),
        },
    };
    Block::findings(vec![one])
}

/// A verdict in a sentence or two, as a review can take it over.
pub fn text(w: Words, v: &Verdict, least: u64) -> String {
    if let EffectVerdict::CannotTell(reason) = v.said.verdict {
        return why(w, reason);
    }
    let said = w.say(&format!("effect-text-{}", word(v.said.verdict)));
    match v.said.effect.filter(|_| !hides(v, least)) {
        Some(effect) => format!("{said} {}", w.with("effect-text-figures", &[("change", change(w, effect).into())])),
        None => format!("{said} {}", w.with("effect-text-hidden", &[("least", least.into())])),
    }
}

/// "−30 %, mellan −45 % och −12 %".
fn change(w: Words, c: Change) -> String {
    let to = |ratio: f64| signed_percent(w.lang(), ratio - 1.0);
    let (middle, low) = (to(c.ratio), to(c.interval.low));
    let args = [("middle", middle.into()), ("low", low.into())];
    match c.interval.high {
        Some(high) => {
            let [middle, low] = args;
            w.with("effect-change", &[middle, low, ("high", to(high).into())])
        }
        None => w.with("effect-change-open", &args),
    }
}

fn probability(w: Words, p: f64) -> String {
    if p < 0.001 { w.say("effect-p-small") } else { decimal(w.lang(), p, 3) }
}

/// Everything beside the answer of what has begun: figures, sums, what to mind, checks, whether it moved, hours.
pub fn beside(w: Words, c: &Counted, v: &Verdict, least: u64) -> Vec<Block> {
    let hidden = hides(v, least);
    let mut blocks = vec![Block::facts(figures(w, c, v, least))];
    if !hidden {
        blocks.push(sums(w, v).into());
    }
    if !v.said.warnings.is_empty() || !c.given_elsewhere.is_empty() {
        let mut all: Vec<String> = v.said.warnings.iter().map(|x| warning(w, *x)).collect();
        if !c.given_elsewhere.is_empty() {
            all.push(w.say("effect-warning-given-elsewhere"));
        }
        blocks.push(Section::new(w.say("effect-warnings"), vec![List::bullets(all).into()]).into());
    }
    if !v.said.checks.is_empty() {
        let told = v.said.checks.iter().map(|k| check(w, k.kind, k.p, &v.said));
        let facts = told.map(|(name, said)| Fact::new(name, said)).collect();
        let lead = Block::quiet(w.say("effect-checks-lead"));
        blocks.push(Section::new(w.say("effect-checks"), vec![lead, Block::facts(facts)]).into());
    }
    if let Some(moved) = &v.moved {
        blocks.push(Section::new(w.say("effect-moved"), displaced(w, moved, hidden)).into());
    }
    if let Some(found) = v.dose {
        blocks.push(Section::new(w.say("effect-dose"), dose(w, found, hidden, least)).into());
    }
    blocks
}

fn figures(w: Words, c: &Counted, v: &Verdict, least: u64) -> Vec<Fact> {
    let (said, hidden) = (&v.said, hides(v, least));
    let period = |p: domain::when::Period, weeks: usize| {
        let days = text::date_range(w.lang(), p.from(), p.to());
        w.with("effect-fact-weeks", &[("days", days.into()), ("n", weeks.into())])
    };
    let n = match analysis::suppress::total(said.n, hidden, least) {
        Count::Exact(n) => text::integer(w.lang(), n as i64),
        Count::About(n) => w.with("effect-about", &[("n", n.into())]),
        Count::Hidden => w.with("effect-fewer-than", &[("least", least.into())]),
    };
    let mut facts = Vec::new();
    if let Some(effect) = said.effect.filter(|_| !hidden) {
        facts.push(Fact::new(w.say("effect-fact-change"), change(w, effect)));
    }
    if let Some(p) = said.p {
        facts.push(Fact::new(w.say("effect-fact-p"), w.with("effect-p", &[("p", probability(w, p).into())])));
    }
    facts.push(Fact::new(w.say("effect-fact-n"), n));
    facts.push(Fact::new(w.say("effect-fact-before"), period(said.periods.0, c.weeks.0)));
    facts.push(Fact::new(w.say("effect-fact-after"), period(said.periods.1, c.weeks.1)));
    facts.push(Fact::new(w.say("effect-fact-areas"), areas(w, c)));
    if let Some(how) = said.method {
        facts.push(Fact::new(w.say("effect-fact-method"), method(w, how)));
    }
    facts
}

/// How many areas of each kind.
pub fn areas(w: Words, c: &Counted) -> String {
    let args = [("treated", c.areas.treated.into()), ("compared", c.areas.compared.into())];
    let mut said = vec![w.with("effect-areas", &args)];
    if c.areas.around > 0 {
        said.push(w.with("effect-areas-around", &[("n", c.areas.around.into())]));
    }
    if c.areas.empty > 0 {
        said.push(w.with("effect-areas-empty", &[("n", c.areas.empty.into())]));
    }
    said.join(" ")
}

fn sums(w: Words, v: &Verdict) -> Table {
    let row = |key: &str, (before, after): (u64, u64)| {
        let n = |n: u64| Cell::from(text::integer(w.lang(), n as i64));
        vec![Cell::from(w.say(key)), n(before), n(after)]
    };
    let mut rows = vec![row("effect-row-treated", v.sums[0]), row("effect-row-compared", v.sums[1])];
    rows.extend(v.moved.as_ref().map(|m| row("effect-row-around", m.sums.buffer)));
    Table {
        caption: w.say("effect-sums"),
        caption_hidden: false,
        layout: documents::Layout::Plain,
        columns: vec![
            Column::text(w.say("effect-column-where")),
            Column::number(w.say("effect-column-before")),
            Column::number(w.say("effect-column-after")),
        ],
        rows,
        note: documents::Text::default(),
    }
}

fn displaced(w: Words, moved: &Displacement, hidden: bool) -> Vec<Block> {
    let by_itself = match moved.buffer_test.verdict {
        EffectVerdict::CannotTell(reason) => w.with("effect-around-cannot-tell", &[("why", why(w, reason).into())]),
        other => w.say(&format!("effect-around-{}", word(other))),
    };
    vec![Block::text(reading(w, moved.reading, hidden)), Block::text(by_itself)]
}

fn dose(w: Words, found: Found, hidden: bool, least: u64) -> Vec<Block> {
    let key = match (found.p <= ALPHA, found.effect.ratio < 1.0) {
        (true, true) => "effect-dose-less",
        (true, false) => "effect-dose-more",
        (false, _) => "effect-dose-none",
    };
    let mut said = vec![Block::text(w.say(key))];
    if hidden {
        said.push(Block::quiet(w.with("effect-text-hidden", &[("least", least.into())])));
    } else {
        // Per ten hours: an hour alone does too little to be seen in per cent.
        let ten = |x: f64| x.powi(10);
        let i = found.effect.interval;
        let ten = Change {
            ratio: ten(found.effect.ratio),
            interval: domain::finding::Interval { low: ten(i.low), high: i.high.map(ten), ..i },
        };
        let args = [("change", change(w, ten).into()), ("p", probability(w, found.p).into())];
        said.push(Block::text(w.with("effect-dose-figures", &args)));
    }
    said.push(Block::quiet(w.say("effect-dose-mind")));
    said
}

/// What could be seen with so many weeks, and what would help.
pub fn design(w: Words, c: &Counted, (before, after): (u32, u32)) -> Vec<Block> {
    let args = [("before", before.into()), ("after", after.into())];
    let mut blocks = vec![Block::text(format!("{} {}", w.with("effect-design-weeks", &args), could(w, c.could)))];
    let mut help_with: Vec<String> = help(w, c.could).into_iter().collect();
    let better = |a: Could, b: Could| match (a, b) {
        (Could::Seen(Seen::Decrease(a)), Could::Seen(Seen::Decrease(b))) => a < b,
        (Could::Seen(Seen::Decrease(_)), _) => true,
        _ => false,
    };
    for (before, after, with) in &c.helps {
        if better(*with, c.could) {
            let args = [("before", before.into()), ("after", after.into()), ("could", could(w, *with).into())];
            help_with.push(w.with("effect-help-weeks", &args));
        }
    }
    if !help_with.is_empty() {
        blocks.push(Block::text(w.say("effect-help")));
        blocks.push(List::bullets(help_with).into());
    }
    blocks.push(Block::quiet(w.say("effect-design-mind")));
    blocks
}

#[cfg(test)]
mod tests;
