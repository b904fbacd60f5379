//! How is a document spoken, with a chapter for each heading?

mod spoken;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Error;
use crate::escape::clean;
use crate::linear::{Addresses, Part, in_languages, mapped, parts, sentence};
use crate::tool::{Limits, run};
use crate::tree::Document;

pub(crate) use spoken::spoken;
use text::Lang;

/// Who speaks: a program that reads UTF-8 text on its input and writes WAV on its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The program.
    pub program: PathBuf,
    /// Its arguments; `{lang}` is replaced by the language of the document.
    pub args: Vec<String>,
}

impl Default for Voice {
    fn default() -> Self {
        // 160 words a minute: espeak's own pace is hard to follow for those who hear it for the first time.
        let args = ["--stdout", "--stdin", "-b", "1", "-v", "{lang}", "-s", "160"];
        Voice { program: "espeak-ng".into(), args: args.map(str::to_owned).to_vec() }
    }
}

/// The file that is made of the speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// MP3 at 48 kbit/s, with chapters in its ID3 tag.
    Mp3,
    /// Opus at 24 kbit/s, with chapters in its comments.
    Opus,
}

/// Where a chapter begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// When it begins.
    pub at: Duration,
}

pub(crate) const VOICE_HINT: &str = "Debian: apt-get install espeak-ng";
pub(crate) const ENCODER_HINT: &str = "Debian: apt-get install ffmpeg";
/// Two hours of speech; what is longer is refused.
const MOST_BYTES: usize = 2 * 3600 * 22_050 * 2;
const MOST_TEXT: usize = 400_000;
const LIMITS: Limits = Limits { time: Duration::from_secs(120), output: MOST_BYTES };

/// The document as sound.
///
/// # Errors
/// If a program is absent, fails, or takes too long, or the document is too long to listen to.
pub fn audio(document: &Document, voice: &Voice, encoder: &Path, sound: Sound) -> Result<Vec<u8>, Error> {
    let (wav, chapters) = speak(document, voice)?;
    // The encoder takes sound on its input and the chapters from a file: text as a file, never as an argument.
    let folder = Folder::new()?;
    let chapter_file = folder.0.join("chapters.txt");
    std::fs::write(&chapter_file, metadata(document, &chapters, wav_length(&wav)))
        .map_err(|e| Error::Refused(e.to_string()))?;
    let format: &[&str] = match sound {
        Sound::Mp3 => &["-c:a", "libmp3lame", "-b:a", "48k", "-f", "mp3", "-id3v2_version", "3", "-write_xing", "0"],
        Sound::Opus => &["-c:a", "libopus", "-b:a", "24k", "-application", "voip", "-f", "ogg"],
    };
    let mut args: Vec<std::ffi::OsString> =
        ["-hide_banner", "-loglevel", "error", "-nostdin", "-f", "wav", "-i", "pipe:0", "-f", "ffmetadata", "-i"]
            .into_iter()
            .map(Into::into)
            .collect();
    args.push(chapter_file.into());
    args.extend(["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", "-bitexact"].map(Into::into));
    args.extend(format.iter().map(Into::into));
    args.push("pipe:1".into());
    run(encoder, &args, wav, LIMITS, ENCODER_HINT)
}

/// The speech as WAV, and where its chapters begin.
///
/// # Errors
/// As [`audio`].
pub fn speak(document: &Document, voice: &Voice) -> Result<(Vec<u8>, Vec<Chapter>), Error> {
    let sections = sections(document);
    let letters: usize = sections.iter().map(|(_, text)| text.len()).sum();
    if letters > MOST_TEXT {
        return Err(Error::Refused(format!(
            "{letters} bytes of text are more than the {MOST_TEXT} that can be spoken"
        )));
    }
    let mut samples = Vec::new();
    let mut rate = 22_050;
    let mut chapters = Vec::new();
    for (title, text) in sections {
        let mut chapter = Some(title);
        let pieces = in_languages(&text, document.lang);
        // Each voice says what is in its language; between two of them a full stop is nothing to say.
        let is_said = |words: &str| pieces.len() == 1 || words.contains(char::is_alphanumeric);
        for (lang, words) in pieces.iter().filter(|(_, words)| is_said(words)) {
            let args: Vec<String> = voice.args.iter().map(|a| a.replace("{lang}", lang.tag())).collect();
            let wav = run(&voice.program, &args, words.as_bytes().to_vec(), LIMITS, VOICE_HINT)?;
            let (found, data) = wav_data(&wav).ok_or_else(|| Error::Stopped {
                tool: voice.program.display().to_string(),
                why: "no WAV came out".into(),
            })?;
            if found != rate && !samples.is_empty() {
                let why = format!("its voices do not sound at the same rate ({rate} and {found})");
                return Err(Error::Stopped { tool: voice.program.display().to_string(), why });
            }
            rate = found;
            let at = Duration::from_secs_f64(samples.len() as f64 / 2.0 / f64::from(rate));
            chapters.extend(chapter.take().map(|title| Chapter { title, at }));
            samples.extend_from_slice(data);
        }
        // A breath between chapters.
        samples.resize(samples.len() + rate as usize, 0);
        if samples.len() > MOST_BYTES {
            return Err(Error::Refused("more than two hours of speech".into()));
        }
    }
    Ok((wav_of(&samples, rate), chapters))
}

/// What is read aloud: for each chapter its title and its text.
pub fn script(document: &Document) -> Vec<(String, String)> {
    let plain = |(title, text): (String, String)| (title, clean(&text).into_owned());
    sections(document).into_iter().map(plain).collect()
}

/// The text of each chapter, with its languages told apart ([`in_languages`]): one for each heading of the first three
/// levels, so that each commitment has its own.
pub(crate) fn sections(document: &Document) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for part in parts(document, &Addresses::Silent) {
        let (number, text) = match &part {
            Part::Break => continue,
            Part::Item(_, Some(marker), text) => (format!("{} ", marker.trim_end_matches('.')), text),
            Part::Heading(_, text) | Part::Paragraph(text) | Part::Item(_, None, text) => (String::new(), text),
        };
        if let Part::Heading(level, title) = &part
            && (*level <= 3 || found.is_empty())
        {
            found.push((clean(title).replace('\n', " "), String::new()));
        }
        if let Some((_, chapter)) = found.last_mut() {
            let is_heading = matches!(part, Part::Heading(..));
            let said = |words: &str, lang: Lang| {
                let words = if is_heading { words.replace('\n', " ") } else { words.to_owned() };
                spoken(&words, lang == Lang::En)
            };
            chapter.push_str(&sentence(&mapped(&format!("{number}{text}"), document.lang, said)));
            chapter.push_str("\n\n");
        }
    }
    found
}

/// FFMETADATA with title and chapters; its five special characters are escaped.
fn metadata(document: &Document, chapters: &[Chapter], length: Duration) -> String {
    let escape = |text: &str| {
        let mut out = String::new();
        for c in clean(text).chars() {
            if matches!(c, '=' | ';' | '#' | '\\' | '\n') {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let f = &document.furniture;
    let mut out = format!(
        ";FFMETADATA1\ntitle={}\nartist={}\nlanguage={}\ndate={}\n",
        escape(&document.title),
        escape(&f.responsible),
        if document.lang == text::Lang::En { "eng" } else { "swe" },
        escape(&f.date)
    );
    for (i, chapter) in chapters.iter().enumerate() {
        let end = chapters.get(i + 1).map_or(length, |next| next.at);
        out.push_str(&format!(
            "[CHAPTER]\nTIMEBASE=1/1000\nSTART={}\nEND={}\ntitle={}\n",
            chapter.at.as_millis(),
            end.as_millis(),
            escape(&chapter.title)
        ));
    }
    out
}

/// The rate and the samples (16 bits, one channel) of a WAV file. A length that the program could not know yet, as it
/// wrote to a pipe, is taken to be the rest.
fn wav_data(wav: &[u8]) -> Option<(u32, &[u8])> {
    if wav.get(..4)? != b"RIFF" || wav.get(8..12)? != b"WAVE" {
        return None;
    }
    let (mut at, mut rate) = (12, None);
    loop {
        let head = wav.get(at..at + 8)?;
        let size = u32::from_le_bytes(head[4..8].try_into().ok()?) as usize;
        let body = at + 8;
        match &head[..4] {
            b"fmt " => {
                let fmt = wav.get(body..body + 16)?;
                let is_mono_16 = fmt[2..4] == [1, 0] && fmt[14..16] == [16, 0];
                rate = is_mono_16.then(|| u32::from_le_bytes([fmt[4], fmt[5], fmt[6], fmt[7]]));
            }
            b"data" => {
                let end = body.saturating_add(size).min(wav.len());
                return Some((rate?, &wav[body..end]));
            }
            _ => {}
        }
        at = body.checked_add(size)?;
    }
}

fn wav_of(samples: &[u8], rate: u32) -> Vec<u8> {
    let size = samples.len() as u32;
    let mut out = Vec::with_capacity(samples.len() + 44);
    out.extend(b"RIFF");
    out.extend((36 + size).to_le_bytes());
    out.extend(b"WAVEfmt ");
    out.extend(16u32.to_le_bytes());
    out.extend([1, 0, 1, 0]);
    out.extend(rate.to_le_bytes());
    out.extend((rate * 2).to_le_bytes());
    out.extend([2, 0, 16, 0]);
    out.extend(b"data");
    out.extend(size.to_le_bytes());
    out.extend(samples);
    out
}

fn wav_length(wav: &[u8]) -> Duration {
    wav_data(wav).map_or(Duration::ZERO, |(rate, data)| {
        Duration::from_secs_f64(data.len() as f64 / 2.0 / f64::from(rate.max(1)))
    })
}

/// A folder that is gone when the value is.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder, Error> {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let n = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("samverka-ljud-{}-{n}", std::process::id()));
        std::fs::create_dir(&path).map_err(|e| Error::Refused(e.to_string()))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_chapter_begins_with_each_section() {
        let titles: Vec<String> = sections(&samples().remove(0).1).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles[..2], ["Medborgarlöfte 2022", "Åtagandena"]);
        assert_eq!(titles.len(), 8);
        for (n, title) in (1..=5).zip(&titles[2..]) {
            assert!(title.starts_with(&format!("{n}. ")), "each commitment has its chapter: {titles:?}");
        }
        assert_eq!(titles[7], "Det här vilar åtagande 1 på");
    }

    #[test]
    fn a_title_cannot_break_the_list_of_chapters() {
        let document = Document::new("a=b;\n[CHAPTER]", text::Lang::Sv);
        let text = metadata(&document, &[], Duration::ZERO);
        assert!(text.contains("title=a\\=b\\;\\\n[CHAPTER]\n"), "{text}");
    }

    #[test]
    fn speech_has_a_plausible_length() {
        let voice = Voice::default();
        if !crate::tool::is_there(&voice.program) {
            println!("SKIPPED: espeak-ng is not installed ({VOICE_HINT})");
            return;
        }
        let (_, document) = samples().remove(2);
        let (wav, chapters) = speak(&document, &voice).unwrap();
        let seconds = wav_length(&wav).as_secs_f64();
        let words = sections(&document).iter().map(|(_, t)| t.split_whitespace().count()).sum::<usize>() as f64;
        assert!((words / 4.5..words * 1.2).contains(&seconds), "{words} words in {seconds} s");
        assert_eq!(chapters.len(), sections(&document).len());
        assert!(chapters.windows(2).all(|c| c[0].at < c[1].at));
    }

    #[test]
    fn an_absent_voice_is_an_error_that_says_so() {
        let voice = Voice { program: "no-such-voice".into(), args: vec![] };
        assert!(matches!(speak(&samples().remove(2).1, &voice), Err(Error::Missing { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn each_language_is_spoken_by_its_own_voice() {
        // A voice that notes what it was given and answers half a second of silence.
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("silence.wav"), wav_of(&[0; 22_050], 22_050)).unwrap();
        let (noted, silence) = (at("noted"), at("silence.wav"));
        let script = format!(
            "#!/bin/sh\nprintf '%s: ' \"$1\" >> {0}\ntr -d '\\n' >> {0}\necho >> {0}\ncat {1}\n",
            noted.display(),
            silence.display()
        );
        std::fs::write(at("voice"), script).unwrap();
        std::fs::set_permissions(at("voice"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let voice = Voice { program: at("voice"), args: vec!["{lang}".into()] };
        let text = crate::Text::from("The promise: ").in_lang("Vi lovar 7 av 10", "sv").then(".");
        let document = Document::new("Promise", Lang::En).with(crate::Block::text(text));
        let (wav, chapters) = speak(&document, &voice).unwrap();
        let noted = std::fs::read_to_string(noted).unwrap();
        assert_eq!(noted, "en: Promise.The promise: \nsv: Vi lovar 7 av 10\n");
        assert_eq!(chapters.len(), 1);
        // Two voices and a breath, half a second each.
        assert!((1.4..1.6).contains(&wav_length(&wav).as_secs_f64()), "{:?}", wav_length(&wav));
    }
}
