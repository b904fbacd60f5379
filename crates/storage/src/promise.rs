//! What was promised, and what of it may everyone see?

use std::collections::HashMap;

use domain::commitment::Fact;
use domain::promise::{Promise, PublicPromise};
use domain::{Id, Line, Owned, Prose, Sharing, Term};
use jiff::civil::Date;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Db, Error, Tx, commitment, effort, instant, presence};

/// Adds a promise. [`Error::Taken`] when its address is.
pub async fn insert(tx: &mut Tx, town: &Id, p: &Promise) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO promise (municipality, id, version, owner, sharing, title, intro, starts, ends, parties, logged, source, state, detail, published_at)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.intro.as_str())
    .bind(p.term.from().to_string())
    .bind(p.term.to().to_string())
    .bind(serialised(&p.parties))
    .bind(i64::from(p.logged))
    .bind(p.source.as_ref().map(|s| s.as_str().to_owned()))
    .bind(p.state.word())
    .bind(serialised(&p.state))
    .bind(p.state.published_at().map(instant))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes all of a changed promise. [`Error::Conflict`] when it was changed since it was read.
pub async fn update(tx: &mut Tx, town: &Id, p: &Promise) -> Result<(), Error> {
    let done = sqlx::query(
        "UPDATE promise SET version = version + 1, owner = $4, sharing = $5, title = $6, intro = $7, starts = $8, ends = $9,
             parties = $10, logged = $11, source = $12, state = $13, detail = $14, published_at = $15
         WHERE municipality = $1 AND id = $2 AND version = $3",
    )
    .bind(town.as_str())
    .bind(p.id.as_str())
    .bind(p.version)
    .bind(p.owned.owner.as_str())
    .bind(p.owned.sharing.word())
    .bind(p.title.as_str())
    .bind(p.intro.as_str())
    .bind(p.term.from().to_string())
    .bind(p.term.to().to_string())
    .bind(serialised(&p.parties))
    .bind(i64::from(p.logged))
    .bind(p.source.as_ref().map(|s| s.as_str().to_owned()))
    .bind(p.state.word())
    .bind(serialised(&p.state))
    .bind(p.state.published_at().map(instant))
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The promise with this address.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Promise>, Error> {
    let row = sqlx::query("SELECT * FROM promise WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All promises, the latest term first. At most 200.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Promise>, Error> {
    let rows = sqlx::query("SELECT * FROM promise WHERE municipality = $1 ORDER BY starts DESC, id LIMIT 200")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

/// Every promise that everyone may see, as it goes on `today`, the latest term first. Four queries.
pub async fn published(db: &Db, town: &Id, today: Date) -> Result<Vec<PublicPromise>, Error> {
    let promises = all(db.reader(), town).await?;
    let commitments = commitment::all(db.reader(), town).await?;
    let facts = public_facts(db, town).await?;
    let seen = promises.iter().filter_map(|p| {
        let own: Vec<_> = commitments.iter().filter(|c| c.promise == p.id).cloned().collect();
        p.published(&own, |c| facts.get(c).map_or(&[], Vec::as_slice), today)
    });
    Ok(seen.collect())
}

/// The promise under this address as it goes on `today`, if everyone may see it. Four queries.
pub async fn published_by_id(db: &Db, town: &Id, id: &Id, today: Date) -> Result<Option<PublicPromise>, Error> {
    let Some(promise) = by_id(db.reader(), town, id).await? else { return Ok(None) };
    let commitments = commitment::of_promise(db.reader(), town, id).await?;
    let facts = public_facts(db, town).await?;
    Ok(promise.published(&commitments, |c| facts.get(c).map_or(&[], Vec::as_slice), today))
}

/// The occasions of each commitment that everyone may see.
pub async fn public_facts(db: &Db, town: &Id) -> Result<HashMap<Id, Vec<Fact>>, Error> {
    let mut facts: HashMap<Id, Vec<Fact>> = HashMap::new();
    for effort in effort::counting(db.reader(), town).await? {
        if let Some(effort) = effort.published() {
            facts.entry(effort.commitment.clone().expect("asked for")).or_default().push(effort.fact());
        }
    }
    for presence in presence::counting(db.reader(), town).await? {
        let presence = presence.published();
        facts.entry(presence.commitment.clone().expect("asked for")).or_default().push(presence.fact());
    }
    Ok(facts)
}

/// The occasions of each commitment, for those who work with it.
pub async fn facts(db: &Db, town: &Id) -> Result<HashMap<Id, Vec<Fact>>, Error> {
    let mut facts: HashMap<Id, Vec<Fact>> = HashMap::new();
    for effort in effort::counting(db.reader(), town).await? {
        facts.entry(effort.commitment.clone().expect("asked for")).or_default().push(effort.fact());
    }
    for presence in presence::counting(db.reader(), town).await? {
        facts.entry(presence.commitment.clone().expect("asked for")).or_default().push(presence.fact());
    }
    Ok(facts)
}

pub(crate) fn serialised(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("a value of ours can be written")
}

fn read(row: &AnyRow) -> Result<Promise, Error> {
    let c = Columns::of("promise", row);
    let (from, to) = (c.date("starts")?, c.date("ends")?);
    Ok(Promise {
        id: c.id("id")?,
        version: c.int("version")?,
        owned: Owned { owner: c.id("owner")?, sharing: c.parsed("sharing", Sharing::parse)? },
        title: c.parsed("title", Line::parse)?,
        intro: c.parsed("intro", Prose::parse)?,
        term: c.parsed("ends", |_| Term::new(from, to))?,
        parties: c.value("parties")?,
        logged: c.int("logged")? != 0,
        source: c.maybe_parsed("source", Line::parse)?,
        state: c.value("detail")?,
    })
}
