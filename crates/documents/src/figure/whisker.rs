//! How is a change drawn with its uncertainty, on the scale of its table?

use std::fmt::Write;

use super::pen::{Anchor, Ink, Pen};
use crate::tree::{Interval, Scale, VerdictKind};

/// The words over the column: "no difference" stands over its line, the others at the ends where there is room.
pub(crate) fn whisker_scale(scale: &Scale, ink: Ink, id: &str) -> String {
    let mut pen = Pen::silent(ink, id);
    let span = if scale.to > scale.from { scale.to - scale.from } else { 1.0 };
    let zero = ((scale.zero - scale.from) / span * 100.0).clamp(0.0, 100.0);
    pen.set_width(260.0);
    pen.open_chart(22.0);
    let anchor = match zero {
        z if z < 22.0 => Anchor::Start,
        z if z > 78.0 => Anchor::End,
        _ => Anchor::Middle,
    };
    if zero > 42.0 {
        pen.text("", 0.0, 0.0, 16.0, Anchor::Start, &scale.words[0]);
    }
    pen.text("", zero, 0.0, 16.0, anchor, &scale.words[1]);
    if zero < 58.0 {
        pen.text("", 100.0, 0.0, 16.0, Anchor::End, &scale.words[2]);
    }
    pen.close()
}

/// The figure in a cell. An interval that crosses "no difference" is hollow and grey.
pub(crate) fn whisker(interval: &Interval, scale: &Scale, verdict: VerdictKind, ink: Ink, id: &str) -> String {
    let mut pen = Pen::silent(ink, id);
    let span = if scale.to > scale.from { scale.to - scale.from } else { 1.0 };
    let x = |v: f64| ((v - scale.from) / span * 100.0).clamp(0.0, 100.0);
    let tone = match verdict {
        VerdictKind::More => "up",
        VerdictKind::Fewer => "down",
        _ => "maybe",
    };
    pen.set_width(260.0);
    pen.open_chart(32.0);
    pen.line("zero", x(scale.zero), 1.0, x(scale.zero), 31.0);
    let paper = pen.on_paper();
    if !paper {
        pen.out.push_str(&format!("<g class=\"{tone}\">"));
    }
    let class = |what: &str| if paper { format!("{what} {tone}") } else { what.to_owned() };
    pen.line(&class("w"), x(interval.low), 16.0, x(interval.high), 16.0);
    // A decrease is a square, so that its shape says it too.
    let at = pen.x(x(interval.mid));
    let _ = match (tone, paper) {
        ("down", false) => write!(
            pen.out,
            "<svg x=\"{at}\" y=\"16\" overflow=\"visible\"><rect x=\"-7\" y=\"-7\" width=\"14\" height=\"14\"/></svg>"
        ),
        ("down", true) => write!(
            pen.out,
            "<rect {} x=\"-7\" y=\"9\" width=\"14\" height=\"14\" transform=\"translate({at} 0)\"/>",
            pen.class("c down").trim()
        ),
        _ => {
            pen.circle(&class("c"), x(interval.mid), 16.0, 7.0);
            Ok(())
        }
    };
    if !paper {
        pen.out.push_str("</g>");
    }
    pen.close()
}
