//! How is a document written for machines that read trees?

use serde::Serialize;
use serde_json::Value;

use crate::Error;
use crate::tree::Document;

/// The version of the shape. It changes when a reader of the older shape would misread a newer file.
pub const VERSION: u32 = 1;

/// What such a file may hold, as JSON Schema 2020-12: for those who read the files with another program.
pub const SCHEMA: &str = include_str!("document.schema.json");

/// The file, in the order in which it is written.
#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u32,
    document: &'a Document,
}

/// The document as JSON: `format` and `version`, then the tree as its types say, in the order of the types. [`read`] takes
/// it back.
pub fn json(document: &Document) -> String {
    let whole = Whole { format: "samverka-document", version: VERSION, document };
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads what [`json`] wrote.
///
/// # Errors
/// If it is not such a document, or of a version that is not known.
pub fn read(text: &str) -> Result<Document, Error> {
    let refused = |e: serde_json::Error| Error::Refused(e.to_string());
    let mut whole: Value = serde_json::from_str(text).map_err(refused)?;
    if whole["format"] != "samverka-document" || whole["version"] != VERSION {
        return Err(Error::Refused(format!("not a samverka-document of version {VERSION}")));
    }
    serde_json::from_value(whole["document"].take()).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_document_comes_back_as_it_was() {
        for (name, document) in samples() {
            assert_eq!(read(&json(&document)).unwrap(), document, "{name}");
        }
    }

    #[test]
    fn another_file_or_a_later_version_is_refused() {
        assert!(read("{}").is_err());
        assert!(read(&json(&samples().remove(0).1).replace("\"version\": 1", "\"version\": 2")).is_err());
    }
}
