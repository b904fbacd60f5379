//! Is the service accessible, and what is not yet?

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Id, Line, Owned, Prose, Refused};

/// An accessibility statement (*tillgänglighetsredogörelse*): what lag (2018:1937) 13 § and the template of the
/// supervisor ask for, edition by edition. The duty lies on the actor behind the service, so its owner
/// publishes it alone: a missing approval of the other must not keep the public from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its key: `1`, `2`, `3` ... by edition.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Whose it is, and how far it is shared.
    pub owned: Owned,
    /// What it says.
    pub content: StatementContent,
    /// How far it has come.
    pub state: StatementState,
}

/// What a statement says. Every part is mandatory in the template unless its comment says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementContent {
    /// The actor that answers for the service.
    pub actor: Line,
    /// The service that the statement is about.
    pub service: Line,
    /// How well the service follows the rules.
    pub conformity: Conformity,
    /// What does not follow them, told by whom it hinders.
    pub barriers: Vec<Barrier>,
    /// What the actor leaves out because it would be an undue burden (12 §), each with its reasons.
    pub burdens: Vec<Exemption>,
    /// What the law does not reach (9 §), each with why. Optional in the template.
    pub outside: Vec<Exemption>,
    /// When it was last found out.
    pub assessed_on: Date,
    /// How it was found out.
    pub method: Method,
}

/// How well a service follows the requirements (EN 301 549 annex A, that is WCAG 2.1 AA and more).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conformity {
    /// *helt förenlig*
    Full,
    /// *delvis förenlig*
    Partial,
    /// *inte förenlig*
    None,
}

/// In which situation a barrier is met: the template sorts by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Situation {
    /// Use without sight.
    WithoutSight,
    /// Use with low vision.
    LowVision,
    /// Use without perceiving colour.
    WithoutColour,
    /// Use without hearing.
    WithoutHearing,
    /// Use with low hearing.
    LowHearing,
    /// Use without voice.
    WithoutVoice,
    /// Use with little reach, strength or fine control.
    LimitedMovement,
    /// Photosensitive seizures.
    Photosensitivity,
    /// Use with a cognitive disability.
    Cognition,
}

/// Something that hinders somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barrier {
    /// Whom it hinders.
    pub situation: Situation,
    /// What hinders and where, why it is so, and when it will be mended if that is known.
    pub what: Prose,
}

/// Something that is left out, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// What.
    pub what: Prose,
    /// Why.
    pub why: Prose,
}

/// How the assessment was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// By the actor itself; how.
    Own {
        /// What was tested and with what.
        how: Prose,
    },
    /// By somebody else; who and how.
    ThirdParty {
        /// Who.
        who: Line,
        /// What was tested and with what.
        how: Prose,
    },
}

/// How far a statement has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatementState {
    /// Being written.
    Draft,
    /// The one that holds.
    Published {
        /// Since when: the "last updated" of the template.
        on: Date,
        /// When it was last looked through and still right.
        reviewed_on: Date,
    },
    /// Followed by a later edition.
    Superseded {
        /// When it was published.
        published_on: Date,
        /// Until when it held.
        on: Date,
    },
}

impl Statement {
    /// A first draft.
    pub fn draft(edition: u32, owned: Owned, content: StatementContent) -> Statement {
        let id = Id::parse(&edition.to_string()).expect("digits");
        Statement { id, version: 1, owned, content, state: StatementState::Draft }
    }

    /// Its edition: 1, 2, 3 ...
    pub fn edition(&self) -> u32 {
        self.id.as_str().parse().unwrap_or(0)
    }

    /// Changes a draft. What is published is never changed: a new edition follows it.
    pub fn rewrite(self, content: StatementContent) -> Result<Statement, Refused> {
        match self.state {
            StatementState::Draft => Ok(Statement { content, ..self }),
            _ => Err(Refused("refused-not-a-draft")),
        }
    }

    /// Makes it the one that holds.
    pub fn publish(self, today: Date) -> Result<Statement, Refused> {
        if self.state != StatementState::Draft {
            return Err(Refused("refused-not-a-draft"));
        }
        self.content.sound(today)?;
        let owned = Owned { sharing: crate::Sharing::Public, ..self.owned };
        Ok(Statement { state: StatementState::Published { on: today, reviewed_on: today }, owned, ..self })
    }

    /// Notes that somebody has looked through it and that it is still right.
    pub fn review(self, today: Date) -> Result<Statement, Refused> {
        match self.state {
            StatementState::Published { on, .. } => {
                Ok(Statement { state: StatementState::Published { on, reviewed_on: today }, ..self })
            }
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// Gives way to a later edition.
    pub fn supersede(self, today: Date) -> Result<Statement, Refused> {
        match self.state {
            StatementState::Published { on, .. } => {
                Ok(Statement { state: StatementState::Superseded { published_on: on, on: today }, ..self })
            }
            _ => Err(Refused("refused-not-published")),
        }
    }

    /// The day by which it must be looked through again: a year after the last time (Commission implementing
    /// decision (EU) 2018/1523, article 1: statements are reviewed at least once a year).
    pub fn review_due(&self) -> Option<Date> {
        match self.state {
            StatementState::Published { reviewed_on, .. } => reviewed_on.checked_add(Span::new().years(1)).ok(),
            _ => None,
        }
    }
}

impl StatementContent {
    /// Refused where the statement contradicts itself or says what nobody can know yet.
    fn sound(&self, today: Date) -> Result<(), Refused> {
        let nothing = self.barriers.is_empty() && self.burdens.is_empty();
        match self.conformity {
            Conformity::Full if !nothing => return Err(Refused("refused-statement-full-with-barriers")),
            Conformity::Partial | Conformity::None if nothing => return Err(Refused("refused-statement-no-barriers")),
            _ => {}
        }
        if self.assessed_on > today {
            return Err(Refused("refused-statement-assessed-later"));
        }
        let unsaid = self.burdens.iter().chain(&self.outside).any(|e| e.what.is_empty() || e.why.is_empty());
        if unsaid || self.barriers.iter().any(|b| b.what.is_empty()) {
            return Err(Refused("refused-statement-reason-missing"));
        }
        Ok(())
    }
}

impl StatementState {
    /// The word in the database and in message keys (`statement-state-draft`).
    pub fn word(&self) -> &'static str {
        match self {
            StatementState::Draft => "draft",
            StatementState::Published { .. } => "published",
            StatementState::Superseded { .. } => "superseded",
        }
    }
}

impl Conformity {
    /// Every degree, best first.
    pub const ALL: [Conformity; 3] = [Conformity::Full, Conformity::Partial, Conformity::None];

    /// The word in forms and in message keys (`statement-conformity-full`).
    pub fn word(self) -> &'static str {
        match self {
            Conformity::Full => "full",
            Conformity::Partial => "partial",
            Conformity::None => "none",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Conformity> {
        Conformity::ALL.into_iter().find(|c| c.word() == word)
    }
}

impl Situation {
    /// Every situation, in the template's order.
    pub const ALL: [Situation; 9] = [
        Situation::WithoutSight,
        Situation::LowVision,
        Situation::WithoutColour,
        Situation::WithoutHearing,
        Situation::LowHearing,
        Situation::WithoutVoice,
        Situation::LimitedMovement,
        Situation::Photosensitivity,
        Situation::Cognition,
    ];

    /// The word in forms and in message keys (`statement-situation-low-vision`).
    pub fn word(self) -> &'static str {
        match self {
            Situation::WithoutSight => "without-sight",
            Situation::LowVision => "low-vision",
            Situation::WithoutColour => "without-colour",
            Situation::WithoutHearing => "without-hearing",
            Situation::LowHearing => "low-hearing",
            Situation::WithoutVoice => "without-voice",
            Situation::LimitedMovement => "limited-movement",
            Situation::Photosensitivity => "photosensitivity",
            Situation::Cognition => "cognition",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Situation> {
        Situation::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// Whole days from the day of `from` to the day `to`, in `zone`'s days: a case that came in last night has
/// waited one day.
pub(crate) fn days_since(from: Timestamp, zone: &jiff::tz::TimeZone, to: Date) -> i64 {
    crate::term::days_between(from.to_zoned_datetime(zone.clone()).date(), to).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn content() -> StatementContent {
        StatementContent {
            actor: Line::parse("Almvalla kommun").unwrap(),
            service: Line::parse("Samverka").unwrap(),
            conformity: Conformity::Partial,
            barriers: vec![Barrier {
                situation: Situation::WithoutSight,
                what: Prose::parse("Kartan i lägesbilden beskrivs bara i tabellen bredvid.").unwrap(),
            }],
            burdens: vec![],
            outside: vec![],
            assessed_on: date(2022, 3, 1),
            method: Method::Own { how: Prose::parse("axe-core och skärmläsare").unwrap() },
        }
    }

    fn draft(content: StatementContent) -> Statement {
        Statement::draft(1, Owned::joint(Id::parse("kommunen").unwrap()), content)
    }

    #[test]
    fn a_statement_that_claims_to_be_whole_cannot_list_barriers() {
        let whole = StatementContent { conformity: Conformity::Full, ..content() };
        assert_eq!(draft(whole).publish(date(2022, 3, 2)), Err(Refused("refused-statement-full-with-barriers")));
        let silent = StatementContent { barriers: vec![], ..content() };
        assert_eq!(draft(silent).publish(date(2022, 3, 2)), Err(Refused("refused-statement-no-barriers")));
        assert_eq!(draft(content()).publish(date(2022, 2, 1)), Err(Refused("refused-statement-assessed-later")));
    }

    #[test]
    fn what_is_left_out_always_has_its_reason() {
        let bare = Exemption { what: Prose::parse("Gamla kartor").unwrap(), why: Prose::default() };
        let content = StatementContent { burdens: vec![bare], ..content() };
        assert_eq!(draft(content).publish(date(2022, 3, 2)), Err(Refused("refused-statement-reason-missing")));
    }

    #[test]
    fn a_published_statement_is_looked_through_within_a_year_and_never_rewritten() {
        let out = draft(content()).publish(date(2022, 3, 2)).unwrap();
        assert_eq!(out.review_due(), Some(date(2023, 3, 2)));
        assert_eq!(out.clone().rewrite(content()), Err(Refused("refused-not-a-draft")));
        let seen = out.review(date(2022, 9, 15)).unwrap();
        assert_eq!(seen.review_due(), Some(date(2023, 9, 15)));
        assert_eq!(
            seen.clone().state,
            StatementState::Published { on: date(2022, 3, 2), reviewed_on: date(2022, 9, 15) }
        );
        assert_eq!(seen.supersede(date(2023, 1, 1)).unwrap().review_due(), None);
    }
}
