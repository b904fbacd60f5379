//! Does the demo have everything that the news page of November 2021 describes, reachable from the start page?
//!
//! One line per thing that the page says. Each is opened over HTTP on a page that the walk from the start page found.

use std::collections::{BTreeMap, VecDeque};

use crate::town::{Page, Town, Visitor};

/// What the page says, where the demo has it (the start of an address), and words that must stand there.
const PUBLIC: [(&str, &str, &[&str]); 16] = [
    (
        "a joint local picture was made",
        "/lagesbild/lagesbild-2021",
        &["Torgbys station", "Beror knappast på slumpen", "Kan bero på slumpen"],
    ),
    (
        "areas of work were found from it",
        "/problem/oppen-droghandel",
        &["Prioritet 1", "Få vuxna och lite uppsikt efter klockan 15"],
    ),
    ("unsafety was found in dialogues", "/dialoger/medborgardialog-i-torgby", &["64", "Flest talade om stationen"]),
    ("and through other channels", "/beratta", &["Berätta"]),
    (
        "four focus areas",
        "/fokusomraden",
        &[
            "Trygghet på offentliga platser",
            "Stoppa rekryteringen till kriminella gäng",
            "Områden ska lämna listan över utsatta områden",
            "Gemensamma operativa resurser",
        ],
    ),
    (
        "the agreement, with the possibility of extension",
        "/overenskommelser/samverkans",
        &["18 november 2021", "31 december 2022", "Charlie Exempel", "Alex Exempel"],
    ),
    (
        "the promise, more concrete this time",
        "/loften/medborgarlofte-2022",
        &["7 av 10", "4 av 4", "13 av 24", "Brutet", "Kan inte avgöras"],
    ),
    ("the station is classed as an open drug scene", "/omraden/torgby", &["Öppen drogscen", "2021"]),
    ("vulnerable areas", "/omraden/visvagen", &["Utsatt område", "2021"]),
    ("joint targeted efforts", "/insatser/2022-09-02", &["Gemensam insats vid stationsområdet"]),
    ("the police at the safety office on ten occasions", "/kalender", &["Polisen på trygghetskontoret", "6 oktober"]),
    (
        "stop recruitment, easier to leave, lethal violence",
        "/plan/atgardsplan",
        &["Stoppa rekryteringen", "Lättare att lämna", "dödligt gängvåld", "§ 214"],
    ),
    ("follow-up", "/uppfoljningar/uppfoljning-trygghetsvandringen", &["Kan inte avgöras"]),
    (
        "the parties' words, with a quotation",
        "/nyheter/kommunen-och-polisen-har-skrivit",
        &["Ett löfte är bara värt något", "Charlie Exempel"],
    ),
    ("accessibility statement", "/tillganglighet", &["Almvalla kommun", "Delvis förenlig"]),
    ("report a lack, ask for another format", "/tillganglighet/begar", &["punktskrift"]),
];

/// What those who work with it have, from their first page.
const WORK: [(&str, &str, &[&str]); 4] = [
    ("an inbox of observations", "/arbete/iakttagelser", &["Torgby"]),
    ("the council with the question of extension", "/arbete/rad", &["Förläng överenskommelsen"]),
    ("a notice and a request under way", "/arbete/tillganglighet", &["skärmläsare", "unktskrift"]),
    ("the week as it differs", "/arbete/veckan", &["Norrvik"]),
];

/// Every page that links lead to, from `start`, on this side of the wall between public and workspace.
async fn site(visitor: &Visitor, start: &str, within: impl Fn(&str) -> bool) -> BTreeMap<String, Page> {
    let (mut found, mut ahead) = (BTreeMap::new(), VecDeque::from([start.to_owned()]));
    while let Some(path) = ahead.pop_front() {
        // Sound is made in a queue, one at a time: what its address answers is looked at in other tests.
        let sound = path.ends_with(".mp3") || path.ends_with(".opus");
        if found.contains_key(&path) || path.contains('?') || sound || !within(&path) {
            continue;
        }
        let page = visitor.follow(&path).await;
        ahead.extend(page.links());
        found.insert(path, page);
        assert!(found.len() < 2000, "the walk does not end");
    }
    found
}

fn missing(pages: &BTreeMap<String, Page>, rows: &[(&str, &str, &[&str])]) -> Vec<String> {
    let mut missing = Vec::new();
    for (what, address, words) in rows {
        let here: Vec<&Page> = pages.iter().filter(|(p, _)| p.starts_with(address)).map(|(_, page)| page).collect();
        if here.is_empty() {
            missing.push(format!("{what}: no link leads to {address}"));
        }
        for word in words.iter().filter(|w| !here.is_empty() && !here.iter().any(|p| p.status == 200 && p.says(w))) {
            missing.push(format!("{what}: {address} does not say {word:?}"));
        }
    }
    missing
}

#[tokio::test]
async fn everything_that_the_source_page_says_has_its_page_reachable_from_the_start() {
    let town = Town::shared().await;
    let within = |p: &str| !p.starts_with("/arbete") && !p.starts_with("/en") && !p.starts_with("/assets");
    let pages = site(&town.visitor(), "/", within).await;
    assert_eq!(missing(&pages, &PUBLIC), Vec::<String>::new());
    let broken: Vec<&String> = pages.iter().filter(|(_, p)| p.status != 200).map(|(path, _)| path).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[tokio::test]
async fn those_who_work_with_it_find_what_waits_for_them() {
    let town = Town::shared().await;
    let kim = town.sign_in("Kim Exempel").await;
    let within = |p: &str| p.starts_with("/arbete") && !p.starts_with("/arbete/logga");
    let pages = site(&kim, "/arbete", within).await;
    assert_eq!(missing(&pages, &WORK), Vec::<String>::new());
}

#[tokio::test]
async fn a_real_municipality_shows_only_what_is_public_and_no_outcome() {
    let town = Town::shared().await;
    let visitor = town.visitor_at("jarfalla.localhost");
    let within = |p: &str| !p.starts_with("/arbete") && !p.starts_with("/en") && !p.starts_with("/assets");
    let pages = site(&visitor, "/", within).await;
    // Other forms of a promise (.pdf, .brf ...) are made of the same document.
    for (path, page) in pages.iter().filter(|(p, _)| p.starts_with("/loften/") && !p.contains('.')) {
        assert!(page.says("Kan inte avgöras"), "{path}");
        for outcome in ["Hållet", "Brutet", "I fas", "Efter plan"] {
            assert!(!page.says(outcome), "{path} says {outcome}");
        }
        assert!(page.body.contains("https://"), "{path} has no source");
    }
    assert!(pages.keys().filter(|p| p.starts_with("/loften/")).count() >= 3, "{:?}", pages.keys());
    let agreement = pages.iter().find(|(p, _)| p.starts_with("/overenskommelser/")).expect("the agreement").1;
    assert!(agreement.says("18 november 2021") && agreement.body.contains("https://www.jarfalla.se/"));
    assert!(pages.values().all(|p| !p.says("Almvalla kommun och")), "two municipalities never see each other");
}

#[tokio::test]
async fn an_earlier_day_shows_fewer_and_a_later_one_the_law_of_2023() {
    let spring = Town::start(&["demo", "--today", "2022-03-30"]).await;
    let promise = spring.visitor().get("/loften/medborgarlofte-2022").await;
    assert!(promise.says("3 av 10"), "{}", promise.text());
    let later = Town::start(&["demo", "--today", "2024-05-02"]).await;
    let visitor = later.visitor();
    let agreement = visitor.get("/overenskommelser/samverkansoverenskommelse-2021-2022").await;
    assert!(agreement.says("31 december 2024"), "{}", agreement.text());
    let news = visitor.get("/nyheter").await;
    assert!(news.says("Ångvägen är inte längre med på polisens lista"));
    let start = visitor.get("/").await;
    assert!(start.says("2024"), "{}", start.text());
    let kim = later.sign_in("Kim Exempel").await;
    let today = kim.follow("/arbete").await;
    assert_eq!(today.status, 200);
}
