//! When can residents meet the parties?

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::{Document, Form};
use domain::occasion::Standing;
use domain::presence::PublicPresence;
use domain::{Id, Noun};
use exchange::ical;
use jiff::{Timestamp, ToSpan};

use crate::paper::{Formats, answer, asked, file, formats, furniture, tagged_data};
use crate::{Problem, Shell, Visit, page};

/// A day with an occasion, as the calendar and the start page show it.
pub struct Row {
    /// Its page.
    pub to: String,
    /// Its key, as an anchor.
    pub id: String,
    /// The day of the month.
    pub day: String,
    /// The month.
    pub month: String,
    /// "Torsdag".
    pub weekday: String,
    /// "kl. 15–18".
    pub time: String,
    /// The whole date, for machines.
    pub iso: String,
    /// "6 oktober 2022".
    pub date: String,
    /// What it is.
    pub title: String,
    /// Where.
    pub place: String,
    /// What a visitor needs to know.
    pub about: String,
    /// How it stands, where that is to be said.
    pub state: String,
    /// What came of it.
    pub said: Vec<String>,
}

impl Row {
    /// What a list shows of a presence.
    pub fn of(s: &Shell, p: &PublicPresence) -> Row {
        let on = p.slot.on;
        // A day that lies ahead needs no words for it.
        let state = match p.standing {
            Standing::Planned if on >= s.today() => String::new(),
            ref other => s.t(documents::effort::state(other, on, s.today())),
        };
        Row {
            to: s.to(&format!("/kalender/{}", p.id)),
            id: p.id.to_string(),
            day: on.day().to_string(),
            month: text::month(s.lang(), on.month()).to_owned(),
            weekday: text::capital(text::weekday(s.lang(), on.weekday())),
            time: text::clock_range(s.lang(), p.slot.from, p.slot.to),
            iso: on.to_string(),
            date: text::date(s.lang(), on),
            title: p.title.to_string(),
            place: p.place.to_string(),
            about: p.about.to_string(),
            state,
            said: documents::presence::came(p, s.town.smallest_shown, s.words),
        }
    }
}

#[derive(Template)]
#[template(path = "public/calendar.html")]
struct CalendarPage {
    s: Shell,
    ahead: Vec<Row>,
    past: Vec<Row>,
    formats: Formats,
}

/// `/kalender`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = around_today(&visit).await?;
    let s = &visit.s;
    let (ahead, past): (Vec<_>, Vec<_>) = all.iter().partition(|p| p.slot.on >= s.today());
    let ahead = ahead.into_iter().map(|p| Row::of(s, p)).collect();
    let past = past.into_iter().rev().map(|p| Row::of(s, p)).collect();
    page(&CalendarPage { ahead, past, formats: formats(&visit, "/kalender"), s: visit.s })
}

/// `/kalender.pdf` and the other forms: every occasion as one list.
pub async fn form(visit: Visit, form: Form) -> Result<Response, Problem> {
    let all = around_today(&visit).await?;
    let s = &visit.s;
    let document = documents::presence::presences(&all, s.today(), s.town.smallest_shown, s.words);
    file(&visit, document.furniture(furniture(s)), form).await
}

/// `/kalender/{id}`, and the same in another form: `/kalender/{id}.pdf`.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Problem> {
    let (id, form) = asked(&name);
    let document = document(&visit, id).await?;
    let list = visit.s.t("calendar-title");
    answer(visit, &[("/kalender", list)], &format!("/kalender/{id}"), form, document).await
}

/// The occasion as a document, for every form.
pub async fn document(visit: &Visit, id: &str) -> Result<Document, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let (s, on) = (&visit.s, visit.app.db.reader());
    let p = storage::presence::published_by_id(on, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let with = super::effort::names(visit, &p.parties).await?;
    let counts = super::effort::counts_toward(visit, p.commitment.as_ref()).await?;
    let chain = crate::chain::public(&visit.app, s, Noun::Presence, &id).await?;
    let told = (s.today(), s.town.smallest_shown);
    Ok(documents::presence::presence(&p, &with, counts, Some(chain), told, s.words).furniture(furniture(s)))
}

/// `/kalender.ics`
pub async fn ics(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let event = |p: &PublicPresence, stamp| ical::Event {
        uid: format!("{}@{}.samverka", p.id, s.town.id),
        stamp,
        start: p.slot.on.to_datetime(p.slot.from),
        end: p.slot.ends_on().to_datetime(p.slot.to),
        title: p.title.to_string(),
        about: p.about.to_string(),
        place: p.place.to_string(),
        address: String::new(),
        cancelled: matches!(p.standing, Standing::Cancelled { .. }),
    };
    let (all, name) = (around_today(&visit).await?, s.t1("calendar-name", "town", s.town.name.as_str()));
    let told = |stamp| ical::calendar(&name, &all.iter().map(|p| event(p, stamp)).collect::<Vec<_>>());
    // When it was asked for stands in it, and is no change.
    let (text, same) = (told(s.now), told(Timestamp::UNIX_EPOCH));
    Ok(tagged_data(&visit, "samverka.ics", "text/calendar; charset=utf-8", text, &same))
}

/// A year back and a year ahead.
async fn around_today(visit: &Visit) -> Result<Vec<PublicPresence>, Problem> {
    let today = visit.s.today();
    let (from, to) = (today.saturating_sub(1.year()), today.saturating_add(1.year()));
    Ok(storage::presence::published(visit.app.db.reader(), visit.town(), from, to).await?)
}
