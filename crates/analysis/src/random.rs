//! Where does chance come from? One stream per replicate, so that results do not depend on threads.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// The random stream of replicate `replicate` under `seed`.
pub fn stream(seed: u64, replicate: u64) -> Xoshiro256PlusPlus {
    // An odd multiplier keeps the seeds of neighbouring replicates far apart before they are hashed.
    Xoshiro256PlusPlus::seed_from_u64(seed ^ replicate.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A whole number from 0 up to, but not including, `n` (Lemire's method, without bias).
pub fn below(rng: &mut impl Rng, n: u32) -> u32 {
    debug_assert!(n > 0);
    loop {
        let wide = u64::from(rng.next_u32()) * u64::from(n);
        let low = wide as u32;
        if low >= n || low >= n.wrapping_neg() % n {
            return (wide >> 32) as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_and_repeatable() {
        let draw = || {
            let mut rng = stream(7, 3);
            let mut seen = [0u32; 6];
            for _ in 0..60_000 {
                seen[below(&mut rng, 6) as usize] += 1;
            }
            seen
        };
        assert_eq!(draw(), draw());
        assert!(draw().iter().all(|n| (9_500..10_500).contains(n)), "{:?}", draw());
        assert_ne!(stream(7, 3).next_u64(), stream(7, 4).next_u64());
    }
}
