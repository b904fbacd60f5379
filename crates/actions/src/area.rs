//! Which changes can be made to areas, places and classifications?

use domain::area::{Area, Classification, Place};
use domain::{Act, Denied, Id, Line, Pack};

use crate::field::Fields;
use crate::{Ctx, Error, Invalid};

/// Sets an area up, or writes it anew under its key.
pub async fn set(ctx: &Ctx, area: &Area) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    storage::area::upsert(&mut change.tx, ctx.town(), area).await?;
    change.audit("area.set", "area", &area.id, "").await?;
    change.commit().await
}

/// Sets a public place up, or writes it anew under its key.
pub async fn set_place(ctx: &Ctx, place: &Place) -> Result<(), Error> {
    ctx.may(Act::Administer, None)?;
    let mut change = ctx.begin().await?;
    storage::area::upsert_place(&mut change.tx, ctx.town(), place).await?;
    change.audit("place.set", "place", &place.id, "").await?;
    change.commit().await
}

/// Writes down how somebody has classified an area or a place. The scheme, its edition and its level must be in the pack:
/// nothing is classified here in words of our own.
pub async fn classify(ctx: &Ctx, c: &Classification) -> Result<(), Error> {
    ctx.may(Act::Write, None).or_else(|_| ctx.may(Act::Administer, None))?;
    let scheme = Pack::se().scheme(c.scheme.as_str());
    let known = scheme.is_some_and(|s| {
        s.edition.iter().any(|e| e.name == c.edition.as_str()) && s.level.iter().any(|l| l.code == c.level.as_str())
    });
    if !known {
        return Err(Error::Invalid(vec![Invalid::new("level", "area-error-level")]));
    }
    let mut change = ctx.begin().await?;
    storage::area::upsert_classification(&mut change.tx, ctx.town(), c).await?;
    change.audit("area.classify", "classification", &c.id, c.level.as_str()).await?;
    change.commit().await
}

/// What the writer filled in about a classification, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Scheme, edition and level, parted by "/" ("vulnerable-area/2021/vulnerable").
    pub level: String,
    /// The place's key; empty for the whole area.
    pub place: String,
    /// Since when it holds.
    pub from: String,
    /// Until when it held; empty when it still does.
    pub to: String,
    /// Where it is published.
    pub source: String,
}

/// Writes down a classification of an area from a form.
pub async fn classify_written(ctx: &Ctx, area: &Id, written: &Written) -> Result<(), Error> {
    storage::area::by_id(ctx.db.reader(), ctx.town(), area).await?.ok_or(Denied::Absent)?;
    let places = storage::area::places(ctx.db.reader(), ctx.town()).await?;
    let mut fields = Fields::new();
    let level = fields.one_of("level", "area-error-level", &written.level, |w| {
        let mut parts = w.splitn(3, '/');
        Some((Id::parse(parts.next()?).ok()?, Line::parse(parts.next()?).ok()?, Id::parse(parts.next()?).ok()?))
    });
    let place = match written.place.as_str() {
        "" => Some(None),
        word => fields.one_of("place", "area-error-place", word, |w| {
            places.iter().find(|p| p.id.as_str() == w).map(|p| Some(p.id.clone()))
        }),
    };
    let from = fields.day("from", &written.from);
    let to = fields.maybe_day("to", &written.to);
    if from.zip(to).is_some_and(|(f, t)| t < f) {
        fields.wrong("to", "area-error-to");
    }
    let source = fields.line("source", "area-error-source", &written.source);
    let all = (|| Some((level?, place?, from?, source?)))();
    let ((scheme, edition, level), place, from, source) = fields.done(all)?;
    let about = place.as_ref().unwrap_or(area);
    let id = Id::from_title(&format!("{about} {scheme} {edition}"), 1);
    let c =
        Classification { id, area: Some(area.clone()), place, scheme, edition, level, from, to, source: Some(source) };
    classify(ctx, &c).await
}
