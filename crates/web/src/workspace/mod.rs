//! What those who work with it do. Every page asks who is signed in; every change is an action.

pub mod area;
pub mod dialogue;
pub mod news;
pub mod observation;
pub mod picture;
pub mod occasion;
pub mod promise;
pub mod sign_in;
pub mod source;
pub mod today;
pub mod week;
