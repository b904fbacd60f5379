//! What everyone may read. This code sees only public types.

pub mod area;
pub mod dialogue;
pub mod news;
pub mod observation;
pub mod picture;
pub mod start;
