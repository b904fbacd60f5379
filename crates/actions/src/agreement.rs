//! Which changes can be made to an agreement?

use domain::agreement::{Agreement, AgreementState, Content, ExtensionClause, Level, Seat, Signature, Undertaking};
use domain::{Act, Denied, Id, Line, Noun, Owned, Refused, Sharing, Term};
use serde_json::json;

use crate::field::Fields;
use crate::goal::{self, WrittenGoal};
use crate::joint::{self, reason_of};
use crate::{Ctx, Error};

const NOUN: Noun = Noun::Agreement;

/// What an agreement rests on.
pub const GROUNDS: [Noun; 2] = [Noun::FocusArea, Noun::Picture];

/// What the writer filled in, as it was written. Lists of lines have one line per row.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The heading.
    pub title: String,
    /// The organisations that agree.
    pub parties: Vec<String>,
    /// The first day.
    pub starts: String,
    /// The last day.
    pub ends: String,
    /// Why there is an agreement.
    pub background: String,
    /// The purposes, one per row.
    pub purposes: String,
    /// The areas in words, one per row; the focus areas are areas too.
    pub areas: String,
    /// The focus areas it rests on, by their keys.
    pub focus_areas: Vec<String>,
    /// The version of the picture it rests on; empty for none.
    pub picture: String,
    /// What shall be reached.
    pub goals: Vec<WrittenGoal>,
    /// What each party undertakes: (party, text).
    pub undertakings: Vec<(String, String)>,
    /// Who leads, who works, who meets when.
    pub organisation: String,
    /// How the work is documented.
    pub documentation: String,
    /// How it is followed up.
    pub follow_up: String,
    /// How the public is told.
    pub communication: String,
    /// `yes` when it can be extended.
    pub extension: String,
    /// How, in words.
    pub extension_words: String,
    /// The day by which that must be decided; empty for none.
    pub decide_by: String,
    /// How a party leaves it.
    pub termination: String,
    /// What belongs to it, one per row.
    pub annexes: String,
    /// Who shall sign: (party, office, level).
    pub seats: Vec<(String, String, String)>,
}

struct Parsed {
    title: Line,
    parties: Vec<Id>,
    term: Term,
    content: Content,
    seats: Vec<Seat>,
}

impl Written {
    fn parse(&self) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "agreement-error-title", &self.title);
        let parties = f.some_ids("parties", "agreement-error-parties", &self.parties);
        if parties.len() == 1 {
            f.wrong("parties", "agreement-error-parties");
        }
        let (starts, ends) = (f.day("starts", &self.starts), f.day("ends", &self.ends));
        let term = starts
            .zip(ends)
            .and_then(|(from, to)| Term::new(from, to).map_err(|_| f.wrong("ends", "agreement-error-ends")).ok());
        let background = f.prose("background", &self.background);
        let purposes = lines(&mut f, "purposes", &self.purposes);
        let areas = lines(&mut f, "areas", &self.areas);
        let goals = goal::read(&mut f, &self.goals);
        let mut undertakings = Vec::new();
        for (party, text) in &self.undertakings {
            let text = f.prose("undertakings", text);
            match Id::parse(party) {
                Ok(party) if !text.is_empty() => undertakings.push(Undertaking { party, text }),
                _ => {}
            }
        }
        let organisation = f.prose("organisation", &self.organisation);
        let documentation = f.prose("documentation", &self.documentation);
        let follow_up = f.prose("follow_up", &self.follow_up);
        let communication = f.prose("communication", &self.communication);
        let extension = ExtensionClause {
            possible: self.extension == "yes",
            words: f.prose("extension_words", &self.extension_words),
            decide_by: f.maybe_day("decide_by", &self.decide_by),
        };
        let termination = f.prose("termination", &self.termination);
        let annexes = lines(&mut f, "annexes", &self.annexes);
        let mut seats = Vec::new();
        for (party, role, level) in self.seats.iter().filter(|(_, role, _)| !role.trim().is_empty()) {
            let role = f.line("seats", "agreement-error-seats", role);
            let level = f.one_of("seats", "agreement-error-seats", level, Level::parse);
            let party = f.one_of("seats", "agreement-error-seats", party, |p| Id::parse(p).ok());
            if let (Some(party), Some(role), Some(level)) = (party, role, level) {
                if !parties.contains(&party) {
                    f.wrong("seats", "agreement-error-seat-party");
                }
                seats.push(Seat { party, role, level });
            }
        }
        let content = Content {
            background,
            purposes,
            areas,
            goals,
            undertakings,
            organisation,
            documentation,
            follow_up,
            communication,
            extension,
            termination,
            annexes,
        };
        f.done(title.zip(term).map(|(title, term)| Parsed { title, parties, term, content, seats }))
    }

    fn screen(&self, ctx: &Ctx) -> Result<(), Error> {
        let mut texts = vec![
            ("title", self.title.as_str()),
            ("background", &self.background),
            ("purposes", &self.purposes),
            ("areas", &self.areas),
            ("organisation", &self.organisation),
            ("documentation", &self.documentation),
            ("follow_up", &self.follow_up),
            ("communication", &self.communication),
            ("extension_words", &self.extension_words),
            ("termination", &self.termination),
            ("annexes", &self.annexes),
        ];
        texts.extend(self.goals.iter().map(|g| ("goals", g.text.as_str())));
        texts.extend(self.undertakings.iter().map(|(_, text)| ("undertakings", text.as_str())));
        texts.extend(self.seats.iter().map(|(_, role, _)| ("seats", role.as_str())));
        joint::screen(ctx, &texts)
    }

    async fn grounds(&self, ctx: &Ctx) -> Result<Vec<(Noun, Id)>, Error> {
        let mut named: Vec<String> = self.focus_areas.iter().map(|id| format!("focus-area:{id}")).collect();
        if !self.picture.trim().is_empty() {
            named.push(format!("picture:{}", self.picture.trim()));
        }
        joint::chosen(ctx, &named, &GROUNDS).await
    }
}

fn lines(f: &mut Fields, field: &'static str, text: &str) -> Vec<Line> {
    let rows =
        text.lines().map(|row| row.trim().trim_start_matches(['–', '-', '•']).trim()).filter(|row| !row.is_empty());
    rows.filter_map(|row| f.line(field, "error-row", row)).collect()
}

/// Writes a new agreement. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let (agreement, grounds) = draft(ctx, written).await?;
    insert(ctx, agreement, grounds, "agreement.write").await
}

/// Takes over an agreement that was signed and public before it came here: signed on `on`, as `source` says.
pub async fn take_over(ctx: &Ctx, written: &Written, on: jiff::civil::Date, source: &str) -> Result<Id, Error> {
    joint::taken_over(ctx, source)?;
    let (agreement, grounds) = draft(ctx, written).await?;
    let source = Line::parse(source).map_err(|_| Denied::NotAllowed)?;
    let agreement = agreement.taken_over(on, source)?.publish(ctx.now)?;
    insert(ctx, agreement, grounds, "agreement.take-over").await
}

async fn draft(ctx: &Ctx, written: &Written) -> Result<(Agreement, Vec<(Noun, Id)>), Error> {
    let parsed = written.parse()?;
    written.screen(ctx)?;
    let grounds = written.grounds(ctx).await?;
    let mut n = 1;
    let mut id = Id::from_title(parsed.title.as_str(), n);
    while storage::agreement::by_id(ctx.db.reader(), ctx.town(), &id).await?.is_some() {
        n += 1;
        id = Id::from_title(parsed.title.as_str(), n);
    }
    let agreement = Agreement {
        id,
        version: 1,
        owned: Owned::joint(joint::owner(ctx).await?),
        title: parsed.title,
        parties: parsed.parties,
        term: parsed.term,
        content: parsed.content,
        seats: parsed.seats,
        state: AgreementState::Draft,
        published_at: None,
    };
    Ok((agreement, grounds))
}

async fn insert(ctx: &Ctx, agreement: Agreement, grounds: Vec<(Noun, Id)>, what: &str) -> Result<Id, Error> {
    let mut change = ctx.begin().await?;
    storage::agreement::insert(&mut change.tx, ctx.town(), &agreement).await?;
    joint::rest_on(&mut change, ctx, (NOUN, &agreement.id), &GROUNDS, &grounds).await?;
    change.audit(what, NOUN.word(), &agreement.id, "").await?;
    change.commit().await?;
    Ok(agreement.id)
}

/// Changes the text. One that waits for signatures is a draft again: a signature holds for the text that was signed.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let mut agreement = get(ctx, id, Act::Write).await?;
    if agreement.state != AgreementState::Draft {
        agreement = agreement.reopen()?;
    }
    let parsed = written.parse()?;
    written.screen(ctx)?;
    let grounds = written.grounds(ctx).await?;
    let agreement = Agreement {
        version,
        title: parsed.title,
        parties: parsed.parties,
        term: parsed.term,
        content: parsed.content,
        seats: parsed.seats,
        ..agreement
    };
    let mut change = ctx.begin().await?;
    joint::rest_on(&mut change, ctx, (NOUN, id), &GROUNDS, &grounds).await?;
    storage::agreement::update(&mut change.tx, ctx.town(), &agreement).await?;
    change.audit("agreement.rewrite", NOUN.word(), id, "").await?;
    change.commit().await
}

/// Asks the parties to sign it. Refused while the law's least is missing: a purpose and an area.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Write).await?;
    let into = storage::chain::into(ctx.db.reader(), ctx.town(), (NOUN, id)).await?;
    let focus_areas = into.iter().filter(|l| l.from.0 == Noun::FocusArea).count();
    record(ctx, agreement.propose(focus_areas)?, "agreement.propose").await
}

/// Takes it back to be changed; signatures that had been given are gone.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Write).await?;
    record(ctx, agreement.reopen()?, "agreement.reopen").await
}

/// Signs it for the actor's organisation, from the actor's own account, in the first free seat of that party or in
/// `seat` (counted from 0, as the form names it). The name in the document is that of the account: nobody signs as
/// somebody else.
pub async fn sign(ctx: &Ctx, id: &Id, seat: &str) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Approve).await?;
    let approval = ctx.approval()?;
    let account = storage::account::by_id(ctx.db.reader(), ctx.town(), &approval.account).await?;
    let name = account.ok_or(Denied::Absent)?.name;
    let seat = match seat.trim() {
        "" => agreement.free_seat(&approval.organisation).ok_or(Refused("refused-seat-taken"))?,
        seat => seat.parse().map_err(|_| Refused("refused-no-such-seat"))?,
    };
    let (party, account, at) = (approval.organisation, approval.account, approval.at);
    let agreement = agreement.sign(Signature { seat, party, account, name, at })?;
    record(ctx, agreement, "agreement.sign").await
}

/// Asks every party to decide on a longer term.
pub async fn propose_extension(ctx: &Ctx, id: &Id, until: &str, reason: &str) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Write).await?;
    let mut f = Fields::new();
    let until = f.day("until", until);
    let reason = f.some_prose("extension_reason", "agreement-error-extension-reason", reason);
    let (until, reason) = f.done(until.zip(reason))?;
    joint::screen(ctx, &[("extension_reason", reason.as_str())])?;
    record(ctx, agreement.propose_extension(until, reason, ctx.today())?, "agreement.propose-extension").await
}

/// Decides the longer term for the actor's organisation; the last party's decision makes it hold.
pub async fn approve_extension(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Approve).await?;
    record(ctx, agreement.approve_extension(ctx.approval()?, ctx.today())?, "agreement.approve-extension").await
}

/// Drops an extension that not everyone has decided.
pub async fn drop_extension(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Write).await?;
    record(ctx, agreement.drop_extension()?, "agreement.drop-extension").await
}

/// Closes it when its time has run out.
pub async fn end(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Write).await?;
    record(ctx, agreement.end(ctx.today())?, "agreement.end").await
}

/// Leaves it for the actor's organisation, with the reason that everyone reads. `on` is the last day that it holds.
pub async fn terminate(ctx: &Ctx, id: &Id, on: &str, reason: &str) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Approve).await?;
    let mut f = Fields::new();
    let on = f.day("last_day", on);
    let on = f.done(on)?;
    joint::screen(ctx, &[("reason", reason)])?;
    let by = ctx.organisation()?.clone();
    record(ctx, agreement.terminate(by, on, reason_of(reason)?)?, "agreement.terminate").await
}

/// Shows it to everyone. Refused until every party has signed.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let agreement = get(ctx, id, Act::Publish).await?;
    record(ctx, agreement.publish(ctx.now)?, "agreement.publish").await
}

async fn get(ctx: &Ctx, id: &Id, act: Act) -> Result<Agreement, Error> {
    let agreement = storage::agreement::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    // A party that is no owner (a landlord, say) signs for itself what is shared with the owners.
    let party = ctx.actor.organisation().is_some_and(|own| agreement.parties.contains(own));
    let shared = agreement.owned.sharing != Sharing::Own;
    let leads =
        matches!(&ctx.actor, domain::Actor::Account { roles, .. } if roles.contains(&domain::account::Role::Leader));
    if act == Act::Approve && party && shared && leads {
        return Ok(agreement);
    }
    ctx.may(act, Some(&agreement.owned))?;
    Ok(agreement)
}

async fn record(ctx: &Ctx, agreement: Agreement, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::agreement::update(&mut change.tx, ctx.town(), &agreement).await?;
    let state = agreement.state.word();
    change.audit(what, NOUN.word(), &agreement.id, state).await?;
    change.tell(what, &json!({ "noun": NOUN.word(), "id": agreement.id.as_str(), "state": state })).await?;
    change.commit().await
}
