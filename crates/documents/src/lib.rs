//! Content of the product as documents, and documents in every form.
//!
//! A *content function* per noun (`src/<noun>.rs`) makes a [`Document`]: a tree of blocks with meaning and finished
//! words. A *format function* per form ([`html`] ...) writes any document. Neither knows the other.
//!
//! # Writing a content function
//!
//! Take the values of the noun and the [`text::Words`] of the reader; return a `Document`. Words come from
//! `locales/<language>/<noun>.ftl`; numbers and dates are written out here, with `text`, because each form only copies
//! what it gets. A thing that is not known is said, never left out.
//!
//! ```
//! use documents::{Block, Document, Fact, Furniture, StateKind, StateTag, Tally, Text};
//! use text::{Lang, Words};
//!
//! struct Promise { title: &'static str, kept: usize, broken: usize }
//!
//! fn promise(promise: &Promise, words: Words, furniture: Furniture) -> Document {
//!     Document::new(promise.title, words.lang())
//!         .lead("Det här lovar kommunen och polisen dig.")
//!         .with(Tally {
//!             label: "Läget för åtagandena".into(),
//!             tags: vec![
//!                 StateTag::new(StateKind::Kept, format!("{} hållet", promise.kept)),
//!                 StateTag::new(StateKind::Broken, format!("{} brutet", promise.broken)),
//!             ],
//!         })
//!         .with(Block::facts(vec![Fact::new("Gäller", "1 januari–31 december 2022")]))
//!         .section("Åtagandena", vec![
//!             Block::text(Text::new().strong("Tillfället ställdes in.").then(" Det ersätts den 8 december.")),
//!         ])
//!         .furniture(furniture)
//! }
//!
//! let document = promise(&Promise { title: "Medborgarlöfte 2022", kept: 1, broken: 1 }, Words::of(Lang::Sv), Furniture::default());
//! assert!(documents::html::fragment(&document, 1).contains("1 hållet"));
//! ```

mod agreement;
pub mod braille;
pub mod csv;
pub mod dialogue;
pub mod docx;
pub mod easy_text;
pub mod effort;
pub mod epub;
mod error;
mod escape;
pub mod figure;
mod form;
pub mod html;
pub mod json;
mod linear;
pub mod markdown;
mod news;
pub mod odt;
pub mod pdf;
pub mod picture;
pub mod plain;
mod plan;
pub mod presence;
pub mod promise;
mod report;
mod review;
mod said;
mod samples;
pub mod speech;
pub mod statement;
#[cfg(test)]
mod tests;
mod tool;
mod tree;

pub use agreement::{AgreementGround, GroundArea, agreement};
pub use easy_text::{EasyGround, easy_text};
pub use error::Error;
pub use form::{Form, Tools, write};
pub use news::news;
pub use plan::{PlanGround, measure as plan_measure, plan, table as plan_table};
pub use report::{ReportGround, report};
pub use review::review;
pub use said::{paragraphs, said, said_link};
pub use samples::samples;
pub use tree::*;
