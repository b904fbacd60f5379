//! How is content asked for in another form, and given or refused?

use domain::format_request::{FormatRequest, FormatRequestState, WantedForm};
use domain::observation::Contact;
use domain::receipt::Receipt;
use domain::{Act, Denied, Id, Owned};
use serde_json::json;

pub use crate::case::Written;
use crate::observation::{receipt, receipt_hash};
use crate::{Ctx, Error, Invalid, case};

const NOUN: &str = "format-request";

/// Sends a request, without an account. The same `ticket` again answers the same receipt and stores nothing new.
pub async fn send(ctx: &Ctx, ticket: &[u8; 32], written: &Written) -> Result<Receipt, Error> {
    ctx.may(Act::Tell, None)?;
    let receipt = receipt(ctx, ticket);
    let hash = receipt_hash(ctx, &receipt);
    if storage::format_request::by_receipt(ctx.db.reader(), ctx.town(), &hash).await?.is_some() {
        return Ok(receipt);
    }
    let form = WantedForm::parse(&written.form);
    let wrong = if form.is_none() { vec![Invalid::new("format", "format-request-error-form")] } else { Vec::new() };
    let read = case::read(ctx, written, "format-request-error-what", wrong)?;
    let request = FormatRequest {
        id: ctx.chance.id(),
        version: 1,
        owned: Owned::own(case::owner(ctx).await?),
        received_at: ctx.now,
        page: read.page,
        what: read.what,
        form: form.unwrap_or(WantedForm::Other),
        state: FormatRequestState::Received,
    };
    let mut change = ctx.begin().await?;
    match storage::format_request::insert(&mut change.tx, ctx.town(), &request, &hash).await {
        Ok(()) => {}
        // Sent twice at once: the other one was first.
        Err(storage::Error::Taken) => return Ok(receipt),
        Err(e) => return Err(e.into()),
    }
    case::keep_contact(ctx, &mut change, NOUN, &request.id, read.contact.as_ref()).await?;
    change.audit("format-request.send", NOUN, &request.id, request.form.word()).await?;
    change.tell("format-request.send", &json!({ "format-request": request.id.as_str() })).await?;
    change.commit().await?;
    Ok(receipt)
}

/// Meets a request: says where the content is, or that it is on its way.
pub async fn answer(ctx: &Ctx, id: &Id, text: &str) -> Result<(), Error> {
    let request = get(ctx, id).await?;
    let text = case::answer_text(ctx, "svar", "case-error-answer", text)?;
    record(ctx, request.answer(text, ctx.now)?, "format-request.answer").await
}

/// Refuses a request, with the reasons.
pub async fn refuse(ctx: &Ctx, id: &Id, reasons: &str) -> Result<(), Error> {
    let request = get(ctx, id).await?;
    let reasons = case::answer_text(ctx, "skal", "case-error-reasons", reasons)?;
    record(ctx, request.refuse(reasons, ctx.now)?, "format-request.refuse").await
}

/// The sender, who has the code, asks for the refusal as a written decision.
pub async fn ask_decision(ctx: &Ctx, receipt: &Receipt) -> Result<(), Error> {
    ctx.may(Act::Tell, None)?;
    let request = followed(ctx, receipt).await?.ok_or(Denied::Absent)?;
    record(ctx, request.ask_decision(ctx.now)?, "format-request.ask-decision").await
}

/// Gives the written decision, with the reasons and how to appeal.
pub async fn give_decision(ctx: &Ctx, id: &Id, text: &str) -> Result<(), Error> {
    let request = get(ctx, id).await?;
    let text = case::answer_text(ctx, "beslut", "case-error-decision", text)?;
    record(ctx, request.give_decision(text, ctx.now)?, "format-request.give-decision").await
}

/// Closes a request: the way to answer is erased in the same transaction.
pub async fn close(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let request = get(ctx, id).await?;
    record(ctx, request.close(ctx.now)?, "format-request.close").await
}

/// How the sender wants to be answered, if that was said. The audit log says who looked.
pub async fn contact(ctx: &Ctx, id: &Id) -> Result<Option<Contact>, Error> {
    let request = get(ctx, id).await?;
    case::contact_of(ctx, NOUN, id, &request.owned).await
}

/// The request of a receipt.
pub async fn followed(ctx: &Ctx, receipt: &Receipt) -> Result<Option<FormatRequest>, Error> {
    Ok(storage::format_request::by_receipt(ctx.db.reader(), ctx.town(), &receipt_hash(ctx, receipt)).await?)
}

async fn get(ctx: &Ctx, id: &Id) -> Result<FormatRequest, Error> {
    let request = storage::format_request::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(Act::Answer, Some(&request.owned))?;
    Ok(request)
}

async fn record(ctx: &Ctx, request: FormatRequest, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::format_request::update(&mut change.tx, ctx.town(), &request).await?;
    if matches!(request.state, FormatRequestState::Closed { .. }) {
        storage::case_contact::erase(&mut change.tx, ctx.town(), NOUN, &request.id).await?;
    }
    change.audit(what, NOUN, &request.id, request.state.word()).await?;
    change.tell(what, &json!({ "format-request": request.id.as_str(), "state": request.state.word() })).await?;
    change.commit().await
}
