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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::insert;
    use crate::observation::tests::{id, read_by, told, town};
    use domain::Owned;
    use domain::observation::{Observation, Spot};
    use domain::when::When;
    use jiff::civil::date;

    #[tokio::test]
    async fn only_what_is_shared_read_and_has_area_and_day_is_counted_and_only_here() {
        for fresh in crate::testing::engines().await {
            let db = &fresh.db;
            let (here, there) = (town(db, "har").await, town(db, "dar").await);
            let mut tx = db.begin().await.unwrap();
            let area = |key: &str| domain::area::Area {
                id: id(key),
                code: domain::Line::parse(key).unwrap(),
                name: domain::Line::parse(key).unwrap(),
                set: id("alla"),
                shape: None,
                population: None,
                before: vec![],
                source: None,
            };
            crate::area::upsert(&mut tx, &here, &area("torgby")).await.unwrap();
            let o = |key: &str, owned, when, place: Option<&str>| {
                let spot = Spot { area: place.map(id), place: None, point: None };
                Observation { when, spot, ..told(key, owned, read_by()) }
            };
            let (joint, on) = (|| Owned::joint(id("kommunen")), date(2022, 9, 15));
            let all = [
                o("a", joint(), When::Day(on), Some("torgby")),
                o("b", joint(), When::Moment(on.at(21, 0, 0, 0)), Some("torgby")),
                o("c", Owned::own(id("polisen")), When::Day(on), Some("torgby")),
                o("d", joint(), When::Month(date(2022, 9, 1)), Some("torgby")),
                o("e", joint(), When::Day(on), None),
                o("f", joint(), When::Day(date(2022, 8, 31)), Some("torgby")),
            ];
            for o in &all {
                insert(&mut tx, &here, o, None).await.unwrap();
            }
            tx.commit().await.unwrap();
            let (from, to) = (date(2022, 9, 1), date(2022, 9, 30));
            let found = daily(db.reader(), &here, from, to).await.unwrap();
            assert_eq!(found, [Daily { area: id("torgby"), category: id("drugs"), day: on, n: 2 }]);
            assert!(daily(db.reader(), &there, from, to).await.unwrap().is_empty());
        }
    }
}
