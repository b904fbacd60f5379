//! What holds in this country, on a given day: words of the law, clocks, required fields, categories, contacts?
//!
//! A country is data: `packs/<country>/*.toml`, embedded in the binary and parsed once. The dates from
//! which things hold are in the data too, so that a page of 2022 speaks as one did in 2022.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

mod entry;

pub use entry::{
    Answer, Category, Channel, Contact, Edition, Feeling, Level, Need, Retention, Scheme, Source, Standard, Supervisor,
    Vague,
};

/// A country's pack.
#[derive(Clone, Debug)]
pub struct Pack {
    law: LawFile,
    accessibility: AccessibilityFile,
    observation: ObservationFile,
    scheme: SchemeFile,
    promise: PromiseFile,
}

/// What a pack says on one day. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pack: &'a Pack,
    day: Date,
}

static SE: LazyLock<Pack> = LazyLock::new(|| {
    Pack::parse([
        include_str!("../../../packs/se/law.toml"),
        include_str!("../../../packs/se/accessibility.toml"),
        include_str!("../../../packs/se/observation.toml"),
        include_str!("../../../packs/se/scheme.toml"),
        include_str!("../../../packs/se/promise.toml"),
    ])
    .expect("the pack of Sweden is read by a test")
});

impl Pack {
    /// The pack of a country by its two letters ("se"), if there is one.
    pub fn of(country: &str) -> Option<&'static Pack> {
        (country == "se").then(Pack::se)
    }

    /// The pack of Sweden.
    pub fn se() -> &'static Pack {
        &SE
    }

    /// Reads the five files of a pack: law, accessibility, observation, scheme, promise.
    pub fn parse(files: [&str; 5]) -> Result<Pack, toml::de::Error> {
        let [law, accessibility, observation, scheme, promise] = files;
        Ok(Pack {
            law: toml::from_str(law)?,
            accessibility: toml::from_str(accessibility)?,
            observation: toml::from_str(observation)?,
            scheme: toml::from_str(scheme)?,
            promise: toml::from_str(promise)?,
        })
    }

    /// What holds on `day`.
    pub fn on(&self, day: Date) -> Rules<'_> {
        Rules { pack: self, day }
    }

    /// The country's two letters.
    pub fn country(&self) -> &str {
        &self.law.country
    }

    /// The country's name.
    pub fn name(&self) -> &Said {
        &self.law.name
    }

    /// Every law that the pack knows, in force or not yet.
    pub fn laws(&self) -> &[Law] {
        &self.law.law
    }

    /// What observations are about.
    pub fn categories(&self) -> &[Category] {
        &self.observation.category
    }

    /// The category with this code.
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories().iter().find(|c| c.code == code)
    }

    /// The category that a file of someone else means: by its code, label or a synonym, in any case.
    pub fn category_called(&self, written: &str) -> Option<&Category> {
        let wanted = written.trim().to_lowercase();
        self.categories().iter().find(|c| c.names().any(|name| name.to_lowercase() == wanted))
    }

    /// The ways through which observations come.
    pub fn channels(&self) -> &[Channel] {
        &self.observation.channel
    }

    /// The channel with this code.
    pub fn channel(&self, code: &str) -> Option<&Channel> {
        self.channels().iter().find(|c| c.code == code)
    }

    /// The channel that a file of someone else means: by its code or label, in any case.
    pub fn channel_called(&self, written: &str) -> Option<&Channel> {
        let wanted = written.trim().to_lowercase();
        let called = |c: &&Channel| {
            c.code == wanted || c.label.sv.to_lowercase() == wanted || c.label.en.to_lowercase() == wanted
        };
        self.channels().iter().find(called)
    }

    /// From whom observations come: groups of channels.
    pub fn sources(&self) -> &[Source] {
        &self.observation.source
    }

    /// The group of channels with this code.
    pub fn source(&self, code: &str) -> Option<&Source> {
        self.sources().iter().find(|s| s.code == code)
    }

    /// Where help is: emergency, police, social services, support for those who want to leave.
    pub fn contacts(&self) -> &[Contact] {
        &self.observation.contact
    }

    /// The contact with this code ("emergency").
    pub fn contact(&self, code: &str) -> Option<&Contact> {
        self.contacts().iter().find(|c| c.code == code)
    }

    /// The schemes in which places and areas are classified.
    pub fn schemes(&self) -> &[Scheme] {
        &self.scheme.scheme
    }

    /// The scheme with this code.
    pub fn scheme(&self, code: &str) -> Option<&Scheme> {
        self.schemes().iter().find(|s| s.code == code)
    }

    /// Words in a promise that cannot be counted.
    pub fn vague(&self) -> &[Vague] {
        &self.promise.vague
    }

    /// What a commitment needs so that it can be counted.
    pub fn needs(&self) -> &[Need] {
        &self.promise.needs
    }

    /// For how long things are kept.
    pub fn retention(&self) -> Retention {
        self.law.retention
    }

    /// What accessibility is declared against, and what the product is built to.
    pub fn standard(&self) -> &Standard {
        &self.accessibility.standard
    }

    /// In which time accessibility cases are answered, in the law's words. No law gives days.
    pub fn answer(&self) -> &Answer {
        &self.accessibility.answer
    }
}

impl<'a> Rules<'a> {
    /// The day.
    pub fn day(self) -> Date {
        self.day
    }

    /// The pack.
    pub fn pack(self) -> &'a Pack {
        self.pack
    }

    /// The law with this number, if it is in force.
    pub fn law(self, id: &str) -> Option<&'a Law> {
        self.pack.laws().iter().find(|l| l.id == id && l.from <= self.day)
    }

    /// The word for `key` that holds this day.
    pub fn word(self, key: &str) -> Option<&'a Word> {
        self.latest(&self.pack.law.word, |w| w.key == key, |w| w.from)
    }

    /// How long `kind` holds, and on what basis.
    pub fn clock(self, kind: ClockKind) -> Clock<'a> {
        let rule = self.latest(&self.pack.law.clock, |c| c.of == kind, |c| c.from);
        let rule = rule.expect("a test says that every kind of clock has a rule");
        Clock {
            kind,
            months: rule.months,
            warn_days: rule.warn_days,
            rule: &rule.rule,
            basis: self.basis(&rule.law, &rule.section),
        }
    }

    /// What a `of` ("picture", "plan", "agreement") must hold before it may be decided: (key, basis).
    pub fn required(self, of: &str) -> Vec<(&'a str, Basis<'a>)> {
        let mut keys: Vec<&str> = Vec::new();
        for r in self.pack.law.required.iter().filter(|r| r.of == of) {
            if !keys.contains(&r.key.as_str()) {
                keys.push(&r.key);
            }
        }
        let rule = |key| self.latest(&self.pack.law.required, |r| r.of == of && r.key == key, |r| r.from);
        keys.into_iter().filter_map(rule).map(|r| (r.key.as_str(), self.basis(&r.law, &r.section))).collect()
    }

    /// Who supervises accessibility, if any law says so this day.
    pub fn supervisor(self) -> Option<&'a Supervisor> {
        self.latest(&self.pack.accessibility.supervisor, |_| true, |s| Some(s.from))
    }

    fn basis(self, law: &'a Option<String>, section: &'a Option<String>) -> Basis<'a> {
        match law.as_deref().and_then(|id| self.law(id)) {
            Some(law) => Basis::Law { law, section: section.as_deref().unwrap_or("") },
            None => Basis::Routine,
        }
    }

    fn latest<T>(self, all: &'a [T], is: impl Fn(&T) -> bool, from: impl Fn(&T) -> Option<Date>) -> Option<&'a T> {
        let begun = all.iter().filter(|t| is(t) && from(t).is_none_or(|from| from <= self.day));
        begun.max_by_key(|t| from(t).unwrap_or(Date::MIN))
    }
}

/// A word in the languages of the product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// In the language with this tag: "en" is English, all else Swedish.
    pub fn in_language(&self, tag: &str) -> &str {
        if tag == "en" || tag.starts_with("en-") { &self.en } else { &self.sv }
    }
}

/// A law (*lag*).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Its number ("2023:196").
    pub id: String,
    /// Its title with its number.
    pub title: Said,
    /// The first day on which it is in force.
    pub from: Date,
    /// Where it can be read.
    pub read: String,
}

/// What something rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis<'a> {
    /// A section of a law that is in force.
    Law {
        /// The law.
        law: &'a Law,
        /// Its section ("6 §").
        section: &'a str,
    },
    /// No law yet: our own routine (*vår rutin*).
    Routine,
}

impl Basis<'_> {
    /// As it is cited: "6 § lagen (2023:196)"; none for a routine.
    pub fn cited(self) -> Option<String> {
        match self {
            Basis::Law { law, section } if law.id.contains(':') => Some(format!("{section} lagen ({})", law.id)),
            Basis::Law { law, section } => Some(format!("{section}, {}", law.id)),
            Basis::Routine => None,
        }
    }
}

/// A word of the law or of the method, with the day from which it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// What it names ("council").
    pub key: String,
    /// The word.
    pub say: Said,
    /// What helps to understand it, for example the method's word.
    pub help: Option<Said>,
    /// The first day on which it holds.
    pub from: Option<Date>,
    /// The law that has the word.
    pub law: Option<String>,
    /// Its section.
    pub section: Option<String>,
}

/// What has a clock (*klocka*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockKind {
    /// The picture is to be renewed.
    Picture,
    /// The plan is to be followed up.
    PlanFollowUp,
    /// The accessibility statement is to be reviewed.
    Statement,
    /// The agreement ends.
    Agreement,
    /// The promise ends.
    Promise,
}

impl ClockKind {
    /// Every kind.
    pub const ALL: [ClockKind; 5] =
        [ClockKind::Picture, ClockKind::PlanFollowUp, ClockKind::Statement, ClockKind::Agreement, ClockKind::Promise];

    /// The word in message keys (`clock-plan-follow-up`).
    pub fn word(self) -> &'static str {
        match self {
            ClockKind::Picture => "picture",
            ClockKind::PlanFollowUp => "plan-follow-up",
            ClockKind::Statement => "statement",
            ClockKind::Agreement => "agreement",
            ClockKind::Promise => "promise",
        }
    }
}

/// How long something holds and when its end must be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock<'a> {
    /// Of what.
    pub kind: ClockKind,
    /// Months from the last time; none for what has a last day of its own.
    pub months: Option<u32>,
    /// Days before the end from which it asks for attention.
    pub warn_days: i64,
    /// The rule in words.
    pub rule: &'a Said,
    /// The legal section, or our routine.
    pub basis: Basis<'a>,
}

impl Clock<'_> {
    /// The day by which it must be done again, counted from the day it was done; `done` itself where
    /// the thing has a last day of its own.
    pub fn due(&self, done: Date) -> Date {
        let months = jiff::Span::new().months(self.months.unwrap_or(0));
        done.checked_add(months).unwrap_or(Date::MAX)
    }

    /// Whether `today` is within the days of warning before `due`, or after it.
    pub fn warns(&self, due: Date, today: Date) -> bool {
        crate::term::days_between(today, due) <= self.warn_days
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LawFile {
    country: String,
    name: Said,
    law: Vec<Law>,
    word: Vec<Word>,
    clock: Vec<ClockRule>,
    required: Vec<Requirement>,
    retention: Retention,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockRule {
    of: ClockKind,
    months: Option<u32>,
    warn_days: i64,
    rule: Said,
    from: Option<Date>,
    law: Option<String>,
    section: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    of: String,
    key: String,
    from: Option<Date>,
    law: Option<String>,
    section: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccessibilityFile {
    supervisor: Vec<Supervisor>,
    standard: Standard,
    answer: Answer,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObservationFile {
    category: Vec<Category>,
    channel: Vec<Channel>,
    source: Vec<Source>,
    contact: Vec<Contact>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeFile {
    scheme: Vec<Scheme>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PromiseFile {
    vague: Vec<Vague>,
    needs: Vec<Need>,
}

#[cfg(test)]
mod tests;
