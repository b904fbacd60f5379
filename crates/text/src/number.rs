//! How does each language write a number?

use crate::Lang;

/// A whole number, grouped in threes from five digits in Swedish ("1 250" has a no-break space) and
/// with a comma in English. The minus sign is U+2212.
pub fn integer(lang: Lang, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = if lang == Lang::En { ',' } else { '\u{a0}' };
    let mut grouped = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(d);
    }
    if n < 0 { format!("\u{2212}{grouped}") } else { grouped }
}

/// A number with `digits` decimals: "7,1" in Swedish, "7.1" in English.
pub fn decimal(lang: Lang, x: f64, digits: usize) -> String {
    let rounded = format!("{:.*}", digits, x.abs());
    let (whole, part) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let whole = integer(lang, whole.parse().unwrap_or(0));
    let negative = x < 0.0 && rounded.chars().any(|c| c.is_ascii_digit() && c != '0');
    let sign = if negative { "\u{2212}" } else { "" };
    let point = if lang == Lang::En { '.' } else { ',' };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{part}") }
}

/// A share (0.39) as a whole per cent: "39 %" in Swedish, "39%" in English.
pub fn percent(lang: Lang, share: f64) -> String {
    let n = integer(lang, (share * 100.0).round() as i64);
    if lang == Lang::En { format!("{n}%") } else { format!("{n}\u{a0}%") }
}

/// A change (0.39) with its sign: "+39 %", "−8 %", "0 %".
pub fn signed_percent(lang: Lang, change: f64) -> String {
    let said = percent(lang, change);
    if (change * 100.0).round() > 0.0 { format!("+{said}") } else { said }
}

/// A small number as a word ("fyra"), as running text wants it up to twelve; digits above. The
/// Swedish one is neuter ("ett") because most counted things are (*ett tillfälle, ett åtagande*).
pub fn count_word(lang: Lang, n: i64) -> String {
    const SV: [&str; 13] =
        ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    const EN: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match (lang, usize::try_from(n)) {
        (Lang::Sv, Ok(i)) if i <= 12 => SV[i].to_owned(),
        (Lang::En, Ok(i)) if i <= 12 => EN[i].to_owned(),
        // Easy Swedish writes numbers with digits.
        _ => integer(lang, n),
    }
}

/// A small number as an order ("fjärde"), as running text wants it up to twelve; digits above.
pub fn ordinal_word(lang: Lang, n: i64) -> String {
    const SV: [&str; 13] = [
        "nollte", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde",
        "elfte", "tolfte",
    ];
    const EN: [&str; 13] = [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    match (lang, usize::try_from(n)) {
        (Lang::En, Ok(i)) if i <= 12 => EN[i].to_owned(),
        (_, Ok(i)) if i <= 12 => SV[i].to_owned(),
        (Lang::En, _) => {
            let ending = match (n % 100, n % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{}{ending}", integer(lang, n))
        }
        _ if matches!(n % 10, 1 | 2) && !matches!(n % 100, 11 | 12) => format!("{}:a", integer(lang, n)),
        _ => format!("{}:e", integer(lang, n)),
    }
}

/// "a", "a och b", "a, b och c".
pub fn and_list(lang: Lang, items: &[String]) -> String {
    let and = if lang == Lang::En { "and" } else { "och" };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// With its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_word_up_to_twelve() {
        assert_eq!(ordinal_word(Lang::Sv, 4), "fjärde");
        assert_eq!(ordinal_word(Lang::Sv, 24), "24:e");
        assert_eq!(ordinal_word(Lang::Sv, 21), "21:a");
        assert_eq!(ordinal_word(Lang::En, 22), "22nd");
        assert_eq!(and_list(Lang::Sv, &["a".into(), "b".into(), "c".into()]), "a, b och c");
        assert_eq!(capital("ett"), "Ett");
    }

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(integer(Lang::Sv, 1250), "1\u{a0}250");
        assert_eq!(integer(Lang::En, -1234567), "\u{2212}1,234,567");
        assert_eq!(decimal(Lang::Sv, 7.0684, 1), "7,1");
        assert_eq!(decimal(Lang::Sv, -0.04, 1), "0,0");
        assert_eq!(percent(Lang::Sv, 0.391), "39\u{a0}%");
        assert_eq!(signed_percent(Lang::Sv, -0.08), "\u{2212}8\u{a0}%");
        assert_eq!(signed_percent(Lang::En, 0.39), "+39%");
        assert_eq!(count_word(Lang::Sv, 4), "fyra");
        assert_eq!(count_word(Lang::SvEasy, 4), "4");
    }
}
