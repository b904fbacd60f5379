//! Does the guard find what points out a person, and leave the rest alone?

use super::*;

fn kinds(text: &str) -> Vec<(Kind, &str)> {
    find(text).iter().map(|f| (f.kind, f.of(text))).collect()
}

fn word(kind: Kind) -> String {
    format!("[{} borttaget]", if kind == Kind::Phone { "telefonnummer" } else { "personuppgift" })
}

#[track_caller]
fn finds(kind: Kind, piece: &str) {
    for text in
        [piece.to_owned(), format!("Hej, {piece}."), format!("Det var {piece} som jag såg"), format!("({piece})")]
    {
        let found = find(&text);
        assert_eq!(found.len(), 1, "{text:?}: {:?}", kinds(&text));
        assert_eq!(found[0].kind, kind, "{text:?}");
        let (a, b) = (found[0].of(&text), piece);
        assert!(a == b || a.trim_start_matches('(') == b, "{text:?}: {a:?}");
    }
}

#[test]
fn a_personal_number_is_found_however_it_is_written() {
    for n in [
        "19121212-1212",
        "191212121212",
        "121212-1212",
        "1212121212",
        "121212+1212",
        "19121212 1212",
        "1912-12-12-1212",
        "121212 - 1212",
        "12 12 12 1212",
        "19 12 12 12 12 12",
        "121212–1212",
        "１２１２１２-1212",
        "19121272-1219",
        "121272-1219",
        "900101-XXXX",
        "19900101-xxxx",
        "19900101-****",
    ] {
        finds(Kind::PersonalNumber, n);
    }
}

#[test]
fn every_test_number_of_the_tax_agency_is_found_in_every_form() {
    let folder = std::env::var("SAMVERKA_TEST_DATA").unwrap_or_else(|_| "../shared".to_owned());
    let near = [folder.clone(), format!("../../{folder}"), format!("../../../{folder}")];
    let file = near
        .iter()
        .map(|f| format!("{f}/data/texts/skatteverket_testpersonnummer.txt"))
        .find_map(|f| std::fs::read_to_string(f).ok());
    let Some(file) = file else {
        println!("SKIPPED: no data/texts/skatteverket_testpersonnummer.txt under SAMVERKA_TEST_DATA ({folder})");
        return;
    };
    let mut n = 0;
    for line in file.lines().map(str::trim).filter(|l| l.len() == 12) {
        let forms = [
            line.to_owned(),
            format!("{}-{}", &line[..8], &line[8..]),
            format!("{}-{}", &line[2..8], &line[8..]),
            line[2..].to_owned(),
        ];
        for form in forms {
            let text = format!("Han har {form} och bor här");
            let found = find(&text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].kind, found[0].of(&text)), (Kind::PersonalNumber, &form[..]));
        }
        n += 1;
    }
    assert!(n > 40_000, "{n} numbers read");
}

#[test]
fn a_phone_number_is_found_however_it_is_written() {
    for n in [
        "070-174 06 35",
        "0701740635",
        "070 174 06 35",
        "070-1740635",
        "073-1234 567",
        "0701-74 06 35",
        "070.174.06.35",
        "+46701740635",
        "+46 70 174 06 35",
        "+46 (0)70-174 06 35",
        "0046701740635",
        "46701740635",
        "08-123 456 78",
        "08-12 34 56",
        "08 12345678",
        "08-1234567",
        "08/123 45 67",
        "0512-123 45",
        "0512 12345",
        "031-12 34 56",
        "031-123456",
        "018-471 00 00",
        "+47 912 34 567 1",
        "0 7 0 1 7 4 0 6 3 5",
        "070–174 06 35",
        "070\u{a0}174\u{a0}06\u{a0}35",
        "noll sju noll ett sju fyra noll sex tre fem",
    ] {
        finds(Kind::Phone, n);
    }
}

#[test]
fn an_e_mail_address_is_found_however_it_is_written() {
    for a in [
        "kim.berg@example.se",
        "kim+torg@mejl.example.com",
        "kim(at)example.se",
        "kim [at] example.se",
        "åsa@exempel.se",
    ] {
        finds(Kind::Email, a);
    }
}

#[test]
fn a_registration_number_is_found_however_it_is_written() {
    for p in ["ABC 123", "ABC123", "abc123", "ABC12D", "ABC 12D", "abc12d", "ABC-123", "XYZ 987T"] {
        finds(Kind::Plate, p);
    }
    assert_eq!(kinds("en bil med reg abc 123 stod där"), [(Kind::Plate, "abc 123")]);
}

#[test]
fn a_likely_name_is_found() {
    for n in
        ["Anna Karlsson", "Anna-Karin Berg", "Ahmed Hassan", "anna karlsson", "ANNA KARLSSON", "Lars Erik Lindström"]
    {
        finds(Kind::Name, n);
    }
    assert_eq!(kinds("Killen heter Ahmed och står vid kiosken"), [(Kind::Name, "Ahmed")]);
    assert_eq!(kinds("Familjen Svedin bråkar"), [(Kind::Name, "Svedin")]);
    assert_eq!(kinds("Jag såg Ullabritt Karlsson där"), [(Kind::Name, "Ullabritt Karlsson")]);
}

#[test]
fn a_profile_is_found() {
    for h in ["@langaren_99", "instagram.com/langaren99", "www.facebook.com/nagon.annan"] {
        finds(Kind::Handle, h);
    }
    assert_eq!(kinds("Skriv till snap: torgkillen08 bara"), [(Kind::Handle, "torgkillen08")]);
}

#[test]
fn ordinary_text_about_places_and_times_raises_no_alarm() {
    for text in [
        "Lampan i tunneln är trasig sedan i somras. Jag går en omväg efter klockan nio.",
        "Det är stökigt kl 21, ofta mellan 22.30 och 01.15.",
        "Öppet 08.00-16.00, 08:00–16:30, 08-16 och 07.30-08.15.",
        "kl 08 00 - 16 00 varje dag",
        "mellan 08-12 13-17",
        "Den 2022-09-15 15.48 och 15/9 2022, 05-06-2022, 05/06/2022 och 2022-09-15 08-12 samt 20220915 1530.",
        "08-12 2022",
        "08-12-2022 kl. 21",
        "2022-09-15 1530",
        "2021-11-18 till 2022-12-31",
        "Fastigheten Torgby 2:14 och Norrvik 1:23 i Torgby 12:3.",
        "Buss 176, 542 och linje 11 mot Fältby. Tåg 12345.",
        "Det kostade 1 250 000 kr, inte 12 000, alltså +39 % eller 1 000 000 000 kronor.",
        "Ring 112 eller 114 14. Vården har 1177 och 113 13. Polisens växel är 114 14.",
        "SOS 112, rum 123, hus 12b, lgh 1102, plan 3, port 14B, väg 267, E18 och E4.",
        "SFS 2023:196, SOU 2021:49, 2023:196 6 § och prop. 2022/23:43.",
        "Koordinaterna 59.4227, 17.8351 ligger vid stationen.",
        "Dnr 2022/012345 och ärende K2022-11-18 och 5000-K123456-22.",
        "Anna Lindhs plats, Karl Johans gata, Sankt Eriks torg, Maria kyrka och Gustav Adolfs torg.",
        "Erik Dahlbergsgatan och Karin Boyes gata ligger nära Sofia kyrka.",
        "Per vecka i maj är det mest i Jan och Maj.",
        "Stationen, Jakobsberg, Kallhäll och Barkarby. Kommunen och Polisen i Region Nord.",
        "Vid Riddarplatsen och Vasaplatsen finns Folkets Hus.",
        "Postnummer 177 30 Torgby, box 12, 1 250 m².",
        "Vi har 10 tillfällen under 2022: 7 hölls, 1 ställdes in, 2 återstår.",
        "Telefonkiosken på torget och e-postlådan är sönder. Kod 4321, port 1234.",
        "Temperaturen var 08 grader och 12 personer kom 09 30.",
        "",
        " ",
        "0",
        "00 00 00 00",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn text_with_a_finding_is_not_stored_before_its_writer_has_seen_it_and_chosen() {
    let text = "Ring mig på 070-174 06 35 om ni vill veta mer.";
    let found = screen(text, None, &[], word).unwrap_err();
    assert_eq!(found.len(), 1);
    let seen = fingerprint(text, &found);
    let answer = |choice, seen: &str| Answer { choice, seen: seen.to_owned() };
    let removed = screen(text, Some(&answer(Choice::Remove, &seen)), &[], word).unwrap();
    assert_eq!(removed.text(), "Ring mig på [telefonnummer borttaget] om ni vill veta mer.");
    assert!(!removed.kept());
    assert!(screen(text, Some(&answer(Choice::Rewrite, &seen)), &[], word).is_err());
    let kept = screen(text, Some(&answer(Choice::NotThat, &seen)), &[], word).unwrap();
    assert!(kept.kept() && kept.text() == text);
    // The choice held for one number, not for another.
    let other = "Ring mig på 070-174 06 36 om ni vill veta mer.";
    assert!(screen(other, Some(&answer(Choice::NotThat, &seen)), &[], word).is_err());
}

#[test]
fn a_publisher_may_quote_a_named_office_holder_but_not_print_a_number() {
    let quote = "Vi gör det här tillsammans, säger Anna Karlsson.";
    assert!(screen(quote, None, &[], word).is_err());
    assert!(screen(quote, None, &[Kind::Name], word).is_ok());
    assert!(screen("Anna Karlsson, 070-174 06 35", None, &[Kind::Name], word).is_err());
}

#[test]
fn what_was_found_is_shown_in_its_sentence() {
    let text = "Å ä ö. Ring mig på 070-174 06 35 om ni vill.";
    assert_eq!(find(text)[0].shown(text, 6), ("ig på ", "070-174 06 35", " om ni"));
    assert_eq!(find(text)[0].shown(text, 600).0, "Å ä ö. Ring mig på ");
}

#[test]
fn a_huge_hostile_text_is_read_in_a_moment() {
    let start = std::time::Instant::now();
    for piece in [
        "0 ",
        "1",
        "a@",
        "(at)",
        "ABC",
        "x.com/",
        "Anna ",
        "Anna Karlsson ",
        "070-174 06 35 ",
        "noll ",
        "\u{200b}",
        "++",
        "12-",
    ] {
        // The longest that a form takes is 20 000 characters; five times that, without optimisation.
        let text = piece.repeat(100_000 / piece.len());
        let begun = std::time::Instant::now();
        let _ = find(&text);
        println!("{piece:?}: {:?}", begun.elapsed());
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
}

proptest::proptest! {
    #[test]
    fn findings_are_in_order_apart_and_on_character_boundaries(text in "[0-9 +()./a-cA-C@åÖ\u{200b}–:-]{0,120}|.{0,80}") {
        let mut at = 0;
        for f in find(&text) {
            proptest::prop_assert!(at <= f.from && f.from < f.to && f.to <= text.len());
            proptest::prop_assert!(text.get(f.from..f.to).is_some());
            at = f.to;
        }
    }

    #[test]
    fn what_is_removed_is_gone(text in "[0-9 +()./A-C@-]{0,120}|([0-9]{6}-[0-9]{4}|07[0-9]{8}|[A-C]{3} ?[0-9]{3}|Anna Karlsson|a@b.se| och |, ){0,12}") {
        proptest::prop_assert_eq!(find(&remove(&text, word)), vec![]);
    }

    #[test]
    fn a_mobile_number_in_any_sentence_is_found(n in 0u32..100_000_000, before in "[a-zåäö ]{0,20}", after in "[a-zåäö ]{0,20}") {
        let digits = format!("07{n:08}");
        let forms = [digits.clone(), format!("{}-{} {} {}", &digits[..3], &digits[3..6], &digits[6..8], &digits[8..])];
        for form in forms {
            let text = format!("{before} {form} {after}");
            let found = find(&text);
            proptest::prop_assert!(found.iter().any(|f| f.of(&text) == form), "{}", text);
        }
    }

    #[test]
    fn a_number_that_fails_the_check_is_no_personal_number(day in 1u32..29, month in 1u32..13, year in 30u32..99, tail in 0u32..10_000) {
        let number = format!("{year:02}{month:02}{day:02}-{tail:04}");
        let found = find(&number);
        let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
        let valid = digits.iter().enumerate().map(|(i, d)| { let d = d * (2 - i as u32 % 2); d / 10 + d % 10 }).sum::<u32>() % 10 == 0;
        proptest::prop_assert_eq!(found.iter().any(|f| f.kind == Kind::PersonalNumber), valid);
    }
}
