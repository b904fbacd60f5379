//! Which areas and places do we count in, and how have they been classified?

use actions::area::{self, Written};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::{Act, Id, Pack};

use crate::form::{ErrorSummary, Select, TextField};
use crate::public::area::Classified;
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

struct Row {
    to: String,
    name: String,
    code: String,
    set: String,
    people: String,
    drawn: String,
    classified: usize,
}

#[derive(Template)]
#[template(path = "workspace/area_list.html")]
struct AreaListPage {
    rows: Vec<Row>,
    s: Shell,
}

/// `/arbete/omraden`
pub async fn list(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    let (s, reader) = (&work.s, work.app.db.reader());
    let areas = storage::area::all(reader, work.town()).await?;
    let classified = storage::area::classifications(reader, work.town()).await?;
    let rows = areas
        .iter()
        .map(|a| Row {
            to: s.to(&format!("/arbete/omraden/{}", a.id)),
            name: a.name.to_string(),
            code: a.code.to_string(),
            set: a.set.to_string(),
            people: a.population.as_ref().map_or("–".to_owned(), |p| text::integer(s.lang(), p.people as i64)),
            drawn: s.t(if a.shape.is_some() { "area-drawn" } else { "area-not-drawn" }),
            classified: classified.iter().filter(|c| c.area.as_ref() == Some(&a.id)).count(),
        })
        .collect();
    page(&AreaListPage { rows, s: work.s })
}

#[derive(Template)]
#[template(path = "workspace/area.html")]
struct AreaPage {
    name: String,
    public: String,
    classified: Vec<Classified>,
    may_write: bool,
    here: String,
    level: Select,
    place: Select,
    from: TextField,
    to: TextField,
    source: TextField,
    errors: ErrorSummary,
    s: Shell,
}

async fn area_page(work: &Work, id: &str, form: &Form) -> Result<AreaPage, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let (s, reader) = (&work.s, work.app.db.reader());
    let area = storage::area::by_id(reader, work.town(), &id).await?.ok_or(Problem::Absent)?;
    let places = storage::area::places(reader, work.town()).await?;
    let all = storage::area::classifications(reader, work.town()).await?;
    let mut levels = vec![Choice::new("", s.t("area-level-choose"))];
    for scheme in Pack::se().schemes() {
        for edition in &scheme.edition {
            for level in scheme.level.iter().filter(|l| edition.levels.contains(&l.code)) {
                let words = format!(
                    "{}, {}: {}",
                    scheme.name.in_language(s.tag()),
                    edition.name,
                    level.name.in_language(s.tag())
                );
                levels.push(Choice::new(format!("{}/{}/{}", scheme.code, edition.name, level.code), words));
            }
        }
    }
    let mut choices = vec![Choice::new("", s.t("area-place-whole"))];
    choices.extend(
        places
            .iter()
            .filter(|p| p.area.as_ref().is_none_or(|a| *a == id))
            .map(|p| Choice::new(p.id.to_string(), p.name.to_string())),
    );
    Ok(AreaPage {
        name: area.name.to_string(),
        public: s.to(&format!("/omraden/{id}")),
        classified: all
            .iter()
            .filter(|c| c.area.as_ref() == Some(&id))
            .map(|c| Classified::of(s, c, &places))
            .collect(),
        may_write: work.may(Act::Write, None),
        here: s.to(&format!("/arbete/omraden/{id}")),
        level: form.select(s, "level", "area-field-level", levels),
        place: form.select(s, "place", "area-field-place", choices),
        from: form.short(s, "from", "area-field-from"),
        to: form.short(s, "to", "area-field-to"),
        source: form.text(s, "source", "area-field-source"),
        errors: form.summary(s),
        s: s.clone(),
    })
}

/// `/arbete/omraden/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    work.ctx().may(Act::Read, None)?;
    page(&area_page(&work, &id, &Form::new()).await?)
}

/// `/arbete/omraden/{id}`, posted: one more classification.
pub async fn classify(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let key = Id::parse(&id).map_err(|_| Problem::Absent)?;
    let get = |field: &str| form.get(field).to_owned();
    let written =
        Written { level: get("level"), place: get("place"), from: get("from"), to: get("to"), source: get("source") };
    match area::classify_written(&work.ctx(), &key, &written).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/omraden/{key}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&area_page(&work, &id, &form).await?)
        }
    }
}
