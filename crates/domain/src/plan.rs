//! What do we intend to do about the causes, who decided it, and on which picture does it rest?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::release::{Release, Shown};
use crate::{Id, Line, Owned, Prose, Refused, Term};

/// A plan of measures (*åtgärdsplan*). It points to one version of the joint picture; its measures are records of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// The heading.
    pub title: Line,
    /// The one version of the picture on which it rests.
    pub picture: Option<Id>,
    /// The days for which it is meant.
    pub period: Term,
    /// What the plan is for, in a few sentences.
    pub about: Prose,
    /// The decision, once it is taken.
    pub decision: Option<Decision>,
    /// How far it has come on its way to the public.
    pub release: Release,
}

/// A decision (*beslut*) of a body: by whom, when, and where it can be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The body: "Kommunstyrelsen". The law leaves open which; never a person.
    pub body: Line,
    /// The day.
    pub on: Date,
    /// The paragraph of the minutes: "§ 112".
    pub paragraph: Option<Line>,
    /// The register number (*diarienummer*).
    pub register: Option<Line>,
}

impl Plan {
    /// Asks `parties` for their approval. Refused without a picture and without a measure.
    pub fn propose(mut self, parties: Vec<Id>, measures: usize) -> Result<Plan, Refused> {
        if self.picture.is_none() {
            return Err(Refused("refused-no-picture"));
        }
        if measures == 0 {
            return Err(Refused("refused-no-measure"));
        }
        self.release = self.release.propose(parties)?;
        Ok(self)
    }

    /// Writes down the decision. A decision is not changed afterwards.
    pub fn decide(mut self, decision: Decision) -> Result<Plan, Refused> {
        if self.decision.is_some() {
            return Err(Refused("refused-decided-already"));
        }
        if !matches!(self.release, Release::Approved { .. }) {
            return Err(Refused("refused-approval-missing"));
        }
        self.decision = Some(decision);
        Ok(self)
    }

    /// Takes it back to be changed: approvals and decision were for another text.
    pub fn reopen(mut self) -> Result<Plan, Refused> {
        self.release = self.release.reopen()?;
        self.decision = None;
        Ok(self)
    }

    /// Shows it to everyone. Refused until it is decided.
    pub fn publish(mut self, at: jiff::Timestamp) -> Result<Plan, Refused> {
        if self.decision.is_none() && matches!(self.release, Release::Approved { .. }) {
            return Err(Refused("refused-not-decided"));
        }
        self.release = self.release.publish(at)?;
        Ok(self)
    }

    /// What everyone would see if it became public as it is, at `at`; if it is public, what everyone sees. For those who
    /// may read the record: [`Plan::published`] is for everyone.
    pub fn preview(&self, at: jiff::Timestamp) -> Option<PublicPlan> {
        self.published().or_else(|| Plan { release: self.release.as_if_published(at), ..self.clone() }.published())
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicPlan> {
        let shown = self.release.shown()?;
        Some(PublicPlan {
            id: self.id.clone(),
            title: self.title.clone(),
            picture: self.picture.clone(),
            period: self.period,
            about: if shown.withdrawn.is_some() { Prose::default() } else { self.about.clone() },
            decision: self.decision.clone(),
            shown,
        })
    }
}

/// A plan as everyone sees it. Made only by [`Plan::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPlan {
    /// Its address.
    pub id: Id,
    /// The heading.
    pub title: Line,
    /// The version of the picture on which it rests.
    pub picture: Option<Id>,
    /// The days for which it is meant.
    pub period: Term,
    /// What the plan is for.
    pub about: Prose,
    /// The decision.
    pub decision: Option<Decision>,
    /// Since when it is shown, and whether it was withdrawn.
    pub shown: Shown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Approval;
    use jiff::Timestamp;
    use jiff::civil::date;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn draft() -> Plan {
        Plan {
            id: id("plan-2022"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            title: Line::parse("Åtgärdsplan 2022").unwrap(),
            picture: Some(id("lagesbild-2021")),
            period: Term::new(date(2022, 1, 1), date(2022, 12, 31)).unwrap(),
            about: Prose::default(),
            decision: None,
            release: Release::Draft,
        }
    }

    fn approved() -> Plan {
        let by = |o: &str| Approval { organisation: id(o), account: id("kim"), at: Timestamp::UNIX_EPOCH };
        let mut plan = draft().propose(vec![id("kommunen"), id("polisen")], 1).unwrap();
        plan.release = plan.release.approve(by("kommunen")).unwrap().approve(by("polisen")).unwrap();
        plan
    }

    fn decision() -> Decision {
        let line = |s| Line::parse(s).unwrap();
        Decision {
            body: line("Kommunstyrelsen"), on: date(2022, 1, 18), paragraph: Some(line("§ 12")), register: None
        }
    }

    #[test]
    fn a_plan_rests_on_one_picture_and_has_a_measure() {
        let parties = || vec![id("kommunen"), id("polisen")];
        let loose = Plan { picture: None, ..draft() };
        assert_eq!(loose.propose(parties(), 1), Err(Refused("refused-no-picture")));
        assert_eq!(draft().propose(parties(), 0), Err(Refused("refused-no-measure")));
    }

    #[test]
    fn a_plan_that_no_body_has_decided_is_not_public() {
        assert_eq!(approved().publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-not-decided")));
        assert_eq!(draft().publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-approval-missing")));
        assert_eq!(draft().decide(decision()), Err(Refused("refused-approval-missing")));
        let decided = approved().decide(decision()).unwrap();
        assert_eq!(decided.clone().decide(decision()), Err(Refused("refused-decided-already")));
        assert!(decided.publish(Timestamp::UNIX_EPOCH).unwrap().published().is_some());
    }

    #[test]
    fn a_changed_plan_must_be_decided_again() {
        let reopened = approved().decide(decision()).unwrap().reopen().unwrap();
        assert_eq!((reopened.decision, reopened.release), (None, Release::Draft));
    }
}
