//! What have the parties chosen to work with, and why that?

use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Document, Fact, Note, NoteKind, Text, paragraphs, said};
use domain::focus_area::PublicFocusArea;
use domain::{Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::public::cards::{Card, cards};
use crate::{Problem, Visit, chain};

/// `/fokusomraden`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::focus_area::published(visit.app.db.reader(), visit.town()).await?;
    let s = &visit.s;
    let card = |f: &PublicFocusArea| Card {
        to: s.to(&format!("/fokusomraden/{}", f.id)),
        title: f.title.to_string(),
        state: s.t1("focus-area-chosen", "date", text::date(s.lang(), f.choice.on)),
        meta: f.aim.paragraphs().next().unwrap_or_default().to_owned(),
    };
    let rows = all.iter().map(card).collect();
    cards(visit.s.clone(), "focus-area", rows)
}

/// `/fokusomraden/{id}`, and the same in another form: `/fokusomraden/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("focus-area-list-title");
    answer(visit, &[("/fokusomraden", list)], &format!("/fokusomraden/{id}"), form, document).await
}

/// The focus area as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let (s, on, town) = (&visit.s, visit.app.db.reader(), visit.town());
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let f = storage::focus_area::published_by_id(on, town, &id).await?.ok_or(Problem::Absent)?;
    let mut document = Document::said(f.title.to_string(), s.lang());
    if let Some(reason) = &f.shown.withdrawn {
        let note =
            Note { kind: NoteKind::Broken, title: s.t("release-withdrawn"), text: said(s.words, reason.as_str()) };
        return Ok(document.with(note).furniture(furniture(s)));
    }
    let mut facts = vec![
        Fact::new(s.t("focus-area-fact-on"), text::date(s.lang(), f.choice.on)),
        Fact::new(s.t("focus-area-fact-by"), said(s.words, f.choice.by.as_str())),
    ];
    if let Some(source) = &f.shown.source {
        facts.push(Fact::new(s.t("problem-fact-source"), Text::new().link(source.to_string(), source.to_string())));
    }
    document = document.with(Block::facts(facts));
    if !f.aim.is_empty() {
        document = document.section(s.t("focus-area-aim"), paragraphs(s.words, &f.aim));
    }
    document = document.section(s.t("focus-area-why"), paragraphs(s.words, &f.choice.why));
    let chain = chain::public(&visit.app, s, Noun::FocusArea, &id).await?;
    document = document.section(s.t("chain-title"), vec![Block::quiet(s.t("chain-lead")), chain.into()]);
    Ok(document.furniture(furniture(s)))
}
