//! What stands in a pack: categories, channels, contacts, schemes and what else is a list?

use jiff::civil::Date;
use serde::Deserialize;

use super::Said;

/// What an observation is about (*kategori*).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its code in the database and in files ("unsafe-place").
    pub code: String,
    /// As it is shown.
    pub label: Said,
    /// What belongs to it.
    pub hint: Said,
    /// Whether it is about something that feels unsafe, safe or either.
    pub feeling: Feeling,
    /// More of these can mean that the police looked more (*polisens aktivitet styr*).
    #[serde(default)]
    pub control_driven: bool,
    /// What files of others call it.
    pub synonyms: Vec<String>,
}

impl Category {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        [self.code.as_str(), &self.label.sv, &self.label.en].into_iter().chain(self.synonyms.iter().map(String::as_str))
    }
}

/// How a place feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feeling {
    /// Unsafe.
    Unsafe,
    /// Safe.
    Safe,
    /// Either, or both.
    Either,
}

/// A way through which observations come (*kanal*).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its code.
    pub code: String,
    /// As it is shown.
    pub label: Said,
    /// The group that it belongs to: the code of a [`Source`].
    pub source: String,
}

/// From whom observations come (*källa*): a group of channels.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its code.
    pub code: String,
    /// As it is shown.
    pub label: Said,
}

/// Where help is (*kontakt*).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Its code.
    pub code: String,
    /// The number as people write it ("114 14"); none where each municipality has its own.
    pub number: Option<String>,
    /// The number as a telephone dials it ("11414").
    pub dial: Option<String>,
    /// For what, after the number.
    pub label: Said,
    /// The whole sentence of a link.
    pub act: Said,
}

/// Who supervises accessibility.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supervisor {
    /// Its name.
    pub name: Said,
    /// Where anyone can complain.
    pub complain: String,
    /// The law.
    pub law: String,
    /// Its sections.
    pub section: String,
    /// The first day.
    pub from: Date,
}

/// The standard of accessibility.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// What conformity is declared against.
    pub declared: String,
    /// What the product is built to.
    pub built_to: String,
}

/// In which time accessibility cases are answered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// A notice of a fault.
    pub notice: Said,
    /// A request for another format.
    pub format_request: Said,
    /// After a refusal.
    pub refusal: Said,
}

/// A scheme of classification (*klassning*).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Its code ("vulnerable-area").
    pub code: String,
    /// Its name.
    pub name: Said,
    /// Whether it classifies areas or places: "area" or "place".
    pub of: String,
    /// Who assesses.
    pub assessor: Said,
    /// What it means and what is known against it.
    pub about: Said,
    /// Its editions, oldest first.
    pub edition: Vec<Edition>,
    /// All levels that any edition has.
    pub level: Vec<Level>,
}

/// An edition of a scheme: the list as it was published once.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its name ("2021").
    pub name: String,
    /// The year.
    pub year: i16,
    /// The day of publication, where it is known.
    pub published: Option<Date>,
    /// How many it lists in the country or region.
    pub total: Option<u32>,
    /// The codes of its levels.
    pub levels: Vec<String>,
    /// Where this was read.
    pub source: String,
    /// What a reader must know.
    pub note: Option<Said>,
}

/// A level of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Said,
}

impl Scheme {
    /// The edition with this name.
    pub fn edition(&self, name: &str) -> Option<&Edition> {
        self.edition.iter().find(|e| e.name == name)
    }

    /// The newest edition on `day`. One whose day is not known counts from the end of its year.
    pub fn edition_on(&self, day: Date) -> Option<&Edition> {
        let known = |e: &&Edition| e.published.map_or(e.year < day.year(), |d| d <= day);
        self.edition.iter().filter(known).max_by_key(|e| e.year)
    }

    /// The level with this code.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.level.iter().find(|l| l.code == code)
    }
}

/// A phrase that cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    /// The phrase as it is named.
    pub phrase: String,
    /// Its forms in lower case, whole words.
    pub forms: Vec<String>,
    /// What to write instead.
    pub advice: Said,
}

/// What a commitment needs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Its key.
    pub key: String,
    /// In words, to stand after "Det saknar".
    pub say: Said,
}

/// For how long things are kept (*gallring*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Months until the wording of an observation is erased.
    pub observation_text_months: u32,
    /// Days for which an answer stays at its receipt after the case is closed.
    pub receipt_days_after_closed: u32,
}
