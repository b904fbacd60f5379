//! News: written, approved by both, shown, withdrawn.

use axum::http::StatusCode;
use domain::account::Role;

use crate::town::{Person, Town};

const TEXT: [(&str, &str); 6] = [
    ("title", "Fyra trafikinsatser är gjorda"),
    ("summary", "Åtagandet är hållet."),
    ("body", "Den fjärde gjordes 1 september.\n\nUppföljningen kommer."),
    ("quote", ""),
    ("quote_by", ""),
    ("source", ""),
];
const HERE: &str = "/arbete/nyheter/fyra-trafikinsatser-ar-gjorda";
const PUBLIC: &str = "/nyheter/fyra-trafikinsatser-ar-gjorda";

/// What the piece of news says, and nothing else does.
pub const BODY: &str = "Den fjärde gjordes 1 september.";

/// A piece of news that everyone may read: who may withdraw it, and its address.
pub async fn published(town: &Town) -> (Person, &'static str) {
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    assert_eq!(kommunen.post("/arbete/nyheter/ny", &TEXT).await.to, HERE);
    for (who, step) in [(&kommunen, "foresla"), (&kommunen, "godkann"), (&polisen, "godkann"), (&polisen, "publicera")]
    {
        assert_eq!(who.post(&format!("{HERE}/{step}"), &[]).await.status, StatusCode::SEE_OTHER, "{step}");
    }
    (polisen, PUBLIC)
}

/// A piece of news that is being written.
pub async fn written(town: &Town) {
    assert_eq!(town.leader("kommunen").await.post("/arbete/nyheter/ny", &TEXT).await.to, HERE);
}

#[tokio::test]
async fn news_is_public_only_when_both_owners_have_approved() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    assert_eq!(kommunen.post("/arbete/nyheter/ny", &TEXT).await.to, HERE);
    assert_eq!(kommunen.post(&format!("{HERE}/foresla"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(kommunen.post(&format!("{HERE}/godkann"), &[]).await.status, StatusCode::SEE_OTHER);
    let early = kommunen.post(&format!("{HERE}/publicera"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("först när alla parter har godkänt"), "{}", early.text);
    assert_eq!(town.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
    town.visitor().get("/nyheter").await.does_not_say("trafikinsatser");

    polisen.get(HERE).await.says("Väntar på godkännande från polisen");
    assert_eq!(polisen.post(&format!("{HERE}/godkann"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(polisen.post(&format!("{HERE}/publicera"), &[]).await.status, StatusCode::SEE_OTHER);
    town.visitor().get(PUBLIC).await.says("Den fjärde gjordes 1 september.").says("15 september 2022");
    town.visitor().get("/nyheter.atom").await.says("Fyra trafikinsatser");
    town.visitor().get(&format!("/en{PUBLIC}")).await.says("15 September 2022");

    let done = polisen.post(&format!("{HERE}/dra-tillbaka"), &[("reason", "Fel datum.")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    town.visitor().get(PUBLIC).await.says("Fel datum.").does_not_say("Den fjärde gjordes");
    let entries = storage::audit::verify(&town.app.db, &crate::town::id("provbo"), &town.app.key.derive("audit")).await;
    assert!(entries.unwrap().unwrap() >= 10);
}

#[tokio::test]
async fn a_form_with_errors_answers_422_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    let answer =
        kommunen.post("/arbete/nyheter/ny", &[("title", ""), ("summary", "Det <b>viktigaste</b>"), ("body", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let at = |words: &str| answer.text.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at("<title>Fel: ") < at("2 uppgifter behöver rättas"));
    assert!(at("2 uppgifter behöver rättas") < at("<h1>"));
    assert!(answer.text.contains("href=\"#title\"") && answer.text.contains("aria-invalid"));
    assert!(answer.text.contains("Det &#60;b&#62;viktigaste&#60;/b&#62;") && !answer.text.contains("<b>viktigaste"));
}

#[tokio::test]
async fn the_workspace_asks_who_is_there() {
    let town = Town::new().await;
    assert_eq!(town.visitor().get("/arbete/nyheter").await.to, "/arbete/logga-in");
    let reporter = town.person("hyresvarden", &[Role::Reporter]).await;
    assert_eq!(reporter.get("/arbete/nyheter/ny").await.status, StatusCode::FORBIDDEN);
    assert_eq!(reporter.post("/arbete/nyheter/ny", &TEXT).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_post_from_another_site_is_refused() {
    let town = Town::new().await;
    let request = axum::http::Request::post("/arbete/logga-in")
        .header("host", "localhost:8080")
        .header("origin", "https://evil.example");
    let answer = town.visitor().send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    assert!(answer.text.contains("<h1>"), "{}", answer.text);
}

#[tokio::test]
async fn what_points_out_a_person_in_news_is_shown_to_the_writer_before_anything_is_stored() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    let with = |field: &'static str, text: &'static str| {
        let mut fields = TEXT;
        fields.iter_mut().filter(|(f, _)| *f == field).for_each(|(_, t)| *t = text);
        fields
    };
    let refused = [
        with("title", "Grannen heter Anna Andersson"),
        with("body", "Ring 070-174 06 05 och fråga."),
        with("summary", "Skriv till anna@example.com."),
    ];
    for fields in refused {
        let answer = kommunen.post("/arbete/nyheter/ny", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    // An office-holder may be quoted by name, and by nothing else.
    let quoted = |by: &'static str| {
        let mut fields = with("quote", "Vi räknar öppet.");
        fields[4].1 = by;
        fields
    };
    let number = kommunen.post("/arbete/nyheter/ny", &quoted("Anna Andersson 070-174 06 05")).await;
    assert_eq!(number.status, StatusCode::UNPROCESSABLE_ENTITY);
    kommunen.get("/arbete/nyheter").await.does_not_say("trafikinsatser");
    assert_eq!(kommunen.post("/arbete/nyheter/ny", &quoted("Charlie Exempel, ordförande")).await.to, HERE);
}
