//! How is a document a page of its own, with everything in one file?

use text::Words;

use super::{Base, Look, Writer, xml};
use crate::tree::{Document, Furniture};

/// A whole page in one file. `style` is the product's style sheet; its font files are left out, so that the page
/// asks for nothing else.
pub fn page(document: &Document, style: &str) -> String {
    let words = Words::of(document.lang);
    let f = &document.furniture;
    let look = Look { base: Base::Origin(origin(&f.address)), ..Look::default() };
    let mut w = Writer::new(words, look);
    let css = without_fonts(style).replace("</", "<\\/");
    w.push(&format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>",
        document.lang.tag()
    ));
    w.push("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
    w.push(&format!("<title>{}</title><style>{css}</style></head><body>", xml(&document.title)));
    if !f.demo.is_empty() {
        let label = xml(&words.say("document-demo-label"));
        w.push(&format!("<div class=\"demo\" role=\"region\" aria-label=\"{label}\"><div class=\"wrap\"><p>"));
        w.say(&f.demo);
        w.push("</p></div></div>");
    }
    if !f.responsible.is_empty() {
        w.push("<header class=\"head\"><div class=\"wrap\"><p class=\"brand\">");
        w.push(crate::figure::MARK);
        w.push("<span><b>Samverka</b><span>");
        w.say(&f.responsible);
        w.push("</span></span></p></div></header>");
    }
    w.push("<main><div class=\"wrap\">");
    w.document(document, 1);
    w.push("</div></main>");
    let end = last_lines(f, words);
    if !end.is_empty() {
        w.push("<footer class=\"foot\"><div class=\"wrap\"><div class=\"wide\">");
        for line in end {
            w.push("<p class=\"small\">");
            w.say(&line);
            w.push("</p>");
        }
        w.push("</div></div></footer>");
    }
    w.push("</body></html>\n");
    w.drop_dead_anchors();
    w.out
}

/// What stands last in every form: of when it is, where the current state is, who answers, what is invented.
pub(crate) fn last_lines(f: &Furniture, words: Words) -> Vec<String> {
    let mut lines = Vec::new();
    if !f.dated.is_empty() {
        lines.push(words.with("document-dated", &[("date", (&f.dated).into())]));
    }
    if !f.address.is_empty() {
        lines.push(words.with("document-current", &[("address", (&f.address).into())]));
    }
    if !f.responsible.is_empty() {
        lines.push(words.with("document-responsible", &[("who", (&f.responsible).into())]));
    }
    if !f.demo.is_empty() {
        lines.push(f.demo.clone());
    }
    lines
}

/// "https://almvalla.se" of "https://almvalla.se/loften/2022".
pub(crate) fn origin(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return String::new() };
    format!("{scheme}://{}", rest.split('/').next().unwrap_or(""))
}

fn without_fonts(style: &str) -> String {
    let mut out = String::new();
    let mut rest = style;
    while let Some(at) = rest.find("@font-face") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}
