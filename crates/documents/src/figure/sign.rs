//! Which silhouette has each state and each verdict?
//!
//! They are drawn in the colour of the text (`currentColor`); what is cut out takes the ground's colour
//! through the class `cut`. On paper the writers replace both.

use crate::tree::{StateKind, VerdictKind};

const OPEN: &str = "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">";
const QUESTION: &str = "<circle cx=\"12\" cy=\"12\" r=\"9.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\" stroke-dasharray=\"3.6 2.4\"/><path d=\"M9.2 9.6c0-3.7 5.7-3.6 5.7 0 0 2.3-2.8 2.3-2.8 4.7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.3\"/><circle cx=\"12\" cy=\"17.6\" r=\"1.5\" fill=\"currentColor\"/>";

/// The mark of the product.
pub(crate) const MARK: &str = "<svg viewBox=\"4 0 36 44\" aria-hidden=\"true\" focusable=\"false\"><path class=\"mark-a\" d=\"M21 2v28a14 14 0 0 1 0-28z\"/><path class=\"mark-b\" d=\"M23 14v28a14 14 0 0 0 0-28z\"/></svg>";

pub(crate) fn state_sign(kind: StateKind) -> String {
    let inner = match kind {
        StateKind::Kept => {
            "<circle cx=\"12\" cy=\"12\" r=\"10\" fill=\"currentColor\"/><path class=\"cut\" fill-opacity=\"0\" d=\"M6.8 12.4l3.5 3.5 7-7.4\" stroke-width=\"2.6\"/>"
        }
        StateKind::OnTrack => "<path d=\"M3 4h10.5L22 12l-8.5 8H3l4-8z\" fill=\"currentColor\"/>",
        StateKind::Ahead => {
            "<path d=\"M1.5 4H8l6.5 8L8 20H1.5l4.2-8z\" fill=\"currentColor\"/><path d=\"M11.5 4H16l6.5 8-6.5 8h-4.5l6-8z\" fill=\"currentColor\"/>"
        }
        StateKind::Behind => {
            "<path d=\"M12 2.2 23 21H1z\" fill=\"currentColor\"/><path class=\"cut\" d=\"M12 9v6\" stroke-width=\"2.6\"/><circle class=\"cut\" cx=\"12\" cy=\"18.1\" r=\".9\"/>"
        }
        StateKind::Broken => {
            "<rect x=\"2.5\" y=\"2.5\" width=\"19\" height=\"19\" fill=\"currentColor\"/><path class=\"cut\" d=\"M8 8l8 8M16 8l-8 8\" stroke-width=\"2.8\"/>"
        }
        StateKind::Cannot => QUESTION,
        StateKind::NotStarted => {
            "<circle cx=\"12\" cy=\"12\" r=\"9.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"/><path d=\"M12 6.5V12l3.6 2.4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"/>"
        }
    };
    format!("{OPEN}{inner}</svg>")
}

pub(crate) fn verdict_sign(kind: VerdictKind) -> String {
    let inner = match kind {
        VerdictKind::More => "<path d=\"M12 2 22 14h-6v8H8v-8H2z\" fill=\"currentColor\"/>",
        VerdictKind::Fewer => "<path d=\"M12 22 2 10h6V2h8v8h6z\" fill=\"currentColor\"/>",
        VerdictKind::Maybe => {
            "<circle cx=\"12\" cy=\"12\" r=\"8.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-dasharray=\"4 3\"/>"
        }
        VerdictKind::Cannot => QUESTION,
        VerdictKind::Hidden => "<path d=\"M4 4l16 16M20 4L4 20\" stroke=\"currentColor\" stroke-width=\"2\"/>",
    };
    format!("{OPEN}{inner}</svg>")
}
