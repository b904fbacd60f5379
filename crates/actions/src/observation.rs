//! Which changes can be made to an observation, from the first telling to the answer?

use domain::guard::{self, Screened};
use domain::observation::{Contact, Feeling, Observation, ObservationState, RejectReason, Spot, Triage, by_the_hour};
use domain::organisation::OrganisationKind;
use domain::receipt::Receipt;
use domain::when::When;
use domain::{Act, Denied, Id, Line, Noun, Owned, Pack, Prose, Refused, Sharing};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::field::Fields;
use crate::{Ctx, Error, Guarded, Invalid, seal};

const NOUN: Noun = Noun::Observation;

/// The longest text that a resident can send, in characters.
pub const TEXT_LIMIT: usize = 4000;
/// What a form sends when the area is not known.
pub const UNKNOWN_AREA: &str = "vet-inte";

/// What somebody filled in, as it was written. It travels, sealed, from step to step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The category's code.
    pub category: String,
    /// How the place feels; may be left out by staff.
    pub feeling: String,
    /// The area's key, or [`UNKNOWN_AREA`].
    pub area: String,
    /// A public place in words.
    pub place: String,
    /// What was noticed.
    pub text: String,
    /// Which day it was: "day", "often" or "unknown".
    pub when: String,
    /// The day, when it is known.
    pub day: String,
    /// The time of day; may be left out.
    pub clock: String,
    /// Whether an answer is wanted: "code" or "contact".
    pub answer: String,
    /// How to be answered; may be left out.
    pub contact: String,
    /// The choice about what the guard found in the place.
    pub place_answer: Option<guard::Answer>,
    /// The choice about what the guard found in the text.
    pub text_answer: Option<guard::Answer>,
}

/// A part of what is told: one step of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it is about.
    What,
    /// Where, and what was noticed.
    Where,
    /// When.
    When,
    /// Whether an answer is wanted.
    Answer,
}

impl Part {
    /// Every part, in the order of the form.
    pub const ALL: [Part; 4] = [Part::What, Part::Where, Part::When, Part::Answer];
}

/// What is wrong with a part: fields that are not understood, and fields in which the guard found something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wrong {
    /// Not understood.
    pub invalid: Vec<Invalid>,
    /// Found by the guard.
    pub guarded: Vec<Guarded>,
}

impl Wrong {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.invalid.is_empty() && self.guarded.is_empty()
    }

    fn add(&mut self, error: Error) -> Result<(), Error> {
        match error {
            Error::Invalid(mut i) => self.invalid.append(&mut i),
            Error::Guarded(mut g) => self.guarded.append(&mut g),
            other => return Err(other),
        }
        Ok(())
    }

    fn done(self) -> Result<(), Error> {
        match self {
            Wrong { invalid, .. } if !invalid.is_empty() => Err(Error::Invalid(invalid)),
            Wrong { guarded, .. } if !guarded.is_empty() => Err(Error::Guarded(guarded)),
            _ => Ok(()),
        }
    }
}

struct Where {
    feeling: Option<Feeling>,
    area: Option<Id>,
    place: Option<(Line, bool)>,
    text: Option<(Prose, bool)>,
}

/// What is wrong with one part of what was told. Nothing is stored.
pub async fn check(ctx: &Ctx, told: &Told, part: Part) -> Result<Wrong, Error> {
    let mut wrong = Wrong::default();
    let result = match part {
        Part::What => what(told).map(drop),
        Part::When => when(ctx, told).map(drop),
        Part::Answer => contact(told).map(drop),
        Part::Where => {
            // Both kinds at once: the writer sees everything that stands in the way.
            let areas = storage::area::names(ctx.db.reader(), ctx.town()).await?;
            for error in [where_fields(told, &areas).map(drop), place(ctx, told).map(drop), text(ctx, told).map(drop)] {
                if let Err(e) = error {
                    wrong.add(e)?;
                }
            }
            return Ok(wrong);
        }
    };
    if let Err(e) = result {
        wrong.add(e)?;
    }
    Ok(wrong)
}

/// Tells an observation without an account. `ticket` is what was drawn when the form was opened: sending the same ticket
/// again answers the same receipt and stores nothing new.
pub async fn tell(ctx: &Ctx, ticket: &[u8; 32], told: &Told) -> Result<Receipt, Error> {
    ctx.may(Act::Tell, None)?;
    let (receipt, id) = (receipt(ctx, ticket), Id::from_random(first(&derived(ctx, "observation-id", ticket))));
    let hash = receipt_hash(ctx, &receipt);
    if storage::observation::by_receipt(ctx.db.reader(), ctx.town(), &hash).await?.is_some() {
        return Ok(receipt);
    }
    let owner = municipality(ctx).await?;
    let (observation, contact) = read(ctx, told, id, Owned::joint(owner), "web").await?;
    let mut change = ctx.begin().await?;
    match storage::observation::insert(&mut change.tx, ctx.town(), &observation, Some(&hash)).await {
        Ok(()) => {}
        // Sent twice at once: the other one was first.
        Err(storage::Error::Taken) => return Ok(receipt),
        Err(e) => return Err(e.into()),
    }
    if let Some(contact) = &contact {
        let sealed = seal::seal(&ctx.key, &ctx.chance, "contact", contact);
        storage::observation::set_contact(&mut change.tx, ctx.town(), &observation.id, &sealed).await?;
    }
    change.audit("observation.tell", NOUN.word(), &observation.id, observation.state.word()).await?;
    change.tell("observation.tell", &json!({ "observation": observation.id.as_str() })).await?;
    change.commit().await?;
    Ok(receipt)
}

/// Writes an observation down for the actor's organisation: staff, the police, a partner's weekly report. What those who
/// lead the work write has been read by them; what a reporter sends waits to be read.
pub async fn record(ctx: &Ctx, told: &Told, channel: &str, sharing: Sharing) -> Result<Id, Error> {
    ctx.may(Act::Tell, None)?;
    let channel = Pack::se().channel(channel).ok_or_else(|| one("channel", "observation-error-channel"))?;
    // What a partner reports is reported to both owners; only an owner has something of its own to keep.
    let sharing =
        if ctx.may(Act::Write, None).is_ok() && sharing == Sharing::Own { Sharing::Own } else { Sharing::Joint };
    let owned = Owned { owner: ctx.organisation()?.clone(), sharing };
    let (mut observation, _) = read(ctx, told, ctx.chance.id(), owned, &channel.code).await?;
    if ctx.may(Act::Write, None).is_ok() && observation.state == ObservationState::Received {
        observation.state = observation.state.triage(reader(ctx)?)?;
    }
    let mut change = ctx.begin().await?;
    storage::observation::insert(&mut change.tx, ctx.town(), &observation, None).await?;
    change.audit("observation.record", NOUN.word(), &observation.id, observation.state.word()).await?;
    change.commit().await?;
    Ok(observation.id)
}

/// Takes it, once read: from now on it counts.
pub async fn triage(ctx: &Ctx, id: &Id, version: i64) -> Result<(), Error> {
    let mut o = get(ctx, id, version, Act::Write).await?;
    o.state = o.state.triage(reader(ctx)?)?;
    save(ctx, o, "observation.triage").await
}

/// A person has read what was put aside: the text stays as it is, or loses what the guard finds in it.
pub async fn clean(ctx: &Ctx, id: &Id, version: i64, remove: bool) -> Result<(), Error> {
    let mut o = get(ctx, id, version, Act::Write).await?;
    o.state = o.state.cleaned()?;
    if remove {
        let clean = |text: &str| guard::remove(text, crate::guard::removed);
        o.text = o.text.map(|t| Prose::parse(&clean(t.as_str())).unwrap_or_default());
        o.spot.place = o.spot.place.and_then(|p| Line::parse(&clean(p.as_str())).ok());
    }
    save(ctx, o, "observation.clean").await
}

/// Does not take it.
pub async fn reject(ctx: &Ctx, id: &Id, version: i64, reason: &str) -> Result<(), Error> {
    let mut o = get(ctx, id, version, Act::Write).await?;
    let reason = RejectReason::parse(reason).ok_or_else(|| one("reason", "observation-error-reason"))?;
    o.state = o.state.reject(reason, reader(ctx)?)?;
    if reason == RejectReason::AboutAPerson {
        // What is about a person is not kept for two years in the hope that nobody reads it.
        (o.text, o.spot.place, o.erased) = (None, None, Some(ctx.today()));
    }
    save_and_forget(ctx, o, "observation.reject").await
}

/// Puts it in another category or area.
pub async fn sort(ctx: &Ctx, id: &Id, version: i64, category: &str, area: &str) -> Result<(), Error> {
    let mut o = get(ctx, id, version, Act::Write).await?;
    let areas = storage::area::names(ctx.db.reader(), ctx.town()).await?;
    let mut fields = Fields::new();
    let category = fields.one_of("category", "observation-error-category", category, known_category);
    let area = fields.one_of("area", "observation-error-area", area, |word| known_area(&areas, word));
    (o.category, o.spot.area) = fields.done(category.zip(area))?;
    save(ctx, o, "observation.sort").await
}

/// Shares it with the other owner, or keeps it for the own organisation. Only its owner can.
pub async fn share(ctx: &Ctx, id: &Id, version: i64, sharing: Sharing) -> Result<(), Error> {
    let mut o = get(ctx, id, version, Act::Write).await?;
    if sharing == Sharing::Public || ctx.organisation()? != &o.owned.owner {
        return Err(Refused("refused-observation-not-yours").into());
    }
    o.owned.sharing = sharing;
    save(ctx, o, "observation.share").await
}

/// Answers, if there is an answer, closes the case and erases the contact.
pub async fn close(ctx: &Ctx, id: &Id, version: i64, answer: &str) -> Result<(), Error> {
    let mut o = get(ctx, id, version, Act::Answer).await?;
    let mut fields = Fields::new();
    let answer = fields.prose("answer", answer);
    let answer = fields.done(Some(answer))?;
    let answer = ctx.screen_published("answer", answer.as_str())?;
    let answer = Prose::parse(answer.text()).ok().filter(|a| !a.is_empty());
    o.state = o.state.close(answer, ctx.now)?;
    save_and_forget(ctx, o, "observation.close").await
}

/// How the one who told wants to be answered. Only for those who may answer; the audit log says who looked.
pub async fn contact_of(ctx: &Ctx, id: &Id) -> Result<Option<Contact>, Error> {
    let o = storage::observation::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(Act::Answer, Some(&o.owned))?;
    let Some(sealed) = storage::observation::contact(ctx.db.reader(), ctx.town(), id).await? else { return Ok(None) };
    let mut change = ctx.begin().await?;
    change.audit("observation.contact-read", NOUN.word(), id, "").await?;
    change.commit().await?;
    Ok(seal::open(&ctx.key, "contact", &sealed))
}

/// Erases the texts that have been kept for their months. Answers how many; a job calls it every day.
pub async fn forget_old(ctx: &Ctx) -> Result<u64, Error> {
    ctx.may(Act::Administer, None)?;
    let months = Pack::se().retention().observation_text_months;
    let before = ctx.today().checked_sub(Span::new().months(i64::from(months))).unwrap_or(Date::MIN);
    let tomorrow = before.tomorrow().unwrap_or(before);
    let mut erased = 0;
    loop {
        let old = storage::observation::to_forget(ctx.db.reader(), ctx.town(), tomorrow).await?;
        let forgotten: Vec<Observation> = old.into_iter().filter_map(|o| o.forget(months, ctx.today())).collect();
        if forgotten.is_empty() {
            return Ok(erased);
        }
        let mut change = ctx.begin().await?;
        for o in &forgotten {
            storage::observation::update(&mut change.tx, ctx.town(), o).await?;
            storage::observation::erase_contact(&mut change.tx, ctx.town(), &o.id).await?;
            change.audit("observation.forget", NOUN.word(), &o.id, "").await?;
        }
        change.commit().await?;
        erased += forgotten.len() as u64;
    }
}

/// The receipt that a ticket gives.
pub fn receipt(ctx: &Ctx, ticket: &[u8; 32]) -> Receipt {
    Receipt::from_random(derived(ctx, "receipt", ticket))
}

/// The hash under which the case of a receipt is found.
pub fn receipt_hash(ctx: &Ctx, receipt: &Receipt) -> String {
    derived(ctx, "receipt-hash", receipt.as_str().as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

fn derived(ctx: &Ctx, purpose: &str, bytes: &[u8]) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(ctx.key.derive(purpose));
    digest.update(ctx.town().as_str().as_bytes());
    digest.update([0]);
    digest.update(bytes);
    digest.finalize().into()
}

fn first<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    std::array::from_fn(|i| bytes[i])
}

async fn municipality(ctx: &Ctx) -> Result<Id, Error> {
    let all = storage::organisation::all(ctx.db.reader(), ctx.town()).await?;
    let own = all.into_iter().find(|o| o.kind == OrganisationKind::Municipality);
    Ok(own.ok_or(Denied::Absent)?.id)
}

/// Everything that was told, parsed and screened.
async fn read(
    ctx: &Ctx,
    told: &Told,
    id: Id,
    owned: Owned,
    channel: &str,
) -> Result<(Observation, Option<Contact>), Error> {
    let mut wrong = Wrong::default();
    for part in Part::ALL {
        let found = check(ctx, told, part).await?;
        wrong.invalid.extend(found.invalid);
        wrong.guarded.extend(found.guarded);
    }
    wrong.done()?;
    let areas = storage::area::names(ctx.db.reader(), ctx.town()).await?;
    let at = where_fields(told, &areas)?;
    let at = Where { place: place(ctx, told)?, text: text(ctx, told)?, ..at };
    let (when, recurring) = when(ctx, told)?;
    let kept = at.place.as_ref().is_some_and(|p| p.1) || at.text.as_ref().is_some_and(|t| t.1);
    let observation = Observation {
        id,
        version: 1,
        owned,
        channel: Id::parse(channel).map_err(|_| one("channel", "observation-error-channel"))?,
        category: what(told)?,
        feeling: at.feeling,
        when: by_the_hour(when),
        recurring,
        spot: Spot { area: at.area, place: at.place.map(|p| p.0), point: None },
        text: at.text.map(|t| t.0),
        erased: None,
        received: ctx.now,
        state: if kept { ObservationState::Quarantined } else { ObservationState::Received },
    };
    Ok((observation, contact(told)?))
}

fn what(told: &Told) -> Result<Id, Error> {
    let mut fields = Fields::new();
    let category = fields.one_of("category", "observation-error-category", &told.category, known_category);
    fields.done(category)
}

fn known_category(code: &str) -> Option<Id> {
    Pack::se().category(code).and_then(|c| Id::parse(&c.code).ok())
}

fn known_area(areas: &[(Id, Line)], word: &str) -> Option<Option<Id>> {
    if word == UNKNOWN_AREA {
        Some(None)
    } else {
        areas.iter().find(|(id, _)| id.as_str() == word).map(|(id, _)| Some(id.clone()))
    }
}

fn where_fields(told: &Told, areas: &[(Id, Line)]) -> Result<Where, Error> {
    let mut fields = Fields::new();
    let feeling = fields.one_of("feeling", "observation-error-feeling", &told.feeling, Feeling::parse);
    let area = fields.one_of("area", "observation-error-area", &told.area, |word| known_area(areas, word));
    let at = feeling.zip(area).map(|(feeling, area)| Where { feeling: Some(feeling), area, place: None, text: None });
    fields.done(at)
}

fn place(ctx: &Ctx, told: &Told) -> Result<Option<(Line, bool)>, Error> {
    if told.place.trim().is_empty() {
        return Ok(None);
    }
    // Read without [`Fields`], which refuses whatever the guard finds: here the writer may answer.
    let bad = |e| Error::Invalid(vec![Invalid::text("place", "error-too-long", e)]);
    let line = Line::parse(&told.place).map_err(bad)?;
    let screened = ctx.screen("place", line.as_str(), told.place_answer.as_ref())?;
    Ok(Line::parse(screened.text()).ok().map(|l| (l, screened.kept())))
}

fn text(ctx: &Ctx, told: &Told) -> Result<Option<(Prose, bool)>, Error> {
    let bad = |e| Error::Invalid(vec![Invalid::text("text", "error-too-long", e)]);
    let prose = Prose::parse(&told.text).map_err(bad)?;
    let over = prose.as_str().chars().count().saturating_sub(TEXT_LIMIT);
    if over > 0 {
        return Err(Error::Invalid(vec![Invalid::with("text", "error-too-long", vec![("over", over.into())])]));
    }
    let screened: Screened = ctx.screen("text", prose.as_str(), told.text_answer.as_ref())?;
    let kept = screened.kept();
    Ok(Prose::parse(screened.text()).ok().filter(|p| !p.is_empty()).map(|p| (p, kept)))
}

fn when(ctx: &Ctx, told: &Told) -> Result<(When, bool), Error> {
    let mut fields = Fields::new();
    let clock = if told.clock.trim().is_empty() { None } else { fields.clock("clock", &told.clock) };
    let at = |day: Date| clock.map_or(When::Day(day), |c| When::Moment(day.to_datetime(c)));
    let when = match told.when.as_str() {
        "day" => {
            let day = fields.day("day", &told.day);
            if day.is_some_and(|d| d > ctx.today()) {
                fields.wrong("day", "observation-error-future");
            }
            if day.is_some_and(|d| d < ctx.today().checked_sub(Span::new().years(2)).unwrap_or(Date::MIN)) {
                fields.wrong("day", "observation-error-old");
            }
            day.map(|d| (at(d), false))
        }
        "often" => Some((at(ctx.today()), true)),
        "unknown" => Some((When::Month(ctx.today().first_of_month()), false)),
        _ => {
            fields.wrong("when", "observation-error-when");
            None
        }
    };
    fields.done(when)
}

fn contact(told: &Told) -> Result<Option<Contact>, Error> {
    if told.answer != "contact" {
        return Ok(None);
    }
    Contact::parse(&told.contact).map(Some).ok_or_else(|| one("contact", "observation-error-contact"))
}

fn one(field: &'static str, key: &'static str) -> Error {
    Error::Invalid(vec![Invalid::new(field, key)])
}

fn reader(ctx: &Ctx) -> Result<Triage, Error> {
    Ok(Triage { organisation: ctx.organisation()?.clone(), account: ctx.actor.account().cloned(), at: ctx.now })
}

async fn get(ctx: &Ctx, id: &Id, version: i64, act: Act) -> Result<Observation, Error> {
    let o = storage::observation::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(&o.owned))?;
    Ok(Observation { version, ..o })
}

async fn save(ctx: &Ctx, o: Observation, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::observation::update(&mut change.tx, ctx.town(), &o).await?;
    change.audit(what, NOUN.word(), &o.id, o.state.word()).await?;
    change.commit().await
}

/// Writes it and erases the contact: the case is closed.
async fn save_and_forget(ctx: &Ctx, o: Observation, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::observation::update(&mut change.tx, ctx.town(), &o).await?;
    storage::observation::erase_contact(&mut change.tx, ctx.town(), &o.id).await?;
    change.audit(what, NOUN.word(), &o.id, o.state.word()).await?;
    change.tell(what, &json!({ "observation": o.id.as_str(), "state": o.state.word() })).await?;
    change.commit().await
}
