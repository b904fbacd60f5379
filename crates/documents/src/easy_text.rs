//! What does an easy text say, and how do promises and findings sound in easy Swedish?

use domain::agreement::{InForceOn, PublicAgreement};
use domain::commitment::{PublicCommitment, State};
use domain::easy_text::{EasyBody, EasyLine, PublicEasyText};
use domain::finding::Content;
use jiff::civil::Date;
use text::{Lang, Words};

use crate::said::said;
use crate::tree::*;

/// What an easy text stands beside.
#[derive(Clone, Debug, Default)]
pub struct EasyGround {
    /// What it tells of: its heading and its address. None while nobody can open it.
    pub about: Option<(String, String)>,
    /// Why what it tells of was withdrawn, if it was: then nothing else is told.
    pub gone: Option<String>,
    /// What can be said of it today: how a promise goes, what a picture found, whether an agreement holds.
    pub today: Option<Section>,
}

/// A heading with thoughts under it, one a line.
pub type Thoughts = (String, Vec<String>);

/// An easy text as everyone reads it: what was written, then what is counted today, then the way to the whole.
pub fn easy_text(e: &PublicEasyText, ground: &EasyGround, words: Words) -> Document {
    let mut document = Document::new(e.title.to_string(), Lang::SvEasy);
    let gone = e.shown.withdrawn.as_ref().map(|why| why.to_string()).or(ground.gone.clone());
    let Some(body) = e.body.as_ref().filter(|_| gone.is_none()) else {
        let note = Note {
            kind: NoteKind::Broken,
            title: words.say("easy-text-gone"),
            text: said(words, &gone.unwrap_or_default()),
        };
        document = document.with(note);
        return match &ground.about {
            Some((title, address)) => document.with(whole(title, address, words)),
            None => document,
        };
    };
    for block in told(body, words) {
        document = document.with(block);
    }
    if let Some(today) = ground.today.as_ref().filter(|today| !today.blocks.is_empty()) {
        document = document.with(today.clone());
    }
    if let Some((title, address)) = &ground.about {
        let all = Text::new().link(words.say("easy-text-all"), "/lattlast");
        let more = vec![whole(title, address, words), Block::text(all)];
        document = document.section(words.say("easy-text-more"), more);
    }
    document
}

fn whole(title: &str, address: &str, words: Words) -> Block {
    Block::text(Text::from(words.say("easy-text-whole")).then(" ").link(title, address))
}

/// A heading with its thoughts, as a section.
pub fn thoughts((title, lines): &Thoughts) -> Block {
    Section::new(title.as_str(), lines.iter().map(|line| Block::text(line.as_str())).collect()).into()
}

/// The written lines: sections by their headings, a paragraph a thought, lists of items.
fn told(body: &EasyBody, words: Words) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in body.lines() {
        if let EasyLine::Heading(title) = line {
            blocks.push(Section::new(title, Vec::new()).into());
            continue;
        }
        let here = match blocks.last_mut() {
            Some(Block::Section(section)) => &mut section.blocks,
            _ => &mut blocks,
        };
        match (line, here.last_mut()) {
            (EasyLine::Item(item), Some(Block::List(list))) => list.items.push(said(words, item).into()),
            (EasyLine::Item(item), _) => here.push(List::bullets([said(words, item)]).into()),
            _ => here.push(Block::text(said(words, line.words()))),
        }
    }
    blocks
}

/// Whether an agreement holds today, and until when.
pub fn holds(a: &PublicAgreement, today: Date, words: Words) -> Section {
    let on = a.on(today);
    let day = if on == InForceOn::NotYet { a.term.from() } else { a.ends };
    let key = format!("easy-agreement-{}", on.word());
    let line = words.with(&key, &[("date", text::date(Lang::SvEasy, day).into())]);
    Section::new(words.say("easy-agreement-now"), vec![Block::text(line)])
}

/// How it goes with a commitment, one thought a line.
pub fn commitment(c: &PublicCommitment, words: Words) -> Thoughts {
    let mut lines = Vec::new();
    if let Some(target) = c.progress.target.filter(|t| *t > 1) {
        lines.push(words.with("easy-target", &[("n", target.into())]));
        lines.push(words.with("easy-done", &[("n", c.progress.counted.into())]));
    }
    let key = format!("easy-state-{}", c.progress.state.word());
    lines.push(match &c.progress.state {
        State::NotStarted { on } => words.with(&key, &[("date", text::date(Lang::SvEasy, *on).into())]),
        State::Ahead { by } => words.with(&key, &[("n", (*by).into())]),
        State::Behind { missing } => words.with(&key, &[("n", (*missing).into())]),
        State::Broken { late: Some(_), .. } => words.say("easy-state-broken-late"),
        _ => words.say(&key),
    });
    (c.title.to_string(), lines)
}

/// What a picture found that a reader needs to see first, one thought a line.
pub fn findings(content: &Content, words: Words) -> Vec<Thoughts> {
    let lines = |text: String| text.split_inclusive(". ").map(|line| line.trim().to_owned()).collect();
    let told = crate::picture::key(content, words).into_iter();
    told.map(|f| (f.title.plain(), lines(format!("{} {}.", f.text.plain(), f.verdict.word)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn sample() -> Document {
        samples().into_iter().find(|(name, _)| *name == "lattlast").unwrap().1
    }

    #[test]
    fn a_list_belongs_to_its_heading_and_a_thought_ends_it() {
        let body = EasyBody::parse("Först.\n- a\n- b\n# Rubrik\n- c\nSist.").unwrap();
        let blocks = told(&body, Words::of(Lang::SvEasy));
        assert_eq!(blocks.len(), 3);
        let Block::Section(section) = &blocks[2] else { panic!("{blocks:?}") };
        assert!(matches!(section.blocks[..], [Block::List(_), Block::Paragraph(_)]));
    }

    #[test]
    fn an_easy_text_is_easy_by_its_own_measure_and_uses_no_hard_word() {
        let spoken: String = crate::speech::script(&sample()).into_iter().map(|(_, text)| text).collect();
        let lix = text::readability::count(&spoken).lix().unwrap();
        assert!(lix < 30, "LIX {lix}: {spoken}");
        assert_eq!(text::readability::hard_words(&spoken), vec![]);
    }

    #[test]
    fn nothing_is_told_of_what_was_withdrawn() {
        let e = crate::samples::easy();
        let ground = EasyGround {
            gone: Some("Löftet gäller inte.".into()),
            today: Some(Section::new("Så går det", vec![Block::text("Bra.")])),
            ..EasyGround::default()
        };
        let html = crate::html::fragment(&easy_text(&e, &ground, Words::of(Lang::SvEasy)), 1);
        assert!(html.contains("Löftet gäller inte.") && !html.contains("Bra.") && !html.contains("tio"), "{html}");
    }
}
