//! What does the accessibility statement say, edition by edition?

use domain::statement::Statement;
use domain::{Id, Owned, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Adds a draft. [`Error::Taken`] when there is this edition already.
pub async fn insert(tx: &mut Tx, town: &Id, s: &Statement) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO statement (municipality, id, version, owner, sharing, content, state, detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7)",
    )
    .bind(town.as_str())
    .bind(s.id.as_str())
    .bind(s.owned.owner.as_str())
    .bind(s.owned.sharing.word())
    .bind(serde_json::to_string(&s.content).expect("a statement can be written"))
    .bind(s.state.word())
    .bind(serde_json::to_string(&s.state).expect("a state can be written"))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a changed statement. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, s: &Statement) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE statement SET version = version + 1, owner = $4, sharing = $5, content = $6, state = $7, detail = $8
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(s.id.as_str())
    .bind(s.version)
    .bind(s.owned.owner.as_str())
    .bind(s.owned.sharing.word())
    .bind(serde_json::to_string(&s.content).expect("a statement can be written"))
    .bind(s.state.word())
    .bind(serde_json::to_string(&s.state).expect("a state can be written"))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Every edition, the latest first. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Statement>, Error> {
    let rows =
        sqlx::query("SELECT * FROM statement WHERE municipality = $1 ORDER BY CAST(id AS BIGINT) DESC LIMIT 500")
            .bind(town.as_str())
            .fetch_all(on)
            .await?;
    rows.iter().map(read).collect()
}

/// The edition that holds, if one was published.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Option<Statement>, Error> {
    let row =
        sqlx::query("SELECT * FROM statement WHERE municipality = $1 AND state = 'published' ORDER BY id DESC LIMIT 1")
            .bind(town.as_str())
            .fetch_optional(on)
            .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &AnyRow) -> Result<Statement, Error> {
    let c = Columns::of("statement", row);
    Ok(Statement {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        content: c.value("content")?,
        state: c.value("detail")?,
    })
}
