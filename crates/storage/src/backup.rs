//! How is everything copied out, and brought back, on either engine?
//!
//! The copy is one SQLite file in both cases: from SQLite a consistent copy made by SQLite itself, from
//! PostgreSQL all rows of one snapshot. So a backup of either can be brought back into either.

use std::path::Path;

use sqlx::any::AnyRow;
use sqlx::{Column, Row, TypeInfo};

use crate::{Db, Engine, Error};

/// How many rows of which table were copied.
pub type Copied = Vec<(String, u64)>;

/// Writes everything to a new file. When it answers, the file is whole.
pub async fn write(db: &Db, file: &Path) -> Result<Copied, Error> {
    if file.exists() {
        return Err(Error::Address(format!("{} is there already", file.display())));
    }
    if db.engine() == Engine::Sqlite {
        let path = file.to_str().ok_or_else(|| Error::Address(format!("{} is not UTF-8", file.display())))?;
        sqlx::query("VACUUM INTO $1").bind(path.to_owned()).execute(db.reader()).await?;
        let copy = Db::open(&format!("sqlite:{path}")).await?;
        let counted = count(&copy).await?;
        copy.close().await;
        return Ok(counted);
    }
    let copy = Db::open(&format!("sqlite:{}", file.display())).await?;
    copy.migrate().await?;
    let copied = all(db, &copy).await?;
    copy.close().await;
    Ok(copied)
}

/// Brings everything in a file back into an empty database with up-to-date tables.
pub async fn read(file: &Path, db: &Db) -> Result<Copied, Error> {
    if !file.is_file() {
        return Err(Error::Address(format!("there is no file {}", file.display())));
    }
    let mut begins = [0; 16];
    let is_sqlite = std::fs::File::open(file).and_then(|mut f| std::io::Read::read_exact(&mut f, &mut begins)).is_ok()
        && begins == *b"SQLite format 3\0";
    if !is_sqlite {
        return Err(Error::Address(format!("{} is not a backup: it is no SQLite file", file.display())));
    }
    let from = Db::open(&format!("sqlite:{}", file.display())).await?;
    // An older backup is brought up to date first, in the copy that was handed to us.
    from.migrate().await?;
    let copied = all(&from, db).await?;
    from.close().await;
    Ok(copied)
}

/// Copies all rows of all tables in one transaction on each side.
async fn all(from: &Db, to: &Db) -> Result<Copied, Error> {
    let mut source = from.begin().await?;
    if from.engine() == Engine::Postgres {
        sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").execute(&mut *source).await?;
    }
    let mut target = to.begin().await?;
    let tables = tables(from, &mut source).await?;
    let mut copied = Vec::new();
    // Tables in an order in which each row finds what it refers to.
    for table in &tables {
        let here: i64 = count_of(&mut target, table).await?;
        if here > 0 {
            return Err(Error::Address(format!(
                "table {table} has {here} rows already: bring a backup back into an empty database"
            )));
        }
        let mut done = 0u64;
        loop {
            let text = format!("SELECT * FROM {table} ORDER BY 1, 2 LIMIT 1000 OFFSET {done}");
            let rows = sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(&mut *source).await?;
            for row in &rows {
                insert(&mut target, table, row).await?;
            }
            done += rows.len() as u64;
            if rows.len() < 1000 {
                break;
            }
        }
        copied.push((table.clone(), done));
    }
    target.commit().await?;
    Ok(copied)
}

/// The names of all tables, each after those it refers to.
pub async fn table_names(db: &Db) -> Result<Vec<String>, Error> {
    let mut tx = db.begin().await?;
    tables(db, &mut tx).await
}

/// The names of a table's columns.
pub type Names = Vec<String>;

/// All rows of one of [`table_names`], with the names of its columns.
pub async fn rows(db: &Db, table: &str) -> Result<(Names, Vec<Vec<serde_json::Value>>), Error> {
    if !table_names(db).await?.iter().any(|t| t == table) {
        return Err(Error::Address(format!("there is no table {table}")));
    }
    let text = format!("SELECT * FROM {table} ORDER BY 1, 2");
    let found = sqlx::query(sqlx::AssertSqlSafe(text)).fetch_all(db.reader()).await?;
    let names = found.first().map(|r| r.columns().iter().map(|c| c.name().to_owned()).collect()).unwrap_or_default();
    let value = |row: &AnyRow, i: usize| {
        let text = row.try_get::<Option<String>, _>(i).map(|t| t.map(serde_json::Value::from));
        let number = || row.try_get::<Option<i64>, _>(i).map(|n| n.map(serde_json::Value::from));
        let real = || row.try_get::<Option<f64>, _>(i).map(|x| x.map(serde_json::Value::from));
        let value = text.or_else(|_| number()).or_else(|_| real())?;
        Ok::<_, Error>(value.unwrap_or(serde_json::Value::Null))
    };
    let one = |row: &AnyRow| (0..row.columns().len()).map(|i| value(row, i)).collect::<Result<Vec<_>, _>>();
    Ok((names, found.iter().map(one).collect::<Result<Vec<_>, _>>()?))
}

async fn insert(target: &mut crate::Tx, table: &str, row: &AnyRow) -> Result<(), Error> {
    let names: Vec<&str> = row.columns().iter().map(Column::name).collect();
    let places: Vec<String> = (1..=names.len()).map(|i| format!("${i}")).collect();
    let text = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
    let mut query = sqlx::query(sqlx::AssertSqlSafe(text));
    for (i, column) in row.columns().iter().enumerate() {
        // NULL has the type of its column on PostgreSQL and none on SQLite; the text of NULL fits every column.
        query = match column.type_info().name() {
            "BIGINT" | "INTEGER" => query.bind(row.try_get::<Option<i64>, _>(i)?),
            "DOUBLE" | "REAL" | "DOUBLE PRECISION" => query.bind(row.try_get::<Option<f64>, _>(i)?),
            _ => match row.try_get::<Option<String>, _>(i) {
                Ok(text) => query.bind(text),
                Err(_) => match row.try_get::<Option<i64>, _>(i) {
                    Ok(number) => query.bind(number),
                    Err(_) => query.bind(row.try_get::<Option<f64>, _>(i)?),
                },
            },
        };
    }
    query.execute(&mut **target).await?;
    Ok(())
}

/// Our tables, each after those it refers to.
async fn tables(db: &Db, tx: &mut crate::Tx) -> Result<Vec<String>, Error> {
    let (names, refers) = match db.engine() {
        Engine::Sqlite => (
            "SELECT name AS t FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%sqlx%' ORDER BY name",
            "SELECT DISTINCT m.name AS a, f.\"table\" AS b FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
        ),
        Engine::Postgres => (
            "SELECT CAST(table_name AS TEXT) AS t FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT LIKE '%sqlx%' ORDER BY table_name",
            "SELECT DISTINCT CAST(c.relname AS TEXT) AS a, CAST(p.relname AS TEXT) AS b FROM pg_constraint k
             JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid WHERE k.contype = 'f'",
        ),
    };
    let rows = sqlx::query(names).fetch_all(&mut **tx).await?;
    let mut left: Vec<String> = rows.iter().map(|r| r.try_get("t")).collect::<Result<_, _>>()?;
    let rows = sqlx::query(refers).fetch_all(&mut **tx).await?;
    let refers: Vec<(String, String)> =
        rows.iter().map(|r| Ok((r.try_get("a")?, r.try_get("b")?))).collect::<Result<_, sqlx::Error>>()?;
    let mut ordered: Vec<String> = Vec::new();
    while !left.is_empty() {
        let ready = |t: &String| refers.iter().all(|(a, b)| a != t || b == t || ordered.contains(b));
        let (now, later): (Vec<String>, Vec<String>) = left.into_iter().partition(ready);
        if now.is_empty() {
            return Err(Error::Address(format!("tables refer to one another in a circle: {later:?}")));
        }
        ordered.extend(now);
        left = later;
    }
    Ok(ordered)
}

async fn count(db: &Db) -> Result<Copied, Error> {
    let mut tx = db.begin().await?;
    let mut counted = Vec::new();
    for table in tables(db, &mut tx).await? {
        let n = count_of(&mut tx, &table).await?;
        counted.push((table, u64::try_from(n).unwrap_or(0)));
    }
    Ok(counted)
}

async fn count_of(tx: &mut crate::Tx, table: &str) -> Result<i64, Error> {
    let text = format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {table}");
    Ok(sqlx::query(sqlx::AssertSqlSafe(text)).fetch_one(&mut **tx).await?.try_get("n")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Id, Line, Municipality};

    #[tokio::test]
    async fn a_backup_of_either_engine_comes_back_into_either_with_every_row() {
        let folder = tempfile::tempdir().unwrap();
        for (i, from) in crate::testing::engines().await.iter().enumerate() {
            let mut tx = from.db.begin().await.unwrap();
            let name = Line::parse("Ort").unwrap();
            let m = Municipality {
                id: Id::parse("ort").unwrap(),
                name,
                code: Some("0001".into()),
                band: None,
                smallest_shown: 7,
            };
            crate::municipality::insert(&mut tx, &m).await.unwrap();
            for n in 0..1500 {
                let (id, at) =
                    (Id::from_random([n as u8, (n >> 8) as u8, 0, 0, 0, 0, 0, 0, 0, 0]), jiff::Timestamp::UNIX_EPOCH);
                crate::guess::insert(&mut tx, &m.id, &id, "å'; DROP TABLE guess; --", at).await.unwrap();
            }
            tx.commit().await.unwrap();
            for (j, to) in crate::testing::engines().await.iter().enumerate() {
                let file = folder.path().join(format!("{i}-{j}.db"));
                let written = write(&from.db, &file).await.unwrap();
                let brought = read(&file, &to.db).await.unwrap();
                assert_eq!(written, brought);
                assert!(brought.contains(&("guess".to_owned(), 1500)));
                assert_eq!(crate::municipality::by_id(to.db.reader(), &m.id).await.unwrap(), Some(m.clone()));
                assert!(write(&from.db, &file).await.is_err(), "a backup is never overwritten");
                assert!(read(&file, &to.db).await.is_err(), "a backup is not brought back over other data");
            }
        }
    }
}
