//! What have the parties agreed, for how long, and who has signed?

use domain::agreement::{Agreement, PublicAgreement};
use domain::{Id, Line, Owned, Sharing, Term};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, a: &Agreement) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO agreement (municipality, id, version, owner, sharing, title, parties, starts, ends, holds_until, content, seats, state, detail, published_at)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(town.as_str())
    .bind(a.id.as_str())
    .bind(a.owned.owner.as_str())
    .bind(a.owned.sharing.word())
    .bind(a.title.as_str())
    .bind(json(&a.parties))
    .bind(a.term.from().to_string())
    .bind(a.term.to().to_string())
    .bind(a.ends().map(|d| d.to_string()))
    .bind(json(&a.content))
    .bind(json(&a.seats))
    .bind(a.state.word())
    .bind(json(&a.state))
    .bind(a.published_at.map(instant))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, a: &Agreement) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE agreement SET version = version + 1, owner = $4, sharing = $5, title = $6, parties = $7, starts = $8, ends = $9, holds_until = $10, content = $11,
         seats = $12, state = $13, detail = $14, published_at = $15
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(a.id.as_str())
    .bind(a.version)
    .bind(a.owned.owner.as_str())
    .bind(a.owned.sharing.word())
    .bind(a.title.as_str())
    .bind(json(&a.parties))
    .bind(a.term.from().to_string())
    .bind(a.term.to().to_string())
    .bind(a.ends().map(|d| d.to_string()))
    .bind(json(&a.content))
    .bind(json(&a.seats))
    .bind(a.state.word())
    .bind(json(&a.state))
    .bind(a.published_at.map(instant))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Agreement>, Error> {
    let row = sqlx::query("SELECT * FROM agreement WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All, the newest first. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Agreement>, Error> {
    let rows = sqlx::query("SELECT * FROM agreement WHERE municipality = $1 ORDER BY starts DESC, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, the newest first. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicAgreement>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM agreement WHERE municipality = $1 AND published_at IS NOT NULL ORDER BY starts DESC, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Agreement::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    id: &Id,
) -> Result<Option<PublicAgreement>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Agreement::published))
}

fn read(row: &AnyRow) -> Result<Agreement, Error> {
    let c = Columns::of("agreement", row);
    Ok(Agreement {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        parties: c.value("parties")?,
        term: Term::new(c.date("starts")?, c.date("ends")?).map_err(|e| c.damaged("ends", e))?,
        content: c.value("content")?,
        seats: c.value("seats")?,
        state: c.value("detail")?,
        published_at: c.maybe_instant("published_at")?,
    })
}
