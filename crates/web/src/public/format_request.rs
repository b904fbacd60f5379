//! How does anyone ask for content in another form?

use actions::format_request;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::Pack;
use domain::format_request::WantedForm;

use super::notice::{From, carried, from_page, ticket, written};
use crate::form::{ErrorSummary, Options, TextArea, TextField};
use crate::guard::GuardPanel;
use crate::{Choice, Form, Problem, Shell, Visit, go, page, page_again};

#[derive(Template)]
#[template(path = "public/format_request.html")]
struct FormatRequestPage {
    title: String,
    errors: ErrorSummary,
    carried: String,
    promise: String,
    where_it_is: TextField,
    forms: Options,
    what: TextArea,
    guard: Option<GuardPanel>,
    contact: TextField,
    s: Shell,
}

impl FormatRequestPage {
    fn of(visit: Visit, form: &Form, guarded: bool) -> FormatRequestPage {
        let s = &visit.s;
        let choice = |f: WantedForm| Choice::new(f.word(), s.t(&format!("format-request-form-{}", f.word())));
        let mut contact = form.text(s, "kontakt", "case-field-contact");
        contact.autocomplete = "email";
        FormatRequestPage {
            title: form.title(s, s.t("format-request-title")),
            errors: form.summary(s),
            carried: carried(&visit, form),
            promise: Pack::se().answer().format_request.in_language(s.tag()).to_owned(),
            where_it_is: form.text(s, "sida", "case-field-page"),
            forms: form.radios(s, "format", "format-request-field-form", WantedForm::ALL.map(choice).to_vec()),
            what: form.textarea(s, "vad", "format-request-field-what"),
            guard: if guarded { GuardPanel::of(s, form, "vad", form.get("vad").trim(), true) } else { None },
            contact,
            s: visit.s,
        }
    }
}

/// `/tillganglighet/begar`
pub async fn show(visit: Visit, Query(from): Query<From>) -> Result<Response, Problem> {
    let mut form = Form::new();
    form.set("sida", from_page(from.into_page()));
    page(&FormatRequestPage::of(visit, &form, false))
}

/// `/tillganglighet/begar`, posted.
pub async fn send(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let (ticket, written) = (ticket(&visit, &form), written(&form));
    match format_request::send(&visit.ctx(), &ticket, &written).await {
        Ok(receipt) => Ok(go(visit.s.to(&format!("/tillganglighet/arende/{}?ny=1", receipt.as_str())))),
        Err(e) => {
            let guarded = matches!(e, actions::Error::Guarded(_));
            form.refuse(&visit.s, e)?;
            page_again(&FormatRequestPage::of(visit, &form, guarded))
        }
    }
}
