//! How does a test visit the demo as a resident, an officer, a coordinator?

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};

use crate::guarded::{Guarded, free_port};

/// A demo of its own, with its fresh database.
#[derive(Debug)]
pub struct Town {
    program: Guarded,
    port: u16,
    /// Sign-in links that were used, with the session that each gave: a link works once.
    used: tokio::sync::Mutex<BTreeMap<String, String>>,
}

/// Somebody with a browser without script, who follows no redirect by itself.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: Client,
    port: u16,
    /// The municipality's host name.
    pub host: String,
    session: Option<String>,
    origin: Option<String>,
}

impl Town {
    /// The demo that all tests share that only read. It ends with this process.
    pub async fn shared() -> &'static Town {
        static SHARED: tokio::sync::OnceCell<Town> = tokio::sync::OnceCell::const_new();
        SHARED.get_or_init(Town::demo).await
    }

    /// Starts the demo on its own day.
    pub async fn demo() -> Town {
        Town::start(&["demo"]).await
    }

    /// Starts the program with these words and waits until it answers.
    pub async fn start(words: &[&str]) -> Town {
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let program = Guarded::start(env!("CARGO_BIN_EXE_samverka"), words, &[("SAMVERKA_LISTEN", &listen)]);
        let town = Town { program, port, used: tokio::sync::Mutex::default() };
        let begun = Instant::now();
        let client = Client::new();
        loop {
            let health = client.get(format!("http://127.0.0.1:{port}/health")).send().await;
            if health.is_ok_and(|r| r.status() == StatusCode::OK) {
                return town;
            }
            let said = town.program.said().join("\n");
            assert!(
                begun.elapsed() < Duration::from_secs(240),
                "`samverka {}` does not answer:\n{said}",
                words.join(" ")
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends it as a power cut does.
    pub fn kill_at_once(&self) {
        self.program.kill_at_once();
    }

    /// What it has printed.
    pub fn said(&self) -> Vec<String> {
        self.program.said()
    }

    /// The sign-in links that it printed, each with its whole line.
    pub fn sign_in_links(&self) -> Vec<(String, String)> {
        let said = self.said();
        let words = said.iter().flat_map(|line| line.split_whitespace().map(move |w| (line, w)));
        words.filter(|(_, w)| w.contains("/arbete/logga-in/")).map(|(l, w)| (l.clone(), w.to_owned())).collect()
    }

    /// A resident at the plain address.
    pub fn visitor(&self) -> Visitor {
        self.visitor_at("localhost")
    }

    /// A resident at a host of its own ("jarfalla.localhost").
    pub fn visitor_at(&self, host: &str) -> Visitor {
        let here = std::net::SocketAddr::from(([127, 0, 0, 1], self.port));
        let client = Client::builder().redirect(Policy::none()).resolve(host, here).build();
        Visitor {
            client: client.expect("a client"),
            port: self.port,
            host: host.to_owned(),
            session: None,
            origin: None,
        }
    }

    /// Whoever signs in with the first printed link whose line says `who` (any case). A link works once.
    pub async fn sign_in(&self, who: &str) -> Visitor {
        let links = self.sign_in_links();
        let link = links.iter().find(|(line, _)| line.to_lowercase().contains(&who.to_lowercase()));
        let (_, link) = link.unwrap_or_else(|| panic!("no sign-in link says {who}: {links:#?}"));
        self.sign_in_by(link).await
    }

    /// Whoever signs in with this link.
    pub async fn sign_in_by(&self, link: &str) -> Visitor {
        let (host, path) = split(link);
        let visitor = self.visitor_at(&host);
        let mut used = self.used.lock().await;
        let session = match used.get(link) {
            Some(session) => session.clone(),
            None => {
                let page = visitor.get(&path).await;
                assert_eq!(page.status, StatusCode::OK, "{link}");
                let inside = visitor.post(&path, &[]).await;
                assert_eq!(inside.status, StatusCode::SEE_OTHER, "{link}: {}", inside.body);
                inside.session().unwrap_or_else(|| panic!("{link} gave no session"))
            }
        };
        used.insert(link.to_owned(), session.clone());
        Visitor { session: Some(session), ..visitor }
    }
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Page {
    pub path: String,
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Visitor {
    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Page {
        let answer = self.signed(self.client.get(self.url(path))).send().await;
        Page::read(path, answer).await
    }

    fn signed(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        let headers = [
            self.session.as_ref().map(|s| ("cookie", format!("samverka={s}"))),
            self.origin.as_ref().map(|o| ("origin", o.clone())),
        ];
        headers.into_iter().flatten().fold(request, |r, (name, value)| r.header(name, value))
    }

    /// The same visitor with this session.
    pub fn with_session(self, session: &str) -> Visitor {
        Visitor { session: Some(session.to_owned()), ..self }
    }

    /// The same visitor, whose browser says that a page of `site` sends the form.
    pub fn sent_from(self, site: &str) -> Visitor {
        Visitor { origin: Some(site.to_owned()), ..self }
    }

    /// The session of who is signed in.
    pub fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields: Vec<(String, String)> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        self.post_all(path, &fields).await
    }

    /// Sends a form whose fields were read from a page.
    pub async fn post_all(&self, path: &str, fields: &[(String, String)]) -> Page {
        let body = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        self.post_raw(path, &body, "application/x-www-form-urlencoded").await
    }

    /// Sends a form; none when no answer comes because the program has ended.
    pub async fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Option<Page> {
        let body = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        let request = self.signed(self.client.post(self.url(path))).body(body);
        let answer = request.header("content-type", "application/x-www-form-urlencoded").send().await.ok()?;
        Some(Page::read(path, Ok(answer)).await)
    }

    /// Sends whatever it is.
    pub async fn post_raw(&self, path: &str, body: &str, kind: &str) -> Page {
        let request = self.signed(self.client.post(self.url(path))).body(body.to_owned());
        let answer = request.header("content-type", kind).send().await;
        Page::read(path, answer).await
    }

    /// Asks for a page and follows where it points, up to five times.
    pub async fn follow(&self, path: &str) -> Page {
        let mut page = self.get(path).await;
        for _ in 0..5 {
            let Some(to) = page.location() else { break };
            page = self.get(&to).await;
        }
        page
    }

    /// The whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}:{}{path}", self.host, self.port)
    }
}

impl Page {
    async fn read(path: &str, answer: reqwest::Result<Response>) -> Page {
        let answer = answer.unwrap_or_else(|e| panic!("{path}: {e}"));
        let (status, headers) = (answer.status(), answer.headers().clone());
        // A body over the limit is refused while it is still being sent: the connection may close before all is read.
        let bytes = answer.bytes().await.unwrap_or_default().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page { path: path.to_owned(), status, headers, body, bytes }
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Whether it is a page to read.
    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// The session that it gives.
    pub fn session(&self) -> Option<String> {
        let cookie =
            self.headers.get_all("set-cookie").iter().find_map(|c| c.to_str().ok()?.strip_prefix("samverka="))?;
        cookie.split(';').next().filter(|s| !s.is_empty()).map(str::to_owned)
    }

    /// Where it points to, as a path, when it is a redirect.
    pub fn location(&self) -> Option<String> {
        let to = self.headers.get("location")?.to_str().ok()?;
        self.status.is_redirection().then(|| if to.starts_with("http") { split(to).1 } else { to.to_owned() })
    }

    /// The addresses on this site that its links, pictures and style sheets name, without fragments.
    pub fn links(&self) -> BTreeSet<String> {
        let marks = ["href=\"", "src=\""];
        let named = marks.iter().flat_map(|m| self.body.split(m).skip(1)).filter_map(|rest| rest.split('"').next());
        let folder = self.path.split('?').next().unwrap_or_default();
        named
            .map(|to| to.replace("&amp;", "&").replace("&#38;", "&").split('#').next().unwrap_or_default().to_owned())
            .filter(|to| {
                !to.is_empty() && !to.starts_with("//") && !to.split('/').next().unwrap_or_default().contains(':')
            })
            .map(|to| match to.chars().next() {
                Some('/') => to,
                Some('?') => format!("{folder}{to}"),
                _ => format!("{}/{to}", folder.rsplit_once('/').map_or("", |(f, _)| f)),
            })
            .collect()
    }

    /// The addresses elsewhere that it names.
    pub fn outside(&self) -> BTreeSet<String> {
        let named = self.body.split("src=\"").skip(1).chain(self.body.split("<link").skip(1));
        named.filter_map(|rest| rest.split('>').next()).filter(|r| r.contains("://")).map(str::to_owned).collect()
    }

    /// Its main form: what stands in the first one that is sent by post within `<main>`.
    fn form(&self) -> Option<&str> {
        let main = self.body.split("<main").nth(1)?;
        let form = main.split("<form").skip(1).find(|f| f.split('>').next().is_some_and(|h| h.contains("post")))?;
        form.split("</form>").next()
    }

    /// Where its main form is sent, when the form says so.
    pub fn form_action(&self) -> Option<String> {
        attribute(self.form()?.split('>').next()?, "action")
    }

    /// The fields of its main form with what stands in them: what a browser without script would send.
    pub fn form_fields(&self) -> Vec<(String, String)> {
        let Some(form) = self.form() else { return Vec::new() };
        let mut fields: Vec<(String, String)> = Vec::new();
        let tags = form
            .split('<')
            .skip(1)
            .filter(|t| ["input", "textarea", "select", "button"].iter().any(|n| t.starts_with(n)));
        for tag in tags {
            let head = tag.split('>').next().unwrap_or_default();
            let Some(name) = attribute(head, "name") else { continue };
            let kind = attribute(head, "type").unwrap_or_default();
            let value = match tag.starts_with("textarea") {
                true => unescape(tag.split_once('>').map_or("", |(_, v)| v).trim_start_matches('\n')),
                false => attribute(head, "value").unwrap_or_default(),
            };
            let chosen = head.contains(" checked");
            match kind.as_str() {
                "radio" | "checkbox" if !chosen => {}
                "submit" => {}
                _ if tag.starts_with("button") => {}
                _ => fields.push((name, value)),
            }
        }
        fields
    }

    /// Whether it says this, markup between words aside.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Its words without markup, spaces joined.
    pub fn text(&self) -> String {
        let body = self.body.split("<body").nth(1).unwrap_or(&self.body);
        let mut text = String::new();
        let mut inside = true;
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' => (inside, text) = (false, text + " "),
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"").replace("&nbsp;", " ");
        text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The value of an attribute in a tag's head.
fn attribute(head: &str, name: &str) -> Option<String> {
    let value = head.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(unescape(value))
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&#60;", "<").replace("&gt;", ">").replace("&#62;", ">");
    let text = text.replace("&quot;", "\"").replace("&#34;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    text.replace("&#38;", "&").replace("&amp;", "&")
}

fn split(url: &str) -> (String, String) {
    let rest = url.split_once("://").map_or(url, |(_, r)| r);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host.split(':').next().unwrap_or_default().to_owned(), format!("/{path}"))
}

fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
