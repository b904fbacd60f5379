//! What must not be kept any longer?

use domain::Act;
use domain::retention::Rule;
use jiff::Timestamp;
use storage::retention::Erasure;

use crate::{Ctx, Error};

/// Erases what the rules say, and notes for each rule how many records it was. Answers the whole.
pub async fn run(ctx: &Ctx) -> Result<i64, Error> {
    ctx.may(Act::Administer, None)?;
    let texts = crate::observation::forget_old(ctx).await?;
    let mut whole = 0;
    for rule in Rule::ALL {
        let mut change = ctx.begin().await?;
        let records = match rule {
            Rule::ObservationText => i64::try_from(texts).unwrap_or(i64::MAX),
            _ => storage::retention::erase(&mut change.tx, ctx.town(), rule, kept_since(ctx, rule)).await?,
        };
        if records > 0 {
            let id = ctx.chance.id();
            let erasure = Erasure { rule, at: ctx.now, records };
            storage::retention::insert(&mut change.tx, ctx.town(), &id, &erasure).await?;
            change.audit("retention.run", "erasure", &id, &format!("{}: {records}", rule.word())).await?;
        }
        change.commit().await?;
        whole += records;
    }
    Ok(whole)
}

/// What is older than this goes.
fn kept_since(ctx: &Ctx, rule: Rule) -> Timestamp {
    let months = domain::pack::Pack::se().retention().observation_text_months;
    let now = ctx.now.to_zoned_datetime(crate::stockholm());
    now.checked_sub(rule.keeps(months)).map_or(ctx.now, |z| z.timestamp())
}
