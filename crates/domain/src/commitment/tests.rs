//! Is a commitment's state what the log and the date say, whatever they are?

use super::*;
use jiff::ToSpan;
use jiff::civil::{date, time};
use proptest::prelude::*;

fn id(s: &str) -> Id {
    Id::parse(s).unwrap()
}

fn commitment(at_least: Option<u32>, by: Option<Date>) -> Commitment {
    Commitment {
        id: id("a1"),
        version: 1,
        promise: id("medborgarlofte-2022"),
        number: 1,
        title: Line::parse("Polisen finns på trygghetskontoret tio gånger").unwrap(),
        kind: Kind::Presence,
        at_least,
        by,
        tolerance: 1,
        place: None,
        units: vec![],
        way_back: None,
        remedies: vec![],
    }
}

fn year() -> Course {
    let term = Term::new(date(2022, 1, 1), date(2022, 12, 31)).unwrap();
    Course { term, logged: true, withdrawn: None }
}

fn fact(n: usize, on: Date, standing: Standing) -> Fact {
    let slot = Slot { on, from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) };
    Fact { of: (Noun::Presence, id(&format!("n{n}"))), slot, standing, visits: None, minutes: Some(180) }
}

fn counted(dates: &[Date]) -> Vec<Fact> {
    dates.iter().enumerate().map(|(i, d)| fact(i, *d, Standing::Counted)).collect()
}

/// The seven occasions of the demo's first commitment.
fn seven() -> Vec<Fact> {
    let days = [(1, 27), (2, 24), (3, 24), (5, 19), (6, 9), (8, 18), (9, 8)];
    counted(&days.map(|(m, d)| date(2022, m, d)))
}

#[test]
fn seven_of_ten_is_on_track_on_the_fifteenth_of_september() {
    let mut facts = seven();
    facts.push(fact(20, date(2022, 4, 21), Standing::Cancelled { replaced_on: Some(date(2022, 12, 8)) }));
    facts.extend([10, 11, 12].map(|m| fact(m as usize + 20, date(2022, m, 8), Standing::Planned)));
    let p = commitment(Some(10), None).progress(&year(), &facts, date(2022, 9, 15));
    assert_eq!((p.state, p.counted, p.target, p.due_today, p.missing), (State::OnTrack, 7, Some(10), 7, 0));
    assert_eq!(format!("{:.1}", p.expected.unwrap()), "7.1");
    assert_eq!(p.ahead.len(), 3);
    assert_eq!(p.log.len(), 8);
    assert_eq!(p.log[0].nth, Some(7));
    assert_eq!(p.log[4].nth, None, "the cancelled one has no number");
}

#[test]
fn four_missing_of_seventeen_is_behind() {
    let dates: Vec<Date> = (0..13).map(|i| date(2022, 1, 10).saturating_add((i * 18).days())).collect();
    let p = commitment(Some(24), None).progress(&year(), &counted(&dates), date(2022, 9, 15));
    assert_eq!((p.state, p.due_today, p.counted), (State::Behind { missing: 4 }, 17, 13));
}

#[test]
fn one_missing_is_within_the_tolerance_and_two_are_not() {
    let c = commitment(Some(10), None);
    let six = &seven()[..6];
    assert_eq!(c.progress(&year(), six, date(2022, 9, 15)).state, State::OnTrack);
    assert_eq!(c.progress(&year(), &six[..5], date(2022, 9, 15)).state, State::Behind { missing: 2 });
}

#[test]
fn two_more_than_expected_is_ahead() {
    let p = commitment(Some(10), None).progress(&year(), &seven(), date(2022, 6, 30));
    assert_eq!((p.counted, p.due_today), (5, 5), "what is held after today does not count today");
    let facts = counted(&[date(2022, 1, 3), date(2022, 1, 4), date(2022, 1, 5)]);
    let p = commitment(Some(10), None).progress(&year(), &facts, date(2022, 1, 31));
    assert_eq!(p.state, State::Ahead { by: 2 });
}

#[test]
fn the_fourth_of_four_keeps_it_on_its_day() {
    let facts = counted(&[date(2022, 3, 1), date(2022, 9, 1), date(2022, 5, 1), date(2022, 4, 1), date(2022, 9, 9)]);
    let p = commitment(Some(4), None).progress(&year(), &facts, date(2022, 9, 15));
    assert_eq!(p.state, State::Kept { on: date(2022, 9, 1) });
}

#[test]
fn what_is_done_two_weeks_late_is_broken_even_if_it_was_done() {
    let c = commitment(None, Some(date(2022, 5, 31)));
    let facts = counted(&[date(2022, 6, 14)]);
    let at = |d| c.progress(&year(), &facts, d).state;
    assert_eq!(at(date(2022, 5, 31)), State::OnTrack);
    assert_eq!(at(date(2022, 6, 1)), State::Broken { due: date(2022, 5, 31), late: None });
    let late = State::Broken { due: date(2022, 5, 31), late: Some(date(2022, 6, 14)) };
    assert_eq!(at(date(2022, 9, 15)), late);
}

#[test]
fn without_a_number_and_a_date_nothing_can_be_told() {
    let p = commitment(None, None).progress(&year(), &seven(), date(2022, 9, 15));
    assert_eq!(p.state, State::CannotTell(Reason::NothingToCount { way_back_missing: true }));
    assert_eq!(p.target, None);
}

#[test]
fn without_a_log_nothing_can_be_told_and_nothing_is_said_to_be_broken() {
    let course = Course { logged: false, ..year() };
    let p = commitment(Some(10), None).progress(&course, &[], date(2030, 1, 1));
    assert_eq!(p.state, State::CannotTell(Reason::NoLog));
}

#[test]
fn an_occasion_that_waits_for_confirmation_is_neither_counted_nor_broken() {
    let c = commitment(Some(1), Some(date(2022, 5, 31)));
    let facts = [fact(0, date(2022, 5, 30), Standing::Waiting)];
    let p = c.progress(&year(), &facts, date(2022, 5, 31));
    assert_eq!((p.counted, p.waiting), (0, 1));
    let p = c.progress(&year(), &facts, date(2022, 6, 2));
    assert_eq!(p.state, State::CannotTell(Reason::Unconfirmed { waiting: 1 }));
}

#[test]
fn nothing_is_said_before_the_term_starts() {
    let p = commitment(Some(10), None).progress(&year(), &[], date(2021, 12, 31));
    assert_eq!(p.state, State::NotStarted { on: date(2022, 1, 1) });
    let early = counted(&[date(2021, 12, 30)]);
    assert_eq!(commitment(Some(1), None).progress(&year(), &early, date(2022, 1, 5)).counted, 0);
}

#[test]
fn a_withdrawn_promise_keeps_what_was_settled_before_and_tells_nothing_of_the_rest() {
    let course = Course { withdrawn: Some(date(2022, 10, 1)), ..year() };
    let today = date(2023, 1, 15);
    let kept = commitment(Some(4), None).progress(&course, &seven(), today).state;
    assert_eq!(kept, State::Kept { on: date(2022, 5, 19) });
    let open = commitment(Some(10), None).progress(&course, &seven(), today).state;
    assert_eq!(open, State::CannotTell(Reason::Withdrawn { on: date(2022, 10, 1) }));
}

#[test]
fn visits_below_the_smallest_count_hide_their_sum() {
    let mut facts = seven();
    facts[0].visits = Some(14);
    facts[1].visits = Some(9);
    let c = commitment(Some(10), None);
    assert_eq!(c.progress(&year(), &facts, date(2022, 9, 15)).visits(5), Some(23));
    facts[2].visits = Some(3);
    assert_eq!(c.progress(&year(), &facts, date(2022, 9, 15)).visits(5), None);
}

#[test]
fn what_only_one_party_has_decided_to_say_is_not_public() {
    let by = |o| Approval { organisation: id(o), account: id("kim"), at: Timestamp::UNIX_EPOCH };
    let text = Prose::parse("Två extra insatser i oktober.").unwrap();
    let both = vec![id("kommunen"), id("polisen")];
    let c = commitment(Some(24), None).add_remedy(RemedyKind::Action, text, both, by("polisen")).unwrap();
    let today = date(2022, 9, 15);
    assert!(c.published(&year(), &[], today).remedies.is_empty());
    let c = c.approve_remedy(0, by("kommunen")).unwrap();
    assert_eq!(c.published(&year(), &[], today).remedies.len(), 1);
}

/// From worst to best, for "more done is never worse".
fn rank(state: &State) -> i32 {
    match state {
        State::NotStarted { .. } => -2,
        State::Broken { .. } => 0,
        State::CannotTell(Reason::Unconfirmed { .. }) => 1,
        State::CannotTell(_) => -1,
        State::Behind { missing } => 1000 - *missing as i32,
        State::OnTrack => 1001,
        State::Ahead { by } => 1002 + *by as i32,
        State::Kept { .. } => 10_000,
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (-40i64..440).prop_map(|n| date(2022, 1, 1).saturating_add(n.days()))
}

fn any_standing() -> impl Strategy<Value = Standing> {
    prop_oneof![
        3 => Just(Standing::Counted),
        1 => Just(Standing::Waiting),
        1 => Just(Standing::Planned),
        1 => Just(Standing::Disputed),
        1 => Just(Standing::Cancelled { replaced_on: None }),
    ]
}

fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    prop::collection::vec((any_day(), any_standing()), 0..30)
        .prop_map(|all| all.into_iter().enumerate().map(|(i, (d, s))| fact(i, d, s)).collect())
}

fn any_commitment() -> impl Strategy<Value = Commitment> {
    (prop::option::of(1u32..30), prop::option::of(any_day()), 0u32..4).prop_map(|(n, by, tolerance)| {
        let by = by.map(|d| d.clamp(date(2022, 1, 1), date(2022, 12, 31)));
        Commitment { tolerance, ..commitment(n, by) }
    })
}

proptest! {
    #[test]
    fn the_order_of_the_facts_is_of_no_matter(c in any_commitment(), facts in any_facts(), today in any_day(), seed: u64) {
        let mut other = facts.clone();
        let n = other.len().max(1);
        for i in (1..other.len()).rev() {
            other.swap(i, (seed.rotate_left(i as u32 * 7) % (i as u64 + 1)) as usize % n);
        }
        prop_assert_eq!(c.progress(&year(), &facts, today), c.progress(&year(), &other, today));
    }

    #[test]
    fn one_more_that_counts_never_makes_it_worse(c in any_commitment(), facts in any_facts(), more in any_day(), today in any_day()) {
        let before = c.progress(&year(), &facts, today);
        let mut facts = facts;
        facts.push(fact(99, more, Standing::Counted));
        let after = c.progress(&year(), &facts, today);
        prop_assert!(rank(&after.state) >= rank(&before.state), "{:?} became {:?}", before.state, after.state);
        prop_assert!(after.counted >= before.counted);
    }

    #[test]
    fn a_confirmation_never_makes_it_worse(c in any_commitment(), facts in any_facts(), today in any_day()) {
        let before = c.progress(&year(), &facts, today);
        let mut facts = facts;
        if let Some(f) = facts.iter_mut().find(|f| f.standing == Standing::Waiting) {
            f.standing = Standing::Counted;
        }
        let after = c.progress(&year(), &facts, today);
        prop_assert!(rank(&after.state) >= rank(&before.state), "{:?} became {:?}", before.state, after.state);
    }

    #[test]
    fn what_is_kept_stays_kept(c in any_commitment(), facts in any_facts(), today in any_day(), later in 0i64..500, more in any_day()) {
        let State::Kept { on } = c.progress(&year(), &facts, today).state else { return Ok(()) };
        let mut facts = facts;
        facts.push(fact(99, more, Standing::Counted));
        match c.progress(&year(), &facts, today.saturating_add(later.days())).state {
            State::Kept { on: then } => prop_assert!(then <= on),
            other => prop_assert!(false, "kept became {other:?}"),
        }
    }

    #[test]
    fn what_is_broken_stays_broken_when_only_time_passes(c in any_commitment(), facts in any_facts(), today in any_day(), later in 0i64..500) {
        let State::Broken { due, .. } = c.progress(&year(), &facts, today).state else { return Ok(()) };
        let then = c.progress(&year(), &facts, today.saturating_add(later.days())).state;
        let still_broken = matches!(then, State::Broken { due: d, .. } if d == due);
        prop_assert!(still_broken, "{:?}", then);
    }

    #[test]
    fn the_numbers_agree_with_the_state(c in any_commitment(), facts in any_facts(), today in any_day()) {
        let p = c.progress(&year(), &facts, today);
        let numbered = p.log.iter().filter(|e| e.nth.is_some() && !e.late).count() as u32;
        prop_assert_eq!(numbered, p.counted);
        prop_assert!(p.due_today <= p.target.unwrap_or(0));
        match p.state {
            State::Behind { missing } => prop_assert!(missing == p.due_today - p.counted && missing > c.tolerance),
            State::Ahead { by } => prop_assert!(by == p.counted - p.due_today && by > c.tolerance),
            State::OnTrack => prop_assert!(p.counted.abs_diff(p.due_today) <= c.tolerance),
            State::Kept { .. } => prop_assert!(Some(p.counted) >= p.target),
            State::Broken { .. } => prop_assert!(p.counted < p.target.unwrap() && today > p.due),
            State::NotStarted { on } => prop_assert!(today < on),
            State::CannotTell(_) => {}
        }
    }

    #[test]
    fn nothing_that_is_not_confirmed_ever_counts(c in any_commitment(), facts in any_facts(), today in any_day()) {
        let without: Vec<Fact> = facts.iter().filter(|f| f.standing == Standing::Counted).cloned().collect();
        prop_assert_eq!(c.progress(&year(), &facts, today).counted, c.progress(&year(), &without, today).counted);
    }
}
