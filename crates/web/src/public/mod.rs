//! What everyone may read. This code sees only public types.

pub mod news;
pub mod observation;
pub mod start;
