//! How is it drawn how much is done of what was promised?

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::pen::{Anchor, Pen};

/// One segment for each counted thing up to forty, then a plain bar. Solid is done, hatched is missing
/// against what is expected today, hollow is left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// How many are done (and confirmed by both).
    pub done: u32,
    /// How many were promised.
    pub of: u32,
    /// How many are expected today; nothing before the period and when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// How many are missing against that (they are hatched).
    #[serde(default)]
    pub short: u32,
    /// The words at the tick: "väntat i dag: 7,1".
    #[serde(default)]
    pub words: String,
}

const SEGMENTS: u32 = 40;

impl Progress {
    pub(crate) fn draw(&self, mut pen: Pen) -> String {
        let of = self.of.max(1);
        let done = self.done.min(of);
        let short = self.short.min(of - done);
        let tick = self.expected.map(|e| (e / f64::from(of) * 100.0).clamp(0.0, 100.0));
        let top = if tick.is_some() { 32.0 } else { 2.0 };
        pen.set_width(480.0);
        pen.open_chart(top + 34.0 - if tick.is_some() { 0.0 } else { 2.0 });
        if short > 0 {
            let (id, class) = (pen.id.clone(), pen.class("hatch-l"));
            let _ = write!(
                pen.out,
                "<defs><pattern id=\"{id}-h\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line{class} x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\"/></pattern></defs>"
            );
        }
        if of <= SEGMENTS {
            let each = 100.0 / f64::from(of);
            let gap = f64::min(0.35, 5.4 / f64::from(of));
            for i in 0..of {
                let from = if i == 0 { 0.0 } else { f64::from(i) * each + gap };
                let to = if i + 1 == of { 100.0 } else { f64::from(i + 1) * each - gap };
                segment(&mut pen, kind(i, done, short), from, to - from, top);
            }
        } else {
            let at = |n: u32| f64::from(n) / f64::from(of) * 100.0;
            segment(&mut pen, Part::Left, 0.0, 100.0, top);
            segment(&mut pen, Part::Done, 0.0, at(done), top);
            if short > 0 {
                segment(&mut pen, Part::Short, at(done), at(short), top);
            }
        }
        if let Some(x) = tick {
            let at = x.clamp(0.3, 99.7);
            pen.line("tick", at, 22.0, at, 66.0);
            let (anchor, dx) = if x > 34.0 { (Anchor::End, 6.0) } else { (Anchor::Start, -2.0) };
            pen.text(if pen.on_paper() { "tickword" } else { "" }, at, dx, 15.0, anchor, &self.words);
        }
        pen.close()
    }
}

#[derive(Clone, Copy)]
enum Part {
    Done,
    Short,
    Left,
}

fn kind(i: u32, done: u32, short: u32) -> Part {
    if i < done {
        Part::Done
    } else if i < done + short {
        Part::Short
    } else {
        Part::Left
    }
}

fn segment(pen: &mut Pen, part: Part, x: f64, width: f64, top: f64) {
    match part {
        Part::Done => pen.rect("done", x, width, top, 30.0),
        Part::Left => pen.rect("left", x, width, top + 0.75, 28.5),
        Part::Short => {
            pen.rect("short", x, width, top, 30.0);
            pen.rect_pattern("h", x, width, top, 30.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Ink, progress_svg};

    fn drawn(done: u32, of: u32, short: u32) -> String {
        let progress = Progress { done, of, short, expected: Some(7.1), words: "väntat i dag: 7,1".into() };
        progress_svg(&progress, Ink::Screen, "p")
    }

    #[test]
    fn each_counted_thing_has_its_segment() {
        let svg = drawn(13, 24, 4);
        assert_eq!(svg.matches("class=\"done\"").count(), 13);
        assert_eq!(svg.matches("class=\"short\"").count(), 4);
        assert_eq!(svg.matches("class=\"left\"").count(), 7);
        assert!(svg.contains("väntat i dag: 7,1"));
    }

    #[test]
    fn more_than_forty_is_a_plain_bar_and_nothing_promised_does_not_divide_by_zero() {
        assert_eq!(drawn(60, 100, 4).matches("<rect").count(), 4);
        assert!(!drawn(0, 0, 0).contains("NaN"));
        assert_eq!(drawn(12, 10, 0).matches("class=\"done\"").count(), 10);
    }
}
