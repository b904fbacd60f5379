//! Which organisations take part?

use domain::organisation::{Organisation, OrganisationKind};
use domain::{Id, Line};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Adds an organisation.
pub async fn insert(tx: &mut Tx, town: &Id, o: &Organisation) -> Result<(), Error> {
    sqlx::query("INSERT INTO organisation (municipality, id, name, short, kind) VALUES ($1, $2, $3, $4, $5)")
        .bind(town.as_str())
        .bind(o.id.as_str())
        .bind(o.name.as_str())
        .bind(o.short.as_str())
        .bind(o.kind.word())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// All organisations of the municipality, the two owners first.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Organisation>, Error> {
    let rows = sqlx::query(
        "SELECT id, name, short, kind FROM organisation WHERE municipality = $1
         ORDER BY CASE kind WHEN 'municipality' THEN 0 WHEN 'police' THEN 1 ELSE 2 END, id LIMIT 1000",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// The organisation with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Organisation>, Error> {
    let row = sqlx::query("SELECT id, name, short, kind FROM organisation WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Organisation, Error> {
    let c = Columns::of("organisation", row);
    Ok(Organisation {
        id: c.id("id")?,
        name: c.parsed("name", Line::parse)?,
        short: c.parsed("short", Line::parse)?,
        kind: c.parsed("kind", OrganisationKind::parse)?,
    })
}
