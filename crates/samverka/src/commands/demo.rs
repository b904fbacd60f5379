//! How is the demo shown, and how does it leave nothing behind?

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use actions::account::LinkPurpose;
use actions::{Chance, Ctx, Key};
use clap::Args;
use domain::{Actor, Id};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use storage::Db;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use web::{App, Clock, Parts};

use super::serve::told_to_stop;
use crate::demo::{self, Stage};
use crate::worker::Worker;

/// How the demo is to be shown.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The day on which it stands
    #[arg(long, value_name = "DATE", default_value = "2022-09-15")]
    today: Date,
    /// Where it listens
    #[arg(long, value_name = "ADDRESS", env = "SAMVERKA_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Keeps the database in this file instead of throwing it away, to look into: its key is thrown away, so that no other
    /// command opens it
    #[arg(long, value_name = "PATH")]
    keep: Option<PathBuf>,
}

/// The demo's day begins here: late enough for what happened that day, twelve minutes before the next effort.
const TIME_OF_DAY: Time = Time::constant(15, 48, 0, 0);

/// Plays the story into a fresh database, prints the addresses and answers until it is told to stop.
pub async fn run(options: Options) -> Result<(), String> {
    let listener = TcpListener::bind(options.listen).await;
    let listener = listener.map_err(|e| format!("cannot listen on {}: {e}", options.listen))?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let folder = Folder::new(options.keep.as_deref())?;
    let at = actions::stockholm().to_timestamp(options.today.to_datetime(TIME_OF_DAY)).map_err(|e| e.to_string())?;

    let database = format!("sqlite:{}", folder.database.display());
    let db = Db::open(&database).await.map_err(|e| format!("{database}: {e}"))?;
    db.migrate().await.map_err(|e| format!("{database}: {e}"))?;
    let key = Key(Chance::system().bytes());
    let stage = demo::play(&db, key, at).await?;

    let links = sign_in_links(&db, key, &stage, at, address.port()).await?;
    let plain = stage.town.id.clone();
    let wake = Arc::new(Notify::new());
    let parts = Parts {
        db: db.clone(),
        key,
        chance: Chance::system(),
        clock: Clock::starting(at),
        plain_town: plain,
        https: false,
        trust_proxy: false,
        address: format!("http://localhost:{}", address.port()),
        build: super::serve::build(),
        wake: wake.clone(),
    };
    print(&stage, &links, options.today, address.port());

    // The demo's messages go nowhere but into a file beside its database.
    let messages = format!("file:{}", folder.database.with_extension("messages.jsonl").display());
    let jobs = tokio::spawn(Worker { db: db.clone(), key, clock: Clock::starting(at), messages, wake }.run());
    let server = axum::serve(listener, web::service(App::new(parts))).with_graceful_shutdown(told_to_stop());
    tokio::select! {
        served = server.into_future() => served.map_err(|e| e.to_string())?,
        // A browser may keep its connection open: it is not waited for longer than this.
        () = async { told_to_stop().await; tokio::time::sleep(Duration::from_secs(3)).await } => {}
    }
    jobs.abort();
    db.close().await;
    Ok(())
}

async fn sign_in_links(
    db: &Db,
    key: Key,
    stage: &Stage,
    now: Timestamp,
    port: u16,
) -> Result<Vec<(String, String)>, String> {
    let (town, actor) = (stage.town.clone(), Actor::System("demo"));
    let ctx = Ctx { db: db.clone(), town, actor, now, key, chance: Chance::system() };
    let mut links = Vec::new();
    for (account, label) in &stage.people {
        let id = Id::parse(account).map_err(|e| e.to_string())?;
        let token = actions::account::link(&ctx, &id, LinkPurpose::SignIn).await.map_err(|e| e.to_string())?;
        links.push((label.clone(), format!("http://localhost:{port}/arbete/logga-in/{}", token.0)));
    }
    Ok(links)
}

fn print(stage: &Stage, links: &[(String, String)], today: Date, port: u16) {
    println!("{} on {today}: http://localhost:{port}/", stage.town.name);
    for town in &stage.others {
        println!("{}: http://{}.localhost:{port}/", town.name, town.id);
    }
    println!("\nSign in (each link works once):");
    for (label, link) in links {
        println!("  {label:<46} {link}");
    }
    println!("\nStop with Ctrl-C.");
}

/// Where the database is; removed at the end unless it is to be kept.
#[derive(Debug)]
struct Folder {
    database: PathBuf,
    thrown_away: Option<PathBuf>,
}

impl Folder {
    fn new(keep: Option<&Path>) -> Result<Folder, String> {
        if let Some(path) = keep {
            let taken = path.exists();
            return if taken {
                Err(format!("{} is there already", path.display()))
            } else {
                Ok(Folder { database: path.to_owned(), thrown_away: None })
            };
        }
        let id = Chance::system().id();
        let folder = std::env::temp_dir().join(format!("samverka-demo-{id}"));
        std::fs::create_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        Ok(Folder { database: folder.join("demo.sqlite"), thrown_away: Some(folder) })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(folder) = &self.thrown_away {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
