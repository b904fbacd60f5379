//! What is wrong, where and when, and how urgent is it?

use domain::problem::{Problem, PublicProblem, Standing};
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, p: &Problem) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO problem (municipality, id, version, owner, sharing, title, area, place, time, why, standing, standing_detail, rank, release, release_detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.area.as_ref().map(|a| a.as_str().to_owned()))
    .bind(p.place.as_str())
    .bind(p.time.as_str())
    .bind(p.why.as_str())
    .bind(p.standing.word())
    .bind(json(&p.standing))
    .bind(rank(p))
    .bind(p.release.word())
    .bind(json(&p.release))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, p: &Problem) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE problem SET version = version + 1, owner = $4, sharing = $5, title = $6, area = $7, place = $8, time = $9, why = $10, standing = $11,
         standing_detail = $12, rank = $13, release = $14, release_detail = $15
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.version)
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.area.as_ref().map(|a| a.as_str().to_owned()))
    .bind(p.place.as_str())
    .bind(p.time.as_str())
    .bind(p.why.as_str())
    .bind(p.standing.word())
    .bind(json(&p.standing))
    .bind(rank(p))
    .bind(p.release.word())
    .bind(json(&p.release))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Problem>, Error> {
    let row = sqlx::query("SELECT * FROM problem WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All, the most urgent first. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Problem>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM problem WHERE municipality = $1 ORDER BY CASE WHEN rank IS NULL THEN 99 ELSE rank END, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, the most urgent first. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicProblem>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM problem WHERE municipality = $1 AND release = 'published' ORDER BY CASE WHEN rank IS NULL THEN 99 ELSE rank END, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Problem::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<PublicProblem>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Problem::published))
}

fn rank(p: &Problem) -> Option<i64> {
    match &p.standing {
        Standing::Prioritised(priority) => Some(i64::from(priority.rank.number())),
        _ => None,
    }
}

fn read(row: &AnyRow) -> Result<Problem, Error> {
    let c = Columns::of("problem", row);
    Ok(Problem {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        area: c.maybe_parsed("area", Id::parse)?,
        place: c.parsed("place", Line::parse)?,
        time: c.parsed("time", Line::parse)?,
        why: c.parsed("why", Prose::parse)?,
        standing: c.value("standing_detail")?,
        release: c.value("release_detail")?,
    })
}
