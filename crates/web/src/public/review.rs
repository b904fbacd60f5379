//! Was it done, and did it help?

use axum::extract::Path;
use axum::response::Response;
use documents::Document;
use domain::review::PublicReview;
use domain::{Actor, Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::public::cards::{Card, cards};
use crate::{Problem, Visit, chain};

/// `/uppfoljningar`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::review::published(visit.app.db.reader(), visit.town()).await?;
    let s = &visit.s;
    let card = |r: &PublicReview| Card {
        to: s.to(&format!("/uppfoljningar/{}", r.id)),
        title: r.title.to_string(),
        state: text::date_range(s.lang(), r.period.from(), r.period.to()),
        meta: r.verdict.as_ref().map(|v| s.t(&format!("review-verdict-{}", v.word()))).unwrap_or_default(),
    };
    let rows = all.iter().map(card).collect();
    cards(visit.s.clone(), "review", rows)
}

/// `/uppfoljningar/{id}`, and the same in another form: `/uppfoljningar/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("review-list-title");
    answer(visit, &[("/uppfoljningar", list)], &format!("/uppfoljningar/{id}"), form, document).await
}

/// The review as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let found = storage::review::published_by_id(visit.app.db.reader(), visit.town(), &id).await?;
    drawn(visit, &found.ok_or(Problem::Absent)?).await
}

/// What the document says.
pub(crate) async fn drawn(visit: &Visit, r: &PublicReview) -> Result<Document, Problem> {
    let (s, id) = (&visit.s, &r.id);
    let around = actions::chain::around(&visit.app.db, &s.town, &Actor::Resident, (Noun::Review, id)).await?;
    let about = around.steps.iter().flat_map(|step| &step.items).find(|i| (i.noun, &i.id) == (r.about.0, &r.about.1));
    let about = about.map(|i| (i.title.clone(), s.to(&chain::address(i, false))));
    let chain = chain::public(&visit.app, s, Noun::Review, id).await?;
    Ok(documents::review(r, about, Some(chain), s.words).furniture(furniture(s)))
}
