//! Documents in every form: made once, asked for again, waited for, and seen before they are published.

use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use documents::{Tools, speech::Voice};
use domain::account::Role;

use crate::news;
use crate::promise;
use crate::town::{Answer, Person, Town};

const PROMISE: &str = "/loften/medborgarlofte-2022";
const WORK: &str = "/arbete/loften/medborgarlofte-2022";

async fn with(who: &Person, method: &str, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let mut request = who.request(method, path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    who.send(request.body(Body::empty()).unwrap()).await
}

fn tag(answer: &Answer) -> String {
    answer.headers.get(header::ETAG).unwrap_or_else(|| panic!("no tag: {}", answer.status)).to_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_has_a_form_already_is_only_told_so() {
    let town = Town::new().await;
    promise::published(&town).await;
    let resident = town.visitor();
    for (path, kept) in [(format!("{PROMISE}.txt"), "public, no-cache"), (PROMISE.to_owned(), "public, no-cache")] {
        let first = resident.get(&path).await;
        first.says("trygghetskontoret två gånger");
        let own = tag(&first);
        assert!(own.starts_with('"') && own.len() > 20, "{own} is strong");
        assert_eq!(first.headers[header::CACHE_CONTROL], kept, "{path}");
        for has in [own.clone(), format!("W/{own}"), format!("\"x\", {own}"), "*".to_owned()] {
            let again = with(&resident, "GET", &path, &[(header::IF_NONE_MATCH, &has)]).await;
            assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path} {has}");
            assert_eq!(
                (tag(&again), &again.headers[header::CACHE_CONTROL]),
                (own.clone(), &first.headers[header::CACHE_CONTROL])
            );
        }
        let other = with(&resident, "GET", &path, &[(header::IF_NONE_MATCH, "\"another\"")]).await;
        other.says("trygghetskontoret två gånger");
        let packed = with(&resident, "GET", &path, &[(header::ACCEPT_ENCODING, "gzip")]).await;
        assert_eq!(packed.headers[header::CONTENT_ENCODING], "gzip");
        assert_ne!(tag(&packed), own, "other bytes have another tag");
        let again = [(header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, &*tag(&packed))];
        assert_eq!(with(&resident, "GET", &path, &again).await.status, StatusCode::NOT_MODIFIED);
        let head = with(&resident, "HEAD", &path, &[]).await;
        assert_eq!((head.status, head.text.as_str(), tag(&head)), (StatusCode::OK, "", own));
    }
    let file = resident.get(&format!("{PROMISE}.docx")).await;
    assert_eq!(
        file.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"Medborgarlofte 2022.docx\"; filename*=UTF-8''Medborgarl%C3%B6fte%202022.docx"
    );
    assert!(tag(&file) != tag(&resident.get(&format!("{PROMISE}.txt")).await));
    assert!(tag(&file) != tag(&resident.get(&format!("/en{PROMISE}.docx")).await));
}

#[tokio::test]
async fn a_document_as_json_says_where_its_schema_is() {
    let town = Town::new().await;
    promise::published(&town).await;
    let json = town.visitor().get(&format!("{PROMISE}.json")).await;
    let tree: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    let schema = town.visitor().get(tree["$schema"].as_str().unwrap()).await;
    assert_eq!(schema.headers[header::CONTENT_TYPE], "application/schema+json");
    schema.says("json-schema.org/draft/2020-12/schema");
    let schema: serde_json::Value = serde_json::from_str(&schema.text).unwrap();
    for field in tree.as_object().unwrap().keys() {
        assert!(schema["properties"].get(field).is_some(), "the schema does not know {field}");
    }
    assert!(documents::json::read(&json.text).is_ok());
    town.visitor().get("/oppna-data").await.says("/data/document.schema.json");
}

#[tokio::test]
async fn the_writer_sees_how_hard_the_words_are() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    let hard = [
        ("title", "Beslut"),
        ("summary", "Vi säkerställer tryggheten."),
        ("body", "I syfte att säkerställa tryggheten erhåller samtliga besked."),
        ("quote", ""),
        ("quote_by", ""),
        ("source", ""),
    ];
    let here = promise::moved(&kommunen, "/arbete/nyheter/ny", &hard).await;
    let page = kommunen.get(&format!("{here}/format")).await;
    page.says("LIX ").says("<b>erhåller</b> (en gång): får").says("<b>samtliga</b>");
    kommunen.get(&format!("/en{here}/format")).await.says("Every format").does_not_say("LIX ");
}

#[tokio::test]
async fn a_withdrawn_record_is_not_served_from_what_is_kept() {
    let town = Town::new().await;
    let (kommunen, _) = promise::published(&town).await;
    let resident = town.visitor();
    let path = format!("{PROMISE}.txt");
    let before = resident.get(&path).await;
    before.does_not_say("Det vilade på fel siffror.");
    promise::moved(&kommunen, &format!("{WORK}/aterkalla"), &[("reason", "Det vilade på fel siffror.")]).await;
    let after = with(&resident, "GET", &path, &[(header::IF_NONE_MATCH, &tag(&before))]).await;
    after.says("Det vilade på fel siffror.");
    assert_ne!(tag(&before), tag(&after));

    let (writer, published) = news::published(&town).await;
    let path = format!("{published}.txt");
    let before = resident.get(&path).await;
    before.says(news::BODY);
    promise::moved(&writer, &format!("/arbete{published}/dra-tillbaka"), &[("reason", "Fel datum.")]).await;
    for has in [None, Some(tag(&before))] {
        let headers: Vec<_> = has.iter().map(|t| (header::IF_NONE_MATCH, t.as_str())).collect();
        with(&resident, "GET", &path, &headers).await.says("Fel datum.").does_not_say(news::BODY);
    }
}

/// A voice that waits until the file `gate` is there, notes that it spoke, and says nothing at all in WAV.
fn voice(folder: &Path, last: &str) -> Tools {
    use std::os::unix::fs::PermissionsExt;
    let script = |name: &str, lines: &str| {
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        path
    };
    let (gate, spoken) = (folder.join("gate"), folder.join("spoken"));
    // 44 bytes of head and two samples: PCM, one channel, 22,050 Hz, 16 bits.
    let wav = r"printf 'RIFF\050\000\000\000WAVEfmt \020\000\000\000\001\000\001\000\042\126\000\000\104\254\000\000\002\000\020\000data\004\000\000\000\000\000\000\000'";
    let wait = format!("cat >/dev/null\nwhile [ ! -e '{}' ]; do sleep 0.05; done", gate.display());
    let speak = format!("{wait}\necho once >>'{}'\n{last}\n{wav}", spoken.display());
    let program = script("voice", &speak);
    Tools { speech: Voice { program, args: Vec::new() }, encoder: script("encoder", "cat"), ..Tools::default() }
}

async fn until(resident: &Person, path: &str, wanted: StatusCode) -> Answer {
    for _ in 0..400 {
        let answer = resident.get(path).await;
        if answer.status == wanted {
            return answer;
        }
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} never answered {wanted}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_form_is_told_to_come_back_for_and_then_given() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::with_tools(voice(folder.path(), "")).await;
    promise::published(&town).await;
    let (resident, path) = (town.visitor(), format!("{PROMISE}.mp3"));
    let shows_pages = [(header::ACCEPT, "text/html,*/*;q=0.8")];
    let told = with(&resident, "GET", &path, &shows_pages).await;
    assert_eq!(told.status, StatusCode::ACCEPTED, "{}", told.text);
    assert_eq!(told.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(told.headers[header::CACHE_CONTROL], "private, no-store");
    for words in ["Filen görs i ordning: Medborgarlöfte 2022 (Ljud, MP3)", "sekunder till", &format!("href=\"{path}\"")]
    {
        assert!(told.text.contains(words), "{words} is not in {}", told.text);
    }
    let (head, machine) = (with(&resident, "HEAD", &path, &[]).await, resident.get(&path).await);
    for answer in [&head, &machine] {
        assert_eq!(answer.status, StatusCode::ACCEPTED);
        let seconds: u64 = answer.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
        assert!((1..=30).contains(&seconds));
        assert_eq!(answer.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    }
    assert!(head.text.is_empty() && machine.text.contains("sekunder till"), "{}", machine.text);
    // The other one waits for its turn.
    let other = resident.get(&format!("{PROMISE}.opus")).await;
    assert!(other.text.contains("En fil görs före din."), "{}", other.text);
    std::fs::write(folder.path().join("gate"), "").unwrap();
    let given = until(&resident, &path, StatusCode::OK).await;
    assert_eq!(given.headers[header::CONTENT_TYPE], "audio/mpeg");
    assert!(given.text.starts_with("RIFF"), "what the encoder was given");
    until(&resident, &format!("{PROMISE}.opus"), StatusCode::OK).await;
    let spoken = || std::fs::read_to_string(folder.path().join("spoken")).unwrap().lines().count();
    let before = spoken();
    let again = with(&resident, "GET", &path, &[(header::IF_NONE_MATCH, &tag(&given))]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(resident.get(&path).await.status, StatusCode::OK);
    // A player asks for the middle; a part has the same tag and is never another file's.
    let part = with(&resident, "GET", &path, &[(header::RANGE, "bytes=8-11")]).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.text, "WAVE");
    assert_eq!(tag(&part), tag(&given));
    let other = [(header::RANGE, "bytes=8-11"), (header::IF_RANGE, "\"other\"")];
    assert_eq!(with(&resident, "GET", &path, &other).await.status, StatusCode::OK);
    assert_eq!(spoken(), before, "what is kept is not made again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_form_that_could_not_be_made_says_so_and_when_to_try_again() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gate"), "").unwrap();
    let town = Town::with_tools(voice(folder.path(), "exit 3")).await;
    promise::published(&town).await;
    let path = format!("{PROMISE}.mp3");
    let failed = until(&town.visitor(), &path, StatusCode::SERVICE_UNAVAILABLE).await;
    assert!(failed.headers.contains_key(header::RETRY_AFTER));
    assert!(failed.text.contains("Något gick fel hos oss."), "{}", failed.text);
    let page = with(&town.visitor(), "GET", &path, &[(header::ACCEPT, "text/html")]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("/tillganglighet/begar?sida=/loften/medborgarlofte-2022"), "{}", page.text);
    assert!(!page.text.contains("voice"), "what went wrong is for the log: {}", page.text);
}

#[tokio::test]
async fn a_form_whose_program_is_absent_is_not_there_and_not_offered() {
    let absent = Tools {
        speech: Voice { program: "/finns/inte".into(), args: Vec::new() },
        braille: "/finns/inte".into(),
        ..Tools::default()
    };
    let town = Town::with_tools(absent).await;
    let (kommunen, _) = promise::published(&town).await;
    let page = town.visitor().get(PROMISE).await;
    page.says("Medborgarlöfte 2022").does_not_say(".mp3").does_not_say(".brf");
    page.says("De här formaten kan inte göras just nu: Punktskrift, BRF").says("/tillganglighet/begar?sida=/loften/");
    assert_eq!(town.visitor().get(&format!("{PROMISE}.mp3")).await.status, StatusCode::NOT_FOUND);
    let told = with(&town.visitor(), "GET", &format!("{PROMISE}.brf"), &[(header::ACCEPT, "text/html")]).await;
    assert_eq!(told.status, StatusCode::NOT_FOUND);
    for words in ["Formatet kan inte göras just nu", "/tillganglighet/begar?sida=/loften/medborgarlofte-2022"] {
        assert!(told.text.contains(words), "{words} is not in {}", told.text);
    }
    let page = kommunen.get(&format!("{WORK}/format")).await;
    page.says("kan inte göras på den här datorn").says("Ljud, MP3").does_not_say("handling.mp3");
}

#[tokio::test]
async fn a_draft_is_seen_in_each_form_by_those_who_work_with_it_and_nobody_else() {
    let town = Town::new().await;
    let (kommunen, polisen) = (town.leader("kommunen").await, town.leader("polisen").await);
    promise::draft(&kommunen).await;
    let page = format!("{WORK}/format");
    kommunen.get(WORK).await.says(&format!("href=\"{page}\""));
    for who in [&kommunen, &polisen] {
        let seen = who.get(&page).await;
        for words in ["Utkast: Medborgarlöfte 2022", "Webbsidan", "Ren text", "Uppläst", "handling.stor.pdf"] {
            seen.says(words);
        }
        seen.does_not_say(&format!("href=\"{PROMISE}"));
        assert_eq!(seen.headers[header::CACHE_CONTROL], "private, no-store");
    }
    for form in ["txt", "html", "json", "md"] {
        let file = kommunen.get(&format!("{page}/handling.{form}")).await;
        file.says("Utkast: Medborgarlöfte 2022").says("trygghetskontoret två gånger");
        assert_eq!(file.headers[header::CACHE_CONTROL], "private, no-store", "{form}");
        assert!(file.headers.get(header::ETAG).is_none(), "{form}");
        let name = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.contains("Utkast Medborgarlofte 2022"), "{name}");
    }
    let inside = [page.clone(), format!("{page}/handling.txt"), format!("{page}/handling.pdf")];
    for path in &inside {
        let public = town.visitor().get(path).await;
        assert_eq!(public.status, StatusCode::SEE_OTHER, "{path}");
        public.does_not_say("trygghetskontoret");
        // Who has what a worker made a moment ago is still asked who they are.
        let asked = with(&town.visitor(), "GET", path, &[(header::IF_NONE_MATCH, "*")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{path}");
        for (of, role) in [("hyresvarden", Role::Reporter), ("kommunen", Role::Administrator)] {
            let other = town.person(of, &[role]).await.get(path).await;
            assert!(other.status.is_client_error(), "{path}, {of}: {}", other.status);
            other.does_not_say("trygghetskontoret");
        }
    }
    for path in [format!("{page}/annan.txt"), format!("{page}/handling.exe"), format!("{page}/handling")] {
        assert_eq!(kommunen.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(town.visitor().get(&format!("{PROMISE}.txt")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(kommunen.get("/arbete/loften/finns-inte/format").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_municipality_sees_no_draft() {
    let town = Town::new().await;
    let kommunen = town.leader("kommunen").await;
    promise::draft(&kommunen).await;
    town.add("grannbo").await;
    for path in [format!("{WORK}/format"), format!("{WORK}/format/handling.txt")] {
        let host = [(header::HOST, "grannbo.localhost:8080")];
        let mut request = Request::builder().method("GET").uri(&path);
        for (name, value) in host {
            request = request.header(name, value);
        }
        if let Some(cookie) = kommunen.cookie() {
            request = request.header(header::COOKIE, cookie);
        }
        let answer = kommunen.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        answer.does_not_say("trygghetskontoret");
    }
}

#[tokio::test]
async fn what_is_published_is_shown_as_it_is_with_no_mark() {
    let town = Town::new().await;
    let (kommunen, _) = promise::published(&town).await;
    kommunen.get(&format!("{WORK}/format")).await.says("Den är publicerad.").does_not_say("Utkast");
    let (work, public) = (
        kommunen.get(&format!("{WORK}/format/handling.txt")).await,
        town.visitor().get(&format!("{PROMISE}.txt")).await,
    );
    assert_eq!(work.text, public.text);
}

#[tokio::test]
async fn what_has_no_key_of_its_own_has_every_form_and_names_where_it_is_read() {
    let town = Town::new().await;
    promise::published(&town).await;
    for (path, words) in [("/kalender", "Kommande tillfällen"), ("/lattlast", "Det här har vi lovat")] {
        town.visitor().get(path).await.says(&format!("href=\"{path}.pdf\""));
        let text = town.visitor().get(&format!("{path}.txt")).await;
        assert_eq!(text.status, StatusCode::OK);
        assert_eq!(text.headers[header::CONTENT_LANGUAGE], "sv");
        text.says(words).says(&format!("http://provbo.example{path}"));
        assert!(town.visitor().get(&format!("{path}.epub")).await.status.is_success());
    }
    let english = town.visitor().get("/en/kalender.txt").await;
    assert_eq!(english.headers[header::CONTENT_LANGUAGE], "en");
    english.says("http://provbo.example/en/kalender");
}

#[tokio::test]
async fn the_board_reports_what_is_public_to_the_council_in_every_form() {
    let town = Town::new().await;
    let (kommunen, _) = promise::published(&town).await;
    kommunen.get("/arbete/rapport").await.says("Rapport om det brottsförebyggande arbetet, Provbo kommun");
    let text = kommunen.get("/arbete/rapport/format/handling.txt").await;
    text.says("Kommunfullmäktige").says("Medborgarlöfte 2022").says("Inget är publicerat än.");
    kommunen.get("/arbete/rapport/format").await.says("Rapporten görs av det som är publicerat just nu");
    assert_ne!(town.visitor().get("/arbete/rapport").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_writer_sees_each_page_of_paper_before_anything_is_published() {
    let town = Town::new().await;
    promise::published(&town).await;
    let leader = town.leader("kommunen").await;
    let page = leader.get(&format!("{WORK}/format")).await;
    page.says("På papper i stor stil").says("alt=\"Sida 1: På papper\"");
    for part in ["handling.pdf.sida-1.svg", "handling.stor.pdf.sida-1.svg"] {
        assert!(page.text.contains(&format!("src=\"{WORK}/format/{part}\"")), "{part}");
        let drawn = leader.get(&format!("{WORK}/format/{part}")).await;
        drawn.says("<svg");
        assert_eq!(drawn.headers[header::CONTENT_TYPE], "image/svg+xml");
    }
    for absent in
        ["handling.pdf.sida-99.svg", "handling.pdf.sida-0.svg", "handling.txt.sida-1.svg", "handling.pdf.sida-x.svg"]
    {
        assert_eq!(leader.get(&format!("{WORK}/format/{absent}")).await.status, StatusCode::NOT_FOUND, "{absent}");
    }
    let drawn = town.visitor().get(&format!("{WORK}/format/handling.pdf.sida-1.svg")).await;
    assert_eq!(drawn.status, StatusCode::SEE_OTHER);
}
