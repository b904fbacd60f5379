//! Where were people met, and what came of it?

use actions::dialogue::{self, Written};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    dialogue: Vec<Met>,
}

#[derive(Deserialize)]
struct Met {
    name: String,
    kind: String,
    title: String,
    begins: DateTime,
    place: String,
    #[serde(default)]
    area: String,
    invitation: String,
    written: DateTime,
    published: DateTime,
    held: DateTime,
    attended: u32,
    summary: String,
    #[serde(default)]
    remark: Vec<Remark>,
}

#[derive(Deserialize)]
struct Remark {
    place: String,
    text: String,
    by: Option<String>,
    answer: Option<String>,
    due: Option<String>,
    done: Option<Date>,
}

/// Invites, holds and notes; gives each point of a walk its owner, answer and end.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/dialogue.toml")).expect("a test plays the story");
    for met in story.dialogue {
        let when = Release {
            proposed: met.published - 3.hours(),
            municipality: met.published - 2.hours(),
            police: met.published - 1.hour(),
            published: met.published,
        };
        release!(script, met.name, when, dialogue);
        let (name, attended, summary) = (met.name.clone(), met.attended.to_string(), met.summary);
        script.at(met.held, "kim", "hold a dialogue", move |s, c| {
            Box::pin(async move { dialogue::hold(&c, &s.id(&name), &attended, &summary).await })
        });
        for (i, remark) in met.remark.into_iter().enumerate() {
            remarked(script, &met.name, i as u32 + 1, remark, met.held);
        }
        script.at(met.written, "kim", &format!("invite to {}", met.name), move |s, c| {
            Box::pin(async move {
                let written = Written {
                    kind: met.kind,
                    title: met.title,
                    day: met.begins.date().to_string(),
                    clock: met.begins.strftime("%H.%M").to_string(),
                    place: met.place,
                    area: met.area,
                    invitation: met.invitation,
                };
                let id = dialogue::write(&c, &written).await?;
                s.name(&met.name, id);
                Ok(())
            })
        });
    }
}

fn remarked(script: &mut Script, dialogue: &str, number: u32, remark: Remark, held: DateTime) {
    let name = dialogue.to_owned();
    script.at(held + 1.minute(), "kim", "note a remark", move |s, c| {
        Box::pin(async move { dialogue::note(&c, &s.id(&name), &remark.place, &remark.text).await })
    });
    let (Some(by), Some(answer), Some(due)) = (remark.by, remark.answer, remark.due) else { return };
    let name = dialogue.to_owned();
    script.at(held + 2.minutes(), "kim", "answer a remark", move |s, c| {
        Box::pin(async move {
            let id = s.id(&name);
            dialogue::own_remark(&c, &id, number, &by).await?;
            dialogue::answer_remark(&c, &id, number, &answer, &due).await
        })
    });
    if let Some(done) = remark.done {
        let name = dialogue.to_owned();
        script.at(done.at(15, 0, 0, 0), "kim", "finish a remark", move |s, c| {
            Box::pin(async move { dialogue::finish_remark(&c, &s.id(&name), number).await })
        });
    }
}
