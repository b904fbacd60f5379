//! How does a person who works with this sign in?

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use domain::account::{Account, AccountState};
use domain::{Act, Actor, Denied, Id};
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use storage::Db;

use crate::{Ctx, Error};

/// How long a session lasts at most.
pub const SESSION_HOURS: i64 = 12;
/// How long a one-time link can be used.
pub const LINK_HOURS: i64 = 72;

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// To sign in once.
    SignIn,
    /// To choose a password: for the first sign-in, or when it is forgotten.
    ChoosePassword,
}

impl LinkPurpose {
    fn word(self) -> &'static str {
        match self {
            LinkPurpose::SignIn => "sign-in",
            LinkPurpose::ChoosePassword => "choose-password",
        }
    }
}

/// A secret that is shown once: in a link or a cookie. Only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl Token {
    fn hash(&self) -> String {
        Sha256::digest(self.0.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Adds an account. It cannot be used before its one-time link has been.
pub async fn add(ctx: &Ctx, account: &Account) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    storage::account::insert(&mut change.tx, ctx.town(), account).await?;
    change.audit("account.add", "account", &account.id, "").await?;
    change.commit().await
}

/// Makes a one-time link for an account and answers its token.
pub async fn link(ctx: &Ctx, account: &Id, purpose: LinkPurpose) -> Result<Token, Error> {
    ctx.may(Act::Administer, None)?;
    let known = storage::account::by_id(ctx.db.reader(), ctx.town(), account).await?;
    if known.is_none_or(|a| a.state == AccountState::Closed) {
        return Err(Denied::Absent.into());
    }
    let token = new_token(ctx);
    let ends = ctx.now + LINK_HOURS.hours();
    let mut change = ctx.begin().await?;
    storage::account::insert_link(&mut change.tx, ctx.town(), &token.hash(), account, purpose.word(), ends).await?;
    change.audit("account.link", "account", account, purpose.word()).await?;
    change.commit().await?;
    Ok(token)
}

/// Signs in by a one-time link: uses it up and answers the session's token.
pub async fn sign_in_by_link(ctx: &Ctx, token: &Token) -> Result<Token, Error> {
    let mut change = ctx.begin().await?;
    let (hash, purpose) = (token.hash(), LinkPurpose::SignIn.word());
    let used = storage::account::use_link(&mut change.tx, ctx.town(), &hash, purpose, ctx.now).await?;
    let account = used.ok_or(Denied::Absent)?;
    storage::account::set_state(&mut change.tx, ctx.town(), &account, AccountState::Active).await?;
    let session = new_token(ctx);
    let ends = ctx.now + SESSION_HOURS.hours();
    storage::session::insert(&mut change.tx, ctx.town(), &session.hash(), &account, ctx.now, ends).await?;
    change.audit("account.sign-in", "account", &account, "link").await?;
    change.commit().await?;
    Ok(session)
}

/// Chooses a password by a one-time link.
pub async fn choose_password(ctx: &Ctx, token: &Token, password: &str) -> Result<Id, Error> {
    let salted = salted_hash(ctx, password)?;
    let mut change = ctx.begin().await?;
    let (hash, purpose) = (token.hash(), LinkPurpose::ChoosePassword.word());
    let used = storage::account::use_link(&mut change.tx, ctx.town(), &hash, purpose, ctx.now).await?;
    let account = used.ok_or(Denied::Absent)?;
    storage::account::set_password(&mut change.tx, ctx.town(), &account, &salted).await?;
    change.audit("account.choose-password", "account", &account, "").await?;
    change.commit().await?;
    Ok(account)
}

/// Signs in by login and password. The answer is the same, and takes as long, whether the login or the password is wrong.
pub async fn sign_in(ctx: &Ctx, login: &str, password: &str) -> Result<Token, Error> {
    // A hash of nothing anyone chose, so that an unknown login takes as long as a known one.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FtdmVya2FzYW12ZXJrYQ$3v1Dp0vY2n2sF5m0mC0m1m4h1oHk0mC9d3vL2n0F5m0";
    let found = storage::account::by_login(ctx.db.reader(), ctx.town(), &login.trim().to_lowercase()).await?;
    let (account, kept) = match found {
        Some((account, Some(kept))) if account.state == AccountState::Active => (Some(account), kept),
        _ => (None, NOBODY.to_owned()),
    };
    let right = Argon2::default().verify_password(password.as_bytes(), kept.as_str()).is_ok();
    let Some(account) = account.filter(|_| right) else { return Err(Denied::NotAllowed.into()) };
    let session = new_token(ctx);
    let ends = ctx.now + SESSION_HOURS.hours();
    let mut change = ctx.begin().await?;
    storage::session::insert(&mut change.tx, ctx.town(), &session.hash(), &account.id, ctx.now, ends).await?;
    change.audit("account.sign-in", "account", &account.id, "password").await?;
    change.commit().await?;
    Ok(session)
}

/// Ends a session.
pub async fn sign_out(ctx: &Ctx, session: &Token) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::session::end(&mut change.tx, ctx.town(), &session.hash()).await?;
    if let Some(account) = ctx.actor.account() {
        change.audit("account.sign-out", "account", account, "").await?;
    }
    change.commit().await
}

/// Who holds this session now, if anyone.
pub async fn who(db: &Db, town: &Id, session: &Token, now: Timestamp) -> Result<Option<Actor>, Error> {
    let Some(session) = storage::session::by_token(db.reader(), town, &session.hash(), now).await? else { return Ok(None) };
    let account = storage::account::by_id(db.reader(), town, &session.account).await?;
    let Some(account) = account.filter(|a| a.state == AccountState::Active) else { return Ok(None) };
    let Some(organisation) = storage::organisation::by_id(db.reader(), town, &account.organisation).await? else { return Ok(None) };
    Ok(Some(Actor::Account {
        account: account.id,
        name: account.name.to_string(),
        organisation: organisation.id,
        kind: organisation.kind,
        roles: account.roles,
    }))
}

fn new_token(ctx: &Ctx) -> Token {
    let bytes: [u8; 32] = ctx.chance.bytes();
    Token(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

fn salted_hash(ctx: &Ctx, password: &str) -> Result<String, Error> {
    let salt: [u8; 16] = ctx.chance.bytes();
    let salted = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    Ok(salted.map_err(|_| crate::Error::Invalid(vec![crate::Invalid::new("password", "account-error-password")]))?.to_string())
}
