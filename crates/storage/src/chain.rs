//! What did this come from, and what came of it?

use domain::{Id, Link, Noun, Owned, Sharing};
use jiff::civil::Date;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx};

/// Draws an arrow; drawing it twice is the same as once.
pub async fn link(tx: &mut Tx, town: &Id, link: &Link) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO link (municipality, from_noun, from_id, to_noun, to_id) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (municipality, from_noun, from_id, to_noun, to_id) DO NOTHING",
    )
    .bind(town.as_str())
    .bind(link.from.0.word())
    .bind(link.from.1.as_str())
    .bind(link.to.0.word())
    .bind(link.to.1.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes an arrow away.
pub async fn unlink(tx: &mut Tx, town: &Id, link: &Link) -> Result<(), Error> {
    sqlx::query(
        "DELETE FROM link WHERE municipality = $1 AND from_noun = $2 AND from_id = $3 AND to_noun = $4 AND to_id = $5",
    )
    .bind(town.as_str())
    .bind(link.from.0.word())
    .bind(link.from.1.as_str())
    .bind(link.to.0.word())
    .bind(link.to.1.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Everything that `start` rests on, however far back, as arrows; one query, at most 2 000 arrows.
pub async fn before<'e>(on: impl AnyExecutor<'e>, town: &Id, start: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "WITH RECURSIVE back (noun, id) AS (
             SELECT CAST($2 AS TEXT), CAST($3 AS TEXT)
             UNION
             SELECT l.from_noun, l.from_id FROM link l JOIN back b ON l.to_noun = b.noun AND l.to_id = b.id
             WHERE l.municipality = $1
         )
         SELECT l.from_noun, l.from_id, l.to_noun, l.to_id FROM link l
         JOIN back b ON l.to_noun = b.noun AND l.to_id = b.id WHERE l.municipality = $1
         ORDER BY l.from_noun, l.from_id, l.to_noun, l.to_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(start.0.word())
    .bind(start.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Everything that came of `start`, however far on, as arrows; one query, at most 2 000 arrows.
pub async fn after<'e>(on: impl AnyExecutor<'e>, town: &Id, start: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "WITH RECURSIVE onward (noun, id) AS (
             SELECT CAST($2 AS TEXT), CAST($3 AS TEXT)
             UNION
             SELECT l.to_noun, l.to_id FROM link l JOIN onward b ON l.from_noun = b.noun AND l.from_id = b.id
             WHERE l.municipality = $1
         )
         SELECT l.from_noun, l.from_id, l.to_noun, l.to_id FROM link l
         JOIN onward b ON l.from_noun = b.noun AND l.from_id = b.id WHERE l.municipality = $1
         ORDER BY l.from_noun, l.from_id, l.to_noun, l.to_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(start.0.word())
    .bind(start.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Everything that came of the causes that `start` rests on, as arrows; one query, at most 2 000 arrows.
pub async fn after_causes<'e>(on: impl AnyExecutor<'e>, town: &Id, start: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "WITH RECURSIVE back (noun, id) AS (
             SELECT CAST($2 AS TEXT), CAST($3 AS TEXT)
             UNION
             SELECT l.from_noun, l.from_id FROM link l JOIN back b ON l.to_noun = b.noun AND l.to_id = b.id
             WHERE l.municipality = $1
         ), onward (noun, id) AS (
             SELECT noun, id FROM back WHERE noun = 'cause'
             UNION
             SELECT l.to_noun, l.to_id FROM link l JOIN onward b ON l.from_noun = b.noun AND l.from_id = b.id
             WHERE l.municipality = $1
         )
         SELECT l.from_noun, l.from_id, l.to_noun, l.to_id FROM link l
         JOIN onward b ON l.from_noun = b.noun AND l.from_id = b.id WHERE l.municipality = $1
         ORDER BY l.from_noun, l.from_id, l.to_noun, l.to_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(start.0.word())
    .bind(start.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Link, Error> {
    let c = Columns::of("link", row);
    Ok(Link {
        from: (c.parsed("from_noun", Noun::parse)?, c.id("from_id")?),
        to: (c.parsed("to_noun", Noun::parse)?, c.id("to_id")?),
    })
}

/// The arrows that lead straight to `to`; one query, at most 2 000.
pub async fn into<'e>(on: impl AnyExecutor<'e>, town: &Id, to: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "SELECT from_noun, from_id, to_noun, to_id FROM link WHERE municipality = $1 AND to_noun = $2 AND to_id = $3
         ORDER BY from_noun, from_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(to.0.word())
    .bind(to.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// The arrows that lead straight from `from`; one query, at most 2 000.
pub async fn out_of<'e>(on: impl AnyExecutor<'e>, town: &Id, from: (Noun, &Id)) -> Result<Vec<Link>, Error> {
    let rows = sqlx::query(
        "SELECT from_noun, from_id, to_noun, to_id FROM link WHERE municipality = $1 AND from_noun = $2 AND from_id = $3
         ORDER BY to_noun, to_id LIMIT 2000",
    )
    .bind(town.as_str())
    .bind(from.0.word())
    .bind(from.1.as_str())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// A record as a link of the chain shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What it is.
    pub noun: Noun,
    /// Its key.
    pub id: Id,
    /// What it is called; empty for an observation, which has no title.
    pub title: String,
    /// The record on whose page it stands, where it has none of its own (the problem of a cause).
    pub parent: Option<Id>,
    /// Who owns it, and how far it is shared.
    pub owned: Owned,
    /// The day of an effort or a presence, which has many namesakes.
    pub on: Option<Date>,
}

/// The records of `wanted` that exist, with their names, in no particular order; one query, however many nouns.
pub async fn named<'e>(on: impl AnyExecutor<'e>, town: &Id, wanted: &[(Noun, Id)]) -> Result<Vec<Named>, Error> {
    let mut ids: Vec<&str> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for noun in Noun::ALL {
        let of_noun: Vec<&str> = wanted.iter().filter(|w| w.0 == noun).map(|w| w.1.as_str()).collect();
        if of_noun.is_empty() {
            continue;
        }
        let select = select(noun);
        let places: Vec<String> = (0..of_noun.len()).map(|i| format!("${}", ids.len() + i + 2)).collect();
        parts.push(format!(
            "SELECT '{}' AS noun, {select} WHERE r.municipality = $1 AND r.id IN ({})",
            noun.word(),
            places.join(", ")
        ));
        ids.extend(of_noun);
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sqlx::query(sqlx::AssertSqlSafe(parts.join(" UNION ALL "))).bind(town.as_str().to_owned());
    for id in ids {
        query = query.bind(id.to_owned());
    }
    let rows = query.fetch_all(on).await?;
    rows.iter().map(read_named).collect()
}

/// The latest records of `nouns` (by key where nothing better is known), at most 50 of each; one query.
pub async fn latest<'e>(on: impl AnyExecutor<'e>, town: &Id, nouns: &[Noun]) -> Result<Vec<Named>, Error> {
    let part = |noun: &Noun| {
        let (select, noun) = (select(*noun), noun.word());
        let name = noun.replace('-', "_");
        format!(
            "SELECT * FROM (SELECT '{noun}' AS noun, {select} WHERE r.municipality = $1 ORDER BY r.id DESC LIMIT 50) AS {name}"
        )
    };
    let parts: Vec<String> = nouns.iter().map(part).collect();
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let query = sqlx::query(sqlx::AssertSqlSafe(parts.join(" UNION ALL "))).bind(town.as_str().to_owned());
    query.fetch_all(on).await?.iter().map(read_named).collect()
}

fn read_named(row: &AnyRow) -> Result<Named, Error> {
    let c = Columns::of("link", row);
    Ok(Named {
        noun: c.parsed("noun", Noun::parse)?,
        id: c.id("id")?,
        title: c.text("title")?,
        parent: c.maybe_parsed("parent", Id::parse)?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        on: c.maybe_parsed("on_date", str::parse)?,
    })
}

/// How a noun's records are named: columns id, title, parent, owner, sharing and day of its table, called `r`. Parts of a whole
/// are shared as the whole is.
fn select(noun: Noun) -> &'static str {
    match noun {
        Noun::Problem => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM problem r",
        Noun::Cause => "r.id, r.title, r.problem AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM cause r",
        Noun::FocusArea => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM focus_area r",
        Noun::Agreement => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM agreement r",
        Noun::Plan => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM plan r",
        Noun::Measure => {
            "r.id, r.title, r.plan AS parent, p.owner, p.sharing, CAST(NULL AS TEXT) AS on_date FROM measure r
             JOIN plan p ON p.municipality = r.municipality AND p.id = r.plan"
        }
        Noun::Review => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM review r",
        Noun::News => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM news r",
        Noun::EasyText => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM easy_text r",
        Noun::Promise => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM promise r",
        Noun::Commitment => {
            "r.id, r.title, r.promise AS parent, p.owner, p.sharing, CAST(NULL AS TEXT) AS on_date FROM commitment r
             JOIN promise p ON p.municipality = r.municipality AND p.id = r.promise"
        }
        Noun::Effort => {
            "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner,
             CASE WHEN r.public = 1 THEN 'public' WHEN r.sharing = 'public' THEN 'joint' ELSE r.sharing END AS sharing, r.on_date AS on_date
             FROM effort r"
        }
        Noun::Presence => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, r.on_date AS on_date FROM presence r",
        Noun::Observation => "r.id, '' AS title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM observation r",
        Noun::Dialogue => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM dialogue r",
        Noun::Picture => "r.id, r.title, CAST(NULL AS TEXT) AS parent, r.owner, r.sharing, CAST(NULL AS TEXT) AS on_date FROM picture r",
        Noun::Finding => {
            "r.id, r.title, r.picture AS parent, p.owner, p.sharing, CAST(NULL AS TEXT) AS on_date FROM finding r
             JOIN picture p ON p.municipality = r.municipality AND p.id = r.picture"
        }
    }
}
