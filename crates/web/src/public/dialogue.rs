//! Where can people meet us, what was said, and what came of it?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::Document;
use domain::dialogue::{PublicDialogue, Remark, RemarkState};
use domain::{Id, Noun};

use crate::paper::{answer, asked, furniture};
use crate::{Problem, Shell, Visit, chain, page};

/// A dialogue in a list.
struct Item {
    to: String,
    title: String,
    kind: String,
    when: String,
    place: String,
    note: Option<String>,
}

#[derive(Template)]
#[template(path = "public/dialogue_list.html")]
struct DialogueListPage {
    coming: Vec<Item>,
    past: Vec<Item>,
    s: Shell,
}

/// `/dialoger`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let all = storage::dialogue::published(visit.app.db.reader(), visit.town(), 200).await?;
    let item = |d: &PublicDialogue| Item {
        to: s.to(&format!("/dialoger/{}", d.id)),
        title: d.title.to_string(),
        kind: s.t(&format!("dialogue-kind-{}", d.kind.word())),
        when: documents::dialogue::when(d, s.words),
        place: d.place.to_string(),
        note: match (&d.cancelled, &d.held) {
            (Some(_), _) => Some(s.t("dialogue-cancelled")),
            (_, Some(h)) => Some(s.t1("dialogue-attended", "n", h.attended)),
            _ => None,
        },
    };
    let (mut coming, past): (Vec<_>, Vec<_>) =
        all.iter().partition(|d| d.begins.date() >= s.today() && d.held.is_none());
    coming.reverse();
    page(&DialogueListPage {
        coming: coming.into_iter().map(item).collect(),
        past: past.into_iter().map(item).collect(),
        s: visit.s.clone(),
    })
}

/// A remark as it is shown: where, what, and owner, answer, date, done.
pub struct Noted {
    /// Its number in the dialogue.
    pub number: u32,
    /// Where.
    pub place: String,
    /// What was seen.
    pub text: Vec<String>,
    /// The word of its state, for its words.
    pub state: String,
    /// "Ansvarig: Gatuenheten".
    pub by: Option<String>,
    /// What was answered.
    pub answer: Vec<String>,
    /// "Blir gjort senast …" or "Gjort …".
    pub due: Option<String>,
    /// Whether the day has passed.
    pub late: bool,
}

impl Noted {
    /// A remark in the reader's language.
    pub fn of(s: &Shell, r: &Remark) -> Noted {
        let (answer, due) = match &r.state {
            RemarkState::Answered { answer, due, .. } => {
                (Some(answer), Some(s.t1("dialogue-due", "date", text::date(s.lang(), *due))))
            }
            RemarkState::Done { answer, on, .. } => {
                (Some(answer), Some(s.t1("dialogue-done-on", "date", text::date(s.lang(), *on))))
            }
            _ => (None, None),
        };
        Noted {
            number: r.number,
            place: r.place.to_string(),
            text: r.text.paragraphs().map(str::to_owned).collect(),
            state: s.t(&format!("dialogue-remark-{}", r.state.word())),
            by: r.state.by().map(|b| s.t1("dialogue-by", "who", b.as_str())),
            answer: answer.map(|a| a.paragraphs().map(str::to_owned).collect()).unwrap_or_default(),
            due,
            late: r.state.late(s.today()),
        }
    }
}

/// `/dialoger/{id}`, and the same in another form: `/dialoger/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("dialogue-list-title");
    answer(visit, &[("/dialoger", list)], &format!("/dialoger/{id}"), form, document).await
}

/// The dialogue as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let (s, reader) = (&visit.s, visit.app.db.reader());
    let d = storage::dialogue::published_by_id(reader, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let areas = storage::area::names(reader, visit.town()).await?;
    let area = d.area.as_ref().and_then(|a| areas.iter().find(|(x, _)| x == a));
    let area = area.map(|(a, name)| (name.to_string(), s.to(&format!("/omraden/{a}"))));
    let chain = chain::public(&visit.app, s, Noun::Dialogue, &id).await?;
    Ok(documents::dialogue::dialogue(&d, area, Some(chain), s.today(), s.words).furniture(furniture(s)))
}
