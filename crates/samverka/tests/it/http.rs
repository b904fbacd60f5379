//! Does the site answer well whatever is asked of it?

use reqwest::StatusCode;

use crate::town::{Page, Town, Visitor};

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let town = Town::shared().await;
    let resident = town.visitor();
    let style = resident.get("/").await.links().into_iter().find(|l| l.starts_with("/assets/")).expect("a style sheet");
    for path in
        ["/", "/en", "/nyheter", "/finns-inte", "/arbete", "/arbete/logga-in", "/health", "/nyheter.atom", &style]
    {
        let page = resident.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert!(["same-origin", "no-referrer"].contains(&page.header("referrer-policy")), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_there_says_so_and_leads_on() {
    let town = Town::shared().await;
    for (path, lang) in
        [("/finns-inte", "sv"), ("/loften/finns-inte", "sv"), ("/en/nyheter/no-such", "en"), ("/nyheter/%00", "sv")]
    {
        let page = town.visitor().get(path).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(page.is_html() && page.body.contains(&format!("<html lang=\"{lang}\"")), "{path}: {}", page.body);
        assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
        assert!(page.links().contains(if lang == "en" { "/en" } else { "/" }), "{path} leads nowhere");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workspace_is_closed_to_those_who_have_not_signed_in() {
    let town = Town::shared().await;
    for path in ["/arbete", "/arbete/iakttagelser", "/arbete/logg", "/arbete/konton", "/en/arbete"] {
        let page = town.visitor().get(path).await;
        assert!(page.location().is_some_and(|to| to.ends_with("/arbete/logga-in")), "{path}: {}", page.status);
    }
    let forged = town.visitor().with_session("0123456789abcdef0123456789abcdef");
    assert!(forged.get("/arbete").await.location().is_some(), "a made-up session was taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_link_works_once() {
    let town = Town::demo().await;
    let (_, link) = town.sign_in_links().swap_remove(0);
    let path = &link[link.find("/arbete").expect("a path")..];
    let resident = town.visitor();
    assert_eq!(resident.post(path, &[]).await.status, StatusCode::SEE_OTHER);
    let again = resident.post(path, &[]).await;
    assert!(again.session().is_none() && again.status != StatusCode::SEE_OTHER, "{}", again.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_changes_nothing() {
    let town = Town::shared().await;
    let elsewhere = town.visitor().sent_from("https://elsewhere.example");
    for path in ["/beratta", "/arbete/logga-in", "/arbete/logga-ut", "/tillganglighet/patala"] {
        assert_eq!(elsewhere.post(path, &[("text", "x")]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_municipality_never_answers_for_another() {
    let town = Town::shared().await;
    let (_, link) = town.sign_in_links().swap_remove(0);
    let inside = town.sign_in_by(&link).await;
    assert_eq!(inside.get("/arbete").await.status, StatusCode::OK);
    // The same session at the neighbour's address is nobody's.
    let next_door = town.visitor_at("jarfalla.localhost").with_session(inside.session().expect("a session"));
    let page = next_door.get("/arbete").await;
    assert!(page.location().is_some_and(|to| to.ends_with("/arbete/logga-in")), "{}", page.status);
    // What has a page here has none there.
    let neighbour = town.visitor_at("jarfalla.localhost");
    for list in ["/loften", "/nyheter", "/lagesbild", "/omraden"] {
        let here = town.visitor().get(list).await;
        let deeper = format!("{list}/");
        let ours: Vec<String> =
            here.links().into_iter().filter(|l| l.starts_with(&deeper) && !l.contains('.')).collect();
        assert!(!ours.is_empty(), "{list} has no record in the demo");
        let theirs = neighbour.get(list).await.links();
        for record in ours.iter().filter(|r| !theirs.contains(*r)) {
            assert_eq!(neighbour.get(record).await.status, StatusCode::NOT_FOUND, "{record} at the neighbour's");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_input_is_answered_and_never_breaks_the_page() {
    let town = Town::demo().await;
    let resident = town.visitor();
    let script = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'; DROP TABLE news; --";
    let long = "å".repeat(100_000);
    let huge = "x".repeat(2_000_000);
    let forms = forms(
        &resident,
        &["/beratta", "/tillganglighet/patala", "/tillganglighet/begar", "/kvittens", "/arbete/logga-in"],
    )
    .await;
    assert!(forms.len() >= 3, "the public forms were not found");
    for (path, fields) in &forms {
        let names: Vec<&str> = fields.iter().map(|f| f.0.as_str()).collect();
        for value in ["", script, &long, &huge, "\u{0}\u{1b}\u{202e}", "{{ 7*7 }} ${7*7} %s%n", "19121212-1212"] {
            let filled: Vec<(&str, &str)> = names.iter().map(|n| (*n, value)).collect();
            let page = resident.post(path, &filled).await;
            assert_answered(&page, path, value);
            assert!(
                !page.body.contains("<script>alert(1)") && !page.body.contains("<img src=x"),
                "{path} repeats markup"
            );
            let twice = resident.post(path, &[filled.clone(), filled].concat()).await;
            assert_answered(&twice, path, value);
        }
        for raw in ["%", "a=%FF%FE&b=%00", "&&&===", "=", "a[]=1&a[]=2"] {
            assert_answered(&resident.post_raw(path, raw, "application/x-www-form-urlencoded").await, path, raw);
        }
        assert_answered(&resident.post_raw(path, "{\"a\":1}", "application/json").await, path, "JSON");
        assert_answered(
            &resident.post_raw(path, "--x\r\nbroken", "multipart/form-data; boundary=x").await,
            path,
            "multipart",
        );
    }
    for path in [
        "/%ff",
        "/..%2f..%2fetc%2fpasswd",
        "/assets/..%2f..%2fCargo.toml",
        "/nyheter/'%20OR%201=1",
        "//",
        "/en/en/en",
        "/?x=%FF",
    ] {
        assert!(!resident.get(path).await.status.is_server_error(), "{path}");
    }
    assert_eq!(resident.get("/health").await.status, StatusCode::OK);
    assert_eq!(resident.get("/nyheter").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_form_is_answered_with_the_errors_first_and_what_was_typed_is_kept() {
    let town = Town::shared().await;
    let resident = town.visitor();
    for start in ["/beratta", "/tillganglighet/patala", "/tillganglighet/begar"] {
        let page = resident.get(start).await;
        let fields = page.form_fields();
        assert!(!fields.is_empty(), "{start} has no form");
        let to = page.form_action().unwrap_or_else(|| start.to_owned());
        let answer = resident.post_all(&to, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{start}");
        assert!(answer.body.contains("<title>Fel:"), "{start}: the title does not begin with the error");
        let (summary, heading) = (answer.body.find("role=\"alert\""), answer.body.find("<h1"));
        assert!(summary.is_some() && summary < heading, "{start}: the summary of errors does not come first");
        for link in answer.body.split("href=\"#").skip(1).filter_map(|l| l.split('"').next()) {
            assert!(answer.body.contains(&format!("id=\"{link}\"")), "{start}: the summary leads to no field: #{link}");
        }
        assert!(
            answer.body.contains("aria-invalid=\"true\"") || answer.body.contains("class=\"field bad\""),
            "{start}"
        );
    }
}

fn assert_answered(page: &Page, path: &str, value: &str) {
    let value: String = value.chars().take(40).collect();
    assert!(!page.status.is_server_error(), "{path} with {value:?}: {}", page.status);
    assert!(page.status != StatusCode::OK || !page.body.is_empty(), "{path} with {value:?}: an empty page");
}

/// The forms of these pages: where each is sent, and its fields.
async fn forms(visitor: &Visitor, pages: &[&str]) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    for path in pages {
        let page = visitor.follow(path).await;
        if page.status == StatusCode::OK && page.body.contains("method=\"post\"") {
            found.push((page.form_action().unwrap_or_else(|| page.path.clone()), page.form_fields()));
        }
    }
    found
}
