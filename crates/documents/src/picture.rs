//! How is a situational picture told: the most important first, then where, when, over time, what changed, and how we know?

mod changes;
mod method;
mod rows;
mod time;
mod told;

pub use rows::{findings_csv, public_findings_csv, squares_csv};

use domain::finding::{
    About, AreaCount, CannotTell, CategoryCount, Change, Content, Count, Finding, HotSpot, MonthCount, PopulationUse,
    Verdict,
};
use domain::geo::{Plane, Point};
use domain::when::Period;
use jiff::civil::Date;
use text::{Lang, Words, decimal, integer, percent, signed_percent};

use crate::figure::{Drawing, Key, KeyKind, Line, Map, MapArea, Placing, Point as LinePoint, Ring, Scene, Spot};
use crate::tree::{
    Block, Cell, Column, Document, Fact, Finding as Told, Furniture, Interval, Layout, Method, Note, NoteKind, Scale,
    Seen, Table, Text, Verdict as Tag, VerdictKind,
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
    /// Whether squares and last weeks are still to be tested against chance: then nothing is said of what they show.
    pub untested: bool,
    /// Who answers for it and when it was made.
    pub furniture: Furniture,
}

/// The picture as a document.
pub fn document(content: &Content, words: Words, frame: Frame) -> Document {
    let say = Say { c: content, w: words, untested: frame.untested };
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
    let mut document =
        Document::new(title, words.lang()).lead(say.lead(&frame.place)).with(Block::facts(facts)).section(
            words.say("picture-key"),
            match say.key() {
                told if told.is_empty() && frame.untested => vec![Block::text(words.say("picture-key-untested"))],
                told if told.is_empty() && !say.any_tested() => vec![Block::text(words.say("picture-key-untestable"))],
                told if told.is_empty() => vec![Block::text(words.say("picture-key-none"))],
                told => vec![Block::findings(told)],
            },
        );
    if let Some(blocks) = say.places() {
        document = document.section(words.say("picture-where"), blocks);
    }
    document = document.section(words.say("picture-when"), say.week());
    if content.months.len() > 1 {
        document = document.section(words.say("picture-time"), say.over_time());
    }
    if let Some(blocks) = say.year() {
        document = document.section(words.say("picture-year"), blocks);
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
    Say { c: content, w: words, untested: false }.told(finding)
}

/// What a reader needs to see first, in words.
pub fn key(content: &Content, words: Words) -> Vec<Told> {
    Say { c: content, w: words, untested: false }.key()
}

struct Say<'a> {
    c: &'a Content,
    w: Words,
    untested: bool,
}

impl Say<'_> {
    /// Whether anything could be asked of chance.
    fn any_tested(&self) -> bool {
        let c = self.c;
        c.findings.iter().any(|f| f.tested.is_some()) || c.grid.is_some() || c.lately.is_some()
    }

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
        if let Some(p) = &self.c.pointed {
            let share = |x: f64| percent(self.lang(), x).into();
            let args = [
                ("squares", share(p.squares as f64 / p.of as f64)),
                ("share", share(p.share)),
                ("pai", decimal(self.lang(), p.pai, 1).into()),
                ("pei", share(p.pei)),
            ];
            blocks.push(Block::quiet(self.w.with("picture-pointed", &args)));
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
        said.push(self.spots_words());
        said.push(self.w.say("picture-map-same"));
        said.join(" ")
    }

    /// How many gatherings there are, or that nobody has looked yet.
    fn spots_words(&self) -> String {
        if self.untested {
            return self.w.say("picture-map-untested");
        }
        let spots = self.c.hot_spots.iter().filter(|h| h.verdict == Verdict::More).count();
        self.w.with("picture-map-spots", &[("n", spots.into())])
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
            note: self.areas_note(hides, compared),
        }
    }

    /// Why some counts are hidden, and why one beyond its span may yet be chance.
    fn areas_note(&self, hides: bool, compared: bool) -> Text {
        let beyond = |a: &AreaCount| {
            let span = a.expected.zip(a.count.shown());
            let out = |(i, n): (domain::finding::Interval, u64)| {
                (n as f64) < i.low.round() || i.high.is_some_and(|h| n as f64 > h.round())
            };
            a.verdict == Verdict::MayBeChance && span.is_some_and(out)
        };
        let mut said = Vec::new();
        if hides {
            said.push(self.w.with("picture-hidden-note", &[("least", self.c.method.smallest_shown.into())]));
        }
        if compared && self.c.areas.iter().any(beyond) {
            said.push(self.w.say("picture-areas-many"));
        }
        said.join(" ").into()
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
        let none = vec![self.spots_words().into(), "–".into(), "–".into(), Cell::Empty];
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

#[cfg(test)]
mod tests;
