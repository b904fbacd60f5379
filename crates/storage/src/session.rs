//! Who is signed in?

use domain::Id;
use jiff::Timestamp;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

/// A session that still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub account: Id,
    /// The hash of its token, by which it is ended.
    pub token_hash: String,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// Keeps a session: only the hash of its token.
pub async fn insert(
    tx: &mut Tx,
    town: &Id,
    token_hash: &str,
    account: &Id,
    now: Timestamp,
    ends_at: Timestamp,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO session (municipality, token_hash, account, made_at, seen_at, ends_at) VALUES ($1, $2, $3, $4, $4, $5)",
    )
    .bind(town.as_str())
    .bind(token_hash.to_owned())
    .bind(account.as_str())
    .bind(instant(now))
    .bind(instant(ends_at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The session of a token hash, if it has not ended.
pub async fn by_token<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Session>, Error> {
    let row = sqlx::query("SELECT account AS id, token_hash, made_at, seen_at FROM session WHERE municipality = $1 AND token_hash = $2 AND ends_at > $3")
        .bind(town.as_str())
        .bind(token_hash.to_owned())
        .bind(instant(now))
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Notes that a session is used, and when it ends now.
pub async fn touch(tx: &mut Tx, town: &Id, token_hash: &str, now: Timestamp, ends_at: Timestamp) -> Result<(), Error> {
    sqlx::query("UPDATE session SET seen_at = $3, ends_at = $4 WHERE municipality = $1 AND token_hash = $2")
        .bind(town.as_str())
        .bind(token_hash.to_owned())
        .bind(instant(now))
        .bind(instant(ends_at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The sessions of an account that hold, the last used first. At most 100.
pub async fn of_account<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    account: &Id,
    now: Timestamp,
) -> Result<Vec<Session>, Error> {
    let rows = sqlx::query(
        "SELECT account AS id, token_hash, made_at, seen_at FROM session
         WHERE municipality = $1 AND account = $2 AND ends_at > $3 ORDER BY seen_at DESC, token_hash LIMIT 100",
    )
    .bind(town.as_str())
    .bind(account.as_str())
    .bind(instant(now))
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Ends every session of an account, except the one with the hash `but`.
pub async fn end_all(tx: &mut Tx, town: &Id, account: &Id, but: Option<&str>) -> Result<(), Error> {
    sqlx::query("DELETE FROM session WHERE municipality = $1 AND account = $2 AND token_hash <> $3")
        .bind(town.as_str())
        .bind(account.as_str())
        .bind(but.unwrap_or_default().to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Session, Error> {
    let c = Columns::of("session", row);
    Ok(Session {
        account: c.id("id")?,
        token_hash: c.text("token_hash")?,
        made_at: c.instant("made_at")?,
        seen_at: c.instant("seen_at")?,
    })
}

/// Ends a session.
pub async fn end(tx: &mut Tx, town: &Id, token_hash: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM session WHERE municipality = $1 AND token_hash = $2")
        .bind(town.as_str())
        .bind(token_hash.to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
