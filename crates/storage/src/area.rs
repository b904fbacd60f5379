//! Which ground do we speak of, and how has it been classified?

use domain::area::{Area, Classification, Place, Population};
use domain::geo::Point;
use domain::{Id, Line};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::columns::sort_key;
use crate::{Columns, Error, Tx};

/// The most areas and places that a list holds.
pub const LIMIT: i64 = 2000;

/// Adds an area, or writes it anew under its key.
pub async fn upsert(tx: &mut Tx, town: &Id, a: &Area) -> Result<(), Error> {
    let before = a.before.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    sqlx::query(
        "INSERT INTO area (municipality, id, code, name, area_set, sort_key, shape, people, people_year, before, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (municipality, id) DO UPDATE SET code = excluded.code, name = excluded.name, area_set = excluded.area_set,
             sort_key = excluded.sort_key, shape = excluded.shape, people = excluded.people, people_year = excluded.people_year,
             before = excluded.before, source = excluded.source",
    )
    .bind(town.as_str())
    .bind(a.id.as_str())
    .bind(a.code.as_str())
    .bind(a.name.as_str())
    .bind(a.set.as_str())
    .bind(sort_key(a.name.as_str()))
    .bind(a.shape.as_ref().map(|s| serde_json::to_string(s).expect("a shape can be written")))
    .bind(a.population.as_ref().map(|p| i64::try_from(p.people).unwrap_or(i64::MAX)))
    .bind(a.population.as_ref().and_then(|p| p.year).map(i64::from))
    .bind(before)
    .bind(a.source.as_ref().map(|s| s.as_str().to_owned()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The area with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Area>, Error> {
    let row = sqlx::query("SELECT * FROM area WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All areas by name, at most [`LIMIT`].
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Area>, Error> {
    let rows = sqlx::query("SELECT * FROM area WHERE municipality = $1 ORDER BY area_set, sort_key, id LIMIT $2")
        .bind(town.as_str())
        .bind(LIMIT)
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// The keys and names of all areas by name, for choices in a form. At most [`LIMIT`].
pub async fn names<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<(Id, Line)>, Error> {
    let rows =
        sqlx::query("SELECT id, name FROM area WHERE municipality = $1 ORDER BY area_set, sort_key, id LIMIT $2")
            .bind(town.as_str())
            .bind(LIMIT)
            .fetch_all(on)
            .await?;
    rows.iter()
        .map(|row| {
            let c = Columns::of("area", row);
            Ok((c.id("id")?, c.parsed("name", Line::parse)?))
        })
        .collect()
}

/// Adds a place, or writes it anew under its key.
pub async fn upsert_place(tx: &mut Tx, town: &Id, p: &Place) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO place (municipality, id, name, sort_key, area, lon, lat) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (municipality, id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key,
             area = excluded.area, lon = excluded.lon, lat = excluded.lat",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.name.as_str())
    .bind(sort_key(p.name.as_str()))
    .bind(p.area.as_ref().map(|a| a.as_str().to_owned()))
    .bind(p.point.map(Point::lon))
    .bind(p.point.map(Point::lat))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All places by name, at most [`LIMIT`].
pub async fn places<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Place>, Error> {
    let rows = sqlx::query("SELECT * FROM place WHERE municipality = $1 ORDER BY sort_key, id LIMIT $2")
        .bind(town.as_str())
        .bind(LIMIT)
        .fetch_all(on)
        .await?;
    rows.iter().map(read_place).collect()
}

/// Adds a classification, or writes it anew under its key.
pub async fn upsert_classification(tx: &mut Tx, town: &Id, c: &Classification) -> Result<(), Error> {
    let text = |id: &Option<Id>| id.as_ref().map(|i| i.as_str().to_owned());
    sqlx::query(
        "INSERT INTO classification (municipality, id, area, place, scheme, edition, level, from_day, to_day, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (municipality, id) DO UPDATE SET area = excluded.area, place = excluded.place, scheme = excluded.scheme,
             edition = excluded.edition, level = excluded.level, from_day = excluded.from_day, to_day = excluded.to_day,
             source = excluded.source",
    )
    .bind(town.as_str())
    .bind(c.id.as_str())
    .bind(text(&c.area))
    .bind(text(&c.place))
    .bind(c.scheme.as_str())
    .bind(c.edition.as_str())
    .bind(c.level.as_str())
    .bind(c.from.to_string())
    .bind(c.to.map(|d| d.to_string()))
    .bind(c.source.as_ref().map(|s| s.as_str().to_owned()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All classifications, oldest first, at most [`LIMIT`].
pub async fn classifications<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Classification>, Error> {
    let rows = sqlx::query("SELECT * FROM classification WHERE municipality = $1 ORDER BY from_day, id LIMIT $2")
        .bind(town.as_str())
        .bind(LIMIT)
        .fetch_all(on)
        .await?;
    rows.iter().map(read_classification).collect()
}

fn read(row: &AnyRow) -> Result<Area, Error> {
    let c = Columns::of("area", row);
    let people = c.maybe_int("people")?.and_then(|n| u64::try_from(n).ok());
    let year = c.maybe_int("people_year")?.and_then(|n| i16::try_from(n).ok());
    Ok(Area {
        id: c.id("id")?,
        code: c.parsed("code", Line::parse)?,
        name: c.parsed("name", Line::parse)?,
        set: c.id("area_set")?,
        shape: c.maybe_value("shape")?,
        population: people.map(|people| Population { people, year }),
        before: c.parsed("before", |t| t.split_whitespace().map(Id::parse).collect::<Result<Vec<_>, _>>())?,
        source: c.maybe_parsed("source", Line::parse)?,
    })
}

fn read_place(row: &AnyRow) -> Result<Place, Error> {
    let c = Columns::of("place", row);
    let point = match (c.maybe_real("lon")?, c.maybe_real("lat")?) {
        (Some(lon), Some(lat)) => Point::parse(lon, lat).ok(),
        _ => None,
    };
    Ok(Place { id: c.id("id")?, name: c.parsed("name", Line::parse)?, area: c.maybe_parsed("area", Id::parse)?, point })
}

fn read_classification(row: &AnyRow) -> Result<Classification, Error> {
    let c = Columns::of("classification", row);
    Ok(Classification {
        id: c.id("id")?,
        area: c.maybe_parsed("area", Id::parse)?,
        place: c.maybe_parsed("place", Id::parse)?,
        scheme: c.id("scheme")?,
        edition: c.parsed("edition", Line::parse)?,
        level: c.id("level")?,
        from: c.date("from_day")?,
        to: c.maybe_date("to_day")?,
        source: c.maybe_parsed("source", Line::parse)?,
    })
}
