//! What does the installation do by itself, and does it go well?

use actions::job;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::job::{Job, JobState};
use domain::{Act, Id};
use jiff::Timestamp;

use crate::{Problem, Shell, Work, go, page};

/// How many unsent messages are shown: the oldest say what is wrong.
const SHOWN: usize = 20;

struct Row {
    title: String,
    state: String,
    meta: String,
    error: Option<String>,
    start: String,
}

struct Message {
    topic: String,
    meta: String,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "workspace/job_list.html")]
struct JobListPage {
    s: Shell,
    jobs: Vec<Row>,
    messages: Vec<Message>,
}

/// `/arbete/jobb`
pub async fn list(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    let s = &work.s;
    let jobs = storage::job::all(work.app.db.reader(), work.town()).await?;
    let unsent = storage::outbox::unsent(work.app.db.reader(), work.town()).await?;
    let at = |t: Timestamp| {
        let local = t.to_zoned_datetime(actions::stockholm());
        format!("{} {}", text::date(s.lang(), local.date()), text::clock(s.lang(), local.time()))
    };
    let row = |j: &Job| {
        let last = j.done_at.map_or(s.t("job-never"), |t| s.t1("job-done-at", "at", at(t)));
        let next = if let JobState::Waiting = j.state {
            format!(" {}", s.t1("job-run-at", "at", at(j.run_at)))
        } else {
            String::new()
        };
        Row {
            title: s.t(&format!("job-kind-{}", j.kind.word())),
            state: s.t(&format!("job-state-{}", j.state.word())),
            meta: format!("{last}{next}"),
            error: j.last_error.clone(),
            start: s.to(&format!("/arbete/jobb/{}/starta", j.id)),
        }
    };
    let message = |m: &storage::outbox::Message| Message {
        topic: m.topic.clone(),
        meta: s.words.with("job-message", &[("at", at(m.made_at).into()), ("n", m.tries.into())]),
        error: m.last_error.clone(),
    };
    page(&JobListPage {
        jobs: jobs.iter().map(row).collect(),
        messages: unsent.iter().take(SHOWN).map(message).collect(),
        s: s.clone(),
    })
}

/// `/arbete/jobb/{id}/starta`, posted.
pub async fn start(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = Id::parse(&id).map_err(|_| Problem::Absent)?;
    job::start(&work.ctx(), &id).await?;
    Ok(go(work.s.to("/arbete/jobb")))
}
