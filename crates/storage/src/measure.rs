//! What do we do about a cause, and how is it seen that it was done?

use domain::goal::Goal;
use domain::measure::{Doer, Extent, Help, Mark, Measure, MeasureKind};
use domain::{Approvals, Id, Line, Prose};
use serde::{Deserialize, Serialize};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, json};

/// Adds one. [`Error::Taken`] when its key is.
pub async fn insert(tx: &mut Tx, town: &Id, m: &Measure) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO measure (municipality, id, version, plan, number, cause, title, kind, extent, detail)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(town.as_str())
    .bind(m.id.as_str())
    .bind(m.plan.as_str())
    .bind(m.number)
    .bind(m.cause.as_ref().map(|a| a.as_str().to_owned()))
    .bind(m.title.as_str())
    .bind(m.kind.word())
    .bind(m.extent.word())
    .bind(json(&Detail::of(m)))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed one. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, m: &Measure) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE measure SET version = version + 1, plan = $4, number = $5, cause = $6, title = $7, kind = $8, extent = $9, detail = $10
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(m.id.as_str())
    .bind(m.version)
    .bind(m.plan.as_str())
    .bind(m.number)
    .bind(m.cause.as_ref().map(|a| a.as_str().to_owned()))
    .bind(m.title.as_str())
    .bind(m.kind.word())
    .bind(m.extent.word())
    .bind(json(&Detail::of(m)))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The one with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Measure>, Error> {
    let row = sqlx::query("SELECT * FROM measure WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The measures of every plan, in their order. At most 2 000.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Measure>, Error> {
    let rows = sqlx::query("SELECT * FROM measure WHERE municipality = $1 ORDER BY plan, number, id LIMIT 2000")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// The measures of a plan, in their order. At most 500.
pub async fn of_plan<'e>(on: impl AnyExecutor<'e>, town: &Id, plan: &Id) -> Result<Vec<Measure>, Error> {
    let rows = sqlx::query("SELECT * FROM measure WHERE municipality = $1 AND plan = $2 ORDER BY number, id LIMIT 500")
        .bind(town.as_str())
        .bind(plan.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// What no query asks for, kept as one text.
#[derive(Serialize, Deserialize)]
struct Detail {
    what: Prose,
    goals: Vec<Goal>,
    when: Line,
    who: Vec<Doer>,
    follow_up: Prose,
    help: Vec<Help>,
    mark: Option<Mark>,
    #[serde(default)]
    waiting: Option<(Mark, Approvals)>,
}

impl Detail {
    fn of(m: &Measure) -> Detail {
        Detail {
            what: m.what.clone(),
            goals: m.goals.clone(),
            when: m.when.clone(),
            who: m.who.clone(),
            follow_up: m.follow_up.clone(),
            help: m.help.clone(),
            mark: m.mark.clone(),
            waiting: m.waiting.clone(),
        }
    }
}

fn read(row: &AnyRow) -> Result<Measure, Error> {
    let c = Columns::of("measure", row);
    let detail: Detail = c.value("detail")?;
    Ok(Measure {
        id: c.id("id")?,
        version: c.int("version")?,
        plan: c.id("plan")?,
        number: c.int("number")?,
        cause: c.maybe_parsed("cause", Id::parse)?,
        title: c.parsed("title", Line::parse)?,
        kind: c.parsed("kind", MeasureKind::parse)?,
        extent: c.parsed("extent", Extent::parse)?,
        what: detail.what,
        goals: detail.goals,
        when: detail.when,
        who: detail.who,
        follow_up: detail.follow_up,
        help: detail.help,
        mark: detail.mark,
        waiting: detail.waiting,
    })
}
