//! What is each promise made of?

use domain::commitment::{Commitment, Kind};
use domain::{Id, Line, Noun};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::promise::serialised;
use crate::{Columns, Error, Tx};

/// Adds a commitment. [`Error::Taken`] when its key or its number in the promise is.
pub async fn insert(tx: &mut Tx, town: &Id, c: &Commitment) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO commitment (municipality, id, version, promise, number, title, kind, at_least, by_date, tolerance, place, units, way_back, remedies)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(c.promise.as_str())
    .bind(i64::from(c.number))
    .bind(c.title.as_str())
    .bind(c.kind.word())
    .bind(c.at_least.map(i64::from))
    .bind(c.by.map(|d| d.to_string()))
    .bind(i64::from(c.tolerance))
    .bind(c.place.as_ref().map(|p| p.as_str().to_owned()))
    .bind(serialised(&c.units))
    .bind(c.way_back.as_ref().map(|w| w.as_str().to_owned()))
    .bind(serialised(&c.remedies))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed commitment. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, c: &Commitment) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE commitment SET version = version + 1, number = $4, title = $5, kind = $6, at_least = $7, by_date = $8,
             tolerance = $9, place = $10, units = $11, way_back = $12, remedies = $13
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(c.version)
    .bind(i64::from(c.number))
    .bind(c.title.as_str())
    .bind(c.kind.word())
    .bind(c.at_least.map(i64::from))
    .bind(c.by.map(|d| d.to_string()))
    .bind(i64::from(c.tolerance))
    .bind(c.place.as_ref().map(|p| p.as_str().to_owned()))
    .bind(serialised(&c.units))
    .bind(c.way_back.as_ref().map(|w| w.as_str().to_owned()))
    .bind(serialised(&c.remedies))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Takes a commitment out of a promise that is still a draft.
pub async fn delete(tx: &mut Tx, town: &Id, c: &Commitment) -> Result<(), Error> {
    let done = sqlx::query("DELETE FROM commitment WHERE municipality = $1 AND id = $2 AND version = $3")
        .bind(town.as_str())
        .bind(c.id.as_str())
        .bind(c.version)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The commitment with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Commitment>, Error> {
    let row = sqlx::query("SELECT * FROM commitment WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Those of a promise in their order. At most 200.
pub async fn of_promise<'e>(on: impl AnyExecutor<'e>, town: &Id, promise: &Id) -> Result<Vec<Commitment>, Error> {
    let rows =
        sqlx::query("SELECT * FROM commitment WHERE municipality = $1 AND promise = $2 ORDER BY number LIMIT 200")
            .bind(town.as_str())
            .bind(promise.as_str())
            .fetch_all(on)
            .await?;
    rows.iter().map(read).collect()
}

/// Those of every promise. At most 2 000.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Commitment>, Error> {
    let rows = sqlx::query("SELECT * FROM commitment WHERE municipality = $1 ORDER BY promise, number LIMIT 2000")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What the commitments of a promise rest on directly: commitment, noun and key. At most 2 000.
pub async fn grounds<'e>(on: impl AnyExecutor<'e>, town: &Id, promise: &Id) -> Result<Vec<(Id, Noun, Id)>, Error> {
    let rows = sqlx::query(
        "SELECT c.id AS id, l.from_noun, l.from_id FROM commitment c
         JOIN link l ON l.municipality = c.municipality AND l.to_noun = 'commitment' AND l.to_id = c.id
         WHERE c.municipality = $1 AND c.promise = $2 ORDER BY c.number, l.from_noun, l.from_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(promise.as_str())
    .fetch_all(on)
    .await?;
    let read = |row: &AnyRow| {
        let c = Columns::of("link", row);
        Ok((c.id("id")?, c.parsed("from_noun", Noun::parse)?, c.id("from_id")?))
    };
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Commitment, Error> {
    let c = Columns::of("commitment", row);
    Ok(Commitment {
        id: c.id("id")?,
        version: c.int("version")?,
        promise: c.id("promise")?,
        number: c.int("number")?.try_into().unwrap_or(0),
        title: c.parsed("title", Line::parse)?,
        kind: c.parsed("kind", Kind::parse)?,
        at_least: c.maybe_int("at_least")?.and_then(|n| n.try_into().ok()),
        by: c.maybe_date("by_date")?,
        tolerance: c.int("tolerance")?.try_into().unwrap_or(0),
        place: c.maybe_parsed("place", Line::parse)?,
        units: c.value("units")?,
        way_back: c.maybe_parsed("way_back", Line::parse)?,
        remedies: c.value("remedies")?,
    })
}
