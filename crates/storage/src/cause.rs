//! Why does a problem arise at this place and time?

use domain::cause::{Cause, Perspective, PublicCause};
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, c: &Cause) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO cause (municipality, id, version, owner, sharing, problem, perspective, title, why, standing, standing_detail, release, release_detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(c.owned.owner.as_str())
    .bind(c.owned.sharing.word())
    .bind(c.problem.as_str())
    .bind(c.perspective.word())
    .bind(c.title.as_str())
    .bind(c.why.as_str())
    .bind(c.standing.word())
    .bind(json(&c.standing))
    .bind(c.release.word())
    .bind(json(&c.release))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, c: &Cause) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE cause SET version = version + 1, owner = $4, sharing = $5, problem = $6, perspective = $7, title = $8, why = $9, standing = $10,
         standing_detail = $11, release = $12, release_detail = $13
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(c.version)
    .bind(c.owned.owner.as_str())
    .bind(c.owned.sharing.word())
    .bind(c.problem.as_str())
    .bind(c.perspective.word())
    .bind(c.title.as_str())
    .bind(c.why.as_str())
    .bind(c.standing.word())
    .bind(json(&c.standing))
    .bind(c.release.word())
    .bind(json(&c.release))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Cause>, Error> {
    let row = sqlx::query("SELECT * FROM cause WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Cause>, Error> {
    let rows = sqlx::query("SELECT * FROM cause WHERE municipality = $1 ORDER BY problem, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// The causes of a problem. At most 500.
pub async fn of_problem<'e>(on: impl AnyExecutor<'e>, town: &Id, problem: &Id) -> Result<Vec<Cause>, Error> {
    let rows = sqlx::query("SELECT * FROM cause WHERE municipality = $1 AND problem = $2 ORDER BY id LIMIT 500")
        .bind(town.as_str())
        .bind(problem.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicCause>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM cause WHERE municipality = $1 AND release = 'published' ORDER BY problem, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Cause::published).collect())
}

/// The causes of a problem that everyone may read. At most 500.
pub async fn published_of_problem<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    problem: &Id,
) -> Result<Vec<PublicCause>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM cause WHERE municipality = $1 AND problem = $2 AND release = 'published' ORDER BY id LIMIT 500",
    )
    .bind(town.as_str())
    .bind(problem.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Cause::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<PublicCause>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Cause::published))
}

fn read(row: &AnyRow) -> Result<Cause, Error> {
    let c = Columns::of("cause", row);
    Ok(Cause {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        problem: c.id("problem")?,
        perspective: c.parsed("perspective", Perspective::parse)?,
        title: c.parsed("title", Line::parse)?,
        why: c.parsed("why", Prose::parse)?,
        standing: c.value("standing_detail")?,
        release: c.value("release_detail")?,
    })
}
