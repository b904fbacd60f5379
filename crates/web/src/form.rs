//! What was filled in, what was wrong with it, and how is it shown again with nothing lost?

use std::collections::BTreeMap;

use actions::{Error, Invalid};
use askama::Template;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use http_body_util::BodyExt;

use crate::{App, Problem, Shell};

/// The most that a form may send, in bytes.
pub const FORM_LIMIT: usize = 1024 * 1024;

/// What was filled in and what was wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<(String, String)>,
}

/// One of several to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the reader sees.
    pub words: String,
    /// A second line under it; empty for none.
    pub hint: String,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: impl Into<String>, words: impl Into<String>) -> Choice {
        Choice { value: value.into(), words: words.into(), hint: String::new() }
    }
}

impl Form {
    /// Nothing filled in.
    pub fn new() -> Form {
        Form::default()
    }

    /// Fills a field in, replacing what it had.
    pub fn set(&mut self, field: &str, value: impl Into<String>) -> &mut Form {
        self.values.insert(field.to_owned(), vec![value.into()]);
        self
    }

    /// Adds a value to a field with several.
    pub fn add(&mut self, field: &str, value: impl Into<String>) -> &mut Form {
        self.values.entry(field.to_owned()).or_default().push(value.into());
        self
    }

    /// What a field holds; empty when it holds nothing.
    pub fn get(&self, field: &str) -> &str {
        self.values.get(field).and_then(|v| v.first()).map_or("", String::as_str)
    }

    /// Everything that a field with several values holds.
    pub fn all(&self, field: &str) -> &[String] {
        self.values.get(field).map_or(&[], Vec::as_slice)
    }

    /// A whole number in a hidden field (the version that was read).
    pub fn number(&self, field: &str) -> i64 {
        self.get(field).parse().unwrap_or(0)
    }

    /// Says that a field is wrong.
    pub fn wrong(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push((field.to_owned(), message.into()));
    }

    /// Whether nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.errors.is_empty()
    }

    /// Takes an action's refusal: what the writer can mend is shown in the form, anything else is a problem's page.
    pub fn refuse(&mut self, s: &Shell, error: Error) -> Result<(), Problem> {
        match error {
            Error::Invalid(invalid) => {
                for Invalid { field, key, args } in invalid {
                    self.wrong(field, s.words.with(key, &args));
                }
                Ok(())
            }
            Error::Guarded(guarded) => {
                for g in guarded {
                    let found = domain::guard::find(&g.text);
                    self.wrong(g.field, s.t1("guard-rewrite-error", "what", crate::guard::what(s, &found)));
                }
                Ok(())
            }
            Error::Refused(reason) => {
                self.wrong("", s.t(reason.0));
                Ok(())
            }
            Error::Storage(storage::Error::Conflict) => {
                self.wrong("", s.t("problem-conflict-text"));
                Ok(())
            }
            other => Err(other.into()),
        }
    }

    /// The summary of errors, first on the page; nothing when all is right.
    pub fn summary(&self, s: &Shell) -> ErrorSummary {
        ErrorSummary { title: s.t1("form-errors", "n", self.errors.len()), errors: self.errors.clone() }
    }

    /// "Fel: " before the page's title when something is wrong.
    pub fn title(&self, s: &Shell, title: String) -> String {
        if self.is_right() { title } else { s.t1("form-error-title", "title", title) }
    }

    /// One line of text. The label is message `key`, the hint `key`-hint if there is one.
    pub fn text(&self, s: &Shell, field: &str, key: &str) -> TextField {
        self.field(s, field, key, "text")
    }

    /// As [`Form::text`], for a password.
    pub fn password(&self, s: &Shell, field: &str, key: &str) -> TextField {
        TextField { value: String::new(), ..self.field(s, field, key, "password") }
    }

    /// As [`Form::text`], short, for a number, a date or a time of day.
    pub fn short(&self, s: &Shell, field: &str, key: &str) -> TextField {
        TextField { short: true, ..self.field(s, field, key, "text") }
    }

    /// As [`Form::text`], with a label that is made for the page (the unit of a party).
    pub fn labelled(&self, s: &Shell, field: &str, label: String) -> TextField {
        TextField { label, ..self.field(s, field, "", "text") }
    }

    fn field(&self, s: &Shell, field: &str, key: &str, kind: &'static str) -> TextField {
        TextField {
            name: field.to_owned(),
            kind,
            short: false,
            autocomplete: "off",
            label: s.t(key),
            hint: self.hint(s, key),
            value: self.get(field).to_owned(),
            error: self.error(field),
        }
    }

    /// Several lines of text.
    pub fn textarea(&self, s: &Shell, field: &str, key: &str) -> TextArea {
        TextArea {
            name: field.to_owned(),
            label: s.t(key),
            hint: self.hint(s, key),
            value: self.get(field).to_owned(),
            error: self.error(field),
        }
    }

    /// As [`Form::textarea`], with a label that is made for the page (a word of the law, which changes with the day).
    pub fn labelled_area(&self, s: &Shell, field: &str, label: String, key: &str) -> TextArea {
        TextArea { label, hint: self.hint(s, key), ..self.textarea(s, field, "") }
    }

    /// One of several, as a list that opens.
    pub fn select(&self, s: &Shell, field: &str, key: &str, choices: Vec<Choice>) -> Select {
        Select {
            name: field.to_owned(),
            label: s.t(key),
            hint: self.hint(s, key),
            value: self.get(field).to_owned(),
            choices,
            error: self.error(field),
        }
    }

    /// One of several, all in sight.
    pub fn radios(&self, s: &Shell, field: &str, key: &str, choices: Vec<Choice>) -> Options {
        self.options(s, field, key, choices, "radio")
    }

    /// Any of several, all in sight.
    pub fn checkboxes(&self, s: &Shell, field: &str, key: &str, choices: Vec<Choice>) -> Options {
        self.options(s, field, key, choices, "checkbox")
    }

    fn options(&self, s: &Shell, field: &str, key: &str, choices: Vec<Choice>, kind: &'static str) -> Options {
        let chosen = self.all(field);
        let one = |(i, c): (usize, Choice)| Opt {
            id: if i == 0 { field.to_owned() } else { format!("{field}-{}", i + 1) },
            checked: chosen.contains(&c.value),
            choice: c,
        };
        Options {
            name: field.to_owned(),
            kind,
            label: s.t(key),
            hint: self.hint(s, key),
            options: choices.into_iter().enumerate().map(one).collect(),
            error: self.error(field),
        }
    }

    fn hint(&self, s: &Shell, key: &str) -> String {
        s.words.find(&format!("{key}-hint"), &[]).unwrap_or_default()
    }

    fn error(&self, field: &str) -> String {
        let messages: Vec<_> = self.errors.iter().filter(|(f, _)| f == field).map(|(_, m)| m.as_str()).collect();
        messages.join(" ")
    }
}

impl FromRequest<App> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Form, Problem> {
        let bytes = body(request.into_body()).await?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).map_err(|_| Problem::Unclear)?;
        let mut form = Form::new();
        for (field, value) in pairs {
            form.add(&field, value);
        }
        Ok(form)
    }
}

/// The whole of what was sent, up to [`FORM_LIMIT`]. What is larger is read on for a while and thrown away: a browser that
/// is cut off while it still sends shows its own error in place of our page.
async fn body(mut body: Body) -> Result<Vec<u8>, Problem> {
    const READ_ON: usize = 64 * 1024 * 1024;
    let (mut kept, mut sent) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Problem::Unclear)?.into_data() else { continue };
        sent += data.len();
        if sent <= FORM_LIMIT {
            kept.extend_from_slice(&data);
        } else if sent > READ_ON {
            break;
        }
    }
    if sent > FORM_LIMIT { Err(Problem::TooLarge) } else { Ok(kept) }
}

/// Makes a component part of a page without being escaped again.
macro_rules! component {
    ($($t:ident),*) => {$(impl askama::filters::HtmlSafe for $t {})*};
}
component!(ErrorSummary, TextField, TextArea, Select, Options);

/// The summary of errors: takes focus, counts, links to each field in page order.
#[derive(Template)]
#[template(path = "components/error_summary.html")]
pub struct ErrorSummary {
    title: String,
    errors: Vec<(String, String)>,
}

/// One line of text with its label, hint and error.
#[derive(Template)]
#[template(path = "components/text_field.html")]
pub struct TextField {
    name: String,
    kind: &'static str,
    short: bool,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    label: String,
    hint: String,
    value: String,
    error: String,
}

/// Several lines of text with label, hint and error.
#[derive(Template)]
#[template(path = "components/text_area.html")]
pub struct TextArea {
    name: String,
    label: String,
    hint: String,
    value: String,
    error: String,
}

/// One of several, as a list that opens.
#[derive(Template)]
#[template(path = "components/select.html")]
pub struct Select {
    name: String,
    label: String,
    hint: String,
    value: String,
    choices: Vec<Choice>,
    error: String,
}

/// Radio buttons or check boxes.
#[derive(Template)]
#[template(path = "components/options.html")]
pub struct Options {
    name: String,
    kind: &'static str,
    label: String,
    hint: String,
    options: Vec<Opt>,
    error: String,
}

struct Opt {
    id: String,
    choice: Choice,
    checked: bool,
}
