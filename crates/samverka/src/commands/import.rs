//! How do the files of others come into the database: all of a file or nothing of it, and nothing twice?

use std::io::Read;
use std::path::{Path, PathBuf};

use actions::import::{self, Report};
use actions::{Chance, Ctx};
use domain::geo::Bounds;
use domain::{Actor, Id, Line};
use exchange::{How, LARGEST_FILE, Refused, Rejected};
use jiff::Timestamp;
use text::{Lang, Words};

use crate::settings::Settings;

/// Takes a file into the database. A second time, the same file adds nothing.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// What the file holds.
    #[arg(value_enum)]
    what: What,
    /// The file: CSV or XLSX (observations, population, indicators), GeoJSON (areas), JSON as published (polisen).
    file: PathBuf,
    /// What the source is called; a second file of the same source must be given the same name.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Which column gives which field, where the header does not say it: occurred_at=Month,category="Crime type".
    #[arg(long, value_name = "FIELD=HEADER", value_delimiter = ',')]
    map: Vec<String>,
    /// Which set the areas make up: areas of one set do not overlap.
    #[arg(long, value_name = "SET", default_value = "omraden")]
    set: String,
    /// At the end of which year the population lived there.
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    /// Which municipality; without it the one that answers at the plain address.
    #[arg(long, value_name = "KEY")]
    municipality: Option<String>,
    /// The language of messages: sv or en.
    #[arg(long, default_value = "sv", value_parser = ["sv", "en"])]
    lang: String,
    /// Go on even if more than half of the rows cannot be used.
    #[arg(long)]
    accept_rejects: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Observations
    Observations,
    /// Areas
    Areas,
    /// Inhabitants per area
    Population,
    /// Indicators over time
    Indicators,
    /// Events that the police publish
    Polisen,
}

impl What {
    /// What the source is called when no name was given.
    fn name(self) -> &'static str {
        match self {
            What::Observations => "Inlästa iakttagelser",
            What::Areas => "Inlästa områden",
            What::Population => "Inläst folkmängd",
            What::Indicators => "Inlästa mått",
            What::Polisen => "Polisens händelser i länet",
        }
    }
}

/// Why nothing was taken in.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{0}")]
    Said(String),
    #[error(transparent)]
    Action(#[from] actions::Error),
}

/// Reads the file and writes it in one transaction. A file that is not understood writes nothing.
pub async fn run(settings: Settings, options: Options) -> Result<(), String> {
    let db = settings.open().await?;
    let named = match &options.municipality {
        Some(id) => Some(Id::parse(id).map_err(|e| format!("--municipality: {e}"))?),
        None => settings.plain_town(&db).await?,
    };
    let id = named.ok_or("there is no municipality yet")?;
    let town = storage::municipality::by_id(db.reader(), &id).await.map_err(|e| e.to_string())?;
    let town = town.ok_or_else(|| format!("there is no municipality {id}"))?;
    let key = settings.key(&db).await?;
    let ctx = Ctx { db, town, actor: Actor::System("import"), now: Timestamp::now(), key, chance: Chance::system() };
    let words = Words::of(if options.lang == "en" { Lang::En } else { Lang::Sv });
    let done = take_in(&ctx, &options, words).await;
    ctx.db.close().await;
    let (report, rejected) = done.map_err(|e| e.to_string())?;
    for r in rejected.iter().take(20) {
        eprintln!("{}: {}", options.file.display(), r.say(words));
    }
    println!("{}", say(&report, words));
    Ok(())
}

async fn take_in(ctx: &Ctx, options: &Options, words: Words) -> Result<(Report, Vec<Rejected>), Failed> {
    let name = options.source.as_deref().unwrap_or(options.what.name());
    let source = Line::parse(name).map_err(|e| Failed::Said(format!("--source: {e}")))?;
    let file = options.file.display().to_string();
    let bytes = bytes(&options.file)?;
    let map = pairs(&options.map)?;
    match read(ctx, options, &source, &file, bytes, &map, words).await {
        Err(Failed::Said(what)) => {
            import::failed(ctx, &source, &what).await?;
            Err(Failed::Said(what))
        }
        other => other,
    }
}

async fn read(
    ctx: &Ctx,
    options: &Options,
    source: &Line,
    file: &str,
    bytes: Vec<u8>,
    map: &[(String, String)],
    words: Words,
) -> Result<(Report, Vec<Rejected>), Failed> {
    let refused = |r: Refused| Failed::Said(r.say(words));
    match options.what {
        What::Observations => {
            // A file from another town lies outside all areas that are known here.
            let areas = storage::area::all(ctx.db.reader(), ctx.town()).await.map_err(actions::Error::from)?;
            let within = areas.iter().filter_map(|a| a.shape.as_ref()).map(|s| s.bounds()).reduce(Bounds::and);
            let how = How {
                map: map.to_vec(),
                within,
                accept_rejects: options.accept_rejects,
                keep_text: true,
                ..How::on(ctx.today())
            };
            let read = exchange::observations(file, bytes, &how).map_err(refused)?;
            Ok((import::observations(ctx, source, &read).await?, read.rejected))
        }
        What::Areas => {
            let set = Id::parse(&options.set).map_err(|e| Failed::Said(format!("--set: {e}")))?;
            let rows = exchange::areas(file, bytes).map_err(refused)?;
            Ok((import::areas(ctx, source, &set, &rows).await?, Vec::new()))
        }
        What::Population => {
            let read = exchange::population(file, bytes, map, options.accept_rejects).map_err(refused)?;
            Ok((import::population(ctx, source, options.year, &read).await?, read.rejected))
        }
        What::Indicators => {
            let read = exchange::indicators(file, bytes, map, options.accept_rejects).map_err(refused)?;
            Ok((import::indicators(ctx, source, &read).await?, read.rejected))
        }
        What::Polisen => {
            let read = exchange::polisen_events(file, bytes).map_err(refused)?;
            Ok((import::police_events(ctx, source, &read).await?, read.rejected))
        }
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failed> {
    let bad = |e: std::io::Error| Failed::Said(format!("{}: {e}", path.display()));
    let mut bytes = Vec::new();
    // One byte more than is taken, so that the reader of files can say that it is too large.
    std::fs::File::open(path).map_err(bad)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(bad)?;
    Ok(bytes)
}

fn pairs(map: &[String]) -> Result<Vec<(String, String)>, Failed> {
    let pair = |text: &String| match text.split_once('=') {
        Some((field, header)) => Ok((field.trim().to_owned(), header.trim().trim_matches('"').to_owned())),
        None => Err(Failed::Said(format!("--map {text}: expected FIELD=HEADER"))),
    };
    map.iter().map(pair).collect()
}

fn say(r: &Report, words: Words) -> String {
    let mut said =
        words.with("import-done", &[("rows", r.rows.into()), ("new", r.new.into()), ("rejected", r.rejected.into())]);
    if r.cleaned > 0 {
        said = format!("{said} {}", words.with("import-cleaned", &[("n", r.cleaned.into())]));
    }
    if !r.unknown.is_empty() {
        let some: Vec<&str> = r.unknown.iter().take(10).map(String::as_str).collect();
        said = format!(
            "{said} {}",
            words.with("import-unknown", &[("n", r.unknown.len().into()), ("some", some.join(", ").into())])
        );
    }
    said
}
