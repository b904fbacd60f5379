//! How is a map or chart drawn: one scene with its words and its table, two inks?
//!
//! A [`Scene`] says what is drawn; [`svg`] draws it for the screen (classes whose colours come from
//! the style sheet, light and dark) or for paper (fixed colours, for PDF and EPUB). The words and the
//! table beside it are the truth; the drawing is their picture.

mod line;
mod map;
mod pen;
mod place;
mod progress;
mod range;
mod sign;
mod whisker;

use serde::{Deserialize, Serialize};

pub use line::{Line, Point};
pub use map::{Key, KeyKind, Map, MapArea, MapLine, MapLineKind, Ring, Spot};
pub use pen::Ink;
pub use progress::Progress;
pub use range::Range;
pub(crate) use sign::{MARK, state_sign, verdict_sign};
pub(crate) use whisker::{whisker, whisker_scale};

use crate::tree::{Table, Text};
use pen::Pen;

/// A map or chart with its words and its table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// What it shows: "Schematisk karta över elva områden".
    pub title: String,
    /// What there is to see in it, in words, with the numbers that matter: the text alternative.
    pub description: String,
    /// What is drawn.
    pub drawing: Drawing,
    /// How to read it, shown under it. May be empty.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub caption: Text,
    /// All its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// Where the table stands.
    #[serde(default)]
    pub placing: Placing,
}

/// Where the table of a figure stands on a screen. On paper it stands after the figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placing {
    /// Folded, under the figure.
    #[default]
    Folded,
    /// Beside the figure, as by a map.
    Beside,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Drawing {
    /// Areas with their verdicts, hot spots and rings.
    Map(Map),
    /// Numbers over time with the band where they are expected.
    Line(Line),
    /// One number against the range where it is expected.
    Range(Range),
    /// How much is done of what was promised.
    Progress(Progress),
}

impl Drawing {
    /// The keys of its signs, for a list beside it.
    pub fn keys(&self) -> &[Key] {
        match self {
            Drawing::Map(map) => &map.keys,
            _ => &[],
        }
    }
}

/// Draws `scene` as an SVG element that carries its title and description. `id` must be unique in the
/// page: it names the patterns and the labels.
pub fn svg(scene: &Scene, ink: Ink, id: &str) -> String {
    let pen = Pen::labelled(ink, id, &scene.title, &scene.description);
    match &scene.drawing {
        Drawing::Map(map) => map.draw(pen),
        Drawing::Line(line) => line.draw(pen),
        Drawing::Range(range) => range.draw(pen),
        Drawing::Progress(progress) => progress.draw(pen),
    }
}

/// Draws the figure of a commitment, hidden from assistive technology: the sentence beside it carries every
/// number.
pub fn progress_svg(progress: &Progress, ink: Ink, id: &str) -> String {
    progress.draw(Pen::silent(ink, id))
}

/// Draws the sign of a key, hidden from assistive technology. Its patterns are those of the map with the same `id`.
pub fn key_svg(kind: KeyKind, ink: Ink, id: &str) -> String {
    map::key(kind, Pen::silent(ink, id))
}
