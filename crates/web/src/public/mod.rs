//! What everyone may read. This code sees only public types.

pub mod agreement;
pub mod area;
pub mod cards;
pub mod dialogue;
pub mod focus_area;
pub mod news;
pub mod observation;
pub mod picture;
pub mod plan;
pub mod problem;
pub mod review;
pub mod start;
