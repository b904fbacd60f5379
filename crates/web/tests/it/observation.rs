//! Observations: told in steps without script, followed by a code, read, answered, forgotten.

use axum::http::StatusCode;
use domain::account::Role;

use crate::town::{Answer, Person, Town, id};

const TEXT: &str = "Lampan i tunneln är trasig. Ring mig på 070-174 06 35 om ni vill veta mer.";

/// The value of a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let at = page.text.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {}", page.text));
    let rest = &page.text[at + name.len() + 15..];
    rest[..rest.find('"').unwrap()].to_owned()
}

async fn send(who: &Person, page: &Answer, fields: &[(&str, &str)]) -> Answer {
    let (carried, step) = (hidden(page, "lada"), hidden(page, "steg"));
    let mut all = vec![("lada", carried.as_str()), ("steg", step.as_str())];
    all.extend_from_slice(fields);
    who.post("/beratta", &all).await
}

/// As far as the last step, with a clean text.
async fn to_the_end(who: &Person, text: &str) -> Answer {
    let page = send(who, &who.get("/beratta").await, &[("category", "unsafe-place")]).await;
    let page =
        send(who, &page, &[("feeling", "unsafe"), ("area", "vet-inte"), ("place", "Tunneln"), ("text", text)]).await;
    send(who, &page, &[("when", "day"), ("day", "14 9 2022"), ("clock", "21.40")]).await
}

fn code(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.to.trim_start_matches("/kvittens/").trim_end_matches("?ny=1").to_owned()
}

async fn count(town: &Town) -> usize {
    let seen = storage::observation::SeenBy { organisation: id("kommunen"), joint: true };
    storage::observation::list(town.app.db.reader(), &id("provbo"), &seen, &Default::default(), 0).await.unwrap().len()
}

#[tokio::test]
async fn a_phone_number_is_not_stored_before_its_writer_has_been_shown_it_and_chosen() {
    let town = Town::new().await;
    let who = town.visitor();
    let page = send(&who, &who.get("/beratta").await, &[("category", "unsafe-place")]).await;
    let place = [("feeling", "unsafe"), ("area", "vet-inte"), ("place", ""), ("text", TEXT)];
    let asked = send(&who, &page, &place).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text.contains("<mark>070-174 06 35</mark>") && asked.text.contains("[telefonnummer borttaget]"));
    assert_eq!(count(&town).await, 0);
    let mut chosen = place.to_vec();
    let seen = hidden(&asked, "text-sett");
    chosen.extend([("text-val", "remove"), ("text-sett", seen.as_str())]);
    let page = send(&who, &asked, &chosen).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let page = send(&who, &page, &[("when", "unknown")]).await;
    page.says("[telefonnummer borttaget]").does_not_say("070-174 06 35");
    assert_eq!(count(&town).await, 0, "nothing is stored before the last step");
    let done = send(&who, &page, &[("answer", "code")]).await;
    code(&done);
    let kommunen = town.leader("kommunen").await;
    let list = kommunen.get("/arbete/iakttagelser").await;
    list.says("Oläst");
    let seen = storage::observation::SeenBy { organisation: id("kommunen"), joint: true };
    let stored =
        storage::observation::list(town.app.db.reader(), &id("provbo"), &seen, &Default::default(), 0).await.unwrap();
    assert_eq!(
        stored[0].text.as_ref().unwrap().as_str(),
        "Lampan i tunneln är trasig. Ring mig på [telefonnummer borttaget] om ni vill veta mer."
    );
}

#[tokio::test]
async fn what_the_writer_kept_is_put_aside_until_a_person_has_read_it() {
    let town = Town::new().await;
    let who = town.visitor();
    let page = send(&who, &who.get("/beratta").await, &[("category", "unsafe-place")]).await;
    let place = [("feeling", "unsafe"), ("area", "vet-inte"), ("text", TEXT)];
    let asked = send(&who, &page, &place).await;
    let seen = hidden(&asked, "text-sett");
    let mut kept = place.to_vec();
    kept.extend([("text-val", "not-that"), ("text-sett", seen.as_str())]);
    let page = send(&who, &asked, &kept).await;
    let page = send(&who, &page, &[("when", "often")]).await;
    code(&send(&who, &page, &[("answer", "code")]).await);
    let kommunen = town.leader("kommunen").await;
    kommunen.get("/arbete/iakttagelser?lage=quarantined").await.says("Avvaktar personskydd");
}

#[tokio::test]
async fn sending_the_last_step_twice_gives_the_same_receipt_and_one_observation() {
    let town = Town::new().await;
    let who = town.visitor();
    let last = to_the_end(&who, "Mörkt i tunneln.").await;
    let (one, two) = (send(&who, &last, &[("answer", "code")]).await, send(&who, &last, &[("answer", "code")]).await);
    assert_eq!(code(&one), code(&two));
    assert_eq!(count(&town).await, 1);
}

#[tokio::test]
async fn an_answer_is_read_with_the_code_and_the_contact_is_gone_when_the_case_is_closed() {
    let town = Town::new().await;
    let who = town.visitor();
    let last = to_the_end(&who, "Mörkt i tunneln.").await;
    let code = code(&send(&who, &last, &[("answer", "contact"), ("contact", "kim@example.se")]).await);
    who.get(&format!("/kvittens/{code}")).await.says("Ingen har läst den än").does_not_say("Mörkt");
    assert_eq!(
        who.post("/kvittens", &[("kod", &code.to_lowercase().replace('-', " "))]).await.to,
        format!("/kvittens/{code}")
    );

    let kommunen = town.leader("kommunen").await;
    let seen = storage::observation::SeenBy { organisation: id("kommunen"), joint: true };
    let o = storage::observation::list(town.app.db.reader(), &id("provbo"), &seen, &Default::default(), 0)
        .await
        .unwrap()
        .remove(0);
    let here = format!("/arbete/iakttagelser/{}", o.id);
    let sealed = storage::observation::contact(town.app.db.reader(), &id("provbo"), &o.id).await.unwrap().unwrap();
    assert!(!sealed.contains("kim"));
    kommunen.get(&here).await.does_not_say("kim@example.se");
    kommunen.post(&format!("{here}/kontakt"), &[]).await.says("kim@example.se");
    let police = town.leader("polisen").await;
    assert_eq!(
        police.post(&format!("{here}/kontakt"), &[]).await.status,
        StatusCode::FORBIDDEN,
        "only the owner answers"
    );

    let early = kommunen.post(&format!("{here}/avsluta"), &[("version", "1"), ("answer", "Lagat.")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "unread");
    assert_eq!(kommunen.post(&format!("{here}/las"), &[("version", "1")]).await.status, StatusCode::SEE_OTHER);
    let named = kommunen.post(&format!("{here}/avsluta"), &[("version", "2"), ("answer", "Ring 070-174 06 35.")]).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY, "the guard reads answers too");
    let answered =
        kommunen.post(&format!("{here}/avsluta"), &[("version", "2"), ("answer", "Lampan byts i oktober.")]).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text);
    who.get(&format!("/kvittens/{code}")).await.says("Lampan byts i oktober.");
    assert_eq!(storage::observation::contact(town.app.db.reader(), &id("provbo"), &o.id).await.unwrap(), None);
}

#[tokio::test]
async fn empty_huge_and_hostile_steps_get_a_clear_answer_and_keep_what_was_typed() {
    let town = Town::new().await;
    let who = town.visitor();
    let first = who.get("/beratta").await;
    let empty = send(&who, &first, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at = |page: &Answer, words: &str| page.text.find(words).unwrap_or_else(|| panic!("{words}: {}", page.text));
    assert!(
        at(&empty, "<title>Fel: ") < at(&empty, "Välj vad det gäller")
            && at(&empty, "role=\"alert\"") < at(&empty, "<h1")
    );
    let place = send(&who, &first, &[("category", "drugs")]).await;
    let hostile = "<script>alert(1)</script> ' OR 1=1 -- \u{202e}";
    let kept = send(&who, &place, &[("feeling", ""), ("area", "../x"), ("place", hostile), ("text", hostile)]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!kept.text.contains("<script>alert") && kept.text.contains("alert(1)"));
    assert!(kept.text.contains("Välj om platsen känns otrygg eller trygg"), "{}", kept.text);
    let long = "å".repeat(4240);
    let huge = send(&who, &place, &[("feeling", "safe"), ("area", "vet-inte"), ("text", &long)]).await;
    assert!(huge.text.contains("Texten är 240 tecken för lång"), "{}", huge.text);
    assert!(huge.text.contains(&long), "what was typed is kept");
    let far_too_much = who.post("/beratta", &[("text", &"x".repeat(2_000_000))]).await;
    assert_eq!(far_too_much.status, StatusCode::PAYLOAD_TOO_LARGE);
    let forged = who.post("/beratta", &[("lada", "AAAA"), ("steg", "3"), ("answer", "code")]).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    let skipped = send(&who, &first, &[]).await;
    let carried = hidden(&skipped, "lada");
    let jumped = who.post("/beratta", &[("lada", &carried), ("steg", "3"), ("answer", "code")]).await;
    assert_eq!(jumped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(jumped.text.contains("Välj vad det gäller"), "{}", jumped.text);
    assert_eq!(count(&town).await, 0);
    assert_eq!(who.get("/kvittens/K7MF-92QX-RT3B").await.status, StatusCode::NOT_FOUND);
    assert_eq!(who.post("/kvittens", &[("kod", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn one_organisation_does_not_see_what_the_other_has_not_shared() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    let landlord = town.person("hyresvarden", &[Role::Reporter]).await;
    let fields = |sharing: &'static str, channel: &'static str| {
        [
            ("channel", channel),
            ("category", "drugs"),
            ("feeling", "unsafe"),
            ("area", "vet-inte"),
            ("place", "Torget"),
            ("text", "Öppen handel."),
            ("when", "day"),
            ("day", "14 9 2022"),
            ("clock", ""),
            ("sharing", sharing),
        ]
    };
    let own = polisen.post("/arbete/iakttagelser/ny", &fields("own", "police")).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.text);
    assert_eq!(kommunen.get(&own.to).await.status, StatusCode::NOT_FOUND);
    kommunen.get("/arbete/iakttagelser").await.does_not_say("Torget");
    assert_eq!(kommunen.post(&format!("{}/dela", own.to), &[("version", "1")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(polisen.post(&format!("{}/dela", own.to), &[("version", "1")]).await.status, StatusCode::SEE_OTHER);
    kommunen.get("/arbete/iakttagelser").await.says("Torget");
    landlord.get("/arbete/iakttagelser").await.does_not_say("Torget");
    let reported = landlord.post("/arbete/iakttagelser/ny", &fields("own", "weekly-report")).await;
    assert_eq!(reported.status, StatusCode::SEE_OTHER, "{}", reported.text);
    kommunen.get(&reported.to).await.says("Öppen handel.").says("Oläst");
}

#[tokio::test]
async fn the_words_of_an_observation_are_erased_after_two_years() {
    let town = Town::new().await;
    code(&send(&town.visitor(), &to_the_end(&town.visitor(), "Mörkt i tunneln.").await, &[("answer", "code")]).await);
    let mut ctx = town.system();
    assert_eq!(actions::observation::forget_old(&ctx).await.unwrap(), 0);
    ctx.now = "2024-09-16T12:00:00Z".parse().unwrap();
    assert_eq!(actions::observation::forget_old(&ctx).await.unwrap(), 1);
    let seen = storage::observation::SeenBy { organisation: id("kommunen"), joint: true };
    let o =
        storage::observation::list(ctx.db.reader(), ctx.town(), &seen, &Default::default(), 0).await.unwrap().remove(0);
    assert!(o.text.is_none() && o.spot.place.is_none() && o.erased.is_some());
}
