//! What must others be told?

use domain::Id;
use jiff::Timestamp;
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

/// Adds a message to send. It leaves only if the transaction does.
pub async fn insert(tx: &mut Tx, town: &Id, id: &Id, topic: &str, payload: &str, now: Timestamp) -> Result<(), Error> {
    sqlx::query("INSERT INTO outbox (municipality, id, topic, payload, made_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(town.as_str())
        .bind(id.as_str())
        .bind(topic.to_owned())
        .bind(payload.to_owned())
        .bind(instant(now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A message that has not been sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whose it is.
    pub town: Id,
    /// Its key: who receives it twice can see that.
    pub id: Id,
    /// What it is about ("news.publish").
    pub topic: String,
    /// What it says, as JSON.
    pub payload: String,
    /// When it was caused.
    pub made_at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// What went wrong the last time.
    pub last_error: Option<String>,
}

/// Takes messages of any municipality whose time has come, oldest first, and holds them until `until`.
pub async fn claim(tx: &mut Tx, now: Timestamp, until: Timestamp, limit: i64) -> Result<Vec<Message>, Error> {
    let rows = sqlx::query(
        "UPDATE outbox SET run_at = $2, tries = tries + 1
         WHERE sent_at IS NULL AND (run_at IS NULL OR run_at <= $1) AND (municipality, id) IN (SELECT municipality, id FROM outbox
             WHERE sent_at IS NULL AND (run_at IS NULL OR run_at <= $1) ORDER BY made_at, municipality, id LIMIT $3)
         RETURNING *",
    )
    .bind(instant(now))
    .bind(instant(until))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    let mut messages = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    messages.sort_by(|a, b| (a.made_at, &a.id).cmp(&(b.made_at, &b.id)));
    Ok(messages)
}

/// Notes that a message was sent.
pub async fn sent(tx: &mut Tx, m: &Message, at: Timestamp) -> Result<(), Error> {
    sqlx::query("UPDATE outbox SET sent_at = $3, last_error = NULL WHERE municipality = $1 AND id = $2")
        .bind(m.town.as_str())
        .bind(m.id.as_str())
        .bind(instant(at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes that a message could not be sent, and when it is tried again.
pub async fn failed(tx: &mut Tx, m: &Message, error: &str, run_at: Timestamp) -> Result<(), Error> {
    sqlx::query("UPDATE outbox SET run_at = $3, last_error = $4 WHERE municipality = $1 AND id = $2")
        .bind(m.town.as_str())
        .bind(m.id.as_str())
        .bind(instant(run_at))
        .bind(error.chars().take(500).collect::<String>())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What has not been sent, oldest first. At most 100.
pub async fn unsent<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Message>, Error> {
    let rows =
        sqlx::query("SELECT * FROM outbox WHERE municipality = $1 AND sent_at IS NULL ORDER BY made_at, id LIMIT 100")
            .bind(town.as_str())
            .fetch_all(on)
            .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Message, Error> {
    let c = Columns::of("outbox", row);
    Ok(Message {
        town: c.id("municipality")?,
        id: c.id("id")?,
        topic: c.text("topic")?,
        payload: c.text("payload")?,
        made_at: c.instant("made_at")?,
        tries: u32::try_from(c.int("tries")?).unwrap_or(u32::MAX),
        last_error: c.maybe_text("last_error")?,
    })
}
