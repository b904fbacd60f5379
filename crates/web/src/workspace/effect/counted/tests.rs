//! Are the weeks the right ones, and does nothing that was not counted weigh in?

use domain::finding::{EffectVerdict, Why};
use jiff::civil::date;

use super::*;

fn id(n: usize) -> Id {
    Id::parse(&format!("a{n:02}")).unwrap()
}

fn chosen(start: Date, before: u32, after: u32) -> Chosen {
    Chosen { areas: vec![id(1)], around: vec![], category: None, start, before, after }
}

fn seen(area: usize, day: Date, n: u64) -> Daily {
    Daily { area: id(area), category: Id::parse("drugs").unwrap(), day, n }
}

/// So many a week and area, each Wednesday from a day on, with `odd` for area 1 from the start on.
fn town(areas: usize, from: Date, weeks: i64, start: Date, odd: u64) -> Vec<Daily> {
    let week = |w: i64| from.saturating_add((7 * w + 2).days());
    let n =
        |a: usize, day: Date, w: i64| if a == 1 && day >= start { odd } else { 8 + (a as u64 * 7 + w as u64 * 5) % 5 };
    (0..weeks).flat_map(|w| (1..=areas).map(move |a| seen(a, week(w), n(a, week(w), w)))).collect()
}

#[test]
fn only_whole_weeks_that_have_passed_are_counted() {
    let start = date(2022, 9, 1);
    let c = chosen(start, 10, 4);
    let at = |today| {
        let w = Window::of(&c, today);
        (w.past, w.after, w.to())
    };
    assert_eq!(at(date(2022, 9, 1)), (104, 0, date(2022, 8, 31)));
    assert_eq!(at(date(2022, 9, 7)).1, 0, "the seventh day is not over");
    assert_eq!(at(date(2022, 9, 8)), (104, 1, date(2022, 9, 7)));
    assert_eq!(at(date(2023, 9, 8)).1, 4, "no more than was chosen");
    let (_, after, to) = at(date(2022, 8, 20));
    assert!(after == 0 && to < date(2022, 8, 20) && days_between(to, start) % 7 == 1, "{to}");
}

#[test]
fn a_large_decrease_is_told_and_an_area_without_observations_is_not_compared() {
    let (start, today) = (date(2022, 6, 1), date(2022, 9, 15));
    let c = chosen(start, 26, 12);
    let window = Window::of(&c, today);
    let rows = town(24, window.from, (window.past + window.after) as i64, start, 1);
    let areas: Vec<Id> = (1..=30).map(id).collect();
    let found = count(&c, window, &areas, &rows, &[(id(1), 4.0), (id(7), 2.5)]);
    let Told::Evaluated(v) = &found.told else { panic!("{found:?}") };
    assert_eq!(v.said.verdict, EffectVerdict::Decreased, "{:?}", v.said);
    assert_eq!(found.areas, Areas { treated: 1, compared: 23, around: 0, empty: 6 });
    assert_eq!((found.weeks, found.begun), ((26, 12), Some(start)));
    assert_eq!(v.sums[0].1, 12);
    assert_eq!(found.given_elsewhere, [id(7)]);
    assert_eq!(found.csv.lines().count(), 1 + 24 * 38);
    assert!(found.csv.contains("a01,2022-06-01,1,1,0,4\n"), "{}", &found.csv[..200]);
    assert!(v.moved.is_none() && v.dose.is_none(), "two areas with hours are no dose");
}

#[test]
fn an_area_around_is_taken_out_of_the_comparison() {
    let (start, today) = (date(2022, 6, 1), date(2022, 9, 15));
    let c = Chosen { around: vec![id(2)], ..chosen(start, 26, 12) };
    let window = Window::of(&c, today);
    let rows = town(24, window.from, (window.past + window.after) as i64, start, 1);
    let found = count(&c, window, &(1..=24).map(id).collect::<Vec<_>>(), &rows, &[]);
    let Told::Evaluated(v) = &found.told else { panic!("{found:?}") };
    assert_eq!((found.areas.compared, v.said.areas), (22, (1, 22)));
    assert!(v.moved.is_some());
}

#[test]
fn one_area_of_five_cannot_be_told_and_why_is_said() {
    let today = date(2022, 9, 15);
    let c = chosen(today, 10, 4);
    let window = Window::of(&c, today);
    let rows = town(5, window.from, window.past as i64, today, 9);
    let found = count(&c, window, &(1..=5).map(id).collect::<Vec<_>>(), &rows, &[]);
    assert!(matches!(found.told, Told::NotBegun));
    assert_eq!(found.could, Could::Seen(Seen::CannotTell(Why::TooFewAreas(20))));
}

#[test]
fn weeks_before_the_first_observation_are_no_weeks_without_observations() {
    let (start, today) = (date(2022, 6, 1), date(2022, 9, 15));
    let c = chosen(start, 26, 12);
    let window = Window::of(&c, today);
    let first = start.saturating_sub((7 * 20).days());
    let rows = town(24, first, 32, start, 9);
    let found = count(&c, window, &(1..=24).map(id).collect::<Vec<_>>(), &rows, &[]);
    // Its first week began on a Wednesday, two days in: it is not a whole one.
    assert_eq!((found.past, found.weeks), (19, (19, 12)));
    assert_eq!(found.could, Could::TooShort(19));
    let none = count(&c, window, &[id(1)], &[], &[]);
    assert!(matches!(none.told, Told::NothingBefore), "{none:?}");
}

#[test]
fn only_the_chosen_category_is_counted() {
    let (start, today) = (date(2022, 6, 1), date(2022, 9, 15));
    let c = Chosen { category: Some(Id::parse("graffiti").unwrap()), ..chosen(start, 26, 12) };
    let window = Window::of(&c, today);
    let rows = town(24, window.from, (window.past + window.after) as i64, start, 1);
    let found = count(&c, window, &(1..=24).map(id).collect::<Vec<_>>(), &rows, &[]);
    let Told::Evaluated(v) = &found.told else { panic!("{found:?}") };
    assert_eq!((v.said.n, v.said.verdict), (0, EffectVerdict::CannotTell(Why::NoComparison)));
}
