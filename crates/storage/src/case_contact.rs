//! How can somebody be answered, apart from the case itself?

use domain::Id;
use sqlx::any::AnyExecutor;

use crate::{Columns, Error, Tx};

/// Keeps the sealed way to answer the case `id` of `noun` ("notice", "format-request").
pub async fn insert(tx: &mut Tx, town: &Id, noun: &str, id: &Id, sealed: &str) -> Result<(), Error> {
    sqlx::query("INSERT INTO case_contact (municipality, noun, id, sealed) VALUES ($1, $2, $3, $4)")
        .bind(town.as_str())
        .bind(noun.to_owned())
        .bind(id.as_str())
        .bind(sealed.to_owned())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The sealed way to answer a case, if the sender left one and the case is open.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, noun: &str, id: &Id) -> Result<Option<String>, Error> {
    let row = sqlx::query("SELECT id, sealed FROM case_contact WHERE municipality = $1 AND noun = $2 AND id = $3")
        .bind(town.as_str())
        .bind(noun.to_owned())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(|r| Columns::of("case_contact", r).text("sealed")).transpose()
}

/// Erases it.
pub async fn erase(tx: &mut Tx, town: &Id, noun: &str, id: &Id) -> Result<(), Error> {
    sqlx::query("DELETE FROM case_contact WHERE municipality = $1 AND noun = $2 AND id = $3")
        .bind(town.as_str())
        .bind(noun.to_owned())
        .bind(id.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
