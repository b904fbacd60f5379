//! How are joint texts listed, shown, moved and written, whichever noun they are?

use askama::Template;
use axum::response::Response;
use documents::Block;
use domain::{Act, Id, Noun, Owned, Release};

use crate::form::ErrorSummary;
use crate::{Choice, Form, Problem, Shell, Work, chain, page, page_again};

/// A record in a list.
pub struct Row {
    /// Where it is.
    pub to: String,
    /// What it is called.
    pub title: String,
    /// How far it has come.
    pub state: String,
    /// One line about it.
    pub meta: String,
}

#[derive(Template)]
#[template(path = "workspace/joint_list.html")]
struct ListPage {
    title: String,
    none: String,
    new: Option<(String, String)>,
    rows: Vec<Row>,
    s: Shell,
}

/// The list of a noun: its words are `<noun>-list-title`, `<noun>-none` and `<noun>-new`.
pub fn list(work: Work, noun: &str, path: &str, rows: Vec<Row>) -> Result<Response, Problem> {
    let s = work.s.clone();
    let new = work.may(Act::Write, None).then(|| (s.to(&format!("{path}/ny")), s.t(&format!("{noun}-new"))));
    page(&ListPage { title: s.t(&format!("{noun}-list-title")), none: s.t(&format!("{noun}-none")), new, rows, s })
}

/// A move that the reader can make now.
pub struct Step {
    /// Where it is posted to.
    pub to: String,
    /// Its words.
    pub words: String,
}

/// A move that needs something filled in.
pub struct Panel {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Where it is posted to.
    pub to: String,
    /// Its drawn fields.
    pub fields: Vec<String>,
    /// The words of its button.
    pub button: String,
}

/// The page of one record.
#[derive(Template)]
#[template(path = "workspace/joint_show.html")]
pub struct ShowPage {
    /// The record's title.
    pub title: String,
    /// The list that it belongs to.
    pub up: (String, String),
    /// How far it has come.
    pub state: String,
    /// Whom it waits for.
    pub waiting: Vec<String>,
    /// Moves at a click.
    pub steps: Vec<Step>,
    /// Ways on: address and words.
    pub links: Vec<(String, String)>,
    /// The record itself, drawn.
    pub html: String,
    /// Moves that need something filled in.
    pub panels: Vec<Panel>,
    /// What was wrong with the last try.
    pub errors: ErrorSummary,
    /// What stands around the page.
    pub s: Shell,
}

/// Draws a record's page, again with 422 when something was wrong.
pub fn show(shown: ShowPage, form: &Form) -> Result<Response, Problem> {
    if form.is_right() { page(&shown) } else { page_again(&shown) }
}

/// What moves a joint text: who it waits for, what the reader can do, where it is public.
pub struct Moves {
    /// Whom it waits for.
    pub waiting: Vec<String>,
    /// Moves at a click.
    pub steps: Vec<Step>,
    /// Edit and public page.
    pub links: Vec<(String, String)>,
    /// Taking it back in public.
    pub panels: Vec<Panel>,
}

/// The moves of a record at `here` ("/arbete/problem/x"), public at `public`.
pub async fn moves(
    work: &Work,
    owned: &Owned,
    release: &Release,
    here: &str,
    public: &str,
    form: &Form,
) -> Result<Moves, Problem> {
    let s = &work.s;
    let may = |act| work.may(act, Some(owned));
    let step = |word: &str| Step { to: s.to(&format!("{here}/{word}")), words: s.t(&format!("release-step-{word}")) };
    let own = work.actor.organisation();
    let mut moves = Moves { waiting: Vec::new(), steps: Vec::new(), links: Vec::new(), panels: Vec::new() };
    match release {
        Release::Draft if may(Act::Write) => moves.steps.push(step("foresla")),
        Release::Proposed { approvals } => {
            let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
            let name =
                |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string());
            moves.waiting = approvals.missing().map(|id| s.t1("release-waits-for", "who", name(id))).collect();
            if may(Act::Approve) && approvals.missing().any(|m| Some(m) == own) {
                moves.steps.push(step("godkann"));
            }
        }
        Release::Approved { .. } if may(Act::Publish) => moves.steps.push(step("publicera")),
        _ => {}
    }
    let open = matches!(release, Release::Draft | Release::Proposed { .. } | Release::Approved { .. });
    if open && may(Act::Write) {
        moves.links.push((s.to(&format!("{here}/andra")), s.t("release-edit")));
    }
    if release.shown().is_some() {
        moves.links.push((s.to(public), s.t("release-see-public")));
    }
    if matches!(release, Release::Published { .. }) && may(Act::Publish) {
        moves.steps.push(step("oppna"));
        moves.panels.push(Panel {
            id: "dra-tillbaka".into(),
            title: s.t("release-withdraw"),
            to: s.to(&format!("{here}/dra-tillbaka")),
            fields: vec![form.textarea(s, "reason", "release-field-reason").to_string()],
            button: s.t("release-withdraw"),
        });
    }
    Ok(moves)
}

/// The record's blocks and its chain, drawn.
pub async fn body(work: &Work, noun: Noun, id: &Id, mut blocks: Vec<Block>) -> Result<String, Problem> {
    let s = &work.s;
    let chain = chain::of(&work.app, s, &work.actor, (noun, id)).await?;
    let section = documents::Section::new(s.t("chain-title"), vec![Block::quiet(s.t("chain-lead")), chain.into()]);
    blocks.push(section.into());
    Ok(documents::html::blocks(&blocks, s.words, 2, "d"))
}

/// A form that writes a record.
#[derive(Template)]
#[template(path = "workspace/joint_form.html")]
pub struct FormPage {
    /// The page's title.
    pub title: String,
    /// What stands under it; may be empty.
    pub lead: String,
    /// The version that was read.
    pub version: i64,
    /// The drawn fields, in order.
    pub fields: Vec<String>,
    /// Where one gets without saving.
    pub cancel: String,
    /// What was wrong.
    pub errors: ErrorSummary,
    /// What stands around the page.
    pub s: Shell,
}

/// Draws a form, again with 422 when something was wrong.
pub fn form_page(s: &Shell, form: &Form, title: &str, cancel: &str, fields: Vec<String>) -> Result<Response, Problem> {
    let shown = FormPage {
        title: form.title(s, s.t(title)),
        lead: s.words.find(&format!("{title}-lead"), &[]).unwrap_or_default(),
        version: form.number("version"),
        fields,
        cancel: s.to(cancel),
        errors: form.summary(s),
        s: s.clone(),
    };
    if form.is_right() { page(&shown) } else { page_again(&shown) }
}

/// The choices of words: message `<prefix>-<word>`.
pub fn choices(s: &Shell, prefix: &str, words: &[&str]) -> Vec<Choice> {
    words.iter().map(|w| Choice::new(*w, s.t(&format!("{prefix}-{w}")))).collect()
}

/// The id in an address.
pub fn id(text: &str) -> Result<Id, Problem> {
    Id::parse(text).map_err(|_| Problem::Absent)
}
