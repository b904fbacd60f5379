//! Which changes can be made to a review?

use domain::review::{Answer, Confidence, Question, Reply, Review, ReviewVerdict};
use domain::{Act, Denied, Id, Line, Noun, Owned, Prose, Release, Term};

use crate::field::Fields;
use crate::joint::{self, get, joint, keep, reworded};
use crate::{Ctx, Error};

joint!(Review, Noun::Review, review);

/// What the writer filled in, as it was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The review in one line.
    pub title: String,
    /// What is followed up, as `noun:id`.
    pub about: String,
    /// The first day that it looks at.
    pub starts: String,
    /// The last day.
    pub ends: String,
    /// The answers, in the order of [`Question::ALL`].
    pub answers: [WrittenAnswer; 5],
    /// `decreased`, `no-difference-seen`, `increased` or `cannot-tell`.
    pub verdict: String,
    /// Why nothing can be said.
    pub reason: String,
    /// What we take with us.
    pub lesson: String,
}

/// One answer, as it was written.
#[derive(Clone, Debug, Default)]
pub struct WrittenAnswer {
    /// `yes`, `partly`, `no` or `cannot-tell`.
    pub reply: String,
    /// In words.
    pub words: String,
    /// What it rests on.
    pub evidence: String,
    /// `high`, `some` or `low`.
    pub confidence: String,
}

/// The names of the fields of the answers, in the order of [`Question::ALL`]: reply, words, evidence, confidence.
pub const FIELDS: [[&str; 4]; 5] = [
    ["done_reply", "done_words", "done_evidence", "done_confidence"],
    ["as_planned_reply", "as_planned_words", "as_planned_evidence", "as_planned_confidence"],
    ["cause_reply", "cause_words", "cause_evidence", "cause_confidence"],
    ["problem_reply", "problem_words", "problem_evidence", "problem_confidence"],
    ["elsewhere_reply", "elsewhere_words", "elsewhere_evidence", "elsewhere_confidence"],
];

struct Parsed {
    title: Line,
    about: (Noun, Id),
    period: Term,
    answers: Vec<Answer>,
    verdict: ReviewVerdict,
    lesson: Prose,
}

impl Written {
    fn parse(&self) -> Result<Parsed, Error> {
        let mut f = Fields::new();
        let title = f.line("title", "review-error-title", &self.title);
        let subject = |text: &str| joint::named(text).filter(|(noun, _)| Review::SUBJECTS.contains(noun));
        let about = f.one_of("about", "review-error-about", &self.about, subject);
        let (starts, ends) = (f.day("starts", &self.starts), f.day("ends", &self.ends));
        let period = starts.zip(ends);
        let period =
            period.and_then(|(from, to)| Term::new(from, to).map_err(|_| f.wrong("ends", "review-error-ends")).ok());
        let mut answers = Vec::new();
        for (i, question) in Question::ALL.into_iter().enumerate() {
            let (written, [reply, words, evidence, confidence]) = (&self.answers[i], FIELDS[i]);
            let reply = f.one_of(reply, "review-error-reply", &written.reply, Reply::parse);
            let words = f.some_prose(words, "review-error-words", &written.words);
            let evidence = f.prose(evidence, &written.evidence);
            let confidence = f.one_of(confidence, "review-error-confidence", &written.confidence, Confidence::parse);
            if let (Some(reply), Some(words), Some(confidence)) = (reply, words, confidence) {
                answers.push(Answer { question, reply, words, evidence, confidence });
            }
        }
        let reason = f.prose("reason", &self.reason);
        if self.verdict == "cannot-tell" && reason.is_empty() {
            f.wrong("reason", "review-error-reason");
        }
        let verdict = |word: &str| ReviewVerdict::parse(word, reason.clone());
        let verdict = f.one_of("verdict", "review-error-verdict", &self.verdict, verdict);
        let lesson = f.prose("lesson", &self.lesson);
        let parsed = title.zip(about).zip(period).zip(verdict);
        f.done(parsed.map(|(((title, about), period), verdict)| Parsed {
            title,
            about,
            period,
            answers,
            verdict,
            lesson,
        }))
    }
}

impl Written {
    fn screen(&self, ctx: &Ctx) -> Result<(), Error> {
        let mut texts = vec![("title", self.title.as_str())];
        for (answer, [_, words, evidence, _]) in self.answers.iter().zip(FIELDS) {
            texts.extend([(words, answer.words.as_str()), (evidence, answer.evidence.as_str())]);
        }
        texts.extend([("reason", self.reason.as_str()), ("lesson", self.lesson.as_str())]);
        joint::screen(ctx, &texts)
    }
}

/// Writes a new review. Answers its address.
pub async fn write(ctx: &Ctx, written: &Written) -> Result<Id, Error> {
    ctx.may(Act::Write, None)?;
    let parsed = written.parse()?;
    written.screen(ctx)?;
    joint::chosen(ctx, std::slice::from_ref(&written.about), &Review::SUBJECTS).await?;
    let mut review = Review {
        id: Id::from_title(parsed.title.as_str(), 1),
        version: 1,
        owned: Owned::joint(joint::owner(ctx).await?),
        title: parsed.title,
        about: parsed.about,
        period: parsed.period,
        answers: parsed.answers,
        verdict: parsed.verdict,
        lesson: parsed.lesson,
        release: Release::Draft,
    };
    let mut n = 1;
    while storage::review::by_id(ctx.db.reader(), ctx.town(), &review.id).await?.is_some() {
        n += 1;
        review.id = Id::from_title(review.title.as_str(), n);
    }
    let mut change = ctx.begin().await?;
    storage::review::insert(&mut change.tx, ctx.town(), &review).await?;
    let about = std::slice::from_ref(&review.about);
    joint::rest_on(&mut change, ctx, (Noun::Review, &review.id), &Review::SUBJECTS, about).await?;
    change.audit("review.write", Noun::Review.word(), &review.id, review.verdict.word()).await?;
    change.commit().await?;
    Ok(review.id)
}

/// Changes it. Approvals that had been given are gone.
pub async fn rewrite(ctx: &Ctx, id: &Id, version: i64, written: &Written) -> Result<(), Error> {
    let review: Review = get(ctx, id, Act::Write).await?;
    let parsed = written.parse()?;
    written.screen(ctx)?;
    joint::chosen(ctx, std::slice::from_ref(&written.about), &Review::SUBJECTS).await?;
    let review = Review {
        version,
        title: parsed.title,
        about: parsed.about,
        period: parsed.period,
        answers: parsed.answers,
        verdict: parsed.verdict,
        lesson: parsed.lesson,
        release: reworded(review.release.clone())?,
        ..review
    };
    let mut change = ctx.begin().await?;
    let about = std::slice::from_ref(&review.about);
    joint::rest_on(&mut change, ctx, (Noun::Review, id), &Review::SUBJECTS, about).await?;
    keep(&mut change, ctx, review, "rewrite").await?;
    change.commit().await
}

/// Asks both owners for their approval. Refused while the verdict says more than its answers.
pub async fn propose(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let review: Review = get(ctx, id, Act::Write).await?;
    let review = review.propose(ctx.owners().await?)?;
    joint::record(ctx, review, "propose").await
}

/// Approves it for the actor's organisation.
pub async fn approve(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::approve::<Review>(ctx, id).await
}

/// Takes it back to be changed; what was public is public no more.
pub async fn reopen(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    joint::reopen::<Review>(ctx, id).await
}

/// Shows it to everyone. What is followed up must be public first: a result of nothing says nothing.
pub async fn publish(ctx: &Ctx, id: &Id) -> Result<(), Error> {
    let review: Review = get(ctx, id, Act::Publish).await?;
    let about = std::slice::from_ref(&review.about);
    let about = storage::chain::named(ctx.db.reader(), ctx.town(), about).await?;
    let about = about.first().ok_or(Denied::Absent)?;
    if about.owned.sharing != domain::Sharing::Public {
        return Err(domain::Refused("refused-subject-not-public").into());
    }
    joint::publish::<Review>(ctx, id).await
}

/// Takes it back in public, with the reason that is shown in its place.
pub async fn withdraw(ctx: &Ctx, id: &Id, reason: &str) -> Result<(), Error> {
    joint::withdraw::<Review>(ctx, id, reason).await
}
