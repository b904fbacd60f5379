//! Which fonts may a PDF use?

use std::path::Path;
use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Fonts for paper. Cheap to clone.
#[derive(Clone)]
pub struct Fonts(Arc<Inner>);

struct Inner {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// The families that text is set in, the preferred first.
    families: Vec<String>,
}

const BUILT_IN: &str = "DejaVu Sans";

static BUILT_IN_FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    use dejavu::sans;
    let files = [sans::regular(), sans::bold(), sans::oblique(), sans::bold_oblique()];
    Fonts::of(files.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect(), Vec::new())
});

impl Fonts {
    /// The fonts in the binary: DejaVu Sans, which tells I, l and 1 apart and has most of the world's letters.
    pub fn built_in() -> Fonts {
        BUILT_IN_FONTS.clone()
    }

    /// The built-in fonts behind those in a folder of the operator (TTF or OTF), such as Atkinson Hyperlegible Next. The
    /// family whose name sorts first is the preferred one. Files that are no fonts are left alone.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn with_folder(folder: &Path) -> std::io::Result<Fonts> {
        let mut paths: Vec<_> = std::fs::read_dir(folder)?.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        let mut fonts = Vec::new();
        for path in paths {
            let is_font =
                path.extension().is_some_and(|e| e.eq_ignore_ascii_case("ttf") || e.eq_ignore_ascii_case("otf"));
            if is_font {
                fonts.extend(Font::iter(Bytes::new(std::fs::read(path)?)));
            }
        }
        let mut families: Vec<String> = fonts.iter().map(|f: &Font| f.info().family.clone()).collect();
        families.sort();
        families.dedup();
        fonts.extend(BUILT_IN_FONTS.0.fonts.iter().cloned());
        Ok(Fonts::of(fonts, families))
    }

    fn of(fonts: Vec<Font>, mut families: Vec<String>) -> Fonts {
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        families.push(BUILT_IN.to_owned());
        Fonts(Arc::new(Inner { fonts, book, families }))
    }

    /// The families that text is set in.
    pub fn families(&self) -> &[String] {
        &self.0.families
    }

    /// What tells these fonts from others: each with its size in bytes.
    pub fn mark(&self) -> String {
        self.0.fonts.iter().map(|f| format!("{} {};", f.info().family, f.data().len())).collect()
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        &self.0.book
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.0.fonts.get(index).cloned()
    }

    /// Text in which every character can be drawn: PDF/UA allows no empty boxes, so a run of those that no font has
    /// becomes `instead`, which says that something stood there.
    pub(crate) fn drawable(&self, text: &str, instead: &str) -> String {
        let has =
            |c: char| c == '\n' || c == '\u{ad}' || self.0.fonts.iter().any(|f| f.info().coverage.contains(c as u32));
        // Joiners and selectors shape the character before them; alone with its stand-in they would only disturb.
        let shapes = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{1f3fb}'..='\u{1f3ff}');
        if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
            return text.to_owned();
        }
        crate::escape::replaced(text, |c| !has(c) && c != '\t', shapes, instead).replace('\t', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_has_is_said_to_be_left_out_once_for_each_run() {
        let fonts = Fonts::built_in();
        let said = fonts.drawable("Bra 👩🏽‍🚒 🦄! שלום, \u{13000}.", "[x]");
        assert_eq!(said, "Bra [x]! שלום, [x].");
    }
}
