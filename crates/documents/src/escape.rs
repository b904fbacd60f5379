//! How is text kept from becoming markup?

use std::borrow::Cow;

/// Drops what no document may hold: control characters that XML forbids, and the marks that turn the
/// direction of text that stands after them (right-to-left text itself needs none of them).
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        (c.is_control() && c != '\t' && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{feff}' | '\u{ffff}' | '\u{2028}' | '\u{2029}' | '\u{fdd0}'..='\u{fdef}')
    };
    if text.contains(bad) { Cow::Owned(text.chars().filter(|c| !bad(*c)).collect()) } else { Cow::Borrowed(text) }
}

/// Text as XML or HTML, safe both between tags and within double quotes.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text where each run of characters that are `lost` is told by `instead`, once; what only shapes the character before
/// it goes with it, and so does a space between two of them.
pub(crate) fn replaced(
    text: &str,
    lost: impl Fn(char) -> bool,
    shapes: impl Fn(char) -> bool,
    instead: &str,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_run = false;
    // A space after a run is written when it turns out not to be inside one.
    let mut space = None;
    for c in text.chars() {
        if lost(c) || (in_run && shapes(c)) {
            if !in_run && !shapes(c) {
                out.push_str(instead);
                in_run = true;
            }
            if in_run {
                space = None;
            }
        } else if in_run && space.is_none() && c == ' ' {
            space = Some(c);
        } else {
            out.extend(space.take());
            in_run = false;
            out.push(c);
        }
    }
    out.extend(space);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text_and_control_characters_are_gone() {
        assert_eq!(xml("<b>\"&'\u{0}\u{202e}å"), "&lt;b&gt;&quot;&amp;&#39;å");
        assert_eq!(clean("שלום\u{7}"), "שלום");
    }
}
