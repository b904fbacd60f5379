//! What those who work with it do. Every page asks who is signed in; every change is an action.

pub mod account;
pub mod agreement;
pub mod area;
pub mod audit;
pub mod case;
pub mod council;
pub mod dialogue;
pub mod document;
pub mod focus_area;
pub mod job;
pub mod joint;
pub mod news;
pub mod observation;
pub mod occasion;
pub mod organisation;
pub mod picture;
pub mod plan;
pub mod problem;
pub mod promise;
pub mod retention;
pub mod review;
pub mod sign_in;
pub mod source;
pub mod statement;
pub mod today;
pub mod week;
