//! How hard is a Swedish text to read: its LIX, its long words, and the bureaucratic words that have a plainer one?
//!
//! LIX (*läsbarhetsindex*, C. H. Björnsson 1968): words per sentence plus the share of words of more than six letters,
//! in percent. Under 30 is easy (children's books), 40 is a newspaper, over 50 is hard (official prose), over 60 very hard.

use std::sync::LazyLock;

/// What can be counted of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Words; numbers count as words.
    pub words: usize,
    /// Sentences: what ends with a full stop, a question mark, an exclamation mark or a colon, and each line that ends
    /// without one (headings, items of lists).
    pub sentences: usize,
    /// Words of more than six letters.
    pub long: usize,
}

impl Counted {
    /// LIX, to the nearest whole number; nothing where there are no words.
    pub fn lix(self) -> Option<u32> {
        if self.words == 0 {
            return None;
        }
        let (words, sentences, long) = (self.words as f64, self.sentences.max(1) as f64, self.long as f64);
        Some((words / sentences + 100.0 * long / words).round() as u32)
    }
}

/// How a LIX is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Below 30.
    VeryEasy,
    /// 30 to 39.
    Easy,
    /// 40 to 49.
    Medium,
    /// 50 to 59.
    Hard,
    /// 60 and more.
    VeryHard,
}

impl Level {
    /// The level of a LIX.
    pub fn of(lix: u32) -> Level {
        match lix {
            0..30 => Level::VeryEasy,
            30..40 => Level::Easy,
            40..50 => Level::Medium,
            50..60 => Level::Hard,
            _ => Level::VeryHard,
        }
    }
}

/// Counts words, sentences and long words.
///
/// ```
/// let counted = text::readability::count("Vi bryr oss om trygghet. Kom och prata!");
/// assert_eq!((counted.words, counted.sentences, counted.long), (8, 2, 1));
/// assert_eq!(counted.lix(), Some(17));
/// ```
pub fn count(text: &str) -> Counted {
    let mut counted = Counted::default();
    for line in text.lines() {
        let mut open = false;
        let tokens: Vec<&str> = line.split_whitespace().collect();
        for (i, token) in tokens.iter().enumerate() {
            let letters = token.chars().filter(|c| c.is_alphanumeric()).count();
            if letters > 0 {
                counted.words += 1;
                counted.long += usize::from(letters > 6);
                open = true;
            }
            if open && ends_sentence(token, tokens.get(i + 1)) {
                counted.sentences += 1;
                open = false;
            }
        }
        counted.sentences += usize::from(open);
    }
    counted
}

/// A full stop ends a sentence unless it belongs to an abbreviation or a number: then a small letter or a digit follows.
fn ends_sentence(token: &str, next: Option<&&str>) -> bool {
    let bare = token.trim_end_matches(['"', '”', '’', ')', ']', '»']);
    if bare.ends_with(['!', '?', ':', '…']) {
        return true;
    }
    let next = next.and_then(|n| n.trim_start_matches(['"', '”', '(', '–', '-']).chars().next());
    bare.ends_with('.') && !next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// Words of more than `letters` letters, each once, the longest first: those a reader may stumble over.
pub fn long_words(text: &str, letters: usize) -> Vec<String> {
    let mut found: Vec<String> = words(text).map(str::to_lowercase).filter(|w| w.chars().count() > letters).collect();
    found.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
    found.dedup();
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| w.chars().any(char::is_alphabetic))
}

/// A hard word in a text, with what could stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hard {
    /// As it stands in the text.
    pub word: String,
    /// Plainer: "för att".
    pub plain: &'static str,
    /// How often it occurs, in this form.
    pub times: usize,
}

/// The list: the hard word or words in small letters, whether other endings count too, the plainer words.
static LIST: LazyLock<Vec<(Vec<&str>, bool, &str)>> = LazyLock::new(|| {
    include_str!("../data/hard-words.sv.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (hard, plain) = line.split_once('\t')?;
            let stem = hard.strip_suffix('*');
            Some((stem.unwrap_or(hard).split(' ').collect(), stem.is_some(), plain))
        })
        .collect()
});

/// The bureaucratic words in a Swedish text, in the order in which they first occur.
///
/// ```
/// let hard = text::readability::hard_words("I syfte att säkerställa tryggheten erhåller samtliga besked.");
/// let said: Vec<_> = hard.iter().map(|h| (h.word.as_str(), h.plain)).collect();
/// assert_eq!(said, [("i syfte att", "för att"), ("säkerställa", "se till"), ("erhåller", "får"), ("samtliga", "alla")]);
/// ```
pub fn hard_words(text: &str) -> Vec<Hard> {
    let all: Vec<String> = words(text).map(str::to_lowercase).collect();
    let mut found: Vec<Hard> = Vec::new();
    for i in 0..all.len() {
        // The longest entry that fits here, so that "i syfte att" is not missed for a shorter one.
        let hit = LIST
            .iter()
            .filter(|(hard, endings, _)| {
                all.get(i..i + hard.len()).is_some_and(|here| {
                    here.iter().zip(hard).all(|(word, part)| word == part || (*endings && word.starts_with(part)))
                })
            })
            .max_by_key(|(hard, ..)| (hard.len(), hard.iter().map(|h| h.len()).sum::<usize>()));
        let Some((hard, _, plain)) = hit else { continue };
        let word = all[i..i + hard.len()].join(" ");
        match found.iter_mut().find(|h| h.word == word) {
            Some(known) => known.times += 1,
            None => found.push(Hard { word, plain, times: 1 }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lix_is_words_per_sentence_plus_the_share_of_long_words() {
        // 10 words, 2 sentences, 3 long: 5 + 30.
        let text = "Polisen finns på torget varje torsdag. Kommunen är också där.";
        assert_eq!(count(text), Counted { words: 10, sentences: 2, long: 3 });
        assert_eq!(count(text).lix(), Some(35));
        assert_eq!(Level::of(35), Level::Easy);
        assert_eq!(count("").lix(), None);
        assert_eq!(count("…!?").lix(), None);
    }

    #[test]
    fn an_abbreviation_or_a_number_ends_no_sentence() {
        assert_eq!(count("Vi möts kl. 15 bl.a. på torget.").sentences, 1);
        assert_eq!(count("Rubrik\n- en punkt\n- en till.").sentences, 3);
        assert_eq!(count("Han sa: ”Kom!” Vi gick.").sentences, 3);
        assert_eq!(count("Enligt 2 kap. 3 § gäller det.").sentences, 1);
    }

    #[test]
    fn official_prose_is_harder_than_plain_words() {
        let hard =
            "Samverkansparterna säkerställer kontinuerligt genomförandet av prioriterade trygghetsskapande insatser.";
        let plain = "Vi gör det vi har lovat. Vi är på plats. Du kan prata med oss.";
        assert!(count(hard).lix().unwrap() > 60 && count(plain).lix().unwrap() < 20);
        assert!(hard_words(plain).is_empty());
        assert_eq!(hard_words(hard).len(), 5);
        assert_eq!(long_words(hard, 14), ["samverkansparterna", "trygghetsskapande", "genomförandet"][..2]);
    }

    #[test]
    fn endings_count_only_where_the_list_says_so() {
        assert_eq!(hard_words("Vi påtalade det. Hon påtalar det, påtalar.")[1].times, 2);
        // "samt" is not "samtal".
        assert!(hard_words("Ett samtal om avsnitt.").is_empty());
    }

    #[test]
    fn the_list_has_no_word_twice_and_no_hard_word_as_the_plainer_one() {
        assert!(LIST.len() >= 80, "{}", LIST.len());
        for (i, (hard, _, plain)) in LIST.iter().enumerate() {
            assert!(!LIST[..i].iter().any(|(h, ..)| h == hard), "{hard:?} twice");
            assert!(hard_words(plain).is_empty(), "{plain} is hard itself");
        }
    }
}
