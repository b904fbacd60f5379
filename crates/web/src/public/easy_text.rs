//! What does a document say in easy Swedish?

use axum::extract::Path;
use axum::response::Response;
use documents::easy_text::{commitment, findings, holds, thoughts};
use documents::{Document, EasyGround, Section, easy_text as content};
use domain::easy_text::PublicEasyText;
use domain::{Id, Noun, Prose};
use text::{Lang, Words};

use crate::paper::{answer, asked, furniture};
use crate::{Problem, Shell, Visit, chain};

/// `/lattlast/{id}`, and the same in another form: `/lattlast/{id}.pdf`. Always in Swedish.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let found = storage::easy_text::published_by_id(visit.app.db.reader(), visit.town(), &id).await?;
    let found = found.ok_or(Problem::Absent)?;
    // What it tells of was opened again: until it is public, nobody reads of it here either.
    let ground = ground(&visit, &found).await?.ok_or(Problem::Absent)?;
    let visit = easily(visit);
    let document = content(&found, &ground, visit.s.words).furniture(furniture(&visit.s));
    let list = visit.s.t("easy-title");
    answer(visit, &[("/lattlast", list)], &format!("/lattlast/{id}"), form, document).await
}

/// The visit with the words of easy Swedish.
pub fn easily(visit: Visit) -> Visit {
    Visit { s: Shell { words: Words::of(Lang::SvEasy), ..visit.s.clone() }, ..visit }
}

/// The easy text as a document, whether or not everyone may open what it tells of.
pub(crate) async fn drawn(visit: &Visit, e: &PublicEasyText) -> Result<Document, Problem> {
    let ground = ground(visit, e).await?.unwrap_or_default();
    let visit = easily(visit.clone());
    Ok(content(e, &ground, visit.s.words).furniture(furniture(&visit.s)))
}

/// What was written, also where what it tells of was withdrawn: for those who work with it.
pub(crate) async fn written(visit: &Visit, e: &PublicEasyText) -> Result<Document, Problem> {
    let ground = EasyGround { gone: None, ..ground(visit, e).await?.unwrap_or_default() };
    Ok(content(e, &ground, Words::of(Lang::SvEasy)))
}

/// What it stands beside, with what is counted today; nothing while that is not public. One to three queries.
async fn ground(visit: &Visit, e: &PublicEasyText) -> Result<Option<EasyGround>, Problem> {
    let (on, town, words) = (visit.app.db.reader(), visit.town(), Words::of(Lang::SvEasy));
    let (noun, id) = (e.subject.0, &e.subject.1);
    let mut today = None;
    let found: Option<(String, Option<Prose>)> = match noun {
        Noun::Promise => {
            let found = storage::promise::published_by_id(&visit.app.db, town, id, visit.s.today()).await?;
            found.map(|p| {
                let parts = p.commitments.iter().map(|c| thoughts(&commitment(c, words))).collect();
                today = Some(Section::new(words.say("easy-text-how"), parts));
                (p.title.to_string(), p.withdrawn.map(|(why, _)| why))
            })
        }
        Noun::Picture => storage::picture::published_by_id(on, town, id).await?.map(|p| {
            let parts = findings(&p.content, words).iter().map(thoughts).collect();
            today = Some(Section::new(words.say("easy-seen"), parts));
            (p.title.to_string(), None)
        }),
        Noun::Agreement => {
            let found = storage::agreement::published_by_id(on, town, id).await?;
            found.map(|a| {
                today = Some(holds(&a, visit.s.today(), words));
                (a.title.to_string(), None)
            })
        }
        Noun::Plan => {
            let found = storage::plan::published_by_id(on, town, id).await?;
            found.map(|p| (p.title.to_string(), p.shown.withdrawn))
        }
        Noun::Review => {
            let found = storage::review::published_by_id(on, town, id).await?;
            found.map(|r| (r.title.to_string(), r.shown.withdrawn))
        }
        Noun::News => storage::news::published_by_id(on, town, id).await?.map(|n| (n.title.to_string(), n.withdrawn)),
        _ => None,
    };
    Ok(found.map(|(title, gone)| EasyGround {
        about: Some((title, chain::public_address(noun, id))),
        gone: gone.map(|why| why.to_string()),
        today,
    }))
}
