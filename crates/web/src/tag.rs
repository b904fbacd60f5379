//! Does the reader's program have this already, and does a person read what it gets?

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::part::AskedPart;

/// What a request says of what the reader's program has and takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The tags of what it has (`If-None-Match`).
    has: Option<String>,
    /// Whether it shows pages: a browser does, a program that fetches data does not.
    pub shows_pages: bool,
    /// The part of a file that it wants.
    pub part: AskedPart,
}

/// What stands at the end of the tag of a compressed answer, which has other bytes than the plain one.
const COMPRESSED: &str = "-gzip";

impl Asked {
    /// Reads the headers.
    pub fn of(headers: &HeaderMap) -> Asked {
        let all =
            |name: HeaderName| -> Vec<&str> { headers.get_all(name).iter().filter_map(|v| v.to_str().ok()).collect() };
        let has = all(header::IF_NONE_MATCH);
        Asked {
            has: (!has.is_empty()).then(|| has.join(",")),
            shows_pages: all(header::ACCEPT).iter().any(|a| a.contains("text/html")),
            part: AskedPart::of(headers),
        }
    }

    /// Whether it has what carries this tag (RFC 9110, 13.1.2: compared weakly; `*` is anything).
    pub fn has(&self, tag: &str) -> bool {
        let Some(list) = &self.has else { return false };
        if list.trim() == "*" {
            return true;
        }
        let own = tag.trim_matches('"');
        // Between quotes anything may stand, a comma too; every second piece stands between quotes.
        list.split('"').skip(1).step_by(2).any(|t| t == own || t.strip_suffix(COMPRESSED) == Some(own))
    }
}

/// Tells a compressed answer apart from the plain one by its tag.
pub fn compressed(headers: &mut HeaderMap) {
    if !headers.contains_key(header::CONTENT_ENCODING) {
        return;
    }
    let tag = headers.get(header::ETAG).and_then(|t| t.to_str().ok()).and_then(|t| t.strip_suffix('"'));
    if let Some(tag) = tag.and_then(|t| HeaderValue::from_str(&format!("{t}{COMPRESSED}\"")).ok()) {
        headers.insert(header::ETAG, tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(lines: &[&'static str]) -> Asked {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::IF_NONE_MATCH, HeaderValue::from_static(line));
        }
        Asked::of(&headers)
    }

    #[test]
    fn a_tag_is_found_in_a_list_weak_compressed_or_as_anything() {
        for lines in [
            &["\"abc\""][..],
            &["*"],
            &[" * "],
            &["W/\"abc\""],
            &["\"abc-gzip\""],
            &["\"x\", \"abc\""],
            &["\"x\",W/\"a,b\" ,\"abc\""],
            &["\"x\"", "\"abc\""],
        ] {
            assert!(asked(lines).has("\"abc\""), "{lines:?}");
        }
        for lines in [&[][..], &["\"ab\""], &["abc"], &["\"abcd\"", "\"\""], &["\"x\", *"], &["\"x,abc\""], &["\""]] {
            assert!(!asked(lines).has("\"abc\""), "{lines:?}");
        }
    }

    #[test]
    fn only_a_compressed_answer_has_another_tag() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, HeaderValue::from_static("\"abc\""));
        compressed(&mut headers);
        assert_eq!(headers[header::ETAG], "\"abc\"");
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        compressed(&mut headers);
        assert_eq!(headers[header::ETAG], "\"abc-gzip\"");
    }
}
