//! How is a source written down?

use domain::Act;
use domain::source::Source;

use crate::{Ctx, Error};

/// Writes a source down, or anew under its key: its name, its licence, what it cannot tell, how often it comes. What it
/// has brought is written by imports alone.
pub async fn set(ctx: &Ctx, source: &Source) -> Result<(), Error> {
    ctx.may(Act::Write, None).or_else(|_| ctx.may(Act::Administer, None))?;
    let known = storage::source::by_id(ctx.db.reader(), ctx.town(), &source.id).await?;
    let (fetched, failed) = known.map_or((source.fetched.clone(), source.failed.clone()), |k| (k.fetched, k.failed));
    let source = Source { fetched, failed, ..source.clone() };
    let mut change = ctx.begin().await?;
    storage::source::upsert(&mut change.tx, ctx.town(), &source).await?;
    change.audit("source.set", "source", &source.id, "").await?;
    change.commit().await
}
