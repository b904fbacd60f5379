//! Is it more, or fewer, than before, or may the difference be chance?

use analysis::compare::{rate_ratio, rate_ratio_mid_p};
use clap::Args;
use serde_json::{Value, json};

/// Two counts and the time that each was counted in.
#[derive(Clone, Debug, Args)]
pub struct RateRatioArgs {
    /// Events now
    #[arg(long, value_name = "N")]
    now: u64,
    /// Events before
    #[arg(long, value_name = "N")]
    before: u64,
    /// Days (or inhabitants) that those now were counted in
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    days_now: f64,
    /// Days (or inhabitants) that those before were counted in
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    days_before: f64,
    /// Count half of what was observed: shorter intervals, right on average
    #[arg(long)]
    mid_p: bool,
    /// The level of the interval
    #[arg(long, default_value_t = 0.95)]
    level: f64,
}

/// Compares the two rates.
pub(super) fn run(args: &RateRatioArgs) -> Result<Value, String> {
    for (option, days) in [("--days-now", args.days_now), ("--days-before", args.days_before)] {
        if !(1e-6..=1e12).contains(&days) {
            return Err(format!("{option} {days}: a number from 0.000001 to 1000000000000 is expected"));
        }
    }
    super::share("--level", args.level)?;
    if args.now.checked_add(args.before).is_none_or(|n| n > 1 << 50) {
        return Err(format!("--now {} and --before {}: smaller numbers are expected", args.now, args.before));
    }
    let compare = if args.mid_p { rate_ratio_mid_p } else { rate_ratio };
    let mut said = json!({ "method": if args.mid_p { "rate-ratio, mid-p" } else { "rate-ratio, exact" } });
    match compare(args.now, args.days_now, args.before, args.days_before, args.level) {
        None => said["cannot_tell"] = json!("no event, now or before"),
        Some(found) => {
            let endless = args.before == 0;
            said["ratio"] = if endless { Value::Null } else { json!(found.change.ratio) };
            said["low"] = json!(found.change.interval.low);
            said["high"] = json!(found.change.interval.high);
            said["p"] = json!(found.p);
        }
    }
    Ok(said)
}
