//! What does a picture say of what has changed since before, and of when in the year there is more?

use domain::finding::YearMonth;

use super::*;

impl Say<'_> {
    pub(super) fn changes(&self) -> Vec<Block> {
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
        let scale = self.scale(self.c.categories.iter().filter_map(|c| c.change));
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
            note: if clear_but_chance {
                Text::new()
                    .seen(format!("{} ", self.w.say("picture-changed-bar")), Seen::Cells)
                    .then(self.w.say("picture-changed-many"))
            } else {
                Text::new()
            },
        };
        vec![
            Block::text(
                Text::new()
                    .then(self.w.with("picture-changed-how", &[("baseline", self.months_of(baseline, "–").into())]))
                    .seen(format!(" {}", self.w.say("picture-changed-bars")), Seen::Cells),
            ),
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

    pub(super) fn change_detail(&self, change: Change) -> String {
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

    /// When in the year more is told: nothing where too few years are known.
    pub(super) fn year(&self) -> Option<Vec<Block>> {
        let wheel = self.c.year.as_ref()?;
        let name = |month: u8| text::month(self.lang(), month as i8).to_owned();
        let of = |verdict: Verdict| -> Vec<String> {
            wheel.months.iter().filter(|m| m.verdict == verdict).map(|m| name(m.month)).collect()
        };
        let mut said = vec![self.w.with("picture-year-lead", &[("years", wheel.years.into())])];
        let list =
            |key: &str, months: &[String]| self.w.with(key, &[("months", text::and_list(self.lang(), months).into())]);
        let (more, fewer) = (of(Verdict::More), of(Verdict::Fewer));
        if !more.is_empty() {
            said.push(list("picture-year-more", &more));
        }
        if !fewer.is_empty() {
            said.push(list("picture-year-fewer", &fewer));
        }
        if more.is_empty() && fewer.is_empty() {
            // With few years the whole can be clear before any month is.
            let uneven = wheel.p <= self.c.method.false_discovery_rate;
            said.push(self.w.say(if uneven { "picture-year-uneven" } else { "picture-year-even" }));
        }
        let pct = |ratio: f64| (ratio - 1.0) * 100.0;
        let row = |m: &YearMonth| {
            let high = m.change.interval.high.map_or(f64::MAX, pct);
            let interval =
                Interval { low: pct(m.change.interval.low), mid: pct(m.change.ratio), high, words: String::new() };
            let tag =
                self.tag(m.verdict, "picture-year-above", "picture-year-below").detail(self.change_detail(m.change));
            vec![capital(&name(m.month)).into(), Cell::Interval(interval), tag.into()]
        };
        let table = Table {
            caption: self.w.say("picture-year-caption"),
            caption_hidden: true,
            layout: Layout::Whisker(self.scale(wheel.months.iter().map(|m| m.change))),
            columns: ["picture-month", "picture-year-change", "picture-verdict"]
                .map(|k| Column::text(self.w.say(k)))
                .to_vec(),
            rows: wheel.months.iter().map(row).collect(),
            note: self.w.with("picture-year-how", &[("n", wheel.replicates.into())]).into(),
        };
        let text = Text::from(said.join(" ")).seen(format!(" {}", self.w.say("picture-changed-bars")), Seen::Cells);
        Some(vec![Block::text(text), table.into()])
    }

    /// From the lowest to the highest end of the intervals, within reason.
    fn scale(&self, changes: impl Iterator<Item = Change> + Clone) -> Scale {
        let pct = |ratio: f64| (ratio - 1.0) * 100.0;
        let low = changes.clone().map(|c| pct(c.interval.low)).fold(-30.0, f64::min).max(-100.0);
        let high = changes.filter_map(|c| c.interval.high).map(pct).fold(50.0, f64::max).min(200.0);
        Scale {
            from: (low / 10.0).floor() * 10.0,
            zero: 0.0,
            to: (high / 10.0).ceil() * 10.0,
            words: ["picture-scale-fewer", "picture-scale-same", "picture-scale-more"].map(|k| self.w.say(k)),
        }
    }
}
