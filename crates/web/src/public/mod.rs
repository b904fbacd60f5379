//! What everyone may read. This code sees only public types.

pub mod about;
pub mod agreement;
pub mod area;
pub mod calendar;
pub mod cards;
pub mod case;
pub mod dialogue;
pub mod easy;
pub mod easy_text;
pub mod effort;
pub mod focus_area;
pub mod format_request;
pub mod indicator;
pub mod news;
pub mod notice;
pub mod observation;
pub mod open_data;
pub mod picture;
pub mod plan;
pub mod problem;
pub mod promise;
pub mod review;
pub mod site_map;
pub mod start;
pub mod statement;
