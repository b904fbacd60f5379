//! What does a picture say of when: hour and weekday, and month by month?

use super::*;

impl Say<'_> {
    pub(super) fn week(&self) -> Vec<Block> {
        let Some(rhythm) = &self.c.rhythm else { return vec![Block::text(self.w.say("picture-rhythm-none"))] };
        let least = self.c.method.smallest_shown;
        // The night is one column of six hours: colours stand for how many there are per hour.
        let ends = || rhythm.from_hours.iter().skip(1).copied().chain([24]);
        let hours: Vec<f64> = rhythm.from_hours.iter().zip(ends()).map(|(from, to)| f64::from(to - from)).collect();
        let per_hour = |(c, hours): (&Count, &f64)| c.shown().map(|n| n as f64 / hours.max(1.0));
        let all = rhythm.rows.iter().flat_map(|row| row.iter().zip(&hours)).filter_map(per_hour);
        let most = all.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let cell = |of: (&Count, &f64)| match (of.0.shown(), per_hour(of)) {
            (Some(n), Some(rate)) => {
                let shade = (rate * 4.0 / most).ceil().clamp(1.0, 4.0) as u8;
                Cell::Shade(shade, integer(self.lang(), n as i64))
            }
            _ => Cell::Shade(0, format!("<{least}")),
        };
        let columns = rhythm.from_hours.iter().zip(ends()).map(|(from, to)| Column::number(format!("{from}–{to}")));
        let monday = Date::constant(2024, 1, 1);
        let days = rhythm.rows.iter().zip(0i64..).map(|(counts, i)| {
            let day = monday.checked_add(jiff::Span::new().days(i)).unwrap_or(monday).weekday();
            let name = text::weekday(self.lang(), day);
            let short: String = name.chars().take(3).collect();
            std::iter::once(Cell::Head(name.into(), short)).chain(counts.iter().zip(&hours).map(cell)).collect()
        });
        let table = Table {
            caption: self.w.with(
                "picture-rhythm-caption",
                &[("timed", capital(&self.count(rhythm.timed)).into()), ("of", self.count(self.c.total).into())],
            ),
            caption_hidden: false,
            layout: Layout::Heat,
            columns: std::iter::once(Column::text("")).chain(columns).collect(),
            rows: days.collect(),
            note: Text::new()
                .seen(format!("{} ", self.w.say("picture-rhythm-colour")), Seen::Cells)
                .then(self.w.with("picture-rhythm-note", &[("least", least.into())])),
        };
        let said = self.c.findings.iter().find(|f| matches!(f.about, About::Hours(_))).map(|f| self.told(f).text);
        said.map(Block::text).into_iter().chain([table.into()]).collect()
    }

    pub(super) fn over_time(&self) -> Vec<Block> {
        let outside: Vec<&MonthCount> =
            self.c.months.iter().filter(|m| matches!(m.verdict, Verdict::More | Verdict::Fewer)).collect();
        let compared = self.c.months.iter().any(|m| m.expected.is_some());
        let names: Vec<String> = outside.iter().map(|m| text::month_year(self.lang(), m.month)).collect();
        let said = match (compared, names.is_empty()) {
            (false, _) => self.w.say("picture-months-only"),
            (true, true) => self.w.say("picture-months-inside"),
            (true, false) => {
                let first = self.w.with("picture-months-outside", &[("months", capital(&names.join(", ")).into())]);
                format!("{first} {}", self.w.say("picture-months-rest"))
            }
        };
        let points = self.c.months.iter().map(|m| LinePoint {
            label: short_month(self.lang(), m.month),
            under: m.month.year().to_string(),
            value: m.count.shown().map(|n| n as f64),
            expected: m.expected.zip(m.expected_middle).map(|(e, mid)| [e.low, mid, e.high.unwrap_or(mid)]),
            outside: matches!(m.verdict, Verdict::More | Verdict::Fewer),
            words: self.count(m.count),
        });
        let mut columns = vec![Column::text(self.w.say("picture-month")), Column::number(self.w.say("picture-count"))];
        if compared {
            columns.push(Column::number(self.w.say("picture-expected")));
            columns.push(Column::number(self.w.say("picture-range")));
            columns.push(Column::text(self.w.say("picture-verdict")));
        }
        let rows = self.c.months.iter().map(|m| {
            let month = format!("{} {}", short_month(self.lang(), m.month), m.month.year());
            let mut row =
                vec![month.into(), m.count.shown().map_or_else(|| "–".to_owned(), |_| self.count(m.count)).into()];
            if compared {
                row.push(
                    m.expected_middle.map_or_else(|| "–".to_owned(), |x| integer(self.lang(), x.round() as i64)).into(),
                );
                row.push(self.span(m.expected).into());
                row.push(self.tag(m.verdict, "picture-above", "picture-below").into());
            }
            row
        });
        let hides = self.c.months.iter().any(|m| m.count == Count::Hidden);
        let table = Table {
            caption: self.w.say("picture-months-caption"),
            caption_hidden: true,
            layout: Layout::Plain,
            columns,
            rows: rows.collect(),
            note: if hides {
                self.w.with("picture-hidden-note-months", &[("least", self.c.method.smallest_shown.into())]).into()
            } else {
                Text::new()
            },
        };
        let scene = Scene {
            title: self.w.with("picture-months-title", &[("period", self.months_of(self.c.period, "–").into())]),
            description: format!("{said} {}", self.w.say("picture-months-all")),
            drawing: Drawing::Line(Line {
                points: points.collect(),
                value_word: self.w.say("picture-points"),
                expected_word: self.w.say("picture-points-expected"),
            }),
            caption: if compared {
                Text::new().seen(self.w.say("picture-months-how"), Seen::Figure)
            } else {
                Text::new()
            },
            table: Some(table),
            placing: Placing::Folded,
        };
        vec![Block::text(said), Block::Figure(Box::new(scene))]
    }

    /// A place to which more has come lately.
    pub(super) fn lately_words(&self, i: usize) -> (String, String) {
        let Some(e) = self.c.lately.as_ref().and_then(|l| l.found.get(i)) else { return Default::default() };
        let place = self.place_name(e.name.as_ref(), e.area.as_ref(), &e.place);
        let digits = if e.expected < 10.0 { 1 } else { 0 };
        let args = [
            ("count", self.count(e.count).into()),
            ("since", text::date(self.lang(), e.since).into()),
            ("expected", decimal(self.lang(), e.expected, digits).into()),
        ];
        let title = self.w.with("picture-lately-title", &[("place", place.into())]);
        (capital(&title), capital(&self.w.with("picture-lately-text", &args)))
    }
}
