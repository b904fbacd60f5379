//! The picture: made, approved by both, shown, replaced.

use axum::http::StatusCode;

use crate::town::Town;

const HERE: &str = "/arbete/lagesbilder/lagesbild-2021";

fn written<'a>(title: &'a str, other: &'a str, analysis: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("title", title),
        ("from", "1 11 2020"),
        ("to", "31 10 2021"),
        ("other", other),
        ("analysis", analysis),
        ("sources", ""),
    ]
}

#[tokio::test]
async fn a_picture_is_not_public_with_one_owners_approval_missing() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    let made =
        kommunen.post("/arbete/lagesbilder/ny", &written("Lägesbild 2021", "Enkäten.", "Kvällar vid stationen.")).await;
    assert_eq!(made.to, HERE, "{}", made.text);
    kommunen.post(&format!("{HERE}/foresla"), &[]).await;
    kommunen.post(&format!("{HERE}/godkann"), &[]).await;
    assert_eq!(kommunen.post(&format!("{HERE}/publicera"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(town.visitor().get("/lagesbild/lagesbild-2021").await.status, StatusCode::NOT_FOUND);
    polisen.get(HERE).await.says("Väntar på godkännande från polisen");
    polisen.post(&format!("{HERE}/godkann"), &[]).await;
    assert_eq!(polisen.post(&format!("{HERE}/publicera"), &[]).await.to, HERE);
    let shown = town.visitor().get("/lagesbild/lagesbild-2021").await;
    shown.says("Kvällar vid stationen.").says("Provbo kommun 15 september 2022");
    assert!(!shown.text.contains("style="), "{}", shown.text);
    town.visitor().get("/lagesbild").await.says("Lägesbild 2021");

    let newer =
        kommunen.post("/arbete/lagesbilder/ny", &written("Lägesbild 2021, rättad", "Enkäten.", "Nytt.")).await.to;
    for (who, step) in [(&kommunen, "foresla"), (&kommunen, "godkann"), (&polisen, "godkann"), (&polisen, "publicera")]
    {
        assert_eq!(who.post(&format!("{newer}/{step}"), &[]).await.status, StatusCode::SEE_OTHER, "{step}");
    }
    town.visitor().get("/lagesbild/lagesbild-2021").await.says("har ersatts");
}

#[tokio::test]
async fn a_picture_with_an_empty_chapter_cannot_be_proposed() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    kommunen.post("/arbete/lagesbilder/ny", &written("Lägesbild 2021", "", "")).await;
    let answer = kommunen.post(&format!("{HERE}/foresla"), &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Fyll i alla kapitel först"), "{}", answer.text);
}

#[tokio::test]
async fn a_picture_takes_no_personal_data_and_keeps_what_was_written() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    let answer =
        kommunen.post("/arbete/lagesbilder/ny", &written("Lägesbild 2021", "Ring 070-174 06 35 om det.", "x")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("href=\"#other\"") && answer.text.contains("070-174 06 35"), "{}", answer.text);
    kommunen.get("/arbete/lagesbilder").await.does_not_say("Lägesbild 2021");
}

#[tokio::test]
async fn a_picture_that_is_still_being_tested_shows_what_was_counted_and_cannot_be_proposed() {
    let mut town = Town::new().await;
    town.rest();
    let kommunen = town.leader("kommunen").await;
    kommunen.post("/arbete/lagesbilder/ny", &written("Lägesbild 2021", "Enkäten.", "Nytt.")).await;
    kommunen.get("/arbete/lagesbilder").await.says("Räknas");
    let page = kommunen.get(HERE).await;
    page.says("Prövningen börjar strax").says("Enkäten.").does_not_say("Be om godkännande</button>");
    assert!(!page.text.contains("/andra"), "{}", page.text);
    for (to, fields) in
        [(format!("{HERE}/foresla"), vec![]), (format!("{HERE}/andra"), written("A", "B", "C").to_vec())]
    {
        let answer = kommunen.post(&to, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
        assert!(answer.text.contains("Vänta tills siffrorna är prövade"), "{}", answer.text);
    }
    assert_eq!(kommunen.get(&format!("{HERE}/format")).await.status, StatusCode::NOT_FOUND);
    town.work().await;
    kommunen.get(HERE).await.says("Utkast").does_not_say("Prövningen");
    assert_eq!(kommunen.post(&format!("{HERE}/foresla"), &[]).await.to, HERE);
    let leader = town.person("kommunen", &[domain::account::Role::Administrator]).await;
    leader.get("/arbete/jobb").await.does_not_say("Prövning av");
}

#[tokio::test]
async fn a_picture_whose_test_fails_says_so_and_is_tried_again() {
    let mut town = Town::new().await;
    town.rest();
    let kommunen = town.leader("kommunen").await;
    kommunen.post("/arbete/lagesbilder/ny", &written("Lägesbild 2021", "Enkäten.", "Nytt.")).await;
    let ctx = town.system();
    let job = actions::job::claim(&ctx).await.unwrap().expect("the picture's job");
    let mut tx = ctx.db.begin().await.unwrap();
    storage::job::progress(&mut tx, ctx.town(), &job.id, "hot-spots").await.unwrap();
    tx.commit().await.unwrap();
    kommunen.get(HERE).await.says("Steg 3 av 5: prövar var det samlas.");
    actions::job::finish(&ctx, job, Err("strömmen gick".to_owned())).await.unwrap();
    kommunen.get(HERE).await.says("Samverka försöker igen");
    let administrator = town.person("kommunen", &[domain::account::Role::Administrator]).await;
    administrator.get("/arbete/jobb").await.says("Prövning av en lägesbilds siffror").says("strömmen gick");
    let id = domain::Id::parse("lagesbild-2021").unwrap();
    let key = actions::job::of_picture(&ctx, &id).await.unwrap().expect("it waits").id;
    administrator.post(&format!("/arbete/jobb/{key}/starta"), &[]).await;
    town.work().await;
    kommunen.get(HERE).await.says("Utkast");
}
