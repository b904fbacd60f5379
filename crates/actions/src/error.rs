//! Why was a change not made?

use domain::{Denied, Refused};
use text::Arg;

/// Why a change was not made. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The asker may not, or for the asker there is no such record.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The state of the thing does not allow it; the reason is a message key.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What was written is not complete or not understood; one entry per field, in page order.
    #[error("not understood: {0:?}")]
    Invalid(Vec<Invalid>),
    /// The privacy guard found something; the writer must see it and choose.
    #[error("the privacy guard found something")]
    Guarded(Vec<Guarded>),
    /// The database refused or somebody else was faster.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// A field that was not understood, with the message that says what was expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Invalid {
    /// The field's name in the form.
    pub field: &'static str,
    /// The message key.
    pub key: &'static str,
    /// Its variables.
    pub args: Vec<(&'static str, Arg)>,
}

impl Invalid {
    /// A message without variables.
    pub fn new(field: &'static str, key: &'static str) -> Invalid {
        Invalid { field, key, args: Vec::new() }
    }

    /// A message with variables.
    pub fn with(field: &'static str, key: &'static str, args: Vec<(&'static str, Arg)>) -> Invalid {
        Invalid { field, key, args }
    }

    /// What is wrong with a text: `empty` is the message for one that is missing; one that is too long has the same words everywhere.
    pub fn text(field: &'static str, empty: &'static str, bad: domain::line::BadText) -> Invalid {
        match bad {
            domain::line::BadText::Empty => Invalid::new(field, empty),
            domain::line::BadText::TooLong { over, .. } => {
                Invalid::with(field, "error-too-long", vec![("over", over.into())])
            }
        }
    }
}

/// A field in which the privacy guard found something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// The field's name in the form.
    pub field: &'static str,
    /// The text as it was written.
    pub text: String,
}
