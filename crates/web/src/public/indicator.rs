//! Which figures of others are there for an area, or for the whole municipality?

use askama::Template;
use domain::Id;
use domain::indicator::{Indicator, IndicatorValue};

use crate::{Problem, Shell, Visit};

struct Row {
    name: String,
    unit: String,
    value: String,
    period: String,
    before: String,
    source: String,
}

/// A table of figures, latest first, each with what it was before; nothing when there are none.
#[derive(Template)]
#[template(path = "components/indicators.html")]
pub struct Figures {
    heading: String,
    rows: Vec<Row>,
    s: Shell,
}

impl askama::filters::HtmlSafe for Figures {}

/// The figures of an area; with none given, those of the whole municipality.
pub async fn figures(visit: &Visit, area: Option<&Id>) -> Result<Option<Figures>, Problem> {
    let s = &visit.s;
    let all = storage::indicator::all(visit.app.db.reader(), visit.town()).await?;
    let rows: Vec<Row> = all.iter().filter_map(|i| row(s, i, area)).collect();
    let heading = s.t(if area.is_some() { "indicator-heading" } else { "indicator-heading-town" });
    Ok((!rows.is_empty()).then(|| Figures { heading, rows, s: s.clone() }))
}

fn row(s: &Shell, i: &Indicator, area: Option<&Id>) -> Option<Row> {
    let mut values: Vec<&IndicatorValue> = i.values.iter().filter(|v| v.area.as_ref() == area).collect();
    values.sort_by(|a, b| a.period.cmp(&b.period));
    let last = values.pop()?;
    // What rests on few answers could point someone out, whoever published it.
    let shown = |v: &IndicatorValue| match v.n {
        Some(n) if n < u64::from(s.town.smallest_shown) => s.t("area-hidden"),
        _ => text::decimal(s.lang(), v.value, if v.value.fract() == 0.0 { 0 } else { 1 }),
    };
    let before = |v: &IndicatorValue| {
        s.words.with("indicator-before", &[("value", shown(v).into()), ("period", v.period.as_str().into())])
    };
    Some(Row {
        name: i.name.to_string(),
        unit: i.unit.as_ref().map(|u| u.to_string()).unwrap_or_default(),
        value: shown(last),
        period: last.period.to_string(),
        before: values.pop().map(before).unwrap_or_default(),
        source: i.source.as_ref().map(|l| l.to_string()).unwrap_or_default(),
    })
}
