//! How is a document shown as a page of the public site?

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Document, Form, Furniture};
use domain::Noun;

use crate::kept::Key;
use crate::making::{self, Reader};
use crate::{App, Problem, Shell, Visit, chain};

#[derive(Template)]
#[template(path = "public/paper.html")]
struct PaperPage {
    s: Shell,
    title: String,
    crumbs: Vec<(String, String)>,
    easy: Option<(String, String)>,
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
    /// The way to the text in easy Swedish.
    easy: Option<(String, String)>,
    /// Which cannot be made here, in words.
    absent: Option<String>,
    missing: String,
    request: (String, String),
}

impl askama::filters::HtmlSafe for Formats {}

impl Formats {
    /// With the way to the text in easy Swedish, where there is one.
    pub fn easy(self, easy: Option<(String, String)>) -> Formats {
        Formats { easy, ..self }
    }
}

/// The way to the easy text of what is at `path` (without language), where everyone may read one: address and words.
pub async fn easy_way(visit: &Visit, path: &str) -> Result<Option<(String, String)>, Problem> {
    let Some((noun, id)) = chain::told_at(path) else { return Ok(None) };
    let found = storage::easy_text::of(visit.app.db.reader(), visit.town(), (noun, &id)).await?;
    let public = found.and_then(|e| e.published()).filter(|e| e.body.is_some());
    Ok(public.map(|e| (chain::public_address(Noun::EasyText, &e.id), visit.s.t("easy-text-link"))))
}

/// The list of other forms of the document at `path` (without language); with none of them when `path` is empty.
pub fn formats(visit: &Visit, path: &str) -> Formats {
    let s = &visit.s;
    Formats {
        heading: s.t("shell-formats"),
        same: s.t1("shell-formats-same", "date", text::date(s.lang(), s.today())),
        formats: if path.is_empty() { Vec::new() } else { forms(&visit.app, s, path) },
        easy: None,
        absent: absent(&visit.app, s).map(|forms| s.t1("shell-formats-absent", "forms", forms)),
        missing: s.t("shell-formats-missing"),
        request: (format!("{}?sida={path}", s.to("/tillganglighet/begar")), s.t("shell-formats-request")),
    }
}

/// A page that shows the whole document under the pages that lead to it (address without language, words), or the
/// document in the `form` that was asked for; its other forms are at `path`.
pub async fn answer(
    visit: Visit,
    crumbs: &[(&str, String)],
    path: &str,
    form: Option<Form>,
    document: Document,
) -> Result<Response, Problem> {
    if let Some(form) = form {
        return file(&visit, document, form).await;
    }
    let s = &visit.s;
    let crumbs = crumbs.iter().map(|(to, words)| (s.to(to), words.clone())).collect();
    let html = documents::html::fragment(&document, 1);
    let easy = easy_way(&visit, path).await?;
    let formats = formats(&visit, path).easy(easy.clone());
    tagged(&visit, &PaperPage { title: document.title, crumbs, easy, html, formats, s: s.clone() })
}

/// Draws a page that is the same for everyone, with the tag by which a browser knows it again: who has it already is
/// only told so.
pub fn tagged(visit: &Visit, template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|e| Problem::Ours(e.to_string()))?;
    let tag = Key::of_bytes(html.as_bytes()).tag();
    let mut response = if visit.asked.has(&tag) {
        axum::http::StatusCode::NOT_MODIFIED.into_response()
    } else {
        axum::response::Html(html).into_response()
    };
    making::carry(&mut response, &tag);
    Ok(response)
}

/// Who answers for a public document of this municipality, and of when it is.
pub fn furniture(s: &Shell) -> Furniture {
    Furniture {
        responsible: s.t1("shell-parties", "town", s.town.name.as_str()),
        dated: text::date(s.lang(), s.today()),
        date: s.today().to_string(),
        // The page itself, whichever form of it was asked for.
        address: whole_address(s, Form::split(&s.path).map_or(s.path.as_str(), |(page, _)| page)),
        demo: s.town.band.as_ref().map(|b| b.to_string()).unwrap_or_default(),
    }
}

/// The address of a page as it is read away from the site: with its host.
pub fn whole_address(s: &Shell, path: &str) -> String {
    format!("{}{}", s.site, s.to(path))
}

/// The other forms of the document at `path` (without language) that can be made here: address and words.
pub fn forms(app: &App, s: &Shell, path: &str) -> Vec<(String, String)> {
    let offered = Form::ALL.into_iter().filter(|f| *f != Form::Html && app.kept().tools().has(*f));
    offered.map(|f| (s.to(&format!("{path}.{}", f.suffix())), f.label(s.words))).collect()
}

/// The forms that cannot be made here, in words; nothing when all can.
pub fn absent(app: &App, s: &Shell) -> Option<String> {
    let absent: Vec<String> =
        Form::ALL.into_iter().filter(|f| !app.kept().tools().has(*f)).map(|f| f.label(s.words)).collect();
    (!absent.is_empty()).then(|| text::and_list(s.lang(), &absent))
}

/// The name and the form that the last part of an address asks for: "2022.pdf" is "2022" as PDF; without the suffix of
/// a form it is the page itself.
pub fn asked(name: &str) -> (&str, Option<Form>) {
    Form::split(name).map_or((name, None), |(stem, form)| (stem, Some(form)))
}

/// Rows as a file of this name.
pub fn csv(name: &str, rows: String) -> Response {
    data(name, "text/csv; charset=utf-8", rows)
}

/// A file of data with this name.
pub fn data(name: &str, media_type: &str, rows: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, rows).into_response()
}

/// A file of data that is the same for everyone, with the tag by which a browser knows it again; `same` is what the tag
/// is made of.
pub fn tagged_data(visit: &Visit, name: &str, media_type: &str, text: String, same: &str) -> Response {
    let tag = Key::of_bytes(same.as_bytes()).tag();
    let mut response = match visit.asked.has(&tag) {
        true => axum::http::StatusCode::NOT_MODIFIED.into_response(),
        false => data(name, media_type, text),
    };
    making::carry(&mut response, &tag);
    response
}

/// The document as a file of this form.
pub async fn file(visit: &Visit, document: Document, form: Form) -> Result<Response, Problem> {
    making::file(Reader::Anyone(visit), document, form).await
}
