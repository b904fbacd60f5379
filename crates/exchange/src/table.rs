//! How do the bytes of a CSV or XLSX file become rows of text?
//!
//! Whatever people have: comma, semicolon, tab or bar; UTF-8 with or without a mark, UTF-16 with one,
//! Windows-1252; packed with gzip or not; a workbook. What is not text is refused, never guessed.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader};

use crate::refused::{Refused, Why, shorten};

/// The largest file, packed or unpacked: 1 GB.
pub const LARGEST_FILE: u64 = 1_000_000_000;
/// The longest field in characters: that of a spreadsheet's cell.
pub const LONGEST_FIELD: usize = 32_767;
/// The widest workbook that is read; columns further right are not looked at.
const MOST_COLUMNS: usize = 1000;

/// How the text of a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Windows-1252 (and so ISO 8859-1).
    Windows1252,
    /// A workbook: XML inside.
    Workbook,
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Workbook => "XLSX",
        })
    }
}

/// A file opened as a header and rows of text.
#[derive(Debug)]
pub struct Table {
    file: String,
    header: Vec<String>,
    encoding: Encoding,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Text { text: String, delimiter: u8, lines_before: u64 },
    Cells(Vec<(u64, Vec<String>)>),
}

impl Table {
    /// Opens a file of this name and content. Its first row is the header.
    pub fn open(file: &str, bytes: Vec<u8>) -> Result<Table, Refused> {
        let refuse = |why| Refused { file: file.to_owned(), why };
        let bytes = unpack(bytes).map_err(refuse)?;
        if bytes.starts_with(b"PK\x03\x04") {
            return workbook(file, bytes).map_err(refuse);
        }
        let (text, encoding) = decode(bytes).map_err(refuse)?;
        let (text, lines_before, told) = without_separator_line(text);
        if text.trim().is_empty() {
            return Err(refuse(Why::Empty));
        }
        let delimiter = told.unwrap_or_else(|| delimiter(&text));
        let mut table = Table {
            file: file.to_owned(),
            header: Vec::new(),
            encoding,
            body: Body::Text { text, delimiter, lines_before },
        };
        let mut header = Vec::new();
        table.walk(|_, fields| {
            header = fields.iter().map(|f| f.trim().to_owned()).collect();
            Ok(Walk::Stop)
        })?;
        table.header = header;
        Ok(table)
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The headers, as they stand.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How its text was written.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Shows each row below the header: its line in the file (the header's being 1) and its fields.
    /// Rows without any text are skipped.
    pub fn rows(&self, mut each: impl FnMut(u64, &[&str])) -> Result<(), Refused> {
        let mut first = true;
        self.walk(|line, fields| {
            if !std::mem::take(&mut first) && fields.iter().any(|f| !f.trim().is_empty()) {
                each(line, fields);
            }
            Ok(Walk::On)
        })
    }

    /// A refusal of this file.
    pub fn refuse(&self, why: Why) -> Refused {
        Refused { file: self.file.clone(), why }
    }

    fn walk(&self, mut each: impl FnMut(u64, &[&str]) -> Result<Walk, Refused>) -> Result<(), Refused> {
        let mut check = |line: u64, fields: &[&str]| -> Result<Walk, Refused> {
            if let Some(i) =
                fields.iter().position(|f| f.len() > LONGEST_FIELD && f.chars().nth(LONGEST_FIELD).is_some())
            {
                let column = self.header.get(i).map_or_else(|| (i + 1).to_string(), |h| shorten(h));
                return Err(self.refuse(Why::FieldTooLong { row: line, column, limit: LONGEST_FIELD }));
            }
            each(line, fields)
        };
        match &self.body {
            Body::Cells(rows) => {
                for (line, row) in rows {
                    let fields: Vec<&str> = row.iter().map(String::as_str).collect();
                    if let Walk::Stop = check(*line, &fields)? {
                        break;
                    }
                }
            }
            Body::Text { text, delimiter, lines_before } => {
                let mut reader = csv::ReaderBuilder::new()
                    .delimiter(*delimiter)
                    .flexible(true)
                    .has_headers(false)
                    .from_reader(text.as_bytes());
                let mut record = csv::StringRecord::new();
                // The text is UTF-8 and the number of fields is free, so reading cannot fail.
                while reader.read_record(&mut record).unwrap_or(false) {
                    let line = record.position().map_or(0, |p| line(text, p)) + lines_before;
                    let fields: Vec<&str> = record.iter().collect();
                    if let Walk::Stop = check(line, &fields)? {
                        return Ok(());
                    }
                }
                // Without the sign that closes it, everything after a quotation mark is one field: rows would be lost.
                if let Some((row, column)) = open_quote(text, *delimiter) {
                    let column = self.header.get(column).map_or_else(|| (column + 1).to_string(), |h| shorten(h));
                    return Err(self.refuse(Why::OpenQuote { row: row + lines_before, column }));
                }
            }
        }
        Ok(())
    }
}

/// Where a quoted field begins that the file never closes: its line and its number in the row.
fn open_quote(text: &str, delimiter: u8) -> Option<(u64, usize)> {
    let bytes = text.as_bytes();
    let (mut line, mut column, mut at, mut starts) = (1, 0, 0, true);
    while at < bytes.len() {
        match bytes[at] {
            b'"' if starts => {
                let opened = (line, column);
                at += 1;
                loop {
                    match bytes.get(at) {
                        None => return Some(opened),
                        Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 1,
                        Some(b'"') => break,
                        Some(b'\n') => line += 1,
                        Some(_) => {}
                    }
                    at += 1;
                }
                starts = false;
            }
            b'\n' => (line, column, starts) = (line + 1, 0, true),
            b if b == delimiter => (column, starts) = (column + 1, true),
            _ => starts = false,
        }
        at += 1;
    }
    None
}

/// The line on which a record begins: the reader's position is before any empty lines that it skips.
fn line(text: &str, position: &csv::Position) -> u64 {
    let rest = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let skipped = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count();
    position.line() + skipped as u64
}

enum Walk {
    On,
    Stop,
}

/// Unpacks gzip, up to the limit.
pub(crate) fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, Why> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Why::TooLarge(LARGEST_FILE));
    }
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice())
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| Why::BrokenPacking)?;
    match unpacked.len() as u64 {
        0 => Err(Why::Empty),
        n if n > LARGEST_FILE => Err(Why::TooLarge(LARGEST_FILE)),
        _ => Ok(unpacked),
    }
}

/// The text of a file: what its mark says, else UTF-8 if it is valid, else Windows-1252.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), Why> {
    let marked_16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if marked_16 {
        let encoding = if bytes[0] == 0xff { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        let (text, broken) = encoding.decode_with_bom_removal(&bytes);
        return if broken { Err(Why::NotText(None)) } else { Ok((text.into_owned(), Encoding::Utf16)) };
    }
    if let Some(kind) = known_kind(&bytes) {
        return Err(Why::NotText(Some(kind)));
    }
    let odd = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    let head = &bytes[..bytes.len().min(65_536)];
    // Text has no NUL at all and next to no other control bytes.
    if bytes.contains(&0) || head.iter().filter(|b| odd(b)).count() * 200 > head.len() {
        return Err(Why::NotText(None));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix('\u{feff}') {
            Some(rest) => Ok((rest.to_owned(), Encoding::Utf8)),
            None => Ok((text, Encoding::Utf8)),
        },
        Err(e) => {
            if let Some(row) = broken_utf8(e.as_bytes()) {
                return Err(Why::BrokenUtf8 { row });
            }
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(e.as_bytes());
            Ok((text.into_owned(), Encoding::Windows1252))
        }
    }
}

/// The line of the first fault, where the bytes are UTF-8 with a fault in it rather than another encoding: then letters
/// outside ASCII that are whole outnumber the faults.
fn broken_utf8(bytes: &[u8]) -> Option<u64> {
    let (mut whole, mut faults, mut row, mut first) = (0usize, 0usize, 1, None);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        row += chunk.valid().bytes().filter(|b| *b == b'\n').count() as u64;
        if !chunk.invalid().is_empty() {
            faults += 1;
            first = first.or(Some(row));
        }
    }
    first.filter(|_| whole > faults)
}

fn known_kind(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 9] = [
        (b"%PDF", "PDF"),
        (b"\x89PNG", "bild (PNG)"),
        (b"\xff\xd8\xff", "bild (JPEG)"),
        (b"GIF8", "bild (GIF)"),
        (b"\xd0\xcf\x11\xe0", "XLS"),
        (b"PK\x03\x04", "ZIP"),
        (b"7z\xbc\xaf", "7z"),
        (b"SQLite format 3", "SQLite"),
        (b"{\\rtf", "RTF"),
    ];
    kinds.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// Excel writes `sep=;` as a first line of its own.
fn without_separator_line(text: String) -> (String, u64, Option<u8>) {
    let line = text.lines().next().unwrap_or("");
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([sign]) if sign.is_ascii() => {
            let rest = text[line.len()..].trim_start_matches('\r');
            (rest.strip_prefix('\n').unwrap_or(rest).to_owned(), 1, Some(*sign))
        }
        _ => (text, 0, None),
    }
}

/// The sign that splits the header into most fields, outside quotation marks.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |sign: u8| {
        let mut quoted = false;
        line.bytes()
            .filter(|b| {
                quoted ^= *b == b'"';
                !quoted && *b == sign
            })
            .count()
    };
    let most = [b',', b'\t', b';'].into_iter().max_by_key(|s| count(*s)).filter(|s| count(*s) > 0);
    // A bar often stands inside headers ("2022 | totalt"): it splits only where nothing else does.
    most.unwrap_or(if count(b'|') > 0 { b'|' } else { b',' })
}

fn workbook(file: &str, bytes: Vec<u8>) -> Result<Table, Why> {
    let broken = |e: &dyn std::fmt::Display| Why::BrokenWorkbook(shorten(&e.to_string()));
    // A small file can unpack to anything: look at what it says of itself before unpacking it.
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|e| broken(&e))?;
    let mut size: u64 = 0;
    for i in 0..archive.len() {
        size = size.saturating_add(archive.by_index_raw(i).map_err(|e| broken(&e))?.size());
    }
    if size > LARGEST_FILE {
        return Err(Why::TooLarge(LARGEST_FILE));
    }
    drop(archive);
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    // The first sheet with anything on it. Cells are taken as they come: two cells in far corners must
    // not become a sheet of billions.
    for name in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(|e| broken(&e))?;
        let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
        while let Some(found) = cells.next_cell().map_err(|e| broken(&e))? {
            let (row, column) = found.get_position();
            let (row, column) = (u64::from(row) + 1, column as usize);
            let said = cell(found.get_value());
            if said.is_empty() || column >= MOST_COLUMNS {
                continue;
            }
            if rows.last().is_none_or(|(r, _)| *r != row) {
                rows.push((row, Vec::new()));
            }
            if let Some((_, fields)) = rows.last_mut() {
                if fields.len() <= column {
                    fields.resize(column + 1, String::new());
                }
                fields[column] = said;
            }
        }
        if let Some((_, first)) = rows.first() {
            let header = first.iter().map(|c| c.trim().to_owned()).collect();
            return Ok(Table { file: file.to_owned(), header, encoding: Encoding::Workbook, body: Body::Cells(rows) });
        }
    }
    Err(Why::Empty)
}

/// A cell as the text that a CSV file would have.
fn cell(data: &DataRef) -> String {
    match data {
        DataRef::String(s) => s.clone(),
        DataRef::SharedString(s) => (*s).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(x) => x.to_string(),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.clone(),
        DataRef::DateTime(t) if t.is_datetime() => {
            let (y, mo, d, h, mi, s, _) = t.to_ymd_hms_milli();
            match t.as_f64() {
                x if x < 1.0 => format!("{h:02}:{mi:02}:{s:02}"),
                x if x.fract() == 0.0 => format!("{y:04}-{mo:02}-{d:02}"),
                _ => format!("{y:04}-{mo:02}-{d:02} {h:02}:{mi:02}:{s:02}"),
            }
        }
        DataRef::DateTime(t) => t.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &Table) -> Vec<(u64, Vec<String>)> {
        let mut found = Vec::new();
        table.rows(|line, fields| found.push((line, fields.iter().map(|f| (*f).to_owned()).collect()))).unwrap();
        found
    }

    #[test]
    fn the_sign_between_fields_is_found_in_the_header() {
        for (text, first) in [
            ("datum;kategori\n2022-09-15;Klotter, grovt\n", "Klotter, grovt"),
            ("datum\tkategori\n2022-09-15\tKlotter; grovt\n", "Klotter; grovt"),
            ("datum,\"plats; och mer\"\n2022-09-15,\"Klotter, grovt\"\n", "Klotter, grovt"),
            ("sep=|\r\ndatum|kategori\r\n2022-09-15|Klotter\r\n", "Klotter"),
        ] {
            let table = Table::open("a.csv", text.as_bytes().to_vec()).unwrap();
            assert_eq!(rows(&table)[0].1[1], first, "{text}");
        }
    }

    #[test]
    fn å_ä_ö_are_read_in_utf_8_with_and_without_mark_in_utf_16_and_in_windows_1252() {
        let text = "datum;område\n2022-09-15;Kallhäll\n";
        let cp1252 = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (format!("\u{feff}{text}").into_bytes(), Encoding::Utf8),
            (utf16, Encoding::Utf16),
            (cp1252, Encoding::Windows1252),
        ] {
            let table = Table::open("a.csv", bytes).unwrap();
            assert_eq!(table.encoding(), encoding);
            assert_eq!(table.header(), ["datum", "område"]);
            assert_eq!(rows(&table), [(2, vec!["2022-09-15".to_owned(), "Kallhäll".to_owned()])]);
        }
    }

    #[test]
    fn a_file_that_is_not_text_is_refused_with_what_it_is() {
        let why = |bytes: &[u8]| Table::open("a", bytes.to_vec()).unwrap_err().why;
        assert_eq!(why(b""), Why::Empty);
        assert_eq!(why(b" \n\n"), Why::Empty);
        assert_eq!(why(b"%PDF-1.7\n..."), Why::NotText(Some("PDF")));
        assert_eq!(why(b"datum,kategori\n2022\0,x"), Why::NotText(None));
        assert_eq!(why(&[0x1f, 0x8b, 8, 0, 1, 2]), Why::BrokenPacking);
        assert!(matches!(why(b"PK\x03\x04 not a workbook"), Why::BrokenWorkbook(_)));
    }

    #[test]
    fn a_quotation_mark_that_never_closes_is_found_where_it_opens() {
        let text = format!("datum;kategori\n2022-09-15;Klotter\n2022-09-16;\"Klotter{}", "\nx;y".repeat(20_000));
        let table = Table::open("a.csv", text.into_bytes()).unwrap();
        let refused = table.rows(|_, _| {}).unwrap_err();
        assert_eq!(refused.why, Why::FieldTooLong { row: 3, column: "kategori".into(), limit: LONGEST_FIELD });
    }

    #[test]
    fn a_quotation_mark_that_the_file_never_closes_is_refused_and_swallows_no_rows() {
        let why =
            |text: &str| Table::open("a.csv", text.as_bytes().to_vec()).unwrap().rows(|_, _| {}).map_err(|e| e.why);
        let open = |row, column: &str| Err(Why::OpenQuote { row, column: column.into() });
        assert_eq!(why("a,b\n1,2\n3,\"fyra\n5,6\n"), open(3, "b"));
        assert_eq!(why("sep=;\na;b\n\"1;2\n"), open(3, "a"));
        assert_eq!(why("a,b\n1,\"två \"\"citat\"\" och\nrad\"\n12\" rör,x\n"), Ok(()));
    }

    #[test]
    fn one_bad_byte_in_utf_8_is_said_and_does_not_turn_å_ä_ö_into_something_else() {
        let mut bytes = "datum;område\n2022-09-15;Kallhäll\n2022-09-16;Ängby".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(Table::open("a.csv", bytes).unwrap_err().why, Why::BrokenUtf8 { row: 3 });
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let table = Table::open("a.csv", b"a,b\n\n1,\"two\nlines\"\n,\n3,4\n".to_vec()).unwrap();
        assert_eq!(rows(&table).iter().map(|r| r.0).collect::<Vec<_>>(), [3, 6]);
    }
}
