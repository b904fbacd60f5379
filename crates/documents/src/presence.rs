//! What does an occasion when the parties can be met say?

use domain::occasion::Standing;
use domain::presence::PublicPresence;
use jiff::civil::Date;
use text::Words;

use crate::effort::state;
use crate::said::{paragraphs, said};
use crate::tree::*;

/// A presence as everyone reads it on `today`. `with` are the names of the parties; `counts` is the commitment that it
/// counts toward, as a link; `smallest` is the smallest number of visitors that is shown.
pub fn presence(
    p: &PublicPresence,
    with: &[String],
    counts: Option<Text>,
    chain: Option<Chain>,
    (today, smallest): (Date, u32),
    words: Words,
) -> Document {
    let lang = words.lang();
    let mut document = Document::said(p.title.to_string(), lang);
    if let Some(reason) = &p.cancelled {
        let title = format!("{}.", words.say("occasion-public-cancelled"));
        document = document.with(Note { kind: NoteKind::Broken, title, text: said(words, reason.as_str()) });
    }
    let weekday = text::capital(text::weekday(lang, p.slot.on.weekday()));
    let clock = text::clock_range(lang, p.slot.from, p.slot.to);
    let mut facts = vec![
        Fact::new(words.say("effort-fact-time"), format!("{weekday} {}, {clock}", text::date(lang, p.slot.on))),
        Fact::new(words.say("effort-fact-place"), said(words, p.place.as_str())),
        Fact::new(words.say("effort-fact-with"), said(words, &text::and_list(lang, with))),
    ];
    let mut says = vec![Text::from(words.say(state(&p.standing, p.slot.on, today)))];
    says.extend(came(p, smallest, words).into_iter().map(Text::from));
    facts.push(Fact { term: words.say("effort-fact-state"), values: says });
    facts.extend(counts.map(|to| Fact::new(words.say("effort-fact-counts"), to)));
    document = document.with(Block::facts(facts));
    for block in paragraphs(words, &p.about) {
        document = document.with(block);
    }
    if let Some(chain) = chain {
        document = document.section(words.say("occasion-rests"), vec![chain.into()]);
    }
    document
}

/// Every occasion of a time as one list: those ahead first, then those that were. `smallest` is the smallest number of
/// visitors that is shown.
pub fn presences(all: &[PublicPresence], today: Date, smallest: u32, words: Words) -> Document {
    let lang = words.lang();
    let row = |p: &&PublicPresence| {
        let ahead = p.slot.on >= today && matches!(p.standing, Standing::Planned);
        let mut how =
            if ahead { Vec::new() } else { vec![format!("{}.", words.say(state(&p.standing, p.slot.on, today)))] };
        how.extend(came(p, smallest, words));
        if ahead && !p.about.is_empty() {
            how.push(p.about.to_string());
        }
        let weekday = text::capital(text::weekday(lang, p.slot.on.weekday()));
        let clock = text::clock_range(lang, p.slot.from, p.slot.to);
        vec![
            Cell::from(format!("{weekday} {}, {clock}", text::date(lang, p.slot.on))),
            Cell::Text(said(words, p.title.as_str())),
            Cell::Text(said(words, p.place.as_str())),
            Cell::Text(said(words, &how.join(" "))),
        ]
    };
    let table = |key: &str, rows: Vec<&PublicPresence>| {
        let columns =
            ["when", "what", "where", "how"].map(|c| Column::text(words.say(&format!("calendar-column-{c}"))));
        Table {
            caption: words.say(key),
            caption_hidden: true,
            layout: Layout::Plain,
            columns: columns.to_vec(),
            rows: rows.iter().map(row).collect(),
            note: Text::new(),
        }
    };
    let (ahead, mut past): (Vec<_>, Vec<_>) = all.iter().partition(|p| p.slot.on >= today);
    past.reverse();
    let coming: Block =
        if ahead.is_empty() { Block::text(words.say("calendar-none")) } else { table("calendar-ahead", ahead).into() };
    let document = Document::new(words.say("calendar-title"), lang).lead(words.say("calendar-lead"));
    let document = document.section(words.say("calendar-ahead"), vec![coming]);
    if past.is_empty() {
        return document;
    }
    document.section(words.say("calendar-past"), vec![table("calendar-past", past).into()])
}

/// What came of it, in sentences: what replaces it, and how many came by. A number below `smallest` is not told.
pub fn came(p: &PublicPresence, smallest: u32, words: Words) -> Vec<String> {
    let mut said = Vec::new();
    if let Standing::Cancelled { replaced_on } = p.standing {
        said.push(match replaced_on {
            Some(on) => words.with("occasion-cancelled-replaced", &[("date", text::date(words.lang(), on).into())]),
            None => words.say("occasion-cancelled"),
        });
    }
    if let Some(n) = p.visits {
        let (key, n) = if n > 0 && n < smallest { ("occasion-visits-few", smallest) } else { ("occasion-visits", n) };
        said.push(words.with(key, &[("n", n.into())]));
    }
    said
}

#[cfg(test)]
mod tests {
    use domain::occasion::Slot;
    use domain::{Id, Line, Prose};
    use jiff::civil::{date, time};
    use text::Lang;

    use super::*;

    fn office(visits: u32) -> PublicPresence {
        PublicPresence {
            id: Id::parse("kontoret").unwrap(),
            title: Line::parse("Polisen på trygghetskontoret").unwrap(),
            about: Prose::parse("Kom in och prata.").unwrap(),
            parties: vec![],
            place: Line::parse("Torget 1").unwrap(),
            slot: Slot { on: date(2022, 9, 8), from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) },
            commitment: None,
            standing: Standing::Counted,
            visits: Some(visits),
            minutes: None,
            cancelled: None,
        }
    }

    #[test]
    fn a_small_number_of_visitors_is_not_told() {
        let words = Words::of(Lang::Sv);
        let html = |n| {
            let of = presence(&office(n), &["Polisen".into()], None, None, (date(2022, 9, 15), 5), words);
            crate::html::fragment(&of, 1)
        };
        assert!(html(17).contains("17"), "{}", html(17));
        assert!(!html(3).contains("3 "), "{}", html(3));
        assert!(html(17).contains("Torsdag 8 september 2022"), "{}", html(17));
    }
}
