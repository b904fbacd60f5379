//! What was done, by whom, and can it be seen that nothing was changed since?

use domain::Id;
use domain::audit::AuditEntry;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::any::{AnyExecutor, AnyRow};

use crate::{Columns, Error, Tx, instant};

const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Appends an entry. `key` seals the head of the log and is not in the database. `note` holds no personal data.
pub async fn append(
    tx: &mut Tx,
    town: &Id,
    key: &[u8; 32],
    now: Timestamp,
    who: &str,
    (what, noun, record): (&str, &str, &Id),
    note: &str,
) -> Result<AuditEntry, Error> {
    // Taking the head's row first makes writers on PostgreSQL queue here: numbers have no gaps.
    sqlx::query(
        "INSERT INTO audit_head (municipality, entries, hash, seal) VALUES ($1, 0, $2, $3)
         ON CONFLICT (municipality) DO UPDATE SET entries = audit_head.entries",
    )
    .bind(town.as_str())
    .bind(FIRST)
    .bind(seal(key, town, 0, FIRST))
    .execute(&mut **tx)
    .await?;
    let head = head(&mut **tx, town).await?;
    let (entries, before) = head.map_or((0, FIRST.to_owned()), |h| (h.entries, h.hash));
    let mut entry = AuditEntry {
        number: entries + 1,
        at: now,
        who: who.to_owned(),
        what: what.to_owned(),
        noun: noun.to_owned(),
        record: record.clone(),
        note: note.to_owned(),
        before,
        hash: String::new(),
    };
    entry.hash = hash(town, &entry);
    sqlx::query(
        "INSERT INTO audit_entry (municipality, number, at, who, what, noun, record, note, before, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(town.as_str())
    .bind(entry.number)
    .bind(instant(entry.at))
    .bind(entry.who.clone())
    .bind(entry.what.clone())
    .bind(entry.noun.clone())
    .bind(entry.record.as_str())
    .bind(entry.note.clone())
    .bind(entry.before.clone())
    .bind(entry.hash.clone())
    .execute(&mut **tx)
    .await?;
    sqlx::query("UPDATE audit_head SET entries = $2, hash = $3, seal = $4 WHERE municipality = $1")
        .bind(town.as_str())
        .bind(entry.number)
        .bind(entry.hash.clone())
        .bind(seal(key, town, entry.number, &entry.hash))
        .execute(&mut **tx)
        .await?;
    Ok(entry)
}

/// The sealed head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub entries: i64,
    /// The hash of the last one.
    pub hash: String,
    /// The seal over both.
    pub seal: String,
}

/// The head of the municipality's log, if anything was ever done.
pub async fn head<'e>(on: impl AnyExecutor<'e>, town: &Id) -> Result<Option<Head>, Error> {
    let row = sqlx::query("SELECT municipality AS id, entries, hash, seal FROM audit_head WHERE municipality = $1")
        .bind(town.as_str())
        .fetch_optional(on)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let c = Columns::of("audit_head", &row);
    Ok(Some(Head { entries: c.int("entries")?, hash: c.text("hash")?, seal: c.text("seal")? }))
}

/// Entries after number `after`, in their order, at most `limit`.
pub async fn list<'e>(on: impl AnyExecutor<'e>, town: &Id, after: i64, limit: i64) -> Result<Vec<AuditEntry>, Error> {
    let rows = sqlx::query(
        "SELECT number, at, who, what, noun, record, note, before, hash FROM audit_entry
         WHERE municipality = $1 AND number > $2 ORDER BY number LIMIT $3",
    )
    .bind(town.as_str())
    .bind(after)
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// The latest entries before number `before`, newest first, at most `limit`: all of them, or those whose `who`,
/// `what` or record begins as asked (an empty text asks for nothing).
pub async fn latest<'e>(
    on: impl AnyExecutor<'e>,
    town: &Id,
    before: i64,
    asked: &str,
    limit: i64,
) -> Result<Vec<AuditEntry>, Error> {
    let start = format!("{}%", asked.replace(['%', '_', '\\'], ""));
    let rows = sqlx::query(
        "SELECT number, at, who, what, noun, record, note, before, hash FROM audit_entry
         WHERE municipality = $1 AND number < $2 AND (who LIKE $3 OR what LIKE $3 OR record LIKE $3) ORDER BY number DESC LIMIT $4",
    )
    .bind(town.as_str())
    .bind(before)
    .bind(start)
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter().map(read).collect()
}

/// What is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is missing: this number was expected.
    #[error("entry {0} is missing")]
    Missing(i64),
    /// An entry does not hash to what it says, or does not follow the one before.
    #[error("entry {0} was changed")]
    Changed(i64),
    /// The head does not match the entries, or its seal is wrong: the end was cut off or the head changed.
    #[error("the end of the log was changed or cut off after entry {0}")]
    End(i64),
}

/// Goes through the whole log; answers how many entries it has, or the first thing that is wrong.
pub async fn verify(db: &crate::Db, town: &Id, key: &[u8; 32]) -> Result<Result<i64, Broken>, Error> {
    let (mut number, mut before) = (0, FIRST.to_owned());
    loop {
        let page = list(db.reader(), town, number, 1000).await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if entry.number != number + 1 {
                return Ok(Err(Broken::Missing(number + 1)));
            }
            if entry.before != before || entry.hash != hash(town, &entry) {
                return Ok(Err(Broken::Changed(entry.number)));
            }
            (number, before) = (entry.number, entry.hash);
        }
    }
    let whole = match head(db.reader(), town).await? {
        None => number == 0,
        Some(h) => h.entries == number && h.hash == before && h.seal == seal(key, town, number, &before),
    };
    Ok(if whole { Ok(number) } else { Err(Broken::End(number)) })
}

fn hash(town: &Id, e: &AuditEntry) -> String {
    let mut digest = Sha256::new();
    let number = e.number.to_string();
    let at = instant(e.at);
    let parts = [town.as_str(), &number, &at, &e.who, &e.what, &e.noun, e.record.as_str(), &e.note, &e.before];
    for part in parts {
        // The length before each part: no two entries can be written as the same bytes.
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex(&digest.finalize())
}

fn seal(key: &[u8; 32], town: &Id, entries: i64, hash: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(format!("audit {town} {entries} {hash}").as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn read(row: &AnyRow) -> Result<AuditEntry, Error> {
    let c = Columns::of("audit_entry", row);
    Ok(AuditEntry {
        number: c.int("number")?,
        at: c.instant("at")?,
        who: c.text("who")?,
        what: c.text("what")?,
        noun: c.text("noun")?,
        record: c.id("record")?,
        note: c.text("note")?,
        before: c.text("before")?,
        hash: c.text("hash")?,
    })
}
