//! What have the parties chosen to work with, and why that?

use domain::focus_area::{FocusArea, PublicFocusArea};
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, f: &FocusArea) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO focus_area (municipality, id, version, owner, sharing, number, title, aim, choice, release, release_detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(town.as_str())
    .bind(f.id.as_str())
    .bind(f.owned.owner.as_str())
    .bind(f.owned.sharing.word())
    .bind(f.number)
    .bind(f.title.as_str())
    .bind(f.aim.as_str())
    .bind(json(&f.choice))
    .bind(f.release.word())
    .bind(json(&f.release))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, f: &FocusArea) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE focus_area SET version = version + 1, owner = $4, sharing = $5, number = $6, title = $7, aim = $8, choice = $9, release = $10,
         release_detail = $11
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(f.id.as_str())
    .bind(f.version)
    .bind(f.owned.owner.as_str())
    .bind(f.owned.sharing.word())
    .bind(f.number)
    .bind(f.title.as_str())
    .bind(f.aim.as_str())
    .bind(json(&f.choice))
    .bind(f.release.word())
    .bind(json(&f.release))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<FocusArea>, Error> {
    let row = sqlx::query("SELECT * FROM focus_area WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All, in their order. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<FocusArea>, Error> {
    let rows = sqlx::query("SELECT * FROM focus_area WHERE municipality = $1 ORDER BY number, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, in their order. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicFocusArea>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM focus_area WHERE municipality = $1 AND release = 'published' ORDER BY number, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(FocusArea::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    id: &Id,
) -> Result<Option<PublicFocusArea>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(FocusArea::published))
}

fn read(row: &AnyRow) -> Result<FocusArea, Error> {
    let c = Columns::of("focus_area", row);
    Ok(FocusArea {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        number: c.int("number")?,
        title: c.parsed("title", Line::parse)?,
        aim: c.parsed("aim", Prose::parse)?,
        choice: c.value("choice")?,
        release: c.value("release_detail")?,
    })
}
