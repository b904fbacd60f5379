//! What must others be told?

use domain::Id;
use jiff::Timestamp;

use crate::{Error, Tx, instant};

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
