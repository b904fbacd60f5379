//! What have the parties agreed?

use axum::extract::Path;
use axum::response::Response;
use documents::{AgreementGround, Document, GroundArea};
use domain::agreement::PublicAgreement;
use domain::{Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::public::cards::{Card, cards};
use crate::{Problem, Visit, chain};

/// `/overenskommelser`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = storage::agreement::published(visit.app.db.reader(), visit.town()).await?;
    let s = &visit.s;
    let card = |a: &PublicAgreement| Card {
        to: s.to(&format!("/overenskommelser/{}", a.id)),
        title: a.title.to_string(),
        state: s.t(&format!("agreement-now-{}", a.on(s.today()).word())),
        meta: text::date_range(s.lang(), a.term.from(), a.ends),
    };
    let rows = all.iter().map(card).collect();
    cards(visit.s.clone(), "agreement", rows)
}

/// `/overenskommelser/{id}`, and the same in another form: `/overenskommelser/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("agreement-list-title");
    let path = format!("/overenskommelser/{id}");
    answer(visit, &[("/overenskommelser", list)], &path, form, document).await
}

/// The agreement as a document, for every form. Six queries, however much it rests on.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let found = storage::agreement::published_by_id(visit.app.db.reader(), visit.town(), &id).await?;
    drawn(visit, &found.ok_or(Problem::Absent)?).await
}

/// What the document says. Five queries, however much it rests on.
pub(crate) async fn drawn(visit: &Visit, a: &PublicAgreement) -> Result<Document, Problem> {
    let (s, on, town, id) = (&visit.s, visit.app.db.reader(), visit.town(), &a.id);
    let organisations = storage::organisation::all(on, town).await?;
    let around =
        actions::chain::around(&visit.app.db, &s.town, &domain::Actor::Resident, (Noun::Agreement, id)).await?;
    let items = |noun: Noun| around.steps.iter().flat_map(|step| &step.items).filter(move |i| i.noun == noun);
    let focus_areas = storage::focus_area::published(on, town).await?;
    let problems = storage::problem::published(on, town).await?;
    let causes = storage::cause::published(on, town).await?;
    let links = storage::chain::before(on, town, (Noun::Agreement, id)).await?;
    let rests = |from: (Noun, &Id), to: (Noun, &Id)| {
        links.iter().any(|l| (l.from.0, &l.from.1) == from && (l.to.0, &l.to.1) == to)
    };
    let area = |f: &domain::focus_area::PublicFocusArea| GroundArea {
        title: f.title.to_string(),
        address: s.to(&format!("/fokusomraden/{}", f.id)),
        problems: problems
            .iter()
            .filter(|p| rests((Noun::Problem, &p.id), (Noun::FocusArea, &f.id)))
            .map(|p| {
                let of_problem = causes.iter().filter(|c| c.problem == p.id);
                (p.title.to_string(), of_problem.map(|c| c.title.to_string()).collect())
            })
            .collect(),
    };
    let chosen = focus_areas.iter().filter(|f| rests((Noun::FocusArea, &f.id), (Noun::Agreement, id)));
    let named = |i: &actions::chain::Item| (i.title.clone(), s.to(&chain::address(i, false)));
    let rules = domain::Pack::se().on(a.term.from());
    let ground = AgreementGround {
        parties: organisations.iter().map(|o| (o.id.to_string(), o.name.to_string())).collect(),
        focus_areas: chosen.map(area).collect(),
        picture: items(Noun::Picture).next().map(named),
        promises: items(Noun::Promise).map(named).collect(),
        indicators: Vec::new(),
        cited: rules.law("2023:196").map(|law| format!("9 § lagen ({})", law.id)),
        chain: Some(chain::public(&visit.app, s, Noun::Agreement, id).await?),
    };
    let zone = actions::stockholm();
    Ok(documents::agreement(a, &ground, s.today(), &zone, s.words).furniture(furniture(s)))
}
