//! What does a document say in easy Swedish, and who has approved it?

use crate::line::BadText;
use crate::release::{Release, Shown};
use crate::{Id, Line, Noun, Owned, Prose};

/// A document told in easy Swedish (*lättläst*): a text of its own, written by a person for those who cannot read the
/// document itself. Joint from the start, public only when both owners have approved; it stands beside what it tells of
/// and can be written long after that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EasyText {
    /// Its key and its address.
    pub id: Id,
    /// The version that was read, for an update that must not overwrite another's.
    pub version: i64,
    /// Who wrote it, and how far it is shared.
    pub owned: Owned,
    /// The record that it tells of; one easy text per record.
    pub subject: (Noun, Id),
    /// The heading, in easy words itself.
    pub title: Line,
    /// What it says.
    pub body: EasyBody,
    /// How far it has come on its way to the public.
    pub release: Release,
}

impl EasyText {
    /// What can be told in easy Swedish: what is a document for everyone.
    pub const SUBJECTS: [Noun; 6] =
        [Noun::Promise, Noun::Agreement, Noun::Plan, Noun::Picture, Noun::Review, Noun::News];

    /// What everyone would see if it became public as it is, at `at`; if it is public, what everyone sees. For those who
    /// may read the record: [`EasyText::published`] is for everyone.
    pub fn preview(&self, at: jiff::Timestamp) -> Option<PublicEasyText> {
        self.published().or_else(|| EasyText { release: self.release.as_if_published(at), ..self.clone() }.published())
    }

    /// The public twin, if everyone may see it.
    pub fn published(&self) -> Option<PublicEasyText> {
        let shown = self.release.shown()?;
        Some(PublicEasyText {
            id: self.id.clone(),
            subject: self.subject.clone(),
            title: self.title.clone(),
            body: shown.withdrawn.is_none().then(|| self.body.clone()),
            shown,
        })
    }
}

/// An easy text as everyone sees it. Made only by [`EasyText::published`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEasyText {
    /// Its address.
    pub id: Id,
    /// What it tells of.
    pub subject: (Noun, Id),
    /// The heading.
    pub title: Line,
    /// What it says; nothing when it was withdrawn.
    pub body: Option<EasyBody>,
    /// Since when it is shown, and whether it was withdrawn.
    pub shown: Shown,
}

/// The body of an easy text: one thought a line, at least one; lines that begin with `#` are headings, with `-` items of
/// a list. Blank lines mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EasyBody(Prose);

/// A line of an easy text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EasyLine<'a> {
    /// A heading; something always stands under it.
    Heading(&'a str),
    /// One thought.
    Thought(&'a str),
    /// An item of a list.
    Item(&'a str),
}

/// Why an easy text was not taken. `line` counts what was written from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEasy {
    /// As a text.
    #[error(transparent)]
    Text(#[from] BadText),
    /// A line that is no short thought: `over` is by how many characters.
    #[error("line {line} is {over} characters too long (at most {})", EasyBody::LINE)]
    LongLine {
        /// Which line.
        line: usize,
        /// How many characters too many.
        over: usize,
    },
    /// A heading or an item without words.
    #[error("line {line} has a mark and no words")]
    NoWords {
        /// Which line.
        line: usize,
    },
    /// A heading with nothing under it.
    #[error("nothing stands under the heading of line {line}")]
    NothingUnder {
        /// Which line.
        line: usize,
    },
}

impl EasyBody {
    /// The longest line, in characters: who needs more has more than one thought.
    pub const LINE: usize = 200;

    /// Reads the body.
    pub fn parse(text: &str) -> Result<EasyBody, BadEasy> {
        let prose = Prose::parse_some(text)?;
        // Lines are counted as they were written, so that the writer finds them.
        let before = text.replace("\r\n", "\n").lines().take_while(|l| l.trim().is_empty()).count();
        let mut heading = None;
        for (i, written) in prose.as_str().lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let line = before + i + 1;
            let read = EasyLine::of(written.trim());
            let length = read.words().chars().count();
            if length == 0 {
                return Err(BadEasy::NoWords { line });
            }
            if length > Self::LINE {
                return Err(BadEasy::LongLine { line, over: length - Self::LINE });
            }
            let is_heading = matches!(read, EasyLine::Heading(_));
            if let Some(line) = heading.filter(|_| is_heading) {
                return Err(BadEasy::NothingUnder { line });
            }
            heading = is_heading.then_some(line);
        }
        match heading {
            Some(line) => Err(BadEasy::NothingUnder { line }),
            None => Ok(EasyBody(prose)),
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Its lines in order.
    pub fn lines(&self) -> impl Iterator<Item = EasyLine<'_>> {
        self.0.as_str().lines().map(str::trim).filter(|l| !l.is_empty()).map(EasyLine::of)
    }
}

impl<'a> EasyLine<'a> {
    fn of(line: &'a str) -> EasyLine<'a> {
        if let Some(words) = line.strip_prefix('#') {
            return EasyLine::Heading(words.trim_start_matches('#').trim());
        }
        // "-10 grader" is a thought: an item has a space after its mark, or nothing at all.
        match line.strip_prefix(['-', '•']) {
            Some(words) if words.is_empty() || words.starts_with(char::is_whitespace) => EasyLine::Item(words.trim()),
            _ => EasyLine::Thought(line),
        }
    }

    /// The words without their mark.
    pub fn words(self) -> &'a str {
        match self {
            EasyLine::Heading(words) | EasyLine::Thought(words) | EasyLine::Item(words) => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Approval, Refused};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn id(s: &str) -> Id {
        Id::parse(s).unwrap()
    }

    fn draft() -> EasyText {
        EasyText {
            id: id("lattlast-lofte"),
            version: 1,
            owned: Owned::joint(id("kommunen")),
            subject: (Noun::Promise, id("lofte-2022")),
            title: Line::parse("Det här har vi lovat").unwrap(),
            body: EasyBody::parse("Vi lovar fem saker.").unwrap(),
            release: Release::Draft,
        }
    }

    #[test]
    fn a_body_is_headings_thoughts_and_items() {
        let body = EasyBody::parse("\r\nVi lovar.\n\n# Polisen\n- Vi är på plats.\n-10 grader är kallt.\n").unwrap();
        let lines: Vec<_> = body.lines().collect();
        assert_eq!(
            lines,
            [
                EasyLine::Thought("Vi lovar."),
                EasyLine::Heading("Polisen"),
                EasyLine::Item("Vi är på plats."),
                EasyLine::Thought("-10 grader är kallt."),
            ]
        );
        assert_eq!(EasyBody::parse(body.as_str()), Ok(body));
    }

    #[test]
    fn what_is_wrong_is_told_with_the_line_where_it_stands() {
        assert_eq!(EasyBody::parse(" \n "), Err(BadEasy::Text(BadText::Empty)));
        assert_eq!(EasyBody::parse("\n\nett\n#\ntvå"), Err(BadEasy::NoWords { line: 4 }));
        assert_eq!(EasyBody::parse("ett\n-\ntvå"), Err(BadEasy::NoWords { line: 2 }));
        assert_eq!(EasyBody::parse("# a\n\n# b\nc"), Err(BadEasy::NothingUnder { line: 1 }));
        assert_eq!(EasyBody::parse("a\n# b"), Err(BadEasy::NothingUnder { line: 2 }));
        let long = "å".repeat(EasyBody::LINE + 3);
        assert_eq!(EasyBody::parse(&format!("# a\n- {long}")), Err(BadEasy::LongLine { line: 2, over: 3 }));
    }

    #[test]
    fn an_easy_text_that_one_owner_has_not_approved_cannot_be_published() {
        let by = |o: &str| Approval { organisation: id(o), account: id("kim"), at: Timestamp::UNIX_EPOCH };
        let one = Release::Draft.propose(vec![id("kommunen"), id("polisen")]).unwrap().approve(by("polisen")).unwrap();
        assert_eq!(one.publish(Timestamp::UNIX_EPOCH), Err(Refused("refused-approval-missing")));
        assert_eq!(draft().published(), None);
        assert!(draft().preview(Timestamp::UNIX_EPOCH).is_some());
    }

    #[test]
    fn a_withdrawn_easy_text_shows_only_why() {
        let mut text = draft();
        let reason = Prose::parse("Den sa fel datum.").unwrap();
        text.release = text.release.as_if_published(Timestamp::UNIX_EPOCH);
        text.release = text.release.withdraw(reason.clone(), Timestamp::UNIX_EPOCH).unwrap();
        let shown = text.published().unwrap();
        assert_eq!((shown.body, shown.shown.withdrawn), (None, Some(reason)));
    }

    proptest! {
        /// Whatever is written: an answer, and what was taken says the same when it is read again.
        #[test]
        fn any_text_is_taken_or_refused(text in "[#\\- a-zåäö\n\r•\u{0}-\u{8}]{0,300}") {
            if let Ok(body) = EasyBody::parse(&text) {
                prop_assert!(body.lines().count() > 0);
                prop_assert!(body.lines().all(|l| !l.words().is_empty()));
                prop_assert_eq!(EasyBody::parse(body.as_str()), Ok(body));
            }
        }
    }
}
