//! How does an installation take all its data with it?

use std::path::PathBuf;

use clap::Args;

use crate::settings::Settings;

/// Where to.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// A folder that does not exist yet
    #[arg(long)]
    out: PathBuf,
    /// Only this municipality
    #[arg(long)]
    municipality: Option<String>,
}

/// Columns that open something or are kept apart for a person's sake: they do not leave with the rest.
const SECRET: [&str; 4] = ["password", "token_hash", "sealed", "receipt_hash"];
/// Tables that hold nothing but such columns, or nothing that lasts.
const LEFT_OUT: [&str; 5] = ["session", "one_time_link", "guess", "observation_contact", "case_contact"];

/// Writes every table as CSV and as JSON lines. Passwords, sessions and contacts stay.
pub async fn run(settings: Settings, options: Options) -> Result<(), String> {
    let db = settings.open().await?;
    let out = &options.out;
    std::fs::create_dir(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut whole = 0;
    for table in storage::backup::table_names(&db).await.map_err(|e| e.to_string())? {
        if LEFT_OUT.contains(&table.as_str()) {
            continue;
        }
        let rows = storage::backup::rows(&db, &table).await.map_err(|e| e.to_string())?;
        let (names, rows) = rows;
        let key = if table == "municipality" { "id" } else { "municipality" };
        let own = |row: &&Vec<serde_json::Value>| {
            let at = names.iter().position(|n| n == key);
            options.municipality.is_none() || at.and_then(|i| row[i].as_str()) == options.municipality.as_deref()
        };
        let shown: Vec<usize> = (0..names.len()).filter(|i| !SECRET.contains(&names[*i].as_str())).collect();
        let mut csv = line(shown.iter().map(|i| names[*i].clone()));
        let mut json = String::new();
        let mut n = 0;
        for row in rows.iter().filter(own) {
            csv.push_str(&line(shown.iter().map(|i| plain(&row[*i]))));
            let object: serde_json::Map<_, _> = shown.iter().map(|i| (names[*i].clone(), row[*i].clone())).collect();
            json.push_str(&serde_json::Value::Object(object).to_string());
            json.push('\n');
            n += 1;
        }
        for (end, text) in [("csv", csv), ("jsonl", json)] {
            let file = out.join(format!("{table}.{end}"));
            std::fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        println!("{table}: {n}");
        whole += n;
    }
    println!("{}: {whole} rows", out.display());
    db.close().await;
    Ok(())
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn line(fields: impl Iterator<Item = String>) -> String {
    let quoted = fields.map(|f| {
        let f = if f.starts_with(['=', '+', '@', '\t']) { format!("'{f}") } else { f };
        if f.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", f.replace('"', "\"\"")) } else { f }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_spreadsheet_would_run_is_defused() {
        let fields = ["=1+1", "a,b", "\"x\"", "-5"].map(String::from);
        assert_eq!(line(fields.into_iter()), "'=1+1,\"a,b\",\"\"\"x\"\"\",-5\r\n");
    }
}
