//! How is a dialogue prepared, held, and followed until every remark is done?

use actions::dialogue::{self, Written};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::dialogue::{Dialogue, DialogueKind, DialogueState, RemarkState};
use domain::{Act, Id};

use crate::form::{ErrorSummary, Options, Select, TextArea, TextField};
use crate::public::dialogue::Noted;
use crate::{Choice, Form, Problem, Shell, Work, go, page, page_again};

const HERE: &str = "/arbete/dialoger";

struct Row {
    to: String,
    title: String,
    when: String,
    state: String,
}

#[derive(Template)]
#[template(path = "workspace/dialogue_list.html")]
struct DialogueListPage {
    may_write: bool,
    rows: Vec<Row>,
    s: Shell,
}

/// `/arbete/dialoger`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let s = &work.s;
    let all = storage::dialogue::all(work.app.db.reader(), work.town()).await?;
    let row = |d: &Dialogue| Row {
        to: s.to(&format!("{HERE}/{}", d.id)),
        title: d.title.to_string(),
        when: text::date(s.lang(), d.begins.date()),
        state: s.t(&format!("dialogue-state-{}", d.state.word())),
    };
    let rows = all.iter().filter(|d| work.may(Act::Read, Some(&d.owned))).map(row).collect();
    page(&DialogueListPage { may_write: work.may(Act::Write, None), rows, s: work.s })
}

struct Step {
    to: String,
    words: String,
}

/// A remark with the one form that moves it on.
struct Moving {
    noted: Noted,
    own: Option<TextField>,
    answer: Option<(TextArea, TextField)>,
    done: bool,
    to: String,
}

#[derive(Template)]
#[template(path = "workspace/dialogue.html")]
struct DialoguePage {
    title: String,
    kind: String,
    state: String,
    facts: Vec<(String, String)>,
    waiting: Vec<String>,
    invitation: Vec<String>,
    held: Option<(String, Vec<String>)>,
    steps: Vec<Step>,
    to_hold: Option<(String, TextField, TextArea)>,
    to_note: Option<(String, TextField, TextArea)>,
    to_cancel: Option<(String, TextArea)>,
    remarks: Vec<Moving>,
    public: Option<String>,
    errors: ErrorSummary,
    s: Shell,
}

/// `/arbete/dialoger/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let d = get(&work, &id).await?;
    page(&dialogue_page(&work, d, &Form::new()).await?)
}

async fn get(work: &Work, id: &str) -> Result<Dialogue, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let d = storage::dialogue::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&d.owned))?;
    Ok(d)
}

async fn dialogue_page(work: &Work, d: Dialogue, form: &Form) -> Result<DialoguePage, Problem> {
    let s = &work.s;
    let here = s.to(&format!("{HERE}/{}", d.id));
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string());
    let may = |act| work.may(act, Some(&d.owned));
    let step = |word: &str| Step { to: format!("{here}/{word}"), words: s.t(&format!("dialogue-step-{word}")) };
    let (mut steps, mut waiting) = (Vec::new(), Vec::new());
    match &d.state {
        DialogueState::Draft if may(Act::Write) => steps.push(step("foresla")),
        DialogueState::Proposed { approvals } => {
            waiting = approvals.missing().map(name).map(|who| s.t1("news-waits-for", "who", who)).collect();
            if may(Act::Approve) && approvals.missing().any(|m| Some(m) == work.actor.organisation()) {
                steps.push(step("godkann"));
            }
            if approvals.complete() && may(Act::Publish) {
                steps.push(step("publicera"));
            }
        }
        _ => {}
    }
    let open = !matches!(d.state, DialogueState::Cancelled { .. }) && may(Act::Write);
    let begun = d.begins.date() <= s.today();
    let moving = |r: &domain::dialogue::Remark| {
        let own = |f: &str| format!("{f}-{}", r.number);
        let taken = matches!(r.state, RemarkState::Owned { .. } | RemarkState::Answered { .. });
        Moving {
            noted: Noted::of(s, r),
            own: (open && r.state == RemarkState::Noted).then(|| form.text(s, &own("by"), "dialogue-field-by")),
            answer: (open && taken).then(|| {
                (
                    form.textarea(s, &own("answer"), "dialogue-field-answer"),
                    form.short(s, &own("due"), "dialogue-field-due"),
                )
            }),
            done: open && matches!(r.state, RemarkState::Answered { .. }),
            to: format!("{here}/punkt/{}", r.number),
        }
    };
    let when = [
        ("date", text::date(s.lang(), d.begins.date()).into()),
        ("clock", text::clock(s.lang(), d.begins.time()).into()),
    ];
    Ok(DialoguePage {
        title: d.title.to_string(),
        kind: s.t(&format!("dialogue-kind-{}", d.kind.word())),
        state: s.t(&format!("dialogue-state-{}", d.state.word())),
        facts: vec![
            (s.t("dialogue-fact-when"), s.words.with("dialogue-when", &when)),
            (s.t("dialogue-fact-place"), d.place.to_string()),
        ],
        waiting,
        invitation: d.invitation.paragraphs().map(str::to_owned).collect(),
        held: d
            .held
            .as_ref()
            .map(|h| (s.t1("dialogue-attended", "n", h.attended), h.summary.paragraphs().map(str::to_owned).collect())),
        steps,
        to_hold: (open && begun && d.held.is_none()).then(|| {
            let attended = form.short(s, "attended", "dialogue-field-attended");
            (format!("{here}/hallen"), attended, form.textarea(s, "summary", "dialogue-field-summary"))
        }),
        to_note: (open && begun).then(|| {
            let place = form.text(s, "remark_place", "dialogue-field-remark-place");
            (format!("{here}/notera"), place, form.textarea(s, "remark", "dialogue-field-remark"))
        }),
        to_cancel: (open && d.held.is_none())
            .then(|| (format!("{here}/stall-in"), form.textarea(s, "reason", "dialogue-field-reason"))),
        remarks: d.remarks.iter().map(moving).collect(),
        public: d.state.is_public().then(|| s.to(&format!("/dialoger/{}", d.id))),
        errors: form.summary(s),
        s: s.clone(),
    })
}

/// `/arbete/dialoger/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, form: Form) -> Result<Response, Problem> {
    let d = get(&work, &id).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "foresla" => dialogue::propose(&ctx, &d.id).await,
        "godkann" => dialogue::approve(&ctx, &d.id).await,
        "publicera" => dialogue::publish(&ctx, &d.id).await,
        "hallen" => dialogue::hold(&ctx, &d.id, form.get("attended"), form.get("summary")).await,
        "notera" => dialogue::note(&ctx, &d.id, form.get("remark_place"), form.get("remark")).await,
        "stall-in" => dialogue::cancel(&ctx, &d.id, form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    answered(work, d, form, done, None).await
}

/// `/arbete/dialoger/{id}/punkt/{number}/{step}`, posted: one remark moves on.
pub async fn remark(
    work: Work,
    Path((id, number, step)): Path<(String, u32, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let d = get(&work, &id).await?;
    let ctx = work.ctx();
    let field = |name: &str| form.get(&format!("{name}-{number}")).to_owned();
    let done = match step.as_str() {
        "ansvarig" => dialogue::own_remark(&ctx, &d.id, number, &field("by")).await,
        "svar" => dialogue::answer_remark(&ctx, &d.id, number, &field("answer"), &field("due")).await,
        "gjort" => dialogue::finish_remark(&ctx, &d.id, number).await,
        _ => return Err(Problem::Absent),
    };
    answered(work, d, form, done, Some(number)).await
}

async fn answered(
    work: Work,
    d: Dialogue,
    mut form: Form,
    done: Result<(), actions::Error>,
    number: Option<u32>,
) -> Result<Response, Problem> {
    match (done, number) {
        (Ok(()), _) => Ok(go(work.s.to(&format!("{HERE}/{}", d.id)))),
        // A remark's fields carry its number, so that each stands once on the page.
        (Err(actions::Error::Invalid(invalid)), Some(n)) => {
            for i in invalid {
                form.wrong(&format!("{}-{n}", i.field), work.s.words.with(i.key, &i.args));
            }
            page_again(&dialogue_page(&work, d, &form).await?)
        }
        (Err(e), _) => {
            form.refuse(&work.s, e)?;
            page_again(&dialogue_page(&work, d, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/dialogue_form.html")]
struct DialogueFormPage {
    title: String,
    errors: ErrorSummary,
    kind: Options,
    name: TextField,
    day: TextField,
    clock: TextField,
    place: TextField,
    area: Select,
    invitation: TextArea,
    s: Shell,
}

async fn form_page(work: &Work, form: &Form) -> Result<DialogueFormPage, Problem> {
    let s = &work.s;
    let kinds = DialogueKind::ALL.map(|k| Choice::new(k.word(), s.t(&format!("dialogue-kind-{}", k.word())))).to_vec();
    let mut areas = vec![Choice::new("", s.t("dialogue-area-all"))];
    areas.extend(
        storage::area::names(work.app.db.reader(), work.town())
            .await?
            .into_iter()
            .map(|(id, n)| Choice::new(id.to_string(), n.to_string())),
    );
    Ok(DialogueFormPage {
        title: form.title(s, s.t("dialogue-new")),
        errors: form.summary(s),
        kind: form.radios(s, "kind", "dialogue-field-kind", kinds),
        name: form.text(s, "title", "dialogue-field-title"),
        day: form.short(s, "day", "dialogue-field-day"),
        clock: form.short(s, "clock", "dialogue-field-clock"),
        place: form.text(s, "place", "dialogue-field-place"),
        area: form.select(s, "area", "area-name", areas),
        invitation: form.textarea(s, "invitation", "dialogue-field-invitation"),
        s: s.clone(),
    })
}

/// `/arbete/dialoger/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    page(&form_page(&work, &Form::new()).await?)
}

/// `/arbete/dialoger/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    let get = |field: &str| form.get(field).to_owned();
    let written = Written {
        kind: get("kind"),
        title: get("title"),
        day: get("day"),
        clock: get("clock"),
        place: get("place"),
        area: get("area"),
        invitation: get("invitation"),
    };
    match dialogue::write(&work.ctx(), &written).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&form_page(&work, &form).await?)
        }
    }
}
