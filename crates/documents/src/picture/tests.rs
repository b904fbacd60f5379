//! Has every finding its words in every language, and are the easy ones easy?

use domain::finding::{
    About, CannotTell, Change, Content, Count, Coverage, Emerging, Finding, HotSpot, Interval, Lately, Method,
    PartShare, Pointed, PopulationUse, Rhythm, TestMethod, Tested, Verdict, WeekPart, YearMonth, YearWheel,
};
use domain::geo::Point;
use domain::when::Period;
use jiff::civil::date;
use text::{Lang, Words};

const PARTS: [WeekPart; 6] = [
    WeekPart::WeekendEvening,
    WeekPart::WeekendNight,
    WeekPart::WeekdayEvening,
    WeekPart::WeekdayNight,
    WeekPart::WeekdayDay,
    WeekPart::WeekendDay,
];

const VERDICTS: [Verdict; 6] = [
    Verdict::More,
    Verdict::Fewer,
    Verdict::MayBeChance,
    Verdict::CannotTell(CannotTell::NoBaseline),
    Verdict::CannotTell(CannotTell::TooFew(5)),
    Verdict::CannotTell(CannotTell::Hidden),
];

fn tested() -> Tested {
    Tested { method: TestMethod::FisherExact, p: 0.001, p_corrected: 0.01, tests: 40 }
}

fn spot(verdict: Verdict, mostly: Option<f64>) -> HotSpot {
    HotSpot {
        place: Point::parse(59.5, 17.9).expect("a place"),
        radius_m: 200.0,
        name: Some("Norrviks station".into()),
        area: None,
        squares: vec![(0, 0)],
        count: Count::Exact(49),
        average: 4.5,
        z: 5.0,
        verdict,
        tested: tested(),
        mostly: mostly.map(|share| ("Skadegörelse".to_owned(), share)),
    }
}

/// A year with more in June and July and fewer in January.
fn wheel() -> YearWheel {
    let month = |month: u8| {
        let (ratio, verdict) = match month {
            6 | 7 => (1.4, Verdict::More),
            1 => (0.6, Verdict::Fewer),
            _ => (1.0, Verdict::MayBeChance),
        };
        let interval = Interval { low: ratio - 0.2, high: Some(ratio + 0.2), level: 0.95 };
        YearMonth { month, change: Change { ratio, interval }, verdict, p_corrected: 0.01 }
    };
    YearWheel { years: 4, months: (1..=12).map(month).collect(), p: 0.001, replicates: 999 }
}

/// A picture with one finding for every branch of words.
fn every_branch() -> Content {
    let period = |year| Period::parse(date(year, 1, 1), date(year, 12, 31)).expect("a period");
    let known = Count::Exact(612);
    let interval = Interval { low: 20.4, high: Some(60.2), level: 0.9 };
    let hot_spots: Vec<HotSpot> =
        [None, Some(0.7), Some(1.0)].into_iter().flat_map(|m| VERDICTS.map(|v| spot(v, m))).collect();
    let part = |part| PartShare { part, share: 0.34, interval, of_hours: 0.07 };
    let mut abouts = vec![
        About::Total,
        About::Area { code: "1".into(), name: "Norrvik".into() },
        About::Category { code: "skada".into(), name: "Skadegörelse".into() },
        About::Month(date(2022, 8, 1)),
        About::Emerging(0),
    ];
    abouts.extend(PARTS.map(About::Hours));
    let finding = |about: About, verdict: Verdict, expected: Option<Interval>| {
        let change =
            |low, ratio, high| Some(Change { ratio, interval: Interval { low, high: Some(high), level: 0.95 } });
        Finding {
            id: format!("{about:?}"),
            about,
            verdict,
            count: Count::Exact(49),
            before: Some(Count::Exact(33)),
            of: known,
            expected,
            change: if verdict == Verdict::Fewer { change(0.5, 0.7, 0.9) } else { change(1.15, 1.49, 1.93) },
            tested: Some(tested()),
            cautions: Vec::new(),
        }
    };
    let mut findings: Vec<Finding> = abouts
        .iter()
        .flat_map(|a| VERDICTS.iter().map(|v| (a.clone(), *v)))
        .map(|(about, verdict)| {
            let range = (!matches!(verdict, Verdict::CannotTell(_))).then_some(interval);
            finding(about, verdict, range)
        })
        .collect();
    findings.extend(hot_spots.iter().enumerate().map(|(i, h)| finding(About::HotSpot(i), h.verdict, None)));
    Content {
        format: domain::finding::FORMAT,
        period: period(2022),
        baseline: Some(period(2021)),
        total: known,
        total_before: Some(Count::Exact(540)),
        findings,
        areas: Vec::new(),
        hot_spots,
        grid: None,
        pointed: Some(Pointed { squares: 20, of: 400, share: 0.31, pai: 6.2, pei: 0.74 }),
        lately: Some(Lately {
            weeks: 52,
            longest: 6,
            radius_m: 1000.0,
            replicates: 999,
            found: vec![Emerging {
                place: Point::parse(59.5, 17.9).expect("a place"),
                radius_m: 300.0,
                name: None,
                area: Some(("1".into(), "Norrvik".into())),
                since: date(2022, 11, 28),
                count: Count::About(20),
                expected: 6.4,
                tested: tested(),
            }],
        }),
        rhythm: Some(Rhythm {
            from_hours: vec![0, 6, 18],
            rows: vec![vec![known; 3]; 7],
            timed: known,
            parts: PARTS.map(part).to_vec(),
        }),
        months: Vec::new(),
        year: Some(wheel()),
        categories: Vec::new(),
        sources: Vec::new(),
        coverage: Coverage { placed: known, in_areas: None, dated: known, timed: known, rejected: 0 },
        population: PopulationUse::NotGiven,
        method: Method {
            made_with: "samverka".into(),
            seed: 1,
            replicates: 9_999,
            false_discovery_rate: 0.05,
            level: 0.95,
            smallest_shown: 5,
            plane: None,
            scale: None,
            data_version: "0".into(),
            files: Vec::new(),
        },
    }
}

#[test]
fn of_what_was_not_tested_yet_nothing_is_said() {
    let none = Content { hot_spots: Vec::new(), findings: Vec::new(), lately: None, ..every_branch() };
    let mut looked = Content { lately: every_branch().lately, ..none.clone() };
    looked.lately.iter_mut().for_each(|l| l.found.clear());
    // Where nothing could be asked of chance, chance explains nothing.
    for (content, untested, said, not_said) in [
        (&none, true, "Var det samlas är inte prövat", "slumpen kan förklara"),
        (&none, false, "Det går inte att avgöra om något sticker ut", "slumpen kan förklara"),
        (&looked, false, "slumpen kan förklara", "är inte prövat"),
    ] {
        let frame = super::Frame { untested, ..super::Frame::default() };
        let text = crate::plain::plain(&super::document(content, Words::of(Lang::Sv), frame)).replace('\n', " ");
        assert!(text.contains(said) && !text.contains(not_said), "{text}");
    }
}

#[test]
fn the_year_names_the_months_that_stand_out_and_no_others() {
    let text = |content: &Content, lang| {
        let document = super::document(content, Words::of(lang), super::Frame::default());
        crate::plain::plain(&document).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let content = every_branch();
    let sv = text(&content, Lang::Sv);
    assert!(
        sv.contains("Fler än genomsnittet brukar det vara i juni och juli.")
            && sv.contains("Färre än genomsnittet brukar det vara i januari.")
    );
    assert!(sv.contains("Månad: Juni. Bedömning: Fler än i snitt: +40 %, mellan +20 % och +60 %."), "{sv}");
    assert!(text(&content, Lang::En).contains("There are usually more than on average in June and July."));
    let alike = |m: &YearMonth| YearMonth { verdict: Verdict::MayBeChance, ..*m };
    let months = wheel().months.iter().map(alike).collect();
    let mut even = YearWheel { months, ..wheel() };
    for (p, said) in [(0.001, "Månaderna är inte lika"), (0.4, "Ingen månad skiljer sig säkert")] {
        even.p = p;
        let sv = text(&Content { year: Some(even.clone()), ..content.clone() }, Lang::Sv);
        assert!(sv.contains(said) && !sv.contains("brukar det vara"), "{sv}");
    }
    assert!(!text(&Content { year: None, ..content }, Lang::Sv).contains("årets genomsnitt"));
}

#[test]
fn every_finding_has_its_words_in_every_language() {
    let content = every_branch();
    for lang in Lang::ALL {
        for f in &content.findings {
            let told = super::finding(&content, f, Words::of(lang));
            let (title, text) = (told.title.plain(), told.text.plain());
            let all = format!("{title} {text} {}", told.verdict.word);
            assert!(!all.contains(['[', ']', '{']), "{lang:?} {f:?}: {all}");
            assert!(
                !title.is_empty() && text.ends_with('.'),
                "{lang:?} {:?} {:?}: {title} | {text}",
                f.about,
                f.verdict
            );
            assert!(title.chars().next().is_some_and(char::is_uppercase), "{title}");
        }
    }
}

#[test]
fn easy_findings_have_short_sentences_and_words_of_their_own() {
    let content = every_branch();
    for f in &content.findings {
        let easy = super::finding(&content, f, Words::of(Lang::SvEasy));
        let usual = super::finding(&content, f, Words::of(Lang::Sv));
        assert_ne!(easy.title.plain(), usual.title.plain(), "{:?}", f.about);
        for sentence in easy.text.plain().split_inclusive(". ") {
            let words = sentence.split_whitespace().count();
            assert!(words <= 15, "{words} words: {sentence}");
        }
        for hard in ["iakttagelse", "jämförelseperiod", "slumpen", "sticker ut", "skillnaden"] {
            let all = format!("{} {} {}", easy.title.plain(), easy.text.plain(), easy.verdict.word);
            assert!(!all.contains(hard), "{hard}: {all}");
        }
    }
}
