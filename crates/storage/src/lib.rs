//! All SQL. One file per noun; the same text runs on SQLite and PostgreSQL.
//!
//! # Adding a noun
//! 1. A migration `migrations/NNNN_noun.sql` that opens with why. Columns are TEXT, BIGINT or DOUBLE PRECISION;
//!    the key is `(municipality, id)`; what moves has a `version`.
//! 2. `src/noun.rs`: reads take `on: impl AnyExecutor<'e>` (a [`Db::reader`] or `&mut **tx`), writes take `&mut Tx`.
//!    Lists are bounded. An update names the version it read and answers [`Error::Conflict`] when another was faster.
//! 3. A test of both directions on every engine (`testing::engines`).
//!
//! Only `actions` begins a transaction ([`Db::begin`]); a test says so.

mod columns;
mod db;

pub mod account;
pub mod agreement;
pub mod area;
pub mod audit;
pub mod backup;
pub mod case_contact;
pub mod cause;
pub mod chain;
pub mod commitment;
pub mod council;
pub mod dialogue;
pub mod easy_text;
pub mod effort;
pub mod focus_area;
pub mod format_request;
pub mod guess;
pub mod indicator;
pub mod job;
pub mod measure;
pub mod meeting;
pub mod municipality;
pub mod news;
pub mod notice;
pub mod observation;
pub mod organisation;
pub mod outbox;
pub mod picture;
pub mod plan;
pub mod police_event;
pub mod presence;
pub mod problem;
pub mod promise;
pub mod retention;
pub mod review;
pub mod session;
pub mod source;
pub mod statement;
#[cfg(feature = "testing")]
pub mod testing;

pub(crate) use columns::json;
pub use columns::{Columns, instant, parse_instant};
pub use db::{Db, Engine, Tx, is_there};
pub use sqlx::any::{AnyExecutor, AnyRow};

/// What can go wrong between us and the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else changed the record since it was read. Nothing was written.
    #[error("the record was changed by someone else meanwhile")]
    Conflict,
    /// The key is taken. Nothing was written.
    #[error("there is already such a record")]
    Taken,
    /// A row that this program did not write, or that was changed by hand.
    #[error("table {table}, record {record}: {what}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The record's key.
        record: String,
        /// What was found and what was expected.
        what: String,
    },
    /// An address of a database that is not understood.
    #[error("{0}")]
    Address(String),
    /// The database refused, is full, or is out of reach.
    #[error(transparent)]
    Database(sqlx::Error),
    /// The tables could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Error {
        match e.as_database_error() {
            Some(d) if d.is_unique_violation() => Error::Taken,
            _ => Error::Database(e),
        }
    }
}
