//! In which forms does a document exist, and what is each called as a file?

use std::path::{Path, PathBuf};

use text::Words;

use crate::braille::Grade;
use crate::escape::clean;
use crate::tree::Document;
use crate::{Error, braille, csv, docx, epub, html, json, markdown, odt, pdf, plain, speech, tool};

/// A form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// A page of its own.
    Html,
    /// Tagged PDF on A4.
    Pdf,
    /// Tagged PDF in 18 points.
    Large,
    /// An e-book.
    Epub,
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Braille, for embossers.
    Braille,
    /// Braille with its layout described.
    Pef,
    /// Contracted braille, for embossers.
    BrailleShort,
    /// Contracted braille with its layout described.
    PefShort,
    /// Speech as MP3.
    Mp3,
    /// Speech as Opus.
    Opus,
    /// The tree, for machines.
    Json,
    /// The tables, for spreadsheets.
    Csv,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Form; 16] = [
        Form::Html,
        Form::Pdf,
        Form::Large,
        Form::Epub,
        Form::Docx,
        Form::Odt,
        Form::Text,
        Form::Markdown,
        Form::Braille,
        Form::Pef,
        Form::BrailleShort,
        Form::PefShort,
        Form::Mp3,
        Form::Opus,
        Form::Json,
        Form::Csv,
    ];

    /// What stands after the dot in the address: `/loften/2022.pdf`, `/loften/2022.stor.pdf`.
    pub fn suffix(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Pdf => "pdf",
            Form::Large => "stor.pdf",
            Form::Epub => "epub",
            Form::Docx => "docx",
            Form::Odt => "odt",
            Form::Text => "txt",
            Form::Markdown => "md",
            Form::Braille => "brf",
            Form::Pef => "pef",
            Form::BrailleShort => "forkortad.brf",
            Form::PefShort => "forkortad.pef",
            Form::Mp3 => "mp3",
            Form::Opus => "opus",
            Form::Json => "json",
            Form::Csv => "csv",
        }
    }

    /// The form that a suffix stands for.
    pub fn parse(suffix: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|f| f.suffix() == suffix)
    }

    /// Splits the last part of an address into a name and a form: "2022.stor.pdf" is ("2022", Large). Nothing where the
    /// name has no suffix of a form.
    pub fn split(name: &str) -> Option<(&str, Form)> {
        // The longest suffix first, so that "stor.pdf" is not taken for "pdf".
        let mut forms = Form::ALL;
        forms.sort_by_key(|f| std::cmp::Reverse(f.suffix().len()));
        forms.into_iter().find_map(|f| {
            let stem = name.strip_suffix(f.suffix())?.strip_suffix('.')?;
            (!stem.is_empty()).then_some((stem, f))
        })
    }

    /// The media type, with its character set where it is text.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Html => "text/html; charset=utf-8",
            Form::Pdf | Form::Large => "application/pdf",
            Form::Epub => "application/epub+zip",
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Form::Odt => "application/vnd.oasis.opendocument.text",
            Form::Text => "text/plain; charset=utf-8",
            Form::Markdown => "text/markdown; charset=utf-8",
            Form::Braille | Form::BrailleShort => "application/x-brf",
            Form::Pef | Form::PefShort => "application/x-pef+xml",
            Form::Mp3 => "audio/mpeg",
            Form::Opus => "audio/ogg; codecs=opus",
            Form::Json => "application/json",
            Form::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// What it is called to the reader.
    pub fn label(self, words: Words) -> String {
        words.say(match self {
            Form::Html => "document-form-html",
            Form::Pdf => "document-form-pdf",
            Form::Large => "document-form-large",
            Form::Epub => "document-form-epub",
            Form::Docx => "document-form-docx",
            Form::Odt => "document-form-odt",
            Form::Text => "document-form-text",
            Form::Markdown => "document-form-markdown",
            Form::Braille => "document-form-braille",
            Form::Pef => "document-form-pef",
            Form::BrailleShort => "document-form-braille-short",
            Form::PefShort => "document-form-pef-short",
            Form::Mp3 => "document-form-mp3",
            Form::Opus => "document-form-opus",
            Form::Json => "document-form-json",
            Form::Csv => "document-form-csv",
        })
    }

    /// Whether making it takes seconds, so that it belongs in a queue.
    pub fn is_slow(self) -> bool {
        matches!(self, Form::Mp3 | Form::Opus)
    }

    /// The file name a reader will recognise: "Medborgarlöfte 2022.pdf".
    pub fn file_name(self, document: &Document) -> String {
        let title: String = clean(&document.title)
            .chars()
            .map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c })
            .take(80)
            .collect();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = title.trim_matches(['.', ' ', '-']);
        let title = if title.is_empty() { "samverka" } else { title };
        let words = Words::of(document.lang);
        match self.suffix().rsplit_once('.') {
            Some((kind, ending)) => format!("{title} ({}).{ending}", words.say(&format!("document-file-{kind}"))),
            None => format!("{title}.{}", self.suffix()),
        }
    }

    /// The value of `Content-Disposition`: a plain name for old readers, the real one beside it (RFC 6266).
    pub fn disposition(self, document: &Document) -> String {
        let name = self.file_name(document);
        let plain: String = name
            .chars()
            .map(|c| match c {
                'å' | 'ä' | 'á' | 'à' => 'a',
                'ö' | 'ó' => 'o',
                'Å' | 'Ä' => 'A',
                'Ö' => 'O',
                'é' | 'è' | 'ü' => 'e',
                '–' | '—' | '−' => '-',
                c if c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_') => c,
                _ => '_',
            })
            .collect();
        let mut real = String::new();
        for b in name.bytes() {
            if b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') {
                real.push(char::from(b));
            } else {
                real.push_str(&format!("%{b:02X}"));
            }
        }
        let kind = if matches!(self, Form::Html | Form::Pdf | Form::Large | Form::Text | Form::Json) {
            "inline"
        } else {
            "attachment"
        };
        format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{real}")
    }
}

/// What the forms need from outside: fonts, the style sheet, and programs that may be absent.
#[derive(Clone)]
pub struct Tools {
    /// The fonts of PDF files.
    pub fonts: pdf::Fonts,
    /// The product's style sheet, for the page of its own.
    pub style: String,
    /// The program that translates to braille (`lou_translate` of liblouis).
    pub braille: PathBuf,
    /// On what paper braille is embossed.
    pub paper: braille::Paper,
    /// The program that speaks: it reads text on its input and writes WAV on its output, as `espeak-ng` does.
    pub speech: speech::Voice,
    /// The program that makes MP3 and Opus of WAV (`ffmpeg`).
    pub encoder: PathBuf,
}

impl Default for Tools {
    fn default() -> Self {
        Tools {
            fonts: pdf::Fonts::built_in(),
            style: String::new(),
            braille: "lou_translate".into(),
            paper: braille::Paper::default(),
            speech: speech::Voice::default(),
            encoder: "ffmpeg".into(),
        }
    }
}

impl Tools {
    /// Whether the programs that `form` needs are there.
    pub fn has(&self, form: Form) -> bool {
        match form {
            Form::Braille | Form::Pef | Form::BrailleShort | Form::PefShort => tool::is_there(&self.braille),
            Form::Mp3 | Form::Opus => tool::is_there(&self.speech.program) && tool::is_there(&self.encoder),
            _ => true,
        }
    }

    /// The programs that forms need beside this one: for each its path, what it is for, whether it is there, and how it
    /// is got when it is the usual one.
    pub fn programs(&self) -> Vec<(&Path, Form, bool, &'static str)> {
        let usual = Tools::default();
        let hint = |own: &Path, usual: &Path, hint| if own == usual { hint } else { "" };
        [
            (&self.braille, Form::Braille, hint(&self.braille, &usual.braille, braille::HINT)),
            (&self.speech.program, Form::Mp3, hint(&self.speech.program, &usual.speech.program, speech::VOICE_HINT)),
            (&self.encoder, Form::Mp3, hint(&self.encoder, &usual.encoder, speech::ENCODER_HINT)),
        ]
        .map(|(program, form, hint)| (program.as_path(), form, tool::is_there(program), hint))
        .to_vec()
    }
}

/// Writes `document` in `form`.
///
/// # Errors
/// If a program is absent or was stopped, or the form cannot hold the document.
pub fn write(form: Form, document: &Document, tools: &Tools) -> Result<Vec<u8>, Error> {
    Ok(match form {
        Form::Html => html::page(document, &tools.style).into_bytes(),
        Form::Pdf => pdf::pdf(document, &tools.fonts, pdf::Print::Normal)?,
        Form::Large => pdf::pdf(document, &tools.fonts, pdf::Print::Large)?,
        Form::Epub => epub::epub(document)?,
        Form::Docx => docx::docx(document)?,
        Form::Odt => odt::odt(document)?,
        Form::Text => plain::plain(document).into_bytes(),
        Form::Markdown => markdown::markdown(document).into_bytes(),
        Form::Braille => braille::brf(document, &tools.braille, &tools.paper, Grade::Uncontracted)?,
        Form::Pef => braille::pef(document, &tools.braille, &tools.paper, Grade::Uncontracted)?,
        Form::BrailleShort => braille::brf(document, &tools.braille, &tools.paper, Grade::Contracted)?,
        Form::PefShort => braille::pef(document, &tools.braille, &tools.paper, Grade::Contracted)?,
        Form::Mp3 => speech::audio(document, &tools.speech, &tools.encoder, speech::Sound::Mp3)?,
        Form::Opus => speech::audio(document, &tools.speech, &tools.encoder, speech::Sound::Opus)?,
        Form::Json => json::json(document).into_bytes(),
        Form::Csv => csv::csv(document).into_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Lang;

    #[test]
    fn a_file_name_is_human_and_a_header_is_safe() {
        let document = Document::new("Löfte 2022/23: \"trygg\"\r\nX-Evil: 1", Lang::Sv);
        assert_eq!(Form::Pdf.file_name(&document), "Löfte 2022 23 trygg X-Evil 1.pdf");
        let header = Form::Epub.disposition(&document);
        assert_eq!(
            header,
            "attachment; filename=\"Lofte 2022 23 trygg X-Evil 1.epub\"; filename*=UTF-8''L%C3%B6fte%202022%2023%20trygg%20X-Evil%201.epub"
        );
        assert_eq!(Form::Text.file_name(&Document::new("///", Lang::Sv)), "samverka.txt");
        let plan = Document::new("Plan\u{202e}fdp", Lang::Sv);
        assert_eq!(Form::Large.file_name(&plan), "Planfdp (stor stil).pdf");
        assert_eq!(Form::BrailleShort.file_name(&plan), "Planfdp (förkortad).brf");
    }

    #[test]
    fn an_address_names_its_form() {
        assert_eq!(Form::split("2022.stor.pdf"), Some(("2022", Form::Large)));
        assert_eq!(Form::split("2022.pdf"), Some(("2022", Form::Pdf)));
        assert_eq!(Form::split("2022.forkortad.brf"), Some(("2022", Form::BrailleShort)));
        assert_eq!(Form::split("2022"), None);
        assert_eq!(Form::split(".pdf"), None);
        for form in Form::ALL {
            assert_eq!(Form::parse(form.suffix()), Some(form));
        }
    }
}
