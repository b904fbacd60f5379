//! How is a document written in Swedish braille, as BRF for embossers and as PEF?
//!
//! liblouis translates (through its command, so that its licence and tables stay its own); the layout is ours: lines of
//! cells, pages of lines, a page number on each page, headings set off by an empty line, items by their sign.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use crate::Error;
use crate::escape::{clean, xml};
use crate::linear::{Addresses, Part, in_languages, parts};
use crate::tool::{Limits, run};
use crate::tree::Document;
use text::{Lang, Words};

/// On what paper braille is embossed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Cells per line.
    pub cells: usize,
    /// Lines per page, the page number's line among them.
    pub lines: usize,
}

/// Which braille.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// A sign for each letter (*oförkortad punktskrift*).
    Uncontracted,
    /// With the shortenings of those who read much (*förkortad punktskrift*).
    Contracted,
}

impl Default for Paper {
    fn default() -> Self {
        Paper { cells: 30, lines: 27 }
    }
}

/// How the operator gets liblouis.
pub(crate) const HINT: &str = "Debian: apt-get install liblouis-bin";
const LIMITS: Limits = Limits { time: Duration::from_secs(60), output: 32_000_000 };

/// The document as BRF: North American braille ASCII, CRLF, a form feed after each page.
///
/// # Errors
/// If liblouis is absent, fails, or takes too long.
pub fn brf(document: &Document, louis: &Path, paper: &Paper, grade: Grade) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    for page in pages(document, louis, paper, grade)? {
        for line in page {
            out.extend(line.chars().map(ascii));
            out.extend(b"\r\n");
        }
        out.push(0x0c);
    }
    Ok(out)
}

/// The document as PEF 2008: the same pages, in Unicode braille, with their measures.
///
/// # Errors
/// As [`brf`].
pub fn pef(document: &Document, louis: &Path, paper: &Paper, grade: Grade) -> Result<Vec<u8>, Error> {
    let pages = pages(document, louis, paper, grade)?;
    let (title, lang, date) = (xml(&document.title), document.lang.tag(), xml(&document.furniture.date));
    let date = if date.is_empty() { String::new() } else { format!("<dc:date>{date}</dc:date>") };
    let publisher = xml(&document.furniture.responsible);
    let creator = if publisher.is_empty() { String::new() } else { format!("<dc:creator>{publisher}</dc:creator>") };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pef version=\"2008-1\" xmlns=\"http://www.daisy.org/ns/2008/pef\">\n<head><meta xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title>{creator}<dc:language>{lang}</dc:language>{date}<dc:format>application/x-pef+xml</dc:format><dc:identifier>{}</dc:identifier></meta></head>\n<body><volume cols=\"{}\" rows=\"{}\" rowgap=\"0\" duplex=\"true\"><section>\n",
        xml(&crate::epub::identifier(document)),
        paper.cells.max(20),
        paper.lines.max(10)
    );
    for page in pages {
        out.push_str("<page>");
        for line in page {
            out.push_str(&format!("<row>{line}</row>"));
        }
        out.push_str("</page>\n");
    }
    out.push_str("</section></volume></body></pef>\n");
    Ok(out.into_bytes())
}

/// Pages of lines in Unicode braille, none longer than the paper is wide.
pub(crate) fn pages(document: &Document, louis: &Path, paper: &Paper, grade: Grade) -> Result<Vec<Vec<String>>, Error> {
    let (cells, rows) = (paper.cells.max(20), paper.lines.max(10));
    let mut parts = parts(document, &Addresses::Silent);
    parts.retain(|p| *p != Part::Break);
    let mut lines: Vec<String> = parts
        .iter()
        .map(|p| match p {
            Part::Item(_, Some(marker), text) => format!("{marker} {text}"),
            other => other.text().to_owned(),
        })
        .collect();
    // The numbers of the pages are translated with the rest; a document of more pages than pieces is a rare one, so a
    // thousand are asked for.
    let pieces = lines.len();
    lines.extend((1..=1000).map(|n| n.to_string()));
    let translated = in_each_language(&lines, louis, document.lang, grade)?;
    let mut laid = Vec::new();
    for (i, (part, said)) in parts.iter().zip(&translated).enumerate() {
        let (first, rest, apart) = match part {
            Part::Heading(level, _) => (0, 0, i > 0 && *level <= 6),
            Part::Paragraph(_) | Part::Break => (2, 0, false),
            Part::Item(depth, _, _) => (2 * (*depth).min(4), 2 * (*depth).min(4) + 2, false),
        };
        if apart {
            laid.push((String::new(), false));
        }
        let bullet = matches!(part, Part::Item(_, None, _));
        // Dots 3-6 twice is a dash: the sign of an item.
        let said = if bullet { format!("⠤⠀{said}") } else { said.clone() };
        let is_heading = matches!(part, Part::Heading(..));
        laid.extend(broken(&said, cells, first, rest).into_iter().map(|l| (l, is_heading)));
    }
    Ok(paged(laid, rows, cells, &translated[pieces..]))
}

/// The lines in braille, each piece by the rules of its own language: one run of liblouis for each that occurs.
fn in_each_language(lines: &[String], louis: &Path, own: Lang, grade: Grade) -> Result<Vec<String>, Error> {
    let cut: Vec<Vec<(Lang, &str)>> = lines.iter().map(|l| in_languages(l, own)).collect();
    let mut said = vec![String::new(); lines.len()];
    let mut parts: Vec<Vec<String>> = cut.iter().map(|pieces| vec![String::new(); pieces.len()]).collect();
    for lang in [Lang::Sv, Lang::En] {
        let is_it = |piece: &(Lang, &str)| piece.0.tag() == lang.tag();
        let places = cut.iter().enumerate().flat_map(|(i, l)| l.iter().enumerate().map(move |(j, p)| (i, j, p)));
        let (at, pieces): (Vec<(usize, usize)>, Vec<String>) =
            places.filter(|(.., p)| is_it(p)).map(|(i, j, p)| ((i, j), one_line(p.1))).unzip();
        if pieces.is_empty() {
            continue;
        }
        let instead = Words::of(own).say("document-unwritable");
        // One line in, one line out: so that pieces can be told apart.
        let pieces = writable(pieces, louis, lang, &instead, grade)?;
        let written = translate(&pieces, louis, lang.tag(), grade)?;
        for (((i, j), cells), said) in at.into_iter().zip(written).zip(pieces) {
            parts[i][j] = fastened(&said, &cells);
        }
    }
    for (line, (pieces, cells)) in said.iter_mut().zip(cut.iter().zip(parts)) {
        for ((_, text), cells) in pieces.iter().zip(cells) {
            // The space between two pieces is a cell of its own.
            if text.starts_with(char::is_whitespace) && !line.is_empty() && !line.ends_with('⠀') {
                line.push('⠀');
            }
            line.push_str(&cells);
            if text.trim_end().len() < text.len() && !line.ends_with('⠀') {
                line.push('⠀');
            }
        }
        line.truncate(line.trim_end_matches('⠀').len());
    }
    Ok(said)
}

/// The lines, where what liblouis has no sign for is said to be left out. It is asked for each character that is not
/// among the usual ones: what it writes with eight dots has no sign in a braille of six.
fn writable(lines: Vec<String>, louis: &Path, lang: Lang, instead: &str, grade: Grade) -> Result<Vec<String>, Error> {
    const USUAL: &str = "åäöÅÄÖéÉüÜ–—”“’…§°½·\u{a0}\u{ad}";
    let odd: BTreeSet<char> =
        lines.iter().flat_map(|l| l.chars()).filter(|c| !c.is_ascii() && !USUAL.contains(*c)).collect();
    if odd.is_empty() {
        return Ok(lines);
    }
    let asked: Vec<String> = odd.iter().map(char::to_string).collect();
    let answers = cells(&asked, louis, lang.tag(), grade)?;
    let has_no_sign = |answer: &String| answer.chars().any(|c| ('\u{2840}'..='\u{28ff}').contains(&c));
    let lost: BTreeSet<char> = odd.into_iter().zip(&answers).filter(|(_, a)| has_no_sign(a)).map(|(c, _)| c).collect();
    let shapes = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{2060}' | '\u{feff}');
    Ok(lines.iter().map(|l| crate::escape::replaced(l, |c| lost.contains(&c), shapes, instead)).collect())
}

/// The words on one line: a minus is written as a hyphen, the thousands of a number without their space, and a space that
/// is never broken stays one.
pub(crate) fn one_line(text: &str) -> String {
    let said: Vec<char> = clean(text).replace('−', "-").chars().collect();
    let digit = |i: usize| said.get(i).is_some_and(char::is_ascii_digit);
    let groups = |i: usize| {
        let three = (1..=3).all(|k| digit(i + k)) && !digit(i + 4);
        matches!(said[i], '\u{a0}' | '\u{202f}') && i > 0 && digit(i - 1) && three
    };
    let kept: String = (0..said.len()).filter(|i| !groups(*i)).map(|i| said[i]).collect();
    kept.split(|c: char| c.is_whitespace() && c != '\u{a0}').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

pub(crate) fn translate(lines: &[String], louis: &Path, lang: &str, grade: Grade) -> Result<Vec<String>, Error> {
    let translated: Vec<String> = cells(lines, louis, lang, grade)?.iter().map(|l| cells_only(l)).collect();
    let is_lost =
        |(said, cells): &(&String, &String)| said.chars().any(char::is_alphanumeric) && cells.chars().all(|c| c == '⠀');
    if let Some((said, _)) = lines.iter().zip(&translated).find(is_lost) {
        return Err(Error::Refused(format!("liblouis gave no braille for: {said}")));
    }
    Ok(translated)
}

/// What liblouis makes of each line.
fn cells(lines: &[String], louis: &Path, lang: &str, grade: Grade) -> Result<Vec<String>, Error> {
    let table = match (lang, grade) {
        ("en", Grade::Uncontracted) => "en-ueb-g1.ctb",
        ("en", Grade::Contracted) => "en-ueb-g2.ctb",
        (_, Grade::Uncontracted) => "sv-g0.utb",
        (_, Grade::Contracted) => "sv-g2.ctb",
    };
    let input = lines
        .iter()
        // liblouis reads a backslash as the beginning of an escape; two are one.
        .map(|l| if l.is_empty() { "\u{a0}\n".to_owned() } else { format!("{}\n", l.replace('\\', "\\\\")) })
        .collect::<String>();
    let output = run(louis, &[format!("unicode.dis,{table}")], input.into_bytes(), LIMITS, HINT)?;
    let output = String::from_utf8(output).map_err(|e| Error::Refused(e.to_string()))?;
    let translated: Vec<String> = output.lines().map(str::to_owned).collect();
    if translated.len() != lines.len() {
        return Err(Error::Refused(format!("liblouis gave {} lines for {}", translated.len(), lines.len())));
    }
    Ok(translated)
}

/// What liblouis has no sign for comes out as it went in; braille shows such a character as a full cell.
fn cells_only(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\u{2800}'..='\u{283f}' => c,
            '\u{2840}'..='\u{28ff}' => char::from_u32(0x2800 + (c as u32 - 0x2800) % 64).unwrap_or('⠿'),
            c if c.is_whitespace() => '⠀',
            _ => '⠿',
        })
        .collect()
}

/// Stands for an empty cell at which no line is broken.
const FAST: char = '\u{a0}';

/// The cells with those empty ones marked at which `said` has a space that is never broken. Where liblouis wrote another
/// number of spaces it is not known which is which, and none is marked.
fn fastened(said: &str, cells: &str) -> String {
    let spaces: Vec<char> = said.trim().chars().filter(|c| c.is_whitespace()).collect();
    let empty = cells.trim_matches('⠀').chars().filter(|c| *c == '⠀').count();
    if spaces.len() != empty || !spaces.contains(&FAST) {
        return cells.to_owned();
    }
    let mut spaces = spaces.into_iter();
    let mark = |c: char| if c == '⠀' && spaces.next() == Some(FAST) { FAST } else { c };
    cells.trim_matches('⠀').chars().map(mark).collect()
}

/// Where a word that is longer than `room` is cut, and whether a hyphen says so: after the last sign within it at which
/// an address may go on on the next line (full stop, hyphen, slash), else where the room ends, but never between the sign
/// of a number and its digits.
fn cut(word: &[char], room: usize) -> (usize, bool) {
    const OPEN: [char; 4] = ['⠄', '⠤', '⠌', '⠲'];
    if let Some(at) = word[..room.min(word.len())].iter().rposition(|c| OPEN.contains(c)).filter(|at| *at > 0) {
        return (at + 1, false);
    }
    let mut at = room.saturating_sub(1).max(1);
    let is_digit = |c: char| "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠼".contains(c);
    let sign = word[..at].iter().rposition(|c| *c == '⠼');
    if let Some(sign) = sign.filter(|sign| *sign > 0 && word[*sign..at].iter().all(|c| is_digit(*c))) {
        at = sign;
    }
    (at, true)
}

/// Lines of at most `cells`, broken at empty cells; a longer word is [`cut`], with a hyphen (dots 3-6) where nothing else
/// shows that it goes on.
fn broken(text: &str, cells: usize, first: usize, rest: usize) -> Vec<String> {
    let blank = |n: usize| "⠀".repeat(n);
    let mut lines = Vec::new();
    let (mut line, mut column, mut fresh) = (blank(first), first, true);
    for word in text.split('⠀').filter(|w| !w.is_empty()) {
        let mut word: Vec<char> = word.chars().collect();
        if !fresh && column + 1 + word.len() > cells {
            lines.push(std::mem::replace(&mut line, blank(rest)));
            (column, fresh) = (rest, true);
        }
        while column + usize::from(!fresh) + word.len() > cells {
            let (at, hyphen) = cut(&word, cells - column);
            line.extend(word.drain(..at));
            if hyphen {
                line.push('⠤');
            }
            lines.push(std::mem::replace(&mut line, blank(rest)));
            (column, fresh) = (rest, true);
        }
        if word.is_empty() {
            continue;
        }
        if !fresh {
            line.push('⠀');
            column += 1;
        }
        column += word.len();
        line.extend(word);
        fresh = false;
    }
    if !fresh || lines.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| line.replace(FAST, "⠀")).collect()
}

/// Pages whose last line is the page number, at its right end; no heading stands last on a page.
fn paged(lines: Vec<(String, bool)>, rows: usize, cells: usize, numbers: &[String]) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        while rest.first().is_some_and(|(l, _)| l.is_empty()) {
            rest = &rest[1..];
        }
        if rest.is_empty() {
            break;
        }
        let mut take = rest.len().min(rows - 1);
        if take < rest.len() {
            let keep = rest[..take].iter().rposition(|(l, heading)| !heading && !l.is_empty());
            take = keep.map_or(take, |k| k + 1);
        }
        let mut page: Vec<String> = rest[..take].iter().map(|(l, _)| l.clone()).collect();
        rest = &rest[take..];
        page.resize(rows - 1, String::new());
        let number = numbers.get(pages.len()).map_or("", String::as_str);
        page.push(format!("{}{number}", "⠀".repeat(cells.saturating_sub(number.chars().count()))));
        pages.push(page);
    }
    pages
}

/// Braille ASCII, in the order of the dots.
fn ascii(cell: char) -> u8 {
    const TABLE: &[u8; 64] = br#" A1B'K2L@CIF/MSP"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\0Z7(_?W]#Y)="#;
    TABLE[(cell as u32 - 0x2800) as usize % 64]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, samples};

    fn louis() -> Option<&'static Path> {
        let path = Path::new("lou_translate");
        if crate::tool::is_there(path) {
            return Some(path);
        }
        println!("SKIPPED: lou_translate is not installed ({HINT})");
        None
    }

    #[test]
    fn the_table_of_braille_ascii_is_the_standard_one() {
        // ⠠⠞⠗⠽⠛⠛ is ",TRYGG".
        let said: Vec<u8> = "⠠⠞⠗⠽⠛⠛⠀⠼⠁⠃".chars().map(ascii).collect();
        assert_eq!(said, b",TRYGG #AB");
    }

    #[test]
    fn swedish_comes_out_in_swedish_braille() {
        let Some(louis) = louis() else { return };
        let document = Document::new("Trygghet i Järfälla", Lang::Sv).with(Block::text("År 2022: å, ä och ö."));
        let out = pages(&document, louis, &Paper::default(), Grade::Uncontracted).unwrap();
        assert_eq!(out[0][0], "⠠⠞⠗⠽⠛⠛⠓⠑⠞⠀⠊⠀⠠⠚⠜⠗⠋⠜⠇⠇⠁");
        assert_eq!(out[0][26].trim_start_matches('⠀'), "⠼⠁");
    }

    #[test]
    fn what_has_no_sign_in_braille_is_said_to_be_left_out_once_for_each_run() {
        let Some(louis) = louis() else { return };
        let lines = || vec!["Bra 👩🏽‍🚒 🦄! שלום, café 5 − 3".to_owned(), "ord".to_owned()];
        for (lang, instead) in
            [(Lang::Sv, "[tecken som inte kan skrivas här]"), (Lang::En, "[characters that cannot be written here]")]
        {
            let said = writable(lines(), louis, lang, instead, Grade::Uncontracted).unwrap();
            assert!(said[0].starts_with(&format!("Bra {instead}! {instead}, café 5 ")), "{said:?}");
            assert_eq!(said[1], "ord");
        }
        assert_eq!(one_line("−8"), "-8");
    }

    #[test]
    fn swedish_words_in_an_english_document_are_written_in_swedish_braille() {
        let Some(louis) = louis() else { return };
        let text = crate::Text::from("Agreed: ").in_lang("År 2022 på båten.", "sv").then(" See below.");
        let document = Document::new("T", Lang::En).with(Block::text(text));
        for grade in [Grade::Uncontracted, Grade::Contracted] {
            let said = pages(&document, louis, &Paper { cells: 200, lines: 27 }, grade).unwrap();
            let alone = |words: &str, lang: &str| translate(&[words.to_owned()], louis, lang, grade).unwrap().remove(0);
            let expected =
                [alone("Agreed:", "en"), alone("År 2022 på båten.", "sv"), alone("See below.", "en")].join("⠀");
            assert_eq!(said[0][1].trim_matches('⠀'), expected);
            assert_ne!(alone("båten", "en"), alone("båten", "sv"));
        }
    }

    #[test]
    fn a_number_is_never_torn_and_an_address_goes_on_after_a_sign_of_its_own() {
        assert_eq!(one_line("54\u{a0}240 av 1\u{a0}000\u{a0}kr, 114\u{a0}14"), "54240 av 1000\u{a0}kr, 114\u{a0}14");
        let Some(louis) = louis() else { return };
        let lines = |said: &str, cells: usize| {
            let cells_of = in_each_language(&[said.to_owned()], louis, Lang::Sv, Grade::Uncontracted).unwrap();
            broken(&cells_of[0], cells, 0, 0)
        };
        // "5 %" stays together: the number sign begins the second line.
        let percent = lines("Det är ungefär 15\u{a0}%", 18);
        assert!(percent.len() == 2 && percent[1].starts_with('⠼'), "{percent:?}");
        let address = "samverka.example.se/lattlast/det-har-lovar-vi-2022";
        let cut = lines(address, 20);
        assert!(cut.len() > 2 && cut.iter().all(|l| l.chars().count() <= 20), "{cut:?}");
        assert_eq!(cut.concat(), lines(address, 200).concat(), "nothing is put in");
        // A long number begins with its sign on the line where it ends.
        let digits = lines("abcdefghijklmn1234567", 16);
        assert!(digits[0].ends_with('⠤') && digits[1].starts_with('⠼'), "{digits:?}");
    }

    #[test]
    fn a_backslash_is_a_sign_and_takes_nothing_with_it() {
        let Some(louis) = louis() else { return };
        let lines = ["C:\\mapp\\plan", "ett\\", "\\x0041", "\\"].map(str::to_owned);
        for grade in [Grade::Uncontracted, Grade::Contracted] {
            for lang in ["sv", "en"] {
                let said = translate(&lines, louis, lang, grade).unwrap();
                assert!(said.iter().all(|l| !l.is_empty() && !l.contains('⠿')), "{lang} {grade:?}: {said:?}");
            }
            let said = translate(&lines, louis, "sv", grade).unwrap();
            let bare = translate(&["mapp", "plan", "x0041"].map(str::to_owned), louis, "sv", grade).unwrap();
            assert!(said[0].contains(&bare[0]) && said[0].ends_with(&bare[1]), "{said:?}");
            assert!(said[2].ends_with(&bare[2]), "{said:?}");
        }
    }

    #[test]
    fn a_line_that_comes_back_empty_is_refused() {
        // Every sign becomes a space.
        let folder = tempfile::tempdir().unwrap();
        let louis = folder.path().join("louis");
        std::fs::write(&louis, "#!/bin/sh\nsed 's/./ /g'\n").unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&louis, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let refused = translate(&["Trygghet".to_owned()], &louis, "sv", Grade::Uncontracted);
        assert!(matches!(&refused, Err(Error::Refused(why)) if why.contains("Trygghet")), "{refused:?}");
    }

    #[test]
    fn no_line_is_longer_and_no_page_is_higher_than_the_paper() {
        let Some(louis) = louis() else { return };
        for grade in [Grade::Uncontracted, Grade::Contracted] {
            for (name, document) in samples() {
                let text = String::from_utf8(brf(&document, louis, &Paper::default(), grade).unwrap()).unwrap();
                for page in text.split_terminator('\u{c}') {
                    let lines: Vec<&str> = page.split_terminator("\r\n").collect();
                    assert_eq!(lines.len(), 27, "{name}");
                    assert!(lines.iter().all(|l| l.len() <= 30), "{name}: {page}");
                }
            }
        }
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_nothing_is_lost() {
        let word: String = "⠁".repeat(70);
        let lines = broken(&word, 30, 2, 0);
        assert!(lines.iter().all(|l| l.chars().count() <= 30));
        assert_eq!(lines.concat().matches('⠁').count(), 70);
    }
}
