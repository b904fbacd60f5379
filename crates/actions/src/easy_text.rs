//! Which changes can be made to an easy text?

use domain::easy_text::{BadEasy, EasyBody, EasyText};
use domain::{Act, Id, Line, Noun, Owned, Refused, Release, Sharing};

use crate::field::Fields;
use crate::joint::{self, get, joint, keep, reworded};
use crate::{Ctx, Error, Invalid};

joint!(EasyText, Noun::EasyText, easy_text);

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What it tells of (`promise:lofte-2022`); is not changed afterwards.
    pub about: String,
    /// The heading.
    pub title: String,
    /// One thought a line.
    pub body: String,
}

impl Written {
    /// `new` is whether it has to say what it tells of.
    fn parse(&self, new: bool) -> Result<(Line, EasyBody), Error> {
        let mut f = Fields::new();
        if new && self.about.is_empty() {
            f.wrong("about", "easy-text-error-about");
        }
        let title = f.line("title", "easy-text-error-title", &self.title);
        let body = f.parsed("body", &self.body, EasyBody::parse, refused);
        f.done(title.zip(body))
    }
}

fn refused(field: &'static str, bad: BadEasy) -> Invalid {
    let at = |key, line: usize| Invalid::with(field, key, vec![("line", line.into())]);
    match bad {
        BadEasy::Text(bad) => Invalid::text(field, "easy-text-error-body", bad),
        BadEasy::LongLine { line, over } => Invalid::with(
            field,
            "easy-text-error-long-line",
            vec![("line", line.into()), ("over", over.into()), ("limit", EasyBody::LINE.into())],
        ),
        BadEasy::NoWords { line } => at("easy-text-error-no-words", line),
        BadEasy::NothingUnder { line } => at("easy-text-error-nothing-under", line),
    }
}

/// Writes an easy text of a record. Answers its address. Refused when the record has one that was not withdrawn; one that
/// was makes room, at its own address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let (title, body) = written.parse(true)?;
    let about = std::slice::from_ref(&written.about);
    let subject = joint::chosen(ctx, about, &EasyText::SUBJECTS).await?.pop().ok_or(domain::Denied::Absent)?;
    let before = storage::easy_text::of(ctx.db.reader(), ctx.town(), (subject.0, &subject.1)).await?;
    if let Some(before) = before {
        if !matches!(before.release, Release::Withdrawn { .. }) {
            return Err(Refused("refused-has-easy-text").into());
        }
        ctx.may(Act::Write, Some(&before.owned))?;
        let text = EasyText { title, body, release: Release::Draft, ..before };
        let id = text.id.clone();
        joint::record(ctx, text, "write").await?;
        return Ok(id);
    }
    let mut n = 1;
    let mut id = Id::from_title(title.as_str(), n);
    while storage::easy_text::by_id(ctx.db.reader(), ctx.town(), &id).await?.is_some() {
        n += 1;
        id = Id::from_title(title.as_str(), n);
    }
    let owned = Owned::joint(joint::owner(ctx).await?);
    let text = EasyText { id, version: 1, owned, subject, title, body, release: Release::Draft };
    let mut change = ctx.begin().await?;
    storage::easy_text::insert(&mut change.tx, ctx.town(), &text).await?;
    change.audit("easy-text.write", Noun::EasyText.word(), &text.id, text.subject.1.as_str()).await?;
    change.commit().await?;
    Ok(text.id)
}

/// Changes the heading and the text. Approvals that had been given are gone.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let text: EasyText = get(ctx, id, Act::Write).await?;
    let (title, body) = written.parse(false)?;
    let text = EasyText { version, title, body, release: reworded(text.release.clone())?, ..text };
    let mut change = ctx.begin().await?;
    keep(&mut change, ctx, text, "rewrite").await?;
    change.commit().await
}

/// Asks both owners for their approval.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut text: EasyText = get(ctx, id, Act::Write).await?;
    text.release = text.release.propose(ctx.owners().await?)?;
    joint::record(ctx, text, "propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::approve::<EasyText>(ctx, id).await
}

/// Takes it back to be changed; what was public is public no more.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::reopen::<EasyText>(ctx, id).await
}

/// Shows it to everyone. Refused while what it tells of is not public: nobody reads first in easy words what the owners
/// have not published.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut text: EasyText = get(ctx, id, Act::Publish).await?;
    let told_of = std::slice::from_ref(&text.subject);
    let named = storage::chain::named(ctx.db.reader(), ctx.town(), told_of).await?;
    if !named.iter().any(|n| n.owned.sharing == Sharing::Public) {
        return Err(Refused("refused-document-not-public").into());
    }
    text.release = text.release.publish(ctx.now)?;
    joint::record(ctx, text, "publish").await
}

/// Takes it back in public, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::withdraw::<EasyText>(ctx, id, reason).await
}
