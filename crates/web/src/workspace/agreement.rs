//! How is an agreement written, signed, extended and ended?

use actions::agreement::{self, Written};
use actions::goal::WrittenGoal;
use axum::extract::Path;
use axum::response::Response;
use documents::{Block, Fact, Item, List, Section, Text, paragraphs, said};
use domain::agreement::{Agreement, AgreementState, Level, Seat, Signed};
use domain::organisation::Organisation;
use domain::{Act, Id, Noun};

use super::document::Paper;
use super::joint::{self, Panel, Row, ShowPage, Step, choices};
use crate::{Choice, Form, Problem, Shell, Work, go};

const HERE: &str = "/arbete/overenskommelser";
/// How many goals and signatories the form has room for.
const ROWS: usize = 6;

/// `/arbete/overenskommelser`
pub async fn list(work: Work) -> Result<Response, Problem> {
    let all = storage::agreement::all(work.app.db.reader(), work.town()).await?;
    let seen = all.iter().filter(|a| work.may(Act::Read, Some(&a.owned)));
    let rows = seen.map(|a| Row {
        to: work.s.to(&format!("{HERE}/{}", a.id)),
        title: a.title.to_string(),
        state: work.s.t(&format!("agreement-state-{}", a.state.word())),
        meta: text::date_range(work.s.lang(), a.term.from(), a.ends().unwrap_or(a.term.to())),
    });
    let rows = rows.collect();
    joint::list(work, "agreement", HERE, rows)
}

async fn get(work: &Work, text: &str) -> Result<Agreement, Problem> {
    let found = storage::agreement::by_id(work.app.db.reader(), work.town(), &joint::id(text)?).await?;
    let agreement = found.ok_or(Problem::Absent)?;
    work.ctx().may(Act::Read, Some(&agreement.owned))?;
    Ok(agreement)
}

/// `/arbete/overenskommelser/{id}`
pub async fn show(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let agreement = get(&work, &id).await?;
    view(work, agreement, &Form::new()).await
}

async fn view(work: Work, a: Agreement, form: &Form) -> Result<Response, Problem> {
    let s = &work.s;
    let here = format!("{HERE}/{}", a.id);
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let name = |id: &Id| name(&organisations, id);
    let step = |word: &str| Step { to: s.to(&format!("{here}/{word}")), words: s.t(&format!("agreement-step-{word}")) };
    let panel = |word: &str, fields: Vec<String>| Panel {
        id: word.to_owned(),
        title: s.t(&format!("agreement-step-{word}")),
        to: s.to(&format!("{here}/{word}")),
        fields,
        button: s.t(&format!("agreement-step-{word}")),
    };
    let may = |act| work.may(act, Some(&a.owned));
    let own = work.actor.organisation();
    let (mut steps, mut panels, mut links, mut waiting) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    match &a.state {
        AgreementState::Draft if may(Act::Write) => steps.push(step("foresla")),
        AgreementState::Proposed { signatures } => {
            let free = a.seats.iter().enumerate().filter(|(i, _)| !signatures.iter().any(|x| x.seat == *i));
            let free: Vec<(usize, &Seat)> = free.collect();
            let line = |(_, seat): &(usize, &Seat)| {
                s.t1("agreement-waits-for", "who", format!("{}, {}", name(&seat.party), seat.role))
            };
            waiting = free.iter().map(line).collect();
            let mine = free.iter().filter(|(_, seat)| Some(&seat.party) == own);
            let mine: Vec<Choice> = mine.map(|(i, seat)| Choice::new(i.to_string(), seat.role.as_str())).collect();
            if may(Act::Approve) && !mine.is_empty() {
                let seats = form.select(s, "seat", "agreement-field-seat", mine).to_string();
                panels.push(panel("underteckna", vec![seats]));
            }
        }
        _ => {}
    }
    let signed = a.signed().is_some();
    let over = matches!(a.state, AgreementState::Ended { .. } | AgreementState::Terminated { .. });
    if let Some(asked) = a.extension_under_way() {
        let until = text::date(s.lang(), asked.until);
        waiting.extend(asked.approvals.missing().map(|id| {
            s.words.with("agreement-extension-waits", &[("who", name(id).into()), ("date", until.clone().into())])
        }));
        if may(Act::Approve) && asked.approvals.missing().any(|m| Some(m) == own) {
            steps.push(step("besluta-forlangning"));
        }
        if may(Act::Write) {
            steps.push(step("avsta-forlangning"));
        }
    } else if signed
        && !over
        && a.content.extension.possible
        && may(Act::Write)
        && !a.on(s.today()).word().eq("run-out")
    {
        let fields = vec![
            form.short(s, "until", "agreement-field-until").to_string(),
            form.textarea(s, "extension_reason", "agreement-field-extension-reason").to_string(),
        ];
        panels.push(panel("forlang", fields));
    }
    if signed && !over {
        if a.ends().is_some_and(|ends| s.today() > ends) && may(Act::Write) {
            steps.push(step("avsluta"));
        } else if may(Act::Approve) {
            let fields = vec![
                form.short(s, "last_day", "agreement-field-last-day").to_string(),
                form.textarea(s, "reason", "agreement-field-reason").to_string(),
            ];
            panels.push(panel("saga-upp", fields));
        }
    }
    if signed && a.published_at.is_none() && may(Act::Publish) {
        steps.push(step("publicera"));
    }
    if !signed && may(Act::Write) {
        links.push((s.to(&format!("{here}/andra")), s.t("release-edit")));
    }
    if a.published_at.is_some() {
        links.push((s.to(&format!("/overenskommelser/{}", a.id)), s.t("release-see-public")));
    }
    links.push(Paper::Agreement.link(s, a.id.as_str()));
    let html = joint::body(&work, Noun::Agreement, &a.id, blocks(s, &a, &organisations)).await?;
    let page = ShowPage {
        title: a.title.to_string(),
        up: (s.to(HERE), s.t("agreement-list-title")),
        state: s.t(&format!("agreement-state-{}", a.state.word())),
        waiting,
        steps,
        links,
        html,
        panels,
        errors: form.summary(s),
        s: s.clone(),
    };
    joint::show(page, form)
}

fn name(organisations: &[Organisation], id: &Id) -> String {
    organisations.iter().find(|o| o.id == *id).map_or(id.to_string(), |o| o.name.to_string())
}

/// The text as those who sign must be able to read it: everything, in the order of the document.
fn blocks(s: &Shell, a: &Agreement, organisations: &[Organisation]) -> Vec<Block> {
    let name = |id: &Id| name(organisations, id);
    let mut facts = vec![
        Fact {
            term: s.t("agreement-fact-parties"),
            values: a.parties.iter().map(|p| said(s.words, &name(p))).collect(),
        },
        Fact::new(
            s.t("agreement-fact-term"),
            text::date_range(s.lang(), a.term.from(), a.ends().unwrap_or(a.term.to())),
        ),
    ];
    let rules = domain::Pack::se().on(s.today());
    if let Some(clock) = a.clock(s.today(), rules.clock(domain::pack::ClockKind::Agreement).warn_days) {
        facts.push(Fact::new(s.t("agreement-fact-left"), s.t1("agreement-days-left", "n", clock.days_left)));
    }
    let list = |lines: &[domain::Line]| -> Vec<Block> {
        let items: Vec<Item> = lines.iter().map(|l| said(s.words, l.as_str()).into()).collect();
        if items.is_empty() { vec![] } else { vec![List { ordered: false, items }.into()] }
    };
    let c = &a.content;
    let goals: Vec<domain::Line> = c.goals.iter().map(|g| g.text.clone()).collect();
    let undertaken = c
        .undertakings
        .iter()
        .map(|u| Block::from(Section::new(said(s.words, &name(&u.party)), paragraphs(s.words, &u.text))));
    let mut extension = vec![Block::text(s.t(if c.extension.possible {
        "agreement-extension-possible"
    } else {
        "agreement-extension-none"
    }))];
    extension.extend(paragraphs(s.words, &c.extension.words));
    extension.extend(paragraphs(s.words, &c.termination));
    let seats = a.seats.iter().enumerate().map(|(i, seat)| {
        let who = format!("{}, {}", name(&seat.party), seat.role);
        let signature = a.signatures().iter().find(|x| x.seat == i);
        let text = match signature {
            Some(x) => {
                let day = text::date(s.lang(), actions::local_date(x.at));
                s.words.with(
                    "agreement-signed-by",
                    &[("who", who.into()), ("name", x.name.as_str().into()), ("date", day.into())],
                )
            }
            None => s.t1("agreement-not-signed-by", "who", who),
        };
        said(s.words, &text).into()
    });
    let mut signatures: Vec<Block> = vec![List { ordered: false, items: seats.collect() }.into()];
    if let Some(Signed::Elsewhere { on, source }) = a.signed() {
        let sentence = s.t1("agreement-signed-elsewhere", "date", text::date(s.lang(), *on));
        signatures =
            vec![Block::text(Text::new().then(sentence).then(" ").link(source.to_string(), source.to_string()))];
    }
    let parts: Vec<(&str, Vec<Block>)> = vec![
        ("agreement-clause-background", paragraphs(s.words, &c.background)),
        ("agreement-clause-purposes", list(&c.purposes)),
        ("agreement-clause-areas", list(&c.areas)),
        ("agreement-clause-goals", list(&goals)),
        ("agreement-clause-undertakings", undertaken.collect()),
        ("agreement-clause-organisation", paragraphs(s.words, &c.organisation)),
        ("agreement-clause-documentation", paragraphs(s.words, &c.documentation)),
        ("agreement-clause-follow-up", paragraphs(s.words, &c.follow_up)),
        ("agreement-clause-communication", paragraphs(s.words, &c.communication)),
        ("agreement-clause-term", extension),
        ("agreement-clause-signatures", signatures),
        ("agreement-clause-annexes", list(&c.annexes)),
    ];
    let mut blocks = vec![Block::facts(facts)];
    let filled = parts.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    blocks.extend(filled.map(|(key, blocks)| Block::from(Section::new(s.t(key), blocks))));
    blocks
}

/// `/arbete/overenskommelser/{id}/{step}`, posted: one move.
pub async fn step(work: Work, Path((id, step)): Path<(String, String)>, mut form: Form) -> Result<Response, Problem> {
    let a = get(&work, &id).await?;
    let (ctx, id) = (work.ctx(), &a.id);
    let done = match step.as_str() {
        "foresla" => agreement::propose(&ctx, id).await,
        "underteckna" => agreement::sign(&ctx, id, form.get("seat")).await,
        "publicera" => agreement::publish(&ctx, id).await,
        "forlang" => agreement::propose_extension(&ctx, id, form.get("until"), form.get("extension_reason")).await,
        "besluta-forlangning" => agreement::approve_extension(&ctx, id).await,
        "avsta-forlangning" => agreement::drop_extension(&ctx, id).await,
        "avsluta" => agreement::end(&ctx, id).await,
        "saga-upp" => agreement::terminate(&ctx, id, form.get("last_day"), form.get("reason")).await,
        _ => return Err(Problem::Absent),
    };
    match done {
        Ok(()) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            view(work, a, &form).await
        }
    }
}

async fn fields(work: &Work, form: &Form) -> Result<Vec<String>, Problem> {
    let s = &work.s;
    let (on, town) = (work.app.db.reader(), work.town());
    let organisations = storage::organisation::all(on, town).await?;
    let parties: Vec<Choice> = organisations.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str())).collect();
    let focus_areas = storage::focus_area::all(on, town).await?;
    let areas: Vec<Choice> = focus_areas.iter().map(|f| Choice::new(f.id.as_str(), f.title.as_str())).collect();
    let mut pictures = vec![Choice::new("", s.t("agreement-no-picture"))];
    let found = actions::chain::evidence(&work.app.db, town, &work.actor).await?;
    let found = found.iter().filter(|i| i.noun == Noun::Picture);
    pictures.extend(found.map(|i| Choice::new(i.id.as_str(), i.title.as_str())));
    let mut fields = vec![
        form.text(s, "title", "agreement-field-title").to_string(),
        form.checkboxes(s, "parties", "agreement-field-parties", parties.clone()).to_string(),
        form.short(s, "starts", "agreement-field-starts").to_string(),
        form.short(s, "ends", "agreement-field-ends").to_string(),
        form.textarea(s, "background", "agreement-field-background").to_string(),
        form.textarea(s, "purposes", "agreement-field-purposes").to_string(),
        form.checkboxes(s, "focus_areas", "agreement-field-focus-areas", areas).to_string(),
        form.textarea(s, "areas", "agreement-field-areas").to_string(),
        form.select(s, "picture", "agreement-field-picture", pictures).to_string(),
    ];
    for i in 0..ROWS {
        let row = |field: &str| format!("goal_{field}_{}", i + 1);
        // The first row carries the name that an error leads to.
        fields.push(format!(
            "<fieldset{}><legend>{}</legend>",
            if i == 0 { " id=\"goals\"" } else { "" },
            s.t1("goal-row", "n", i + 1)
        ));
        fields.push(form.text(s, &row("text"), "goal-field-text").to_string());
        fields.push(form.short(s, &row("by"), "goal-field-by").to_string());
        fields.push("</fieldset>".to_owned());
    }
    for o in organisations.iter().filter(|o| o.kind.is_owner()) {
        let label = s.t1("agreement-field-undertaking", "party", o.name.as_str());
        fields.push(format!("<h2 class=\"mt3\">{}</h2>", escaped(&label)));
        fields.push(form.textarea(s, &format!("undertaking_{}", o.id), "agreement-field-undertaking-text").to_string());
    }
    for field in ["organisation", "documentation", "follow_up", "communication"] {
        fields.push(form.textarea(s, field, &format!("agreement-field-{}", field.replace('_', "-"))).to_string());
    }
    let yes_no = choices(s, "agreement-extension", &["yes", "no"]);
    fields.push(form.radios(s, "extension", "agreement-field-extension", yes_no).to_string());
    fields.push(form.textarea(s, "extension_words", "agreement-field-extension-words").to_string());
    fields.push(form.short(s, "decide_by", "agreement-field-decide-by").to_string());
    fields.push(form.textarea(s, "termination", "agreement-field-termination").to_string());
    for i in 0..ROWS {
        let row = |field: &str| format!("seat_{field}_{}", i + 1);
        fields.push(format!(
            "<fieldset{}><legend>{}</legend>",
            if i == 0 { " id=\"seats\"" } else { "" },
            s.t1("agreement-seat-row", "n", i + 1)
        ));
        fields.push(form.select(s, &row("party"), "agreement-field-seat-party", parties.clone()).to_string());
        fields.push(form.text(s, &row("role"), "agreement-field-seat-role").to_string());
        fields.push(
            form.select(
                s,
                &row("level"),
                "agreement-field-seat-level",
                choices(s, "level", &Level::ALL.map(Level::word)),
            )
            .to_string(),
        );
        fields.push("</fieldset>".to_owned());
    }
    fields.push(form.textarea(s, "annexes", "agreement-field-annexes").to_string());
    Ok(fields)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `/arbete/overenskommelser/ny`
pub async fn new(work: Work) -> Result<Response, Problem> {
    work.ctx().may(Act::Write, None)?;
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let mut form = Form::new();
    for (i, o) in organisations.iter().filter(|o| o.kind.is_owner()).enumerate() {
        form.add("parties", o.id.as_str());
        form.set(&format!("seat_party_{}", i + 1), o.id.as_str());
        form.set(&format!("seat_level_{}", i + 1), "leading");
    }
    form.set("extension", "yes");
    joint::form_page(&work.s, &form, "agreement-new", HERE, fields(&work, &form).await?)
}

/// `/arbete/overenskommelser/ny`, posted.
pub async fn write(work: Work, mut form: Form) -> Result<Response, Problem> {
    match agreement::write(&work.ctx(), &written(&work, &form).await?).await {
        Ok(id) => Ok(go(work.s.to(&format!("{HERE}/{id}")))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "agreement-new", HERE, fields(&work, &form).await?)
        }
    }
}

/// `/arbete/overenskommelser/{id}/andra`
pub async fn edit(work: Work, Path(id): Path<String>) -> Result<Response, Problem> {
    let a = get(&work, &id).await?;
    work.ctx().may(Act::Write, Some(&a.owned))?;
    let mut form = filled(&a);
    for link in storage::chain::into(work.app.db.reader(), work.town(), (Noun::Agreement, &a.id)).await? {
        match link.from.0 {
            Noun::FocusArea => form.add("focus_areas", link.from.1.to_string()),
            Noun::Picture => form.set("picture", link.from.1.to_string()),
            _ => &mut form,
        };
    }
    joint::form_page(&work.s, &form, "agreement-edit", &format!("{HERE}/{id}"), fields(&work, &form).await?)
}

fn filled(a: &Agreement) -> Form {
    let mut form = Form::new();
    let rows = |lines: &[domain::Line]| lines.iter().map(|l| l.as_str()).collect::<Vec<_>>().join("\n");
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let c = &a.content;
    form.set("version", a.version.to_string()).set("title", a.title.as_str());
    form.set("starts", a.term.from().to_string()).set("ends", a.term.to().to_string());
    form.set("background", c.background.as_str()).set("purposes", rows(&c.purposes)).set("areas", rows(&c.areas));
    form.set("organisation", c.organisation.as_str()).set("documentation", c.documentation.as_str());
    form.set("follow_up", c.follow_up.as_str()).set("communication", c.communication.as_str());
    form.set("extension", if c.extension.possible { "yes" } else { "no" });
    form.set("extension_words", c.extension.words.as_str()).set("decide_by", day(c.extension.decide_by));
    form.set("termination", c.termination.as_str()).set("annexes", rows(&c.annexes));
    for party in &a.parties {
        form.add("parties", party.as_str());
    }
    for u in &c.undertakings {
        form.set(&format!("undertaking_{}", u.party), u.text.as_str());
    }
    for (i, g) in c.goals.iter().enumerate() {
        form.set(&format!("goal_text_{}", i + 1), g.text.as_str()).set(&format!("goal_by_{}", i + 1), day(g.by));
    }
    for (i, seat) in a.seats.iter().enumerate() {
        form.set(&format!("seat_party_{}", i + 1), seat.party.as_str());
        form.set(&format!("seat_role_{}", i + 1), seat.role.as_str());
        form.set(&format!("seat_level_{}", i + 1), seat.level.word());
    }
    form
}

/// `/arbete/overenskommelser/{id}/andra`, posted.
pub async fn rewrite(work: Work, Path(id): Path<String>, mut form: Form) -> Result<Response, Problem> {
    let a = get(&work, &id).await?;
    let here = format!("{HERE}/{}", a.id);
    match agreement::rewrite(&work.ctx(), &a.id, form.number("version"), &written(&work, &form).await?).await {
        Ok(()) => Ok(go(work.s.to(&here))),
        Err(e) => {
            form.refuse(&work.s, e)?;
            joint::form_page(&work.s, &form, "agreement-edit", &here, fields(&work, &form).await?)
        }
    }
}

async fn written(work: &Work, form: &Form) -> Result<Written, Problem> {
    let organisations = storage::organisation::all(work.app.db.reader(), work.town()).await?;
    let get = |field: &str| form.get(field).to_owned();
    let row = |field: &str, i: usize| form.get(&format!("{field}_{i}")).to_owned();
    let goal = |i: usize| WrittenGoal { text: row("goal_text", i), by: row("goal_by", i), ..WrittenGoal::default() };
    Ok(Written {
        title: get("title"),
        parties: form.all("parties").to_vec(),
        starts: get("starts"),
        ends: get("ends"),
        background: get("background"),
        purposes: get("purposes"),
        areas: get("areas"),
        focus_areas: form.all("focus_areas").to_vec(),
        picture: get("picture"),
        goals: (1..=ROWS).map(goal).collect(),
        undertakings: organisations.iter().map(|o| (o.id.to_string(), get(&format!("undertaking_{}", o.id)))).collect(),
        organisation: get("organisation"),
        documentation: get("documentation"),
        follow_up: get("follow_up"),
        communication: get("communication"),
        extension: get("extension"),
        extension_words: get("extension_words"),
        decide_by: get("decide_by"),
        termination: get("termination"),
        annexes: get("annexes"),
        seats: (1..=ROWS).map(|i| (row("seat_party", i), row("seat_role", i), row("seat_level", i))).collect(),
    })
}
