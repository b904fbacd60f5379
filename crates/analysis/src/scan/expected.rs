//! How many cases are expected at each place and time, when everyone in a group has the same risk?
//!
//! Indirect standardisation: the risk of a group is its cases over its person-time; what is expected somewhere is the sum
//! over the groups of people there. People are known for some times only: between two they change evenly, before the first
//! and after the last they are as then. The person-time of a step is the area under that
//! line.

use std::collections::BTreeMap;

/// People of a group at a place at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    /// The place, counted from 0.
    pub place: u32,
    /// The group, counted from 0.
    pub group: u32,
    /// The time, on the scale of the edges of the steps; times outside the study may be given too.
    pub at: f64,
    /// How many.
    pub people: f64,
}

/// What is expected at each place in each step, place by place; it sums to the cases of all groups that have people.
/// `edges` are the times between which the steps lie (one more than there are steps), `cases` those of each group. None
/// where nobody is at risk, or a number is none.
pub fn expected(places: usize, edges: &[f64], cases: &[u64], census: &[Census]) -> Option<Vec<f64>> {
    let steps = edges.len().checked_sub(1).filter(|n| *n > 0)?;
    let mut known: BTreeMap<(u32, u32), Vec<(f64, f64)>> = BTreeMap::new();
    for c in census {
        let real = c.people.is_finite() && c.people >= 0.0 && c.at.is_finite();
        if c.place as usize >= places || c.group as usize >= cases.len() || !real {
            return None;
        }
        let of = known.entry((c.place, c.group)).or_default();
        match of.iter_mut().find(|(at, _)| *at == c.at) {
            Some((_, people)) => *people += c.people,
            None => of.push((c.at, c.people)),
        }
    }
    let person_time = |mut at: Vec<(f64, f64)>| -> Vec<f64> {
        at.sort_by(|a, b| a.0.total_cmp(&b.0));
        edges.windows(2).map(|e| area(&at, e[0], e[1])).collect()
    };
    let people: Vec<((u32, u32), Vec<f64>)> = known.into_iter().map(|(of, at)| (of, person_time(at))).collect();
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

/// The area under the line of people between two times: straight from each known time to the next.
fn area(known: &[(f64, f64)], from: f64, to: f64) -> f64 {
    let inside = known.iter().map(|(at, _)| *at).filter(|at| from < *at && *at < to);
    let (mut sum, mut before) = (0.0, from);
    for time in inside.chain([to]) {
        sum += (people(known, before) + people(known, time)) / 2.0 * (time - before);
        before = time;
    }
    sum
}

/// The people at a time, between what is known before and after it.
fn people(known: &[(f64, f64)], time: f64) -> f64 {
    let next = known.partition_point(|(at, _)| *at < time);
    match (next.checked_sub(1).and_then(|i| known.get(i)), known.get(next)) {
        (Some((a, x)), Some((b, y))) => x + (y - x) * (time - a) / (b - a),
        (Some((_, x)), None) | (None, Some((_, x))) => *x,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census(place: u32, group: u32, at: f64, people: f64) -> Census {
        Census { place, group, at, people }
    }

    #[test]
    fn what_is_expected_follows_the_people_and_sums_to_the_cases() {
        // Place 0 grows from 100 to 300 between 0.5 and 2.5; place 1 stays at 200, with 50 of another group.
        let of =
            [census(0, 0, 0.5, 100.0), census(0, 0, 2.5, 300.0), census(1, 0, 1.0, 200.0), census(1, 1, 0.0, 50.0)];
        let e = expected(2, &[0.0, 1.0, 2.0, 3.0], &[12, 3], &of).unwrap();
        // Of place 0: 100 for half a step, then up to 150; 150 to 250; 250 to 300, then 300 for half a step; 1 200 in all.
        assert_eq!(&e[..3], [1.125, 2.0, 2.875]);
        assert_eq!(&e[3..], [3.0, 3.0, 3.0]);
        assert_eq!(e.iter().sum::<f64>(), 15.0);
    }

    #[test]
    fn nobody_at_risk_is_no_expectation() {
        assert_eq!(expected(1, &[0.0, 1.0], &[3], &[]), None);
        assert_eq!(expected(1, &[0.0], &[3], &[census(0, 0, 0.0, 5.0)]), None);
        assert_eq!(expected(1, &[0.0, 1.0], &[3], &[census(0, 0, 0.0, 0.0)]), None);
        assert_eq!(expected(1, &[0.0, 1.0], &[3], &[census(2, 0, 0.0, 5.0)]), None);
        assert_eq!(expected(1, &[0.0, 1.0], &[3], &[census(0, 0, 0.0, f64::NAN)]), None);
    }
}
