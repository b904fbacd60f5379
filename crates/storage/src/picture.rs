//! Which situational pictures are there, and what did they find?

use domain::finding::Content;
use domain::picture::{Picture, PictureState, PublicPicture};
use domain::when::Period;
use domain::{Id, Line, Owned, Prose, Sharing};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

/// A picture in a list: all but its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Its key.
    pub id: Id,
    /// Who brought it, and how far it is shared.
    pub owned: Owned,
    /// Its title.
    pub title: Line,
    /// The time that it is about.
    pub period: Period,
    /// How far it has come.
    pub state: PictureState,
}

/// A finding as the chain names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Its key in the chain.
    pub id: Id,
    /// The picture that it is in.
    pub picture: Id,
    /// Its name within the picture.
    pub name: String,
    /// As it is said in Swedish.
    pub title: String,
}

/// Adds a picture with its findings' rows. [`Error::Taken`] when its address is.
pub async fn insert(tx: &mut Tx, town: &Id, p: &Picture, findings: &[FindingRow]) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO picture (municipality, id, version, owner, sharing, title, from_day, to_day, content, other, analysis,
             sources, state, detail, published_at)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.period.from().to_string())
    .bind(p.period.to().to_string())
    .bind(p.content.to_json())
    .bind(p.other.as_str())
    .bind(p.analysis.as_str())
    .bind(p.sources.as_str())
    .bind(p.state.word())
    .bind(detail(&p.state))
    .bind(published_at(&p.state))
    .execute(&mut **tx)
    .await?;
    add_findings(tx, town, findings).await
}

/// Writes what the tests found, with its findings' rows, and that it can now be written on. [`Error::Conflict`] when it
/// was changed since it was read.
pub async fn test(tx: &mut Tx, town: &Id, p: &Picture, findings: &[FindingRow]) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE picture SET version = version + 1, content = $4, state = $5, detail = $6
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.version)
    .bind(p.content.to_json())
    .bind(p.state.word())
    .bind(detail(&p.state))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Error::Conflict);
    }
    add_findings(tx, town, findings).await
}

async fn add_findings(tx: &mut Tx, town: &Id, findings: &[FindingRow]) -> Result<(), Error> {
    for f in findings {
        sqlx::query("INSERT INTO finding (municipality, id, picture, name, title) VALUES ($1, $2, $3, $4, $5)")
            .bind(town.as_str())
            .bind(f.id.as_str())
            .bind(f.picture.as_str())
            .bind(f.name.clone())
            .bind(f.title.clone())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Writes the texts and the state of a changed picture; its content stays as it was made. [`Error::Conflict`] when it
/// was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, p: &Picture) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE picture SET version = version + 1, sharing = $4, title = $5, other = $6, analysis = $7, sources = $8,
             state = $9, detail = $10, published_at = $11
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.version)
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.other.as_str())
    .bind(p.analysis.as_str())
    .bind(p.sources.as_str())
    .bind(p.state.word())
    .bind(detail(&p.state))
    .bind(published_at(&p.state))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The picture with this address.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Picture>, Error> {
    let row = sqlx::query("SELECT * FROM picture WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All pictures, latest period first, at most 200.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Summary>, Error> {
    let rows = sqlx::query(
        "SELECT id, owner, sharing, title, from_day, to_day, detail FROM picture
         WHERE municipality = $1 ORDER BY to_day DESC, id LIMIT 200",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(summary).collect()
}

/// Those that everyone may read, latest first, at most 200.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Summary>, Error> {
    let rows = sqlx::query(
        "SELECT id, owner, sharing, title, from_day, to_day, detail FROM picture
         WHERE municipality = $1 AND sharing = 'public' ORDER BY published_at DESC, id LIMIT 200",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(summary).collect()
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<PublicPicture>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Picture::published))
}

/// The latest that everyone may read.
pub async fn latest_published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Option<PublicPicture>, Error> {
    let row = sqlx::query(
        "SELECT * FROM picture WHERE municipality = $1 AND state = 'published' ORDER BY published_at DESC, id LIMIT 1",
    )
    .bind(town.as_str())
    .fetch_optional(on)
    .await?;
    Ok(row.as_ref().map(read).transpose()?.as_ref().and_then(Picture::published))
}

/// The findings of a picture, by their keys.
pub async fn findings<'e>(on: impl AnyExecutor<'e>, town: &Id, picture: &Id) -> Result<Vec<FindingRow>, Error> {
    let rows = sqlx::query(
        "SELECT id, picture, name, title FROM finding WHERE municipality = $1 AND picture = $2 ORDER BY id LIMIT 500",
    )
    .bind(town.as_str())
    .bind(picture.as_str())
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let c = Columns::of("finding", row);
            Ok(FindingRow {
                id: c.id("id")?,
                picture: c.id("picture")?,
                name: c.text("name")?,
                title: c.text("title")?,
            })
        })
        .collect()
}

fn detail(state: &PictureState) -> String {
    serde_json::to_string(state).expect("a state can be written")
}

fn published_at(state: &PictureState) -> Option<String> {
    match state {
        PictureState::Published { at, .. } | PictureState::Superseded { at, .. } => Some(instant(*at)),
        _ => None,
    }
}

fn period(c: &Columns) -> Result<Period, Error> {
    let (from, to) = (c.date("from_day")?, c.date("to_day")?);
    c.parsed("to_day", |_| Period::parse(from, to))
}

fn summary(row: &AnyRow) -> Result<Summary, Error> {
    let c = Columns::of("picture", row);
    Ok(Summary {
        id: c.id("id")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        period: period(&c)?,
        state: c.value("detail")?,
    })
}

fn read(row: &AnyRow) -> Result<Picture, Error> {
    let c = Columns::of("picture", row);
    Ok(Picture {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        period: period(&c)?,
        content: c.parsed("content", Content::from_json)?,
        other: c.parsed("other", Prose::parse)?,
        analysis: c.parsed("analysis", Prose::parse)?,
        sources: c.parsed("sources", Prose::parse)?,
        state: c.value("detail")?,
    })
}
