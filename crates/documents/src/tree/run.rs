//! How is running text written, with emphasis, links and words in another language?

use serde::{Deserialize, Serialize};

/// A stretch of text with one set of marks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The characters, never markup.
    pub text: String,
    /// Important (bold on screen, said in words elsewhere only where it matters).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Emphasised, as the title of a work.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// An address this text leads to. Only `http`, `https`, `mailto`, `tel`, a path or a fragment
    /// is written as a link; anything else stays plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The language, if it is not that of the document (a BCP 47 tag).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What has to be seen for these words to mean anything; left out of forms that do not show that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

/// What words for the eye tell how to read: "the stronger the colour, the more".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// A figure.
    Figure,
    /// The drawn cells of a table: shades, and intervals on a scale.
    Cells,
}

impl Run {
    /// The address, if it is of a kind that may be written as a link.
    pub fn safe_link(&self) -> Option<&str> {
        let link = self.link.as_deref()?;
        let schemes = ["https://", "http://", "mailto:", "tel:", "/", "#", "./"];
        let ok = schemes.iter().any(|s| link.starts_with(s)) && !link.chars().any(|c| c.is_control() || c == ' ');
        ok.then_some(link)
    }
}

/// Running text: runs in order.
///
/// ```
/// use documents::Text;
/// let said = Text::new().strong("Tillfället ställdes in.").then(" Det ersätts ").link("den 8 december", "/kalender").then(".");
/// assert_eq!(said.plain(), "Tillfället ställdes in. Det ersätts den 8 december.");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Run>);

impl Text {
    /// Nothing yet.
    pub fn new() -> Text {
        Text::default()
    }

    /// Adds plain text.
    pub fn then(self, text: impl Into<String>) -> Text {
        self.run(Run { text: text.into(), ..Run::default() })
    }

    /// Adds important text.
    pub fn strong(self, text: impl Into<String>) -> Text {
        self.run(Run { text: text.into(), strong: true, ..Run::default() })
    }

    /// Adds emphasised text.
    pub fn emphasis(self, text: impl Into<String>) -> Text {
        self.run(Run { text: text.into(), emphasis: true, ..Run::default() })
    }

    /// Adds text that leads to `address`.
    pub fn link(self, text: impl Into<String>, address: impl Into<String>) -> Text {
        self.run(Run { text: text.into(), link: Some(address.into()), ..Run::default() })
    }

    /// Adds text in another language (a BCP 47 tag).
    pub fn in_lang(self, text: impl Into<String>, tag: impl Into<String>) -> Text {
        self.run(Run { text: text.into(), lang: Some(tag.into()), ..Run::default() })
    }

    /// Adds words that tell how to read what is seen.
    pub fn seen(self, text: impl Into<String>, what: Seen) -> Text {
        self.run(Run { text: text.into(), seen: Some(what), ..Run::default() })
    }

    /// The text where only some of what is drawn is shown.
    pub(crate) fn without(&self, lost: &[Seen]) -> Text {
        Text(self.0.iter().filter(|r| r.seen.is_none_or(|what| !lost.contains(&what))).cloned().collect())
    }

    /// Adds a run.
    pub fn run(mut self, run: Run) -> Text {
        if !run.text.is_empty() {
            self.0.push(run);
        }
        self
    }

    /// The characters without their marks.
    pub fn plain(&self) -> String {
        self.0.iter().map(|r| r.text.as_str()).collect()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|r| r.text.trim().is_empty())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new().then(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::new().then(text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Text {
        Text::new().then(text.clone())
    }
}
