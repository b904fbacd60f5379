//! Who sits in the strategic council, when does it meet, and what does it decide?

use actions::council::{self, SUBJECTS, Written};
use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Fact, Item, List, Section, Text, paragraphs, said, said_link};
use domain::agreement::Level;
use domain::council::{AgendaItem, Council, Meeting, MeetingState};
use domain::{Act, Id, Owned};

use super::joint::{self, Panel, ShowPage, Step, choices};
use crate::{Choice, Form, Problem, Work, chain, go};

const HERE: &str = "/arbete/radet";
/// How many members the form has room for.
const ROWS: usize = 8;

async fn council_of(work: &Work) -> Result<Option<Council>, Problem> {
    // What the council decides is shared by the two owners and by nobody else.
    let owners = work.ctx().owners().await?;
    let owned = Owned::joint(owners.into_iter().next().ok_or(Problem::Absent)?);
    work.ctx().may(Act::Read, Some(&owned))?;
    Ok(storage::council::all(work.app.db.reader(), work.town()).await?.into_iter().next())
}

/// `/arbete/radet`
pub async fn show(work: Work) -> Result<Response, Problem> {
    view(work, &Form::new()).await
}

async fn view(work: Work, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let (on, town) = (work.app.db.reader(), work.town());
    let council = council_of(&work).await?;
    let organisations = storage::organisation::all(on, town).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string());
    let mut blocks = Vec::new();
    let mut panels = Vec::new();
    let may_write = work.may(Act::Write, None);
    match &council {
        None => blocks.push(Block::text(s.t("council-none"))),
        Some(c) => {
            blocks.extend(paragraphs(s.words, &c.about));
            let member = |m: &domain::council::Member| {
                let level = s.t(&format!("level-{}", m.level.word()));
                let chair = if m.chair { format!(" {}", s.t("council-leads")) } else { String::new() };
                Item::from(said(s.words, &format!("{}: {} ({level}).{chair}", name(&m.organisation), m.role)))
            };
            let members = c.members.iter().map(member).collect();
            blocks.push(
                Section::new(s.t("council-members"), vec![List { ordered: false, items: members }.into()]).into(),
            );
            let meetings = storage::meeting::of_council(on, town, &c.id).await?;
            let row = |m: &Meeting| {
                let title = text::date(s.lang(), m.on);
                let state = s.t(&format!("meeting-state-{}", m.state.word()));
                Item::from(Text::new().link(title, s.to(&format!("{HERE}/{}", m.id))).then(format!(" – {state}")))
            };
            let rows: Vec<Item> = meetings.iter().map(row).collect();
            let rows: Block = if rows.is_empty() {
                Block::quiet(s.t("meeting-none"))
            } else {
                List { ordered: false, items: rows }.into()
            };
            blocks.push(Section::new(s.t("council-meetings"), vec![rows]).into());
            if may_write {
                panels.push(Panel {
                    id: "kalla".into(),
                    title: s.t("meeting-call"),
                    to: s.to(&format!("{HERE}/kalla")),
                    fields: vec![form.short(s, "on", "meeting-field-on").to_string()],
                    button: s.t("meeting-call"),
                });
            }
        }
    }
    let links = if may_write { vec![(s.to(&format!("{HERE}/andra")), s.t("council-edit"))] } else { vec![] };
    let page = ShowPage {
        title: council.as_ref().map_or_else(|| s.t("council-title"), |c| c.name.to_string()),
        up: (s.to("/arbete"), s.t("shell-work-today")),
        state: s.t("council-title"),
        waiting: vec![],
        steps: vec![],
        links,
        html: documents::html::blocks(&blocks, s.words, 2, "d"),
        panels,
        errors: form.summary(s),
        s: s.clone(),
    };
    joint::show(page, form)
}

/// `/arbete/radet/kalla`, posted.
pub async fn call(work: Work, mut form: Form) -> Result<Response, Problem> {
    match council::call(&work.ctx(), form.get("on")).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(actions::Error::Storage(storage::Error::Taken)) => {
            form.wrong("on", work.s.t("meeting-error-taken"));
            view(work, &form).await
        }
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, &form).await
        }
    }
}

async fn fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let parties: Vec<Choice> = organisations.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str())).collect();
    let mut fields = vec![
        form.text(s, "name", "council-field-name").to_string(),
        form.textarea(s, "about", "council-field-about").to_string(),
    ];
    for i in 1..=ROWS {
        let id = if i == 1 { " id=\"members\"" } else { "" };
        fields.push(format!("<fieldset{id}><legend>{}</legend>", s.t1("council-member-row", "n", i)));
        fields.push(
            form.select(s, &format!("member_party_{i}"), "agreement-field-seat-party", parties.clone()).to_string(),
        );
        fields.push(form.text(s, &format!("member_role_{i}"), "council-field-role").to_string());
        let levels = choices(s, "level", &Level::ALL.map(Level::word));
        fields.push(form.select(s, &format!("member_level_{i}"), "agreement-field-seat-level", levels).to_string());
        fields.push("</fieldset>".into());
    }
    let chair = (1..=ROWS).map(|i| Choice::new((i - 1).to_string(), s.t1("council-member-row", "n", i))).collect();
    fields.push(form.select(s, "chair", "council-field-chair", chair).to_string());
    Ok(fields)
}

/// `/arbete/radet/andra`
pub async fn edit(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let mut form = Form::new();
    if let Some(c) = council_of(&work).await? {
        form.set("version", c.version.to_string()).set("name", c.name.as_str()).set("about", c.about.as_str());
        for (i, m) in c.members.iter().enumerate() {
            form.set(&format!("member_party_{}", i + 1), m.organisation.as_str());
            form.set(&format!("member_role_{}", i + 1), m.role.as_str());
            form.set(&format!("member_level_{}", i + 1), m.level.word());
            if m.chair {
                form.set("chair", i.to_string());
            }
        }
    }
    joint::form_page(&work.s, &form, "council-edit", HERE, fields(&work, &form).await?)
}

/// `/arbete/radet/andra`, posted.
pub async fn rewrite(work: Work, mut form: Form) -> Result<Response, Problem> {
    let row = |field: &str, i: usize| form.get(&format!("member_{field}_{i}")).to_owned();
    let written = Written {
        name: form.get("name").into(),
        about: form.get("about").into(),
        members: (1..=ROWS).map(|i| (row("party", i), row("role", i), row("level", i))).collect(),
        chair: form.get("chair").into(),
    };
    match council::set(&work.ctx(), form.number("version").max(1), &written).await {
        Ok(()) => Ok(go(work.s.to(HERE))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "council-edit", HERE, fields(&work, &form).await?)
        }
    }
}

async fn get(work: &Work, text: &str) -> Result<Meeting, Problem> {
    council_of(work).await?;
    storage::meeting::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?.ok_or(Problem::Absent)
}

/// `/arbete/radet/{id}`
pub async fn meeting(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let meeting = get(&work, &id).await?;
    view_meeting(work, meeting, &Form::new()).await
}

async fn view_meeting(work: Work, m: Meeting, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let here = format!("{HERE}/{}", m.id);
    let subjects: Vec<_> = m.items.iter().filter_map(|i| i.about.clone()).collect();
    let named = storage::chain::named(work.app.db.reader(), work.town(), &subjects).await?;
    let item = |(n, i): (usize, &AgendaItem)| {
        let mut blocks = Vec::new();
        if let Some(about) =
            i.about.as_ref().and_then(|about| named.iter().find(|x| (x.noun, &x.id) == (about.0, &about.1)))
        {
            let (noun, id, parent) = (about.noun, about.id.clone(), about.parent.clone());
            let item = actions::chain::Item { noun, id, title: about.title.clone(), parent, on: None };
            let to = s.to(&chain::address(&item, true));
            blocks.push(Block::text(said_link(s.words, &about.title, &to)));
        }
        match &i.decision {
            Some(decision) => {
                blocks.push(Block::facts(vec![Fact::new(s.t("meeting-decision"), said(s.words, decision.as_str()))]));
            }
            None => blocks.push(Block::quiet(s.t("meeting-not-decided"))),
        }
        Block::from(Section::new(said(s.words, &format!("{}. {}", n + 1, i.title)), blocks))
    };
    let mut blocks: Vec<Block> = m.items.iter().enumerate().map(item).collect();
    if blocks.is_empty() {
        blocks.push(Block::quiet(s.t("meeting-no-items")));
    }
    if let MeetingState::Cancelled { reason } = &m.state {
        blocks.extend(paragraphs(s.words, reason));
    }
    let step = |word: &str| Step { to: s.to(&format!("{here}/{word}")), words: s.t(&format!("meeting-step-{word}")) };
    let panel = |word: &str, fields: Vec<String>| Panel {
        id: word.to_owned(),
        title: s.t(&format!("meeting-step-{word}")),
        to: s.to(&format!("{here}/{word}")),
        fields,
        button: s.t(&format!("meeting-step-{word}")),
    };
    let (mut steps, mut panels) = (Vec::new(), Vec::new());
    if work.may(Act::Write, None) {
        match &m.state {
            MeetingState::Called => {
                if s.today() >= m.on {
                    steps.push(step("hall"));
                }
                let found = actions::chain::latest(&work.app.db, work.town(), &work.actor, &SUBJECTS).await?;
                let mut about = vec![Choice::new("", s.t("meeting-about-nothing"))];
                about.extend(found.iter().map(|i| {
                    let noun = s.t(&format!("noun-{}", i.noun.word()));
                    Choice::new(format!("{}:{}", i.noun.word(), i.id), format!("{noun}: {}", i.title))
                }));
                let title = form.text(s, "title", "meeting-field-title").to_string();
                panels.push(panel(
                    "ta-upp",
                    vec![title, form.select(s, "about", "meeting-field-about", about).to_string()],
                ));
                panels.push(panel("stall-in", vec![form.textarea(s, "reason", "meeting-field-reason").to_string()]));
            }
            MeetingState::Held => {
                steps.push(step("justera"));
                if !m.items.is_empty() {
                    let items = m
                        .items
                        .iter()
                        .enumerate()
                        .map(|(n, i)| Choice::new(n.to_string(), format!("{}. {}", n + 1, i.title)));
                    let item = form.select(s, "item", "meeting-field-item", items.collect()).to_string();
                    panels.push(panel(
                        "besluta",
                        vec![item, form.textarea(s, "decision", "meeting-field-decision").to_string()],
                    ));
                }
            }
            _ => {}
        }
    }
    let page = ShowPage {
        title: s.t1("meeting-title", "date", text::date(s.lang(), m.on)),
        up: (s.to(HERE), s.t("council-title")),
        state: s.t(&format!("meeting-state-{}", m.state.word())),
        waiting: vec![],
        steps,
        links: vec![],
        html: documents::html::blocks(&blocks, s.words, 2, "d"),
        panels,
        errors: form.summary(s),
        s: s.clone(),
    };
    joint::show(page, form)
}

/// `/arbete/radet/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let m = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &m.id);
    let done = match step.as_str() {
        "ta-upp" => council::take_up(&ctx, id, form.get("title"), form.get("about")).await,
        "hall" => council::hold(&ctx, id).await,
        "besluta" => council::decide(&ctx, id, form.get("item"), form.get("decision")).await,
        "justera" => council::adjust(&ctx, id).await,
        "stall-in" => council::cancel(&ctx, id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view_meeting(work, m, &form).await
        }
    }
}
