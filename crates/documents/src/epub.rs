//! How is a document written as EPUB 3, with what a reader needs to know of its accessibility?

use std::io::{Cursor, Write};

use text::Words;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Error;
use crate::escape::xml;
use crate::figure::Ink;
use crate::html::{Base, Look, Writer, last_lines, origin};
use crate::tree::Document;

const STYLE: &str = include_str!("epub.css");

/// The document as EPUB 3.3. The same document gives the same bytes.
///
/// # Errors
/// If the archive cannot be written.
pub fn epub(document: &Document) -> Result<Vec<u8>, Error> {
    let words = Words::of(document.lang);
    let look = Look {
        prefix: "d".into(),
        ink: Ink::Paper { font: "sans-serif" },
        fold: false,
        base: Base::Origin(origin(&document.furniture.address)),
    };
    let mut w = Writer::new(words, look);
    w.document(document, 1);
    w.push("<section class=\"last\">");
    for line in last_lines(&document.furniture, words) {
        w.push("<p>");
        w.say(&line);
        w.push("</p>");
    }
    w.push("</section>");
    w.drop_dead_anchors();
    let has_svg = w.out.contains("<svg");
    let mut nav = String::new();
    for (level, id, title) in w.headings.iter().filter(|(level, _, _)| *level == 2) {
        let _ = level;
        nav.push_str(&format!("<li><a href=\"content.xhtml#{}\">{}</a></li>", xml(id), xml(title)));
    }
    let (lang, title) = (document.lang.tag(), xml(&document.title));
    let contents = xml(&words.say("document-contents"));
    let head = |title: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\"><head><title>{title}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/></head>"
        )
    };
    let content = format!("{}<body><main>{}</main></body></html>\n", head(&title), w.out);
    let nav = format!(
        "{}<body><nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"toc\"><h1 id=\"toc\">{contents}</h1><ol><li><a href=\"content.xhtml\">{title}</a></li>{nav}</ol></nav></body></html>\n",
        head(&contents)
    );
    let container = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";
    archive(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("EPUB/package.opf", package(document, words, has_svg).as_bytes()),
        ("EPUB/nav.xhtml", nav.as_bytes()),
        ("EPUB/content.xhtml", content.as_bytes()),
        ("EPUB/style.css", STYLE.as_bytes()),
    ])
}

fn package(document: &Document, words: Words, has_svg: bool) -> String {
    let f = &document.furniture;
    let meta = |property: &str, value: &str| format!("<meta property=\"{property}\">{}</meta>", xml(value));
    let mut m = format!(
        "<dc:identifier id=\"id\">{}</dc:identifier><dc:title>{}</dc:title><dc:language>{}</dc:language>",
        xml(&identifier(document)),
        xml(&document.title),
        document.lang.tag()
    );
    if !f.responsible.is_empty() {
        m.push_str(&format!("<dc:creator>{0}</dc:creator><dc:publisher>{0}</dc:publisher>", xml(&f.responsible)));
    }
    let day: Option<jiff::civil::Date> = f.date.parse().ok();
    if let Some(day) = day {
        m.push_str(&format!("<dc:date>{day}</dc:date>"));
    }
    let day = day.map_or("2000-01-01".to_owned(), |d| d.to_string());
    m.push_str(&meta("dcterms:modified", &format!("{day}T00:00:00Z")));
    m.push_str(&meta("schema:accessMode", "textual"));
    if has_svg {
        m.push_str(&meta("schema:accessMode", "visual"));
    }
    // Every figure has its words and its table: text alone suffices.
    m.push_str(&meta("schema:accessModeSufficient", "textual"));
    let always = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"];
    let of_figures: &[&str] = if has_svg { &["alternativeText", "longDescription"] } else { &[] };
    for feature in always.iter().chain(of_figures) {
        m.push_str(&meta("schema:accessibilityFeature", feature));
    }
    m.push_str(&meta("schema:accessibilityHazard", "none"));
    // What is there is told. That it conforms to a standard is for somebody who has looked to claim and to vouch for.
    let summary = if has_svg { "document-accessibility" } else { "document-accessibility-text" };
    m.push_str(&meta("schema:accessibilitySummary", &words.say(summary)));
    let svg = if has_svg { " properties=\"svg\"" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{}\" prefix=\"schema: http://schema.org/\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{m}</metadata><manifest><item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/><item id=\"content\" href=\"content.xhtml\" media-type=\"application/xhtml+xml\"{svg}/><item id=\"style\" href=\"style.css\" media-type=\"text/css\"/></manifest><spine><itemref idref=\"content\"/></spine></package>\n",
        document.lang.tag()
    )
}

/// What names this document among all: its address and its day.
pub(crate) fn identifier(document: &Document) -> String {
    let f = &document.furniture;
    if f.address.is_empty() {
        let slug: String = document
            .title
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        return format!("urn:samverka:{slug}:{}", f.date);
    }
    if f.date.is_empty() { f.address.clone() } else { format!("{}#{}", f.address, f.date) }
}

/// A zip file whose first file is stored, not packed, as readers of EPUB want it; always the same for the same content.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Result<Vec<u8>, Error> {
    let refused = |e: zip::result::ZipError| Error::Refused(e.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, content)) in files.iter().enumerate() {
        let method = if i == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT);
        zip.start_file(*name, options).map_err(refused)?;
        zip.write_all(content).map_err(|e| Error::Refused(e.to_string()))?;
    }
    Ok(zip.finish().map_err(refused)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use std::io::Read;

    pub(crate) fn file(archive: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn an_e_book_says_what_it_is_and_where_its_chapters_are() {
        let (_, picture) = samples().remove(1);
        let book = epub(&picture).unwrap();
        assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip");
        assert!(
            file(&book, "EPUB/package.opf").contains("<meta property=\"schema:accessModeSufficient\">textual</meta>")
        );
        let package = file(&book, "EPUB/package.opf");
        // Nobody has looked at this very book: nothing vouches for it.
        assert!(!package.contains("conformsTo") && !package.contains("certifiedBy"), "{package}");
        assert!(package.contains(">alternativeText<"), "{package}");
        let plain = epub(&Document::new("T", text::Lang::Sv)).unwrap();
        assert!(!file(&plain, "EPUB/package.opf").contains(">alternativeText<"));
        let (nav, content) = (file(&book, "EPUB/nav.xhtml"), file(&book, "EPUB/content.xhtml"));
        let targets: Vec<&str> = nav.split("content.xhtml#").skip(1).map(|s| s.split('"').next().unwrap()).collect();
        assert_eq!(targets.len(), 8);
        assert!(targets.iter().all(|t| content.contains(&format!("id=\"{t}\""))));
        assert_eq!(book, epub(&picture).unwrap(), "the same document gives the same bytes");
    }
}
