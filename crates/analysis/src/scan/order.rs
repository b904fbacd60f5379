//! In which order are places looked through, whatever order they came in?
//!
//! By x, then y; places on the same spot by what was counted there. Chance deals cases place by place, so another order
//! would be another draw. Places on the same spot are then joined: no circle can hold one of them without the others.

use std::collections::HashMap;

use super::{Cases, Model, Study};

/// The places in order: which one is first, which second. None where they are in order already, or numbers of places
/// do not fit them (which the scan refuses).
pub(super) fn of(study: &Study) -> Option<Vec<u32>> {
    let places = study.places.len();
    let outside = |of: &[Cases]| of.iter().any(|c| c.place as usize >= places);
    let fits = match &study.model {
        Model::Permutation => true,
        Model::Poisson { expected } => expected.len() == places * study.steps,
        Model::Bernoulli { controls } => !outside(controls),
    };
    if !fits || outside(&study.cases) {
        return None;
    }
    let counted = |of: &[Cases]| {
        let mut at = vec![Vec::new(); places];
        of.iter().for_each(|c| at[c.place as usize].push((c.step, c.n)));
        at.iter_mut().for_each(|of| of.sort_unstable());
        at
    };
    let cases = counted(&study.cases);
    let others = if let Model::Bernoulli { controls } = &study.model { counted(controls) } else { Vec::new() };
    let mut order: Vec<u32> = (0..places as u32).collect();
    order.sort_by(|a, b| {
        let (a, b) = (*a as usize, *b as usize);
        let (p, q) = (study.places[a], study.places[b]);
        let near = p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1)).then_with(|| cases[a].cmp(&cases[b]));
        near.then_with(|| match &study.model {
            Model::Permutation => std::cmp::Ordering::Equal,
            Model::Bernoulli { .. } => others[a].cmp(&others[b]),
            Model::Poisson { expected } => {
                let row = |i: usize| expected[i * study.steps..(i + 1) * study.steps].iter();
                let apart = row(a).zip(row(b)).map(|(x, y)| x.total_cmp(y));
                apart.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
            }
        })
    });
    (!order.is_sorted()).then_some(order)
}

/// The same study with its places in this order.
pub(super) fn turned(study: &Study, order: &[u32]) -> Study {
    let mut to = vec![0u32; order.len()];
    order.iter().zip(0u32..).for_each(|(from, new)| to[*from as usize] = new);
    let moved = |of: &[Cases]| of.iter().map(|c| Cases { place: to[c.place as usize], ..*c }).collect::<Vec<Cases>>();
    Study {
        places: order.iter().map(|i| study.places[*i as usize]).collect(),
        cases: moved(&study.cases),
        model: match &study.model {
            Model::Permutation => Model::Permutation,
            Model::Bernoulli { controls } => Model::Bernoulli { controls: moved(controls) },
            Model::Poisson { expected } => {
                let row = |i: &u32| &expected[*i as usize * study.steps..(*i as usize + 1) * study.steps];
                Model::Poisson { expected: order.iter().flat_map(row).copied().collect() }
            }
        },
        ..*study
    }
}

/// The study with places on the same spot as one, and which places each spot holds. None where all places are apart, or
/// the study is one that the scan refuses.
pub(super) fn joined(study: &Study) -> Option<(Study, Vec<Vec<u32>>)> {
    let (mut known, mut spots) = (HashMap::new(), Vec::<Vec<u32>>::new());
    let mut to = Vec::with_capacity(study.places.len());
    for ((x, y), place) in study.places.iter().zip(0u32..) {
        // Adding 0 makes -0 the same as 0.
        let spot = *known.entry(((x + 0.0).to_bits(), (y + 0.0).to_bits())).or_insert(spots.len());
        if spot == spots.len() {
            spots.push(Vec::new());
        }
        spots[spot].push(place);
        to.push(spot as u32);
    }
    let there = |of: &[Cases]| of.iter().all(|c| (c.place as usize) < to.len());
    let sound = match &study.model {
        Model::Permutation => true,
        Model::Poisson { expected } => {
            expected.len() == to.len() * study.steps && expected.iter().all(|e| e.is_finite() && *e >= 0.0)
        }
        Model::Bernoulli { controls } => there(controls),
    };
    if spots.len() == to.len() || !sound || !there(&study.cases) {
        return None;
    }
    let moved = |of: &[Cases]| of.iter().map(|c| Cases { place: to[c.place as usize], ..*c }).collect::<Vec<Cases>>();
    let model = match &study.model {
        Model::Permutation => Model::Permutation,
        Model::Bernoulli { controls } => Model::Bernoulli { controls: moved(controls) },
        Model::Poisson { expected } => {
            let mut sums = vec![0.0; spots.len() * study.steps];
            for (i, e) in expected.iter().enumerate() {
                sums[to[i / study.steps] as usize * study.steps + i % study.steps] += e;
            }
            Model::Poisson { expected: sums }
        }
    };
    let places = spots.iter().map(|of| study.places[of[0] as usize]).collect();
    Some((Study { places, cases: moved(&study.cases), model, ..*study }, spots))
}
