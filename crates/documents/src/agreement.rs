//! What does an agreement say, on screen and on paper?

use domain::agreement::{InForceOn, PublicAgreement, PublicSigned};
use domain::goal::Goal;
use domain::{Id, Line};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use text::Words;

use crate::said::{items, paragraphs, said, said_link};
use crate::tree::*;

/// What stands around an agreement: names of its parties, what it rests on, its chain.
#[derive(Clone, Debug, Default)]
pub struct AgreementGround {
    /// Key and full name of each party.
    pub parties: Vec<(String, String)>,
    /// The focus areas that it rests on, in order.
    pub focus_areas: Vec<GroundArea>,
    /// The picture's title and address.
    pub picture: Option<(String, String)>,
    /// The promises that rest on it: title and address.
    pub promises: Vec<(String, String)>,
    /// Key and name of each indicator that a goal names.
    pub indicators: Vec<(String, String)>,
    /// The section of the law on which it rests, as it is cited; none before the law.
    pub cited: Option<String>,
    /// Its chain.
    pub chain: Option<Chain>,
}

/// A focus area as an agreement tells of it.
#[derive(Clone, Debug, Default)]
pub struct GroundArea {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub address: String,
    /// Its problems, each with its likely causes.
    pub problems: Vec<(String, Vec<String>)>,
}

/// An agreement as everyone reads it: numbered as real ones are, with term, signatures and annexes.
pub fn agreement(
    a: &PublicAgreement,
    ground: &AgreementGround,
    today: Date,
    zone: &TimeZone,
    words: Words,
) -> Document {
    let lang = words.lang();
    let party = |id: &Id| {
        let found = ground.parties.iter().find(|(key, _)| key == id.as_str());
        found.map_or(id.to_string(), |(_, name)| name.clone())
    };
    let names: Vec<String> = a.parties.iter().map(party).collect();
    let whole = text::date_range(lang, a.term.from(), a.ends);
    let now = a.on(today);
    let mut facts = vec![
        Fact::new(words.say("agreement-fact-now"), words.say(&format!("agreement-now-{}", now.word()))),
        Fact::new(words.say("agreement-fact-term"), whole.clone()),
        Fact { term: words.say("agreement-fact-parties"), values: names.iter().map(|n| said(words, n)).collect() },
    ];
    if now.holds() {
        let left = domain::term::days_between(today, a.ends);
        facts.push(Fact::new(
            words.say("agreement-fact-left"),
            words.with("agreement-days-left", &[("n", left.into())]),
        ));
    }
    let mut document = Document::said(a.title.to_string(), lang)
        .lead(words.with("agreement-lead", &[("parties", join(words, &names).into())]))
        .with(Block::facts(facts));
    if let Some((by, reason)) = &a.terminated {
        document = document.with(Note {
            kind: NoteKind::Broken,
            title: words.with("agreement-left", &[("party", party(by).into())]),
            text: said(words, reason.as_str()),
        });
    } else if now == InForceOn::RunOut {
        document = document.with(Note {
            kind: NoteKind::Cannot,
            title: words.say("agreement-run-out-title"),
            text: words.with("agreement-run-out", &[("date", text::date(lang, a.ends).into())]).into(),
        });
    }
    let c = &a.content;
    let mut clauses: Vec<Block> = Vec::new();
    let mut clause = |key: &str, blocks: Vec<Block>| {
        // A clause without content is told as such, so that nobody wonders whether a page is missing.
        let empty = blocks.is_empty();
        let blocks = if empty { vec![Block::quiet(words.say("agreement-nothing-said"))] } else { blocks };
        clauses
            .push(Section::new(words.say(key), blocks).anchor(key.trim_start_matches("agreement-").to_owned()).into());
    };
    let list = |items: Vec<Item>| if items.is_empty() { vec![] } else { vec![List { ordered: false, items }.into()] };

    clause("agreement-clause-parties", list(names.iter().map(|n| said(words, n).into()).collect()));
    let mut background = paragraphs(words, &c.background);
    if let Some(cited) = &ground.cited {
        background.push(Block::text(words.with("agreement-ground-law", &[("section", cited.into())])));
    }
    clause("agreement-clause-background", background);
    clause("agreement-clause-purposes", list(items(words, &c.purposes)));
    let mut areas: Vec<Item> =
        ground.focus_areas.iter().map(|f| said_link(words, &f.title, &f.address).into()).collect();
    areas.extend(items(words, &c.areas));
    clause("agreement-clause-areas", list(areas));
    let picture = ground.picture.as_ref();
    clause(
        "agreement-clause-picture",
        picture.map(|(title, to)| vec![Block::text(said_link(words, title, to))]).unwrap_or_default(),
    );
    let problem = |(title, causes): &(String, Vec<String>)| Item {
        text: said(words, title),
        items: causes.iter().map(|c| said(words, c).into()).collect(),
    };
    // A problem that two focus areas share stands there once.
    let mut told: Vec<&(String, Vec<String>)> = Vec::new();
    ground.focus_areas.iter().flat_map(|f| &f.problems).for_each(|p| {
        if !told.iter().any(|t| t.0 == p.0) {
            told.push(p);
        }
    });
    let problems: Vec<Item> = told.into_iter().map(problem).collect();
    clause("agreement-clause-problems", list(problems));
    clause(
        "agreement-clause-goals",
        if c.goals.is_empty() { vec![] } else { vec![goals(&c.goals, ground, words).into()] },
    );
    let undertaken = |u: &domain::agreement::Undertaking| {
        Block::from(Section::new(said(words, &party(&u.party)), paragraphs(words, &u.text)))
    };
    clause("agreement-clause-undertakings", c.undertakings.iter().map(undertaken).collect());
    clause("agreement-clause-organisation", paragraphs(words, &c.organisation));
    clause("agreement-clause-documentation", paragraphs(words, &c.documentation));
    clause("agreement-clause-follow-up", paragraphs(words, &c.follow_up));
    let mut told = paragraphs(words, &c.communication);
    if !ground.promises.is_empty() {
        told.push(Block::text(words.say("agreement-promises")));
        told.extend(list(ground.promises.iter().map(|(t, to)| said_link(words, t, to).into()).collect()));
    }
    clause("agreement-clause-communication", told);
    let mut term = vec![Block::text(
        words.with("agreement-term", &[("range", text::date_range(lang, a.term.from(), a.term.to()).into())]),
    )];
    let may_extend = if c.extension.possible { "agreement-extension-possible" } else { "agreement-extension-none" };
    term.push(Block::text(words.say(may_extend)));
    term.extend(paragraphs(words, &c.extension.words));
    for (until, reason) in &a.extended {
        let extended = words.with("agreement-extended", &[("date", text::date(lang, *until).into())]);
        let mut sentence = Text::new().strong(extended).then(" ");
        sentence.0.extend(said(words, reason.as_str()).0);
        term.push(Block::text(sentence));
    }
    term.extend(paragraphs(words, &c.termination));
    clause("agreement-clause-term", term);
    clause("agreement-clause-signatures", signatures(a, zone, &party, words));
    clause("agreement-clause-annexes", list(items(words, &c.annexes)));

    for block in numbered(clauses) {
        document = document.with(block);
    }
    if let Some(chain) = &ground.chain {
        document = document
            .section(words.say("chain-title"), vec![Block::quiet(words.say("chain-lead")), chain.clone().into()]);
    }
    document
}

/// The goals as a table: what, measured how, from where to where, by when.
pub(crate) fn goals(goals: &[Goal], ground: &AgreementGround, words: Words) -> Table {
    let lang = words.lang();
    let number = |n: Option<f64>| n.map_or(Cell::Empty, |n| Cell::from(text::decimal(lang, n, 1)));
    let row = |g: &Goal| {
        let measured = g.measured.as_ref();
        let name = measured.map(|m| {
            let found = ground.indicators.iter().find(|(key, _)| key == m.indicator.as_str());
            found.map_or(m.indicator.to_string(), |(_, name)| name.clone())
        });
        vec![
            Cell::Text(said(words, g.text.as_str())),
            name.map_or(Cell::from(words.say("goal-not-measured")), |n| Cell::Text(said(words, &n))),
            number(measured.and_then(|m| m.baseline)),
            number(measured.and_then(|m| m.target)),
            g.by.map_or(Cell::Empty, |d| Cell::from(text::date(lang, d))),
        ]
    };
    Table {
        caption: words.say("goal-table"),
        caption_hidden: true,
        layout: Layout::Plain,
        columns: vec![
            Column::text(words.say("goal-column-goal")),
            Column::text(words.say("goal-column-measured")),
            Column::number(words.say("goal-column-baseline")),
            Column::number(words.say("goal-column-target")),
            Column::text(words.say("goal-column-by")),
        ],
        rows: goals.iter().map(row).collect(),
        note: Text::new(),
    }
    .without_empty_columns()
}

fn signatures(a: &PublicAgreement, zone: &TimeZone, party: &dyn Fn(&Id) -> String, words: Words) -> Vec<Block> {
    match &a.signed {
        PublicSigned::Here(given) => {
            let one = |s: &domain::agreement::PublicSignature| Signature {
                party: party(&s.party),
                name: s.name.to_string(),
                role: s.role.to_string(),
                signed: text::date(words.lang(), s.at.to_zoned_datetime(zone.clone()).date()),
            };
            let empty = |(id, role): &(Id, Line)| Signature {
                party: party(id),
                name: String::new(),
                role: role.to_string(),
                signed: String::new(),
            };
            let signatures = given.iter().map(one).chain(a.unsigned.iter().map(empty)).collect();
            vec![Signatures { signatures }.into()]
        }
        PublicSigned::Elsewhere { on, source } => {
            let day = text::date(words.lang(), *on);
            let sentence = words.with("agreement-signed-elsewhere", &[("date", day.into())]);
            let text = Text::new().then(sentence).then(" ").link(source.to_string(), source.to_string());
            vec![Block::text(text)]
        }
    }
}

/// "A och B", "A, B och C".
pub(crate) fn join(words: Words, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => words.with("agreement-and", &[("first", first.join(", ").into()), ("last", last.into())]),
    }
}
