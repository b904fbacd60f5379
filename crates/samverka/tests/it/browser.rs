//! How does a test look at a page with a real browser?

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::guarded::{Guarded, free_port};
use crate::tree::root;

/// Installed by the test command; a page is checked against its rules.
const RULES: &str = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";

/// Remembers what the content security policy stopped and what went wrong in scripts, from the first moment on.
const WATCH: &str = "window.wrong=[];\
    addEventListener('securitypolicyviolation',e=>wrong.push('policy: '+e.violatedDirective+' '+e.blockedURI));\
    addEventListener('error',e=>wrong.push('error: '+(e.message||(e.target&&(e.target.src||e.target.href)))),true);";

/// A browser of its own, ended with the value.
pub struct Browser {
    pub driver: WebDriver,
    axe: String,
    _chromedriver: Guarded,
}

/// Whether a browser and its rules are installed; says so when not. In CI they must be.
pub fn installed() -> bool {
    let missing = [program("chromedriver"), program("chromium"), axe_file()].into_iter().find(|p| !p.exists());
    if let Some(missing) = missing {
        assert!(std::env::var_os("CI").is_none(), "{} is missing; in CI every browser test runs", missing.display());
        eprintln!("SKIPPED in a browser: {} is missing. `./test` installs it on Debian.", missing.display());
        return false;
    }
    true
}

/// The folder of the tools that the test command fetched.
pub fn tools() -> PathBuf {
    std::env::var_os("SAMVERKA_TEST_TOOLS").map_or_else(|| root().join("target/test-tools"), PathBuf::from)
}

fn axe_file() -> PathBuf {
    tools().join("node_modules/axe-core/axe.min.js")
}

fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|p| p.exists());
    found.unwrap_or_else(|| PathBuf::from("/usr/bin").join(name))
}

impl Browser {
    /// Starts one. Check [`installed`] first.
    pub async fn start() -> Browser {
        let port = free_port();
        let chromedriver = program("chromedriver");
        let driver = Guarded::start(&chromedriver.to_string_lossy(), &[&format!("--port={port}")], &[]);
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut wishes = DesiredCapabilities::chrome();
        // --no-sandbox: CI is root, and the only pages are our own.
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ] {
            wishes.add_arg(flag).expect("a flag");
        }
        wishes.set_binary(&program("chromium").to_string_lossy()).expect("the browser's path");
        let web = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await.expect("a browser");
        let axe = std::fs::read_to_string(axe_file()).expect("axe-core");
        let browser = Browser { driver: web, axe, _chromedriver: driver };
        browser.say("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
        browser
    }

    /// How wide the window is and whether the reader prefers dark.
    pub async fn look(&self, width: u32, dark: bool) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.say("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.say("Emulation.setEmulatedMedia", features).await;
    }

    /// Turns the pages' own script off or on.
    pub async fn script(&self, on: bool) {
        self.say("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
    }

    /// Opens a page.
    pub async fn open(&self, url: &str) {
        self.driver.goto(url).await.unwrap_or_else(|e| panic!("{url}: {e}"));
    }

    /// Everything that is wrong with the page as it stands: rules broken, sideways scroll, policy, errors, strangers.
    pub async fn wrong(&self) -> Vec<String> {
        let open = "document.querySelectorAll('details').forEach(d => d.open = true);";
        self.driver.execute(format!("{open}\n{}", self.axe), vec![]).await.expect("axe-core runs");
        let check = format!(
            "const done = arguments[arguments.length - 1];
             const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
             const found = [...(window.wrong || [])];
             if (wide > 0) {{
                 const right = document.documentElement.clientWidth;
                 const who = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > right + 1);
                 const named = who.slice(-3).map(e => e.tagName + '.' + e.className);
                 found.push('scrolls sideways by ' + wide + ' px: ' + named.join(', '));
             }}
             for (const r of performance.getEntriesByType('resource'))
                 if (!r.name.startsWith(location.origin + '/') && !r.name.startsWith('data:')) found.push('third party: ' + r.name);
             axe.run(document, {{ runOnly: {RULES} }}).then(
                 r => done(found.concat(r.violations.map(v =>
                     v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' +
                     n.failureSummary.split('\\n').slice(1, 2).join('').trim()).join(' | ')))),
                 e => done(['axe: ' + e]));"
        );
        let found = self.driver.execute_async(check, vec![]).await.expect("axe-core answers");
        let texts = |v: &Value| v.as_array().map(|a| a.iter().filter_map(|t| t.as_str().map(str::to_owned)).collect());
        texts(found.json()).unwrap_or_else(|| vec![format!("axe said {:?}", found.json())])
    }

    /// The page's words, as a reader sees them.
    pub async fn text(&self) -> String {
        let main = self.driver.find(By::Tag("body")).await.expect("a body");
        main.text().await.expect("its words").replace('\u{a0}', " ")
    }

    /// The address of the page, without host.
    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        url.path().to_owned()
    }

    /// Fails with the page's words unless the page says this.
    pub async fn must_say(&self, words: &str) {
        let text = self.text().await;
        assert!(
            text.to_lowercase().contains(&words.to_lowercase()),
            "{} does not say {words:?}:\n{text}",
            self.path().await
        );
    }

    /// How many of what a CSS selector names are on the page.
    pub async fn count(&self, selector: &str) -> usize {
        self.driver.find_all(By::Css(selector)).await.expect("a count").len()
    }

    /// Gives the field with this name a value: ticks the box or button that has it, chooses it, or writes it.
    pub async fn fill(&self, form: &str, name: &str, value: &str) {
        let field = self.find(&format!("{form} [name='{name}']:not([type=hidden])")).await;
        let kind = field.attr("type").await.ok().flatten().unwrap_or_default();
        match (field.tag_name().await.unwrap_or_default().as_str(), kind.as_str()) {
            ("select", _) => self.tick(&format!("{form} [name='{name}'] option[value='{value}']")).await,
            (_, "radio" | "checkbox") => {
                let chosen = self.find(&format!("{form} input[name='{name}'][value='{value}']")).await;
                if !chosen.is_selected().await.unwrap_or(false) {
                    chosen.click().await.unwrap_or_else(|e| panic!("{name} {value}: {e}"));
                }
            }
            _ => {
                field.clear().await.unwrap_or_else(|e| panic!("{name}: {e}"));
                field.send_keys(value).await.unwrap_or_else(|e| panic!("{name}: {e}"));
            }
        }
    }

    /// Chooses the first button of each group of a form in which none is chosen.
    pub async fn choose_first_of_each_group(&self, form: &str) {
        let mut seen = std::collections::BTreeSet::new();
        for button in self.driver.find_all(By::Css(format!("{form} input[type=radio]"))).await.expect("buttons") {
            let name = button.attr("name").await.ok().flatten().unwrap_or_default();
            if seen.insert(name.clone()) && self.count(&format!("{form} input[name='{name}']:checked")).await == 0 {
                button.click().await.unwrap_or_else(|e| panic!("{name}: {e}"));
            }
        }
    }

    /// Chooses the first area that has a code.
    pub async fn choose_first_area(&self, name: &str) {
        let options = self.driver.find_all(By::Css(format!("[name='{name}'] option"))).await.expect("options");
        // The first two are "choose" and "I do not know".
        options.get(2).expect("an area").click().await.expect("an area to choose");
    }

    /// Presses what a CSS selector names and waits for the page that comes.
    pub async fn press_on(&self, selector: &str) {
        let before = self.find("html").await;
        self.tick(selector).await;
        // Without script the driver does not see by itself that a page is on its way.
        for _ in 0..100 {
            if before.tag_name().await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        for _ in 0..100 {
            if self.driver.find(By::Css("body footer, body main")).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ticks or chooses what a CSS selector names.
    pub async fn tick(&self, selector: &str) {
        self.find(selector).await.click().await.unwrap_or_else(|e| panic!("{selector}: {e}"));
    }

    /// What a CSS selector names.
    pub async fn find(&self, selector: &str) -> WebElement {
        match self.driver.find(By::Css(selector)).await {
            Ok(found) => found,
            Err(_) => panic!("{} has no {selector}:\n{}", self.path().await, self.text().await),
        }
    }

    /// The addresses on this site that the main part links to.
    pub async fn links(&self) -> Vec<String> {
        let mut found = Vec::new();
        for link in self.driver.find_all(By::Css("main a[href]")).await.expect("links") {
            found.extend(link.attr("href").await.expect("an address"));
        }
        found
    }

    /// Becomes who has this session, or nobody.
    pub async fn become_who(&self, session: Option<&str>) {
        self.driver.delete_all_cookies().await.expect("no cookies");
        if let Some(session) = session {
            let mut cookie = thirtyfour::Cookie::new("samverka", session);
            cookie.set_path("/");
            self.driver.add_cookie(cookie).await.expect("a cookie");
        }
    }

    async fn say(&self, command: &str, with: Value) {
        self.driver.cdp().send_raw(command, with).await.unwrap_or_else(|e| panic!("{command}: {e}"));
    }

    /// Ends the browser in good order.
    pub async fn quit(self) {
        let _ = self.driver.clone().quit().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_finds_what_is_wrong_with_a_bad_page() {
    if !installed() {
        return;
    }
    let browser = Browser::start().await;
    browser.look(320, false).await;
    let bad = "<html><title>t</title><h1>Hej</h1><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>\
               <p style='color:%23aaa'>svag</p><div style='width:900px'>bred</div>";
    browser.open(&format!("data:text/html;charset=utf-8,{bad}")).await;
    let wrong = browser.wrong().await;
    browser.quit().await;
    for expected in ["image-alt", "html-has-lang", "color-contrast", "scrolls sideways by"] {
        assert!(wrong.iter().any(|w| w.starts_with(expected)), "{expected} was not found: {wrong:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_without_script_can_still_write_and_press() {
    if !installed() {
        return;
    }
    let browser = Browser::start().await;
    browser.script(false).await;
    let page = "<html lang=sv><title>t</title><form><input name=a id=a><button>Go</button></form>\
                <p id=p>no script</p><script>document.getElementById('p').textContent='script ran'</script>";
    browser.open(&format!("data:text/html;charset=utf-8,{page}")).await;
    let said = browser.driver.find(By::Id("p")).await.expect("the line").text().await.expect("its words");
    let field = browser.driver.find(By::Id("a")).await.expect("the field");
    field.send_keys("Hej").await.expect("keys");
    let typed = field.prop("value").await.expect("a value");
    browser.quit().await;
    assert_eq!((said.as_str(), typed.as_deref()), ("no script", Some("Hej")));
}
