//! Where is a count heading when the season is taken away?
//!
//! Seasonal-trend decomposition by local regression (STL): Cleveland, Cleveland, McRae and Terpenning, Journal of
//! Official Statistics 6 (1990) 3-33. What changed, and when, is in [`change`]; the shape of the year in [`season`],
//! that of the week in [`hours`]. Two rates are compared in [`crate::compare`].

pub mod change;
pub mod hours;
pub mod season;

/// A series taken apart: trend + seasonal + remainder is the series.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Where it is heading.
    pub trend: Vec<f64>,
    /// What the time of year adds.
    pub seasonal: Vec<f64>,
    /// What neither explains.
    pub remainder: Vec<f64>,
    /// How much each point counted, 0 to 1: what lies far out counts less in a robust decomposition, else all are 1.
    pub weights: Vec<f64>,
    /// How much of what is not trend the season explains, 0 to 1 (Wang, Smith and Hyndman, Data Mining and Knowledge
    /// Discovery 13 (2006) 335-364). Noise alone gives some of it: not a test.
    pub seasonal_strength: f64,
}

/// Takes a series apart. `period` is the number of points in a turn (52 weeks), `seasonal` over how many turns the
/// season is smoothed (odd, at least 7 where it may change slowly). Robust: single odd points do not bend the trend.
/// Lengths, degrees and numbers of loops are those of statsmodels' STL. None when the series is shorter than two
/// turns (three, if robust: in two, the season meets every point, and what lies far out is only rounding), a number is
/// infinite or none, `period` is below 2 or `seasonal` even or below 3.
pub fn decompose(series: &[f64], period: usize, seasonal: usize, robust: bool) -> Option<Parts> {
    let turns = series.len().checked_div(period)?;
    // Squares of what is larger would be infinite.
    let numbers = series.iter().all(|y| y.abs() < 1e100);
    if period < 2
        || turns < if robust { 3 } else { 2 }
        || seasonal < 3
        || seasonal.is_multiple_of(2)
        || seasonal > 10_001
        || !numbers
    {
        return None;
    }
    // The shortest odd trend window that the season cannot leak into.
    let trend = (1.5 * period as f64 / (1.0 - 1.5 / seasonal as f64)).ceil() as usize;
    let odd = |n: usize| n + usize::from(n.is_multiple_of(2));
    let mut p = stlrs::params();
    p.seasonal_length(seasonal).trend_length(odd(trend)).low_pass_length(odd(period + 1));
    p.seasonal_degree(1).trend_degree(1).low_pass_degree(1);
    p.seasonal_jump(1).trend_jump(1).low_pass_jump(1);
    p.robust(robust).inner_loops(if robust { 2 } else { 5 }).outer_loops(if robust { 15 } else { 0 });
    let fit = p.fit(series, period).ok()?;
    let seasonal_strength = fit.seasonal_strength();
    let (seasonal, trend, remainder, weights) = fit.into_parts();
    let all = [&seasonal, &trend, &remainder, &weights];
    let parts = all.iter().all(|x| x.iter().all(|x| x.is_finite()));
    // Where nothing is left but rounding, its parts say nothing of a season.
    let most = |x: &[f64]| x.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
    let rounding = most(&seasonal).max(most(&remainder)) <= 1e-9 * most(series);
    let seasonal_strength = if seasonal_strength.is_finite() && !rounding { seasonal_strength } else { 0.0 };
    parts.then_some(Parts { trend, seasonal, remainder, weights, seasonal_strength })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_years_are_taken_apart_as_statsmodels_does_it() {
        let golden: serde_json::Value = serde_json::from_str(include_str!("../tests/golden/glm_did_stl.json")).unwrap();
        let of = |key: &str| -> Vec<f64> { serde_json::from_value(golden["stl_weekly_total"][key].clone()).unwrap() };
        let near = |a: f64, b: f64| assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
        let parts = decompose(&of("y"), 52, 7, false).unwrap();
        for ((a, b), (c, d)) in parts.trend.iter().zip(of("trend")).zip(parts.seasonal.iter().zip(of("seasonal"))) {
            near(*a, b);
            near(*c, d);
        }
        // The same series in turns of 13, robust: statsmodels 0.14.6, STL(y, period=13, seasonal=7, robust=True).
        let robust = decompose(&of("y"), 13, 7, true).unwrap();
        let trend = [489.76771132991104, 495.3478344811026, 500.8456293233148, 506.24596652321065, 511.5374182940955];
        let seasonal =
            [2.8811105255512697, -11.40901791372577, 7.178643579672519, 15.975788550805024, -14.368523587285633];
        let weights = [0.9902673218176242, 0.9664723217754386, 0.9514139164346151, 0.9907362874363883];
        for i in 0..4 {
            near(robust.trend[i], trend[i]);
            near(robust.seasonal[i], seasonal[i]);
            near(robust.weights[i], weights[i]);
        }
        near(robust.trend[50], 470.91568158346774);
        assert_eq!(decompose(&of("y"), 52, 7, true), None);
    }

    #[test]
    fn one_odd_week_does_not_bend_a_robust_trend() {
        let mut y: Vec<f64> = (0..104).map(|w| 100.0 + 10.0 * (w as f64 * 0.2417).sin() + f64::from(w % 3)).collect();
        let calm = decompose(&y, 26, 7, true).unwrap();
        y[60] += 500.0;
        let bent = |robust| {
            let odd = decompose(&y, 26, 7, robust).unwrap();
            odd.trend.iter().zip(&calm.trend).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        assert!(bent(true) < 0.3 * bent(false), "{} {}", bent(true), bent(false));
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_odd_series_are_refused(
            y in proptest::collection::vec(prop_oneof![Just(0.0), 0.0f64..500.0, Just(f64::NAN), Just(1e308)], 0..60),
            period in 0usize..14, seasonal in 0usize..14, robust: bool,
        ) {
            if let Some(p) = decompose(&y, period, seasonal, robust) {
                for (i, y) in y.iter().enumerate() {
                    prop_assert!((p.trend[i] + p.seasonal[i] + p.remainder[i] - y).abs() < 1e-6 * (1.0 + y.abs()));
                    prop_assert!((0.0..=1.0).contains(&p.weights[i]));
                }
            } else {
                let fine = y.iter().all(|y| y.is_finite() && *y < 1e100) && period >= 2 && y.len() >= (2 + usize::from(robust)) * period;
                prop_assert!(!(fine && seasonal >= 3 && seasonal % 2 == 1), "{:?}", y);
            }
        }
    }
}
