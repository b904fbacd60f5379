//! How is a document told in easy Swedish: written, approved and shown?

use actions::easy_text::{self, Written};
use axum::extract::{Path, Query};
use axum::response::Response;
use documents::{Block, Fact, Item, List, Section, Text};
use domain::easy_text::EasyText;
use domain::{Act, Release};
use serde::Deserialize;

use super::document::{Paper, Reading, reading, visit};
use super::joint::{self, Row, ShowPage};
use crate::{Choice, Form, Problem, Work, chain, go, public};

const HERE: &str = "/arbete/lattlast";

/// `/arbete/lattlast`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::easy_text::all(work.app.db.reader(), work.town()).await?;
    let seen = all.iter().filter(|e| work.may(Act::Read, Some(&e.owned)));
    let rows = seen.map(|e| Row {
        to: work.s.to(&format!("{HERE}/{}", e.id)),
        title: e.title.to_string(),
        state: work.s.t(&format!("release-state-{}", e.release.word())),
        meta: work.s.t(&format!("noun-{}", e.subject.0.word())),
    });
    let rows = rows.collect();
    joint::list(work, "easy-text", HERE, rows)
}

async fn get(work: &Work, text: &str) -> Result<EasyText, Problem> {
    let found = storage::easy_text::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let easy = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&easy.owned))?;
    Ok(easy)
}

/// `/arbete/lattlast/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let easy = get(&work, &id).await?;
    view(work, easy, &Form::new()).await
}

async fn view(work: Work, e: EasyText, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let here = format!("{HERE}/{}", e.id);
    let mut moves = joint::moves(&work, &e.owned, &e.release, &here, &format!("/lattlast/{}", e.id), form).await?;
    moves.links.push(Paper::EasyText.link(s, e.id.as_str()));
    let visit = visit(&work, &format!("/lattlast/{}", e.id));
    // Those who work with it see what it says, also when everyone only reads why it was withdrawn.
    let shown = EasyText { release: Release::Draft, ..e.clone() }.preview(s.now).ok_or(Problem::Absent)?;
    let document = public::easy_text::written(&visit, &shown).await?;
    let spoken: String = documents::speech::script(&document).into_iter().map(|(_, text)| text).collect();
    let named = storage::chain::named(work.app.db.reader(), work.town(), std::slice::from_ref(&e.subject)).await?;
    let mut blocks = Vec::new();
    if let Some(n) = named.iter().find(|n| work.may(Act::Read, Some(&n.owned))) {
        let item =
            actions::chain::Item { noun: n.noun, id: n.id.clone(), title: n.title.clone(), parent: None, on: None };
        let title = documents::said_link(s.words, &n.title, &s.to(&chain::address(&item, true)));
        blocks.push(Block::facts(vec![Fact::new(s.t(&format!("noun-{}", n.noun.word())), title)]));
    }
    blocks.push(Section::new(s.t("easy-text-body"), document.blocks.clone()).into());
    blocks.extend(reading(s, &document, &spoken).map(|r| told(s, r)));
    let page = ShowPage {
        title: e.title.to_string(),
        up: (s.to(HERE), s.t("easy-text-list-title")),
        state: s.t(&format!("release-state-{}", e.release.word())),
        waiting: moves.waiting,
        steps: moves.steps,
        links: moves.links,
        html: documents::html::blocks(&blocks, s.words, 2, "d"),
        panels: moves.panels,
        errors: form.summary(s),
        s: s.clone(),
    };
    joint::show(page, form)
}

/// How hard it is to read, with the words that have an easier one.
fn told(s: &crate::Shell, r: Reading) -> Block {
    let mut blocks = vec![Block::text(Text::new().strong(r.lix)), Block::quiet(s.t("easy-text-lix"))];
    if r.hard.is_empty() {
        blocks.push(Block::text(s.t("document-hard-none")));
    } else {
        let item = |(word, times, plain): (String, String, String)| {
            Item::from(Text::new().strong(word).then(format!(" ({times}): {plain}")))
        };
        blocks.push(Block::text(s.t("document-hard-lead")));
        blocks.push(List { ordered: false, items: r.hard.into_iter().map(item).collect() }.into());
    }
    Section::new(s.t("document-reading"), blocks).into()
}

/// `/arbete/lattlast/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let easy = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &easy.id);
    let done = match step.as_str() {
        "foresla" => easy_text::propose(&ctx, id).await,
        "godkann" => easy_text::approve(&ctx, id).await,
        "publicera" => easy_text::publish(&ctx, id).await,
        "oppna" => easy_text::reopen(&ctx, id).await,
        "dra-tillbaka" => easy_text::withdraw(&ctx, id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, easy, &form).await
        }
    }
}

/// The fields; what a new one tells of is chosen among the records that have none.
async fn fields(work: &Work, form: &Form, new: bool) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let mut fields = Vec::new();
    if new {
        let subjects = actions::chain::latest(&work.app.db, work.town(), &work.actor, &EasyText::SUBJECTS).await?;
        let told = storage::easy_text::all(work.app.db.reader(), work.town()).await?;
        let has = |i: &actions::chain::Item| {
            let gone = |e: &EasyText| matches!(e.release, Release::Withdrawn { .. });
            told.iter().any(|e| e.subject == (i.noun, i.id.clone()) && !gone(e))
        };
        let choice = |i: &actions::chain::Item| {
            let noun = s.t(&format!("noun-{}", i.noun.word()));
            Choice::new(format!("{}:{}", i.noun.word(), i.id), format!("{noun}: {}", i.title))
        };
        let mut choices = vec![Choice::new("", s.t("easy-text-choose"))];
        choices.extend(subjects.iter().filter(|i| !has(i)).map(choice));
        fields.push(form.select(s, "about", "easy-text-field-about", choices).to_string());
    }
    fields.push(form.text(s, "title", "easy-text-field-title").to_string());
    fields.push(form.textarea(s, "body", "easy-text-field-body").to_string());
    Ok(fields)
}

/// What a new one shall tell of, when that is known (`?om=promise:lofte-2022`).
#[derive(Deserialize)]
pub struct About {
    #[serde(default)]
    om: String,
}

/// `/arbete/lattlast/ny`
pub async fn new(work: Work, Query(about): Query<About>) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let mut form = Form::new();
    form.set("about", about.om);
    joint::form_page(&work.s, &form, "easy-text-new", HERE, fields(&work, &form, true).await?)
}

/// `/arbete/lattlast/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match easy_text::write(&work.ctx(), &written(&form)).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "easy-text-new", HERE, fields(&work, &form, true).await?)
        }
    }
}

/// `/arbete/lattlast/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let e = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&e.owned))?;
    let mut form = Form::new();
    form.set("version", e.version.to_string()).set("title", e.title.as_str()).set("body", e.body.as_str());
    joint::form_page(&work.s, &form, "easy-text-edit", &format!("{HERE}/{id}"), fields(&work, &form, false).await?)
}

/// `/arbete/lattlast/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let e = get(&work, &id).await?;
    let here = format!("{HERE}/{}", e.id);
    match easy_text::rewrite(&work.ctx(), &e.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "easy-text-edit", &here, fields(&work, &form, false).await?)
        }
    }
}

fn written(form: &Form) -> Written {
    Written { about: form.get("about").into(), title: form.get("title").into(), body: form.get("body").into() }
}
