//! How is a document written as PDF/UA-1, for paper and for a screen reader?
//!
//! One fixed typst template (`document.typ`) reads the document as data: no text is ever markup. Typst itself checks
//! the rules of PDF/UA-1 that a program can check, and refuses what breaks them.

pub(crate) mod columns;
mod data;
mod fonts;

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

pub use fonts::Fonts;

use crate::Error;
use crate::tree::Document;

/// How large the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// A4 as letters are written; it lies down for a table of six columns or more.
    Normal,
    /// 18 points, one column, wide tables read row by row.
    Large,
}

/// Writes `document` as a tagged PDF.
///
/// # Errors
/// If the document cannot be set, or breaks a rule of PDF/UA-1; the message says which.
pub fn pdf(document: &Document, fonts: &Fonts, print: Print) -> Result<Vec<u8>, Error> {
    set(document, fonts, print, |pages| {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| Error::Refused(e.message().to_string()))?;
        let options =
            PdfOptions { standards, ident: Smart::Auto, timestamp: timestamp(document), ..Default::default() };
        typst_pdf::pdf(pages, &options).map_err(|e| refused(&e))
    })
}

/// Each page of the document as it is set on paper, as SVG without text of its own (letters are drawn); at most `most`
/// pages. For who wants to see them without opening the file.
///
/// # Errors
/// If the document cannot be set; the message says why.
pub fn pages(document: &Document, fonts: &Fonts, print: Print, most: usize) -> Result<Vec<String>, Error> {
    let options = SvgOptions::default();
    let draw = |pages: &PagedDocument| pages.pages().iter().take(most).map(|p| typst_svg::svg(p, &options)).collect();
    set(document, fonts, print, |pages| Ok(draw(pages)))
}

/// Sets the pages and writes them in some form.
fn set<T>(
    document: &Document,
    fonts: &Fonts,
    print: Print,
    write: impl FnOnce(&PagedDocument) -> Result<T, Error>,
) -> Result<T, Error> {
    too_long(document)?;
    let world = Paper::new(document, fonts, print);
    let result = typst::compile::<PagedDocument>(&world).output.map_err(|e| refused(&e)).and_then(|p| write(&p));
    // What was remembered for this document helps no other.
    typst::comemo::evict(2);
    result
}

fn refused(why: &[SourceDiagnostic]) -> Error {
    Error::Refused(why.iter().map(|d| d.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// Setting pages takes time and memory in proportion to the text: what nobody would print is refused, with what to take
/// instead. Half a million characters are about two hundred pages.
const MOST_TEXT: usize = 500_000;
const MOST_ROWS: usize = 4_000;

fn too_long(document: &Document) -> Result<(), Error> {
    let mut rows = 0;
    crate::csv::walk(&document.blocks, &mut |t| rows += t.rows.len());
    if rows > MOST_ROWS {
        return Err(Error::Refused(format!(
            "{rows} rows of tables are more than the {MOST_ROWS} that fit on paper; take CSV"
        )));
    }
    let addresses = crate::linear::Addresses::Silent;
    let text: usize = crate::linear::parts(document, &addresses).iter().map(|p| p.text().len()).sum();
    if text > MOST_TEXT {
        return Err(Error::Refused(format!(
            "{text} bytes of text are more than the {MOST_TEXT} that fit on paper; take the web page or plain text"
        )));
    }
    Ok(())
}

/// The day of the document, so that the same document gives the same file.
fn timestamp(document: &Document) -> Option<Timestamp> {
    let date: jiff::civil::Date = document.furniture.date.parse().ok()?;
    let day = Datetime::from_ymd(i32::from(date.year()), date.month() as u8, date.day() as u8)?;
    Some(Timestamp::new_utc(day))
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Header cells for rows are still behind this switch.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

static TEMPLATE: LazyLock<Source> =
    LazyLock::new(|| Source::new(file_id("main.typ"), include_str!("document.typ").to_owned()));

fn file_id(path: &str) -> FileId {
    FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).expect("a plain file name")))
}

/// All that typst may see: the template, the data, the drawings, the fonts. No disk, no network, no clock.
struct Paper<'a> {
    fonts: &'a Fonts,
    files: HashMap<String, Bytes>,
}

impl Paper<'_> {
    fn new<'a>(document: &Document, fonts: &'a Fonts, print: Print) -> Paper<'a> {
        let files = data::files(document, fonts, print);
        Paper { fonts, files: files.into_iter().map(|(name, content)| (name, Bytes::new(content))).collect() }
    }
}

impl World for Paper<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }
    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }
    fn main(&self) -> FileId {
        TEMPLATE.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() { Ok(TEMPLATE.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.vpath().get_without_slash()).cloned().ok_or(FileError::AccessDenied)
    }
    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests;
