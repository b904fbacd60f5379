//! Accessibility: the statement, notices and requests, from the first click to the answer and the erasure.

use axum::http::StatusCode;
use domain::account::Role;

use crate::town::{Answer, Person, Town, id};

const WHAT: &str = "Jag hittar inte kalendern med skärmläsare.";

async fn code_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.to.trim_start_matches("/tillganglighet/arende/").split('?').next().unwrap().to_owned()
}

/// The address of the first case of a kind in the workspace's list.
async fn first(person: &Person, kind: &str) -> String {
    let list = person.get("/arbete/tillganglighet").await;
    let start = format!("/arbete/tillganglighet/{kind}/");
    let at = list.text.find(&start).unwrap_or_else(|| panic!("no {kind} in {}", list.text));
    list.text[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_notice_is_received_answered_closed_and_its_contact_erased() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let form = visitor.get("/tillganglighet/patala?sida=%2Fkalender").await;
    form.says("value=\"/kalender\"").says("så snart som möjligt");
    let fields = [("sida", "/kalender"), ("vad", WHAT), ("kontakt", "alex@example.org")];
    let code = code_of(&visitor.post("/tillganglighet/patala", &fields).await).await;
    let mine = format!("/tillganglighet/arende/{code}");
    visitor.get(&mine).await.says("Inte besvarat än").says(WHAT).does_not_say("alex@example.org");
    assert_eq!(
        visitor.post("/kvittens", &[("kod", &code)]).await.to,
        mine,
        "the code works where every code is asked for"
    );

    let coordinator = town.person("kommunen", &[Role::Coordinator]).await;
    let case = first(&coordinator, "patalan").await;
    coordinator.get(&case).await.says(WHAT).does_not_say("alex@example.org");
    coordinator.post(&format!("{case}/kontakt"), &[]).await.says("alex@example.org");
    assert_eq!(coordinator.post(&format!("{case}/avsluta"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        coordinator.post(&format!("{case}/svara"), &[("svar", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        coordinator.post(&format!("{case}/svara"), &[("svar", "Nu finns en länk.")]).await.status,
        StatusCode::SEE_OTHER
    );
    visitor.get(&mine).await.says("Nu finns en länk.");
    assert_eq!(coordinator.post(&format!("{case}/avsluta"), &[]).await.status, StatusCode::SEE_OTHER);
    coordinator.post(&format!("{case}/kontakt"), &[]).await.does_not_say("alex@example.org");
    visitor.get(&mine).await.says("Avslutat").says("Nu finns en länk.");
}

#[tokio::test]
async fn a_case_is_nobodys_but_the_organisation_that_answers_it() {
    let town = Town::new().await;
    let fields = [("vad", WHAT)];
    code_of(&town.visitor().post("/tillganglighet/patala", &fields).await).await;
    let case = first(&town.person("kommunen", &[Role::Coordinator]).await, "patalan").await;
    for (organisation, role) in
        [("polisen", Role::Officer), ("hyresvarden", Role::Reporter), ("kommunen", Role::Administrator)]
    {
        let other = town.person(organisation, &[role]).await;
        assert_eq!(other.get(&case).await.status, StatusCode::NOT_FOUND, "{organisation} {}", role.word());
        other.get("/arbete/tillganglighet").await.does_not_say("skärmläsare");
    }
    assert_eq!(town.visitor().get(&case).await.to, "/arbete/logga-in");
}

#[tokio::test]
async fn a_refused_request_gives_the_right_to_a_decision_in_writing() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let fields = [("sida", "/lagesbild"), ("format", "in-words"), ("vad", "Kartan, berättad i ord")];
    let code = code_of(&visitor.post("/tillganglighet/begar", &fields).await).await;
    let mine = format!("/tillganglighet/arende/{code}");
    visitor.get(&mine).await.says("utan onödigt dröjsmål").does_not_say("Begär skriftligt beslut");
    let coordinator = town.person("kommunen", &[Role::Coordinator]).await;
    let case = first(&coordinator, "begaran").await;
    assert_eq!(
        coordinator.post(&format!("{case}/avsla"), &[("skal", " ")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        coordinator.post(&format!("{case}/avsla"), &[("skal", "Filmen är inte vår.")]).await.status,
        StatusCode::SEE_OTHER
    );
    visitor.get(&mine).await.says("Filmen är inte vår.").says("Begär skriftligt beslut");
    assert_eq!(visitor.post(&format!("{mine}/beslut"), &[]).await.to, mine);
    visitor.get(&mine).await.says("Du bad om ett skriftligt beslut").does_not_say("Begär skriftligt beslut");
    assert_eq!(
        coordinator.post(&format!("{case}/avsluta"), &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "somebody waits"
    );
    let decision = [("beslut", "Begäran avslås. Skäl: filmen är inte vår. Så överklagar du.")];
    assert_eq!(coordinator.post(&format!("{case}/beslut"), &decision).await.status, StatusCode::SEE_OTHER);
    visitor.get(&mine).await.says("Så överklagar du.");
    assert_eq!(coordinator.post(&format!("{case}/avsluta"), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_case_form_keeps_what_was_typed_and_shows_what_the_guard_found_before_anything_is_stored() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let empty =
        visitor.post("/tillganglighet/begar", &[("sida", "https://evil.example"), ("vad", ""), ("kontakt", "x")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["<title>Fel: ", "4 uppgifter behöver rättas", "value=\"https://evil.example\"", "Välj hur du vill ha det"]
    {
        assert!(empty.text.contains(words), "{words} is missing in {}", empty.text);
    }
    let told = [("vad", "Ring mig på 070-174 06 35, kalendern går inte att läsa")];
    let guarded = visitor.post("/tillganglighet/patala", &told).await;
    assert_eq!(guarded.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(guarded.text.contains("<mark>070-174 06 35</mark>"), "{}", guarded.text);
    let coordinator = town.person("kommunen", &[Role::Coordinator]).await;
    coordinator.get("/arbete/tillganglighet").await.does_not_say("070-174");
    let seen = guarded.text.split("name=\"vad-sett\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let chosen = [told[0], ("vad-val", "remove"), ("vad-sett", seen)];
    let code = code_of(&visitor.post("/tillganglighet/patala", &chosen).await).await;
    visitor
        .get(&format!("/tillganglighet/arende/{code}"))
        .await
        .does_not_say("070-174")
        .says("kalendern går inte att läsa");
}

#[tokio::test]
async fn sending_a_case_twice_sends_it_once() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let form = visitor.get("/tillganglighet/patala").await;
    let carried = form.text.split("name=\"lada\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [("lada", carried), ("vad", WHAT)];
    let (one, other) =
        (visitor.post("/tillganglighet/patala", &fields).await, visitor.post("/tillganglighet/patala", &fields).await);
    assert_eq!(one.to, other.to);
    assert_eq!(storage::notice::all(town.app.db.reader(), &id("provbo")).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_statement_is_written_published_and_followed_by_the_next_edition() {
    let town = Town::new().await;
    town.visitor().get("/tillganglighet").await.says("inte publicerad än");
    let leader = town.leader("kommunen").await;
    let here = "/arbete/tillganglighet/redogorelse";
    let mut fields = vec![
        ("version", "0"),
        ("aktor", "Provbo kommun"),
        ("tjanst", "Samverka Provbo"),
        ("forenlig", "full"),
        ("hinder-without-sight", "Kartan läses inte upp.\n\nFilmen saknar syntolkning."),
        ("bedomd", "1 9 2022"),
        ("hur", "axe och skärmläsare"),
    ];
    assert_eq!(leader.post(&format!("{here}/skriv"), &fields).await.to, here);
    let refused = leader.post(&format!("{here}/publicera"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("räknar upp brister"), "{}", refused.text);
    (fields[0].1, fields[3].1) = ("1", "partial");
    assert_eq!(leader.post(&format!("{here}/skriv"), &fields).await.to, here);
    let police = town.leader("polisen").await;
    assert_eq!(
        police.post(&format!("{here}/publicera"), &[]).await.status,
        StatusCode::FORBIDDEN,
        "the duty is the municipality's"
    );
    assert_eq!(leader.post(&format!("{here}/publicera"), &[]).await.to, here);
    let shown = town.visitor().get("/tillganglighet").await;
    shown
        .says("Delvis förenlig")
        .says("Filmen saknar syntolkning.")
        .says("Gås igenom igen senast")
        .says("15 september 2023");
    town.visitor().get("/en/tillganglighet").await.says("Partially compliant").says("lang=\"sv\"");
    fields[0].1 = "0";
    fields[4].1 = "Kartan läses inte upp.";
    assert_eq!(leader.post(&format!("{here}/skriv"), &fields).await.to, here);
    assert_eq!(leader.post(&format!("{here}/publicera"), &[]).await.to, here);
    town.visitor().get("/tillganglighet").await.does_not_say("Filmen saknar");
    leader.get(here).await.says("Utgåva 2").says("Ersatt");
}
