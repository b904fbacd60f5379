//! Did what was done in some areas help, beside areas where it was not done?

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use analysis::evaluate::design::{Seen, design};
use analysis::evaluate::displacement::{Displacement, displacement};
use analysis::evaluate::{Choices, LEAST_EVENTS, Panel, dose, evaluate};
use clap::Args;
use domain::finding::Why;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::file::Columns;

/// Counts before and after, and how they are compared.
#[derive(Clone, Debug, Args)]
pub struct EvaluateArgs {
    /// CSV with the columns area, period (a date or a number, in order), count, treated (1 where something was done, 0
    /// elsewhere); buffer (1 around where it was done) and hours (given in the area) if there are any. A period that is
    /// left out of an area counts 0
    file: PathBuf,
    /// The first period after the start
    #[arg(long, value_name = "PERIOD", required_unless_present = "before")]
    start: Option<String>,
    /// Before it begins, all of the file being past: what could be seen with so many periods before the start
    #[arg(long, value_name = "N", requires = "after", conflicts_with = "start")]
    before: Option<usize>,
    /// Before it begins: and so many periods after it
    #[arg(long, value_name = "N", requires = "before")]
    after: Option<usize>,
    /// How many days a period has
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
    /// The level of intervals
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// The most sets of areas that are tried in a randomisation
    #[arg(long, default_value_t = 9_999)]
    replicates: usize,
    /// The seed of all chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// A period as it is ordered: by its number, or by its text (dates).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Number(i64),
    Day(Date),
}

impl When {
    fn parse(text: &str) -> Option<When> {
        text.parse().map(When::Number).or_else(|_| text.parse().map(When::Day)).ok()
    }
}

/// The periods from the first to the last; those in which no area has a row count 0 everywhere.
struct Calendar {
    first: When,
    days: i64,
    steps: usize,
}

impl Calendar {
    /// Which row does not fit, and why.
    fn of(periods: &[When], days: u32) -> Result<Calendar, (Option<usize>, String)> {
        let days = i64::from(days);
        let first = periods.iter().min().ok_or((None, "no rows".to_owned()))?.clone();
        let mut steps = 1;
        for (i, when) in periods.iter().enumerate() {
            let since = match (&first, when) {
                (When::Number(a), When::Number(b)) => b.checked_sub(*a).unwrap_or(i64::MAX),
                (When::Day(a), When::Day(b)) => {
                    let since = i64::from((*b - *a).get_days());
                    if since % days != 0 {
                        let why = format!(
                            "{b} is {since} days after the first, {a}: whole periods of --days {days} are expected"
                        );
                        return Err((Some(i), why));
                    }
                    since / days
                }
                _ => return Err((Some(i), "dates in some rows and numbers in others".to_owned())),
            };
            if since >= MOST_STEPS {
                return Err((Some(i), format!("more than {MOST_STEPS} periods after the first")));
            }
            steps = steps.max(since as usize + 1);
        }
        Ok(Calendar { first, days, steps })
    }

    /// The step of a period that is there.
    fn step(&self, when: &When) -> usize {
        match (&self.first, when) {
            (When::Number(a), When::Number(b)) => (b - a) as usize,
            (When::Day(a), When::Day(b)) => (i64::from((*b - *a).get_days()) / self.days) as usize,
            _ => 0,
        }
    }

    /// The first step that begins at `start` or later.
    fn from(&self, start: &When) -> Option<usize> {
        let since = match (&self.first, start) {
            (When::Number(a), When::Number(b)) => b.saturating_sub(*a),
            (When::Day(a), When::Day(b)) => {
                let since = i64::from((*b - *a).get_days());
                since.div_euclid(self.days) + i64::from(since.rem_euclid(self.days) > 0)
            }
            _ => return None,
        };
        usize::try_from(since.max(0)).ok().filter(|s| *s < self.steps)
    }

    /// The first day; any where the periods are numbers.
    fn first_day(&self) -> Date {
        match self.first {
            When::Day(day) => day,
            When::Number(_) => Date::constant(2000, 1, 3),
        }
    }
}

/// More periods than these are a slip of a number.
const MOST_STEPS: i64 = 20_000;

/// What each area is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Area {
    treated: bool,
    buffer: bool,
    hours: f64,
}

/// Compares before and after.
pub(super) fn run(args: &EvaluateArgs) -> Result<Value, String> {
    let file = Columns::open(&args.file)?.some()?;
    let names = file.text("area")?;
    let yes = |wanted| {
        file.parsed(wanted, "1 or 0", |text| match text {
            "1" => Some(true),
            "0" | "" => Some(false),
            _ => None,
        })
    };
    let (counts, treated) = (file.counts("count")?, yes("treated")?);
    let periods = file.parsed("period", "a date or a whole number", When::parse)?;
    let buffer = if file.has("buffer") { Some(yes("buffer")?) } else { None };
    let hours = if file.has("hours") { Some(file.parsed("hours", "a number from 0", not_below_zero)?) } else { None };
    let start = match &args.start {
        Some(text) => Some(When::parse(text).ok_or(format!("--start {text:?}: a date or a whole number"))?),
        None => None,
    };
    if !(args.level > 0.0 && args.level < 1.0) {
        return Err(format!("--level {}: a share between 0 and 1 is expected", args.level));
    }

    super::some("--replicates", Some(args.replicates))?;
    super::at_most("--replicates", Some(args.replicates), 99_999)?;
    let lines = file.lines();
    let calendar = Calendar::of(&periods, args.days).map_err(|(i, why)| match i {
        Some(i) => format!("{}: row {}, column period: {why}", file.name(), lines[i]),
        None => format!("{}: {why}", file.name()),
    })?;
    let begun = match &start {
        // Of a file that is all past, it does not matter where its time after would begin.
        None => 1,
        Some(start) => {
            let found = calendar.from(start);
            found.ok_or(format!("--start {}: no period begins then", args.start.as_deref().unwrap_or_default()))?
        }
    };
    let mut seen: HashMap<(&str, usize), u64> = HashMap::new();
    let mut areas: BTreeMap<&str, (Area, Vec<u64>)> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        let own = Area {
            treated: treated[i],
            buffer: buffer.as_ref().is_some_and(|b| b[i]),
            hours: hours.as_ref().map_or(0.0, |h| h[i]),
        };
        if own.treated && own.buffer {
            return Err(format!(
                "{}: row {}: area {name} has treated 1 and buffer 1; a buffer lies around areas where something was done, \
                 so one of them is expected",
                file.name(),
                lines[i]
            ));
        }
        let (area, row) = areas.entry(name).or_insert_with(|| (own, vec![0; calendar.steps]));
        if *area != own {
            return Err(format!("{}: area {name}: treated, buffer and hours differ between its rows", file.name()));
        }
        let step = calendar.step(&periods[i]);
        if let Some(first) = seen.insert((name, step), lines[i]) {
            return Err(format!(
                "{}: row {}: area {name} has this period in row {first} already",
                file.name(),
                lines[i]
            ));
        }
        row[step] = counts[i];
    }

    let said: Vec<Area> = areas.values().map(|(area, _)| *area).collect();
    if !said.iter().any(|a| a.treated) {
        return Err(format!("{}: no area has treated 1; at least one is expected", file.name()));
    }
    let rows = areas.values().map(|(_, row)| row.clone()).collect();
    let panel = Panel::new(rows, said.iter().map(|a| a.treated).collect(), begun, calendar.first_day(), args.days)
        .map_err(|why| format!("{}: {why}", file.name()))?;
    let choices = Choices { level: args.level, most_sets: args.replicates, seed: args.seed };
    let around: Vec<bool> = said.iter().map(|a| a.buffer).collect();
    // What lies around is no comparison: it may have been touched.
    let apart = panel.only(|i| !around[i]).ok_or(format!("{}: every area is a buffer", file.name()))?;
    let (before, after) = args.before.zip(args.after).unwrap_or((panel.steps_before(), panel.steps_after()));
    if before == 0 || after == 0 {
        return Err(format!("--before {before} --after {after}: whole numbers from 1 are expected"));
    }
    // What came after the start is not looked at: the effect itself would be taken for how areas differ.
    let past = if start.is_some() { apart.past() } else { Some(apart.clone()) };
    let seen = past.map_or(Seen::CannotTell(Why::TooFewEvents(LEAST_EVENTS)), |p| design(&p, before, after, choices));
    let could = match seen {
        Seen::Decrease(share) => json!({ "decrease": share }),
        Seen::NothingRealistic(share) => json!({ "nothing_realistic": share }),
        Seen::CannotTell(why) => json!({ "cannot_tell": format!("{why:?}") }),
    };
    if start.is_none() {
        return Ok(json!({
            "method": "design", "level": args.level, "seed": args.seed, "areas": areas.len(), "steps": calendar.steps,
            "could_see": could,
        }));
    }
    let moved = around.contains(&true).then(|| displacement(&panel, &around, choices)).flatten();
    let per_hour = hours.is_some().then(|| {
        let given: Vec<f64> = said.iter().map(|a| a.hours).collect();
        dose::slope(&panel.sums(), &given, choices)
    });
    let mut found = serde_json::to_value(evaluate(&apart, choices)).map_err(|e| e.to_string())?;
    if let Calendar { first: When::Number(first), steps, .. } = calendar {
        // Numbers are told as numbers: which days they are is not known.
        let (start, end) = (first + begun as i64, first + steps as i64);
        found["periods"] = json!([[first, start - 1], [start, end - 1]]);
    }
    Ok(json!({
        "method": "evaluate", "level": args.level, "seed": args.seed, "areas": areas.len(), "steps": calendar.steps,
        "found": found,
        "could_see": could,
        "displacement": moved.as_ref().map(told),
        "dose_per_hour": per_hour.flatten().map(|f| json!({
            "ratio": f.effect.ratio, "low": f.effect.interval.low, "high": f.effect.interval.high, "p": f.p,
        })),
    }))
}

fn not_below_zero(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|x| x.is_finite() && *x >= 0.0)
}

fn told(d: &Displacement) -> Value {
    json!({
        "response": [d.sums.response.0, d.sums.response.1],
        "comparison": [d.sums.comparison.0, d.sums.comparison.1],
        "buffer": [d.sums.buffer.0, d.sums.buffer.1],
        "reading": format!("{:?}", d.reading),
        "measures": d.measures.map(|m| json!({
            "gross": m.gross, "net": m.net, "success": m.success, "buffer": m.buffer, "total_net": m.total_net,
        })),
    })
}
