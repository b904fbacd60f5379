//! How is a joint situational picture made, approved and shown?

use std::time::Duration;

use actions::job;
use actions::picture::{self, Step as Counted, Written};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::picture::Frame;
use documents::{Block, Text};
use domain::finding::PopulationUse;
use domain::job::JobState;
use domain::picture::{Picture, PictureState};
use domain::{Act, Id, Noun};

use super::document::Paper;
use crate::form::{ErrorSummary, TextArea, TextField};
use crate::workspace::observation::seen_by;
use crate::{Form, Problem, Shell, Work, chain, go, page, page_again};

/// How long the answer to a new picture waits for its tests.
const PATIENCE: Duration = Duration::from_secs(2);

struct Row {
    to: String,
    title: String,
    period: String,
    state: String,
}

#[derive(Template)]
#[template(path = "workspace/picture_list.html")]
struct PictureListPage {
    s: Shell,
    may_write: bool,
    rows: Vec<Row>,
}

/// `/arbete/lagesbilder`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::picture::all(work.app.db.reader(), work.town()).await?;
    let row = |p: &storage::picture::Summary| Row {
        to: work.s.to(&format!("/arbete/lagesbilder/{}", p.id)),
        title: p.title.to_string(),
        period: text::date_range(work.s.lang(), p.period.from(), p.period.to()),
        state: work.s.t(&format!("picture-state-{}", p.state.word())),
    };
    let rows = all.iter().filter(|p| work.may(Act::Read, Some(&p.owned))).map(row).collect();
    page(&PictureListPage { may_write: work.may(Act::Write, None), rows, s: work.s })
}

struct Step {
    to: String,
    words: String,
}

#[derive(Template)]
#[template(path = "workspace/picture.html")]
struct PicturePage {
    title: String,
    state: String,
    waiting: Vec<String>,
    chapters: Vec<(String, Vec<String>)>,
    content: String,
    edit: Option<String>,
    steps: Vec<Step>,
    public: Option<String>,
    forms: Option<(String, String)>,
    counting: Option<Counting>,
    errors: ErrorSummary,
    s: Shell,
}

/// How far the testing against chance has come.
struct Counting {
    words: String,
    /// Which step it is at, of so many.
    step: Option<(usize, usize)>,
    again: String,
}

impl Counting {
    async fn of(work: &Work, p: &Picture, here: &str) -> Result<Counting, Problem> {
        let (s, job) = (&work.s, job::of_picture(&work.ctx(), &p.id).await?);
        let at = job.as_ref().and_then(|j| j.progress.clone());
        let step = at.and_then(|at| Counted::ALL.iter().position(|s| s.word() == at));
        let step = step.map(|i| (i + 1, Counted::ALL.len()));
        let words = match (job.map(|j| (j.state, j.last_error)), step) {
            (Some((JobState::GivenUp { .. }, _)), _) => s.t("picture-counting-given-up"),
            (Some((JobState::Waiting, Some(_))), _) => s.t("picture-counting-failed"),
            (Some((JobState::Running { .. }, _)), Some((n, of))) => {
                let what = s.t(&format!("picture-counting-{}", Counted::ALL[n - 1].word()));
                s.words.with("picture-counting-step", &[("n", n.into()), ("of", of.into()), ("what", what.into())])
            }
            _ => s.t("picture-counting-waiting"),
        };
        Ok(Counting { words, step, again: s.to(here) })
    }
}

/// `/arbete/lagesbilder/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let picture = get(&work, &id).await?;
    page(&picture_page(work, picture, &Form::new()).await?)
}

async fn picture_page(work: Work, p: Picture, form: &Form) -> Result<PicturePage, Problem> {
    let s = &work.s;
    let here = format!("/arbete/lagesbilder/{}", p.id);
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let name = |id: &Id| organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.short.to_string());
    let step = |word: &str| Step { to: s.to(&format!("{here}/{word}")), words: s.t(&format!("picture-step-{word}")) };
    let may = |act| work.may(act, Some(&p.owned));
    let mut steps = Vec::new();
    let mut waiting = Vec::new();
    match &p.state {
        PictureState::Draft if may(Act::Write) => steps.push(step("foresla")),
        PictureState::Proposed { approvals } => {
            waiting = approvals.missing().map(|who| s.t1("picture-waits-for", "who", name(who))).collect();
            if may(Act::Approve) && approvals.missing().any(|m| Some(m) == work.actor.organisation()) {
                steps.push(step("godkann"));
            }
        }
        PictureState::Approved { .. } if may(Act::Publish) => steps.push(step("publicera")),
        _ => {}
    }
    let untested = p.state == PictureState::Counting;
    let counting = if untested { Some(Counting::of(&work, &p, &here).await?) } else { None };
    let public = matches!(p.state, PictureState::Published { .. } | PictureState::Superseded { .. });
    let chapter = |title: String, prose: &domain::Prose| {
        let mut said: Vec<String> = prose.paragraphs().map(str::to_owned).collect();
        if said.is_empty() {
            said.push(s.t("picture-chapter-empty"));
        }
        (title, said)
    };
    let repeat = if s.sees.joint && !untested { repeat(s, &here, &p) } else { Text::default() };
    let frame =
        Frame { title: s.t("picture-mapping"), place: s.town.name.to_string(), repeat, untested, ..Frame::default() };
    let chain = chain::of(&work.app, s, &work.actor, (Noun::Picture, &p.id)).await?;
    let blocks = vec![Block::quiet(s.t("chain-lead")), chain.into()];
    let document = documents::picture::document(&p.content, s.words, frame).section(s.t("chain-title"), blocks);
    Ok(PicturePage {
        title: p.title.to_string(),
        state: s.t(&format!("picture-state-{}", p.state.word())),
        waiting,
        chapters: vec![
            chapter(s.law_word("information", s.today()), &p.other),
            chapter(s.law_word("analysis", s.today()), &p.analysis),
            chapter(s.t("picture-sources"), &p.sources),
        ],
        content: documents::html::fragment(&document, 2),
        edit: (!public && !untested && may(Act::Write)).then(|| s.to(&format!("{here}/andra"))),
        public: public.then(|| s.to(&format!("/lagesbild/{}", p.id))),
        forms: (!untested).then(|| Paper::Picture.link(s, p.id.as_str())),
        counting,
        errors: form.summary(s),
        steps,
        s: work.s.clone(),
    })
}

/// `/arbete/lagesbilder/{id}/{file}`: what it rests on as rows; the squares with their exact counts.
pub async fn rows(work: Work, Path((id, file)): Path<(String, String)>) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    if !seen_by(&work)?.joint {
        return Err(Problem::NotAllowed);
    }
    let rows = match file.as_str() {
        "monster.csv" => documents::picture::findings_csv(&p.content, work.s.words),
        "rutor.csv" => {
            let squares = picture::squares(&work.ctx(), &p).await?;
            let line = |(row, column, n): &(i64, i64, u64)| format!("{row},{column},{n}\n");
            "row,column,count\n".to_owned() + &squares.all.iter().map(line).collect::<String>()
        }
        "iakttagelser.csv" => picture::ground(&work.ctx(), &p).await?.observations,
        "omraden.geojson" => picture::ground(&work.ctx(), &p).await?.areas.ok_or(Problem::Absent)?,
        "befolkning.csv" => picture::ground(&work.ctx(), &p).await?.population.ok_or(Problem::Absent)?,
        _ => return Err(Problem::Absent),
    };
    let media_type = if file.ends_with(".geojson") { "application/geo+json" } else { "text/csv; charset=utf-8" };
    Ok(crate::paper::data(&format!("{}-{file}", p.id), media_type, rows))
}

/// How the rows are fetched and the test of the squares is repeated.
fn repeat(s: &Shell, here: &str, p: &Picture) -> Text {
    let findings = Text::new().link(s.t("picture-repeat-findings"), s.to(&format!("{here}/monster.csv")));
    let findings = ground(s, here, p, findings.then(". "));
    if p.content.grid.is_none() {
        return findings;
    }
    let m = &p.content.method;
    let command =
        format!("samverka analyse hotspot {}-rutor.csv --replicates {} --seed {}", p.id, m.replicates, m.seed);
    let squares = s.to(&format!("{here}/rutor.csv"));
    let exact = s.t1("picture-repeat-exact", "command", command);
    findings.then(". ").link(s.t("picture-repeat-squares-exact"), squares).then(". ").then(exact)
}

/// The files that it rests on, and the command that makes the same numbers of them.
fn ground(s: &Shell, here: &str, p: &Picture, before: Text) -> Text {
    let (c, population) = (&p.content, matches!(p.content.population, PopulationUse::Used { .. }));
    let files = [
        ("iakttagelser.csv", "--observations", true),
        ("omraden.geojson", "--areas", !c.areas.is_empty()),
        ("befolkning.csv", "--population", population),
    ];
    let mut command = "samverka picture".to_owned();
    let mut links = before;
    for (file, option, _) in files.iter().filter(|f| f.2) {
        links = links
            .link(s.t(&format!("picture-repeat-file-{}", &option[2..])), s.to(&format!("{here}/{file}")))
            .then(". ");
        command.push_str(&format!(" {option} {}-{file}", p.id));
    }
    let baseline = c.baseline.map_or("none".to_owned(), |b| format!("{}..{}", b.from(), b.to()));
    command.push_str(&format!(
        " --from {} --to {} --baseline {baseline} --out {}",
        c.period.from(),
        c.period.to(),
        p.id
    ));
    links.then(s.t1("picture-repeat-whole", "command", command))
}

/// `/arbete/lagesbilder/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    let ctx = work.ctx();
    let done = match step.as_str() {
        "foresla" => picture::propose(&ctx, &p.id).await,
        "godkann" => picture::approve(&ctx, &p.id).await,
        "publicera" => picture::publish(&ctx, &p.id).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/lagesbilder/{}", p.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&picture_page(work, p, &form).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "workspace/picture_form.html")]
struct PictureFormPage {
    title: String,
    errors: ErrorSummary,
    version: i64,
    is_new: bool,
    heading: TextField,
    from: TextField,
    to: TextField,
    other: TextArea,
    analysis: TextArea,
    sources: TextArea,
    s: Shell,
}

impl PictureFormPage {
    fn of(s: Shell, form: &Form, title: &str) -> PictureFormPage {
        PictureFormPage {
            title: form.title(&s, s.t(title)),
            errors: form.summary(&s),
            version: form.number("version"),
            is_new: title == "picture-new",
            heading: form.text(&s, "title", "picture-field-title"),
            from: form.short(&s, "from", "picture-field-from"),
            to: form.short(&s, "to", "picture-field-to"),
            other: form.labelled_area(&s, "other", s.law_word("information", s.today()), "picture-field-other"),
            analysis: form.labelled_area(&s, "analysis", s.law_word("analysis", s.today()), "picture-field-analysis"),
            sources: form.textarea(&s, "sources", "picture-field-sources"),
            s,
        }
    }
}

/// `/arbete/lagesbilder/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    page(&PictureFormPage::of(work.s, &Form::new(), "picture-new"))
}

/// `/arbete/lagesbilder/ny`, posted.
pub async fn make(work: Work, mut form: Form) -> Result<Response, Problem> {
    match picture::make(&work.ctx(), &written(&form)).await {
        Ok(id) => {
            work.app.wake.notify_one();
            tested(&work, &id).await?;
            Ok(go(work.s.to(&format!("/arbete/lagesbilder/{id}"))))
        }
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&PictureFormPage::of(work.s, &form, "picture-new"))
        }
    }
}

/// Waits a little for the tests: most are done before anyone could have read that they are not.
async fn tested(work: &Work, id: &Id) -> Result<(), Problem> {
    let until = tokio::time::Instant::now() + PATIENCE;
    while job::of_picture(&work.ctx(), id).await?.is_some() && tokio::time::Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    Ok(())
}

/// `/arbete/lagesbilder/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&p.owned))?;
    let mut form = Form::new();
    form.set("version", p.version.to_string()).set("title", p.title.as_str());
    form.set("other", p.other.as_str()).set("analysis", p.analysis.as_str()).set("sources", p.sources.as_str());
    page(&PictureFormPage::of(work.s, &form, "picture-edit"))
}

/// `/arbete/lagesbilder/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let p = get(&work, &id).await?;
    match picture::rewrite(&work.ctx(), &p.id, form.number("version"), &written(&form)).await {
        Ok(()) => Ok(go(work.s.to(&format!("/arbete/lagesbilder/{}", p.id)))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            page_again(&PictureFormPage::of(work.s, &form, "picture-edit"))
        }
    }
}

fn written(form: &Form) -> Written {
    let field = |name: &str| form.get(name).to_owned();
    Written {
        title: field("title"),
        from: field("from"),
        to: field("to"),
        other: field("other"),
        analysis: field("analysis"),
        sources: field("sources"),
    }
}

async fn get(work: &Work, id: &str) -> Result<Picture, Problem> {
    let id = Id::parse(id).map_err(|_| Problem::Absent)?;
    let picture = storage::picture::by_id(work.app.db.reader(), work.town(), &id).await?.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&picture.owned))?;
    Ok(picture)
}
