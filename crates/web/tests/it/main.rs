//! The site as people use it, over HTTP without a socket: one file per noun, tests are sentences.

mod account;
mod agreement;
mod case;
mod document;
mod easy_text;
mod effect;
mod news;
mod observation;
mod picture;
mod promise;
mod security;
mod town;
