//! Which changes can be made to a cause?

use domain::cause::{Cause, CauseStanding, Perspective};
use domain::problem::Problem;
use domain::{Act, Id, Line, Link, Noun, Owned, Prose, Release};

use crate::field::Fields;
use crate::joint::{self, chosen, get, joint, keep, reason_of, reworded};
use crate::problem::EVIDENCE;
use crate::{Ctx, Error};

joint!(Cause, Noun::Cause, cause);

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The hypothesis in one line.
    pub title: String,
    /// `situation`, `exposed` or `offender`.
    pub perspective: String,
    /// Why we believe it, and what speaks against it.
    pub why: String,
    /// What it rests on, each as `noun:id`.
    pub evidence: Vec<String>,
}

impl Written {
    fn parse(&self) -> Result<(Line, Perspective, Prose), Error> {
        let mut f = Fields::new();
        let title = f.line("title", "cause-error-title", &self.title);
        let perspective = f.one_of("perspective", "cause-error-perspective", &self.perspective, Perspective::parse);
        let why = f.some_prose("why", "cause-error-why", &self.why);
        f.done(title.zip(perspective).zip(why).map(|((title, perspective), why)| (title, perspective, why)))
    }
}

/// Writes a new cause of a problem. Focus areas that were chosen from the problem rest on the cause as well, so that
/// the chain stays whole. Answers its key.
pub async fn write(ctx: &Ctx, problem: &Id, written: &Written) -> Result<Id, Error> {
    new(ctx, problem, written, Release::Draft).await
}

/// Takes over a cause that was public before it came here.
pub async fn take_over(ctx: &Ctx, problem: &Id, written: &Written, source: &str) -> Result<Id, Error> {
    new(ctx, problem, written, joint::taken_over(ctx, source)?).await
}

async fn new(ctx: &Ctx, problem: &Id, written: &Written, release: Release) -> Result<Id, Error> {
    let explained: Problem = get(ctx, problem, Act::Write).await?;
    let (title, perspective, why) = written.parse()?;
    joint::screen(ctx, &[("title", &written.title), ("why", &written.why)])?;
    let evidence = chosen(ctx, &written.evidence, &EVIDENCE).await?;
    let mut owned = Owned::joint(joint::owner(ctx).await?);
    owned.sharing = release.sharing();
    let mut cause = Cause {
        id: Id::from_title(title.as_str(), 1),
        version: 1,
        owned,
        problem: explained.id.clone(),
        perspective,
        title,
        why,
        standing: CauseStanding::Supposed,
        release,
    };
    let mut n = 1;
    while storage::cause::by_id(ctx.db.reader(), ctx.town(), &cause.id).await?.is_some() {
        n += 1;
        cause.id = Id::from_title(cause.title.as_str(), n);
    }
    let from_problem = storage::chain::out_of(ctx.db.reader(), ctx.town(), (Noun::Problem, problem)).await?;
    let mut change = ctx.begin().await?;
    storage::cause::insert(&mut change.tx, ctx.town(), &cause).await?;
    joint::rest_on(&mut change, ctx, (Noun::Cause, &cause.id), &EVIDENCE, &evidence).await?;
    let this = (Noun::Cause, cause.id.clone());
    change.link(&Link { from: (Noun::Problem, problem.clone()), to: this.clone() }).await?;
    for chosen in from_problem.into_iter().filter(|l| l.to.0 == Noun::FocusArea) {
        change.link(&Link { from: this.clone(), to: chosen.to }).await?;
    }
    change.audit("cause.write", Noun::Cause.word(), &cause.id, "").await?;
    change.commit().await?;
    Ok(cause.id)
}

/// Changes the text and what it rests on. Approvals that had been given are gone.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let cause: Cause = get(ctx, id, Act::Write).await?;
    let (title, perspective, why) = written.parse()?;
    joint::screen(ctx, &[("title", &written.title), ("why", &written.why)])?;
    let evidence = chosen(ctx, &written.evidence, &EVIDENCE).await?;
    let release = reworded(cause.release.clone())?;
    let cause = Cause { version, title, perspective, why, release, ..cause };
    let mut change = ctx.begin().await?;
    joint::rest_on(&mut change, ctx, (Noun::Cause, id), &EVIDENCE, &evidence).await?;
    keep(&mut change, ctx, cause, "rewrite").await?;
    change.commit().await
}

/// Says what speaks for it.
pub async fn support(ctx: &Ctx, id: &Id, by: &str) -> Result<(), Error> {
    let mut cause: Cause = get(ctx, id, Act::Write).await?;
    joint::screen(ctx, &[("reason", by)])?;
    cause.standing = cause.standing.support(reason_of(by)?, ctx.today())?;
    joint::record(ctx, cause, "support").await
}

/// Says that it was wrong; it stays, so that nobody has to believe it again.
pub async fn reject(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    let mut cause: Cause = get(ctx, id, Act::Write).await?;
    joint::screen(ctx, &[("reason", reason)])?;
    cause.standing = cause.standing.reject(reason_of(reason)?, ctx.today())?;
    joint::record(ctx, cause, "reject").await
}

/// Asks both owners for their approval.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut cause: Cause = get(ctx, id, Act::Write).await?;
    cause.release = cause.release.propose(ctx.owners().await?)?;
    joint::record(ctx, cause, "propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::approve::<Cause>(ctx, id).await
}

/// Takes it back to be changed; what was public is public no more.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::reopen::<Cause>(ctx, id).await
}

/// Shows it to everyone.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::publish::<Cause>(ctx, id).await
}

/// Takes it back in public, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::withdraw::<Cause>(ctx, id, reason).await
}
