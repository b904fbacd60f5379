//! What does an accessibility statement say, as a document?

use domain::statement::{Barrier, Conformity, Exemption, Method, Situation, Statement, StatementState};
use text::Words;

use crate::tree::{Block, Document, Fact, Furniture, List, Section, Text};

/// What a statement does not know of itself.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Who supervises.
    pub supervisor: String,
    /// Where anyone can complain to the supervisor.
    pub complain: String,
    /// What conformity is declared against.
    pub standard: String,
    /// Where a lack is told.
    pub notice: String,
    /// Where content is asked for in another form.
    pub request: String,
    /// Who answers for it and when it was made.
    pub furniture: Furniture,
}

/// The statement as a document, in the order of the supervisor's template.
pub fn document(statement: &Statement, words: Words, frame: Frame) -> Document {
    let c = &statement.content;
    let own = |text: &str| if words.lang().tag() == "sv" { Text::from(text) } else { Text::new().in_lang(text, "sv") };
    let conformity = match c.conformity {
        Conformity::Full => "statement-conforms-full",
        Conformity::Partial => "statement-conforms-partial",
        Conformity::None => "statement-conforms-none",
    };
    let lead =
        words.with("statement-lead", &[("actor", c.actor.as_str().into()), ("service", c.service.as_str().into())]);
    let mut document = Document::new(words.say("statement-title"), words.lang()).lead(lead);
    let conforms = words.with(conformity, &[("standard", frame.standard.as_str().into())]);
    document = document.section(
        words.say("statement-how-accessible"),
        vec![Block::text(
            Text::new()
                .strong(words.say(&format!("statement-conformity-{}", c.conformity.word())))
                .then(" ")
                .then(conforms),
        )],
    );
    if !c.barriers.is_empty() {
        document = document.section(words.say("statement-barriers"), barriers(&c.barriers, words, &own));
    }
    if !c.burdens.is_empty() {
        let mut blocks = vec![Block::text(words.say("statement-burdens-lead"))];
        blocks.push(exemptions(&c.burdens, &own));
        document = document.section(words.say("statement-burdens"), blocks);
    }
    if !c.outside.is_empty() {
        let mut blocks = vec![Block::text(words.say("statement-outside-lead"))];
        blocks.push(exemptions(&c.outside, &own));
        document = document.section(words.say("statement-outside"), blocks);
    }
    let (who, how) = match &c.method {
        Method::Own { how } => (words.say("statement-method-own"), how),
        Method::ThirdParty { who, how } => (words.with("statement-method-third", &[("who", who.as_str().into())]), how),
    };
    let date = |d| text::date(words.lang(), d);
    let mut facts = vec![Fact::new(words.say("statement-assessed-on"), date(c.assessed_on))];
    match &statement.state {
        StatementState::Published { on, reviewed_on } => {
            facts.push(Fact::new(words.say("statement-updated-on"), date(*on)));
            facts.push(Fact::new(words.say("statement-reviewed-on"), date(*reviewed_on)));
        }
        StatementState::Superseded { published_on, on } => {
            facts.push(Fact::new(words.say("statement-updated-on"), date(*published_on)));
            facts.push(Fact::new(words.say("statement-held-until"), date(*on)));
        }
        StatementState::Draft => {}
    }
    if let Some(due) = statement.review_due() {
        facts.push(Fact::new(words.say("statement-review-due"), date(due)));
    }
    let method = own(how.as_str()).0.into_iter().fold(Text::from(who).then(" "), Text::run);
    facts.push(Fact::new(words.say("statement-method"), method));
    document
        .section(words.say("statement-tested"), vec![Block::facts(facts)])
        .section(
            words.say("statement-tell-us"),
            vec![
                Block::text(words.say("statement-tell-us-text")),
                Block::from(List::bullets([
                    Text::new().link(words.say("statement-link-notice"), frame.notice),
                    Text::new().link(words.say("statement-link-request"), frame.request),
                ])),
            ],
        )
        .section(
            words.say("statement-supervision"),
            vec![Block::text(
                Text::from(words.with("statement-supervision-text", &[("who", frame.supervisor.as_str().into())]))
                    .then(" ")
                    .link(words.say("statement-link-complain"), frame.complain),
            )],
        )
        .furniture(frame.furniture)
}

fn barriers(all: &[Barrier], words: Words, own: &impl Fn(&str) -> Text) -> Vec<Block> {
    let mut blocks = vec![Block::text(words.say("statement-barriers-lead"))];
    for situation in Situation::ALL {
        let here: Vec<Text> = all.iter().filter(|b| b.situation == situation).map(|b| own(b.what.as_str())).collect();
        if !here.is_empty() {
            let title = words.say(&format!("statement-situation-{}", situation.word()));
            blocks.push(Block::from(Section::new(title, vec![Block::from(List::bullets(here))])));
        }
    }
    blocks
}

fn exemptions(all: &[Exemption], own: &impl Fn(&str) -> Text) -> Block {
    let one = |e: &Exemption| Fact { term: e.what.to_string(), values: vec![own(e.why.as_str())] };
    Block::facts(all.iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Id, Line, Owned, Prose};
    use jiff::civil::date;
    use text::Lang;

    #[test]
    fn a_statement_holds_every_part_that_the_template_makes_mandatory() {
        let prose = |t: &str| Prose::parse(t).unwrap();
        let content = domain::statement::StatementContent {
            actor: Line::parse("Exempelkommunen").unwrap(),
            service: Line::parse("Samverka").unwrap(),
            conformity: Conformity::Partial,
            barriers: vec![Barrier { situation: Situation::WithoutSight, what: prose("Kartan läses inte upp.") }],
            burdens: vec![Exemption { what: prose("Äldre filmer"), why: prose("De är många.") }],
            outside: vec![Exemption { what: prose("Karta"), why: prose("Används inte för att hitta vägen.") }],
            assessed_on: date(2022, 3, 1),
            method: Method::ThirdParty { who: Line::parse("Granskarna").unwrap(), how: prose("Skärmläsare.") },
        };
        let statement = Statement::draft(1, Owned::joint(Id::parse("kommunen").unwrap()), content)
            .publish(date(2022, 3, 2))
            .unwrap();
        let frame = Frame {
            supervisor: "Myndigheten".into(),
            complain: "https://example.se/anmal".into(),
            standard: "EN 301 549".into(),
            notice: "/tillganglighet/patala".into(),
            request: "/tillganglighet/begar".into(),
            furniture: Furniture::default(),
        };
        for lang in [Lang::Sv, Lang::En] {
            let html = crate::html::fragment(&document(&statement, Words::of(lang), frame.clone()), 1);
            for part in [
                "Exempelkommunen",
                "Samverka",
                "EN 301 549",
                "Kartan läses inte upp.",
                "Äldre filmer",
                "De är många.",
                "Används inte för att hitta vägen.",
                "Granskarna",
                "Skärmläsare.",
                "/tillganglighet/patala",
                "/tillganglighet/begar",
                "https://example.se/anmal",
                "Myndigheten",
                "2022",
            ] {
                assert!(html.contains(part), "{part} is missing in {lang:?}");
            }
            assert!(!html.contains('['), "a message is missing in {lang:?}: {html}");
        }
    }
}
