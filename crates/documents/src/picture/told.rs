//! What does each finding say in words?

use domain::finding::{About, CannotTell, Finding, HotSpot, Verdict, WeekPart};
use domain::geo::Point;
use text::{decimal, integer, percent, signed_percent};

use super::{Say, capital, lower, verdict_kind};
use crate::tree::{Finding as Told, Text, Verdict as Tag, VerdictKind};

impl Say<'_> {
    /// What a reader needs to see first: at most two of each kind that are sure, then what only looks so,
    /// then what cannot be told.
    pub(super) fn key(&self) -> Vec<Told> {
        let nth = |f: &Finding| match f.about {
            About::HotSpot(_) => 0,
            About::Total => 1,
            About::Area { .. } => 2,
            About::Category { .. } => 3,
            About::Month(_) => 4,
            About::Hours(_) => 5,
            About::Emerging(_) => 6,
        };
        let mut seen = [0; 7];
        let sure = self.c.findings.iter().filter(|f| matches!(f.verdict, Verdict::More | Verdict::Fewer)).filter(|f| {
            seen[nth(f)] += 1;
            seen[nth(f)] <= if nth(f) == 4 { 1 } else { 2 }
        });
        let mut told: Vec<Told> = sure.map(|f| self.told(f)).collect();
        let maybe =
            |f: &&Finding| f.verdict == Verdict::MayBeChance && matches!(f.about, About::HotSpot(_) | About::Total);
        told.extend(self.c.findings.iter().filter(maybe).take(2).map(|f| self.told(f)));
        let fewer = self.c.areas.iter().find(|a| a.verdict == Verdict::Fewer);
        told.extend(fewer.map(|a| Told {
            verdict: Tag::new(VerdictKind::Cannot, self.w.say("picture-cannot")),
            title: self.w.with("picture-crimes-title", &[("area", (&a.name).into())]).into(),
            text: self.w.say("picture-crimes-text").into(),
            how: Text::default(),
            anchor: None,
        }));
        let untold = |f: &&Finding| matches!(f.verdict, Verdict::CannotTell(_)) && f.about == About::Total;
        told.extend(self.c.findings.iter().filter(untold).map(|f| self.told(f)));
        told
    }

    pub(super) fn told(&self, f: &Finding) -> Told {
        let kind = verdict_kind(f.verdict);
        let word = match f.verdict {
            Verdict::More | Verdict::Fewer => "picture-surely",
            Verdict::MayBeChance => "picture-maybe",
            Verdict::CannotTell(CannotTell::Hidden) => "picture-hidden",
            Verdict::CannotTell(_) => "picture-cannot",
        };
        let (title, text) = match &f.about {
            About::HotSpot(i) => match self.c.hot_spots.get(*i) {
                Some(spot) => self.spot_words(f, spot),
                None => Default::default(),
            },
            About::Emerging(i) => self.lately_words(*i),
            About::Total => (self.by_verdict(f, "total", &[]), self.change_words(f)),
            About::Area { name, .. } => {
                (self.by_verdict(f, "area", &[("area", name.into())]), self.area_words(f, name))
            }
            About::Category { name, .. } => {
                (self.by_verdict(f, "category", &[("category", name.into())]), self.change_words(f))
            }
            About::Month(m) => {
                let month = ("month", capital(&text::month_year(self.lang(), *m)).into());
                (self.by_verdict(f, "month", &[month]), self.range_words(f, "picture-month-text", &[]))
            }
            About::Hours(part) => self.hours_words(f, *part),
        };
        Told {
            verdict: Tag::new(kind, self.w.say(word)),
            title: title.into(),
            text: text.into(),
            how: self.how(f),
            anchor: Some(anchor(&f.id)),
        }
    }

    pub(super) fn by_verdict(&self, f: &Finding, noun: &str, args: &[(&str, text::Arg)]) -> String {
        let which = match f.verdict {
            Verdict::More => "more",
            Verdict::Fewer => "fewer",
            Verdict::MayBeChance => "maybe",
            Verdict::CannotTell(_) => "cannot",
        };
        capital(&self.w.with(&format!("picture-{noun}-{which}-title"), args))
    }

    pub(super) fn why(&self, why: CannotTell) -> String {
        match why {
            CannotTell::NoBaseline => self.w.say("picture-no-baseline"),
            CannotTell::TooFew(least) => self.w.with("picture-too-few", &[("least", least.into())]),
            CannotTell::Hidden => self.w.say("picture-hidden"),
        }
    }

    pub(super) fn change_words(&self, f: &Finding) -> String {
        if let Verdict::CannotTell(why) = f.verdict {
            return format!("{}.", self.why(why));
        }
        let before = f.before.map_or(String::new(), |b| self.count(b));
        let mut said = capital(
            &self.w.with("picture-compared-text", &[("count", self.count(f.count).into()), ("before", before.into())]),
        );
        let key = match f.verdict {
            Verdict::More => "picture-change-more",
            Verdict::Fewer => "picture-change-fewer",
            // That it may be chance stands in the verdict; here stands how large it may be.
            _ => {
                let Some((low, high)) = f.change.and_then(|c| Some((c.interval.low, c.interval.high?))) else {
                    return said;
                };
                let signed = |ratio: f64| signed_percent(self.lang(), ratio - 1.0);
                let args = [("low", signed(low).into()), ("high", signed(high).into())];
                return format!("{said} {}", self.w.with("picture-change-maybe", &args));
            }
        };
        if let Some(change) = f.change
            && let Some(high) = change.interval.high
        {
            let pct = |ratio: f64| percent(self.lang(), (ratio - 1.0).abs());
            // The smaller change is the end nearer to "no change".
            let (small, large) =
                if f.verdict == Verdict::More { (change.interval.low, high) } else { (high, change.interval.low) };
            said.push(' ');
            said.push_str(&self.w.with(
                key,
                &[("change", pct(change.ratio).into()), ("low", pct(small).into()), ("high", pct(large).into())],
            ));
        }
        said
    }

    pub(super) fn range_words(&self, f: &Finding, key: &str, more: &[(&str, text::Arg)]) -> String {
        match (f.expected, f.verdict) {
            (Some(e), _) => {
                let whole = |x: f64| integer(self.lang(), x.round() as i64);
                let mut args = vec![
                    ("count", self.count(f.count).into()),
                    ("low", whole(e.low).into()),
                    ("high", whole(e.high.unwrap_or(e.low)).into()),
                ];
                args.extend(more.iter().map(|(k, v)| (*k, v.clone())));
                capital(&self.w.with(key, &args))
            }
            (None, Verdict::CannotTell(why)) => format!("{}.", self.why(why)),
            (None, _) => String::new(),
        }
    }

    pub(super) fn area_words(&self, f: &Finding, name: &str) -> String {
        let said = self.range_words(f, "picture-area-text", &[("area", name.into())]);
        match f.verdict {
            Verdict::More | Verdict::Fewer => format!("{said} {}", self.w.say("picture-area-unsure")),
            Verdict::MayBeChance | Verdict::CannotTell(_) => said,
        }
    }

    pub(super) fn spot_name(&self, spot: &HotSpot) -> String {
        self.place_name(spot.name.as_ref(), spot.area.as_ref(), &spot.place)
    }

    pub(super) fn place_name(&self, name: Option<&String>, area: Option<&(String, String)>, place: &Point) -> String {
        match (name, area) {
            (Some(name), _) => name.clone(),
            (None, Some((_, area))) => self.w.with("picture-place-in", &[("area", area.into())]),
            (None, None) => {
                let at = |x: f64| decimal(self.lang(), x, 3);
                self.w.with("picture-place-at", &[("lat", at(place.lat()).into()), ("lon", at(place.lon()).into())])
            }
        }
    }

    pub(super) fn spot_words(&self, f: &Finding, spot: &HotSpot) -> (String, String) {
        let place = ("place", self.spot_name(spot).into());
        let count = ("count", self.count(f.count).into());
        if f.verdict != Verdict::More {
            let tests = ("tests", spot.tested.tests.into());
            let text = self.w.with("picture-spot-maybe-text", &[count, tests]);
            return (self.w.with("picture-spot-maybe-title", &[place]), capital(&text));
        }
        let average = decimal(self.lang(), spot.average, if spot.average < 10.0 { 1 } else { 0 });
        let args = [count, ("of", self.count(f.of).into()), ("average", average.into())];
        let mut text = capital(&self.w.with("picture-spot-text", &args));
        if let Some((category, share)) = &spot.mostly {
            let key = if *share >= 1.0 { "picture-spot-all" } else { "picture-spot-mostly" };
            text = format!("{text} {}", self.w.with(key, &[("category", lower(category).into())]));
        }
        (self.w.with("picture-spot-title", &[place]), text)
    }

    pub(super) fn part(&self, part: WeekPart) -> String {
        self.w.say(match part {
            WeekPart::WeekendEvening => "picture-part-weekend-evening",
            WeekPart::WeekendNight => "picture-part-weekend-night",
            WeekPart::WeekdayEvening => "picture-part-weekday-evening",
            WeekPart::WeekdayNight => "picture-part-weekday-night",
            WeekPart::WeekdayDay => "picture-part-weekday-day",
            WeekPart::WeekendDay => "picture-part-weekend-day",
        })
    }

    pub(super) fn hours_words(&self, f: &Finding, part: WeekPart) -> (String, String) {
        let share = self.c.rhythm.iter().flat_map(|r| &r.parts).find(|p| p.part == part);
        let args = |share: f64, hours: f64| {
            [
                ("part", self.part(part).into()),
                ("share", percent(self.lang(), share).into()),
                ("hours", percent(self.lang(), hours).into()),
            ]
        };
        let title = match f.verdict {
            Verdict::More => self.w.with("picture-hours-title", &[("part", self.part(part).into())]),
            _ => self.w.say("picture-hours-maybe-title"),
        };
        (
            title,
            share.map_or(String::new(), |p| capital(&self.w.with("picture-hours-text", &args(p.share, p.of_hours)))),
        )
    }
}

fn anchor(id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    format!("f-{plain}")
}
