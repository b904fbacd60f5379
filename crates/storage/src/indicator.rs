//! Which figures of others do we follow over time?

use std::collections::BTreeMap;

use domain::indicator::{Indicator, IndicatorValue};
use domain::{Id, Line, Prose};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Adds an indicator with its values, or writes them anew under their keys. Answers how many values were
/// new or other than before.
pub async fn upsert(tx: &mut Tx, town: &Id, i: &Indicator) -> Result<u64, Error> {
    sqlx::query(
        "INSERT INTO indicator (municipality, id, name, unit, source, definition) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (municipality, id) DO UPDATE SET name = excluded.name, unit = excluded.unit, source = excluded.source,
             definition = excluded.definition",
    )
    .bind(town.as_str())
    .bind(i.id.as_str())
    .bind(i.name.as_str())
    .bind(i.unit.as_ref().map(|u| u.as_str().to_owned()))
    .bind(i.source.as_ref().map(|s| s.as_str().to_owned()))
    .bind(i.definition.as_str())
    .execute(&mut **tx)
    .await?;
    let mut changed = 0;
    for part in i.values.chunks(32) {
        let rows: Vec<String> = (0..part.len())
            .map(|r| format!("($1, $2, ${}, ${}, ${}, ${})", r * 4 + 3, r * 4 + 4, r * 4 + 5, r * 4 + 6))
            .collect();
        let text = format!(
            "INSERT INTO indicator_value (municipality, indicator, period, area, value, n) VALUES {}
             ON CONFLICT (municipality, indicator, period, area) DO UPDATE SET value = excluded.value, n = excluded.n
             WHERE indicator_value.value <> excluded.value OR COALESCE(indicator_value.n, -1) <> COALESCE(excluded.n, -1)",
            rows.join(", ")
        );
        let mut query =
            sqlx::query(sqlx::AssertSqlSafe(text)).bind(town.as_str().to_owned()).bind(i.id.as_str().to_owned());
        for v in part {
            query = query
                .bind(v.period.as_str().to_owned())
                .bind(v.area.as_ref().map(|a| a.as_str().to_owned()).unwrap_or_default())
                .bind(v.value)
                .bind(v.n.map(|n| i64::try_from(n).unwrap_or(i64::MAX)));
        }
        changed += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(changed)
}

/// All indicators with their values, at most 200 indicators and 20 000 values, in two queries.
pub async fn all(on: &sqlx::AnyPool, town: &Id) -> Result<Vec<Indicator>, Error> {
    let rows = sqlx::query("SELECT * FROM indicator WHERE municipality = $1 ORDER BY name, id LIMIT 200")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    let mut values: BTreeMap<Id, Vec<IndicatorValue>> = BTreeMap::new();
    for (indicator, value) in all_values(on, town).await? {
        values.entry(indicator).or_default().push(value);
    }
    rows.iter()
        .map(|row| {
            let c = Columns::of("indicator", row);
            let id = c.id("id")?;
            Ok(Indicator {
                name: c.parsed("name", Line::parse)?,
                unit: c.maybe_parsed("unit", Line::parse)?,
                source: c.maybe_parsed("source", Line::parse)?,
                definition: c.parsed("definition", Prose::parse)?,
                values: values.remove(&id).unwrap_or_default(),
                id,
            })
        })
        .collect()
}

async fn all_values<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<(Id, IndicatorValue)>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM indicator_value WHERE municipality = $1 ORDER BY indicator, period, area LIMIT 20000",
    )
    .bind(town.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read_value).collect()
}

fn read_value(row: &AnyRow) -> Result<(Id, IndicatorValue), Error> {
    let c = Columns::of("indicator_value", row);
    let area = c.text("area")?;
    let value = IndicatorValue {
        period: c.parsed("period", Line::parse)?,
        area: if area.is_empty() { None } else { Some(c.id("area")?) },
        value: c.real("value")?,
        n: c.maybe_int("n")?.and_then(|n| u64::try_from(n).ok()),
    };
    Ok((c.id("indicator")?, value))
}
