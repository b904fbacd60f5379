//! Where is a count heading, when did it change, and at which times of the year or the week is there more?

use std::collections::BTreeMap;
use std::path::PathBuf;

use analysis::trend::change::{self, Chance, ChangePoint};
use analysis::trend::season::Years;
use analysis::trend::{decompose, hours, season};
use clap::{Args, ValueEnum};
use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::file::Columns;

/// A series and what is asked of it.
#[derive(Clone, Debug, Args)]
pub struct TrendArgs {
    /// CSV with the columns that the method needs
    file: PathBuf,
    /// What is asked
    #[arg(long, value_enum, default_value = "stl")]
    method: Asked,
    /// Rows in a turn of the season, of stl: 52 without it
    #[arg(long, value_name = "N")]
    period: Option<usize>,
    /// Over how many turns the season is smoothed, of stl: odd, from 3
    #[arg(long, value_name = "N", default_value_t = 7)]
    seasonal: usize,
    /// Let single odd rows bend the trend, of stl
    #[arg(long)]
    not_robust: bool,
    /// What chance is, of change-point
    #[arg(long, value_enum, default_value = "any-order")]
    chance: ChanceName,
    /// Tell every change with at most this p, not only the clearest, of change-point
    #[arg(long, value_name = "P")]
    all_below: Option<f64>,
    /// The level of intervals
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    #[command(flatten)]
    draws: super::Draws,
}

/// What is asked of a series.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Asked {
    /// Trend, season and what is left; a row per step, column count
    Stl,
    /// When the level changed; a row per step, column count
    ChangePoint,
    /// The year as a wheel; columns year, slot (month or week), count; days that the slot was watched, if not alike
    Season,
    /// Hours of weekdays; a row per event, column time (2022-09-15T14:30)
    Hours,
}

/// What chance is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ChanceName {
    /// The counts as they are, in any order
    AnyOrder,
    /// Each event on any step alike
    Poisson,
}

/// Answers what is asked.
pub(super) fn run(args: &TrendArgs) -> Result<Value, String> {
    super::share("--level", args.level)?;
    let file = Columns::open(&args.file)?.some()?;
    match args.method {
        Asked::Stl => stl(args, &file),
        Asked::ChangePoint => changes(args, &file),
        Asked::Season => wheel(args, &file),
        Asked::Hours => week(args, &file),
    }
}

fn stl(args: &TrendArgs, file: &Columns) -> Result<Value, String> {
    let period = args.period.unwrap_or(52);
    if period < 2 {
        return Err(format!("--period {period}: a whole number from 2 is expected"));
    }
    if args.seasonal < 3 || args.seasonal.is_multiple_of(2) || args.seasonal > 10_001 {
        return Err(format!("--seasonal {}: an odd number from 3 to 10001 is expected", args.seasonal));
    }
    let counts = file.parsed("count", "a number of less than 1e100", |text| {
        text.parse::<f64>().ok().filter(|x| x.is_finite() && x.abs() < 1e100)
    })?;
    // A series that is short for the usual turn cannot be told of; a turn longer than the series is a slip.
    if args.period.is_some_and(|p| p > counts.len()) {
        let rows = counts.len();
        return Err(format!("--period {period}: at most {rows} is expected, the rows of {}", file.name()));
    }
    let said = json!({ "method": "stl", "period": period, "seasonal": args.seasonal, "robust": !args.not_robust });
    let Some(parts) = decompose(&counts, period, args.seasonal, !args.not_robust) else {
        let turns = if args.not_robust { 2 } else { 3 };
        return Ok(cannot_tell(said, format!("{} rows; at least {} are expected", counts.len(), turns * period)));
    };
    let row = |i: usize| {
        json!({ "row": i + 1, "count": counts[i], "trend": parts.trend[i], "seasonal": parts.seasonal[i],
            "remainder": parts.remainder[i], "weight": parts.weights[i] })
    };
    let rows: Vec<Value> = (0..counts.len()).map(row).collect();
    Ok(with(said, [("seasonal_strength", json!(parts.seasonal_strength)), ("rows", json!(rows))]))
}

fn changes(args: &TrendArgs, file: &Columns) -> Result<Value, String> {
    let (counts, draws) = (file.counts("count")?, args.draws);
    let chance = match args.chance {
        ChanceName::AnyOrder => Chance::AnyOrder,
        ChanceName::Poisson => Chance::Poisson,
    };
    let clearest = change::single(&counts, chance, args.level, draws.replicates, draws.seed);
    let said = json!({ "method": "change-point", "replicates": draws.replicates, "seed": draws.seed });
    let Some(clearest) = clearest else {
        let least = 2 * change::LEAST_SIDE;
        return Ok(cannot_tell(said, format!("at least {least} rows and one event are expected")));
    };
    let found = match args.all_below {
        None => vec![clearest],
        Some(p) => {
            super::share("--all-below", p)?;
            change::several(&counts, chance, args.level, p, draws.replicates, draws.seed)
        }
    };
    let tell = |c: &ChangePoint| {
        json!({ "row": c.at + 1, "from_row": c.between.0 + 1, "to_row": c.between.1 + 1, "before": c.before,
            "after": c.after, "ratio": c.ratio.map(|r| r.0), "low": c.ratio.map(|r| r.1.low),
            "high": c.ratio.and_then(|r| r.1.high),
            "log_likelihood_ratio": c.log_ratio, "dispersion": c.dispersion, "p": c.p })
    };
    Ok(with(said, [("changes", json!(found.iter().map(tell).collect::<Vec<_>>()))]))
}

fn wheel(args: &TrendArgs, file: &Columns) -> Result<Value, String> {
    let years = file.parsed("year", "a whole number", |t| t.parse::<i32>().ok())?;
    let slots =
        file.parsed("slot", "a whole number from 1 to 366", |t| t.parse().ok().filter(|s| (1..=366).contains(s)))?;
    let counts = file.counts("count")?;
    let days = match file.has("days") {
        true => file.parsed("days", "a number above 0", |t| t.parse::<f64>().ok().filter(|d| *d > 0.0 && *d < 1e6))?,
        false => vec![1.0; counts.len()],
    };
    let most: usize = slots.iter().copied().max().unwrap_or(0);
    let mut rows: BTreeMap<i32, Vec<Option<(u64, f64)>>> = BTreeMap::new();
    for (((year, slot), (count, days)), line) in
        years.iter().zip(&slots).zip(counts.iter().zip(&days)).zip(file.lines())
    {
        let of_year = rows.entry(*year).or_insert_with(|| vec![None; most]);
        if of_year[slot - 1].replace((*count, *days)).is_some() {
            return Err(format!("{}: row {line}: year {year}, slot {slot} stands there twice", file.name()));
        }
    }
    for (year, of_year) in &rows {
        if let Some(gap) = of_year.iter().position(Option::is_none) {
            let (name, slot) = (file.name(), gap + 1);
            return Err(format!(
                "{name}: year {year} has no slot {slot}; a row is expected for each, with count 0 for none"
            ));
        }
    }
    let part = |of: fn(&(u64, f64)) -> f64| -> Vec<Vec<f64>> {
        rows.values().map(|y| y.iter().flatten().map(of).collect()).collect()
    };
    let whole: Vec<Vec<u64>> = rows.values().map(|y| y.iter().flatten().map(|c| c.0).collect()).collect();
    let draws = args.draws;
    let said = json!({ "method": "season", "years": rows.len(), "replicates": draws.replicates, "seed": draws.seed });
    let wheel = Years::new(&whole, &part(|c| c.1));
    let profile = wheel.and_then(|w| season::profile(&w, args.level, draws.replicates, draws.seed));
    let Some(profile) = profile else {
        return Ok(cannot_tell(said, "at least two slots and one event are expected".to_owned()));
    };
    let slot = |(i, s): (usize, &season::Slot)| {
        json!({ "slot": i + 1, "count": s.count, "index": s.index, "low": s.interval.low, "high": s.interval.high, "p": s.p,
            "p_corrected": s.p_corrected })
    };
    let slots: Vec<Value> = profile.slots.iter().enumerate().map(slot).collect();
    Ok(with(said, [("p", json!(profile.p)), ("dispersion", json!(profile.dispersion)), ("slots", json!(slots))]))
}

fn week(args: &TrendArgs, file: &Columns) -> Result<Value, String> {
    let expected = "a date with a time, such as 2022-09-15T14:30";
    let moments = file.parsed("time", expected, moment)?;
    let said = json!({ "method": "hours", "events": moments.len() });
    let Some(table) = hours::table(&moments, args.level) else {
        return Ok(cannot_tell(said, "at least one event is expected".to_owned()));
    };
    let cell = |(day, hour, c): (usize, usize, &hours::Cell)| {
        json!({ "weekday": day + 1, "hour": hour, "count": c.count, "share": c.share, "low": c.interval.low, "high": c.interval.high,
            "expected": c.expected, "p": c.p, "p_corrected": c.p_corrected })
    };
    let cells = table.iter().enumerate().flat_map(|(d, of)| of.iter().enumerate().map(move |(h, c)| (d, h, c)));
    Ok(with(said, [("cells", json!(cells.map(cell).collect::<Vec<_>>()))]))
}

/// A date with its time of day. One without, or with an offset, has no hour of its own.
fn moment(text: &str) -> Option<DateTime> {
    let text = text.replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].into_iter().find_map(|form| DateTime::strptime(form, &text).ok())
}

fn with<const N: usize>(mut said: Value, parts: [(&str, Value); N]) -> Value {
    parts.into_iter().for_each(|(name, part)| said[name] = part);
    said
}

fn cannot_tell(said: Value, why: String) -> Value {
    with(said, [("cannot_tell", json!(why))])
}
