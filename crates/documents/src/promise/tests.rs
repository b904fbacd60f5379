//! Do the sentences of a promise say what its numbers are?

use super::*;
use domain::commitment::{Commitment as Promised, Course, Fact as Happened, Unit};
use domain::occasion::Slot;
use domain::organisation::OrganisationKind;
use domain::{Line, Term};
use jiff::civil::{date as d, time};
use text::Lang;

fn id(s: &str) -> Id {
    Id::parse(s).unwrap()
}

fn line(s: &str) -> Line {
    Line::parse(s).unwrap()
}

fn promised(kind: Kind, at_least: Option<u32>, by: Option<Date>) -> Promised {
    Promised {
        id: id("a1"),
        version: 1,
        promise: id("lofte"),
        number: 1,
        title: line("Polisen finns på trygghetskontoret tio gånger"),
        kind,
        at_least,
        by,
        tolerance: 1,
        place: Some(line("Trygghetskontoret")),
        units: vec![Unit { party: id("polisen"), unit: line("Kommunpoliserna") }],
        way_back: None,
        remedies: vec![],
    }
}

fn held(n: usize, on: Date, standing: Standing, visits: Option<u32>) -> Happened {
    let slot = Slot { on, from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) };
    Happened { of: (Noun::Presence, id(&format!("n{n}"))), slot, standing, visits, minutes: Some(180) }
}

fn shown(c: Promised, facts: &[Happened], today: Date) -> PublicCommitment {
    let term = Term::new(d(2022, 1, 1), d(2022, 12, 31)).unwrap();
    c.published(&Course { term, logged: true, withdrawn: None }, facts, today)
}

const TODAY: Date = d(2022, 9, 15);

fn ten() -> PublicCommitment {
    let days = [(1, 27, 14), (2, 24, 9), (3, 24, 16), (5, 19, 12), (6, 9, 19), (8, 18, 31), (9, 8, 3)];
    let mut facts: Vec<_> = days
        .iter()
        .enumerate()
        .map(|(i, (m, day, v))| held(i, d(2022, *m, *day), Standing::Counted, Some(*v)))
        .collect();
    facts.push(held(20, d(2022, 4, 21), Standing::Cancelled { replaced_on: Some(d(2022, 12, 8)) }, None));
    for (i, (m, day)) in [(10, 6), (11, 10), (12, 8)].into_iter().enumerate() {
        facts.push(held(30 + i, d(2022, m, day), Standing::Planned, None));
    }
    shown(promised(Kind::Presence, Some(10), None), &facts, TODAY)
}

fn organisations() -> Vec<Organisation> {
    let org = |key: &str, name: &str, kind| Organisation { id: id(key), name: line(name), short: line(key), kind };
    vec![
        org("kommunen", "Provbo kommun", OrganisationKind::Municipality),
        org("polisen", "Lokalpolisområde Provbo", OrganisationKind::Police),
    ]
}

#[test]
fn the_first_commitment_reads_as_the_pictures_show() {
    let w = Words::of(Lang::Sv);
    let organisations = organisations();
    let around = Around { words: w, organisations: &organisations, smallest: 5, today: TODAY };
    let c = commitment(&ten(), around);
    assert_eq!(c.tag.word, "I fas");
    assert_eq!(c.count.unwrap().figure, "7 av 10");
    assert_eq!(c.progress.unwrap().words, "väntat i dag: 7,1");
    let said: Vec<String> = c.sentences.iter().map(Text::plain).collect();
    assert_eq!(said[0], "Enligt planen ska det vara 7,1 till i dag.");
    assert_eq!(said[1], "Tre tillfällen återstår: 6 oktober, 10 november och 8 december, alla kl.\u{a0}15–18.");
    let log = c.log.unwrap();
    assert_eq!(log.title, "Logg: åtta händelser");
    assert_eq!(log.entries[0].text.plain(), "Tillfälle 7 hölls kl.\u{a0}15–18. Färre än fem besök.");
    assert_eq!(log.entries[4].text.plain(), "Tillfället ställdes in. Nytt datum: 8 december.");
    assert_eq!(c.facts.last().unwrap().values[0].plain(), "högst ett tillfälle saknas mot det väntade");
    assert_eq!(c.facts[0].term, "Polisen");
    let out = outlook(&ten(), w);
    assert_eq!(out, ["Ett tillfälle ställdes in i april. Nytt datum: 8 december.", "Tre tillfällen återstår."]);
    assert_eq!(passed(&ten(), w).unwrap(), "71 procent av tiden har gått. Med jämn takt ska det då vara 7,1.");
}

#[test]
fn each_state_has_its_sentence() {
    let w = Words::of(Lang::Sv);
    let counted = |n: usize| -> Vec<Happened> {
        (0..n)
            .map(|i| held(i, d(2022, 1, 1).saturating_add(jiff::ToSpan::days(i as i64 * 18)), Standing::Counted, None))
            .collect()
    };
    let behind = shown(promised(Kind::Activity, Some(24), None), &counted(13), TODAY);
    assert_eq!(state_sentence(&behind, w), "Till i dag skulle 17 ha gjorts. Fyra saknas.");
    assert_eq!(brief(&behind, w), "13 av 24. Väntat i dag: 17. Vi ligger fyra efter.");
    let kept = shown(promised(Kind::Activity, Some(4), None), &counted(4), TODAY);
    assert_eq!(state_sentence(&kept, w), "Den fjärde insatsen gjordes 24 februari. Då var åtagandet hållet.");
    assert_eq!(brief(&kept, w), "4 av 4. Den sista gjordes 24 februari.");
    let late = [held(0, d(2022, 6, 14), Standing::Counted, None)];
    let broken = shown(promised(Kind::OneOff, None, Some(d(2022, 5, 31))), &late, TODAY);
    let said = "Det blev av 14 juni, två veckor för sent. Därför är åtagandet brutet.";
    assert_eq!(state_sentence(&broken, w), said);
    let vague = shown(promised(Kind::Direction, None, None), &[], TODAY);
    let said = "Vi kan inte avgöra om åtagandet hålls. Det saknar ett antal, ett datum och ett sätt att redovisa.";
    assert_eq!(state_sentence(&vague, w), said);
    assert_eq!(count(&vague, w), None);
}

#[test]
fn every_sentence_has_its_words_in_every_language() {
    let organisations = organisations();
    let at = |m, day| d(2022, m, day);
    for lang in [Lang::Sv, Lang::En] {
        let around = Around { words: Words::of(lang), organisations: &organisations, smallest: 5, today: TODAY };
        for kind in Kind::ALL {
            for (at_least, by) in [
                (None, None),
                (Some(1), None),
                (Some(3), None),
                (Some(10), None),
                (Some(2), Some(at(5, 31))),
                (None, Some(at(5, 31))),
            ] {
                for n in 0..7 {
                    for today in [d(2021, 12, 1), at(3, 1), TODAY, d(2023, 2, 1)] {
                        let standings = [
                            Standing::Counted,
                            Standing::Waiting,
                            Standing::Cancelled { replaced_on: None },
                            Standing::Disputed,
                            Standing::Planned,
                            Standing::Counted,
                        ];
                        let facts: Vec<_> =
                            (0..n).map(|i| held(i, at(1 + i as i8, 10), standings[i % 6], Some(i as u32))).collect();
                        let c = shown(promised(kind, at_least, by), &facts, today);
                        let said = format!(
                            "{:?} {} {:?}",
                            commitment(&c, around),
                            brief(&c, around.words),
                            outlook(&c, around.words)
                        );
                        assert!(!said.contains("[commitment") && !said.contains("{ $"), "{said}");
                    }
                }
            }
        }
    }
}
