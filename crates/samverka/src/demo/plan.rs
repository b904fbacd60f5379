//! What is done about the causes, and who decides?

use actions::goal::WrittenGoal;
use actions::{council, plan};
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    plan: Planned,
    council: Council,
}

#[derive(Deserialize)]
struct Planned {
    name: String,
    title: String,
    from: String,
    to: String,
    about: String,
    written: DateTime,
    decided: DateTime,
    body: String,
    decided_on: String,
    paragraph: String,
    register: String,
    #[serde(flatten)]
    release: Release,
    measure: Vec<Measure>,
}

#[derive(Deserialize)]
struct Measure {
    name: String,
    cause: String,
    title: String,
    what: String,
    kind: String,
    extent: String,
    when: String,
    who: Vec<(String, String)>,
    goals: Vec<String>,
    follow_up: String,
    #[serde(default)]
    help: Vec<(String, String)>,
    mark: Option<Mark>,
}

#[derive(Deserialize)]
struct Mark {
    at: DateTime,
    colour: String,
    words: String,
}

#[derive(Deserialize)]
struct Council {
    called: String,
    about: String,
    written: DateTime,
    members: Vec<Member>,
    meeting: Vec<Meeting>,
}

#[derive(Deserialize)]
struct Member {
    organisation: String,
    role: String,
    level: String,
    #[serde(default)]
    chair: bool,
}

#[derive(Deserialize)]
struct Meeting {
    name: String,
    on: String,
    called: DateTime,
    held: DateTime,
    adjusted: DateTime,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    title: String,
    #[serde(default)]
    about: String,
    decision: String,
}

/// Writes, approves, decides and follows up the plan; lets the council meet.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/agreement.toml")).expect("a test plays the story");
    plan_steps(script, story.plan);
    let Council { called, about, written, members, meeting } = story.council;
    script.at(written, "kim", "set up the council", move |_, c| {
        Box::pin(async move {
            let chair = members.iter().position(|m| m.chair).unwrap_or(0).to_string();
            let members = members.into_iter().map(|m| (m.organisation, m.role, m.level)).collect();
            council::set(&c, 0, &council::Written { name: called, about, members, chair }).await
        })
    });
    meeting.into_iter().for_each(|m| meeting_steps(script, m));
}

fn plan_steps(script: &mut Script, p: Planned) {
    release!(script, p.name, p.release, plan);
    let decision =
        plan::WrittenDecision { body: p.body, on: p.decided_on, paragraph: p.paragraph, register: p.register };
    let name = p.name.clone();
    script.at(p.decided, "kim", "decide the plan", move |s, c| {
        Box::pin(async move { plan::decide(&c, &s.id(&name), &decision).await })
    });
    let name = p.name.clone();
    let written = p.written;
    script.at(written, "kim", "write the plan", move |s, c| {
        Box::pin(async move {
            let picture = s.known("lagesbild-2021").pop().unwrap_or_default();
            let written = plan::Written { title: p.title, picture, starts: p.from, ends: p.to, about: p.about };
            let id = plan::write(&c, &written).await?;
            s.name(&name, id);
            Ok(())
        })
    });
    for (i, m) in p.measure.into_iter().enumerate() {
        if let Some(mark) = m.mark {
            let name = m.name.clone();
            script.at(mark.at, "kim", "follow up a measure", move |s, c| {
                Box::pin(async move { plan::follow_up_measure(&c, &s.id(&name), &mark.colour, &mark.words).await })
            });
            let name = m.name.clone();
            script.at(mark.at + 1.hour(), "robin", "agree on how a measure went", move |s, c| {
                Box::pin(async move { plan::agree_measure(&c, &s.id(&name)).await })
            });
        }
        let plan_name = p.name.clone();
        script.at(written + (i as i64 + 1).minutes(), "kim", "add a measure", move |s, c| {
            Box::pin(async move {
                let goal = |text: String| WrittenGoal { text, ..WrittenGoal::default() };
                let written = plan::WrittenMeasure {
                    title: m.title,
                    what: m.what,
                    cause: s.known(&m.cause).pop().unwrap_or_default(),
                    kind: m.kind,
                    extent: m.extent,
                    goals: m.goals.into_iter().map(goal).collect(),
                    when: m.when,
                    who: m.who,
                    follow_up: m.follow_up,
                    help: m.help,
                };
                let id = plan::add_measure(&c, &s.id(&plan_name), &written).await?;
                s.name(&m.name, id);
                Ok(())
            })
        });
    }
}

fn meeting_steps(script: &mut Script, m: Meeting) {
    let Meeting { name, on, called, held, adjusted, items } = m;
    let n = name.clone();
    script.at(held, "kim", "hold a meeting", move |s, c| Box::pin(async move { council::hold(&c, &s.id(&n)).await }));
    for (i, item) in items.iter().enumerate() {
        let (n, decision) = (name.clone(), item.decision.clone());
        script.at(held + 1.minute(), "kim", "write a decision down", move |s, c| {
            Box::pin(async move { council::decide(&c, &s.id(&n), &i.to_string(), &decision).await })
        });
    }
    let n = name.clone();
    script.at(adjusted, "kim", "adjust the minutes", move |s, c| {
        Box::pin(async move { council::adjust(&c, &s.id(&n)).await })
    });
    script.at(called, "kim", "call a meeting", move |s, c| {
        Box::pin(async move {
            let id = council::call(&c, &on).await?;
            for item in &items {
                let about = s.ground(&item.about).pop().unwrap_or_default();
                council::take_up(&c, &id, &item.title, &about).await?;
            }
            s.name(&name, id);
            Ok(())
        })
    });
}
