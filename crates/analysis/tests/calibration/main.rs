//! Do small p-values come as often as they say when nothing happens, and is something seen when it does?
//!
//! Each method has a file. Every study is seeded, so its figures are the same each time; each prints a row, and the
//! same row stands in `docs/calibration.md`. To write that page anew:
//! `CALIBRATION_ANEW=1 cargo test -p analysis --test calibration -- --nocapture | grep '^|'`.

mod aberration;
mod draw;
mod evaluate;
mod kinds;
mod lattice;
mod near_repeat;
mod picture;
mod scan;
mod study;
mod trend;
