//! Which part of a file does a reader's program ask for? Players ask for the middle of a sound, and go on where a
//! download was cut off.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The part that a request asks for (`Range`, `If-Range`; RFC 9110, 13.1.5 and 14.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedPart {
    range: Option<String>,
    /// Only if the file still carries this tag; else the whole.
    only_of: Option<String>,
}

impl AskedPart {
    /// Reads the headers.
    pub fn of(headers: &HeaderMap) -> AskedPart {
        let one = |name| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        AskedPart { range: one(header::RANGE), only_of: one(header::IF_RANGE) }
    }

    /// The file, or the one part of it that was asked for. Several parts at once, and what is no range, get the whole;
    /// what lies behind its end is refused with its length.
    pub fn give(&self, bytes: Bytes, tag: &str) -> Response {
        let whole = |bytes: Bytes| ([(header::ACCEPT_RANGES, "bytes")], bytes).into_response();
        let holds = self.only_of.as_deref().is_none_or(|t| t == tag);
        let Some(asked) = self.range.as_deref().filter(|_| holds) else { return whole(bytes) };
        let Ok(parsed) = http_range_header::parse_range_header(asked) else { return whole(bytes) };
        let length = bytes.len() as u64;
        let headers = |range: String| {
            let range = HeaderValue::from_str(&range).unwrap_or(HeaderValue::from_static("bytes */*"));
            [(header::ACCEPT_RANGES, HeaderValue::from_static("bytes")), (header::CONTENT_RANGE, range)]
        };
        match parsed.validate(length).as_deref() {
            Ok([one]) => {
                let (from, to) = (*one.start(), *one.end());
                let said = headers(format!("bytes {from}-{to}/{length}"));
                (StatusCode::PARTIAL_CONTENT, said, bytes.slice(from as usize..=to as usize)).into_response()
            }
            Ok(_) => whole(bytes),
            Err(_) => (StatusCode::RANGE_NOT_SATISFIABLE, headers(format!("bytes */{length}"))).into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(range: Option<&str>, only_of: Option<&str>) -> (StatusCode, String, usize) {
        let asked = AskedPart { range: range.map(str::to_owned), only_of: only_of.map(str::to_owned) };
        let response = asked.give(Bytes::from_static(b"0123456789"), "\"t\"");
        let said = response.headers().get(header::CONTENT_RANGE).map(|v| v.to_str().unwrap().to_owned());
        let length = axum::body::HttpBody::size_hint(response.body()).exact().unwrap();
        (response.status(), said.unwrap_or_default(), length as usize)
    }

    #[test]
    fn a_part_is_given_with_where_it_stands() {
        let part = |range| given(Some(range), None);
        assert_eq!(part("bytes=0-"), (StatusCode::PARTIAL_CONTENT, "bytes 0-9/10".to_owned(), 10));
        assert_eq!(part("bytes=2-4"), (StatusCode::PARTIAL_CONTENT, "bytes 2-4/10".to_owned(), 3));
        assert_eq!(part("bytes=8-99"), (StatusCode::PARTIAL_CONTENT, "bytes 8-9/10".to_owned(), 2));
        assert_eq!(part("bytes=-3"), (StatusCode::PARTIAL_CONTENT, "bytes 7-9/10".to_owned(), 3));
    }

    #[test]
    fn what_lies_behind_the_end_is_refused_and_what_is_no_range_gets_the_whole() {
        for range in ["bytes=10-", "bytes=11-12"] {
            let (status, said, length) = given(Some(range), None);
            assert_eq!(
                (status, said.as_str(), length),
                (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */10", 0),
                "{range}"
            );
        }
        for range in ["bytes=0-1,4-5", "pages=1-2", "bytes=a-b", "bytes=", "", "bytes=5-2"] {
            let (status, _, length) = given(Some(range), None);
            assert!(
                (status, length) == (StatusCode::OK, 10) || (status, length) == (StatusCode::RANGE_NOT_SATISFIABLE, 0),
                "{range}: {status} {length}"
            );
        }
        assert_eq!(given(None, None).0, StatusCode::OK);
    }

    #[test]
    fn a_file_that_has_changed_is_given_whole() {
        assert_eq!(given(Some("bytes=2-4"), Some("\"t\"")).0, StatusCode::PARTIAL_CONTENT);
        for other in ["\"s\"", "W/\"t\"", "Tue, 24 Nov 2026 10:00:00 GMT"] {
            assert_eq!(given(Some("bytes=2-4"), Some(other)), (StatusCode::OK, String::new(), 10));
        }
    }
}
