//! What does a joint effort say: where, when, with whom and what came of it?

use domain::effort::PublicEffort;
use domain::occasion::Standing;
use jiff::civil::Date;
use text::Words;

use crate::promise::hours;
use crate::said::{paragraphs, said};
use crate::tree::*;

/// An effort as everyone reads it on `today`. `with` are the names of the parties; `counts` is the commitment that it
/// counts toward, as a link.
pub fn effort(
    e: &PublicEffort,
    with: &[String],
    counts: Option<Text>,
    chain: Option<Chain>,
    today: Date,
    words: Words,
) -> Document {
    let lang = words.lang();
    let mut document = Document::said(e.title.to_string(), lang);
    if let Some(reason) = &e.cancelled {
        let title = format!("{}.", words.say("occasion-public-cancelled"));
        document = document.with(Note { kind: NoteKind::Broken, title, text: said(words, reason.as_str()) });
    }
    let time = format!("{}, {}", text::date(lang, e.slot.on), text::clock_range(lang, e.slot.from, e.slot.to));
    let mut facts = vec![
        Fact::new(words.say("effort-fact-time"), time),
        Fact::new(words.say("effort-fact-place"), said(words, e.place.as_str())),
        Fact::new(words.say("effort-fact-with"), said(words, &text::and_list(lang, with))),
        Fact::new(words.say("effort-fact-state"), words.say(state(&e.standing, e.slot.on, today))),
    ];
    if let Some(minutes) = e.minutes {
        let given = words.with("effort-given", &[("hours", hours(words, minutes).into())]);
        facts.push(Fact::new(words.say("effort-fact-given"), given));
    }
    facts.extend(counts.map(|to| Fact::new(words.say("effort-fact-counts"), to)));
    document = document.with(Block::facts(facts));
    if !e.about.is_empty() {
        document = document.section(words.say("effort-about"), paragraphs(words, &e.about));
    }
    if !e.note.is_empty() {
        document = document.section(words.say("effort-note"), paragraphs(words, &e.note));
    }
    if let Some(chain) = chain {
        document = document.section(words.say("occasion-rests"), vec![chain.into()]);
    }
    document
}

/// The key of the words for how something stands on `today` that was planned for `on`.
pub fn state(standing: &Standing, on: Date, today: Date) -> &'static str {
    match standing {
        Standing::Planned if on < today => "occasion-public-unlogged",
        Standing::Planned => "occasion-public-planned",
        Standing::Waiting => "occasion-public-waiting",
        Standing::Counted => "occasion-public-counted",
        Standing::Disputed => "occasion-public-disputed",
        Standing::Cancelled { .. } => "occasion-public-cancelled",
    }
}

#[cfg(test)]
mod tests {
    use domain::occasion::Slot;
    use domain::{Id, Line, Prose};
    use jiff::civil::{date, time};
    use text::Lang;

    use super::*;

    #[test]
    fn an_effort_says_when_where_with_whom_and_the_time_that_was_given() {
        let on = date(2022, 5, 20);
        let e = PublicEffort {
            id: Id::parse("insats").unwrap(),
            title: Line::parse("Insats vid stationen").unwrap(),
            about: Prose::parse("Synas.").unwrap(),
            parties: vec![],
            place: Line::parse("Stationstorget").unwrap(),
            slot: Slot { on, from: time(15, 0, 0, 0), to: time(18, 0, 0, 0) },
            commitment: None,
            standing: Standing::Counted,
            minutes: Some(720),
            note: Prose::parse("Lugnt.").unwrap(),
            cancelled: None,
        };
        let parties = ["Kommunen".to_owned(), "Polisen".to_owned()];
        let counts = Some(Text::new().link("Insatser", "/loften/ett#tva"));
        let html = crate::html::fragment(&effort(&e, &parties, counts, None, on, Words::of(Lang::Sv)), 1);
        for part in ["20 maj 2022", "15–18", "Stationstorget", "Kommunen och Polisen", "12 timmar", "Lugnt.", "#tva"]
        {
            assert!(html.contains(part), "{part} is missing: {html}");
        }
        assert_eq!(state(&Standing::Planned, on, date(2022, 5, 21)), "occasion-public-unlogged");
        assert_eq!(state(&Standing::Planned, on, on), "occasion-public-planned");
    }
}
