//! Is the audit log whole?

use clap::Subcommand;

use crate::settings::Settings;

/// What to do with the audit log.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Options {
    /// Goes through the whole log of each municipality and says whether anything was changed or removed
    Verify,
}

/// Goes through every log; an error when one is not whole.
pub async fn run(settings: Settings, Options::Verify: Options) -> Result<(), String> {
    let db = settings.open().await?;
    let key = settings.key(&db).await?.derive("audit");
    let mut broken = 0;
    for town in storage::municipality::all(db.reader()).await.map_err(|e| e.to_string())? {
        match storage::audit::verify(&db, &town.id, &key).await.map_err(|e| e.to_string())? {
            Ok(entries) => println!("{}: whole, {entries} entries", town.id),
            Err(what) => {
                broken += 1;
                println!("{}: {what}", town.id);
            }
        }
    }
    db.close().await;
    if broken > 0 { Err(format!("{broken} audit log(s) are not whole")) } else { Ok(()) }
}
