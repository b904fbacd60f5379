//! What do the events of polisen.se say? A list, never a map and never a rate.
//!
//! The API gives at most 500 events. Its coordinates are centres of counties or municipalities, never
//! of the event, so they are not read at all. Hours may have one digit, and the title has no year.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::date;
use crate::refused::{Reason, Refused, Rejected, Why};
use crate::table::{decode, unpack};

/// One event as the police tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolisenEvent {
    /// Its number at polisen.se; the same event keeps it.
    pub id: i64,
    /// When the text was published or last changed, in Swedish time.
    pub published: DateTime,
    /// When it happened, as far as the title says; its year is that of the publication.
    pub occurred: Option<DateTime>,
    /// The type, as written: "Trafikolycka, personskada".
    pub kind: String,
    /// The summary.
    pub summary: String,
    /// Where in words, from the end of the title: "Kävlinge".
    pub place: Option<String>,
    /// The county (or municipality) that the API names.
    pub county: String,
    /// The address below https://polisen.se.
    pub path: String,
}

impl PolisenEvent {
    /// A summary of a night, an evening or a day, which is not an event of its own.
    pub fn is_summary(&self) -> bool {
        self.kind.starts_with("Sammanfattning")
    }
}

/// An answer of the API that was read.
#[derive(Clone, Debug)]
pub struct PolisenEvents {
    /// The events, newest first as the API gives them. Each id once.
    pub events: Vec<PolisenEvent>,
    /// Entries that are not events; `row` is their number in the list, from 1.
    pub rejected: Vec<Rejected>,
}

/// Reads an answer of `polisen.se/api/events` as it was published.
pub fn polisen_events(file: &str, bytes: Vec<u8>) -> Result<PolisenEvents, Refused> {
    let refuse = |why| Refused { file: file.to_owned(), why };
    let (text, _) = decode(unpack(bytes).map_err(refuse)?).map_err(refuse)?;
    if text.trim().is_empty() {
        return Err(refuse(Why::Empty));
    }
    let json: Value = serde_json::from_str(&text).map_err(|e| refuse(Why::NotEvents(e.to_string())))?;
    let list = json.as_array().ok_or_else(|| refuse(Why::NotEvents("[…]?".into())))?;
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let mut events: Vec<PolisenEvent> = Vec::with_capacity(list.len());
    let mut rejected = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for (i, entry) in list.iter().enumerate() {
        let row = i as u64 + 1;
        match event(entry, &zone) {
            Ok(e) => match seen.insert(e.id, row) {
                Some(first) => rejected.push(Rejected::new(row, "id", &e.id.to_string(), Reason::SameAs(first))),
                None => events.push(e),
            },
            Err((column, reason)) => rejected.push(Rejected::new(row, column, &entry[column].to_string(), reason)),
        }
    }
    if events.is_empty() && !rejected.is_empty() {
        return Err(refuse(Why::NotEvents("id, datetime, name, type, location?".into())));
    }
    Ok(PolisenEvents { events, rejected })
}

fn event(entry: &Value, zone: &TimeZone) -> Result<PolisenEvent, (&'static str, Reason)> {
    let text = |key: &'static str| entry[key].as_str().map(str::trim).ok_or((key, Reason::NotAnEvent));
    let id = entry["id"].as_i64().ok_or(("id", Reason::NotAnEvent))?;
    let read = date::date(text("datetime")?, zone).map_err(|r| ("datetime", r))?;
    let published = match read.when {
        domain::when::When::Moment(t) => t,
        _ => return Err(("datetime", Reason::NotATime)),
    };
    let kind = text("type")?.to_owned();
    let (occurred, place) = title(text("name")?, &kind, published.date(), zone);
    Ok(PolisenEvent {
        id,
        published,
        occurred,
        kind,
        summary: entry["summary"].as_str().unwrap_or("").trim().to_owned(),
        place,
        county: entry["location"]["name"].as_str().ok_or(("location", Reason::NotAnEvent))?.trim().to_owned(),
        path: entry["url"].as_str().unwrap_or("").trim().to_owned(),
    })
}

/// "22 augusti 17.59, Trafikolycka, personskada, Hjo": when (the year is that of the publication, or the
/// one before where that would lie after it) and where.
fn title(name: &str, kind: &str, published: Date, zone: &TimeZone) -> (Option<DateTime>, Option<String>) {
    let (when, rest) = name.split_once(',').unwrap_or((name, ""));
    let occurred = when.trim().rsplit_once(' ').and_then(|(day, clock)| {
        let time = date::time(clock).ok()?;
        [published.year(), published.year() - 1].into_iter().find_map(|year| {
            let day = date::date(&format!("{day} {year}"), zone).ok()?.when.day()?;
            (day <= published).then(|| day.to_datetime(time))
        })
    });
    let place = rest.trim().strip_prefix(kind).and_then(|r| r.strip_prefix(',')).map(|p| p.trim().to_owned());
    (occurred, place.filter(|p| !p.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;
    use proptest::prelude::*;

    const TWO: &str = r#"[{"id":1,"datetime":"2026-01-02 9:48:12 +01:00","name":"31 december 23.59, Trafikolycka, personskada, Hjo","summary":"En bil.","url":"/a/","type":"Trafikolycka, personskada","location":{"name":"Västra Götalands län","gps":"58.2,13.0"}},
        {"id":1,"datetime":"2026-01-02 9:48:12 +01:00","name":"x","summary":"","url":"","type":"Brand","location":{"name":"Hallands län","gps":"1,2"}},
        {"id":2,"datetime":"i går","name":"x","type":"Brand","location":{"name":"Hallands län"}},
        {"id":3,"datetime":"2026-01-02 10:00:00 +01:00","name":"2 januari 09.00, Sammanfattning natt, Hallands län","type":"Sammanfattning natt","location":{"name":"Hallands län"}}]"#;

    #[test]
    fn one_digit_hours_are_read_and_the_year_comes_from_the_publication() {
        let found = polisen_events("e.json", TWO.as_bytes().to_vec()).unwrap();
        let first = &found.events[0];
        assert_eq!(first.published, datetime(2026, 1, 2, 9, 48, 12, 0));
        assert_eq!(first.occurred, Some(datetime(2025, 12, 31, 23, 59, 0, 0)));
        assert_eq!((first.kind.as_str(), first.place.as_deref()), ("Trafikolycka, personskada", Some("Hjo")));
        assert!(found.events[1].is_summary() && !first.is_summary());
    }

    #[test]
    fn an_event_that_comes_twice_is_taken_once_and_what_is_no_event_is_named() {
        let found = polisen_events("e.json", TWO.as_bytes().to_vec()).unwrap();
        assert_eq!(found.events.len(), 2);
        let said: Vec<(u64, &str)> = found.rejected.iter().map(|r| (r.row, r.column.as_str())).collect();
        assert_eq!(said, [(2, "id"), (3, "datetime")]);
        assert!(matches!(polisen_events("e", b"{}".to_vec()).unwrap_err().why, Why::NotEvents(_)));
        assert!(matches!(polisen_events("e", b"[1]".to_vec()).unwrap_err().why, Why::NotEvents(_)));
        assert!(polisen_events("e", b"[]".to_vec()).unwrap().events.is_empty());
    }

    proptest! {
        #[test]
        fn no_title_makes_the_reader_panic(name in ".{0,60}", stamp in "[0-9: +-]{0,30}") {
            let entry = serde_json::json!([{"id":1,"datetime":stamp,"name":name,"type":"Brand","location":{"name":"x"}}]);
            let _ = polisen_events("e", entry.to_string().into_bytes());
        }
    }
}
