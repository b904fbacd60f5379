//! Who may sign in, and where am I signed in myself?

use actions::account::{self, LinkPurpose};
use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::account::{Account, AccountState, Role};
use domain::{Act, Id, Line};

use crate::form::{ErrorSummary, Options, Select, TextField};
use crate::visit::session;
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

struct Row {
    to: String,
    name: String,
    meta: String,
    state: String,
}

#[derive(Template)]
#[template(path = "workspace/account_list.html")]
struct AccountListPage {
    s: Shell,
    rows: Vec<Row>,
}

/// `/arbete/konton`
pub async fn list(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    let s = &work.s;
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let all = storage::account::all(work.app.db.reader(), work.town()).await?;
    let row = |a: &Account| {
        let at = organisations
            .iter()
            .find(|o| o.id == a.organisation)
            .map_or(a.organisation.to_string(), |o| o.name.to_string());
        Row {
            to: s.to(&format!("/arbete/konton/{}", a.id)),
            name: a.name.to_string(),
            meta: format!("{} · {at} · {}", a.login, roles(s, &a.roles)),
            state: state(s, a.state),
        }
    };
    page(&AccountListPage { rows: all.iter().map(row).collect(), s: work.s.clone() })
}

fn roles(s: &Shell, roles: &[Role]) -> String {
    roles.iter().map(|r| s.t(&format!("role-{}", r.word()))).collect::<Vec<_>>().join(", ")
}

fn state(s: &Shell, state: AccountState) -> String {
    s.t(match state {
        AccountState::Invited => "account-state-invited",
        AccountState::Active => "account-state-active",
        AccountState::Closed => "account-state-closed",
    })
}

fn role_choices(s: &Shell) -> Vec<Choice> {
    let one = |r: Role| Choice {
        hint: s.t(&format!("role-{}-about", r.word())),
        ..Choice::new(r.word(), s.t(&format!("role-{}", r.word())))
    };
    Role::ALL.map(one).to_vec()
}

fn chosen_roles(form: &Form) -> Vec<Role> {
    form.all("roller").iter().filter_map(|w| Role::parse(w)).collect()
}

#[derive(Template)]
#[template(path = "workspace/account_form.html")]
struct AccountFormPage {
    title: String,
    errors: ErrorSummary,
    name: TextField,
    login: TextField,
    organisation: Select,
    roles: Options,
    s: Shell,
}

async fn form_page(work: &Work, form: &Form) -> Result<AccountFormPage, Problem> {
    let s = &work.s;
    let all = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let choices = all.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str())).collect();
    Ok(AccountFormPage {
        title: form.title(s, s.t("account-new")),
        errors: form.summary(s),
        name: form.text(s, "namn", "account-field-name"),
        login: form.text(s, "login", "account-field-login"),
        organisation: form.select(s, "organisation", "account-field-organisation", choices),
        roles: form.checkboxes(s, "roller", "account-field-roles", role_choices(s)),
        s: s.clone(),
    })
}

/// `/arbete/konton/nytt`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    page(&form_page(&work, &Form::new()).await?)
}

/// `/arbete/konton/nytt`, posted: the account and the one-time link that is given to its holder.
pub async fn add(work: Work, mut form: Form) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    let s = &work.s;
    let login = form.get("login").trim().to_lowercase();
    let (name, line) = (Line::parse(form.get("namn")), Line::parse(&login));
    let organisation = Id::parse(form.get("organisation"));
    if name.is_err() {
        form.wrong("namn", s.t("account-error-name"));
    }
    if line.is_err() || login.contains(char::is_whitespace) {
        form.wrong("login", s.t("account-error-login"));
    }
    if organisation.is_err() {
        form.wrong("organisation", s.t("account-error-organisation"));
    }
    if chosen_roles(&form).is_empty() {
        form.wrong("roller", s.t("account-error-roles"));
    }
    let (Ok(name), Ok(line), Ok(organisation), true) = (name, line, organisation, form.is_right()) else {
        return page_again(&form_page(&work, &form).await?);
    };
    let id = Id::from_title(&login, 1);
    let account =
        Account { id, organisation, name, login: line, roles: chosen_roles(&form), state: AccountState::Invited };
    match account::add(&work.ctx(), &account).await {
        Ok(()) => link_page(&work, &account).await,
        Err(actions::Error::Storage(storage::Error::Taken)) => {
            form.wrong("login", s.t("account-error-taken"));
            page_again(&form_page(&work, &form).await?)
        }
        Err(e) => {
            form.refuse(s, e)?;
            page_again(&form_page(&work, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/account_link.html")]
struct LinkPage {
    s: Shell,
    name: String,
    link: String,
    hours: i64,
    back: String,
}

async fn link_page(work: &Work, of: &Account) -> Result<Response, Problem> {
    let token = account::link(&work.ctx(), &of.id, LinkPurpose::ChoosePassword).await?;
    page(&LinkPage {
        name: of.name.to_string(),
        link: work.s.to(&format!("/arbete/valj-losenord/{}", token.0)),
        hours: LinkPurpose::ChoosePassword.holds_for().as_hours(),
        back: work.s.to(&format!("/arbete/konton/{}", of.id)),
        s: work.s.clone(),
    })
}

#[derive(Template)]
#[template(path = "workspace/account.html")]
struct AccountPage {
    title: String,
    state: String,
    errors: ErrorSummary,
    facts: Vec<(String, String)>,
    roles: Options,
    here: String,
    open: bool,
    s: Shell,
}

fn account_page(work: &Work, of: &Account, form: &Form) -> AccountPage {
    let s = &work.s;
    AccountPage {
        title: of.name.to_string(),
        state: state(s, of.state),
        errors: form.summary(s),
        facts: vec![
            (s.t("account-field-login"), of.login.to_string()),
            (s.t("account-field-organisation"), of.organisation.to_string()),
        ],
        roles: form.checkboxes(s, "roller", "account-field-roles", role_choices(s)),
        here: s.to(&format!("/arbete/konton/{}", of.id)),
        open: of.state != AccountState::Closed,
        s: s.clone(),
    }
}

/// `/arbete/konton/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let of = get(&work, &id).await?;
    let mut form = Form::new();
    for role in &of.roles {
        form.add("roller", role.word());
    }
    page(&account_page(&work, &of, &form))
}

/// `/arbete/konton/{id}/{step}`, posted: other roles, a new link, or the end of the account.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let of = get(&work, &id).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "roller" => account::set_roles(&ctx, &of.id, &chosen_roles(&form)).await,
        "lank" => return link_page(&work, &of).await,
        "stang" => account::close(&ctx, &of.id).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/konton/{}", of.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&account_page(&work, &of, &form))
        }
    }
}

async fn get(work: &Work, id: &str) -> Result<Account, Problem> {
    work.ctx().may(Act::Administer, None)?;
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    storage::account::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)
}

#[derive(Template)]
#[template(path = "workspace/account_mine.html")]
struct MinePage {
    s: Shell,
    name: String,
    facts: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    several: bool,
}

/// `/arbete/mitt-konto`
pub async fn mine(work: Work, headers: HeaderMap) -> Result<Response, Problem> {
    let s = &work.s;
    let (Some(token), Some(own)) = (session(&headers), work.actor.account()) else { return Err(Problem::Absent) };
    let of = storage::account::by_id(work.app.db.reader(), work.town(), own).await?.ok_or(Problem::Absent)?;
    let organisation = storage::organisation::by_id(work.app.db.reader(), work.town(), &of.organisation).await?;
    let at = |t: jiff::Timestamp| {
        let local = t.to_zoned_datetime(actions::stockholm());
        format!("{} {}", text::date(s.lang(), local.date()), text::clock(s.lang(), local.time()))
    };
    let all = account::sessions(&work.ctx(), &token).await?;
    let one = |(made, seen, here): &(jiff::Timestamp, jiff::Timestamp, bool)| {
        let words = [("made", at(*made).into()), ("seen", at(*seen).into())];
        (
            s.t(if *here { "account-session-here" } else { "account-session-other" }),
            s.words.with("account-session", &words),
        )
    };
    page(&MinePage {
        name: of.name.to_string(),
        facts: vec![
            (s.t("account-field-login"), of.login.to_string()),
            (
                s.t("account-field-organisation"),
                organisation.map_or(of.organisation.to_string(), |o| o.name.to_string()),
            ),
            (s.t("account-field-roles"), roles(s, &of.roles)),
        ],
        sessions: all.iter().map(one).collect(),
        several: all.len() > 1,
        s: s.clone(),
    })
}

/// `/arbete/mitt-konto`, posted: ends the other sessions.
pub async fn sign_out_elsewhere(work: Work, headers: HeaderMap) -> Result<Response, Problem> {
    let token = session(&headers).ok_or(Problem::Absent)?;
    account::sign_out_elsewhere(&work.ctx(), &token).await?;
    Ok(go(work.s.to("/arbete/mitt-konto")))
}
