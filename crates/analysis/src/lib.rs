//! Numbers: what observations say, and how sure it is. Pure functions, one file per method; each file's
//! head names its source.
//!
//! Nothing here panics on odd data (no row, one place, zeros, not-a-number): it says that nothing can be
//! said. Results do not depend on the order of rows, on names or on the number of threads.

pub mod aberration;
pub mod clustering;
pub mod compare;
pub mod crowded;
pub mod density;
pub mod evaluate;
pub mod fdr;
pub mod forecast_metrics;
pub mod glm;
#[cfg(test)]
pub(crate) mod golden;
pub mod grid;
pub mod hotspot;
pub mod moran;
pub mod near_repeat;
mod nearby;
pub mod permutation;
pub mod picture;
pub mod random;
pub mod rates;
pub mod rhythm;
pub mod scan;
pub mod suppress;
pub mod tail;
pub mod trend;
pub mod unusual;
pub mod varies;
pub mod weights;
