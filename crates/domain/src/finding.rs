//! What does a picture say, and how sure is each thing that it says?
//!
//! [`Content`] is the whole of a picture: made by `analysis::picture`, kept by `storage` as text,
//! shown by `documents::picture`. Every number in it has passed the rule for small counts, so that a
//! [`Content`] can be published as it is: nothing hidden can be read or worked out of it.

mod effect;
mod year;

pub use effect::{Check, CheckKind, EffectMethod, EffectVerdict, EffectWarning, Evaluated, Why};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
pub use year::{YearMonth, YearWheel};

use crate::geo::{PlaneName, Point, Shape};
use crate::when::Period;

/// The version of the text that a [`Content`] is kept as.
pub const FORMAT: u32 = 1;

/// What a picture says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The version of this text; see [`FORMAT`].
    pub format: u32,
    /// The time that it is about.
    pub period: Period,
    /// The time that it is compared with.
    pub baseline: Option<Period>,
    /// The observations of the period.
    pub total: Count,
    /// The observations of the baseline period.
    pub total_before: Option<Count>,
    /// What it found, the surest and largest first.
    pub findings: Vec<Finding>,
    /// Counts per area, in the order of the area file. Empty when no areas were given.
    pub areas: Vec<AreaCount>,
    /// Places where observations gather, tested.
    pub hot_spots: Vec<HotSpot>,
    /// The squares in which hot spots were looked for.
    pub grid: Option<Grid>,
    /// Whether the map of the time before would have pointed right, where both times have enough places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointed: Option<Pointed>,
    /// What has come lately, where days and places are known.
    #[serde(default)]
    pub lately: Option<Lately>,
    /// Counts per weekday and time of day, when times are known.
    pub rhythm: Option<Rhythm>,
    /// Counts per month of the period, oldest first.
    pub months: Vec<MonthCount>,
    /// When in the year more is told, where enough years are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<YearWheel>,
    /// Counts per category, largest first.
    pub categories: Vec<CategoryCount>,
    /// Counts per source, largest first.
    pub sources: Vec<SourceCount>,
    /// How much is known of time and place.
    pub coverage: Coverage,
    /// Whether rates could be made.
    pub population: PopulationUse,
    /// How it was computed: enough to repeat it.
    pub method: Method,
}

/// How well the squares that were fullest in the time before hold the observations of the period (PAI and PEI: National
/// Institute of Justice, Real-Time Crime Forecasting Challenge, 2017). Rounded, since no small count may follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pointed {
    /// The squares that were fullest before.
    pub squares: u64,
    /// All squares.
    pub of: u64,
    /// The share of the observations that came in them.
    pub share: f64,
    /// How many times more that is than an even spread would put there (PAI).
    pub pai: f64,
    /// The share of what the best possible choice of as many squares would have held (PEI).
    pub pei: f64,
}

impl Content {
    /// Reads a kept text.
    pub fn from_json(text: &str) -> Result<Content, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The text to keep.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a picture of plain values")
    }

    /// The finding with this id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|f| f.id == id)
    }
}

/// A number of observations as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Count {
    /// The number itself.
    Exact(u64),
    /// Rounded to tens, so that what is hidden beside it cannot be worked out.
    About(u64),
    /// Not shown: so few that they could point out someone, or needed to hide such a number.
    Hidden,
}

impl Count {
    /// The number, exact or rounded, if it is shown at all.
    pub fn shown(self) -> Option<u64> {
        match self {
            Count::Exact(n) | Count::About(n) => Some(n),
            Count::Hidden => None,
        }
    }
}

/// A range of numbers and how often it holds (0.95 = in 19 cases of 20).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end; absent when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// How often such an interval holds what it is about.
    pub level: f64,
}

/// A change as a ratio (1.39 = 39 per cent more) with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Now over before, per day.
    pub ratio: f64,
    /// Its interval.
    pub interval: Interval,
}

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// More than chance explains.
    More,
    /// Fewer than chance explains.
    Fewer,
    /// The difference may be due to chance.
    MayBeChance,
    /// Nothing can be said, and why.
    CannotTell(CannotTell),
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CannotTell {
    /// There is nothing to compare with.
    NoBaseline,
    /// Fewer observations than this in one of the periods.
    TooFew(u64),
    /// The counts are not shown, so neither is a comparison of them.
    Hidden,
}

/// How something was tested.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// With which method.
    pub method: TestMethod,
    /// How often chance alone gives this or more, for this one test.
    pub p: f64,
    /// The same when all tests of its kind are taken into account (Benjamini-Hochberg).
    pub p_corrected: f64,
    /// How many tests of its kind were made.
    pub tests: u64,
}

/// The methods with which a picture tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TestMethod {
    /// Comparison of a share before and now (Fisher), as much as counts vary.
    FisherExact,
    /// Comparison of two rates (conditional binomial; exact where counts vary no more than chance makes them).
    RateRatioExact,
    /// Against the range predicted from the baseline (negative binomial).
    Predictive,
    /// Getis-Ord Gi* against random rearrangements.
    GetisOrdPermutation,
    /// One square beside all the others (negative binomial).
    NegativeBinomial,
    /// Space-time permutation scan of the last weeks.
    SpaceTimePermutation,
    /// Binomial test of a share, as much as it varies from week to week.
    Binomial,
}

/// One thing that the picture says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Its name within the picture, stable between runs on the same data: `area:0123R002`.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// What can be said.
    pub verdict: Verdict,
    /// The observations that it is about.
    pub count: Count,
    /// The same in the baseline period.
    pub before: Option<Count>,
    /// Of how many.
    pub of: Count,
    /// Where the count would lie if only chance were at work.
    pub expected: Option<Interval>,
    /// The change since the baseline.
    pub change: Option<Change>,
    /// The test.
    pub tested: Option<Tested>,
    /// Something that limits what it says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<Caution>,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum About {
    /// Everything together.
    Total,
    /// An area.
    Area {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
    },
    /// A category.
    Category {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
    },
    /// A month, by its first day.
    Month(Date),
    /// A hot spot, by its number in [`Content::hot_spots`].
    HotSpot(usize),
    /// A place to which more has come lately, by its number in [`Lately::found`].
    Emerging(usize),
    /// A part of the week.
    Hours(WeekPart),
}

/// A part of the week that people recognise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WeekPart {
    /// Friday and Saturday from 18 to 24.
    WeekendEvening,
    /// Saturday and Sunday from 0 to 6, the nights after Friday and Saturday.
    WeekendNight,
    /// Sunday to Thursday from 18 to 24.
    WeekdayEvening,
    /// Monday to Friday from 0 to 6.
    WeekdayNight,
    /// Monday to Friday from 6 to 18.
    WeekdayDay,
    /// Saturday and Sunday from 6 to 18.
    WeekendDay,
}

/// What limits a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Caution {
    /// Observations are not crimes: more may mean that more people speak up.
    ObservationsAreNotCrimes,
    /// Fewer than four of five have a place.
    PlaceOftenUnknown,
    /// Fewer than four of five have a time of day.
    TimeOftenUnknown,
    /// It says where observations gather, not how dangerous a place is: nobody knows how many people pass.
    NoNumberOfPassersBy,
}

/// An area's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaCount {
    /// Its code, as text.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its ground.
    pub shape: Shape,
    /// Observations in the period.
    pub count: Count,
    /// In the baseline period.
    pub before: Option<Count>,
    /// Where the count would lie if it had changed as the whole municipality did.
    pub expected: Option<Interval>,
    /// What can be said.
    pub verdict: Verdict,
    /// Its test.
    pub tested: Option<Tested>,
    /// Observations per 1,000 inhabitants, if inhabitants are known.
    pub rate: Option<Rate>,
}

/// A number per 1,000 inhabitants and year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// Per 1,000 inhabitants and year.
    pub per_1000: f64,
    /// Its interval (exact Poisson).
    pub interval: Interval,
    /// The inhabitants.
    pub population: u64,
}

/// A category's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryCount {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Observations in the period.
    pub count: Count,
    /// In the baseline period.
    pub before: Option<Count>,
    /// The change, per day.
    pub change: Option<Change>,
    /// What can be said.
    pub verdict: Verdict,
    /// Its test.
    pub tested: Option<Tested>,
}

/// A month's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MonthCount {
    /// Its first day.
    pub month: Date,
    /// Observations.
    pub count: Count,
    /// The middle of what the baseline leads us to expect.
    pub expected_middle: Option<f64>,
    /// Where it would lie in nine months of ten.
    pub expected: Option<Interval>,
    /// What can be said.
    pub verdict: Verdict,
    /// Its test.
    pub tested: Option<Tested>,
}

/// A source's row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceCount {
    /// Its name.
    pub name: String,
    /// Observations in the period.
    pub count: Count,
}

/// Observations per weekday and time of day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rhythm {
    /// The hours at which the columns begin; the last column ends at 24.
    pub from_hours: Vec<u8>,
    /// Monday first; one count per column.
    pub rows: Vec<Vec<Count>>,
    /// How many have a known time.
    pub timed: Count,
    /// The parts of the week with their shares.
    pub parts: Vec<PartShare>,
}

/// How large a share of the timed observations falls in a part of the week.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartShare {
    /// Which part.
    pub part: WeekPart,
    /// The share of observations (0 to 1).
    pub share: f64,
    /// Its interval (Wilson).
    pub interval: Interval,
    /// The share of the hours of a week.
    pub of_hours: f64,
}

/// The squares in which hot spots were looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The plane they are anchored to: a square's corner is a whole multiple of its side there.
    pub plane: PlaneName,
    /// The side in metres.
    pub cell_m: f64,
    /// How many squares were compared.
    pub cells: u64,
    /// The squares whose count may be shown, each with the lower end of its class (5, 10, 20, 50 ...):
    /// (column, row, at least). Classes, because a square's exact count beside its area's would give
    /// the rest of the area away.
    pub shown: Vec<(i64, i64, u64)>,
}

/// A place where observations gather.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HotSpot {
    /// Its middle.
    pub place: Point,
    /// The radius of the ring around it, in metres.
    pub radius_m: f64,
    /// The name of a known place near its middle.
    pub name: Option<String>,
    /// The area that its middle lies in: code and name.
    pub area: Option<(String, String)>,
    /// The squares that it is made of: (column, row).
    pub squares: Vec<(i64, i64)>,
    /// Observations in it.
    pub count: Count,
    /// How many as many squares have on average.
    pub average: f64,
    /// The largest Gi* of its squares.
    pub z: f64,
    /// More, or may be chance.
    pub verdict: Verdict,
    /// Its test: that of its strongest square.
    pub tested: Tested,
    /// The most common category and its share, if it is at least half.
    pub mostly: Option<(String, f64)>,
}

/// The last weeks, looked through for places where more has come than the place and the weeks by themselves account for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lately {
    /// How many weeks were looked at, the last ending with the period.
    pub weeks: u64,
    /// The longest time of a cluster, in weeks.
    pub longest: u64,
    /// The largest radius in metres.
    pub radius_m: f64,
    /// How many times chance was asked.
    pub replicates: u64,
    /// What was found beyond chance, the most unusual first.
    pub found: Vec<Emerging>,
}

/// A place to which more has come lately.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Emerging {
    /// Its middle.
    pub place: Point,
    /// The radius around it, in metres.
    pub radius_m: f64,
    /// The name of a known place near its middle.
    pub name: Option<String>,
    /// The area that its middle lies in: code and name.
    pub area: Option<(String, String)>,
    /// Its first day; it lasts to the end of the period.
    pub since: Date,
    /// Observations there since then.
    pub count: Count,
    /// How many there would be if time had nothing to do with the place.
    pub expected: f64,
    /// Its test.
    pub tested: Tested,
}

/// How much is known of time and place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// With a place.
    pub placed: Count,
    /// With a place in one of the areas; absent without areas.
    pub in_areas: Option<Count>,
    /// With a known day.
    pub dated: Count,
    /// With a known time of day.
    pub timed: Count,
    /// Rows of the file that could not be read.
    pub rejected: u64,
}

/// Whether rates could be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PopulationUse {
    /// No population was given.
    NotGiven,
    /// Population was given, but its codes are not those of the areas: no rates.
    NoCodeMatches {
        /// Rows of the population file.
        rows: u64,
        /// Areas.
        areas: u64,
        /// An area's code, to compare.
        area_example: String,
        /// A population row's code, to compare.
        row_example: String,
    },
    /// Rates were made for areas with known population.
    Used {
        /// Areas with a population.
        matched: u64,
        /// Areas in all.
        areas: u64,
        /// Rows of the population file that belong to no area.
        unused_rows: u64,
    },
}

/// How a picture was computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// The program and its version.
    pub made_with: String,
    /// The seed of all chance in it.
    pub seed: u64,
    /// Random rearrangements per square.
    pub replicates: u64,
    /// The share of false findings that is accepted among all that are called sure.
    pub false_discovery_rate: f64,
    /// The level of intervals.
    pub level: f64,
    /// Counts below this are hidden.
    pub smallest_shown: u64,
    /// The plane in which it was measured.
    pub plane: Option<PlaneName>,
    /// What the whole changed by, with which areas are compared (1.11 = 11 per cent more).
    pub scale: Option<f64>,
    /// SHA-256 of the observations in canonical order: the version of the data.
    pub data_version: String,
    /// The files that were read.
    #[serde(default)]
    pub files: Vec<FileRead>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Rows or features in it.
    pub rows: u64,
    /// Rows that could not be used.
    pub rejected: u64,
}
