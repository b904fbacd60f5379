//! Who does the jobs while the server runs?

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use actions::{Chance, Ctx, Key, job};
use domain::{Actor, Municipality};
use storage::Db;
use storage::outbox::Message;
use tokio::sync::Notify;
use web::Clock;

/// How long the worker rests when there is nothing to do.
const REST: Duration = Duration::from_secs(5);

/// Does jobs and sends messages until it is dropped.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The database.
    pub db: Db,
    /// The installation's secret.
    pub key: Key,
    /// What time it is.
    pub clock: Clock,
    /// Where messages go: `log` or `file:PATH`.
    pub messages: String,
    /// Rung when a page has ordered a job, so that nobody waits until the rest is over.
    pub wake: Arc<Notify>,
}

impl Worker {
    /// Goes on and on. What goes wrong is written to the log and tried again.
    pub async fn run(self) {
        loop {
            let idle = match self.turn().await {
                Ok(done) => done == 0,
                Err(why) => {
                    tracing::error!(why, "the jobs could not be looked through");
                    true
                }
            };
            if idle {
                let _ = tokio::time::timeout(REST, self.wake.notified()).await;
            }
        }
    }

    /// Does what is due now; answers how much that was.
    pub async fn turn(&self) -> Result<usize, String> {
        let towns = storage::municipality::all(self.db.reader()).await.map_err(|e| e.to_string())?;
        let Some(first) = towns.first() else { return Ok(0) };
        let mut done = 0;
        let ctx = self.ctx(first);
        for town in &towns {
            job::ensure(&self.ctx(town)).await.map_err(|e| e.to_string())?;
        }
        while let Some(job) = job::claim(&ctx).await.map_err(|e| e.to_string())? {
            let Some(town) = towns.iter().find(|t| t.id == job.town) else { break };
            let ctx = self.ctx(town);
            let went = job::run(&ctx, &job).await.map_err(|e| e.to_string());
            if let Err(why) = &went {
                tracing::error!(job = job.kind.word(), town = %town.id, why, "a job went wrong");
            }
            job::finish(&ctx, job, went).await.map_err(|e| e.to_string())?;
            done += 1;
        }
        for message in job::messages(&ctx, 100).await.map_err(|e| e.to_string())? {
            let went = self.send(&message);
            job::sent(&ctx, &message, went).await.map_err(|e| e.to_string())?;
            done += 1;
        }
        Ok(done)
    }

    fn send(&self, m: &Message) -> Result<(), String> {
        match self.messages.strip_prefix("file:") {
            None => tracing::info!(town = %m.town, id = %m.id, topic = m.topic, payload = m.payload, "message"),
            Some(path) => {
                let payload: serde_json::Value = serde_json::from_str(&m.payload).map_err(|e| e.to_string())?;
                let line = serde_json::json!({ "id": m.id.as_str(), "municipality": m.town.as_str(), "topic": m.topic,
                    "made_at": m.made_at.to_string(), "payload": payload });
                let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
                let mut file = file.map_err(|e| format!("{path}: {e}"))?;
                writeln!(file, "{line}").and_then(|()| file.sync_all()).map_err(|e| format!("{path}: {e}"))?;
            }
        }
        Ok(())
    }

    fn ctx(&self, town: &Municipality) -> Ctx {
        Ctx {
            db: self.db.clone(),
            town: town.clone(),
            actor: Actor::System("job"),
            now: self.clock.now(),
            key: self.key,
            chance: Chance::system(),
        }
    }
}
