//! Was it done, and did it help?

use domain::review::{PublicReview, Review};
use domain::{Id, Line, Noun, Owned, Prose, Sharing, Term};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, r: &Review) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO review (municipality, id, version, owner, sharing, title, about_noun, about_id, starts, ends, answers, verdict, verdict_detail, lesson, release,
         release_detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(town.as_str())
    .bind(r.id.as_str())
    .bind(r.owned.owner.as_str())
    .bind(r.owned.sharing.word())
    .bind(r.title.as_str())
    .bind(r.about.0.word())
    .bind(r.about.1.as_str())
    .bind(r.period.from().to_string())
    .bind(r.period.to().to_string())
    .bind(json(&r.answers))
    .bind(r.verdict.word())
    .bind(json(&r.verdict))
    .bind(r.lesson.as_str())
    .bind(r.release.word())
    .bind(json(&r.release))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, r: &Review) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE review SET version = version + 1, owner = $4, sharing = $5, title = $6, about_noun = $7, about_id = $8, starts = $9, ends = $10, answers = $11,
         verdict = $12, verdict_detail = $13, lesson = $14, release = $15, release_detail = $16
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(r.id.as_str())
    .bind(r.version)
    .bind(r.owned.owner.as_str())
    .bind(r.owned.sharing.word())
    .bind(r.title.as_str())
    .bind(r.about.0.word())
    .bind(r.about.1.as_str())
    .bind(r.period.from().to_string())
    .bind(r.period.to().to_string())
    .bind(json(&r.answers))
    .bind(r.verdict.word())
    .bind(json(&r.verdict))
    .bind(r.lesson.as_str())
    .bind(r.release.word())
    .bind(json(&r.release))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Review>, Error> {
    let row = sqlx::query("SELECT * FROM review WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All, the newest first. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Review>, Error> {
    let rows = sqlx::query("SELECT * FROM review WHERE municipality = $1 ORDER BY ends DESC, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, the newest first. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicReview>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM review WHERE municipality = $1 AND release = 'published' ORDER BY ends DESC, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Review::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<PublicReview>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Review::published))
}

fn read(row: &AnyRow) -> Result<Review, Error> {
    let c = Columns::of("review", row);
    Ok(Review {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        about: (c.parsed("about_noun", Noun::parse)?, c.id("about_id")?),
        period: Term::new(c.date("starts")?, c.date("ends")?).map_err(|e| c.damaged("ends", e))?,
        answers: c.value("answers")?,
        verdict: c.value("verdict_detail")?,
        lesson: c.parsed("lesson", Prose::parse)?,
        release: c.value("release_detail")?,
    })
}
