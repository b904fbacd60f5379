//! Was it done, and did it help?

use actions::review::{self, Written, WrittenAnswer};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::stage::{Release, Script, release};

#[derive(Deserialize)]
struct Story {
    review: Vec<Reviewed>,
}

#[derive(Deserialize)]
struct Reviewed {
    name: String,
    title: String,
    about: String,
    from: String,
    to: String,
    written: DateTime,
    #[serde(flatten)]
    release: Release,
    verdict: String,
    #[serde(default)]
    verdict_reason: String,
    lesson: String,
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    reply: String,
    confidence: String,
    words: String,
    evidence: String,
}

/// Writes, approves and publishes the reviews.
pub fn steps(script: &mut Script) {
    let story: Story = toml::from_str(include_str!("story/review.toml")).expect("a test plays the story");
    for r in story.review {
        release!(script, r.name, r.release, review);
        script.at(r.written, "kim", &format!("write {}", r.name), move |s, c| {
            Box::pin(async move {
                let mut answers = r.answers.into_iter().map(|a| WrittenAnswer {
                    reply: a.reply,
                    words: a.words,
                    evidence: a.evidence,
                    confidence: a.confidence,
                });
                let written = Written {
                    title: r.title,
                    about: s.ground(&r.about).pop().unwrap_or_default(),
                    starts: r.from,
                    ends: r.to,
                    answers: std::array::from_fn(|_| answers.next().unwrap_or_default()),
                    verdict: r.verdict,
                    reason: r.verdict_reason,
                    lesson: r.lesson,
                };
                let id = review::write(&c, &written).await?;
                s.name(&r.name, id);
                Ok(())
            })
        });
    }
}
