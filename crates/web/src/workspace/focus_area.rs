//! How is a focus area chosen from problems, approved and shown?

use actions::focus_area::{self, Written};
use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Fact, Section, paragraphs, said};
use domain::focus_area::FocusArea;
use domain::problem::Standing;
use domain::{Act, Noun};

use super::joint::{self, Row, ShowPage};
use crate::{Choice, Form, Problem, Work, go};

const HERE: &str = "/arbete/fokusomraden";

/// `/arbete/fokusomraden`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::focus_area::all(work.app.db.reader(), work.town()).await?;
    let seen = all.iter().filter(|f| work.may(Act::Read, Some(&f.owned)));
    let rows = seen.map(|f| Row {
        to: work.s.to(&format!("{HERE}/{}", f.id)),
        title: f.title.to_string(),
        state: work.s.t(&format!("release-state-{}", f.release.word())),
        meta: work.s.t1("focus-area-chosen", "date", text::date(work.s.lang(), f.choice.on)),
    });
    let rows = rows.collect();
    joint::list(work, "focus-area", HERE, rows)
}

async fn get(work: &Work, text: &str) -> Result<FocusArea, Problem> {
    let found = storage::focus_area::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let focus = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&focus.owned))?;
    Ok(focus)
}

/// `/arbete/fokusomraden/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let focus = get(&work, &id).await?;
    view(work, focus, &Form::new()).await
}

async fn view(work: Work, f: FocusArea, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let here = format!("{HERE}/{}", f.id);
    let moves = joint::moves(&work, &f.owned, &f.release, &here, &format!("/fokusomraden/{}", f.id), form).await?;
    let facts = vec![
        Fact::new(s.t("focus-area-fact-on"), text::date(s.lang(), f.choice.on)),
        Fact::new(s.t("focus-area-fact-by"), said(s.words, f.choice.by.as_str())),
    ];
    let blocks = vec![
        Block::facts(facts),
        Section::new(s.t("focus-area-aim"), paragraphs(s.words, &f.aim)).into(),
        Section::new(s.t("focus-area-why"), paragraphs(s.words, &f.choice.why)).into(),
    ];
    let html = joint::body(&work, Noun::FocusArea, &f.id, blocks).await?;
    let page = ShowPage {
        title: f.title.to_string(),
        up: (s.to(HERE), s.t("focus-area-list-title")),
        state: s.t(&format!("release-state-{}", f.release.word())),
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

/// `/arbete/fokusomraden/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let focus = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &focus.id);
    let done = match step.as_str() {
        "foresla" => focus_area::propose(&ctx, id).await,
        "godkann" => focus_area::approve(&ctx, id).await,
        "publicera" => focus_area::publish(&ctx, id).await,
        "oppna" => focus_area::reopen(&ctx, id).await,
        "dra-tillbaka" => focus_area::withdraw(&ctx, id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, focus, &form).await
        }
    }
}

async fn fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let problems = storage::problem::all(work.app.db.reader(), work.town()).await?;
    let chosen = problems.iter().filter(|p| matches!(p.standing, Standing::Prioritised(_)));
    let choices: Vec<Choice> = chosen.map(|p| Choice::new(p.id.as_str(), p.title.as_str())).collect();
    Ok(vec![
        form.text(s, "title", "focus-area-field-title").to_string(),
        form.textarea(s, "aim", "focus-area-field-aim").to_string(),
        form.checkboxes(s, "problems", "focus-area-field-problems", choices).to_string(),
        form.short(s, "on", "focus-area-field-on").to_string(),
        form.text(s, "by", "focus-area-field-by").to_string(),
        form.textarea(s, "why", "focus-area-field-why").to_string(),
        form.short(s, "number", "focus-area-field-number").to_string(),
    ])
}

/// `/arbete/fokusomraden/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let form = Form::new();
    joint::form_page(&work.s, &form, "focus-area-new", HERE, fields(&work, &form).await?)
}

/// `/arbete/fokusomraden/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match focus_area::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "focus-area-new", HERE, fields(&work, &form).await?)
        }
    }
}

/// `/arbete/fokusomraden/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let f = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&f.owned))?;
    let mut form = Form::new();
    form.set("version", f.version.to_string()).set("title", f.title.as_str()).set("aim", f.aim.as_str());
    form.set("on", f.choice.on.to_string()).set("by", f.choice.by.as_str()).set("why", f.choice.why.as_str());
    form.set("number", f.number.to_string());
    for link in storage::chain::into(work.app.db.reader(), work.town(), (Noun::FocusArea, &f.id)).await? {
        if link.from.0 == Noun::Problem {
            form.add("problems", link.from.1.to_string());
        }
    }
    joint::form_page(&work.s, &form, "focus-area-edit", &format!("{HERE}/{id}"), fields(&work, &form).await?)
}

/// `/arbete/fokusomraden/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let f = get(&work, &id).await?;
    let here = format!("{HERE}/{}", f.id);
    match focus_area::rewrite(&work.ctx(), &f.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "focus-area-edit", &here, fields(&work, &form).await?)
        }
    }
}

fn written(form: &Form) -> Written {
    Written {
        title: form.get("title").into(),
        aim: form.get("aim").into(),
        number: form.get("number").into(),
        on: form.get("on").into(),
        by: form.get("by").into(),
        why: form.get("why").into(),
        problems: form.all("problems").to_vec(),
    }
}
