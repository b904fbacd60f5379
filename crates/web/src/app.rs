//! What does every request need?

use std::sync::Arc;
use std::time::Instant;

use actions::{Chance, Key};
use documents::Tools;
use domain::Id;
use jiff::Timestamp;
use storage::Db;
use tokio::sync::Notify;

use crate::assets;
use crate::kept::Kept;

/// What every request needs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<(Parts, Kept)>);

/// The parts of an [`App`].
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The installation's secret.
    pub key: Key,
    /// Where random bytes come from.
    pub chance: Chance,
    /// What time it is.
    pub clock: Clock,
    /// The municipality that answers at an address that names none.
    pub plain_town: Id,
    /// Whether browsers reach us over https (then cookies are marked so).
    pub https: bool,
    /// Whether a proxy in front names the visitor's network address.
    pub trust_proxy: bool,
    /// Where browsers reach us (`https://samverka.example`), for what is read elsewhere: files, braille, sound.
    pub address: String,
    /// Which build of the program answers: a form made by another is not taken for its own.
    pub build: String,
    /// Rung when a job was ordered, so that a worker in this process does it at once.
    pub wake: Arc<Notify>,
}

/// What time it is: the system's, or a demo's that began at a chosen time and goes on from there.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The system's.
    System,
    /// Began at `at` when the program's clock showed `since`.
    From {
        /// The chosen time.
        at: Timestamp,
        /// When it began.
        since: Instant,
    },
}

impl Clock {
    /// A clock that shows `at` now.
    pub fn starting(at: Timestamp) -> Clock {
        Clock::From { at, since: Instant::now() }
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => Timestamp::now(),
            Clock::From { at, since } => at.saturating_add(since.elapsed()).unwrap_or(*at),
        }
    }
}

impl App {
    /// Joins the parts.
    pub fn new(parts: Parts) -> App {
        App::with_tools(parts, Tools::default())
    }

    /// Joins the parts, with other programs than the usual ones to make forms with.
    pub fn with_tools(parts: Parts, tools: Tools) -> App {
        let kept = Kept::new(Tools { style: assets::style_sheet(), ..tools }, &parts.build);
        App(Arc::new((parts, kept)))
    }

    /// Where browsers reach `town`: others than the plain one have their name before the address.
    pub(crate) fn site(&self, town: &Id) -> String {
        let address = self.address.trim_end_matches('/');
        match address.split_once("://") {
            Some((scheme, place)) if *town != self.plain_town => format!("{scheme}://{town}.{place}"),
            _ => address.to_owned(),
        }
    }

    /// The forms of documents, made once.
    pub(crate) fn kept(&self) -> &Kept {
        &self.0.1
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0.0
    }
}
