//! How is a plan written, decided, shown and followed up?

use actions::goal::WrittenGoal;
use actions::plan::{self, Written, WrittenDecision, WrittenMeasure};
use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Fact, PlanGround, Section, paragraphs, said};
use domain::measure::{Colour, Extent, MeasureKind};
use domain::plan::Plan;
use domain::{Act, Noun, Release};

use super::document::Paper;
use super::joint::{self, Panel, Row, ShowPage, choices};
use crate::{Choice, Form, Problem, Work, go};

const HERE: &str = "/arbete/plan";
/// How many goals, doers and ways to help the form of a measure has room for.
const ROWS: usize = 3;

/// `/arbete/plan`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::plan::all(work.app.db.reader(), work.town()).await?;
    let seen = all.iter().filter(|p| work.may(Act::Read, Some(&p.owned)));
    let rows = seen.map(|p| Row {
        to: work.s.to(&format!("{HERE}/{}", p.id)),
        title: p.title.to_string(),
        state: work.s.t(&format!("release-state-{}", p.release.word())),
        meta: text::date_range(work.s.lang(), p.period.from(), p.period.to()),
    });
    let rows = rows.collect();
    joint::list(work, "plan", HERE, rows)
}

async fn get(work: &Work, text: &str) -> Result<Plan, Problem> {
    let found = storage::plan::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let plan = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&plan.owned))?;
    Ok(plan)
}

/// `/arbete/plan/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let plan = get(&work, &id).await?;
    view(work, plan, &Form::new()).await
}

async fn view(work: Work, p: Plan, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let (on, town) = (work.app.db.reader(), work.town());
    let here = format!("{HERE}/{}", p.id);
    let mut moves = joint::moves(&work, &p.owned, &p.release, &here, &format!("/plan/{}", p.id), form).await?;
    let measures = storage::measure::of_plan(on, town, &p.id).await?;
    let organisations = storage::organisation::all(on, town).await?;
    let causes = storage::cause::all(on, town).await?;
    let ground = PlanGround {
        parties: organisations.iter().map(|o| (o.id.to_string(), o.short.to_string())).collect(),
        causes: causes
            .iter()
            .map(|c| {
                (c.id.to_string(), c.title.to_string(), s.to(&format!("/arbete/problem/{}#orsak-{}", c.problem, c.id)))
            })
            .collect(),
        ..PlanGround::default()
    };
    let period = text::date_range(s.lang(), p.period.from(), p.period.to());
    let mut facts = vec![Fact::new(s.t("plan-fact-period"), period)];
    if let Some(d) = &p.decision {
        let told = format!("{}, {}", d.body, text::date(s.lang(), d.on));
        facts.push(Fact::new(s.t("plan-fact-decision"), said(s.words, &told)));
    }
    let mut blocks = vec![Block::facts(facts)];
    blocks.extend(paragraphs(s.words, &p.about));
    let rows = if measures.is_empty() {
        Block::quiet(s.t("plan-no-measures"))
    } else {
        documents::plan_table(&measures, &ground, s.words).into()
    };
    let figures = |m: &domain::measure::Measure| {
        let to = s.to(&format!("/arbete/atgarder/{}/effekt", m.id));
        Block::text(documents::Text::new().link(s.t1("effect-link-measure", "n", m.number), to))
    };
    let each = measures.iter().flat_map(|m| {
        let linked = s.sees.joint.then(|| figures(m));
        std::iter::once(documents::plan_measure(m, s.words)).chain(linked)
    });
    blocks.push(Section::new(s.t("plan-measures"), std::iter::once(rows).chain(each).collect()).into());
    let html = joint::body(&work, Noun::Plan, &p.id, blocks).await?;
    let may_write = work.may(Act::Write, Some(&p.owned));
    if p.release.is_open() && may_write {
        moves.links.push((s.to(&format!("{here}/atgarder/ny")), s.t("measure-new")));
    }
    moves.links.push(Paper::Plan.link(s, p.id.as_str()));
    let panel = |word: &str, to: String, title: String, fields: Vec<String>| Panel {
        id: word.to_owned(),
        title,
        to: s.to(&to),
        fields,
        button: s.t(&format!("plan-step-{word}")),
    };
    if matches!(p.release, Release::Approved { .. }) && p.decision.is_none() && may_write {
        let fields = vec![
            form.text(s, "body", "plan-field-body").to_string(),
            form.short(s, "on", "plan-field-on").to_string(),
            form.short(s, "paragraph", "plan-field-paragraph").to_string(),
            form.short(s, "register", "plan-field-register").to_string(),
        ];
        moves.panels.push(panel("besluta", format!("{here}/besluta"), s.t("plan-step-besluta"), fields));
    }
    if !measures.is_empty() && may_write && p.decision.is_some() {
        let which = measures.iter().map(|m| Choice::new(m.id.as_str(), format!("{}. {}", m.number, m.title))).collect();
        let fields = vec![
            form.select(s, "measure", "measure-field-which", which).to_string(),
            form.radios(
                s,
                "colour",
                "measure-field-colour",
                choices(s, "measure-mark", &Colour::ALL.map(Colour::word)),
            )
            .to_string(),
            form.textarea(s, "words", "measure-field-words").to_string(),
        ];
        moves.panels.push(panel("folj-upp", format!("{here}/folj-upp"), s.t("plan-step-folj-upp"), fields));
    }
    let own = work.actor.organisation();
    let to_agree = measures.iter().filter(|m| {
        m.waiting.as_ref().is_some_and(|(_, approvals)| approvals.missing().any(|missing| Some(missing) == own))
    });
    let to_agree: Vec<Choice> = to_agree
        .filter_map(|m| {
            let (mark, _) = m.waiting.as_ref()?;
            let colour = s.t(&format!("measure-mark-{}", mark.colour.word()));
            Some(Choice { hint: format!("{colour}. {}", mark.words), ..Choice::new(m.id.as_str(), m.title.as_str()) })
        })
        .collect();
    if !to_agree.is_empty() && work.may(Act::Confirm, Some(&p.owned)) {
        let fields = vec![form.radios(s, "measure", "measure-field-agree", to_agree).to_string()];
        moves.panels.push(panel("hall-med", format!("{here}/hall-med"), s.t("plan-step-hall-med"), fields));
    }
    for m in &measures {
        if let Some((mark, _)) = &m.waiting {
            let colour = s.t(&format!("measure-mark-{}", mark.colour.word()));
            let said = format!("{colour}. {}", mark.words);
            let args = [("title", m.title.as_str().into()), ("said", said.into())];
            moves.waiting.push(s.words.with("measure-waits", &args));
        }
    }
    let page = ShowPage {
        title: p.title.to_string(),
        up: (s.to(HERE), s.t("plan-list-title")),
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

/// `/arbete/plan/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &p.id);
    let get = |field: &str| form.get(field).to_owned();
    let decision =
        WrittenDecision { body: get("body"), on: get("on"), paragraph: get("paragraph"), register: get("register") };
    let done = match step.as_str() {
        "foresla" => plan::propose(&ctx, id).await,
        "godkann" => plan::approve(&ctx, id).await,
        "besluta" => plan::decide(&ctx, id, &decision).await,
        "publicera" => plan::publish(&ctx, id).await,
        "oppna" => plan::reopen(&ctx, id).await,
        "dra-tillbaka" => plan::withdraw(&ctx, id, form.get("reason")).await,
        "hall-med" => plan::agree_measure(&ctx, &joint::id(form.get("measure"))?).await,
        "folj-upp" => {
            let measure = joint::id(form.get("measure"))?;
            plan::follow_up_measure(&ctx, &measure, form.get("colour"), form.get("words")).await
        }
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, p, &form).await
        }
    }
}

async fn fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let found = actions::chain::latest(&work.app.db, work.town(), &work.actor, &[Noun::Picture]).await?;
    let mut pictures = vec![Choice::new("", s.t("agreement-no-picture"))];
    pictures.extend(found.iter().map(|i| Choice::new(i.id.as_str(), i.title.as_str())));
    Ok(vec![
        form.text(s, "title", "plan-field-title").to_string(),
        form.select(s, "picture", "plan-field-picture", pictures).to_string(),
        form.short(s, "starts", "plan-field-starts").to_string(),
        form.short(s, "ends", "plan-field-ends").to_string(),
        form.textarea(s, "about", "plan-field-about").to_string(),
    ])
}

fn written(form: &Form) -> Written {
    let get = |field: &str| form.get(field).to_owned();
    Written {
        title: get("title"),
        picture: get("picture"),
        starts: get("starts"),
        ends: get("ends"),
        about: get("about"),
    }
}

/// `/arbete/plan/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let form = Form::new();
    joint::form_page(&work.s, &form, "plan-new", HERE, fields(&work, &form).await?)
}

/// `/arbete/plan/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match plan::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "plan-new", HERE, fields(&work, &form).await?)
        }
    }
}

/// `/arbete/plan/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&p.owned))?;
    let mut form = Form::new();
    form.set("version", p.version.to_string()).set("title", p.title.as_str()).set("about", p.about.as_str());
    form.set("picture", p.picture.as_ref().map_or("", |i| i.as_str()));
    form.set("starts", p.period.from().to_string()).set("ends", p.period.to().to_string());
    joint::form_page(&work.s, &form, "plan-edit", &format!("{HERE}/{id}"), fields(&work, &form).await?)
}

/// `/arbete/plan/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    let here = format!("{HERE}/{}", p.id);
    match plan::rewrite(&work.ctx(), &p.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "plan-edit", &here, fields(&work, &form).await?)
        }
    }
}

async fn measure_fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let (on, town) = (work.app.db.reader(), work.town());
    let organisations = storage::organisation::all(on, town).await?;
    let parties: Vec<Choice> = organisations.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str())).collect();
    let mut causes = vec![Choice::new("", s.t("measure-no-cause"))];
    causes.extend(storage::cause::all(on, town).await?.iter().map(|c| Choice::new(c.id.as_str(), c.title.as_str())));
    let mut fields = vec![
        form.select(s, "cause", "measure-field-cause", causes).to_string(),
        form.text(s, "title", "measure-field-title").to_string(),
        form.textarea(s, "what", "measure-field-what").to_string(),
        form.radios(
            s,
            "kind",
            "measure-field-kind",
            choices(s, "measure-kind", &MeasureKind::ALL.map(MeasureKind::word)),
        )
        .to_string(),
        form.radios(s, "extent", "measure-field-extent", choices(s, "measure-extent", &Extent::ALL.map(Extent::word)))
            .to_string(),
        form.text(s, "when", "measure-field-when").to_string(),
        form.textarea(s, "follow_up", "measure-field-follow-up").to_string(),
    ];
    let open = |name: &str, i: usize, legend: String| {
        let id = if i == 1 { format!(" id=\"{name}\"") } else { String::new() };
        format!("<fieldset{id}><legend>{legend}</legend>")
    };
    for i in 1..=ROWS {
        fields.push(open("who", i, s.t1("measure-who-row", "n", i)));
        fields.push(form.select(s, &format!("who_party_{i}"), "measure-field-who-party", parties.clone()).to_string());
        fields.push(form.text(s, &format!("who_unit_{i}"), "measure-field-who-unit").to_string());
        fields.push("</fieldset>".into());
    }
    for i in 1..=ROWS {
        fields.push(open("goals", i, s.t1("goal-row", "n", i)));
        fields.push(form.text(s, &format!("goal_text_{i}"), "goal-field-text").to_string());
        fields.push(form.short(s, &format!("goal_by_{i}"), "goal-field-by").to_string());
        fields.push("</fieldset>".into());
    }
    for i in 1..=ROWS {
        fields.push(open("help", i, s.t1("measure-help-row", "n", i)));
        fields.push(form.text(s, &format!("help_label_{i}"), "measure-field-help-label").to_string());
        fields.push(form.text(s, &format!("help_address_{i}"), "measure-field-help-address").to_string());
        fields.push("</fieldset>".into());
    }
    Ok(fields)
}

/// `/arbete/plan/{id}/atgarder/ny`
pub async fn new_measure(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&p.owned))?;
    let form = Form::new();
    joint::form_page(&work.s, &form, "measure-new", &format!("{HERE}/{id}"), measure_fields(&work, &form).await?)
}

/// `/arbete/plan/{id}/atgarder/ny`, posted.
pub async fn write_measure(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    let here = format!("{HERE}/{}", p.id);
    let get = |field: &str| form.get(field).to_owned();
    let row = |field: &str, i: usize| form.get(&format!("{field}_{i}")).to_owned();
    let goal = |i| WrittenGoal { text: row("goal_text", i), by: row("goal_by", i), ..WrittenGoal::default() };
    let measure = WrittenMeasure {
        title: get("title"),
        what: get("what"),
        cause: get("cause"),
        kind: get("kind"),
        extent: get("extent"),
        goals: (1..=ROWS).map(goal).collect(),
        when: get("when"),
        who: (1..=ROWS).map(|i| (row("who_party", i), row("who_unit", i))).collect(),
        follow_up: get("follow_up"),
        help: (1..=ROWS).map(|i| (row("help_label", i), row("help_address", i))).collect(),
    };
    match plan::add_measure(&work.ctx(), &p.id, &measure).await {
        Ok(_) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "measure-new", &here, measure_fields(&work, &form).await?)
        }
    }
}
