//! Which changes can be made to a problem?

use domain::problem::{Priority, Problem, Rank, Standing};
use domain::{Act, Id, Line, Noun, Owned, Prose, Release};

use crate::field::Fields;
use crate::joint::{self, chosen, get, joint, keep, reason_of, reworded};
use crate::{Ctx, Error};

joint!(Problem, Noun::Problem, problem);

/// What a problem may rest on.
pub const EVIDENCE: [Noun; 4] = [Noun::Finding, Noun::Picture, Noun::Dialogue, Noun::Observation];

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The problem in one line.
    pub title: String,
    /// The area's code; empty for none.
    pub area: String,
    /// The place in words.
    pub place: String,
    /// When it is felt, in words.
    pub time: String,
    /// Why it is a problem, and for whom.
    pub why: String,
    /// What it rests on, each as `noun:id`.
    pub evidence: Vec<String>,
}

struct Parsed {
    title: Line,
    area: Option<Id>,
    place: Line,
    time: Line,
    why: Prose,
}

impl Written {
    fn parse(&self) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "problem-error-title", &self.title);
        let place = f.line("place", "problem-error-place", &self.place);
        let time = f.line("time", "problem-error-time", &self.time);
        let why = f.some_prose("why", "problem-error-why", &self.why);
        let area = Id::parse(self.area.trim()).ok();
        let parsed = title.zip(place).zip(time).zip(why);
        f.done(parsed.map(|(((title, place), time), why)| Parsed { title, area, place, time, why }))
    }
}

impl Written {
    fn screen(&self, ctx: &Ctx) -> Result<(), Error> {
        let texts = [("title", &self.title), ("place", &self.place), ("time", &self.time), ("why", &self.why)];
        joint::screen(ctx, &texts.map(|(field, text)| (field, text.as_str())))
    }
}

/// Writes a new problem. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    new(ctx, written, Release::Draft).await
}

/// Takes over a problem that was public before it came here.
pub async fn take_over(ctx: &Ctx, written: &Written, source: &str) -> Result<Id, Error> {
    new(ctx, written, joint::taken_over(ctx, source)?).await
}

async fn new(ctx: &Ctx, written: &Written, release: Release) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let parsed = written.parse()?;
    written.screen(ctx)?;
    let evidence = chosen(ctx, &written.evidence, &EVIDENCE).await?;
    let mut owned = Owned::joint(joint::owner(ctx).await?);
    owned.sharing = release.sharing();
    let mut problem = Problem {
        id: Id::from_title(parsed.title.as_str(), 1),
        version: 1,
        owned,
        title: parsed.title,
        area: parsed.area,
        place: parsed.place,
        time: parsed.time,
        why: parsed.why,
        standing: Standing::Noted,
        release,
    };
    let mut n = 1;
    while storage::problem::by_id(ctx.db.reader(), ctx.town(), &problem.id).await?.is_some() {
        n += 1;
        problem.id = Id::from_title(problem.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::problem::insert(&mut change.tx, ctx.town(), &problem).await?;
    joint::rest_on(&mut change, ctx, (Noun::Problem, &problem.id), &EVIDENCE, &evidence).await?;
    change.audit("problem.write", Noun::Problem.word(), &problem.id, "").await?;
    change.commit().await?;
    Ok(problem.id)
}

/// Changes the text and what it rests on. Approvals that had been given are gone: they were for another text.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let problem: Problem = get(ctx, id, Act::Write).await?;
    let parsed = written.parse()?;
    written.screen(ctx)?;
    let evidence = chosen(ctx, &written.evidence, &EVIDENCE).await?;
    let problem = Problem {
        version,
        title: parsed.title,
        area: parsed.area,
        place: parsed.place,
        time: parsed.time,
        why: parsed.why,
        release: reworded(problem.release.clone())?,
        ..problem
    };
    let mut change = ctx.begin().await?;
    joint::rest_on(&mut change, ctx, (Noun::Problem, id), &EVIDENCE, &evidence).await?;
    keep(&mut change, ctx, problem, "rewrite").await?;
    change.commit().await
}

/// How urgent it is, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// 1 to 9.
    pub rank: String,
    /// The day of the decision.
    pub on: String,
    /// The body that decided.
    pub by: String,
    /// Why.
    pub why: String,
}

/// Chooses it to be worked with, or changes how urgent it is: with date, body and reason.
pub async fn prioritise(ctx: &Ctx, id: &Id, weighed: &Weighed) -> Result<(), Error> {
    let mut problem: Problem = get(ctx, id, Act::Write).await?;
    let mut f = Fields::new();
    let rank = f.one_of("rank", "problem-error-rank", &weighed.rank, Rank::parse);
    let on = f.day("on", &weighed.on);
    let by = f.line("by", "problem-error-by", &weighed.by);
    let why = f.some_prose("priority_why", "problem-error-priority-why", &weighed.why);
    let priority =
        f.done(rank.zip(on).zip(by).zip(why).map(|(((rank, on), by), why)| Priority { rank, on, by, why }))?;
    joint::screen(ctx, &[("priority_why", &weighed.why), ("by", &weighed.by)])?;
    problem.release.must_be_open()?;
    problem.standing = problem.standing.prioritise(priority)?;
    joint::record(ctx, problem, "prioritise").await
}

/// Decides not to work with it now, and says why.
pub async fn set_aside(ctx: &Ctx, id: &Id, by: &str, reason: &str) -> Result<(), Error> {
    let mut problem: Problem = get(ctx, id, Act::Write).await?;
    let mut f = Fields::new();
    let by = f.line("by", "problem-error-by", by);
    let by = f.done(by)?;
    joint::screen(ctx, &[("reason", reason)])?;
    problem.release.must_be_open()?;
    problem.standing = problem.standing.set_aside(reason_of(reason)?, ctx.today(), by)?;
    joint::record(ctx, problem, "set-aside").await
}

/// Says that it is no longer a problem, or no longer ours.
pub async fn close(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    let mut problem: Problem = get(ctx, id, Act::Write).await?;
    joint::screen(ctx, &[("reason", reason)])?;
    problem.release.must_be_open()?;
    problem.standing = problem.standing.close(reason_of(reason)?, ctx.today())?;
    joint::record(ctx, problem, "close").await
}

/// Asks both owners for their approval, of the problem and of its causes that are drafts: they are read together.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut problem: Problem = get(ctx, id, Act::Write).await?;
    let parties = ctx.owners().await?;
    problem.release = problem.release.propose(parties.clone())?;
    let causes = storage::cause::of_problem(ctx.db.reader(), ctx.town(), id).await?;
    let mut change = ctx.begin().await?;
    keep(&mut change, ctx, problem, "propose").await?;
    for mut cause in causes.into_iter().filter(|c| c.release.is_open()) {
        cause.release = cause.release.propose(parties.clone())?;
        keep(&mut change, ctx, cause, "propose").await?;
    }
    change.commit().await
}

/// Approves it for the actor's organisation, with its causes that wait for the same.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut problem: Problem = get(ctx, id, Act::Approve).await?;
    let approval = ctx.approval()?;
    problem.release = problem.release.approve(approval.clone())?;
    let causes = storage::cause::of_problem(ctx.db.reader(), ctx.town(), id).await?;
    let mut change = ctx.begin().await?;
    keep(&mut change, ctx, problem, "approve").await?;
    for mut cause in causes {
        if let Ok(release) = cause.release.clone().approve(approval.clone()) {
            cause.release = release;
            keep(&mut change, ctx, cause, "approve").await?;
        }
    }
    change.commit().await
}

/// Takes it back to be changed; what was public is public no more.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::reopen::<Problem>(ctx, id).await
}

/// Shows it to everyone, with its causes that both have approved.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut problem: Problem = get(ctx, id, Act::Publish).await?;
    problem.release = problem.release.publish(ctx.now)?;
    let causes = storage::cause::of_problem(ctx.db.reader(), ctx.town(), id).await?;
    let mut change = ctx.begin().await?;
    keep(&mut change, ctx, problem, "publish").await?;
    for mut cause in causes {
        if let Ok(release) = cause.release.clone().publish(ctx.now) {
            cause.release = release;
            keep(&mut change, ctx, cause, "publish").await?;
        }
    }
    change.commit().await
}

/// Takes it back in public, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::withdraw::<Problem>(ctx, id, reason).await
}
