//! What does the board report to the council?

use askama::Template;
use axum::response::Response;
use documents::{Document, ReportGround};
use domain::{Act, Pack};

use super::document::Paper;
use crate::paper::furniture;
use crate::{Problem, Shell, Visit, Work, page};

#[derive(Template)]
#[template(path = "workspace/report.html")]
struct ReportPage {
    content: String,
    forms: (String, String),
    s: Shell,
}

/// `/arbete/rapport`
pub async fn show(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    let visit = Visit { s: work.s.clone(), app: work.app.clone(), asked: work.asked.clone() };
    let document = drawn(&visit).await?;
    let content = documents::html::fragment(&document, 1);
    page(&ReportPage { content, forms: Paper::Report.link(&work.s, ""), s: work.s })
}

/// What the report says: what everyone may see today, and nothing else.
pub async fn drawn(visit: &Visit) -> Result<Document, Problem> {
    let (s, on, town) = (&visit.s, visit.app.db.reader(), visit.town());
    let today = s.today();
    let mut plans = Vec::new();
    for p in storage::plan::published(on, town).await? {
        let measures = storage::measure::of_plan(on, town, &p.id).await?;
        let to = s.to(&format!("/plan/{}", p.id));
        plans.push((p, measures, to));
    }
    let picture = storage::picture::latest_published(on, town).await?;
    let agreements = storage::agreement::published(on, town).await?;
    let promises = storage::promise::published(&visit.app.db, town, today).await?;
    let reviews = storage::review::published(on, town).await?;
    let organisations = storage::organisation::all(on, town).await?;
    let municipality = organisations.iter().find(|o| o.kind == domain::organisation::OrganisationKind::Municipality);
    let ground = ReportGround {
        town: municipality.map_or(s.town.name.to_string(), |o| o.name.to_string()),
        cited: Pack::se().on(today).law("2023:196").map(|law| format!("13 § lagen ({})", law.id)),
        picture: picture.map(|p| (s.to(&format!("/lagesbild/{}", p.id)), p)).map(turned),
        agreements: agreements
            .into_iter()
            .map(|a| (s.to(&format!("/overenskommelser/{}", a.id)), a))
            .map(turned)
            .collect(),
        promises: promises
            .into_iter()
            .filter(|p| p.withdrawn.is_none())
            .map(|p| (s.to(&format!("/loften/{}", p.id)), p))
            .map(turned)
            .collect(),
        plans,
        reviews: reviews.into_iter().map(|r| (s.to(&format!("/uppfoljningar/{}", r.id)), r)).map(turned).collect(),
    };
    Ok(documents::report(&ground, today, s.words).furniture(furniture(s)))
}

fn turned<T>((to, what): (String, T)) -> (T, String) {
    (what, to)
}
