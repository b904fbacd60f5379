//! In which forms is a picture written, and with which tools?

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use documents::pdf::Fonts;
use documents::{Document, Form, Tools};
use text::Words;

use super::Args;

const FILES: [&str; 5] = ["index.html", "findings.csv", "findings.json", "rejected.csv", "method.txt"];
/// The picture in a form stands under this name and the form's suffix.
pub(super) const NAME: &str = "lagesbild";

pub(super) fn is_ours(file: &str) -> bool {
    let form = file.strip_prefix(NAME).and_then(|f| f.strip_prefix('.'));
    FILES.contains(&file) || form.is_some_and(|f| Form::parse(f).is_some())
}

/// The fonts that were asked for, the product's style sheet, and the usual programs.
pub(super) fn tools(args: &Args, words: Words) -> Result<Tools, String> {
    let fonts = match &args.fonts {
        Some(folder) => Fonts::with_folder(folder).map_err(|e| {
            words.with(
                "command-cannot-read",
                &[("file", folder.display().to_string().into()), ("reason", e.to_string().into())],
            )
        })?,
        None => Fonts::built_in(),
    };
    Ok(Tools { fonts, style: web::assets::style_sheet(), ..Tools::default() })
}

/// The forms that were asked for. The page is always made, as `index.html`.
pub(super) fn forms(asked: &[String], tools: &Tools, words: Words) -> Result<Vec<Form>, String> {
    let mut forms = Vec::new();
    for name in asked {
        if name == "all" {
            forms.extend(Form::ALL.into_iter().filter(|f| !f.is_slow() && tools.has(*f)));
            continue;
        }
        let known = || Form::ALL.map(|f| f.suffix()).join(", ");
        let form = Form::parse(name)
            .ok_or_else(|| words.with("command-form", &[("form", name.into()), ("forms", known().into())]))?;
        if !tools.has(form) {
            let programs = tools.programs().into_iter().filter(|(.., is_there, _)| !is_there);
            let absent: Vec<String> = programs.map(|(p, ..)| p.display().to_string()).collect();
            let absent = text::and_list(words.lang(), &absent);
            return Err(words.with("command-form-absent", &[("form", name.into()), ("programs", absent.into())]));
        }
        forms.push(form);
    }
    forms.sort();
    forms.dedup();
    Ok(forms.into_iter().filter(|f| *f != Form::Html).collect())
}

/// The document in each of the forms, made side by side.
pub(super) fn in_forms(
    document: &Document,
    forms: &[Form],
    tools: &Tools,
    words: Words,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from).min(forms.len()) {
            scope.spawn(|| {
                while let Some(form) = forms.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = documents::write(*form, document, tools);
                    made.lock().unwrap_or_else(PoisonError::into_inner).push((*form, bytes));
                }
            });
        }
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(form, _)| *form);
    let named = |(form, bytes): (Form, Result<Vec<u8>, documents::Error>)| {
        let name = format!("{NAME}.{}", form.suffix());
        let reason = |e: documents::Error| {
            words.with("command-cannot-make", &[("file", name.as_str().into()), ("reason", e.to_string().into())])
        };
        Ok((name.clone(), bytes.map_err(reason)?))
    };
    made.into_iter().map(named).collect()
}
