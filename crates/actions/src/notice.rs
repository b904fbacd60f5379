//! How is a lack of accessibility told, and answered?

use domain::notice::{Notice, NoticeState};
use domain::observation::Contact;
use domain::receipt::Receipt;
use domain::{Act, Denied, Id, Owned, Prose};
use serde_json::json;

pub use crate::case::Written;
use crate::observation::{receipt, receipt_hash};
use crate::{Ctx, Error, case};

const NOUN: &str = "notice";

/// Sends a notice, without an account. The same `ticket` again answers the same receipt and stores nothing new.
pub async fn send(ctx: &Ctx, ticket: &[u8; 32], written: &Written) -> Result<Receipt, Error> {
    ctx.may(Act::Tell, None)?;
    let receipt = receipt(ctx, ticket);
    let hash = receipt_hash(ctx, &receipt);
    if storage::notice::by_receipt(ctx.db.reader(), ctx.town(), &hash).await?.is_some() {
        return Ok(receipt);
    }
    let read = case::read(ctx, written, "notice-error-what", Vec::new())?;
    let owned = Owned::own(case::owner(ctx).await?);
    let notice = Notice {
        id: ctx.chance.id(),
        version: 1,
        owned,
        received_at: ctx.now,
        page: read.page,
        what: read.what,
        state: NoticeState::Received,
    };
    let mut change = ctx.begin().await?;
    match storage::notice::insert(&mut change.tx, ctx.town(), &notice, &hash).await {
        Ok(()) => {}
        // Sent twice at once: the other one was first.
        Err(storage::Error::Taken) => return Ok(receipt),
        Err(e) => return Err(e.into()),
    }
    case::keep_contact(ctx, &mut change, NOUN, &notice.id, read.contact.as_ref()).await?;
    change.audit("notice.send", NOUN, &notice.id, "").await?;
    change.tell("notice.send", &json!({ "notice": notice.id.as_str() })).await?;
    change.commit().await?;
    Ok(receipt)
}

/// Answers a notice. Whoever has the code reads the answer.
pub async fn answer(ctx: &Ctx, id: &Id, text: &str) -> Result<(), Error> {
    let notice = get(ctx, id).await?;
    let text: Prose = case::answer_text(ctx, "svar", "case-error-answer", text)?;
    record(ctx, notice.answer(text, ctx.now)?, "notice.answer").await
}

/// Closes a notice: the way to answer is erased in the same transaction.
pub async fn close(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let notice = get(ctx, id).await?;
    record(ctx, notice.close(ctx.now)?, "notice.close").await
}

/// How the sender wants to be answered, if that was said. The audit log says who looked.
pub async fn contact(ctx: &Ctx, id: &Id) -> Result<Option<Contact>, Error> {
    let notice = get(ctx, id).await?;
    case::contact_of(ctx, NOUN, id, &notice.owned).await
}

/// The notice of a receipt.
pub async fn followed(ctx: &Ctx, receipt: &Receipt) -> Result<Option<Notice>, Error> {
    Ok(storage::notice::by_receipt(ctx.db.reader(), ctx.town(), &receipt_hash(ctx, receipt)).await?)
}

async fn get(ctx: &Ctx, id: &Id) -> Result<Notice, Error> {
    let notice = storage::notice::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(Act::Answer, Some(&notice.owned))?;
    Ok(notice)
}

async fn record(ctx: &Ctx, notice: Notice, what: &str) -> Result<(), Error> {
    let mut change = ctx.begin().await?;
    storage::notice::update(&mut change.tx, ctx.town(), &notice).await?;
    if matches!(notice.state, NoticeState::Closed { .. }) {
        storage::case_contact::erase(&mut change.tx, ctx.town(), NOUN, &notice.id).await?;
    }
    change.audit(what, NOUN, &notice.id, notice.state.word()).await?;
    change.tell(what, &json!({ "notice": notice.id.as_str(), "state": notice.state.word() })).await?;
    change.commit().await
}
