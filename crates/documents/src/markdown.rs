//! How is a document written as Markdown (CommonMark with tables)?

use text::Words;

use crate::escape::clean;
use crate::html::{last_lines, origin};
use crate::linear::sentence;
use crate::tree::*;

/// The document as Markdown. Nothing in a text becomes markup.
pub fn markdown(document: &Document) -> String {
    let document = &document.without(&[Seen::Figure, Seen::Cells]);
    let words = Words::of(document.lang);
    let mut w = Writer { out: String::new(), words, origin: origin(&document.furniture.address) };
    w.line(&format!("# {}", escape(&document.title)));
    if !document.furniture.demo.is_empty() {
        w.line(&format!("> {}", escape(&document.furniture.demo)));
    }
    w.paragraph(&document.lead);
    w.blocks(&document.blocks, 2);
    w.line("---");
    for line in last_lines(&document.furniture, words) {
        w.line(&escape(&line));
    }
    w.out
}

struct Writer {
    out: String,
    words: Words,
    origin: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.out.push_str(line);
            self.out.push_str("\n\n");
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.line(&format!("{} {text}", "#".repeat(usize::from(level.clamp(1, 6)))));
    }

    fn paragraph(&mut self, text: &Text) {
        let said = self.text(text);
        self.line(&said);
    }

    fn text(&self, text: &Text) -> String {
        let mut said = String::new();
        for run in &text.0 {
            // Marks must touch the words: spaces at the edges stand outside them.
            let core = run.text.trim_matches([' ', '\n']);
            let start = run.text.len() - run.text.trim_start_matches([' ', '\n']).len();
            let (before, after) = (&run.text[..start], &run.text[start + core.len()..]);
            let mut core = escape(core);
            if core.is_empty() {
                said.push_str(&clean(&run.text));
                continue;
            }
            if run.strong {
                core = format!("**{core}**");
            }
            if run.emphasis {
                core = format!("*{core}*");
            }
            // An anchor leads nowhere in a file that names none.
            if let Some(link) = run.safe_link().filter(|l| !l.starts_with('#')) {
                let link = if link.starts_with('/') { format!("{}{link}", self.origin) } else { link.to_owned() };
                core = format!("[{core}](<{}>)", link.replace(['<', '>', '\\'], ""));
            }
            said.push_str(before);
            said.push_str(&core);
            said.push_str(after);
        }
        said
    }

    fn items(&mut self, items: &[Item], ordered: bool, depth: usize) {
        for (i, item) in items.iter().enumerate() {
            let marker = if ordered { format!("{}.", i + 1) } else { "-".to_owned() };
            let text = self.text(&item.text).replace('\n', " ");
            self.out.push_str(&format!("{}{marker} {text}\n", "    ".repeat(depth.min(8))));
            self.items(&item.items, ordered, depth + 1);
        }
        if depth == 0 {
            self.out.push('\n');
        }
    }

    fn bullets(&mut self, items: impl IntoIterator<Item = String>) {
        for item in items {
            self.out.push_str(&format!("- {}\n", item.replace('\n', " ")));
        }
        self.out.push('\n');
    }

    fn facts(&mut self, facts: &[Fact]) {
        let items: Vec<String> = facts
            .iter()
            .map(|f| {
                format!(
                    "**{}:** {}",
                    escape(&f.term),
                    f.values.iter().map(|v| self.text(v)).collect::<Vec<_>>().join("; ")
                )
            })
            .collect();
        self.bullets(items);
    }

    fn blocks(&mut self, blocks: &[Block], level: u8) {
        for block in blocks {
            self.block(block, level);
        }
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            Block::Section(s) => {
                let number = s.number.as_ref().map(|n| format!("{} ", escape(n))).unwrap_or_default();
                let title = format!("{number}{}", self.text(&s.title).replace('\n', " "));
                self.heading(level, &title);
                self.blocks(&s.blocks, level + 1);
            }
            Block::Paragraph(p) => self.paragraph(&p.text),
            Block::List(l) => self.items(&l.items, l.ordered, 0),
            Block::Table(t) => self.table(t),
            Block::Figure(scene) => {
                let figure = self.words.with("document-figure", &[("title", (&scene.title).into())]);
                self.line(&format!("{} {}", escape(&figure), escape(&scene.description)));
                self.paragraph(&scene.caption);
                if let Some(t) = &scene.table {
                    self.table(t);
                }
            }
            Block::Note(n) => self.note(n),
            Block::Facts { facts } => self.facts(facts),
            Block::Log(l) => self.log(l),
            Block::State(tag) => self.state(tag),
            Block::Tally(t) => {
                self.line(&format!("{}:", escape(&t.label)));
                self.bullets(t.tags.iter().map(|t| escape(&t.word)));
            }
            Block::Commitment(c) => {
                self.heading(level, &escape(&c.title).replace('\n', " "));
                self.state(&c.tag);
                if let Some(n) = &c.count {
                    let expected = c.progress.as_ref().map_or("", |p| p.words.as_str());
                    let expected = if expected.is_empty() { String::new() } else { format!(" ({})", escape(expected)) };
                    self.line(&format!("**{}** {}{expected}.", escape(&n.figure), escape(&n.of)));
                }
                for s in &c.sentences {
                    self.paragraph(s);
                }
                if let Some(n) = &c.remedy {
                    self.note(n);
                }
                if let Some(l) = &c.log {
                    self.log(l);
                }
                self.facts(&c.facts);
            }
            Block::Chain(c) => {
                for (i, link) in c.links.iter().enumerate() {
                    let here = if link.standing == Standing::Here {
                        format!(" ({})", self.words.say("document-here"))
                    } else {
                        String::new()
                    };
                    let detail = self.text(&link.detail);
                    let detail = if detail.is_empty() { detail } else { format!(" {detail}") };
                    let title = sentence(&self.text(&link.title));
                    self.out.push_str(&format!(
                        "{}. {}: {title}{}{here}\n",
                        i + 1,
                        escape(&link.kind),
                        detail.replace('\n', " ")
                    ));
                }
                self.out.push('\n');
            }
            Block::Findings { findings } => {
                for f in findings {
                    let title = self.text(&f.title).replace('\n', " ");
                    self.heading(level, &title);
                    let detail = if f.verdict.detail.is_empty() {
                        String::new()
                    } else {
                        format!(": {}", escape(&f.verdict.detail))
                    };
                    self.line(&format!("**{}**{detail}", escape(&f.verdict.word)));
                    self.paragraph(&f.text);
                    if !f.how.is_empty() {
                        self.paragraph(&f.how);
                    }
                }
            }
            Block::Method(m) => {
                self.heading(level, &escape(&m.title).replace('\n', " "));
                self.facts(&m.facts);
            }
            Block::Signatures(s) => {
                let items: Vec<String> = s
                    .signatures
                    .iter()
                    .map(|s| {
                        let signed = s.state(self.words);
                        format!("**{}:** {}. {}.", escape(&s.party), escape(&s.who()), escape(&signed))
                    })
                    .collect();
                self.bullets(items);
            }
            Block::Quote(q) => {
                let text = self.text(&q.text).replace('\n', " ");
                self.line(&format!("> {text}\n>\n> {}", escape(&q.by).replace('\n', " ")));
            }
        }
    }

    fn state(&mut self, tag: &StateTag) {
        let said = self.words.with("document-state", &[("state", (&tag.word).into())]);
        self.line(&escape(&said));
    }

    fn note(&mut self, n: &Note) {
        let text = self.text(&n.text).replace('\n', " ");
        let title =
            if n.title.is_empty() { String::new() } else { format!("**{}** ", escape(&n.title).replace('\n', " ")) };
        self.line(&format!("> {title}{text}"));
    }

    fn log(&mut self, l: &Log) {
        self.line(&format!("**{}**", escape(&l.title)));
        let items: Vec<String> =
            l.entries.iter().map(|e| format!("{}: {}", escape(&e.when), self.text(&e.text))).collect();
        self.bullets(items);
    }

    fn table(&mut self, t: &Table) {
        if t.columns.is_empty() {
            return;
        }
        if !t.caption.is_empty() {
            self.line(&format!("**{}**", escape(&t.caption).replace('\n', " ")));
        }
        let cell = |s: String| s.replace('\n', " ").replace('|', "\\|");
        let heads: Vec<String> = t.columns.iter().map(|c| cell(escape(&c.title))).collect();
        let rules: Vec<&str> = t.columns.iter().map(|c| if c.align == Align::End { "---:" } else { "---" }).collect();
        self.out.push_str(&format!("| {} |\n| {} |\n", heads.join(" | "), rules.join(" | ")));
        for row in &t.rows {
            let cells: Vec<String> = (0..t.columns.len())
                .map(|i| match row.get(i) {
                    Some(Cell::Text(text)) => cell(self.text(text)),
                    Some(other) => cell(escape(&other.plain())),
                    None => String::new(),
                })
                .collect();
            self.out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        self.out.push('\n');
        self.paragraph(&t.note);
    }
}

/// Characters that mean something to Markdown or HTML are written so that they do not.
fn escape(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    let mut line_start = true;
    // "1." at the start of a line would begin a list.
    let mut digits_only = false;
    for c in text.chars() {
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '#')
            || (line_start && matches!(c, '-' | '+' | '=' | ' ' | '\t'))
            || (digits_only && matches!(c, '.' | ')'));
        if line_start && matches!(c, ' ' | '\t') {
            continue;
        }
        if special {
            out.push('\\');
        }
        digits_only = c.is_ascii_digit() && (line_start || digits_only);
        line_start = c == '\n';
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_agreement_is_markdown_with_its_clauses_and_its_table() {
        let (_, agreement) = samples().remove(2);
        insta::assert_snapshot!(markdown(&agreement));
    }

    #[test]
    fn what_looks_like_markup_is_written_as_text() {
        assert_eq!(escape("1. <b>*x*_y_\n- z"), "1\\. \\<b\\>\\*x\\*\\_y\\_\n\\- z");
    }
}
