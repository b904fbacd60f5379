//! How does anyone tell us that something is not accessible?

use actions::notice::{self, Written};
use actions::seal;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::Pack;
use serde::Deserialize;

use crate::form::{ErrorSummary, TextArea, TextField};
use crate::guard::{GuardPanel, answer};
use crate::{Form, Problem, Shell, Visit, go, page, page_again};

/// From which page the link was followed.
#[derive(Deserialize)]
pub struct From {
    sida: Option<String>,
}

impl From {
    /// The page that the link was followed from.
    pub fn into_page(self) -> Option<String> {
        self.sida
    }
}

#[derive(Template)]
#[template(path = "public/notice.html")]
struct NoticePage {
    title: String,
    errors: ErrorSummary,
    carried: String,
    promise: String,
    where_it_is: TextField,
    what: TextArea,
    guard: Option<GuardPanel>,
    contact: TextField,
    s: Shell,
}

impl NoticePage {
    fn of(visit: Visit, form: &Form, guarded: bool) -> NoticePage {
        let s = &visit.s;
        let mut contact = form.text(s, "kontakt", "case-field-contact");
        contact.autocomplete = "email";
        NoticePage {
            title: form.title(s, s.t("notice-title")),
            errors: form.summary(s),
            carried: carried(&visit, form),
            promise: Pack::se().answer().notice.in_language(s.tag()).to_owned(),
            where_it_is: form.text(s, "sida", "case-field-page"),
            what: form.textarea(s, "vad", "notice-field-what"),
            guard: if guarded { GuardPanel::of(s, form, "vad", form.get("vad").trim(), true) } else { None },
            contact,
            s: visit.s,
        }
    }
}

/// `/tillganglighet/patala`
pub async fn show(visit: Visit, Query(from): Query<From>) -> Result<Response, Problem> {
    let mut form = Form::new();
    form.set("sida", from_page(from.into_page()));
    page(&NoticePage::of(visit, &form, false))
}

/// `/tillganglighet/patala`, posted.
pub async fn send(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let (ticket, written) = (ticket(&visit, &form), written(&form));
    match notice::send(&visit.ctx(), &ticket, &written).await {
        Ok(receipt) => Ok(go(visit.s.to(&format!("/tillganglighet/arende/{}?ny=1", receipt.as_str())))),
        Err(e) => {
            let guarded = matches!(e, actions::Error::Guarded(_));
            form.refuse(&visit.s, e)?;
            page_again(&NoticePage::of(visit, &form, guarded))
        }
    }
}

/// The page that the link was followed from, if it is one of ours.
pub(crate) fn from_page(page: Option<String>) -> String {
    page.filter(|p| p.starts_with('/') && p.chars().count() <= 200).unwrap_or_default()
}

/// What was drawn when the form was opened, sealed: sending the form twice sends the case once.
pub(crate) fn carried(visit: &Visit, form: &Form) -> String {
    let known = form.get("lada");
    if seal::open::<[u8; 32]>(&visit.app.key, "case", known).is_some() {
        return known.to_owned();
    }
    let ticket: [u8; 32] = visit.app.chance.bytes();
    seal::seal(&visit.app.key, &visit.app.chance, "case", &ticket)
}

/// The ticket of a form that was sent; a new one where the form's is not ours.
pub(crate) fn ticket(visit: &Visit, form: &Form) -> [u8; 32] {
    seal::open(&visit.app.key, "case", form.get("lada")).unwrap_or_else(|| visit.app.chance.bytes())
}

/// The fields of both forms.
pub(crate) fn written(form: &Form) -> Written {
    let get = |field: &str| form.get(field).chars().take(100_000).collect::<String>();
    Written {
        page: get("sida"),
        what: get("vad"),
        form: get("format"),
        contact: get("kontakt"),
        answer: answer(form, "vad"),
    }
}
