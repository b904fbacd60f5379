//! Does what a page lets one download give the same answer on the command line?

use std::process::Command;

use serde_json::Value;

use crate::town::{Page, Town, Visitor};

/// The demo of these tests: one of them makes a picture, which the tests that only read must not meet.
async fn own() -> &'static Town {
    static OWN: tokio::sync::OnceCell<Town> = tokio::sync::OnceCell::const_new();
    OWN.get_or_init(Town::demo).await
}

/// Saves `csv` under the name that the command uses, and runs the command as it stands on the page.
fn run(command: &str, csv: &Page) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let words: Vec<&str> = command.split_whitespace().collect();
    let name = words.iter().find(|w| w.ends_with(".csv")).expect("a file");
    assert!(csv.header("content-disposition").contains(name), "{name}: {}", csv.header("content-disposition"));
    std::fs::write(folder.path().join(name), &csv.bytes).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_samverka"));
    let out = program.current_dir(folder.path()).args(&words[1..]).arg("--json").output().unwrap();
    assert!(out.status.success(), "{command}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("JSON")
}

/// The command that a page shows.
fn command(page: &Page) -> String {
    let rest = page.body.split("samverka analyse ").nth(1).unwrap_or_else(|| panic!("no command: {}", page.text()));
    let words = rest.split('<').next().unwrap_or_default();
    format!("samverka analyse {}", words.split(". ").next().unwrap_or_default().trim())
}

async fn file(who: &Visitor, page: &Page, part: &str) -> Page {
    let to = page.links().into_iter().find(|l| l.contains(part));
    who.get(&to.unwrap_or_else(|| panic!("nothing leads to {part}"))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_compared_is_downloaded_and_answered_the_same_on_the_command_line() {
    let town = own().await;
    let who = town.sign_in("coordinator").await;
    let efforts = who.get("/arbete/insatser").await;
    let effort = efforts.links().into_iter().find(|l| l.starts_with("/arbete/insatser/") && !l.ends_with("/ny"));
    let here = format!("{}/effekt", effort.expect("an effort"));
    let first = who.get(&here).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let areas: Vec<&str> = first
        .body
        .split("name=\"omrade\"")
        .skip(1)
        .filter_map(|r| r.split("value=\"").nth(1)?.split('"').next())
        .collect();
    assert!(areas.len() >= 6, "{areas:?}");
    let words = [
        ("\"Decreased\"", "Minskat"),
        ("\"Increased\"", "Ökat"),
        ("\"NoDifferenceSeen\"", "Ingen skillnad syns"),
        ("CannotTell", "Kan inte avgöras"),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for (treated, around) in [(&areas[..1], &areas[1..1]), (&areas[..3], &areas[3..4]), (&areas[2..5], &areas[..0])] {
        let mut to = format!("{here}?slag=&start=2022-03-01&fore=40&efter=20");
        treated.iter().for_each(|a| to.push_str(&format!("&omrade={a}")));
        around.iter().for_each(|a| to.push_str(&format!("&buffert={a}")));
        let page = who.get(&to).await;
        let found = run(&command(&page), &file(&who, &page, "effekt.csv").await);
        let verdict = found["found"]["verdict"].to_string();
        let (_, word) = words.iter().find(|(v, _)| verdict.contains(v)).expect("a verdict");
        assert!(page.says(word), "{verdict}: {}", page.text());
        if let Some(p) = found["found"]["p"].as_f64() {
            let told =
                if p < 0.001 { "mindre än 0,001".to_owned() } else { format!("p är {p:.3}").replace('.', ",") };
            assert!(page.says(&told), "{told}: {}", page.text());
        }
        assert_eq!(found["displacement"].is_null(), around.is_empty());
        seen.insert(*word);
    }
    assert!(seen.len() > 1, "only {seen:?}");
    let ahead = who.get(&format!("{here}?slag=&start=2022-10-03&fore=26&efter=12&omrade={}", areas[0])).await;
    let found = run(&command(&ahead), &file(&who, &ahead, "effekt.csv").await);
    assert_eq!(found["could_see"]["cannot_tell"].is_null(), !ahead.says("Det kan inte räknas ut"), "{found}");
}

/// With the files that the page names, `samverka picture` finds what the page shows.
async fn the_whole_is_counted_the_same(who: &Visitor, page: &Page) {
    let rest = page.body.split("samverka picture ").nth(1).expect("a command");
    let end = rest.find(". <").or_else(|| rest.find('<')).unwrap_or(rest.len());
    let words: Vec<String> = rest[..end].split_whitespace().map(str::to_owned).collect();
    let folder = tempfile::tempdir().unwrap();
    for part in ["/iakttagelser.csv", "/omraden.geojson", "/befolkning.csv"] {
        let Some(name) = words.iter().find(|w| w.ends_with(&part[1..])) else { continue };
        let rows = file(who, page, part).await;
        assert!(rows.header("content-disposition").contains(name.as_str()), "{name}");
        std::fs::write(folder.path().join(name), &rows.bytes).unwrap();
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_samverka"));
    let out = program.current_dir(folder.path()).arg("picture").args(&words).args(["--forms", "txt"]).output().unwrap();
    assert!(out.status.success(), "{words:?}: {}", String::from_utf8_lossy(&out.stderr));
    let made = words.last().expect("a folder");
    let found = std::fs::read(folder.path().join(made).join("findings.json")).unwrap();
    let found: Value = serde_json::from_slice(&found).unwrap();
    assert!(page.body.contains(&found["method"]["data_version"].as_str().unwrap()[..16]), "{}", page.text());
    let shown = who.get(&format!("{}/monster.csv", page.path)).await;
    let again = std::fs::read_to_string(folder.path().join(made).join("findings.csv")).unwrap();
    // The command knows neither names of categories nor of places: the numbers are what must agree.
    let numbers = |rows: &str| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        let head = reader.headers().unwrap().clone();
        let at: Vec<usize> = ["id", "verdict", "count", "p", "p_corrected"]
            .iter()
            .map(|n| head.iter().position(|h| h == *n).unwrap())
            .collect();
        reader.records().map(|r| at.iter().map(|i| r.as_ref().unwrap()[*i].to_owned()).collect()).collect()
    };
    assert!(numbers(&shown.body).len() > 5);
    for (a, b) in numbers(&shown.body).concat().iter().zip(numbers(&again).concat()) {
        // A kept number may differ in its last digit.
        match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(x), Ok(y)) => assert!((x - y).abs() <= 1e-12 * x.abs(), "{a} is not {b}"),
            _ => assert_eq!(*a, b),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_squares_of_a_new_picture_are_tested_the_same_on_the_command_line() {
    let town = own().await;
    let who = town.sign_in("coordinator").await;
    let fields = [
        ("title", "Prov av rutor"),
        ("from", "1 9 2021"),
        ("to", "31 8 2022"),
        ("other", "Enkäten."),
        ("analysis", "Kvällar."),
        ("sources", ""),
    ];
    let made = who.post("/arbete/lagesbilder/ny", &fields).await.location().expect("a picture");
    let page = who.get(&made).await;
    let squares = file(&who, &page, "/rutor.csv").await;
    assert_eq!(squares.status, 200, "{}", squares.body);
    let found = run(&command(&page), &squares);
    let cells = found["cells"].as_array().unwrap();
    let sure = |c: &&Value| c["p_corrected"].as_f64().unwrap() <= 0.05 && c["z"].as_f64().unwrap() > 0.0;
    assert!(cells.iter().any(|c| sure(&c)), "no square gathers");
    assert!(page.says(&format!("{} rutor på", cells.len())), "{}", page.text());
    the_whole_is_counted_the_same(&who, &page).await;
    let findings = file(&who, &page, "/monster.csv").await;
    assert!(findings.body.starts_with("id,about,verdict,"), "{}", findings.body);

    // The public file of a shown picture says no more than its map.
    let open = town.visitor().follow("/lagesbild").await;
    let shown = open.links().into_iter().find(|l| l.starts_with("/lagesbild/")).expect("a picture");
    let page = town.visitor().get(&shown).await;
    let rows = file(&town.visitor(), &page, "/rutor.csv").await;
    assert!(page.says("Därför går prövningen inte att göra om exakt"), "{}", page.text());
    let counts: Vec<u64> = rows.body.lines().skip(1).map(|l| l.split(',').nth(2).unwrap().parse().unwrap()).collect();
    assert!(!counts.is_empty() && counts.iter().all(|n| [5, 10, 20, 50, 100, 200].contains(n)), "{counts:?}");
    assert!(town.visitor().get(&format!("/arbete{}", made.trim_start_matches("/arbete"))).await.location().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_start_page_calls_unusual_is_called_so_on_the_command_line() {
    let town = Town::shared().await;
    let who = town.sign_in("coordinator").await;
    let page = who.get("/arbete").await;
    let found = run(&command(&page), &file(&who, &page, "/ovanligt.csv").await);
    let weeks = found["weeks"].as_array().unwrap();
    let sure: Vec<&Value> = weeks.iter().filter(|w| w["verdict"] == "More" || w["verdict"] == "Fewer").collect();
    assert!(!sure.is_empty(), "nothing is unusual");
    let (_, after) = page.body.split_once("Ovanligt</h3>").expect("what is unusual");
    let shown = after.split("<h3").next().unwrap_or_default();
    assert_eq!(shown.matches("<b>").count(), sure.len(), "{shown}");
    for week in sure {
        for key in ["p", "p_corrected"] {
            let p = week[key].as_f64().unwrap();
            let told = if p < 0.001 { "mindre än 0,001".to_owned() } else { format!("{p:.3}").replace('.', ",") };
            assert!(shown.contains(&told), "{told}: {shown}");
        }
    }
    // What could have been seen of an effort that has begun has a file and a command of its own.
    let efforts = who.get("/arbete/insatser").await;
    let effort = efforts.links().into_iter().find(|l| l.starts_with("/arbete/insatser/") && !l.ends_with("/ny"));
    let here = format!("{}/effekt", effort.expect("an effort"));
    let area = who
        .get(&here)
        .await
        .body
        .split("name=\"omrade\"")
        .nth(1)
        .and_then(|r| r.split("value=\"").nth(1)?.split('"').next().map(str::to_owned));
    let page =
        who.get(&format!("{here}?slag=&start=2022-03-01&fore=40&efter=20&omrade={}", area.expect("an area"))).await;
    let past =
        page.body.split("samverka analyse ").nth(2).and_then(|rest| rest.split('<').next()).expect("a second command");
    let found = run(&format!("samverka analyse {past}"), &file(&who, &page, "effekt-fore.csv").await);
    assert_eq!(found["method"], "design");
    let could = &found["could_see"];
    match (could["decrease"].as_f64(), could["nothing_realistic"].as_f64()) {
        (Some(share), _) | (_, Some(share)) => {
            assert!(
                page.says(&format!("{} %", (share * 100.0).round()).replace(' ', "\u{a0}")),
                "{could}: {}",
                page.text()
            );
        }
        _ => assert!(page.says("Det kan inte räknas ut") || page.says("För få"), "{could}: {}", page.text()),
    }
}
