//! Things and rules: what the cycle of local safety work is made of, and how each thing may move.
//!
//! Knows no web, no database, no clock and no language: time, chance and the outside are arguments.
//! One noun is one file; GLOSSARY.md says what each means.
