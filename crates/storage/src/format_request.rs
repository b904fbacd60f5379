//! Who has asked for content in another form?

use domain::format_request::{FormatRequest, WantedForm};
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

/// Adds a request, with the hash of its receipt. [`Error::Taken`] when it is there already.
pub async fn insert(tx: &mut Tx, town: &Id, r: &FormatRequest, receipt_hash: &str) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO format_request (municipality, id, version, owner, sharing, receipt_hash, received_at, page, what,
             form, state, detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(town.as_str())
    .bind(r.id.as_str())
    .bind(r.owned.owner.as_str())
    .bind(r.owned.sharing.word())
    .bind(receipt_hash.to_owned())
    .bind(instant(r.received_at))
    .bind(r.page.as_ref().map(|p| p.as_str().to_owned()))
    .bind(r.what.as_str())
    .bind(r.form.word())
    .bind(r.state.word())
    .bind(serde_json::to_string(&r.state).expect("a state can be written"))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes how far a request has come. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, r: &FormatRequest) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE format_request SET version = version + 1, state = $4, detail = $5 WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(r.id.as_str())
    .bind(r.version)
    .bind(r.state.word())
    .bind(serde_json::to_string(&r.state).expect("a state can be written"))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The request with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<FormatRequest>, Error> {
    let row = sqlx::query("SELECT * FROM format_request WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The request whose receipt has this hash.
pub async fn by_receipt<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    receipt_hash: &str,
) -> Result<Option<FormatRequest>, Error> {
    let row = sqlx::query("SELECT * FROM format_request WHERE municipality = $1 AND receipt_hash = $2")
        .bind(town.as_str())
        .bind(receipt_hash.to_owned())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Those that wait first, the oldest of them first. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<FormatRequest>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM format_request WHERE municipality = $1
         ORDER BY CASE state WHEN 'received' THEN 0 WHEN 'refused' THEN 1 WHEN 'answered' THEN 2 ELSE 3 END, received_at, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<FormatRequest, Error> {
    let c = Columns::of("format_request", row);
    Ok(FormatRequest {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        received_at: c.instant("received_at")?,
        page: c.maybe_parsed("page", Line::parse)?,
        what: c.parsed("what", Prose::parse)?,
        form: c.parsed("form", WantedForm::parse)?,
        state: c.value("detail")?,
    })
}
