//! The site as people use it, over HTTP without a socket: one file per noun, tests are sentences.

mod agreement;
mod news;
mod observation;
mod picture;
mod town;
