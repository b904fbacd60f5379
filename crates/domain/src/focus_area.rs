//! What have the parties chosen to work with, and why that?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::release::{Release, Shown};
use crate::{Id, Line, Owned, Prose, Refused};

/// A focus area (*fokusområde*): chosen from problems. Which problems and causes are arrows of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusArea {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// In one line: "Trygghet på offentliga platser".
    pub title: Line,
    /// What shall be better, and how it is seen.
    pub aim: Prose,
    /// Who chose it, when and why.
    pub choice: Choice,
    /// Its place in lists: 1 is first.
    pub number: i64,
    /// How far it has come on its way to the public.
    pub release: Release,
}

/// A choice that can be traced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The day.
    pub on: Date,
    /// The body that chose: "Styrgruppen".
    pub by: Line,
    /// Why this and not something else.
    pub why: Prose,
}

impl FocusArea {
    /// Asks `parties` for their approval. Refused while it rests on no problem.
    pub fn propose(mut self, parties: Vec<Id>, problems: usize) -> Result<FocusArea, Refused> {
        if problems == 0 {
            return Err(Refused("refused-no-problem-chosen"));
        }
        self.release = self.release.propose(parties)?;
        Ok(self)
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicFocusArea> {
        let shown = self.release.shown()?;
        let gone = shown.withdrawn.is_some();
        Some(PublicFocusArea {
            id: self.id.clone(),
            title: self.title.clone(),
            aim: if gone { Prose::default() } else { self.aim.clone() },
            choice: self.choice.clone(),
            number: self.number,
            shown,
        })
    }
}

/// A focus area as everyone sees it. Made only by [`FocusArea::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFocusArea {
    /// Its address.
    pub id: Id,
    /// In one line.
    pub title: Line,
    /// What shall be better; empty when it was withdrawn.
    pub aim: Prose,
    /// Who chose it, when and why.
    pub choice: Choice,
    /// Its place in lists.
    pub number: i64,
    /// Since when it is shown, and whether it was withdrawn.
    pub shown: Shown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn focus() -> FocusArea {
        FocusArea {
            id: Id::parse("trygghet").unwrap(),
            version: 1,
            owned: Owned::joint(Id::parse("kommunen").unwrap()),
            title: Line::parse("Trygghet på offentliga platser").unwrap(),
            aim: Prose::default(),
            choice: Choice {
                on: date(2021, 11, 11),
                by: Line::parse("Styrgruppen").unwrap(),
                why: Prose::parse("Flest iakttagelser gäller platserna vid stationen.").unwrap(),
            },
            number: 1,
            release: Release::Draft,
        }
    }

    #[test]
    fn a_focus_area_that_rests_on_no_problem_cannot_be_proposed() {
        let parties = || vec![Id::parse("kommunen").unwrap(), Id::parse("polisen").unwrap()];
        assert_eq!(focus().propose(parties(), 0), Err(Refused("refused-no-problem-chosen")));
        assert_eq!(focus().propose(parties(), 1).unwrap().release.word(), "proposed");
    }

    #[test]
    fn a_focus_area_is_not_public_while_it_is_a_draft() {
        assert_eq!(focus().published(), None);
    }
}
