//! Where can people meet us, what was said, and what came of it?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::dialogue::{PublicDialogue, Remark, RemarkState};
use domain::{Id, Noun};

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
        when: when(s, d),
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

fn when(s: &Shell, d: &PublicDialogue) -> String {
    let (date, clock) = (text::date(s.lang(), d.begins.date()), text::clock(s.lang(), d.begins.time()));
    s.words.with("dialogue-when", &[("date", date.into()), ("clock", clock.into())])
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

#[derive(Template)]
#[template(path = "public/dialogue.html")]
struct DialoguePage {
    title: String,
    kind: String,
    facts: Vec<(String, String)>,
    area: Option<(String, String)>,
    invitation: Vec<String>,
    cancelled: Option<String>,
    attended: Option<String>,
    summary: Vec<String>,
    tally: String,
    remarks: Vec<Noted>,
    chain: String,
    s: Shell,
}

/// `/dialoger/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = Id::parse(&id).map_err(|_| Problem::Absent)?;
    let (s, reader) = (&visit.s, visit.app.db.reader());
    let d = storage::dialogue::published_by_id(reader, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let areas = storage::area::names(reader, visit.town()).await?;
    let chain = chain::public(&visit.app, s, Noun::Dialogue, &id).await?;
    let done = d.remarks.iter().filter(|r| matches!(r.state, RemarkState::Done { .. })).count();
    page(&DialoguePage {
        title: d.title.to_string(),
        kind: s.t(&format!("dialogue-kind-{}", d.kind.word())),
        facts: vec![(s.t("dialogue-fact-when"), when(s, &d)), (s.t("dialogue-fact-place"), d.place.to_string())],
        area: d
            .area
            .as_ref()
            .and_then(|a| areas.iter().find(|(x, _)| x == a))
            .map(|(a, n)| (s.to(&format!("/omraden/{a}")), n.to_string())),
        invitation: d.invitation.paragraphs().map(str::to_owned).collect(),
        cancelled: d.cancelled.as_ref().map(|r| r.to_string()),
        attended: d.held.as_ref().map(|h| s.t1("dialogue-attended", "n", h.attended)),
        summary: d.held.iter().flat_map(|h| h.summary.paragraphs()).map(str::to_owned).collect(),
        tally: s.words.with("dialogue-tally", &[("done", done.into()), ("all", d.remarks.len().into())]),
        remarks: d.remarks.iter().map(|r| Noted::of(s, r)).collect(),
        chain: documents::html::blocks(&[chain.into()], s.words, 3, "kedja"),
        s: visit.s.clone(),
    })
}
