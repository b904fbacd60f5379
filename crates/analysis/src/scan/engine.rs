//! What is the largest likelihood ratio of each of many replicates?
//!
//! Circles, windows and what is expected in them are the same in every replicate. So the smallest count that can reach a
//! given ratio is known beforehand (see [`Thresholds`]), and [`LANES`] replicates are compared with it at once; only a
//! count that reaches it needs a logarithm.

use super::replicate::Dealer;
use super::threshold::{Groups, Sums, Thresholds, is_narrow, is_short};
#[cfg(target_arch = "x86_64")]
use super::wide;
use super::zone::{Run, Windows};
use super::{Prepared, Ratio};

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
    fn larger(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn count(self) -> f64;
}

/// A count of one replicate at one place, which may be smaller than what the counts `T` of circles take.
pub(super) trait Dealt<T: Lane + From<Self>>: Lane {
    /// Adds the counts of places to those around and says whether any replicate then has more than the threshold in any
    /// window.
    #[inline(always)]
    fn is_over(
        _: Registers,
        windows: &Windows,
        around: &mut [[T; LANES]],
        counts: &[[Self; LANES]],
        places: &[u32],
        thresholds: &[T],
    ) -> bool {
        add(around, counts, places);
        any_over(windows, around, thresholds)
    }
}

/// What the processor has beyond what every one has.
#[derive(Clone, Copy)]
pub(super) struct Registers {
    #[cfg(target_arch = "x86_64")]
    wide: Option<pulp::x86::V3>,
}

impl Registers {
    fn there() -> Registers {
        Registers {
            #[cfg(target_arch = "x86_64")]
            wide: pulp::x86::V3::try_new(),
        }
    }
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
            // Saturating, so that the sign is right however far apart the two are.
            #[inline(always)]
            fn minus(self, other: Self) -> Self {
                self.saturating_sub(other)
            }
            #[inline(always)]
            fn larger(self, other: Self) -> Self {
                self.max(other)
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                self | other
            }
            fn count(self) -> f64 {
                f64::from(self)
            }
        }
    };
}
lane!(i8);
lane!(i16);
lane!(i32);

macro_rules! dealt_in_registers {
    ($t:ty) => {
        impl Dealt<i16> for $t {
            #[cfg(target_arch = "x86_64")]
            #[inline(always)]
            fn is_over(
                registers: Registers,
                windows: &Windows,
                around: &mut [[i16; LANES]],
                counts: &[[$t; LANES]],
                places: &[u32],
                thresholds: &[i16],
            ) -> bool {
                match (registers.wide, windows) {
                    (Some(with), Windows::Straight { .. }) => wide::is_over(with, around, counts, places, thresholds),
                    _ => {
                        add(around, counts, places);
                        any_over(windows, around, thresholds)
                    }
                }
            }
        }
    };
}
dealt_in_registers!(i8);
dealt_in_registers!(i16);
impl Dealt<i32> for i32 {}

/// The largest ratio of each replicate of a batch (seed, batch, width): exact where it reaches the bar, and else below it.
pub(super) fn maxima(
    ground: &Prepared,
    groups: &Groups,
    dealer: &Dealer,
    bar: &Thresholds,
    of: (u64, usize, usize),
) -> Vec<f64> {
    if is_short(ground) && is_narrow(ground) {
        run::<i16, i8>(ground, groups, dealer, bar, bar.kept(), of)
    } else if is_short(ground) {
        run::<i16, i16>(ground, groups, dealer, bar, bar.kept(), of)
    } else {
        run::<i32, i32>(ground, groups, dealer, bar, None, of)
    }
}

fn run<T: Lane + From<C>, C: Dealt<T>>(
    ground: &Prepared,
    groups: &Groups,
    dealer: &Dealer,
    bar: &Thresholds,
    kept: Option<&Vec<T>>,
    of: (u64, usize, usize),
) -> Vec<f64> {
    let counts: Vec<[C; LANES]> = dealer.deal(of);
    let best = pulp::Arch::new().dispatch(Batch { ground, groups, bar, kept, counts: &counts });
    best[..of.2].to_vec()
}

/// A batch of replicates. It is compiled once for each kind of processor, so that the lanes use what this one has; for
/// that everything below is inlined.
struct Batch<'a, T, C> {
    ground: &'a Prepared<'a>,
    groups: &'a Groups,
    bar: &'a Thresholds,
    kept: Option<&'a Vec<T>>,
    counts: &'a [[C; LANES]],
}

impl<T: Lane + From<C>, C: Dealt<T>> pulp::WithSimd for Batch<'_, T, C> {
    type Output = [f64; LANES];

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> [f64; LANES] {
        let Batch { ground, groups, bar, kept, counts } = self;
        let (windows, registers) = (ground.windows.len(), Registers::there());
        let mut best = Best { ratio: ground.ratio(), of: [0.0; LANES], full: Vec::new() };
        let mut around = vec![[T::ZERO; LANES]; ground.windows.slots()];
        let (mut sums, mut own) = (Sums::of(ground), vec![T::ZERO; windows]);
        for middle in (0..ground.zones.middles()).filter(|m| bar.looks_at(*m)) {
            around.fill([T::ZERO; LANES]);
            let start = ground.zones.of_middle(middle).start;
            let mut first = start;
            for group in groups.of_middle(middle) {
                let places = ground.zones.lasts(first..groups.end(group));
                let thresholds: &[T] = match kept {
                    Some(kept) => &kept[group * windows..(group + 1) * windows],
                    None => {
                        sums.widen_to(ground, start, first + 1);
                        bar.fill(sums.expected(ground), &mut own);
                        &own
                    }
                };
                if C::is_over(registers, &ground.windows, &mut around, counts, places, thresholds) {
                    best.take(
                        ground,
                        (&around, counts),
                        thresholds,
                        (start, first, groups.end(group), groups.inner(group)),
                    );
                }
                first = groups.end(group);
            }
        }
        best.of
    }
}

/// Adds the counts of places, four at a time, since each pass over `around` costs as much as a place.
#[inline(always)]
pub(super) fn add<T: Lane + From<C>, C: Lane>(around: &mut [[T; LANES]], counts: &[[C; LANES]], places: &[u32]) {
    let slots = around.len();
    // One long row of numbers: short ones of a known length are unrolled before they can become vectors.
    let sums = around.as_flattened_mut();
    let row = |p: u32| counts[p as usize * slots..(p as usize + 1) * slots].as_flattened();
    let (fours, rest) = places.as_chunks::<4>();
    for [a, b, c, d] in fours {
        let (a, b, c, d) = (row(*a), row(*b), row(*c), row(*d));
        for (i, sum) in sums.iter_mut().enumerate() {
            let [a, b, c, d] = [a[i], b[i], c[i], d[i]].map(T::from);
            *sum = sum.plus(a.plus(b).plus(c.plus(d)));
        }
    }
    for place in rest {
        for (sum, n) in sums.iter_mut().zip(row(*place)) {
            *sum = sum.plus(T::from(*n));
        }
    }
}

/// What a window holds: one slot, less another where there is one.
#[inline(always)]
fn held<T: Lane>(slots: &[[T; LANES]], from: Option<usize>, to: usize) -> [T; LANES] {
    let mut held = slots[to];
    if let Some(from) = from {
        let less = slots[from];
        for lane in 0..LANES {
            held[lane] = held[lane].minus(less[lane]);
        }
    }
    held
}

/// Whether any replicate has more than the threshold in any window.
#[inline(always)]
pub(super) fn any_over<T: Lane>(windows: &Windows, around: &[[T; LANES]], thresholds: &[T]) -> bool {
    // A lane is below zero once a count was over.
    let mut over = [T::ZERO; LANES];
    match windows {
        Windows::Straight { .. } => {
            for (counts, threshold) in around.iter().zip(thresholds) {
                for lane in 0..LANES {
                    over[lane] = over[lane].or(threshold.minus(counts[lane]));
                }
            }
        }
        Windows::Between { runs, .. } => {
            for run in runs {
                let left = left_over(*run, around, thresholds);
                for lane in 0..LANES {
                    over[lane] = over[lane].or(left[lane]);
                }
            }
        }
    }
    is_any_below_zero(&over)
}

/// For the windows of a run, per replicate: below zero where one is over its threshold.
#[inline(always)]
fn left_over<T: Lane>(run: Run, around: &[[T; LANES]], thresholds: &[T]) -> [T; LANES] {
    let mut most = [T::ZERO; LANES];
    for (to, threshold) in around[run.ends()].iter().zip(&thresholds[run.first..run.end]) {
        for lane in 0..LANES {
            most[lane] = most[lane].larger(to[lane].minus(*threshold));
        }
    }
    let mut left = [T::ZERO; LANES];
    for lane in 0..LANES {
        left[lane] = around[run.from][lane].minus(most[lane]);
    }
    left
}

#[inline(always)]
fn is_any_below_zero<T: Lane>(lanes: &[T; LANES]) -> bool {
    let mut any = T::ZERO;
    for lane in lanes {
        any = any.or(*lane);
    }
    any < T::ZERO
}

/// The largest ratio of each replicate so far.
struct Best {
    ratio: Ratio,
    of: [f64; LANES],
    /// The windows that may be over in the group at hand, with the slots that they lie between.
    full: Vec<(usize, Option<usize>, usize)>,
}

impl Best {
    /// Takes in the circles of a group one by one: those from `first` to before `end`, of a middle whose circles begin with
    /// `start`; `around` holds the counts of the last, `inner` (permutation only) the cases of all places inside the first.
    #[inline(always)]
    fn take<T: Lane + From<C>, C: Lane>(
        &mut self,
        ground: &Prepared,
        (around, counts): (&[[T; LANES]], &[[C; LANES]]),
        thresholds: &[T],
        (start, first, end, inner): (usize, usize, usize, Option<f64>),
    ) {
        let slots = around.len();
        let places = ground.zones.lasts(first..end);
        let row = |p: u32| &counts[p as usize * slots..(p as usize + 1) * slots];
        self.full.clear();
        match &ground.windows {
            Windows::Straight { .. } => {
                for (window, (counts, threshold)) in around.iter().zip(thresholds).enumerate() {
                    let mut left = [T::ZERO; LANES];
                    for lane in 0..LANES {
                        left[lane] = threshold.minus(counts[lane]);
                    }
                    if is_any_below_zero(&left) {
                        self.full.push((window, None, window));
                    }
                }
            }
            Windows::Between { runs, .. } => {
                for run in runs {
                    if !is_any_below_zero(&left_over(*run, around, thresholds)) {
                        continue;
                    }
                    for (window, to) in (run.first..run.end).zip(run.ends()) {
                        let mut left = [T::ZERO; LANES];
                        for lane in 0..LANES {
                            left[lane] = around[run.from][lane].minus(around[to][lane].minus(thresholds[window]));
                        }
                        if is_any_below_zero(&left) {
                            self.full.push((window, Some(run.from), to));
                        }
                    }
                }
            }
        }
        let full = std::mem::take(&mut self.full);
        for (window, from, to) in &full {
            let threshold = thresholds[*window];
            // Counts and expectation before the first circle of the group.
            let mut circle = held(around, *from, *to);
            for place in places {
                let here = held(row(*place), *from, *to);
                for lane in 0..LANES {
                    circle[lane] = circle[lane].minus(T::from(here[lane]));
                }
            }
            let mut expected = match inner {
                Some(inner) => ground.expected_in(&[inner], *window),
                None => ground.zones.lasts(start..first).iter().map(|p| ground.size_in(*p, *window)).sum(),
            };
            for place in places {
                expected += ground.size_in(*place, *window);
                let here = held(row(*place), *from, *to);
                let mut left = [T::ZERO; LANES];
                for lane in 0..LANES {
                    circle[lane] = circle[lane].plus(T::from(here[lane]));
                    left[lane] = threshold.minus(circle[lane]);
                }
                if is_any_below_zero(&left) {
                    self.look(&circle, threshold, expected);
                }
            }
        }
        self.full = full;
    }

    #[inline(never)]
    fn look<T: Lane>(&mut self, counts: &[T; LANES], threshold: T, expected: f64) {
        for (n, best) in counts.iter().zip(&mut self.of) {
            if *n > threshold && self.ratio.at_most(n.count(), expected) > *best {
                *best = best.max(self.ratio.of(n.count(), expected));
            }
        }
    }
}
