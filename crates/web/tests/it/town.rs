//! A municipality for tests, with people as values: `town.visitor()`, `town.leader("polisen")`.

use std::sync::Arc;

use actions::account::{self, LinkPurpose};
use actions::{Chance, Ctx, Key, setup};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::account::{Account, AccountState, Role};
use domain::organisation::{Organisation, OrganisationKind};
use domain::{Actor, Id, Line, Municipality};
use jiff::Timestamp;
use storage::Db;
use tower::ServiceExt;
use web::{App, Clock, Parts, router};

/// A municipality in a throw-away database, with the two owners and a landlord.
pub struct Town {
    pub app: App,
    router: Router,
    jobs: Option<tokio::task::JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl Drop for Town {
    fn drop(&mut self) {
        self.rest();
    }
}

/// Somebody who visits: with a session's cookie, or without.
#[derive(Clone)]
pub struct Person {
    router: Router,
    cookie: Option<String>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub cookie: Option<String>,
    pub headers: header::HeaderMap,
    pub text: String,
}

pub fn id(s: &str) -> Id {
    Id::parse(s).unwrap()
}

pub fn line(s: &str) -> Line {
    Line::parse(s).unwrap()
}

impl Town {
    /// Provbo on 15 September 2022 at noon.
    pub async fn new() -> Town {
        Town::with_tools(documents::Tools::default()).await
    }

    /// The same with other programs to make forms with.
    pub async fn with_tools(tools: documents::Tools) -> Town {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("provbo.db").display())).await.unwrap();
        db.migrate().await.unwrap();
        let parts = Parts {
            db,
            key: Key([1; 32]),
            chance: Chance::seeded(1),
            clock: Clock::starting("2022-09-15T12:00:00+02:00".parse::<Timestamp>().unwrap()),
            plain_town: id("provbo"),
            https: false,
            trust_proxy: false,
            address: "http://provbo.example".to_owned(),
            build: "test".to_owned(),
            wake: Arc::default(),
        };
        let app = App::with_tools(parts, tools);
        let mut town = Town { router: router(app.clone()), app, jobs: None, _folder: folder };
        let organisation =
            |key: &str, name: &str, kind| Organisation { id: id(key), name: line(name), short: line(key), kind };
        let organisations = [
            organisation("kommunen", "Provbo kommun", OrganisationKind::Municipality),
            organisation("polisen", "Lokalpolisområde Provbo", OrganisationKind::Police),
            organisation("hyresvarden", "Provbohus", OrganisationKind::PropertyOwner),
        ];
        setup::municipality(&town.system(), &municipality(), &organisations).await.unwrap();
        let (ctx, wake) = (town.system(), town.app.wake.clone());
        town.jobs = Some(tokio::spawn(async move {
            loop {
                wake.notified().await;
                work(&ctx).await;
            }
        }));
        town
    }

    /// From now on nobody does any jobs, unless told to by [`Town::work`].
    pub fn rest(&mut self) {
        if let Some(jobs) = self.jobs.take() {
            jobs.abort();
        }
    }

    /// Does the jobs that wait.
    pub async fn work(&self) {
        work(&self.system()).await;
    }

    /// Another municipality in the same database, at `name.localhost`.
    pub async fn add(&self, name: &str) {
        let other = Municipality { id: id(name), name: line(name), ..municipality() };
        let owner = |key: &str, kind| Organisation { id: id(key), name: line(key), short: line(key), kind };
        let owners = [owner("kommunen", OrganisationKind::Municipality), owner("polisen", OrganisationKind::Police)];
        setup::municipality(&Ctx { town: other.clone(), ..self.system() }, &other, &owners).await.unwrap();
    }

    /// The context of the installation itself.
    pub fn system(&self) -> Ctx {
        Ctx {
            db: self.app.db.clone(),
            town: municipality(),
            actor: Actor::System("test"),
            now: self.app.clock.now(),
            key: self.app.key,
            chance: self.app.chance.clone(),
        }
    }

    /// Anyone, without an account.
    pub fn visitor(&self) -> Person {
        Person { router: self.router.clone(), cookie: None }
    }

    /// Somebody with these roles, signed in by a one-time link.
    pub async fn person(&self, organisation: &str, roles: &[Role]) -> Person {
        let login = format!("{organisation}-{}", roles.iter().map(|r| r.word()).collect::<Vec<_>>().join("-"));
        let account = Account {
            id: id(&login),
            organisation: id(organisation),
            name: line("Kim Exempel"),
            login: line(&login),
            roles: roles.to_vec(),
            state: AccountState::Invited,
        };
        let ctx = self.system();
        if storage::account::by_id(ctx.db.reader(), ctx.town(), &account.id).await.unwrap().is_none() {
            account::add(&ctx, &account).await.unwrap();
        }
        let token = account::link(&ctx, &account.id, LinkPurpose::SignIn).await.unwrap();
        let answer = self.visitor().post(&format!("/arbete/logga-in/{}", token.0), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        Person { router: self.router.clone(), cookie: answer.cookie }
    }

    /// A leader, who also leads the daily work.
    pub async fn leader(&self, organisation: &str) -> Person {
        self.person(organisation, &[Role::Coordinator, Role::Leader]).await
    }
}

async fn work(ctx: &Ctx) {
    while let Some(job) = actions::job::claim(ctx).await.unwrap() {
        let went = actions::job::run(ctx, &job).await.map_err(|e| e.to_string());
        actions::job::finish(ctx, job, went).await.unwrap();
    }
}

fn municipality() -> Municipality {
    Municipality { id: id("provbo"), name: line("Provbo"), code: None, band: None, smallest_shown: 5 }
}

impl Person {
    /// Reads a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(serde_urlencoded::to_string(fields).unwrap())).unwrap()).await
    }

    /// Begins any request.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost:8080");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        request
    }

    /// The session's cookie.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let header = |name| parts.headers.get(name).map(|v: &header::HeaderValue| v.to_str().unwrap().to_owned());
        Answer {
            status: parts.status,
            to: header(header::LOCATION).unwrap_or_default(),
            cookie: header(header::SET_COOKIE).map(|c| c.split(';').next().unwrap().to_owned()),
            text: String::from_utf8_lossy(&to_bytes(body, 10_000_000).await.unwrap()).into_owned(),
            headers: parts.headers,
        }
    }
}

impl Answer {
    /// Asserts that the page was shown and says `words`.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Answer {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        assert!(self.text.contains(words), "{words:?} is not in\n{}", self.text);
        self
    }

    /// Asserts that the page does not say `words`.
    #[track_caller]
    pub fn does_not_say(&self, words: &str) -> &Answer {
        assert!(!self.text.contains(words), "{words:?} is in\n{}", self.text);
        self
    }
}
