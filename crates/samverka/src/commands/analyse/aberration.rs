//! Which weeks are unusual beside their own past?

use std::collections::BTreeMap;
use std::path::PathBuf;

use analysis::aberration::farrington::{self, Bound, Control, Errors, Power};
use analysis::aberration::{chart_from, cusum, ears, glr};
use analysis::fdr;
use analysis::unusual::{self, Series};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::file::Columns;

/// Weekly counts and how they are judged.
#[derive(Clone, Debug, Args)]
pub struct AberrationArgs {
    /// CSV with the column count, one row per week, oldest first, without gaps; series names one of several series,
    /// population is at risk in the week
    file: PathBuf,
    /// How a week is judged
    #[arg(long, value_enum, default_value = "farrington-flexible")]
    method: How,
    /// The first week that is judged, counted from 1; without it the last week only, and of CUSUM and GLR, which add weeks
    /// up, the last 26 (at most half of them where the mean is that of the weeks before)
    #[arg(long, value_name = "WEEK")]
    from: Option<usize>,
    /// Farrington: years back
    #[arg(long, value_name = "N", default_value_t = 5)]
    years: usize,
    /// Farrington: weeks on either side that are of the same season
    #[arg(long, value_name = "N", default_value_t = 3)]
    half_window: usize,
    /// Farrington: periods of the year; 1 uses the same season only
    #[arg(long, value_name = "N")]
    periods: Option<usize>,
    /// Farrington: weeks just before that are left out
    #[arg(long, value_name = "N")]
    left_out: Option<usize>,
    /// Farrington: past weeks with a larger residual weigh less
    #[arg(long, value_name = "RESIDUAL")]
    weights_threshold: Option<f64>,
    /// Farrington: a trend is kept below this p-value
    #[arg(long, value_name = "P")]
    trend_threshold: Option<f64>,
    /// Farrington: what lies above the prediction
    #[arg(long, value_enum)]
    threshold_method: Option<Above>,
    /// Farrington: errors as R surveillance 1.20.3 has them, for comparison only
    #[arg(long)]
    errors_as_surveillance: bool,
    /// How often a week in which nothing happens may pass the bound
    #[arg(long, default_value_t = 0.01)]
    alpha: f64,
    /// Unusual: the share of false finds among all finds that is accepted
    #[arg(long, default_value_t = 0.05)]
    share: f64,
    /// CUSUM, GLR: the mean when nothing happens; the mean of the weeks before the first that is judged without it
    #[arg(long)]
    mean: Option<f64>,
    /// CUSUM: what is taken away each week
    #[arg(long, default_value_t = 1.04)]
    k: f64,
    /// CUSUM: the limit
    #[arg(long, default_value_t = 2.26)]
    h: f64,
    /// GLR: the limit
    #[arg(long, default_value_t = 5.0)]
    limit: f64,
    /// GLR: how many weeks ago a rise can have begun
    #[arg(long, default_value_t = 26)]
    most: usize,
}

/// The methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// The same season of earlier years, all weeks used (Noufaily and others 2013)
    FarringtonFlexible,
    /// The same season of earlier years (Farrington and others 1996)
    #[value(name = "farrington-1996")]
    Farrington1996,
    /// The seven weeks before
    EarsC1,
    /// Seven weeks that end two before
    EarsC2,
    /// The same, with what the two weeks before had too much
    EarsC3,
    /// Cumulated sums of standardised counts
    Cusum,
    /// Cumulated sums of counts in Rossi's form
    CusumRossi,
    /// Likelihood ratio of a level that has risen at some week
    Glr,
    /// As on the start page of the workspace: season and trend where there are two years and 50 events, else the last
    /// weeks; the last week only, more or fewer
    Unusual,
}

/// What lies above the prediction.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Above {
    /// A normal bound of the 2/3 power
    Delta,
    /// A quantile of the negative binomial with the predicted mean
    NbPlugin,
    /// The same with the upper end of the mean's interval
    Muan,
}

/// Judges the weeks of every series.
pub(super) fn run(args: &AberrationArgs) -> Result<Value, String> {
    let file = Columns::open(&args.file)?.some()?;
    let counts = file.counts("count")?;
    let names = if file.has("series") { file.text("series")? } else { vec![String::new(); counts.len()] };
    let people = if file.has("population") { Some(people_of(&file)?) } else { None };
    if !(args.alpha > 0.0 && args.alpha < 1.0) {
        return Err(format!("--alpha {}: a share between 0 and 1 is expected", args.alpha));
    }
    super::share("--share", args.share)?;
    let mut series: BTreeMap<&str, (Vec<u64>, Vec<f64>)> = BTreeMap::new();
    for (i, (name, count)) in names.iter().zip(&counts).enumerate() {
        let of = series.entry(name).or_default();
        of.0.push(*count);
        of.1.extend(people.as_ref().map(|p| p[i]));
    }
    let charts = matches!(args.method, How::Cusum | How::CusumRossi | How::Glr);
    if charts {
        args.mean.map_or(Ok(()), |mean| super::above_zero("--mean", mean))?;
        let limits = [("--k", args.k), ("--h", args.h), ("--limit", args.limit)];
        limits.iter().try_for_each(|(option, value)| super::above_zero(option, *value))?;
    }
    super::some("--from", args.from)?;
    if args.method == How::Unusual {
        return unusual_week(args, &file, series.into_iter().map(|(name, (counts, _))| (name.to_owned(), counts)));
    }
    let (mut weeks, mut last) = (Vec::new(), Vec::new());
    for (name, (counts, people)) in &series {
        let usual =
            if charts { counts.len().min(chart_from(counts.len(), args.mean.is_none()) + 1) } else { counts.len() };
        let first = args.from.unwrap_or(usual);
        if first > counts.len() {
            let why = format!("the series has the weeks 1 to {}", counts.len());
            weeks.push(json!({ "series": name, "week": first, "cannot_tell": why }));
            continue;
        }
        let people = (!people.is_empty()).then_some(people.as_slice());
        // One series must not end what is said of the others.
        let judged = judge(args, counts, people, first - 1)
            .unwrap_or_else(|why| vec![json!({ "cannot_tell": why }); counts.len() + 1 - first]);
        for (at, mut said) in (first..).zip(judged) {
            said["series"] = json!(name);
            said["week"] = json!(at);
            said["count"] = json!(counts[at - 1]);
            weeks.push(said);
        }
        last.push(weeks.len() - 1);
    }
    correct(&mut weeks, &last);
    let name = args.method.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned());
    Ok(json!({ "method": name, "alpha": args.alpha, "series": series.len(), "weeks": weeks }))
}

/// The last week of all series, as the start page says it.
fn unusual_week(
    args: &AberrationArgs,
    file: &Columns,
    series: impl Iterator<Item = (String, Vec<u64>)>,
) -> Result<Value, String> {
    if args.from.is_some() || file.has("population") {
        let name = file.name();
        return Err(format!("{name}: --method unusual judges the last week, without --from and without population"));
    }
    let board: Vec<Series<String>> = series.map(|(key, counts)| Series { key, counts }).collect();
    let said: Vec<Value> = unusual::week(&board, args.share)
        .iter()
        .map(|s| {
            let (expected, range) = s.expected.unzip();
            json!({
                "series": s.key, "count": s.count, "expected": expected, "low": range.map(|r| r.low),
                "high": range.and_then(|r| r.high), "years": s.years, "verdict": format!("{:?}", s.verdict),
                "only_looks_so": s.only_looks_so, "p": s.tested.map(|t| t.p),
                "p_corrected": s.tested.map(|t| t.p_corrected),
            })
        })
        .collect();
    Ok(json!({ "method": "unusual", "share": args.share, "series": said.len(), "weeks": said }))
}

fn people_of(file: &Columns) -> Result<Vec<f64>, String> {
    file.parsed("population", "a number above 0", |text| text.parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0))
}

/// The last weeks of all series are looked at together: of many, some alarm by chance.
fn correct(weeks: &mut [Value], last: &[usize]) {
    let judged: Vec<(usize, f64)> = last.iter().filter_map(|i| Some((*i, weeks[*i]["p"].as_f64()?))).collect();
    let p: Vec<f64> = judged.iter().map(|(_, p)| *p).collect();
    for ((i, _), corrected) in judged.iter().zip(fdr::corrected(&p)) {
        weeks[*i]["p_corrected"] = json!(corrected);
    }
}

/// What is said of each week from index `first` on, or why nothing can be said of the series.
fn judge(args: &AberrationArgs, counts: &[u64], people: Option<&[f64]>, first: usize) -> Result<Vec<Value>, String> {
    let weeks = first..counts.len();
    let before = || match (args.mean, counts[..first].iter().fold(0u64, |sum, n| sum.saturating_add(*n))) {
        (Some(mean), _) => Ok(mean),
        (None, _) if first == 0 => Err("no week comes before the first that is judged; --mean is expected".to_owned()),
        (None, 0) => Err("no event in the weeks before the first that is judged; --mean is expected".to_owned()),
        (None, sum) => Ok(sum as f64 / first as f64),
    };
    let refused = || "a mean that is not above zero".to_owned();
    match args.method {
        How::FarringtonFlexible | How::Farrington1996 => {
            let control = control(args);
            let one = |at| match farrington::week(counts, at, people, &control) {
                Ok(w) => json!({
                    "expected": w.baseline.mean(), "bound": w.upper, "alarm": w.alarm, "p": w.p,
                    "score": w.exceedance, "trend": w.baseline.trend, "dispersion": w.baseline.dispersion,
                }),
                Err(why) => json!({ "cannot_tell": why.to_string() }),
            };
            Ok(weeks.map(one).collect())
        }
        How::EarsC1 | How::EarsC2 | How::EarsC3 => {
            let kind = match args.method {
                How::EarsC1 => ears::Kind::C1,
                How::EarsC2 => ears::Kind::C2,
                _ => ears::Kind::C3,
            };
            let one = |at| match ears::week(kind, counts, at, args.alpha) {
                Some(w) => json!({ "expected": w.expected, "bound": w.bound, "alarm": w.alarm }),
                None => json!({ "cannot_tell": "the past is too short: 7 weeks before (C1), 9 (C2) or 11 (C3)" }),
            };
            Ok(weeks.map(one).collect())
        }
        How::Cusum | How::CusumRossi => {
            let transform =
                if args.method == How::Cusum { cusum::Transform::Standard } else { cusum::Transform::Rossi };
            let chart = cusum::chart(&counts[first..], before()?, transform, args.k, args.h).ok_or_else(refused)?;
            Ok(chart.iter().map(|s| json!({ "sum": s.sum, "bound": s.upper, "alarm": s.alarm })).collect())
        }
        How::Glr => {
            let mean = before()?;
            // Part of a year says nothing of the rest of it.
            let expected = if args.mean.is_some() || (args.from.is_none() && first < 52) {
                vec![mean; weeks.len()]
            } else {
                glr::seasonal(&counts[..first], first, counts.len(), 1, 52.0).map_err(|why| why.to_string())?
            };
            let chart = glr::chart(&counts[first..], &expected, 2, args.most, args.limit).ok_or_else(refused)?;
            let one =
                |(s, mean): (&glr::Step, &f64)| json!({ "expected": mean, "statistic": s.statistic, "alarm": s.alarm });
            Ok(chart.iter().zip(&expected).map(one).collect())
        }
        How::Unusual => Err("it is judged for all series together".to_owned()),
    }
}

fn control(args: &AberrationArgs) -> Control {
    let usual = match args.method {
        How::Farrington1996 => Control::of_1996(args.years, args.alpha),
        _ => Control::improved(args.years, args.alpha),
    };
    Control {
        half_window: args.half_window,
        periods: args.periods.unwrap_or(usual.periods),
        left_out: args.left_out.unwrap_or(usual.left_out),
        reweight: args.weights_threshold.or(usual.reweight),
        trend: args.trend_threshold.or(usual.trend),
        bound: args.threshold_method.map_or(usual.bound, |above| match above {
            Above::Delta => Bound::Delta(Power::TwoThirds),
            Above::NbPlugin => Bound::NbPlugin,
            Above::Muan => Bound::Muan,
        }),
        errors: if args.errors_as_surveillance { Errors::AsSurveillance } else { Errors::Quasi },
        ..usual
    }
}
