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
