//! May this text be stored?

use domain::guard::{Answer, Kind, Screened};
use text::{Lang, Words};

use crate::{Ctx, Error, Guarded};

impl Ctx {
    /// The text of `field`, if it may be stored: the privacy guard found nothing, or `answer` is the writer's choice about
    /// exactly what it found. What is removed is replaced by words in Swedish, the language of the records.
    pub fn screen(&self, field: &'static str, text: &str, answer: Option<&Answer>) -> Result<Screened, Error> {
        screened(field, text, answer, &[])
    }

    /// As [`Ctx::screen`], where a publisher may name an office-holder.
    pub fn screen_published(&self, field: &'static str, text: &str) -> Result<Screened, Error> {
        screened(field, text, None, &[Kind::Name])
    }
}

fn screened(field: &'static str, text: &str, answer: Option<&Answer>, allowed: &[Kind]) -> Result<Screened, Error> {
    domain::guard::screen(text, answer, allowed, removed)
        .map_err(|_| Error::Guarded(vec![Guarded { field, text: text.to_owned() }]))
}

/// What stands in the place of what was removed.
pub fn removed(kind: Kind) -> String {
    Words::of(Lang::Sv).say(&format!("guard-removed-{}", kind.word()))
}
