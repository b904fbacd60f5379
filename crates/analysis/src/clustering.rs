//! Which points lie so close together that they are one gathering?
//!
//! DBSCAN (Ester, Kriegel, Sander and Xu, KDD 1996, 226-231): a point is a core when at least `fewest` points, itself
//! among them, are within reach; cores within reach of each other are of one cluster, and so are points within reach of a
//! core. In the paper a point within reach of cores of two clusters goes to the one that is met first, which depends on
//! the order of rows. Here it goes to the nearest core (of equally near ones the one further west, then further south).

use crate::nearby::Nearby;

/// What is known of each point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clusters {
    /// The number of each point's cluster, None for a point of no cluster. Clusters are numbered from 0 by their most
    /// westerly (then most southerly) point.
    pub labels: Vec<Option<u32>>,
    /// Is the point a core?
    pub core: Vec<bool>,
    /// How many clusters there are.
    pub count: u32,
}

/// The clusters of points (metres) for a reach in metres and the fewest points within it. None with a place that is no
/// number, a reach that is no number above zero, or a fewest of zero.
pub fn dbscan(points: &[(f64, f64)], reach: f64, fewest: u32) -> Option<Clusters> {
    if fewest == 0 || reach <= 0.0 {
        return None;
    }
    let nearby = Nearby::new(points, reach)?;
    let mut within = vec![1u32; points.len()];
    nearby.pairs(|i, _, _| within[i as usize] += 1);
    let core: Vec<bool> = within.iter().map(|n| *n >= fewest).collect();
    let mut joined = Joined((0..points.len() as u32).collect());
    // The nearest core of each point that is none itself.
    let mut nearest: Vec<Option<(f64, u32)>> = vec![None; points.len()];
    let before = |a: u32, b: u32| {
        let (p, q) = (points[a as usize], points[b as usize]);
        p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1))
    };
    nearby.pairs(|i, j, d2| match (core[i as usize], core[j as usize]) {
        (true, true) if i < j => joined.join(i, j),
        (false, true) => {
            let slot = &mut nearest[i as usize];
            if slot.is_none_or(|(d, k)| d2.total_cmp(&d).then(before(j, k)).is_lt()) {
                *slot = Some((d2, j));
            }
        }
        _ => {}
    });
    let of = |i: u32, joined: &mut Joined| match nearest[i as usize] {
        _ if core[i as usize] => Some(joined.root(i)),
        other => other.map(|(_, core)| joined.root(core)),
    };
    let mut order: Vec<u32> = (0..points.len() as u32).collect();
    order.sort_by(|a, b| before(*a, *b));
    let mut number = vec![None; points.len()];
    let (mut labels, mut count) = (vec![None; points.len()], 0);
    for i in order {
        labels[i as usize] = of(i, &mut joined).map(|root| {
            *number[root as usize].get_or_insert_with(|| {
                count += 1;
                count - 1
            })
        });
    }
    Some(Clusters { labels, core, count })
}

/// Which points are of one cluster: each points to another of it, and in the end to its root.
struct Joined(Vec<u32>);

impl Joined {
    fn root(&mut self, mut i: u32) -> u32 {
        while self.0[i as usize] != i {
            let up = self.0[self.0[i as usize] as usize];
            self.0[i as usize] = up;
            i = up;
        }
        i
    }

    fn join(&mut self, i: u32, j: u32) {
        let (a, b) = (self.root(i), self.root(j));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clusters_and_cores_are_those_of_scikit_learn() {
        let g: serde_json::Value = serde_json::from_str(include_str!("../tests/golden/dbscan_2000.json")).unwrap();
        let points: Vec<(f64, f64)> = serde_json::from_value(g["points"].clone()).unwrap();
        let labels: Vec<i64> = serde_json::from_value(g["labels"].clone()).unwrap();
        let core: Vec<u8> = serde_json::from_value(g["core"].clone()).unwrap();
        let found = dbscan(&points, 100.0, 20).unwrap();
        assert_eq!(found.core, core.iter().map(|c| *c == 1).collect::<Vec<bool>>());
        let (mut there, mut back) = (HashMap::new(), HashMap::new());
        for (l, e) in found.labels.iter().zip(&labels) {
            assert_eq!(l.is_none(), *e == -1);
            assert_eq!(there.entry(*l).or_insert(*e), e);
            assert_eq!(back.entry(*e).or_insert(*l), l);
        }
        assert_eq!(i64::from(found.count), labels.iter().max().unwrap() + 1);
    }

    #[test]
    fn what_cannot_be_clustered_is_refused_and_one_place_is_one_cluster() {
        assert_eq!(dbscan(&[(0.0, f64::NAN)], 1.0, 1), None);
        assert_eq!(dbscan(&[(0.0, 0.0)], 0.0, 1), None);
        assert_eq!(dbscan(&[(0.0, 0.0)], 1.0, 0), None);
        assert_eq!(dbscan(&[], 1.0, 3).unwrap().count, 0);
        assert_eq!(dbscan(&[(7.0, 7.0); 5], 1.0, 5).unwrap().labels, [Some(0); 5]);
        assert_eq!(dbscan(&[(7.0, 7.0); 4], 1.0, 5).unwrap().labels, [None; 4]);
    }

    proptest! {
        #[test]
        fn the_order_of_points_and_a_shift_do_not_matter(
            points in proptest::collection::vec((0i32..60, 0i32..60), 0..80), east in -500_000i32..500_000,
        ) {
            let points: Vec<(f64, f64)> = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect();
            let found = dbscan(&points, 6.0, 4).unwrap();
            let mut turned = points.clone();
            turned.reverse();
            let mut other = dbscan(&turned, 6.0, 4).unwrap();
            other.labels.reverse();
            other.core.reverse();
            prop_assert_eq!(&other, &found);
            let moved: Vec<(f64, f64)> = points.iter().map(|p| (p.0 + f64::from(east), p.1 + 6_500_000.0)).collect();
            prop_assert_eq!(&dbscan(&moved, 6.0, 4).unwrap(), &found);
            for (i, l) in found.labels.iter().enumerate() {
                let near = |j: usize| (points[i].0 - points[j].0).powi(2) + (points[i].1 - points[j].1).powi(2) <= 36.0;
                let held = (0..points.len()).filter(|j| near(*j)).count();
                prop_assert_eq!(found.core[i], held >= 4);
                prop_assert_eq!(l.is_some(), (0..points.len()).any(|j| near(j) && found.core[j]));
                prop_assert!(!found.core[i] || (0..points.len()).all(|j| !near(j) || !found.core[j] || found.labels[j] == *l));
            }
        }

        #[test]
        fn odd_points_do_not_panic(points in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..9), reach in any::<f64>(), fewest in any::<u32>()) {
            dbscan(&points, reach, fewest);
        }
    }
}
