//! What did this come from, and what came of it?

use domain::{Id, Link, Noun};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Draws an arrow; drawing it twice is the same as once.
pub async fn link(tx: &mut Tx, town: &Id, link: &Link) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO link (municipality, from_noun, from_id, to_noun, to_id) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (municipality, from_noun, from_id, to_noun, to_id) DO NOTHING",
    )
    .bind(town.as_str())
    .bind(link.from.0.word())
    .bind(link.from.1.as_str())
    .bind(link.to.0.word())
    .bind(link.to.1.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes an arrow away.
pub async fn unlink(tx: &mut Tx, town: &Id, link: &Link) -> Result<(), Error> {
    sqlx::query(
        "DELETE FROM link WHERE municipality = $1 AND from_noun = $2 AND from_id = $3 AND to_noun = $4 AND to_id = $5",
    )
    .bind(town.as_str())
    .bind(link.from.0.word())
    .bind(link.from.1.as_str())
    .bind(link.to.0.word())
    .bind(link.to.1.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Everything that `start` rests on, however far back, as arrows; one query, at most 2 000 arrows.
pub async fn before<'e>(on: impl AnyExecutor<'e>, town: &Id, start: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "WITH RECURSIVE back (noun, id) AS (
             SELECT CAST($2 AS TEXT), CAST($3 AS TEXT)
             UNION
             SELECT l.from_noun, l.from_id FROM link l JOIN back b ON l.to_noun = b.noun AND l.to_id = b.id
             WHERE l.municipality = $1
         )
         SELECT l.from_noun, l.from_id, l.to_noun, l.to_id FROM link l
         JOIN back b ON l.to_noun = b.noun AND l.to_id = b.id WHERE l.municipality = $1
         ORDER BY l.from_noun, l.from_id, l.to_noun, l.to_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(start.0.word())
    .bind(start.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Everything that came of `start`, however far on, as arrows; one query, at most 2 000 arrows.
pub async fn after<'e>(on: impl AnyExecutor<'e>, town: &Id, start: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "WITH RECURSIVE onward (noun, id) AS (
             SELECT CAST($2 AS TEXT), CAST($3 AS TEXT)
             UNION
             SELECT l.to_noun, l.to_id FROM link l JOIN onward b ON l.from_noun = b.noun AND l.from_id = b.id
             WHERE l.municipality = $1
         )
         SELECT l.from_noun, l.from_id, l.to_noun, l.to_id FROM link l
         JOIN onward b ON l.from_noun = b.noun AND l.from_id = b.id WHERE l.municipality = $1
         ORDER BY l.from_noun, l.from_id, l.to_noun, l.to_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(start.0.word())
    .bind(start.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Link, Error> {
    let c = Columns::of("link", row);
    Ok(Link {
        from: (c.parsed("from_noun", Noun::parse)?, c.id("from_id")?),
        to: (c.parsed("to_noun", Noun::parse)?, c.id("to_id")?),
    })
}
