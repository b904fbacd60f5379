//! What those who work with it do. Every page asks who is signed in; every change is an action.

pub mod news;
pub mod observation;
pub mod sign_in;
pub mod today;
