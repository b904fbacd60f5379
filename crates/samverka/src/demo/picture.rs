//! What did the parties see together?

use actions::picture::{self, Written};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    picture: Vec<Seen>,
}

#[derive(Deserialize)]
struct Seen {
    name: String,
    title: String,
    from: String,
    to: String,
    made: DateTime,
    mapping: String,
    information: String,
    analysis: String,
    #[serde(flatten)]
    release: Release,
}

/// Makes, approves and publishes the pictures.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/picture.toml")).expect("a test plays the story");
    for seen in story.picture {
        release!(script, seen.name, seen.release, picture);
        script.at(seen.made, "kim", &format!("make {}", seen.name), move |s, c| {
            Box::pin(async move {
                let written = Written {
                    title: seen.title,
                    from: seen.from,
                    to: seen.to,
                    other: seen.information,
                    analysis: seen.analysis,
                    sources: seen.mapping,
                };
                let id = picture::make(&c, &written).await?;
                picture::test(&c, &id, |_| {}).await?;
                // "finding:lagesbild-2021/category:traffic" is what the story calls its findings.
                for finding in storage::picture::findings(c.db.reader(), c.town(), &id).await? {
                    s.name(&format!("{}/{}", seen.name, finding.name), finding.id);
                }
                s.name(&seen.name, id);
                Ok(())
            })
        });
    }
}
