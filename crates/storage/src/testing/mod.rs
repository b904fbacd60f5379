//! On which databases does a test run?
//!
//! ```ignore
//! for town in storage::testing::engines().await {
//!     let db = &town.db;      // tables are up to date, nothing is in them
//! }
//! ```
//! Behind the feature `testing`, which other crates name among their dev-dependencies.

mod cluster;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, PgConnection};

use crate::{Db, Engine};

/// A fresh database with its tables. It is gone when the value is dropped.
#[derive(Debug)]
pub struct Fresh {
    /// The open database.
    pub db: Db,
    /// Its address, as `SAMVERKA_DATABASE` takes it: for a test that starts the program, or opens it again.
    pub address: String,
    gone: Gone,
}

#[derive(Debug)]
enum Gone {
    Folder(tempfile::TempDir),
    Database(&'static cluster::Cluster, String),
}

/// A fresh SQLite file and, when a PostgreSQL server is installed, a fresh PostgreSQL database.
///
/// # Panics
/// In CI (`CI=true`) when no PostgreSQL server is installed; elsewhere it says so and goes on without.
pub async fn engines() -> Vec<Fresh> {
    let mut all = vec![sqlite().await];
    all.extend(postgres().await);
    all
}

/// A fresh SQLite file.
pub async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().expect("a folder for a test's database");
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    Fresh { db: opened(&address).await, address, gone: Gone::Folder(folder) }
}

/// A fresh PostgreSQL database, `None` where no server is installed (but see [`engines`]).
pub async fn postgres() -> Option<Fresh> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Some(cluster) = cluster() else {
        let ci = std::env::var_os("CI").is_some();
        assert!(!ci, "no PostgreSQL server is installed (initdb not found); in CI every storage test runs on both");
        eprintln!("SKIPPED on PostgreSQL: no server is installed (initdb not found). `./test` installs it on Debian.");
        return None;
    };
    let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    administer(cluster, format!("CREATE DATABASE {name}")).await;
    let address = cluster.url(&name);
    Some(Fresh { db: opened(&address).await, address, gone: Gone::Database(cluster, name) })
}

fn cluster() -> Option<&'static cluster::Cluster> {
    static CLUSTER: OnceLock<Option<cluster::Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(cluster::Cluster::join).as_ref()
}

async fn opened(address: &str) -> Db {
    let db = Db::open(address).await.unwrap_or_else(|e| panic!("{address}: {e}"));
    db.migrate().await.unwrap_or_else(|e| panic!("{address}: {e}"));
    db
}

async fn administer(cluster: &cluster::Cluster, statement: String) {
    let mut connection = PgConnection::connect(&cluster.url("postgres")).await.expect("the cluster answers");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.expect("a statement on the cluster");
    let _ = connection.close().await;
}

impl Fresh {
    /// Which engine it is on.
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// The folder of the SQLite file; `None` on PostgreSQL.
    pub fn folder(&self) -> Option<&std::path::Path> {
        match &self.gone {
            Gone::Folder(folder) => Some(folder.path()),
            Gone::Database(..) => None,
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let Gone::Database(cluster, name) = &self.gone else { return };
        let cluster: &'static cluster::Cluster = cluster;
        let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // A thread and a runtime of its own: a drop may happen inside the test's runtime, or while it unwinds.
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(administer(cluster, drop));
        });
        let _ = gone.join();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_engine_gives_an_empty_database_of_its_own() {
        for (one, other) in engines().await.iter().zip(&engines().await) {
            let mut tx = one.db.begin().await.unwrap();
            sqlx::query("CREATE TABLE only_here (a BIGINT)").execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            let here = sqlx::query("SELECT a FROM only_here").fetch_all(one.db.reader()).await;
            let there = sqlx::query("SELECT a FROM only_here").fetch_all(other.db.reader()).await;
            assert!(here.is_ok() && there.is_err(), "{:?}", one.engine());
        }
    }

    #[tokio::test]
    async fn a_dropped_database_is_gone() {
        let Some(fresh) = postgres().await else { return };
        let address = fresh.address.clone();
        drop(fresh);
        assert!(PgConnection::connect(&address).await.is_err());
    }
}
