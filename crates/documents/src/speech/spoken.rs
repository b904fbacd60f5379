//! How is text written so that a voice reads it as a Swede would: signs, dates, clocks and sections in words?

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const DAYS: [&str; 31] = [
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
    "trettonde",
    "fjortonde",
    "femtonde",
    "sextonde",
    "sjuttonde",
    "artonde",
    "nittonde",
    "tjugonde",
    "tjugoförsta",
    "tjugoandra",
    "tjugotredje",
    "tjugofjärde",
    "tjugofemte",
    "tjugosjätte",
    "tjugosjunde",
    "tjugoåttonde",
    "tjugonionde",
    "trettionde",
    "trettioförsta",
];
/// As they stand in narrow columns.
const SHORT: [(&str, &str); 9] = [
    ("jan", "januari"),
    ("feb", "februari"),
    ("apr", "april"),
    ("aug", "augusti"),
    ("sep", "september"),
    ("sept", "september"),
    ("okt", "oktober"),
    ("nov", "november"),
    ("dec", "december"),
];

/// Signs that are read wrongly or not at all, in words: "108–176" is "108 till 176", "<5" is "färre än 5"; in Swedish
/// "8 september" is "åttonde september", "kl. 15" is "klockan 15" and "2 kap. 3 §" is "2 kapitlet 3 paragrafen".
pub(crate) fn spoken(text: &str, english: bool) -> String {
    let said = signs(&text.replace("https://", "").replace("http://", ""), english);
    if english { said } else { swedish(&said) }
}

/// Word by word; what stands around a word (brackets, commas) stays.
fn swedish(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let bare = |i: usize| words.get(i).map_or("", |w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '§'));
    let is_number = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_digit());
    let month = |w: &str| MONTHS.contains(&w) || SHORT.iter().any(|(short, _)| *short == w);
    let mut out = String::with_capacity(text.len() + 16);
    // Between "kl." and the next word that is neither a time nor leads to one.
    let mut tells_time = false;
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let core = bare(i);
        let clock = clock(core).filter(|_| tells_time);
        tells_time =
            matches!(core, "kl" | "klockan") || (tells_time && (clock.is_some() || matches!(core, "till" | "och")));
        let (before, after) = (i.checked_sub(1).map_or("", bare), bare(i + 1));
        let day = core.parse::<usize>().ok().filter(|_| is_number(core)).and_then(|d| DAYS.get(d.checked_sub(1)?));
        // "15 till 18 maj": a range of days has its month after the second.
        let of_month = month(after) || (after == "till" && is_number(bare(i + 2)) && month(bare(i + 3)));
        let said = match core {
            _ if clock.is_some() => clock,
            "kl" if after.starts_with(|c: char| c.is_ascii_digit()) => Some("klockan".to_owned()),
            _ if iso(core).is_some() => iso(core),
            "kap" if is_number(before) => Some("kapitlet".to_owned()),
            "§" if is_number(before) && !is_number(after) => Some("paragrafen".to_owned()),
            "§" => Some("paragraf".to_owned()),
            _ if day.is_some() && of_month && word.starts_with(|c: char| !matches!(c, ',' | '.')) => {
                day.map(|d| (*d).to_owned())
            }
            _ if core.len() == 4 && is_number(core) && core.starts_with("19") => {
                Some(format!("nittonhundra {}", core[2..].trim_start_matches('0')).trim_end().to_owned())
            }
            short if is_number(after) => SHORT.iter().find(|(s, _)| *s == short).map(|(_, long)| (*long).to_owned()),
            _ => None,
        };
        match said {
            Some(said) => {
                let abbreviated = matches!(core, "kl" | "kap");
                let (first, last) = word.split_once(core).unwrap_or(("", ""));
                out.push_str(first);
                out.push_str(&said);
                out.push_str(if abbreviated { last.trim_start_matches('.') } else { last });
            }
            None => out.push_str(word),
        }
    }
    out
}

/// "7 och 30" of "07.30", "15" of "15": the hour and the minutes, as they are said after "klockan".
fn clock(word: &str) -> Option<String> {
    let (hour, minute) = word.split_once(['.', ':']).unwrap_or((word, "00"));
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.len() <= 2 && digits.chars().all(|c| c.is_ascii_digit());
        is_number.then(|| digits.parse::<u8>().ok()).flatten()
    };
    let (hour, minute) = (number(hour).filter(|h| *h <= 24)?, number(minute).filter(|m| *m < 60)?);
    Some(match minute {
        0 => hour.to_string(),
        1..10 => format!("{hour} noll {minute}"),
        _ => format!("{hour} och {minute}"),
    })
}

/// "femtonde september 2022" of "2022-09-15".
fn iso(word: &str) -> Option<String> {
    let date: jiff::civil::Date = Some(word).filter(|w| w.len() == 10)?.parse().ok()?;
    let day = usize::try_from(date.day()).ok().and_then(|d| DAYS.get(d.checked_sub(1)?))?;
    let month = usize::try_from(date.month()).ok().and_then(|m| MONTHS.get(m.checked_sub(1)?))?;
    Some(format!("{day} {month} {}", date.year()))
}

fn signs(text: &str, english: bool) -> String {
    let (to, fewer, minus, plus) =
        if english { (" to ", "fewer than ", "minus ", "plus ") } else { (" till ", "färre än ", "minus ", "plus ") };
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| chars[j]);
        let digit_after = chars.get(i + 1).is_some_and(char::is_ascii_digit);
        match c {
            '–' if digit_after && before.is_some_and(|b| b.is_ascii_digit()) => out.push_str(to),
            '–' | '—'
                if before.is_some_and(char::is_alphanumeric)
                    && chars.get(i + 1).is_some_and(|a| a.is_alphanumeric()) =>
            {
                out.push_str(to)
            }
            '<' if digit_after => out.push_str(fewer),
            '−' if digit_after => out.push_str(minus),
            '+' if digit_after => out.push_str(plus),
            // A voice says "punkt", a Swede "komma".
            ',' if !english && digit_after && before.is_some_and(|b| b.is_ascii_digit()) => out.push_str(" komma "),
            '\u{a0}' | '\u{202f}' if digit_after && before.is_some_and(|b| b.is_ascii_digit()) => {}
            '\u{a0}' | '\u{202f}' => out.push(' '),
            '<' | '>' | '[' | ']' | '{' | '}' | '\\' | '|' => out.push(' '),
            c => out.push(*c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_said_in_words() {
        assert_eq!(
            spoken("108–176, <5, −8 %, kl.\u{a0}15–18, 1\u{a0}250", false),
            "108 till 176, färre än 5, minus 8 %, klockan 15 till 18, 1250"
        );
    }

    #[test]
    fn dates_clocks_and_sections_are_swedish() {
        for (written, said) in [
            ("Senast 8 september 2022.", "Senast åttonde september 2022."),
            ("1 januari–31 december 2022", "första januari till trettioförsta december 2022"),
            ("15–18 maj", "femtonde till artonde maj"),
            ("sep 2021", "september 2021"),
            ("enligt 2 kap. 3 § lagen (2023:196)", "enligt 2 kapitlet 3 paragrafen lagen (2023:196)"),
            ("§ 112, KS 2021/345", "paragraf 112, KS 2021/345"),
            ("sedan 1968 och 1908", "sedan nittonhundra 68 och nittonhundra 8"),
            ("7 av 10, 7,1", "7 av 10, 7 komma 1"),
            ("kl. 07.30–09.30", "klockan 7 och 30 till 9 och 30"),
            ("Kom klockan 14.30, inte kl. 15.05.", "Kom klockan 14 och 30, inte klockan 15 noll 5."),
            ("kl. 9.00 i Torgby, 14.30 kronor", "klockan 9 i Torgby, 14.30 kronor"),
            ("beslutat 2022-09-15.", "beslutat femtonde september 2022."),
            ("https://almvalla.example/a", "almvalla.example/a"),
        ] {
            assert_eq!(spoken(written, false), said);
        }
        assert_eq!(spoken("8 September", true), "8 September");
    }
}
