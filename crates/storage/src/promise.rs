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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::commitment::{Commitment, Kind, State};
    use domain::effort::Effort;
    use domain::occasion::{Given, Held, OccasionState, Slot, Visibility};
    use domain::organisation::{Organisation, OrganisationKind};
    use domain::presence::Presence;
    use domain::promise::PromiseState;
    use domain::{Approval, Municipality};
    use jiff::Timestamp;
    use jiff::civil::{date, time};

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn line(s: &str) -> Line {
        Line::parse(s).unwrap()
    }

    fn by(organisation: &str) -> Approval {
        Approval { organisation: id(organisation), account: id("kim"), at: Timestamp::UNIX_EPOCH }
    }

    fn both() -> Vec<Id> {
        vec![id("kommunen"), id("polisen")]
    }

    fn draft() -> Promise {
        Promise {
            id: id("lofte"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            title: line("Medborgarlöfte 2022"),
            intro: Prose::parse("Ett.\n\nTvå.").unwrap(),
            term: Term::new(date(2022, 1, 1), date(2022, 12, 31)).unwrap(),
            parties: both(),
            logged: true,
            source: None,
            state: PromiseState::Draft,
        }
    }

    fn commitment() -> Commitment {
        Commitment {
            id: id("lofte-1"),
            version: 1,
            promise: id("lofte"),
            number: 1,
            title: line("Två gånger"),
            kind: Kind::Presence,
            at_least: Some(2),
            by: Some(date(2022, 11, 30)),
            tolerance: 0,
            place: Some(line("Torget")),
            units: vec![],
            way_back: None,
            remedies: vec![],
        }
    }

    fn slot(on: Date) -> Slot {
        Slot { on, from: time(15, 0, 0, 0), to: time(18, 30, 0, 0) }
    }

    fn held(on: Date) -> OccasionState {
        let given = vec![Given { party: id("polisen"), minutes: 210 }];
        let held = Held { slot: slot(on), given, visits: Some(12), note: Prose::default() };
        OccasionState::Planned.hold(held, by("polisen"), both(), on.at(23, 0, 0, 0)).unwrap()
    }

    fn effort(key: &str, on: Date, visibility: Visibility, state: OccasionState) -> Effort {
        Effort {
            id: id(key),
            version: 1,
            owned: Owned::joint(id("polisen")),
            title: line("Gemensam insats"),
            about: Prose::default(),
            parties: both(),
            place: line("Stationen"),
            meet: None,
            slot: slot(on),
            visibility,
            commitment: Some(id("lofte-1")),
            state,
        }
    }

    async fn town(db: &Db) -> Id {
        let mut tx = db.begin().await.unwrap();
        let m = Municipality { id: id("ort"), name: line("Ort"), code: None, band: None, smallest_shown: 5 };
        crate::municipality::insert(&mut tx, &m).await.unwrap();
        for (key, kind) in [("kommunen", OrganisationKind::Municipality), ("polisen", OrganisationKind::Police)] {
            let o = Organisation { id: id(key), name: line(key), short: line(key), kind };
            crate::organisation::insert(&mut tx, &m.id, &o).await.unwrap();
        }
        insert(&mut tx, &m.id, &draft()).await.unwrap();
        commitment::insert(&mut tx, &m.id, &commitment()).await.unwrap();
        tx.commit().await.unwrap();
        m.id
    }

    #[tokio::test]
    async fn a_promise_and_its_commitments_come_back_as_they_were_kept() {
        for fresh in crate::testing::engines().await {
            let db = &fresh.db;
            let town = town(db).await;
            assert_eq!(by_id(db.reader(), &town, &id("lofte")).await.unwrap(), Some(draft()));
            assert_eq!(commitment::of_promise(db.reader(), &town, &id("lofte")).await.unwrap(), [commitment()]);
            let mut tx = db.begin().await.unwrap();
            let changed = Promise { title: line("Ändrat"), ..draft() };
            update(&mut tx, &town, &changed).await.unwrap();
            assert!(matches!(update(&mut tx, &town, &changed).await, Err(Error::Conflict)));
            let c = Commitment { at_least: None, ..commitment() };
            commitment::update(&mut tx, &town, &c).await.unwrap();
            assert!(matches!(commitment::update(&mut tx, &town, &c).await, Err(Error::Conflict)));
            tx.commit().await.unwrap();
            let found = by_id(db.reader(), &town, &id("lofte")).await.unwrap().unwrap();
            assert_eq!((found.title, found.version), (line("Ändrat"), 2));
            assert_eq!(commitment::by_id(db.reader(), &town, &id("lofte-1")).await.unwrap().unwrap().at_least, None);
            assert_eq!(by_id(db.reader(), &id("annan"), &id("lofte")).await.unwrap(), None, "another municipality");
        }
    }

    #[tokio::test]
    async fn what_is_public_counts_only_what_is_confirmed_and_never_shows_what_is_hidden() {
        for fresh in crate::testing::engines().await {
            let db = &fresh.db;
            let town = town(db).await;
            let today = date(2022, 9, 15);
            assert_eq!(published(db, &town, today).await.unwrap(), [], "a draft");
            let mut tx = db.begin().await.unwrap();
            let state = PromiseState::Draft.propose(both()).unwrap();
            let state = state.approve(by("kommunen")).unwrap().approve(by("polisen")).unwrap();
            let state = state.publish(Timestamp::UNIX_EPOCH).unwrap();
            update(&mut tx, &town, &Promise { state, ..draft() }).await.unwrap();
            let hidden = effort("dold", date(2022, 9, 20), Visibility::WhenHeld, OccasionState::Planned);
            effort::insert(&mut tx, &town, &hidden).await.unwrap();
            let waiting = effort("vantar", date(2022, 9, 1), Visibility::WhenHeld, held(date(2022, 9, 1)));
            effort::insert(&mut tx, &town, &waiting).await.unwrap();
            let presence = Presence {
                id: id("narvaro"),
                version: 1,
                owned: Owned::joint(id("polisen")),
                title: line("Polisen på torget"),
                about: Prose::default(),
                parties: vec![id("polisen")],
                place: line("Torget"),
                slot: slot(date(2022, 9, 8)),
                commitment: Some(id("lofte-1")),
                state: held(date(2022, 9, 8)).confirm(by("kommunen"), None).unwrap(),
            };
            presence::insert(&mut tx, &town, &presence).await.unwrap();
            tx.commit().await.unwrap();

            let seen = published_by_id(db, &town, &id("lofte"), today).await.unwrap().unwrap();
            let p = &seen.commitments[0].progress;
            assert_eq!((p.counted, p.waiting, p.ahead.len()), (1, 1, 0));
            // 258 of the 334 days until 30 November have passed: 1.5 of two were expected, so two should be done.
            assert_eq!(p.state, State::Behind { missing: 1 });
            let efforts = effort::published(db.reader(), &town, 10).await.unwrap();
            assert_eq!(efforts.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["vantar"]);
            assert_eq!(effort::published_by_id(db.reader(), &town, &id("dold")).await.unwrap(), None);
            assert_eq!(effort::by_id(db.reader(), &town, &id("dold")).await.unwrap(), Some(hidden));
            assert_eq!(presence::by_id(db.reader(), &town, &id("narvaro")).await.unwrap(), Some(presence));
            let open = effort::open(db.reader(), &town, today).await.unwrap();
            assert_eq!(open.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["vantar"]);
            let week = effort::between(db.reader(), &town, date(2022, 9, 19), date(2022, 9, 25)).await.unwrap();
            assert_eq!(week.len(), 1);
        }
    }
}
