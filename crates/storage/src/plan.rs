//! What do we intend to do about the causes, who decided it, and on which picture does it rest?

use domain::plan::{Plan, PublicPlan};
use domain::{Id, Line, Owned, Prose, Sharing, Term};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, p: &Plan) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO plan (municipality, id, version, owner, sharing, title, picture, starts, ends, about, decision, decided_on, release, release_detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.picture.as_ref().map(|a| a.as_str().to_owned()))
    .bind(p.period.from().to_string())
    .bind(p.period.to().to_string())
    .bind(p.about.as_str())
    .bind(p.decision.as_ref().map(json))
    .bind(p.decision.as_ref().map(|d| d.on.to_string()))
    .bind(p.release.word())
    .bind(json(&p.release))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, p: &Plan) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE plan SET version = version + 1, owner = $4, sharing = $5, title = $6, picture = $7, starts = $8, ends = $9, about = $10, decision = $11,
         decided_on = $12, release = $13, release_detail = $14
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.version)
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.picture.as_ref().map(|a| a.as_str().to_owned()))
    .bind(p.period.from().to_string())
    .bind(p.period.to().to_string())
    .bind(p.about.as_str())
    .bind(p.decision.as_ref().map(json))
    .bind(p.decision.as_ref().map(|d| d.on.to_string()))
    .bind(p.release.word())
    .bind(json(&p.release))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Plan>, Error> {
    let row = sqlx::query("SELECT * FROM plan WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All, the newest first. At most 500.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Plan>, Error> {
    let rows = sqlx::query("SELECT * FROM plan WHERE municipality = $1 ORDER BY starts DESC, id LIMIT 500")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What everyone may read, the newest first. At most 500.
pub async fn published<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<PublicPlan>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM plan WHERE municipality = $1 AND release = 'published' ORDER BY starts DESC, id LIMIT 500",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    Ok(rows.iter().map(read).collect::<Result<Vec<_>, _>>()?.iter().filter_map(Plan::published).collect())
}

/// What everyone may read under this address.
pub async fn published_by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<PublicPlan>, Error> {
    Ok(by_id(on, town, id).await?.as_ref().and_then(Plan::published))
}

fn read(row: &AnyRow) -> Result<Plan, Error> {
    let c = Columns::of("plan", row);
    Ok(Plan {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        picture: c.maybe_parsed("picture", Id::parse)?,
        period: Term::new(c.date("starts")?, c.date("ends")?).map_err(|e| c.damaged("ends", e))?,
        about: c.parsed("about", Prose::parse)?,
        decision: c.maybe_value("decision")?,
        release: c.value("release_detail")?,
    })
}
