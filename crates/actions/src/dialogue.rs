//! Which changes can be made to a dialogue, from the invitation to the last remark that was done?

use domain::dialogue::{Dialogue, DialogueKind, DialogueState, Held, RemarkState};
use domain::{Act, Denied, Id, Noun, Owned, Prose, Refused};
use serde_json::json;

use crate::field::Fields;
use crate::{Ctx, Error, Invalid};

const NOUN: Noun = Noun::Dialogue;

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The word of the kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The day.
    pub day: String,
    /// When it begins.
    pub clock: String,
    /// Where people meet.
    pub place: String,
    /// The area's key; empty for the whole municipality.
    pub area: String,
    /// Why it is held, and how to take part.
    pub invitation: String,
}

/// Prepares a dialogue. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let owner = match ctx.organisation() {
        Ok(own) => own.clone(),
        Err(_) => ctx.owners().await?.into_iter().next().ok_or(Denied::NotAllowed)?,
    };
    let mut dialogue = parse(ctx, written, owner).await?;
    let mut n = 1;
    while storage::dialogue::by_id(ctx.db.reader(), ctx.town(), &dialogue.id).await?.is_some() {
        n += 1;
        dialogue.id = Id::from_title(dialogue.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::dialogue::insert(&mut change.tx, ctx.town(), &dialogue).await?;
    change.audit("dialogue.write", NOUN.word(), &dialogue.id, "").await?;
    change.commit().await?;
    Ok(dialogue.id)
}

async fn parse(ctx: &Ctx, written: &Written, owner: Id) -> Result<Dialogue, Error> {
    let areas = storage::area::names(ctx.db.reader(), ctx.town()).await?;
    let mut fields = Fields::new();
    let kind = fields.one_of("kind", "dialogue-error-kind", &written.kind, DialogueKind::parse);
    let title = fields.line("title", "dialogue-error-title", &written.title);
    let day = fields.day("day", &written.day);
    let clock = fields.clock("clock", &written.clock);
    let place = fields.line("place", "dialogue-error-place", &written.place);
    let area = match written.area.as_str() {
        "" => Some(None),
        word => fields.one_of("area", "observation-error-area", word, |w| {
            areas.iter().find(|(a, _)| a.as_str() == w).map(|(a, _)| Some(a.clone()))
        }),
    };
    let invitation = fields.some_prose("invitation", "dialogue-error-invitation", &written.invitation);
    let all = (|| Some((kind?, title?, day?, clock?, place?, area?, invitation?)))();
    let (kind, title, day, clock, place, area, invitation) = fields.done(all)?;
    let invitation = ctx.screen_published("invitation", invitation.as_str())?;
    Ok(Dialogue {
        id: Id::from_title(title.as_str(), 1),
        version: 1,
        owned: Owned::joint(owner),
        kind,
        title,
        begins: day.to_datetime(clock),
        place,
        area,
        invitation: Prose::parse(invitation.text()).unwrap_or_default(),
        held: None,
        remarks: Vec::new(),
        state: DialogueState::Draft,
    })
}

/// Asks both owners for their approval of the invitation.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut d = get(ctx, id, Act::Write).await?;
    d.state = d.state.propose(ctx.owners().await?)?;
    record(ctx, d, "dialogue.propose").await
}

/// Approves for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut d = get(ctx, id, Act::Approve).await?;
    d.state = d.state.approve(ctx.approval()?)?;
    record(ctx, d, "dialogue.approve").await
}

/// Shows it to everyone.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut d = get(ctx, id, Act::Publish).await?;
    d.state = d.state.publish(ctx.now)?;
    record(ctx, d, "dialogue.publish").await
}

/// Calls it off, with the reason that is shown.
pub async fn cancel(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    let mut d = get(ctx, id, Act::Write).await?;
    let mut fields = Fields::new();
    let reason = fields.some_prose("reason", "refused-reason-missing", reason);
    let reason = fields.done(reason)?;
    let reason = ctx.screen_published("reason", reason.as_str())?;
    d.state = d.state.cancel(Prose::parse(reason.text()).unwrap_or_default(), ctx.now)?;
    record(ctx, d, "dialogue.cancel").await
}

/// Writes down what came out of it: how many came and what was said, never who said it.
pub async fn hold(ctx: &Ctx, id: &Id, attended: &str, summary: &str) -> Result<(), Error> {
    let d = get(ctx, id, Act::Write).await?;
    let mut fields = Fields::new();
    let attended = fields.maybe_count("attended", attended, 0, 100_000);
    let summary = fields.some_prose("summary", "dialogue-error-summary", summary);
    let (attended, summary) = fields.done(attended.zip(summary)).map_err(|e| match e {
        Error::Invalid(wrong) if wrong.is_empty() => {
            Error::Invalid(vec![Invalid::new("attended", "dialogue-error-attended")])
        }
        other => other,
    })?;
    let summary = ctx.screen("summary", summary.as_str(), None)?;
    let on = d.begins.date();
    if on > ctx.today() {
        return Err(Refused("refused-held-too-early").into());
    }
    let d = d.hold(Held { on, attended, summary: Prose::parse(summary.text()).unwrap_or_default() })?;
    record(ctx, d, "dialogue.hold").await
}

/// Notes something that was seen or said.
pub async fn note(ctx: &Ctx, id: &Id, place: &str, text: &str) -> Result<(), Error> {
    let d = get(ctx, id, Act::Write).await?;
    let mut fields = Fields::new();
    let place = fields.line("remark_place", "dialogue-error-place", place);
    let text = fields.some_prose("remark", "dialogue-error-remark", text);
    let (place, text) = fields.done(place.zip(text))?;
    ctx.screen("remark_place", place.as_str(), None)?;
    ctx.screen("remark", text.as_str(), None)?;
    record(ctx, d.note(place, text)?, "dialogue.note").await
}

/// Makes a unit responsible for a remark.
pub async fn own_remark(ctx: &Ctx, id: &Id, number: u32, by: &str) -> Result<(), Error> {
    let d = get(ctx, id, Act::Write).await?;
    let mut fields = Fields::new();
    let by = fields.line("by", "dialogue-error-by", by);
    let by = fields.done(by)?;
    record(ctx, d.with_remark(number, |r| r.own(by))?, "dialogue.own-remark").await
}

/// Answers a remark, with the day by which it is done.
pub async fn answer_remark(ctx: &Ctx, id: &Id, number: u32, answer: &str, due: &str) -> Result<(), Error> {
    let d = get(ctx, id, Act::Write).await?;
    let mut fields = Fields::new();
    let answer = fields.some_prose("answer", "dialogue-error-answer", answer);
    let due = fields.day("due", due);
    let (answer, due) = fields.done(answer.zip(due))?;
    ctx.screen_published("answer", answer.as_str())?;
    record(ctx, d.with_remark(number, |r| r.answer(answer, due))?, "dialogue.answer-remark").await
}

/// A remark is done.
pub async fn finish_remark(ctx: &Ctx, id: &Id, number: u32) -> Result<(), Error> {
    let d = get(ctx, id, Act::Write).await?;
    let today = ctx.today();
    record(ctx, d.with_remark(number, |r: RemarkState| r.done(today))?, "dialogue.finish-remark").await
}

async fn get(ctx: &Ctx, id: &Id, act: Act) -> Result<Dialogue, Error> {
    let d = storage::dialogue::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(&d.owned))?;
    Ok(d)
}

async fn record(ctx: &Ctx, mut d: Dialogue, what: &str) -> Result<(), Error> {
    d.owned.sharing = d.state.sharing();
    let mut change = ctx.begin().await?;
    storage::dialogue::update(&mut change.tx, ctx.town(), &d).await?;
    change.audit(what, NOUN.word(), &d.id, d.state.word()).await?;
    change.tell(what, &json!({ "dialogue": d.id.as_str(), "state": d.state.word() })).await?;
    change.commit().await
}
