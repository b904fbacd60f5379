//! Did an effort or a measure help, as far as figures can tell? Before it begins: what could be seen at all?

mod choice;
mod counted;
mod said;
mod subject;
pub mod takeover;

use std::collections::BTreeMap;

use analysis::evaluate::Choices;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use documents::{Block, Fact, Method, html};
use domain::occasion::OccasionState;
use domain::{Act, Id};
use sha2::{Digest, Sha256};

use self::choice::{ChoiceForm, Chosen};
use self::counted::{Counted, Told, Window};
use self::subject::{Ground, Subject};
use crate::form::ErrorSummary;
use crate::workspace::observation::seen_by;
use crate::{Problem, Shell, Work, page, page_again};

type Pairs = Query<Vec<(String, String)>>;

#[derive(Template)]
#[template(path = "workspace/effect.html")]
struct EffectPage {
    title: String,
    up: (String, String),
    /// The answer, what stands beside it, what could be seen; none when something is wrong with the choice.
    shown: Option<ShownEffect>,
    form: ChoiceForm,
    errors: ErrorSummary,
    s: Shell,
}

/// What is shown of a choice that could be counted.
struct ShownEffect {
    answer: String,
    beside: String,
    design_title: String,
    design: String,
    method: String,
    file: String,
    command: String,
    /// Of what could be seen, where more weeks are looked back on than were compared: its file and its command.
    past: Option<(String, String)>,
    review: Option<String>,
}

/// `/arbete/insatser/{id}/effekt`
pub async fn effort(work: Work, Path(id): Path<String>, pairs: Pairs) -> Result<Response, Problem> {
    let ground = ground(&work).await?;
    let subject = subject::occasion(&work, &ground, &id).await?;
    show(work, &ground, &subject, pairs).await
}

/// `/arbete/atgarder/{id}/effekt`
pub async fn measure(work: Work, Path(id): Path<String>, pairs: Pairs) -> Result<Response, Problem> {
    let ground = ground(&work).await?;
    let subject = subject::measure(&work, &ground, &id).await?;
    show(work, &ground, &subject, pairs).await
}

/// `/arbete/insatser/{id}/effekt.csv`: exactly what was counted.
pub async fn effort_file(work: Work, Path(id): Path<String>, pairs: Pairs) -> Result<Response, Problem> {
    let ground = ground(&work).await?;
    let subject = subject::occasion(&work, &ground, &id).await?;
    file(work, &ground, &subject, pairs, false).await
}

/// `/arbete/atgarder/{id}/effekt.csv`: exactly what was counted.
pub async fn measure_file(work: Work, Path(id): Path<String>, pairs: Pairs) -> Result<Response, Problem> {
    let ground = ground(&work).await?;
    let subject = subject::measure(&work, &ground, &id).await?;
    file(work, &ground, &subject, pairs, false).await
}

/// `/arbete/insatser/{id}/effekt-fore.csv`: the weeks before, which what could be seen is reckoned from.
pub async fn effort_past(work: Work, Path(id): Path<String>, pairs: Pairs) -> Result<Response, Problem> {
    let ground = ground(&work).await?;
    let subject = subject::occasion(&work, &ground, &id).await?;
    file(work, &ground, &subject, pairs, true).await
}

/// `/arbete/atgarder/{id}/effekt-fore.csv`: the weeks before, which what could be seen is reckoned from.
pub async fn measure_past(work: Work, Path(id): Path<String>, pairs: Pairs) -> Result<Response, Problem> {
    let ground = ground(&work).await?;
    let subject = subject::measure(&work, &ground, &id).await?;
    file(work, &ground, &subject, pairs, true).await
}

/// The ground, for those who see what both owners share: the counts are of that.
async fn ground(work: &Work) -> Result<Ground, Problem> {
    work.ctx().may(Act::Read, None)?;
    if !seen_by(work)?.joint {
        return Err(Problem::NotAllowed);
    }
    Ground::of(work).await
}

async fn show(work: Work, ground: &Ground, subject: &Subject, Query(pairs): Pairs) -> Result<Response, Problem> {
    let s = &work.s;
    // Who comes to choose has done nothing wrong when the words of the subject name no area.
    let comes_to_choose = pairs.is_empty() && subject.areas.is_empty();
    let mut form = choice::asked(s, subject, pairs);
    let chosen = if comes_to_choose { None } else { choice::read(s, ground, &mut form)? };
    let shown = match &chosen {
        Some(chosen) => {
            let counted = count(&work, ground, chosen).await?;
            Some(shown(&work, ground, subject, chosen, &counted))
        }
        None => None,
    };
    let shown = EffectPage {
        title: form.title(s, s.t("effect-title")),
        up: subject.up.clone(),
        shown,
        form: ChoiceForm::of(s, ground, &form),
        errors: form.summary(s),
        s: s.clone(),
    };
    if form.is_right() { page(&shown) } else { page_again(&shown) }
}

async fn file(
    work: Work,
    ground: &Ground,
    subject: &Subject,
    Query(pairs): Pairs,
    past: bool,
) -> Result<Response, Problem> {
    let mut form = choice::asked(&work.s, subject, pairs);
    let chosen = choice::read(&work.s, ground, &mut form)?.ok_or(Problem::Unclear)?;
    let counted = count(&work, ground, &chosen).await?;
    let rows = if past { counted.past_csv } else { counted.csv };
    Ok(crate::paper::csv(&file_name(subject, past), rows))
}

fn file_name(subject: &Subject, past: bool) -> String {
    let id = subject.here.rsplit('/').nth(1).unwrap_or_default();
    format!("effekt{}-{id}.csv", if past { "-fore" } else { "" })
}

/// Reads the weeks and what was given in them, and compares. It can take a moment, and does not stand in others' way.
async fn count(work: &Work, ground: &Ground, chosen: &Chosen) -> Result<Counted, Problem> {
    let (on, town) = (work.app.db.reader(), work.town());
    let window = Window::of(chosen, work.s.today());
    let rows = storage::observation::daily(on, town, window.from, window.to()).await?;
    let efforts = storage::effort::between(on, town, chosen.start, window.to().max(chosen.start)).await?;
    let hours: Vec<(Id, f64)> = efforts
        .iter()
        .filter(|e| matches!(e.state, OccasionState::Confirmed { .. }))
        .filter_map(|e| {
            let area = ground.named_in(e.place.as_str())?;
            Some((area.clone(), f64::from(e.state.held()?.minutes()) / 60.0))
        })
        .collect();
    let (chosen, areas) = (chosen.clone(), ground.areas.iter().map(|a| a.id.clone()).collect::<Vec<_>>());
    let counted = tokio::task::spawn_blocking(move || counted::count(&chosen, window, &areas, &rows, &hours));
    counted.await.map_err(|e| Problem::Ours(e.to_string()))
}

fn shown(work: &Work, ground: &Ground, subject: &Subject, chosen: &Chosen, c: &Counted) -> ShownEffect {
    let (s, least) = (&work.s, u64::from(work.s.town.smallest_shown));
    let w = s.words;
    let drawn = |blocks: &[Block], prefix: &str| html::blocks(blocks, w, 3, prefix);
    let beside = match &c.told {
        Told::Evaluated(v) => said::beside(w, c, v, least),
        Told::NotBegun | Told::NothingBefore => Vec::new(),
    };
    let choices = Choices::default();
    let chance = format!("--level {} --replicates {} --seed {}", choices.level, choices.most_sets, choices.seed);
    let weeks = format!("--before {} --after {}", chosen.before, chosen.after);
    let evaluate =
        |past: bool, when: &str| format!("samverka analyse evaluate {} {when} {chance}", file_name(subject, past));
    let to = |file: &str| s.to(&format!("{}{file}.csv?{}", subject.here, chosen.query()));
    let (command, past) = match c.begun {
        Some(start) => {
            let past = (to("-fore"), evaluate(true, &weeks));
            (evaluate(false, &format!("--start {start} --days 7")), Some(past))
        }
        None => (evaluate(false, &weeks), None),
    };
    ShownEffect {
        answer: drawn(&[said::answer(w, c, least)], "svar"),
        beside: drawn(&beside, "siffror"),
        design_title: s.t(if c.begun.is_some() { "effect-design" } else { "effect-design-ahead" }),
        design: drawn(&said::design(w, c, (chosen.before, chosen.after)), "plan"),
        method: drawn(&[method(s, ground, chosen, c).into()], "metod"),
        file: to(""),
        command,
        past,
        review: takeover::link(work, subject, c),
    }
}

/// What was compared with what, with which chance, on which version of the data.
fn method(s: &Shell, ground: &Ground, chosen: &Chosen, c: &Counted) -> Method {
    let names = |ids: &[Id]| {
        let of = ground.areas.iter().filter(|a| ids.contains(&a.id)).map(|a| a.name.to_string());
        text::and_list(s.lang(), &of.collect::<Vec<_>>())
    };
    let category = chosen
        .category
        .as_ref()
        .map_or_else(|| s.t("effect-all-categories"), |c| crate::public::observation::category_name(s, c.as_str()));
    let choices = Choices::default();
    let version: String = Sha256::digest(&c.csv).iter().take(8).map(|b| format!("{b:02x}")).collect();
    let mut facts =
        vec![Fact::new(s.t("effect-how-what"), category), Fact::new(s.t("effect-how-where"), names(&chosen.areas))];
    if !chosen.around.is_empty() {
        facts.push(Fact::new(s.t("effect-how-around"), names(&chosen.around)));
    }
    if !c.hours.is_empty() {
        let one = |(id, h): (&Id, &f64)| {
            let args =
                [("area", names(std::slice::from_ref(id)).into()), ("hours", text::decimal(s.lang(), *h, 1).into())];
            s.words.with("effect-how-hours-one", &args)
        };
        // Each area once, however many times somebody was there.
        let mut by_area: BTreeMap<Id, f64> = BTreeMap::new();
        for (id, hours) in &c.hours {
            *by_area.entry(id.clone()).or_default() += hours;
        }
        let all: Vec<String> = by_area.iter().map(|(id, hours)| one((id, hours))).collect();
        facts.push(Fact::new(s.t("effect-how-hours"), text::and_list(s.lang(), &all)));
    }
    facts.push(Fact::new(s.t("effect-how-compared"), s.t("effect-how-compared-text")));
    facts.push(Fact::new(
        s.t("effect-how-parameters"),
        s.words.with(
            "effect-how-parameters-text",
            &[
                ("level", text::percent(s.lang(), choices.level).into()),
                ("sets", choices.most_sets.into()),
                ("seed", choices.seed.to_string().into()),
                ("program", concat!("Samverka ", env!("CARGO_PKG_VERSION")).into()),
            ],
        ),
    ));
    let data = [("version", version.into()), ("date", text::date(s.lang(), s.today()).into())];
    facts.push(Fact::new(s.t("effect-how-data"), s.words.with("effect-how-data-text", &data)));
    facts.push(Fact::new(s.t("effect-how-unknown"), s.t("effect-how-unknown-text")));
    Method { title: s.t("effect-how"), facts }
}
