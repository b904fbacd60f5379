//! How does each language write a date and a time of day?

use jiff::civil::{Date, Time, Weekday};

use crate::Lang;

const MONTHS_SV: [&str; 12] = [
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
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month (1 to 12).
pub fn month(lang: Lang, month: i8) -> &'static str {
    let i = usize::from(month.clamp(1, 12) as u8) - 1;
    if lang == Lang::En { MONTHS_EN[i] } else { MONTHS_SV[i] }
}

/// "november 2021".
pub fn month_year(lang: Lang, d: Date) -> String {
    format!("{} {}", month(lang, d.month()), d.year())
}

/// "15 september 2022", in both languages day first.
pub fn date(lang: Lang, d: Date) -> String {
    format!("{} {} {}", d.day(), month(lang, d.month()), d.year())
}

/// "15 september", where the year is known.
pub fn date_short(lang: Lang, d: Date) -> String {
    format!("{} {}", d.day(), month(lang, d.month()))
}

/// "1 januari–31 december 2022", or with both years where they differ.
pub fn date_range(lang: Lang, from: Date, to: Date) -> String {
    if from == to {
        date(lang, from)
    } else if from.year() == to.year() && from.month() == to.month() {
        format!("{}–{}", from.day(), date(lang, to))
    } else if from.year() == to.year() {
        format!("{}–{}", date_short(lang, from), date(lang, to))
    } else if lang == Lang::En {
        format!("{} to {}", date(lang, from), date(lang, to))
    } else {
        format!("{} till {}", date(lang, from), date(lang, to))
    }
}

/// "torsdag", "Thursday".
pub fn weekday(lang: Lang, d: Weekday) -> &'static str {
    const SV: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let i = usize::from(d.to_monday_zero_offset() as u8);
    if lang == Lang::En { EN[i] } else { SV[i] }
}

/// "15.48" in Swedish, "15:48" in English.
pub fn clock(lang: Lang, t: Time) -> String {
    let point = if lang == Lang::En { ':' } else { '.' };
    format!("{:02}{point}{:02}", t.hour(), t.minute())
}

/// "kl. 15–18", "kl. 16.30–19.00"; "15:00–18:00" in English.
pub fn clock_range(lang: Lang, from: Time, to: Time) -> String {
    if lang == Lang::En {
        return format!("{}–{}", clock(lang, from), clock(lang, to));
    }
    let said = if from.minute() == 0 && to.minute() == 0 {
        format!("{}–{}", from.hour(), to.hour())
    } else {
        format!("{}–{}", clock(lang, from), clock(lang, to))
    };
    let before = if lang == Lang::SvEasy { "klockan" } else { "kl." };
    format!("{before}\u{a0}{said}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as d, time};

    #[test]
    fn dates_are_written_as_a_civil_servant_writes_them() {
        assert_eq!(date(Lang::Sv, d(2022, 9, 15)), "15 september 2022");
        assert_eq!(date_range(Lang::Sv, d(2022, 1, 1), d(2022, 12, 31)), "1 januari–31 december 2022");
        assert_eq!(date_range(Lang::Sv, d(2021, 11, 18), d(2022, 12, 31)), "18 november 2021 till 31 december 2022");
        assert_eq!(date_range(Lang::Sv, d(2022, 9, 5), d(2022, 9, 11)), "5–11 september 2022");
        assert_eq!(weekday(Lang::Sv, d(2022, 10, 6).weekday()), "torsdag");
        assert_eq!(clock_range(Lang::Sv, time(15, 0, 0, 0), time(18, 0, 0, 0)), "kl.\u{a0}15–18");
        assert_eq!(clock(Lang::Sv, time(15, 48, 0, 0)), "15.48");
    }
}
