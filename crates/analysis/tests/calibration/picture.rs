//! How often does a whole picture call something sure where nothing has changed?

use std::collections::BTreeMap;

use analysis::picture::{Input, Observation, Settings, make};
use domain::finding::Verdict;
use domain::geo::Point;
use domain::when::{Period, When};
use jiff::ToSpan;
use jiff::civil::date;

use crate::draw::{count, share};
use crate::study::told;

const CATEGORIES: [&str; 4] = ["a", "b", "c", "d"];

/// Three years of one and a half a day, spread evenly over 25 km2, hours and four kinds: nothing to find.
fn nothing(seed: u64) -> Vec<Observation<'static>> {
    let mut rng = analysis::random::stream(seed, 0);
    let mut all = Vec::new();
    let mut day = date(2019, 1, 1);
    while day <= date(2021, 12, 31) {
        for _ in 0..count(&mut rng, 1.5) {
            let minute = (share(&mut rng) * 24.0 * 60.0) as i64;
            let (lat, lon) = (59.4 + share(&mut rng) * 0.045, 17.8 + share(&mut rng) * 0.088);
            all.push(Observation {
                when: When::Moment(day.to_datetime(jiff::civil::Time::midnight()).saturating_add(minute.minutes())),
                point: Point::parse(lat, lon).ok(),
                area: None,
                category: CATEGORIES[(share(&mut rng) * 4.0) as usize % 4],
                source: None,
            });
        }
        day = day.tomorrow().expect("a day");
    }
    all
}

/// Each kind of pattern keeps its rate by itself; a picture that looks for several says more of nothing than that, and
/// says so in its box of method ("ungefär en bild av sju").
#[test]
fn a_picture_of_nothing() {
    let sets = 200;
    let names = BTreeMap::new();
    let sure = |v: Verdict| matches!(v, Verdict::More | Verdict::Fewer);
    let with_any = (0..sets).filter(|seed| {
        let observations = nothing(*seed);
        let period = Period::parse(date(2021, 1, 1), date(2021, 12, 31)).expect("a year");
        let input = Input {
            observations: &observations,
            areas: &[],
            population: None,
            places: &[],
            category_names: &names,
            period,
            baseline: analysis::picture::baseline(&observations, period),
            rejected: 0,
        };
        let settings = Settings { seed: *seed, ..Settings::default() };
        let content = make(input, &settings, &mut |_| {});
        let season = content.year.iter().flat_map(|y| &y.months).any(|m| sure(m.verdict));
        season || content.findings.iter().any(|f| sure(f.verdict))
    });
    let share = with_any.count() as f64 / sets as f64;
    assert!(share <= 0.2, "{share}: the words of the picture say one in seven");
    told(&format!(
        "| A whole picture in which nothing has changed, at least one thing called sure | {sets} | {share:.3} |"
    ));
}
