//! What does a review say, on screen and on paper?

use domain::review::{Answer, PublicReview, ReviewVerdict};
use text::Words;

use crate::said::{paragraphs, said, said_link};
use crate::tree::*;

/// A review as everyone reads it: the verdict first, then the five questions. `about` is the title and address of what
/// is followed up.
pub fn review(r: &PublicReview, about: Option<(String, String)>, chain: Option<Chain>, words: Words) -> Document {
    let lang = words.lang();
    let mut document = Document::said(r.title.to_string(), lang);
    if let Some(reason) = &r.shown.withdrawn {
        return document.with(Note {
            kind: NoteKind::Broken,
            title: words.say("release-withdrawn"),
            text: said(words, reason.as_str()),
        });
    }
    if let Some(verdict) = &r.verdict {
        document = document.lead(words.say(&format!("review-verdict-{}", verdict.word())));
        if let ReviewVerdict::CannotTell { reason } = verdict {
            let title = words.say("review-why-not");
            document = document.with(Note { kind: NoteKind::Cannot, title, text: said(words, reason.as_str()) });
        }
    }
    let mut facts =
        vec![Fact::new(words.say("review-fact-period"), text::date_range(lang, r.period.from(), r.period.to()))];
    if let Some((title, to)) = about {
        facts.insert(0, Fact::new(words.say("review-fact-about"), said_link(words, &title, &to)));
    }
    document = document.with(Block::facts(facts));
    let answer = |a: &Answer| {
        let reply = words.say(&format!("review-reply-{}", a.reply.word()));
        let mut blocks = vec![Block::text(Text::new().strong(reply))];
        blocks.extend(paragraphs(words, &a.words));
        let confidence = words.say(&format!("review-confidence-{}", a.confidence.word()));
        let mut facts = vec![Fact::new(words.say("review-fact-confidence"), confidence)];
        if !a.evidence.is_empty() {
            facts.insert(0, Fact::new(words.say("review-fact-evidence"), said(words, a.evidence.as_str())));
        }
        blocks.push(Block::facts(facts));
        Block::from(Section::new(words.say(&format!("review-question-{}", a.question.word())), blocks))
    };
    document = document.section(words.say("review-questions"), numbered(r.answers.iter().map(answer).collect()));
    if !r.lesson.is_empty() {
        document = document.section(words.say("review-lesson"), paragraphs(words, &r.lesson));
    }
    if let Some(chain) = chain {
        document =
            document.section(words.say("chain-title"), vec![Block::quiet(words.say("chain-lead")), chain.into()]);
    }
    document
}
