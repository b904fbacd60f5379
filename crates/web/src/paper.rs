//! How is a document shown as a page of the public site?

use std::sync::LazyLock;

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Document, Form, Furniture, Tools};

use crate::{Problem, Shell, page};

#[derive(Template)]
#[template(path = "public/paper.html")]
struct PaperPage {
    s: Shell,
    title: String,
    crumbs: Vec<(String, String)>,
    html: String,
    formats: Formats,
}

/// The list of other forms under a document.
#[derive(Template)]
#[template(path = "components/formats.html")]
pub struct Formats {
    heading: String,
    same: String,
    formats: Vec<(String, String)>,
    missing: String,
    request: (String, String),
}

impl askama::filters::HtmlSafe for Formats {}

/// The list of other forms of the document at `path` (without language); with none of them when `path` is empty.
pub fn formats(s: &Shell, path: &str) -> Formats {
    Formats {
        heading: s.t("shell-formats"),
        same: s.t1("shell-formats-same", "date", text::date(s.lang(), s.today())),
        formats: if path.is_empty() { Vec::new() } else { forms(s, path) },
        missing: s.t("shell-formats-missing"),
        request: (format!("{}?sida={path}", s.to("/tillganglighet/begar")), s.t("shell-formats-request")),
    }
}

/// A page that shows the whole document under the pages that lead to it (address without language, words), or the
/// document in the `form` that was asked for; its other forms are at `path`.
pub async fn answer(
    s: Shell,
    crumbs: &[(&str, String)],
    path: &str,
    form: Option<Form>,
    document: Document,
) -> Result<Response, Problem> {
    if let Some(form) = form {
        return file(document, form).await;
    }
    let crumbs = crumbs.iter().map(|(to, words)| (s.to(to), words.clone())).collect();
    let html = documents::html::fragment(&document, 1);
    page(&PaperPage { title: document.title, crumbs, html, formats: formats(&s, path), s })
}

/// Who answers for a public document of this municipality, and of when it is.
pub fn furniture(s: &Shell) -> Furniture {
    Furniture {
        responsible: s.t1("shell-parties", "town", s.town.name.as_str()),
        dated: text::date(s.lang(), s.today()),
        date: s.today().to_string(),
        address: s.to(&s.path),
        demo: s.town.band.as_ref().map(|b| b.to_string()).unwrap_or_default(),
    }
}

/// Fonts and programs that the forms are made with; looked for once.
static TOOLS: LazyLock<Tools> = LazyLock::new(|| Tools { style: crate::assets::style_sheet(), ..Tools::default() });

/// The other forms of the document at `path` (without language) that can be made here: address and words.
pub fn forms(s: &Shell, path: &str) -> Vec<(String, String)> {
    let offered = Form::ALL.into_iter().filter(|f| *f != Form::Html && TOOLS.has(*f));
    offered.map(|f| (s.to(&format!("{path}.{}", f.suffix())), f.label(s.words))).collect()
}

/// The name and the form that the last part of an address asks for: "2022.pdf" is "2022" as PDF; without the suffix of
/// a form it is the page itself.
pub fn asked(name: &str) -> (&str, Option<Form>) {
    Form::split(name).map_or((name, None), |(stem, form)| (stem, Some(form)))
}

/// Rows as a file of this name.
pub fn csv(name: &str, rows: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, rows).into_response()
}

/// The document as a file of this form. Making one can take a second: it does not stand in the way of other answers.
pub async fn file(document: Document, form: Form) -> Result<Response, Problem> {
    if !TOOLS.has(form) {
        return Err(Problem::Absent);
    }
    let disposition = form.disposition(&document);
    let made = tokio::task::spawn_blocking(move || documents::write(form, &document, &TOOLS)).await;
    let bytes = made.map_err(|e| Problem::Ours(e.to_string()))?.map_err(|e| Problem::Ours(e.to_string()))?;
    let headers = [(header::CONTENT_TYPE, form.media_type().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}
