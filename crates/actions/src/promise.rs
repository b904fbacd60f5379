//! Which changes can be made to a promise and its commitments?

use domain::commitment::{Commitment, Kind, RemedyKind, Unit};
use domain::promise::{Promise, PromiseState};
use domain::{Act, Denied, Id, Line, Link, Noun, Owned, Prose, Refused, Term};
use serde_json::json;

use crate::field::Fields;
use crate::{Ctx, Error};

const NOUN: Noun = Noun::Promise;

/// What the writer of a promise filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The heading.
    pub title: String,
    /// What is said first.
    pub intro: String,
    /// Its first day.
    pub starts: String,
    /// Its last day.
    pub ends: String,
    /// The organisations that promise.
    pub parties: Vec<String>,
    /// Whether what is done is logged here.
    pub logged: bool,
    /// Where it was first published; empty for nowhere else.
    pub source: String,
    /// The agreements that it rests on.
    pub agreements: Vec<String>,
    /// The focus areas that it answers to.
    pub focus_areas: Vec<String>,
}

struct Parsed {
    title: Line,
    intro: Prose,
    term: Term,
    parties: Vec<Id>,
    source: Option<Line>,
}

impl Written {
    fn parse(&self) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "promise-error-title", &self.title);
        let intro = f.prose("intro", &self.intro);
        let (starts, ends) = (f.day("starts", &self.starts), f.day("ends", &self.ends));
        let term = starts
            .zip(ends)
            .and_then(|(from, to)| Term::new(from, to).map_err(|_| f.wrong("ends", "promise-error-term")).ok());
        let parties = f.some_ids("parties", "promise-error-parties", &self.parties);
        let source = f.maybe_line("source", &self.source);
        if source.as_ref().is_some_and(|s| !s.as_str().starts_with("https://")) {
            f.wrong("source", "promise-error-source");
        }
        f.done(title.zip(term).map(|(title, term)| Parsed { title, intro, term, parties, source }))
    }

    fn grounds(&self) -> Vec<(Noun, Id)> {
        let of = |noun: Noun, ids: &[String]| -> Vec<(Noun, Id)> {
            ids.iter().filter_map(|id| Some((noun, Id::parse(id).ok()?))).collect()
        };
        [of(Noun::Agreement, &self.agreements), of(Noun::FocusArea, &self.focus_areas)].concat()
    }
}

/// Writes a new promise. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let owner = owner(ctx).await?;
    let parsed = written.parse()?;
    let mut promise = Promise {
        id: Id::from_title(parsed.title.as_str(), 1),
        version: 1,
        owned: Owned::joint(owner),
        title: parsed.title,
        intro: parsed.intro,
        term: parsed.term,
        parties: parsed.parties,
        logged: written.logged,
        source: parsed.source,
        state: PromiseState::Draft,
    };
    let mut n = 1;
    while storage::promise::by_id(ctx.db.reader(), ctx.town(), &promise.id).await?.is_some() {
        n += 1;
        promise.id = Id::from_title(promise.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::promise::insert(&mut change.tx, ctx.town(), &promise).await?;
    for ground in written.grounds() {
        change.link(&Link { from: ground, to: (NOUN, promise.id.clone()) }).await?;
    }
    change.audit("promise.write", NOUN.word(), &promise.id, "").await?;
    change.commit().await?;
    Ok(promise.id)
}

/// Changes the text of a draft. What had been proposed is a draft again: approvals were for another text.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let promise = get(ctx, id, Act::Write).await?;
    let parsed = written.parse()?;
    let state = if promise.state.is_open() { PromiseState::Draft } else { promise.state.clone().reopen()? };
    let promise = Promise {
        version,
        title: parsed.title,
        intro: parsed.intro,
        term: parsed.term,
        parties: parsed.parties,
        logged: written.logged,
        source: parsed.source,
        state,
        ..promise
    };
    let grounds = written.grounds();
    let mut change = ctx.begin().await?;
    storage::promise::update(&mut change.tx, ctx.town(), &promise).await?;
    relink(&mut change, ctx, (NOUN, &promise.id), &[Noun::Agreement, Noun::FocusArea], &grounds).await?;
    change.audit("promise.rewrite", NOUN.word(), &promise.id, "").await?;
    change.commit().await
}

/// Takes over what was public before it came here, with its source in place of approvals given here. Only the
/// installation itself does this: for a person it does not exist.
pub async fn take_over(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    if !matches!(ctx.actor, domain::Actor::System(_)) {
        return Err(Denied::Absent.into());
    }
    let mut promise = get(ctx, id, Act::Publish).await?;
    promise.state = promise.state.taken_over(promise.source.as_ref(), ctx.now)?;
    record(ctx, promise, "promise.take-over").await
}

/// Asks every owner that promises for its approval. A promise without commitments says nothing and is not proposed.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut promise = get(ctx, id, Act::Write).await?;
    if storage::commitment::of_promise(ctx.db.reader(), ctx.town(), id).await?.is_empty() {
        return Err(Refused("refused-no-commitments").into());
    }
    promise.state = promise.state.propose(ctx.owners().await?)?;
    record(ctx, promise, "promise.propose").await
}

/// Takes a proposal back to be changed. Given approvals are gone.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut promise = get(ctx, id, Act::Write).await?;
    promise.state = promise.state.reopen()?;
    record(ctx, promise, "promise.reopen").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut promise = get(ctx, id, Act::Approve).await?;
    promise.state = promise.state.approve(ctx.approval()?)?;
    record(ctx, promise, "promise.approve").await
}

/// Shows it to everyone.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut promise = get(ctx, id, Act::Publish).await?;
    promise.state = promise.state.publish(ctx.now)?;
    record(ctx, promise, "promise.publish").await
}

/// Ends it when its last day has passed.
pub async fn end(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut promise = get(ctx, id, Act::Publish).await?;
    promise.state = promise.state.end(promise.term, ctx.today(), ctx.now)?;
    record(ctx, promise, "promise.end").await
}

/// Takes it back, with the reason that is shown on it.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    let mut promise = get(ctx, id, Act::Publish).await?;
    let mut f = Fields::new();
    let reason = f.some_prose("reason", "promise-error-reason", reason);
    promise.state = promise.state.withdraw(f.done(reason)?, ctx.now)?;
    record(ctx, promise, "promise.withdraw").await
}

/// What the writer of a commitment filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct WrittenCommitment {
    /// What is promised.
    pub title: String,
    /// The word of its [`Kind`].
    pub kind: String,
    /// How many times at least; empty for no number.
    pub at_least: String,
    /// The last day; empty for the last of the promise.
    pub by: String,
    /// How many may be missing; empty for one.
    pub tolerance: String,
    /// Where; empty for nowhere in particular.
    pub place: String,
    /// For each party its unit; empty for none.
    pub units: Vec<(String, String)>,
    /// How it is reported back; empty for not at all.
    pub way_back: String,
    /// What it rests on: the noun's word and the key, as `problem:KEY`, `cause:KEY`, `focus-area:KEY`.
    pub grounds: Vec<String>,
}

impl WrittenCommitment {
    fn parse(&self, id: Id, promise: &Promise, number: u32) -> Result<Commitment, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "commitment-error-title", &self.title);
        let kind = f.one_of("kind", "commitment-error-kind", &self.kind, Kind::parse);
        let at_least = f.maybe_count("at_least", &self.at_least, 1, 10_000);
        let by = f.maybe_day("by", &self.by);
        if by.is_some_and(|d| !promise.term.holds(d)) {
            f.wrong("by", "commitment-error-by");
        }
        let tolerance = f.maybe_count("tolerance", &self.tolerance, 0, 100).unwrap_or(1);
        let place = f.maybe_line("place", &self.place);
        let mut units = Vec::new();
        for (party, unit) in &self.units {
            if let (Ok(party), Some(unit)) = (Id::parse(party), f.maybe_line("units", unit)) {
                units.push(Unit { party, unit });
            }
        }
        let way_back = f.maybe_line("way_back", &self.way_back);
        let promise = promise.id.clone();
        f.done(title.zip(kind).map(|(title, kind)| Commitment {
            id,
            version: 1,
            promise,
            number,
            title,
            kind,
            at_least,
            by,
            tolerance,
            place,
            units,
            way_back,
            remedies: Vec::new(),
        }))
    }

    fn grounds(&self) -> Vec<(Noun, Id)> {
        let ground = |g: &String| {
            let (noun, id) = g.split_once(':')?;
            let noun = Noun::parse(noun).filter(|n| GROUNDS.contains(n))?;
            Some((noun, Id::parse(id).ok()?))
        };
        self.grounds.iter().filter_map(ground).collect()
    }
}

/// What a commitment may rest on, beside its promise.
pub const GROUNDS: [Noun; 3] = [Noun::Problem, Noun::Cause, Noun::FocusArea];

/// Adds a commitment to a draft. Answers its key.
pub async fn add_commitment(ctx: &Ctx, promise: &Id, written: &WrittenCommitment) -> Result<Id, Error> {
    let promise = open(ctx, promise).await?;
    let others = storage::commitment::of_promise(ctx.db.reader(), ctx.town(), &promise.id).await?;
    let number = others.iter().map(|c| c.number).max().unwrap_or(0) + 1;
    let id = Id::parse(&format!("{}-{number}", promise.id)).unwrap_or_else(|_| ctx.chance.id());
    let commitment = written.parse(id, &promise, number)?;
    let mut change = ctx.begin().await?;
    storage::commitment::insert(&mut change.tx, ctx.town(), &commitment).await?;
    let to = (Noun::Commitment, commitment.id.clone());
    change.link(&Link { from: (NOUN, promise.id.clone()), to: to.clone() }).await?;
    for from in written.grounds() {
        change.link(&Link { from, to: to.clone() }).await?;
    }
    change.audit("promise.add-commitment", Noun::Commitment.word(), &commitment.id, "").await?;
    change.commit().await?;
    Ok(commitment.id)
}

/// Changes a commitment of a draft.
pub async fn change_commitment(ctx: &Ctx, id: &Id, version: i64, written: &WrittenCommitment) -> Result<(), Error> {
    let (old, promise) = commitment(ctx, id, Act::Write).await?;
    must_be_open(&promise)?;
    let new = written.parse(old.id.clone(), &promise, old.number)?;
    let new = Commitment { version, remedies: old.remedies, ..new };
    let mut change = ctx.begin().await?;
    storage::commitment::update(&mut change.tx, ctx.town(), &new).await?;
    relink(&mut change, ctx, (Noun::Commitment, &new.id), &GROUNDS, &written.grounds()).await?;
    change.audit("promise.change-commitment", Noun::Commitment.word(), &new.id, "").await?;
    change.commit().await
}

/// Takes a commitment out of a draft.
pub async fn drop_commitment(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let (commitment, promise) = commitment(ctx, id, Act::Write).await?;
    must_be_open(&promise)?;
    let mut change = ctx.begin().await?;
    let to = (Noun::Commitment, &commitment.id);
    relink(&mut change, ctx, to, &[NOUN, Noun::Problem, Noun::Cause, Noun::FocusArea], &[]).await?;
    storage::commitment::delete(&mut change.tx, ctx.town(), &commitment).await?;
    change.audit("promise.drop-commitment", Noun::Commitment.word(), &commitment.id, "").await?;
    change.commit().await
}

/// Says why a commitment is late or broken, or what is done about it. Public when the other owner has approved it too.
pub async fn say(ctx: &Ctx, commitment_id: &Id, kind: RemedyKind, text: &str) -> Result<(), Error> {
    let (commitment, _) = commitment(ctx, commitment_id, Act::Confirm).await?;
    let mut f = Fields::new();
    let text = f.some_prose("text", "remedy-error-text", text);
    let commitment = commitment.add_remedy(kind, f.done(text)?, ctx.owners().await?, ctx.approval()?)?;
    record_commitment(ctx, commitment, "promise.say").await
}

/// Approves what the other owner wants to say about a commitment (the `index`-th thing said).
pub async fn agree(ctx: &Ctx, commitment_id: &Id, index: usize) -> Result<(), Error> {
    let (commitment, _) = commitment(ctx, commitment_id, Act::Confirm).await?;
    record_commitment(ctx, commitment.approve_remedy(index, ctx.approval()?)?, "promise.agree").await
}

async fn owner(ctx: &Ctx) -> Result<Id, Error> {
    match ctx.organisation() {
        Ok(own) => Ok(own.clone()),
        Err(_) => Ok(ctx.owners().await?.into_iter().next().ok_or(Denied::NotAllowed)?),
    }
}

async fn get(ctx: &Ctx, id: &Id, act: Act) -> Result<Promise, Error> {
    let promise = storage::promise::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(&promise.owned))?;
    Ok(promise)
}

async fn open(ctx: &Ctx, id: &Id) -> Result<Promise, Error> {
    let promise = get(ctx, id, Act::Write).await?;
    must_be_open(&promise)?;
    Ok(promise)
}

fn must_be_open(promise: &Promise) -> Result<(), Refused> {
    if promise.state.is_open() { Ok(()) } else { Err(Refused("refused-not-a-draft")) }
}

async fn commitment(ctx: &Ctx, id: &Id, act: Act) -> Result<(Commitment, Promise), Error> {
    let commitment = storage::commitment::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    let promise = get(ctx, &commitment.promise, act).await?;
    Ok((commitment, promise))
}

async fn record(ctx: &Ctx, mut promise: Promise, what: &str) -> Result<(), Error> {
    promise.owned.sharing = promise.state.sharing();
    let mut change = ctx.begin().await?;
    storage::promise::update(&mut change.tx, ctx.town(), &promise).await?;
    change.audit(what, NOUN.word(), &promise.id, promise.state.word()).await?;
    change.tell(what, &json!({ "promise": promise.id.as_str(), "state": promise.state.word() })).await?;
    change.commit().await
}

async fn record_commitment(ctx: &Ctx, commitment: Commitment, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::commitment::update(&mut change.tx, ctx.town(), &commitment).await?;
    change.audit(what, Noun::Commitment.word(), &commitment.id, "").await?;
    change.tell(what, &json!({ "commitment": commitment.id.as_str() })).await?;
    change.commit().await
}

/// Makes `grounds` the only arrows of `nouns` that lead to `to`.
async fn relink(
    change: &mut crate::Change<'_>,
    ctx: &Ctx,
    to: (Noun, &Id),
    nouns: &[Noun],
    grounds: &[(Noun, Id)],
) -> Result<(), Error> {
    let before = storage::chain::before(&mut *change.tx, ctx.town(), to).await?;
    let here = (to.0, to.1.clone());
    for link in before.iter().filter(|l| l.to == here && nouns.contains(&l.from.0)) {
        storage::chain::unlink(&mut change.tx, ctx.town(), link).await?;
    }
    for from in grounds {
        change.link(&Link { from: from.clone(), to: here.clone() }).await?;
    }
    Ok(())
}
