//! What does a reader see when something cannot be done?

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::Denied;

use crate::{App, Shell, Visit};

/// Why a page cannot be shown. A handler answers it; [`show`] draws the page around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such page, or not for this reader.
    Absent,
    /// The reader may see the record, but not do this.
    NotAllowed,
    /// The state of the thing does not allow it; the reason is a message key.
    Refused(&'static str),
    /// Somebody else changed it meanwhile.
    Conflict,
    /// The request is not understood.
    Unclear,
    /// More was sent than is taken.
    TooLarge,
    /// Something went wrong with us; the text goes to the log, never to the page.
    Ours(String),
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Problem::Absent => StatusCode::NOT_FOUND,
            Problem::NotAllowed => StatusCode::FORBIDDEN,
            Problem::Refused(_) | Problem::Conflict => StatusCode::CONFLICT,
            Problem::Unclear => StatusCode::BAD_REQUEST,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Ours(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn of(status: StatusCode) -> Option<Problem> {
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Problem::Absent),
            StatusCode::FORBIDDEN => Some(Problem::NotAllowed),
            StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Problem::Unclear),
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => Some(Problem::TooLarge),
            StatusCode::INTERNAL_SERVER_ERROR => Some(Problem::Ours(String::new())),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Problem::Ours(what) = &self {
            tracing::error!(what, "a page could not be shown");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<actions::Error> for Problem {
    fn from(e: actions::Error) -> Problem {
        match e {
            actions::Error::Denied(Denied::Absent) => Problem::Absent,
            actions::Error::Denied(Denied::NotAllowed) => Problem::NotAllowed,
            actions::Error::Refused(r) => Problem::Refused(r.0),
            actions::Error::Storage(e) => e.into(),
            actions::Error::Invalid(_) | actions::Error::Guarded(_) => Problem::Unclear,
        }
    }
}

impl From<storage::Error> for Problem {
    fn from(e: storage::Error) -> Problem {
        match e {
            storage::Error::Conflict => Problem::Conflict,
            e => Problem::Ours(e.to_string()),
        }
    }
}

impl From<domain::Denied> for Problem {
    fn from(e: domain::Denied) -> Problem {
        actions::Error::from(e).into()
    }
}

#[derive(Template)]
#[template(path = "public/problem.html")]
struct ProblemPage {
    s: Shell,
    title: String,
    text: String,
}

/// Draws the page around a problem, in the reader's language. An empty answer of the router (no such address, too
/// much sent) becomes a page too.
pub async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::from_request_parts(&mut parts, &app).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let drawn = response.headers().get("content-type").is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let known = response.extensions().get::<Problem>().cloned();
    let problem = if drawn { None } else { known.or_else(|| Problem::of(response.status())) };
    let (Some(problem), Ok(visit)) = (problem, visit) else { return response };
    let key = match &problem {
        Problem::Absent => "problem-absent",
        Problem::NotAllowed => "problem-not-allowed",
        Problem::Refused(_) => "problem-refused",
        Problem::Conflict => "problem-conflict",
        Problem::Unclear => "problem-unclear",
        Problem::TooLarge => "problem-too-large",
        Problem::Ours(_) => "problem-ours",
    };
    let text = match &problem {
        Problem::Refused(reason) => visit.s.t(reason),
        _ => visit.s.t(&format!("{key}-text")),
    };
    let page = ProblemPage { title: visit.s.t(key), text, s: visit.s };
    let status = if response.status() == StatusCode::METHOD_NOT_ALLOWED { response.status() } else { problem.status() };
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => response,
    }
}
