//! Has every branch words in both languages, and is nothing small told?

use analysis::evaluate::displacement::Sums;
use domain::finding::{Check, Interval};
use domain::when::Period;
use jiff::civil::date;
use text::Lang;

use super::super::counted::Areas;
use super::*;

const WHYS: [Why; 5] =
    [Why::NoComparison, Why::TooUncertain, Why::TooFewEvents(10), Why::TooFewAreas(20), Why::UnlikeBefore];
const VERDICTS: [EffectVerdict; 8] = [
    EffectVerdict::Decreased,
    EffectVerdict::Increased,
    EffectVerdict::NoDifferenceSeen,
    EffectVerdict::CannotTell(WHYS[0]),
    EffectVerdict::CannotTell(WHYS[1]),
    EffectVerdict::CannotTell(WHYS[2]),
    EffectVerdict::CannotTell(WHYS[3]),
    EffectVerdict::CannotTell(WHYS[4]),
];
const METHODS: [EffectMethod; 2] = [EffectMethod::ClusterRobust, EffectMethod::Randomisation(999)];
const WARNINGS: [EffectWarning; 5] = [
    EffectWarning::MovedBeforeStart,
    EffectWarning::DriftedApartBefore,
    EffectWarning::ModelsDisagree,
    EffectWarning::TreatedUnlikeOthersInSize,
    EffectWarning::BeforeShorterThanAfter,
];
const CHECKS: [CheckKind; 3] = [CheckKind::FalseStart, CheckKind::TrendBefore, CheckKind::SecondModel];
const READINGS: [Reading; 8] = [
    Reading::DiffusionAboveEffect(1.5),
    Reading::Diffusion(0.5),
    Reading::Neither(0.0),
    Reading::DisplacementBelowEffect(-0.5),
    Reading::DisplacementAteEffect(-1.5),
    Reading::TooFew(10),
    Reading::NoSuccess,
    Reading::SuccessMayBeChance,
];

fn coulds() -> Vec<Could> {
    let seen = [Seen::Decrease(0.3), Seen::NothingRealistic(Some(0.7)), Seen::NothingRealistic(None)];
    let cannot = WHYS.map(Seen::CannotTell);
    seen.into_iter().chain(cannot).map(Could::Seen).chain([Could::TooShort(7)]).collect()
}

fn evaluated(verdict: EffectVerdict, method: EffectMethod, p: f64, high: Option<f64>) -> Evaluated {
    let period = |from, to| Period::parse(from, to).unwrap();
    let told = !matches!(verdict, EffectVerdict::CannotTell(_));
    let change = Change { ratio: 0.7, interval: Interval { low: 0.55, high, level: 0.95 } };
    Evaluated {
        verdict,
        effect: told.then_some(change),
        p: told.then_some(p),
        method: told.then_some(method),
        n: 1234,
        areas: (1, 20),
        periods: (period(date(2022, 1, 3), date(2022, 5, 29)), period(date(2022, 5, 30), date(2022, 8, 21))),
        checks: CHECKS.iter().map(|kind| Check { kind: *kind, effect: None, p }).collect(),
        warnings: WARNINGS.to_vec(),
    }
}

fn verdict(said: Evaluated, after: u64, reading: Reading) -> Verdict {
    let change = Change { ratio: 0.98, interval: Interval { low: 0.9, high: Some(1.05), level: 0.95 } };
    Verdict {
        sums: [(60, after), (800, 700)],
        moved: Some(Displacement {
            sums: Sums { response: (60, after), comparison: (800, 700), buffer: (50, 41) },
            measures: None,
            reading,
            buffer_test: said.clone(),
        }),
        dose: Some(Found { effect: change, p: said.p.unwrap_or(0.5), error: 0.1, freedom: 8.0 }),
        said,
    }
}

fn counted(told: Told, could: Could) -> Counted {
    Counted {
        weeks: (21, 12),
        past: 104,
        areas: Areas { treated: 1, compared: 20, around: 1, empty: 2 },
        told,
        could,
        helps: vec![(52, 12, Could::Seen(Seen::Decrease(0.2)))],
        hours: vec![],
        given_elsewhere: vec![domain::Id::parse("torgby").unwrap()],
        csv: String::new(),
        past_csv: String::new(),
        begun: None,
    }
}

/// Draws the blocks, and asserts that no message is missing: a missing one shows its key.
fn drawn(w: Words, blocks: &[Block]) -> String {
    let html = documents::html::blocks(blocks, w, 3, "x");
    assert!(!html.contains("effect-") && !html.contains('$'), "a message is missing in {:?}:\n{html}", w.lang());
    html
}

#[test]
fn every_branch_of_an_answer_has_words_in_both_languages() {
    for lang in [Lang::Sv, Lang::En] {
        let w = Words::of(lang);
        for v in VERDICTS {
            for (method, p, high) in
                [(METHODS[0], 0.01, Some(0.9)), (METHODS[1], 0.0001, None), (METHODS[1], 0.6, None)]
            {
                for reading in READINGS {
                    for after in [30, 3] {
                        let v = verdict(evaluated(v, method, p, high), after, reading);
                        let c = counted(Told::Evaluated(Box::new(v.clone())), coulds()[0]);
                        drawn(w, &[answer(w, &c, 5)]);
                        drawn(w, &beside(w, &c, &v, 5));
                    }
                }
            }
        }
        for told in [Told::NotBegun, Told::NothingBefore] {
            for could in coulds() {
                let c = counted(told.clone(), could);
                drawn(w, &[answer(w, &c, 5)]);
                drawn(w, &design(w, &c, (26, 12)));
            }
        }
    }
}

#[test]
fn each_branch_is_told_apart_from_the_others() {
    let w = Words::of(Lang::Sv);
    let different = |said: Vec<String>| {
        let mut all = said.clone();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), said.len(), "{said:?}");
    };
    different(WHYS.map(|x| why(w, x)).to_vec());
    different(METHODS.map(|m| method(w, m)).to_vec());
    different(WARNINGS.map(|x| warning(w, x)).to_vec());
    different(READINGS.map(|r| reading(w, r, true)).to_vec());
    different(coulds().into_iter().map(|c| could(w, c)).collect());
    let calm = evaluated(EffectVerdict::Decreased, METHODS[0], 0.01, None);
    let checks = |p| CHECKS.map(|k| check(w, k, p, &calm).1);
    different([checks(0.01), checks(0.9)].concat());
}

#[test]
fn a_small_count_takes_every_number_that_would_give_it_away_with_it() {
    let w = Words::of(Lang::Sv);
    let said = |after| {
        let v = verdict(evaluated(EffectVerdict::Decreased, METHODS[1], 0.01, Some(0.9)), after, READINGS[1]);
        let c = counted(Told::Evaluated(Box::new(v.clone())), coulds()[0]);
        drawn(w, &[answer(w, &c, 5)]) + &drawn(w, &beside(w, &c, &v, 5))
    };
    let (open, closed) = (said(30), said(3));
    for number in ["−30", "1\u{a0}234", "0,50", "700"] {
        assert!(open.contains(number), "{number} is not in\n{open}");
        assert!(!closed.contains(number), "{number} is in\n{closed}");
    }
    assert!(closed.contains("Minskat") && closed.contains("mindre än 5") && closed.contains("ungefär"), "{closed}");
}

#[test]
fn what_would_help_counts_areas_as_a_randomisation_does() {
    assert_eq!((areas_for_two(20), areas_for_two(100)), (7, 15));
}
