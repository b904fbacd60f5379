//! Which changes can be made to a piece of news?

use domain::news::{News, NewsState, Quote};
use domain::{Act, Denied, Id, Line, Noun, Owned, Prose};
use serde_json::json;

use crate::{Change, Ctx, Error, Invalid, joint};

const NOUN: Noun = Noun::News;

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The heading.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The text.
    pub body: String,
    /// What a named office-holder says; empty for none.
    pub quote: String,
    /// Who says it.
    pub quote_by: String,
    /// Where it was first told; empty for nowhere else.
    pub source: String,
    /// What it is about, as `noun:id`; empty for nothing here.
    pub about: String,
}

struct Parsed {
    title: Line,
    summary: Prose,
    body: Prose,
    quote: Option<Quote>,
    source: Option<Line>,
}

impl Written {
    /// A name is screened everywhere but in the place where a publisher quotes an office-holder by name.
    fn screen(&self, ctx: &Ctx) -> Result<(), Error> {
        let texts = [("title", &self.title), ("summary", &self.summary), ("body", &self.body), ("quote", &self.quote)];
        joint::screen(ctx, &texts.map(|(field, text)| (field, text.as_str())))?;
        ctx.screen_published("quote_by", &self.quote_by).map(drop)
    }

    fn parse(&self) -> Result<Parsed, Error> {
        let mut invalid = Vec::new();
        let title = Line::parse(&self.title).map_err(|e| invalid.push(Invalid::text("title", "news-error-title", e)));
        let summary = Prose::parse_some(&self.summary)
            .map_err(|e| invalid.push(Invalid::text("summary", "news-error-summary", e)));
        let body = Prose::parse_some(&self.body).map_err(|e| invalid.push(Invalid::text("body", "news-error-body", e)));
        let quote = match (Prose::parse(&self.quote), self.quote_by.trim()) {
            (Ok(words), "") if words.is_empty() => Ok(None),
            (Ok(words), by) if !words.is_empty() => match Line::parse(by) {
                Ok(by) => Ok(Some(Quote { words, by })),
                Err(e) => Err(invalid.push(Invalid::text("quote_by", "news-error-quote-by", e))),
            },
            (Ok(_), _) => Err(invalid.push(Invalid::new("quote", "news-error-quote"))),
            (Err(e), _) => Err(invalid.push(Invalid::text("quote", "news-error-quote", e))),
        };
        let source = match self.source.trim() {
            "" => Ok(None),
            s if s.starts_with("https://") => {
                Line::parse(s).map(Some).map_err(|e| invalid.push(Invalid::text("source", "news-error-source", e)))
            }
            _ => Err(invalid.push(Invalid::new("source", "news-error-source"))),
        };
        match (title, summary, body, quote, source) {
            (Ok(title), Ok(summary), Ok(body), Ok(quote), Ok(source)) => {
                Ok(Parsed { title, summary, body, quote, source })
            }
            _ => Err(Error::Invalid(invalid)),
        }
    }
}

/// Writes a new piece of news. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let owner = match ctx.organisation() {
        Ok(own) => own.clone(),
        Err(_) => ctx.owners().await?.into_iter().next().ok_or(Denied::NotAllowed)?,
    };
    let parsed = written.parse()?;
    written.screen(ctx)?;
    let about = joint::chosen(ctx, std::slice::from_ref(&written.about), &News::SUBJECTS).await?;
    let mut news = News {
        id: Id::from_title(parsed.title.as_str(), 1),
        version: 1,
        owned: Owned::joint(owner),
        title: parsed.title,
        summary: parsed.summary,
        body: parsed.body,
        quote: parsed.quote,
        source: parsed.source,
        state: NewsState::Draft,
    };
    let mut n = 1;
    while storage::news::by_id(ctx.db.reader(), ctx.town(), &news.id).await?.is_some() {
        n += 1;
        news.id = Id::from_title(news.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::news::insert(&mut change.tx, ctx.town(), &news).await?;
    joint::rest_on(&mut change, ctx, (NOUN, &news.id), &News::SUBJECTS, &about).await?;
    change.audit("news.write", NOUN.word(), &news.id, "").await?;
    change.commit().await?;
    Ok(news.id)
}

/// Changes the text. What had been proposed is a draft again: approvals were for another text.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let news = get(ctx, id, Act::Write).await?;
    let parsed = written.parse()?;
    written.screen(ctx)?;
    let about = joint::chosen(ctx, std::slice::from_ref(&written.about), &News::SUBJECTS).await?;
    let state = if news.state == NewsState::Draft { NewsState::Draft } else { news.state.clone().reopen()? };
    let news = News {
        version,
        title: parsed.title,
        summary: parsed.summary,
        body: parsed.body,
        quote: parsed.quote,
        source: parsed.source,
        state,
        ..news
    };
    let mut change = ctx.begin().await?;
    joint::rest_on(&mut change, ctx, (NOUN, id), &News::SUBJECTS, &about).await?;
    write_down(change, ctx, news, "news.rewrite").await
}

/// Takes over what was public before it came here, with its source in place of approvals given here. Only the
/// installation itself does this: for a person it does not exist.
pub async fn take_over(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    if !matches!(ctx.actor, domain::Actor::System(_)) {
        return Err(Denied::Absent.into());
    }
    let mut news = get(ctx, id, Act::Publish).await?;
    news.state = news.state.taken_over(news.source.as_ref(), ctx.now)?;
    record(ctx, news, "news.take-over").await
}

/// Asks both owners for their approval.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut news = get(ctx, id, Act::Write).await?;
    news.state = news.state.propose(ctx.owners().await?)?;
    record(ctx, news, "news.propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut news = get(ctx, id, Act::Approve).await?;
    news.state = news.state.approve(ctx.approval()?)?;
    record(ctx, news, "news.approve").await
}

/// Shows it to everyone.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let mut news = get(ctx, id, Act::Publish).await?;
    news.state = news.state.publish(ctx.now)?;
    record(ctx, news, "news.publish").await
}

/// Takes it back, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    let mut news = get(ctx, id, Act::Publish).await?;
    joint::screen(ctx, &[("reason", reason)])?;
    let reason =
        Prose::parse(reason).map_err(|e| Error::Invalid(vec![Invalid::text("reason", "news-error-reason", e)]))?;
    news.state = news.state.withdraw(reason, ctx.now)?;
    record(ctx, news, "news.withdraw").await
}

async fn get(ctx: &Ctx, id: &Id, act: Act) -> Result<News, Error> {
    let news = storage::news::by_id(ctx.db.reader(), ctx.town(), id).await?.ok_or(Denied::Absent)?;
    ctx.may(act, Some(&news.owned))?;
    Ok(news)
}

async fn record(ctx: &Ctx, news: News, what: &str) -> Result<(), Error> {
    write_down(ctx.begin().await?, ctx, news, what).await
}

async fn write_down(mut change: Change<'_>, ctx: &Ctx, mut news: News, what: &str) -> Result<(), Error> {
    news.owned.sharing = news.state.sharing();
    storage::news::update(&mut change.tx, ctx.town(), &news).await?;
    change.audit(what, NOUN.word(), &news.id, news.state.word()).await?;
    change.tell(what, &json!({ "news": news.id.as_str(), "state": news.state.word() })).await?;
    change.commit().await
}
