//! Do the parts agree, and does the whole work? One binary, so that it links once.
//!
//! The first files read the tree: floors, glossary, words, invariants, readme. The others start the program.

mod floors;
mod glossary;
mod invariants;
mod tree;
mod words;
