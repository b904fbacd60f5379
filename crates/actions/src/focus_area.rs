//! Which changes can be made to a focus area?

use domain::focus_area::{Choice, FocusArea};
use domain::{Act, Id, Line, Noun, Owned, Prose, Release};

use crate::field::Fields;
use crate::joint::{self, get, joint, keep, reworded};
use crate::{Ctx, Error};

joint!(FocusArea, Noun::FocusArea, focus_area);

const GROUNDS: [Noun; 2] = [Noun::Problem, Noun::Cause];

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The focus area in one line.
    pub title: String,
    /// What shall be better, and how it is seen.
    pub aim: String,
    /// Its place in lists; empty for the last.
    pub number: String,
    /// The day it was chosen.
    pub on: String,
    /// The body that chose it.
    pub by: String,
    /// Why this and not something else.
    pub why: String,
    /// The problems it was chosen from, by their keys. Their causes follow.
    pub problems: Vec<String>,
}

struct Parsed {
    title: Line,
    aim: Prose,
    number: Option<u32>,
    choice: Choice,
}

impl Written {
    /// `chosen` is whether it was chosen here: then it rests on a problem. What was public before may not say on which.
    fn parse(&self, chosen: bool) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "focus-area-error-title", &self.title);
        let aim = f.prose("aim", &self.aim);
        let number = f.maybe_count("number", &self.number, 1, 99);
        if chosen {
            f.some_ids("problems", "focus-area-error-problems", &self.problems);
        }
        let on = f.day("on", &self.on);
        let by = f.line("by", "focus-area-error-by", &self.by);
        let why = f.some_prose("why", "focus-area-error-why", &self.why);
        let choice = on.zip(by).zip(why).map(|((on, by), why)| Choice { on, by, why });
        f.done(title.zip(choice).map(|(title, choice)| Parsed { title, aim, number, choice }))
    }

    /// The chosen problems with their causes. Refused when one of them is not prioritised: a focus area is chosen from
    /// what someone decided to work with.
    async fn grounds(&self, ctx: &Ctx) -> Result<Vec<(Noun, Id)>, Error> {
        let named: Vec<String> = self.problems.iter().map(|id| format!("problem:{id}")).collect();
        let mut grounds = joint::chosen(ctx, &named, &[Noun::Problem]).await?;
        let problems = storage::problem::all(ctx.db.reader(), ctx.town()).await?;
        for problem in problems.iter().filter(|p| grounds.contains(&(Noun::Problem, p.id.clone()))) {
            problem.standing.must_be_prioritised()?;
        }
        let causes = storage::cause::all(ctx.db.reader(), ctx.town()).await?;
        let of_chosen = causes.into_iter().filter(|c| grounds.contains(&(Noun::Problem, c.problem.clone())));
        let of_chosen: Vec<_> = of_chosen.map(|c| (Noun::Cause, c.id)).collect();
        grounds.extend(of_chosen);
        Ok(grounds)
    }
}

/// Writes a new focus area, chosen from problems. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    new(ctx, written, Release::Draft).await
}

/// Takes over a focus area that was public before it came here.
pub async fn take_over(ctx: &Ctx, written: &Written, source: &str) -> Result<Id, Error> {
    new(ctx, written, joint::taken_over(ctx, source)?).await
}

async fn new(ctx: &Ctx, written: &Written, release: Release) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let parsed = written.parse(release.is_open())?;
    let w = written;
    joint::screen(ctx, &[("title", &w.title), ("aim", &w.aim), ("by", &w.by), ("why", &w.why)])?;
    let grounds = written.grounds(ctx).await?;
    let others = storage::focus_area::all(ctx.db.reader(), ctx.town()).await?;
    let last = others.iter().map(|f| f.number).max().unwrap_or(0);
    let mut owned = Owned::joint(joint::owner(ctx).await?);
    owned.sharing = release.sharing();
    let mut n = 1;
    let mut id = Id::from_title(parsed.title.as_str(), n);
    while others.iter().any(|f| f.id == id) {
        n += 1;
        id = Id::from_title(parsed.title.as_str(), n);
    }
    let focus = FocusArea {
        id,
        version: 1,
        owned,
        title: parsed.title,
        aim: parsed.aim,
        choice: parsed.choice,
        number: parsed.number.map_or(last + 1, i64::from),
        release,
    };
    let mut change = ctx.begin().await?;
    storage::focus_area::insert(&mut change.tx, ctx.town(), &focus).await?;
    joint::rest_on(&mut change, ctx, (Noun::FocusArea, &focus.id), &GROUNDS, &grounds).await?;
    change.audit("focus-area.write", Noun::FocusArea.word(), &focus.id, "").await?;
    change.commit().await?;
    Ok(focus.id)
}

/// Changes the text and the problems it was chosen from. Approvals that had been given are gone.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let focus: FocusArea = get(ctx, id, Act::Write).await?;
    let parsed = written.parse(true)?;
    let w = written;
    joint::screen(ctx, &[("title", &w.title), ("aim", &w.aim), ("by", &w.by), ("why", &w.why)])?;
    let grounds = written.grounds(ctx).await?;
    let focus = FocusArea {
        version,
        title: parsed.title,
        aim: parsed.aim,
        choice: parsed.choice,
        number: parsed.number.map_or(focus.number, i64::from),
        release: reworded(focus.release.clone())?,
        ..focus
    };
    let mut change = ctx.begin().await?;
    joint::rest_on(&mut change, ctx, (Noun::FocusArea, id), &GROUNDS, &grounds).await?;
    keep(&mut change, ctx, focus, "rewrite").await?;
    change.commit().await
}

/// Asks both owners for their approval.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let focus: FocusArea = get(ctx, id, Act::Write).await?;
    let into = storage::chain::into(ctx.db.reader(), ctx.town(), (Noun::FocusArea, id)).await?;
    let problems = into.iter().filter(|l| l.from.0 == Noun::Problem).count();
    let focus = focus.propose(ctx.owners().await?, problems)?;
    joint::record(ctx, focus, "propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::approve::<FocusArea>(ctx, id).await
}

/// Takes it back to be changed; what was public is public no more.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::reopen::<FocusArea>(ctx, id).await
}

/// Shows it to everyone.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::publish::<FocusArea>(ctx, id).await
}

/// Takes it back in public, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::withdraw::<FocusArea>(ctx, id, reason).await
}
