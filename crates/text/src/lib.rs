//! Words, dates and numbers in a language. Knows nothing of what they are about.
//!
//! Every visible word of the product is a message in `locales/<language>/<noun>.ftl`;
//! [`Words`] finds it and fills in its variables. A message that is missing in a language is
//! looked for in Swedish; one that is missing there too is a bug that the tests find, and shows
//! as its key in brackets so that a page never fails because of it.

mod date;
mod lang;
mod number;
pub mod readability;
mod words;

pub use date::{clock, clock_range, date, date_range, date_short, month, month_year, weekday};
pub use lang::Lang;
pub use number::{and_list, capital, count_word, decimal, integer, ordinal_word, percent, signed_percent};
pub use words::{Arg, Words, keys};
