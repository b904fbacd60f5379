//! What was done, by whom, and is the log whole?

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::Act;
use domain::audit::AuditEntry;
use serde::Deserialize;

use crate::form::TextField;
use crate::{Form, Problem, Shell, Work, page};

/// How many entries a page holds.
const PAGE: i64 = 50;

/// What is asked for: entries before a number, and what they begin with.
#[derive(Deserialize)]
pub struct Asked {
    fore: Option<i64>,
    sok: Option<String>,
    prova: Option<String>,
}

struct Row {
    number: i64,
    at: String,
    who: String,
    what: String,
    code: String,
    record: String,
    note: String,
}

#[derive(Template)]
#[template(path = "workspace/audit.html")]
struct AuditPage {
    s: Shell,
    search: TextField,
    rows: Vec<Row>,
    older: Option<String>,
    /// Whether the log was gone through, what was found, and whether it is whole.
    verified: Option<(String, bool)>,
}

/// `/arbete/logg`
pub async fn show(work: Work, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    work.ctx().may(Act::Audit, None)?;
    let s = &work.s;
    let sought: String = asked.sok.unwrap_or_default().trim().chars().take(100).collect();
    let before = asked.fore.unwrap_or(i64::MAX);
    let entries = storage::audit::latest(work.app.db.reader(), work.town(), before, &sought, PAGE).await?;
    let verified = match asked.prova {
        None => None,
        Some(_) => {
            let key = work.app.key.derive("audit");
            Some(match storage::audit::verify(&work.app.db, work.town(), &key).await? {
                Ok(n) => (s.t1("audit-whole", "n", n), true),
                Err(what) => (s.t1("audit-broken", "what", what.to_string()), false),
            })
        }
    };
    let accounts = storage::account::all(work.app.db.reader(), work.town()).await?;
    let name = |id: &str| accounts.iter().find(|a| a.id.as_str() == id).map_or(id.to_owned(), |a| a.name.to_string());
    let who = |e: &AuditEntry| match e.who.split_once(':') {
        Some(("account", id)) => name(id),
        Some((_, what)) => s.t1("audit-who-system", "what", what),
        // Whoever signs in has no account until it is done: then it is that of the record.
        None if e.noun == "account" => name(e.record.as_str()),
        None => s.t("audit-who-resident"),
    };
    let row = |e: &AuditEntry| {
        let verb = e.what.split_once('.').map_or(e.what.as_str(), |(_, verb)| verb);
        let noun = s.words.find(&format!("noun-{}", e.noun), &[]).unwrap_or_else(|| e.noun.clone());
        let local = e.at.to_zoned_datetime(actions::stockholm());
        Row {
            number: e.number,
            at: format!("{} {}", local.date(), text::clock(s.lang(), local.time())),
            who: who(e),
            what: s.words.find(&format!("audit-verb-{verb}"), &[]).unwrap_or_else(|| verb.to_owned()),
            code: e.what.clone(),
            record: format!("{noun} {}", e.record),
            note: e.note.clone(),
        }
    };
    let full = entries.len() == usize::try_from(PAGE).unwrap_or(0);
    let last = entries.last().map_or(0, |e| e.number);
    let mut form = Form::new();
    form.set("sok", sought.as_str());
    let more = format!("/arbete/logg?fore={last}&sok={}", urlencode(&sought));
    page(&AuditPage {
        search: form.text(s, "sok", "audit-search"),
        rows: entries.iter().map(row).collect(),
        older: (full && last > 1).then(|| s.to(&more)),
        verified,
        s: s.clone(),
    })
}

fn urlencode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
