//! Who asks, where, when and with what chance? And how does a change become one transaction?

use std::sync::{Arc, Mutex};

use domain::audit::AuditEntry;
use domain::{Act, Actor, Id, Link, Municipality, Owned, may};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use sha2::{Digest, Sha256};
use storage::{Db, Tx};

use crate::Error;

/// The installation's secret: seals the audit log, contacts and form steps. It is not in the database.
#[derive(Clone, Copy)]
pub struct Key(pub [u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(...)")
    }
}

impl Key {
    /// A key of its own for one purpose.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.0);
        digest.update(purpose.as_bytes());
        digest.finalize().into()
    }
}

/// Where random bytes come from: the operating system, or a seed where the same run must give the same result.
#[derive(Clone, Debug)]
pub struct Chance(Option<Arc<Mutex<(u64, u64)>>>);

impl Chance {
    /// The operating system's.
    pub fn system() -> Chance {
        Chance(None)
    }

    /// From a seed: for the demo and for tests.
    pub fn seeded(seed: u64) -> Chance {
        Chance(Some(Arc::new(Mutex::new((seed, 0)))))
    }

    /// `N` random bytes (at most 32).
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            None => getrandom::fill(&mut bytes).expect("the operating system gives random bytes"),
            Some(state) => {
                let mut state = state.lock().expect("no holder of this lock panics");
                state.1 += 1;
                let mut digest = Sha256::new();
                digest.update(state.0.to_be_bytes());
                digest.update(state.1.to_be_bytes());
                bytes.copy_from_slice(&digest.finalize()[..N]);
            }
        }
        bytes
    }

    /// A new id that nobody reads aloud.
    pub fn id(&self) -> Id {
        Id::from_random(self.bytes())
    }
}

/// Everything that an action takes from outside.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The database.
    pub db: Db,
    /// The municipality that it happens in.
    pub town: Municipality,
    /// Who asks.
    pub actor: Actor,
    /// What time it is.
    pub now: Timestamp,
    /// The installation's secret.
    pub key: Key,
    /// Where random bytes come from.
    pub chance: Chance,
}

/// A change under way: the transaction, with what it owes to the audit log and the outbox.
#[derive(Debug)]
pub struct Change<'c> {
    /// The transaction that storage writes in.
    pub tx: Tx,
    ctx: &'c Ctx,
}

impl Ctx {
    /// The municipality's key.
    pub fn town(&self) -> &Id {
        &self.town.id
    }

    /// Today's date in Sweden.
    pub fn today(&self) -> Date {
        local_date(self.now)
    }

    /// Whether the actor may `act` on a record owned as `on` says.
    pub fn may(&self, act: Act, on: Option<&Owned>) -> Result<(), Error> {
        Ok(may(&self.actor, act, on)?)
    }

    /// The organisation that the actor works for.
    pub fn organisation(&self) -> Result<&Id, Error> {
        self.actor.organisation().ok_or(Error::Denied(domain::Denied::NotAllowed))
    }

    /// The two owners, whose approval joint things need.
    pub async fn owners(&self) -> Result<Vec<Id>, Error> {
        let all = storage::organisation::all(self.db.reader(), self.town()).await?;
        Ok(all.into_iter().filter(|o| o.kind.is_owner()).map(|o| o.id).collect())
    }

    /// This approval, by the actor, now. Only a signed-in account can give one.
    pub fn approval(&self) -> Result<domain::Approval, Error> {
        let (Some(organisation), Some(account)) = (self.actor.organisation(), self.actor.account()) else {
            return Err(Error::Denied(domain::Denied::NotAllowed));
        };
        Ok(domain::Approval { organisation: organisation.clone(), account: account.clone(), at: self.now })
    }

    /// Begins a change.
    pub async fn begin(&self) -> Result<Change<'_>, Error> {
        Ok(Change { tx: self.db.begin().await?, ctx: self })
    }
}

impl Change<'_> {
    /// Writes who did `what` ("news.publish") to which record. `note` holds no personal data.
    pub async fn audit(&mut self, what: &str, noun: &str, record: &Id, note: &str) -> Result<AuditEntry, Error> {
        let ctx = self.ctx;
        let key = ctx.key.derive("audit");
        let who = ctx.actor.label();
        let entry = storage::audit::append(&mut self.tx, ctx.town(), &key, ctx.now, &who, (what, noun, record), note);
        Ok(entry.await?)
    }

    /// Puts a message in the outbox: it leaves only if the change does.
    pub async fn tell(&mut self, topic: &str, payload: &serde_json::Value) -> Result<(), Error> {
        let id = self.ctx.chance.id();
        let payload = payload.to_string();
        storage::outbox::insert(&mut self.tx, self.ctx.town(), &id, topic, &payload, self.ctx.now).await?;
        Ok(())
    }

    /// Draws an arrow of the chain.
    pub async fn link(&mut self, link: &Link) -> Result<(), Error> {
        Ok(storage::chain::link(&mut self.tx, self.ctx.town(), link).await?)
    }

    /// Ends the change: when this answers, it is on disk.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.tx.commit().await?)
    }
}

/// The date in Sweden at an instant.
pub fn local_date(at: Timestamp) -> Date {
    at.to_zoned_datetime(stockholm()).date()
}

/// The date and the time of day of an instant in Sweden.
pub fn local_time(at: Timestamp) -> jiff::civil::DateTime {
    at.to_zoned_datetime(stockholm()).datetime()
}

/// The time zone of everything that people see.
pub fn stockholm() -> TimeZone {
    TimeZone::get("Europe/Stockholm").expect("the time zone database is bundled")
}
