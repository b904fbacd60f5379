//! What everyone may read. This code sees only public types.

pub mod area;
pub mod calendar;
pub mod dialogue;
pub mod effort;
pub mod news;
pub mod observation;
pub mod picture;
pub mod promise;
pub mod start;
