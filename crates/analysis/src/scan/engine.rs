//! What is the largest likelihood ratio of each of many replicates?
//!
//! Circles, windows and what is expected in them are the same in every replicate. So the smallest count that can reach a
//! given ratio is known beforehand for each circle and window, and [`LANES`] replicates are compared with it at once; only
//! a count that reaches it needs a logarithm.

use super::{Model, Prepared, Ratio};
use crate::scan::replicate::Dealer;
use crate::scan::zone::Windows;

/// How many replicates stand beside each other.
pub(super) const LANES: usize = 32;

/// A count of one replicate: as small as it can be, so that many fit beside each other.
pub(super) trait Lane: Copy + PartialOrd + Send + Sync {
    const ZERO: Self;
    const MOST: u64;
    fn of(n: u64) -> Self;
    fn add_one(&mut self);
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn count(self) -> f64;
}

macro_rules! lane {
    ($t:ty) => {
        impl Lane for $t {
            const ZERO: Self = 0;
            const MOST: u64 = <$t>::MAX as u64;
            fn of(n: u64) -> Self {
                n.min(Self::MOST) as $t
            }
            fn add_one(&mut self) {
                *self += 1;
            }
            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline(always)]
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn count(self) -> f64 {
                f64::from(self)
            }
        }
    };
}
lane!(i16);
lane!(i32);

/// For every circle and window the largest count that cannot reach the bar.
pub(super) struct Thresholds {
    /// Counts with the largest expectation that they reach the bar with, both growing.
    limits: Vec<(u64, f64)>,
    fewest: u64,
    short: Option<Vec<i16>>,
}

/// The most thresholds that are kept; more are reckoned anew for each batch.
const KEPT: usize = 100_000_000;

impl Thresholds {
    pub(super) fn of(ground: &Prepared, bar: f64) -> Thresholds {
        let ratio = ground.ratio();
        let everyone = if let Ratio::Bernoulli { everyone, .. } = ratio { everyone } else { ground.total };
        // A little below, so that rounding never hides a count that reaches the bar.
        let bar = bar * (1.0 - 1e-9);
        let mut limits = Vec::new();
        let mut c = 1u64;
        while c as f64 <= ground.total {
            let limit = limit(ratio, c as f64, bar);
            limits.push((c, limit));
            if limit >= everyone {
                break;
            }
            // Small counts one by one; of large ones some, which only lets a few too many through.
            c = (c + 1).max((c as f64 * 1.0005) as u64);
        }
        let mut thresholds = Thresholds { limits, fewest: u64::from(ground.study.fewest.max(1)), short: None };
        let size = ground.zones.len() * ground.windows.len();
        if is_short(ground) && size <= KEPT {
            thresholds.short = Some(thresholds.all(ground));
        }
        thresholds
    }

    fn all(&self, ground: &Prepared) -> Vec<i16> {
        use rayon::prelude::*;
        let windows = ground.windows.len();
        let mut all = vec![0i16; ground.zones.len() * windows];
        let mut parts = Vec::new();
        let mut rest = all.as_mut_slice();
        for middle in 0..ground.zones.middles() {
            let (own, after) = rest.split_at_mut(ground.zones.of_middle(middle).len() * windows);
            parts.push((middle, own));
            rest = after;
        }
        parts.into_par_iter().for_each(|(middle, own)| {
            let mut sums = Sums::of(ground);
            for (zone, own) in ground.zones.of_middle(middle).zip(own.chunks_mut(windows)) {
                sums.widen(ground, zone);
                self.fill(sums.expected(ground), own);
            }
        });
        all
    }

    /// The thresholds for these expectations.
    fn fill<T: Lane>(&self, expected: &[f64], thresholds: &mut [T]) {
        for (t, expected) in thresholds.iter_mut().zip(expected) {
            let below = self.limits.partition_point(|(_, limit)| limit < expected);
            let cannot = if below == 0 { 0 } else { self.limits[below - 1].0 };
            *t = T::of(cannot.max(self.fewest - 1));
        }
    }
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
fn is_short(ground: &Prepared) -> bool {
    let most = match ground.study.model {
        Model::Permutation => ground.counts.chunks(ground.windows.slots()).map(|of| f64::from(of[of.len() - 1])).sum(),
        _ => ground.total,
    };
    most < f64::from(i16::MAX)
}

/// The sizes of a growing circle, and what is expected in it.
struct Sums {
    sums: Vec<f64>,
    expected: Vec<f64>,
}

impl Sums {
    fn of(ground: &Prepared) -> Sums {
        let sizes = ground.size.len() / ground.study.places.len();
        Sums { sums: vec![0.0; sizes], expected: vec![0.0; ground.windows.len()] }
    }

    fn clear(&mut self) {
        self.sums.fill(0.0);
    }

    fn widen(&mut self, ground: &Prepared, zone: usize) {
        let at = ground.zones.last(zone) as usize * self.sums.len();
        self.sums.iter_mut().zip(&ground.size[at..]).for_each(|(a, b)| *a += b);
    }

    fn expected(&mut self, ground: &Prepared) -> &[f64] {
        ground.fill_expected(&self.sums, &mut self.expected);
        &self.expected
    }
}

/// The largest ratio of each replicate of a batch: exact where it reaches the bar, and else below it.
pub(super) fn maxima(ground: &Prepared, dealer: &Dealer, bar: &Thresholds, of: (u64, usize, usize)) -> Vec<f64> {
    if is_short(ground) { run::<i16>(ground, dealer, bar, of) } else { run::<i32>(ground, dealer, bar, of) }
}

fn run<T: Lane + 'static>(ground: &Prepared, dealer: &Dealer, bar: &Thresholds, of: (u64, usize, usize)) -> Vec<f64> {
    let counts: Vec<[T; LANES]> = dealer.deal(of);
    let (slots, windows) = (ground.windows.slots(), ground.windows.len());
    let ratio = ground.ratio();
    let mut best = [0.0f64; LANES];
    let mut around = vec![[T::ZERO; LANES]; slots];
    let mut sums = Sums::of(ground);
    let mut own = vec![T::ZERO; windows];
    let kept = bar.short.as_ref().and_then(|kept| (kept as &dyn std::any::Any).downcast_ref::<Vec<T>>());
    for middle in 0..ground.zones.middles() {
        around.fill([T::ZERO; LANES]);
        sums.clear();
        for zone in ground.zones.of_middle(middle) {
            let place = ground.zones.last(zone) as usize;
            for (a, b) in around.iter_mut().zip(&counts[place * slots..(place + 1) * slots]) {
                for (a, b) in a.iter_mut().zip(b) {
                    *a = a.plus(*b);
                }
            }
            sums.widen(ground, zone);
            let thresholds: &[T] = match kept {
                Some(kept) => &kept[zone * windows..(zone + 1) * windows],
                None => {
                    bar.fill(sums.expected(ground), &mut own);
                    &own
                }
            };
            let mut hit = |window: usize, counts: &[T; LANES]| {
                let expected = ground.expected_in(&sums.sums, window);
                for (best, n) in best.iter_mut().zip(counts) {
                    if *n > thresholds[window] {
                        *best = best.max(ratio.of(n.count(), expected));
                    }
                }
            };
            match &ground.windows {
                Windows::Straight { .. } => {
                    for (window, counts) in around.iter().enumerate() {
                        if any_over(counts, thresholds[window]) {
                            hit(window, counts);
                        }
                    }
                }
                Windows::Between { ends, .. } => {
                    for (window, (first, last)) in ends.iter().enumerate() {
                        let (from, to) = (&around[*first as usize], &around[*last as usize + 1]);
                        let mut counts = [T::ZERO; LANES];
                        for ((n, to), from) in counts.iter_mut().zip(to).zip(from) {
                            *n = to.minus(*from);
                        }
                        if any_over(&counts, thresholds[window]) {
                            hit(window, &counts);
                        }
                    }
                }
            }
        }
    }
    best[..of.2].to_vec()
}

#[inline(always)]
fn any_over<T: Lane>(counts: &[T; LANES], threshold: T) -> bool {
    let mut over = false;
    for n in counts {
        over |= *n > threshold;
    }
    over
}
