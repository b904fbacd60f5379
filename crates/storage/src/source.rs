//! Where does a figure come from, and is the tap still running?

use domain::source::{Source, SourceKind};
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Adds a source, or writes it anew under its key.
pub async fn upsert(tx: &mut Tx, town: &Id, s: &Source) -> Result<(), Error> {
    let json = |v: Result<String, _>| v.expect("plain values can be written");
    sqlx::query(
        "INSERT INTO source (municipality, id, owner, sharing, name, kind, licence, limits, every_days, fetched, failed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (municipality, id) DO UPDATE SET owner = excluded.owner, sharing = excluded.sharing, name = excluded.name,
             kind = excluded.kind, licence = excluded.licence, limits = excluded.limits, every_days = excluded.every_days,
             fetched = excluded.fetched, failed = excluded.failed",
    )
    .bind(town.as_str())
    .bind(s.id.as_str())
    .bind(s.owned.owner.as_str())
    .bind(s.owned.sharing.word())
    .bind(s.name.as_str())
    .bind(s.kind.word())
    .bind(s.licence.as_ref().map(|l| l.as_str().to_owned()))
    .bind(s.limits.as_str())
    .bind(s.every_days.map(i64::from))
    .bind(s.fetched.as_ref().map(|f| json(serde_json::to_string(f))))
    .bind(s.failed.as_ref().map(|f| json(serde_json::to_string(f))))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The source with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Source>, Error> {
    let row = sqlx::query("SELECT * FROM source WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All sources by name, at most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Source>, Error> {
    let rows = sqlx::query("SELECT * FROM source WHERE municipality = $1 ORDER BY kind, name, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Source, Error> {
    let c = Columns::of("source", row);
    Ok(Source {
        id: c.id("id")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        name: c.parsed("name", Line::parse)?,
        kind: c.parsed("kind", SourceKind::parse)?,
        licence: c.maybe_parsed("licence", Line::parse)?,
        limits: c.parsed("limits", Prose::parse)?,
        every_days: c.maybe_int("every_days")?.and_then(|n| u32::try_from(n).ok()),
        fetched: c.maybe_value("fetched")?,
        failed: c.maybe_value("failed")?,
    })
}
