//! What did the people of Almvalla tell, all of it invented?
//!
//! The margins (how many per area, category, month and source) are data and exact; from a fixed seed each
//! observation gets a point, a day, an hour, a channel and sometimes words. The same seed gives the same voices.

use std::collections::BTreeMap;

use domain::geo::Point;
use jiff::civil::{Date, Weekday};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde::Deserialize;

use super::ground::{Ground, metres, moved};

/// One invented observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// The code of the area; none when the teller did not know.
    pub area: Option<String>,
    /// The name of a public place, when it was said.
    pub place: Option<String>,
    /// The point, when it was given.
    pub point: Option<Point>,
    /// The day it is about.
    pub on: Date,
    /// The hour, when it was said.
    pub hour: Option<i8>,
    /// The code of the category.
    pub category: String,
    /// The code of the channel.
    pub channel: String,
    /// Who brought it: "kommunen", "polisen" or "hyresvarden".
    pub owner: &'static str,
    /// What was said.
    pub text: Option<&'static str>,
    /// The day it reached us, and the hour.
    pub received: (Date, i8),
}

/// The radius within which an observation is near a place, in metres. Points are kept a little inside, since
/// they are stored by ten-thousandths of a degree.
const NEAR: f64 = 230.0;
const NOT_NEAR: f64 = 270.0;

/// Every voice, oldest first.
pub fn all(ground: &Ground) -> Vec<Voice> {
    let file: File = toml::from_str(include_str!("almvalla/voices.toml")).expect("a test reads the voices");
    let words: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("almvalla/words.toml")).expect("a test reads the words");
    // The words live as long as the program: a demo is one run.
    let words: &'static BTreeMap<String, Vec<String>> = Box::leak(Box::new(words));
    let mut voices = Vec::new();
    for (i, year) in file.year.iter().enumerate() {
        let chance = Xoshiro256PlusPlus::seed_from_u64(file.seed + i as u64);
        voices.extend(YearOf { file: &file, year, ground, words, chance }.voices(i));
    }
    voices.sort_by_key(|v| (v.received, v.on, v.hour));
    voices
}

struct YearOf<'a> {
    file: &'a File,
    year: &'a Year,
    ground: &'a Ground,
    words: &'static BTreeMap<String, Vec<String>>,
    chance: Xoshiro256PlusPlus,
}

/// An observation on its way to being made.
struct Draft {
    area: Option<String>,
    category: String,
    near: Option<String>,
    source: &'static str,
    on: Option<Date>,
    timed: bool,
}

impl YearOf<'_> {
    fn voices(mut self, index: usize) -> Vec<Voice> {
        let mut drafts = self.counted();
        self.shuffle(&mut drafts);
        self.place_near(&mut drafts, index);
        self.name_sources(&mut drafts);
        self.give_days(&mut drafts);
        let timed = self.file.sources.iter().find(|s| s.first == self.year.first).map_or(0, |s| s.timed);
        let order = self.preferred(&drafts, &["drugs", "gathering", "traffic", "unsafe-place"]);
        order.into_iter().take(timed).for_each(|i| drafts[i].timed = true);
        drafts.into_iter().map(|d| self.voice(d)).collect()
    }

    /// As many drafts of each area and category as the table says.
    fn counted(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (area, counts) in &self.year.areas {
            for (category, count) in self.file.categories.iter().zip(counts) {
                for _ in 0..*count {
                    let area = (area != "unknown").then(|| area.clone());
                    drafts.push(Draft {
                        area,
                        category: category.clone(),
                        near: None,
                        source: "residents",
                        on: None,
                        timed: false,
                    });
                }
            }
        }
        drafts
    }

    /// Indices of drafts: those of the named categories first, otherwise in their (shuffled) order.
    fn preferred(&self, drafts: &[Draft], categories: &[&str]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|i| !categories.contains(&drafts[*i].category.as_str()));
        order
    }

    fn place_near(&self, drafts: &mut [Draft], index: usize) {
        for near in &self.file.near {
            let place = self.ground.place(&near.place).expect("a test reads the voices");
            let order = self.preferred(drafts, &near.mostly.iter().map(String::as_str).collect::<Vec<_>>());
            let in_area = order.into_iter().filter(|i| drafts[*i].area.as_ref() == Some(&place.area));
            let chosen: Vec<usize> = in_area.take(near.counts[index]).collect();
            chosen.into_iter().for_each(|i| drafts[i].near = Some(near.place.clone()));
        }
    }

    fn name_sources(&self, drafts: &mut [Draft]) {
        let Some(sources) = self.file.sources.iter().find(|s| s.first == self.year.first) else { return };
        let shares: [(&'static str, usize, &[&str]); 3] = [
            ("police", sources.police, &["drugs", "traffic", "gathering"]),
            ("landlords", sources.landlords, &["vandalism", "litter", "unsafe-place", "drugs"]),
            ("municipality", sources.municipality, &["unsafe-place", "vandalism", "traffic", "gathering"]),
        ];
        for (source, count, categories) in shares {
            let order = self.preferred(drafts, categories);
            let free =
                order.into_iter().filter(|i| drafts[*i].source == "residents" && drafts[*i].category != "safe-place");
            // Every third of what fits, so that no source has all of a category.
            let chosen: Vec<usize> = free.enumerate().filter(|(n, _)| n % 3 != 1).map(|(_, i)| i).take(count).collect();
            chosen.into_iter().for_each(|i| drafts[i].source = source);
        }
    }

    fn give_days(&mut self, drafts: &mut [Draft]) {
        let mut months: Vec<Date> = Vec::new();
        for (i, count) in self.year.months.iter().enumerate() {
            let (year, month) = if i < 2 { (self.year.first, 11 + i) } else { (self.year.first + 1, i - 1) };
            let first = Date::new(year, month as i8, 1).expect("a month");
            months.extend(std::iter::repeat_n(first, *count));
        }
        for burst in &self.year.burst {
            let fits = |d: &Draft| {
                d.on.is_none()
                    && d.area.as_deref() == Some(&burst.area)
                    && d.category == burst.category
                    && d.near == burst.near
            };
            let chosen: Vec<usize> = (0..drafts.len()).filter(|i| fits(&drafts[*i])).take(burst.days.len()).collect();
            for (i, on) in chosen.into_iter().zip(&burst.days) {
                drafts[i].on = Some(*on);
                if let Some(source) = &burst.source {
                    drafts[i].source = ["residents", "landlords", "municipality", "police"]
                        .into_iter()
                        .find(|s| s == source)
                        .unwrap_or("residents");
                }
                if let Some(at) = months.iter().position(|m| *m == on.first_of_month()) {
                    months.remove(at);
                }
            }
        }
        self.shuffle(&mut months);
        for draft in drafts.iter_mut().filter(|d| d.on.is_none()) {
            let first = months.pop().unwrap_or(Date::new(self.year.first + 1, 6, 1).expect("a day"));
            let weekend = matches!(draft.category.as_str(), "drugs" | "gathering" | "vandalism" | "traffic");
            let weight = |d: Date| match d.weekday() {
                Weekday::Friday | Weekday::Saturday if weekend => 5,
                _ => 2,
            };
            let quiet = |d: &Date| {
                self.year.quiet.iter().any(|q| {
                    q.category == draft.category
                        && q.area == draft.area.as_deref().unwrap_or("")
                        && q.from <= *d
                        && *d <= q.to
                })
            };
            let days: Vec<Date> =
                (0..first.days_in_month()).filter_map(|k| Date::new(first.year(), first.month(), k + 1).ok()).collect();
            let days: Vec<Date> = days.into_iter().filter(|d| !quiet(d)).collect();
            let on = pick(&mut self.chance, &days, |d| weight(*d));
            draft.on = Some(on);
        }
    }

    fn voice(&mut self, draft: Draft) -> Voice {
        let on = draft.on.expect("every draft has a day");
        let hour = draft.timed.then(|| self.hour(on, &draft.category));
        let channel = self.channel(draft.source);
        let (owner, days) = match draft.source {
            "landlords" => ("hyresvarden", i64::from(7 - on.weekday().to_monday_zero_offset())),
            "police" => ("polisen", i64::from(self.chance.next_u32() % 2)),
            _ => ("kommunen", i64::from(self.chance.next_u32() % 3)),
        };
        // What belongs to a year has come in when it ends: the picture of the year is made the day after.
        let ends = Date::new(self.year.first + 1, 10, 31).expect("a day");
        let told = on.checked_add(jiff::Span::new().days(days)).unwrap_or(on).min(ends);
        let at = 8 + (self.chance.next_u32() % 10) as i8;
        let at = if told == on { at.max(hour.unwrap_or(0)).min(23) } else { at };
        let (point, place) = self.spot(&draft);
        let words = self.words.get(&draft.category).map(Vec::as_slice).unwrap_or_default();
        let said = draft.source == "landlords" || self.chance.next_u32() % 5 < 2;
        let text = (said && !words.is_empty()).then(|| words[self.chance.next_u32() as usize % words.len()].as_str());
        Voice {
            area: draft.area,
            place,
            point,
            on,
            hour,
            category: draft.category,
            channel,
            owner,
            text,
            received: (told, at),
        }
    }

    fn spot(&mut self, draft: &Draft) -> (Option<Point>, Option<String>) {
        let Some(area) = draft.area.as_deref().and_then(|code| self.ground.area(code)) else { return (None, None) };
        if let Some(place) = draft.near.as_deref().and_then(|code| self.ground.place(code)) {
            loop {
                // The sum of four evens is nearly a bell: most lie close.
                let mut bell = || (0..4).map(|_| even(&mut self.chance) - 0.5).sum::<f64>() * 150.0;
                let (east, north) = (bell(), bell());
                let point = moved(place.point, east, north);
                if metres(place.point, point) < NEAR && area.shape.contains(point) {
                    let named = self.chance.next_u32().is_multiple_of(2).then(|| place.name.clone());
                    return (Some(point), named);
                }
            }
        }
        let b = area.shape.bounds();
        loop {
            let lon = b.west + (b.east - b.west) * even(&mut self.chance);
            let lat = b.south + (b.north - b.south) * even(&mut self.chance);
            let point = Point::parse(lon, lat).expect("inside the drawing");
            let apart = |code: &str| self.ground.place(code).is_none_or(|p| metres(p.point, point) > NOT_NEAR);
            if area.shape.contains(point) && self.file.near.iter().all(|n| apart(&n.place)) {
                return (Some(point), None);
            }
        }
    }

    fn hour(&mut self, on: Date, category: &str) -> i8 {
        let late = matches!(on.weekday(), Weekday::Friday | Weekday::Saturday);
        // Weights of the hours 0-6, 6-9, 9-12, 12-15, 15-18, 18-21, 21-24.
        let weights: [u32; 7] = match (category, late) {
            ("drugs" | "gathering", true) => [1, 0, 0, 1, 3, 8, 6],
            ("drugs" | "gathering", false) => [1, 0, 1, 2, 4, 6, 4],
            ("traffic", _) => [0, 2, 1, 3, 6, 6, 3],
            ("unsafe-place", _) => [1, 1, 1, 1, 4, 7, 6],
            ("safe-place", _) => [0, 1, 3, 4, 4, 2, 1],
            ("vandalism", true) => [4, 1, 1, 1, 2, 4, 5],
            _ => [1, 3, 3, 3, 4, 3, 2],
        };
        let from = [0, 6, 9, 12, 15, 18, 21];
        let column = pick(&mut self.chance, &[0usize, 1, 2, 3, 4, 5, 6], |i| weights[*i]);
        from[column] + (self.chance.next_u32() % 3) as i8
    }

    fn channel(&mut self, source: &str) -> String {
        let channels: &[(&str, u32)] = match source {
            "landlords" => &[("weekly-report", 1)],
            "police" => &[("police", 1)],
            "municipality" => &[("fault-report", 4), ("staff", 3), ("school", 2), ("guards", 3), ("forum", 1)],
            _ => &[("web", 9), ("phone", 3), ("social-media", 3), ("dialogue", 3), ("walk", 2)],
        };
        pick(&mut self.chance, channels, |c| c.1).0.to_owned()
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for i in (1..things.len()).rev() {
            let j = (self.chance.next_u64() % (i as u64 + 1)) as usize;
            things.swap(i, j);
        }
    }
}

/// A number from 0 up to 1.
fn even(chance: &mut Xoshiro256PlusPlus) -> f64 {
    (chance.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// One of `things`, with chances as their weights say.
fn pick<T: Copy>(chance: &mut Xoshiro256PlusPlus, things: &[T], weight: impl Fn(&T) -> u32) -> T {
    let total: u64 = things.iter().map(|t| u64::from(weight(t))).sum();
    let mut left = chance.next_u64() % total.max(1);
    for thing in things {
        let w = u64::from(weight(thing));
        if left < w {
            return *thing;
        }
        left -= w;
    }
    things[things.len() - 1]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    categories: Vec<String>,
    seed: u64,
    near: Vec<NearPlace>,
    sources: Vec<Sources>,
    year: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NearPlace {
    place: String,
    mostly: Vec<String>,
    counts: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    first: i16,
    landlords: usize,
    municipality: usize,
    police: usize,
    timed: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    first: i16,
    months: Vec<usize>,
    areas: BTreeMap<String, Vec<usize>>,
    #[serde(default)]
    burst: Vec<Burst>,
    #[serde(default)]
    quiet: Vec<Quiet>,
}

/// Observations that come together in one week.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Burst {
    area: String,
    category: String,
    near: Option<String>,
    source: Option<String>,
    days: Vec<Date>,
}

/// Days on which none of a kind come, so that a burst stands for itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiet {
    area: String,
    category: String,
    from: Date,
    to: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::ground::almvalla;
    use jiff::civil::date;

    fn year(voices: &[Voice], first: i16) -> Vec<&Voice> {
        let (from, to) = (date(first, 11, 1), date(first + 1, 10, 31));
        voices.iter().filter(|v| from <= v.on && v.on <= to).collect()
    }

    #[test]
    fn the_year_before_the_agreement_has_the_figures_of_its_picture() {
        let ground = almvalla();
        let voices = all(&ground);
        let now = year(&voices, 2020);
        let before = year(&voices, 2019);
        assert_eq!((before.len(), now.len()), (567, 630));
        let count = |of: &[&Voice], area: &str| of.iter().filter(|v| v.area.as_deref() == Some(area)).count();
        assert_eq!((count(&before, "torgby"), count(&now, "torgby")), (127, 214));
        assert_eq!((count(&before, "sjovik"), count(&now, "sjovik")), (84, 49));
        assert!(count(&now, "sundet") < 5 && count(&now, "verkby") < 5);
        let of = |of: &[&Voice], category: &str| of.iter().filter(|v| v.category == category).count();
        assert_eq!((of(&before, "traffic"), of(&now, "traffic")), (84, 120));
        assert_eq!((of(&before, "litter"), of(&now, "litter")), (106, 72));
        let station = ground.place("torgby-station").unwrap().point;
        let near = now.iter().filter(|v| v.point.is_some_and(|p| metres(station, p) < 250.0)).count();
        assert_eq!(near, 165);
        assert_eq!(now.iter().filter(|v| v.hour.is_some()).count(), 431);
        let by = |source: &str| now.iter().filter(|v| v.owner == source).count();
        assert_eq!((by("polisen"), by("hyresvarden")), (60, 171));
        assert_eq!(now.iter().filter(|v| v.on.month() == 9).count(), 78);
    }

    #[test]
    fn a_voice_is_told_after_it_happened_and_its_point_is_in_its_area() {
        let ground = almvalla();
        for v in all(&ground) {
            assert!(v.received.0 > v.on || v.received.1 >= v.hour.unwrap_or(0), "{v:?}");
            let Some(point) = v.point else { continue };
            let area = ground.area(v.area.as_deref().unwrap()).unwrap();
            assert!(area.shape.contains(point), "{v:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_voices() {
        let ground = almvalla();
        assert_eq!(all(&ground), all(&ground));
    }

    #[test]
    fn no_words_of_a_voice_point_out_a_person() {
        let words: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("almvalla/words.toml")).unwrap();
        let pack = domain::Pack::se();
        for (category, said) in words {
            assert!(pack.category(&category).is_some(), "{category}");
            for text in said {
                assert_eq!(domain::guard::find(&text), vec![], "{text}");
            }
        }
    }

    #[test]
    fn last_week_in_norrvik_was_unusual_and_sjovik_only_looks_so() {
        let voices = all(&almvalla());
        let week = |area: &str, category: &str, from: Date, to: Date| {
            let told =
                |v: &&Voice| v.area.as_deref() == Some(area) && v.category == category && from <= v.on && v.on <= to;
            voices.iter().filter(told).count()
        };
        let (monday, sunday) = (date(2022, 9, 5), date(2022, 9, 11));
        assert_eq!(week("norrvik", "vandalism", monday, sunday), 11);
        assert_eq!(week("sjovik", "traffic", monday, sunday), 4);
        assert_eq!(week("faltby", "litter", monday, sunday), 7);
    }
}
