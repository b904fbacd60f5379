//! How is each kind of block written as HTML?

use super::{Writer, anchor, xml};
use crate::figure::{self, Drawing, Ink, Placing, Scene};
use crate::tree::*;

impl Writer<'_> {
    /// Blocks in order; sections and titled things are headings of `level`.
    pub fn blocks(&mut self, blocks: &[Block], level: u8) {
        for block in blocks {
            self.block(block, level);
        }
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            Block::Section(section) => self.section(section, level),
            Block::Paragraph(paragraph) => {
                self.push(if paragraph.tone == Tone::Quiet { "<p class=\"quiet\">" } else { "<p>" });
                self.text(&paragraph.text);
                self.push("</p>");
            }
            Block::List(list) => self.list(&list.items, list.ordered),
            Block::Table(table) => self.table(table),
            Block::Figure(scene) => self.figure(scene),
            Block::Note(note) => self.note(note),
            Block::Facts { facts } => self.facts(facts),
            Block::Log(log) => self.log(log),
            Block::State(tag) => {
                self.push("<p>");
                self.state(tag);
                self.push("</p>");
            }
            Block::Tally(tally) => self.tally(tally),
            Block::Commitment(commitment) => self.commitment(commitment, level),
            Block::Chain(chain) => self.chain(chain),
            Block::Findings { findings } => self.findings(findings, level),
            Block::Method(method) => self.method(method, level),
            Block::Signatures(signatures) => self.signatures(signatures),
            Block::Quote(quote) => self.quote(quote),
        }
    }

    fn section(&mut self, section: &Section, level: u8) {
        let id = self.id();
        match &section.anchor {
            Some(name) => {
                self.push(&format!("<section class=\"doc\" id=\"{}\" aria-labelledby=\"{id}\">", anchor(name)))
            }
            None => self.push(&format!("<section class=\"doc\" aria-labelledby=\"{id}\">")),
        }
        let title = match &section.number {
            Some(number) => {
                let mut runs = vec![Run { text: format!("{number}\u{a0}\u{a0}"), ..Run::default() }];
                runs.extend(section.title.0.iter().cloned());
                Text(runs)
            }
            None => section.title.clone(),
        };
        self.heading(level, Some(&id), &title);
        self.blocks(&section.blocks, level + 1);
        self.push("</section>");
    }

    fn list(&mut self, items: &[Item], ordered: bool) {
        let tag = if ordered { "ol" } else { "ul" };
        self.push(&format!("<{tag}>"));
        for item in items {
            self.push("<li>");
            self.text(&item.text);
            if !item.items.is_empty() {
                self.list(&item.items, ordered);
            }
            self.push("</li>");
        }
        self.push(&format!("</{tag}>"));
    }

    pub fn state(&mut self, tag: &StateTag) {
        let class = match tag.kind {
            StateKind::Kept => "kept",
            StateKind::OnTrack => "ontrack",
            StateKind::Ahead => "ahead",
            StateKind::Behind => "behind",
            StateKind::Broken => "broken",
            StateKind::Cannot => "cannot",
            StateKind::NotStarted => "notstarted",
        };
        let sign = self.sign(figure::state_sign(tag.kind));
        self.push(&format!("<span class=\"state {class}\">{sign}"));
        self.say(&tag.word);
        self.push("</span>");
    }

    pub fn verdict(&mut self, verdict: &Verdict) {
        let class = match verdict.kind {
            VerdictKind::More => "more",
            VerdictKind::Fewer => "fewer",
            VerdictKind::Maybe => "maybe",
            VerdictKind::Cannot | VerdictKind::Hidden => "no",
        };
        let sign = self.sign(figure::verdict_sign(verdict.kind));
        self.push(&format!("<span class=\"certainty {class}\">{sign}"));
        self.say(&verdict.word);
        self.push("</span>");
    }

    /// In an e-book, which is XML, a drawing must say that it is one.
    fn sign(&self, sign: String) -> String {
        if self.look.ink == Ink::Screen {
            sign
        } else {
            sign.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
        }
    }

    fn tally(&mut self, tally: &Tally) {
        self.push(&format!("<ul class=\"tally\" aria-label=\"{}\">", xml(&tally.label)));
        for tag in &tally.tags {
            self.push("<li>");
            self.state(tag);
            self.push("</li>");
        }
        self.push("</ul>");
    }

    fn note(&mut self, note: &Note) {
        let class = match note.kind {
            NoteKind::Plain => "note",
            NoteKind::Behind => "note behind",
            NoteKind::Broken => "note broken",
            NoteKind::Cannot => "note cannot",
        };
        self.push(&format!("<div class=\"{class}\"><p>"));
        if !note.title.is_empty() {
            self.push("<b>");
            self.say(&note.title);
            self.push("</b> ");
        }
        self.text(&note.text);
        self.push("</p></div>");
    }

    pub fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.push("<dl class=\"facts\">");
        for fact in facts {
            self.push("<dt>");
            self.say(&fact.term);
            self.push("</dt>");
            for value in &fact.values {
                self.push("<dd>");
                self.text(value);
                self.push("</dd>");
            }
        }
        self.push("</dl>");
    }

    fn log(&mut self, log: &Log) {
        let fold = self.look.fold;
        if fold {
            self.push(if log.folded { "<details><summary>" } else { "<details open=\"\"><summary>" });
            self.say(&log.title);
            self.push("</summary>");
        } else {
            self.push("<p><b>");
            self.say(&log.title);
            self.push("</b></p>");
        }
        self.push("<ol class=\"log\">");
        for entry in &log.entries {
            if entry.date.is_empty() {
                self.push("<li><span class=\"quiet\">");
                self.say(&entry.when);
                self.push("</span><span>");
            } else {
                self.push(&format!("<li><time datetime=\"{}\">", xml(&entry.date)));
                self.say(&entry.when);
                self.push("</time><span>");
            }
            self.text(&entry.text);
            self.push("</span></li>");
        }
        self.push("</ol>");
        if fold {
            self.push("</details>");
        }
    }

    fn commitment(&mut self, c: &Commitment, level: u8) {
        let (anchor, id) = (anchor(&c.anchor), self.id());
        self.push(&format!("<article class=\"commit\" id=\"{anchor}\" aria-labelledby=\"{id}\"><header>"));
        let mut title = c.titled();
        title.0.iter_mut().for_each(|run| run.link = c.link.clone());
        self.heading(level, Some(&id), &title);
        self.state(&c.tag);
        self.push("</header><div class=\"body\"><div class=\"stack-s\">");
        if let Some(count) = &c.count {
            self.push("<p class=\"count mid\"><b>");
            self.say(&count.figure);
            self.push("</b> ");
            self.say(&count.of);
            self.push("</p>");
        }
        if let Some(progress) = &c.progress {
            let id = self.id();
            let svg = figure::progress_svg(progress, self.look.ink, &id);
            self.push(&format!("<div class=\"progress\">{svg}</div>"));
        }
        for sentence in &c.sentences {
            self.push("<p>");
            self.text(sentence);
            self.push("</p>");
        }
        if let Some(remedy) = &c.remedy {
            self.note(remedy);
        }
        if let Some(log) = &c.log {
            self.log(log);
        }
        self.push("</div>");
        self.facts(&c.facts);
        self.push("</div></article>");
    }

    fn chain(&mut self, chain: &Chain) {
        let open = |s: Standing| matches!(s, Standing::Open | Standing::Missing);
        self.push("<ol class=\"chain\">");
        for (i, link) in chain.links.iter().enumerate() {
            let mut class = Vec::new();
            if link.standing == Standing::Here {
                class.push("here");
            }
            if open(link.standing) {
                class.push("open-node");
            }
            if chain.links.get(i + 1).is_some_and(|next| open(next.standing)) {
                class.push("open");
            }
            let class = if class.is_empty() { String::new() } else { format!(" class=\"{}\"", class.join(" ")) };
            let current = if link.standing == Standing::Here { " aria-current=\"true\"" } else { "" };
            self.push(&format!("<li{class}{current}><span class=\"kind\">"));
            self.say(&link.kind);
            self.push("</span><span class=\"what\">");
            // A linked title is set by `.what>a`; one that leads nowhere is set the same, without being a link.
            if link.title.0.iter().any(|r| r.safe_link().is_some()) {
                // Each link has a line of its own; the sign between them is for running text.
                let runs = link.title.0.iter().filter(|r| r.text.trim() != "·").cloned().collect();
                self.text(&Text(runs));
            } else {
                self.push("<b>");
                self.text(&link.title);
                self.push("</b>");
            }
            if !link.detail.is_empty() {
                self.push("<span>");
                self.text(&link.detail);
                self.push("</span>");
            }
            self.push("</span></li>");
        }
        self.push("</ol>");
    }

    fn findings(&mut self, findings: &[Finding], level: u8) {
        self.push("<ol class=\"findings\">");
        for finding in findings {
            match &finding.anchor {
                Some(name) => self.push(&format!("<li class=\"stack-s\" id=\"{}\">", anchor(name))),
                None => self.push("<li class=\"stack-s\">"),
            }
            self.verdict(&finding.verdict);
            self.heading(level, None, &finding.title);
            self.push("<p>");
            self.text(&finding.text);
            self.push("</p>");
            if !finding.how.is_empty() {
                self.push("<details><summary>");
                self.say(&self.words.say("document-how"));
                self.push("</summary><p>");
                self.text(&finding.how);
                self.push("</p></details>");
            }
            self.push("</li>");
        }
        self.push("</ol>");
    }

    fn method(&mut self, method: &Method, level: u8) {
        let id = self.id();
        self.push(&format!("<section class=\"method doc\" aria-labelledby=\"{id}\">"));
        self.heading(level, Some(&id), &method.title.clone().into());
        self.facts(&method.facts);
        self.push("</section>");
    }

    fn signatures(&mut self, signatures: &Signatures) {
        self.push("<ul class=\"signatures\">");
        for s in &signatures.signatures {
            self.push("<li><b>");
            self.say(&s.party);
            self.push("</b><br/>");
            self.say(&s.who());
            self.push("<br/><span class=\"quiet\">");
            self.say(&s.state(self.words));
            self.push("</span></li>");
        }
        self.push("</ul>");
    }

    fn quote(&mut self, quote: &Quote) {
        self.push("<figure class=\"quote\"><blockquote><p>");
        self.text(&quote.text);
        self.push("</p></blockquote><figcaption>");
        self.say(&quote.by);
        self.push("</figcaption></figure>");
    }

    fn figure(&mut self, scene: &Scene) {
        let id = self.id();
        let svg = figure::svg(scene, self.look.ink, &id);
        let class = match scene.drawing {
            Drawing::Map(_) => "map",
            Drawing::Progress(_) => "progress",
            Drawing::Line(_) | Drawing::Range(_) => "chart",
        };
        let beside = scene.placing == Placing::Beside && scene.table.is_some();
        if beside {
            self.push("<div class=\"pair\">");
        }
        self.push(&format!("<figure class=\"{class}\">{svg}"));
        let keys = scene.drawing.keys();
        if !keys.is_empty() {
            self.push("<ul class=\"key\">");
            for (i, key) in keys.iter().enumerate() {
                // On screen a key takes its pattern from the map; in an e-book it has its own.
                let own = if self.look.ink == Ink::Screen { id.clone() } else { format!("{id}-k{i}") };
                let svg = figure::key_svg(key.kind, self.look.ink, &own);
                self.push(&format!("<li>{svg}<span>"));
                self.say(&key.words);
                self.push("</span></li>");
            }
            self.push("</ul>");
        }
        if scene.caption.is_empty() {
            self.push("</figure>");
        } else {
            self.push("<figcaption class=\"small quiet\">");
            self.text(&scene.caption);
            self.push("</figcaption></figure>");
        }
        if let Some(table) = &scene.table {
            if beside {
                self.push("<div>");
                self.table(table);
                self.push("</div>");
            } else if self.look.fold {
                let words = self.words.say("document-show-table");
                self.push("<details><summary>");
                self.say(&words);
                self.push("</summary>");
                self.table(table);
                self.push("</details>");
            } else {
                self.table(table);
            }
        }
        if beside {
            self.push("</div>");
        }
    }
}
