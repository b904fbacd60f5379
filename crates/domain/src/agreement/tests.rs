//! The moves of an agreement: those that are made, and those that are refused.

use super::*;
use jiff::civil::date;

fn id(s: &str) -> Id {
    Id::parse(s).unwrap()
}

fn line(s: &str) -> Line {
    Line::parse(s).unwrap()
}

fn prose(s: &str) -> Prose {
    Prose::parse(s).unwrap()
}

fn seat(party: &str, role: &str) -> Seat {
    Seat { party: id(party), role: line(role), level: Level::Leading }
}

fn draft() -> Agreement {
    Agreement {
        id: id("samverkan-2021"),
        version: 1,
        owned: Owned::joint(id("kommunen")),
        title: line("Samverkansöverenskommelse 2021–2022"),
        parties: vec![id("kommunen"), id("polisen")],
        term: Term::new(date(2021, 11, 18), date(2022, 12, 31)).unwrap(),
        content: Content {
            purposes: vec![line("Fler ska vara trygga")],
            areas: vec![line("Offentliga platser")],
            extension: ExtensionClause { possible: true, ..Default::default() },
            ..Default::default()
        },
        seats: vec![seat("kommunen", "kommunstyrelsens ordförande"), seat("polisen", "lokalpolisområdeschef")],
        state: AgreementState::Draft,
        published_at: None,
    }
}

fn by(seat: usize, party: &str, account: &str) -> Signature {
    let at = Timestamp::UNIX_EPOCH;
    Signature { seat, party: id(party), account: id(account), name: line("Robin Exempel"), at }
}

fn decision(party: &str) -> Approval {
    Approval { organisation: id(party), account: id("kim"), at: Timestamp::UNIX_EPOCH }
}

fn proposed() -> Agreement {
    draft().propose(0).unwrap()
}

fn in_force() -> Agreement {
    proposed().sign(by(0, "kommunen", "kim")).unwrap().sign(by(1, "polisen", "alex")).unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, Refused>, key: &str) {
    assert_eq!(result.map_err(|r| r.0).unwrap_err(), key);
}

const IN_TIME: Date = date(2022, 9, 15);
const TOO_LATE: Date = date(2023, 1, 1);

#[test]
fn an_agreement_is_in_force_only_when_every_party_has_signed_from_its_own_account() {
    let one = proposed().sign(by(0, "kommunen", "kim")).unwrap();
    assert_eq!(one.state.word(), "proposed");
    assert_eq!(one.on(IN_TIME), InForceOn::NotSigned);
    refused(one.clone().publish(Timestamp::UNIX_EPOCH), "refused-not-signed");
    assert_eq!(one.published(), None);

    // the same account cannot sign for the other, nor fill its own seat twice
    refused(one.clone().sign(by(1, "polisen", "kim")), "refused-signed-from-this-account");
    refused(one.clone().sign(by(1, "kommunen", "lo")), "refused-another-partys-seat");
    refused(one.clone().sign(by(0, "kommunen", "lo")), "refused-seat-taken");
    refused(one.clone().sign(by(2, "polisen", "alex")), "refused-no-such-seat");
    refused(one.clone().sign(by(1, "hyresvarden", "lo")), "refused-not-a-party");

    let both = one.sign(by(1, "polisen", "alex")).unwrap();
    assert_eq!(both.state.word(), "in-force");
    assert_eq!(both.on(IN_TIME), InForceOn::Holds);
}

#[test]
fn what_is_shown_before_it_is_signed_says_so_and_names_every_empty_seat() {
    let now = Timestamp::UNIX_EPOCH;
    let empty = |a: &Agreement| a.preview(now).unwrap().unsigned.into_iter().map(|(p, _)| p).collect::<Vec<_>>();
    let one = proposed().sign(by(0, "kommunen", "kim")).unwrap();
    assert_eq!(empty(&draft()), [id("kommunen"), id("polisen")]);
    assert_eq!(empty(&one), [id("polisen")]);
    assert_eq!(empty(&in_force()), []);
    for (shown, expected) in
        [(draft(), InForceOn::NotSigned), (one, InForceOn::NotSigned), (in_force(), InForceOn::Holds)]
    {
        assert_eq!(shown.preview(now).unwrap().on(IN_TIME), expected);
    }
    let nobody_named = Agreement { seats: Vec::new(), ..draft() };
    assert_eq!(nobody_named.preview(now).unwrap().on(IN_TIME), InForceOn::NotSigned);
}

#[test]
fn every_seat_must_be_filled_when_a_party_has_several() {
    let mut draft = draft();
    draft.seats.push(seat("kommunen", "kommundirektör"));
    let two = draft.propose(0).unwrap().sign(by(0, "kommunen", "kim")).unwrap().sign(by(1, "polisen", "alex")).unwrap();
    assert_eq!(two.state.word(), "proposed");
    assert_eq!(two.free_seat(&id("kommunen")), Some(2));
    assert_eq!(two.free_seat(&id("polisen")), None);
    assert_eq!(two.sign(by(2, "kommunen", "lo")).unwrap().state.word(), "in-force");
}

#[test]
fn an_agreement_without_purpose_or_area_cannot_be_proposed() {
    let without = |change: fn(&mut Agreement)| {
        let mut agreement = draft();
        change(&mut agreement);
        agreement
    };
    refused(without(|a| a.content.purposes.clear()).propose(0), "refused-no-purpose");
    refused(without(|a| a.content.areas.clear()).propose(0), "refused-no-area");
    assert!(without(|a| a.content.areas.clear()).propose(1).is_ok(), "a focus area is an area");
    refused(without(|a| a.parties.truncate(1)).propose(0), "refused-one-party");
    refused(without(|a| a.seats.truncate(1)).propose(0), "refused-party-without-signatory");
    refused(without(|a| a.seats.push(seat("hyresvarden", "vd"))).propose(0), "refused-not-a-party");
}

#[test]
fn a_signed_text_is_never_changed() {
    refused(proposed().must_be_open(), "refused-not-a-draft");
    refused(in_force().must_be_open(), "refused-not-a-draft");
    refused(in_force().reopen(), "refused-signed-already");
    refused(draft().reopen(), "refused-not-open");
    refused(proposed().propose(0), "refused-not-a-draft");
    refused(in_force().sign(by(0, "kommunen", "lo")), "refused-not-proposed");
    let reopened = proposed().sign(by(0, "kommunen", "kim")).unwrap().reopen().unwrap();
    assert!(reopened.signatures().is_empty(), "a signature holds for the text that was signed");
}

#[test]
fn an_extension_holds_only_when_every_party_has_decided_it() {
    let asked = in_force().propose_extension(date(2024, 12, 31), prose("Arbetet behövs."), IN_TIME).unwrap();
    assert_eq!(asked.ends(), Some(date(2022, 12, 31)));
    let one = asked.approve_extension(decision("polisen"), IN_TIME).unwrap();
    assert_eq!(one.ends(), Some(date(2022, 12, 31)), "one party alone extends nothing");
    refused(one.clone().approve_extension(decision("polisen"), IN_TIME), "refused-approved-already");
    refused(one.clone().approve_extension(decision("hyresvarden"), IN_TIME), "refused-not-a-party");
    let both = one.approve_extension(decision("kommunen"), IN_TIME).unwrap();
    assert_eq!(both.ends(), Some(date(2024, 12, 31)));
    assert_eq!(both.on(date(2024, 1, 1)), InForceOn::HoldsExtended);
    assert_eq!(both.on(date(2025, 1, 1)), InForceOn::RunOut);
}

#[test]
fn an_extended_agreement_can_be_extended_again() {
    let extend = |a: Agreement, until: Date, today: Date| {
        let asked = a.propose_extension(until, prose("Arbetet behövs."), today).unwrap();
        asked
            .approve_extension(decision("polisen"), today)
            .unwrap()
            .approve_extension(decision("kommunen"), today)
            .unwrap()
    };
    let twice = extend(extend(in_force(), date(2023, 12, 31), IN_TIME), date(2024, 12, 31), date(2023, 6, 1));
    assert_eq!(twice.extensions().len(), 2);
    assert_eq!(twice.ends(), Some(date(2024, 12, 31)));
}

#[test]
fn each_refused_extension_says_why() {
    let ask = |a: Agreement, until, today| a.propose_extension(until, prose("x"), today);
    let later = date(2024, 12, 31);
    refused(ask(draft(), later, IN_TIME), "refused-not-signed");
    refused(ask(proposed(), later, IN_TIME), "refused-not-signed");
    let mut fixed = in_force();
    fixed.content.extension.possible = false;
    refused(ask(fixed, later, IN_TIME), "refused-no-extension-clause");
    refused(ask(in_force(), later, TOO_LATE), "refused-run-out");
    refused(ask(in_force(), date(2022, 12, 31), IN_TIME), "refused-not-longer");
    let asked = ask(in_force(), later, IN_TIME).unwrap();
    refused(ask(asked.clone(), later, IN_TIME), "refused-extension-under-way");
    refused(asked.clone().approve_extension(decision("polisen"), TOO_LATE), "refused-run-out");
    refused(in_force().approve_extension(decision("polisen"), IN_TIME), "refused-no-extension-proposed");
    refused(in_force().drop_extension(), "refused-no-extension-proposed");
    assert_eq!(asked.drop_extension().unwrap(), in_force());
    refused(ask(in_force().end(TOO_LATE).unwrap(), later, TOO_LATE), "refused-ended");
}

#[test]
fn an_agreement_ends_only_after_its_last_day() {
    refused(in_force().end(date(2022, 12, 31)), "refused-still-holds");
    refused(draft().end(TOO_LATE), "refused-not-signed");
    let ended = in_force().end(TOO_LATE).unwrap();
    assert_eq!(ended.on(TOO_LATE), InForceOn::RunOut);
    refused(ended.clone().end(TOO_LATE), "refused-ended");
    refused(ended.terminate(id("polisen"), TOO_LATE, prose("x")), "refused-ended");
}

#[test]
fn an_agreement_that_nobody_closed_has_run_out_all_the_same() {
    assert_eq!(in_force().on(TOO_LATE), InForceOn::RunOut);
    assert_eq!(in_force().on(date(2021, 11, 17)), InForceOn::NotYet);
}

#[test]
fn a_party_that_leaves_says_why_in_public() {
    let on = date(2022, 10, 31);
    refused(in_force().terminate(id("polisen"), on, prose("")), "refused-reason-missing");
    refused(in_force().terminate(id("hyresvarden"), on, prose("x")), "refused-not-a-party");
    refused(in_force().terminate(id("polisen"), TOO_LATE, prose("x")), "refused-after-the-end");
    refused(draft().terminate(id("polisen"), on, prose("x")), "refused-not-signed");
    let published = in_force().publish(Timestamp::UNIX_EPOCH).unwrap();
    let left = published.terminate(id("polisen"), on, prose("Vi har fått ett nytt område.")).unwrap();
    assert_eq!(left.on(IN_TIME), InForceOn::Holds, "until its last day");
    assert_eq!(left.on(date(2022, 11, 1)), InForceOn::Terminated);
    assert_eq!(left.published().unwrap().terminated.unwrap().1.as_str(), "Vi har fått ett nytt område.");
}

#[test]
fn what_everyone_sees_of_a_signature_is_name_and_office_never_the_account() {
    let published = in_force().publish(Timestamp::UNIX_EPOCH).unwrap();
    refused(published.clone().publish(Timestamp::UNIX_EPOCH), "refused-published-already");
    let PublicSigned::Here(signatures) = published.published().unwrap().signed else { panic!("signed here") };
    assert_eq!(signatures[0].role.as_str(), "kommunstyrelsens ordförande");
    assert!(!format!("{signatures:?}").contains("kim"));
}

#[test]
fn the_clock_counts_the_days_and_warns_in_time() {
    let clock = in_force().clock(IN_TIME, 120).unwrap();
    assert_eq!(clock.days_left, 107);
    assert!((clock.share_passed - 0.738).abs() < 0.001);
    assert!(clock.soon);
    assert!(!in_force().clock(date(2022, 1, 1), 120).unwrap().soon);
    assert_eq!(draft().clock(IN_TIME, 120), None);
    assert_eq!(in_force().end(TOO_LATE).unwrap().clock(TOO_LATE, 120), None);
}

#[test]
fn an_agreement_taken_over_shows_where_its_signing_can_be_read() {
    let taken = draft().taken_over(date(2021, 11, 18), line("kommunen.example/nyhet")).unwrap();
    assert_eq!(taken.on(IN_TIME), InForceOn::Holds);
    assert!(taken.signatures().is_empty(), "no signature is made up");
    refused(taken.taken_over(date(2021, 11, 18), line("x")), "refused-not-a-draft");
}
