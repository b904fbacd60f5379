//! How is one number drawn against the range where it is expected?

use serde::{Deserialize, Serialize};

use super::pen::{Anchor, Pen};

/// One number, the range where it is expected, and a scale from zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The number.
    pub value: f64,
    /// The lower end of what is expected.
    pub low: f64,
    /// The middle of what is expected.
    pub mid: f64,
    /// The upper end of what is expected.
    pub high: f64,
    /// The right end of the scale; charts that stand side by side share one.
    pub to: f64,
    /// Whether the number lies outside what is expected, also when many are looked at.
    pub outside: bool,
    /// The words at the number: "11 förra veckan".
    pub value_words: String,
    /// The words at the range: "väntat 0–7".
    pub range_words: String,
}

impl Range {
    pub(crate) fn draw(&self, mut pen: Pen) -> String {
        let to = [self.to, self.high, self.value, 1.0].into_iter().fold(0.0, f64::max);
        let x = |v: f64| 2.0 + 92.0 * (v / to).clamp(0.0, 1.0);
        pen.open_chart(66.0);
        pen.rect("band", x(self.low), x(self.high) - x(self.low), 20.0, 20.0);
        pen.line("mid", x(self.mid), 18.0, x(self.mid), 42.0);
        pen.line("axis", 2.0, 46.0, 94.0, 46.0);
        pen.text("q", 2.0, 0.0, 63.0, Anchor::Start, "0");
        // Start after the zero, so that the two never stand on each other.
        let at = x((self.low + self.high) / 2.0);
        if at > 25.0 {
            pen.text("q", at, 0.0, 63.0, Anchor::Middle, &self.range_words);
        } else {
            pen.text("q", 2.0, 22.0, 63.0, Anchor::Start, &self.range_words);
        }
        pen.circle(if self.outside { "dot hi" } else { "dot" }, x(self.value), 30.0, 8.0);
        let anchor = match x(self.value) {
            v if v < 20.0 => Anchor::Start,
            v if v > 75.0 => Anchor::End,
            _ => Anchor::Middle,
        };
        pen.text("b", x(self.value), 0.0, 14.0, anchor, &self.value_words);
        pen.close()
    }
}
