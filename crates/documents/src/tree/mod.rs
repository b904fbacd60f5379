//! What can a document say? A tree of blocks that have meaning and know no format.
//!
//! Content functions (one file per noun, `documents/src/<noun>.rs`) make a [`Document`]; format
//! functions ([`crate::html`], [`crate::pdf`] ...) write it. Neither knows the other. All words in
//! the tree are finished: in the language of the document, with numbers and dates written out.

mod block;
mod commitment;
mod document;
mod run;
mod table;

pub use block::{
    Block, Chain, Fact, Finding, Item, Link, List, Log, LogEntry, Method, Note, NoteKind, Paragraph, Quote, Section,
    Signature, Signatures, Standing, Tone, numbered,
};
pub use commitment::{Commitment, Count, StateKind, StateTag, Tally, Verdict, VerdictKind};
pub use document::{Document, Furniture};
pub use run::{Run, Seen, Text};
pub use table::{Align, Cell, Column, Interval, Layout, Scale, Table};
