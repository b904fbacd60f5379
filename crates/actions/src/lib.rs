//! Every change that anyone can make, whoever asks: page, command line, import, job or demo.
//!
//! # Adding an action
//! A function `noun::verb(ctx, ...)` that reads as a list of steps: who may ([`Ctx::may`]), parse what was written,
//! screen free text ([`Ctx::screen`]), make the move (a method of the noun that may refuse), begin ([`Ctx::begin`]),
//! write the record, the audit entry ([`Change::audit`]) and what others must be told ([`Change::tell`]), commit.
//! When it answers, it is on disk. Nobody but this crate writes to storage.

mod context;
mod error;
mod guard;

pub mod account;
pub mod agreement;
pub mod area;
mod case;
pub mod cause;
pub mod chain;
pub mod council;
pub mod dialogue;
pub mod easy_text;
pub mod field;
pub mod focus_area;
pub mod format_request;
pub mod goal;
pub mod import;
pub mod job;
mod joint;
pub mod news;
pub mod notice;
pub mod observation;
pub mod occasion;
pub mod picture;
pub mod plan;
pub mod problem;
pub mod promise;
pub mod retention;
pub mod review;
pub mod seal;
pub mod setup;
pub mod source;
pub mod statement;

pub use context::{Chance, Change, Ctx, Key, local_date, local_time, stockholm};
pub use error::{Error, Guarded, Invalid};
