//! How is a situational picture told: the most important first, then where, when, over time, what changed, and how we know?

mod method;
mod rows;
mod time;

pub use rows::{findings_csv, squares_csv};

use domain::finding::{
    About, AreaCount, CannotTell, CategoryCount, Change, Content, Count, Finding, HotSpot, MonthCount, PopulationUse,
    Verdict, WeekPart,
};
use domain::geo::{Plane, Point};
use domain::when::Period;
use jiff::civil::Date;
use text::{Lang, Words, decimal, integer, percent, signed_percent};

use crate::figure::{Drawing, Key, KeyKind, Line, Map, MapArea, Placing, Point as LinePoint, Ring, Scene, Spot};
use crate::tree::{
    Block, Cell, Column, Document, Fact, Finding as Told, Furniture, Interval, Layout, Method, Note, NoteKind, Scale,
    Table, Text, Verdict as Tag, VerdictKind,
};

/// What a picture does not know of itself.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Its title; made of the period where it is empty.
    pub title: String,
    /// The municipality, as it is said in running text; may be empty.
    pub place: String,
    /// Who approved it, until when it holds, other formats.
    pub facts: Vec<Fact>,
    /// How a reader gets data and method; may be empty.
    pub repeat: Text,
    /// Who answers for it and when it was made.
    pub furniture: Furniture,
}

/// The picture as a document.
pub fn document(content: &Content, words: Words, frame: Frame) -> Document {
    let say = Say { c: content, w: words };
    let title = if frame.title.is_empty() {
        words.with("picture-title", &[("period", say.short_period(content.period).into())])
    } else {
        frame.title
    };
    let mut facts = vec![Fact::new(words.say("picture-period"), say.period(content.period))];
    facts.push(Fact::new(
        words.say("picture-compared-with"),
        content.baseline.map_or_else(|| words.say("picture-compared-with-nothing"), |b| say.period(b)),
    ));
    facts.extend(frame.facts);
    let mut document = Document::new(title, words.lang())
        .lead(say.lead(&frame.place))
        .with(Block::facts(facts))
        .section(words.say("picture-key"), say.key_findings());
    if let Some(blocks) = say.places() {
        document = document.section(words.say("picture-where"), blocks);
    }
    document = document.section(words.say("picture-when"), say.week());
    if content.months.len() > 1 {
        document = document.section(words.say("picture-time"), say.over_time());
    }
    if !content.categories.is_empty() {
        document = document.section(words.say("picture-changed"), say.changes());
    }
    if let Some(blocks) = say.rates() {
        document = document.section(words.say("picture-per-inhabitant"), blocks);
    }
    document.with(say.method(frame.repeat)).furniture(frame.furniture)
}

/// One finding in words, for a page of its own or a list.
pub fn finding(content: &Content, finding: &Finding, words: Words) -> Told {
    Say { c: content, w: words }.told(finding)
}

struct Say<'a> {
    c: &'a Content,
    w: Words,
}

impl Say<'_> {
    fn lang(&self) -> Lang {
        self.w.lang()
    }

    fn count(&self, c: Count) -> String {
        match c {
            Count::Exact(n) => integer(self.lang(), n as i64),
            Count::About(n) => self.w.with("picture-about", &[("n", n.into())]),
            Count::Hidden => self.w.with("picture-fewer-than", &[("least", self.c.method.smallest_shown.into())]),
        }
    }

    fn short_period(&self, p: Period) -> String {
        let whole_year = p.from().year() == p.to().year()
            && p.from().day_of_year() == 1
            && p.to().month() == 12
            && p.to().day() == 31;
        if whole_year { p.from().year().to_string() } else { self.months_of(p, "–") }
    }

    fn months_of(&self, p: Period, between: &str) -> String {
        let (from, to) = (text::month_year(self.lang(), p.from()), text::month_year(self.lang(), p.to()));
        if from == to { from } else { format!("{from}{between}{to}") }
    }

    fn period(&self, p: Period) -> String {
        text::date_range(self.lang(), p.from(), p.to())
    }

    /// "från november 2020 till oktober 2021", or with days where it is not made of whole months.
    fn in_period(&self) -> String {
        let p = self.c.period;
        let whole = p.from().day() == 1 && p.to() == p.to().last_of_month();
        let word = |d: Date| if whole { text::month_year(self.lang(), d) } else { text::date(self.lang(), d) };
        self.w.with("picture-from-to", &[("from", word(p.from()).into()), ("to", word(p.to()).into())])
    }

    fn lead(&self, place: &str) -> String {
        let period = ("period", self.in_period().into());
        if self.c.total == Count::Hidden {
            return self.w.with("picture-lead-few", &[period, ("least", self.c.method.smallest_shown.into())]);
        }
        let count = ("count", self.count(self.c.total).into());
        if place.is_empty() {
            self.w.with("picture-lead-anywhere", &[period, count])
        } else {
            self.w.with("picture-lead", &[period, count, ("place", place.into())])
        }
    }

    /// What a reader needs to see first: at most two of each kind that are sure, then what only looks so,
    /// then what cannot be told.
    fn key_findings(&self) -> Vec<Block> {
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
        if told.is_empty() { vec![Block::text(self.w.say("picture-key-none"))] } else { vec![Block::findings(told)] }
    }

    fn told(&self, f: &Finding) -> Told {
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

    fn by_verdict(&self, f: &Finding, noun: &str, args: &[(&str, text::Arg)]) -> String {
        let which = match f.verdict {
            Verdict::More => "more",
            Verdict::Fewer => "fewer",
            Verdict::MayBeChance => "maybe",
            Verdict::CannotTell(_) => "cannot",
        };
        capital(&self.w.with(&format!("picture-{noun}-{which}-title"), args))
    }

    fn why(&self, why: CannotTell) -> String {
        match why {
            CannotTell::NoBaseline => self.w.say("picture-no-baseline"),
            CannotTell::TooFew(least) => self.w.with("picture-too-few", &[("least", least.into())]),
            CannotTell::Hidden => self.w.say("picture-hidden"),
        }
    }

    fn change_words(&self, f: &Finding) -> String {
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
            _ => {
                return format!("{said} {}", self.w.say("picture-change-maybe"));
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

    fn range_words(&self, f: &Finding, key: &str, more: &[(&str, text::Arg)]) -> String {
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

    fn area_words(&self, f: &Finding, name: &str) -> String {
        let said = self.range_words(f, "picture-area-text", &[("area", name.into())]);
        match f.verdict {
            Verdict::More | Verdict::Fewer => format!("{said} {}", self.w.say("picture-area-unsure")),
            Verdict::MayBeChance => format!("{said} {}", self.w.say("picture-change-maybe")),
            Verdict::CannotTell(_) => said,
        }
    }

    fn spot_name(&self, spot: &HotSpot) -> String {
        self.place_name(spot.name.as_ref(), spot.area.as_ref(), &spot.place)
    }

    fn place_name(&self, name: Option<&String>, area: Option<&(String, String)>, place: &Point) -> String {
        match (name, area) {
            (Some(name), _) => name.clone(),
            (None, Some((_, area))) => self.w.with("picture-place-in", &[("area", area.into())]),
            (None, None) => {
                let at = |x: f64| decimal(self.lang(), x, 3);
                self.w.with("picture-place-at", &[("lat", at(place.lat()).into()), ("lon", at(place.lon()).into())])
            }
        }
    }

    fn spot_words(&self, f: &Finding, spot: &HotSpot) -> (String, String) {
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

    fn part(&self, part: WeekPart) -> String {
        self.w.say(match part {
            WeekPart::WeekendEvening => "picture-part-weekend-evening",
            WeekPart::WeekendNight => "picture-part-weekend-night",
            WeekPart::WeekdayEvening => "picture-part-weekday-evening",
            WeekPart::WeekdayNight => "picture-part-weekday-night",
            WeekPart::WeekdayDay => "picture-part-weekday-day",
            WeekPart::WeekendDay => "picture-part-weekend-day",
        })
    }

    fn hours_words(&self, f: &Finding, part: WeekPart) -> (String, String) {
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

    fn tag(&self, verdict: Verdict, more: &str, fewer: &str) -> Tag {
        let kind = verdict_kind(verdict);
        match verdict {
            Verdict::More => Tag::new(kind, self.w.say(more)),
            Verdict::Fewer => Tag::new(kind, self.w.say(fewer)),
            Verdict::MayBeChance => Tag::new(kind, self.w.say("picture-maybe")),
            Verdict::CannotTell(CannotTell::Hidden) => Tag::new(kind, self.w.say("picture-hidden")),
            Verdict::CannotTell(why) => Tag::new(kind, self.w.say("picture-cannot")).detail(self.why(why)),
        }
    }

    fn places(&self) -> Option<Vec<Block>> {
        let plane = Plane::named(self.c.method.plane?);
        let mut blocks = Vec::new();
        if self.c.areas.is_empty() {
            let grid = self.c.grid.as_ref()?;
            let side = ("side", (grid.cell_m.round() as i64).into());
            let least = ("least", self.c.method.smallest_shown.into());
            blocks.push(Block::text(self.w.with("picture-grid-note", &[side, least])));
        }
        blocks.push(Block::Figure(Box::new(self.map(&plane))));
        if !self.c.areas.is_empty() && !self.c.hot_spots.is_empty() {
            blocks.push(self.spots_table().into());
        }
        Some(blocks)
    }

    fn map(&self, plane: &Plane) -> Scene {
        let metres = |p: &Point| plane.to_plane(*p);
        let areas: Vec<MapArea> = self
            .c
            .areas
            .iter()
            .map(|a| MapArea {
                name: a.name.clone(),
                value: a.count.shown().map_or_else(|| self.w.say("picture-hidden-value"), |_| self.count(a.count)),
                verdict: self.area_kind(a),
                polygons: a
                    .shape
                    .polygons()
                    .iter()
                    .map(|g| {
                        std::iter::once(&g.outline).chain(&g.holes).map(|r| r.iter().map(metres).collect()).collect()
                    })
                    .collect(),
            })
            .collect();
        let side = self.c.grid.as_ref().map_or(0.0, |g| g.cell_m);
        let middle = |(c, r): (i64, i64)| ((c as f64 + 0.5) * side, (r as f64 + 0.5) * side);
        let hot: Vec<(i64, i64)> = self
            .c
            .hot_spots
            .iter()
            .filter(|h| h.verdict == Verdict::More)
            .flat_map(|h| h.squares.iter().copied())
            .collect();
        let mut spots = Vec::new();
        if areas.is_empty() {
            let quiet =
                self.c.grid.iter().flat_map(|g| &g.shown).map(|(c, r, _)| (*c, *r)).filter(|s| !hot.contains(s));
            spots.extend(quiet.map(|s| Spot { at: middle(s), side: Some(side), verdict: VerdictKind::Maybe }));
            spots.extend(hot.iter().map(|s| Spot { at: middle(*s), side: Some(side), verdict: VerdictKind::More }));
        }
        let rings: Vec<Ring> = self
            .c
            .hot_spots
            .iter()
            .take(6)
            .map(|h| Ring {
                at: metres(&h.place),
                radius: h.radius_m,
                certain: h.verdict == Verdict::More,
                name: if areas.is_empty() { String::new() } else { self.spot_name(h) },
                detail: match (h.verdict, areas.is_empty()) {
                    (_, true) => String::new(),
                    (Verdict::More, _) => self.count(h.count),
                    _ => lower(&self.w.say("picture-maybe")),
                },
            })
            .collect();
        let keys = self.keys(&areas, &rings, !spots.is_empty());
        let title = if areas.is_empty() {
            self.w.with("picture-map-title-grid", &[("side", (side.round() as i64).into())])
        } else {
            self.w.with("picture-map-title", &[("n", areas.len().into())])
        };
        let ends: Vec<(f64, f64)> = areas
            .iter()
            .flat_map(|a| a.polygons.iter().flatten().flatten().copied())
            .chain(spots.iter().map(|s| s.at))
            .collect();
        let wide = ends.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max)
            - ends.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
        let measure =
            [10_000.0, 5_000.0, 2_000.0, 1_000.0, 500.0, 200.0].into_iter().find(|m| *m * 3.0 < wide).unwrap_or(100.0);
        let measured =
            if measure >= 1000.0 { format!("{}\u{a0}km", measure / 1000.0) } else { format!("{measure}\u{a0}m") };
        Scene {
            title,
            description: self.map_words(&areas),
            drawing: Drawing::Map(Map {
                areas,
                spots,
                rings,
                lines: Vec::new(),
                keys,
                measure: Some((measure, measured)),
            }),
            caption: if self.c.areas.is_empty() { Text::new() } else { self.w.say("picture-schematic").into() },
            table: Some(if self.c.areas.is_empty() { self.spots_table() } else { self.areas_table() }),
            placing: Placing::Beside,
        }
    }

    fn keys(&self, areas: &[MapArea], rings: &[Ring], squares: bool) -> Vec<Key> {
        let has = |v: VerdictKind| areas.iter().any(|a| a.verdict == v);
        let maybe = if squares {
            self.w.with("picture-key-counted", &[("least", self.c.method.smallest_shown.into())])
        } else {
            self.w.say("picture-key-maybe")
        };
        [
            (
                has(VerdictKind::More) || (squares && rings.iter().any(|r| r.certain)),
                KeyKind::More,
                self.w.say("picture-key-more"),
            ),
            (has(VerdictKind::Fewer), KeyKind::Fewer, self.w.say("picture-key-fewer")),
            (has(VerdictKind::Maybe) || squares, KeyKind::Maybe, maybe),
            (has(VerdictKind::Hidden), KeyKind::Hidden, self.w.say("picture-key-hidden")),
            (rings.iter().any(|r| r.certain), KeyKind::Ring, self.w.say("picture-key-ring")),
            (rings.iter().any(|r| !r.certain), KeyKind::RingMaybe, self.w.say("picture-key-ring-maybe")),
        ]
        .into_iter()
        .filter(|(there, ..)| *there)
        .map(|(_, kind, words)| Key { kind, words })
        .collect()
    }

    fn map_words(&self, areas: &[MapArea]) -> String {
        let named = |v: VerdictKind| -> Vec<&str> {
            areas.iter().filter(|a| a.verdict == v).map(|a| a.name.as_str()).collect()
        };
        let mut said = Vec::new();
        for (kind, key) in [(VerdictKind::More, "picture-map-more"), (VerdictKind::Fewer, "picture-map-fewer")] {
            let names = named(kind);
            if !names.is_empty() {
                said.push(self.w.with(key, &[("names", names.join(", ").into())]));
            }
        }
        for (kind, key) in [(VerdictKind::Maybe, "picture-map-maybe"), (VerdictKind::Hidden, "picture-map-hidden")] {
            let n = named(kind).len();
            if n > 0 {
                said.push(self.w.with(key, &[("n", n.into())]));
            }
        }
        let spots = self.c.hot_spots.iter().filter(|h| h.verdict == Verdict::More).count();
        said.push(self.w.with("picture-map-spots", &[("n", spots.into())]));
        said.push(self.w.say("picture-map-same"));
        said.join(" ")
    }

    fn area_kind(&self, a: &AreaCount) -> VerdictKind {
        if a.count == Count::Hidden { VerdictKind::Hidden } else { verdict_kind(a.verdict) }
    }

    fn areas_table(&self) -> Table {
        let compared = self.c.baseline.is_some() && self.c.areas.iter().any(|a| a.tested.is_some());
        let mut rows: Vec<&AreaCount> = self.c.areas.iter().collect();
        // Not a ranking: what differs first, then the order of the area file, then what is not shown.
        rows.sort_by_key(|a| match self.area_kind(a) {
            VerdictKind::More | VerdictKind::Fewer => 0,
            VerdictKind::Maybe | VerdictKind::Cannot => 1,
            VerdictKind::Hidden => 2,
        });
        let shown = |c: Count| c.shown().map_or_else(|| "–".to_owned(), |_| self.count(c));
        let mut columns = vec![Column::text(self.w.say("picture-area")), Column::number(self.w.say("picture-count"))];
        if compared {
            columns.push(Column::number(self.w.say("picture-expected")));
            columns.push(Column::text(self.w.say("picture-verdict")));
        }
        let hides = rows.iter().any(|a| a.count == Count::Hidden);
        Table {
            caption: self.w.say(if compared { "picture-areas-caption" } else { "picture-areas-caption-plain" }),
            caption_hidden: false,
            layout: Layout::Areas,
            columns,
            rows: rows
                .into_iter()
                .map(|a| {
                    let mut row = vec![a.name.as_str().into(), shown(a.count).into()];
                    if compared {
                        row.push(self.span(a.expected).into());
                        let hidden = Verdict::CannotTell(CannotTell::Hidden);
                        let verdict = if a.count == Count::Hidden { hidden } else { a.verdict };
                        row.push(self.tag(verdict, "picture-more", "picture-fewer").into());
                    }
                    row
                })
                .collect(),
            note: if hides {
                self.w.with("picture-hidden-note", &[("least", self.c.method.smallest_shown.into())]).into()
            } else {
                Text::new()
            },
        }
    }

    fn span(&self, interval: Option<domain::finding::Interval>) -> String {
        let whole = |x: f64| integer(self.lang(), x.round() as i64);
        match interval {
            Some(i) => format!("{}–{}", whole(i.low), i.high.map_or(String::new(), whole)),
            None => "–".into(),
        }
    }

    fn spots_table(&self) -> Table {
        let columns = vec![
            Column::text(self.w.say("picture-place")),
            Column::number(self.w.say("picture-count")),
            Column::number(self.w.say("picture-average")),
            Column::text(self.w.say("picture-verdict")),
        ];
        let row = |h: &HotSpot| {
            vec![
                self.spot_name(h).into(),
                self.count(h.count).into(),
                decimal(self.lang(), h.average, if h.average < 10.0 { 1 } else { 0 }).into(),
                self.tag(h.verdict, "picture-surely", "picture-surely").into(),
            ]
        };
        let none =
            vec![self.w.with("picture-map-spots", &[("n", 0.into())]).into(), "–".into(), "–".into(), Cell::Empty];
        let rows: Vec<Vec<Cell>> = self.c.hot_spots.iter().map(row).collect();
        Table {
            caption: self.w.say("picture-spots-caption"),
            caption_hidden: false,
            layout: Layout::Areas,
            columns,
            rows: if rows.is_empty() { vec![none] } else { rows },
            note: Text::new(),
        }
    }

    fn changes(&self) -> Vec<Block> {
        let Some(baseline) = self.c.baseline else {
            let rows = self.c.categories.iter().map(|c| {
                let n = c.count.shown().map_or_else(|| "–".to_owned(), |_| self.count(c.count));
                vec![c.name.as_str().into(), n.into()]
            });
            let table = Table {
                caption: self.w.say("picture-kinds-caption"),
                caption_hidden: false,
                layout: Layout::Plain,
                columns: vec![Column::text(self.w.say("picture-kind")), Column::number(self.w.say("picture-count"))],
                rows: rows.collect(),
                note: Text::new(),
            };
            return vec![Block::text(self.w.say("picture-compared-with-nothing")), table.into()];
        };
        let pct = |ratio: f64| (ratio - 1.0) * 100.0;
        let ends = self.c.categories.iter().filter_map(|c| c.change);
        let low = ends.clone().map(|c| pct(c.interval.low)).fold(-30.0, f64::min).max(-100.0);
        let high = ends.filter_map(|c| c.interval.high).map(pct).fold(50.0, f64::max).min(200.0);
        let scale = Scale {
            from: (low / 10.0).floor() * 10.0,
            zero: 0.0,
            to: (high / 10.0).ceil() * 10.0,
            words: ["picture-scale-fewer", "picture-scale-same", "picture-scale-more"].map(|k| self.w.say(k)),
        };
        // An interval that misses the middle line while the verdict says chance needs a word of why.
        let clear_but_chance = self.c.categories.iter().any(|c| {
            let misses = c.change.is_some_and(|x| x.interval.low > 1.0 || x.interval.high.is_some_and(|h| h < 1.0));
            misses && c.verdict == Verdict::MayBeChance
        });
        let table = Table {
            caption: self.w.say("picture-changed-caption"),
            caption_hidden: true,
            layout: Layout::Whisker(scale),
            columns: ["picture-kind", "picture-change", "picture-verdict"]
                .map(|k| Column::text(self.w.say(k)))
                .to_vec(),
            rows: self.c.categories.iter().map(|c| self.change_row(c)).collect(),
            note: if clear_but_chance { self.w.say("picture-changed-many").into() } else { Text::new() },
        };
        vec![
            Block::text(self.w.with("picture-changed-how", &[("baseline", self.months_of(baseline, "–").into())])),
            table.into(),
        ]
    }

    fn change_row(&self, c: &CategoryCount) -> Vec<Cell> {
        let mut tag = self.tag(c.verdict, "picture-increases", "picture-decreases");
        let pct = |ratio: f64| (ratio - 1.0) * 100.0;
        let cell = match c.change {
            Some(change) => {
                tag = tag.detail(self.change_detail(change));
                let high = change.interval.high.map_or(f64::MAX, pct);
                Cell::Interval(Interval {
                    low: pct(change.interval.low),
                    mid: pct(change.ratio),
                    high,
                    words: String::new(),
                })
            }
            None => Cell::Empty,
        };
        vec![c.name.as_str().into(), cell, tag.into()]
    }

    fn change_detail(&self, change: Change) -> String {
        let l = self.lang();
        let signed = |ratio: f64| signed_percent(l, ratio - 1.0);
        match change.interval.high {
            Some(high) => self.w.with(
                "picture-change-detail",
                &[
                    ("change", signed(change.ratio).into()),
                    ("low", signed(change.interval.low).into()),
                    ("high", signed(high).into()),
                ],
            ),
            None => self.w.with("picture-change-detail-open", &[("low", signed(change.interval.low).into())]),
        }
    }

    fn rates(&self) -> Option<Vec<Block>> {
        match &self.c.population {
            PopulationUse::NotGiven => None,
            PopulationUse::NoCodeMatches { rows, areas, area_example, row_example } => {
                let text = self.w.with(
                    "picture-rates-no-match",
                    &[
                        ("rows", (*rows).into()),
                        ("areas", (*areas).into()),
                        ("row", row_example.into()),
                        ("area", area_example.into()),
                    ],
                );
                let title = self.w.say("picture-rates-no-match-title");
                Some(vec![Note { kind: NoteKind::Cannot, title, text: text.into() }.into()])
            }
            PopulationUse::Used { matched, areas, unused_rows } => {
                let columns = vec![
                    Column::text(self.w.say("picture-area")),
                    Column::number(self.w.say("picture-inhabitants")),
                    Column::number(self.w.say("picture-rate")),
                    Column::number(self.w.say("picture-uncertainty")),
                ];
                let one = |x: f64| decimal(self.lang(), x, 1);
                let rows = self.c.areas.iter().filter_map(|a| a.rate.map(|r| (a, r))).map(|(a, r)| {
                    let span = format!("{}–{}", one(r.interval.low), r.interval.high.map_or(String::new(), one));
                    vec![
                        a.name.as_str().into(),
                        integer(self.lang(), r.population as i64).into(),
                        one(r.per_1000).into(),
                        span.into(),
                    ]
                });
                let table = Table {
                    caption: self.w.say("picture-rates-caption"),
                    caption_hidden: false,
                    layout: Layout::Plain,
                    columns,
                    rows: rows.collect(),
                    note: self.w.say("picture-rates-note").into(),
                };
                let mut said =
                    self.w.with("picture-rates-partly", &[("matched", (*matched).into()), ("areas", (*areas).into())]);
                if *unused_rows > 0 {
                    said = format!("{said} {}", self.w.with("picture-rates-unused", &[("n", (*unused_rows).into())]));
                }
                Some(vec![Block::text(said), table.into()])
            }
        }
    }
}

fn verdict_kind(verdict: Verdict) -> VerdictKind {
    match verdict {
        Verdict::More => VerdictKind::More,
        Verdict::Fewer => VerdictKind::Fewer,
        Verdict::MayBeChance => VerdictKind::Maybe,
        Verdict::CannotTell(CannotTell::Hidden) => VerdictKind::Hidden,
        Verdict::CannotTell(_) => VerdictKind::Cannot,
    }
}

fn anchor(id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    format!("f-{plain}")
}

fn short_month(lang: Lang, d: Date) -> String {
    let name = text::month(lang, d.month());
    // Swedish writes mars, maj, juni and juli in full.
    let whole = lang != Lang::En && matches!(d.month(), 3 | 5 | 6 | 7);
    if whole { name.to_owned() } else { name.chars().take(3).collect() }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The first letter small, unless the word is written in capitals ("ABC-fall").
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
