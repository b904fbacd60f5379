//! Which ground do we speak of, and how has it been classified?

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::geo::{Point, Shape};
use crate::{Id, Line};

/// An area (*område*): a named ground that observations are counted in.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its key and its address, made of its code.
    pub id: Id,
    /// Its code as the one who drew it writes it ("0123R005", "torgby").
    pub code: Line,
    /// Its name.
    pub name: Line,
    /// Which set of areas it belongs to ("omraden", "regso-2025"): areas of one set do not overlap.
    pub set: Id,
    /// Its ground, if it has been drawn.
    pub shape: Option<Shape>,
    /// Who lives there, if that is known.
    pub population: Option<Population>,
    /// The areas that it came from, when limits were redrawn.
    pub before: Vec<Id>,
    /// From whom the limits come, and under which licence.
    pub source: Option<Line>,
}

/// How many live in an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population {
    /// People.
    pub people: u64,
    /// At the end of which year, if it was said.
    pub year: Option<i16>,
}

/// A place (*plats*): a square, a station, a tunnel; public, never somebody's home.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its key.
    pub id: Id,
    /// Its name.
    pub name: Line,
    /// The area that it is in.
    pub area: Option<Id>,
    /// Where it is.
    pub point: Option<Point>,
}

/// A classification (*klassning*) of an area or a place: the assessor's, in an edition of a scheme.
/// It is never computed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// Its key.
    pub id: Id,
    /// The area that it is about, or in which the place is.
    pub area: Option<Id>,
    /// The place, when only that is meant.
    pub place: Option<Id>,
    /// The scheme: a code of the pack.
    pub scheme: Id,
    /// The scheme's edition ("2021").
    pub edition: Line,
    /// The level: a code of the scheme.
    pub level: Id,
    /// Since when it holds.
    pub from: Date,
    /// Until when it held; open when it still does.
    pub to: Option<Date>,
    /// Where it is published.
    pub source: Option<Line>,
}

impl Classification {
    /// Whether it held on `day`.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Those that held on `day`, and those that had ended by then, each in order of time.
pub fn on(day: Date, mut all: Vec<Classification>) -> (Vec<Classification>, Vec<Classification>) {
    all.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
    all.retain(|c| c.from <= day);
    all.into_iter().partition(|c| c.holds(day))
}

/// The area of `areas` that the point is in: the first of them, in their order.
pub fn holding(areas: &[Area], point: Point) -> Option<&Area> {
    areas.iter().find(|a| a.shape.as_ref().is_some_and(|s| s.contains(point)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn classified(from: i16, to: Option<Date>) -> Classification {
        let id = |s: &str| Id::parse(s).unwrap();
        Classification {
            id: Id::from_title(&format!("torgby-{from}"), 1),
            area: Some(id("torgby")),
            place: None,
            scheme: id("vulnerable-area"),
            edition: Line::parse(&from.to_string()).unwrap(),
            level: id("vulnerable"),
            from: date(from, 12, 1),
            to,
            source: None,
        }
    }

    #[test]
    fn a_classification_that_ended_is_told_apart_and_a_later_one_is_not_told_at_all() {
        let all = vec![classified(2021, None), classified(2017, Some(date(2019, 6, 1))), classified(2023, None)];
        let (now, ended) = on(date(2022, 9, 15), all);
        assert_eq!(now.iter().map(|c| c.edition.as_str()).collect::<Vec<_>>(), ["2021"]);
        assert_eq!(ended.iter().map(|c| c.edition.as_str()).collect::<Vec<_>>(), ["2017"]);
    }
}
