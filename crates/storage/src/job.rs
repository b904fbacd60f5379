//! What is to be done later, and by whom?

use domain::Id;
use domain::job::{Job, JobKind, JobState};
use jiff::Timestamp;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Db, Engine, Error, Tx, instant};

/// Adds a job, unless there is one with its key.
pub async fn ensure(tx: &mut Tx, j: &Job) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO job (municipality, id, kind, payload, run_at, tries, state) VALUES ($1, $2, $3, $4, $5, 0, 'waiting')
         ON CONFLICT (municipality, id) DO NOTHING",
    )
    .bind(j.town.as_str())
    .bind(j.id.as_str())
    .bind(j.kind.word())
    .bind(j.payload.clone())
    .bind(instant(j.run_at))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes the next job whose time has come, of any municipality, and holds it until `until`. A job that another
/// node has held for too long is taken over.
pub async fn claim(db: &Db, tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<Option<Job>, Error> {
    // On PostgreSQL two nodes would wait for the same row; SQLite has one writer and needs no such words.
    let text = match db.engine() {
        Engine::Postgres => {
            "UPDATE job SET state = 'running', held_until = $2, tries = tries + 1
             WHERE (municipality, id) = (SELECT municipality, id FROM job
                 WHERE (state = 'waiting' AND run_at <= $1) OR (state = 'running' AND held_until <= $1)
                 ORDER BY run_at, municipality, id LIMIT 1 FOR UPDATE SKIP LOCKED)
             RETURNING *"
        }
        Engine::Sqlite => {
            "UPDATE job SET state = 'running', held_until = $2, tries = tries + 1
             WHERE (municipality, id) = (SELECT municipality, id FROM job
                 WHERE (state = 'waiting' AND run_at <= $1) OR (state = 'running' AND held_until <= $1)
                 ORDER BY run_at, municipality, id LIMIT 1)
             RETURNING *"
        }
    };
    let row = sqlx::query(text).bind(instant(now)).bind(instant(until)).fetch_optional(&mut **tx).await?;
    row.as_ref().map(read).transpose()
}

/// Writes how a job went.
pub async fn update(tx: &mut Tx, j: &Job) -> Result<(), Error> {
    let (held, given_up) = match j.state {
        JobState::Waiting => (None, None),
        JobState::Running { until } => (Some(instant(until)), None),
        JobState::GivenUp { at } => (None, Some(instant(at))),
    };
    sqlx::query(
        "UPDATE job SET run_at = $3, tries = $4, state = $5, held_until = $6, given_up_at = $7, done_at = $8,
             last_error = $9, progress = $10
         WHERE municipality = $1 AND id = $2",
    )
    .bind(j.town.as_str())
    .bind(j.id.as_str())
    .bind(instant(j.run_at))
    .bind(i64::from(j.tries))
    .bind(j.state.word())
    .bind(held)
    .bind(given_up)
    .bind(j.done_at.map(instant))
    .bind(j.last_error.clone())
    .bind(j.progress.clone())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes which step a job is at.
pub async fn progress(tx: &mut Tx, town: &Id, id: &Id, step: &str) -> Result<(), Error> {
    sqlx::query("UPDATE job SET progress = $3 WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .bind(step)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes away a job that was ordered once and is done.
pub async fn remove(tx: &mut Tx, town: &Id, id: &Id) -> Result<(), Error> {
    sqlx::query("DELETE FROM job WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The job with this key.
pub async fn by_id<'e>(on: impl AnyExecutor<'e>, town: &Id, id: &Id) -> Result<Option<Job>, Error> {
    let row = sqlx::query("SELECT * FROM job WHERE municipality = $1 AND id = $2")
        .bind(town.as_str())
        .bind(id.as_str())
        .fetch_optional(on)
        .await?;
    row.as_ref().map(read).transpose()
}

/// All jobs of a municipality. At most 200.
pub async fn all<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Job>, Error> {
    let rows = sqlx::query("SELECT * FROM job WHERE municipality = $1 ORDER BY run_at, id LIMIT 200")
        .bind(town.as_str())
        .fetch_all(on)
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Job, Error> {
    let c = Columns::of("job", row);
    let (held, given_up) = (c.maybe_instant("held_until")?, c.maybe_instant("given_up_at")?);
    Ok(Job {
        town: c.id("municipality")?,
        id: c.id("id")?,
        kind: c.parsed("kind", JobKind::parse)?,
        payload: c.text("payload")?,
        run_at: c.instant("run_at")?,
        tries: u32::try_from(c.int("tries")?).unwrap_or(u32::MAX),
        state: c.parsed("state", |word| match word {
            "waiting" => Some(JobState::Waiting),
            "running" => held.map(|until| JobState::Running { until }),
            "given-up" => given_up.map(|at| JobState::GivenUp { at }),
            _ => None,
        })?,
        done_at: c.maybe_instant("done_at")?,
        last_error: c.maybe_text("last_error")?,
        progress: c.maybe_text("progress")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: &str) -> Timestamp {
        s.parse().unwrap()
    }

    #[tokio::test]
    async fn a_job_is_done_by_one_node_and_taken_over_when_that_node_dies() {
        for town in crate::testing::engines().await {
            let db = &town.db;
            let mut tx = db.begin().await.unwrap();
            let name = domain::Line::parse("Ort").unwrap();
            let m =
                domain::Municipality { id: Id::parse("ort").unwrap(), name, code: None, band: None, smallest_shown: 5 };
            crate::municipality::insert(&mut tx, &m).await.unwrap();
            let job = Job {
                town: m.id.clone(),
                id: Id::parse("retention").unwrap(),
                kind: JobKind::Retention,
                payload: "{}".into(),
                run_at: at("2022-09-15T08:00:00Z"),
                tries: 0,
                state: JobState::Waiting,
                done_at: None,
                last_error: None,
                progress: None,
            };
            ensure(&mut tx, &job).await.unwrap();
            ensure(&mut tx, &job).await.unwrap();
            let (early, now, later) =
                (at("2022-09-15T07:59:59Z"), at("2022-09-15T08:00:01Z"), at("2022-09-15T08:11:00Z"));
            let until = at("2022-09-15T08:10:00Z");
            assert_eq!(claim(db, &mut tx, early, until).await.unwrap(), None, "before its time");
            let taken = claim(db, &mut tx, now, until).await.unwrap().unwrap();
            assert_eq!((taken.tries, taken.state), (1, JobState::Running { until }));
            assert_eq!(claim(db, &mut tx, now, until).await.unwrap(), None, "held by the first");
            let again = claim(db, &mut tx, later, at("2022-09-15T08:21:00Z")).await.unwrap().unwrap();
            assert_eq!(again.tries, 2, "taken over");
            progress(&mut tx, &m.id, &job.id, "hot-spots").await.unwrap();
            let seen = by_id(&mut *tx, &m.id, &job.id).await.unwrap().unwrap();
            assert_eq!(seen.progress.as_deref(), Some("hot-spots"));
            update(&mut tx, &again.failed("ingen kontakt", later)).await.unwrap();
            let seen = by_id(&mut *tx, &m.id, &job.id).await.unwrap().unwrap();
            assert_eq!(seen.last_error.as_deref(), Some("ingen kontakt"));
            assert_eq!((seen.run_at, seen.progress), (at("2022-09-15T08:12:00Z"), None));
            assert_eq!(all(&mut *tx, &m.id).await.unwrap().len(), 1);
            remove(&mut tx, &m.id, &job.id).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(all(db.reader(), &m.id).await.unwrap(), []);
        }
    }
}
