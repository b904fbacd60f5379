//! How is a reader answered who asks for a form: with the file, with "you have it", or with "wait"?

use std::time::Duration;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use documents::{Document, Form};

use crate::kept::{Progress, Slow};
use crate::public::open_data::SCHEMA;
use crate::tag::Asked;
use crate::{App, Problem, Shell, Visit, Work};

/// Who asks for a form.
#[derive(Clone, Copy, Debug)]
pub enum Reader<'a> {
    /// Anyone: what everyone may read may be kept on the way, as long as we are asked each time whether it still holds.
    Anyone(&'a Visit),
    /// Someone who works with it: it may be no one else's, so nothing on the way keeps it.
    Worker(&'a Work),
}

impl Reader<'_> {
    fn shell(&self) -> &Shell {
        match self {
            Reader::Anyone(visit) => &visit.s,
            Reader::Worker(work) => &work.s,
        }
    }

    fn app(&self) -> &App {
        match self {
            Reader::Anyone(visit) => &visit.app,
            Reader::Worker(work) => &work.app,
        }
    }

    fn asked(&self) -> &Asked {
        match self {
            Reader::Anyone(visit) => &visit.asked,
            Reader::Worker(work) => &work.asked,
        }
    }
}

/// May be kept by anyone, and is asked for again each time: what is withdrawn is gone at once.
const FOR_ALL: HeaderValue = HeaderValue::from_static("public, no-cache");
/// Kept by nobody.
const FOR_ONE: HeaderValue = HeaderValue::from_static("private, no-store");

/// Puts the tag on a public answer.
pub fn carry(response: &mut Response, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_ALL);
}

/// Says that nothing on the way may keep it.
pub fn for_one(response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_ONE);
}

/// The document as a file of this form: made once, then kept. A slow one is made while the reader is told to come
/// back. Whether the reader may see it was asked when `document` was made.
pub async fn file(reader: Reader<'_>, document: Document, form: Form) -> Result<Response, Problem> {
    let kept = reader.app().kept();
    if !kept.tools().has(form) {
        return wait(reader, &document.title, form, None);
    }
    let (key, public) = (kept.key(&document, form), matches!(reader, Reader::Anyone(_)));
    if public && reader.asked().has(&key.tag()) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        carry(&mut response, &key.tag());
        return Ok(response);
    }
    let (disposition, lang) = (form.disposition(&document), document.lang.tag());
    let bytes = if form.is_slow() {
        let (title, length) = (document.title.clone(), documents::plain::plain(&document).len());
        let write = move |tools: &documents::Tools| documents::write(form, &document, tools).map_err(|e| e.to_string());
        match kept.slow(key, length, write) {
            Slow::Made(bytes) => bytes,
            other => return wait(reader, &title, form, Some(&other)),
        }
    } else {
        let schema = format!("{}{SCHEMA}", reader.shell().site);
        let write = move |tools: &documents::Tools| {
            let made = documents::write(form, &document, tools).map_err(|e| e.to_string())?;
            Ok(if form == Form::Json { with_schema(made, &schema) } else { made })
        };
        kept.quick(key, write).await.map_err(Problem::Ours)?
    };
    let headers = [
        (header::CONTENT_TYPE, form.media_type()),
        (header::CONTENT_DISPOSITION, disposition.as_str()),
        (header::CONTENT_LANGUAGE, lang),
    ];
    let mut response = (headers, reader.asked().part.give(bytes, &key.tag())).into_response();
    if public {
        carry(&mut response, &key.tag());
    } else {
        for_one(&mut response);
    }
    Ok(response)
}

/// The tree with the address of what it may hold, which only the site knows, as its first field.
fn with_schema(json: Vec<u8>, schema: &str) -> Vec<u8> {
    let Some(fields) = json.strip_prefix(b"{") else { return json };
    [format!("{{\n  \"$schema\": \"{schema}\",").as_bytes(), fields].concat()
}

/// What stands on the page of a form that is not there yet.
struct Told {
    heading: String,
    lines: Vec<String>,
    /// How far it is, in percent and in words.
    bar: Option<(u8, String)>,
    /// What leads to the next try, where one makes sense.
    again: Option<String>,
    request: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "public/wait.html")]
struct WaitPage {
    s: Shell,
    told: Told,
}

#[derive(Template)]
#[template(path = "workspace/wait.html")]
struct WorkWaitPage {
    s: Shell,
    told: Told,
}

/// Says how far the form has come and when to ask again, or that it cannot be made here (no `slow`) and where it can be
/// asked for: a page for people, a line for programs.
fn wait(reader: Reader<'_>, title: &str, form: Form, slow: Option<&Slow>) -> Result<Response, Problem> {
    let s = reader.shell();
    let (status, again_in) = match slow {
        Some(Slow::UnderWay(progress)) => (StatusCode::ACCEPTED, Some(progress.left.as_secs().clamp(1, 30))),
        Some(Slow::Failed(rest)) => (StatusCode::SERVICE_UNAVAILABLE, Some(rest.as_secs() + 1)),
        Some(_) => (StatusCode::SERVICE_UNAVAILABLE, Some(60)),
        None => (StatusCode::NOT_FOUND, None),
    };
    let told = told(s, title, form, slow, matches!(reader, Reader::Anyone(_)));
    let mut response = if reader.asked().shows_pages {
        let html = match reader {
            Reader::Anyone(_) => WaitPage { s: s.clone(), told }.render(),
            Reader::Worker(_) => WorkWaitPage { s: s.clone(), told }.render(),
        };
        (status, Html(html.map_err(|e| Problem::Ours(e.to_string()))?)).into_response()
    } else {
        let text = format!("{}\n", told.lines.join(" "));
        (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
    };
    let headers = response.headers_mut();
    if let Some(seconds) = again_in {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    headers.insert(header::CACHE_CONTROL, FOR_ONE);
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

fn told(s: &Shell, title: &str, form: Form, slow: Option<&Slow>, public: bool) -> Told {
    let name = [("form", form.label(s.words).into()), ("title", title.into())];
    let say = |key: &str| s.words.with(key, &name);
    let (heading, lines, bar) = match slow {
        None => (say("document-absent-title"), vec![s.t("document-absent")], None),
        Some(Slow::UnderWay(p)) => (say("document-wait-title"), under_way(s, p), p.percent.map(|n| (n, bar(s, n)))),
        Some(Slow::Failed(rest)) => {
            let again = s.t1("document-wait-failed-again", "n", rest.as_secs() + 1);
            (say("document-wait-failed-title"), vec![s.t("document-wait-failed"), again], None)
        }
        _ => (say("document-wait-full-title"), vec![s.t("document-wait-full")], None),
    };
    // Who waits in vain can ask people for it.
    let in_vain = public && !matches!(slow, Some(Slow::UnderWay(_)));
    let page = s.path.strip_suffix(&format!(".{}", form.suffix())).unwrap_or(&s.path);
    let request = (format!("{}?sida={page}", s.to("/tillganglighet/begar")), s.t("shell-formats-request"));
    let again = slow.map(|slow| match slow {
        Slow::UnderWay(_) => s.t("document-wait-fetch"),
        _ => s.t("document-wait-again"),
    });
    Told { heading, lines, bar, again, request: in_vain.then_some(request) }
}

fn under_way(s: &Shell, p: &Progress) -> Vec<String> {
    let mut lines = vec![s.t("document-wait-once")];
    if p.ahead > 0 {
        lines.push(s.t1("document-wait-ahead", "n", p.ahead));
    } else if let Some(percent) = p.percent {
        lines.push(bar(s, percent));
    }
    lines.push(left(s, p.left));
    lines.push(s.t("document-wait-then"));
    lines
}

fn bar(s: &Shell, percent: u8) -> String {
    s.t1("document-wait-percent", "n", usize::from(percent))
}

/// "Det tar ungefär 20 sekunder till": it is a guess, so it is told in round numbers.
fn left(s: &Shell, left: Duration) -> String {
    let seconds = left.as_secs();
    if seconds < 90 {
        s.t1("document-wait-seconds", "n", seconds.div_ceil(5).max(1) * 5)
    } else {
        s.t1("document-wait-minutes", "n", seconds.div_ceil(60))
    }
}
