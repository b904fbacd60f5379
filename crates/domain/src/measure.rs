//! What do we do about a cause, and how is it seen that it was done?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::goal::Goal;
use crate::{Approval, Approvals, Id, Line, Prose, Refused};

/// A measure (*åtgärd*) of a plan: a row of Brå's table (cause, measure, operative goals, when, who, follow-up).
///
/// A measure is about places, services and groups, and is followed in numbers only. It has no field
/// for a person, and never gets one: who wants to leave a gang is helped by the social services, not here.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its key.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// The plan that it belongs to.
    pub plan: Id,
    /// Its number in the plan.
    pub number: i64,
    /// The cause that it works on.
    pub cause: Option<Id>,
    /// In one line.
    pub title: Line,
    /// What is done.
    pub what: Prose,
    /// On what it works.
    pub kind: MeasureKind,
    /// Whether it is done once or is ordinary work.
    pub extent: Extent,
    /// What it shall lead to (*operativa mål*).
    pub goals: Vec<Goal>,
    /// When, in words: "våren 2022", "varje vecka".
    pub when: Line,
    /// Who does it: a party and its unit.
    pub who: Vec<Doer>,
    /// How and when it is followed up.
    pub follow_up: Prose,
    /// How anyone can get help or give a hand: a service with its address or number. Shown to everyone.
    pub help: Vec<Help>,
    /// How it went, once someone has looked and every owner agrees.
    pub mark: Option<Mark>,
    /// How one owner says that it went, until the others agree. Not public.
    pub waiting: Option<(Mark, Approvals)>,
}

/// On what a measure works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MeasureKind {
    /// On the place and the moment (*situationell*).
    Situational,
    /// On people's conditions (*social*).
    Social,
}

impl MeasureKind {
    /// Both kinds.
    pub const ALL: [MeasureKind; 2] = [MeasureKind::Situational, MeasureKind::Social];

    /// The word in the database and in message keys (`measure-kind-social`).
    pub fn word(self) -> &'static str {
        match self {
            MeasureKind::Situational => "situational",
            MeasureKind::Social => "social",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<MeasureKind> {
        MeasureKind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// Whether a measure is done once or belongs to ordinary work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Extent {
    /// Done once or for a time (*punktinsats*).
    Once,
    /// Ordinary work (*ordinarie verksamhet*).
    Ordinary,
}

impl Extent {
    /// Both.
    pub const ALL: [Extent; 2] = [Extent::Once, Extent::Ordinary];

    /// The word in the database and in message keys (`measure-extent-once`).
    pub fn word(self) -> &'static str {
        match self {
            Extent::Once => "once",
            Extent::Ordinary => "ordinary",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Extent> {
        Extent::ALL.into_iter().find(|e| e.word() == word)
    }
}

/// Who does a measure: an organisation and the unit within it, never a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doer {
    /// The organisation.
    pub party: Id,
    /// The unit: "socialtjänstens ungdomsgrupp".
    pub unit: Line,
}

/// A way for anyone to get help or give a hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// What it is: "Vill du lämna ett gäng? Ring socialtjänsten."
    pub label: Line,
    /// Where: an https address or `tel:` number of a service.
    pub address: HelpAddress,
}

/// Where help is: an https address, or the telephone number of a service as `tel:`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HelpAddress(String);

impl HelpAddress {
    /// Reads an address. Anything that is not https or a telephone number is refused.
    pub fn parse(text: &str) -> Option<HelpAddress> {
        let text = text.trim();
        let web = text.strip_prefix("https://").is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"\"<>\\".contains(c))
        });
        let phone = text
            .strip_prefix("tel:")
            .is_some_and(|n| (3..=16).contains(&n.len()) && n.chars().all(|c| c.is_ascii_digit() || c == '+'));
        ((web || phone) && text.len() <= 300).then(|| HelpAddress(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for HelpAddress {
    type Error = &'static str;
    fn try_from(s: String) -> Result<HelpAddress, &'static str> {
        HelpAddress::parse(&s).ok_or("an https address or a tel: number")
    }
}

impl From<HelpAddress> for String {
    fn from(a: HelpAddress) -> String {
        a.0
    }
}

/// How it went with a measure, as Brå's last column asks: green, yellow or red, with words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The colour's meaning.
    pub colour: Colour,
    /// In words, with figures.
    pub words: Prose,
    /// The day that someone looked.
    pub on: Date,
}

/// What the colours of the follow-up mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Colour {
    /// Done as decided.
    Green,
    /// Done in part or late.
    Yellow,
    /// Not done.
    Red,
}

impl Colour {
    /// Every colour.
    pub const ALL: [Colour; 3] = [Colour::Green, Colour::Yellow, Colour::Red];

    /// The word in the database and in message keys (`measure-mark-green`).
    pub fn word(self) -> &'static str {
        match self {
            Colour::Green => "green",
            Colour::Yellow => "yellow",
            Colour::Red => "red",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|c| c.word() == word)
    }
}

impl Measure {
    /// Says how it went, for one owner. It holds, and is public, when every owner agrees; what they agreed on before
    /// holds until then. A mark without words says nothing.
    pub fn follow_up(mut self, mark: Mark, owners: Vec<Id>, by: Approval) -> Result<Measure, Refused> {
        if mark.words.is_empty() {
            return Err(Refused("refused-reason-missing"));
        }
        let approvals = Approvals::needed_from(owners).give(by)?;
        self.waiting = Some((mark, approvals));
        Ok(self.settled())
    }

    /// Agrees with what another owner said.
    pub fn agree(mut self, by: Approval) -> Result<Measure, Refused> {
        let (mark, approvals) = self.waiting.take().ok_or(Refused("refused-not-proposed"))?;
        self.waiting = Some((mark, approvals.give(by)?));
        Ok(self.settled())
    }

    fn settled(mut self) -> Measure {
        if let Some((mark, _)) = self.waiting.take_if(|(_, approvals)| approvals.complete()) {
            self.mark = Some(mark);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_measure_went_is_not_public_before_both_owners_agree() {
        let id = |s: &str| Id::parse(s).unwrap();
        let by = |o: &str| Approval { organisation: id(o), account: id("kim"), at: jiff::Timestamp::UNIX_EPOCH };
        let mark = |words: &str| Mark {
            colour: Colour::Red,
            words: Prose::parse(words).unwrap(),
            on: jiff::civil::date(2022, 9, 1),
        };
        let owners = || vec![id("kommunen"), id("polisen")];
        let measure = Measure {
            id: id("a"),
            version: 1,
            plan: id("p"),
            number: 1,
            cause: None,
            title: Line::parse("Lys upp tunneln").unwrap(),
            what: Prose::default(),
            kind: MeasureKind::Situational,
            extent: Extent::Once,
            goals: vec![],
            when: Line::parse("våren").unwrap(),
            who: vec![],
            follow_up: Prose::default(),
            help: vec![],
            mark: None,
            waiting: None,
        };
        assert!(measure.clone().follow_up(mark(""), owners(), by("kommunen")).is_err());
        let one = measure.follow_up(mark("Inte gjort."), owners(), by("kommunen")).unwrap();
        assert!(one.mark.is_none() && one.waiting.is_some());
        assert!(one.clone().agree(by("kommunen")).is_err());
        let both = one.agree(by("polisen")).unwrap();
        assert!(both.waiting.is_none());
        let again = both.follow_up(mark("Gjort nu."), owners(), by("polisen")).unwrap();
        assert_eq!(again.mark.unwrap().words.as_str(), "Inte gjort.");
    }

    #[test]
    fn help_is_a_service_with_a_safe_address() {
        for good in ["https://kommunen.example/lamna", "tel:11414", "tel:+46850000000"] {
            assert!(HelpAddress::parse(good).is_some(), "{good}");
        }
        for bad in
            ["javascript:alert(1)", "http://x.example", "https://", "tel:", "tel:ring", "https://a b", "https://a\"b"]
        {
            assert!(HelpAddress::parse(bad).is_none(), "{bad}");
        }
    }
}
