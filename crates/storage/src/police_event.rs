//! What do the police themselves publish about the county?

use domain::police_event::PoliceEvent;
use domain::{Id, Line, Prose};
use jiff::civil::DateTime;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::columns::local_text;
use crate::{Columns, Error, Tx};

/// Adds events; those that are there already add nothing. Answers how many were new.
pub async fn insert_many(tx: &mut Tx, town: &Id, events: &[PoliceEvent]) -> Result<u64, Error> {
    let mut new = 0;
    for part in events.chunks(32) {
        let row = |r: usize| {
            let numbers: Vec<String> = (2..10).map(|c| format!("${}", r * 8 + c)).collect();
            format!("($1, {})", numbers.join(", "))
        };
        let rows: Vec<String> = (0..part.len()).map(row).collect();
        let text = format!(
            "INSERT INTO police_event (municipality, id, published, occurred, kind, summary, town, county, path) VALUES {}
             ON CONFLICT (municipality, id) DO NOTHING",
            rows.join(", ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(town.as_str().to_owned());
        for e in part {
            query = query
                .bind(e.id.as_str().to_owned())
                .bind(local_text(e.published))
                .bind(e.occurred.map(local_text))
                .bind(e.kind.as_str().to_owned())
                .bind(e.summary.as_str().to_owned())
                .bind(e.town.as_ref().map(|t| t.as_str().to_owned()))
                .bind(e.county.as_str().to_owned())
                .bind(e.path.as_str().to_owned());
        }
        new += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(new)
}

/// The latest events, at most `limit`.
pub async fn latest<'e>(on: impl AnyExecutor<'e>, town: &Id, limit: i64) -> Result<Vec<PoliceEvent>, Error> {
    let rows =
        sqlx::query("SELECT * FROM police_event WHERE municipality = $1 ORDER BY published DESC, id DESC LIMIT $2")
            .bind(town.as_str())
            .bind(limit)
            .fetch_all(on)
            .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<PoliceEvent, Error> {
    let c = Columns::of("police_event", row);
    Ok(PoliceEvent {
        id: c.id("id")?,
        published: c.parsed("published", str::parse::<DateTime>)?,
        occurred: c.maybe_parsed("occurred", str::parse::<DateTime>)?,
        kind: c.parsed("kind", Line::parse)?,
        summary: c.parsed("summary", Prose::parse)?,
        town: c.maybe_parsed("town", Line::parse)?,
        county: c.parsed("county", Line::parse)?,
        path: c.parsed("path", Line::parse)?,
    })
}
