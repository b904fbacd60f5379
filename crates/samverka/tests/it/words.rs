//! Has every word that is shown a message in both languages, and is every message shown somewhere?

use std::collections::{BTreeMap, BTreeSet};

use text::Lang;

use crate::tree::{files, names, quoted, read, without_tests};

#[test]
fn swedish_and_english_have_the_same_messages() {
    let (sv, en) = (text::keys(Lang::Sv), text::keys(Lang::En));
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!((only(&sv, &en), only(&en, &sv)), (vec![], vec![]), "(only in Swedish, only in English)");
    assert_eq!(only(&text::keys(Lang::SvEasy), &sv), Vec::<String>::new(), "only in easy Swedish");
}

#[test]
fn a_message_has_the_same_variables_in_every_language() {
    let sv = variables(Lang::Sv);
    for lang in [Lang::En, Lang::SvEasy] {
        for (key, used) in variables(lang) {
            let known = &sv[&key];
            // A language may leave a variable out (an easy sentence says less), but never invent one.
            let fits = if lang == Lang::En { used == *known } else { used.is_subset(known) };
            assert!(fits, "{key}: {used:?} in {}, {known:?} in Swedish", lang.folder());
        }
    }
}

#[test]
fn every_message_that_is_asked_for_exists() {
    let known = text::keys(Lang::Sv);
    let mut missing = Vec::new();
    for (path, source) in sources() {
        let source = source.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        missing.extend(asked(&source).filter(|k| !known.contains(*k)).map(|k| format!("{k} ({path})")));
    }
    assert!(missing.is_empty(), "no such message:\n{}", missing.join("\n"));
}

#[test]
fn every_verb_of_the_audit_log_has_its_words() {
    let known = text::keys(Lang::Sv);
    let mut missing = BTreeSet::new();
    for (path, source) in sources() {
        if !path.contains("crates/actions/src") {
            continue;
        }
        for said in quoted(&source) {
            let Some((noun, verb)) = said.split_once('.') else { continue };
            let plain =
                |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || "-_".contains(c));
            let file = ["csv", "json", "geojson"].contains(&verb);
            let key = format!("audit-verb-{verb}");
            if plain(noun) && plain(verb) && !file && !known.contains(key.as_str()) {
                missing.insert(key);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_message_is_used() {
    let sources = sources();
    let said: BTreeSet<&str> = sources.iter().flat_map(|(_, s)| quoted(s)).collect();
    // `format!("role-{}", role.word())` uses every message that begins so.
    let patterns: Vec<Vec<&str>> = said.iter().filter(|s| s.contains('{')).filter_map(|s| fixed_parts(s)).collect();
    let whole = |key: &str| {
        said.contains(key) || patterns.iter().any(|p| p[0].len() > 2 && p[0].ends_with('-') && fits(p, key))
    };
    // `format!("{key}-hint")` uses the hint of every message or beginning of one that is named elsewhere.
    let tails: Vec<&Vec<&str>> =
        patterns.iter().filter(|p| p[0].is_empty() && p[1].starts_with('-') && p.iter().any(|t| t.len() > 3)).collect();
    // `choices(s, "level", ...)` names the words of a list by their beginning.
    let lists: Vec<&str> = sources
        .iter()
        .flat_map(|(_, s)| s.split("choices(s, \"").skip(1).filter_map(|rest| rest.split('"').next()))
        .collect();
    let listed = |key: &str| lists.iter().any(|l| key.strip_prefix(l).is_some_and(|rest| rest.starts_with('-')));
    let used = |key: &str| {
        if listed(key) {
            return true;
        }
        let named = |at: usize| whole(&key[..at]) || said.contains(key[..at].trim_end_matches('-'));
        let ends = |at: usize| tails.iter().any(|p| fits(&p[1..], &key[at..]));
        whole(key) || key.match_indices('-').any(|(at, _)| named(at) && ends(at))
    };
    let unused: Vec<String> = text::keys(Lang::Sv).into_iter().filter(|k| !used(k)).collect();
    assert!(unused.is_empty(), "said nowhere:\n{}", unused.join("\n"));
}

#[test]
fn no_english_word_stands_in_swedish_and_no_swedish_one_in_english() {
    const ENGLISH: [&str; 36] = [
        "the",
        "of",
        "with",
        "your",
        "you",
        "are",
        "this",
        "that",
        "have",
        "which",
        "please",
        "click",
        "submit",
        "password",
        "login",
        "email",
        "e-mail",
        "feedback",
        "dashboard",
        "update",
        "upload",
        "download",
        "page",
        "home",
        "settings",
        "error",
        "failed",
        "success",
        "hotspot",
        "report",
        "deadline",
        "link",
        "cookies",
        "cookie",
        "draft",
        "inbox",
    ];
    const SWEDISH: [&str; 12] = ["och", "är", "inte", "för", "att", "på", "som", "med", "av", "till", "från", "eller"];
    // Links to pages in another language, in that language.
    const MEANT: [&str; 3] = ["shell-foot-easy", "shell-easy", "shell-other-language"];
    for (lang, strange) in [(Lang::Sv, &ENGLISH[..]), (Lang::SvEasy, &ENGLISH[..]), (Lang::En, &SWEDISH[..])] {
        for (key, words) in messages(lang).into_iter().filter(|(key, _)| !MEANT.contains(&key.as_str())) {
            let words = shown(&words).to_lowercase();
            let found: Vec<_> = strange.iter().filter(|w| names(&words, w)).collect();
            assert!(found.is_empty(), "{key} in {}: {found:?} in {words:?}", lang.folder());
        }
    }
}

#[test]
fn no_message_shouts_blames_or_says_click_here() {
    for lang in Lang::ALL {
        for (key, words) in messages(lang) {
            let words = shown(&words).to_lowercase();
            for bad in
                ["!", "tyvärr", "oops", "vänligen", "klicka här", "unfortunately", "click here", "ogiltig", "invalid"]
            {
                assert!(!words.contains(bad), "{key} in {}: {bad:?} in {words:?}", lang.folder());
            }
        }
    }
}

/// All code, templates and packs that may ask for a message: (path, text).
fn sources() -> Vec<(String, String)> {
    let folders = [("crates", ".rs"), ("crates", ".html"), ("crates", ".xml"), ("packs", ".toml")];
    let paths = folders.iter().flat_map(|(folder, end)| files(folder, end));
    let paths = paths.filter(|p| !p.contains("/tests/") && !p.ends_with("/tests.rs"));
    paths.map(|p| (p.clone(), without_tests(&read(&p)).to_owned())).collect()
}

/// The keys that a source asks for by their whole name.
fn asked(source: &str) -> impl Iterator<Item = &str> {
    const CALLS: [&str; 8] = [".t(", ".t1(", ".tn(", ".say(", ".with(", "words.find(", "Refused(", "key: "];
    CALLS.iter().flat_map(|call| source.split(call).skip(1)).filter_map(|after| {
        let key = after.trim_start().strip_prefix('"')?.split('"').next()?;
        (is_key(key) && key.contains('-')).then_some(key)
    })
}

/// What a format string says outside its placeholders; none when that is no part of a key.
fn fixed_parts(format: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some((fixed, after)) = rest.split_once('{') {
        parts.push(fixed);
        rest = after.split_once('}')?.1;
    }
    parts.push(rest);
    let fit = |p: &&str| p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    parts.iter().all(fit).then_some(parts)
}

/// Whether `key` is these parts with something between each two.
fn fits(parts: &[&str], key: &str) -> bool {
    let Some(rest) = key.strip_prefix(parts[0]) else { return false };
    match &parts[1..] {
        [] => rest.is_empty(),
        [""] => !rest.is_empty(),
        more => rest.char_indices().skip(1).any(|(at, _)| fits(more, &rest[at..])),
    }
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b))
}

/// The messages of a language as they are written: key and pattern.
fn messages(lang: Lang) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for path in files(&format!("crates/text/locales/{}", lang.folder()), ".ftl") {
        let mut key = String::new();
        for line in read(&path).lines().filter(|l| !l.starts_with('#')) {
            match line.split_once('=') {
                Some((head, words)) if is_key(head.trim()) && !line.starts_with(' ') => {
                    key = head.trim().to_owned();
                    found.insert(key.clone(), words.trim().to_owned());
                }
                _ if line.starts_with([' ', '}']) => {
                    *found.get_mut(&key).unwrap_or_else(|| panic!("{path}: {line}")) += &format!("\n{}", line.trim());
                }
                _ => assert!(line.is_empty(), "{path}: {line}"),
            }
        }
    }
    found
}

fn variables(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let name = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect::<String>();
    // What only chooses between forms (`$n ->`) is a matter of each language's grammar.
    let chooses =
        |s: &&str| s.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start().starts_with("->");
    // `cap` is `word` at the beginning of a sentence.
    let plain = |name: String| if name == "cap" { "word".to_owned() } else { name };
    let shown = |words: &str| words.split('$').skip(1).filter(|s| !chooses(s)).map(name).map(plain).collect();
    messages(lang).into_iter().map(|(key, words)| (key, shown(&words))).collect()
}

/// A pattern without its placeables' code: what a reader can see of it.
fn shown(pattern: &str) -> String {
    pattern
        .replace("{ $", "{$")
        .split('{')
        .map(|p| {
            p.rsplit_once('}').map_or(p, |(code, rest)| {
                // A selector holds text of its own; a plain variable does not.
                if code.starts_with('$') && !code.contains("->") { rest } else { p }
            })
        })
        .collect::<Vec<_>>()
        .join(" ")
}
