//! What everyone may read. This code sees only public types.

pub mod about;
pub mod area;
pub mod case;
pub mod dialogue;
pub mod easy;
pub mod format_request;
pub mod news;
pub mod notice;
pub mod observation;
pub mod picture;
pub mod open_data;
pub mod site_map;
pub mod start;
pub mod statement;
