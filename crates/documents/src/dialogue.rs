//! What does a dialogue say: the invitation, what was said and what came of it?

use domain::dialogue::{PublicDialogue, Remark, RemarkState};
use jiff::civil::Date;
use text::Words;

use crate::said::{paragraphs, said};
use crate::tree::*;

/// A dialogue as everyone reads it on `today`. `area` is the name and address of the area that it is about.
pub fn dialogue(
    d: &PublicDialogue,
    area: Option<(String, String)>,
    chain: Option<Chain>,
    today: Date,
    words: Words,
) -> Document {
    let mut document = Document::said(d.title.to_string(), words.lang());
    document = document.lead(words.say(&format!("dialogue-kind-{}", d.kind.word())));
    if let Some(reason) = &d.cancelled {
        let title = words.say("dialogue-cancelled");
        document = document.with(Note { kind: NoteKind::Broken, title, text: said(words, reason.as_str()) });
    }
    let mut facts = vec![
        Fact::new(words.say("dialogue-fact-when"), when(d, words)),
        Fact::new(words.say("dialogue-fact-place"), said(words, d.place.as_str())),
    ];
    if let Some((name, to)) = area {
        facts.push(Fact::new(words.say("area-name"), crate::said_link(words, &name, &to)));
    }
    document = document.with(Block::facts(facts));
    for block in paragraphs(words, &d.invitation) {
        document = document.with(block);
    }
    if let Some(held) = &d.held {
        let mut blocks = vec![Block::text(words.with("dialogue-attended", &[("n", held.attended.into())]))];
        blocks.extend(paragraphs(words, &held.summary));
        document = document.section(words.say("dialogue-said"), blocks);
    }
    if !d.remarks.is_empty() {
        let done = d.remarks.iter().filter(|r| matches!(r.state, RemarkState::Done { .. })).count();
        let all = d.remarks.len();
        let tally = words.with("dialogue-tally", &[("done", done.into()), ("all", all.into())]);
        let mut blocks = vec![Block::text(tally)];
        blocks.extend(d.remarks.iter().map(|r| remark(r, today, words)));
        document = document.section(words.say("dialogue-remarks"), blocks);
    }
    if let Some(chain) = chain {
        document =
            document.section(words.say("chain-title"), vec![Block::quiet(words.say("chain-lead")), chain.into()]);
    }
    document
}

/// "11 maj 2022, kl. 18".
pub fn when(d: &PublicDialogue, words: Words) -> String {
    let (date, clock) = (text::date(words.lang(), d.begins.date()), text::clock(words.lang(), d.begins.time()));
    words.with("dialogue-when", &[("date", date.into()), ("clock", clock.into())])
}

fn remark(r: &Remark, today: Date, words: Words) -> Block {
    let state = words.say(&format!("dialogue-remark-{}", r.state.word()));
    let mut blocks = paragraphs(words, &r.text);
    let mut facts = vec![Fact::new(words.say("dialogue-remark-state"), state)];
    if let Some(by) = r.state.by() {
        facts.push(Fact::new(words.say("dialogue-remark-by"), said(words, by.as_str())));
    }
    let date = |on| text::date(words.lang(), on);
    let (answer, due) = match &r.state {
        RemarkState::Answered { answer, due, .. } => {
            let late = if r.state.late(today) { format!(" {}", words.say("dialogue-late")) } else { String::new() };
            (Some(answer), Some(words.with("dialogue-due", &[("date", date(*due).into())]) + &late))
        }
        RemarkState::Done { answer, on, .. } => {
            (Some(answer), Some(words.with("dialogue-done-on", &[("date", date(*on).into())])))
        }
        RemarkState::Noted | RemarkState::Owned { .. } => (None, None),
    };
    if let Some(answer) = answer {
        let values = answer.paragraphs().map(|p| said(words, p)).collect();
        facts.push(Fact { term: words.say("dialogue-remark-answer"), values });
    }
    if let Some(due) = due {
        facts.push(Fact::new(words.say("dialogue-remark-when"), due));
    }
    blocks.push(Block::facts(facts));
    let title = Text::from(format!("{}. ", r.number));
    let title = said(words, r.place.as_str()).0.into_iter().fold(title, Text::run);
    Section::new(title, blocks).anchor(format!("punkt-{}", r.number)).into()
}

#[cfg(test)]
mod tests {
    use domain::dialogue::{DialogueKind, Held};
    use domain::{Id, Line, Prose};
    use jiff::civil::date;
    use text::Lang;

    use super::*;

    #[test]
    fn a_dialogue_says_for_each_remark_who_answers_what_and_by_when_and_that_it_is_late() {
        let prose = |t: &str| Prose::parse(t).unwrap();
        let remark = Remark {
            number: 1,
            place: Line::parse("Tunneln").unwrap(),
            text: prose("Mörkt."),
            state: RemarkState::Answered {
                by: Line::parse("Gatuenheten").unwrap(),
                answer: prose("Vi byter lampan."),
                due: date(2022, 6, 1),
            },
        };
        let d = PublicDialogue {
            id: Id::parse("vandring").unwrap(),
            kind: DialogueKind::Walk,
            title: Line::parse("Vandring i Torgby").unwrap(),
            begins: date(2022, 5, 11).at(18, 0, 0, 0),
            place: Line::parse("Torget").unwrap(),
            area: None,
            invitation: prose("Kom och gå med."),
            held: Some(Held { on: date(2022, 5, 11), attended: 27, summary: prose("Ljuset.") }),
            remarks: vec![remark],
            cancelled: None,
        };
        for lang in [Lang::Sv, Lang::En] {
            let words = Words::of(lang);
            let html = crate::html::fragment(&dialogue(&d, None, None, date(2022, 6, 2), words), 1);
            for part in ["Torget", "Kom och gå med.", "27", "Tunneln", "Mörkt.", "Gatuenheten", "Vi byter lampan."] {
                assert!(html.contains(part), "{part} is missing in {lang:?}: {html}");
            }
            assert!(html.contains(&words.say("dialogue-late")), "{html}");
            let in_time = crate::html::fragment(&dialogue(&d, None, None, date(2022, 6, 1), words), 1);
            assert!(!in_time.contains(&words.say("dialogue-late")));
        }
    }
}
