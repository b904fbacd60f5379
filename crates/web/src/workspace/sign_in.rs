//! How does a person sign in and out?

use actions::account::{self, Token};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::form::{ErrorSummary, TextField};
use crate::visit::{From, cookie, session};
use crate::{Form, Problem, Shell, Visit, Work, go, page, page_again};

#[derive(Template)]
#[template(path = "workspace/sign_in.html")]
struct SignInPage {
    title: String,
    errors: ErrorSummary,
    login: TextField,
    password: TextField,
    s: Shell,
}

impl SignInPage {
    fn of(s: Shell, form: &Form) -> SignInPage {
        let mut login = form.text(&s, "login", "sign-in-login");
        login.autocomplete = "username";
        let mut password = form.password(&s, "password", "sign-in-password");
        password.autocomplete = "current-password";
        SignInPage { title: form.title(&s, s.t("sign-in-title")), errors: form.summary(&s), login, password, s }
    }
}

/// `/arbete/logga-in`
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    page(&SignInPage::of(visit.s, &Form::new()))
}

/// `/arbete/logga-in`, posted.
pub async fn enter(visit: Visit, from: From, mut form: Form) -> Result<Response, Problem> {
    match account::sign_in(&visit.ctx(), form.get("login"), form.get("password"), &from.0).await {
        Ok(token) => Ok(signed_in(&visit, &token)),
        Err(actions::Error::Denied(_)) => {
            form.wrong("login", visit.s.t("sign-in-error"));
            page_again(&SignInPage::of(visit.s, &form))
        }
        Err(actions::Error::Refused(reason)) => {
            form.wrong("", visit.s.t(reason.0));
            page_again(&SignInPage::of(visit.s, &form))
        }
        Err(e) => Err(e.into()),
    }
}

#[derive(Template)]
#[template(path = "workspace/sign_in_link.html")]
struct LinkPage {
    s: Shell,
}

/// `/arbete/logga-in/{token}`: asks first, so that a program that follows links does not use it up.
pub async fn link(visit: Visit) -> Result<Response, Problem> {
    page(&LinkPage { s: visit.s })
}

/// `/arbete/logga-in/{token}`, posted.
pub async fn use_link(visit: Visit, Path(token): Path<String>) -> Result<Response, Problem> {
    match account::sign_in_by_link(&visit.ctx(), &Token(token)).await {
        Ok(token) => Ok(signed_in(&visit, &token)),
        Err(actions::Error::Denied(_)) => {
            let mut form = Form::new();
            form.wrong("", visit.s.t("sign-in-link-error"));
            page_again(&SignInPage::of(visit.s, &form))
        }
        Err(e) => Err(e.into()),
    }
}

#[derive(Template)]
#[template(path = "workspace/choose_password.html")]
struct ChoosePage {
    title: String,
    errors: ErrorSummary,
    name: String,
    login: String,
    password: TextField,
    s: Shell,
}

impl ChoosePage {
    fn of(s: Shell, form: &Form, of: &domain::account::Account) -> ChoosePage {
        let mut password = form.password(&s, "losenord", "password-field");
        password.autocomplete = "new-password";
        ChoosePage {
            title: form.title(&s, s.t("password-title")),
            errors: form.summary(&s),
            name: of.name.to_string(),
            login: of.login.to_string(),
            password,
            s,
        }
    }
}

/// `/arbete/valj-losenord/{token}`
pub async fn choose(visit: Visit, Path(token): Path<String>) -> Result<Response, Problem> {
    match account::chooser(&visit.ctx(), &Token(token)).await? {
        Some(of) => page(&ChoosePage::of(visit.s, &Form::new(), &of)),
        None => link_is_gone(visit),
    }
}

/// `/arbete/valj-losenord/{token}`, posted: keeps the password and signs in with it.
pub async fn chosen(visit: Visit, Path(token): Path<String>, from: From, mut form: Form) -> Result<Response, Problem> {
    let (ctx, token) = (visit.ctx(), Token(token));
    let Some(of) = account::chooser(&ctx, &token).await? else { return link_is_gone(visit) };
    match account::choose_password(&ctx, &token, form.get("losenord")).await {
        Ok(_) => {
            let session = account::sign_in(&ctx, of.login.as_str(), form.get("losenord"), &from.0).await;
            Ok(session.map_or_else(|_| go(visit.s.to("/arbete/logga-in")), |session| signed_in(&visit, &session)))
        }
        Err(e) => {
            form.refuse(&visit.s, e)?;
            page_again(&ChoosePage::of(visit.s, &form, &of))
        }
    }
}

fn link_is_gone(visit: Visit) -> Result<Response, Problem> {
    let mut form = Form::new();
    form.wrong("", visit.s.t("sign-in-link-error"));
    page_again(&SignInPage::of(visit.s, &form))
}

/// `/arbete/logga-ut`
pub async fn leave(work: Work, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = session(&headers) {
        account::sign_out(&work.ctx(), &token).await?;
    }
    let gone = [(header::SET_COOKIE, cookie(&work.app, None))];
    Ok((gone, Redirect::to(&work.s.to("/arbete/logga-in"))).into_response())
}

fn signed_in(visit: &Visit, token: &Token) -> Response {
    let kept = [(header::SET_COOKIE, cookie(&visit.app, Some(token)))];
    (kept, Redirect::to(&visit.s.to("/arbete"))).into_response()
}
