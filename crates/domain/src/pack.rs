//! What holds in this country, on a given day: words of the law, clocks, required fields, categories, contacts?
//!
//! A country is data: `packs/<country>/*.toml`, embedded in the binary and parsed once. The dates from
//! which things hold are in the data too, so that a page of 2022 speaks as one did in 2022.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

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
        Clock { kind, months: rule.months, warn_days: rule.warn_days, rule: &rule.rule, basis: self.basis(&rule.law, &rule.section) }
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
    fn names(&self) -> impl Iterator<Item = &str> {
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
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[test]
    fn the_law_of_2023_is_cited_from_its_first_day_and_not_before() {
        let se = Pack::se();
        let before = se.on(date(2023, 6, 30));
        assert_eq!(before.law("2023:196"), None);
        assert_eq!(before.clock(ClockKind::Picture).basis, Basis::Routine);
        assert_eq!(before.word("council").unwrap().say.sv, "brottsförebyggande råd");
        assert!(before.required("picture").iter().all(|(_, basis)| *basis == Basis::Routine));

        let since = se.on(date(2023, 7, 1));
        let clock = since.clock(ClockKind::Picture);
        assert_eq!(clock.basis.cited().as_deref(), Some("6 § lagen (2023:196)"));
        assert_eq!(since.word("council").unwrap().say.sv, "strategiskt råd");
        let sections: Vec<_> = since.required("picture").iter().map(|(key, b)| (*key, b.cited().unwrap())).collect();
        assert_eq!(
            sections,
            [
                ("mapping", "4 § 1 lagen (2023:196)".to_owned()),
                ("information", "4 § 2 lagen (2023:196)".to_owned()),
                ("analysis", "4 § 3 lagen (2023:196)".to_owned()),
            ]
        );
        // The plan became a duty a year later.
        assert_eq!(since.clock(ClockKind::PlanFollowUp).basis, Basis::Routine);
        assert!(se.on(date(2024, 7, 1)).clock(ClockKind::PlanFollowUp).basis.cited().is_some());
    }

    #[test]
    fn a_picture_of_november_2021_is_due_in_november_2023() {
        let clock = Pack::se().on(date(2022, 9, 15)).clock(ClockKind::Picture);
        let due = clock.due(date(2021, 11, 11));
        assert_eq!(due, date(2023, 11, 11));
        assert!(!clock.warns(due, date(2022, 9, 15)));
        assert!(clock.warns(due, date(2023, 6, 1)));
        let agreement = Pack::se().on(date(2022, 9, 15)).clock(ClockKind::Agreement);
        assert!(agreement.warns(agreement.due(date(2022, 12, 31)), date(2022, 9, 15)));
    }

    #[test]
    fn every_clock_has_a_rule_on_any_day() {
        for day in [date(1990, 1, 1), date(2018, 11, 1), date(2022, 9, 15), date(2030, 1, 1)] {
            for kind in ClockKind::ALL {
                assert_eq!(Pack::se().on(day).clock(kind).kind, kind);
            }
        }
    }

    #[test]
    fn what_others_call_a_category_is_found_and_no_name_means_two() {
        let se = Pack::se();
        assert_eq!(se.category_called(" Klotter ").unwrap().code, "vandalism");
        assert_eq!(se.category_called("MOPEDER").unwrap().code, "traffic");
        assert_eq!(se.category_called("något helt annat"), None);
        let mut names = BTreeSet::new();
        for category in se.categories() {
            let own: BTreeSet<String> = category.names().map(str::to_lowercase).collect();
            for name in own {
                assert!(names.insert(name.clone()), "{name} means two categories");
            }
        }
    }

    #[test]
    fn every_channel_has_a_source_and_every_edition_knows_its_levels() {
        let se = Pack::se();
        for channel in se.channels() {
            assert!(se.source(&channel.source).is_some(), "{}", channel.code);
        }
        for scheme in se.schemes() {
            for edition in &scheme.edition {
                for level in &edition.levels {
                    assert!(scheme.level(level).is_some(), "{} {level}", scheme.code);
                }
            }
        }
        let vulnerable = se.scheme("vulnerable-area").unwrap();
        assert_eq!(vulnerable.edition_on(date(2022, 9, 15)).unwrap().name, "2021");
        assert_eq!(vulnerable.edition_on(date(2024, 3, 1)).unwrap().name, "2023");
    }

    #[test]
    fn every_word_that_names_a_law_names_one_that_the_pack_has() {
        let se = Pack::se();
        let known: BTreeSet<&str> = se.laws().iter().map(|l| l.id.as_str()).collect();
        let named = se.law.word.iter().filter_map(|w| w.law.as_deref());
        let named = named.chain(se.law.clock.iter().filter_map(|c| c.law.as_deref()));
        let named = named.chain(se.law.required.iter().filter_map(|r| r.law.as_deref()));
        for law in named.chain(se.accessibility.supervisor.iter().map(|s| s.law.as_str())) {
            assert!(known.contains(law), "{law}");
        }
    }

    #[test]
    fn vague_forms_are_lower_case_and_belong_to_one_phrase() {
        let mut seen = BTreeSet::new();
        for form in Pack::se().vague().iter().flat_map(|v| &v.forms) {
            assert_eq!(*form, form.to_lowercase());
            assert!(seen.insert(form), "{form}");
        }
    }

    #[test]
    fn help_is_a_telephone_call_away_and_social_services_are_the_municipalitys_own() {
        let se = Pack::se();
        assert_eq!(se.contact("emergency").unwrap().dial.as_deref(), Some("112"));
        assert_eq!(se.contact("police").unwrap().dial.as_deref(), Some("11414"));
        assert_eq!(se.contact("social-services").unwrap().number, None);
        assert!(se.on(date(2022, 9, 15)).supervisor().unwrap().complain.starts_with("https://"));
    }
}
