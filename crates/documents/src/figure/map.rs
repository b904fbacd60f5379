//! How is a map drawn: areas with verdict, number and name, hot spots with their test, and a key?

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::pen::{Anchor, Pen, n};
use super::place::{Ground, Rect, depth, inside, simplify};
use crate::tree::VerdictKind;

/// A map. Coordinates are metres in any flat system, x to the east and y to the north (SWEREF 99 TM, say).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// The areas.
    pub areas: Vec<MapArea>,
    /// Hot spots as cells of a grid or as points.
    #[serde(default)]
    pub spots: Vec<Spot>,
    /// Rings around places that were tested.
    #[serde(default)]
    pub rings: Vec<Ring>,
    /// Railway and water, for those who know the place.
    #[serde(default)]
    pub lines: Vec<MapLine>,
    /// What the signs mean.
    pub keys: Vec<Key>,
    /// A measure: how many metres, and how that is written ("1 km").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<(f64, String)>,
}

/// An area. Pattern, colour and number say the same, so that any one of them suffices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapArea {
    /// Its name.
    pub name: String,
    /// Its number as it is shown: "214", or "visas inte".
    pub value: String,
    /// Its verdict.
    pub verdict: VerdictKind,
    /// Its polygons, each with its outer ring first.
    pub polygons: Vec<Vec<Vec<(f64, f64)>>>,
}

/// A hot spot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Its middle.
    pub at: (f64, f64),
    /// The side of its cell in metres; nothing for a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<f64>,
    /// Its verdict.
    pub verdict: VerdictKind,
}

/// A place that looks gathered, and whether the test says that it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ring {
    /// Its middle.
    pub at: (f64, f64),
    /// How far it reaches, in metres; drawn in a size that can be seen where this is small.
    #[serde(default)]
    pub radius: f64,
    /// Whether it is hardly by chance; else the ring is dashed.
    pub certain: bool,
    /// "Torgbys station".
    pub name: String,
    /// "139 inom 250 meter".
    pub detail: String,
}

/// A line that helps to find one's way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapLine {
    /// What it is.
    pub kind: MapLineKind,
    /// Its points.
    pub points: Vec<(f64, f64)>,
}

/// What a line on a map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapLineKind {
    /// A railway.
    Rail,
    /// Water: a closed line, filled.
    Water,
}

/// A sign with its meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// The sign.
    pub kind: KeyKind,
    /// "Fler än väntat".
    pub words: String,
}

/// The signs of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// Diagonal lines.
    More,
    /// Dots.
    Fewer,
    /// Plain grey.
    Maybe,
    /// Dotted edge.
    Hidden,
    /// A ring.
    Ring,
    /// A dashed ring.
    RingMaybe,
    /// A railway.
    Rail,
}

const WIDTH: f64 = 400.0;
/// Room around the land for the names of rings and the measure.
const MARGIN: f64 = 14.0;

struct Frame {
    scale: f64,
    dx: f64,
    dy: f64,
    height: f64,
}

impl Frame {
    /// `most` is how high the land may be.
    fn of(map: &Map, most: f64) -> Frame {
        let ring = map.areas.iter().flat_map(|a| &a.polygons).flatten().flatten().copied();
        let spots = map.spots.iter().flat_map(|s| {
            let half = s.side.unwrap_or(0.0) / 2.0;
            [(s.at.0 - half, s.at.1 - half), (s.at.0 + half, s.at.1 + half)]
        });
        let (mut x0, mut y0, mut x1, mut y1) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for (x, y) in
            ring.chain(spots).chain(map.rings.iter().map(|r| r.at)).filter(|p| p.0.is_finite() && p.1.is_finite())
        {
            (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x), y1.max(y));
        }
        if x0 > x1 {
            (x0, y0, x1, y1) = (0.0, 0.0, 1.0, 1.0);
        }
        let (w, h) = ((x1 - x0).max(1.0), (y1 - y0).max(1.0));
        let scale = ((WIDTH - 2.0 * MARGIN) / w).min(most / h);
        let foot = if map.measure.is_some() { 36.0 } else { 0.0 };
        let height = (h * scale + 2.0 * MARGIN).clamp(160.0, most + 40.0);
        // A tall map stands to the left, so that the names of rings have room to the right of it.
        let slack = WIDTH - 2.0 * MARGIN - w * scale;
        let left = if map.rings.is_empty() { slack / 2.0 } else { 0.0 };
        Frame {
            scale,
            dx: MARGIN + left - x0 * scale,
            dy: (height + h * scale) / 2.0 + y0 * scale,
            height: height + foot,
        }
    }

    fn place(&self, p: (f64, f64)) -> (f64, f64) {
        (p.0 * self.scale + self.dx, self.dy - p.1 * self.scale)
    }

    fn ring(&self, ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let placed: Vec<_> = ring.iter().map(|p| self.place(*p)).collect();
        simplify(&placed, 0.35)
    }
}

impl Map {
    pub(crate) fn draw(&self, mut pen: Pen) -> String {
        // A map in large print shares its page with its heading.
        let frame = Frame::of(self, if pen.is_large() { 440.0 } else { 620.0 });
        pen.open_box(WIDTH, frame.height.round());
        patterns(&mut pen);
        for water in self.lines.iter().filter(|l| l.kind == MapLineKind::Water) {
            path(&mut pen, "a-water", &[frame.ring(&water.points)]);
        }
        let shapes: Vec<Vec<Vec<Vec<(f64, f64)>>>> = self
            .areas
            .iter()
            .map(|a| a.polygons.iter().map(|p| p.iter().map(|r| frame.ring(r)).collect()).collect())
            .collect();
        // The outline of everything: each area's edge, wide, under the areas that cover its inner half.
        for shape in &shapes {
            path(&mut pen, "out", &shape.concat());
        }
        for (area, shape) in self.areas.iter().zip(&shapes) {
            let rings = shape.concat();
            let (class, pattern) = look(area.verdict);
            path(&mut pen, class, &rings);
            if let Some(pattern) = pattern {
                filled(&mut pen, pattern, &rings);
            }
        }
        for rail in self.lines.iter().filter(|l| l.kind == MapLineKind::Rail) {
            let points: Vec<String> =
                rail.points.iter().map(|p| frame.place(*p)).map(|(x, y)| format!("{},{}", n(x), n(y))).collect();
            let class = pen.class("rail");
            let _ = write!(pen.out, "<polyline{class} points=\"{}\"/>", points.join(" "));
        }
        for spot in &self.spots {
            draw_spot(&mut pen, &frame, spot);
        }
        let mut ground = Ground { width: WIDTH, height: frame.height, taken: Vec::new() };
        self.draw_rings(&mut pen, &frame, &mut ground);
        self.area_names(&mut pen, &shapes, &mut ground);
        self.ring_names(&mut pen, &frame, &mut ground);
        if let Some((metres, words)) = &self.measure {
            let (length, y) = (metres * frame.scale, frame.height - 12.0);
            let class = pen.class("lead");
            let _ = write!(
                pen.out,
                "<path{class} d=\"M10 {y} m0 -4 v8 m0 -4 h{l} m0 -4 v8\"/>",
                y = n(y),
                l = n(length.min(WIDTH - 120.0))
            );
            pen.text_at("sub", &n(length.min(WIDTH - 120.0) + 18.0), 0.0, y + 5.0, Anchor::Start, words);
        }
        pen.close()
    }

    fn draw_rings(&self, pen: &mut Pen, frame: &Frame, ground: &mut Ground) {
        for ring in &self.rings {
            let ((x, y), r) = (frame.place(ring.at), ring_size(frame, ring));
            for class in ["halo", if ring.certain { "ring" } else { "ring maybe" }] {
                let class = pen.class(class);
                let _ = write!(pen.out, "<circle{class} cx=\"{}\" cy=\"{}\" r=\"{}\"/>", n(x), n(y), n(r));
            }
            ground.taken.push(Rect { x: x - r - 4.0, y: y - r - 4.0, w: 2.0 * r + 8.0, h: 2.0 * r + 8.0 });
        }
    }

    /// Names with numbers in their areas. Those that have something to say come first; where there is no room, the
    /// number alone; where there is none for that either, the table has it.
    fn area_names(&self, pen: &mut Pen, shapes: &[Vec<Vec<Vec<(f64, f64)>>>], ground: &mut Ground) {
        let weight = |v: VerdictKind| match v {
            VerdictKind::More | VerdictKind::Fewer => 0,
            VerdictKind::Maybe => 1,
            VerdictKind::Cannot | VerdictKind::Hidden => 2,
        };
        let mut order: Vec<usize> = (0..self.areas.len()).collect();
        order.sort_by_key(|i| weight(self.areas[*i].verdict));
        for i in order {
            let area = &self.areas[i];
            let largest = shapes[i].iter().max_by(|a, b| extent(a).total_cmp(&extent(b)));
            let Some(largest) = largest else { continue };
            let (x, y) = inside(largest);
            let full = wide(&area.name, 8.9).max(wide(&area.value, 7.9));
            let room = extent(largest).sqrt();
            let numeral = Rect { x: x - wide(&area.value, 7.9) / 2.0, y: y - 9.0, w: wide(&area.value, 7.9), h: 18.0 };
            // Near the middle if there is room, else wherever the name lies on its own ground.
            let mut steps: Vec<(f64, f64)> =
                (-9..=9).flat_map(|i| (-9..=9).map(move |j| (f64::from(i) * 11.0, f64::from(j) * 11.0))).collect();
            steps.sort_by(|a, b| a.0.hypot(a.1).total_cmp(&b.0.hypot(b.1)));
            let own = |dx: f64, dy: f64| {
                let ends = [-0.38, 0.0, 0.38].map(|share| (x + dx + share * full, y + dy));
                (dx, dy) == (0.0, 0.0) || ends.iter().all(|p| depth(largest, *p) > 4.0)
            };
            let found = steps.into_iter().filter(|(dx, dy)| own(*dx, *dy)).find_map(|(dx, dy)| {
                let at = Rect { x: x + dx - full / 2.0, y: y + dy - 18.0, w: full, h: 36.0 };
                ground.best(&[at]).filter(|(_, covered)| *covered < 0.06)
            });
            let fits = full < room * 1.7;
            match found {
                Some((at, _)) if fits => {
                    let middle = n(at.x + at.w / 2.0);
                    pen.text_at(
                        if pen.on_paper() { "name" } else { "" },
                        &middle,
                        0.0,
                        at.y + 14.0,
                        Anchor::Middle,
                        &area.name,
                    );
                    pen.text_at("sub", &middle, 0.0, at.y + 32.0, Anchor::Middle, &area.value);
                    ground.taken.push(at);
                }
                _ => {
                    let is_number = area.value.chars().next().is_some_and(|c| c.is_ascii_digit());
                    if is_number
                        && numeral.w < room * 1.2
                        && let Some((at, covered)) = ground.best(&[numeral])
                        && covered < 0.06
                    {
                        pen.text_at("sub", &n(x), 0.0, at.y + 14.0, Anchor::Middle, &area.value);
                        ground.taken.push(at);
                    }
                }
            }
        }
    }

    /// Names of rings, near them if there is room, else further away with a line to them.
    fn ring_names(&self, pen: &mut Pen, frame: &Frame, ground: &mut Ground) {
        for ring in &self.rings {
            if ring.name.is_empty() {
                continue;
            }
            let ((x, y), r) = (frame.place(ring.at), ring_size(frame, ring));
            let w = wide(&ring.name, 8.9).max(wide(&ring.detail, 7.9)).min(WIDTH - 4.0);
            let h = if ring.detail.is_empty() { 20.0 } else { 38.0 };
            let mut candidates = Vec::new();
            for far in [8.0, 30.0, 60.0, 95.0, 140.0, 190.0, 250.0] {
                let d = r + far;
                for (dx, dy) in [
                    (1.0, 0.0),
                    (1.0, -0.7),
                    (1.0, 0.7),
                    (-1.0, 0.0),
                    (-1.0, -0.7),
                    (-1.0, 0.7),
                    (0.0, -1.0),
                    (0.0, 1.0),
                ] {
                    let left = match dx {
                        v if v > 0.0 => x + d * dx,
                        v if v < 0.0 => x - d - w,
                        _ => x - w / 2.0,
                    };
                    let top = if dx == 0.0 { y + dy * (d + h / 2.0) - h / 2.0 } else { y + dy * d - h / 2.0 };
                    candidates.push(Rect { x: left.clamp(2.0, (WIDTH - w - 2.0).max(2.0)), y: top, w, h });
                }
            }
            let Some((at, covered)) = ground.best(&candidates) else { continue };
            if covered > 0.35 {
                continue;
            }
            ground.taken.push(at);
            let (near_x, near_y) = (x.clamp(at.x, at.x + at.w), y.clamp(at.y, at.y + at.h));
            let (ux, uy) = (near_x - x, near_y - y);
            let length = (ux * ux + uy * uy).sqrt();
            if length > r + 12.0 {
                let (from, to) = ((r + 2.0) / length, (length - 3.0) / length);
                let class = pen.class("lead");
                let _ = write!(
                    pen.out,
                    "<path{class} d=\"M{} {} L{} {}\"/>",
                    n(x + ux * from),
                    n(y + uy * from),
                    n(x + ux * to),
                    n(y + uy * to)
                );
            }
            let left = n(at.x);
            pen.text_at(if pen.on_paper() { "name" } else { "" }, &left, 0.0, at.y + 15.0, Anchor::Start, &ring.name);
            if !ring.detail.is_empty() {
                pen.text_at("sub", &left, 0.0, at.y + 33.0, Anchor::Start, &ring.detail);
            }
        }
    }
}

fn ring_size(frame: &Frame, ring: &Ring) -> f64 {
    (ring.radius * frame.scale).clamp(13.0, 60.0)
}

fn wide(text: &str, each: f64) -> f64 {
    text.chars().count() as f64 * each + 6.0
}

fn extent(polygon: &[Vec<(f64, f64)>]) -> f64 {
    let Some(outer) = polygon.first() else { return 0.0 };
    let next = outer.iter().cycle().skip(1);
    (outer.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0).abs()
}

fn look(verdict: VerdictKind) -> (&'static str, Option<&'static str>) {
    match verdict {
        VerdictKind::More => ("a-more a-edge", Some("m")),
        VerdictKind::Fewer => ("a-fewer a-edge", Some("f")),
        VerdictKind::Maybe | VerdictKind::Cannot => ("a-asexp a-edge", None),
        VerdictKind::Hidden => ("a-hidden", None),
    }
}

fn draw_spot(pen: &mut Pen, frame: &Frame, spot: &Spot) {
    let (x, y) = frame.place(spot.at);
    match spot.side {
        Some(side) => {
            let half = (side * frame.scale / 2.0).max(1.5);
            let square = [vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]];
            let (class, pattern) = look(spot.verdict);
            path(pen, class, &square);
            if let Some(pattern) = pattern {
                filled(pen, pattern, &square);
            }
        }
        None => {
            let class = match spot.verdict {
                VerdictKind::More => "dot hi",
                VerdictKind::Fewer => "dot lo",
                _ => "dot",
            };
            let class = pen.class(class);
            let _ = write!(pen.out, "<circle{class} cx=\"{}\" cy=\"{}\" r=\"5\"/>", n(x), n(y));
        }
    }
}

fn patterns(pen: &mut Pen) {
    let (id, more, fewer) = (pen.id.clone(), pen.class("p-more"), pen.class("p-fewer"));
    let _ = write!(
        pen.out,
        "<defs><pattern id=\"{id}-m\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line{more} x1=\"0\" y1=\"0\" x2=\"0\" y2=\"10\"/></pattern><pattern id=\"{id}-f\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\"><circle{fewer} cx=\"3\" cy=\"3\" r=\"2.2\"/><circle{fewer} cx=\"9\" cy=\"9\" r=\"2.2\"/></pattern></defs>"
    );
}

fn data(rings: &[Vec<(f64, f64)>]) -> String {
    let mut d = String::new();
    for ring in rings {
        for (i, (x, y)) in ring.iter().enumerate() {
            let _ = write!(d, "{}{} {}", if i == 0 { "M" } else { "L" }, one(*x), one(*y));
        }
        d.push('Z');
    }
    d
}

/// A tenth of a px is finer than any eye, and half the bytes.
fn one(x: f64) -> String {
    n((x * 10.0).round() / 10.0)
}

fn path(pen: &mut Pen, class: &str, rings: &[Vec<(f64, f64)>]) {
    let class = pen.class(class);
    let _ = write!(pen.out, "<path{class} fill-rule=\"evenodd\" d=\"{}\"/>", data(rings));
}

fn filled(pen: &mut Pen, pattern: &str, rings: &[Vec<(f64, f64)>]) {
    let id = pen.id.clone();
    let _ = write!(pen.out, "<path fill-rule=\"evenodd\" d=\"{}\" fill=\"url(#{id}-{pattern})\"/>", data(rings));
}

pub(super) fn key(kind: KeyKind, mut pen: Pen) -> String {
    pen.open_box(36.0, 24.0);
    // On paper each key is a drawing of its own, so it carries its patterns with it.
    if pen.on_paper() {
        patterns(&mut pen);
    }
    let swatch = |pen: &mut Pen, class: &str, pattern: Option<&str>| {
        let (class, id) = (pen.class(class), pen.id.clone());
        let _ = write!(pen.out, "<rect{class} width=\"36\" height=\"24\"/>");
        if let Some(pattern) = pattern {
            let _ = write!(pen.out, "<rect width=\"36\" height=\"24\" fill=\"url(#{id}-{pattern})\"/>");
        }
    };
    match kind {
        KeyKind::More => swatch(&mut pen, "a-more", Some("m")),
        KeyKind::Fewer => swatch(&mut pen, "a-fewer", Some("f")),
        KeyKind::Maybe => swatch(&mut pen, "a-asexp", None),
        KeyKind::Hidden => {
            let class = pen.class("a-hidden");
            let _ = write!(pen.out, "<rect{class} x=\"1\" y=\"1\" width=\"34\" height=\"22\"/>");
        }
        KeyKind::Ring | KeyKind::RingMaybe => {
            let class = pen.class(if kind == KeyKind::Ring { "ring" } else { "ring maybe" });
            let _ = write!(pen.out, "<circle{class} cx=\"18\" cy=\"12\" r=\"9\"/>");
        }
        KeyKind::Rail => {
            let class = pen.class("rail");
            let _ = write!(pen.out, "<path{class} d=\"M0 12H36\"/>");
        }
    }
    pen.close()
}
