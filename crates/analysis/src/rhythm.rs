//! When in the week do observations fall?

use std::collections::BTreeMap;

use domain::finding::{PartShare, Rhythm, WeekPart};
use jiff::civil::{DateTime, Weekday};

use crate::compare::{binomial_p_varying, share_interval_varying};
use crate::{fdr, suppress, varies};

/// The hours at which the columns begin: the night as one, then three hours each.
pub const FROM_HOURS: [u8; 7] = [0, 6, 9, 12, 15, 18, 21];

/// The parts of the week, each with the share of its hours.
pub const PARTS: [(WeekPart, f64); 6] = [
    (WeekPart::WeekendEvening, 12.0 / 168.0),
    (WeekPart::WeekendNight, 12.0 / 168.0),
    (WeekPart::WeekdayEvening, 30.0 / 168.0),
    (WeekPart::WeekdayNight, 30.0 / 168.0),
    (WeekPart::WeekdayDay, 60.0 / 168.0),
    (WeekPart::WeekendDay, 24.0 / 168.0),
];

/// In which part of the week is this moment?
pub fn part(at: DateTime) -> WeekPart {
    use Weekday::{Friday, Saturday, Sunday};
    match (at.weekday(), at.hour()) {
        (Friday | Saturday, 18..) => WeekPart::WeekendEvening,
        (Saturday | Sunday, ..6) => WeekPart::WeekendNight,
        (_, 18..) => WeekPart::WeekdayEvening,
        (_, ..6) => WeekPart::WeekdayNight,
        (Saturday | Sunday, _) => WeekPart::WeekendDay,
        _ => WeekPart::WeekdayDay,
    }
}

/// What the week looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// The table, small counts hidden.
    pub rhythm: Rhythm,
    /// Per part: the number, and p and corrected p of "no more and no fewer than its share of hours", as much as the
    /// share varies from week to week.
    pub parts: Vec<(WeekPart, u64, f64, f64)>,
    /// How many moments there were.
    pub timed: u64,
    /// Was something hidden?
    pub hides: bool,
}

/// Drops times that mean "time unknown": if more than a tenth of all are midnight to the second, those are.
pub fn known_times(moments: &[DateTime]) -> Vec<DateTime> {
    let is_midnight = |t: &&DateTime| t.hour() == 0 && t.minute() == 0 && t.second() == 0;
    let midnights = moments.iter().filter(is_midnight).count();
    if midnights * 10 > moments.len() && midnights > 1 {
        moments.iter().filter(|t| !is_midnight(t)).copied().collect()
    } else {
        moments.to_vec()
    }
}

/// The week of these moments; none below `least` of them.
pub fn week(moments: &[DateTime], level: f64, least: u64) -> Option<Week> {
    let timed = moments.len() as u64;
    if timed < least {
        return None;
    }
    let mut cells = [[0u64; 7]; 7];
    let mut counts = [0u64; 6];
    let mut weeks: BTreeMap<(i16, i8), [u64; 6]> = BTreeMap::new();
    for at in moments {
        let day = at.weekday().to_monday_zero_offset() as usize;
        let column = FROM_HOURS.iter().rposition(|h| i32::from(at.hour()) >= i32::from(*h)).unwrap_or(0);
        cells[day][column] += 1;
        let part = part(*at);
        let part = PARTS.iter().position(|(p, _)| *p == part).unwrap_or(0);
        counts[part] += 1;
        let week = at.date().iso_week_date();
        weeks.entry((week.year(), week.week())).or_default()[part] += 1;
    }
    let shown = suppress::counts(&cells.concat(), least);
    let hides = shown.iter().any(|c| c.shown().is_none());
    let dispersion: [varies::Dispersion; 6] = std::array::from_fn(|i| {
        let by_week: Vec<(u64, u64)> = weeks.values().map(|w| (w[i], w.iter().sum())).collect();
        varies::of_share(&by_week)
    });
    let p: Vec<f64> = (0..6).map(|i| binomial_p_varying(counts[i], timed, PARTS[i].1, dispersion[i])).collect();
    let q = fdr::corrected(&p);
    // A share with its total gives its count: parts that are too small have no share.
    let hidden = suppress::hidden(&counts, least);
    let parts = PARTS
        .iter()
        .zip(counts)
        .zip(hidden.iter().zip(dispersion))
        .filter(|(_, (h, _))| !**h)
        .map(|(((part, of_hours), n), (_, dispersion))| PartShare {
            part: *part,
            share: n as f64 / timed as f64,
            interval: share_interval_varying(n, timed, dispersion, level),
            of_hours: *of_hours,
        })
        .collect();
    Some(Week {
        rhythm: Rhythm {
            from_hours: FROM_HOURS.to_vec(),
            rows: shown.chunks(7).map(<[_]>::to_vec).collect(),
            timed: suppress::total(timed, hides, least),
            parts,
        },
        parts: (0..6).filter(|i| !hidden[*i]).map(|i| (PARTS[i].0, counts[i], p[i], q[i])).collect(),
        timed,
        hides,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::finding::Count;
    use jiff::civil::date;

    #[test]
    fn the_parts_of_the_week_cover_every_hour_once() {
        let mut hours = std::collections::HashMap::new();
        for h in 0..168 {
            let at =
                date(2022, 9, 12).at((h % 24) as i8, 30, 0, 0).checked_add(jiff::Span::new().days(h / 24)).unwrap();
            *hours.entry(part(at)).or_insert(0) += 1;
        }
        for (part, share) in PARTS {
            assert_eq!(f64::from(hours[&part]) / 168.0, share, "{part:?}");
        }
    }

    #[test]
    fn evenings_at_the_weekend_stand_out_when_they_do() {
        // Fridays at 20, and one in the morning of each weekday.
        let mut moments: Vec<DateTime> = (0..40).map(|_| date(2022, 9, 16).at(20, 15, 0, 0)).collect();
        moments.extend((0..10).map(|i| date(2022, 9, 12 + i % 5).at(10, 0, 0, 0)));
        let week = week(&moments, 0.95, 5).unwrap();
        assert_eq!(week.rhythm.rows[4][5], Count::Exact(40));
        assert_eq!(week.rhythm.rows[0][0], Count::Hidden);
        assert!(matches!(week.rhythm.timed, Count::About(50)));
        let (part, n, _, q) = week.parts[0];
        assert_eq!((part, n), (WeekPart::WeekendEvening, 40));
        assert!(q < 1e-9);
    }

    #[test]
    fn midnight_to_the_second_is_no_time_when_too_many_have_it() {
        let mut moments = vec![date(2022, 9, 16).at(0, 0, 0, 0); 20];
        moments.extend(vec![date(2022, 9, 16).at(13, 5, 0, 0); 80]);
        assert_eq!(known_times(&moments).len(), 80);
        let one = [date(2022, 9, 16).at(0, 0, 0, 0)];
        assert_eq!(known_times(&one).len(), 1);
        assert_eq!(week(&[], 0.95, 5), None);
    }
}
