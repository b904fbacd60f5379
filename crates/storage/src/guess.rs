//! How often was a password guessed wrong?

use domain::Id;
use jiff::Timestamp;
use sqlx::any::AnyExecutor;

use crate::{Columns, Error, Tx, instant};

/// Notes a wrong password. `who` is a keyed hash of a login or a network address.
pub async fn insert(tx: &mut Tx, town: &Id, id: &Id, who: &str, at: Timestamp) -> Result<(), Error> {
    sqlx::query("INSERT INTO guess (municipality, id, who, at) VALUES ($1, $2, $3, $4)")
        .bind(town.as_str())
        .bind(id.as_str())
        .bind(who.to_owned())
        .bind(instant(at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many wrong ones since `since`, and when the last was.
pub async fn since<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    who: &str,
    since: Timestamp,
) -> Result<(u32, Option<Timestamp>), Error> {
    let row = sqlx::query(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n, MAX(at) AS last FROM guess WHERE municipality = $1 AND who = $2 AND at >= $3",
    )
    .bind(town.as_str())
    .bind(who.to_owned())
    .bind(instant(since))
    .fetch_one(on)
    .await?;
    let c = Columns::of("guess", &row);
    Ok((u32::try_from(c.int("n")?).unwrap_or(u32::MAX), c.maybe_instant("last")?))
}

/// Forgets the wrong ones of `who`: the right password was given.
pub async fn forget(tx: &mut Tx, town: &Id, who: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM guess WHERE municipality = $1 AND who = $2")
        .bind(town.as_str())
        .bind(who.to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
