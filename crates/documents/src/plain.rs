//! How is a document written as plain text, wrapped and readable aloud?

use crate::escape::clean;
use crate::html::origin;
use crate::linear::{Addresses, Part, parts};
use crate::tree::Document;

const WIDTH: usize = 72;

/// The document as plain text: lines of at most 72 characters (a longer word stands alone), tables as sentences,
/// addresses in a list at the end, numbered after the words that lead to them.
pub fn plain(document: &Document) -> String {
    let addresses = Addresses::Noted(origin(&document.furniture.address));
    let mut out = String::new();
    let mut last_was_item = false;
    for part in parts(document, &addresses) {
        if part == Part::Break {
            last_was_item = false;
            continue;
        }
        let is_item = matches!(part, Part::Item(..));
        let continues = is_item && last_was_item;
        if !out.is_empty() && !continues {
            out.push('\n');
        }
        match part {
            Part::Heading(level, text) => {
                let text = clean(&text).replace('\n', " ");
                if level == 2 {
                    out.push('\n');
                }
                wrap(&mut out, &text, "", "");
                let under = if level == 1 { "=" } else { "-" };
                if level < 3 {
                    out.push_str(&under.repeat(text.chars().count().clamp(1, WIDTH)));
                    out.push('\n');
                }
            }
            Part::Paragraph(text) => wrap(&mut out, &clean(&text), "", ""),
            Part::Item(depth, marker, text) => {
                let indent = "  ".repeat(depth.min(8));
                let marker = format!("{indent}{} ", marker.as_deref().unwrap_or("-"));
                let rest = " ".repeat(marker.chars().count());
                wrap(&mut out, &clean(&text), &marker, &rest);
            }
            Part::Break => {}
        }
        last_was_item = is_item;
    }
    out
}

/// Breaks at spaces (never at a no-break space), with a first and a following indent.
fn wrap(out: &mut String, text: &str, first: &str, rest: &str) {
    let mut indent = first;
    for line in text.split('\n') {
        out.push_str(indent);
        let mut column = indent.chars().count();
        let mut fresh = true;
        for word in line.split([' ', '\t']).filter(|w| !w.is_empty()) {
            let length = word.chars().count();
            if !fresh && column + 1 + length > WIDTH {
                out.push('\n');
                out.push_str(rest);
                column = rest.chars().count();
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
            fresh = false;
        }
        out.push('\n');
        indent = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Text, samples};
    use text::Lang;

    #[test]
    fn the_promise_can_be_read_aloud() {
        let (_, promise) = samples().remove(0);
        insta::assert_snapshot!(plain(&promise));
    }

    #[test]
    fn only_an_address_alone_on_its_line_is_longer_than_a_line_and_no_link_is_lost() {
        for (name, document) in samples() {
            let text = plain(&document);
            let long = text.lines().filter(|l| l.chars().count() > 80);
            let not_alone: Vec<&str> = long.filter(|l| l.trim().split(' ').count() > 2 || !l.contains("://")).collect();
            assert!(not_alone.is_empty(), "{name}: {not_alone:?}");
            assert!(!text.contains("(https://"), "{name}: {text}");
        }
        let link = Text::new().link("Här", "https://a.example/b").then(" och ").link("där", "https://a.example/c");
        let text =
            plain(&Document::new("T", Lang::Sv).with(Block::text(link.link(", här igen", "https://a.example/b"))));
        assert!(text.contains("Här [1] och där [2], här igen [1]\n"), "{text}");
        assert!(text.ends_with("[1] https://a.example/b\n[2] https://a.example/c\n"), "{text}");
    }

    #[test]
    fn no_line_is_too_long_but_a_long_word_is_not_cut() {
        let word = "x".repeat(100);
        let text = plain(&Document::new("T", Lang::Sv).with(Block::text(format!("{} {word}", "ett två ".repeat(50)))));
        assert!(text.lines().all(|l| l.chars().count() <= WIDTH || l == word), "{text}");
    }
}
