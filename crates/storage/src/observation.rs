//! What did somebody notice about a place?

mod daily;

pub use daily::{Daily, daily};

use domain::geo::Point;
use domain::observation::{Feeling, Followed, Observation, ObservationState, PublicObservation, Spot};
use domain::when::When;
use domain::{Id, Line, Owned, Prose, Sharing};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::columns::{parse_when, when_text};
use crate::{Columns, Error, Tx, instant};

/// Where an observation came from besides a person: the row of a source's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The source.
    pub source: Id,
    /// What tells the row from all others of the source.
    pub key: String,
}

/// What an asker may see: the own organisation's, and what others share with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenBy {
    /// The asker's organisation.
    pub organisation: Id,
    /// Whether it is an owner, who also sees what is joint.
    pub joint: bool,
}

/// Which observations a list holds. None stands for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The word of the state.
    pub state: Option<String>,
    /// The category's code.
    pub category: Option<Id>,
    /// The area; `Some(None)` for those without one.
    pub area: Option<Id>,
    /// The channel's code.
    pub channel: Option<Id>,
    /// From this day.
    pub from: Option<Date>,
    /// To this day.
    pub to: Option<Date>,
}

/// How many observations there are of a category in an area. Only of those that count and are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The area; none when it is not known.
    pub area: Option<Id>,
    /// The category.
    pub category: Id,
    /// How many in the period.
    pub now: u64,
    /// How many in the time before it.
    pub before: u64,
}

const COLUMNS: usize = 23;
const INSERT: &str = "INSERT INTO observation (municipality, id, version, owner, sharing, channel, category, feeling, happened, day,
    recurring, area, place, lon, lat, body, erased, received_at, state, detail, receipt_hash, source, import_key) VALUES ";

/// Adds an observation, with the hash of its receipt. [`Error::Taken`] when it is there already.
pub async fn insert(tx: &mut Tx, town: &Id, o: &Observation, receipt_hash: Option<&str>) -> Result<(), Error> {
    let text = format!("{INSERT}{}", values(1));
    bind(sqlx::query(sqlx::AssertSqlSafe(text)), town, o, receipt_hash, None).execute(&mut **tx).await?;
    Ok(())
}

/// Adds many rows of a source's file; those that are there already add nothing. Answers how many were new.
pub async fn insert_many(tx: &mut Tx, town: &Id, rows: &[(Observation, Origin)]) -> Result<u64, Error> {
    let mut new = 0;
    // SQLite looks each variable up in the list of all of them: many short statements beat a few long ones.
    for part in rows.chunks(16) {
        let text = format!("{INSERT}{} ON CONFLICT (municipality, source, import_key) DO NOTHING", values(part.len()));
        let mut query = sqlx::query(sqlx::AssertSqlSafe(text));
        for (o, origin) in part {
            query = bind(query, town, o, None, Some(origin));
        }
        new += query.execute(&mut **tx).await?.rows_affected();
    }
    Ok(new)
}

fn values(rows: usize) -> String {
    let row = |r: usize| {
        let numbers: Vec<String> = (1..=COLUMNS).map(|c| format!("${}", r * COLUMNS + c)).collect();
        format!("({})", numbers.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

fn bind<'q>(
    query: Query<'q>,
    town: &Id,
    o: &Observation,
    receipt_hash: Option<&str>,
    origin: Option<&Origin>,
) -> Query<'q> {
    query
        .bind(town.as_str().to_owned())
        .bind(o.id.as_str().to_owned())
        .bind(o.version)
        .bind(o.owned.owner.as_str().to_owned())
        .bind(o.owned.sharing.word())
        .bind(o.channel.as_str().to_owned())
        .bind(o.category.as_str().to_owned())
        .bind(o.feeling.map(Feeling::word))
        .bind(when_text(o.when))
        .bind(o.when.first_day().to_string())
        .bind(i64::from(o.recurring))
        .bind(o.spot.area.as_ref().map(|a| a.as_str().to_owned()))
        .bind(o.spot.place.as_ref().map(|p| p.as_str().to_owned()))
        .bind(o.spot.point.map(Point::lon))
        .bind(o.spot.point.map(Point::lat))
        .bind(o.text.as_ref().map(|t| t.as_str().to_owned()))
        .bind(o.erased.map(|d| d.to_string()))
        .bind(instant(o.received))
        .bind(o.state.word())
        .bind(detail(&o.state))
        .bind(receipt_hash.map(str::to_owned))
        .bind(origin.map(|g| g.source.as_str().to_owned()))
        .bind(origin.map(|g| g.key.clone()))
}

/// Writes all of a changed observation. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, o: &Observation) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE observation SET version = version + 1, sharing = $4, category = $5, feeling = $6, area = $7, place = $8,
             body = $9, erased = $10, state = $11, detail = $12
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(o.id.as_str())
    .bind(o.version)
    .bind(o.owned.sharing.word())
    .bind(o.category.as_str())
    .bind(o.feeling.map(Feeling::word))
    .bind(o.spot.area.as_ref().map(|a| a.as_str().to_owned()))
    .bind(o.spot.place.as_ref().map(|p| p.as_str().to_owned()))
    .bind(o.text.as_ref().map(|t| t.as_str().to_owned()))
    .bind(o.erased.map(|d| d.to_string()))
    .bind(o.state.word())
    .bind(detail(&o.state))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The observation with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Observation>, Error> {
    let row = sqlx::query("SELECT * FROM observation WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The observation whose receipt has this hash.
pub async fn by_receipt<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    receipt_hash: &str,
) -> Result<Option<Observation>, Error> {
    let row = sqlx::query("SELECT * FROM observation WHERE municipality = $1 AND receipt_hash = $2")
        .bind(town.as_str())
        .bind(receipt_hash)
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// What the one who told may read under the receipt with this hash.
pub async fn followed<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    receipt_hash: &str,
    days: u32,
    now: Timestamp,
) -> Result<Option<Followed>, Error> {
    Ok(by_receipt(on, town, receipt_hash).await?.map(|o| o.followed(days, now)))
}

const MATCHES: &str = " FROM observation WHERE municipality = $1
    AND (owner = $2 OR ($3 = 1 AND sharing <> 'own'))
    AND ($4 = '' OR state = $4) AND ($5 = '' OR category = $5) AND ($6 = '' OR area = $6) AND ($7 = '' OR channel = $7)
    AND day >= $8 AND day <= $9";

/// Those that `seen_by` may see and `filter` takes, latest first, from `offset` on, at most 50.
pub async fn list<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    seen_by: &SeenBy,
    filter: &Filter,
    offset: i64,
) -> Result<Vec<Observation>, Error> {
    let text = format!("SELECT *{MATCHES} ORDER BY received_at DESC, id LIMIT 50 OFFSET $10");
    let rows = matching(text, town, seen_by, filter).bind(offset).fetch_all(on).await?;
    rows.iter().map(read).collect()
}

/// How many `seen_by` may see and `filter` takes.
pub async fn count<'e>(on: impl AnyExecutor<'e>, town: &Id, seen_by: &SeenBy, filter: &Filter) -> Result<u64, Error> {
    let row = matching(format!("SELECT COUNT(*) AS n{MATCHES}"), town, seen_by, filter).fetch_one(on).await?;
    unsigned(&Columns::of("observation", &row), "n")
}

fn matching<'q>(text: String, town: &Id, seen_by: &SeenBy, filter: &Filter) -> Query<'q> {
    let id = |i: &Option<Id>| i.as_ref().map(|i| i.as_str().to_owned()).unwrap_or_default();
    sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(town.as_str().to_owned())
        .bind(seen_by.organisation.as_str().to_owned())
        .bind(i64::from(seen_by.joint))
        .bind(filter.state.clone().unwrap_or_default())
        .bind(id(&filter.category))
        .bind(id(&filter.area))
        .bind(id(&filter.channel))
        .bind(filter.from.map_or("0000".to_owned(), |d| d.to_string()))
        .bind(filter.to.map_or("9999".to_owned(), |d| d.to_string()))
}

/// How many there are per state that `seen_by` may see.
pub async fn states<'e>(on: impl AnyExecutor<'e>, town: &Id, seen_by: &SeenBy) -> Result<Vec<(String, u64)>, Error> {
    let rows = sqlx::query(
        "SELECT state, COUNT(*) AS n FROM observation
         WHERE municipality = $1 AND (owner = $2 OR ($3 = 1 AND sharing <> 'own')) GROUP BY state ORDER BY state",
    )
    .bind(town.as_str())
    .bind(seen_by.organisation.as_str())
    .bind(i64::from(seen_by.joint))
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let c = Columns::of("observation", row);
            Ok((c.text("state")?, unsigned(&c, "n")?))
        })
        .collect()
}

/// Counts per area and category of what is shared and counts: in `from..=to` and in `before..from`.
/// What is known by the month only is counted when its month begins in the period.
pub async fn tally<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    before: Date,
    from: Date,
    to: Date,
) -> Result<Vec<Tally>, Error> {
    let rows = sqlx::query(
        "SELECT area, category, CAST(SUM(CASE WHEN day >= $3 THEN 1 ELSE 0 END) AS BIGINT) AS now,
             CAST(SUM(CASE WHEN day < $3 THEN 1 ELSE 0 END) AS BIGINT) AS earlier
         FROM observation
         WHERE municipality = $1 AND day >= $2 AND day <= $4 AND sharing <> 'own' AND state IN ('triaged', 'closed')
         GROUP BY area, category ORDER BY area, category LIMIT 20000",
    )
    .bind(town.as_str())
    .bind(before.to_string())
    .bind(from.to_string())
    .bind(to.to_string())
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let c = Columns::of("observation", row);
            Ok(Tally {
                area: c.maybe_parsed("area", Id::parse)?,
                category: c.id("category")?,
                now: unsigned(&c, "now")?,
                before: unsigned(&c, "earlier")?,
            })
        })
        .collect()
}

/// What of the shared observations of `from..=to` everyone may know, at most `limit`.
pub async fn published<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    from: Date,
    to: Date,
    limit: i64,
) -> Result<Vec<PublicObservation>, Error> {
    Ok(counting(on, town, from, to, limit).await?.iter().filter_map(Observation::published).collect())
}

/// The observations that a joint picture is made of: shared, read and taken, of `from..=to`, by day; without their texts.
/// At most `limit`.
pub async fn counting<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    from: Date,
    to: Date,
    limit: i64,
) -> Result<Vec<Observation>, Error> {
    let rows = sqlx::query(
        "SELECT municipality, id, version, owner, sharing, channel, category, feeling, happened, recurring, area, lon, lat,
             CAST(NULL AS TEXT) AS place, CAST(NULL AS TEXT) AS body, erased, received_at, detail
         FROM observation
         WHERE municipality = $1 AND day >= $2 AND day <= $3 AND sharing <> 'own' AND state IN ('triaged', 'closed')
         ORDER BY day, id LIMIT $4",
    )
    .bind(town.as_str())
    .bind(from.to_string())
    .bind(to.to_string())
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Those of `ids` that `seen_by` may see, latest first.
pub async fn by_ids<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    seen_by: &SeenBy,
    ids: &[Id],
) -> Result<Vec<Observation>, Error> {
    let ids = &ids[..ids.len().min(500)];
    let places: Vec<String> = (0..ids.len()).map(|i| format!("${}", i + 4)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT * FROM observation WHERE municipality = $1 AND (owner = $2 OR ($3 = 1 AND sharing <> 'own')) AND id IN ({})
         ORDER BY received_at DESC, id",
        places.join(", ")
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(text))
        .bind(town.as_str().to_owned())
        .bind(seen_by.organisation.as_str().to_owned())
        .bind(i64::from(seen_by.joint));
    for id in ids {
        query = query.bind(id.as_str().to_owned());
    }
    query.fetch_all(on).await?.iter().map(read).collect()
}

/// Those with a text or a place in words that came before `day`, oldest first, at most 500.
pub async fn to_forget<'e>(on: impl AnyExecutor<'e>, town: &Id, day: Date) -> Result<Vec<Observation>, Error> {
    let rows = sqlx::query(
        "SELECT * FROM observation WHERE municipality = $1 AND received_at < $2 AND (body IS NOT NULL OR place IS NOT NULL)
         ORDER BY received_at, id LIMIT 500",
    )
    .bind(town.as_str())
    .bind(day.to_string())
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// Keeps the sealed contact of an observation.
pub async fn set_contact(tx: &mut Tx, town: &Id, id: &Id, sealed: &str) -> Result<(), Error> {
    sqlx::query("INSERT INTO observation_contact (municipality, id, sealed) VALUES ($1, $2, $3)")
        .bind(town.as_str())
        .bind(id.as_str())
        .bind(sealed)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The sealed contact of an observation, if there is one.
pub async fn contact<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<String>, Error> {
    let row = sqlx::query("SELECT id, sealed FROM observation_contact WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.map(|r| Columns::of("observation_contact", &r).text("sealed")).transpose()
}

/// Erases the contact of an observation.
pub async fn erase_contact(tx: &mut Tx, town: &Id, id: &Id) -> Result<(), Error> {
    sqlx::query("DELETE FROM observation_contact WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn unsigned(c: &Columns<'_>, column: &'static str) -> Result<u64, Error> {
    Ok(u64::try_from(c.int(column)?).unwrap_or(0))
}

fn detail(state: &ObservationState) -> String {
    serde_json::to_string(state).expect("a state can be written")
}

fn read(row: &AnyRow) -> Result<Observation, Error> {
    let c = Columns::of("observation", row);
    let point = match (c.maybe_real("lon")?, c.maybe_real("lat")?) {
        (Some(lon), Some(lat)) => Point::parse(lon, lat).ok(),
        _ => None,
    };
    let when: When = c.parsed("happened", parse_when)?;
    Ok(Observation {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        channel: c.id("channel")?,
        category: c.id("category")?,
        feeling: c.maybe_parsed("feeling", Feeling::parse)?,
        when,
        recurring: c.int("recurring")? != 0,
        spot: Spot { area: c.maybe_parsed("area", Id::parse)?, place: c.maybe_parsed("place", Line::parse)?, point },
        text: c.maybe_parsed("body", Prose::parse)?,
        erased: c.maybe_date("erased")?,
        received: c.instant("received_at")?,
        state: c.value("detail")?,
    })
}

#[cfg(test)]
mod tests {
    use domain::organisation::{Organisation, OrganisationKind};
    use domain::source::{Source, SourceKind};
    use domain::{Municipality, observation::Triage};
    use jiff::civil::date;

    use super::*;
    use crate::Db;

    pub(super) fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn line(s: &str) -> Line {
        Line::parse(s).unwrap()
    }

    pub(super) async fn town(db: &Db, name: &str) -> Id {
        let town = id(name);
        let mut tx = db.begin().await.unwrap();
        let m = Municipality { id: town.clone(), name: line(name), code: None, band: None, smallest_shown: 5 };
        crate::municipality::insert(&mut tx, &m).await.unwrap();
        for (key, kind) in [("kommunen", OrganisationKind::Municipality), ("polisen", OrganisationKind::Police)] {
            let o = Organisation { id: id(key), name: line(key), short: line(key), kind };
            crate::organisation::insert(&mut tx, &town, &o).await.unwrap();
        }
        let source = Source {
            id: id("fil"),
            owned: Owned::joint(id("kommunen")),
            name: line("Fil"),
            kind: SourceKind::Observations,
            licence: None,
            limits: Prose::default(),
            every_days: None,
            fetched: None,
            failed: None,
        };
        crate::source::upsert(&mut tx, &town, &source).await.unwrap();
        tx.commit().await.unwrap();
        town
    }

    pub(super) fn told(key: &str, owned: Owned, state: ObservationState) -> Observation {
        Observation {
            id: id(key),
            version: 1,
            owned,
            channel: id("web"),
            category: id("drugs"),
            feeling: Some(Feeling::Unsafe),
            when: When::Moment(date(2022, 9, 15).at(21, 0, 0, 0)),
            recurring: true,
            spot: Spot { area: None, place: Some(line("Tunneln")), point: Point::parse(17.8351, 59.4228).ok() },
            text: Prose::parse("Mörkt.\n\nOch halt.").ok(),
            erased: None,
            received: "2022-09-15T20:00:00Z".parse().unwrap(),
            state,
        }
    }

    pub(super) fn read_by() -> ObservationState {
        ObservationState::Triaged(Triage { organisation: id("kommunen"), account: None, at: Timestamp::UNIX_EPOCH })
    }

    fn seen(organisation: &str) -> SeenBy {
        SeenBy { organisation: id(organisation), joint: true }
    }

    #[tokio::test]
    async fn an_observation_comes_back_as_it_was_and_only_in_its_own_municipality() {
        for fresh in crate::testing::engines().await {
            let db = &fresh.db;
            let (here, there) = (town(db, "har").await, town(db, "dar").await);
            let o = told("a", Owned::joint(id("kommunen")), ObservationState::Received);
            let mut tx = db.begin().await.unwrap();
            insert(&mut tx, &here, &o, Some("abc")).await.unwrap();
            set_contact(&mut tx, &here, &o.id, "sealed").await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(by_id(db.reader(), &here, &o.id).await.unwrap(), Some(o.clone()));
            assert_eq!(by_receipt(db.reader(), &here, "abc").await.unwrap(), Some(o.clone()));
            assert_eq!(by_id(db.reader(), &there, &o.id).await.unwrap(), None);
            assert_eq!(by_receipt(db.reader(), &there, "abc").await.unwrap(), None);
            assert_eq!(contact(db.reader(), &there, &o.id).await.unwrap(), None);
            let mut tx = db.begin().await.unwrap();
            assert!(matches!(
                insert(&mut tx, &here, &told("b", o.owned.clone(), ObservationState::Received), Some("abc")).await,
                Err(Error::Taken)
            ));
            drop(tx);
            let mut tx = db.begin().await.unwrap();
            let changed = Observation { state: read_by(), ..o.clone() };
            update(&mut tx, &here, &changed).await.unwrap();
            assert!(matches!(update(&mut tx, &here, &changed).await, Err(Error::Conflict)), "it was version 1");
            erase_contact(&mut tx, &here, &o.id).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(contact(db.reader(), &here, &o.id).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn what_one_owner_keeps_is_in_no_list_count_or_tally_of_the_other() {
        for fresh in crate::testing::engines().await {
            let db = &fresh.db;
            let here = town(db, "har").await;
            let mut tx = db.begin().await.unwrap();
            insert(&mut tx, &here, &told("own", Owned::own(id("polisen")), read_by()), None).await.unwrap();
            insert(&mut tx, &here, &told("joint", Owned::joint(id("polisen")), read_by()), None).await.unwrap();
            tx.commit().await.unwrap();
            let all = Filter::default();
            let keys = |list: Vec<Observation>| list.into_iter().map(|o| o.id.to_string()).collect::<Vec<_>>();
            assert_eq!(keys(list(db.reader(), &here, &seen("kommunen"), &all, 0).await.unwrap()), ["joint"]);
            assert_eq!(keys(list(db.reader(), &here, &seen("polisen"), &all, 0).await.unwrap()), ["joint", "own"]);
            assert_eq!(
                keys(by_ids(db.reader(), &here, &seen("kommunen"), &[id("own"), id("joint")]).await.unwrap()),
                ["joint"]
            );
            assert_eq!(count(db.reader(), &here, &seen("kommunen"), &all).await.unwrap(), 1);
            assert_eq!(states(db.reader(), &here, &seen("kommunen")).await.unwrap(), [("triaged".to_owned(), 1)]);
            let (from, to) = (date(2022, 9, 1), date(2022, 9, 30));
            assert_eq!(tally(db.reader(), &here, from, from, to).await.unwrap()[0].now, 1);
            assert_eq!(published(db.reader(), &here, from, to, 10).await.unwrap().len(), 1);
        }
    }

    #[tokio::test]
    async fn rows_of_a_file_that_are_there_already_add_nothing() {
        for fresh in crate::testing::engines().await {
            let db = &fresh.db;
            let here = town(db, "har").await;
            let row = |n: usize| {
                let o = told(&format!("o{n}"), Owned::joint(id("kommunen")), read_by());
                (o, Origin { source: id("fil"), key: format!("k{n}") })
            };
            let rows: Vec<_> = (0..1000).map(row).collect();
            let mut tx = db.begin().await.unwrap();
            assert_eq!(insert_many(&mut tx, &here, &rows).await.unwrap(), 1000);
            tx.commit().await.unwrap();
            let again: Vec<_> =
                rows.into_iter().map(|(o, g)| (Observation { id: id(&format!("x{}", o.id)), ..o }, g)).collect();
            let mut tx = db.begin().await.unwrap();
            assert_eq!(insert_many(&mut tx, &here, &again).await.unwrap(), 0);
            tx.commit().await.unwrap();
            assert_eq!(count(db.reader(), &here, &seen("kommunen"), &Filter::default()).await.unwrap(), 1000);
        }
    }
}
