//! What does a commitment lack, before anyone is asked to believe it?
//!
//! The promise linter (LAW 3.2). It never forbids: it shows the writer what a reader will ask.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::Id;
use crate::commitment::{Commitment, PublicCommitment};
use crate::pack::Vague;

/// Something to say about a commitment before it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// It has neither a number nor a date: nobody will be able to tell whether it is kept.
    NumberOrDateMissing,
    /// This party has no unit that is to do it.
    UnitMissing(Id),
    /// It has no place.
    PlaceMissing,
    /// It rests on no problem, cause or focus area.
    GroundMissing,
    /// It does not say how and when it is reported back.
    WayBackMissing,
    /// It has a word that can mean anything.
    Vague {
        /// The words as they stand in the text.
        words: String,
        /// The phrase of the pack that they are a form of; the pack says what to write instead.
        phrase: String,
        /// Where they stand in the title: first byte and the one after the last.
        at: (usize, usize),
    },
    /// It says the same as an earlier promise.
    Copied {
        /// The earlier commitment.
        of: Id,
        /// How much of it is the same (0 to 100).
        per_cent: u32,
    },
}

impl Remark {
    /// The word in message keys (`lint-vague`).
    pub fn word(&self) -> &'static str {
        match self {
            Remark::NumberOrDateMissing => "number-or-date",
            Remark::UnitMissing(_) => "unit",
            Remark::PlaceMissing => "place",
            Remark::GroundMissing => "ground",
            Remark::WayBackMissing => "way-back",
            Remark::Vague { .. } => "vague",
            Remark::Copied { .. } => "copied",
        }
    }
}

/// Where the phrases of the pack stand in `text`, first to last, the longest at each place, with the phrase
/// that each is a form of.
pub fn vague_in<'v>(text: &str, phrases: &'v [Vague]) -> Vec<(usize, usize, &'v Vague)> {
    let words = words_of(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let here = phrases.iter().flat_map(|v| v.forms.iter().map(move |form| (form, v)));
        let here = here.filter_map(|(form, v)| Some((length_at(form, &words[i..])?, v)));
        match here.max_by_key(|(n, _)| *n) {
            Some((n, phrase)) => {
                found.push((words[i].at, words[i + n - 1].end, phrase));
                i += n;
            }
            None => i += 1,
        }
    }
    found
}

/// What is to be said about `commitment`. `parties` are those of its promise; `grounded` says whether it rests
/// on a problem, a cause or a focus area; `earlier` are commitments of earlier promises (key and title).
pub fn commitment(
    commitment: &Commitment,
    parties: &[Id],
    grounded: bool,
    vague: &[Vague],
    earlier: &[(Id, String)],
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if commitment.target().is_none() {
        remarks.push(Remark::NumberOrDateMissing);
    }
    for party in parties {
        if !commitment.units.iter().any(|u| u.party == *party) {
            remarks.push(Remark::UnitMissing(party.clone()));
        }
    }
    if commitment.place.is_none() {
        remarks.push(Remark::PlaceMissing);
    }
    if !grounded {
        remarks.push(Remark::GroundMissing);
    }
    if commitment.way_back.is_none() {
        remarks.push(Remark::WayBackMissing);
    }
    let title = commitment.title.as_str();
    for (from, to, phrase) in vague_in(title, vague) {
        let (words, phrase) = (title[from..to].to_owned(), phrase.phrase.clone());
        remarks.push(Remark::Vague { words, phrase, at: (from, to) });
    }
    let alike = earlier.iter().map(|(of, text)| (alikeness(title, text), of));
    if let Some((share, of)) = alike.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, _)| *share >= COPY) {
        remarks.push(Remark::Copied { of: of.clone(), per_cent: (share * 100.0).floor() as u32 });
    }
    remarks
}

/// What can be said about a public commitment of a promise that is not followed here: all that its own words show.
pub fn wording(c: &PublicCommitment, parties: &[Id], vague: &[Vague]) -> Vec<Remark> {
    let draft = Commitment {
        id: c.id.clone(),
        version: 1,
        promise: c.promise.clone(),
        number: c.number,
        title: c.title.clone(),
        kind: c.kind,
        at_least: c.progress.target,
        by: None,
        tolerance: c.tolerance,
        place: c.place.clone(),
        units: c.units.clone(),
        way_back: c.way_back.clone(),
        remedies: Vec::new(),
    };
    commitment(&draft, parties, true, vague, &[])
}

/// From this share on, a text counts as a copy: in texts of ten words it allows one word to be another.
const COPY: f64 = 0.8;

/// How alike two texts are (0 to 1): the share of word pairs that they have in common (Dice). Years and other
/// numbers are left out: the same promise with a new year is the same promise.
pub fn alikeness(a: &str, b: &str) -> f64 {
    let (a, b) = (pairs(a), pairs(b));
    let (total_a, total_b) = (a.values().sum::<u32>(), b.values().sum::<u32>());
    let common: u32 = a.iter().map(|(pair, n)| b.get(pair).copied().unwrap_or(0).min(*n)).sum();
    if total_a + total_b == 0 { 0.0 } else { 2.0 * f64::from(common) / f64::from(total_a + total_b) }
}

/// The pairs of neighbouring words, with how often each stands there; start and end count as words.
fn pairs(text: &str) -> HashMap<(String, String), u32> {
    let words = words_of(text).into_iter().map(|w| w.text).filter(|w| !w.chars().all(|c| c.is_ascii_digit()));
    let words: Vec<String> = std::iter::once(String::new()).chain(words).chain([String::new()]).collect();
    let mut pairs = HashMap::new();
    if words.len() > 2 {
        for pair in words.windows(2) {
            *pairs.entry((pair[0].clone(), pair[1].clone())).or_default() += 1;
        }
    }
    pairs
}

struct Word {
    text: String,
    at: usize,
    end: usize,
}

fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(at), false) => {
                words.push(Word { text: text[at..i].to_lowercase(), at, end: i });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// How many words from the start of `words` the form takes, if it stands there.
fn length_at(form: &str, words: &[Word]) -> Option<usize> {
    let mut n = 0;
    for wanted in form.split_whitespace() {
        if words.get(n)?.text != wanted {
            return None;
        }
        n += 1;
    }
    (n > 0).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Line;
    use crate::commitment::{Kind, Unit};

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn vague() -> &'static [Vague] {
        crate::Pack::se().vague()
    }

    fn titled(title: &str) -> Commitment {
        Commitment {
            id: id("x"),
            version: 1,
            promise: id("p"),
            number: 1,
            title: Line::parse(title).unwrap(),
            kind: Kind::Direction,
            at_least: None,
            by: None,
            tolerance: 1,
            place: None,
            units: vec![],
            way_back: None,
            remedies: vec![],
        }
    }

    fn found(title: &str) -> Vec<String> {
        vague_in(title, vague()).into_iter().map(|(a, b, _)| title[a..b].to_owned()).collect()
    }

    #[test]
    fn vague_words_are_found_where_they_stand_in_any_form() {
        assert_eq!(found("Öka närvaron i Fältby ”så ofta det går”"), ["Öka", "så ofta det går"]);
        assert_eq!(found("Vi ska verka långsiktigt för en tryggare plats"), ["verka långsiktigt för"]);
        assert_eq!(found("Följas upp i relevanta samverkansforum, regelbundet"), ["relevanta", "regelbundet"]);
        assert_eq!(found("FLERTALET trafikinsatser"), ["FLERTALET"]);
        assert_eq!(found("Polisen finns på trygghetskontoret tio gånger"), [""; 0]);
        assert_eq!(found("verka"), [""; 0], "half a phrase is none");
    }

    #[test]
    fn a_commitment_that_can_be_counted_and_followed_has_no_remarks() {
        let mut c = titled("Polisen finns på trygghetskontoret tio gånger under 2022");
        c.at_least = Some(10);
        c.place = Some(Line::parse("Trygghetskontoret").unwrap());
        c.way_back = Some(Line::parse("I kalendern, samma dag").unwrap());
        let parties = [id("kommunen"), id("polisen")];
        c.units = parties.iter().map(|p| Unit { party: p.clone(), unit: Line::parse("Enheten").unwrap() }).collect();
        assert_eq!(commitment(&c, &parties, true, vague(), &[]), []);
    }

    #[test]
    fn everything_that_a_bare_commitment_lacks_is_said() {
        let remarks = commitment(&titled("Nattvandringar"), &[id("polisen")], false, vague(), &[]);
        let words: Vec<_> = remarks.iter().map(Remark::word).collect();
        assert_eq!(words, ["number-or-date", "unit", "place", "ground", "way-back"]);
    }

    #[test]
    fn last_years_promise_with_a_new_year_is_a_copy() {
        let earlier = [(id("gammal"), "Minst tio insatser för synlig närvaro under 2017".to_owned())];
        let copies = |title: &str| {
            let remarks = commitment(&titled(title), &[], true, vague(), &earlier);
            remarks.into_iter().any(|r| matches!(r, Remark::Copied { .. }))
        };
        assert!(copies("Minst tio insatser för synlig närvaro under 2018"));
        assert!(!copies("Minst fyra narkotikainsatser under 2018"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in ".{0,300}") {
            for (from, to, _) in vague_in(&text, vague()) {
                proptest::prop_assert!(from < to && text.get(from..to).is_some());
            }
            let same = alikeness(&text, &text);
            proptest::prop_assert!(same == 0.0 || same == 1.0);
        }
    }
}
