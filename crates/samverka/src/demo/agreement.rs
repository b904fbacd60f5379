//! What did the parties agree, and for how long?

use actions::agreement::{self, Written};
use actions::goal::WrittenGoal;
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::Script;

#[derive(Deserialize)]
struct Story {
    agreement: Agreed,
    extension: Extension,
}

#[derive(Deserialize)]
struct Agreed {
    name: String,
    title: String,
    from: String,
    to: String,
    written: DateTime,
    proposed: DateTime,
    signed_municipality: DateTime,
    signed_police: DateTime,
    published: DateTime,
    background: String,
    purposes: Vec<String>,
    areas: Vec<String>,
    organisation: String,
    documentation: String,
    follow_up: String,
    communication: String,
    termination: String,
    extension: String,
    decide_by: String,
    undertaking_municipality: String,
    undertaking_police: String,
    role_municipality: String,
    role_police: String,
    goal: Vec<Goal>,
}

#[derive(Deserialize)]
struct Goal {
    text: String,
    by: String,
}

#[derive(Deserialize)]
struct Extension {
    until: String,
    reason: String,
    proposed: DateTime,
    municipality: DateTime,
    police: DateTime,
}

/// The parts of an agreement that the focus areas and the picture fill in.
const FOCUS: [&str; 4] = ["fokus-platser", "fokus-rekrytering", "fokus-utsatta", "fokus-resurser"];

/// Writes, signs, publishes and extends the agreement.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/agreement.toml")).expect("a test plays the story");
    let Story { agreement: a, extension } = story;
    let name = a.name.clone();
    let n = name.clone();
    script.at(a.proposed, "kim", "propose the agreement", move |s, c| {
        Box::pin(async move { agreement::propose(&c, &s.id(&n)).await })
    });
    for (at, who) in [(a.signed_municipality, "charlie"), (a.signed_police, "alex")] {
        let n = name.clone();
        script.at(at, who, "sign the agreement", move |s, c| {
            Box::pin(async move { agreement::sign(&c, &s.id(&n), "").await })
        });
    }
    let n = name.clone();
    script.at(a.published, "kim", "publish the agreement", move |s, c| {
        Box::pin(async move { agreement::publish(&c, &s.id(&n)).await })
    });
    let n = name.clone();
    script.at(extension.proposed, "kim", "propose the extension", move |s, c| {
        Box::pin(async move { agreement::propose_extension(&c, &s.id(&n), &extension.until, &extension.reason).await })
    });
    for (at, who) in [(extension.municipality, "charlie"), (extension.police, "alex")] {
        let n = name.clone();
        script.at(at, who, "decide the extension", move |s, c| {
            Box::pin(async move { agreement::approve_extension(&c, &s.id(&n)).await })
        });
    }
    script.at(a.written, "kim", "write the agreement", move |s, c| {
        Box::pin(async move {
            let focus_areas = FOCUS.iter().flat_map(|f| s.known(f)).collect();
            let picture = s.known("lagesbild-2021").pop().unwrap_or_default();
            let id = agreement::write(&c, &written(a, focus_areas, picture)).await?;
            s.name(&name, id);
            Ok(())
        })
    });
}

fn written(a: Agreed, focus_areas: Vec<String>, picture: String) -> Written {
    let (municipality, police) = ("kommunen".to_owned(), "polisen".to_owned());
    let goal = |g: Goal| WrittenGoal { text: g.text, by: g.by, ..WrittenGoal::default() };
    Written {
        title: a.title,
        parties: vec![municipality.clone(), police.clone()],
        starts: a.from,
        ends: a.to,
        background: a.background,
        purposes: a.purposes.join("\n"),
        areas: a.areas.join("\n"),
        focus_areas,
        picture,
        goals: a.goal.into_iter().map(goal).collect(),
        undertakings: vec![(municipality.clone(), a.undertaking_municipality), (police.clone(), a.undertaking_police)],
        organisation: a.organisation,
        documentation: a.documentation,
        follow_up: a.follow_up,
        communication: a.communication,
        extension: "yes".to_owned(),
        extension_words: a.extension,
        decide_by: a.decide_by,
        termination: a.termination,
        annexes: String::new(),
        seats: vec![
            (municipality, a.role_municipality, "elected".to_owned()),
            (police, a.role_police, "leading".to_owned()),
        ],
    }
}
