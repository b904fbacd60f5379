//! What was erased, and what is to be?

use domain::Id;
use domain::retention::Rule;
use jiff::Timestamp;
use sqlx::any::AnyExecutor;

use crate::{Columns, Error, Tx, instant};

/// What one run of a rule erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// By which rule.
    pub rule: Rule,
    /// When.
    pub at: Timestamp,
    /// How many records.
    pub records: i64,
}

/// Erases what `rule` says and what is older than `before`. Answers how many records it was.
pub async fn erase(tx: &mut Tx, town: &Id, rule: Rule, before: Timestamp) -> Result<i64, Error> {
    let before = instant(before);
    let mut erased = 0;
    for text in texts(rule) {
        erased += sqlx::query(*text).bind(town.as_str()).bind(before.clone()).execute(&mut **tx).await?.rows_affected();
    }
    Ok(i64::try_from(erased).unwrap_or(i64::MAX))
}

fn texts(rule: Rule) -> &'static [&'static str] {
    match rule {
        // The state machine of an observation erases its text; this crate's file `observation` writes it.
        Rule::ObservationText => &[],
        // What was missed when the case was closed: `before` is now, and the case is closed.
        Rule::Contact => &[
            "DELETE FROM case_contact WHERE municipality = $1 AND $2 <> '' AND noun = 'notice' AND id IN
                 (SELECT id FROM notice WHERE municipality = $1 AND state = 'closed')",
            "DELETE FROM case_contact WHERE municipality = $1 AND $2 <> '' AND noun = 'format-request' AND id IN
                 (SELECT id FROM format_request WHERE municipality = $1 AND state = 'closed')",
            "DELETE FROM observation_contact WHERE municipality = $1 AND $2 <> '' AND id IN
                 (SELECT id FROM observation WHERE municipality = $1 AND state = 'closed')",
        ],
        Rule::Session => &[
            "DELETE FROM session WHERE municipality = $1 AND ends_at < $2",
            "DELETE FROM one_time_link WHERE municipality = $1 AND ends_at < $2",
        ],
        Rule::Guess => &["DELETE FROM guess WHERE municipality = $1 AND at < $2"],
        Rule::Job => &["DELETE FROM outbox WHERE municipality = $1 AND sent_at IS NOT NULL AND sent_at < $2"],
    }
}

/// Notes what a rule erased.
pub async fn insert(tx: &mut Tx, town: &Id, id: &Id, e: &Erasure) -> Result<(), Error> {
    sqlx::query("INSERT INTO erasure (municipality, id, rule, at, records) VALUES ($1, $2, $3, $4, $5)")
        .bind(town.as_str())
        .bind(id.as_str())
        .bind(e.rule.word())
        .bind(instant(e.at))
        .bind(e.records)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What was erased, the latest first. At most 200.
pub async fn erasures<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Vec<Erasure>, Error> {
    let rows =
        sqlx::query("SELECT id, rule, at, records FROM erasure WHERE municipality = $1 ORDER BY at DESC, id LIMIT 200")
            .bind(town.as_str())
            .fetch_all(on)
            .await?;
    let read = |row| {
        let c = Columns::of("erasure", row);
        Ok(Erasure { rule: c.parsed("rule", Rule::parse)?, at: c.instant("at")?, records: c.int("records")? })
    };
    rows.iter().map(read).collect()
}
