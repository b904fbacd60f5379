//! How do files become a whole picture, without a server?
//!
//! Reads everything first, then computes, then writes to a folder beside the one asked for and renames it:
//! a run that fails leaves nothing behind.

mod forms;
mod steps;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use analysis::picture::{Area, Input, Observation, Settings, Step, default_periods, make};
use documents::picture::{Frame, document, findings_csv};
use documents::{Block, Document, Form, Furniture, Tools};
use domain::finding::{Content, FileRead, PopulationUse};
use domain::geo::Bounds;
use domain::when::Period;
use exchange::{How, LARGEST_FILE, Refused, Rejected, Why};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use text::{Lang, Words};

use forms::{NAME, forms, in_forms, is_ours, tools};
use steps::Steps;

/// Files in, a picture out.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Observations: CSV (also .gz) or XLSX.
    #[arg(long, value_name = "FILE")]
    observations: PathBuf,
    /// Which column gives which field, where the header does not say it: occurred_at=Month,category="Crime type".
    #[arg(long, value_name = "FIELD=HEADER", value_delimiter = ',')]
    map: Vec<String>,
    /// Areas: GeoJSON. Without it the picture makes a grid of its own.
    #[arg(long, value_name = "FILE")]
    areas: Option<PathBuf>,
    /// Inhabitants per area code: CSV or XLSX.
    #[arg(long, value_name = "FILE")]
    population: Option<PathBuf>,
    /// First day of the period (YYYY-MM-DD). Without it: the last twelve whole months.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day of the period.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// The period to compare with: YYYY-MM-DD..YYYY-MM-DD, or "none". Without it: as long a time just before, if the file reaches so far back.
    #[arg(long, value_name = "DAY..DAY")]
    baseline: Option<String>,
    /// The folder to write. It is replaced if it holds an earlier picture.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Go on even if more than half of the rows cannot be used.
    #[arg(long)]
    accept_rejects: bool,
    /// The day that counts as today (YYYY-MM-DD): nothing later is taken in.
    #[arg(long, value_name = "DAY")]
    today: Option<Date>,
    /// The language of the picture and of messages: sv or en.
    #[arg(long, default_value = "sv", value_parser = ["sv", "en"])]
    lang: String,
    /// The municipality, as it is called in the text.
    #[arg(long, default_value = "")]
    place: String,
    /// A folder of fonts (TTF, OTF) for the PDF; without it the built-in one.
    #[arg(long, value_name = "FOLDER")]
    fonts: Option<PathBuf>,
    /// The forms of the picture beside the page, by the ends of their names: pdf, stor.pdf, epub, docx, ..., or "all" that can be made here (but sound).
    #[arg(long, value_name = "FORM", value_delimiter = ',', default_value = "pdf")]
    forms: Vec<String>,
    /// Say how long each step took.
    #[arg(long)]
    times: bool,
    /// The seed of all chance.
    #[arg(long)]
    seed: Option<u64>,
    /// Random rearrangements per square.
    #[arg(long, value_parser = clap::value_parser!(u32).range(99..=1_000_000))]
    replicates: Option<u32>,
    /// The side of the squares in metres.
    #[arg(long, value_parser = clap::value_parser!(u32).range(25..=10_000))]
    cell: Option<u32>,
}

/// Runs the command.
///
/// # Errors
/// Why the picture cannot be made, in the language asked for; then nothing is written.
pub fn run(args: &Args) -> Result<(), String> {
    let words = Words::of(if args.lang == "en" { Lang::En } else { Lang::Sv });
    println!("{}", picture(args, words)?);
    Ok(())
}

fn picture(args: &Args, words: Words) -> Result<String, String> {
    let say = |refused: Refused| refused.say(words);
    let today = args.today.unwrap_or_else(|| actions::local_date(jiff::Timestamp::now()));
    may_write(&args.out, words)?;
    let tools = tools(args, words)?;
    let forms = forms(&args.forms, &tools, words)?;
    let mut steps = Steps::new();
    let mut files = Vec::new();

    steps.enter(0, words.say("command-reading"));
    let mut areas: Vec<Area> = Vec::new();
    if let Some(path) = &args.areas {
        let (name, bytes) = read(path, words)?;
        let sha256 = hash(&bytes);
        let rows = exchange::areas(&name, bytes).map_err(say)?;
        files.push(FileRead { name, sha256, rows: rows.len() as u64, rejected: 0 });
        areas.extend(rows.into_iter().map(|r| Area { code: r.code, name: r.name, shape: r.shape }));
    }
    let mut rejected: Vec<(String, Rejected)> = Vec::new();
    let mut population = None;
    if let Some(path) = &args.population {
        let (name, bytes) = read(path, words)?;
        let sha256 = hash(&bytes);
        let found = exchange::population(&name, bytes, &[], args.accept_rejects).map_err(say)?;
        let (rows, bad) = (found.rows.len() as u64 + found.rejected.len() as u64, found.rejected.len() as u64);
        rejected.extend(found.rejected.into_iter().map(|r| (name.clone(), r)));
        files.push(FileRead { name, sha256, rows, rejected: bad });
        population = Some(found.rows.into_iter().map(|r| (r.code, r.population)).collect::<BTreeMap<String, u64>>());
    }
    let (name, bytes) = read(&args.observations, words)?;
    let sha256 = hash(&bytes);
    let how = How {
        map: map(&args.map, words)?,
        within: areas.iter().map(|a| a.shape.bounds()).reduce(Bounds::and),
        accept_rejects: args.accept_rejects,
        ..How::on(today)
    };
    let found = exchange::observations(&name, bytes, &how).map_err(say)?;
    let bad = found.rejected.len() as u64;
    files.insert(0, FileRead { name: name.clone(), sha256, rows: found.total, rejected: bad });
    rejected.splice(0..0, found.rejected.into_iter().map(|r| (name.clone(), r)));

    let observations: Vec<Observation> = found
        .rows
        .iter()
        .map(|r| Observation {
            when: r.when,
            point: r.point,
            area: r.area.as_deref(),
            category: &r.category,
            source: r.source.as_deref(),
        })
        .collect();
    let (period, baseline) = periods(args, &observations, words)?;
    let settings = Settings {
        seed: args.seed.unwrap_or(Settings::default().seed),
        replicates: args.replicates.map(|r| r as usize),
        cell_m: args.cell.map(f64::from),
        made_with: format!("Samverka {}", env!("CARGO_PKG_VERSION")),
        ..Settings::default()
    };
    let input = Input {
        observations: &observations,
        areas: &areas,
        population: population.as_ref(),
        places: &[],
        category_names: &BTreeMap::new(),
        period,
        baseline,
        rejected: bad,
    };
    let mut content = make(input, &settings, &mut |step| match step {
        Step::Placing => steps.enter(2, words.say("command-placing")),
        Step::Counting => steps.enter(4, words.say("command-counting")),
        Step::HotSpots => steps.enter(5, words.say("command-hot-spots")),
        Step::Lately => steps.enter(6, words.say("command-lately")),
        Step::Done => steps.enter(7, words.say("command-writing")),
    });
    content.method.files = files;
    write(args, words, &content, &rejected, today, &forms, &tools)?;
    let mut said = said(args, words, &content, &rejected, found.total);
    for (step, seconds) in steps.end() {
        if args.times {
            said.push_str(&format!("\n{step}: {} s", text::decimal(words.lang(), seconds, 2)));
        }
    }
    Ok(said)
}

/// What is said on the way out: what was made, what was left out, what could not be done.
fn said(args: &Args, words: Words, content: &Content, rejected: &[(String, Rejected)], total: u64) -> String {
    let mut lines = Vec::new();
    if !rejected.is_empty() {
        let n = rejected.len();
        lines.push(words.with("command-rejected", &[("n", n.into()), ("rows", total.into())]));
    }
    if let PopulationUse::NoCodeMatches { rows, areas, area_example, row_example } = &content.population {
        let said = words.with(
            "picture-rates-no-match",
            &[
                ("rows", (*rows).into()),
                ("areas", (*areas).into()),
                ("row", row_example.into()),
                ("area", area_example.into()),
            ],
        );
        lines.push(format!("{} {said}", words.say("picture-rates-no-match-title")));
    }
    lines.push(words.with("command-written", &[("folder", args.out.display().to_string().into())]));
    lines.join("\n")
}

fn read(path: &Path, words: Words) -> Result<(String, Vec<u8>), String> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let cannot = |e: std::io::Error| {
        words.with(
            "command-cannot-read",
            &[("file", path.display().to_string().into()), ("reason", e.to_string().into())],
        )
    };
    // Asked before it is read: a file of any size must not fill the memory first.
    let known = fs::metadata(path).map_err(cannot)?;
    if known.len() > LARGEST_FILE {
        return Err(Refused { file: name, why: Why::TooLarge(LARGEST_FILE) }.say(words));
    }
    Ok((name, fs::read(path).map_err(cannot)?))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn map(pairs: &[String], words: Words) -> Result<Vec<(String, String)>, String> {
    let pair = |p: &String| match p.split_once('=') {
        Some((field, header)) if !header.trim().is_empty() => {
            Ok((field.trim().to_owned(), header.trim().trim_matches('"').to_owned()))
        }
        _ => Err(words.with("command-map", &[("pair", p.into())])),
    };
    pairs.iter().map(pair).collect()
}

fn periods(args: &Args, observations: &[Observation], words: Words) -> Result<(Period, Option<Period>), String> {
    let nothing = || words.say("command-no-observations");
    let (suggested, before) = default_periods(observations).ok_or_else(nothing)?;
    let ends = |_| words.say("command-period");
    let period = match (args.from, args.to) {
        (None, None) => suggested,
        (from, to) => Period::parse(from.unwrap_or(suggested.from()), to.unwrap_or(suggested.to())).map_err(ends)?,
    };
    let baseline = match args.baseline.as_deref() {
        Some("none") => None,
        Some(text) => {
            let day = |d: &str| d.trim().parse::<Date>().ok();
            let parts = text.split_once("..").and_then(|(a, b)| day(a).zip(day(b)));
            let (from, to) = parts.ok_or_else(|| words.with("command-baseline", &[("text", text.into())]))?;
            Some(Period::parse(from, to).map_err(ends)?)
        }
        None if period == suggested => before,
        None => analysis::picture::baseline(observations, period),
    };
    if baseline.is_some_and(|b| b.overlaps(period)) {
        return Err(words.say("command-overlap"));
    }
    Ok((period, baseline))
}

/// A folder that holds anything but an earlier picture is not replaced.
fn may_write(out: &Path, words: Words) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(out) else {
        return if out.exists() { Err(not_a_folder(out, words)) } else { Ok(()) };
    };
    let foreign = entries.flatten().find(|e| !e.file_name().to_str().is_some_and(is_ours));
    match foreign {
        Some(_) => Err(not_a_folder(out, words)),
        None => Ok(()),
    }
}

fn not_a_folder(out: &Path, words: Words) -> String {
    words.with("command-out", &[("folder", out.display().to_string().into())])
}

fn write(
    args: &Args,
    words: Words,
    content: &Content,
    rejected: &[(String, Rejected)],
    today: Date,
    forms: &[Form],
    tools: &Tools,
) -> Result<(), String> {
    let furniture = Furniture {
        responsible: args.place.clone(),
        dated: text::date(words.lang(), today),
        date: today.to_string(),
        ..Furniture::default()
    };
    let frame = Frame {
        place: args.place.clone(),
        repeat: documents::Text::new()
            .link("method.txt", "./method.txt")
            .then(", ")
            .link("findings.csv", "./findings.csv"),
        furniture,
        ..Frame::default()
    };
    let document = document(content, words, frame);
    let html = documents::html::page(&document, &tools.style);
    let json = serde_json::to_string_pretty(content).map_err(|e| e.to_string())?;
    let mut parts = in_forms(&document, forms, tools, words)?;
    parts.extend(
        [
            ("index.html", html),
            ("findings.csv", findings_csv(content, words)),
            ("findings.json", json),
            ("rejected.csv", rejected_csv(rejected, words)),
            ("method.txt", method(args, words, &document)),
        ]
        .map(|(name, text)| (name.to_owned(), text.into_bytes())),
    );
    let name = args.out.file_name().map_or_else(|| NAME.into(), |n| n.to_string_lossy().into_owned());
    let parent = args.out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = |what: &str| parent.join(format!(".{name}.{what}-{}", std::process::id()));
    let (new, old) = (beside("new"), beside("old"));
    let result = (|| {
        fs::create_dir_all(parent)?;
        fs::create_dir(&new)?;
        for (file, bytes) in &parts {
            fs::write(new.join(file), bytes)?;
        }
        if args.out.exists() {
            fs::rename(&args.out, &old)?;
        }
        fs::rename(&new, &args.out)
    })();
    if let Err(e) = result {
        let _ = fs::remove_dir_all(&new);
        if old.exists() {
            let _ = fs::rename(&old, &args.out);
        }
        let folder = args.out.display().to_string();
        return Err(words.with("command-cannot-write", &[("folder", folder.into()), ("reason", e.to_string().into())]));
    }
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

fn rejected_csv(rejected: &[(String, Rejected)], words: Words) -> String {
    let mut out = String::from("file,row,column,value,reason\n");
    let field = |text: &str| {
        // A spreadsheet must not take a bad value for a formula.
        let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
        if text.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    for (file, r) in rejected {
        let cells = [field(file), r.row.to_string(), field(&r.column), field(&r.value), field(&r.reason.say(words))];
        out.push_str(&cells.join(","));
        out.push('\n');
    }
    out
}

/// The method box as plain text, with the command that repeats it.
fn method(args: &Args, words: Words, document: &Document) -> String {
    let mut out = format!("{}\n\n", document.title);
    for block in &document.blocks {
        if let Block::Method(m) = block {
            for fact in &m.facts {
                for value in &fact.values {
                    out.push_str(&format!("{}: {}\n", fact.term, value.plain()));
                }
            }
        }
    }
    let given: Vec<String> =
        std::env::args().skip(1).map(|a| if a.contains([' ', '"']) { format!("'{a}'") } else { a }).collect();
    out.push_str(&format!("{}: samverka {}\n", words.say("command-command"), given.join(" ")));
    if let Some(seed) = args.seed {
        out.push_str(&format!("--seed {seed}\n"));
    }
    out
}
