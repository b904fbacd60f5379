//! What does a document say in easy Swedish, and who has approved it?

use domain::easy_text::{EasyBody, EasyText, PublicEasyText};
use domain::{Id, Line, Noun, Owned, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is, or when what it tells of has one.
pub async fn insert(tx: &mut Tx, town: &Id, e: &EasyText) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO easy_text (municipality, id, version, owner, sharing, subject_noun, subject, title, body, release, release_detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(town.as_str())
    .bind(e.id.as_str())
    .bind(e.owned.owner.as_str())
    .bind(e.owned.sharing.word())
    .bind(e.subject.0.word())
    .bind(e.subject.1.as_str())
    .bind(e.title.as_str())
    .bind(e.body.as_str())
    .bind(e.release.word())
    .bind(json(&e.release))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one but what it tells of. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, e: &EasyText) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE easy_text SET version = version + 1, owner = $4, sharing = $5, title = $6, body = $7, release = $8,
         release_detail = $9
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(e.id.as_str())
    .bind(e.version)
    .bind(e.owned.owner.as_str())
    .bind(e.owned.sharing.word())
    .bind(e.title.as_str())
    .bind(e.body.as_str())
    .bind(e.release.word())
    .bind(json(&e.release))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<EasyText>, Error> {
    let row = sqlx::query("SELECT * FROM easy_text WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The one that tells of `subject`.
pub async fn of<'e>(on: impl AnyExecutor<'e>, town: &Id, subject: (Noun, &Id)) -> Result<Option<EasyText>, Error> {
    let row = sqlx::query("SELECT * FROM easy_text WHERE municipality = $1 AND subject_noun = $2 AND subject = $3")
        .bind(town.as_str())
        .bind(subject.0.word())
        .bind(subject.1.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All, by their headings. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<EasyText>, Error> {
    let rows = sqlx::query("SELECT * FROM easy_text WHERE municipality = $1 ORDER BY title, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, by their headings. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicEasyText>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM easy_text WHERE municipality = $1 AND release = 'published' ORDER BY title, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(EasyText::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    id: &Id,
) -> Result<Option<PublicEasyText>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(EasyText::published))
}

fn read(row: &AnyRow) -> Result<EasyText, Error> {
    let c = Columns::of("easy_text", row);
    Ok(EasyText {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        subject: (c.parsed("subject_noun", Noun::parse)?, c.id("subject")?),
        title: c.parsed("title", Line::parse)?,
        body: c.parsed("body", EasyBody::parse)?,
        release: c.value("release_detail")?,
    })
}
