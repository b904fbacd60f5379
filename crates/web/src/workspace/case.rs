//! Which accessibility cases wait, and how is one answered?

use actions::{format_request, notice};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::format_request::{FormatRequest, FormatRequestState};
use domain::notice::{Notice, NoticeState};
use domain::{Act, Id, Prose};
use jiff::Timestamp;

use crate::form::{ErrorSummary, TextArea};
use crate::{Form, Problem, Shell, Work, go, page, page_again};

struct Row {
    to: String,
    title: String,
    meta: String,
    state: String,
    waits: bool,
}

/// The statement as the list shows it.
struct Held {
    edition: String,
    due: String,
    late: bool,
}

#[derive(Template)]
#[template(path = "workspace/case_list.html")]
struct CaseListPage {
    s: Shell,
    held: Option<Held>,
    notices: Vec<Row>,
    requests: Vec<Row>,
}

/// `/arbete/tillganglighet`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let (s, zone, today) = (&work.s, actions::stockholm(), work.s.today());
    let held = storage::statement::published(work.app.db.reader(), work.town()).await?;
    let notices = storage::notice::all(work.app.db.reader(), work.town()).await?;
    let requests = storage::format_request::all(work.app.db.reader(), work.town()).await?;
    let seen = |owned: &domain::Owned| work.may(Act::Read, Some(owned));
    let days = |n: i64| s.t1("case-days", "n", n);
    let state = |word: &str| s.t(&format!("case-state-{word}"));
    let notices = notices.iter().filter(|n| seen(&n.owned)).map(|n| Row {
        to: s.to(&format!("/arbete/tillganglighet/patalan/{}", n.id)),
        title: start_of(&n.what),
        meta: meta(n.page.as_ref().map(|p| p.as_str()), days(n.days_waited(&zone, today))),
        state: state(n.state.word()),
        waits: n.state == NoticeState::Received,
    });
    let requests = requests.iter().filter(|r| seen(&r.owned)).map(|r| Row {
        to: s.to(&format!("/arbete/tillganglighet/begaran/{}", r.id)),
        title: format!("{}: {}", s.t(&format!("format-request-form-{}", r.form.word())), start_of(&r.what)),
        meta: meta(r.page.as_ref().map(|p| p.as_str()), days(r.days_waited(&zone, today))),
        state: if matches!(r.state, FormatRequestState::Refused(_)) && r.state.waits() {
            s.t("case-waits-decision")
        } else {
            state(r.state.word())
        },
        waits: r.state.waits(),
    });
    let (notices, requests) = (notices.collect(), requests.collect());
    let held = held.as_ref().and_then(|h| Some((h, h.review_due()?))).map(|(h, due)| Held {
        edition: s.t1("statement-edition", "n", h.edition()),
        late: due < today,
        due: s.t1(if due < today { "statement-overdue" } else { "statement-due" }, "date", text::date(s.lang(), due)),
    });
    page(&CaseListPage { held, notices, requests, s: work.s })
}

fn meta(place: Option<&str>, waited: String) -> String {
    place.map_or(waited.clone(), |p| format!("{waited} · {p}"))
}

fn start_of(text: &Prose) -> String {
    let line = text.as_str().lines().next().unwrap_or_default();
    let start: String = line.chars().take(90).collect();
    if start.chars().count() < text.as_str().chars().count() { format!("{start} …") } else { start }
}

/// A form of the case: where it goes, its heading, its field, its button, what to mind.
struct Step {
    to: String,
    title: String,
    field: Option<TextArea>,
    hint: String,
    button: String,
    second: bool,
}

#[derive(Template)]
#[template(path = "workspace/case.html")]
struct CasePage {
    title: String,
    heading: String,
    state: String,
    errors: ErrorSummary,
    facts: Vec<(String, String)>,
    what: Vec<String>,
    said: Vec<(String, Vec<String>)>,
    contact: Option<String>,
    contact_at: Option<String>,
    steps: Vec<Step>,
    s: Shell,
}

fn paragraphs(p: &Prose) -> Vec<String> {
    p.paragraphs().map(str::to_owned).collect()
}

fn steps(s: &Shell, form: &Form, here: &str, which: &[&str]) -> Vec<Step> {
    let one = |word: &&str| {
        let (title, field, hint, button, second) = match *word {
            "svara" => ("case-answer-title", Some(("svar", "case-field-answer")), "", "case-answer", false),
            "avsla" => ("case-refuse-title", Some(("skal", "case-field-reasons")), "", "case-refuse", true),
            "beslut" => {
                ("case-decision-title", Some(("beslut", "case-field-decision")), "", "case-decision-give", false)
            }
            _ => ("case-close", None, "case-close-hint", "case-close", true),
        };
        Step {
            to: s.to(&format!("{here}/{word}")),
            title: s.t(title),
            field: field.map(|(name, key)| form.textarea(s, name, key)),
            hint: if hint.is_empty() { String::new() } else { s.t(hint) },
            button: s.t(button),
            second,
        }
    };
    which.iter().map(one).collect()
}

/// `/arbete/tillganglighet/patalan/{id}`
pub async fn show_notice(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let n = get_notice(&work, &id).await?;
    page(&notice_page(work, n, &Form::new(), None))
}

fn notice_page(work: Work, n: Notice, form: &Form, contact: Option<String>) -> CasePage {
    let s = &work.s;
    let here = format!("/arbete/tillganglighet/patalan/{}", n.id);
    let date = |t: Timestamp| text::date(s.lang(), actions::local_date(t));
    let mut facts = vec![(s.t("case-received"), date(n.received_at))];
    facts.push((s.t("case-waited"), s.t1("case-days", "n", n.days_waited(&actions::stockholm(), s.today()))));
    facts.extend(n.page.as_ref().map(|p| (s.t("case-page"), p.to_string())));
    let may = work.may(Act::Answer, Some(&n.owned));
    let open: &[&str] = match n.state {
        NoticeState::Received => &["svara"],
        NoticeState::Answered(_) => &["avsluta"],
        NoticeState::Closed { .. } => &[],
    };
    let answered = n.state.answer().map(|a| (s.t1("case-answered", "date", date(a.at)), paragraphs(&a.text)));
    CasePage {
        title: form.title(s, s.t("notice-receipt-work")),
        heading: s.t("notice-receipt-work"),
        state: s.t(&format!("case-state-{}", n.state.word())),
        errors: form.summary(s),
        facts,
        what: paragraphs(&n.what),
        said: answered.into_iter().collect(),
        contact_at: (may && contact.is_none() && !matches!(n.state, NoticeState::Closed { .. }))
            .then(|| s.to(&format!("{here}/kontakt"))),
        contact,
        steps: if may { steps(s, form, &here, open) } else { Vec::new() },
        s: work.s.clone(),
    }
}

/// `/arbete/tillganglighet/patalan/{id}/{step}`, posted.
pub async fn step_notice(
    work: Work,
    Path((id, step)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let n = get_notice(&work, &id).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "svara" => notice::answer(&ctx, &n.id, form.get("svar")).await,
        "avsluta" => notice::close(&ctx, &n.id).await,
        "kontakt" => {
            let found = notice::contact(&ctx, &n.id).await?;
            let said =
                found.map_or(work.s.t("case-contact-none"), |c| work.s.t1("case-contact-is", "contact", c.as_str()));
            return page(&notice_page(work, n, &Form::new(), Some(said)));
        }
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/tillganglighet/patalan/{}", n.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&notice_page(work, n, &form, None))
        }
    }
}

/// `/arbete/tillganglighet/begaran/{id}`
pub async fn show_request(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let r = get_request(&work, &id).await?;
    page(&request_page(work, r, &Form::new(), None))
}

fn request_page(work: Work, r: FormatRequest, form: &Form, contact: Option<String>) -> CasePage {
    let s = &work.s;
    let here = format!("/arbete/tillganglighet/begaran/{}", r.id);
    let date = |t: Timestamp| text::date(s.lang(), actions::local_date(t));
    let mut facts = vec![(s.t("case-received"), date(r.received_at))];
    facts.push((s.t("case-waited"), s.t1("case-days", "n", r.days_waited(&actions::stockholm(), s.today()))));
    facts.push((s.t("case-form"), s.t(&format!("format-request-form-{}", r.form.word()))));
    facts.extend(r.page.as_ref().map(|p| (s.t("case-page"), p.to_string())));
    let may = work.may(Act::Answer, Some(&r.owned));
    let open: &[&str] = match &r.state {
        FormatRequestState::Received => &["svara", "avsla"],
        FormatRequestState::Refused(_) if r.state.waits() => &["beslut"],
        FormatRequestState::Refused(refusal) if refusal.decision.is_none() => &["svara", "avsluta"],
        FormatRequestState::Refused(_) | FormatRequestState::Answered(_) => &["avsluta"],
        FormatRequestState::Closed { .. } => &[],
    };
    let mut said = Vec::new();
    said.extend(r.state.answer().map(|a| (s.t1("case-answered", "date", date(a.at)), paragraphs(&a.text))));
    if let Some(refusal) = r.state.refusal() {
        said.push((s.t1("case-refused", "date", date(refusal.at)), paragraphs(&refusal.reasons)));
        let given = refusal.decision.as_ref().and_then(|d| d.given.as_ref());
        said.extend(given.map(|g| (s.t1("case-decision-given", "date", date(g.at)), paragraphs(&g.text))));
    }
    let closed = matches!(r.state, FormatRequestState::Closed { .. });
    let waits = matches!(r.state, FormatRequestState::Refused(_)) && r.state.waits();
    CasePage {
        title: form.title(s, s.t("format-request-receipt-work")),
        heading: s.t("format-request-receipt-work"),
        state: if waits { s.t("case-waits-decision") } else { s.t(&format!("case-state-{}", r.state.word())) },
        errors: form.summary(s),
        facts,
        what: paragraphs(&r.what),
        said,
        contact_at: (may && contact.is_none() && !closed).then(|| s.to(&format!("{here}/kontakt"))),
        contact,
        steps: if may { steps(s, form, &here, open) } else { Vec::new() },
        s: work.s.clone(),
    }
}

/// `/arbete/tillganglighet/begaran/{id}/{step}`, posted.
pub async fn step_request(
    work: Work,
    Path((id, step)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let r = get_request(&work, &id).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "svara" => format_request::answer(&ctx, &r.id, form.get("svar")).await,
        "avsla" => format_request::refuse(&ctx, &r.id, form.get("skal")).await,
        "beslut" => format_request::give_decision(&ctx, &r.id, form.get("beslut")).await,
        "avsluta" => format_request::close(&ctx, &r.id).await,
        "kontakt" => {
            let found = format_request::contact(&ctx, &r.id).await?;
            let said =
                found.map_or(work.s.t("case-contact-none"), |c| work.s.t1("case-contact-is", "contact", c.as_str()));
            return page(&request_page(work, r, &Form::new(), Some(said)));
        }
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/tillganglighet/begaran/{}", r.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&request_page(work, r, &form, None))
        }
    }
}

async fn get_notice(work: &Work, id: &str) -> Result<Notice, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let n = storage::notice::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&n.owned))?;
    Ok(n)
}

async fn get_request(work: &Work, id: &str) -> Result<FormatRequest, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let r = storage::format_request::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&r.owned))?;
    Ok(r)
}
