//! What has been reported this week, where, and is it more than usual? For the weekly meeting (EST).

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::observation::week_of;
use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;
use storage::observation::Filter;

use crate::public::observation::category_name;
use crate::workspace::observation::{seen_by, spot, when};
use crate::{Problem, Shell, Work, page};

/// How many weeks "usual" is the mean of.
const USUAL: i64 = 8;

/// Which week: any day of it.
#[derive(Deserialize)]
pub struct Chosen {
    dag: Option<String>,
}

struct Row {
    area: String,
    category: String,
    now: u64,
    usual: String,
    to: String,
}

struct Report {
    to: String,
    title: String,
    when: String,
}

#[derive(Template)]
#[template(path = "workspace/week.html")]
struct WeekPage {
    title: String,
    period: String,
    total: String,
    rows: Vec<Row>,
    reports: Vec<Report>,
    unread: String,
    earlier: String,
    later: Option<String>,
    s: Shell,
}

/// `/arbete/veckan`
pub async fn show(work: Work, Query(chosen): Query<Chosen>) -> Result<Response, Problem> {
    let (s, reader) = (&work.s, work.app.db.reader());
    let seen = seen_by(&work)?;
    let today = s.today();
    let day =
        chosen.dag.and_then(|d| d.parse::<Date>().ok()).filter(|d| *d <= today && d.year() > 1900).unwrap_or(today);
    let monday = week_of(day);
    let sunday = monday.saturating_add(Span::new().days(6));
    let before = monday.saturating_sub(Span::new().weeks(USUAL));
    let tally = storage::observation::tally(reader, work.town(), before, monday, sunday).await?;
    let areas = storage::area::names(reader, work.town()).await?;
    let filter = Filter { from: Some(monday), to: Some(sunday), ..Filter::default() };
    let reports = storage::observation::list(reader, work.town(), &seen, &filter, 0).await?;
    let states = storage::observation::states(reader, work.town(), &seen).await?;
    let unread: u64 = states.iter().filter(|(w, _)| w == "received" || w == "quarantined").map(|(_, n)| n).sum();
    let name = |id: &Option<domain::Id>| {
        id.as_ref()
            .and_then(|i| areas.iter().find(|(a, _)| a == i))
            .map_or_else(|| s.t("observation-area-unknown"), |(_, n)| n.to_string())
    };
    let mut now: Vec<_> = tally.iter().filter(|t| t.now > 0).collect();
    now.sort_by(|a, b| b.now.cmp(&a.now).then(a.area.cmp(&b.area)).then(a.category.cmp(&b.category)));
    let row = |t: &&storage::observation::Tally| Row {
        area: name(&t.area),
        category: category_name(s, t.category.as_str()),
        now: t.now,
        usual: text::decimal(s.lang(), t.before as f64 / USUAL as f64, 1),
        to: s.to(&format!(
            "/arbete/iakttagelser?slag={}{}",
            t.category,
            t.area.as_ref().map(|a| format!("&omrade={a}")).unwrap_or_default()
        )),
    };
    let week = |monday: Date| s.to(&format!("/arbete/veckan?dag={monday}"));
    let next = monday.saturating_add(Span::new().weeks(1));
    page(&WeekPage {
        title: s.t1("week-title", "n", monday.iso_week_date().week().to_string()),
        period: text::date_range(s.lang(), monday, sunday),
        total: s.t1("observation-count", "n", now.iter().map(|t| t.now).sum::<u64>()),
        rows: now.iter().map(row).collect(),
        reports: reports
            .iter()
            .map(|o| Report {
                to: s.to(&format!("/arbete/iakttagelser/{}", o.id)),
                title: format!("{}: {}", category_name(s, o.category.as_str()), spot(s, o, &areas)),
                when: when(s, o),
            })
            .collect(),
        unread: s.t1("week-unread", "n", unread),
        earlier: week(monday.saturating_sub(Span::new().weeks(1))),
        later: (next <= today).then(|| week(next)),
        s: work.s.clone(),
    })
}
