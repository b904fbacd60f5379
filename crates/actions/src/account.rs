//! How does a person who works with this sign in?

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use domain::account::{Account, AccountState, Role};
use domain::guess::GuessRule;
use domain::password::Password;
pub use domain::session::LinkPurpose;
use domain::session::SessionRules;
use domain::{Act, Actor, Denied, Id, Refused};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use storage::Db;

use crate::{Ctx, Error, Invalid};

/// How long a session lasts at most.
pub const SESSION_HOURS: i64 = 12;
/// How long a one-time link can be used.
pub const LINK_HOURS: i64 = 72;

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
    let ends = ctx.now.saturating_add(purpose.holds_for()).expect("a duration");
    let mut change = ctx.begin().await?;
    // A new link puts an older one out of use.
    storage::account::end_links(&mut change.tx, ctx.town(), account, ctx.now).await?;
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
    let ends = SessionRules::default().ends_at(ctx.now, ctx.now);
    storage::session::insert(&mut change.tx, ctx.town(), &session.hash(), &account, ctx.now, ends).await?;
    change.audit("account.sign-in", "account", &account, "link").await?;
    change.commit().await?;
    Ok(session)
}

/// Whose link for choosing a password this is, if it still holds. Looking does not use it up.
pub async fn chooser(ctx: &Ctx, token: &Token) -> Result<Option<Account>, Error> {
    let (hash, purpose) = (token.hash(), LinkPurpose::ChoosePassword.word());
    Ok(storage::account::by_link(ctx.db.reader(), ctx.town(), &hash, purpose, ctx.now).await?)
}

/// Chooses a password by a one-time link. Every session that the account had is ended.
pub async fn choose_password(ctx: &Ctx, token: &Token, password: &str) -> Result<Id, Error> {
    let account = chooser(ctx, token).await?.ok_or(Denied::Absent)?;
    let password = Password::parse(password, account.login.as_str())
        .map_err(|bad| Error::Invalid(vec![Invalid::new("losenord", bad.key())]))?;
    let salted = salted_hash(ctx, password.reveal())?;
    let mut change = ctx.begin().await?;
    let (hash, purpose) = (token.hash(), LinkPurpose::ChoosePassword.word());
    let used = storage::account::use_link(&mut change.tx, ctx.town(), &hash, purpose, ctx.now).await?;
    let account = used.ok_or(Denied::Absent)?;
    storage::account::set_password(&mut change.tx, ctx.town(), &account, &salted).await?;
    storage::session::end_all(&mut change.tx, ctx.town(), &account, None).await?;
    change.audit("account.choose-password", "account", &account, "").await?;
    change.commit().await?;
    Ok(account)
}

/// Signs in by login and password. The answer is the same, and takes as long, whether the login or the password is wrong.
/// After some wrong ones the next must wait, by login and by network address; `from` is the address, of which only a
/// keyed hash is kept.
pub async fn sign_in(ctx: &Ctx, login: &str, password: &str, from: &str) -> Result<Token, Error> {
    // A hash of nothing anyone chose, so that an unknown login takes as long as a known one.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c2FtdmVya2FzYW12ZXJrYQ$3v1Dp0vY2n2sF5m0mC0m1m4h1oHk0mC9d3vL2n0F5m0";
    let login = login.trim().to_lowercase();
    let guessers = [(GuessRule::LOGIN, whose(ctx, "login", &login)), (GuessRule::ADDRESS, whose(ctx, "address", from))];
    for (rule, who) in &guessers {
        let since = ctx.now.saturating_sub(GuessRule::REMEMBERED).expect("a duration");
        let (wrong, last) = storage::guess::since(ctx.db.reader(), ctx.town(), who, since).await?;
        if last.is_some_and(|last| rule.next_allowed(wrong, last) > ctx.now) {
            return Err(Refused("refused-too-many-guesses").into());
        }
    }
    let found = storage::account::by_login(ctx.db.reader(), ctx.town(), &login).await?;
    let (account, kept) = match found {
        Some((account, Some(kept))) if account.state == AccountState::Active => (Some(account), kept),
        _ => (None, NOBODY.to_owned()),
    };
    let given = password.to_owned();
    // A hash is made to be slow: it must not hold up those who only read.
    let checked =
        tokio::task::spawn_blocking(move || Argon2::default().verify_password(given.as_bytes(), kept.as_str()).is_ok());
    let right = checked.await.unwrap_or(false);
    let mut change = ctx.begin().await?;
    let Some(account) = account.filter(|_| right) else {
        for (_, who) in &guessers {
            storage::guess::insert(&mut change.tx, ctx.town(), &ctx.chance.id(), who, ctx.now).await?;
        }
        change.commit().await?;
        return Err(Denied::NotAllowed.into());
    };
    storage::guess::forget(&mut change.tx, ctx.town(), &guessers[0].1).await?;
    let session = new_token(ctx);
    let ends = SessionRules::default().ends_at(ctx.now, ctx.now);
    storage::session::insert(&mut change.tx, ctx.town(), &session.hash(), &account.id, ctx.now, ends).await?;
    change.audit("account.sign-in", "account", &account.id, "password").await?;
    change.commit().await?;
    Ok(session)
}

/// Gives an account other roles.
pub async fn set_roles(ctx: &Ctx, account: &Id, roles: &[Role]) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    if roles.is_empty() {
        return Err(Error::Invalid(vec![Invalid::new("roller", "account-error-roles")]));
    }
    let words = roles.iter().map(|r| r.word()).collect::<Vec<_>>().join(" ");
    let mut change = ctx.begin().await?;
    storage::account::set_roles(&mut change.tx, ctx.town(), account, roles).await?;
    change.audit("account.roles", "account", account, &words).await?;
    change.commit().await
}

/// Closes an account: its sessions end at once and its links no longer work. It stays in the audit log.
pub async fn close(ctx: &Ctx, account: &Id) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    if ctx.actor.account() == Some(account) {
        return Err(Refused("refused-own-account").into());
    }
    let mut change = ctx.begin().await?;
    storage::account::set_state(&mut change.tx, ctx.town(), account, AccountState::Closed).await?;
    storage::account::end_links(&mut change.tx, ctx.town(), account, ctx.now).await?;
    storage::session::end_all(&mut change.tx, ctx.town(), account, None).await?;
    change.audit("account.close", "account", account, "").await?;
    change.commit().await
}

/// Ends the actor's sessions except the one that asks.
pub async fn sign_out_elsewhere(ctx: &Ctx, session: &Token) -> Result<(), Error> {
    let account = ctx.actor.account().ok_or(Denied::NotAllowed)?;
    let mut change = ctx.begin().await?;
    storage::session::end_all(&mut change.tx, ctx.town(), account, Some(&session.hash())).await?;
    change.audit("account.sign-out-elsewhere", "account", account, "").await?;
    change.commit().await
}

/// The actor's sessions that hold: since when, last used, and whether it is this one.
pub async fn sessions(ctx: &Ctx, session: &Token) -> Result<Vec<(Timestamp, Timestamp, bool)>, Error> {
    let account = ctx.actor.account().ok_or(Denied::NotAllowed)?;
    let all = storage::session::of_account(ctx.db.reader(), ctx.town(), account, ctx.now).await?;
    Ok(all.into_iter().map(|s| (s.made_at, s.seen_at, s.token_hash == session.hash())).collect())
}

/// Notes that a session is used, now and then, so that it ends when it is not.
pub async fn touch(ctx: &Ctx, session: &Token) -> Result<(), Error> {
    let rules = SessionRules::default();
    let found = storage::session::by_token(ctx.db.reader(), ctx.town(), &session.hash(), ctx.now).await?;
    if let Some(found) = found.filter(|f| rules.worth_noting(f.seen_at, ctx.now)) {
        let mut change = ctx.begin().await?;
        let ends = rules.ends_at(found.made_at, ctx.now);
        storage::session::touch(&mut change.tx, ctx.town(), &session.hash(), ctx.now, ends).await?;
        change.commit().await?;
    }
    Ok(())
}

fn whose(ctx: &Ctx, kind: &str, text: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(ctx.key.derive("guess"));
    digest.update(kind.as_bytes());
    digest.update([0]);
    // The hash of an address is another each day: it cannot be followed from one day to the next.
    if kind == "address" {
        digest.update(ctx.today().to_string().as_bytes());
    }
    digest.update(text.as_bytes());
    digest.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
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
    let Some(session) = storage::session::by_token(db.reader(), town, &session.hash(), now).await? else {
        return Ok(None);
    };
    let account = storage::account::by_id(db.reader(), town, &session.account).await?;
    let Some(account) = account.filter(|a| a.state == AccountState::Active) else { return Ok(None) };
    let Some(organisation) = storage::organisation::by_id(db.reader(), town, &account.organisation).await? else {
        return Ok(None);
    };
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
    Ok(salted
        .map_err(|_| crate::Error::Invalid(vec![crate::Invalid::new("password", "account-error-password")]))?
        .to_string())
}
