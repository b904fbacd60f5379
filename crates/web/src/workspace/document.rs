//! How does a document look in each form, before it is published?

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::pdf::Print;
use documents::{Document, Form, Note, NoteKind};
use domain::{Act, Noun, Owned};
use text::readability::{self, Level};

use super::joint;
use crate::kept::Key;
use crate::making::{self, Reader};
use crate::public;
use crate::tag::Asked;
use crate::{Problem, Shell, Visit, Work, page};

/// A kind of document that the workspace shows before everyone sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Lägesbild.
    Picture,
    /// Åtgärdsplan.
    Plan,
    /// Samverkansöverenskommelse.
    Agreement,
    /// Medborgarlöfte.
    Promise,
    /// Uppföljning.
    Review,
    /// Nyhet.
    News,
    /// Lättläst text, beside one of the others.
    EasyText,
    /// Tillgänglighetsredogörelse, of which there is one.
    Statement,
    /// Rapport till kommunfullmäktige, made of what is public.
    Report,
}

impl Paper {
    /// Those that have many records.
    pub const LISTED: [Paper; 7] =
        [Paper::Picture, Paper::Plan, Paper::Agreement, Paper::Promise, Paper::Review, Paper::News, Paper::EasyText];

    /// What it is a document of, where it can be told in easy Swedish.
    fn told(self) -> Option<Noun> {
        Some(match self {
            Paper::Picture => Noun::Picture,
            Paper::Plan => Noun::Plan,
            Paper::Agreement => Noun::Agreement,
            Paper::Promise => Noun::Promise,
            Paper::Review => Noun::Review,
            Paper::News => Noun::News,
            Paper::EasyText | Paper::Statement | Paper::Report => return None,
        })
    }

    /// Where its records are in the workspace.
    pub fn place(self) -> &'static str {
        match self {
            Paper::Picture => "/arbete/lagesbilder",
            Paper::Plan => "/arbete/plan",
            Paper::Agreement => "/arbete/overenskommelser",
            Paper::Promise => "/arbete/loften",
            Paper::Review => "/arbete/uppfoljningar",
            Paper::News => "/arbete/nyheter",
            Paper::EasyText => "/arbete/lattlast",
            Paper::Statement => "/arbete/tillganglighet/redogorelse",
            Paper::Report => "/arbete/rapport",
        }
    }

    /// Where they are for everyone.
    fn public(self) -> &'static str {
        match self {
            Paper::Picture => "/lagesbild",
            Paper::Plan => "/plan",
            Paper::Agreement => "/overenskommelser",
            Paper::Promise => "/loften",
            Paper::Review => "/uppfoljningar",
            Paper::News => "/nyheter",
            Paper::EasyText => "/lattlast",
            Paper::Statement => "/tillganglighet",
            // It has no page of its own: what it is made of has.
            Paper::Report => "/",
        }
    }

    /// The address of the page of all forms of the record `id`, which is empty where there is one, and its words.
    pub fn link(self, s: &Shell, id: &str) -> (String, String) {
        (s.to(&format!("{}/format", joined(self.place(), id))), s.t("document-preview-link"))
    }
}

fn joined(place: &str, id: &str) -> String {
    if id.is_empty() { place.to_owned() } else { format!("{place}/{id}") }
}

/// A document that somebody may see, and whether everyone may.
struct Subject {
    document: Document,
    title: String,
    is_draft: bool,
}

/// The document of a record, after it was asked whether this person may read it.
async fn subject(work: &Work, kind: Paper, text: &str) -> Result<Subject, Problem> {
    let (on, town, now) = (work.app.db.reader(), work.town(), work.s.now);
    let may = |owned: &Owned| work.ctx().may(Act::Read, Some(owned));
    let visit = visit(work, &joined(kind.public(), text));
    let id = || joint::id(text);
    let (document, is_draft) = match kind {
        Paper::Picture => {
            let p = storage::picture::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&p.owned)?;
            let shown = p.preview(now).ok_or(Problem::Absent)?;
            (public::picture::drawn(&visit, &shown).await?, p.published().is_none())
        }
        Paper::Plan => {
            let p = storage::plan::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&p.owned)?;
            let shown = p.preview(now).ok_or(Problem::Absent)?;
            (public::plan::drawn(&visit, &shown).await?, p.published().is_none())
        }
        Paper::Agreement => {
            let a = storage::agreement::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&a.owned)?;
            let shown = a.preview(now).ok_or(Problem::Absent)?;
            (public::agreement::drawn(&visit, &shown).await?, a.published().is_none())
        }
        Paper::Promise => {
            let p = storage::promise::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&p.owned)?;
            let commitments = storage::commitment::of_promise(on, town, &p.id).await?;
            let facts = storage::promise::public_facts(&work.app.db, town).await?;
            let facts = |c: &domain::Id| facts.get(c).map_or(&[][..], Vec::as_slice);
            let shown = p.preview(&commitments, facts, work.s.today(), now).ok_or(Problem::Absent)?;
            (public::promise::drawn(&visit, &shown).await?, p.state.published_at().is_none())
        }
        Paper::Review => {
            let r = storage::review::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&r.owned)?;
            let shown = r.preview(now).ok_or(Problem::Absent)?;
            (public::review::drawn(&visit, &shown).await?, r.published().is_none())
        }
        Paper::News => {
            let n = storage::news::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&n.owned)?;
            let shown = n.preview(now).ok_or(Problem::Absent)?;
            (public::news::drawn(&visit, &shown).await?, n.published().is_none())
        }
        Paper::EasyText => {
            let e = storage::easy_text::by_id(on, town, &id()?).await?.ok_or(Problem::Absent)?;
            may(&e.owned)?;
            let shown = e.preview(now).ok_or(Problem::Absent)?;
            (public::easy_text::drawn(&visit, &shown).await?, e.published().is_none())
        }
        Paper::Statement => {
            let all = storage::statement::all(on, town).await?;
            let seen = || all.iter().filter(|st| may(&st.owned).is_ok());
            let draft = seen().find(|st| st.state == domain::statement::StatementState::Draft);
            let st = draft.or(seen().next()).ok_or(Problem::Absent)?;
            (public::statement::drawn(&visit, st), draft.is_some())
        }
        Paper::Report => {
            work.ctx().may(Act::Read, None)?;
            (super::report::drawn(&visit).await?, false)
        }
    };
    let title = document.title.clone();
    let document = if is_draft { marked(&work.s, unlinked(document, &visit.s.path)?) } else { document };
    Ok(Subject { document, title, is_draft })
}

/// The visit of a resident who will read it at `path`.
pub(super) fn visit(work: &Work, path: &str) -> Visit {
    let s = Shell { path: path.to_owned(), account: None, sees: crate::shell::Sees::default(), ..work.s.clone() };
    Visit { s, app: work.app.clone(), asked: Asked::default() }
}

/// Says in the title and first of all that it is a draft, so that each form says it.
fn marked(s: &Shell, mut document: Document) -> Document {
    let note =
        Note { kind: NoteKind::Behind, title: s.t("document-draft-note"), text: s.t("document-draft-text").into() };
    document.title = s.t1("document-draft-title", "title", document.title);
    document.blocks.insert(0, note.into());
    document
}

/// Without the links that lead to the document itself, which nobody can open yet.
fn unlinked(document: Document, own: &str) -> Result<Document, Problem> {
    let ours = |e: serde_json::Error| Problem::Ours(e.to_string());
    let mut tree = serde_json::to_value(&document).map_err(ours)?;
    without_links(&mut tree, own);
    serde_json::from_value(tree).map_err(ours)
}

fn without_links(tree: &mut serde_json::Value, own: &str) {
    match tree {
        serde_json::Value::Object(fields) => {
            let leads_here = |to: &serde_json::Value| {
                let to = to.as_str().unwrap_or_default();
                let to = to.strip_prefix("/en").unwrap_or(to);
                to.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '?']))
            };
            if fields.get("link").is_some_and(leads_here) {
                fields.remove("link");
            }
            fields.values_mut().for_each(|v| without_links(v, own));
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|v| without_links(v, own)),
        _ => {}
    }
}

/// One form, shown on the page.
struct View {
    id: &'static str,
    title: String,
    about: String,
    html: String,
}

/// How hard the words are, for the writer.
pub(super) struct Reading {
    /// "LIX 38, lättläst".
    pub(super) lix: String,
    about: String,
    /// Hard words: as they stand, how often, what could stand there instead.
    pub(super) hard: Vec<(String, String, String)>,
}

/// The figure and the hard words of a text in Swedish; nothing in another language, or where there is no text.
pub(super) fn reading(s: &Shell, document: &Document, spoken: &str) -> Option<Reading> {
    if document.lang == text::Lang::En {
        return None;
    }
    // Rows of numbers are no sentences: they would make any text look easy.
    let prose: String = documents::speech::script(&document.prose()).into_iter().map(|(_, text)| text).collect();
    let lix = readability::count(&prose).lix()?;
    let level = match Level::of(lix) {
        Level::VeryEasy => "very-easy",
        Level::Easy => "easy",
        Level::Medium => "medium",
        Level::Hard => "hard",
        Level::VeryHard => "very-hard",
    };
    let word = s.t(&format!("document-lix-{level}"));
    let hard = readability::hard_words(spoken).into_iter().take(HARD_WORDS);
    Some(Reading {
        lix: s.words.with("document-lix", &[("n", i64::from(lix).into()), ("word", word.into())]),
        about: s.t("document-lix-about"),
        hard: hard.map(|h| (h.word, s.t1("document-hard-times", "n", h.times), h.plain.to_owned())).collect(),
    })
}

/// How many hard words are shown.
const HARD_WORDS: usize = 30;

#[derive(Template)]
#[template(path = "workspace/document.html")]
struct DocumentPage {
    title: String,
    up: (String, String),
    is_draft: bool,
    /// Who sees it, and when.
    about: String,
    forms: Vec<(String, String)>,
    missing: Option<String>,
    views: Vec<View>,
    reading: Option<Reading>,
    /// The way to its text in easy Swedish, or to where one is written.
    easy: Option<(String, String)>,
    s: Shell,
}

/// `/arbete/.../{id}/format`: every form of a record, the readable ones beside each other.
pub async fn show(work: Work, kind: Paper, id: &str) -> Result<Response, Problem> {
    let Subject { document, title, is_draft } = subject(&work, kind, id).await?;
    let (s, tools) = (&work.s, work.app.kept().tools());
    let here = format!("{}/format", joined(kind.place(), id));
    let address = |f: &Form| (s.to(&format!("{here}/{FILE}.{}", f.suffix())), f.label(s.words));
    let spoken = documents::speech::script(&document);
    let spoken: String = spoken.iter().map(|(_, text)| text.as_str()).collect();
    let shown = DocumentPage {
        // The page is shown below; as a file of its own it is offered nowhere.
        forms: Form::ALL.iter().filter(|f| **f != Form::Html && tools.has(**f)).map(address).collect(),
        missing: crate::paper::absent(&work.app, s).map(|forms| s.t1("document-preview-missing", "forms", forms)),
        reading: reading(s, &document, &spoken),
        easy: easy(&work, kind, id).await?,
        views: views(&work, &document, &spoken, &here).await,
        up: (s.to(&joined(kind.place(), id)), title.clone()),
        title,
        is_draft,
        about: s.t(match (kind, is_draft) {
            (Paper::Report, _) => "report-about",
            (_, true) => "document-preview-draft",
            (_, false) => "document-preview-public",
        }),
        s: s.clone(),
    };
    let mut response = page(&shown)?;
    making::for_one(&mut response);
    Ok(response)
}

/// The way to the easy text of a record, or for a writer to the form for one.
async fn easy(work: &Work, kind: Paper, id: &str) -> Result<Option<(String, String)>, Problem> {
    let Some(noun) = kind.told() else { return Ok(None) };
    let (s, id) = (&work.s, joint::id(id)?);
    let found = storage::easy_text::of(work.app.db.reader(), work.town(), (noun, &id)).await?;
    let seen = found.filter(|e| work.may(Act::Read, Some(&e.owned)));
    Ok(match seen {
        Some(e) => Some((s.to(&format!("{}/{}", Paper::EasyText.place(), e.id)), s.t("easy-text-see"))),
        None if work.may(Act::Write, None) => {
            Some((s.to(&format!("{}/ny?om={}:{id}", Paper::EasyText.place(), noun.word())), s.t("easy-text-new")))
        }
        None => None,
    })
}

/// What the files are called in the address; the reader's file gets the document's name.
const FILE: &str = "handling";

/// `/arbete/.../{id}/format/handling.pdf`: one form of it.
pub async fn file(work: Work, kind: Paper, id: &str, name: &str) -> Result<Response, Problem> {
    let drawn = name.strip_suffix(".svg").and_then(|n| n.rsplit_once(PAGE));
    let (name, number) = drawn.map_or((name, None), |(name, n)| (name, Some(n)));
    let (_, form) = Form::split(name).filter(|(stem, _)| *stem == FILE).ok_or(Problem::Absent)?;
    let document = subject(&work, kind, id).await?.document;
    if let Some(number) = number {
        let number: usize = number.parse().map_err(|_| Problem::Absent)?;
        let pages = drawn_pages(&work, &document, form).await.ok_or(Problem::Absent)?;
        let page = pages.into_iter().nth(number.wrapping_sub(1)).ok_or(Problem::Absent)?;
        let mut response = ([(header::CONTENT_TYPE, "image/svg+xml")], page).into_response();
        making::for_one(&mut response);
        return Ok(response);
    }
    making::file(Reader::Worker(&work), document, form).await
}

/// What stands before the number of a drawn page in its address.
const PAGE: &str = ".sida-";
/// How many pages of paper are shown.
const DRAWN_PAGES: usize = 16;

/// The pages as they are set on paper, drawn once and kept; nothing for forms that are no paper, or where it cannot be set.
async fn drawn_pages(work: &Work, document: &Document, form: Form) -> Option<Vec<String>> {
    let print = match form {
        Form::Pdf => Print::Normal,
        Form::Large => Print::Large,
        _ => return None,
    };
    let kept = work.app.kept();
    let key = Key::of_bytes(format!("{}{PAGE}", kept.key(document, form).tag()).as_bytes());
    let document = document.clone();
    let draw = move |tools: &documents::Tools| {
        let pages = documents::pdf::pages(&document, &tools.fonts, print, DRAWN_PAGES).map_err(|e| e.to_string())?;
        serde_json::to_vec(&pages).map_err(|e| e.to_string())
    };
    match kept.quick(key, draw).await {
        Ok(pages) => serde_json::from_slice(&pages).ok(),
        Err(why) => {
            tracing::error!(why, "pages could not be drawn");
            None
        }
    }
}

/// The paper forms as pictures of their pages.
async fn papers(work: &Work, document: &Document, here: &str) -> Vec<(&'static str, String)> {
    let s = &work.s;
    let mut all = Vec::new();
    for (id, form) in [("paper", Form::Pdf), ("large", Form::Large)] {
        let Some(pages) = drawn_pages(work, document, form).await else { continue };
        let view = s.t(&format!("document-view-{id}"));
        let picture = |n: usize| {
            let words = s.words.with("document-view-page-n", &[("n", n.into()), ("view", view.clone().into())]);
            let to = s.to(&format!("{here}/{FILE}.{}{PAGE}{n}.svg", form.suffix()));
            format!("<img class=\"leaf-of-paper\" loading=\"lazy\" src=\"{to}\" alt=\"{}\">", escaped(&words))
        };
        all.push((id, (1..=pages.len()).map(picture).collect()));
    }
    all
}

/// How many pages of braille are shown.
const BRAILLE_PAGES: usize = 2;

/// The forms that can be read on a page: to see, to read as text, to hear, to feel.
async fn views(work: &Work, document: &Document, spoken: &str, here: &str) -> Vec<View> {
    let s = &work.s;
    let view = |id, html| View {
        id,
        title: s.t(&format!("document-view-{id}")),
        about: s.t(&format!("document-view-{id}-about")),
        html,
    };
    let paragraphs = spoken.split("\n\n").filter(|p| !p.trim().is_empty());
    let spoken: String = paragraphs.map(|p| format!("<p>{}</p>", escaped(p.trim()))).collect();
    let plain = documents::plain::plain(document);
    let mut views = vec![view("page", documents::html::fragment(document, 3))];
    views.extend(papers(work, document, here).await.into_iter().map(|(id, html)| view(id, html)));
    views.extend([view("text", format!("<pre>{}</pre>", escaped(&plain))), view("speech", spoken)]);
    if let Some((braille, pages)) = braille(work, document).await {
        let mut shown = view("braille", format!("<pre class=\"braille\">{}</pre>", escaped(&braille)));
        if pages > BRAILLE_PAGES {
            shown.about = format!("{} {}", shown.about, s.t1("document-view-braille-first", "n", pages));
        }
        views.push(shown);
    }
    views
}

/// The first pages in Unicode braille, and how many pages there are; nothing where it cannot be made.
async fn braille(work: &Work, document: &Document) -> Option<(String, usize)> {
    let kept = work.app.kept();
    if !kept.tools().has(Form::Pef) {
        return None;
    }
    let (key, document) = (kept.key(document, Form::Pef), document.clone());
    let write =
        move |tools: &documents::Tools| documents::write(Form::Pef, &document, tools).map_err(|e| e.to_string());
    let pef = match kept.quick(key, write).await {
        Ok(pef) => pef,
        Err(why) => {
            tracing::error!(why, "braille could not be shown");
            return None;
        }
    };
    let pef = String::from_utf8_lossy(&pef);
    let rows = |page: &str| -> String {
        let rows = page.split("<row>").skip(1).filter_map(|r| r.split_once("</row>"));
        rows.map(|(row, _)| format!("{row}\n")).collect()
    };
    let pages: Vec<String> = pef.split("<page>").skip(1).map(rows).collect();
    Some((pages.iter().take(BRAILLE_PAGES).map(String::as_str).collect::<Vec<_>>().join("\n"), pages.len()))
}

fn escaped(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html).map(|e| e.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use documents::{Block, Text};
    use text::Lang;

    use super::*;

    #[test]
    fn only_links_to_the_document_itself_are_taken_out() {
        let links = ["/loften/a", "/en/loften/a#x", "/loften/ab", "#x", "/problem/a"];
        let text = links.iter().fold(Text::new(), |t, to| t.link(*to, *to));
        let document = Document::new("Löfte", Lang::Sv).section("Kedja", vec![Block::text(text)]);
        let html = documents::html::fragment(&unlinked(document, "/loften/a").unwrap(), 1);
        let there = |to: &str| html.contains(&format!("href=\"{to}\""));
        assert_eq!(links.map(there), [false, false, true, true, true]);
        assert!(html.contains("/en/loften/a#x"), "its words stay");
    }
}
