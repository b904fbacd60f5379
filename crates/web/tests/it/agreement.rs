//! From a problem to an agreement that both parties have signed: the middle of the chain, played over HTTP.

use axum::http::StatusCode;

use crate::town::{Person, Town};

const PROBLEM: [(&str, &str); 4] = [
    ("title", "Otrygghet vid stationen på kvällar"),
    ("place", "stationsområdet"),
    ("time", "kvällar, mest fredag och lördag"),
    ("why", "Många avstår från att åka tåg efter klockan 20."),
];
const PROBLEM_HERE: &str = "/arbete/problem/otrygghet-vid-stationen-pa-kvallar";
const PROBLEM_PUBLIC: &str = "/problem/otrygghet-vid-stationen-pa-kvallar";
const CAUSE: [(&str, &str); 3] = [
    ("title", "Lite uppsikt efter klockan 15"),
    ("perspective", "situation"),
    ("why", "Butikerna stänger, och ingen vuxen är kvar på torget."),
];
const PRIORITY: [(&str, &str); 4] = [
    ("rank", "1"),
    ("on", "11 11 2021"),
    ("by", "styrgruppen"),
    ("priority_why", "Flest iakttagelser gäller platsen, och vi rår på den."),
];
const FOCUS: [(&str, &str); 5] = [
    ("title", "Trygghet på offentliga platser"),
    ("problems", "otrygghet-vid-stationen-pa-kvallar"),
    ("on", "11 11 2021"),
    ("by", "styrgruppen"),
    ("why", "Problemet är det mest angelägna."),
];
const FOCUS_HERE: &str = "/arbete/fokusomraden/trygghet-pa-offentliga-platser";
const FOCUS_PUBLIC: &str = "/fokusomraden/trygghet-pa-offentliga-platser";
const AGREEMENT: [(&str, &str); 14] = [
    ("title", "Samverkansöverenskommelse 2021–2022"),
    ("parties", "kommunen"),
    ("parties", "polisen"),
    ("starts", "18 11 2021"),
    ("ends", "31 12 2022"),
    ("purposes", "Fler ska vara trygga på offentliga platser"),
    ("focus_areas", "trygghet-pa-offentliga-platser"),
    ("extension", "yes"),
    ("seat_party_1", "kommunen"),
    ("seat_role_1", "kommunstyrelsens ordförande"),
    ("seat_level_1", "elected"),
    ("seat_party_2", "polisen"),
    ("seat_role_2", "lokalpolisområdeschef"),
    ("seat_level_2", "leading"),
];
const AGREEMENT_HERE: &str = "/arbete/overenskommelser/samverkansoverenskommelse-2021-2022";
const AGREEMENT_PUBLIC: &str = "/overenskommelser/samverkansoverenskommelse-2021-2022";

async fn done(person: &Person, to: &str, fields: &[(&str, &str)]) {
    let answer = person.post(to, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{to}: {}", answer.text);
}

async fn refused(person: &Person, to: &str, fields: &[(&str, &str)], why: &str) {
    let answer = person.post(to, fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
    assert!(answer.text.contains(why), "{why:?} is not in\n{}", answer.text);
}

/// Both owners approve, and it is shown.
async fn release(a: &Person, b: &Person, here: &str) {
    done(a, &format!("{here}/foresla"), &[]).await;
    done(a, &format!("{here}/godkann"), &[]).await;
    refused(a, &format!("{here}/publicera"), &[], "först när alla parter har godkänt").await;
    done(b, &format!("{here}/godkann"), &[]).await;
    done(b, &format!("{here}/publicera"), &[]).await;
}

async fn chosen(kommunen: &Person, polisen: &Person) {
    done(kommunen, "/arbete/problem/ny", &PROBLEM).await;
    done(kommunen, &format!("{PROBLEM_HERE}/orsaker/ny"), &CAUSE).await;
    refused(kommunen, "/arbete/fokusomraden/ny", &FOCUS, "inte prioriterat").await;
    done(kommunen, &format!("{PROBLEM_HERE}/prioritera"), &PRIORITY).await;
    release(kommunen, polisen, PROBLEM_HERE).await;
    done(kommunen, "/arbete/fokusomraden/ny", &FOCUS).await;
    release(kommunen, polisen, FOCUS_HERE).await;
}

#[tokio::test]
async fn an_agreement_is_in_force_only_when_every_party_has_signed_from_its_own_account() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    chosen(&kommunen, &polisen).await;
    done(&kommunen, "/arbete/overenskommelser/ny", &AGREEMENT).await;
    done(&kommunen, &format!("{AGREEMENT_HERE}/foresla"), &[]).await;
    let sign = format!("{AGREEMENT_HERE}/underteckna");
    // A name that is sent along is not taken: everyone signs as who they are.
    let name = |seat| [("seat", seat), ("name", "Robin Exempel")];
    refused(&kommunen, &sign, &name("1"), "hör till en annan part").await;
    done(&kommunen, &sign, &name("0")).await;
    refused(&kommunen, &sign, &name("0"), "redan undertecknat").await;
    refused(&kommunen, &format!("{AGREEMENT_HERE}/publicera"), &[], "inte undertecknad av alla parter").await;
    assert_eq!(town.visitor().get(AGREEMENT_PUBLIC).await.status, StatusCode::NOT_FOUND);

    let landlord = town.leader("hyresvarden").await;
    assert_ne!(landlord.post(&sign, &name("1")).await.status, StatusCode::SEE_OTHER);
    done(&polisen, &sign, &name("1")).await;
    done(&polisen, &format!("{AGREEMENT_HERE}/publicera"), &[]).await;
    let page = town.visitor().get(AGREEMENT_PUBLIC).await;
    page.says("Kim Exempel")
        .does_not_say("Robin Exempel")
        .says("kommunstyrelsens ordförande")
        .says("107 dagar")
        .says("Gäller");
    page.does_not_say("kommunen-coordinator-leader").does_not_say("lagen (2023:196)");
    town.visitor().get("/overenskommelser").await.says("18 november 2021");
    town.visitor().get(&format!("/en{AGREEMENT_PUBLIC}")).await.says("In force");
}

#[tokio::test]
async fn the_chain_is_followed_by_clicks_both_ways_and_shows_what_is_missing() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    chosen(&kommunen, &polisen).await;
    let visitor = town.visitor();
    let problem = visitor.get(PROBLEM_PUBLIC).await;
    problem.says("Lite uppsikt efter klockan 15").says(&format!("href=\"{FOCUS_PUBLIC}\""));
    problem.says("Ingen överenskommelse ännu").says("Saknas. Inget visar vilka iakttagelser");
    let focus = visitor.get(FOCUS_PUBLIC).await;
    focus.says(&format!("href=\"{PROBLEM_PUBLIC}\"")).says("#orsak-lite-uppsikt-efter-klockan-15");

    // an agreement that is not signed does not exist in public, and does in the workspace
    done(&kommunen, "/arbete/overenskommelser/ny", &AGREEMENT).await;
    visitor.get(FOCUS_PUBLIC).await.does_not_say("Samverkansöverenskommelse 2021");
    kommunen.get(FOCUS_HERE).await.says(&format!("href=\"{AGREEMENT_HERE}\""));
}

#[tokio::test]
async fn an_extension_is_decided_by_both_parties_and_moves_the_last_day() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    chosen(&kommunen, &polisen).await;
    done(&kommunen, "/arbete/overenskommelser/ny", &AGREEMENT).await;
    done(&kommunen, &format!("{AGREEMENT_HERE}/foresla"), &[]).await;
    done(&kommunen, &format!("{AGREEMENT_HERE}/underteckna"), &[("seat", "0"), ("name", "Robin Exempel")]).await;
    done(&polisen, &format!("{AGREEMENT_HERE}/underteckna"), &[("seat", "1"), ("name", "Sam Exempel")]).await;
    done(&polisen, &format!("{AGREEMENT_HERE}/publicera"), &[]).await;
    let asked = [("until", "31 12 2024"), ("extension_reason", "Arbetet behöver fortsätta.")];
    done(&kommunen, &format!("{AGREEMENT_HERE}/forlang"), &asked).await;
    done(&kommunen, &format!("{AGREEMENT_HERE}/besluta-forlangning"), &[]).await;
    town.visitor().get(AGREEMENT_PUBLIC).await.does_not_say("31 december 2024");
    done(&polisen, &format!("{AGREEMENT_HERE}/besluta-forlangning"), &[]).await;
    town.visitor().get(AGREEMENT_PUBLIC).await.says("Förlängd till och med 31 december 2024");
    let left = [("last_day", "30 6 2023"), ("reason", "")];
    refused(&polisen, &format!("{AGREEMENT_HERE}/saga-upp"), &left, "Skriv varför").await;
}

#[tokio::test]
async fn a_review_becomes_public_with_both_approvals_and_never_says_more_than_it_knows() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    chosen(&kommunen, &polisen).await;
    done(&kommunen, "/arbete/overenskommelser/ny", &AGREEMENT).await;
    done(&kommunen, &format!("{AGREEMENT_HERE}/foresla"), &[]).await;
    done(&kommunen, &format!("{AGREEMENT_HERE}/underteckna"), &[("seat", "0"), ("name", "Robin Exempel")]).await;
    done(&polisen, &format!("{AGREEMENT_HERE}/underteckna"), &[("seat", "1"), ("name", "Sam Exempel")]).await;
    let mut review = vec![
        ("title", "Uppföljning av överenskommelsen"),
        ("about", "agreement:samverkansoverenskommelse-2021-2022"),
        ("starts", "18 11 2021"),
        ("ends", "31 8 2022"),
        ("lesson", "Börja tidigare."),
        ("reason", "Det har gått för kort tid."),
    ];
    for [reply, words, evidence, confidence] in actions::review::FIELDS {
        let told = if reply == "problem_reply" { "cannot-tell" } else { "yes" };
        review.extend([(reply, told), (words, "Enligt planen."), (evidence, "Loggen."), (confidence, "some")]);
    }
    let here = "/arbete/uppfoljningar/uppfoljning-av-overenskommelsen";
    let too_much: Vec<_> = review.iter().copied().chain([("verdict", "decreased")]).collect();
    done(&kommunen, "/arbete/uppfoljningar/ny", &too_much).await;
    refused(&kommunen, &format!("{here}/foresla"), &[], "kan inte säga hur").await;
    let honest: Vec<_> = review.iter().copied().chain([("verdict", "cannot-tell"), ("version", "1")]).collect();
    done(&kommunen, &format!("{here}/andra"), &honest).await;
    done(&kommunen, &format!("{here}/foresla"), &[]).await;
    done(&kommunen, &format!("{here}/godkann"), &[]).await;
    done(&polisen, &format!("{here}/godkann"), &[]).await;
    refused(&polisen, &format!("{here}/publicera"), &[], "visas inte utåt").await;
    done(&polisen, &format!("{AGREEMENT_HERE}/publicera"), &[]).await;
    done(&polisen, &format!("{here}/publicera"), &[]).await;
    let page = town.visitor().get("/uppfoljningar/uppfoljning-av-overenskommelsen").await;
    page.says("Det kan inte avgöras").says("Det har gått för kort tid.").says(&format!("href=\"{AGREEMENT_PUBLIC}\""));
    town.visitor().get(AGREEMENT_PUBLIC).await.says("/uppfoljningar/uppfoljning-av-overenskommelsen");
}

#[tokio::test]
async fn who_leads_nothing_cannot_write_and_a_landlord_sees_no_draft() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    chosen(&kommunen, &polisen).await;
    done(&kommunen, "/arbete/overenskommelser/ny", &AGREEMENT).await;
    let auditor = town.person("kommunen", &[domain::account::Role::Auditor]).await;
    assert_eq!(auditor.post("/arbete/problem/ny", &PROBLEM).await.status, StatusCode::FORBIDDEN);
    assert_eq!(auditor.get(AGREEMENT_HERE).await.status, StatusCode::OK);
    let landlord = town.leader("hyresvarden").await;
    assert_eq!(landlord.get(AGREEMENT_HERE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(landlord.post("/arbete/problem/ny", &PROBLEM).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.visitor().get(AGREEMENT_HERE).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_points_out_a_person_is_shown_to_the_writer_and_not_stored() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    let mut problem = PROBLEM;
    problem[3].1 = "Ring 070-123 45 67 och fråga.";
    let answer = kommunen.post("/arbete/problem/ny", &problem).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert_eq!(kommunen.get(PROBLEM_HERE).await.status, StatusCode::NOT_FOUND);
}
