//! Things and rules: what the cycle of local safety work is made of, and how each thing may move.
//!
//! Knows no web, no database, no clock and no language: time, chance and the outside are arguments.
//! One noun is one file; GLOSSARY.md says what each means.

pub mod access;
pub mod account;
pub mod agreement;
pub mod approval;
pub mod area;
pub mod audit;
pub mod calendar;
pub mod cause;
pub mod chain;
pub mod commitment;
pub mod council;
pub mod dialogue;
pub mod easy_text;
pub mod effort;
pub mod finding;
pub mod focus_area;
pub mod format_request;
pub mod geo;
pub mod goal;
pub mod guard;
pub mod guess;
pub mod id;
pub mod indicator;
pub mod job;
pub mod line;
pub mod lint;
pub mod measure;
pub mod municipality;
pub mod news;
pub mod notice;
pub mod observation;
pub mod occasion;
pub mod organisation;
pub mod ownership;
pub mod pack;
pub mod password;
pub mod picture;
pub mod plan;
pub mod police_event;
pub mod presence;
pub mod problem;
pub mod promise;
pub mod receipt;
pub mod release;
pub mod retention;
pub mod review;
pub mod session;
pub mod source;
pub mod statement;
pub mod term;
pub mod when;

pub use access::{Act, Actor, Denied, may};
pub use approval::{Approval, Approvals};
pub use chain::{Link, Noun};
pub use id::Id;
pub use line::{Line, Prose};
pub use municipality::Municipality;
pub use ownership::{Owned, Sharing};
pub use pack::Pack;
pub use release::{Release, Shown};
pub use term::Term;

/// A move that the state of a thing does not allow, with the reason as a message key of `text`
/// (`refused-…`), so that every refusal reads as a sentence in every language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub &'static str);
