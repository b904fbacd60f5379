//! Is what is written tagged PDF that a screen reader can use?

use super::*;
use crate::{figure, samples};

#[test]
fn every_sample_passes_the_rules_of_pdf_ua_1_in_both_sizes() {
    for (name, document) in samples() {
        for print in [Print::Normal, Print::Large] {
            let bytes = pdf(&document, &Fonts::built_in(), print).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(bytes.starts_with(b"%PDF-"), "{name}");
        }
    }
}

#[test]
fn a_figure_without_words_is_still_a_pdf_that_says_so() {
    let mut document = samples().remove(0).1;
    let range = figure::Range {
        value: 1.0,
        low: 0.0,
        mid: 1.0,
        high: 2.0,
        to: 3.0,
        outside: false,
        value_words: String::new(),
        range_words: String::new(),
    };
    document.blocks = vec![
        figure::Scene {
            title: String::new(),
            description: " ".into(),
            drawing: figure::Drawing::Range(range),
            caption: "".into(),
            table: None,
            placing: figure::Placing::Folded,
        }
        .into(),
    ];
    let (_, data) = data::files(&document, &Fonts::built_in(), Print::Normal).pop().expect("the data come last");
    let data: serde_json::Value = serde_json::from_slice(&data).expect("JSON");
    assert_eq!(data["blocks"][0]["alt"], "–");
    assert!(pdf(&document, &Fonts::built_in(), Print::Normal).is_ok());
}

#[test]
fn each_page_is_drawn_and_no_text_is_markup_in_it() {
    let (_, document) = crate::samples().into_iter().find(|(name, _)| *name == "overenskommelse").expect("a sample");
    for print in [Print::Normal, Print::Large] {
        let drawn = pages(&document, &Fonts::built_in(), print, 20).expect("pages");
        assert!((2..20).contains(&drawn.len()), "{}", drawn.len());
        assert!(drawn.iter().all(|p| p.starts_with("<svg") && !p.contains("<script") && !p.contains("<text")));
        assert_eq!(pages(&document, &Fonts::built_in(), print, 1).expect("a page"), drawn[..1]);
    }
}
