//! What was promised, and everything that was done about it?

use actions::occasion::{self, Instead, Logged};
use actions::promise::{self, Written, WrittenCommitment};
use domain::commitment::RemedyKind;
use domain::{Id, Noun};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    promise: Vec<Promised>,
    remedy: Vec<Remedy>,
    series: Vec<Series>,
}

#[derive(Deserialize)]
struct Promised {
    name: String,
    title: String,
    intro: String,
    from: String,
    to: String,
    #[serde(default)]
    focus: Vec<String>,
    written: DateTime,
    ended: Option<DateTime>,
    #[serde(flatten)]
    release: Release,
    commitment: Vec<Commitment>,
}

#[derive(Deserialize)]
struct Commitment {
    name: String,
    title: String,
    kind: String,
    at_least: Option<u32>,
    #[serde(default)]
    by: String,
    tolerance: Option<u32>,
    place: String,
    polisen: String,
    kommunen: String,
    #[serde(default)]
    way_back: String,
    #[serde(default)]
    grounds: Vec<String>,
}

#[derive(Deserialize)]
struct Remedy {
    commitment: String,
    kind: String,
    text: String,
    said: DateTime,
    agreed: DateTime,
}

#[derive(Clone, Deserialize)]
struct Series {
    noun: String,
    title: String,
    about: String,
    parties: Vec<String>,
    place: String,
    #[serde(default)]
    meet: String,
    from: String,
    to: String,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    commitment: String,
    planned: DateTime,
    occasions: Vec<Planned>,
}

#[derive(Clone, Deserialize)]
struct Planned {
    on: Date,
    from: Option<String>,
    to: Option<String>,
    place: Option<String>,
    planned: Option<DateTime>,
    /// Announced beforehand, in a series that is otherwise seen only when held.
    #[serde(default)]
    announced: bool,
    visits: Option<u32>,
    #[serde(default)]
    note: String,
    cancelled: Option<DateTime>,
    #[serde(default)]
    why: String,
    instead: Option<Date>,
    visits_instead: Option<u32>,
    unconfirmed_until: Option<DateTime>,
}

/// Writes the promises and plans, holds, confirms and cancels every occasion.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/promise.toml")).expect("a test plays the story");
    story.promise.into_iter().for_each(|p| promised(script, p));
    story.remedy.into_iter().for_each(|r| remedy(script, r));
    for series in story.series {
        for one in series.occasions.clone() {
            planned(script, &series, one);
        }
    }
}

fn promised(script: &mut Script, p: Promised) {
    let name = p.name.clone();
    release!(script, name, p.release, promise);
    if let Some(ended) = p.ended {
        script.at(ended, "kim", "end a promise", move |s, c| {
            Box::pin(async move { promise::end(&c, &s.id(&name)).await })
        });
    }
    script.at(p.written, "kim", "write a promise", move |stage, ctx| {
        Box::pin(async move {
            let written = Written {
                title: p.title,
                intro: p.intro,
                starts: p.from,
                ends: p.to,
                parties: vec!["kommunen".to_owned(), "polisen".to_owned()],
                logged: true,
                source: String::new(),
                agreements: stage.known("overenskommelse-2021"),
                focus_areas: p.focus.iter().flat_map(|f| stage.known(f)).collect(),
            };
            let id = promise::write(&ctx, &written).await?;
            stage.name(&p.name, id.clone());
            for c in p.commitment {
                let written = WrittenCommitment {
                    title: c.title,
                    kind: c.kind,
                    at_least: c.at_least.map(|n| n.to_string()).unwrap_or_default(),
                    by: c.by,
                    tolerance: c.tolerance.map(|n| n.to_string()).unwrap_or_default(),
                    place: c.place,
                    units: vec![("polisen".to_owned(), c.polisen), ("kommunen".to_owned(), c.kommunen)],
                    way_back: c.way_back,
                    grounds: c.grounds.iter().flat_map(|g| stage.ground(g)).collect(),
                };
                let made = promise::add_commitment(&ctx, &id, &written).await?;
                stage.name(&c.name, made);
            }
            Ok(())
        })
    });
}

fn remedy(script: &mut Script, r: Remedy) {
    let name = r.commitment.clone();
    script.at(r.said, "kim", "say what is done", move |s, c| {
        Box::pin(async move {
            let kind = RemedyKind::ALL.into_iter().find(|k| k.word() == r.kind).expect("a test plays the story");
            promise::say(&c, &s.id(&r.commitment), kind, &r.text).await
        })
    });
    script.at(r.agreed, "robin", "agree to what is done", move |s, c| {
        Box::pin(async move { promise::agree(&c, &s.id(&name), 0).await })
    });
}

fn planned(script: &mut Script, series: &Series, one: Planned) {
    let noun = if series.noun == "presence" { Noun::Presence } else { Noun::Effort };
    let name = format!("{}-{}-{}", series.noun, one.on, series.commitment);
    let (from, to) = (one.from.clone().unwrap_or(series.from.clone()), one.to.clone().unwrap_or(series.to.clone()));
    let written = occasion::Written {
        title: series.title.clone(),
        about: series.about.clone(),
        parties: series.parties.clone(),
        place: one.place.clone().unwrap_or(series.place.clone()),
        meet: series.meet.clone(),
        on: one.on.to_string(),
        from: from.clone(),
        to: to.clone(),
        announced: !series.hidden || one.announced,
        commitment: series.commitment.clone(),
    };
    let n = name.clone();
    script.at(one.planned.unwrap_or(series.planned), "kim", "plan an occasion", move |s, c| {
        Box::pin(async move {
            let commitment = if written.commitment.is_empty() { String::new() } else { s.key(&written.commitment) };
            let written = occasion::Written { commitment, ..written };
            let id = match noun {
                Noun::Presence => occasion::plan_presence(&c, &written).await?,
                _ => occasion::plan_effort(&c, &written).await?,
            };
            s.name(&n, id);
            Ok(())
        })
    });
    if let Some(at) = one.cancelled {
        let (n, why) = (name.clone(), one.why.clone());
        let instead = Instead {
            on: one.instead.map(|d| d.to_string()).unwrap_or_default(),
            from: one.instead.map(|_| from.clone()).unwrap_or_default(),
            to: one.instead.map(|_| to.clone()).unwrap_or_default(),
        };
        script.at(at, "robin", "cancel an occasion", move |s, c| {
            Box::pin(async move {
                let id = s.id(&n);
                if let Some(new) = occasion::cancel(&c, (noun, &id), &why, &instead).await? {
                    s.name(&format!("{n}-instead"), new);
                }
                Ok(())
            })
        });
        if let Some(on) = one.instead {
            held(script, noun, &format!("{name}-instead"), on, (&from, &to), one.visits_instead, "", None);
        }
        return;
    }
    held(script, noun, &name, one.on, (&from, &to), one.visits, &one.note, one.unconfirmed_until);
}

/// One party logs that it was held as it ends, the other confirms ten minutes later.
#[expect(clippy::too_many_arguments, reason = "a row of the table, spelled out")]
fn held(
    script: &mut Script,
    noun: Noun,
    name: &str,
    on: Date,
    (from, to): (&str, &str),
    visits: Option<u32>,
    note: &str,
    confirmed: Option<DateTime>,
) {
    let clock = |t: &str| jiff::civil::Time::strptime("%H.%M", t).expect("a test plays the story");
    let end = on.to_datetime(clock(to)) + 2.minutes();
    let logged = Logged {
        came: from.to_owned(),
        left: to.to_owned(),
        visits: visits.map(|v| v.to_string()).unwrap_or_default(),
        note: note.to_owned(),
    };
    let n = name.to_owned();
    script.at(end, "kim", "log an occasion", move |s, c| {
        Box::pin(async move { occasion::hold(&c, (noun, &s.id(&n)), &logged).await })
    });
    let (n, came, left) = (name.to_owned(), from.to_owned(), to.to_owned());
    script.at(confirmed.unwrap_or(end + 8.minutes()), "robin", "confirm an occasion", move |s, c| {
        Box::pin(async move {
            let id: Id = s.id(&n);
            occasion::confirm(&c, (noun, &id), &came, &left).await
        })
    });
}
