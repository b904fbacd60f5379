//! What is erased when, and what has been?

use askama::Template;
use axum::response::Response;
use domain::Act;
use domain::retention::Rule;

use crate::{Problem, Shell, Work, page};

#[derive(Template)]
#[template(path = "workspace/retention.html")]
struct RetentionPage {
    s: Shell,
    rules: Vec<(String, String)>,
    done: Vec<(String, String, String)>,
}

/// `/arbete/gallring`
pub async fn show(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    let s = &work.s;
    let months = domain::Pack::se().retention().observation_text_months;
    let rule = |r: Rule| {
        let kept = match r {
            Rule::ObservationText => s.t1("retention-months", "n", months),
            Rule::Contact => s.t("retention-at-once"),
            Rule::Session => s.t1("retention-days", "n", 7),
            Rule::Guess => s.t1("retention-days", "n", 1),
            Rule::Job => s.t1("retention-days", "n", 30),
        };
        (s.t(&format!("retention-rule-{}", r.word())), kept)
    };
    let done = storage::retention::erasures(work.app.db.reader(), work.town()).await?;
    let one = |e: &storage::retention::Erasure| {
        let date = text::date(s.lang(), actions::local_date(e.at));
        (date, s.t(&format!("retention-rule-{}", e.rule.word())), text::integer(s.lang(), e.records))
    };
    page(&RetentionPage { rules: Rule::ALL.map(rule).to_vec(), done: done.iter().map(one).collect(), s: s.clone() })
}
