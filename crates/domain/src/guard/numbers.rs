//! Which digits are a personal number or a telephone number?

use super::{Glyphs, Kind};

/// Digits that stand together.
#[derive(Clone, Debug)]
struct Group {
    from: usize,
    to: usize,
    digits: String,
}

/// Groups with nothing but separators between them; `gaps[i]` is what stands after group `i`.
struct Run {
    groups: Vec<Group>,
    gaps: Vec<String>,
}

/// The most groups that one number is made of (ten digits, each alone).
const LONGEST: usize = 14;

pub(super) fn find(glyphs: &Glyphs, spans: &mut Vec<(Kind, usize, usize)>) {
    for run in runs(glyphs) {
        let mut i = 0;
        while i < run.groups.len() {
            let found = personal_number(&run, i)
                .map(|n| (Kind::PersonalNumber, n))
                .or_else(|| phone(glyphs, &run, i).map(|n| (Kind::Phone, n)));
            if let Some((kind, n)) = found {
                let mut from = run.groups[i].from;
                if kind == Kind::Phone && glyphs.before(from) == '(' {
                    from -= 1;
                }
                if kind == Kind::Phone && glyphs.before(from) == '+' {
                    from -= 1;
                }
                spans.push((kind, from, run.groups[i + n - 1].to));
                i += n;
            } else {
                if let Some(extra) = hidden_tail(glyphs, &run, i) {
                    spans.push((Kind::PersonalNumber, run.groups[i].from, run.groups[i].to + extra));
                }
                i += 1;
            }
        }
    }
    spelled(glyphs, spans);
}

fn runs(glyphs: &Glyphs) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut i = 0;
    let mut last_end = None;
    while i < glyphs.len() {
        if !glyphs.at(i).is_ascii_digit() {
            i += 1;
            continue;
        }
        let from = i;
        while glyphs.at(i).is_ascii_digit() {
            i += 1;
        }
        let group = Group { from, to: i, digits: glyphs.slice(from, i) };
        let gap = last_end.map(|end| glyphs.slice(end, from));
        last_end = Some(i);
        match (runs.last_mut(), gap) {
            (Some(run), Some(gap)) if joins(&gap) => {
                run.gaps.push(gap);
                run.groups.push(group);
            }
            _ => runs.push(Run { groups: vec![group], gaps: Vec::new() }),
        }
    }
    runs
}

/// Whether what stands between two groups can be the inside of one number.
fn joins(gap: &str) -> bool {
    gap.chars().count() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '-' | '+' | '/' | '.' | '(' | ')'))
}

/// How many groups from `i` make a personal number or a coordination number.
fn personal_number(run: &Run, i: usize) -> Option<usize> {
    let mut digits = String::new();
    for n in 1..=LONGEST.min(run.groups.len() - i) {
        digits.push_str(&run.groups[i + n - 1].digits);
        match digits.len() {
            10 | 12 => {}
            13.. => return None,
            _ => continue,
        }
        let lengths: Vec<usize> = run.groups[i..i + n].iter().map(|g| g.digits.len()).collect();
        // In ten digits, other groupings are how telephone numbers are written.
        let usual = digits.len() == 12 || matches!(lengths[..], [10] | [6, 4] | [2, 2, 2, 4]);
        let stamp = n >= 2 && clock(&run.groups[i + n - 1].digits) && run.gaps[i + n - 2] == " " && recent(&digits);
        if usual && !stamp && is_personal_number(&digits) {
            return Some(n);
        }
    }
    None
}

/// A date of the years in which this is used, so that what follows can be a time of day.
fn recent(digits: &str) -> bool {
    digits.len() == 12 && digits[..4].parse::<u32>().is_ok_and(|y| (2013..2100).contains(&y))
}

fn clock(digits: &str) -> bool {
    digits.len() == 4 && digits[..2] < *"24" && digits[2..] < *"60"
}

/// Whether ten or twelve digits are a personal number: a date (a coordination number has 60 added to
/// the day) and a check digit by the Luhn rule over the last ten.
fn is_personal_number(digits: &str) -> bool {
    let ten = match digits.len() {
        10 => digits,
        12 if matches!(&digits[..2], "18" | "19" | "20") => &digits[2..],
        _ => return false,
    };
    let d: Vec<u32> = ten.chars().filter_map(|c| c.to_digit(10)).collect();
    is_birthday(&d) && luhn(&d)
}

fn is_birthday(d: &[u32]) -> bool {
    let (month, day) = (d[2] * 10 + d[3], d[4] * 10 + d[5]);
    let day = if day > 60 { day - 60 } else { day };
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn luhn(d: &[u32]) -> bool {
    let sum: u32 = d
        .iter()
        .enumerate()
        .map(|(i, &x)| {
            let x = if i % 2 == 0 { x * 2 } else { x };
            x / 10 + x % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// "900101-XXXX": a birthday whose last four are hidden still points out a person. How much longer
/// than the group it is.
fn hidden_tail(glyphs: &Glyphs, run: &Run, i: usize) -> Option<usize> {
    let g = &run.groups[i];
    let six = match g.digits.len() {
        6 => &g.digits[..],
        8 if matches!(&g.digits[..2], "18" | "19" | "20") => &g.digits[2..],
        _ => return None,
    };
    let d: Vec<u32> = six.chars().filter_map(|c| c.to_digit(10)).collect();
    let dash = matches!(glyphs.at(g.to), '-' | '+');
    let tail = (g.to + 1..g.to + 5).all(|j| matches!(glyphs.at(j), 'x' | 'X' | '*' | 'n' | 'N'));
    (is_birthday(&d) && dash && tail && !glyphs.at(g.to + 5).is_alphanumeric()).then_some(5)
}

/// How many groups from `i` make a telephone number as people in Sweden write it.
fn phone(glyphs: &Glyphs, run: &Run, i: usize) -> Option<usize> {
    let first = &run.groups[i];
    let before = glyphs.before(first.from);
    if before.is_alphabetic()
        || matches!(before, '_' | '#')
        || (i > 0 && !matches!(&run.gaps[i - 1][..], " " | " (" | " +" | "  " | " / " | " - " | ". "))
    {
        return None;
    }
    let plus = before == '+' || (before == '(' && first.from >= 2 && glyphs.at(first.from - 2) == '+');
    // The longest reading wins, so that no tail of a number is left behind.
    (1..=LONGEST.min(run.groups.len() - i)).rev().find(|&n| {
        let groups = &run.groups[i..i + n];
        let gaps = &run.gaps[i..i + n - 1];
        let long: usize = groups.iter().map(|g| g.digits.len()).sum();
        if !(7..=17).contains(&long) {
            return false;
        }
        let end = groups[n - 1].to;
        // "07.30", "08:15" and "2022-09-05" go on after the last group; a number does not.
        let goes_on = matches!(glyphs.at(end), ':' | '.' | ',' | '-') && glyphs.at(end + 1).is_ascii_digit();
        !goes_on && !glyphs.at(end).is_alphabetic() && is_phone(plus, groups, gaps)
    })
}

fn is_phone(plus: bool, groups: &[Group], gaps: &[String]) -> bool {
    let digits: String = groups.iter().map(|g| g.digits.as_str()).collect();
    let lengths: Vec<usize> = groups.iter().map(|g| g.digits.len()).collect();
    let dots = gaps.iter().filter(|g| g.contains('.')).count();
    if dots != 0 && dots != gaps.len() {
        return false;
    }
    if let Some(rest) = abroad(plus, &digits) {
        let national = rest.strip_prefix("46").map(|r| r.strip_prefix('0').unwrap_or(r).len());
        return match national {
            Some(n) => (7..=10).contains(&n),
            None => (9..=15).contains(&rest.len()) && lengths.len() <= 6 && !rest.ends_with("000"),
        };
    }
    if digits.len() == 11 && digits.starts_with("467") && lengths.len() <= 5 && lengths[0] != 3 {
        return true;
    }
    if !digits.starts_with('0') || is_date_or_hours(groups, gaps) {
        return false;
    }
    if digits.starts_with("07") && digits.len() == 10 {
        return true;
    }
    if lengths.len() == 1 {
        return (8..=10).contains(&digits.len());
    }
    let area = &groups[0].digits;
    let rest: Vec<usize> = lengths[1..].to_vec();
    let number: usize = rest.iter().sum();
    let first_digit = groups[1].digits.chars().next().unwrap_or('0');
    let area_code = area == "08" || (3..=4).contains(&area.len());
    // A dash after the area code and spaces inside the number, or the same mark all through.
    let even = gaps[1..].iter().all(|g| g == &gaps.get(1).cloned().unwrap_or_default());
    let short_groups = rest.len() == 1 || rest.iter().all(|n| (2..=3).contains(n)) || rest == [4, 4] || rest == [3, 4];
    let size = if area == "08" { 6..=8 } else { 5..=8 };
    area_code && first_digit != '0' && even && short_groups && size.contains(&number) && digits.len() <= 10
}

/// The digits after the country mark, if the number is written with one.
fn abroad(plus: bool, digits: &str) -> Option<&str> {
    if plus {
        Some(digits.strip_prefix("00").unwrap_or(digits))
    } else {
        digits.strip_prefix("00").filter(|d| d.len() >= 9)
    }
}

/// "08 00 - 16 00", "08-12 2022", "05-06-2022": times of day and days, not a number.
fn is_date_or_hours(groups: &[Group], gaps: &[String]) -> bool {
    let d: Vec<&str> = groups.iter().map(|g| g.digits.as_str()).collect();
    let year = |s: &str| s.len() == 4 && (s.starts_with("19") || s.starts_with("20"));
    let day = |s: &str| s.len() <= 2 && s.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n));
    let hour = |s: &str| s.len() <= 2 && s.parse::<u8>().is_ok_and(|n| n < 25);
    let minute = |s: &str| s.len() == 2 && s.parse::<u8>().is_ok_and(|n| n < 60);
    match d[..] {
        [a, b, y, ..] if day(a) && day(b) && year(y) => true,
        [a, y, ..] if day(a) && year(y) => true,
        [a, b, c, e]
            if hour(a) && minute(b) && hour(c) && minute(e) && gaps[1].contains('-') && !gaps[0].contains('-') =>
        {
            true
        }
        [a, b, c, e] if hour(a) && hour(b) && hour(c) && hour(e) && gaps[0].contains('-') && gaps[2].contains('-') => {
            true
        }
        _ => false,
    }
}

/// A number read out in words: seven digits or more in a row ("noll sju noll ett ...").
fn spelled(glyphs: &Glyphs, spans: &mut Vec<(Kind, usize, usize)>) {
    const DIGITS: [&str; 12] = ["noll", "nolla", "ett", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"];
    let words = glyphs.words();
    let mut i = 0;
    while i < words.len() {
        let is_digit = |&(from, to): &(usize, usize)| {
            to - from <= 5 && DIGITS.contains(&glyphs.slice(from, to).to_lowercase().as_str())
        };
        let n = words[i..].iter().take_while(|w| is_digit(w)).count();
        if n >= 7 {
            spans.push((Kind::Phone, words[i].0, words[i + n - 1].1));
        }
        i += n.max(1);
    }
}
