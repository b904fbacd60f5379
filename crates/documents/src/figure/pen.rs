//! How does one drawing come out in two inks: style-sheet classes for the screen, fixed colours for paper?

use std::fmt::Write;

use crate::escape::xml;

/// Where the drawing will be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink<'a> {
    /// In a page: classes, so that colours follow light, dark and high contrast; x in per cent, so
    /// that text never scales with the figure.
    Screen,
    /// On paper or in an e-book: fixed colours, a width of its own, text in this font family.
    Paper {
        /// The font family of the text in the drawing.
        font: &'a str,
    },
    /// On paper in large print: as narrow as a telephone, so that its text is large when it fills the page.
    Large {
        /// The font family of the text in the drawing.
        font: &'a str,
    },
}

/// The width of a chart on paper, in px (1 px = 0.75 pt).
const PAPER_WIDTH: f64 = 760.0;
/// The same in large print, where 16 px come out as 18 pt when the chart is 174 mm wide.
const LARGE_WIDTH: f64 = 438.0;

pub(crate) struct Pen<'a> {
    pub out: String,
    pub id: String,
    ink: Ink<'a>,
    width: f64,
    label: Option<(String, String)>,
}

impl<'a> Pen<'a> {
    pub fn labelled(ink: Ink<'a>, id: &str, title: &str, description: &str) -> Pen<'a> {
        Pen { label: Some((title.to_owned(), description.to_owned())), ..Pen::silent(ink, id) }
    }

    pub fn silent(ink: Ink<'a>, id: &str) -> Pen<'a> {
        let width = if matches!(ink, Ink::Large { .. }) { LARGE_WIDTH } else { PAPER_WIDTH };
        Pen { out: String::new(), id: id.to_owned(), ink, width, label: None }
    }

    pub fn on_paper(&self) -> bool {
        !matches!(self.ink, Ink::Screen)
    }

    /// Whether the drawing is for large print.
    pub fn is_large(&self) -> bool {
        matches!(self.ink, Ink::Large { .. })
    }

    /// The width on paper, where it is not the whole column.
    pub fn set_width(&mut self, width: f64) {
        self.width = if self.is_large() { width.min(LARGE_WIDTH) } else { width };
    }

    /// Opens a chart: as wide as its column on screen, `height` px high.
    pub fn open_chart(&mut self, height: f64) {
        let size = if self.on_paper() {
            format!(" viewBox=\"0 0 {w} {height}\" width=\"{w}\" height=\"{height}\"", w = self.width)
        } else {
            format!(" height=\"{height}\"")
        };
        self.open(&size);
    }

    /// Opens a drawing in its own units that scales as a whole.
    pub fn open_box(&mut self, width: f64, height: f64) {
        let size = if self.on_paper() { format!(" width=\"{width}\" height=\"{height}\"") } else { String::new() };
        self.open(&format!(" viewBox=\"0 0 {width} {height}\"{size}"));
    }

    fn open(&mut self, size: &str) {
        let ns = if self.on_paper() { " xmlns=\"http://www.w3.org/2000/svg\"" } else { "" };
        match &self.label {
            Some((title, description)) => {
                let id = &self.id;
                let _ = write!(
                    self.out,
                    "<svg{ns}{size} role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
                    xml(title),
                    xml(description)
                );
            }
            None => {
                let _ = write!(self.out, "<svg{ns}{size} aria-hidden=\"true\" focusable=\"false\">");
            }
        }
    }

    pub fn close(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }

    /// A place along x, from 0 to 100.
    pub fn x(&self, percent: f64) -> String {
        if self.on_paper() { n(percent / 100.0 * self.width) } else { format!("{}%", n(percent)) }
    }

    /// How a class looks: its name on screen, its colours on paper.
    pub fn class(&self, class: &str) -> String {
        if self.on_paper() { format!(" {}", paper(class)) } else { format!(" class=\"{class}\"") }
    }

    pub fn rect(&mut self, class: &str, x: f64, width: f64, y: f64, height: f64) {
        let (x, w, class) = (self.x(x), self.x(width), self.class(class));
        let _ = write!(self.out, "<rect{class} x=\"{x}\" y=\"{}\" width=\"{w}\" height=\"{}\"/>", n(y), n(height));
    }

    /// A rectangle filled with the pattern `name` of this drawing.
    pub fn rect_pattern(&mut self, name: &str, x: f64, width: f64, y: f64, height: f64) {
        let (x, w, id) = (self.x(x), self.x(width), &self.id);
        let _ = write!(
            self.out,
            "<rect x=\"{x}\" y=\"{}\" width=\"{w}\" height=\"{}\" fill=\"url(#{id}-{name})\"/>",
            n(y),
            n(height)
        );
    }

    pub fn line(&mut self, class: &str, x1: f64, y1: f64, x2: f64, y2: f64) {
        let (x1, x2, class) = (self.x(x1), self.x(x2), self.class(class));
        let _ = write!(self.out, "<line{class} x1=\"{x1}\" x2=\"{x2}\" y1=\"{}\" y2=\"{}\"/>", n(y1), n(y2));
    }

    pub fn circle(&mut self, class: &str, x: f64, y: f64, r: f64) {
        let (x, class) = (self.x(x), self.class(class));
        let _ = write!(self.out, "<circle{class} cx=\"{x}\" cy=\"{}\" r=\"{}\"/>", n(y), n(r));
    }

    /// Text at a place along x; `dx` in px.
    pub fn text(&mut self, class: &str, x: f64, dx: f64, y: f64, anchor: Anchor, words: &str) {
        let x = self.x(x);
        self.text_at(class, &x, dx, y, anchor, words);
    }

    /// Text in the drawing's own units.
    pub fn text_at(&mut self, class: &str, x: &str, dx: f64, y: f64, anchor: Anchor, words: &str) {
        let style = match self.ink {
            Ink::Screen if class.is_empty() => String::new(),
            Ink::Screen => format!(" class=\"{class}\""),
            Ink::Paper { font } => format!(" font-family=\"{}\" {}", xml(font), paper_text(class, 15)),
            Ink::Large { font } => format!(" font-family=\"{}\" {}", xml(font), paper_text(class, 16)),
        };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let dx = if dx == 0.0 { String::new() } else { format!(" dx=\"{}\"", n(dx)) };
        let _ = write!(self.out, "<text{style} x=\"{x}\"{dx} y=\"{}\"{anchor}>{}</text>", n(y), xml(words));
    }

    /// Lines and areas through points (x in per cent, y in px), drawn without distortion.
    pub fn shapes(&mut self, height: f64, shapes: &[(&str, &str, Vec<(f64, f64)>)]) {
        let paper = self.on_paper();
        if !paper {
            let _ = write!(
                self.out,
                "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"{h}\" viewBox=\"0 0 100 {h}\" preserveAspectRatio=\"none\">",
                h = n(height)
            );
        }
        for (element, class, points) in shapes {
            let points: Vec<String> = points
                .iter()
                .map(|(x, y)| format!("{},{}", n(if paper { x / 100.0 * self.width } else { *x }), n(*y)))
                .collect();
            let class = self.class(class);
            let effect = if paper || *element == "polygon" { "" } else { " vector-effect=\"non-scaling-stroke\"" };
            let _ = write!(self.out, "<{element}{class}{effect} points=\"{}\"/>", points.join(" "));
        }
        if !paper {
            self.out.push_str("</svg>");
        }
    }
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A number with at most two decimals, never NaN.
pub(crate) fn n(x: f64) -> String {
    if !x.is_finite() {
        return "0".to_owned();
    }
    let mut s = format!("{x:.2}");
    if s.contains('.') {
        s.truncate(s.trim_end_matches('0').trim_end_matches('.').len());
    }
    if s == "-0" { "0".to_owned() } else { s }
}

/// The colours on paper: those of the light page, black text.
fn paper(class: &str) -> &'static str {
    match class {
        "done" => "fill=\"#00505c\"",
        "left" => "fill=\"#ffffff\" stroke=\"#5c6d75\" stroke-width=\"1.5\"",
        "short" => "fill=\"#fff0d3\" stroke=\"#633c00\" stroke-width=\"1.5\"",
        "tick" => "stroke=\"#000000\" stroke-width=\"3\"",
        "hatch-l" => "stroke=\"#633c00\" stroke-width=\"2.5\"",
        "axis" => "stroke=\"#000000\" stroke-width=\"1.5\"",
        "grid" => "stroke=\"#c3cfd3\" stroke-width=\"1\"",
        "band" => "fill=\"#e3e9eb\"",
        "mid" => "fill=\"none\" stroke=\"#5c6d75\" stroke-width=\"2\" stroke-dasharray=\"5 4\"",
        "obs" => "fill=\"none\" stroke=\"#00505c\" stroke-width=\"2.5\"",
        "dot" => "fill=\"#ffffff\" stroke=\"#00505c\" stroke-width=\"2.5\"",
        "dot hi" => "fill=\"#8a3505\" stroke=\"#8a3505\" stroke-width=\"2.5\"",
        "dot lo" => "fill=\"#1a5284\" stroke=\"#1a5284\" stroke-width=\"2.5\"",
        "zero" => "stroke=\"#000000\" stroke-width=\"1.5\" stroke-dasharray=\"3 3\"",
        "w up" => "stroke=\"#8a3505\" stroke-width=\"4\"",
        "w down" => "stroke=\"#1a5284\" stroke-width=\"4\"",
        "w maybe" => "stroke=\"#5c6d75\" stroke-width=\"4\"",
        "c up" => "fill=\"#8a3505\"",
        "c down" => "fill=\"#1a5284\"",
        "c maybe" => "fill=\"#ffffff\" stroke=\"#5c6d75\" stroke-width=\"3\"",
        "a-edge" => "stroke=\"#ffffff\" stroke-width=\"2.5\"",
        "a-more a-edge" => "fill=\"#f6d9c3\" stroke=\"#ffffff\" stroke-width=\"2.5\"",
        "a-fewer a-edge" => "fill=\"#d5e6f5\" stroke=\"#ffffff\" stroke-width=\"2.5\"",
        "a-asexp a-edge" => "fill=\"#e3e9eb\" stroke=\"#ffffff\" stroke-width=\"2.5\"",
        "a-more" => "fill=\"#f6d9c3\"",
        "a-fewer" => "fill=\"#d5e6f5\"",
        "a-asexp" => "fill=\"#e3e9eb\"",
        "p-more" => "stroke=\"#8a3505\" stroke-width=\"3\"",
        "p-fewer" => "fill=\"#1a5284\"",
        "a-hidden" => "fill=\"#ffffff\" stroke=\"#5c6d75\" stroke-width=\"1.5\" stroke-dasharray=\"3 4\"",
        "out" => "fill=\"none\" stroke=\"#5c6d75\" stroke-width=\"4.5\"",
        "rail" => "fill=\"none\" stroke=\"#5c6d75\" stroke-width=\"2.5\" stroke-dasharray=\"9 5\"",
        "a-water" => "fill=\"#dbe7ee\"",
        "ring" => "fill=\"none\" stroke=\"#000000\" stroke-width=\"4\"",
        "ring maybe" => "fill=\"none\" stroke=\"#000000\" stroke-width=\"3\" stroke-dasharray=\"5 5\"",
        "halo" => "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"8\"",
        "lead" => "fill=\"none\" stroke=\"#000000\" stroke-width=\"1.5\"",
        _ => "fill=\"none\"",
    }
}

/// The text on paper; the classes are those of the screen. What stands below a name has `sub` pixels.
fn paper_text(class: &str, sub: u8) -> String {
    const HALO: &str = " paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"4.5\" stroke-linejoin=\"round\"";
    let (size, weight, fill, halo) = match class {
        "name" => (16, " font-weight=\"600\"", "#000000", HALO),
        "sub" => (sub, "", "#000000", HALO),
        "b" => (16, " font-weight=\"700\"", "#000000", ""),
        "q" => (16, "", "#222222", ""),
        "tickword" => (16, " font-weight=\"600\"", "#000000", ""),
        _ => (16, "", "#000000", ""),
    };
    format!("font-size=\"{size}\"{weight} fill=\"{fill}\"{halo}")
}
