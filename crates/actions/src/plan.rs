//! Which changes can be made to a plan and its measures?

use domain::measure::{Colour, Doer, Extent, Help, HelpAddress, Mark, Measure, MeasureKind};
use domain::plan::{Decision, Plan};
use domain::{Act, Denied, Id, Line, Link, Noun, Owned, Prose, Release, Term};

use crate::field::Fields;
use crate::goal::{self, WrittenGoal};
use crate::joint::{self, get, joint, keep, reworded};
use crate::{Ctx, Error};

joint!(Plan, Noun::Plan, plan);

/// What the writer of a plan filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The heading.
    pub title: String,
    /// The one version of the picture on which it rests.
    pub picture: String,
    /// The first day.
    pub starts: String,
    /// The last day.
    pub ends: String,
    /// What the plan is for.
    pub about: String,
}

struct Parsed {
    title: Line,
    period: Term,
    about: Prose,
}

impl Written {
    fn parse(&self) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "plan-error-title", &self.title);
        let (starts, ends) = (f.day("starts", &self.starts), f.day("ends", &self.ends));
        let period = starts.zip(ends);
        let period =
            period.and_then(|(from, to)| Term::new(from, to).map_err(|_| f.wrong("ends", "plan-error-ends")).ok());
        let about = f.prose("about", &self.about);
        f.done(title.zip(period).map(|(title, period)| Parsed { title, period, about }))
    }

    async fn picture(&self, ctx: &Ctx) -> Result<Vec<(Noun, Id)>, Error> {
        if self.picture.trim().is_empty() {
            return Ok(Vec::new());
        }
        joint::chosen(ctx, &[format!("picture:{}", self.picture.trim())], &[Noun::Picture]).await
    }
}

/// Writes a new plan. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let parsed = written.parse()?;
    joint::screen(ctx, &[("title", &written.title), ("about", &written.about)])?;
    let picture = written.picture(ctx).await?;
    let mut plan = Plan {
        id: Id::from_title(parsed.title.as_str(), 1),
        version: 1,
        owned: Owned::joint(joint::owner(ctx).await?),
        title: parsed.title,
        picture: picture.first().map(|p| p.1.clone()),
        period: parsed.period,
        about: parsed.about,
        decision: None,
        release: Release::Draft,
    };
    let mut n = 1;
    while storage::plan::by_id(ctx.db.reader(), ctx.town(), &plan.id).await?.is_some() {
        n += 1;
        plan.id = Id::from_title(plan.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::plan::insert(&mut change.tx, ctx.town(), &plan).await?;
    joint::rest_on(&mut change, ctx, (Noun::Plan, &plan.id), &[Noun::Picture], &picture).await?;
    change.audit("plan.write", Noun::Plan.word(), &plan.id, "").await?;
    change.commit().await?;
    Ok(plan.id)
}

/// Changes the plan's own text. Approvals and decision are gone: they were for another text.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let plan: Plan = get(ctx, id, Act::Write).await?;
    let parsed = written.parse()?;
    joint::screen(ctx, &[("title", &written.title), ("about", &written.about)])?;
    let picture = written.picture(ctx).await?;
    let plan = Plan {
        version,
        title: parsed.title,
        picture: picture.first().map(|p| p.1.clone()),
        period: parsed.period,
        about: parsed.about,
        decision: None,
        release: reworded(plan.release.clone())?,
        ..plan
    };
    let mut change = ctx.begin().await?;
    joint::rest_on(&mut change, ctx, (Noun::Plan, id), &[Noun::Picture], &picture).await?;
    keep(&mut change, ctx, plan, "rewrite").await?;
    change.commit().await
}

/// What the writer of a measure filled in, as it was written: Brå's columns.
#[derive(Clone, Debug, Default)]
pub struct WrittenMeasure {
    /// The measure in one line.
    pub title: String,
    /// What is done.
    pub what: String,
    /// The cause that it works on, by its key; empty for none.
    pub cause: String,
    /// `situational` or `social`.
    pub kind: String,
    /// `once` or `ordinary`.
    pub extent: String,
    /// What it shall lead to.
    pub goals: Vec<WrittenGoal>,
    /// When, in words.
    pub when: String,
    /// Who does it: (organisation, unit).
    pub who: Vec<(String, String)>,
    /// How and when it is followed up.
    pub follow_up: String,
    /// Ways for anyone to get help or give a hand: (words, address).
    pub help: Vec<(String, String)>,
}

/// Adds a measure to a plan that is a draft. Answers its key.
pub async fn add_measure(ctx: &Ctx, plan: &Id, written: &WrittenMeasure) -> Result<Id, Error> {
    let plan: Plan = get(ctx, plan, Act::Write).await?;
    plan.release.must_be_open()?;
    let others = storage::measure::of_plan(ctx.db.reader(), ctx.town(), &plan.id).await?;
    let number = others.iter().map(|m| m.number).max().unwrap_or(0) + 1;
    let measure = written.parse(ctx, &plan.id, number).await?;
    let this = (Noun::Measure, measure.id.clone());
    let mut change = ctx.begin().await?;
    storage::measure::insert(&mut change.tx, ctx.town(), &measure).await?;
    change.link(&Link { from: (Noun::Plan, plan.id.clone()), to: this.clone() }).await?;
    if let Some(cause) = &measure.cause {
        let cause = (Noun::Cause, cause.clone());
        change.link(&Link { from: cause.clone(), to: this.clone() }).await?;
        // The plan as a whole rests on every cause that it does something about.
        change.link(&Link { from: cause, to: (Noun::Plan, plan.id.clone()) }).await?;
    }
    change.audit("plan.add-measure", Noun::Measure.word(), &measure.id, plan.id.as_str()).await?;
    change.commit().await?;
    Ok(measure.id)
}

impl WrittenMeasure {
    async fn parse(&self, ctx: &Ctx, plan: &Id, number: i64) -> Result<Measure, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "measure-error-title", &self.title);
        let what = f.prose("what", &self.what);
        let kind = f.one_of("kind", "measure-error-kind", &self.kind, MeasureKind::parse);
        let extent = f.one_of("extent", "measure-error-extent", &self.extent, Extent::parse);
        let goals = goal::read(&mut f, &self.goals);
        let when = f.line("when", "measure-error-when", &self.when);
        let mut who = Vec::new();
        for (party, unit) in self.who.iter().filter(|(_, unit)| !unit.trim().is_empty()) {
            if let (Some(unit), Ok(party)) = (f.line("who", "measure-error-who", unit), Id::parse(party)) {
                who.push(Doer { party, unit });
            }
        }
        if who.is_empty() {
            f.wrong("who", "measure-error-who");
        }
        let follow_up = f.prose("follow_up", &self.follow_up);
        let mut help = Vec::new();
        for (label, address) in self.help.iter().filter(|(label, _)| !label.trim().is_empty()) {
            let label = f.line("help", "measure-error-help", label);
            let address = f.one_of("help", "measure-error-help", address, HelpAddress::parse);
            help.extend(label.zip(address).map(|(label, address)| Help { label, address }));
        }
        let parsed = title.zip(kind).zip(extent).zip(when);
        let (((title, kind), extent), when) = f.done(parsed)?;
        let mut texts = vec![("title", self.title.as_str()), ("what", &self.what), ("when", &self.when)];
        texts.push(("follow_up", &self.follow_up));
        texts.extend(self.who.iter().map(|(_, unit)| ("who", unit.as_str())));
        texts.extend(self.goals.iter().map(|g| ("goals", g.text.as_str())));
        joint::screen(ctx, &texts)?;
        let cause = match self.cause.trim() {
            "" => None,
            cause => joint::chosen(ctx, &[format!("cause:{cause}")], &[Noun::Cause]).await?.pop().map(|c| c.1),
        };
        let id = ctx.chance.id();
        let plan = plan.clone();
        Ok(Measure {
            id,
            version: 1,
            plan,
            number,
            cause,
            title,
            what,
            kind,
            extent,
            goals,
            when,
            who,
            follow_up,
            help,
            mark: None,
            waiting: None,
        })
    }
}

/// Says how it went with a measure, for the actor's organisation: a colour with words. It is public when the other owner
/// agrees. Measures of a decided plan are followed up too.
pub async fn follow_up_measure(ctx: &Ctx, measure: &Id, colour: &str, words: &str) -> Result<(), Error> {
    let found = storage::measure::by_id(ctx.db.reader(), ctx.town(), measure).await?.ok_or(Denied::Absent)?;
    let _: Plan = get(ctx, &found.plan, Act::Write).await?;
    let mut f = Fields::new();
    let colour = f.one_of("colour", "measure-error-colour", colour, Colour::parse);
    let said = f.some_prose("words", "measure-error-words", words);
    let (colour, said) = f.done(colour.zip(said))?;
    joint::screen(ctx, &[("words", words)])?;
    let mark = Mark { colour, words: said, on: ctx.today() };
    let found = found.follow_up(mark, ctx.owners().await?, ctx.approval()?)?;
    let mut change = ctx.begin().await?;
    storage::measure::update(&mut change.tx, ctx.town(), &found).await?;
    change.audit("plan.follow-up-measure", Noun::Measure.word(), &found.id, colour.word()).await?;
    change.commit().await
}

/// Agrees with what the other owner said of how it went with a measure.
pub async fn agree_measure(ctx: &Ctx, measure: &Id) -> Result<(), Error> {
    let found = storage::measure::by_id(ctx.db.reader(), ctx.town(), measure).await?.ok_or(Denied::Absent)?;
    let _: Plan = get(ctx, &found.plan, Act::Confirm).await?;
    let found = found.agree(ctx.approval()?)?;
    let mut change = ctx.begin().await?;
    storage::measure::update(&mut change.tx, ctx.town(), &found).await?;
    change.audit("plan.agree-measure", Noun::Measure.word(), &found.id, "").await?;
    change.commit().await
}

/// Asks both owners for their approval.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let plan: Plan = get(ctx, id, Act::Write).await?;
    let measures = storage::measure::of_plan(ctx.db.reader(), ctx.town(), id).await?.len();
    let plan = plan.propose(ctx.owners().await?, measures)?;
    joint::record(ctx, plan, "propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::approve::<Plan>(ctx, id).await
}

/// A decision, as it was written.
#[derive(Clone, Debug, Default)]
pub struct WrittenDecision {
    /// The body.
    pub body: String,
    /// The day.
    pub on: String,
    /// The paragraph of the minutes; may be empty.
    pub paragraph: String,
    /// The register number; may be empty.
    pub register: String,
}

/// Writes down the decision of the body that decides on the plan.
pub async fn decide(ctx: &Ctx, id: &Id, written: &WrittenDecision) -> Result<(), Error> {
    let plan: Plan = get(ctx, id, Act::Write).await?;
    let mut f = Fields::new();
    let body = f.line("body", "plan-error-body", &written.body);
    let on = f.day("on", &written.on);
    let paragraph = f.maybe_line("paragraph", &written.paragraph);
    let register = f.maybe_line("register", &written.register);
    let decision = f.done(body.zip(on).map(|(body, on)| Decision { body, on, paragraph, register }))?;
    joint::record(ctx, plan.decide(decision)?, "decide").await
}

/// Takes it back to be changed: approvals and decision are gone.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let plan: Plan = get(ctx, id, Act::Write).await?;
    joint::record(ctx, plan.reopen()?, "reopen").await
}

/// Shows it to everyone. Refused until it is decided.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let plan: Plan = get(ctx, id, Act::Publish).await?;
    joint::record(ctx, plan.publish(ctx.now)?, "publish").await
}

/// Takes it back in public, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::withdraw::<Plan>(ctx, id, reason).await
}
