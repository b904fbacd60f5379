//! How is a problem described, weighed, explained and shown?

use actions::cause;
use actions::problem::{self, Weighed, Written};
use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Fact, Section, paragraphs, said};
use domain::cause::{Cause, Perspective};
use domain::problem::Standing;
use domain::{Act, Id, Noun};

use super::joint::{self, Panel, Row, ShowPage, Step, choices};
use crate::{Choice, Form, Problem, Work, go};

const HERE: &str = "/arbete/problem";

/// `/arbete/problem`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::problem::all(work.app.db.reader(), work.town()).await?;
    let seen = all.iter().filter(|p| work.may(Act::Read, Some(&p.owned)));
    let rows = seen.map(|p| Row {
        to: work.s.to(&format!("{HERE}/{}", p.id)),
        title: p.title.to_string(),
        state: work.s.t(&format!("problem-standing-{}", p.standing.word())),
        meta: work.s.t(&format!("release-state-{}", p.release.word())),
    });
    let rows = rows.collect();
    joint::list(work, "problem", HERE, rows)
}

async fn get(work: &Work, text: &str) -> Result<domain::problem::Problem, Problem> {
    let found = storage::problem::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let problem = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&problem.owned))?;
    Ok(problem)
}

/// `/arbete/problem/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let problem = get(&work, &id).await?;
    view(work, problem, &Form::new()).await
}

async fn view(work: Work, p: domain::problem::Problem, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let here = format!("{HERE}/{}", p.id);
    let causes = storage::cause::of_problem(work.app.db.reader(), work.town(), &p.id).await?;
    let mut moves = joint::moves(&work, &p.owned, &p.release, &here, &format!("/problem/{}", p.id), form).await?;
    let mut facts = vec![
        Fact::new(s.t("problem-fact-place"), said(s.words, p.place.as_str())),
        Fact::new(s.t("problem-fact-time"), said(s.words, p.time.as_str())),
        Fact::new(s.t("problem-fact-standing"), s.t(&format!("problem-standing-{}", p.standing.word()))),
    ];
    if let Standing::Prioritised(priority) = &p.standing {
        let day = text::date(s.lang(), priority.on);
        facts.push(Fact::new(s.t("problem-field-by"), said(s.words, &format!("{}, {day}", priority.by))));
        facts.push(Fact::new(s.t("problem-why-chosen"), said(s.words, priority.why.as_str())));
    }
    let cause = |c: &Cause| {
        let perspective = s.t(&format!("cause-perspective-{}", c.perspective.word()));
        let state = s.t(&format!("release-state-{}", c.release.word()));
        let mut blocks = vec![Block::quiet(format!("{perspective}. {state}."))];
        blocks.extend(paragraphs(s.words, &c.why));
        Block::from(Section::new(said(s.words, c.title.as_str()), blocks).anchor(format!("orsak-{}", c.id)))
    };
    let mut explained: Vec<Block> = causes.iter().map(cause).collect();
    if explained.is_empty() {
        explained.push(Block::quiet(s.t("cause-none")));
    }
    let blocks = vec![
        Block::facts(facts),
        Section::new(s.t("problem-why"), paragraphs(s.words, &p.why)).into(),
        Section::new(s.t("cause-list-title"), explained).into(),
    ];
    let html = joint::body(&work, Noun::Problem, &p.id, blocks).await?;
    if work.may(Act::Write, Some(&p.owned)) {
        moves.links.push((s.to(&format!("{here}/orsaker/ny")), s.t("cause-new")));
        for c in causes.iter().filter(|c| c.release.word() != "published" && c.release.word() != "withdrawn") {
            let to = s.to(&format!("{here}/orsaker/{}/andra", c.id));
            moves.links.push((to, s.t1("cause-edit-named", "title", c.title.as_str())));
        }
        // A cause that came after its problem was shown goes its own way to the public.
        if !p.release.is_open() {
            for c in &causes {
                let own = work.actor.organisation();
                let (word, act) = match &c.release {
                    domain::Release::Draft => ("foresla", Act::Write),
                    domain::Release::Proposed { approvals } if approvals.missing().any(|m| Some(m) == own) => {
                        ("godkann", Act::Approve)
                    }
                    domain::Release::Approved { .. } => ("publicera", Act::Publish),
                    _ => continue,
                };
                if !work.may(act, Some(&c.owned)) {
                    continue;
                }
                let step = s.t(&format!("release-step-{word}"));
                let to = s.to(&format!("{here}/orsaker/{}/{word}", c.id));
                moves.steps.push(Step { to, words: format!("{step}: {}", c.title) });
            }
        }
        // How urgent it is belongs to what both approve: it is decided before that, or when the problem is opened again.
        if p.release.is_open() {
            moves.panels.insert(
                0,
                Panel {
                    id: "prioritera".into(),
                    title: s.t("problem-prioritise"),
                    to: s.to(&format!("{here}/prioritera")),
                    fields: vec![
                        form.short(s, "rank", "problem-field-rank").to_string(),
                        form.short(s, "on", "problem-field-on").to_string(),
                        form.text(s, "by", "problem-field-by").to_string(),
                        form.textarea(s, "priority_why", "problem-field-priority-why").to_string(),
                    ],
                    button: s.t("problem-prioritise"),
                },
            );
        }
    }
    let page = ShowPage {
        title: p.title.to_string(),
        up: (s.to(HERE), s.t("problem-list-title")),
        state: s.t(&format!("release-state-{}", p.release.word())),
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

/// `/arbete/problem/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let problem = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &problem.id);
    let weighed = Weighed {
        rank: form.get("rank").into(),
        on: form.get("on").into(),
        by: form.get("by").into(),
        why: form.get("priority_why").into(),
    };
    let done = match step.as_str() {
        "foresla" => problem::propose(&ctx, id).await,
        "godkann" => problem::approve(&ctx, id).await,
        "publicera" => problem::publish(&ctx, id).await,
        "oppna" => problem::reopen(&ctx, id).await,
        "dra-tillbaka" => problem::withdraw(&ctx, id, form.get("reason")).await,
        "prioritera" => problem::prioritise(&ctx, id, &weighed).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, problem, &form).await
        }
    }
}

async fn fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let mut fields = vec![
        form.text(s, "title", "problem-field-title").to_string(),
        form.text(s, "place", "problem-field-place").to_string(),
        form.text(s, "time", "problem-field-time").to_string(),
        form.textarea(s, "why", "problem-field-why").to_string(),
    ];
    fields.extend(evidence(work, form).await?);
    Ok(fields)
}

/// What the problem or cause can rest on, to tick.
async fn evidence(work: &Work, form: &Form) -> Result<Option<String>, Problem> {
    let found = actions::chain::evidence(&work.app.db, work.town(), &work.actor).await?;
    let choices: Vec<Choice> = found.iter().map(|i| crate::chain::choice(&work.s, i, &found)).collect();
    Ok((!choices.is_empty())
        .then(|| form.checkboxes(&work.s, "evidence", "problem-field-evidence", choices).to_string()))
}

/// `/arbete/problem/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let form = Form::new();
    joint::form_page(&work.s, &form, "problem-new", HERE, fields(&work, &form).await?)
}

/// `/arbete/problem/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match problem::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "problem-new", HERE, fields(&work, &form).await?)
        }
    }
}

/// `/arbete/problem/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&p.owned))?;
    let mut form = Form::new();
    form.set("version", p.version.to_string()).set("title", p.title.as_str()).set("place", p.place.as_str());
    form.set("time", p.time.as_str()).set("why", p.why.as_str());
    rests_on(&work, &mut form, Noun::Problem, &p.id).await?;
    joint::form_page(&work.s, &form, "problem-edit", &format!("{HERE}/{id}"), fields(&work, &form).await?)
}

async fn rests_on(work: &Work, form: &mut Form, noun: Noun, id: &Id) -> Result<(), Problem> {
    for link in storage::chain::into(work.app.db.reader(), work.town(), (noun, id)).await? {
        form.add("evidence", format!("{}:{}", link.from.0.word(), link.from.1));
    }
    Ok(())
}

/// `/arbete/problem/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    let here = format!("{HERE}/{}", p.id);
    match problem::rewrite(&work.ctx(), &p.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "problem-edit", &here, fields(&work, &form).await?)
        }
    }
}

fn written(form: &Form) -> Written {
    Written {
        title: form.get("title").into(),
        area: form.get("area").into(),
        place: form.get("place").into(),
        time: form.get("time").into(),
        why: form.get("why").into(),
        evidence: form.all("evidence").to_vec(),
    }
}

async fn cause_fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let perspectives = choices(s, "cause-perspective", &Perspective::ALL.map(Perspective::word));
    let mut fields = vec![
        form.text(s, "title", "cause-field-title").to_string(),
        form.radios(s, "perspective", "cause-field-perspective", perspectives).to_string(),
        form.textarea(s, "why", "cause-field-why").to_string(),
    ];
    fields.extend(evidence(work, form).await?);
    Ok(fields)
}

fn cause_written(form: &Form) -> cause::Written {
    cause::Written {
        title: form.get("title").into(),
        perspective: form.get("perspective").into(),
        why: form.get("why").into(),
        evidence: form.all("evidence").to_vec(),
    }
}

/// `/arbete/problem/{id}/orsaker/ny`
pub async fn new_cause(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&p.owned))?;
    let form = Form::new();
    joint::form_page(&work.s, &form, "cause-new", &format!("{HERE}/{id}"), cause_fields(&work, &form).await?)
}

/// `/arbete/problem/{id}/orsaker/ny`, posted.
pub async fn write_cause(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    let here = format!("{HERE}/{}", p.id);
    match cause::write(&work.ctx(), &p.id, &cause_written(&form)).await {
        Ok(_) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "cause-new", &here, cause_fields(&work, &form).await?)
        }
    }
}

async fn get_cause(work: &Work, text: &str) -> Result<Cause, Problem> {
    let found = storage::cause::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let cause = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&cause.owned))?;
    Ok(cause)
}

/// `/arbete/problem/{id}/orsaker/{cause}/andra`
pub async fn edit_cause(work: Work, Path((id, cause)): Path<(String, String)>) -> Result<Response, Problem> {
    let c = get_cause(&work, &cause).await?;
    work.ctx().may(Act::Write, Some(&c.owned))?;
    let mut form = Form::new();
    form.set("version", c.version.to_string()).set("title", c.title.as_str()).set("why", c.why.as_str());
    form.set("perspective", c.perspective.word());
    rests_on(&work, &mut form, Noun::Cause, &c.id).await?;
    joint::form_page(&work.s, &form, "cause-edit", &format!("{HERE}/{id}"), cause_fields(&work, &form).await?)
}

/// `/arbete/problem/{id}/orsaker/{cause}/{step}`, posted: one move.
pub async fn step_cause(
    work: Work,
    Path((_, cause, step)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let c = get_cause(&work, &cause).await?;
    let here = format!("{HERE}/{}", c.problem);
    let ctx = work.ctx();
    let done = match step.as_str() {
        "foresla" => cause::propose(&ctx, &c.id).await,
        "godkann" => cause::approve(&ctx, &c.id).await,
        "publicera" => cause::publish(&ctx, &c.id).await,
        _ => return Err(Problem::Absent),
    };
    done?;
    Ok(go(work.s.to(&here)))
}

/// `/arbete/problem/{id}/orsaker/{cause}/andra`, posted.
pub async fn rewrite_cause(
    work: Work,
    Path((_, cause)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let c = get_cause(&work, &cause).await?;
    let here = format!("{HERE}/{}", c.problem);
    match cause::rewrite(&work.ctx(), &c.id, form.number("version"), &cause_written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "cause-edit", &here, cause_fields(&work, &form).await?)
        }
    }
}
