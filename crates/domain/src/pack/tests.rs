//! Does the pack of Sweden say what the law says, on each day?

use super::*;
use jiff::civil::date;
use std::collections::BTreeSet;

#[test]
fn the_law_of_2023_is_cited_from_its_first_day_and_not_before() {
    let se = Pack::se();
    let before = se.on(date(2023, 6, 30));
    assert_eq!(before.law("2023:196"), None);
    assert_eq!(before.clock(ClockKind::Picture).basis, Basis::Routine);
    assert_eq!(before.word("council").unwrap().say.sv, "brottsförebyggande råd");
    assert!(before.required("picture").iter().all(|(_, basis)| *basis == Basis::Routine));

    let since = se.on(date(2023, 7, 1));
    let clock = since.clock(ClockKind::Picture);
    assert_eq!(clock.basis.cited().as_deref(), Some("6 § lagen (2023:196)"));
    assert_eq!(since.word("council").unwrap().say.sv, "strategiskt råd");
    let sections: Vec<_> = since.required("picture").iter().map(|(key, b)| (*key, b.cited().unwrap())).collect();
    assert_eq!(
        sections,
        [
            ("mapping", "4 § 1 lagen (2023:196)".to_owned()),
            ("information", "4 § 2 lagen (2023:196)".to_owned()),
            ("analysis", "4 § 3 lagen (2023:196)".to_owned()),
        ]
    );
    // The plan became a duty a year later.
    assert_eq!(since.clock(ClockKind::PlanFollowUp).basis, Basis::Routine);
    assert!(se.on(date(2024, 7, 1)).clock(ClockKind::PlanFollowUp).basis.cited().is_some());
}

#[test]
fn a_picture_of_november_2021_is_due_in_november_2023() {
    let clock = Pack::se().on(date(2022, 9, 15)).clock(ClockKind::Picture);
    let due = clock.due(date(2021, 11, 11));
    assert_eq!(due, date(2023, 11, 11));
    assert!(!clock.warns(due, date(2022, 9, 15)));
    assert!(clock.warns(due, date(2023, 6, 1)));
    let agreement = Pack::se().on(date(2022, 9, 15)).clock(ClockKind::Agreement);
    assert!(agreement.warns(agreement.due(date(2022, 12, 31)), date(2022, 9, 15)));
}

#[test]
fn every_clock_has_a_rule_on_any_day() {
    for day in [date(1990, 1, 1), date(2018, 11, 1), date(2022, 9, 15), date(2030, 1, 1)] {
        for kind in ClockKind::ALL {
            assert_eq!(Pack::se().on(day).clock(kind).kind, kind);
        }
    }
}

#[test]
fn what_others_call_a_category_is_found_and_no_name_means_two() {
    let se = Pack::se();
    assert_eq!(se.category_called(" Klotter ").unwrap().code, "vandalism");
    assert_eq!(se.category_called("MOPEDER").unwrap().code, "traffic");
    assert_eq!(se.category_called("något helt annat"), None);
    let mut names = BTreeSet::new();
    for category in se.categories() {
        let own: BTreeSet<String> = category.names().map(str::to_lowercase).collect();
        for name in own {
            assert!(names.insert(name.clone()), "{name} means two categories");
        }
    }
}

#[test]
fn every_channel_has_a_source_and_every_edition_knows_its_levels() {
    let se = Pack::se();
    for channel in se.channels() {
        assert!(se.source(&channel.source).is_some(), "{}", channel.code);
    }
    for scheme in se.schemes() {
        for edition in &scheme.edition {
            for level in &edition.levels {
                assert!(scheme.level(level).is_some(), "{} {level}", scheme.code);
            }
        }
    }
    let vulnerable = se.scheme("vulnerable-area").unwrap();
    assert_eq!(vulnerable.edition_on(date(2022, 9, 15)).unwrap().name, "2021");
    assert_eq!(vulnerable.edition_on(date(2024, 3, 1)).unwrap().name, "2023");
}

#[test]
fn every_word_that_names_a_law_names_one_that_the_pack_has() {
    let se = Pack::se();
    let known: BTreeSet<&str> = se.laws().iter().map(|l| l.id.as_str()).collect();
    let named = se.law.word.iter().filter_map(|w| w.law.as_deref());
    let named = named.chain(se.law.clock.iter().filter_map(|c| c.law.as_deref()));
    let named = named.chain(se.law.required.iter().filter_map(|r| r.law.as_deref()));
    for law in named.chain(se.accessibility.supervisor.iter().map(|s| s.law.as_str())) {
        assert!(known.contains(law), "{law}");
    }
}

#[test]
fn vague_forms_are_lower_case_and_belong_to_one_phrase() {
    let mut seen = BTreeSet::new();
    for form in Pack::se().vague().iter().flat_map(|v| &v.forms) {
        assert_eq!(*form, form.to_lowercase());
        assert!(seen.insert(form), "{form}");
    }
}

#[test]
fn help_is_a_telephone_call_away_and_social_services_are_the_municipalitys_own() {
    let se = Pack::se();
    assert_eq!(se.contact("emergency").unwrap().dial.as_deref(), Some("112"));
    assert_eq!(se.contact("police").unwrap().dial.as_deref(), Some("11414"));
    assert_eq!(se.contact("social-services").unwrap().number, None);
    assert!(se.on(date(2022, 9, 15)).supervisor().unwrap().complain.starts_with("https://"));
}
