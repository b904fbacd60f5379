//! What do the two kinds of accessibility case share?

use domain::guard::Answer;
use domain::observation::Contact;
use domain::organisation::OrganisationKind;
use domain::{Act, Denied, Id, Line, Owned, Prose};

use crate::field::Fields;
use crate::{Change, Ctx, Error, Invalid, seal};

/// What somebody without an account wrote, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The page that it is about, as an address on this site; empty for none.
    pub page: String,
    /// What is lacking or asked for.
    pub what: String,
    /// The word of the form that is asked for.
    pub form: String,
    /// An e-mail address or telephone number to be answered at; empty for none.
    pub contact: String,
    /// The writer's choice about what the privacy guard found.
    pub answer: Option<Answer>,
}

/// What [`Written`] means.
pub(crate) struct Read {
    pub page: Option<Line>,
    pub what: Prose,
    pub contact: Option<Contact>,
}

/// Reads what was written. `missing` is the message when nothing was.
pub(crate) fn read(ctx: &Ctx, w: &Written, missing: &'static str, mut wrong: Vec<Invalid>) -> Result<Read, Error> {
    let mut fields = Fields::new();
    let page = fields.maybe_line("sida", &w.page);
    let what = fields.some_prose("vad", missing, &w.what);
    if let Err(Error::Invalid(more)) = fields.done(Some(())) {
        wrong.extend(more);
    }
    if page.as_ref().is_some_and(|p| !p.as_str().starts_with('/')) {
        wrong.insert(0, Invalid::new("sida", "case-error-page"));
    }
    let contact = match w.contact.trim() {
        "" => None,
        text => {
            let contact = Contact::parse(text);
            if contact.is_none() {
                wrong.push(Invalid::new("kontakt", "case-error-contact"));
            }
            contact
        }
    };
    let (true, Some(what)) = (wrong.is_empty(), what) else { return Err(Error::Invalid(wrong)) };
    let screened = ctx.screen("vad", what.as_str(), w.answer.as_ref())?;
    let what =
        Prose::parse_some(screened.text()).map_err(|e| Error::Invalid(vec![Invalid::text("vad", missing, e)]))?;
    Ok(Read { page, what, contact })
}

/// Who answers accessibility cases: the municipality, whose service it is.
pub(crate) async fn owner(ctx: &Ctx) -> Result<Id, Error> {
    let all = storage::organisation::all(ctx.db.reader(), ctx.town()).await?;
    let municipality = all.into_iter().find(|o| o.kind == OrganisationKind::Municipality);
    Ok(municipality.ok_or(Denied::NotAllowed)?.id)
}

/// Keeps the way to answer, sealed and apart.
pub(crate) async fn keep_contact(
    ctx: &Ctx,
    change: &mut Change<'_>,
    noun: &str,
    id: &Id,
    contact: Option<&Contact>,
) -> Result<(), Error> {
    if let Some(contact) = contact {
        let sealed = seal::seal(&ctx.key, &ctx.chance, "case-contact", contact);
        storage::case_contact::insert(&mut change.tx, ctx.town(), noun, id, &sealed).await?;
    }
    Ok(())
}

/// How the sender wants to be answered. Only for those who may answer; the audit log says who looked.
pub(crate) async fn contact_of(ctx: &Ctx, noun: &str, id: &Id, owned: &Owned) -> Result<Option<Contact>, Error> {
    ctx.may(Act::Answer, Some(owned))?;
    let Some(sealed) = storage::case_contact::by_id(ctx.db.reader(), ctx.town(), noun, id).await? else {
        return Ok(None);
    };
    let mut change = ctx.begin().await?;
    change.audit("case.contact-read", noun, id, "").await?;
    change.commit().await?;
    Ok(seal::open(&ctx.key, "case-contact", &sealed))
}

/// Reads an answer that somebody without an account will see.
pub(crate) fn answer_text(ctx: &Ctx, field: &'static str, missing: &'static str, text: &str) -> Result<Prose, Error> {
    let text = Prose::parse_some(text).map_err(|e| Error::Invalid(vec![Invalid::text(field, missing, e)]))?;
    let screened = ctx.screen_published(field, text.as_str())?;
    Prose::parse_some(screened.text()).map_err(|e| Error::Invalid(vec![Invalid::text(field, missing, e)]))
}
