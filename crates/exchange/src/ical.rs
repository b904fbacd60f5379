//! How does a calendar go into someone's own calendar program? (RFC 5545)

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// An event, in local time of Sweden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// A name that stays the same when the event is changed.
    pub uid: String,
    /// When it was last changed, or asked for.
    pub stamp: Timestamp,
    /// When it starts.
    pub start: DateTime,
    /// When it ends.
    pub end: DateTime,
    /// What it is.
    pub title: String,
    /// What else there is to know.
    pub about: String,
    /// Where.
    pub place: String,
    /// The full address of its page; empty for none.
    pub address: String,
    /// Whether it will not take place.
    pub cancelled: bool,
}

/// The time zone, as its rules are since 1996.
const STOCKHOLM: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// A calendar with these events.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Samverka//SV\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
    );
    line(&mut out, "X-WR-CALNAME", name);
    out.push_str(STOCKHOLM);
    for e in events {
        out.push_str("BEGIN:VEVENT\r\n");
        line(&mut out, "UID", &e.uid);
        fold(&mut out, &format!("DTSTAMP:{}", e.stamp.strftime("%Y%m%dT%H%M%SZ")));
        fold(&mut out, &format!("DTSTART;TZID=Europe/Stockholm:{}", e.start.strftime("%Y%m%dT%H%M%S")));
        fold(&mut out, &format!("DTEND;TZID=Europe/Stockholm:{}", e.end.strftime("%Y%m%dT%H%M%S")));
        line(&mut out, "SUMMARY", &e.title);
        for (key, value) in [("DESCRIPTION", &e.about), ("LOCATION", &e.place)] {
            if !value.is_empty() {
                line(&mut out, key, value);
            }
        }
        if !e.address.is_empty() {
            fold(&mut out, &format!("URL:{}", e.address));
        }
        fold(&mut out, if e.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        out.push_str("END:VEVENT\r\n");
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

/// The moment at which a day's time of day is.
pub fn at(day: Date, time: jiff::civil::Time) -> DateTime {
    day.to_datetime(time)
}

/// A property whose value is text: what has a meaning in the format is escaped.
fn line(out: &mut String, key: &str, value: &str) {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    fold(out, &format!("{key}:{escaped}"));
}

/// Lines of at most 75 bytes; a longer one goes on after a line break and a space, never within a character.
fn fold(out: &mut String, text: &str) {
    let mut width = 0;
    for c in text.chars() {
        if width + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        let _ = write!(out, "{c}");
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn event(title: &str) -> Event {
        Event {
            uid: "n1@almvalla".into(),
            stamp: Timestamp::UNIX_EPOCH,
            start: at(date(2022, 10, 6), time(15, 0, 0, 0)),
            end: at(date(2022, 10, 6), time(18, 0, 0, 0)),
            title: title.into(),
            about: "Du behöver inte boka.\nVälkommen.".into(),
            place: "Trygghetskontoret, Torgby".into(),
            address: String::new(),
            cancelled: false,
        }
    }

    #[test]
    fn an_event_is_written_as_the_format_wants_it() {
        let text = calendar("Samverka", &[event("Polisen på trygghetskontoret")]);
        for want in [
            "DTSTART;TZID=Europe/Stockholm:20221006T150000\r\n",
            "LOCATION:Trygghetskontoret\\, Torgby\r\n",
            "DESCRIPTION:Du behöver inte boka.\\nVälkommen.\r\n",
            "DTSTAMP:19700101T000000Z\r\n",
        ] {
            assert!(text.contains(want), "{want} is not in {text}");
        }
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn no_line_is_longer_than_the_format_allows_and_nothing_is_injected() {
        let hostile = format!("{}\r\nEND:VEVENT\r\nBEGIN:VEVENT", "å".repeat(200));
        let text = calendar("x", &[event(&hostile)]);
        assert!(text.split("\r\n").all(|l| l.len() <= 75));
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&"å".repeat(200)));
    }
}
