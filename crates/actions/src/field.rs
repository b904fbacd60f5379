//! What did the writer mean, field by field?

use domain::guard::Kind;
use domain::{Id, Line, Prose};
use jiff::civil::{Date, Time};

use crate::guard::removed;
use crate::{Error, Guarded, Invalid};

/// Reads the fields of a form in page order and keeps what is wrong with each, so that the writer sees all of it at once.
///
/// Every text passes the privacy guard. In a line (a title, a place, a unit) what looks like a name is let through:
/// places and offices look the same. In running text it is not.
#[derive(Debug, Default)]
pub struct Fields {
    invalid: Vec<Invalid>,
    guarded: Vec<Guarded>,
}

impl Fields {
    /// Nothing read yet.
    pub fn new() -> Fields {
        Fields::default()
    }

    /// A line that must be there; `missing` is the message when it is not.
    pub fn line(&mut self, field: &'static str, missing: &'static str, text: &str) -> Option<Line> {
        self.guard(field, text, &[Kind::Name]);
        Line::parse(text).map_err(|e| self.invalid.push(Invalid::text(field, missing, e))).ok()
    }

    /// A line that may be left out.
    pub fn maybe_line(&mut self, field: &'static str, text: &str) -> Option<Line> {
        if text.trim().is_empty() { None } else { self.line(field, "error-too-long", text) }
    }

    /// Running text that may be left out.
    pub fn prose(&mut self, field: &'static str, text: &str) -> Prose {
        self.guard(field, text, &[]);
        Prose::parse(text).map_err(|e| self.invalid.push(Invalid::text(field, "error-too-long", e))).unwrap_or_default()
    }

    /// Running text that must be there.
    pub fn some_prose(&mut self, field: &'static str, missing: &'static str, text: &str) -> Option<Prose> {
        self.guard(field, text, &[]);
        Prose::parse_some(text).map_err(|e| self.invalid.push(Invalid::text(field, missing, e))).ok()
    }

    /// A day, in the forms that people write ("15 9 2022", "2022-09-15", "15 september 2022").
    pub fn day(&mut self, field: &'static str, text: &str) -> Option<Date> {
        // "15 9 2022" is what the form asks for; the reader of files does not take spaces between numbers.
        let spaced: Vec<&str> = text.split_whitespace().collect();
        let numbers = spaced.len() == 3 && spaced.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()));
        let text = if numbers { spaced.join(".") } else { text.trim().to_owned() };
        let day = exchange::date::date(&text, &crate::stockholm()).ok().and_then(|read| read.when.day());
        if day.is_none() {
            self.invalid.push(Invalid::new(field, "error-date"));
        }
        day
    }

    /// A day that may be left out.
    pub fn maybe_day(&mut self, field: &'static str, text: &str) -> Option<Date> {
        if text.trim().is_empty() { None } else { self.day(field, text) }
    }

    /// A time of day ("15.48", "15:48", "9").
    pub fn clock(&mut self, field: &'static str, text: &str) -> Option<Time> {
        let time = exchange::date::time(text).ok();
        if time.is_none() {
            self.invalid.push(Invalid::new(field, "error-clock"));
        }
        time
    }

    /// A whole number from `least` to `most` that may be left out.
    pub fn maybe_count(&mut self, field: &'static str, text: &str, least: u32, most: u32) -> Option<u32> {
        if text.trim().is_empty() {
            return None;
        }
        let count = text.trim().parse().ok().filter(|n| (least..=most).contains(n));
        if count.is_none() {
            self.invalid.push(Invalid::with(
                field,
                "error-count",
                vec![("least", least.into()), ("most", most.into())],
            ));
        }
        count
    }

    /// One of several, by its word.
    pub fn one_of<T>(
        &mut self,
        field: &'static str,
        missing: &'static str,
        word: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let chosen = parse(word);
        if chosen.is_none() {
            self.invalid.push(Invalid::new(field, missing));
        }
        chosen
    }

    /// Keys, at least one.
    pub fn some_ids(&mut self, field: &'static str, missing: &'static str, texts: &[String]) -> Vec<Id> {
        let ids: Vec<Id> = texts.iter().filter_map(|t| Id::parse(t).ok()).collect();
        if ids.is_empty() {
            self.invalid.push(Invalid::new(field, missing));
        }
        ids
    }

    /// A value that its own rules read; `why` says in a message what it was refused for.
    pub fn parsed<T, E>(
        &mut self,
        field: &'static str,
        text: &str,
        parse: impl Fn(&str) -> Result<T, E>,
        why: impl Fn(&'static str, E) -> Invalid,
    ) -> Option<T> {
        self.guard(field, text, &[]);
        parse(text).map_err(|e| self.invalid.push(why(field, e))).ok()
    }

    /// Says that a field is wrong.
    pub fn wrong(&mut self, field: &'static str, key: &'static str) {
        self.invalid.push(Invalid::new(field, key));
    }

    /// The value that was made of the fields, unless something is wrong with one of them or the guard found something.
    pub fn done<T>(self, value: Option<T>) -> Result<T, Error> {
        match value {
            Some(_) if self.invalid.is_empty() && !self.guarded.is_empty() => Err(Error::Guarded(self.guarded)),
            Some(value) if self.invalid.is_empty() => Ok(value),
            _ => Err(Error::Invalid(self.invalid)),
        }
    }

    fn guard(&mut self, field: &'static str, text: &str, allowed: &[Kind]) {
        if domain::guard::screen(text, None, allowed, removed).is_err() {
            self.guarded.push(Guarded { field, text: text.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn a_date_is_read_as_the_form_asks_for_it() {
        for text in ["15 9 2022", "15 september 2022", "2022-09-15", "15/9 2022"] {
            assert_eq!(Fields::new().day("on", text), Some(date(2022, 9, 15)), "{text}");
        }
        let mut fields = Fields::new();
        assert_eq!(fields.day("on", "31 2 2022"), None);
        assert!(matches!(fields.done(Some(())), Err(Error::Invalid(wrong)) if wrong[0].key == "error-date"));
    }

    #[test]
    fn what_points_out_a_person_is_not_taken_before_the_writer_has_seen_it() {
        let mut fields = Fields::new();
        let note = fields.some_prose("note", "x", "Ring 070-123 45 67 om du vet mer.");
        assert!(matches!(fields.done(note), Err(Error::Guarded(found)) if found[0].field == "note"));
        let mut fields = Fields::new();
        let place = fields.line("place", "x", "Trygghetskontoret, Torgby");
        assert!(fields.done(place).is_ok());
    }

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        for text in ["15.48", "15:48", "kl 15.48"] {
            assert_eq!(Fields::new().clock("came", text), Some(time(15, 48, 0, 0)), "{text}");
        }
    }
}
