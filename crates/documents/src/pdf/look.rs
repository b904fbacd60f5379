//! How do the pages of a PDF look, for who wants to see them without opening the file?

use typst_svg::SvgOptions;

use super::{Fonts, Paper, Print, too_long};
use crate::Error;
use crate::tree::Document;

/// Each page of the document as it is set on paper, as SVG without text of its own (letters are drawn); at most `most` pages.
///
/// # Errors
/// If the document cannot be set; the message says why.
pub fn pages(document: &Document, fonts: &Fonts, print: Print, most: usize) -> Result<Vec<String>, Error> {
    too_long(document)?;
    let world = Paper::new(document, fonts, print);
    let compiled = typst::compile::<typst_layout::PagedDocument>(&world).output;
    let drawn = compiled
        .map(|set| set.pages().iter().take(most).map(|page| typst_svg::svg(page, &SvgOptions::default())).collect())
        .map_err(|e| Error::Refused(e.iter().map(|d| d.message.to_string()).collect::<Vec<_>>().join("; ")));
    typst::comemo::evict(2);
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_drawn_and_no_text_is_markup_in_it() {
        let (_, document) =
            crate::samples().into_iter().find(|(name, _)| *name == "overenskommelse").expect("a sample");
        for print in [Print::Normal, Print::Large] {
            let drawn = pages(&document, &Fonts::built_in(), print, 20).expect("pages");
            assert!((2..20).contains(&drawn.len()), "{}", drawn.len());
            assert!(drawn.iter().all(|p| p.starts_with("<svg") && !p.contains("<script") && !p.contains("<text")));
            assert_eq!(pages(&document, &Fonts::built_in(), print, 1).expect("a page"), drawn[..1]);
        }
    }
}
