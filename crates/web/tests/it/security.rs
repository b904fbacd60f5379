//! What a browser is told, which posts are taken, and what is never sent.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::account::Role;

use crate::town::Town;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let town = Town::new().await;
    for page in ["/", "/finns-inte", "/arbete", "/arbete/logga-in", "/assets/samverka.css", "/robots.txt", "/health"] {
        let answer = town.visitor().get(page).await;
        let header = |name: &str| {
            answer.headers.get(name).unwrap_or_else(|| panic!("{page} has no {name}")).to_str().unwrap().to_owned()
        };
        let policy = header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"), "{page}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http:") && !policy.contains('*'), "{page}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert!(header("permissions-policy").contains("geolocation=()"));
        // Not over https here: a browser must not be told to come by https to an address that has none.
        assert!(answer.headers.get("strict-transport-security").is_none(), "{page}");
    }
}

#[tokio::test]
async fn a_post_from_another_sites_page_is_refused_and_changes_nothing() {
    let town = Town::new().await;
    let send = |name: &'static str, value: &'static str| {
        let request =
            Request::builder().method("POST").uri("/tillganglighet/patala").header(header::HOST, "localhost:8080");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").header(name, value);
        request.body(Body::from("vad=Hej")).unwrap()
    };
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "http://localhost:8080.evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        assert_eq!(town.visitor().send(send(name, value)).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let notices = storage::notice::all(town.app.db.reader(), &crate::town::id("provbo")).await.unwrap();
    assert!(notices.is_empty());
    assert_eq!(town.visitor().send(send("origin", "http://localhost:8080")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn no_cookie_is_set_before_somebody_signs_in_and_scripts_never_see_it() {
    let town = Town::new().await;
    for page in ["/", "/om", "/tillganglighet", "/tillganglighet/begar", "/lattlast", "/arbete/logga-in"] {
        assert!(town.visitor().get(page).await.cookie.is_none(), "{page}");
    }
    let token = {
        town.person("polisen", &[Role::Officer]).await;
        let officer = crate::town::id("polisen-officer");
        actions::account::link(&town.system(), &officer, actions::account::LinkPurpose::SignIn).await.unwrap()
    };
    let answer = town.visitor().post(&format!("/arbete/logga-in/{}", token.0), &[]).await;
    let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn more_than_a_form_needs_is_refused_with_a_page_that_says_so() {
    let town = Town::new().await;
    let huge = "å".repeat(300_000);
    let answer = town.visitor().post("/tillganglighet/patala", &[("vad", &huge)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("för stort"), "{}", answer.text);
    let long = "å".repeat(20_100);
    let answer = town.visitor().post("/tillganglighet/patala", &[("vad", &long)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("100 tecken för lång"), "{}", answer.text.chars().take(3000).collect::<String>());
}
