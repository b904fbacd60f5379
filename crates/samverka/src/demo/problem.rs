//! What is wrong, why, and what was chosen to work with?

use actions::{cause, focus_area, problem};
use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    problem: Vec<Found>,
    focus: Vec<Focus>,
}

#[derive(Deserialize)]
struct Found {
    name: String,
    title: String,
    #[serde(default)]
    area: String,
    place: String,
    time: String,
    why: String,
    rests_on: Vec<String>,
    written: DateTime,
    rank: Option<u8>,
    prioritised: Option<DateTime>,
    #[serde(default)]
    priority_why: String,
    set_aside: Option<DateTime>,
    #[serde(default)]
    set_aside_why: String,
    #[serde(default)]
    cause: Vec<Cause>,
}

#[derive(Deserialize)]
struct Cause {
    name: String,
    perspective: String,
    title: String,
    why: String,
    supported: Option<String>,
    #[serde(default)]
    rests_on: Vec<String>,
}

#[derive(Deserialize)]
struct Focus {
    name: String,
    title: String,
    aim: String,
    why: String,
    problems: Vec<String>,
}

/// The body that weighs problems and chooses focus areas in the story.
const BODY: &str = "Styrgruppen";

/// Finds, explains, weighs and publishes the problems, and chooses the focus areas.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/problem.toml")).expect("a test plays the story");
    let shown = Release {
        proposed: date(2021, 11, 11).at(15, 0, 0, 0),
        municipality: date(2021, 11, 12).at(10, 0, 0, 0),
        police: date(2021, 11, 15).at(10, 0, 0, 0),
        published: date(2021, 11, 16).at(9, 0, 0, 0),
    };
    for found in story.problem {
        problem_steps(script, found, shown);
    }
    for (i, focus) in story.focus.into_iter().enumerate() {
        release!(script, focus.name, Release { proposed: date(2021, 11, 12).at(9, 30, 0, 0), ..shown }, focus_area);
        script.at(date(2021, 11, 11).at(16, 0, 0, 0), "kim", "choose a focus area", move |s, c| {
            Box::pin(async move {
                let written = focus_area::Written {
                    title: focus.title,
                    aim: focus.aim,
                    number: (i + 1).to_string(),
                    on: "2021-11-11".to_owned(),
                    by: BODY.to_owned(),
                    why: focus.why,
                    problems: focus.problems.iter().flat_map(|p| s.known(p)).collect(),
                };
                let id = focus_area::write(&c, &written).await?;
                s.name(&focus.name, id);
                Ok(())
            })
        });
    }
}

fn problem_steps(script: &mut Script, found: Found, shown: Release) {
    release!(script, found.name, shown, problem);
    let explained = found.written + 1.hour();
    let Found { name, cause: causes, .. } = found;
    for (i, cause) in causes.into_iter().enumerate() {
        cause_steps(script, &name, cause, explained + (i as i64).minutes());
    }
    let n = name.clone();
    if let (Some(rank), Some(at)) = (found.rank, found.prioritised) {
        let weighed = problem::Weighed {
            rank: rank.to_string(),
            on: at.date().to_string(),
            by: BODY.to_owned(),
            why: found.priority_why,
        };
        script.at(at, "kim", "prioritise", move |s, c| {
            Box::pin(async move { problem::prioritise(&c, &s.id(&n), &weighed).await })
        });
    } else if let Some(at) = found.set_aside {
        let why = found.set_aside_why;
        script.at(at, "kim", "set aside", move |s, c| {
            Box::pin(async move { problem::set_aside(&c, &s.id(&n), BODY, &why).await })
        });
    }
    script.at(found.written, "kim", &format!("write {name}"), move |s, c| {
        Box::pin(async move {
            let written = problem::Written {
                title: found.title,
                area: found.area,
                place: found.place,
                time: found.time,
                why: found.why,
                evidence: found.rests_on.iter().flat_map(|g| s.ground(g)).collect(),
            };
            let id = problem::write(&c, &written).await?;
            s.name(&name, id);
            Ok(())
        })
    });
}

fn cause_steps(script: &mut Script, problem: &str, of: Cause, at: DateTime) {
    // Approved and shown together with its problem.
    let (name, problem) = (of.name.clone(), problem.to_owned());
    if let Some(by) = of.supported {
        script.at(at + 1.day(), "robin", "support a cause", move |s, c| {
            Box::pin(async move { cause::support(&c, &s.id(&name), &by).await })
        });
    }
    script.at(at, "robin", "write a cause", move |s, c| {
        Box::pin(async move {
            let written = cause::Written {
                title: of.title,
                perspective: of.perspective,
                why: of.why,
                evidence: of.rests_on.iter().flat_map(|g| s.ground(g)).collect(),
            };
            let id = cause::write(&c, &s.id(&problem), &written).await?;
            s.name(&of.name, id);
            Ok(())
        })
    });
}
