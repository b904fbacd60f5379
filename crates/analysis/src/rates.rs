//! What is the rate of a small place, when chance alone moves it so much?
//!
//! Empirical Bayes (Marshall, Applied Statistics 40 (1991) 283-294): each rate is drawn towards the rate of all, the more
//! the smaller its population, by as much as the places really differ (method of moments).

/// The rate of one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Cases over population.
    pub raw: f64,
    /// The same, drawn towards the rate of all.
    pub smoothed: f64,
}

/// The rates of places with `cases` and `population`; where there is no population (zero) there is no rate. None if the
/// lists differ in length, a population is negative or no number, there are no people or no cases at all, or cases stand
/// where no people are.
pub fn empirical_bayes(cases: &[u64], population: &[f64]) -> Option<Vec<Option<Rate>>> {
    let people: f64 = population.iter().sum();
    let n: f64 = cases.iter().map(|c| *c as f64).sum();
    let sound = population.iter().zip(cases).all(|(x, c)| x.is_finite() && (*x > 0.0 || (*x == 0.0 && *c == 0)));
    if cases.len() != population.len() || !sound || !people.is_finite() || people <= 0.0 || n <= 0.0 {
        return None;
    }
    let inhabited = population.iter().filter(|x| **x > 0.0).count() as f64;
    let all = n / people;
    let squares: f64 =
        cases.iter().zip(population).filter(|(_, x)| **x > 0.0).map(|(c, x)| x * (*c as f64 / x - all).powi(2)).sum();
    // How much places differ beyond what chance makes them.
    let between = (squares / people - all / (people / inhabited)).max(0.0);
    let rate = |(c, x): (&u64, &f64)| {
        let raw = *c as f64 / x;
        let trust = between / (between + all / x);
        (*x > 0.0).then_some(Rate { raw, smoothed: all + (raw - all) * trust })
    };
    Some(cases.iter().zip(population).map(rate).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::{carolina, numbers};
    use proptest::prelude::*;

    #[test]
    fn rates_of_north_carolina_are_those_of_spdep() {
        let Some((g, _, _)) = carolina() else { return };
        let cases: Vec<u64> = numbers(&g["SID74"]).into_iter().map(|c| c as u64).collect();
        let found = empirical_bayes(&cases, &numbers(&g["BIR74"])).unwrap();
        for (f, e) in found.iter().map(|f| f.unwrap()).zip(g["EBest"].as_array().unwrap()) {
            for (value, key) in [(f.raw, "raw"), (f.smoothed, "estmm")] {
                let e = e[key].as_f64().unwrap();
                assert!((value - e).abs() <= 1e-9 * e.abs(), "{key}: {value} {e}");
            }
        }
    }

    #[test]
    fn odd_places_have_no_rate_and_alike_ones_have_the_rate_of_all() {
        assert_eq!(empirical_bayes(&[1], &[0.0]), None);
        assert_eq!(empirical_bayes(&[1, 2], &[10.0]), None);
        assert_eq!(empirical_bayes(&[0, 0], &[10.0, 5.0]), None);
        assert_eq!(empirical_bayes(&[1], &[f64::NAN]), None);
        let found = empirical_bayes(&[10, 0, 20], &[100.0, 0.0, 200.0]).unwrap();
        assert_eq!(found[1], None);
        assert_eq!(found[0], Some(Rate { raw: 0.1, smoothed: 0.1 }));
    }

    proptest! {
        #[test]
        fn a_smoothed_rate_lies_between_its_own_and_that_of_all(
            places in proptest::collection::vec((0u64..50, 1.0f64..9000.0), 1..30),
        ) {
            let (cases, people): (Vec<u64>, Vec<f64>) = places.iter().copied().unzip();
            let all = cases.iter().sum::<u64>() as f64 / people.iter().sum::<f64>();
            for r in empirical_bayes(&cases, &people).into_iter().flatten().flatten() {
                prop_assert!(r.smoothed >= r.raw.min(all) * (1.0 - 1e-12) && r.smoothed <= r.raw.max(all) * (1.0 + 1e-12));
            }
        }

        #[test]
        fn odd_numbers_do_not_panic(places in proptest::collection::vec((any::<u64>(), any::<f64>()), 0..8)) {
            let (cases, people): (Vec<u64>, Vec<f64>) = places.into_iter().unzip();
            empirical_bayes(&cases, &people);
        }
    }
}
