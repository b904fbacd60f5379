//! How is a writer shown what the privacy guard found, and asked what to do about it?

use askama::Template;
use domain::guard::{self, Answer, Found, Kind};

use crate::{Form, Shell};

/// What the guard found in one field, in its sentence, with the writer's three choices. Stands right after the field.
#[derive(Template)]
#[template(path = "components/guard.html")]
pub struct GuardPanel {
    name: String,
    title: String,
    shown: Vec<(String, String, String)>,
    results: Vec<(String, String, String)>,
    what: String,
    seen: String,
    chosen: String,
    keep: bool,
    s: Shell,
}

impl askama::filters::HtmlSafe for GuardPanel {}

impl GuardPanel {
    /// What was found in `text` of the form's `field`; nothing when nothing was. `keep` says whether the writer may keep it.
    pub fn of(s: &Shell, form: &Form, field: &str, text: &str, keep: bool) -> Option<GuardPanel> {
        let found = guard::find(text);
        if found.is_empty() {
            return None;
        }
        let owned = |(a, b, c): (&str, &str, &str)| (ellipsis(a, true), b.to_owned(), ellipsis(c, false));
        let gone = |f: &Found| s.t(&format!("guard-removed-{}", f.kind.word()));
        let results = found.iter().take(SHOWN).map(|f| {
            let (before, _, after) = f.shown(text, AROUND);
            (ellipsis(before, true), gone(f), ellipsis(after, false))
        });
        let chosen = form.get(&format!("{field}-val"));
        Some(GuardPanel {
            name: field.to_owned(),
            title: s.t1("guard-title", "what", what(s, &found)),
            shown: found.iter().take(SHOWN).map(|f| owned(f.shown(text, AROUND))).collect(),
            results: results.collect(),
            what: what(s, &found),
            seen: guard::fingerprint(text, &found),
            chosen: if chosen.is_empty() { "remove".to_owned() } else { chosen.to_owned() },
            keep,
            s: s.clone(),
        })
    }
}

/// How many findings are shown in their sentences.
const SHOWN: usize = 5;
/// How many characters of the sentence stand on each side.
const AROUND: usize = 40;

/// The kinds that were found, in words: "ett telefonnummer och ett namn".
pub fn what(s: &Shell, found: &[Found]) -> String {
    let mut kinds: Vec<Kind> = found.iter().map(|f| f.kind).collect();
    kinds.sort();
    kinds.dedup();
    let words: Vec<String> = kinds.iter().map(|k| s.t(&format!("guard-found-{}", k.word()))).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => {
            s.words.with("guard-and", &[("first", before.join(", ").into()), ("last", last.into())])
        }
        None => String::new(),
    }
}

/// The writer's choice about a field, as the form sent it.
pub fn answer(form: &Form, field: &str) -> Option<Answer> {
    let choice = guard::Choice::parse(form.get(&format!("{field}-val")))?;
    Some(Answer { choice, seen: form.get(&format!("{field}-sett")).to_owned() })
}

fn ellipsis(text: &str, before: bool) -> String {
    let cut = text.chars().count() >= AROUND;
    match (cut, before) {
        (true, true) => format!("… {}", text.trim_start()),
        (true, false) => format!("{} …", text.trim_end()),
        _ => text.to_owned(),
    }
}
