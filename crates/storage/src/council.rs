//! Who meets to decide?

use domain::council::Council;
use domain::{Id, Line, Prose};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, c: &Council) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO council (municipality, id, version, name, about, members)
         VALUES ($1, $2, 1, $3, $4, $5)",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(c.name.as_str())
    .bind(c.about.as_str())
    .bind(json(&c.members))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, c: &Council) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE council SET version = version + 1, name = $4, about = $5, members = $6
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(c.version)
    .bind(c.name.as_str())
    .bind(c.about.as_str())
    .bind(json(&c.members))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Council>, Error> {
    let row = sqlx::query("SELECT * FROM council WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Council>, Error> {
    let rows = sqlx::query("SELECT * FROM council WHERE municipality = $1 ORDER BY id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Council, Error> {
    let c = Columns::of("council", row);
    Ok(Council {
        id: c.id("id")?,
        version: c.int("version")?,
        name: c.parsed("name", Line::parse)?,
        about: c.parsed("about", Prose::parse)?,
        members: c.value("members")?,
    })
}
