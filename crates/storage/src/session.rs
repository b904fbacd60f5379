//! Who is signed in?

use domain::Id;
use jiff::Timestamp;
use sqlx::any::AnyExecutor;

use crate::{Columns, Error, Tx, instant};

/// A session that still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub account: Id,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// Keeps a session: only the hash of its token.
pub async fn insert(tx: &mut Tx, town: &Id, token_hash: &str, account: &Id, now: Timestamp, ends_at: Timestamp) -> Result<(), Error> {
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
pub async fn by_token<'e>(on: impl AnyExecutor<'e>, town: &Id, token_hash: &str, now: Timestamp) -> Result<Option<Session>, Error> {
    let row = sqlx::query("SELECT account AS id, seen_at FROM session WHERE municipality = $1 AND token_hash = $2 AND ends_at > $3")
        .bind(town.as_str())
        .bind(token_hash.to_owned())
        .bind(instant(now))
        .fetch_optional(on)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let c = Columns::of("session", &row);
    Ok(Some(Session { account: c.id("id")?, seen_at: c.instant("seen_at")? }))
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
