//! Which letters are an address, a profile or a registration number?

use super::{Glyphs, Kind};

/// E-mail addresses, also with "(at)" for the mark and blanks around it.
pub(super) fn emails(glyphs: &Glyphs, spans: &mut Vec<(Kind, usize, usize)>) {
    for i in 0..glyphs.len() {
        let Some(width) = at_mark(glyphs, i) else { continue };
        let mut local = i;
        while local > 0 && width > 1 && glyphs.at(local - 1) == ' ' && i - local < 1 {
            local -= 1;
        }
        let edge = local;
        while local > 0 && edge - local < 64 && is_local(glyphs.at(local - 1)) {
            local -= 1;
        }
        let mut domain = i + width;
        if width > 1 && glyphs.at(domain) == ' ' {
            domain += 1;
        }
        let (end, dots) = host(glyphs, domain);
        if local < edge && dots > 0 {
            spans.push((Kind::Email, local, end));
        }
    }
}

fn at_mark(glyphs: &Glyphs, i: usize) -> Option<usize> {
    if glyphs.at(i) == '@' {
        return Some(1);
    }
    let open = matches!(glyphs.at(i), '(' | '[' | '{');
    let word: String = (i + 1..i + 4).map(|j| glyphs.at(j).to_ascii_lowercase()).collect();
    (open && word.starts_with("at") && matches!(word.chars().nth(2), Some(')' | ']' | '}'))).then_some(4)
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '%' | '\'')
}

/// Where a host name that begins at `from` ends, and how many dots it has.
fn host(glyphs: &Glyphs, from: usize) -> (usize, usize) {
    let (mut i, mut dots) = (from, 0);
    while i < glyphs.len() && i - from < 253 {
        let c = glyphs.at(i);
        if c.is_alphanumeric() || (c == '-' && glyphs.at(i + 1).is_alphanumeric()) {
            i += 1;
        } else if c == '.' && glyphs.at(i + 1).is_alphanumeric() && i > from {
            dots += 1;
            i += 1;
        } else {
            break;
        }
    }
    (i, dots)
}

/// Names on social media: `@name`, `snap: name`, and addresses of profiles.
pub(super) fn profiles(glyphs: &Glyphs, spans: &mut Vec<(Kind, usize, usize)>) {
    const SITES: [&str; 11] = [
        "facebook.com/",
        "fb.com/",
        "instagram.com/",
        "tiktok.com/",
        "snapchat.com/",
        "twitter.com/",
        "x.com/",
        "t.me/",
        "linkedin.com/",
        "youtube.com/",
        "wa.me/",
    ];
    const SERVICES: [&str; 11] = [
        "snap",
        "snapchat",
        "insta",
        "instagram",
        "tiktok",
        "telegram",
        "kik",
        "discord",
        "facebook",
        "twitter",
        "signal",
    ];
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let take = |from: usize| {
        let mut to = from;
        while to < glyphs.len() && to - from < 40 && is_name(glyphs.at(to)) {
            to += 1;
        }
        while to > from && glyphs.at(to - 1) == '.' {
            to -= 1;
        }
        to
    };
    for i in 0..glyphs.len() {
        if glyphs.at(i) == '@' && !is_local(glyphs.before(i)) {
            let to = take(i + 1);
            if to - i > 2 && (i + 1..to).any(|j| glyphs.at(j).is_ascii_alphabetic()) {
                spans.push((Kind::Handle, i, to));
            }
        }
        if glyphs.at(i) == '/' {
            let from = (0..=24).map_while(|n| i.checked_sub(n)).take_while(|&j| j == i || is_local(glyphs.at(j)));
            let from = from.last().unwrap_or(i);
            let host = glyphs.slice(from, i + 1).to_ascii_lowercase();
            if SITES.iter().any(|s| host == *s || host.ends_with(&format!(".{s}"))) {
                let mut to = i + 1;
                while to < glyphs.len()
                    && to - i < 200
                    && !glyphs.at(to).is_whitespace()
                    && !matches!(glyphs.at(to), ',' | ')' | '"')
                {
                    to += 1;
                }
                while matches!(glyphs.at(to - 1), '.' | '?' | '!') {
                    to -= 1;
                }
                if to > i + 1 {
                    spans.push((Kind::Handle, from, to));
                }
            }
        }
    }
    for (from, to) in glyphs.words() {
        let service = to - from <= 9 && SERVICES.contains(&glyphs.slice(from, to).to_lowercase().as_str());
        if service && glyphs.at(to) == ':' {
            let name = if glyphs.at(to + 1) == ' ' { to + 2 } else { to + 1 };
            let end = take(name);
            if end > name + 1 {
                spans.push((Kind::Handle, name, end));
            }
        }
    }
}

/// Registration numbers: three letters, two digits and a digit or letter (ABC 123, ABC12D).
pub(super) fn plates(glyphs: &Glyphs, spans: &mut Vec<(Kind, usize, usize)>) {
    for i in 0..glyphs.len() {
        if glyphs.before(i).is_alphanumeric()
            || matches!(glyphs.before(i), '_' | '@')
            || !(i..i + 3).all(|j| plate_letter(glyphs.at(j)))
        {
            continue;
        }
        let gap = match glyphs.at(i + 3) {
            ' ' | '-' | '.' => 1,
            _ => 0,
        };
        let d = i + 3 + gap;
        let digits = glyphs.at(d).is_ascii_digit() && glyphs.at(d + 1).is_ascii_digit();
        let last = glyphs.at(d + 2);
        let letter = plate_letter(last) && !matches!(last, 'o' | 'O');
        let mut end = d + 3;
        if matches!(glyphs.at(end), 'T' | 't') && last.is_ascii_digit() {
            end += 1;
        }
        let more = glyphs.at(end).is_alphanumeric()
            || (matches!(glyphs.at(end), ' ' | ':' | '-' | '.' | ',')
                && glyphs.at(end + 1).is_ascii_digit()
                && gap == 1);
        if !digits || !(last.is_ascii_digit() || letter) || more {
            continue;
        }
        let word = glyphs.slice(i, i + 3);
        let upper = word.chars().all(char::is_uppercase);
        // "rum 123" and "hus 12b" are no plates; "bilen abc 123" is one.
        let sure = if gap == 0 {
            !COMMON.contains(&word.to_uppercase().as_str())
        } else {
            upper && !COMMON.contains(&word.as_str())
        };
        if sure || near_a_vehicle(glyphs, i) {
            spans.push((Kind::Plate, i, end));
        }
    }
}

/// Words of three letters that stand before numbers in ordinary text.
const COMMON: [&str; 42] = [
    "SOS", "TEL", "SEK", "KAP", "ART", "SOU", "SFS", "LSS", "LOU", "LGH", "RUM", "HUS", "DNR", "NUM", "DEL", "LAG",
    "BUS", "EUR", "USD", "NOK", "DKK", "GBP", "BMW", "KTM", "FAX", "MAX", "CAD", "STR", "SAL", "LAN", "MOM", "TAL",
    "TAB", "DOS", "OST", "FRA", "TAG", "LED", "BOX", "RES", "SKR", "NJA",
];

fn plate_letter(c: char) -> bool {
    c.is_ascii_alphabetic() && !matches!(c.to_ascii_uppercase(), 'I' | 'Q' | 'V')
}

/// Whether one of the four words before is about a vehicle or its plate.
fn near_a_vehicle(glyphs: &Glyphs, i: usize) -> bool {
    const WORDS: [&str; 19] = [
        "reg",
        "regnr",
        "regnummer",
        "registreringsnummer",
        "registreringsnumret",
        "registrering",
        "bil",
        "bilen",
        "skylt",
        "skylten",
        "skyltarna",
        "nummerplåt",
        "nummerplåten",
        "moped",
        "mopeden",
        "skåpbil",
        "skåpbilen",
        "volvo",
        "audi",
    ];
    let start = i.saturating_sub(60);
    let before = glyphs.slice(start, i).to_lowercase();
    before.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).rev().take(4).any(|w| WORDS.contains(&w))
}
