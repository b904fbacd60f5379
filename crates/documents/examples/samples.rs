//! Writes the sample documents in every form into a folder, for looking at them:
//! `cargo run -p documents --example samples -- OUT STYLE.css`

use documents::{Form, Tools, samples, write};

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(out), Some(style)) = (args.next(), args.next()) else {
        eprintln!("samples OUT STYLE.css");
        std::process::exit(2);
    };
    let tools = Tools { style: std::fs::read_to_string(style).expect("the style sheet"), ..Tools::default() };
    std::fs::create_dir_all(&out).expect("the folder");
    for (name, document) in samples() {
        for form in Form::ALL {
            let started = std::time::Instant::now();
            match write(form, &document, &tools) {
                Ok(bytes) => {
                    println!("{name}.{}: {} bytes in {:?}", form.suffix(), bytes.len(), started.elapsed());
                    std::fs::write(format!("{out}/{name}.{}", form.suffix()), bytes).expect("a file");
                }
                Err(e) => println!("{name}.{}: {e}", form.suffix()),
            }
        }
    }
}
