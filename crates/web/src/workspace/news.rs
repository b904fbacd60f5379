//! How is a piece of news written, approved and shown?

use actions::news::{self, Written};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::news::{News, NewsState};
use domain::{Act, Id, Noun};

use super::document::Paper;
use crate::form::{ErrorSummary, Select, TextArea, TextField};
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

struct Row {
    to: String,
    title: String,
    state: String,
}

#[derive(Template)]
#[template(path = "workspace/news_list.html")]
struct NewsListPage {
    s: Shell,
    may_write: bool,
    rows: Vec<Row>,
}

/// `/arbete/nyheter`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::news::all(work.app.db.reader(), work.town()).await?;
    let row = |n: &News| Row {
        to: work.s.to(&format!("/arbete/nyheter/{}", n.id)),
        title: n.title.to_string(),
        state: work.s.t(&format!("news-state-{}", n.state.word())),
    };
    let rows = all.iter().filter(|n| work.may(Act::Read, Some(&n.owned))).map(row).collect();
    page(&NewsListPage { may_write: work.may(Act::Write, None), rows, s: work.s })
}

/// A move that the reader can make now: the last part of its address and its words.
struct Step {
    to: String,
    words: String,
}

#[derive(Template)]
#[template(path = "workspace/news.html")]
struct NewsPage {
    title: String,
    state: String,
    waiting: Vec<String>,
    summary: String,
    paragraphs: Vec<String>,
    edit: Option<String>,
    steps: Vec<Step>,
    withdraw: Option<(String, TextArea)>,
    public: Option<String>,
    forms: (String, String),
    errors: ErrorSummary,
    s: Shell,
}

/// `/arbete/nyheter/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let news = get(&work, &id).await?;
    page(&news_page(work, news, &Form::new()).await?)
}

async fn news_page(work: Work, n: News, form: &Form) -> Result<NewsPage, Problem> {
    let s = &work.s;
    let here = format!("/arbete/nyheter/{}", n.id);
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string());
    let own = work.actor.organisation();
    let step = |word: &str| Step { to: s.to(&format!("{here}/{word}")), words: s.t(&format!("news-step-{word}")) };
    let may = |act| work.may(act, Some(&n.owned));
    let mut steps = Vec::new();
    let mut waiting = Vec::new();
    match &n.state {
        NewsState::Draft if may(Act::Write) => steps.push(step("foresla")),
        NewsState::Proposed { approvals } => {
            waiting = approvals.missing().map(name).collect();
            if may(Act::Approve) && approvals.missing().any(|m| Some(m) == own) {
                steps.push(step("godkann"));
            }
        }
        NewsState::Approved { .. } if may(Act::Publish) => steps.push(step("publicera")),
        _ => {}
    }
    let open = matches!(n.state, NewsState::Draft | NewsState::Proposed { .. } | NewsState::Approved { .. });
    let shown = matches!(n.state, NewsState::Published { .. } | NewsState::Withdrawn { .. });
    let live = matches!(n.state, NewsState::Published { .. });
    Ok(NewsPage {
        title: n.title.to_string(),
        state: s.t(&format!("news-state-{}", n.state.word())),
        waiting: waiting.into_iter().map(|who| s.t1("news-waits-for", "who", who)).collect(),
        summary: n.summary.to_string(),
        paragraphs: n.body.paragraphs().map(str::to_owned).collect(),
        edit: (open && may(Act::Write)).then(|| s.to(&format!("{here}/andra"))),
        withdraw: (live && may(Act::Publish))
            .then(|| (s.to(&format!("{here}/dra-tillbaka")), form.textarea(s, "reason", "news-field-reason"))),
        public: shown.then(|| s.to(&format!("/nyheter/{}", n.id))),
        forms: Paper::News.link(s, n.id.as_str()),
        errors: form.summary(s),
        steps,
        s: work.s.clone(),
    })
}

/// `/arbete/nyheter/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let news = get(&work, &id).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "foresla" => news::propose(&ctx, &news.id).await,
        "godkann" => news::approve(&ctx, &news.id).await,
        "publicera" => news::publish(&ctx, &news.id).await,
        "dra-tillbaka" => news::withdraw(&ctx, &news.id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/nyheter/{}", news.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&news_page(work, news, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/news_form.html")]
struct NewsFormPage {
    title: String,
    errors: ErrorSummary,
    version: i64,
    heading: TextField,
    summary: TextArea,
    body: TextArea,
    quote: TextArea,
    quote_by: TextField,
    source: TextField,
    about: Select,
    s: Shell,
}

impl NewsFormPage {
    async fn of(work: Work, form: &Form, title: &str) -> Result<NewsFormPage, Problem> {
        let subjects = actions::chain::latest(&work.app.db, work.town(), &work.actor, &News::SUBJECTS).await?;
        let s = work.s;
        let choice = |i: &actions::chain::Item| {
            let noun = s.t(&format!("noun-{}", i.noun.word()));
            let chosen = crate::chain::choice(&s, i, &[]);
            Choice::new(chosen.value, format!("{noun}: {}", chosen.words))
        };
        let nothing = std::iter::once(Choice::new("", s.t("news-about-nothing")));
        let subjects = nothing.chain(subjects.iter().map(choice)).collect();
        Ok(NewsFormPage {
            title: form.title(&s, s.t(title)),
            errors: form.summary(&s),
            version: form.number("version"),
            heading: form.text(&s, "title", "news-field-title"),
            summary: form.textarea(&s, "summary", "news-field-summary"),
            body: form.textarea(&s, "body", "news-field-body"),
            quote: form.textarea(&s, "quote", "news-field-quote"),
            quote_by: form.text(&s, "quote_by", "news-field-quote-by"),
            source: form.text(&s, "source", "news-field-source"),
            about: form.select(&s, "about", "news-field-about", subjects),
            s,
        })
    }
}

/// `/arbete/nyheter/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    page(&NewsFormPage::of(work, &Form::new(), "news-new").await?)
}

/// `/arbete/nyheter/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match news::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("/arbete/nyheter/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&NewsFormPage::of(work, &form, "news-new").await?)
        }
    }
}

/// `/arbete/nyheter/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let n = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&n.owned))?;
    let mut form = Form::new();
    form.set("version", n.version.to_string()).set("title", n.title.as_str());
    form.set("summary", n.summary.as_str()).set("body", n.body.as_str());
    if let Some(q) = &n.quote {
        form.set("quote", q.words.as_str()).set("quote_by", q.by.as_str());
    }
    form.set("source", n.source.as_ref().map_or("", |l| l.as_str()));
    let about = storage::chain::into(work.app.db.reader(), work.town(), (Noun::News, &n.id)).await?;
    if let Some(link) = about.first() {
        form.set("about", format!("{}:{}", link.from.0.word(), link.from.1));
    }
    page(&NewsFormPage::of(work, &form, "news-edit").await?)
}

/// `/arbete/nyheter/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let n = get(&work, &id).await?;
    match news::rewrite(&work.ctx(), &n.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/nyheter/{}", n.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&NewsFormPage::of(work, &form, "news-edit").await?)
        }
    }
}

fn written(form: &Form) -> Written {
    Written {
        title: form.get("title").to_owned(),
        summary: form.get("summary").to_owned(),
        body: form.get("body").to_owned(),
        quote: form.get("quote").to_owned(),
        quote_by: form.get("quote_by").to_owned(),
        source: form.get("source").to_owned(),
        about: form.get("about").to_owned(),
    }
}

async fn get(work: &Work, id: &str) -> Result<News, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let news = storage::news::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&news.owned))?;
    Ok(news)
}
