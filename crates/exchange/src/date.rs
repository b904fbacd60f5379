//! Which moment does a date mean, in the forms that people have?
//!
//! 2022-09-15 · 20220915 · 15/9 2022 · 15.9.2022 · 15/9-22 · 15 sep 2022 · den 15 september 2022 ·
//! September 15, 2022 · 2022-09 · sep 2022 · 44819 (a spreadsheet's day number), with or without a time:
//! 9:48 · 09:48:12 · kl. 9.48 · T14:30Z · 2:30 pm. A date that can be read in two ways is not guessed.

use domain::when::When;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use crate::refused::Reason;

/// A date as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// What it means.
    pub when: When,
    /// It was written 5/9/2022: day first here, but month first in America. Whether it may be trusted
    /// depends on the rest of the column, see [`Read::american`].
    pub day_first: bool,
}

/// Reads a date, with its time if there is one. A time with an offset (`Z`, `+02:00`) is told in `zone`.
pub fn date(text: &str, zone: &TimeZone) -> Result<Read, Reason> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Reason::Missing);
    }
    // Nothing that is a date is longer; a novel in the date column need not be looked through.
    if text.len() > 80 {
        return Err(Reason::NotADate);
    }
    let lower = text.to_lowercase();
    let mut c = Cursor { rest: &lower };
    let (when, day_first) = day(&mut c)?;
    let read = |when| Ok(Read { when, day_first });
    match when {
        Found::Month(y, m) if c.at_end() => read(When::month(y, m).ok_or(Reason::NotADate)?),
        Found::Month(..) => Err(Reason::NotADate),
        Found::Day(d) if c.at_end() => read(When::Day(d)),
        Found::Day(d) => {
            let t = clock(&mut c).ok_or(Reason::NotADate)?;
            let told = d.to_datetime(t);
            let offset = offset(&mut c);
            if !c.at_end() {
                return Err(Reason::NotADate);
            }
            read(When::Moment(match offset {
                None => told,
                Some(o) => zone.to_datetime(o.to_timestamp(told).map_err(|_| Reason::NotADate)?),
            }))
        }
        Found::Serial(x) => read(serial(x).ok_or(Reason::NotADate)?),
    }
}

/// Is it a date only if read as an American writes it (9/15/2022)? One such in a column means that
/// 5/9/2022 in the same column cannot be trusted either.
pub fn american(text: &str) -> bool {
    let mut parts = text.trim().split(['/', ' ']).map(|p| p.parse::<u32>().unwrap_or(0));
    let (a, b, year) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    (1..=12).contains(&a) && (13..=31).contains(&b) && (1900..=2100).contains(&year)
}

/// Reads a time of day alone: 9:48, 9.48, 0948, kl 9, 14:30:00, or a spreadsheet's share of a day (0.5).
pub fn time(text: &str) -> Result<Time, Reason> {
    let lower = text.trim().to_lowercase();
    if lower.len() > 40 {
        return Err(Reason::NotATime);
    }
    let mut c = Cursor { rest: &lower };
    if let Some(t) = clock(&mut c).filter(|_| c.at_end()) {
        return Ok(t);
    }
    let mut c = Cursor { rest: lower.trim_start_matches("kl").trim_start_matches('.').trim() };
    match c.number() {
        Some((n, 1 | 2)) if c.at_end() => Time::new(n as i8, 0, 0, 0).ok(),
        Some((n, 3 | 4)) if c.at_end() => Time::new((n / 100) as i8, (n % 100) as i8, 0, 0).ok(),
        Some((0, 1)) => lower.replace(',', ".").parse().ok().and_then(share_of_day),
        _ => None,
    }
    .ok_or(Reason::NotATime)
}

enum Found {
    Month(i16, i8),
    Day(Date),
    Serial(f64),
}

fn day(c: &mut Cursor) -> Result<(Found, bool), Reason> {
    let bad = Reason::NotADate;
    // "torsdag den 15 september 2022"
    while let Some(word) = c.word() {
        if let Some(m) = month(word) {
            c.skip(&['.', ' ', ',']);
            let (n, digits) = c.number().ok_or(bad.clone())?;
            if digits == 4 {
                return Ok((Found::Month(n as i16, m), false));
            }
            c.skip(&['.', ' ', ',', 's', 't', 'n', 'd', 'r', 'h']);
            let (y, 4) = c.number().ok_or(bad.clone())? else { return Err(bad) };
            return Ok((Found::Day(civil(y, i64::from(m), n)?), false));
        }
        if !matches!(word, "den" | "the") && !is_weekday(word) {
            return Err(bad);
        }
        c.skip(&['.', ' ', ',']);
    }
    let (a, digits) = c.number().ok_or(bad.clone())?;
    match digits {
        8 => return Ok((Found::Day(civil(a / 10_000, a / 100 % 100, a % 100)?), false)),
        6 if c.at_end() => return Ok((Found::Month((a / 100) as i16, (a % 100) as i8), false)),
        5 => {
            let fraction = c.fraction();
            return Ok((Found::Serial(a as f64 + fraction), false));
        }
        1 | 2 | 4 => {}
        _ => return Err(bad),
    }
    let first = c.separator();
    if let Some(word) = c.word() {
        // "15 sep 2022", "15:e september 2022", "15th of September 2022", "2022 sep"
        let mut word = word;
        while matches!(word, "e" | "a" | "st" | "nd" | "rd" | "th" | "of") {
            c.skip(&['.', ' ', ':']);
            word = c.word().ok_or(bad.clone())?;
        }
        let m = month(word).ok_or(bad.clone())?;
        c.skip(&['.', ' ', ',', '-', '/']);
        if digits == 4 {
            return match c.number() {
                None if c.at_end() => Ok((Found::Month(a as i16, m), false)),
                Some((d, 1 | 2)) => Ok((Found::Day(civil(a, i64::from(m), d)?), false)),
                _ => Err(bad),
            };
        }
        let (y, digits) = c.number().ok_or(bad.clone())?;
        let y = if digits == 2 { 2000 + y } else { y };
        return Ok((Found::Day(civil(y, i64::from(m), a)?), false));
    }
    let (b, b_digits) = c.number().ok_or(bad.clone())?;
    if digits == 4 {
        // 2022-09, 2022-09-15
        return match c.second_separator(first) {
            None => Ok((Found::Month(a as i16, b as i8), false)),
            Some(_) => {
                let (d, 1 | 2) = c.number().ok_or(bad.clone())? else { return Err(bad) };
                Ok((Found::Day(civil(a, b, d)?), false))
            }
        };
    }
    if b_digits == 4 {
        // 09/2022
        return if c.at_end() { Ok((Found::Month(b as i16, a as i8), false)) } else { Err(bad) };
    }
    let second = c.separator().ok_or(bad.clone())?;
    match c.number() {
        // 15/9 2022, 15.9.2022
        Some((y, 4)) => {
            if a <= 12 && b > 12 {
                return Err(Reason::AmbiguousDate);
            }
            Ok((Found::Day(civil(y, b, a)?), first == Some('/') && second == '/'))
        }
        // 15/9-22 is only ever day, month, year; 15-09-22 may be anything.
        Some((y, 2)) if first == Some('/') && second != '/' => Ok((Found::Day(civil(2000 + y, b, a)?), false)),
        Some((_, 2)) => Err(Reason::AmbiguousDate),
        _ => Err(bad),
    }
}

fn civil(y: i64, m: i64, d: i64) -> Result<Date, Reason> {
    let date = Date::new(y as i16, m as i8, d as i8).map_err(|_| Reason::NotADate)?;
    if y < 1900 { Err(Reason::TooOld) } else { Ok(date) }
}

fn clock(c: &mut Cursor) -> Option<Time> {
    c.skip(&[' ', ',', 't', '-']);
    if c.rest.starts_with("kl") {
        c.rest = c.rest[2..].trim_start_matches("ockan");
        c.skip(&[' ', '.']);
    }
    let (h, 1 | 2) = c.number()? else { return None };
    let sign = c.rest.chars().next().filter(|s| matches!(s, ':' | '.'))?;
    c.rest = &c.rest[1..];
    let (m, 2) = c.number()? else { return None };
    let mut s = 0;
    if c.rest.starts_with(sign) {
        c.rest = &c.rest[1..];
        let (found, 2) = c.number()? else { return None };
        s = found.min(59);
        c.fraction();
    }
    c.skip(&[' ']);
    let h = match (c.rest, h) {
        (r, 1..=12) if r.starts_with("pm") || r.starts_with("p.m.") => h % 12 + 12,
        (r, 1..=12) if r.starts_with("am") || r.starts_with("a.m.") => h % 12,
        _ => h,
    };
    if c.rest.starts_with(['a', 'p']) {
        c.skip(&['a', 'p', 'm', '.']);
    }
    Time::new(h as i8, m as i8, s as i8, 0).ok()
}

fn offset(c: &mut Cursor) -> Option<Offset> {
    c.skip(&[' ']);
    if let Some(rest) = c.rest.strip_prefix('z') {
        c.rest = rest;
        return Some(Offset::UTC);
    }
    let sign = match c.rest.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    c.rest = &c.rest[c.rest.chars().next()?.len_utf8()..];
    let (h, m) = match c.number()? {
        (h, 2) if c.rest.starts_with(':') => {
            c.rest = &c.rest[1..];
            let (m, 2) = c.number()? else { return None };
            (h, m)
        }
        (h, 2) => (h, 0),
        (hm, 4) => (hm / 100, hm % 100),
        _ => return None,
    };
    Offset::from_seconds(sign * (h * 3600 + m * 60) as i32).ok()
}

/// A spreadsheet's day number: 1 is 1 January 1900, with a 29 February 1900 that never was.
fn serial(x: f64) -> Option<When> {
    if !(20_000.0..80_000.0).contains(&x) {
        return None;
    }
    let day = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(x.floor() as i64)).ok()?;
    match x.fract() {
        0.0 => Some(When::Day(day)),
        f => share_of_day(f).map(|t| When::Moment(day.to_datetime(t))),
    }
}

fn share_of_day(share: f64) -> Option<Time> {
    if !(0.0..1.0).contains(&share) {
        return None;
    }
    let minutes = ((share * 1440.0).round() as i64).min(1439);
    Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok()
}

fn month(word: &str) -> Option<i8> {
    const NAMES: [&[&str]; 12] = [
        &["januari", "january", "jan"],
        &["februari", "february", "feb", "febr"],
        &["mars", "march", "mar"],
        &["april", "apr"],
        &["maj", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["augusti", "august", "aug"],
        &["september", "sep", "sept"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ];
    NAMES.iter().position(|names| names.contains(&word)).map(|i| i as i8 + 1)
}

fn is_weekday(word: &str) -> bool {
    ["mån", "tis", "ons", "tor", "fre", "lör", "sön", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .iter()
        .any(|w| word.starts_with(w))
}

struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn at_end(&self) -> bool {
        self.rest.trim_matches([' ', '.', ',']).is_empty()
    }

    fn skip(&mut self, signs: &[char]) {
        self.rest = self.rest.trim_start_matches(signs);
    }

    /// Digits, at most 14, and how many there were.
    fn number(&mut self) -> Option<(i64, usize)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let n = self.rest[..digits].parse().ok().filter(|_| (1..=14).contains(&digits))?;
        self.rest = &self.rest[digits..];
        Some((n, digits))
    }

    fn fraction(&mut self) -> f64 {
        let Some(rest) = self.rest.strip_prefix(['.', ',']) else { return 0.0 };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let share = format!("0.{}", &rest[..digits]).parse().unwrap_or(0.0);
        self.rest = &rest[digits..];
        share
    }

    fn word(&mut self) -> Option<&'a str> {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        if word.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(word)
    }

    /// One of `- / . :` or a space, with spaces around it.
    fn separator(&mut self) -> Option<char> {
        let trimmed = self.rest.trim_start();
        let spaced = trimmed.len() < self.rest.len();
        match trimmed.chars().next() {
            Some(s @ ('-' | '/' | '.' | ':')) => {
                self.rest = trimmed[1..].trim_start();
                Some(s)
            }
            Some(_) if spaced => {
                self.rest = trimmed;
                Some(' ')
            }
            _ => None,
        }
    }

    /// The same sign again: 2022-09-15 goes on, 2022-09 does not.
    fn second_separator(&mut self, first: Option<char>) -> Option<char> {
        let again = first.filter(|f| self.rest.starts_with(*f))?;
        self.rest = &self.rest[again.len_utf8()..];
        Some(again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as d, datetime};
    use proptest::prelude::*;

    fn read(text: &str) -> Result<When, Reason> {
        date(text, &TimeZone::get("Europe/Stockholm").unwrap()).map(|r| r.when)
    }

    #[test]
    fn dates_in_the_forms_people_have_mean_the_same_day() {
        for text in [
            "2022-09-15",
            "2022/09/15",
            "2022.09.15",
            "2022-9-15",
            "20220915",
            "15/9 2022",
            "15/9/2022",
            "15.9.2022",
            "15-09-2022",
            "15/9-2022",
            "15/9-22",
            "15 sep 2022",
            "15 sept. 2022",
            "15 september 2022",
            " 15 September, 2022 ",
            "den 15 september 2022",
            "torsdag den 15 september 2022",
            "tors 15 sep. 2022",
            "15:e september 2022",
            "September 15, 2022",
            "Sep 15th, 2022",
            "15th of September 2022",
            "44819",
            "15-sep-2022",
            "15-Sep-22",
            "2022 sep 15",
        ] {
            assert_eq!(read(text), Ok(When::Day(d(2022, 9, 15))), "{text}");
        }
    }

    #[test]
    fn a_month_stays_a_month() {
        for text in [
            "2022-09",
            "2022/09",
            "202209",
            "09/2022",
            "9-2022",
            "sep 2022",
            "september 2022",
            "Sept. 2022",
            "2022 sep",
        ] {
            assert_eq!(read(text), Ok(When::month(2022, 9).unwrap()), "{text}");
        }
    }

    #[test]
    fn times_are_read_with_one_digit_hours_points_and_offsets() {
        for text in [
            "2022-09-15 9:48",
            "2022-09-15 09:48:00",
            "2022-09-15T09:48",
            "2022-09-15 kl. 9.48",
            "15/9 2022 kl 09.48",
            "15 september 2022, klockan 9.48",
            "2022-09-15 9:48:00 +02:00",
            "2022-09-15T07:48:00Z",
            "2022-09-15T07:48:00.000Z",
            "15/9/2022 9:48 AM",
            "2022-09-15T09:48:00+0200",
            "44819.408333",
        ] {
            assert_eq!(read(text), Ok(When::Moment(datetime(2022, 9, 15, 9, 48, 0, 0))), "{text}");
        }
        assert_eq!(read("2022-09-15 2:30 pm"), Ok(When::Moment(datetime(2022, 9, 15, 14, 30, 0, 0))));
    }

    #[test]
    fn what_is_not_a_date_or_could_be_two_is_not_guessed() {
        for text in [
            "igår",
            "2022-13-01",
            "2022-02-30",
            "15",
            "99999999",
            "2022-09-15 25:00",
            "15 2022",
            "½",
            "2022-09-15 x",
            "2022-W37",
        ] {
            assert_eq!(read(text), Err(Reason::NotADate), "{text}");
        }
        for text in ["15-09-22", "22-09-15", "9/15/2022", "1/2/22"] {
            assert_eq!(read(text), Err(Reason::AmbiguousDate), "{text}");
        }
        assert_eq!(read("1822-09-15"), Err(Reason::TooOld));
        assert_eq!(read(""), Err(Reason::Missing));
        assert!(american("9/15/2022") && !american("15/9/2022") && !american("5/9/2022"));
    }

    #[test]
    fn times_of_day_stand_alone_too() {
        for (text, h, m) in [
            ("9:48", 9, 48),
            ("09.48", 9, 48),
            ("0948", 9, 48),
            ("kl 9.48", 9, 48),
            ("kl. 14", 14, 0),
            ("7", 7, 0),
            ("14:30:59", 14, 30),
            ("0,5", 12, 0),
            ("0.75", 18, 0),
        ] {
            assert_eq!(time(text).map(|t| (t.hour(), t.minute())), Ok((h, m)), "{text}");
        }
        for text in ["24:00", "kväll", "", "12:60", "123456"] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_date_reader_panic(text in ".{0,100}") {
            let _ = read(&text);
            let _ = time(&text);
            let _ = american(&text);
        }

        #[test]
        fn nothing_that_looks_like_a_date_makes_it_panic(text in "[0-9a-zåäö/.:+ TZ-]{0,40}") {
            let _ = read(&text);
            let _ = time(&text);
        }

        #[test]
        fn every_day_is_read_back(days in 0i64..80_000) {
            let day = d(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(read(&day.to_string()), Ok(When::Day(day)));
            let said = format!("{}/{} {}", day.day(), day.month(), day.year());
            prop_assert_eq!(read(&said), Ok(When::Day(day)));
        }
    }
}
