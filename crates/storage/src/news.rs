//! What do the parties tell the public?

use domain::news::{News, NewsState, PublicNews};
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

/// Adds a piece of news. [`Error::Taken`] when its address is.
pub async fn insert(tx: &mut Tx, town: &Id, n: &News) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO news (municipality, id, version, owner, sharing, title, summary, body, quote, source, state, detail, published_at)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(town.as_str())
    .bind(n.id.as_str())
    .bind(n.owned.owner.as_str())
    .bind(n.owned.sharing.word())
    .bind(n.title.as_str())
    .bind(n.summary.as_str())
    .bind(n.body.as_str())
    .bind(quote(n))
    .bind(n.source.as_ref().map(|s| s.as_str().to_owned()))
    .bind(n.state.word())
    .bind(detail(&n.state))
    .bind(published_at(&n.state))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed piece of news. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, n: &News) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE news SET version = version + 1, owner = $4, sharing = $5, title = $6, summary = $7, body = $8, quote = $9,
             source = $10, state = $11, detail = $12, published_at = $13
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(n.id.as_str())
    .bind(n.version)
    .bind(n.owned.owner.as_str())
    .bind(n.owned.sharing.word())
    .bind(n.title.as_str())
    .bind(n.summary.as_str())
    .bind(n.body.as_str())
    .bind(quote(n))
    .bind(n.source.as_ref().map(|s| s.as_str().to_owned()))
    .bind(n.state.word())
    .bind(detail(&n.state))
    .bind(published_at(&n.state))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The piece of news with this address.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<News>, Error> {
    let row = sqlx::query("SELECT * FROM news WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All that are not public, and the latest that are, newest first. At most 200.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<News>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM news WHERE municipality = $1
         ORDER BY CASE WHEN published_at IS NULL THEN 0 ELSE 1 END, published_at DESC, id LIMIT 200",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, newest first, at most `limit`.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id, limit: i64) -> Result<Vec<PublicNews>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM news WHERE municipality = $1 AND state = 'published' ORDER BY published_at DESC, id LIMIT $2",
    )
    .bind(town.as_str())
    .bind(limit)
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(News::published).collect())
}

/// What everyone may read under this address (withdrawn news says why).
pub async fn published_by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<PublicNews>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(News::published))
}

fn quote(n: &News) -> Option<String> {
    n.quote.as_ref().map(|q| serde_json::to_string(q).expect("a quote can be written"))
}

fn detail(state: &NewsState) -> String {
    serde_json::to_string(state).expect("a state can be written")
}

fn published_at(state: &NewsState) -> Option<String> {
    match state {
        NewsState::Published { at, .. } | NewsState::Withdrawn { at, .. } => Some(instant(*at)),
        _ => None,
    }
}

fn read(row: &AnyRow) -> Result<News, Error> {
    let c = Columns::of("news", row);
    Ok(News {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        summary: c.parsed("summary", Prose::parse)?,
        body: c.parsed("body", Prose::parse)?,
        quote: c.maybe_value("quote")?,
        source: c.maybe_parsed("source", Line::parse)?,
        state: c.value("detail")?,
    })
}
