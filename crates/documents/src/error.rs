//! Why can a document not be written in a form?

/// Why a document cannot be written in a form.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program that makes this form is not installed.
    #[error("{tool} is not installed ({hint})")]
    Missing {
        /// The command that was looked for.
        tool: String,
        /// How the operator gets it.
        hint: &'static str,
    },
    /// A program took too long, or made too much.
    #[error("{tool} was stopped: {why}")]
    Stopped {
        /// The command.
        tool: String,
        /// What it exceeded.
        why: String,
    },
    /// The form cannot hold this document.
    #[error("the document cannot be written in this form: {0}")]
    Refused(String),
}
