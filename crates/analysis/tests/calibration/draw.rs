//! How are simulated counts drawn?

use rand_core::Rng;

/// Between 0 and 1, neither included.
pub fn share(rng: &mut impl Rng) -> f64 {
    ((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// A Poisson count (Knuth; means up to a few hundred).
pub fn count(rng: &mut impl Rng, mean: f64) -> u64 {
    let mut left = mean;
    let mut n = 0;
    loop {
        left += share(rng).ln();
        if left < 0.0 {
            return n;
        }
        n += 1;
    }
}

/// A gamma factor of mean 1 and variance 1 / `shape`.
pub fn factor(rng: &mut impl Rng, shape: u32) -> f64 {
    (0..shape).map(|_| -share(rng).ln()).sum::<f64>() / f64::from(shape)
}
