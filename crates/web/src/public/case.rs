//! How does somebody without an account follow an accessibility case?

use actions::{format_request, notice};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::format_request::FormatRequestState;
use domain::receipt::Receipt;
use jiff::Timestamp;
use serde::Deserialize;

use crate::{Problem, Shell, Visit, go, page};

/// Whether the page is shown to someone who has just sent the case.
#[derive(Deserialize)]
pub struct Fresh {
    ny: Option<String>,
}

/// What was said, when.
struct Said {
    words: String,
    paragraphs: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/case.html")]
struct CasePage {
    fresh: bool,
    title: String,
    code: String,
    state: String,
    facts: Vec<(String, String)>,
    what: Vec<String>,
    said: Vec<Said>,
    promise: String,
    ask_decision: Option<String>,
    complain: Option<String>,
    s: Shell,
}

/// `/tillganglighet/arende/{code}`
pub async fn show(visit: Visit, Path(code): Path<String>, Query(fresh): Query<Fresh>) -> Result<Response, Problem> {
    let code = Receipt::parse(&code).map_err(|_| Problem::Absent)?;
    let (ctx, s) = (visit.ctx(), &visit.s);
    let date = |t: Timestamp| text::date(s.lang(), actions::local_date(t));
    let paragraphs = |p: &domain::Prose| p.paragraphs().map(str::to_owned).collect::<Vec<_>>();
    let zone = actions::stockholm();
    let waited = |n: i64| s.t1("case-days", "n", n);
    let fact = |key: &str, value: String| (s.t(key), value);
    let pack = domain::Pack::se();
    let mut said = Vec::new();
    if let Some(n) = notice::followed(&ctx, &code).await? {
        if let Some(answer) = n.state.answer() {
            said.push(Said {
                words: s.t1("case-answered", "date", date(answer.at)),
                paragraphs: paragraphs(&answer.text),
            });
        }
        let mut facts = vec![
            fact("case-received", date(n.received_at)),
            fact("case-waited", waited(n.days_waited(&zone, s.today()))),
        ];
        facts.extend(n.page.as_ref().map(|p| fact("case-page", p.to_string())));
        let promise = if n.state.answer().is_none() {
            pack.answer().notice.in_language(s.tag()).to_owned()
        } else {
            String::new()
        };
        return page(&CasePage {
            fresh: fresh.ny.is_some(),
            title: s.t("notice-receipt"),
            code: code.to_string(),
            state: s.t(&format!("case-state-{}", n.state.word())),
            facts,
            what: paragraphs(&n.what),
            said,
            promise,
            ask_decision: None,
            complain: None,
            s: visit.s,
        });
    }
    let r = format_request::followed(&ctx, &code).await?.ok_or(Problem::Absent)?;
    if let Some(answer) = r.state.answer() {
        said.push(Said { words: s.t1("case-answered", "date", date(answer.at)), paragraphs: paragraphs(&answer.text) });
    }
    let mut ask_decision = None;
    if let Some(refusal) = r.state.refusal() {
        said.push(Said {
            words: s.t1("case-refused", "date", date(refusal.at)),
            paragraphs: paragraphs(&refusal.reasons),
        });
        match &refusal.decision {
            None if matches!(r.state, FormatRequestState::Refused(_)) => {
                ask_decision = Some(s.to(&format!("/tillganglighet/arende/{}/beslut", code.as_str())));
            }
            None => {}
            Some(d) => match &d.given {
                None => said.push(Said {
                    words: s.t1("case-decision-asked", "date", date(d.asked_at)),
                    paragraphs: Vec::new(),
                }),
                Some(given) => {
                    said.push(Said {
                        words: s.t1("case-decision-given", "date", date(given.at)),
                        paragraphs: paragraphs(&given.text),
                    });
                }
            },
        }
    }
    let mut facts = vec![
        fact("case-received", date(r.received_at)),
        fact("case-waited", waited(r.days_waited(&zone, s.today()))),
        fact("case-form", s.t(&format!("format-request-form-{}", r.form.word()))),
    ];
    facts.extend(r.page.as_ref().map(|p| fact("case-page", p.to_string())));
    let open = matches!(r.state, FormatRequestState::Received);
    page(&CasePage {
        fresh: fresh.ny.is_some(),
        title: s.t("format-request-receipt"),
        code: code.to_string(),
        state: s.t(&format!("case-state-{}", r.state.word())),
        facts,
        what: paragraphs(&r.what),
        said,
        promise: if open { pack.answer().format_request.in_language(s.tag()).to_owned() } else { String::new() },
        complain: r.state.refusal().and_then(|_| pack.on(s.today()).supervisor()).map(|w| w.complain.clone()),
        ask_decision,
        s: visit.s,
    })
}

/// `/tillganglighet/arende/{code}/beslut`, posted: the sender asks for a written decision.
pub async fn ask_decision(visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    let code = Receipt::parse(&code).map_err(|_| Problem::Absent)?;
    format_request::ask_decision(&visit.ctx(), &code).await?;
    Ok(go(visit.s.to(&format!("/tillganglighet/arende/{}", code.as_str()))))
}

/// The address of the case of this code, if it is an accessibility case.
pub async fn address(visit: &Visit, code: &Receipt) -> Result<Option<String>, Problem> {
    let ctx = visit.ctx();
    let known = notice::followed(&ctx, code).await?.is_some() || format_request::followed(&ctx, code).await?.is_some();
    Ok(known.then(|| visit.s.to(&format!("/tillganglighet/arende/{}", code.as_str()))))
}
