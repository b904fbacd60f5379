//! One file per command.

pub mod account;
pub mod analyse;
pub mod audit;
pub mod backup;
pub mod check;
pub mod demo;
pub mod export;
pub mod import;
pub mod municipality;
pub mod picture;
pub mod serve;
