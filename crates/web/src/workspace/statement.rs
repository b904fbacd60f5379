//! How is the accessibility statement written, published and looked through?

use actions::statement::{self, Written};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::html;
use domain::Act;
use domain::statement::{Conformity, Exemption, Method, Situation, Statement, StatementState};

use super::document::Paper;
use crate::form::{ErrorSummary, Options, TextArea, TextField};
use crate::public::statement::frame;
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

struct Edition {
    name: String,
    state: String,
}

#[derive(Template)]
#[template(path = "workspace/statement.html")]
struct StatementPage {
    s: Shell,
    errors: ErrorSummary,
    editions: Vec<Edition>,
    due: Option<(String, bool)>,
    document: Option<String>,
    forms: (String, String),
    may_write: bool,
    has_draft: bool,
    may_review: bool,
}

/// `/arbete/tillganglighet/redogorelse`
pub async fn show(work: Work) -> Result<Response, Problem> {
    page(&statement_page(work, &Form::new()).await?)
}

async fn statement_page(work: Work, form: &Form) -> Result<StatementPage, Problem> {
    let s = &work.s;
    let all: Vec<Statement> = storage::statement::all(work.app.db.reader(), work.town()).await?;
    let all: Vec<Statement> = all.into_iter().filter(|st| work.may(Act::Read, Some(&st.owned))).collect();
    let own = own(&work).await?;
    let draft = all.iter().find(|st| st.state == StatementState::Draft);
    let held = all.iter().find(|st| matches!(st.state, StatementState::Published { .. }));
    let due = held.and_then(Statement::review_due).map(|due| {
        let late = due < s.today();
        (s.t1(if late { "statement-overdue" } else { "statement-due" }, "date", text::date(s.lang(), due)), late)
    });
    let edition = |st: &Statement| Edition {
        name: s.t1("statement-edition", "n", st.edition()),
        state: s.t(&format!("statement-state-{}", st.state.word())),
    };
    Ok(StatementPage {
        errors: form.summary(s),
        editions: all.iter().map(edition).collect(),
        due,
        document: draft.or(held).map(|st| html::fragment(&documents::statement::document(st, s.words, frame(s)), 2)),
        forms: Paper::Statement.link(s, ""),
        may_write: own,
        has_draft: draft.is_some(),
        may_review: own && held.is_some(),
        s: work.s.clone(),
    })
}

/// Whether this person leads the work at the municipality, on which the duty lies.
async fn own(work: &Work) -> Result<bool, Problem> {
    let all = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let municipality = all.iter().find(|o| o.kind == domain::organisation::OrganisationKind::Municipality);
    Ok(municipality.is_some_and(|m| work.actor.organisation() == Some(&m.id)) && work.may(Act::Write, None))
}

/// `/arbete/tillganglighet/redogorelse/{step}`, posted: publish the draft, or note that the statement is right.
pub async fn step(work: Work, Path(step): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let done = match step.as_str() {
        "publicera" => statement::publish(&work.ctx()).await,
        "genomgangen" => statement::review(&work.ctx()).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to("/arbete/tillganglighet/redogorelse"))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&statement_page(work, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/statement_form.html")]
struct StatementFormPage {
    title: String,
    errors: ErrorSummary,
    version: i64,
    actor: TextField,
    service: TextField,
    conformity: Options,
    barriers: Vec<TextArea>,
    burdens: TextArea,
    outside: TextArea,
    assessed_on: TextField,
    assessed_by: TextField,
    how: TextArea,
    s: Shell,
}

impl StatementFormPage {
    fn of(s: Shell, form: &Form) -> StatementFormPage {
        let choice = |c: Conformity| Choice::new(c.word(), s.t(&format!("statement-conformity-{}", c.word())));
        let hindrance = |w: Situation| form.textarea(&s, &field(w), &format!("statement-situation-{}", w.word()));
        StatementFormPage {
            title: form.title(&s, s.t("statement-title")),
            errors: form.summary(&s),
            version: form.number("version"),
            actor: form.text(&s, "aktor", "statement-field-actor"),
            service: form.text(&s, "tjanst", "statement-field-service"),
            conformity: form.radios(&s, "forenlig", "statement-field-conformity", Conformity::ALL.map(choice).to_vec()),
            barriers: Situation::ALL.map(hindrance).into_iter().collect(),
            burdens: form.textarea(&s, "bordor", "statement-field-burdens"),
            outside: form.textarea(&s, "utanfor", "statement-field-outside"),
            assessed_on: form.short(&s, "bedomd", "statement-field-assessed-on"),
            assessed_by: form.text(&s, "bedomd_av", "statement-field-assessed-by"),
            how: form.textarea(&s, "hur", "statement-field-how"),
            s,
        }
    }
}

fn field(situation: Situation) -> String {
    format!("hinder-{}", situation.word())
}

/// `/arbete/tillganglighet/redogorelse/skriv`: the draft, or a new one that begins with what holds.
pub async fn edit(work: Work) -> Result<Response, Problem> {
    if !own(&work).await? {
        return Err(Problem::NotAllowed);
    }
    let all = storage::statement::all(work.app.db.reader(), work.town()).await?;
    let mut form = Form::new();
    if let Some(st) = all.iter().find(|st| st.state == StatementState::Draft).or(all.first()) {
        let c = &st.content;
        let version = if st.state == StatementState::Draft { st.version } else { 0 };
        form.set("version", version.to_string()).set("aktor", c.actor.as_str()).set("tjanst", c.service.as_str());
        form.set("forenlig", c.conformity.word()).set("bedomd", c.assessed_on.to_string());
        for w in Situation::ALL {
            let here: Vec<&str> = c.barriers.iter().filter(|b| b.situation == w).map(|b| b.what.as_str()).collect();
            form.set(&field(w), here.join("\n\n"));
        }
        form.set("bordor", exemptions(&c.burdens)).set("utanfor", exemptions(&c.outside));
        match &c.method {
            Method::Own { how } => form.set("hur", how.as_str()),
            Method::ThirdParty { who, how } => form.set("hur", how.as_str()).set("bedomd_av", who.as_str()),
        };
    }
    page(&StatementFormPage::of(work.s, &form))
}

fn exemptions(all: &[Exemption]) -> String {
    all.iter().map(|e| format!("{}\n{}", e.what, e.why)).collect::<Vec<_>>().join("\n\n")
}

/// `/arbete/tillganglighet/redogorelse/skriv`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    let get = |name: &str| form.get(name).to_owned();
    let written = Written {
        actor: get("aktor"),
        service: get("tjanst"),
        conformity: get("forenlig"),
        barriers: Situation::ALL.map(|w| (w, get(&field(w)))).into_iter().collect(),
        burdens: get("bordor"),
        outside: get("utanfor"),
        assessed_on: get("bedomd"),
        assessed_by: get("bedomd_av"),
        how: get("hur"),
    };
    match statement::write(&work.ctx(), form.number("version"), &written).await {
        Ok(_) => Ok(go(work.s.to("/arbete/tillganglighet/redogorelse"))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&StatementFormPage::of(work.s, &form))
        }
    }
}
