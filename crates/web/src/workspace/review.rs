//! How is a review written, approved and shown?

use actions::review::{self, FIELDS, Written, WrittenAnswer};
use axum::extract::{Path, Query};
use axum::response::Response;
use documents::{Block, Fact, Section, Text, paragraphs, said};
use domain::review::{Confidence, Question, Reply, Review, ReviewVerdict};
use domain::{Act, Noun};

use super::document::Paper;
use super::effect::takeover;
use super::joint::{self, Row, ShowPage, choices};
use crate::{Choice, Form, Problem, Work, go};

const HERE: &str = "/arbete/uppfoljningar";

/// `/arbete/uppfoljningar`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::review::all(work.app.db.reader(), work.town()).await?;
    let seen = all.iter().filter(|r| work.may(Act::Read, Some(&r.owned)));
    let rows = seen.map(|r| Row {
        to: work.s.to(&format!("{HERE}/{}", r.id)),
        title: r.title.to_string(),
        state: work.s.t(&format!("release-state-{}", r.release.word())),
        meta: work.s.t(&format!("review-verdict-{}", r.verdict.word())),
    });
    let rows = rows.collect();
    joint::list(work, "review", HERE, rows)
}

async fn get(work: &Work, text: &str) -> Result<Review, Problem> {
    let found = storage::review::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let review = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&review.owned))?;
    Ok(review)
}

/// `/arbete/uppfoljningar/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let review = get(&work, &id).await?;
    view(work, review, &Form::new()).await
}

async fn view(work: Work, r: Review, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let here = format!("{HERE}/{}", r.id);
    let mut moves = joint::moves(&work, &r.owned, &r.release, &here, &format!("/uppfoljningar/{}", r.id), form).await?;
    moves.links.push(Paper::Review.link(s, r.id.as_str()));
    let mut blocks = vec![
        Block::text(Text::new().strong(s.t(&format!("review-verdict-{}", r.verdict.word())))),
        Block::facts(vec![Fact::new(
            s.t("review-fact-period"),
            text::date_range(s.lang(), r.period.from(), r.period.to()),
        )]),
    ];
    if let ReviewVerdict::CannotTell { reason } = &r.verdict {
        blocks.push(Section::new(s.t("review-why-not"), paragraphs(s.words, reason)).into());
    }
    for a in &r.answers {
        let reply = s.t(&format!("review-reply-{}", a.reply.word()));
        let mut of = vec![Block::text(Text::new().strong(reply))];
        of.extend(paragraphs(s.words, &a.words));
        of.push(Block::facts(vec![
            Fact::new(s.t("review-fact-evidence"), said(s.words, a.evidence.as_str())),
            Fact::new(s.t("review-fact-confidence"), s.t(&format!("review-confidence-{}", a.confidence.word()))),
        ]));
        blocks.push(Section::new(s.t(&format!("review-question-{}", a.question.word())), of).into());
    }
    if !r.lesson.is_empty() {
        blocks.push(Section::new(s.t("review-lesson"), paragraphs(s.words, &r.lesson)).into());
    }
    let html = joint::body(&work, Noun::Review, &r.id, blocks).await?;
    let page = ShowPage {
        title: r.title.to_string(),
        up: (s.to(HERE), s.t("review-list-title")),
        state: s.t(&format!("release-state-{}", r.release.word())),
        waiting: moves.waiting,
        steps: moves.steps,
        links: moves.links,
        html,
        panels: moves.panels,
        errors: form.summary(s),
        s: s.clone(),
    };
    joint::show(page, form)
}

/// `/arbete/uppfoljningar/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let r = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &r.id);
    let done = match step.as_str() {
        "foresla" => review::propose(&ctx, id).await,
        "godkann" => review::approve(&ctx, id).await,
        "publicera" => review::publish(&ctx, id).await,
        "oppna" => review::reopen(&ctx, id).await,
        "dra-tillbaka" => review::withdraw(&ctx, id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, r, &form).await
        }
    }
}

async fn fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let subjects = actions::chain::latest(&work.app.db, work.town(), &work.actor, &Review::SUBJECTS).await?;
    let choice = |i: &actions::chain::Item| {
        let noun = s.t(&format!("noun-{}", i.noun.word()));
        let chosen = crate::chain::choice(s, i, &[]);
        Choice::new(chosen.value, format!("{noun}: {}", chosen.words))
    };
    let mut fields = vec![
        form.text(s, "title", "review-field-title").to_string(),
        form.select(s, "about", "review-field-about", subjects.iter().map(choice).collect()).to_string(),
        form.short(s, "starts", "review-field-starts").to_string(),
        form.short(s, "ends", "review-field-ends").to_string(),
    ];
    for (question, [reply, words, evidence, confidence]) in Question::ALL.into_iter().zip(FIELDS) {
        fields.push(format!("<h2 class=\"mt3\">{}</h2>", s.t(&format!("review-question-{}", question.word()))));
        let replies = choices(s, "review-reply", &Reply::ALL.map(Reply::word));
        fields.push(form.radios(s, reply, "review-field-reply", replies).to_string());
        fields.push(form.textarea(s, words, "review-field-words").to_string());
        fields.push(form.textarea(s, evidence, "review-field-evidence").to_string());
        let sure = choices(s, "review-confidence", &Confidence::ALL.map(Confidence::word));
        fields.push(form.radios(s, confidence, "review-field-confidence", sure).to_string());
    }
    fields.push(format!("<h2 class=\"mt3\">{}</h2>", s.t("review-heading-verdict")));
    fields.push(
        form.radios(s, "verdict", "review-field-verdict", choices(s, "review-verdict", &ReviewVerdict::WORDS))
            .to_string(),
    );
    fields.push(form.textarea(s, "reason", "review-field-reason").to_string());
    fields.push(form.textarea(s, "lesson", "review-field-lesson").to_string());
    Ok(fields)
}

/// `/arbete/uppfoljningar/ny`
pub async fn new(work: Work, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let form = takeover::form(&pairs);
    let mut fields = fields(&work, &form).await?;
    fields.insert(0, takeover::note(&work.s, &form));
    joint::form_page(&work.s, &form, "review-new", HERE, fields)
}

/// `/arbete/uppfoljningar/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match review::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "review-new", HERE, fields(&work, &form).await?)
        }
    }
}

/// `/arbete/uppfoljningar/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let r = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&r.owned))?;
    let mut form = Form::new();
    form.set("version", r.version.to_string()).set("title", r.title.as_str());
    form.set("about", format!("{}:{}", r.about.0.word(), r.about.1));
    form.set("starts", r.period.from().to_string()).set("ends", r.period.to().to_string());
    for a in &r.answers {
        let at = Question::ALL.iter().position(|q| *q == a.question).unwrap_or(0);
        let [reply, words, evidence, confidence] = FIELDS[at];
        form.set(reply, a.reply.word()).set(words, a.words.as_str());
        form.set(evidence, a.evidence.as_str()).set(confidence, a.confidence.word());
    }
    form.set("verdict", r.verdict.word()).set("lesson", r.lesson.as_str());
    if let ReviewVerdict::CannotTell { reason } = &r.verdict {
        form.set("reason", reason.as_str());
    }
    let mut fields = fields(&work, &form).await?;
    fields.insert(0, takeover::note(&work.s, &form));
    joint::form_page(&work.s, &form, "review-edit", &format!("{HERE}/{id}"), fields)
}

/// `/arbete/uppfoljningar/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let r = get(&work, &id).await?;
    let here = format!("{HERE}/{}", r.id);
    match review::rewrite(&work.ctx(), &r.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "review-edit", &here, fields(&work, &form).await?)
        }
    }
}

fn written(form: &Form) -> Written {
    let get = |field: &str| form.get(field).to_owned();
    let answer = |[reply, words, evidence, confidence]: [&str; 4]| WrittenAnswer {
        reply: get(reply),
        words: get(words),
        evidence: get(evidence),
        confidence: get(confidence),
    };
    Written {
        title: get("title"),
        about: get("about"),
        starts: get("starts"),
        ends: get("ends"),
        answers: FIELDS.map(answer),
        verdict: get("verdict"),
        reason: get("reason"),
        lesson: get("lesson"),
    }
}
