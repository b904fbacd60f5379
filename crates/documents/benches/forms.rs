//! How fast is an agreement of ten pages written in each form, and in all but sound?
//!
//! `cargo bench -p documents --bench forms`. Fonts, template and library are warm after the first round, as they are in
//! a running server. `cargo bench -p documents --bench forms -- --html FILE` writes the page that other programs are
//! timed on (`benches/documents-peers`).

use documents::{Block, Document, Form, Section, Tools, numbered, samples, write};

fn main() {
    let mut args = std::env::args().skip_while(|a| a != "--html").skip(1);
    if let Some(path) = args.next() {
        let page = write(Form::Html, &ten_pages(), &Tools::default()).expect("a page");
        std::fs::write(&path, page).expect("a file");
        std::fs::write(format!("{path}.docx"), write(Form::Docx, &ten_pages(), &Tools::default()).expect("a file"))
            .expect("a file");
        return;
    }
    divan::main();
}

/// The sample agreement, with its clauses written out until they fill ten pages of A4. Each time with other words: Typst
/// remembers what it has set, and a document that it has set before would take a tenth of the time.
fn ten_pages() -> Document {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(1);
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let (_, mut document) =
        samples().into_iter().find(|(name, _)| *name == "overenskommelse-klausuler").expect("it is there");
    let prose = "Parterna arbetar tillsammans för att fler ska känna sig trygga. Arbetet bygger på den gemensamma \
                 lägesbilden och följs upp varje kvartal. Det som inte blev gjort redovisas med skäl och nytt datum. ";
    let clause = |i: usize| {
        let paragraphs = (0..4).map(|k| Block::text(format!("Ärende {number}.{i}.{k}. {}", prose.repeat(2)))).collect();
        Block::from(Section::new(format!("Särskilda åtaganden, del {i}"), paragraphs))
    };
    document.blocks.extend(numbered((1..=16).map(clause).collect()));
    document
}

/// Every form but sound.
const ALL: [Form; 14] = [
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
    Form::Json,
    Form::Csv,
];

#[divan::bench(args = ALL, sample_count = 20, sample_size = 1)]
fn one_form(bencher: divan::Bencher, form: Form) {
    let (document, tools) = (ten_pages(), Tools::default());
    if !tools.has(form) {
        return;
    }
    let _ = write(form, &document, &tools);
    bencher.with_inputs(ten_pages).bench_local_values(|document| write(form, &document, &tools));
}

/// One after another.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn all_forms(bencher: divan::Bencher) {
    let (document, tools) = (ten_pages(), Tools::default());
    let all = |document: Document| {
        ALL.into_iter()
            .filter(|f| tools.has(*f))
            .map(|f| write(f, &document, &tools).map_or(0, |b| b.len()))
            .sum::<usize>()
    };
    all(document);
    bencher.with_inputs(ten_pages).bench_local_values(all);
}

/// Side by side on as many threads as there are cores, as the server makes them.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn all_forms_side_by_side(bencher: divan::Bencher) {
    let (document, tools) = (ten_pages(), Tools::default());
    let all = |document: Document| {
        let next = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(|| {
                    // The slow ones first, so that no thread waits long for another.
                    const ORDER: [usize; 14] = [2, 1, 8, 9, 10, 11, 0, 3, 4, 5, 6, 7, 12, 13];
                    loop {
                        let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(i) = ORDER.get(i) else { return };
                        if tools.has(ALL[*i]) {
                            let _ = std::hint::black_box(write(ALL[*i], &document, &tools));
                        }
                    }
                });
            }
        });
    };
    all(document);
    bencher.with_inputs(ten_pages).bench_local_values(all);
}
