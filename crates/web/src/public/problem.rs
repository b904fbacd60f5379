//! What is wrong, and why do we believe that it is?

use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Document, Fact, Note, NoteKind, Section, Text, paragraphs, said};
use domain::problem::{PublicProblem, Standing};
use domain::{Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::public::cards::{Card, cards};
use crate::{Problem, Visit, chain};

/// `/problem`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::problem::published(visit.app.db.reader(), visit.town()).await?;
    let s = &visit.s;
    let card = |p: &PublicProblem| Card {
        to: s.to(&format!("/problem/{}", p.id)),
        title: p.title.to_string(),
        state: s.t(&format!("problem-standing-{}", p.standing.word())),
        meta: p.place.as_ref().map(|l| l.to_string()).unwrap_or_default(),
    };
    let rows = all.iter().map(card).collect();
    cards(visit.s.clone(), "problem", rows)
}

/// `/problem/{id}`, and the same in another form: `/problem/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("problem-list-title");
    answer(visit, &[("/problem", list)], &format!("/problem/{id}"), form, document).await
}

/// The problem with its causes as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let (s, on, town) = (&visit.s, visit.app.db.reader(), visit.town());
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let p = storage::problem::published_by_id(on, town, &id).await?.ok_or(Problem::Absent)?;
    let causes = storage::cause::published_of_problem(on, town, &id).await?;
    let mut document = Document::said(p.title.to_string(), s.lang());
    if let Some(reason) = &p.shown.withdrawn {
        let note =
            Note { kind: NoteKind::Broken, title: s.t("release-withdrawn"), text: said(s.words, reason.as_str()) };
        return Ok(document.with(note).furniture(furniture(s)));
    }
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: Option<Text>| facts.extend(value.map(|v| Fact::new(s.t(key), v)));
    fact("problem-fact-place", p.place.as_ref().map(|l| said(s.words, l.as_str())));
    fact("problem-fact-time", p.time.as_ref().map(|l| said(s.words, l.as_str())));
    let standing = match &p.standing {
        Standing::Prioritised(priority) => s.words.with(
            "problem-prioritised",
            &[
                ("rank", i64::from(priority.rank.number()).into()),
                ("date", text::date(s.lang(), priority.on).into()),
                ("by", priority.by.as_str().into()),
            ],
        ),
        other => s.t(&format!("problem-standing-{}", other.word())),
    };
    fact("problem-fact-standing", Some(standing.into()));
    fact("problem-fact-source", p.shown.source.as_ref().map(|l| Text::new().link(l.to_string(), l.to_string())));
    document = document.with(Block::facts(facts)).section(s.t("problem-why"), paragraphs(s.words, &p.why));
    if let Standing::Prioritised(priority) = &p.standing {
        document = document.section(s.t("problem-why-chosen"), paragraphs(s.words, &priority.why));
    }
    let cause = |c: &domain::cause::PublicCause| {
        let perspective = s.t(&format!("cause-perspective-{}", c.perspective.word()));
        let standing = s.t(&format!("cause-standing-{}", c.standing.word()));
        let mut blocks = vec![Block::quiet(format!("{perspective}. {standing}."))];
        blocks.extend(paragraphs(s.words, &c.why));
        Block::from(Section::new(said(s.words, c.title.as_str()), blocks).anchor(format!("orsak-{}", c.id)))
    };
    let causes: Vec<Block> = causes.iter().map(cause).collect();
    let none = vec![Block::quiet(s.t("cause-none"))];
    document = document.section(s.t("cause-list-title"), if causes.is_empty() { none } else { causes });
    let chain = chain::public(&visit.app, s, Noun::Problem, &id).await?;
    document = document.section(s.t("chain-title"), vec![Block::quiet(s.t("chain-lead")), chain.into()]);
    Ok(document.furniture(furniture(s)))
}
