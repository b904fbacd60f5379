//! How is the accessibility statement written, published and looked through?

use domain::statement::{
    Barrier, Conformity, Exemption, Method, Situation, Statement, StatementContent, StatementState,
};
use domain::{Act, Denied, Id, Owned, Prose};
use serde_json::json;

use crate::field::Fields;
use crate::{Ctx, Error, Invalid, case};

const NOUN: &str = "statement";

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Who answers for the service.
    pub actor: String,
    /// The service.
    pub service: String,
    /// The word of the conformity.
    pub conformity: String,
    /// What hinders, by situation: a paragraph for each barrier.
    pub barriers: Vec<(Situation, String)>,
    /// What is left out as an undue burden: a paragraph for each, the first line says what, the others why.
    pub burdens: String,
    /// What the law does not reach, in the same form.
    pub outside: String,
    /// The day of the assessment.
    pub assessed_on: String,
    /// Who made it; empty for ourselves.
    pub assessed_by: String,
    /// How it was made.
    pub how: String,
}

impl Written {
    fn read(&self) -> Result<StatementContent, Error> {
        let mut fields = Fields::new();
        let actor = fields.line("aktor", "statement-error-actor", &self.actor);
        let service = fields.line("tjanst", "statement-error-service", &self.service);
        let conformity = Conformity::parse(&self.conformity);
        let barriers: Vec<(Situation, Prose)> =
            self.barriers.iter().map(|(s, text)| (*s, fields.prose("hinder", text))).collect();
        let burdens = exemptions(&fields.prose("bordor", &self.burdens));
        let outside = exemptions(&fields.prose("utanfor", &self.outside));
        let assessed_on = fields.day("bedomd", &self.assessed_on);
        let assessed_by = fields.maybe_line("bedomd_av", &self.assessed_by);
        let how = fields.some_prose("hur", "statement-error-how", &self.how);
        let mut wrong = match fields.done(Some(())) {
            Err(Error::Invalid(wrong)) => wrong,
            _ => Vec::new(),
        };
        if conformity.is_none() {
            wrong.push(Invalid::new("forenlig", "statement-error-conformity"));
        }
        let (Some(actor), Some(service), Some(conformity), Some(assessed_on), Some(how), true) =
            (actor, service, conformity, assessed_on, how, wrong.is_empty())
        else {
            return Err(Error::Invalid(wrong));
        };
        let one = |(situation, text): (Situation, Prose)| {
            let whats: Vec<Prose> = text.paragraphs().filter_map(|p| Prose::parse(p).ok()).collect();
            whats.into_iter().map(move |what| Barrier { situation, what })
        };
        Ok(StatementContent {
            actor,
            service,
            conformity,
            barriers: barriers.into_iter().flat_map(one).collect(),
            burdens,
            outside,
            assessed_on,
            method: match assessed_by {
                Some(who) => Method::ThirdParty { who, how },
                None => Method::Own { how },
            },
        })
    }
}

fn exemptions(text: &Prose) -> Vec<Exemption> {
    let one = |p: &str| {
        let (what, why) = p.split_once('\n').unwrap_or((p, ""));
        Some(Exemption { what: Prose::parse(what).ok()?, why: Prose::parse(why).ok()? })
    };
    text.paragraphs().filter_map(one).collect()
}

/// Writes the draft of the next edition, or changes it. `version` is the one that was read; 0 for a new draft.
pub async fn write(ctx: &Ctx, version: i64, written: &Written) -> Result<Id, Error> {
    let owned = Owned::joint(case::owner(ctx).await?);
    mine(ctx, Act::Write, &owned)?;
    let content = written.read()?;
    let all = storage::statement::all(ctx.db.reader(), ctx.town()).await?;
    let open = all.iter().find(|s| s.state == StatementState::Draft).cloned();
    let edition = all.iter().map(Statement::edition).max().unwrap_or(0) + 1;
    let mut change = ctx.begin().await?;
    let id = match open {
        Some(draft) => {
            let draft =
                Statement { version: if version > 0 { version } else { draft.version }, ..draft.rewrite(content)? };
            storage::statement::update(&mut change.tx, ctx.town(), &draft).await?;
            draft.id
        }
        None => {
            let draft = Statement::draft(edition, owned, content);
            storage::statement::insert(&mut change.tx, ctx.town(), &draft).await?;
            draft.id
        }
    };
    change.audit("statement.write", NOUN, &id, "").await?;
    change.commit().await?;
    Ok(id)
}

/// Publishes the draft. The edition that held until now gives way in the same transaction.
pub async fn publish(ctx: &Ctx) -> Result<(), Error> {
    let all = storage::statement::all(ctx.db.reader(), ctx.town()).await?;
    let draft = all.iter().find(|s| s.state == StatementState::Draft).cloned().ok_or(Denied::Absent)?;
    mine(ctx, Act::Publish, &draft.owned)?;
    let out = draft.publish(ctx.today())?;
    let before: Vec<Statement> =
        all.into_iter().filter(|s| matches!(s.state, StatementState::Published { .. })).collect();
    let mut change = ctx.begin().await?;
    for old in before {
        storage::statement::update(&mut change.tx, ctx.town(), &old.supersede(ctx.today())?).await?;
    }
    storage::statement::update(&mut change.tx, ctx.town(), &out).await?;
    change.audit("statement.publish", NOUN, &out.id, "").await?;
    change.tell("statement.publish", &json!({ "statement": out.id.as_str() })).await?;
    change.commit().await
}

/// Notes that the edition that holds has been looked through and is still right.
pub async fn review(ctx: &Ctx) -> Result<(), Error> {
    let held = storage::statement::published(ctx.db.reader(), ctx.town()).await?.ok_or(Denied::Absent)?;
    mine(ctx, Act::Publish, &held.owned)?;
    let seen = held.review(ctx.today())?;
    let mut change = ctx.begin().await?;
    storage::statement::update(&mut change.tx, ctx.town(), &seen).await?;
    change.audit("statement.review", NOUN, &seen.id, "").await?;
    change.commit().await
}

/// The duty lies on the owner of the service: no other party changes or publishes the statement.
fn mine(ctx: &Ctx, act: Act, owned: &Owned) -> Result<(), Error> {
    ctx.may(act, Some(owned))?;
    match ctx.actor.organisation() {
        Some(own) if *own != owned.owner => Err(Denied::NotAllowed.into()),
        _ => Ok(()),
    }
}
