//! How are the counts of many replicates added and compared in the registers of the processor?
//!
//! Written out for processors with AVX2: of the plain loops in [`super::engine`], which do the same elsewhere, the compiler
//! keeps what was found so far in memory, and waits for it in every window.

use std::arch::x86_64::{__m128i, __m256i};

use pulp::x86::V3;

use super::engine::LANES;

/// A count of each replicate of a batch, in two registers.
type Pair = [__m256i; 2];

/// A count of one replicate at one place.
pub(super) trait Narrow: Copy {
    /// The counts at one place, in one slot.
    fn one(with: V3, counts: &[Self; LANES]) -> Pair;
    /// The sums of those at two places.
    fn two(with: V3, a: &[Self; LANES], b: &[Self; LANES]) -> Pair;
}

impl Narrow for i16 {
    #[inline(always)]
    fn one(_: V3, counts: &[i16; LANES]) -> Pair {
        pulp::cast(*counts)
    }

    #[inline(always)]
    fn two(with: V3, a: &[i16; LANES], b: &[i16; LANES]) -> Pair {
        sum(with, pulp::cast(*a), pulp::cast(*b))
    }
}

/// So small that the sum of two does not overflow: half as much is read from memory.
impl Narrow for i8 {
    #[inline(always)]
    fn one(with: V3, counts: &[i8; LANES]) -> Pair {
        longer(with, pulp::cast(*counts))
    }

    #[inline(always)]
    fn two(with: V3, a: &[i8; LANES], b: &[i8; LANES]) -> Pair {
        longer(with, with.avx2._mm256_add_epi8(pulp::cast(*a), pulp::cast(*b)))
    }
}

#[inline(always)]
fn longer(with: V3, bytes: __m256i) -> Pair {
    let [low, high]: [__m128i; 2] = pulp::cast(bytes);
    [with.avx2._mm256_cvtepi8_epi16(low), with.avx2._mm256_cvtepi8_epi16(high)]
}

#[inline(always)]
fn sum(with: V3, a: Pair, b: Pair) -> Pair {
    [with.avx2._mm256_add_epi16(a[0], b[0]), with.avx2._mm256_add_epi16(a[1], b[1])]
}

/// Adds the counts of `places` to those `around` and says whether any replicate then has more than the threshold in any
/// window. Windows are slots, each with its threshold.
#[inline(always)]
pub(super) fn is_over<C: Narrow>(
    with: V3,
    around: &mut [[i16; LANES]],
    counts: &[[C; LANES]],
    places: &[u32],
    thresholds: &[i16],
) -> bool {
    let slots = around.len();
    let (pairs, rest) = places.as_chunks::<2>();
    // Those of the last pass are compared as well, before they leave the registers.
    let (before, last) = match (pairs, rest) {
        ([before @ .., last], []) => (before, last.as_slice()),
        _ => (pairs, rest),
    };
    // Loops and no closures: what is not inlined is not compiled for these registers.
    for [a, b] in before {
        let (a, b) = (row(slots, counts, *a), row(slots, counts, *b));
        for ((around, a), b) in around.iter_mut().zip(a).zip(b) {
            *around = pulp::cast(sum(with, pulp::cast(*around), C::two(with, a, b)));
        }
    }
    // A lane is below zero once a count was over.
    let mut over = [with.avx._mm256_setzero_si256(); 2];
    match *last {
        [a, b] => {
            let (a, b) = (row(slots, counts, a), row(slots, counts, b));
            for (((around, a), b), threshold) in around.iter_mut().zip(a).zip(b).zip(thresholds) {
                let circle = sum(with, pulp::cast(*around), C::two(with, a, b));
                *around = pulp::cast(circle);
                over = or_over(with, over, circle, *threshold);
            }
        }
        [a] => {
            for ((around, a), threshold) in around.iter_mut().zip(row(slots, counts, a)).zip(thresholds) {
                let circle = sum(with, pulp::cast(*around), C::one(with, a));
                *around = pulp::cast(circle);
                over = or_over(with, over, circle, *threshold);
            }
        }
        _ => {
            for (around, threshold) in around.iter().zip(thresholds) {
                over = or_over(with, over, pulp::cast(*around), *threshold);
            }
        }
    }
    // The sign of a 16-bit number is that of its upper byte.
    const SIGNS: u32 = 0xaaaa_aaaa;
    with.avx2._mm256_movemask_epi8(with.avx2._mm256_or_si256(over[0], over[1])).cast_unsigned() & SIGNS != 0
}

#[inline(always)]
fn row<C>(slots: usize, counts: &[[C; LANES]], place: u32) -> &[[C; LANES]] {
    &counts[place as usize * slots..(place as usize + 1) * slots]
}

/// Saturating, so that the sign is right however far apart counts and threshold are.
#[inline(always)]
fn or_over(with: V3, over: Pair, counts: Pair, threshold: i16) -> Pair {
    let threshold = with.avx._mm256_set1_epi16(threshold);
    let less = [with.avx2._mm256_subs_epi16(threshold, counts[0]), with.avx2._mm256_subs_epi16(threshold, counts[1])];
    [with.avx2._mm256_or_si256(over[0], less[0]), with.avx2._mm256_or_si256(over[1], less[1])]
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::super::engine::{add, any_over};
    use super::super::zone::Windows;
    use super::*;
    use crate::random::{below, stream};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn registers_and_plain_loops_say_the_same(slots in 1usize..10, places in 0usize..8, bar in 0i16..60, seed in any::<u64>()) {
            let Some(with) = V3::try_new() else { return Ok(()) };
            let mut rng = stream(seed, 0);
            let counts: Vec<[i16; LANES]> = (0..places * slots).map(|_| [0; LANES].map(|_: i16| below(&mut rng, 9) as i16)).collect();
            let thresholds: Vec<i16> = (0..slots).map(|_| bar + below(&mut rng, 9) as i16).collect();
            let all: Vec<u32> = (0..places as u32).collect();
            let mut plain = vec![[1; LANES]; slots];
            let (mut wide, mut narrow) = (plain.clone(), plain.clone());
            add(&mut plain, &counts, &all);
            let windows = Windows::of(Span::Prospective { longest: slots }, slots);
            prop_assert_eq!(is_over(with, &mut wide, &counts, &all, &thresholds), any_over(&windows, &plain, &thresholds));
            let short: Vec<[i8; LANES]> = counts.iter().map(|of| of.map(|n| n as i8)).collect();
            prop_assert_eq!(is_over(with, &mut narrow, &short, &all, &thresholds), any_over(&windows, &plain, &thresholds));
            prop_assert_eq!(wide, plain.clone());
            prop_assert_eq!(narrow, plain);
        }
    }
}
