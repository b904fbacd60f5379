//! What does a plan say, on screen and on paper?

use domain::measure::Measure;
use domain::plan::PublicPlan;
use text::Words;

use crate::agreement::join;
use crate::said::{paragraphs, said, said_link};
use crate::tree::*;

/// What stands around a plan.
#[derive(Clone, Debug, Default)]
pub struct PlanGround {
    /// Key and name of each organisation.
    pub parties: Vec<(String, String)>,
    /// Key, title and address of each cause that a measure works on.
    pub causes: Vec<(String, String, String)>,
    /// The picture's title and address.
    pub picture: Option<(String, String)>,
    /// The section of the law on which it rests, as it is cited; none before the law.
    pub cited: Option<String>,
    /// Its chain.
    pub chain: Option<Chain>,
}

/// A plan as everyone reads it: decision first, then Brå's table, then each measure with ways to get help.
pub fn plan(p: &PublicPlan, measures: &[Measure], ground: &PlanGround, words: Words) -> Document {
    let lang = words.lang();
    let mut document = Document::said(p.title.to_string(), lang);
    if let Some(reason) = &p.shown.withdrawn {
        let note =
            Note { kind: NoteKind::Broken, title: words.say("release-withdrawn"), text: said(words, reason.as_str()) };
        return document.with(note);
    }
    let mut facts =
        vec![Fact::new(words.say("plan-fact-period"), text::date_range(lang, p.period.from(), p.period.to()))];
    if let Some(d) = &p.decision {
        let mut parts = vec![d.body.to_string(), text::date(lang, d.on)];
        parts.extend(d.paragraph.as_ref().map(|l| l.to_string()));
        parts.extend(d.register.as_ref().map(|l| l.to_string()));
        facts.push(Fact::new(words.say("plan-fact-decision"), said(words, &parts.join(", "))));
    }
    if let Some((title, to)) = &ground.picture {
        facts.push(Fact::new(words.say("plan-fact-picture"), said_link(words, title, to)));
    }
    if let Some(cited) = &ground.cited {
        facts.push(Fact::new(words.say("plan-fact-law"), cited.clone()));
    }
    document = document.with(Block::facts(facts));
    for block in paragraphs(words, &p.about) {
        document = document.with(block);
    }
    let mut blocks: Vec<Block> = vec![table(measures, ground, words).into()];
    blocks.extend(measures.iter().map(|m| measure(m, words)));
    document = document.section(words.say("plan-measures"), blocks);
    if let Some(chain) = &ground.chain {
        document = document
            .section(words.say("chain-title"), vec![Block::quiet(words.say("chain-lead")), chain.clone().into()]);
    }
    document
}

/// Brå's columns: cause, measure, operative goals, when, who, follow-up.
pub fn table(measures: &[Measure], ground: &PlanGround, words: Words) -> Table {
    let row = |m: &Measure| {
        let cause = m.cause.as_ref().and_then(|id| ground.causes.iter().find(|(key, ..)| key == id.as_str()));
        let goals: Vec<String> = m.goals.iter().map(|g| g.text.to_string()).collect();
        let party = |id: &domain::Id| {
            let found = ground.parties.iter().find(|(key, _)| key == id.as_str());
            found.map_or(id.to_string(), |(_, name)| name.clone())
        };
        let who: Vec<String> = m.who.iter().map(|d| format!("{} ({})", party(&d.party), d.unit)).collect();
        let followed = match &m.mark {
            Some(mark) => format!("{}. {}", words.say(&format!("measure-mark-{}", mark.colour.word())), mark.words),
            None => m.follow_up.to_string(),
        };
        vec![
            Cell::Text(said(words, &format!("{}. {}", m.number, m.title))),
            cause.map_or(Cell::from(words.say("measure-no-cause")), |(_, title, to)| {
                Cell::Text(said_link(words, title, to))
            }),
            Cell::Text(said(words, &goals.join("; "))),
            Cell::Text(said(words, m.when.as_str())),
            Cell::Text(said(words, &join(words, &who))),
            Cell::Text(said(words, &followed)),
        ]
    };
    Table {
        caption: words.say("plan-table"),
        caption_hidden: true,
        layout: Layout::Plain,
        columns: ["measure", "cause", "goals", "when", "who", "follow-up"]
            .map(|column| Column::text(words.say(&format!("plan-column-{column}"))))
            .to_vec(),
        rows: measures.iter().map(row).collect(),
        note: Text::new(),
    }
}

/// One measure with what is done and how anyone gets help, as a section that others can lead to.
pub fn measure(m: &Measure, words: Words) -> Block {
    let kind = words.say(&format!("measure-kind-{}", m.kind.word()));
    let extent = words.say(&format!("measure-extent-{}", m.extent.word()));
    let mut blocks = vec![Block::quiet(format!("{kind}. {extent}."))];
    blocks.extend(paragraphs(words, &m.what));
    if !m.help.is_empty() {
        blocks.push(Block::text(Text::new().strong(words.say("measure-help"))));
        let items = m.help.iter().map(|h| said_link(words, h.label.as_str(), h.address.as_str()).into()).collect();
        blocks.push(List { ordered: false, items }.into());
    }
    let title = said(words, &format!("{}. {}", m.number, m.title));
    Section::new(title, blocks).anchor(format!("atgard-{}", m.id)).into()
}
