//! What did the parties tell in easy Swedish?

use actions::easy_text::{self, Written};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    text: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    name: String,
    about: String,
    title: String,
    body: String,
    written: DateTime,
    #[serde(flatten)]
    release: Release,
}

/// Writes, approves and publishes every easy text.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/easy_text.toml")).expect("a test plays the story");
    for told in story.text {
        release!(script, told.name, told.release, easy_text);
        script.at(told.written, "kim", &format!("write {}", told.name), move |stage, ctx| {
            Box::pin(async move {
                let about = stage.ground(&told.about).pop().unwrap_or_default();
                let id = easy_text::write(&ctx, &Written { about, title: told.title, body: told.body }).await?;
                stage.name(&told.name, id);
                Ok(())
            })
        });
    }
}
