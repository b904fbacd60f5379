//! Is each block written as the mark-up that readers of every kind can use?

use super::*;
use crate::{Section, samples};

/// Reads the markup back as XML and gives its elements; fails where it is not well-formed.
fn elements(html: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let whole = format!("<root>{html}</root>");
    let mut reader = quick_xml::Reader::from_str(&whole);
    let (mut names, mut depth) = (Vec::new(), 0);
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|e| panic!("not well-formed: {e} near {}", &whole[reader.buffer_position() as usize..]))
        {
            Event::Start(e) => {
                depth += 1;
                names.push(e.name().as_ref().to_owned());
                e.attributes().for_each(|a| drop(a.expect("an attribute")));
            }
            Event::Empty(e) => {
                names.push(e.name().as_ref().to_owned());
                e.attributes().for_each(|a| drop(a.expect("an attribute")));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    names
}

#[test]
fn every_sample_is_well_formed_without_style_attributes_and_without_skipped_headings() {
    for (name, document) in samples() {
        let html = fragment(&document, 1);
        let mut level = 0;
        for element in elements(&html) {
            if let Some(n) = element.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) {
                assert!(n <= level + 1, "{name}: from h{level} to h{n}");
                level = n;
            }
        }
        assert!(!html.contains(" style="), "{name}");
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).map(|s| s.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}: an id stands twice");
    }
}

#[test]
fn markup_in_any_field_stays_text() {
    let evil = "<script>alert(1)</script>\" onload=\"x";
    let document = Document::new(evil, text::Lang::Sv)
        .lead(Text::new().link(evil, "javascript:alert(1)").in_lang(evil, "\" onload=\"x"))
        .with(Section::new(evil, vec![Block::text(evil)]).anchor(evil));
    let html = page(&document, "p{content:'</style><script>'}");
    let (style, html) = html.split_once("</style>").expect("the end of the style sheet");
    assert!(style.contains("<style>") && !html.contains("<script"), "{html}");
    assert!(!html.contains(" onload=\"") && !html.contains("javascript:"), "{html}");
}

#[test]
fn a_page_of_its_own_asks_for_nothing_and_leads_to_the_site_in_full() {
    let (_, promise) = samples().remove(0);
    let html = page(&promise, "@font-face{src:url(fonts/a.woff2)}\np{color:red}");
    assert!(!html.contains("url(fonts"));
    assert!(html.contains("href=\"https://almvalla.example/problem/1\""));
    assert!(html.contains("href=\"#a1\""));
}
