//! How does a joint text move towards the public, whichever noun it is?
//!
//! Problem, cause, focus area, plan and review share [`Release`]. The moves are the same; a noun says here how it is
//! found and kept, and its own file adds what only it asks for.

use domain::{Act, Denied, Id, Link, Noun, Owned, Prose, Refused, Release};
use serde_json::json;
use storage::Tx;

use crate::{Change, Ctx, Error, Invalid};

/// A noun whose text is joint and moves by [`Release`].
pub(crate) trait Joint: Sized + Send + Sync {
    const NOUN: Noun;
    fn id(&self) -> &Id;
    fn owned(&mut self) -> &mut Owned;
    fn release(&mut self) -> &mut Release;
    fn find(ctx: &Ctx, id: &Id) -> impl Future<Output = Result<Option<Self>, storage::Error>> + Send;
    fn update(&self, tx: &mut Tx, town: &Id) -> impl Future<Output = Result<(), storage::Error>> + Send;
}

/// Says how a noun with the usual fields and storage functions is joint.
macro_rules! joint {
    ($t:ty, $noun:expr, $store:ident) => {
        impl crate::joint::Joint for $t {
            const NOUN: domain::Noun = $noun;
            fn id(&self) -> &domain::Id {
                &self.id
            }
            fn owned(&mut self) -> &mut domain::Owned {
                &mut self.owned
            }
            fn release(&mut self) -> &mut domain::Release {
                &mut self.release
            }
            async fn find(ctx: &crate::Ctx, id: &domain::Id) -> Result<Option<Self>, storage::Error> {
                storage::$store::by_id(ctx.db.reader(), ctx.town(), id).await
            }
            async fn update(&self, tx: &mut storage::Tx, town: &domain::Id) -> Result<(), storage::Error> {
                storage::$store::update(tx, town, self).await
            }
        }
    };
}
pub(crate) use joint;

/// The record, if the actor may `act` on it.
pub(crate) async fn get<T: Joint>(ctx: &Ctx, id: &Id, act: Act) -> Result<T, Error> {
    let mut record = T::find(ctx, id).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(record.owned()))?;
    Ok(record)
}

/// Who a new record belongs to: the actor's organisation, or the first owner when the installation itself writes.
pub(crate) async fn owner(ctx: &Ctx) -> Result<Id, Error> {
    match ctx.organisation() {
        Ok(own) => Ok(own.clone()),
        Err(_) => Ok(ctx.owners().await?.into_iter().next().ok_or(Denied::NotAllowed)?),
    }
}

/// Writes a changed record with its audit entry and tells of it, within a change.
pub(crate) async fn keep<T: Joint>(change: &mut Change<'_>, ctx: &Ctx, mut record: T, verb: &str) -> Result<(), Error> {
    record.owned().sharing = record.release().sharing();
    record.update(&mut change.tx, ctx.town()).await?;
    let what = format!("{}.{verb}", T::NOUN.word());
    let state = record.release().word();
    change.audit(&what, T::NOUN.word(), record.id(), state).await?;
    change.tell(&what, &json!({ "noun": T::NOUN.word(), "id": record.id().as_str(), "state": state })).await
}

/// [`keep`] as a change of its own.
pub(crate) async fn record<T: Joint>(ctx: &Ctx, record: T, verb: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    keep(&mut change, ctx, record, verb).await?;
    change.commit().await
}

/// The state after a change of the text: a draft. Refused for what everyone reads: that is opened first, on purpose.
pub(crate) fn reworded(release: Release) -> Result<Release, Refused> {
    match release {
        Release::Draft => Ok(Release::Draft),
        Release::Proposed { .. } | Release::Approved { .. } => release.reopen(),
        _ => Err(Refused("refused-open-first")),
    }
}

/// Approves it for the actor's organisation.
pub(crate) async fn approve<T: Joint>(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut it: T = get(ctx, id, Act::Approve).await?;
    *it.release() = it.release().clone().approve(ctx.approval()?)?;
    record(ctx, it, "approve").await
}

/// Takes it back to be changed.
pub(crate) async fn reopen<T: Joint>(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut it: T = get(ctx, id, Act::Write).await?;
    *it.release() = it.release().clone().reopen()?;
    record(ctx, it, "reopen").await
}

/// Shows it to everyone.
pub(crate) async fn publish<T: Joint>(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut it: T = get(ctx, id, Act::Publish).await?;
    *it.release() = it.release().clone().publish(ctx.now)?;
    record(ctx, it, "publish").await
}

/// Takes it back in public, with the reason that is shown in its place.
pub(crate) async fn withdraw<T: Joint>(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    let mut it: T = get(ctx, id, Act::Publish).await?;
    screen(ctx, &[("reason", reason)])?;
    *it.release() = it.release().clone().withdraw(reason_of(reason)?, ctx.now)?;
    record(ctx, it, "withdraw").await
}

/// The state of what was public before it came here. Only the installation itself may take something over.
pub(crate) fn taken_over(ctx: &Ctx, source: &str) -> Result<Release, Error> {
    if !matches!(ctx.actor, domain::Actor::System(_)) {
        return Err(Denied::NotAllowed.into());
    }
    let source =
        domain::Line::parse(source).map_err(|e| Error::Invalid(vec![Invalid::text("source", "error-source", e)]))?;
    Ok(Release::taken_over(source, ctx.now))
}

/// A reason as it was written.
pub(crate) fn reason_of(reason: &str) -> Result<Prose, Error> {
    Prose::parse(reason).map_err(|e| Error::Invalid(vec![Invalid::text("reason", "error-reason", e)]))
}

/// Shows the writer what points out a person, before anything is stored. `texts` are fields with what was written there.
pub(crate) fn screen(ctx: &Ctx, texts: &[(&'static str, &str)]) -> Result<(), Error> {
    let mut found = Vec::new();
    for (field, text) in texts {
        match ctx.screen(field, text, None) {
            Ok(_) => {}
            Err(Error::Guarded(guarded)) => found.extend(guarded),
            Err(other) => return Err(other),
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Error::Guarded(found)) }
}

/// A record named in a form as `noun:id`.
pub(crate) fn named(text: &str) -> Option<(Noun, Id)> {
    let (noun, id) = text.split_once(':')?;
    Some((Noun::parse(noun)?, Id::parse(id).ok()?))
}

/// The records named in a form, of the nouns that may stand there, each once. Refused when one is not there, or not for
/// the actor: a link must never tell that something exists.
pub(crate) async fn chosen(ctx: &Ctx, texts: &[String], nouns: &[Noun]) -> Result<Vec<(Noun, Id)>, Error> {
    let mut wanted: Vec<(Noun, Id)> = Vec::new();
    for text in texts.iter().filter(|t| !t.is_empty()) {
        let (noun, id) = named(text).filter(|(noun, _)| nouns.contains(noun)).ok_or(Denied::Absent)?;
        if !wanted.contains(&(noun, id.clone())) {
            wanted.push((noun, id));
        }
    }
    let there = storage::chain::named(ctx.db.reader(), ctx.town(), &wanted).await?;
    for (noun, id) in &wanted {
        let found = there.iter().find(|n| n.noun == *noun && n.id == *id).ok_or(Denied::Absent)?;
        ctx.may(Act::Read, Some(&found.owned))?;
    }
    Ok(wanted)
}

/// Makes the arrows from `nouns` to `to` be those from `chosen`, and no others.
pub(crate) async fn rest_on(
    change: &mut Change<'_>,
    ctx: &Ctx,
    to: (Noun, &Id),
    nouns: &[Noun],
    chosen: &[(Noun, Id)],
) -> Result<(), Error> {
    let now = storage::chain::into(&mut *change.tx, ctx.town(), to).await?;
    for old in now.iter().filter(|l| nouns.contains(&l.from.0) && !chosen.contains(&l.from)) {
        storage::chain::unlink(&mut change.tx, ctx.town(), old).await?;
    }
    for from in chosen {
        change.link(&Link { from: from.clone(), to: (to.0, to.1.clone()) }).await?;
    }
    Ok(())
}
