//! How are cases dealt anew when nothing gathers?

use rand_core::Rng;

use super::engine::{LANES, Lane};
use super::zone::Windows;
use super::{Cases, Model, Study};
use crate::random::{below, stream};

/// Deals the cases of a study anew, many replicates beside each other.
pub(super) struct Dealer {
    slots: usize,
    places: usize,
    kind: Kind,
}

enum Kind {
    /// The place of every case, and the slots that are dealt among them; cases that no window holds need none.
    Permutation { places: Vec<u32>, slots: Vec<u32> },
    /// Cells of place and slot by their expectation, and how many cases fall.
    Poisson { alias: Alias, cells: Vec<Option<u32>>, cases: u64 },
    /// The cell of every case and control, and how many of them are cases.
    Bernoulli { cells: Vec<Option<u32>>, cases: usize },
}

impl Dealer {
    pub(super) fn of(study: &Study, windows: &Windows) -> Dealer {
        let (places, slots) = (study.places.len(), windows.slots());
        // In an order that does not depend on the order of the rows.
        let sorted = |of: &[Cases]| {
            let mut of: Vec<Cases> = of.to_vec();
            of.sort_by_key(|c| (c.place, c.step));
            of
        };
        let cell = |c: &Cases| windows.slot(c.step as usize).map(|s| c.place * slots as u32 + s as u32);
        let cases: u64 = study.cases.iter().map(|c| u64::from(c.n)).sum();
        let repeat = |c: &Cases| std::iter::repeat_n(*c, c.n as usize);
        let kind = match &study.model {
            Model::Permutation => {
                let all = sorted(&study.cases);
                let mut dealt: Vec<u32> = all
                    .iter()
                    .flat_map(repeat)
                    .filter_map(|c| windows.slot(c.step as usize))
                    .map(|s| s as u32)
                    .collect();
                dealt.sort_unstable();
                Kind::Permutation { places: all.iter().flat_map(repeat).map(|c| c.place).collect(), slots: dealt }
            }
            Model::Poisson { expected } => {
                let steps = study.steps;
                let of = |i: usize| cell(&Cases { place: (i / steps) as u32, step: (i % steps) as u32, n: 0 });
                Kind::Poisson { alias: Alias::of(expected), cells: (0..expected.len()).map(of).collect(), cases }
            }
            Model::Bernoulli { controls } => {
                let mut all = study.cases.clone();
                all.extend_from_slice(controls);
                let cells = sorted(&all).iter().flat_map(repeat).map(|c| cell(&c)).collect();
                Kind::Bernoulli { cells, cases: cases as usize }
            }
        };
        Dealer { slots, places, kind }
    }

    /// Cumulated counts per place and slot of replicates `batch * LANES ..` (`width` of them).
    pub(super) fn deal<T: Lane>(&self, (seed, batch, width): (u64, usize, usize)) -> Vec<[T; LANES]> {
        let mut counts = vec![[T::ZERO; LANES]; self.places * self.slots];
        let mut shuffled_places = Vec::new();
        let mut shuffled_cells = Vec::new();
        match &self.kind {
            Kind::Permutation { places, .. } => shuffled_places.clone_from(places),
            Kind::Bernoulli { cells, .. } => shuffled_cells.clone_from(cells),
            Kind::Poisson { .. } => {}
        }
        (0..width).for_each(|lane| {
            let mut rng = stream(seed, (batch * LANES + lane) as u64);
            match &self.kind {
                Kind::Permutation { slots, .. } => {
                    let all = shuffled_places.len();
                    for (k, slot) in slots.iter().enumerate() {
                        let j = k + below(&mut rng, (all - k) as u32) as usize;
                        shuffled_places.swap(k, j);
                        counts[shuffled_places[k] as usize * self.slots + *slot as usize][lane].add_one();
                    }
                }
                Kind::Poisson { alias, cells, cases } => {
                    for _ in 0..*cases {
                        if let Some(cell) = cells[alias.draw(&mut rng)] {
                            counts[cell as usize][lane].add_one();
                        }
                    }
                }
                Kind::Bernoulli { cases, .. } => {
                    let all = shuffled_cells.len();
                    for k in 0..*cases {
                        let j = k + below(&mut rng, (all - k) as u32) as usize;
                        shuffled_cells.swap(k, j);
                        if let Some(cell) = shuffled_cells[k] {
                            counts[cell as usize][lane].add_one();
                        }
                    }
                }
            }
        });
        for of in counts.chunks_mut(self.slots) {
            for i in 1..of.len() {
                let before = of[i - 1];
                for (a, b) in of[i].iter_mut().zip(before) {
                    *a = a.plus(b);
                }
            }
        }
        counts
    }
}

/// Draws numbers in proportion to weights, in constant time (Walker's alias method, in Vose's form).
struct Alias {
    keep: Vec<f64>,
    other: Vec<u32>,
}

impl Alias {
    fn of(weights: &[f64]) -> Alias {
        let n = weights.len();
        let sum: f64 = weights.iter().sum();
        let mut keep: Vec<f64> = weights.iter().map(|w| w * n as f64 / sum).collect();
        let mut other: Vec<u32> = (0..n as u32).collect();
        let (mut small, mut large): (Vec<u32>, Vec<u32>) = (0..n as u32).partition(|i| keep[*i as usize] < 1.0);
        while let (Some(s), Some(l)) = (small.pop(), large.last().copied()) {
            other[s as usize] = l;
            keep[l as usize] -= 1.0 - keep[s as usize];
            if keep[l as usize] < 1.0 {
                large.pop();
                small.push(l);
            }
        }
        // What is left differs from 1 by rounding only.
        small.into_iter().chain(large).for_each(|i| keep[i as usize] = 1.0);
        Alias { keep, other }
    }

    fn draw(&self, rng: &mut impl Rng) -> usize {
        let at = below(rng, self.keep.len() as u32) as usize;
        let share = (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
        if share < self.keep[at] { at } else { self.other[at] as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_come_in_proportion_to_their_weights() {
        let alias = Alias::of(&[1.0, 0.0, 3.0, 6.0]);
        let mut rng = stream(1, 1);
        let mut seen = [0u32; 4];
        (0..100_000).for_each(|_| seen[alias.draw(&mut rng)] += 1);
        assert_eq!(seen[1], 0);
        for (n, share) in [(seen[0], 0.1), (seen[2], 0.3), (seen[3], 0.6)] {
            let spread = (share * (1.0 - share) / 100_000.0f64).sqrt();
            assert!((f64::from(n) / 100_000.0 - share).abs() < 4.0 * spread, "{seen:?}");
        }
    }
}
