//! Do the parts agree, and does the whole work? One binary, so that it links once.
//!
//! The first files read the tree: floors, glossary, words, invariants, readme. The others start the program.

mod analyse;
mod analyse_trend;
mod browser;
mod check;
mod demo;
mod effect;
mod floors;
mod glossary;
mod guarded;
mod http;
mod invariants;
mod pages;
mod picture;
mod power;
mod readme;
mod story;
mod town;
mod tree;
mod words;
