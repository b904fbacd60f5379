//! How is a form of a document made once, kept for the next reader, and waited for when it is slow?
//!
//! A form is kept under the hash of what it was made of: the tree, the form, and the program that made it. A changed
//! record has another tree, so its old form is never found again; nothing is found without the tree, and the tree is
//! made anew for each request after it was asked whether the reader may see it. So what is withdrawn is never served.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use documents::{Document, Form, Tools};
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, watch};

/// How much is kept in memory, in bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// What an entry costs beside its bytes.
const ENTRY: usize = 256;
/// How many slow forms may wait or be under way.
const MOST_WAITING: usize = 20;
/// How long a form that could not be made is not tried again.
const REST: Duration = Duration::from_secs(20);
/// Seconds that a slow form takes for each byte of its text, before any was made here.
const FIRST_PACE: f64 = 0.0015;

/// What a form was made of. Two forms with the same key have the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of bytes that are there already.
    pub fn of_bytes(bytes: &[u8]) -> Key {
        Key(Sha256::digest(bytes).into())
    }

    /// The tag by which a browser knows it again (`ETag`), with its quotes.
    pub fn tag(self) -> String {
        let hex: String = self.0.iter().take(16).map(|b| format!("{b:02x}")).collect();
        format!("\"{hex}\"")
    }
}

/// How far a slow form has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many are made before it.
    pub ahead: usize,
    /// About how much of it is done, in percent; none while others are made.
    pub percent: Option<u8>,
    /// About how long it takes until it is there.
    pub left: Duration,
}

/// What became of the wish for a slow form.
#[derive(Clone, Debug)]
pub enum Slow {
    /// Here it is.
    Made(Bytes),
    /// It is being made, or waits for its turn.
    UnderWay(Progress),
    /// Too many are waiting.
    Full,
    /// It could not be made; it may be tried again after this time.
    Failed(Duration),
}

/// Forms that were made, those that are being made, and what they are made with. Cheap to clone.
#[derive(Clone)]
pub struct Kept(Arc<Inner>);

struct Inner {
    tools: Tools,
    /// What the tools are, for the key.
    program: String,
    limit: usize,
    most_waiting: usize,
    rest: Duration,
    shelf: Mutex<Shelf>,
    quick: Semaphore,
    slow: Semaphore,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

impl Kept {
    /// Nothing yet; forms are made with `tools` by this `build` of the program.
    pub fn new(tools: Tools, build: &str) -> Kept {
        Kept::with_limits(tools, build, MOST_BYTES, MOST_WAITING, REST)
    }

    fn with_limits(tools: Tools, build: &str, limit: usize, most_waiting: usize, rest: Duration) -> Kept {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let fonts = tools.fonts.mark();
        let program = format!("{build} {fonts} {:?} {:?} {:?}", tools.paper, tools.speech, tools.encoder);
        Kept(Arc::new(Inner {
            tools,
            program,
            limit,
            most_waiting,
            rest,
            shelf: Mutex::default(),
            quick: Semaphore::new(cores),
            slow: Semaphore::new(1),
        }))
    }

    /// What forms are made with.
    pub fn tools(&self) -> &Tools {
        &self.0.tools
    }

    /// The key of `document` in `form`.
    pub fn key(&self, document: &Document, form: Form) -> Key {
        let mut hash = Sha256::new();
        // Each part with its length, so that no two rows of parts look alike.
        let tree = documents::json::json(document);
        for part in [form.suffix(), &self.0.program, &self.0.tools.style, &tree] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Key(hash.finalize().into())
    }

    /// The form, made now if it is not kept. Those who ask at the same time wait for one and the same.
    ///
    /// # Errors
    /// Why it could not be made.
    pub async fn quick(
        &self,
        key: Key,
        write: impl FnOnce(&Tools) -> Result<Vec<u8>, String> + Send + 'static,
    ) -> Result<Bytes, String> {
        let mut done = {
            let mut shelf = self.shelf();
            if let Some(bytes) = shelf.take(key) {
                return Ok(bytes);
            }
            match shelf.under_way.get(&key) {
                Some(making) => making.done.clone(),
                None => self.start(&mut shelf, key, None, write),
            }
        };
        let outcome = done.wait_for(Option::is_some).await.map_err(|e| e.to_string())?.clone();
        outcome.unwrap_or_else(|| Err("nothing was said of how it went".to_owned()))
    }

    /// The slow form, if it is kept; else it gets its place among those that wait, once. `length` is that of its text in
    /// bytes, by which its time is guessed.
    pub fn slow(
        &self,
        key: Key,
        length: usize,
        write: impl FnOnce(&Tools) -> Result<Vec<u8>, String> + Send + 'static,
    ) -> Slow {
        let mut shelf = self.shelf();
        if let Some(bytes) = shelf.take(key) {
            return Slow::Made(bytes);
        }
        let (now, rest) = (Instant::now(), self.0.rest);
        shelf.failed.retain(|_, at| now.duration_since(*at) < rest);
        if let Some(at) = shelf.failed.get(&key) {
            return Slow::Failed(rest.saturating_sub(now.duration_since(*at)));
        }
        if !shelf.under_way.contains_key(&key) {
            if shelf.under_way.values().filter(|m| m.turn.is_some()).count() >= self.0.most_waiting {
                return Slow::Full;
            }
            let seconds = (length as f64 * shelf.pace.unwrap_or(FIRST_PACE)).max(1.0);
            shelf.turns += 1;
            let turn = Turn { number: shelf.turns, started: None, seconds, length };
            self.start(&mut shelf, key, Some(turn), write);
        }
        Slow::UnderWay(shelf.progress(key, now))
    }

    /// Makes it in a task of its own: who asked may leave without stopping it for the others.
    fn start(
        &self,
        shelf: &mut Shelf,
        key: Key,
        turn: Option<Turn>,
        write: impl FnOnce(&Tools) -> Result<Vec<u8>, String> + Send + 'static,
    ) -> watch::Receiver<Outcome> {
        let (say, done) = watch::channel(None);
        let is_slow = turn.is_some();
        shelf.under_way.insert(key, Making { done: done.clone(), turn });
        let kept = self.clone();
        tokio::spawn(async move {
            let turns = if is_slow { &kept.0.slow } else { &kept.0.quick };
            // Never closed; if it were, the form would be made without waiting.
            let _turn = turns.acquire().await;
            if let Some(turn) = kept.shelf().under_way.get_mut(&key).and_then(|m| m.turn.as_mut()) {
                turn.started = Some(Instant::now());
            }
            let maker = kept.clone();
            let made = tokio::task::spawn_blocking(move || write(&maker.0.tools)).await;
            let made = made.map_err(|e| e.to_string()).and_then(|m| m).map(Bytes::from);
            if let (Err(why), true) = (&made, is_slow) {
                tracing::error!(why, "a slow form could not be made");
            }
            kept.shelf().settle(key, &made, kept.0.limit);
            // Nobody may be waiting any more.
            let _ = say.send(Some(made));
        });
        done
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Outcome = Option<Result<Bytes, String>>;

/// What is there and what is under way.
#[derive(Default)]
struct Shelf {
    made: HashMap<Key, (Bytes, u64)>,
    /// When each was last asked for: the first one leaves first.
    used: BTreeMap<u64, Key>,
    uses: u64,
    bytes: usize,
    under_way: HashMap<Key, Making>,
    failed: HashMap<Key, Instant>,
    turns: u64,
    /// Seconds for each byte of text, as the latest slow forms took.
    pace: Option<f64>,
}

struct Making {
    done: watch::Receiver<Outcome>,
    /// Its place among the slow ones; quick ones have none.
    turn: Option<Turn>,
}

struct Turn {
    number: u64,
    started: Option<Instant>,
    seconds: f64,
    length: usize,
}

impl Turn {
    fn left(&self, now: Instant) -> f64 {
        let gone = self.started.map_or(0.0, |at| now.duration_since(at).as_secs_f64());
        // What takes longer than was guessed is taken to be nearly there.
        (self.seconds - gone).max(self.seconds * 0.05)
    }
}

impl Shelf {
    fn take(&mut self, key: Key) -> Option<Bytes> {
        let (bytes, used) = self.made.get_mut(&key)?;
        self.used.remove(used);
        self.uses += 1;
        *used = self.uses;
        self.used.insert(self.uses, key);
        Some(bytes.clone())
    }

    fn put(&mut self, key: Key, bytes: &Bytes, limit: usize) {
        let size = bytes.len() + ENTRY;
        if size > limit {
            return;
        }
        if let Some((old, used)) = self.made.remove(&key) {
            self.bytes -= old.len() + ENTRY;
            self.used.remove(&used);
        }
        while self.bytes + size > limit {
            let Some((_, oldest)) = self.used.pop_first() else { break };
            if let Some((gone, _)) = self.made.remove(&oldest) {
                self.bytes -= gone.len() + ENTRY;
            }
        }
        self.uses += 1;
        self.bytes += size;
        self.made.insert(key, (bytes.clone(), self.uses));
        self.used.insert(self.uses, key);
    }

    fn settle(&mut self, key: Key, made: &Result<Bytes, String>, limit: usize) {
        let turn = self.under_way.remove(&key).and_then(|m| m.turn);
        match (made, turn) {
            (Ok(bytes), turn) => {
                if let Some((turn, at)) = turn.and_then(|t| t.started.map(|at| (t, at))) {
                    let pace = at.elapsed().as_secs_f64() / turn.length.max(1) as f64;
                    self.pace = Some(self.pace.map_or(pace, |before| (before + pace) / 2.0));
                }
                self.put(key, bytes, limit);
            }
            (Err(_), Some(_)) => drop(self.failed.insert(key, Instant::now())),
            // Quick ones are told at once, and tried again at once.
            (Err(_), None) => {}
        }
    }

    fn progress(&self, key: Key, now: Instant) -> Progress {
        let turns = || self.under_way.values().filter_map(|m| m.turn.as_ref());
        let Some(own) = self.under_way.get(&key).and_then(|m| m.turn.as_ref()) else {
            return Progress { ahead: 0, percent: None, left: Duration::from_secs(1) };
        };
        let before = || turns().filter(|t| t.number < own.number);
        let left: f64 = before().map(|t| t.left(now)).sum::<f64>() + own.left(now);
        let percent = own.started.map(|_| ((1.0 - own.left(now) / own.seconds) * 100.0) as u8);
        Progress { ahead: before().count(), percent, left: Duration::from_secs_f64(left.clamp(1.0, 86_400.0)) }
    }
}

#[cfg(test)]
mod tests;
