//! How is a message found and filled in?

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::Embed;

use crate::Lang;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<HashMap<Lang, Bundle>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect());

/// A value that a message shows: a number chooses the plural form and is shown as the language
/// writes it; a text is shown as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A text, shown as it is.
    Text(String),
    /// A whole number, grouped as the language does it ("1 250").
    Count(i64),
    /// A number with this many decimals ("7,1").
    Decimal(f64, usize),
}

impl From<&str> for Arg {
    fn from(s: &str) -> Self {
        Arg::Text(s.to_owned())
    }
}
impl From<String> for Arg {
    fn from(s: String) -> Self {
        Arg::Text(s)
    }
}
impl From<&String> for Arg {
    fn from(s: &String) -> Self {
        Arg::Text(s.clone())
    }
}
macro_rules! count_from {
    ($($t:ty),*) => {$(impl From<$t> for Arg {
        fn from(n: $t) -> Self { Arg::Count(n as i64) }
    }
    // Templates hand their values on by reference.
    impl From<&$t> for Arg {
        fn from(n: &$t) -> Self { Arg::Count(*n as i64) }
    })*};
}
count_from!(i64, i32, u32, u64, usize, i16, u16, u8);

/// The words of one language. Cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    lang: Lang,
}

impl Words {
    /// The words of `lang`.
    pub fn of(lang: Lang) -> Words {
        Words { lang }
    }

    /// The language that these words are in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `key`, without variables.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message `key` with its variables: `words.with("promise-kept", &[("kept", 7.into())])`.
    ///
    /// A count is a number to the plural rules and grouped text where it is shown.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.find(key, args).unwrap_or_else(|| format!("[{key}]"))
    }

    /// The message `key` if the language (or Swedish behind it) has it.
    pub fn find(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        self.find_in(self.lang, key, args).or_else(|| self.find_in(Lang::Sv, key, args))
    }

    fn find_in(&self, lang: Lang, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let bundle = &BUNDLES[&lang];
        let pattern = bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Text(s) => values.set(*name, s.as_str()),
                Arg::Count(n) => values.set(*name, *n),
                Arg::Decimal(x, digits) => values.set(*name, crate::decimal(lang, *x, *digits)),
            }
        }
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&values), &mut errors);
        debug_assert!(errors.is_empty(), "message {key} in {}: {errors:?}", lang.folder());
        Some(said.into_owned())
    }
}

/// The keys of all messages of `lang`, for the test that joins them with their uses.
pub fn keys(lang: Lang) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in paths(lang) {
        let file = Locales::get(&path).expect("an embedded file that was listed");
        for line in String::from_utf8_lossy(&file.data).lines() {
            let head: &str = line.split('=').next().unwrap_or("");
            let is_message = line.contains('=') && line.starts_with(|c: char| c.is_ascii_lowercase());
            if is_message {
                found.insert(head.trim().to_owned());
            }
        }
    }
    found
}

fn paths(lang: Lang) -> Vec<String> {
    let folder = format!("{}/", lang.folder());
    let mut paths: Vec<String> = Locales::iter().filter(|p| p.starts_with(&folder)).map(|p| p.into_owned()).collect();
    paths.sort();
    paths
}

fn bundle(lang: Lang) -> Bundle {
    let tag = if lang == Lang::En { "en" } else { "sv" };
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().expect("a language tag")]);
    // No U+2068/U+2069 around variables: they disturb plain text, braille, speech and CSV.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(if lang == Lang::En { number_en } else { number_sv }));
    for path in paths(lang) {
        let file = Locales::get(&path).expect("an embedded file that was listed");
        let source = String::from_utf8(file.data.into_owned()).expect("messages are UTF-8");
        let resource = FluentResource::try_new(source).unwrap_or_else(|(_, e)| panic!("{path}: {e:?}"));
        bundle.add_resource(resource).unwrap_or_else(|e| panic!("{path}: {e:?}"));
    }
    bundle
}

type Memo = intl_memoizer::concurrent::IntlLangMemoizer;

fn number_sv(value: &FluentValue, _: &Memo) -> Option<String> {
    number(Lang::Sv, value)
}

fn number_en(value: &FluentValue, _: &Memo) -> Option<String> {
    number(Lang::En, value)
}

fn number(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(crate::integer(lang, n.value as i64)),
        _ => None,
    }
}
