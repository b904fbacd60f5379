//! Was it done, and did it help?

use serde::{Deserialize, Serialize};

use crate::release::{Release, Shown};
use crate::{Id, Line, Noun, Owned, Prose, Refused, Term};

/// A follow-up (*uppföljning*) of a promise, an effort, a plan or an agreement. "No effect" is a result like any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// In one line.
    pub title: Line,
    /// What is followed up.
    pub about: (Noun, Id),
    /// The time that it looks at.
    pub period: Term,
    /// The answers, in the order of [`Question::ALL`].
    pub answers: Vec<Answer>,
    /// What happened to the problem, and whether anything can be said at all.
    pub verdict: ReviewVerdict,
    /// What we take with us.
    pub lesson: Prose,
    /// How far it has come on its way to the public.
    pub release: Release,
}

/// The five questions, from what was done to what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// Was it done?
    Done,
    /// Was it done as planned: as much, where and when it was meant to?
    AsPlanned,
    /// Did the cause move?
    Cause,
    /// Did the problem move?
    Problem,
    /// Did it move somewhere else?
    Elsewhere,
}

impl Question {
    /// Every question, in order.
    pub const ALL: [Question; 5] =
        [Question::Done, Question::AsPlanned, Question::Cause, Question::Problem, Question::Elsewhere];

    /// The word in the database and in message keys (`review-question-done`).
    pub fn word(self) -> &'static str {
        match self {
            Question::Done => "done",
            Question::AsPlanned => "as-planned",
            Question::Cause => "cause",
            Question::Problem => "problem",
            Question::Elsewhere => "elsewhere",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Question> {
        Question::ALL.into_iter().find(|q| q.word() == word)
    }
}

/// The answer to a question, with what it rests on and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which question.
    pub question: Question,
    /// The answer.
    pub reply: Reply,
    /// In words, with the figures.
    pub words: Prose,
    /// What it rests on.
    pub evidence: Prose,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A short answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reply {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
    /// It cannot be told.
    CannotTell,
}

impl Reply {
    /// Every reply.
    pub const ALL: [Reply; 4] = [Reply::Yes, Reply::Partly, Reply::No, Reply::CannotTell];

    /// The word in the database and in message keys (`review-reply-yes`).
    pub fn word(self) -> &'static str {
        match self {
            Reply::Yes => "yes",
            Reply::Partly => "partly",
            Reply::No => "no",
            Reply::CannotTell => "cannot-tell",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Reply> {
        Reply::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// How sure an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Several sources that do not depend on one another, or a test with a comparison.
    High,
    /// One good source.
    Some,
    /// A guess, said as such.
    Low,
}

impl Confidence {
    /// Every degree.
    pub const ALL: [Confidence; 3] = [Confidence::High, Confidence::Some, Confidence::Low];

    /// The word in the database and in message keys (`review-confidence-high`).
    pub fn word(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Some => "some",
            Confidence::Low => "low",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Confidence> {
        Confidence::ALL.into_iter().find(|c| c.word() == word)
    }
}

/// What happened to the problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewVerdict {
    /// It became less, more than chance explains.
    Decreased,
    /// It became more, more than chance explains.
    Increased,
    /// No difference is seen that chance does not explain.
    NoDifferenceSeen,
    /// Nothing can be said, and why.
    CannotTell {
        /// Why.
        reason: Prose,
    },
}

impl ReviewVerdict {
    /// Every word, in the order in which it is asked for.
    pub const WORDS: [&str; 4] = ["decreased", "no-difference-seen", "increased", "cannot-tell"];

    /// The word in the database and in message keys (`review-verdict-decreased`).
    pub fn word(&self) -> &'static str {
        match self {
            ReviewVerdict::Decreased => "decreased",
            ReviewVerdict::Increased => "increased",
            ReviewVerdict::NoDifferenceSeen => "no-difference-seen",
            ReviewVerdict::CannotTell { .. } => "cannot-tell",
        }
    }

    /// Reads the word, with the reason that one of them needs.
    pub fn parse(word: &str, reason: Prose) -> Option<ReviewVerdict> {
        match word {
            "decreased" => Some(ReviewVerdict::Decreased),
            "increased" => Some(ReviewVerdict::Increased),
            "no-difference-seen" => Some(ReviewVerdict::NoDifferenceSeen),
            "cannot-tell" => Some(ReviewVerdict::CannotTell { reason }),
            _ => None,
        }
    }
}

impl Review {
    /// What can be followed up.
    pub const SUBJECTS: [Noun; 5] = [Noun::Promise, Noun::Commitment, Noun::Effort, Noun::Plan, Noun::Agreement];

    /// Asks `parties` for their approval. Refused while a question is unanswered, and when the verdict says more than
    /// its answer: who cannot tell whether the problem moved cannot say that it did.
    pub fn propose(mut self, parties: Vec<Id>) -> Result<Review, Refused> {
        self.must_be_complete()?;
        self.release = self.release.propose(parties)?;
        Ok(self)
    }

    fn must_be_complete(&self) -> Result<(), Refused> {
        let answer = |q| self.answers.iter().find(|a| a.question == q);
        if Question::ALL.into_iter().any(|q| answer(q).is_none_or(|a| a.words.is_empty())) {
            return Err(Refused("refused-question-unanswered"));
        }
        let moved = answer(Question::Problem).map(|a| (a.reply, a.confidence));
        match (&self.verdict, moved) {
            (ReviewVerdict::CannotTell { reason }, _) if reason.is_empty() => Err(Refused("refused-reason-missing")),
            (ReviewVerdict::CannotTell { .. }, _) => Ok(()),
            (_, Some((Reply::CannotTell, _))) => Err(Refused("refused-verdict-without-answer")),
            (ReviewVerdict::Decreased | ReviewVerdict::Increased, Some((Reply::No, _))) => {
                Err(Refused("refused-verdict-against-answer"))
            }
            (ReviewVerdict::Decreased | ReviewVerdict::Increased, Some((_, Confidence::Low))) => {
                Err(Refused("refused-verdict-on-a-guess"))
            }
            _ => Ok(()),
        }
    }

    /// What everyone would see if it became public as it is, at `at`; if it is public, what everyone sees. For those who
    /// may read the record: [`Review::published`] is for everyone.
    pub fn preview(&self, at: jiff::Timestamp) -> Option<PublicReview> {
        self.published().or_else(|| Review { release: self.release.as_if_published(at), ..self.clone() }.published())
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicReview> {
        let shown = self.release.shown()?;
        let gone = shown.withdrawn.is_some();
        Some(PublicReview {
            id: self.id.clone(),
            title: self.title.clone(),
            about: self.about.clone(),
            period: self.period,
            answers: if gone { Vec::new() } else { self.answers.clone() },
            verdict: if gone { None } else { Some(self.verdict.clone()) },
            lesson: if gone { Prose::default() } else { self.lesson.clone() },
            shown,
        })
    }
}

/// A review as everyone sees it. Made only by [`Review::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicReview {
    /// Its address.
    pub id: Id,
    /// In one line.
    pub title: Line,
    /// What is followed up.
    pub about: (Noun, Id),
    /// The time that it looks at.
    pub period: Term,
    /// The answers; none when it was withdrawn.
    pub answers: Vec<Answer>,
    /// What happened to the problem; none when it was withdrawn.
    pub verdict: Option<ReviewVerdict>,
    /// What we take with us.
    pub lesson: Prose,
    /// Since when it is shown, and whether it was withdrawn.
    pub shown: Shown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn prose(s: &str) -> Prose {
        Prose::parse(s).unwrap()
    }

    fn answer(question: Question, reply: Reply, confidence: Confidence) -> Answer {
        Answer { question, reply, words: prose("Sju av tio hölls."), evidence: prose("Loggen."), confidence }
    }

    fn review(verdict: ReviewVerdict, problem: Reply, confidence: Confidence) -> Review {
        let reply = |q| if q == Question::Problem { problem } else { Reply::Yes };
        Review {
            id: id("uppfoljning-1"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            title: Line::parse("Trygghetskontoret 2022").unwrap(),
            about: (Noun::Promise, id("medborgarlofte-2022")),
            period: Term::new(date(2022, 1, 1), date(2022, 12, 31)).unwrap(),
            answers: Question::ALL.into_iter().map(|q| answer(q, reply(q), confidence)).collect(),
            verdict,
            lesson: Prose::default(),
            release: Release::Draft,
        }
    }

    fn parties() -> Vec<Id> {
        vec![id("kommunen"), id("polisen")]
    }

    fn cannot(reason: &str) -> ReviewVerdict {
        ReviewVerdict::CannotTell { reason: prose(reason) }
    }

    #[test]
    fn no_effect_is_a_result_like_any_other() {
        let none = review(ReviewVerdict::NoDifferenceSeen, Reply::No, Confidence::Some);
        assert_eq!(none.propose(parties()).unwrap().release.word(), "proposed");
    }

    #[test]
    fn a_verdict_never_says_more_than_its_answer() {
        let refused = |verdict, reply, confidence, key| {
            assert_eq!(review(verdict, reply, confidence).propose(parties()).unwrap_err(), Refused(key));
        };
        use Confidence::{Low, Some as Fair};
        refused(ReviewVerdict::Decreased, Reply::CannotTell, Fair, "refused-verdict-without-answer");
        refused(ReviewVerdict::NoDifferenceSeen, Reply::CannotTell, Fair, "refused-verdict-without-answer");
        refused(ReviewVerdict::Decreased, Reply::No, Fair, "refused-verdict-against-answer");
        refused(ReviewVerdict::Increased, Reply::Yes, Low, "refused-verdict-on-a-guess");
        refused(cannot(""), Reply::CannotTell, Low, "refused-reason-missing");
        assert!(review(cannot("Det har gått för kort tid."), Reply::CannotTell, Low).propose(parties()).is_ok());
        assert!(review(ReviewVerdict::Decreased, Reply::Partly, Fair).propose(parties()).is_ok());
    }

    #[test]
    fn a_review_with_an_unanswered_question_cannot_be_proposed() {
        let mut four = review(ReviewVerdict::Decreased, Reply::Yes, Confidence::High);
        four.answers.pop();
        assert_eq!(four.propose(parties()).unwrap_err(), Refused("refused-question-unanswered"));
        let mut blank = review(ReviewVerdict::Decreased, Reply::Yes, Confidence::High);
        blank.answers[2].words = Prose::default();
        assert_eq!(blank.propose(parties()).unwrap_err(), Refused("refused-question-unanswered"));
    }

    #[test]
    fn a_review_is_public_only_when_both_parties_have_approved_it() {
        let by = |o: &str| crate::Approval { organisation: id(o), account: id("kim"), at: jiff::Timestamp::UNIX_EPOCH };
        let mut r = review(ReviewVerdict::Decreased, Reply::Yes, Confidence::High).propose(parties()).unwrap();
        r.release = r.release.approve(by("polisen")).unwrap();
        assert_eq!(r.release.clone().publish(jiff::Timestamp::UNIX_EPOCH), Err(Refused("refused-approval-missing")));
        assert_eq!(r.published(), None);
        r.release = r.release.approve(by("kommunen")).unwrap().publish(jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert!(r.published().is_some());
    }
}
