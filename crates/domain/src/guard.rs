//! What in a free text points out a person, and what does its writer want done about it?
//!
//! The guard errs on the side of asking: what it finds is shown to the writer before anything is
//! stored, and the writer chooses. It never decides alone and never stores what it found.

mod letters;
mod names;
mod numbers;

use serde::{Deserialize, Serialize};

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// A Swedish personal number or coordination number.
    PersonalNumber,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A vehicle's registration number.
    Plate,
    /// A name on social media, or the address of a profile.
    Handle,
    /// What is likely a person's name.
    Name,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [Kind::PersonalNumber, Kind::Phone, Kind::Email, Kind::Plate, Kind::Handle, Kind::Name];

    /// The word in message keys (`guard-found-phone`).
    pub fn word(self) -> &'static str {
        match self {
            Kind::PersonalNumber => "personal-number",
            Kind::Phone => "phone",
            Kind::Email => "email",
            Kind::Plate => "plate",
            Kind::Handle => "handle",
            Kind::Name => "name",
        }
    }
}

/// A piece of a text that points out a person: bytes `from..to` of it, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub from: usize,
    /// The byte after its last.
    pub to: usize,
}

impl Found {
    /// The piece itself.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.from..self.to).unwrap_or("")
    }

    /// The piece with at most `around` characters of its sentence on each side: before, piece, after.
    pub fn shown<'t>(&self, text: &'t str, around: usize) -> (&'t str, &'t str, &'t str) {
        let before = text.get(..self.from).unwrap_or("");
        let start = before.char_indices().rev().take(around).last().map_or(self.from, |(i, _)| i);
        let after = text.get(self.to..).unwrap_or("");
        let end = after.char_indices().nth(around).map_or(after.len(), |(i, _)| i);
        (&before[start.min(before.len())..], self.of(text), &after[..end])
    }
}

/// What the writer wants done with what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Choice {
    /// Take it out of the text. The safe choice, chosen beforehand.
    Remove,
    /// Let me write the text anew.
    Rewrite,
    /// It is not that: keep the text. It is put aside until a person has read it.
    NotThat,
}

impl Choice {
    /// The word in a form.
    pub fn word(self) -> &'static str {
        match self {
            Choice::Remove => "remove",
            Choice::Rewrite => "rewrite",
            Choice::NotThat => "not-that",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Choice> {
        [Choice::Remove, Choice::Rewrite, Choice::NotThat].into_iter().find(|c| c.word() == word)
    }
}

/// The writer's choice, and which findings it was about: [`fingerprint`] of what was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What to do.
    pub choice: Choice,
    /// What had been shown.
    pub seen: String,
}

/// A text that may be stored: nothing was found, or the writer saw what was found and chose.
/// Made only by [`screen`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screened {
    text: String,
    kept: bool,
}

impl Screened {
    /// The text to store.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the writer kept something that the guard found: a person must read it before use.
    pub fn kept(&self) -> bool {
        self.kept
    }
}

/// Everything in `text` that points out a person, in order, without overlaps. Time grows with the
/// length of the text alone, whatever it holds.
pub fn find(text: &str) -> Vec<Found> {
    let glyphs = Glyphs::of(text);
    // The order is the order of trust: a later finder never takes a piece of what an earlier one has.
    let mut spans = Vec::new();
    letters::emails(&glyphs, &mut spans);
    letters::profiles(&glyphs, &mut spans);
    numbers::find(&glyphs, &mut spans);
    letters::plates(&glyphs, &mut spans);
    names::find(&glyphs, &mut spans);
    let mut taken = vec![false; glyphs.len()];
    let mut found = Vec::new();
    for (kind, from, to) in spans {
        if from < to && !taken[from..to].iter().any(|t| *t) {
            taken[from..to].fill(true);
            found.push(Found { kind, from: glyphs.start(from), to: glyphs.end(to) });
        }
    }
    found.sort_by_key(|f| f.from);
    found
}

/// The text without what points out a person; `word` gives what stands in its place
/// ("[telefonnummer borttaget]"). Goes on until nothing more is found.
pub fn remove(text: &str, word: impl Fn(Kind) -> String) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let found = find(&text);
        if found.is_empty() {
            break;
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for f in &found {
            out.push_str(&text[at..f.from]);
            out.push_str(&word(f.kind));
            at = f.to;
        }
        out.push_str(&text[at..]);
        text = out;
    }
    text
}

/// The text, if it may be stored. Refused with what was found when the writer has not been shown
/// exactly that and chosen, or wants to write anew. Kinds in `allowed` are no findings (a publisher
/// may quote a named office-holder).
pub fn screen(
    text: &str,
    answer: Option<&Answer>,
    allowed: &[Kind],
    word: impl Fn(Kind) -> String,
) -> Result<Screened, Vec<Found>> {
    let mut found = find(text);
    found.retain(|f| !allowed.contains(&f.kind));
    if found.is_empty() {
        return Ok(Screened { text: text.to_owned(), kept: false });
    }
    match answer {
        Some(a) if a.choice == Choice::Remove => {
            let text = remove(text, &word);
            // Hostile text could go on for ever; what cannot be cleaned is not stored.
            let left: Vec<Found> = find(&text).into_iter().filter(|f| !allowed.contains(&f.kind)).collect();
            if left.is_empty() { Ok(Screened { text, kept: false }) } else { Err(found) }
        }
        Some(a) if a.choice == Choice::NotThat && a.seen == fingerprint(text, &found) => {
            Ok(Screened { text: text.to_owned(), kept: true })
        }
        _ => Err(found),
    }
}

/// A short mark of what was found, so that a choice holds for what was shown and for nothing else.
/// FNV-1a over kinds and pieces, 16 hex digits; no secret and no proof, only a mark.
pub fn fingerprint(text: &str, found: &[Found]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |bytes: &[u8]| {
        for b in bytes {
            hash = (hash ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3);
        }
    };
    for f in found {
        eat(f.kind.word().as_bytes());
        eat(&[0]);
        eat(f.of(text).as_bytes());
        eat(&[0]);
    }
    format!("{hash:016x}")
}

/// A text as the finders read it: one entry per visible character, digits and dashes of all kinds
/// made plain, so that "０７０–１２３" is read as it looks.
struct Glyphs {
    chars: Vec<char>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Glyphs {
    fn of(text: &str) -> Glyphs {
        let mut glyphs = Glyphs { chars: Vec::new(), starts: Vec::new(), ends: Vec::new() };
        for (i, c) in text.char_indices() {
            if let Some(plain) = plain(c) {
                glyphs.chars.push(plain);
                glyphs.starts.push(i);
                glyphs.ends.push(i + c.len_utf8());
            }
        }
        glyphs
    }

    fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character there, or a space outside the text.
    fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or(' ')
    }

    /// The character before, or a space at the beginning.
    fn before(&self, i: usize) -> char {
        if i == 0 { ' ' } else { self.at(i - 1) }
    }

    fn start(&self, i: usize) -> usize {
        self.starts[i]
    }

    fn end(&self, to: usize) -> usize {
        self.ends[to - 1]
    }

    /// The words: runs of letters, with inner hyphens ("Anna-Karin"), as ranges.
    fn words(&self) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        let mut i = 0;
        while i < self.len() {
            if self.at(i).is_alphabetic() {
                let from = i;
                while self.at(i).is_alphabetic() || (self.at(i) == '-' && self.at(i + 1).is_alphabetic()) {
                    i += 1;
                }
                words.push((from, i));
            } else {
                i += 1;
            }
        }
        words
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().collect()
    }
}

/// The plain form of a character; none for those that nobody sees.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => return None,
        '\u{ff10}'..='\u{ff19}' => shift(c, 0xff10),
        '\u{660}'..='\u{669}' => shift(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => shift(c, 0x6f0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{ff20}' | '\u{fe6b}' => '@',
        '\u{ff0b}' => '+',
        '\u{ff0e}' => '.',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ff21}'..='\u{ff3a}' => char::from_u32(c as u32 - 0xff21 + 'A' as u32).unwrap_or(c),
        '\u{ff41}'..='\u{ff5a}' => char::from_u32(c as u32 - 0xff41 + 'a' as u32).unwrap_or(c),
        c => c,
    })
}

fn shift(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests;
