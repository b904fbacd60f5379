//! What is wrong, where and when, and how urgent is it?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::release::{Release, Shown};
use crate::{Id, Line, Owned, Prose, Refused};

/// A problem (*problem*): found in the joint picture, described by place and time, never by person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// In one line: "Öppen droghandel och otrygghet vid stationen på kvällar".
    pub title: Line,
    /// The area it lies in, if it lies in one: the area's code.
    pub area: Option<Id>,
    /// The place in words: "stationsområdet och torget". Never a home.
    pub place: Line,
    /// When it is felt, in words: "kvällar, mest fredag och lördag".
    pub time: Line,
    /// Why it is a problem, and for whom.
    pub why: Prose,
    /// Whether it is worked with, and who decided so.
    pub standing: Standing,
    /// How far it has come on its way to the public.
    pub release: Release,
}

/// Whether a problem is worked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Known, not weighed against others yet.
    Noted,
    /// Chosen to be worked with.
    Prioritised(Priority),
    /// Weighed, and not chosen now; the reason is kept so that it can be asked for.
    SetAside {
        /// Why not now.
        reason: Prose,
        /// The day of the decision.
        on: Date,
        /// The body that decided.
        by: Line,
    },
    /// No longer a problem, or no longer ours.
    Closed {
        /// What became of it.
        reason: Prose,
        /// The day of the decision.
        on: Date,
    },
}

/// How urgent a problem is, as decided by a body on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// 1 is the most urgent.
    pub rank: Rank,
    /// The day of the decision.
    pub on: Date,
    /// The body that decided: "Styrgruppen". An office or a body, never a person.
    pub by: Line,
    /// Why this one, by need and by possibility to influence.
    pub why: Prose,
}

/// How urgent: 1 (first) to 9 (last).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rank(u8);

impl Rank {
    /// Reads a rank; only 1 to 9 are ranks.
    pub fn parse(text: &str) -> Option<Rank> {
        text.trim().parse().ok().and_then(|n: u8| Rank::try_from(n).ok())
    }

    /// The number.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Rank {
    type Error = &'static str;
    fn try_from(n: u8) -> Result<Rank, &'static str> {
        if (1..=9).contains(&n) { Ok(Rank(n)) } else { Err("a rank is 1 to 9") }
    }
}

impl From<Rank> for u8 {
    fn from(rank: Rank) -> u8 {
        rank.0
    }
}

impl Standing {
    /// The word in the database and in message keys (`problem-standing-noted`).
    pub fn word(&self) -> &'static str {
        match self {
            Standing::Noted => "noted",
            Standing::Prioritised(_) => "prioritised",
            Standing::SetAside { .. } => "set-aside",
            Standing::Closed { .. } => "closed",
        }
    }

    /// Chooses it to be worked with, or changes how urgent it is.
    pub fn prioritise(self, priority: Priority) -> Result<Standing, Refused> {
        match self {
            Standing::Closed { .. } => Err(Refused("refused-problem-closed")),
            _ => Ok(Standing::Prioritised(priority)),
        }
    }

    /// Decides not to work with it now.
    pub fn set_aside(self, reason: Prose, on: Date, by: Line) -> Result<Standing, Refused> {
        match self {
            Standing::Closed { .. } => Err(Refused("refused-problem-closed")),
            _ if reason.is_empty() => Err(Refused("refused-reason-missing")),
            _ => Ok(Standing::SetAside { reason, on, by }),
        }
    }

    /// Says that it is no longer a problem.
    pub fn close(self, reason: Prose, on: Date) -> Result<Standing, Refused> {
        match self {
            Standing::Closed { .. } => Err(Refused("refused-problem-closed")),
            _ if reason.is_empty() => Err(Refused("refused-reason-missing")),
            _ => Ok(Standing::Closed { reason, on }),
        }
    }

    /// Refuses what can only rest on a problem that someone decided to work with.
    pub fn must_be_prioritised(&self) -> Result<&Priority, Refused> {
        match self {
            Standing::Prioritised(priority) => Ok(priority),
            _ => Err(Refused("refused-problem-not-prioritised")),
        }
    }
}

/// A problem as everyone sees it. Made only by [`Problem::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicProblem {
    /// Its address.
    pub id: Id,
    /// In one line.
    pub title: Line,
    /// The area it lies in.
    pub area: Option<Id>,
    /// The place in words; none when it was withdrawn.
    pub place: Option<Line>,
    /// When it is felt; none when it was withdrawn.
    pub time: Option<Line>,
    /// Why it is a problem; empty when it was withdrawn.
    pub why: Prose,
    /// Whether it is worked with.
    pub standing: Standing,
    /// Since when it is shown, and whether it was withdrawn.
    pub shown: Shown,
}

impl Problem {
    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicProblem> {
        let shown = self.release.shown()?;
        let gone = shown.withdrawn.is_some();
        Some(PublicProblem {
            id: self.id.clone(),
            title: self.title.clone(),
            area: if gone { None } else { self.area.clone() },
            place: if gone { None } else { Some(self.place.clone()) },
            time: if gone { None } else { Some(self.time.clone()) },
            why: if gone { Prose::default() } else { self.why.clone() },
            standing: self.standing.clone(),
            shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn line(s: &str) -> Line {
        Line::parse(s).unwrap()
    }

    fn prose(s: &str) -> Prose {
        Prose::parse(s).unwrap()
    }

    fn first() -> Priority {
        Priority {
            rank: Rank::parse("1").unwrap(),
            on: date(2021, 11, 11),
            by: line("Styrgruppen"),
            why: prose("Många är otrygga där, och vi rår på det."),
        }
    }

    #[test]
    fn a_priority_says_when_and_by_whom() {
        let chosen = Standing::Noted.prioritise(first()).unwrap();
        let Ok(priority) = chosen.must_be_prioritised() else { panic!("it was prioritised") };
        assert_eq!((priority.on, priority.by.as_str()), (date(2021, 11, 11), "Styrgruppen"));
    }

    #[test]
    fn a_problem_is_never_set_aside_or_closed_without_a_reason() {
        let on = date(2022, 1, 1);
        assert_eq!(
            Standing::Noted.set_aside(prose(""), on, line("Styrgruppen")),
            Err(Refused("refused-reason-missing"))
        );
        assert_eq!(Standing::Noted.close(prose(""), on), Err(Refused("refused-reason-missing")));
    }

    #[test]
    fn a_closed_problem_does_not_move() {
        let on = date(2022, 1, 1);
        let closed = || Standing::Noted.close(prose("Belysningen är på plats."), on).unwrap();
        assert_eq!(closed().prioritise(first()), Err(Refused("refused-problem-closed")));
        assert_eq!(closed().set_aside(prose("x"), on, line("y")), Err(Refused("refused-problem-closed")));
        assert_eq!(closed().close(prose("x"), on), Err(Refused("refused-problem-closed")));
    }

    #[test]
    fn only_a_prioritised_problem_can_be_chosen() {
        assert_eq!(Standing::Noted.must_be_prioritised(), Err(Refused("refused-problem-not-prioritised")));
    }

    #[test]
    fn a_rank_is_one_to_nine() {
        assert_eq!(Rank::parse("0"), None);
        assert_eq!(Rank::parse("10"), None);
        assert_eq!(Rank::parse("3").map(Rank::number), Some(3));
    }
}
