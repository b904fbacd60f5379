//! Easy texts: written beside a document, approved by both, shown in every form.

use axum::http::StatusCode;

use crate::news;
use crate::town::Town;

const HERE: &str = "/arbete/lattlast/det-har-har-vi-gjort";
const PUBLIC: &str = "/lattlast/det-har-har-vi-gjort";
const ABOUT: &str = "news:fyra-trafikinsatser-ar-gjorda";
const TEXT: [(&str, &str); 3] = [
    ("about", ABOUT),
    ("title", "Det här har vi gjort"),
    ("body", "Vi var vid skolor.\r\n\r\n# Varför?\r\n- Bilar körde för fort.\r\n- Barn ska kunna gå <tryggt>."),
];

#[tokio::test]
async fn an_easy_text_is_public_only_when_both_owners_have_approved_and_stands_beside_what_it_tells_of() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    let (_, article) = news::published(&town).await;
    // The way there is on the page of all forms, and the form knows what it is about.
    kommunen.get("/arbete/nyheter/fyra-trafikinsatser-ar-gjorda/format").await.says(&format!("ny?om={ABOUT}"));
    kommunen.get(&format!("/arbete/lattlast/ny?om={ABOUT}")).await.says(&format!("value=\"{ABOUT}\" selected"));
    assert_eq!(kommunen.post("/arbete/lattlast/ny", &TEXT).await.to, HERE);
    kommunen.get(HERE).await.says("LIX").says("Vi var vid skolor.").says("Barn ska kunna gå &lt;tryggt&gt;.");
    kommunen.post(&format!("{HERE}/foresla"), &[]).await;
    kommunen.post(&format!("{HERE}/godkann"), &[]).await;
    let early = kommunen.post(&format!("{HERE}/publicera"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(town.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.visitor().get(&format!("{PUBLIC}.txt")).await.status, StatusCode::NOT_FOUND);
    town.visitor().get(article).await.does_not_say(PUBLIC);
    town.visitor().get("/lattlast").await.does_not_say(PUBLIC);

    polisen.get("/arbete").await.says("Godkänn den lättlästa texten ”Det här har vi gjort”");
    polisen.post(&format!("{HERE}/godkann"), &[]).await;
    assert_eq!(polisen.post(&format!("{HERE}/publicera"), &[]).await.status, StatusCode::SEE_OTHER);
    town.visitor().get(PUBLIC).await.says("Vi var vid skolor.").says(article).says(&format!("{PUBLIC}.stor.pdf"));
    town.visitor().get(article).await.says(&format!("href=\"{PUBLIC}\""));
    town.visitor().get(&format!("/en{article}")).await.says("Read this in easy Swedish");
    town.visitor().get("/lattlast").await.says("Det här har vi gjort");
    let plain = town.visitor().get(&format!("{PUBLIC}.txt")).await;
    plain.says("- Bilar körde för fort.").says("Vi var vid skolor.");
    assert_eq!(town.visitor().get(&format!("{PUBLIC}.pdf")).await.headers["content-type"], "application/pdf");

    // What is told of and taken back is told in no other words either.
    let back = polisen.post("/arbete/nyheter/fyra-trafikinsatser-ar-gjorda/dra-tillbaka", &[("reason", "Fel datum.")]);
    assert_eq!(back.await.status, StatusCode::SEE_OTHER);
    town.visitor().get(PUBLIC).await.says("Fel datum.").does_not_say("Vi var vid skolor.");
    let gone = polisen.post(&format!("{HERE}/dra-tillbaka"), &[("reason", "Ingen läser den.")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    town.visitor().get(PUBLIC).await.says("Ingen läser den.").does_not_say("Vi var vid skolor.");
    town.visitor().get("/lattlast").await.does_not_say("Det här har vi gjort");
    // Those who work with it still see what it said, and can write it anew in its place.
    polisen.get(HERE).await.says("LIX").says("Vi var vid skolor.");
    let anew = [("about", ABOUT), ("title", "Det här gjorde vi"), ("body", "Vi var vid fem skolor.")];
    assert_eq!(kommunen.post("/arbete/lattlast/ny", &anew).await.to, HERE);
    kommunen.get(HERE).await.says("Utkast").says("Vi var vid fem skolor.");
    assert_eq!(town.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_easy_text_cannot_go_public_before_what_it_tells_of() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    news::written(&town).await;
    kommunen.post("/arbete/lattlast/ny", &TEXT).await;
    for (who, step) in [(&kommunen, "foresla"), (&kommunen, "godkann"), (&polisen, "godkann")] {
        assert_eq!(who.post(&format!("{HERE}/{step}"), &[]).await.status, StatusCode::SEE_OTHER, "{step}");
    }
    let early = polisen.post(&format!("{HERE}/publicera"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("är inte publicerad"), "{}", early.text);
    // Its forms can be looked at before, by those who work with it.
    polisen.get(&format!("{HERE}/format")).await.says("Utkast").says("Vi var vid skolor.");
    assert_eq!(town.visitor().get(&format!("{HERE}/format")).await.to, "/arbete/logga-in");
}

#[tokio::test]
async fn what_is_wrong_with_an_easy_text_is_told_by_line_and_nothing_is_lost() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    news::written(&town).await;
    let with = |body: &'static str| [("about", ABOUT), ("title", "Kort"), ("body", body)];
    for (body, words) in [
        ("", "Skriv texten"),
        ("En tanke.\n#\nmer", "Rad 2 har bara ett tecken"),
        ("En tanke.\n# Rubrik", "Skriv något under rubriken på rad 2"),
        ("Ring Anna Andersson på 070-174 06 05.", "070-174 06 05"),
    ] {
        let answer = kommunen.post("/arbete/lattlast/ny", &with(body)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(answer.text.contains(words) && answer.text.contains("value=\"Kort\""), "{words}: {}", answer.text);
    }
    let nothing = kommunen.post("/arbete/lattlast/ny", &[("about", ""), ("title", "a"), ("body", "b")]).await;
    assert!(nothing.text.contains("Välj vilken handling texten gäller"), "{}", nothing.text);
    // One document, one easy text.
    assert_eq!(kommunen.post("/arbete/lattlast/ny", &TEXT).await.to, HERE);
    let second = kommunen.post("/arbete/lattlast/ny", &with("En till.")).await;
    assert!(second.text.contains("Handlingen har redan en lättläst text."), "{}", second.text);
    // Who read an older version overwrites nothing.
    let old = kommunen.post(&format!("{HERE}/andra"), &[("version", "1"), ("title", "Ny"), ("body", "Ny.")]).await;
    assert_eq!(old.to, HERE);
    let late = kommunen.post(&format!("{HERE}/andra"), &[("version", "1"), ("title", "Sen"), ("body", "Sen.")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("Sen."), "{}", late.text);
    kommunen.get(HERE).await.says("Ny.").does_not_say("Sen.");
}
