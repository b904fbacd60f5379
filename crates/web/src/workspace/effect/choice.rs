//! What is compared with what: areas, category, start and weeks, as the reader has chosen?

use actions::field::Fields;
use domain::{Id, Pack};
use jiff::civil::Date;

use super::subject::{Ground, Subject};
use crate::form::{Options, Select, TextField};
use crate::{Choice, Form, Problem, Shell};

/// The weeks that are compared when nothing else is said.
const BEFORE: u32 = 26;
const AFTER: u32 = 12;
/// The most weeks of each side.
pub const MOST: u32 = 156;

/// What is compared with what.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Where something was done.
    pub areas: Vec<Id>,
    /// The areas around it, which are no comparison.
    pub around: Vec<Id>,
    /// What is counted; all categories without one.
    pub category: Option<Id>,
    /// The first day of the time after.
    pub start: Date,
    /// Weeks before it.
    pub before: u32,
    /// Weeks from it on.
    pub after: u32,
}

/// The fields with which it is chosen.
pub struct ChoiceForm {
    /// Where something was done.
    pub areas: Options,
    /// Around it.
    pub around: Options,
    /// Whether any area around it is chosen or wrong, so that the list stands open.
    pub around_open: bool,
    /// What is counted.
    pub category: Select,
    /// The first day.
    pub start: TextField,
    /// Weeks before.
    pub before: TextField,
    /// Weeks after.
    pub after: TextField,
}

/// What was asked for: what stands in the address, or what suits the subject when nothing does.
pub fn asked(s: &Shell, subject: &Subject, pairs: Vec<(String, String)>) -> Form {
    let mut form = Form::new();
    if pairs.iter().any(|(field, _)| field == "start") {
        for (field, value) in pairs {
            form.add(&field, value);
        }
        return form;
    }
    for area in &subject.areas {
        form.add("omrade", area.as_str());
    }
    form.set("start", text::date(s.lang(), subject.day));
    form.set("fore", BEFORE.to_string()).set("efter", AFTER.to_string());
    form
}

/// Reads what was asked for. None when something is wrong, which the form then says.
pub fn read(s: &Shell, ground: &Ground, form: &mut Form) -> Result<Option<Chosen>, Problem> {
    let known = |field: &str| -> Vec<Id> {
        let ids = form.all(field).iter().filter_map(|t| Id::parse(t).ok()).filter(|id| ground.has(id));
        ids.collect()
    };
    let mut fields = Fields::new();
    let areas = known("omrade");
    let around: Vec<Id> = known("buffert").into_iter().filter(|a| !areas.contains(a)).collect();
    if areas.is_empty() {
        fields.wrong("omrade", "effect-error-area");
    }
    let start = fields.day("start", form.get("start"));
    let before = fields.maybe_count("fore", form.get("fore"), 2, MOST);
    let after = fields.maybe_count("efter", form.get("efter"), 1, MOST);
    let category = Id::parse(form.get("slag")).ok().filter(|c| Pack::se().category(c.as_str()).is_some());
    let chosen = start.map(|start| Chosen {
        areas,
        around,
        category,
        start,
        before: before.unwrap_or(BEFORE),
        after: after.unwrap_or(AFTER),
    });
    match fields.done(chosen) {
        Ok(chosen) => Ok(Some(chosen)),
        Err(e) => {
            form.refuse(s, e)?;
            Ok(None)
        }
    }
}

impl ChoiceForm {
    /// The fields with what was asked for in them.
    pub fn of(s: &Shell, ground: &Ground, form: &Form) -> ChoiceForm {
        let areas: Vec<Choice> = ground.areas.iter().map(|a| Choice::new(a.id.as_str(), a.name.as_str())).collect();
        let mut categories = vec![Choice::new("", s.t("effect-all-categories"))];
        let each = Pack::se().categories().iter();
        categories.extend(each.map(|c| Choice::new(c.code.as_str(), c.label.in_language(s.tag()))));
        ChoiceForm {
            areas: form.checkboxes(s, "omrade", "effect-field-areas", areas.clone()),
            around: form.checkboxes(s, "buffert", "effect-field-around", areas),
            around_open: !form.all("buffert").is_empty(),
            category: form.select(s, "slag", "effect-field-category", categories),
            start: form.short(s, "start", "effect-field-start"),
            before: form.short(s, "fore", "effect-field-before"),
            after: form.short(s, "efter", "effect-field-after"),
        }
    }
}

impl Chosen {
    /// The same as it stands in an address, so that a file and a link speak of what the page shows.
    pub fn query(&self) -> String {
        let mut pairs: Vec<(&str, String)> = self.areas.iter().map(|a| ("omrade", a.to_string())).collect();
        pairs.extend(self.around.iter().map(|a| ("buffert", a.to_string())));
        pairs.push(("slag", self.category.as_ref().map(Id::to_string).unwrap_or_default()));
        pairs.push(("start", self.start.to_string()));
        pairs.push(("fore", self.before.to_string()));
        pairs.push(("efter", self.after.to_string()));
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }
}
