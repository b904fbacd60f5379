//! When does the council meet, and what does it decide?

use domain::Id;
use domain::council::Meeting;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, m: &Meeting) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO meeting (municipality, id, version, council, on_day, items, state, detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7)",
    )
    .bind(town.as_str())
    .bind(m.id.as_str())
    .bind(m.council.as_str())
    .bind(m.on.to_string())
    .bind(json(&m.items))
    .bind(m.state.word())
    .bind(json(&m.state))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, m: &Meeting) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE meeting SET version = version + 1, council = $4, on_day = $5, items = $6, state = $7, detail = $8
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(m.id.as_str())
    .bind(m.version)
    .bind(m.council.as_str())
    .bind(m.on.to_string())
    .bind(json(&m.items))
    .bind(m.state.word())
    .bind(json(&m.state))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Meeting>, Error> {
    let row = sqlx::query("SELECT * FROM meeting WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The meetings of a council, the latest first. At most 500.
pub async fn of_council<'e>(on: impl AnyExecutor<'e>, town: &Id, council: &Id) -> Result<Vec<Meeting>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM meeting WHERE municipality = $1 AND council = $2 ORDER BY on_day DESC, id LIMIT 500",
    )
    .bind(town.as_str())
    .bind(council.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Meeting, Error> {
    let c = Columns::of("meeting", row);
    Ok(Meeting {
        id: c.id("id")?,
        version: c.int("version")?,
        council: c.id("council")?,
        on: c.date("on_day")?,
        items: c.value("items")?,
        state: c.value("detail")?,
    })
}
