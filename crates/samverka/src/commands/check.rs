//! Is this installation in order?

use documents::Tools;
use text::{Lang, Words};

use crate::settings::Settings;

/// Looks through everything that an installation rests on and says what it found; an error when something must be mended.
pub async fn run(settings: Settings) -> Result<(), String> {
    let mut found = Findings::default();
    found.good(format!(
        "settings: database {}, listens on {}, address {}",
        settings.database_shown(),
        settings.listen,
        settings.address
    ));
    if !settings.https() {
        found.remark("address is not https: right behind nothing but your own machine".to_owned());
    }
    if storage::is_there(&settings.database) {
        database(&settings, &mut found).await?;
    } else {
        // To look is not to make: what the address names may be a slip of the pen.
        found.bad(format!(
            "database: there is no {} yet; `samverka municipality add` makes it",
            settings.database_shown()
        ));
    }
    let (sv, en) = (text::keys(Lang::Sv), text::keys(Lang::En));
    let missing: Vec<_> = sv.symmetric_difference(&en).collect();
    if missing.is_empty() {
        found.good(format!("translations: {} messages in Swedish and English", sv.len()));
    } else {
        found.bad(format!("translations: {} messages are not in both languages: {missing:?}", missing.len()));
    }
    match settings.tools() {
        Ok(tools) => {
            found.good(format!("fonts: {}", tools.fonts.families().join(", ")));
            forms(&tools, &mut found);
        }
        Err(what) => found.bad(what),
    }
    if found.bad > 0 { Err(format!("{} thing(s) to mend", found.bad)) } else { Ok(()) }
}

/// What stands in the database, and whether it is whole.
async fn database(settings: &Settings, found: &mut Findings) -> Result<(), String> {
    let db = settings.open().await?;
    found.good(format!("database: {:?}, tables up to date", db.engine()));
    let key = settings.key(&db).await?;
    found.good(format!("key_file: {}", settings.key_file.display()));
    let today = actions::local_date(jiff::Timestamp::now());
    let towns = storage::municipality::all(db.reader()).await.map_err(|e| e.to_string())?;
    if towns.is_empty() {
        found.bad("there is no municipality".to_owned());
    }
    for town in &towns {
        let accounts = storage::account::all(db.reader(), &town.id).await.map_err(|e| e.to_string())?;
        found.good(format!("{}: {} accounts", town.id, accounts.len()));
        match storage::audit::verify(&db, &town.id, &key.derive("audit")).await.map_err(|e| e.to_string())? {
            Ok(entries) => found.good(format!("{}: audit log whole, {entries} entries", town.id)),
            Err(what) => found.bad(format!("{}: audit log: {what}", town.id)),
        }
        let statement = storage::statement::published(db.reader(), &town.id).await.map_err(|e| e.to_string())?;
        match statement.as_ref().and_then(domain::statement::Statement::review_due) {
            None => found.bad(format!("{}: no accessibility statement is published (lag 2018:1937, 13 §): write it at /arbete/tillganglighet/redogorelse", town.id)),
            Some(due) if due < today => {
                found.bad(format!("{}: the accessibility statement was to be looked through by {due}", town.id))
            }
            Some(due) => found.good(format!("{}: accessibility statement, to be looked through by {due}", town.id)),
        }
        for job in storage::job::all(db.reader(), &town.id).await.map_err(|e| e.to_string())? {
            if let Some(error) = &job.last_error {
                found.bad(format!("{}: job {} ({}): {error}", town.id, job.kind.word(), job.state.word()));
            }
        }
    }
    db.close().await;
    Ok(())
}

/// Which programs make forms of documents, and how those that are absent are got.
fn forms(tools: &Tools, found: &mut Findings) {
    for (program, form, is_there, hint) in tools.programs() {
        let (program, form) = (program.display(), form.label(Words::of(Lang::En)));
        match (is_there, hint) {
            (true, _) => found.good(format!("{program} is there ({form})")),
            (false, "") => found.bad(format!("{program} is named in the settings and is not there ({form})")),
            (false, hint) => found.remark(format!("{program} is not installed: no {form}. {hint}")),
        }
    }
}

#[derive(Default)]
struct Findings {
    bad: u32,
}

impl Findings {
    fn good(&mut self, what: String) {
        println!("ok      {what}");
    }

    fn remark(&mut self, what: String) {
        println!("note    {what}");
    }

    fn bad(&mut self, what: String) {
        self.bad += 1;
        println!("MEND    {what}");
    }
}
