//! Who comes, to which municipality, in which language?

use actions::account::Token;
use actions::{Chance, Ctx};
use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Actor, Id};
use text::{Lang, Words};

use crate::shell::Sees;
use crate::tag::Asked;
use crate::{App, Problem, Shell, shell};

/// The cookie that holds a session's token.
pub const SESSION: &str = "samverka";

/// A visit to the public site: anyone, without an account.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What stands around the page.
    pub s: Shell,
    /// What every request needs.
    pub app: App,
    /// What the browser has and takes.
    pub asked: Asked,
}

/// A visit to the workspace by someone who is signed in.
#[derive(Clone, Debug)]
pub struct Work {
    /// What stands around the page.
    pub s: Shell,
    /// What every request needs.
    pub app: App,
    /// Who is signed in.
    pub actor: Actor,
    /// What the browser has and takes.
    pub asked: Asked,
}

impl Visit {
    /// The context of a change that a resident makes.
    pub fn ctx(&self) -> Ctx {
        ctx(&self.app, &self.s, Actor::Resident)
    }

    /// The municipality's key.
    pub fn town(&self) -> &Id {
        &self.s.town.id
    }
}

impl Work {
    /// The context of a change that this person makes.
    pub fn ctx(&self) -> Ctx {
        ctx(&self.app, &self.s, self.actor.clone())
    }

    /// The municipality's key.
    pub fn town(&self) -> &Id {
        &self.s.town.id
    }

    /// Whether this person may `act` on a record (to leave out what a person cannot do; the action asks again).
    pub fn may(&self, act: domain::Act, on: Option<&domain::Owned>) -> bool {
        domain::may(&self.actor, act, on).is_ok()
    }
}

fn ctx(app: &App, s: &Shell, actor: Actor) -> Ctx {
    let chance: Chance = app.chance.clone();
    Ctx { db: app.db.clone(), town: s.town.clone(), actor, now: s.now, key: app.key, chance }
}

/// The language of a request, put there by [`language`].
#[derive(Clone, Copy, Debug)]
struct Spoken(Lang);

/// Takes the language's prefix off the address: `/en/loften` is `/loften` in English.
pub fn language(mut request: Request) -> Request {
    let path = request.uri().path();
    let rest = path.strip_prefix("/en").filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let lang = if rest.is_some() { Lang::En } else { Lang::Sv };
    if let Some(rest) = rest {
        let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
        let rest = if rest.is_empty() { "/" } else { rest };
        if let Ok(uri) = format!("{rest}{query}").parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
    request.extensions_mut().insert(Spoken(lang));
    request
}

impl FromRequestParts<App> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Problem> {
        if let Some(known) = parts.extensions.get::<Visit>() {
            return Ok(known.clone());
        }
        let lang = parts.extensions.get::<Spoken>().map_or(Lang::Sv, |s| s.0);
        let named = host(&parts.headers, &parts.uri).and_then(|h| Id::parse(h.split('.').next()?).ok());
        let town = match named {
            Some(id) => storage::municipality::by_id(app.db.reader(), &id).await?,
            None => None,
        };
        let town = match town {
            Some(town) => town,
            None => storage::municipality::by_id(app.db.reader(), &app.plain_town).await?.ok_or(Problem::Absent)?,
        };
        let path = parts.uri.path().to_owned();
        let (site, now) = (app.site(&town.id), app.clock.now());
        let s = Shell { words: Words::of(lang), town, site, path, now, account: None, sees: Sees::default() };
        let visit = Visit { s, app: app.clone(), asked: Asked::of(&parts.headers) };
        parts.extensions.insert(visit.clone());
        Ok(visit)
    }
}

impl FromRequestParts<App> for Work {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Work, Response> {
        let visit = Visit::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let who = match session(&parts.headers) {
            Some(token) => actions::account::who(&app.db, visit.town(), &token, visit.s.now).await,
            None => Ok(None),
        };
        match who {
            Ok(Some(actor)) => {
                let work_ctx = ctx(app, &visit.s, actor.clone());
                if let Some(token) = session(&parts.headers) {
                    // Not being able to note the use must not keep anybody from the page.
                    if let Err(e) = actions::account::touch(&work_ctx, &token).await {
                        tracing::warn!(error = %e, "the use of a session could not be noted");
                    }
                }
                let s = Shell { account: shell::account_name(&actor), sees: Sees::of(&actor), ..visit.s };
                Ok(Work { s, app: visit.app, actor, asked: visit.asked })
            }
            Ok(None) => Err(Redirect::to(&visit.s.to("/arbete/logga-in")).into_response()),
            Err(e) => Err(Problem::from(e).into_response()),
        }
    }
}

impl OptionalFromRequestParts<App> for Work {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Work>, Response> {
        if session(&parts.headers).is_none() {
            return Ok(None);
        }
        Ok(<Work as FromRequestParts<App>>::from_request_parts(parts, app).await.ok())
    }
}

/// The session's token, if the browser sent one.
pub fn session(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let pairs = cookies.flat_map(|c| c.split(';')).filter_map(|p| p.trim().split_once('='));
    pairs.filter(|(name, _)| *name == SESSION).map(|(_, value)| Token(value.to_owned())).next()
}

/// The cookie that keeps `token` until the session ends, or takes it away.
pub fn cookie(app: &App, token: Option<&Token>) -> String {
    let secure = if app.https { "; Secure" } else { "" };
    match token {
        Some(t) => {
            let seconds = actions::account::SESSION_HOURS * 3600;
            format!("{SESSION}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", t.0)
        }
        None => format!("{SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    }
}

/// The network address that a request came from, as far as it is known. It is never stored, only hashed with a key that
/// changes each day, to slow down guessing of passwords.
#[derive(Clone, Debug, Default)]
pub struct From(pub String);

impl FromRequestParts<App> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<From, Self::Rejection> {
        let named = || {
            let list = parts.headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).next_back()?;
            // The last one is what our own proxy saw; the ones before it are what anybody says.
            list.rsplit(',').next().map(|a| a.trim().to_owned())
        };
        let seen =
            || parts.extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>().map(|c| c.0.ip().to_string());
        let from = if app.trust_proxy { named().or_else(seen) } else { seen() };
        Ok(From(from.unwrap_or_default()))
    }
}

fn host<'r>(headers: &'r HeaderMap, uri: &'r Uri) -> Option<&'r str> {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).or(uri.host())?;
    Some(host.rsplit_once(':').map_or(host, |(name, _)| name))
}
