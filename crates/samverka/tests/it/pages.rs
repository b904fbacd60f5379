//! Does every page answer, and can everyone read it?
//!
//! The site is walked from the start page along every link, first as a resident, then as each person of the
//! workspace. What was found is then opened in a browser at two widths, light and dark.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;

use crate::browser::{self, Browser};
use crate::town::{Page, Town, Visitor};

/// The most that a page may weigh before pictures, in bytes, its style sheet and scripts with it.
const HEAVIEST: usize = 60_000;

/// What a walk came across.
#[derive(Default)]
struct Walk {
    pages: BTreeMap<String, Page>,
    wrong: Vec<String>,
}

/// How many addresses that differ only in what stands behind `?` are visited: a calendar leads on for ever.
const ALIKE: usize = 6;

/// The kinds of files that some walk has opened: making one takes a second here, and all of a kind are made alike.
static FILES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// "/loften/*.pdf" for a record in another form than a page; the language of the page it was offered on aside.
fn file_kind(path: &str) -> Option<String> {
    let path = path.strip_prefix("/en").unwrap_or(path);
    let (list, name) = path.rsplit_once('/').filter(|_| !path.starts_with("/assets/"))?;
    let list = shape(list);
    let (_, ending) = name.split_once('.')?;
    let others = ["html", "ics", "atom", "css", "svg", "txt"];
    (!others.contains(&ending) || (ending == "txt" && name != "robots.txt")).then(|| format!("{list}/*.{ending}"))
}

/// Walks from `start` along every link; `within` says which pages are walked on from.
async fn walk(visitor: &Visitor, start: &[&str], within: impl Fn(&str) -> bool) -> Walk {
    let (mut found, mut seen, mut alike) = (Walk::default(), BTreeSet::new(), BTreeMap::new());
    let mut ahead: VecDeque<(String, String)> =
        start.iter().map(|s| ((*s).to_owned(), "the test".to_owned())).collect();
    while let Some((path, from)) = ahead.pop_front() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let asked = alike.entry(shape(&path)).or_insert(0);
        *asked += 1;
        if path.contains('?') && *asked > ALIKE && !path.starts_with("/assets/") {
            continue;
        }
        if let Some(kind) = file_kind(&path)
            && !FILES.lock().unwrap().insert(format!("{}{kind}", visitor.host))
        {
            continue;
        }
        let page = there(visitor, &path).await;
        if let Some(to) = page.location() {
            ahead.push_back((to, path.clone()));
            continue;
        }
        if page.status != 200 {
            found.wrong.push(format!("{} {path} (linked from {from})", page.status));
            continue;
        }
        if page.is_html() && within(&path) {
            ahead.extend(page.links().into_iter().map(|to| (to, path.clone())));
        }
        assert!(found.pages.len() < 3000, "the walk does not end; last {path} from {from}");
        found.pages.insert(path, page);
    }
    found
}

/// The page or file; one that takes time to make is waited for.
async fn there(visitor: &Visitor, path: &str) -> Page {
    for _ in 0..240 {
        let page = visitor.get(path).await;
        if page.status != 202 {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    panic!("{path} was never made");
}

fn is_public(path: &str) -> bool {
    !path.trim_start_matches("/en").starts_with("/arbete")
}

/// One page per template: the first of those that differ only by id, date or number.
fn distinct(pages: &BTreeMap<String, Page>) -> Vec<String> {
    let mut shapes = BTreeSet::new();
    let html = pages.iter().filter(|(_, p)| p.is_html()).map(|(path, _)| path);
    html.filter(|path| shapes.insert(shape(path))).cloned().collect()
}

/// The address with its last words' variables taken out: `/loften/2021` and `/loften/2022` are one shape.
fn shape(path: &str) -> String {
    let (path, chosen) = path.split_once('?').map_or((path, ""), |(path, _)| (path, "?"));
    let parts: Vec<&str> = path.split('/').collect();
    let last = parts.len() - 1;
    // Under a list's address the next part names a record; what follows it names a part of it.
    let named = |i: usize, part: &str| {
        let deep = if parts.get(1) == Some(&"en") { 3 } else { 2 };
        let deep = if parts.contains(&"arbete") { deep + 1 } else { deep };
        i == deep && (i < last || part.contains(|c: char| c.is_ascii_digit() || c == '-'))
    };
    let shaped: Vec<String> =
        parts.iter().enumerate().map(|(i, p)| if named(i, p) { "*".into() } else { (*p).to_owned() }).collect();
    shaped.join("/") + chosen
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_every_public_page_answers_and_every_page_is_light() {
    let town = Town::shared().await;
    for host in ["localhost", "jarfalla.localhost"] {
        let resident = town.visitor_at(host);
        let found = walk(&resident, &["/", "/en"], is_public).await;
        assert!(found.wrong.is_empty(), "{host}:\n{}", found.wrong.join("\n"));
        assert!(found.pages.len() > 20, "{host}: only {} pages were found", found.pages.len());
        let mut wrong = Vec::new();
        for (path, page) in found.pages.iter().filter(|(_, p)| p.is_html()) {
            let outside = page.outside();
            if !outside.is_empty() {
                wrong.push(format!("{path} names {outside:?}"));
            }
            let parts = page
                .links()
                .into_iter()
                .filter(|l| l.starts_with("/assets/") && !l.contains(".svg") && !l.contains("woff"));
            let weight: usize =
                page.body.len() + parts.filter_map(|l| found.pages.get(&l)).map(|p| p.bytes.len()).sum::<usize>();
            let asks = ["<input", "<select", "<textarea", "class=\"form\"", "class=\"errors\""];
            if asks.iter().any(|a| page.body.contains(a)) != page.body.contains("/assets/formular.css") {
                wrong.push(format!(
                    "{path}: a page has the style sheet of forms when it asks for something, and only then"
                ));
            }
            let lists =
                ["two", "three", "rows", "list", "news", "panel", "shift", "receipt", "promise-lead", "urgent", "date"];
            let has = |l: &str| ["\"", " "].iter().any(|end| page.body.contains(&format!("class=\"{l}{end}")));
            if let (Some(l), false) = (lists.iter().find(|l| has(l)), page.body.contains("/assets/sidor.css")) {
                wrong.push(format!("{path}: {l} is drawn by sidor.css, which the page does not have"));
            }
            // Pictures drawn in the page count as pictures.
            let drawn: usize =
                page.body.split("<svg").skip(1).filter_map(|s| s.split("</svg>").next()).map(str::len).sum();
            if weight - drawn > HEAVIEST {
                wrong.push(format!("{path} weighs {} bytes before pictures", weight - drawn));
            }
        }
        assert!(wrong.is_empty(), "{host}:\n{}", wrong.join("\n"));
        eprintln!("{host}: {} addresses answer", found.pages.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_the_workspace_answers_for_everyone_who_signs_in() {
    let town = Town::shared().await;
    let links = town.sign_in_links();
    assert!(links.len() >= 2, "the demo prints its sign-in links: {:#?}", town.said());
    let mut wrong = Vec::new();
    for (who, link) in links {
        let person = town.sign_in_by(&link).await;
        let found = walk(&person, &["/arbete"], |path| !is_public(path)).await;
        let name = who.split("  ").find(|p| !p.is_empty()).unwrap_or(&who).to_owned();
        wrong.extend(found.wrong.iter().map(|w| format!("{name}: {w}")));
        eprintln!("{who}: {} addresses answer", found.pages.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_public_page() {
    if !browser::installed() {
        return;
    }
    let town = Town::shared().await;
    let resident = town.visitor();
    let found = walk(&resident, &["/", "/en"], is_public).await;
    look_at(&resident, &distinct(&found.pages), None).await;
    let other = town.visitor_at("jarfalla.localhost");
    let found = walk(&other, &["/"], |p| is_public(p) && !p.starts_with("/en")).await;
    look_at(&other, &distinct(&found.pages), None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_the_workspace() {
    if !browser::installed() {
        return;
    }
    let town = Town::shared().await;
    let mut seen = BTreeSet::new();
    for who in ["coordinator", "officer", "administrator"] {
        let person = town.sign_in(who).await;
        let found = walk(&person, &["/arbete", "/en/arbete"], |path| !is_public(path)).await;
        let pages = distinct(&found.pages).into_iter().filter(|p| !is_public(p) && seen.insert(shape(p)));
        let pages: Vec<String> = pages.collect();
        look_at(&person, &pages, person.session()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_html_of_every_page_is_well_made() {
    let checker = browser::tools().join("node_modules/vnu-jar/build/dist/vnu.jar");
    if !checker.exists() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", checker.display());
        eprintln!("SKIPPED: the HTML checker is missing. `./test` installs it on Debian.");
        return;
    }
    let town = Town::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut named = Vec::new();
    let mut people = vec![(town.visitor(), "/", true)];
    for (_, link) in town.sign_in_links() {
        people.push((town.sign_in_by(&link).await, "/arbete", false));
    }
    for (person, start, public) in people {
        let found = walk(&person, &[start], |path| is_public(path) == public && !path.starts_with("/en")).await;
        for path in distinct(&found.pages) {
            let file = folder.path().join(format!("{}.html", named.len()));
            std::fs::write(&file, &found.pages[&path].bytes).expect("a page on disk");
            named.push(path);
        }
    }
    let mut java = std::process::Command::new("java");
    java.arg("-jar").arg(checker).args(["--errors-only", "--format", "gnu"]).arg(folder.path());
    let said = java.output().expect("java");
    let said = String::from_utf8_lossy(&said.stderr);
    let path = |line: &str| {
        line.rsplit_once(".html\":").and_then(|(f, _)| named.get(f.rsplit('/').next()?.parse::<usize>().ok()?))
    };
    let lines: Vec<String> = said.lines().map(|l| format!("{} {l}", path(l).map_or("", |p| p))).collect();
    assert!(lines.is_empty(), "{} errors:\n{}", lines.len(), lines.join("\n"));
}

/// Opens each page narrow and wide, light and dark: in Swedish dark on narrow and light on wide for one half of
/// the addresses, the other way round for the other; in English one of the four; all when `SAMVERKA_TEST_ALL` is set.
async fn look_at(visitor: &Visitor, pages: &[String], session: Option<&str>) {
    let all = std::env::var_os("SAMVERKA_TEST_ALL").is_some();
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.open(&visitor.url("/health")).await;
    browser.become_who(session).await;
    for (i, path) in pages.iter().enumerate() {
        for (n, (width, dark)) in [(320, false), (1280, false), (1280, true), (320, true)].into_iter().enumerate() {
            let chosen = if path.starts_with("/en") { n == i % 4 } else { n % 2 == i % 2 };
            if !all && !chosen {
                continue;
            }
            browser.look(width, dark).await;
            browser.open(&visitor.url(path)).await;
            let scheme = if dark { "dark" } else { "light" };
            wrong.extend(browser.wrong().await.into_iter().map(|w| format!("{path} at {width} px, {scheme}: {w}")));
        }
    }
    browser.quit().await;
    eprintln!("{} pages were opened", pages.len());
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}
