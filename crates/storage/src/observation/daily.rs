//! How many observations came on which day, in which area?

use domain::Id;
use jiff::civil::Date;
use sqlx::any::AnyExecutor;

use crate::{Columns, Error};

/// The most rows that are read: five years of every area and category of a large municipality.
pub const LIMIT: i64 = 1_000_000;

/// The observations of a category in an area on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// The area.
    pub area: Id,
    /// The category.
    pub category: Id,
    /// The day.
    pub day: Date,
    /// How many.
    pub n: u64,
}

/// Counts per area, category and day of what is shared and counts, in `from..=to`, the latest first. What has no area,
/// or is known by its month only, is left out. At most [`LIMIT`] rows.
pub async fn daily<'e>(on: impl AnyExecutor<'e>, town: &Id, from: Date, to: Date) -> Result<Vec<Daily>, Error> {
    let rows = sqlx::query(
        "SELECT area, category, day, COUNT(*) AS n FROM observation
         WHERE municipality = $1 AND day >= $2 AND day <= $3 AND sharing <> 'own' AND state IN ('triaged', 'closed')
             AND area IS NOT NULL AND LENGTH(happened) >= 10
         GROUP BY area, category, day ORDER BY day DESC, area, category LIMIT $4",
    )
    .bind(town.as_str())
    .bind(from.to_string())
    .bind(to.to_string())
    .bind(LIMIT)
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let c = Columns::of("observation", row);
            let n = super::unsigned(&c, "n")?;
            Ok(Daily { area: c.id("area")?, category: c.id("category")?, day: c.date("day")?, n })
        })
        .collect()
}
