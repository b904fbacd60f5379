//! Which count can reach a given ratio, for each circle and window?
//!
//! Circles of one middle that grow little from one to the next are tested as a group: the count of the largest is
//! compared with the threshold of the smallest. Counts and thresholds both grow with the circle, so a group whose largest
//! count stays below the smallest threshold holds nothing.

use rayon::prelude::*;

use super::engine::Lane;
use super::zone::Windows;
use super::{Model, Prepared, Ratio};

/// The circles of each middle in groups: where the groups of a middle begin and where each group ends.
pub(super) struct Groups {
    starts: Vec<usize>,
    ends: Vec<usize>,
    /// Permutation: the cases of all places inside the first circle of each group.
    inner: Vec<f64>,
}

impl Groups {
    /// A group ends where the expectation of a window of middling width has grown by about a fifth of its standard
    /// deviation, so that it is seldom taken for full by mistake.
    pub(super) fn of(ground: &Prepared) -> Groups {
        let of_place = mean_of_places(ground);
        let (mut starts, mut ends, mut inner) = (vec![0], Vec::new(), Vec::new());
        for middle in 0..ground.zones.middles() {
            let (mut mean, mut first) = (0.0, None);
            let range = ground.zones.of_middle(middle);
            for zone in range.clone() {
                mean += of_place[ground.zones.last(zone) as usize];
                match first {
                    Some(first) if mean - first <= 0.05 + f64::sqrt(first) / 5.0 => {}
                    Some(_) => {
                        ends.push(zone);
                        first = Some(mean);
                    }
                    None => first = Some(mean),
                }
            }
            if !range.is_empty() {
                ends.push(range.end);
            }
            starts.push(ends.len());
            if matches!(ground.study.model, Model::Permutation) {
                let (mut cases, mut from) = (0.0, range.start);
                for end in &ends[starts[middle]..] {
                    inner.push(cases);
                    cases += ground.zones.lasts(from..*end).iter().map(|p| ground.size[*p as usize]).sum::<f64>();
                    from = *end;
                }
            }
        }
        Groups { starts, ends, inner }
    }

    /// Permutation: the cases of all places inside the first circle of a group. None in the other models.
    pub(super) fn inner(&self, group: usize) -> Option<f64> {
        self.inner.get(group).copied()
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The groups of a middle.
    pub(super) fn of_middle(&self, middle: usize) -> std::ops::Range<usize> {
        self.starts[middle]..self.starts[middle + 1]
    }

    /// Where a group ends: the circle after its last.
    pub(super) fn end(&self, group: usize) -> usize {
        self.ends[group]
    }
}

/// For every group and window the largest count that cannot reach the bar.
pub(super) struct Thresholds {
    /// The largest count that cannot reach the bar, by the square root of what is expected.
    cannot: Vec<u64>,
    /// Entries of `cannot` for a square root of 1.
    scale: f64,
    stride: usize,
    short: Option<Vec<i16>>,
}

/// The most thresholds that are kept; more are reckoned anew for each batch.
const KEPT: usize = 100_000_000;
/// So fine that neighbouring entries seldom differ by more than one.
const ENTRIES: usize = 1 << 14;

impl Thresholds {
    /// For every `stride`-th middle.
    pub(super) fn of(ground: &Prepared, groups: &Groups, bar: f64, stride: usize) -> Thresholds {
        let ratio = ground.ratio();
        let everyone = if let Ratio::Bernoulli { everyone, .. } = ratio { everyone } else { ground.total };
        // A little below, so that rounding never hides a count that reaches the bar.
        let bar = bar * (1.0 - 1e-9);
        let fewest = u64::from(ground.study.fewest.max(1));
        let scale = ENTRIES as f64 / everyone.sqrt();
        let mut cannot = Vec::with_capacity(ENTRIES + 1);
        // Small counts one by one; of large ones some, which only lets a few too many through.
        let after = |c: u64| (c + 1).max((c as f64 * 1.0005) as u64);
        let limit = |c: u64| if c as f64 > ground.total { f64::INFINITY } else { limit(ratio, c as f64, bar) };
        let (mut c, mut next) = (0u64, limit(1));
        for entry in 0..=ENTRIES {
            // The smallest expectation of the entry: a larger one needs no fewer cases.
            let least = (entry as f64 / scale).powi(2) * (1.0 - 1e-12);
            while next < least {
                c = after(c);
                next = limit(after(c));
            }
            cannot.push(c.max(fewest - 1));
        }
        let mut thresholds = Thresholds { cannot, scale, stride, short: None };
        if is_short(ground) && groups.len() * ground.windows.len() <= KEPT {
            thresholds.short = Some(thresholds.all(ground, groups));
        }
        thresholds
    }

    /// Whether the circles of a middle are looked at.
    pub(super) fn looks_at(&self, middle: usize) -> bool {
        middle.is_multiple_of(self.stride)
    }

    /// The kept thresholds; none where they are too many.
    pub(super) fn kept(&self) -> Option<&Vec<i16>> {
        self.short.as_ref()
    }

    fn all(&self, ground: &Prepared, groups: &Groups) -> Vec<i16> {
        let windows = ground.windows.len();
        let mut all = vec![0i16; groups.len() * windows];
        let mut parts = Vec::new();
        let mut rest = all.as_mut_slice();
        for middle in 0..ground.zones.middles() {
            let (own, after) = rest.split_at_mut(groups.of_middle(middle).len() * windows);
            parts.push((middle, own));
            rest = after;
        }
        parts.into_par_iter().filter(|(middle, _)| self.looks_at(*middle)).for_each(|(middle, own)| {
            let mut sums = Sums::of(ground);
            let mut zone = ground.zones.of_middle(middle).start;
            for (group, own) in groups.of_middle(middle).zip(own.chunks_mut(windows)) {
                sums.widen(ground, zone);
                self.fill(sums.expected(ground), own);
                (zone + 1..groups.end(group)).for_each(|zone| sums.widen(ground, zone));
                zone = groups.end(group);
            }
        });
        all
    }

    /// The thresholds for these expectations: never too high, seldom one too low.
    pub(super) fn fill<T: Lane>(&self, expected: &[f64], thresholds: &mut [T]) {
        for (t, expected) in thresholds.iter_mut().zip(expected) {
            let at = (expected.max(0.0).sqrt() * self.scale) as usize;
            *t = T::of(self.cannot[at.min(self.cannot.len() - 1)]);
        }
    }
}

/// What a place adds to the expectation of a window, as a mean over the windows.
fn mean_of_places(ground: &Prepared) -> Vec<f64> {
    let places = ground.study.places.len();
    let (sizes, windows) = (ground.size.len() / places, ground.windows.len().max(1) as f64);
    let mut weight = vec![0.0; sizes];
    match (&ground.study.model, &ground.windows) {
        (Model::Permutation, _) => weight[0] = ground.of_window.iter().sum::<f64>() / ground.total / windows,
        (_, Windows::Straight { .. }) => weight.fill(1.0 / windows),
        (_, Windows::Between { ends, .. }) => ends.iter().for_each(|(first, last)| {
            weight[*first as usize] -= 1.0 / windows;
            weight[*last as usize + 1] += 1.0 / windows;
        }),
    }
    let cases = ground.total
        / if matches!(ground.study.model, Model::Bernoulli { .. }) { ground.everyone } else { ground.total };
    ground.size.chunks(sizes).map(|of| of.iter().zip(&weight).map(|(s, w)| s * w).sum::<f64>() * cases).collect()
}

/// The largest expectation with which `c` cases reach the bar; 0 when they never do.
fn limit(ratio: Ratio, c: f64, bar: f64) -> f64 {
    let (mut low, mut high) = match ratio {
        Ratio::Poisson { .. } => (0.0, c),
        Ratio::Bernoulli { cases, everyone } => (c, c * everyone / cases),
    };
    if low > 0.0 && ratio.of(c, low) < bar {
        return 0.0;
    }
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if ratio.of(c, middle) >= bar {
            low = middle
        } else {
            high = middle
        }
        if high - low <= 1e-12 * high {
            break;
        }
    }
    high
}

/// Whether no window of any replicate can hold more than the short kind of count: in the permutation model the cases that
/// windows hold are the same in every replicate.
pub(super) fn is_short(ground: &Prepared) -> bool {
    let most = match ground.study.model {
        Model::Permutation => ground.counts.chunks(ground.windows.slots()).map(|of| f64::from(of[of.len() - 1])).sum(),
        _ => ground.total,
    };
    most < f64::from(i16::MAX)
}

/// Whether the counts of any two places fit together into the shortest kind of count, in every replicate: in the permutation
/// model a place keeps its cases. Only for windows that are slots: differences between slots are taken of counts as they
/// are.
pub(super) fn is_narrow(ground: &Prepared) -> bool {
    let most = || ground.size.iter().fold(0.0, |m: f64, n| m.max(*n));
    matches!((&ground.study.model, &ground.windows), (Model::Permutation, Windows::Straight { .. }))
        && 2.0 * most() <= f64::from(i8::MAX)
}

/// The sizes of a growing circle, and what is expected in it.
pub(super) struct Sums {
    sums: Vec<f64>,
    expected: Vec<f64>,
}

impl Sums {
    pub(super) fn of(ground: &Prepared) -> Sums {
        let sizes = ground.size.len() / ground.study.places.len();
        Sums { sums: vec![0.0; sizes], expected: vec![0.0; ground.windows.len()] }
    }

    /// Makes these the sums of the circles from `start` to before `end`.
    pub(super) fn widen_to(&mut self, ground: &Prepared, start: usize, end: usize) {
        self.sums.fill(0.0);
        (start..end).for_each(|zone| self.widen(ground, zone));
    }

    fn widen(&mut self, ground: &Prepared, zone: usize) {
        let at = ground.zones.last(zone) as usize * self.sums.len();
        self.sums.iter_mut().zip(&ground.size[at..]).for_each(|(a, b)| *a += b);
    }

    pub(super) fn expected(&mut self, ground: &Prepared) -> &[f64] {
        ground.fill_expected(&self.sums, &mut self.expected);
        &self.expected
    }
}
