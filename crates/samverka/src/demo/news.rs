//! What did the parties tell the public?

use actions::news::{self, Written};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    news: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    name: String,
    title: String,
    summary: String,
    body: String,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    quote_by: String,
    #[serde(default)]
    about: String,
    written: DateTime,
    #[serde(flatten)]
    release: Release,
}

/// Writes, approves and publishes every piece of news.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/news.toml")).expect("a test plays the story");
    for told in story.news {
        release!(script, told.name, told.release, news);
        script.at(told.written, "kim", &format!("write {}", told.name), move |stage, ctx| {
            Box::pin(async move {
                let written = Written {
                    title: told.title,
                    summary: told.summary,
                    body: told.body,
                    quote: told.quote,
                    quote_by: told.quote_by,
                    source: String::new(),
                    about: stage.ground(&told.about).pop().unwrap_or_default(),
                };
                let id = news::write(&ctx, &written).await?;
                stage.name(&told.name, id);
                Ok(())
            })
        });
    }
}
