//! Writes the sample documents in every form into a folder, for looking at them:
//! `cargo run -p documents --example samples -- OUT STYLE.css`

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(out), Some(style)) = (args.next(), args.next()) else {
        eprintln!("samples OUT STYLE.css");
        std::process::exit(2);
    };
    let style = std::fs::read_to_string(style).expect("the style sheet");
    std::fs::create_dir_all(&out).expect("the folder");
    for (name, document) in documents::samples() {
        std::fs::write(format!("{out}/{name}.html"), documents::html::page(&document, &style)).expect("a file");
        let fonts = documents::pdf::Fonts::built_in();
        for (print, suffix) in [(documents::pdf::Print::Normal, ""), (documents::pdf::Print::Large, "-stor")] {
            let started = std::time::Instant::now();
            match documents::pdf::pdf(&document, &fonts, print) {
                Ok(bytes) => std::fs::write(format!("{out}/{name}{suffix}.pdf"), bytes).expect("a file"),
                Err(e) => eprintln!("{name}{suffix}.pdf: {e}"),
            }
            eprintln!("{name}{suffix}.pdf: {:?}", started.elapsed());
        }
    }
}
