//! How many cases are expected at each place and time, when everyone in a group has the same risk?
//!
//! Indirect standardisation: the risk of a group is its cases over its person-time; what is expected somewhere is the sum
//! over the groups of people there. People are known for some times only: between two they change evenly, before the first
//! and after the last they are as then.

use std::collections::BTreeMap;

/// People of a group at a place at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    /// The place, counted from 0.
    pub place: u32,
    /// The group, counted from 0.
    pub group: u32,
    /// The step of time; steps outside the study may be given too.
    pub step: i64,
    /// How many.
    pub people: f64,
}

/// What is expected at `places * steps`, place by place; it sums to the cases of all groups that have people. `cases` are
/// those of each group. None where nobody is at risk.
pub fn expected(places: usize, steps: usize, cases: &[u64], census: &[Census]) -> Option<Vec<f64>> {
    let mut known: BTreeMap<(u32, u32), BTreeMap<i64, f64>> = BTreeMap::new();
    for c in census {
        if c.place as usize >= places || c.group as usize >= cases.len() || !c.people.is_finite() || c.people < 0.0 {
            return None;
        }
        *known.entry((c.place, c.group)).or_default().entry(c.step).or_insert(0.0) += c.people;
    }
    let people: Vec<((u32, u32), Vec<f64>)> =
        known.into_iter().map(|(of, at)| (of, (0..steps as i64).map(|step| between(&at, step)).collect())).collect();
    let mut time_of_group = vec![0.0; cases.len()];
    for ((_, group), at) in &people {
        time_of_group[*group as usize] += at.iter().sum::<f64>();
    }
    let mut expected = vec![0.0; places * steps];
    for ((place, group), at) in &people {
        let (n, time) = (cases[*group as usize] as f64, time_of_group[*group as usize]);
        if time > 0.0 {
            for (step, people) in at.iter().enumerate() {
                expected[*place as usize * steps + step] += people * n / time;
            }
        }
    }
    (expected.iter().sum::<f64>() > 0.0).then_some(expected)
}

fn between(at: &BTreeMap<i64, f64>, step: i64) -> f64 {
    let before = at.range(..=step).next_back();
    let after = at.range(step..).next();
    match (before, after) {
        (Some((a, x)), Some((b, y))) if a < b => x + (y - x) * (step - a) as f64 / (b - a) as f64,
        (Some((_, x)), _) | (None, Some((_, x))) => *x,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census(place: u32, group: u32, step: i64, people: f64) -> Census {
        Census { place, group, step, people }
    }

    #[test]
    fn what_is_expected_follows_the_people_and_sums_to_the_cases() {
        let of = [census(0, 0, 0, 100.0), census(0, 0, 2, 300.0), census(1, 0, 1, 200.0), census(1, 1, 0, 50.0)];
        let e = expected(2, 3, &[12, 3], &of).unwrap();
        assert_eq!(&e[..3], [1.0, 2.0, 3.0]);
        assert_eq!(&e[3..], [3.0, 3.0, 3.0]);
        assert_eq!(e.iter().sum::<f64>(), 15.0);
    }

    #[test]
    fn nobody_at_risk_is_no_expectation() {
        assert_eq!(expected(1, 1, &[3], &[]), None);
        assert_eq!(expected(1, 1, &[3], &[census(0, 0, 0, 0.0)]), None);
        assert_eq!(expected(1, 1, &[3], &[census(2, 0, 0, 5.0)]), None);
        assert_eq!(expected(1, 1, &[3], &[census(0, 0, 0, f64::NAN)]), None);
    }
}
