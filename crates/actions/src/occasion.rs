//! How is an effort or a presence planned, held, confirmed, cancelled?

use domain::calendar::Occasion;
use domain::effort::Effort;
use domain::occasion::{Given, Held, OccasionState, Replacement, Slot, Visibility};
use domain::presence::Presence;
use domain::{Act, Denied, Id, Line, Link, Noun, Owned, Prose, Refused, Sharing};
use serde_json::json;

use crate::field::Fields;
use crate::{Change, Ctx, Error};

/// What the planner filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What it is.
    pub title: String,
    /// What is to be done, or what a visitor needs to know.
    pub about: String,
    /// Who takes part.
    pub parties: Vec<String>,
    /// Where.
    pub place: String,
    /// Where the parties meet before (efforts only).
    pub meet: String,
    /// The day.
    pub on: String,
    /// When it starts.
    pub from: String,
    /// When it ends.
    pub to: String,
    /// Whether everyone may see it before it is held (efforts only; a presence is always announced).
    pub announced: bool,
    /// The commitment that it counts toward; empty for none.
    pub commitment: String,
}

struct Parsed {
    title: Line,
    about: Prose,
    parties: Vec<Id>,
    place: Line,
    meet: Option<Line>,
    slot: Slot,
    commitment: Option<Id>,
}

impl Written {
    fn parse(&self) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "occasion-error-title", &self.title);
        let about = f.prose("about", &self.about);
        let parties = f.some_ids("parties", "occasion-error-parties", &self.parties);
        let place = f.line("place", "occasion-error-place", &self.place);
        let meet = f.maybe_line("meet", &self.meet);
        let slot = slot(&mut f, &self.on, &self.from, &self.to);
        let commitment = match self.commitment.trim() {
            "" => None,
            id => Some(Id::parse(id).map_err(|_| Denied::Absent)?),
        };
        let all = title.zip(place).zip(slot);
        f.done(all.map(|((title, place), slot)| Parsed { title, about, parties, place, meet, slot, commitment }))
    }
}

fn slot(f: &mut Fields, on: &str, from: &str, to: &str) -> Option<Slot> {
    let (on, from, to) = (f.day("on", on), f.clock("from", from), f.clock("to", to));
    on.zip(from).zip(to).map(|((on, from), to)| Slot { on, from, to })
}

/// Plans an effort. Answers its address.
pub async fn plan_effort(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let p = written.parse()?;
    let visibility = if written.announced { Visibility::Announced } else { Visibility::WhenHeld };
    let effort = Effort {
        id: free_id(ctx, Noun::Effort, p.slot, &p.title).await?,
        version: 1,
        owned: Owned::joint(owner(ctx).await?),
        title: p.title,
        about: p.about,
        parties: p.parties,
        place: p.place,
        meet: p.meet,
        slot: p.slot,
        visibility,
        commitment: p.commitment,
        state: OccasionState::Planned,
    };
    add(ctx, Occasion::Effort(effort), "effort.plan").await
}

/// Plans a presence. Answers its address.
pub async fn plan_presence(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let p = written.parse()?;
    let presence = Presence {
        id: free_id(ctx, Noun::Presence, p.slot, &p.title).await?,
        version: 1,
        owned: Owned::joint(owner(ctx).await?),
        title: p.title,
        about: p.about,
        parties: p.parties,
        place: p.place,
        slot: p.slot,
        commitment: p.commitment,
        state: OccasionState::Planned,
    };
    add(ctx, Occasion::Presence(presence), "presence.plan").await
}

/// Changes what is planned. Refused once somebody has checked in.
pub async fn replan(ctx: &Ctx, of: (Noun, &Id), version: i64, written: &Written) -> Result<(), Error> {
    let occasion = get(ctx, of, Act::Write).await?;
    if *occasion.state() != OccasionState::Planned {
        return Err(Refused("refused-not-planned").into());
    }
    let p = written.parse()?;
    let before = occasion.commitment().cloned();
    let occasion = match occasion {
        Occasion::Effort(e) => {
            let visibility = if written.announced { Visibility::Announced } else { Visibility::WhenHeld };
            let Parsed { title, about, parties, place, meet, slot, commitment } = p;
            Occasion::Effort(Effort { version, title, about, parties, place, meet, slot, visibility, commitment, ..e })
        }
        Occasion::Presence(e) => {
            let Parsed { title, about, parties, place, slot, commitment, .. } = p;
            Occasion::Presence(Presence { version, title, about, parties, place, slot, commitment, ..e })
        }
    };
    let mut change = ctx.begin().await?;
    let to = (of.0, of.1.clone());
    if let Some(old) = before.filter(|old| occasion.commitment() != Some(old)) {
        let link = Link { from: (Noun::Commitment, old), to: to.clone() };
        storage::chain::unlink(&mut change.tx, ctx.town(), &link).await?;
    }
    if let Some(new) = occasion.commitment() {
        change.link(&Link { from: (Noun::Commitment, new.clone()), to }).await?;
    }
    write(&mut change, ctx, &occasion, "replan").await?;
    change.commit().await
}

/// The actor's organisation checks in at `came` ("15.48").
pub async fn check_in(ctx: &Ctx, of: (Noun, &Id), came: &str) -> Result<(), Error> {
    let occasion = get(ctx, of, Act::Confirm).await?;
    let mut f = Fields::new();
    let came = f.clock("came", came);
    let came = f.done(came)?;
    // Whoever is a little early may write the hour that was planned.
    let soon = crate::local_time(ctx.now).saturating_add(jiff::Span::new().minutes(15));
    if occasion.slot().on.to_datetime(came) > soon {
        return Err(Refused("refused-not-yet").into());
    }
    let state = occasion.state().clone().check_in(ctx.organisation()?.clone(), came, ctx.now)?;
    record(ctx, occasion.with_state(state), "check-in").await
}

/// What is logged when an occasion was held, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Logged {
    /// When the actor's organisation came.
    pub came: String,
    /// When it left.
    pub left: String,
    /// How many came by; empty where that is not counted.
    pub visits: String,
    /// What there is to tell.
    pub note: String,
}

/// Logs that an occasion was held. It counts when the other owner has confirmed it.
pub async fn hold(ctx: &Ctx, of: (Noun, &Id), logged: &Logged) -> Result<(), Error> {
    let occasion = get(ctx, of, Act::Confirm).await?;
    let mut f = Fields::new();
    let (came, left) = (f.clock("came", &logged.came), f.clock("left", &logged.left));
    let visits = f.maybe_count("visits", &logged.visits, 0, 100_000);
    let note = f.prose("note", &logged.note);
    let (came, left) = f.done(came.zip(left))?;
    let slot = Slot { on: occasion.slot().on, from: came, to: left };
    let approval = ctx.approval()?;
    let given = vec![Given { party: approval.organisation.clone(), minutes: slot.minutes() }];
    let held = Held { slot, given, visits, note };
    let state = occasion.state().clone().hold(held, approval, ctx.owners().await?, crate::local_time(ctx.now))?;
    record(ctx, occasion.with_state(state), "hold").await
}

/// Confirms that an occasion was held, with the time of the actor's organisation; both empty where it gave none.
pub async fn confirm(ctx: &Ctx, of: (Noun, &Id), came: &str, left: &str) -> Result<(), Error> {
    let occasion = get(ctx, of, Act::Confirm).await?;
    let minutes = if came.trim().is_empty() && left.trim().is_empty() {
        None
    } else {
        let mut f = Fields::new();
        let (from, to) = (f.clock("came", came), f.clock("left", left));
        let (from, to) = f.done(from.zip(to))?;
        Some(Slot { on: occasion.slot().on, from, to }.minutes())
    };
    let state = occasion.state().clone().confirm(ctx.approval()?, minutes)?;
    record(ctx, occasion.with_state(state), "confirm").await
}

/// Says that an occasion was not held, against the other owner.
pub async fn dispute(ctx: &Ctx, of: (Noun, &Id), reason: &str) -> Result<(), Error> {
    let occasion = get(ctx, of, Act::Confirm).await?;
    let mut f = Fields::new();
    let reason = f.some_prose("reason", "occasion-error-reason", reason);
    let reason = f.done(reason)?;
    let state = occasion.state().clone().dispute(ctx.organisation()?.clone(), reason, ctx.now)?;
    record(ctx, occasion.with_state(state), "dispute").await
}

/// When a cancelled occasion is made up for, as it was written; all empty for not at all.
#[derive(Clone, Debug, Default)]
pub struct Instead {
    /// The day.
    pub on: String,
    /// When it starts.
    pub from: String,
    /// When it ends.
    pub to: String,
}

/// Cancels an occasion and plans the one that takes its place, in one change. Answers the new one's address.
pub async fn cancel(ctx: &Ctx, of: (Noun, &Id), reason: &str, instead: &Instead) -> Result<Option<Id>, Error> {
    let occasion = get(ctx, of, Act::Write).await?;
    let mut f = Fields::new();
    let reason = f.some_prose("reason", "occasion-error-reason", reason);
    let replaced =
        if instead.on.trim().is_empty() { None } else { slot(&mut f, &instead.on, &instead.from, &instead.to) };
    let reason = f.done(reason)?;
    let new = match replaced {
        Some(slot) => {
            let id = free_id(ctx, of.0, slot, occasion.title()).await?;
            Some(occasion.clone().again(id, slot))
        }
        None => None,
    };
    let replacement = new.as_ref().map(|o| Replacement { id: o.of().1.clone(), on: o.slot().on });
    let state = occasion.state().clone().cancel(reason, replacement, ctx.now)?;
    let occasion = occasion.with_state(state);
    let mut change = ctx.begin().await?;
    if let Some(new) = &new {
        insert(&mut change, ctx, new, &format!("{}.plan", of.0.word())).await?;
    }
    write(&mut change, ctx, &occasion, "cancel").await?;
    change.commit().await?;
    Ok(new.map(|o| o.of().1.clone()))
}

/// The effort or presence, if there is one.
pub async fn find(ctx: &Ctx, of: (Noun, &Id)) -> Result<Option<Occasion>, Error> {
    Ok(match of.0 {
        Noun::Effort => storage::effort::by_id(ctx.db.reader(), ctx.town(), of.1).await?.map(Occasion::Effort),
        Noun::Presence => storage::presence::by_id(ctx.db.reader(), ctx.town(), of.1).await?.map(Occasion::Presence),
        _ => None,
    })
}

async fn get(ctx: &Ctx, of: (Noun, &Id), act: Act) -> Result<Occasion, Error> {
    let occasion = find(ctx, of).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(occasion.owned()))?;
    Ok(occasion)
}

async fn owner(ctx: &Ctx) -> Result<Id, Error> {
    match ctx.organisation() {
        Ok(own) => Ok(own.clone()),
        Err(_) => Ok(ctx.owners().await?.into_iter().next().ok_or(Denied::NotAllowed)?),
    }
}

/// An address that reads like the day and the title.
async fn free_id(ctx: &Ctx, noun: Noun, slot: Slot, title: &Line) -> Result<Id, Error> {
    let mut n = 1;
    loop {
        let id = Id::from_title(&format!("{} {title}", slot.on), n);
        if find(ctx, (noun, &id)).await?.is_none() {
            return Ok(id);
        }
        n += 1;
    }
}

async fn add(ctx: &Ctx, occasion: Occasion, what: &str) -> Result<Id, Error> {
    let mut change = ctx.begin().await?;
    insert(&mut change, ctx, &occasion, what).await?;
    change.commit().await?;
    Ok(occasion.of().1.clone())
}

async fn insert(change: &mut Change<'_>, ctx: &Ctx, occasion: &Occasion, what: &str) -> Result<(), Error> {
    let occasion = shared(occasion.clone());
    match &occasion {
        Occasion::Effort(e) => storage::effort::insert(&mut change.tx, ctx.town(), e).await?,
        Occasion::Presence(p) => storage::presence::insert(&mut change.tx, ctx.town(), p).await?,
    }
    let (noun, id) = occasion.of();
    if let Some(commitment) = occasion.commitment() {
        change.link(&Link { from: (Noun::Commitment, commitment.clone()), to: (noun, id.clone()) }).await?;
    }
    change.audit(what, noun.word(), id, "").await?;
    Ok(())
}

async fn record(ctx: &Ctx, occasion: Occasion, step: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    write(&mut change, ctx, &occasion, step).await?;
    change.commit().await
}

async fn write(change: &mut Change<'_>, ctx: &Ctx, occasion: &Occasion, step: &str) -> Result<(), Error> {
    let occasion = shared(occasion.clone());
    match &occasion {
        Occasion::Effort(e) => storage::effort::update(&mut change.tx, ctx.town(), e).await?,
        Occasion::Presence(p) => storage::presence::update(&mut change.tx, ctx.town(), p).await?,
    }
    let (noun, id) = occasion.of();
    let what = format!("{}.{step}", noun.word());
    change.audit(&what, noun.word(), id, occasion.state().word()).await?;
    change.tell(&what, &json!({ noun.word(): id.as_str(), "state": occasion.state().word() })).await
}

/// With the sharing that its state and visibility give.
fn shared(mut occasion: Occasion) -> Occasion {
    let public = occasion.state().is_public(occasion.visibility());
    let sharing = if public { Sharing::Public } else { Sharing::Joint };
    match &mut occasion {
        Occasion::Effort(e) => e.owned.sharing = sharing,
        Occasion::Presence(p) => p.owned.sharing = sharing,
    }
    occasion
}
