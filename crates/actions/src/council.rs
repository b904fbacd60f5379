//! Which changes can be made to the strategic council and its meetings?

use domain::agreement::Level;
use domain::council::{AgendaItem, Council, Meeting, MeetingState, Member};
use domain::organisation::OrganisationKind;
use domain::{Act, Denied, Id, Noun, Owned};

use crate::field::Fields;
use crate::joint::{self, reason_of};
use crate::{Ctx, Error};

/// The key of a municipality's council: there is one.
const COUNCIL: &str = "radet";

/// What an item of the agenda can lead to.
pub const SUBJECTS: [Noun; 7] =
    [Noun::Agreement, Noun::Picture, Noun::Problem, Noun::FocusArea, Noun::Plan, Noun::Promise, Noun::Review];

/// The council, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What it is called here.
    pub name: String,
    /// What it is for and how often it meets.
    pub about: String,
    /// Who sits in it: (organisation, office, level).
    pub members: Vec<(String, String, String)>,
    /// Which of the members leads the meetings, counted from 0.
    pub chair: String,
}

/// Sets the council up, or changes it. Refused when the municipality does not lead it, or when another member leads nothing.
pub async fn set(ctx: &Ctx, version: i64, written: &Written) -> Result<(), Error> {
    ctx.may(Act::Write, None)?;
    let mut f = Fields::new();
    let name = f.line("name", "council-error-name", &written.name);
    let about = f.prose("about", &written.about);
    let mut members = Vec::new();
    for (i, (organisation, role, level)) in written.members.iter().enumerate() {
        if role.trim().is_empty() {
            continue;
        }
        let role = f.line("members", "council-error-members", role);
        let level = f.one_of("members", "council-error-members", level, Level::parse);
        let organisation = f.one_of("members", "council-error-members", organisation, |o| Id::parse(o).ok());
        let chair = written.chair.trim() == i.to_string();
        if let (Some(organisation), Some(role), Some(level)) = (organisation, role, level) {
            members.push(Member { organisation, role, level, chair });
        }
    }
    let name = f.done(name)?;
    let mut texts = vec![("name", written.name.as_str()), ("about", &written.about)];
    texts.extend(written.members.iter().map(|(_, role, _)| ("members", role.as_str())));
    joint::screen(ctx, &texts)?;
    let organisations = storage::organisation::all(ctx.db.reader(), ctx.town()).await?;
    let municipality = organisations.iter().find(|o| o.kind == OrganisationKind::Municipality).ok_or(Denied::Absent)?;
    let id = Id::parse(COUNCIL).map_err(|_| Denied::Absent)?;
    let council = Council { id, version, name, about, members };
    council.must_be_lawful(&municipality.id)?;
    let known = storage::council::by_id(ctx.db.reader(), ctx.town(), &council.id).await?.is_some();
    let mut change = ctx.begin().await?;
    if known {
        storage::council::update(&mut change.tx, ctx.town(), &council).await?;
    } else {
        storage::council::insert(&mut change.tx, ctx.town(), &council).await?;
    }
    change.audit("council.set", "council", &council.id, "").await?;
    change.commit().await
}

/// Calls a meeting. Answers its key.
pub async fn call(ctx: &Ctx, on: &str) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let mut f = Fields::new();
    let on = f.day("on", on);
    let on = f.done(on)?;
    let council = Id::parse(COUNCIL).map_err(|_| Denied::Absent)?;
    storage::council::by_id(ctx.db.reader(), ctx.town(), &council).await?.ok_or(Denied::Absent)?;
    let id = Id::from_title(&format!("mote {on}"), 1);
    let meeting = Meeting { id, version: 1, council, on, items: Vec::new(), state: MeetingState::Called };
    let mut change = ctx.begin().await?;
    storage::meeting::insert(&mut change.tx, ctx.town(), &meeting).await?;
    change.audit("meeting.call", "meeting", &meeting.id, "").await?;
    change.commit().await?;
    Ok(meeting.id)
}

/// Puts a question on the agenda; `about` is what it leads to, as `noun:id`, or empty.
pub async fn take_up(ctx: &Ctx, id: &Id, title: &str, about: &str) -> Result<(), Error> {
    let meeting = get(ctx, id).await?;
    let mut f = Fields::new();
    let line = f.line("title", "meeting-error-title", title);
    let line = f.done(line)?;
    joint::screen(ctx, &[("title", title)])?;
    let about = joint::chosen(ctx, &[about.to_owned()], &SUBJECTS).await?.pop();
    record(ctx, meeting.take_up(AgendaItem { title: line, about, decision: None })?, "meeting.take-up").await
}

/// Says that it was held.
pub async fn hold(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let meeting = get(ctx, id).await?.hold(ctx.today())?;
    record(ctx, meeting, "meeting.hold").await
}

/// Writes down what was decided on an item, counted from 0.
pub async fn decide(ctx: &Ctx, id: &Id, item: &str, decision: &str) -> Result<(), Error> {
    let meeting = get(ctx, id).await?;
    let mut f = Fields::new();
    let said = f.some_prose("decision", "meeting-error-decision", decision);
    let item = f.one_of("item", "meeting-error-item", item, |n| n.trim().parse::<usize>().ok());
    let (said, item) = f.done(said.zip(item))?;
    joint::screen(ctx, &[("decision", decision)])?;
    record(ctx, meeting.decide(item, said)?, "meeting.decide").await
}

/// Adjusts the minutes: nothing changes any more.
pub async fn adjust(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let meeting = get(ctx, id).await?.adjust(ctx.today())?;
    record(ctx, meeting, "meeting.adjust").await
}

/// Calls it off.
pub async fn cancel(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::screen(ctx, &[("reason", reason)])?;
    let meeting = get(ctx, id).await?.cancel(reason_of(reason)?)?;
    record(ctx, meeting, "meeting.cancel").await
}

async fn get(ctx: &Ctx, id: &Id) -> Result<Meeting, Error> {
    let shared = Owned::joint(joint::owner(ctx).await?);
    ctx.may(Act::Write, Some(&shared))?;
    Ok(storage::meeting::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?)
}

async fn record(ctx: &Ctx, meeting: Meeting, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::meeting::update(&mut change.tx, ctx.town(), &meeting).await?;
    change.audit(what, "meeting", &meeting.id, meeting.state.word()).await?;
    change.commit().await
}
