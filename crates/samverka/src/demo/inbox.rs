//! What came in last, as residents and a partner send it?

use actions::observation::{self, Told};
use domain::Sharing;
use domain::guard::{self, Answer, Choice};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::Script;

#[derive(Deserialize)]
struct Story {
    told: Vec<Voice>,
    report: Vec<Report>,
}

#[derive(Deserialize)]
struct Voice {
    at: DateTime,
    category: String,
    feeling: String,
    area: String,
    place: String,
    text: String,
    #[serde(default)]
    kept: bool,
}

#[derive(Deserialize)]
struct Report {
    at: DateTime,
    who: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    on: String,
    category: String,
    area: String,
    place: String,
    text: String,
}

/// Tells what residents told, and reports what a landlord's week had.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/inbox.toml")).expect("a test plays the story");
    for voice in story.told {
        script.at(voice.at, "resident", "tell", move |_, c| {
            Box::pin(async move {
                let seen = guard::fingerprint(&voice.text, &guard::find(&voice.text));
                let kept = Answer { choice: Choice::NotThat, seen };
                let told = Told {
                    category: voice.category,
                    feeling: voice.feeling,
                    area: voice.area,
                    place: voice.place,
                    text: voice.text,
                    when: "day".to_owned(),
                    day: voice.at.date().to_string(),
                    text_answer: voice.kept.then_some(kept),
                    ..Told::default()
                };
                observation::tell(&c, &c.chance.bytes(), &told).await.map(drop)
            })
        });
    }
    for report in story.report {
        for row in report.rows {
            script.at(report.at, &report.who, "report", move |_, c| {
                Box::pin(async move {
                    let told = Told {
                        category: row.category,
                        feeling: "unsafe".to_owned(),
                        area: row.area,
                        place: row.place,
                        text: row.text,
                        when: "day".to_owned(),
                        day: row.on,
                        ..Told::default()
                    };
                    observation::record(&c, &told, "weekly-report", Sharing::Joint).await.map(drop)
                })
            });
        }
    }
}
