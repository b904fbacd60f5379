//! Where do our figures come from, is the tap running, and what do others publish?

use askama::Template;
use axum::response::Response;
use domain::Act;
use domain::source::{Health, Source};

use crate::{Problem, Shell, Work, page};

struct Row {
    name: String,
    kind: String,
    health: String,
    well: bool,
    fetched: String,
    failed: Option<String>,
    licence: String,
    limits: String,
}

struct Event {
    when: String,
    kind: String,
    place: String,
    summary: String,
}

struct Measure {
    name: String,
    value: String,
    before: String,
    source: String,
}

#[derive(Template)]
#[template(path = "workspace/source_list.html")]
struct SourceListPage {
    rows: Vec<Row>,
    measures: Vec<Measure>,
    events: Vec<Event>,
    s: Shell,
}

/// `/arbete/kallor`
pub async fn list(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    let (s, reader) = (&work.s, work.app.db.reader());
    let sources = storage::source::all(reader, work.town()).await?;
    let events = storage::police_event::latest(reader, work.town(), 50).await?;
    let indicators = storage::indicator::all(reader, work.town()).await?;
    let row = |x: &Source| {
        let health = x.health(s.today());
        let said = match health {
            Health::Late(days) => s.t1("source-health-late", "days", days),
            other => s.t(&format!("source-health-{}", other.word())),
        };
        let fetched = x.fetched.as_ref().map_or_else(String::new, |f| {
            let date = text::date(s.lang(), actions::local_date(f.at));
            s.words.with(
                "source-fetched",
                &[
                    ("date", date.into()),
                    ("rows", f.rows.into()),
                    ("new", f.new.into()),
                    ("rejected", f.rejected.into()),
                ],
            )
        });
        Row {
            name: x.name.to_string(),
            kind: s.t(&format!("source-kind-{}", x.kind.word())),
            health: said,
            well: health == Health::Good,
            fetched,
            failed: (health == Health::Failing).then(|| x.failed.as_ref().map(|f| f.what.clone()).unwrap_or_default()),
            licence: x.licence.as_ref().map_or_else(|| s.t("source-licence-unknown"), |l| l.to_string()),
            limits: x.limits.to_string(),
        }
    };
    let local =
        |t: jiff::civil::DateTime| format!("{}, {}", text::date(s.lang(), t.date()), text::clock(s.lang(), t.time()));
    page(&SourceListPage {
        rows: sources.iter().filter(|x| work.may(Act::Read, Some(&x.owned))).map(row).collect(),
        measures: indicators
            .iter()
            .filter_map(|i| {
                let (last, earlier) = i.latest()?;
                let unit = i.unit.as_ref().map_or(String::new(), |u| format!(" {u}"));
                let say = |v: &domain::indicator::IndicatorValue| {
                    format!("{}{unit} ({})", text::decimal(s.lang(), v.value, 1), v.period)
                };
                Some(Measure {
                    name: i.name.to_string(),
                    value: say(last),
                    before: earlier.map_or("–".to_owned(), say),
                    source: i.source.as_ref().map_or(String::new(), |x| x.to_string()),
                })
            })
            .collect(),
        events: events
            .iter()
            .map(|e| Event {
                when: local(e.occurred.unwrap_or(e.published)),
                kind: e.kind.to_string(),
                place: e.town.as_ref().map_or_else(|| e.county.to_string(), |t| t.to_string()),
                summary: e.summary.to_string(),
            })
            .collect(),
        s: work.s.clone(),
    })
}
