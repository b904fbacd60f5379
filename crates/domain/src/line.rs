//! What text may a person write, and how long may it be?

use serde::{Deserialize, Serialize};

/// One line of text: 1 to 200 characters, trimmed, without control characters. Titles and names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// Running text: 0 to 20 000 characters, trimmed, lines ended by `\n`, no other control characters.
/// Blank lines part paragraphs. It is text and nothing else: no markup is read in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prose(String);

/// Why a text was not taken. `over` is by how many characters it is too long.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing was written where something must be.
    #[error("the text is empty")]
    Empty,
    /// Too long by `over` characters.
    #[error("the text is {over} characters too long (at most {limit})")]
    TooLong {
        /// How many characters too many.
        over: usize,
        /// The most that is taken.
        limit: usize,
    },
}

impl Line {
    /// The longest line, in characters.
    pub const LIMIT: usize = 200;

    /// Reads a line: white space is trimmed and runs of it become one space, control characters go.
    pub fn parse(text: &str) -> Result<Line, BadText> {
        let clean = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty());
        let clean = clean.collect::<Vec<_>>().join(" ");
        match clean.chars().count() {
            0 => Err(BadText::Empty),
            n if n > Self::LIMIT => Err(BadText::TooLong { over: n - Self::LIMIT, limit: Self::LIMIT }),
            _ => Ok(Line(clean)),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Prose {
    /// The longest running text, in characters.
    pub const LIMIT: usize = 20_000;

    /// Reads running text; an empty one is allowed.
    pub fn parse(text: &str) -> Result<Prose, BadText> {
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let clean: String = unified.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
        let clean = clean.trim().to_owned();
        match clean.chars().count() {
            n if n > Self::LIMIT => Err(BadText::TooLong { over: n - Self::LIMIT, limit: Self::LIMIT }),
            _ => Ok(Prose(clean)),
        }
    }

    /// Reads running text that must say something.
    pub fn parse_some(text: &str) -> Result<Prose, BadText> {
        let prose = Prose::parse(text)?;
        if prose.is_empty() { Err(BadText::Empty) } else { Ok(prose) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The paragraphs, parted by blank lines.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.0.split("\n\n").map(str::trim).filter(|p| !p.is_empty())
    }
}

macro_rules! as_text {
    ($t:ident) => {
        impl std::fmt::Display for $t {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $t {
            type Error = BadText;
            fn try_from(s: String) -> Result<$t, BadText> {
                $t::parse(&s)
            }
        }
        impl From<$t> for String {
            fn from(t: $t) -> String {
                t.0
            }
        }
    };
}
as_text!(Line);
as_text!(Prose);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_never_empty() {
        assert_eq!(Line::parse("  två \n ord ").unwrap().as_str(), "två ord");
        assert_eq!(Line::parse(" \u{0} "), Err(BadText::Empty));
        assert_eq!(Line::parse(&"å".repeat(201)), Err(BadText::TooLong { over: 1, limit: 200 }));
    }

    #[test]
    fn prose_keeps_its_paragraphs() {
        let prose = Prose::parse("ett\r\n\r\ntvå\u{7}\n").unwrap();
        assert_eq!(prose.paragraphs().collect::<Vec<_>>(), ["ett", "två"]);
        assert_eq!(Prose::parse_some("  "), Err(BadText::Empty));
    }
}
