//! How is a municipality set up from its file?

use std::path::PathBuf;

use actions::Chance;
use clap::Subcommand;
use jiff::Timestamp;

use crate::municipality::{File, set_up};
use crate::settings::Settings;

/// What to do with municipalities.
#[derive(Clone, Debug, Subcommand)]
pub enum Options {
    /// Sets a municipality up from a file (packs/se/municipalities/*.toml shows the form)
    Add {
        /// The file
        file: PathBuf,
    },
}

/// Sets a municipality up.
pub async fn run(settings: Settings, Options::Add { file }: Options) -> Result<(), String> {
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let read = File::read(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    let db = settings.open().await?;
    let key = settings.key(&db).await?;
    let town = set_up(&db, key, Chance::system(), &read, Timestamp::now()).await?;
    println!(
        "{} ({}) is set up. Add its first account with `samverka account add --municipality {} ...`.",
        town.name, town.id, town.id
    );
    db.close().await;
    Ok(())
}
