//! How is everything copied out and brought back?

use std::path::PathBuf;

use clap::Args;

use crate::settings::Settings;

/// Which file.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// A SQLite file, from whichever engine
    file: PathBuf,
}

/// Copies everything to a new file, while the server runs.
pub async fn backup(settings: Settings, options: Options) -> Result<(), String> {
    let db = settings.open().await?;
    let copied = storage::backup::write(&db, &options.file).await.map_err(|e| e.to_string())?;
    db.close().await;
    let rows: u64 = copied.iter().map(|(_, n)| n).sum();
    println!(
        "{}: {rows} rows of {} tables. The key file is not in it: keep a copy of it apart.",
        options.file.display(),
        copied.len()
    );
    Ok(())
}

/// Brings a backup back into an empty database of either engine.
pub async fn restore(settings: Settings, options: Options) -> Result<(), String> {
    let db = settings.open().await?;
    let copied = storage::backup::read(&options.file, &db).await.map_err(|e| e.to_string())?;
    db.close().await;
    let rows: u64 = copied.iter().map(|(_, n)| n).sum();
    println!(
        "{}: {rows} rows of {} tables brought back into {}.",
        options.file.display(),
        copied.len(),
        settings.database_shown()
    );
    Ok(())
}
