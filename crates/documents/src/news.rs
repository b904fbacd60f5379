//! What does a piece of news say, on screen and on paper?

use domain::news::PublicNews;
use jiff::civil::Date;
use text::Words;

use crate::said::{paragraphs, said};
use crate::tree::*;

/// A piece of news as everyone reads it. `on` is the day it was published; `about` is what it tells of, as
/// links.
pub fn news(n: &PublicNews, on: Date, about: Vec<Text>, words: Words) -> Document {
    let mut document = Document::said(n.title.to_string(), words.lang());
    if let Some(reason) = &n.withdrawn {
        let title = words.say("news-withdrawn");
        return document.with(Note { kind: NoteKind::Broken, title, text: said(words, reason.as_str()) });
    }
    let mut facts = vec![Fact::new(words.say("news-fact-on"), text::date(words.lang(), on))];
    if !about.is_empty() {
        facts.push(Fact { term: words.say("news-about"), values: about });
    }
    document = document.lead(said(words, n.summary.as_str())).with(Block::facts(facts));
    for block in paragraphs(words, &n.body) {
        document = document.with(block);
    }
    if let Some(quote) = &n.quote {
        document = document.with(Quote { text: said(words, quote.words.as_str()), by: quote.by.to_string() });
    }
    if let Some(source) = &n.source {
        let text = Text::from(words.say("news-source")).then(" ").link(source.to_string(), source.to_string());
        document = document.with(Block::quiet(text));
    }
    document
}

#[cfg(test)]
mod tests {
    use domain::news::Quote;
    use domain::{Id, Line, Prose};
    use jiff::Timestamp;
    use jiff::civil::date;
    use text::Lang;

    use super::*;

    fn piece() -> PublicNews {
        PublicNews {
            id: Id::parse("nyhet").unwrap(),
            title: Line::parse("Det här lovar vi").unwrap(),
            summary: Prose::parse("Fem åtaganden.").unwrap(),
            body: Prose::parse("Först.\n\nSedan.").unwrap(),
            quote: Some(Quote {
                words: Prose::parse("Vi räknar öppet.").unwrap(),
                by: Line::parse("Charlie Exempel, ordförande").unwrap(),
            }),
            source: Some(Line::parse("https://example.se/nyhet").unwrap()),
            at: Timestamp::UNIX_EPOCH,
            withdrawn: None,
        }
    }

    #[test]
    fn news_say_everything_and_lead_to_what_they_are_about() {
        let about = vec![Text::new().link("Löfte 2022", "/loften/lofte-2022")];
        let html = crate::html::fragment(&news(&piece(), date(2022, 9, 15), about, Words::of(Lang::Sv)), 1);
        for part in [
            "Det här lovar vi",
            "15 september 2022",
            "Fem åtaganden.",
            "Först.",
            "Sedan.",
            "Vi räknar öppet.",
            "Charlie Exempel, ordförande",
            "/loften/lofte-2022",
            "https://example.se/nyhet",
        ] {
            assert!(html.contains(part), "{part} is missing: {html}");
        }
    }

    #[test]
    fn withdrawn_news_say_only_why() {
        let gone = PublicNews { withdrawn: Some(Prose::parse("Fel datum.").unwrap()), ..piece() };
        let html = crate::html::fragment(&news(&gone, date(2022, 9, 15), vec![], Words::of(Lang::Sv)), 1);
        assert!(html.contains("Fel datum.") && !html.contains("Först."), "{html}");
    }
}
