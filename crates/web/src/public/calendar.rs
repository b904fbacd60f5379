//! When can residents meet the parties?

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::Id;
use domain::occasion::Standing;
use domain::presence::PublicPresence;
use exchange::ical;
use jiff::ToSpan;

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
        let mut said = Vec::new();
        let state = match p.standing {
            Standing::Planned if on >= s.today() => String::new(),
            Standing::Planned => s.t("occasion-public-unlogged"),
            Standing::Waiting => s.t("occasion-public-waiting"),
            Standing::Counted => s.t("occasion-public-counted"),
            Standing::Disputed => s.t("occasion-public-disputed"),
            Standing::Cancelled { .. } => s.t("occasion-public-cancelled"),
        };
        if let Standing::Cancelled { replaced_on } = p.standing {
            said.push(match replaced_on {
                Some(on) => s.t1("occasion-cancelled-replaced", "date", text::date(s.lang(), on)),
                None => s.t("occasion-cancelled"),
            });
        }
        if let Some(n) = p.visits {
            said.push(if n > 0 && n < s.town.smallest_shown {
                s.t1("occasion-visits-few", "n", s.town.smallest_shown)
            } else {
                s.t1("occasion-visits", "n", n)
            });
        }
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
            said,
        }
    }
}

#[derive(Template)]
#[template(path = "public/calendar.html")]
struct CalendarPage {
    s: Shell,
    ahead: Vec<Row>,
    past: Vec<Row>,
}

/// `/kalender`
pub async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = around_today(&visit).await?;
    let s = &visit.s;
    let (ahead, past): (Vec<_>, Vec<_>) = all.iter().partition(|p| p.slot.on >= s.today());
    let ahead = ahead.into_iter().map(|p| Row::of(s, p)).collect();
    let past = past.into_iter().rev().map(|p| Row::of(s, p)).collect();
    page(&CalendarPage { ahead, past, s: visit.s })
}

#[derive(Template)]
#[template(path = "public/presence.html")]
struct PresencePage {
    s: Shell,
    row: Row,
    with: String,
    promise: Option<String>,
    cancelled: Option<String>,
    chain: String,
}

/// `/kalender/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = Id::parse(&id).map_err(|_| Problem::Absent)?;
    let (s, on) = (&visit.s, visit.app.db.reader());
    let p = storage::presence::published_by_id(on, visit.town(), &id).await?.ok_or(Problem::Absent)?;
    let organisations = storage::organisation::all(on, visit.town()).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string());
    page(&PresencePage {
        row: Row::of(s, &p),
        with: text::and_list(s.lang(), &p.parties.iter().map(name).collect::<Vec<_>>()),
        promise: super::effort::counts_toward(&visit, p.commitment.as_ref()).await?,
        cancelled: p.cancelled.as_ref().map(|r| r.to_string()),
        chain: super::effort::chain(&visit, domain::Noun::Presence, &id).await?,
        s: visit.s,
    })
}

/// `/kalender.ics`
pub async fn ics(visit: Visit) -> Result<Response, Problem> {
    let s = &visit.s;
    let event = |p: &PublicPresence| ical::Event {
        uid: format!("{}@{}.samverka", p.id, s.town.id),
        stamp: s.now,
        start: p.slot.on.to_datetime(p.slot.from),
        end: p.slot.ends_on().to_datetime(p.slot.to),
        title: p.title.to_string(),
        about: p.about.to_string(),
        place: p.place.to_string(),
        address: String::new(),
        cancelled: matches!(p.standing, Standing::Cancelled { .. }),
    };
    let events: Vec<_> = around_today(&visit).await?.iter().map(event).collect();
    let text = ical::calendar(&s.t1("calendar-name", "town", s.town.name.as_str()), &events);
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"samverka.ics\""),
    ];
    Ok((headers, text).into_response())
}

/// A year back and a year ahead.
async fn around_today(visit: &Visit) -> Result<Vec<PublicPresence>, Problem> {
    let today = visit.s.today();
    let (from, to) = (today.saturating_sub(1.year()), today.saturating_add(1.year()));
    Ok(storage::presence::published(visit.app.db.reader(), visit.town(), from, to).await?)
}
