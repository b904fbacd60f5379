//! How are numbers over time drawn, with the band where they are expected?

use serde::{Deserialize, Serialize};

use super::pen::{Anchor, Pen};

/// Numbers over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The numbers in order.
    pub points: Vec<Point>,
    /// The word at the end of the line: "antal".
    pub value_word: String,
    /// The word at the end of the expected: "väntat".
    pub expected_word: String,
}

/// One number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The word under the axis: "nov". Some are left out where there is no room.
    pub label: String,
    /// The word under that, shown at the first and the last: "2020". May be empty.
    #[serde(default)]
    pub under: String,
    /// The number; nothing where it is not shown.
    pub value: Option<f64>,
    /// Where it is expected: lower end, middle, upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<[f64; 3]>,
    /// Whether it lies outside what is expected: drawn filled, with its number.
    #[serde(default)]
    pub outside: bool,
    /// The number written out, for the label of a point outside.
    #[serde(default)]
    pub words: String,
}

const LEFT: f64 = 8.25;
const RIGHT: f64 = 79.75;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 214.0;

impl Line {
    pub(crate) fn draw(&self, mut pen: Pen) -> String {
        pen.open_chart(264.0);
        let most = self
            .points
            .iter()
            .flat_map(|p| p.value.into_iter().chain(p.expected.map(|e| e[2])))
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max);
        let step = step(most);
        let lines = (most / step).ceil().max(1.0);
        let to = step * lines;
        let y = |v: f64| BOTTOM - (BOTTOM - TOP) * (v / to).clamp(0.0, 1.0);
        let last = self.points.len().saturating_sub(1);
        let x = |i: usize| {
            if last == 0 { (LEFT + RIGHT) / 2.0 } else { LEFT + (RIGHT - LEFT) * i as f64 / last as f64 }
        };
        for i in 0..=lines as usize {
            let v = step * i as f64;
            pen.line(if i == 0 { "axis" } else { "grid" }, 0.0, y(v), 83.0, y(v));
            pen.text("q", 0.0, 0.0, y(v) - 5.0, Anchor::Start, &grid_word(v));
        }
        self.shapes(&mut pen, &x, &y);
        let every = self.points.len().div_ceil(5).max(1);
        let mut label_free_from = f64::NEG_INFINITY;
        for (i, p) in self.points.iter().enumerate() {
            if let Some(v) = p.value {
                match p.expected {
                    _ if !p.outside => pen.circle("dot", x(i), y(v), if self.points.len() > 40 { 2.5 } else { 5.0 }),
                    Some([low, _, _]) if v < low => pen.circle("dot lo", x(i), y(v), 7.0),
                    _ => pen.circle("dot hi", x(i), y(v), 7.0),
                }
                if p.outside && x(i) >= label_free_from {
                    let below = p.expected.is_some_and(|e| v < e[0]);
                    let at = if below { y(v) + 24.0 } else { y(v) - 13.0 };
                    pen.text("b", x(i), 0.0, at, Anchor::Middle, &p.words);
                    label_free_from = x(i) + 1.3 * p.words.chars().count() as f64 + 1.5;
                }
            }
            let thinned = i % every == 0 && (i == 0 || last - i >= every.div_ceil(2));
            if thinned || i == last {
                pen.text("", x(i), 0.0, 238.0, Anchor::Middle, &p.label);
            }
            let first_of_run = i == 0 || (i == last && p.under != self.points[0].under);
            if first_of_run && !p.under.is_empty() {
                pen.text("q", x(i), 0.0, 258.0, Anchor::Middle, &p.under);
            }
        }
        self.end_words(&mut pen, &x, &y);
        pen.close()
    }

    fn shapes(&self, pen: &mut Pen, x: &impl Fn(usize) -> f64, y: &impl Fn(f64) -> f64) {
        let expected: Vec<(usize, [f64; 3])> =
            self.points.iter().enumerate().filter_map(|(i, p)| Some((i, p.expected?))).collect();
        let mut shapes = Vec::new();
        if expected.len() > 1 {
            let upper = expected.iter().map(|(i, e)| (x(*i), y(e[2])));
            let lower = expected.iter().rev().map(|(i, e)| (x(*i), y(e[0])));
            shapes.push(("polygon", "band", upper.chain(lower).collect()));
            shapes.push(("polyline", "mid", expected.iter().map(|(i, e)| (x(*i), y(e[1]))).collect()));
        }
        // A number that is not shown is a gap in the line, never a guess.
        let mut run: Vec<(f64, f64)> = Vec::new();
        for (i, p) in self.points.iter().enumerate() {
            match p.value {
                Some(v) => run.push((x(i), y(v))),
                None => shapes.push(("polyline", "obs", std::mem::take(&mut run))),
            }
        }
        shapes.push(("polyline", "obs", run));
        shapes.retain(|(_, _, points)| points.len() > 1);
        pen.shapes(264.0, &shapes);
    }

    fn end_words(&self, pen: &mut Pen, x: &impl Fn(usize) -> f64, y: &impl Fn(f64) -> f64) {
        let Some(last) = self.points.last() else { return };
        let at = x(self.points.len() - 1);
        let value = last.value.map(|v| y(v) + 5.0);
        let mut expected = last.expected.map(|e| y(e[1]) + 5.0);
        if let (Some(v), Some(e)) = (value, expected)
            && (v - e).abs() < 20.0
        {
            expected = Some(if e >= v { v + 20.0 } else { v - 20.0 });
        }
        if let Some(e) = expected {
            pen.text("q", at, 16.0, e, Anchor::Start, &self.expected_word);
        }
        if let Some(v) = value {
            pen.text("b", at, 16.0, v, Anchor::Start, &self.value_word);
        }
    }
}

/// A step of 1, 2, 2.5 or 5 times a power of ten, so that there are at most four lines.
fn step(most: f64) -> f64 {
    if most <= 4.0 {
        return 1.0;
    }
    let rough = most / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let times = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|t| t * power >= rough && (t * power).fract() == 0.0);
    times.unwrap_or(10.0) * power
}

fn grid_word(v: f64) -> String {
    if v >= 10_000.0 {
        let digits = format!("{v:.0}");
        let (head, tail) = digits.split_at(digits.len() - 3);
        return format!("{head}\u{a0}{tail}");
    }
    format!("{v:.0}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Drawing, Ink, Placing, Scene, svg};

    fn scene(points: Vec<Point>) -> Scene {
        let line = Line { points, value_word: "antal".into(), expected_word: "väntat".into() };
        Scene {
            title: "Per månad".into(),
            description: String::new(),
            drawing: Drawing::Line(line),
            caption: "".into(),
            table: None,
            placing: Placing::Folded,
        }
    }

    #[test]
    fn steps_are_round_and_few() {
        for (most, want) in
            [(0.0, 1.0), (3.0, 1.0), (9.0, 5.0), (74.0, 20.0), (80.0, 20.0), (81.0, 25.0), (1000.0, 250.0)]
        {
            assert_eq!(step(most), want, "{most}");
        }
    }

    #[test]
    fn a_point_outside_is_filled_and_says_its_number_and_a_hidden_one_is_a_gap() {
        let point = |value, outside| Point {
            label: "nov".into(),
            value,
            outside,
            words: "74".into(),
            expected: Some([31.0, 44.0, 57.0]),
            ..Point::default()
        };
        let svg = svg(
            &scene(vec![
                point(Some(44.0), false),
                point(Some(46.0), false),
                point(None, false),
                point(Some(74.0), true),
            ]),
            Ink::Screen,
            "l",
        );
        assert_eq!(svg.matches("class=\"dot hi\"").count(), 1);
        assert!(svg.contains(">74</text>"));
        assert_eq!(svg.matches("class=\"obs\"").count(), 1, "{svg}");
    }

    #[test]
    fn no_numbers_is_an_empty_chart_and_never_nan() {
        for points in [vec![], vec![Point::default()], vec![Point { value: Some(f64::NAN), ..Point::default() }]] {
            assert!(!svg(&scene(points), Ink::Paper { font: "Sans" }, "l").contains("NaN"));
        }
    }
}
