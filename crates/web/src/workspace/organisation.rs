//! Who takes part?

use askama::Template;
use axum::response::Response;
use domain::organisation::{Organisation, OrganisationKind};
use domain::{Act, Id, Line};

use crate::form::{ErrorSummary, Select, TextField};
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

#[derive(Template)]
#[template(path = "workspace/organisation_list.html")]
struct OrganisationListPage {
    title: String,
    errors: ErrorSummary,
    rows: Vec<(String, String)>,
    name: TextField,
    short: TextField,
    kind: Select,
    s: Shell,
}

async fn list_page(work: &Work, form: &Form) -> Result<OrganisationListPage, Problem> {
    let s = &work.s;
    let all = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let word = |k: OrganisationKind| s.t(&format!("about-kind-{}", k.word()));
    // The two owners are set when the municipality is.
    let others = OrganisationKind::ALL.into_iter().filter(|k| !k.is_owner());
    Ok(OrganisationListPage {
        title: form.title(s, s.t("organisation-title")),
        errors: form.summary(s),
        rows: all.iter().map(|o| (o.name.to_string(), word(o.kind))).collect(),
        name: form.text(s, "namn", "organisation-field-name"),
        short: form.text(s, "kort", "organisation-field-short"),
        kind: form.select(
            s,
            "slag",
            "organisation-field-kind",
            others.map(|k| Choice::new(k.word(), word(k))).collect(),
        ),
        s: s.clone(),
    })
}

/// `/arbete/organisationer`
pub async fn list(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    page(&list_page(&work, &Form::new()).await?)
}

/// `/arbete/organisationer`, posted: a further party.
pub async fn add(work: Work, mut form: Form) -> Result<Response, Problem> {
    work.ctx().may(Act::Administer, None)?;
    let (name, short) = (Line::parse(form.get("namn")), Line::parse(form.get("kort")));
    let kind = OrganisationKind::parse(form.get("slag")).filter(|k| !k.is_owner());
    for (right, field, key) in [
        (name.is_ok(), "namn", "organisation-error-name"),
        (short.is_ok(), "kort", "organisation-error-short"),
        (kind.is_some(), "slag", "organisation-error-kind"),
    ] {
        if !right {
            form.wrong(field, work.s.t(key));
        }
    }
    let (Ok(name), Ok(short), Some(kind)) = (name, short, kind) else {
        return page_again(&list_page(&work, &form).await?);
    };
    let organisation = Organisation { id: Id::from_title(short.as_str(), 1), name, short, kind };
    match actions::setup::organisation(&work.ctx(), &organisation).await {
        Ok(()) => Ok(go(work.s.to("/arbete/organisationer"))),
        Err(actions::Error::Storage(storage::Error::Taken)) => {
            form.wrong("kort", work.s.t("organisation-error-taken"));
            page_again(&list_page(&work, &form).await?)
        }
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&list_page(&work, &form).await?)
        }
    }
}
