//! How do we reach the database, on either engine?

use std::ops::{Deref, DerefMut};
use std::sync::Once;
use std::time::Duration;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Any, AnyConnection, AnyPool, Transaction};

use crate::Error;

/// Which database engine is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, one writer at a time; the default.
    Sqlite,
    /// A server, several nodes.
    Postgres,
}

/// A database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    engine: Engine,
    read: AnyPool,
    /// On SQLite one connection: writers queue here instead of failing on a lock.
    write: AnyPool,
}

/// A transaction that may write. Dropped without [`Tx::commit`] it leaves nothing behind.
#[derive(Debug)]
pub struct Tx(Transaction<'static, Any>);

/// Whether there is something at `address` that can be opened without making it: a file, or a server that has to be asked.
pub fn is_there(address: &str) -> bool {
    address.strip_prefix("sqlite:").is_none_or(|path| std::path::Path::new(file_of(path)).exists())
}

fn file_of(path: &str) -> &str {
    path.trim_start_matches("//").split('?').next().unwrap_or_default()
}

impl Db {
    /// Opens `sqlite:PATH` (made if it is not there) or `postgres://...`. Brings no table up to date: see [`Db::migrate`].
    pub async fn open(address: &str) -> Result<Db, Error> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(install_default_drivers);
        if let Some(path) = address.strip_prefix("sqlite:") {
            let path = file_of(path);
            if path.is_empty() || path.contains(":memory:") {
                return Err(Error::Address(format!("{address}: expected sqlite:PATH with a file's path")));
            }
            let url = format!("sqlite://{path}?mode=rwc");
            let write = sqlite(1).connect(&url).await?;
            let read = sqlite(8).connect(&url).await?;
            Ok(Db { engine: Engine::Sqlite, read, write })
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let pool = AnyPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10));
            let pool = pool.connect(address).await?;
            Ok(Db { engine: Engine::Postgres, read: pool.clone(), write: pool })
        } else {
            Err(Error::Address(format!("{address}: expected sqlite:PATH or postgres://...")))
        }
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self) -> Result<(), Error> {
        sqlx::migrate!("./migrations").run(&self.write).await?;
        Ok(())
    }

    /// Which engine is behind.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where reads go: `news::by_id(db.reader(), ...)`.
    pub fn reader(&self) -> &AnyPool {
        &self.read
    }

    /// Begins a transaction that may write. Only `actions` calls this.
    pub async fn begin(&self) -> Result<Tx, Error> {
        Ok(Tx(match self.engine {
            // Taking the write lock at once: a lock that is taken later can fail when two have read first.
            Engine::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await?,
            Engine::Postgres => self.write.begin().await?,
        }))
    }

    /// Closes all connections, so that the file can be moved or removed.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

impl Tx {
    /// Ends the transaction; when this answers, it is on disk.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.0.commit().await?)
    }
}

impl Deref for Tx {
    type Target = AnyConnection;
    fn deref(&self) -> &AnyConnection {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.0
    }
}

fn sqlite(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(30)).after_connect(
        |connection, _| {
            Box::pin(async move {
                // FULL: a write that was answered survives a power cut.
                for pragma in [
                    "PRAGMA busy_timeout = 10000",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    "PRAGMA foreign_keys = ON",
                ] {
                    sqlx::query(pragma).execute(&mut *connection).await?;
                }
                Ok(())
            })
        },
    )
}
