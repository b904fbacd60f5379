//! How does a review take over what the figures say? As a suggestion in its form: the person decides.

use analysis::evaluate::displacement::{Displacement, Reading};
use domain::finding::{EffectVerdict, EffectWarning};
use domain::review::{Confidence, Reply};
use domain::{Act, Id};

use super::counted::{Counted, Told, Verdict};
use super::said;
use super::subject::Subject;
use crate::{Form, Shell, Work};

/// The fields of the review form that may be filled in from an address; all others are left to the person.
const FIELDS: [&str; 14] = [
    "title",
    "about",
    "starts",
    "ends",
    "verdict",
    "reason",
    "problem_reply",
    "problem_words",
    "problem_evidence",
    "problem_confidence",
    "elsewhere_reply",
    "elsewhere_words",
    "elsewhere_evidence",
    "elsewhere_confidence",
];

/// The address of a review form with the verdict in it, for those who may write one.
pub fn link(work: &Work, subject: &Subject, c: &Counted) -> Option<String> {
    let Told::Evaluated(v) = &c.told else { return None };
    if subject.about.is_empty() || !work.may(Act::Write, None) {
        return None;
    }
    let s = &work.s;
    let (w, least) = (s.words, u64::from(s.town.smallest_shown));
    let text = said::text(w, v, least);
    let evidence = evidence(work, c, v);
    let (verdict, reply, confidence) = problem(v);
    let mut pairs: Vec<(&str, String)> = vec![
        ("title", s.t1("effect-review-title", "title", subject.up.1.as_str())),
        ("about", subject.about.clone()),
        ("starts", v.said.periods.0.from().to_string()),
        ("ends", v.said.periods.1.to().to_string()),
        ("verdict", verdict.to_owned()),
        ("problem_reply", reply.word().to_owned()),
        ("problem_words", text.clone()),
        ("problem_evidence", evidence.clone()),
        ("problem_confidence", confidence.word().to_owned()),
    ];
    if verdict == "cannot-tell" {
        pairs.push(("reason", text));
    }
    if let Some(moved) = &v.moved {
        let (reply, confidence) = elsewhere(moved);
        pairs.push(("elsewhere_reply", reply.word().to_owned()));
        pairs.push(("elsewhere_words", said::reading(w, moved.reading, said::hides(v, least))));
        pairs.push(("elsewhere_evidence", evidence));
        pairs.push(("elsewhere_confidence", confidence.word().to_owned()));
    }
    let query = serde_urlencoded::to_string(pairs).ok()?;
    Some(s.to(&format!("/arbete/uppfoljningar/ny?{query}")))
}

fn evidence(work: &Work, c: &Counted, v: &Verdict) -> String {
    let w = work.s.words;
    let mut said = vec![said::areas(w, c)];
    said.extend(v.said.method.map(|m| said::method(w, m)));
    said.extend(v.said.warnings.iter().map(|x| said::warning(w, *x)));
    said.join(" ")
}

/// A comparison makes an answer sure, unless something speaks against it.
fn problem(v: &Verdict) -> (&'static str, Reply, Confidence) {
    let doubts = v.said.warnings.iter().any(|w| *w != EffectWarning::BeforeShorterThanAfter);
    let sure = if doubts { Confidence::Some } else { Confidence::High };
    let word = said::word(v.said.verdict);
    match v.said.verdict {
        EffectVerdict::Decreased | EffectVerdict::Increased => (word, Reply::Yes, sure),
        EffectVerdict::NoDifferenceSeen if !doubts => (word, Reply::No, Confidence::Some),
        // That no difference is seen in a comparison that does not hold says nothing of the problem.
        EffectVerdict::NoDifferenceSeen | EffectVerdict::CannotTell(_) => {
            ("cannot-tell", Reply::CannotTell, Confidence::Low)
        }
    }
}

fn elsewhere(moved: &Displacement) -> (Reply, Confidence) {
    match moved.reading {
        // No difference is seen where none could be judged: that is no answer.
        Reading::Neither(_) if matches!(moved.buffer_test.verdict, EffectVerdict::CannotTell(_)) => {
            (Reply::CannotTell, Confidence::Low)
        }
        Reading::DiffusionAboveEffect(_) | Reading::Diffusion(_) | Reading::Neither(_) => (Reply::No, Confidence::Some),
        Reading::DisplacementBelowEffect(_) => (Reply::Partly, Confidence::Some),
        Reading::DisplacementAteEffect(_) => (Reply::Yes, Confidence::Some),
        Reading::TooFew(_) | Reading::NoSuccess | Reading::SuccessMayBeChance => (Reply::CannotTell, Confidence::Low),
    }
}

/// The form of a new review, with what an address suggests for it.
pub fn form(pairs: &[(String, String)]) -> Form {
    let mut form = Form::new();
    for (field, value) in pairs.iter().filter(|(field, _)| FIELDS.contains(&field.as_str())) {
        form.set(field, value.as_str());
    }
    form
}

/// What stands before the fields: that a suggestion is filled in, or where figures for one are.
pub fn note(s: &Shell, form: &Form) -> String {
    if !form.get("problem_evidence").is_empty() && form.get("version").is_empty() {
        return format!("<p class=\"note mt2\">{}</p>", s.t("effect-review-taken"));
    }
    // The id is one of our own, or the address leads nowhere.
    let effort = form.get("about").strip_prefix("effort:").and_then(|id| Id::parse(id).ok());
    let (to, words) = match effort {
        Some(id) => (s.to(&format!("/arbete/insatser/{id}/effekt")), s.t("effect-link")),
        None => (s.to("/arbete/insatser"), s.t("effort-work-title")),
    };
    format!("<p class=\"mt2\">{} <a href=\"{to}\">{words}</a></p>", s.t("effect-review-ways"))
}
