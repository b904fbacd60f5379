//! What does the board tell the council (kommunfullmäktige) of the work: what was seen, agreed, promised, planned and
//! followed up? Made only of what everyone may see.

use domain::agreement::PublicAgreement;
use domain::measure::Measure;
use domain::picture::PublicPicture;
use domain::plan::PublicPlan;
use domain::promise::PublicPromise;
use domain::review::PublicReview;
use jiff::civil::Date;
use text::Words;

use crate::promise::{state_sentence, tag, tally};
use crate::said::{said, said_link};
use crate::tree::*;

/// What is reported, each with its address; newest first.
#[derive(Clone, Debug, Default)]
pub struct ReportGround {
    /// "Almvalla kommun": whose board reports.
    pub town: String,
    /// The section of the law on which it rests, as it is cited; none before the law.
    pub cited: Option<String>,
    /// The newest picture.
    pub picture: Option<(PublicPicture, String)>,
    /// The agreements.
    pub agreements: Vec<(PublicAgreement, String)>,
    /// The promises.
    pub promises: Vec<(PublicPromise, String)>,
    /// The plans with their measures.
    pub plans: Vec<(PublicPlan, Vec<Measure>, String)>,
    /// The reviews.
    pub reviews: Vec<(PublicReview, String)>,
}

/// The report as it stands on `today`.
pub fn report(ground: &ReportGround, today: Date, words: Words) -> Document {
    let lang = words.lang();
    let day = text::date(lang, today);
    let mut facts = vec![
        Fact::new(words.say("report-fact-to"), words.say("report-fact-to-council")),
        Fact::new(words.say("report-fact-day"), day.clone()),
        Fact::new(words.say("report-fact-ground"), words.say("report-fact-ground-text")),
    ];
    if let Some(cited) = &ground.cited {
        facts.push(Fact::new(words.say("report-fact-law"), cited.clone()));
    }
    let title = words.with("report-title", &[("town", ground.town.as_str().into())]);
    let parts = [
        ("picture", picture(ground, words)),
        ("agreements", agreements(ground, today, words)),
        ("promises", promises(ground, words)),
        ("plans", plans(ground, words)),
        ("reviews", reviews(ground, words)),
    ];
    let section = |(key, blocks): (&str, Vec<Block>)| {
        // A part without content is told as such, so that nobody wonders whether a page is missing.
        let none = vec![Block::quiet(words.say("report-none"))];
        Block::from(Section::new(words.say(&format!("report-{key}")), if blocks.is_empty() { none } else { blocks }))
    };
    let mut document = Document::new(title, lang).lead(words.say("report-lead")).with(Block::facts(facts));
    for block in numbered(parts.into_iter().map(section).collect()) {
        document = document.with(block);
    }
    document
}

fn picture(ground: &ReportGround, words: Words) -> Vec<Block> {
    let Some((p, to)) = &ground.picture else { return Vec::new() };
    let range = text::date_range(words.lang(), p.period.from(), p.period.to());
    let link = said_link(words, p.title.as_str(), to).then(format!(" ({range})"));
    let told = crate::picture::key(&p.content, words);
    let item = |f: &Finding| {
        // The verdict, unless the text has said it already.
        let text = f.text.plain();
        let is_said = text.to_lowercase().contains(&f.verdict.word.to_lowercase());
        let text = if is_said { text } else { format!("{text} {}.", f.verdict.word) };
        Item::from(Text::new().strong(format!("{}.", f.title.plain())).then(" ").then(text))
    };
    let found: Block = if told.is_empty() {
        Block::text(words.say("picture-key-none"))
    } else {
        List { ordered: false, items: told.iter().map(item).collect() }.into()
    };
    vec![Block::text(link), found]
}

fn agreements(ground: &ReportGround, today: Date, words: Words) -> Vec<Block> {
    let row = |(a, to): &(PublicAgreement, String)| {
        vec![
            Cell::Text(said_link(words, a.title.as_str(), to)),
            Cell::from(words.say(&format!("agreement-now-{}", a.on(today).word()))),
            Cell::from(text::date_range(words.lang(), a.term.from(), a.ends)),
        ]
    };
    table(words, "agreements", ["what", "now", "term"], ground.agreements.iter().map(row).collect())
}

fn promises(ground: &ReportGround, words: Words) -> Vec<Block> {
    let one = |(p, to): &(PublicPromise, String)| {
        let row = |c: &domain::commitment::PublicCommitment| {
            vec![
                Cell::Text(said(words, &format!("{}. {}", c.number, c.title))),
                tag(&c.progress.state, words).into(),
                Cell::from(state_sentence(c, words)),
            ]
        };
        let range = text::date_range(words.lang(), p.term.from(), p.term.to());
        let mut blocks = vec![Block::text(said_link(words, p.title.as_str(), to).then(format!(" ({range})")))];
        if !p.commitments.is_empty() {
            blocks.push(tally(&p.commitments, words).into());
        }
        blocks.extend(table(words, "promises", ["what", "now", "how"], p.commitments.iter().map(row).collect()));
        blocks
    };
    ground.promises.iter().flat_map(one).collect()
}

fn plans(ground: &ReportGround, words: Words) -> Vec<Block> {
    let one = |(p, measures, to): &(PublicPlan, Vec<Measure>, String)| {
        let row = |m: &Measure| {
            let mark = m.mark.as_ref();
            vec![
                Cell::Text(said(words, &format!("{}. {}", m.number, m.title))),
                Cell::Text(said(words, m.when.as_str())),
                mark.map_or(Cell::from(words.say("report-not-followed")), |mark| {
                    let colour = words.say(&format!("measure-mark-{}", mark.colour.word()));
                    Cell::Text(said(words, &format!("{colour}. {}", mark.words)))
                }),
            ]
        };
        let range = text::date_range(words.lang(), p.period.from(), p.period.to());
        let mut blocks = vec![Block::text(said_link(words, p.title.as_str(), to).then(format!(" ({range})")))];
        blocks.extend(table(words, "plans", ["what", "when", "how"], measures.iter().map(row).collect()));
        blocks
    };
    ground.plans.iter().flat_map(one).collect()
}

fn reviews(ground: &ReportGround, words: Words) -> Vec<Block> {
    let row = |(r, to): &(PublicReview, String)| {
        let verdict = r.verdict.as_ref().map_or("", |v| v.word());
        vec![
            Cell::Text(said_link(words, r.title.as_str(), to)),
            Cell::from(text::date_range(words.lang(), r.period.from(), r.period.to())),
            Cell::from(words.say(&format!("review-verdict-{verdict}"))),
            Cell::Text(said(words, r.lesson.as_str())),
        ]
    };
    // What was withdrawn has no verdict to tell of.
    let rows = ground.reviews.iter().filter(|(r, _)| r.verdict.is_some()).map(row).collect();
    table(words, "reviews", ["what", "when", "verdict", "lesson"], rows)
}

/// The fewest rows that make a table: of one or two there is nothing to look along, and each is told by itself.
const LEAST_ROWS: usize = 3;

/// A table of these columns; none without rows.
fn table<const N: usize>(words: Words, caption: &str, columns: [&str; N], rows: Vec<Vec<Cell>>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let named = columns.map(|key| words.say(&format!("report-column-{key}")));
    if rows.len() < LEAST_ROWS {
        let fact = |(term, cell): (&String, Cell)| match cell {
            Cell::Text(text) => Fact { term: term.clone(), values: vec![text] },
            other => Fact::new(term.clone(), other.plain()),
        };
        return rows.into_iter().map(|row| Block::facts(named.iter().zip(row).map(fact).collect())).collect();
    }
    vec![
        Table {
            caption: words.say(&format!("report-{caption}")),
            caption_hidden: true,
            layout: Layout::Plain,
            columns: named.map(Column::text).to_vec(),
            rows,
            note: Text::new(),
        }
        .into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Lang;

    #[test]
    fn a_report_of_nothing_says_so_in_every_part() {
        let words = Words::of(Lang::Sv);
        let document = report(&ReportGround::default(), jiff::civil::date(2022, 9, 15), words);
        let text = crate::plain::plain(&document);
        assert_eq!(text.matches(&words.say("report-none")).count(), 5, "{text}");
        assert!(text.contains("15 september 2022"));
    }
}
