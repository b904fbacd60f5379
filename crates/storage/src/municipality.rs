//! Which municipalities does this installation hold?

use domain::{Id, Line, Municipality};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Adds a municipality.
pub async fn insert(tx: &mut Tx, m: &Municipality) -> Result<(), Error> {
    sqlx::query("INSERT INTO municipality (id, name, code, band, smallest_shown) VALUES ($1, $2, $3, $4, $5)")
        .bind(m.id.as_str())
        .bind(m.name.as_str())
        .bind(m.code.clone())
        .bind(m.band.as_ref().map(|b| b.as_str().to_owned()))
        .bind(i64::from(m.smallest_shown))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The municipality with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, id: &Id) -> Result<Option<Municipality>, Error> {
    let row = sqlx::query("SELECT id, name, code, band, smallest_shown FROM municipality WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All of them, by key. There are at most a few hundred in a country.
pub async fn all<'e>(on: impl AnyExecutor<'e>) -> Result<Vec<Municipality>, Error> {
    let rows = sqlx::query("SELECT id, name, code, band, smallest_shown FROM municipality ORDER BY id LIMIT 1000")
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Municipality, Error> {
    let c = Columns::of("municipality", row);
    Ok(Municipality {
        id: c.id("id")?,
        name: c.parsed("name", Line::parse)?,
        code: c.maybe_text("code")?,
        band: c.maybe_parsed("band", Line::parse)?,
        smallest_shown: u32::try_from(c.int("smallest_shown")?).unwrap_or(5),
    })
}
