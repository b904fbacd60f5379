//! How does a municipality begin?

use domain::organisation::Organisation;
use domain::{Act, Municipality};

use crate::{Ctx, Error};

/// Sets a municipality up with the organisations that take part. `ctx.town` is the new municipality.
pub async fn municipality(ctx: &Ctx, municipality: &Municipality, organisations: &[Organisation]) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    storage::municipality::insert(&mut change.tx, municipality).await?;
    for organisation in organisations {
        storage::organisation::insert(&mut change.tx, &municipality.id, organisation).await?;
    }
    change.audit("setup.municipality", "municipality", &municipality.id, "").await?;
    change.commit().await
}

/// Adds an organisation to the municipality.
pub async fn organisation(ctx: &Ctx, organisation: &Organisation) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    storage::organisation::insert(&mut change.tx, ctx.town(), organisation).await?;
    change.audit("setup.organisation", "organisation", &organisation.id, "").await?;
    change.commit().await
}
