//! Which circle and time around each place is the most unusual, as things were?

use rayon::prelude::*;

use super::threshold::Groups;
use super::zone::Windows;
use super::{Found, Model, Prepared};

impl Prepared<'_> {
    /// The best circle and time of each middle with more cases than expected, the most unusual first.
    pub(super) fn best_of_each_middle(&self, groups: &Groups) -> Vec<Found> {
        let mut found: Vec<Found> =
            (0..self.study.places.len()).into_par_iter().filter_map(|middle| self.best_of(middle, groups)).collect();
        // Among equals, the one with the fewest places, then the first.
        found.sort_by(|a, b| {
            b.ratio.total_cmp(&a.ratio).then_with(|| {
                let size = |f: &Found| self.zones.members(f.zone).len();
                size(a).cmp(&size(b)).then(a.zone.cmp(&b.zone))
            })
        });
        found
    }

    fn best_of(&self, middle: usize, groups: &Groups) -> Option<Found> {
        let (slots, sizes) = (self.windows.slots(), self.size.len() / self.study.places.len());
        let ratio = self.ratio();
        let (mut counts, mut sums) = (vec![0u32; slots], vec![0.0; sizes]);
        let mut expected = vec![0.0; self.windows.len()];
        let mut best: Option<Found> = None;
        let row = |p: u32| &self.counts[p as usize * slots..(p as usize + 1) * slots];
        let size = |p: u32| &self.size[p as usize * sizes..(p as usize + 1) * sizes];
        let mut first = self.zones.of_middle(middle).start;
        for group in groups.of_middle(middle) {
            let places = self.zones.lasts(first..groups.end(group));
            let before = (counts.clone(), sums.clone());
            for place in places {
                counts.iter_mut().zip(row(*place)).for_each(|(a, b)| *a += b);
            }
            sums.iter_mut().zip(size(places[0])).for_each(|(a, b)| *a += b);
            let least = best.map_or(0.0, |b| b.ratio);
            let may = pulp::Arch::new().dispatch(MayReach { ground: self, counts: &counts, sums: &sums, least });
            if !may {
                for place in &places[1..] {
                    sums.iter_mut().zip(size(*place)).for_each(|(a, b)| *a += b);
                }
                first = groups.end(group);
                continue;
            }
            (counts, sums) = before;
            for (zone, place) in (first..).zip(places) {
                counts.iter_mut().zip(row(*place)).for_each(|(a, b)| *a += b);
                sums.iter_mut().zip(size(*place)).for_each(|(a, b)| *a += b);
                self.fill_expected(&sums, &mut expected);
                for (window, expected) in expected.iter().enumerate() {
                    let observed = self.windows.difference_of(&counts, window);
                    let least = best.map_or(0.0, |b| b.ratio);
                    let n = f64::from(observed);
                    if observed < self.study.fewest.max(1) || ratio.at_most(n, *expected) < least {
                        continue;
                    }
                    let r = ratio.of(n, *expected);
                    if r > 0.0 && best.is_none_or(|b| r > b.ratio) {
                        best = Some(Found { zone, window, observed: u64::from(observed), ratio: r });
                    }
                }
            }
            first = groups.end(group);
        }
        best
    }
}

/// Whether these counts with these sums, or fewer with larger sums, may reach a ratio in any window.
struct MayReach<'a> {
    ground: &'a Prepared<'a>,
    counts: &'a [u32],
    sums: &'a [f64],
    least: f64,
}

impl pulp::WithSimd for MayReach<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> bool {
        let MayReach { ground, counts, sums, least } = self;
        let ratio = ground.ratio();
        let mut most = 0.0f64;
        let mut look = |n: u32, expected: f64| {
            let bound = ratio.at_most(f64::from(n), expected);
            if bound > most {
                most = bound;
            }
        };
        match (&ground.windows, &ground.study.model) {
            (Windows::Straight { .. }, _) => {
                (0..ground.windows.len()).for_each(|w| look(counts[w], ground.expected_in(sums, w)));
            }
            (Windows::Between { runs, .. }, Model::Permutation) => {
                let share = sums[0] / ground.total;
                for run in runs {
                    for (to, of_window) in counts[run.ends()].iter().zip(&ground.of_window[run.first..run.end]) {
                        look(to - counts[run.from], share * of_window);
                    }
                }
            }
            (Windows::Between { runs, .. }, _) => {
                for run in runs {
                    for (to, size) in counts[run.ends()].iter().zip(&sums[run.ends()]) {
                        look(to - counts[run.from], size - sums[run.from]);
                    }
                }
            }
        }
        most > 0.0 && most >= least
    }
}
