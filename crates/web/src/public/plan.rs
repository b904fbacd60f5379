//! What do the parties intend to do about the causes?

use axum::extract::Path;
use axum::response::Response;
use documents::{Document, PlanGround};
use domain::plan::PublicPlan;
use domain::{Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::public::cards::{Card, cards};
use crate::{Problem, Visit, chain};

/// `/plan`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::plan::published(visit.app.db.reader(), visit.town()).await?;
    let s = &visit.s;
    let card = |p: &PublicPlan| Card {
        to: s.to(&format!("/plan/{}", p.id)),
        title: p.title.to_string(),
        state: text::date_range(s.lang(), p.period.from(), p.period.to()),
        meta: p.decision.as_ref().map(|d| d.body.to_string()).unwrap_or_default(),
    };
    let rows = all.iter().map(card).collect();
    cards(visit.s.clone(), "plan", rows)
}

/// `/plan/{id}`, and the same in another form: `/plan/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("plan-list-title");
    answer(visit, &[("/plan", list)], &format!("/plan/{id}"), form, document).await
}

/// The plan as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let found = storage::plan::published_by_id(visit.app.db.reader(), visit.town(), &id).await?;
    drawn(visit, &found.ok_or(Problem::Absent)?).await
}

/// What the document says.
pub(crate) async fn drawn(visit: &Visit, p: &PublicPlan) -> Result<Document, Problem> {
    let (s, on, town, id) = (&visit.s, visit.app.db.reader(), visit.town(), &p.id);
    let measures = storage::measure::of_plan(on, town, id).await?;
    let organisations = storage::organisation::all(on, town).await?;
    let causes = storage::cause::published(on, town).await?;
    let around = actions::chain::around(&visit.app.db, &s.town, &domain::Actor::Resident, (Noun::Plan, id)).await?;
    let picture = around.steps.iter().flat_map(|step| &step.items).find(|i| i.noun == Noun::Picture);
    let decided = p.decision.as_ref().map_or(p.period.from(), |d| d.on);
    let ground = PlanGround {
        parties: organisations.iter().map(|o| (o.id.to_string(), o.short.to_string())).collect(),
        causes: causes
            .iter()
            .map(|c| (c.id.to_string(), c.title.to_string(), s.to(&format!("/problem/{}#orsak-{}", c.problem, c.id))))
            .collect(),
        picture: picture.map(|i| (i.title.clone(), s.to(&chain::address(i, false)))),
        cited: domain::Pack::se().on(decided).law("2023:196").map(|law| format!("5 § lagen ({})", law.id)),
        chain: Some(chain::public(&visit.app, s, Noun::Plan, id).await?),
    };
    Ok(documents::plan(p, &measures, &ground, s.words).furniture(furniture(s)))
}
