//! Promises, efforts and the calendar: written by one, approved by both, held by one, confirmed by the other, seen by all.

use axum::http::StatusCode;

use crate::town::{Person, Town};

const PROMISE: [(&str, &str); 7] = [
    ("title", "Medborgarlöfte 2022"),
    ("intro", "Det här lovar vi dig som bor i Provbo."),
    ("starts", "1 1 2022"),
    ("ends", "31 12 2022"),
    ("parties", "kommunen"),
    ("parties", "polisen"),
    ("logged", "yes"),
];
const TEN: [(&str, &str); 9] = [
    ("title", "Polisen finns på trygghetskontoret två gånger"),
    ("kind", "presence"),
    ("at_least", "2"),
    ("by", ""),
    ("tolerance", "0"),
    ("place", "Trygghetskontoret"),
    ("unit-polisen", "Kommunpoliserna"),
    ("unit-kommunen", "Trygghetskontoret"),
    ("way_back", "I kalendern samma dag"),
];
const WORK: &str = "/arbete/loften/medborgarlofte-2022";
const PUBLIC: &str = "/loften/medborgarlofte-2022";

fn presence(on: &'static str) -> [(&'static str, &'static str); 8] {
    [
        ("title", "Polisen på trygghetskontoret"),
        ("about", "Du behöver inte boka."),
        ("parties", "polisen"),
        ("place", "Trygghetskontoret"),
        ("on", on),
        ("from", "9.00"),
        ("to", "11.00"),
        ("commitment", "medborgarlofte-2022-1"),
    ]
}

/// Sends a form that must be taken; where it leads.
pub async fn moved(who: &Person, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = who.post(path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text);
    answer.to
}

/// A promise with one commitment, being written.
pub async fn draft(writer: &Person) {
    assert_eq!(moved(writer, "/arbete/loften/ny", &PROMISE).await, WORK);
    moved(writer, &format!("{WORK}/nytt"), &TEN).await;
}

/// A promise that everyone may see, and the two who lead its work.
pub async fn published(town: &Town) -> (Person, Person) {
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    draft(&kommunen).await;
    moved(&kommunen, &format!("{WORK}/foresla"), &[]).await;
    moved(&kommunen, &format!("{WORK}/godkann"), &[]).await;
    moved(&polisen, &format!("{WORK}/godkann"), &[]).await;
    moved(&polisen, &format!("{WORK}/publicera"), &[]).await;
    (kommunen, polisen)
}

#[tokio::test]
async fn a_promise_with_one_owners_approval_missing_is_not_public() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    moved(&kommunen, "/arbete/loften/ny", &PROMISE).await;
    let empty = kommunen.post(&format!("{WORK}/foresla"), &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a promise without commitments says nothing");
    moved(&kommunen, &format!("{WORK}/nytt"), &TEN).await;
    moved(&kommunen, &format!("{WORK}/foresla"), &[]).await;
    moved(&kommunen, &format!("{WORK}/godkann"), &[]).await;
    let early = kommunen.post(&format!("{WORK}/publicera"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(town.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
    town.visitor().get("/loften").await.says("inga medborgarlöften").does_not_say("Medborgarlöfte 2022");
    town.visitor().get("/").await.does_not_say("trygghetskontoret två gånger");
    polisen.get(WORK).await.says("Väntar på godkännande från polisen");
}

#[tokio::test]
async fn an_occasion_that_one_party_has_not_confirmed_does_not_count() {
    let town = Town::new().await;
    let (kommunen, polisen) = published(&town).await;
    town.visitor().get("/").await.says("0 av 2").says("Efter plan").does_not_say("[commitment");
    let to = moved(&polisen, "/arbete/narvaro/ny", &presence("8 9 2022")).await;
    town.visitor().get("/kalender").await.says("Ännu inte loggad");
    moved(&polisen, &format!("{to}/hall"), &[("came", "9.00"), ("left", "11.00"), ("visits", "23"), ("note", "")])
        .await;
    let waiting = town.visitor().get(PUBLIC).await;
    waiting.says("0 av 2").says("Väntar på bekräftelse").does_not_say("23 besök");
    polisen.get("/arbete/kalender").await.does_not_say("Kommunen säger");
    kommunen.get("/arbete/kalender").await.says("Polisen säger att den hölls. Den räknas när du också bekräftar.");
    let again = polisen.post(&format!("{to}/bekrafta"), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the same party cannot confirm its own word");
    moved(&kommunen, &format!("{to}/bekrafta"), &[]).await;
    town.visitor().get(PUBLIC).await.says("1 av 2").says("Tillfälle 1 hölls").says("23 besök");
    town.visitor().get("/").await.says("1 av 2");
    town.visitor().get("/en").await.says("1 of 2").says("On track");
}

#[tokio::test]
async fn a_planned_effort_marked_not_public_is_not_public_before_it_is_held() {
    let town = Town::new().await;
    let (kommunen, polisen) = published(&town).await;
    let fields = [
        ("title", "Hemlig insats vid stationen"),
        ("about", "Synlighet"),
        ("parties", "polisen"),
        ("parties", "kommunen"),
        ("place", "Stationsområdet"),
        ("meet", "Trygghetskontoret"),
        ("on", "15 9 2022"),
        ("from", "9.00"),
        ("to", "11.30"),
        ("visibility", "when-held"),
        ("commitment", "medborgarlofte-2022-1"),
    ];
    let to = moved(&polisen, "/arbete/insatser/ny", &fields).await;
    let id = to.rsplit('/').next().unwrap().to_owned();
    let hidden = async || {
        for path in ["/", "/insatser", "/kalender", "/kalender.ics", PUBLIC, "/loften"] {
            town.visitor().get(path).await.says("").does_not_say("Hemlig insats");
        }
        assert_eq!(town.visitor().get(&format!("/insatser/{id}")).await.status, StatusCode::NOT_FOUND);
    };
    hidden().await;
    kommunen.get("/arbete/kalender").await.says("Hemlig insats").says("Visas inte utåt förrän den är hållen");
    moved(&polisen, &format!("{to}/checka-in"), &[("came", "8.55")]).await;
    hidden().await;
    moved(&polisen, &format!("{to}/hall"), &[("came", "8.55"), ("left", "11.30"), ("note", "Lugnt.")]).await;
    let seen = town.visitor().get(&format!("/insatser/{id}")).await;
    seen.says("Hölls, väntar på bekräftelse").does_not_say("Lugnt.").does_not_say("Samling");
    moved(&kommunen, &format!("{to}/bekrafta"), &[("came", "9.00"), ("left", "11.00")]).await;
    town.visitor().get(&format!("/insatser/{id}")).await.says("Lugnt.").says("4,6 timmar");
}

#[tokio::test]
async fn a_cancelled_occasion_says_what_takes_its_place() {
    let town = Town::new().await;
    let (_, polisen) = published(&town).await;
    let to = moved(&polisen, "/arbete/narvaro/ny", &presence("6 10 2022")).await;
    town.visitor().get("/").await.says("Nästa tillfälle").says("kl.\u{a0}9–11");
    let bare = polisen.post(&format!("{to}/stall-in"), &[("reason", ""), ("on", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let instead = [("reason", "Sjukdom."), ("on", "8 12 2022"), ("from", "9"), ("to", "11")];
    moved(&polisen, &format!("{to}/stall-in"), &instead).await;
    town.visitor().get(PUBLIC).await.says("Tillfället ställdes in.").says("Nytt datum: 8 december.");
    town.visitor().get("/kalender").await.says("Nytt datum: 8 december 2022");
    let ics = town.visitor().get("/kalender.ics").await;
    ics.says("DTSTART;TZID=Europe/Stockholm:20221208T090000").says("STATUS:CANCELLED");
    assert_eq!(ics.headers["content-type"], "text/calendar; charset=utf-8");
    // Asked for again, it is the same though time has passed.
    let again = town.visitor().request("GET", "/kalender.ics").header("if-none-match", &ics.headers["etag"]);
    let again = town.visitor().send(again.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_withdrawn_promise_cannot_be_published() {
    let town = Town::new().await;
    let (kommunen, polisen) = published(&town).await;
    let bare = kommunen.post(&format!("{WORK}/aterkalla"), &[("reason", " ")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    moved(&kommunen, &format!("{WORK}/aterkalla"), &[("reason", "Det vilade på fel siffror.")]).await;
    for step in ["publicera", "oppna", "foresla", "avsluta"] {
        let again = polisen.post(&format!("{WORK}/{step}"), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
    }
    town.visitor().get(PUBLIC).await.says("Det vilade på fel siffror.").says("följs inte längre");
}

#[tokio::test]
async fn the_writer_sees_what_a_reader_will_ask() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    moved(&kommunen, "/arbete/loften/ny", &PROMISE).await;
    let vague = [("title", "Öka närvaron i Fältby så ofta det går"), ("kind", "direction")];
    moved(&kommunen, &format!("{WORK}/nytt"), &vague).await;
    let page = kommunen.get(WORK).await;
    page.says("Det saknas ett antal eller ett datum").says("”Öka” kan betyda vad som helst");
    page.says("”så ofta det går” kan betyda vad som helst. Skriv hur många gånger.");
    page.says("Polisen saknar en enhet").says("Det saknas en plats");
}

#[tokio::test]
async fn what_is_done_about_it_is_public_when_both_have_decided_it() {
    let town = Town::new().await;
    let (kommunen, polisen) = published(&town).await;
    let said = [("kind", "action"), ("text", "Två extra tillfällen i oktober.")];
    moved(&kommunen, "/arbete/ataganden/medborgarlofte-2022-1/sag", &said).await;
    town.visitor().get(PUBLIC).await.says("0 av 2").does_not_say("Två extra tillfällen");
    moved(&polisen, "/arbete/ataganden/medborgarlofte-2022-1/sagt/0", &[]).await;
    town.visitor()
        .get(PUBLIC)
        .await
        .says("Två extra tillfällen i oktober.")
        .says("Beslutat av båda parter 15 september 2022");
}

#[tokio::test]
async fn a_published_promise_cannot_be_changed_behind_the_approvals() {
    let town = Town::new().await;
    let (kommunen, _) = published(&town).await;
    let fields = [("version", "1"), ("title", "Något annat"), ("kind", "presence")];
    let changed = kommunen.post("/arbete/ataganden/medborgarlofte-2022-1/andra", &fields).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.visitor().get(PUBLIC).await.does_not_say("Något annat");
}
