//! Which number does a text mean, with a decimal comma or point?

/// Reads a number: 17,835 · 17.835 · 6 580 743,5 · −3 · 1.234.567,8 · 1,234,567.8. What is left after
/// the number (a unit, a word) makes it not a number.
///
/// A single comma or point is a decimal sign: "1,250" is one and a quarter, as Swedish writes it.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'))
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    let commas = plain.matches(',').count();
    let points = plain.matches('.').count();
    let decimal = match (plain.rfind(','), plain.rfind('.')) {
        (Some(c), Some(p)) if c > p => ',',
        (Some(_), Some(_)) => '.',
        (Some(_), None) => ',',
        _ => '.',
    };
    let count = if decimal == ',' { commas } else { points };
    // More than one of the last sign: all of them group thousands ("1.234.567").
    let decimal = if count > 1 { None } else { Some(decimal) };
    let mut made = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            c if Some(c) == decimal => made.push('.'),
            ',' | '.' => {}
            '0'..='9' | '-' | '+' | 'e' | 'E' => made.push(c),
            _ => return None,
        }
    }
    made.parse().ok().filter(|x: &f64| x.is_finite())
}

/// Reads a whole number of things, zero or more. "1 250" and "1250,0" are, "12,5" is not.
pub fn count(text: &str) -> Option<u64> {
    number(text).filter(|x| *x >= 0.0 && x.fract() == 0.0 && *x <= 1e15).map(|x| x as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimal_commas_and_points_are_both_numbers() {
        for (text, x) in [
            ("17,835", 17.835),
            ("17.835", 17.835),
            ("6 580 743,5", 6580743.5),
            ("6\u{a0}580\u{a0}743", 6580743.0),
            ("\u{2212}3,5", -3.5),
            ("1.234.567,8", 1234567.8),
            ("1,234,567.8", 1234567.8),
            ("1.234.567", 1234567.0),
            ("-0.111497", -0.111497),
        ] {
            assert_eq!(number(text), Some(x), "{text}");
        }
        for text in ["", "x", "12 kr", "1-2", "--1", "nan", "inf", "1e999", "0x10"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(count("1 250"), Some(1250));
        assert_eq!(count("12,5"), None);
        assert_eq!(count("-1"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_number_reader_panic(text in ".{0,60}") {
            let _ = number(&text);
            let _ = count(&text);
        }

        #[test]
        fn numbers_are_read_back_with_point_and_comma(x in -1e7f64..1e7) {
            prop_assert_eq!(number(&x.to_string()), Some(x));
            prop_assert_eq!(number(&x.to_string().replace('.', ",")), Some(x));
        }
    }
}
