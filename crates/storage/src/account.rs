//! Which accounts are there, and how do they sign in?

use domain::account::{Account, AccountState, Role};
use domain::{Id, Line};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

const COLUMNS: &str = "id, organisation, name, login, roles, state";

/// Adds an account, without a password.
pub async fn insert(tx: &mut Tx, town: &Id, a: &Account) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO account (municipality, id, organisation, name, login, roles, state) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(town.as_str())
    .bind(a.id.as_str())
    .bind(a.organisation.as_str())
    .bind(a.name.as_str())
    .bind(a.login.as_str())
    .bind(words(&a.roles))
    .bind(state_word(a.state))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The account with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Account>, Error> {
    let row = sqlx::query(
        "SELECT id, organisation, name, login, roles, state FROM account WHERE municipality = $1 AND id = $2",
    )
    .bind(town.as_str())
    .bind(id.as_str())
    .fetch_optional(on)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The account with this login, with its password hash if one is chosen.
pub async fn by_login<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    login: &str,
) -> Result<Option<(Account, Option<String>)>, Error> {
    let row = sqlx::query(
        "SELECT id, organisation, name, login, roles, state, password FROM account WHERE municipality = $1 AND login = $2",
    )
    .bind(town.as_str())
    .bind(login.to_owned())
    .fetch_optional(on)
    .await?;
    row.as_ref().map(|r| Ok((read(r)?, Columns::of("account", r).maybe_text("password")?))).transpose()
}

/// All accounts of the municipality, by name.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Account>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE municipality = $1 ORDER BY name, id LIMIT 5000");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(town.as_str()).fetch_all(on).await?;
    rows.iter().map(read).collect()
}

/// Sets the password hash and opens the account for use.
pub async fn set_password(tx: &mut Tx, town: &Id, account: &Id, hash: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE account SET password = $3, state = 'active' WHERE municipality = $1 AND id = $2 AND state <> 'closed'",
    )
    .bind(town.as_str())
    .bind(account.as_str())
    .bind(hash.to_owned())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sets whether the account can be used.
pub async fn set_state(tx: &mut Tx, town: &Id, account: &Id, state: AccountState) -> Result<(), Error> {
    sqlx::query("UPDATE account SET state = $3 WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(account.as_str())
        .bind(state_word(state))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes what an account may do.
pub async fn set_roles(tx: &mut Tx, town: &Id, account: &Id, roles: &[Role]) -> Result<(), Error> {
    sqlx::query("UPDATE account SET roles = $3 WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(account.as_str())
        .bind(words(roles))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes the one-time links of an account out of use: a new one was made, or the account is closed.
pub async fn end_links(tx: &mut Tx, town: &Id, account: &Id, now: Timestamp) -> Result<(), Error> {
    sqlx::query("UPDATE one_time_link SET used_at = $3 WHERE municipality = $1 AND account = $2 AND used_at IS NULL")
        .bind(town.as_str())
        .bind(account.as_str())
        .bind(instant(now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whose one-time link this is, if it still holds. It is not used up by asking.
pub async fn by_link<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    token_hash: &str,
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Account>, Error> {
    let row = sqlx::query(
        "SELECT a.id, a.organisation, a.name, a.login, a.roles, a.state FROM account a
         JOIN one_time_link l ON l.municipality = a.municipality AND l.account = a.id
         WHERE l.municipality = $1 AND l.token_hash = $2 AND l.purpose = $3 AND l.used_at IS NULL AND l.ends_at > $4
             AND a.state <> 'closed'",
    )
    .bind(town.as_str())
    .bind(token_hash.to_owned())
    .bind(purpose.to_owned())
    .bind(instant(now))
    .fetch_optional(on)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Keeps a one-time link: only the hash of its token.
pub async fn insert_link(
    tx: &mut Tx,
    town: &Id,
    token_hash: &str,
    account: &Id,
    purpose: &str,
    ends_at: Timestamp,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO one_time_link (municipality, token_hash, account, purpose, ends_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(town.as_str())
    .bind(token_hash.to_owned())
    .bind(account.as_str())
    .bind(purpose.to_owned())
    .bind(instant(ends_at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Uses a one-time link up: answers its account, once, and only before it ends.
pub async fn use_link(
    tx: &mut Tx,
    town: &Id,
    token_hash: &str,
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Id>, Error> {
    let row = sqlx::query(
        "UPDATE one_time_link SET used_at = $4
         WHERE municipality = $1 AND token_hash = $2 AND purpose = $3 AND used_at IS NULL AND ends_at > $4
         RETURNING account",
    )
    .bind(town.as_str())
    .bind(token_hash.to_owned())
    .bind(purpose.to_owned())
    .bind(instant(now))
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let account: String = row.try_get("account")?;
    Ok(Id::parse(&account).ok())
}

fn words(roles: &[Role]) -> String {
    roles.iter().map(|r| r.word()).collect::<Vec<_>>().join(" ")
}

fn state_word(state: AccountState) -> &'static str {
    match state {
        AccountState::Invited => "invited",
        AccountState::Active => "active",
        AccountState::Closed => "closed",
    }
}

fn read(row: &AnyRow) -> Result<Account, Error> {
    let c = Columns::of("account", row);
    Ok(Account {
        id: c.id("id")?,
        organisation: c.id("organisation")?,
        name: c.parsed("name", Line::parse)?,
        login: c.parsed("login", Line::parse)?,
        roles: c
            .parsed("roles", |t| t.split(' ').filter(|w| !w.is_empty()).map(Role::parse).collect::<Option<Vec<_>>>())?,
        state: c.parsed("state", |t| match t {
            "invited" => Some(AccountState::Invited),
            "active" => Some(AccountState::Active),
            "closed" => Some(AccountState::Closed),
            _ => None,
        })?,
    })
}
