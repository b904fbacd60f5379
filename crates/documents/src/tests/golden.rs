//! What do the text forms of the five documents that matter most look like? Golden files, read by people.
//!
//! They stand in `src/golden/<document>.<suffix>.snap`. After a change that is meant, `INSTA_UPDATE=always cargo test -p
//! documents golden` writes them anew; read the difference as the reader of that form would.

use std::path::Path;

use super::{made, there};
use crate::*;

const DOCUMENTS: [&str; 7] = [
    "overenskommelse",
    "overenskommelse-klausuler",
    "lagesbild",
    "medborgarlofte",
    "atgardsplan",
    "tillganglighet",
    "lattlast",
];

fn golden(name: &str, suffix: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{name}.{suffix}"), text));
}

fn each(mut text_of: impl FnMut(usize, &Document) -> Option<String>, suffix: &str) {
    for (i, (name, document)) in samples().iter().enumerate().filter(|(_, (name, _))| DOCUMENTS.contains(name)) {
        if let Some(text) = text_of(i, document) {
            golden(name, suffix, &text);
        }
    }
}

fn file(i: usize, form: Form) -> Option<String> {
    there(form, &made(i, form)).map(|bytes| String::from_utf8(bytes).unwrap().replace("\r\n", "\n"))
}

#[test]
fn plain_text_reads_as_it_should() {
    each(|i, _| file(i, Form::Text), "txt");
}

#[test]
fn markdown_reads_as_it_should() {
    each(|i, _| file(i, Form::Markdown), "md");
}

#[test]
fn json_reads_as_it_should() {
    each(|i, _| file(i, Form::Json), "json");
}

#[test]
fn csv_reads_as_it_should() {
    each(|i, _| file(i, Form::Csv), "csv");
}

#[test]
fn html_reads_as_it_should() {
    // One element a line, so that a difference can be read.
    each(|_, document| Some(html::fragment(document, 1).replace("><", ">\n<")), "html");
}

#[test]
fn speech_reads_as_it_should() {
    let chapter = |(title, text): (String, String)| format!("[{title}]\n{text}");
    each(|_, document| Some(speech::script(document).into_iter().map(chapter).collect()), "speech");
}

#[test]
fn braille_reads_as_it_should() {
    if !tool::is_there(Path::new("lou_translate")) {
        println!("SKIPPED: lou_translate is not installed (Debian: apt-get install liblouis-bin)");
        return;
    }
    each(|i, _| file(i, Form::Braille).map(|text| text.replace('\u{c}', "\n--- page ---\n")), "brf");
}
