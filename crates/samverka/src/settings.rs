//! How is an installation set?
//!
//! Every setting has a default, may stand in a TOML file (`--config FILE`, `SAMVERKA_CONFIG`, or `samverka.toml` where the
//! program is started) and may be set by a variable `SAMVERKA_<NAME>`, which goes before the file. A name that is not known is
//! an error with its file and line. `docs/settings.md` lists them; a test joins the two.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use actions::{Chance, Key};
use documents::Tools;
use documents::braille::Paper;
use documents::pdf::Fonts;
use documents::speech::Voice;
use domain::Id;
use serde::Deserialize;
use storage::Db;

/// How an installation is set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The database: `sqlite:PATH` or `postgres://...`.
    pub database: String,
    /// Where the program listens.
    pub listen: SocketAddr,
    /// The address at which browsers reach it (`https://samverka.example`). With https, cookies are marked so and browsers
    /// are told never to come without it.
    pub address: String,
    /// The file that holds the installation's secret: 64 hexadecimal digits. It is made, readable for its owner only, when the
    /// database is new. Keep a copy apart from the backups: without it neither contacts nor the audit log's seal can be read.
    pub key_file: PathBuf,
    /// The municipality that answers at an address that names none. Empty: the first one.
    pub municipality: String,
    /// Whether a proxy in front of the program names the visitor's network address (`X-Forwarded-For`). Only its keyed hash
    /// is used, to slow down guessing of passwords.
    pub trust_proxy: bool,
    /// Where messages go: `log`, or `file:PATH` (one JSON object a line, for another program to send).
    pub messages: String,
    /// Whether this node does jobs (erasure, reminders, messages).
    pub jobs: bool,
    /// A folder of fonts (TTF, OTF) that PDF files are set in; those of the program stand behind them. Empty: only those.
    pub fonts: String,
    /// The program that speaks and its arguments, with spaces between: it reads text and writes WAV. `{lang}` is replaced by
    /// the language. Run as it stands, never by a shell.
    pub speech: String,
    /// The program that makes MP3 and Opus of WAV, with the options of ffmpeg.
    pub encoder: String,
    /// The program that translates to braille, with the options of liblouis' `lou_translate`.
    pub braille: String,
    /// Cells in a line of braille.
    pub braille_cells: usize,
    /// Lines on a page of braille.
    pub braille_lines: usize,
}

/// What paper for braille may measure: a reader of other sizes has no embosser for it.
const CELLS: RangeInclusive<usize> = 20..=80;
const LINES: RangeInclusive<usize> = 10..=60;

impl Default for Settings {
    fn default() -> Settings {
        let tools = Tools::default();
        Settings {
            database: "sqlite:samverka.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            address: "http://localhost:8080".to_owned(),
            key_file: PathBuf::from("samverka.key"),
            municipality: String::new(),
            trust_proxy: false,
            messages: "log".to_owned(),
            jobs: true,
            fonts: String::new(),
            speech: [tools.speech.program.display().to_string()]
                .into_iter()
                .chain(tools.speech.args)
                .collect::<Vec<_>>()
                .join(" "),
            encoder: tools.encoder.display().to_string(),
            braille: tools.braille.display().to_string(),
            braille_cells: tools.paper.cells,
            braille_lines: tools.paper.lines,
        }
    }
}

impl Settings {
    /// The names of all settings, as in the file.
    pub const NAMES: [&str; 14] = [
        "database",
        "listen",
        "address",
        "key_file",
        "municipality",
        "trust_proxy",
        "messages",
        "jobs",
        "fonts",
        "speech",
        "encoder",
        "braille",
        "braille_cells",
        "braille_lines",
    ];

    /// Reads file and variables of this process. `named` is a file that was asked for.
    pub fn load(named: Option<&Path>) -> Result<Settings, String> {
        let asked = named.map(Path::to_owned).or_else(|| std::env::var_os("SAMVERKA_CONFIG").map(PathBuf::from));
        let file = match asked {
            Some(path) => Some(path),
            None => Some(PathBuf::from("samverka.toml")).filter(|p| p.is_file()),
        };
        let text = match &file {
            Some(path) => std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?,
            None => String::new(),
        };
        let name = file.map_or_else(|| "samverka.toml".to_owned(), |p| p.display().to_string());
        Settings::read(&name, &text, std::env::vars())
    }

    /// Reads the text of a file called `file`, then variables.
    pub fn read(file: &str, text: &str, variables: impl Iterator<Item = (String, String)>) -> Result<Settings, String> {
        let at = |e: toml::de::Error| {
            let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
            format!("{file}:{line}: {}", e.message())
        };
        let mut table: toml::Table = toml::from_str(text).map_err(at)?;
        // Read once as it stands, so that what is wrong in the file is told with its line.
        let _: Settings = toml::from_str(text).map_err(at)?;
        for (variable, value) in variables {
            let Some(name) = variable.strip_prefix("SAMVERKA_").map(str::to_lowercase) else { continue };
            // SAMVERKA_CONFIG names the file; what begins with TEST_ belongs to tests.
            if name == "config" || name.starts_with("test_") {
                continue;
            }
            if !Settings::NAMES.contains(&name.as_str()) {
                return Err(format!("{variable}: there is no such setting; there are {}", Settings::NAMES.join(", ")));
            }
            let value = match (name.as_str(), value.as_str()) {
                ("trust_proxy" | "jobs", "true" | "1") => toml::Value::Boolean(true),
                ("trust_proxy" | "jobs", "false" | "0") => toml::Value::Boolean(false),
                ("braille_cells" | "braille_lines", number) if number.parse::<i64>().is_ok() => {
                    toml::Value::Integer(number.parse().unwrap_or_default())
                }
                _ => toml::Value::String(value),
            };
            let one = toml::Table::from_iter([(name.clone(), value.clone())]);
            let _: Settings = one.try_into().map_err(|e: toml::de::Error| format!("{variable}: {}", e.message()))?;
            table.insert(name, value);
        }
        let settings: Settings = table.try_into().map_err(|e: toml::de::Error| format!("{file}: {}", e.message()))?;
        if settings.messages != "log" && settings.messages.strip_prefix("file:").is_none_or(str::is_empty) {
            return Err(format!("messages: expected log or file:PATH, found {}", settings.messages));
        }
        if !(settings.address.starts_with("http://") || settings.address.starts_with("https://")) {
            return Err(format!("address: expected http://... or https://..., found {}", settings.address));
        }
        for (name, value, range) in
            [("braille_cells", settings.braille_cells, CELLS), ("braille_lines", settings.braille_lines, LINES)]
        {
            if !range.contains(&value) {
                return Err(format!("{name}: expected {} to {}, found {value}", range.start(), range.end()));
            }
        }
        for (name, value) in
            [("speech", &settings.speech), ("encoder", &settings.encoder), ("braille", &settings.braille)]
        {
            if value.trim().is_empty() {
                return Err(format!("{name}: expected the name of a program, found nothing"));
            }
        }
        Ok(settings)
    }

    /// What forms of documents are made with.
    ///
    /// # Errors
    /// If the folder of fonts cannot be read, or has none.
    pub fn tools(&self) -> Result<Tools, String> {
        let fonts = if self.fonts.is_empty() {
            Fonts::built_in()
        } else {
            let found =
                Fonts::with_folder(Path::new(&self.fonts)).map_err(|e| format!("fonts: {}: {e}", self.fonts))?;
            if found.families() == Fonts::built_in().families() {
                return Err(format!("fonts: {}: expected fonts (.ttf or .otf), found none", self.fonts));
            }
            found
        };
        let mut speech = self.speech.split_whitespace().map(str::to_owned);
        let program = PathBuf::from(speech.next().unwrap_or_default());
        Ok(Tools {
            fonts,
            speech: Voice { program, args: speech.collect() },
            encoder: PathBuf::from(&self.encoder),
            braille: PathBuf::from(&self.braille),
            paper: Paper { cells: self.braille_cells, lines: self.braille_lines },
            ..Tools::default()
        })
    }

    /// Whether browsers reach us over https.
    pub fn https(&self) -> bool {
        self.address.starts_with("https://")
    }

    /// Opens the database and brings its tables up to date.
    pub async fn open(&self) -> Result<Db, String> {
        let db = Db::open(&self.database).await.map_err(|e| format!("database {}: {e}", self.database_shown()))?;
        db.migrate().await.map_err(|e| format!("database {}: {e}", self.database_shown()))?;
        Ok(db)
    }

    /// The database's address without a password.
    pub fn database_shown(&self) -> String {
        match (self.database.split_once("://"), self.database.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
            _ => self.database.clone(),
        }
    }

    /// The installation's secret; made when there is none and the database is new.
    pub async fn key(&self, db: &Db) -> Result<Key, String> {
        let path = &self.key_file;
        let told = |what: String| format!("key_file {}: {what}", path.display());
        match std::fs::read_to_string(path) {
            Ok(text) => parse_key(text.trim()).ok_or_else(|| told("expected 64 hexadecimal digits".to_owned())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let towns = storage::municipality::all(db.reader()).await.map_err(|e| e.to_string())?;
                if !towns.is_empty() {
                    return Err(told(format!(
                        "there is no such file, but {} is in use: bring the file back from where it is kept",
                        self.database_shown()
                    )));
                }
                let bytes: [u8; 32] = Chance::system().bytes();
                let text: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
                write_secret(path, &text).map_err(|e| told(e.to_string()))?;
                Ok(Key(bytes))
            }
            Err(e) => Err(told(e.to_string())),
        }
    }

    /// The municipality that answers at an address that names none.
    pub async fn plain_town(&self, db: &Db) -> Result<Option<Id>, String> {
        let towns = storage::municipality::all(db.reader()).await.map_err(|e| e.to_string())?;
        if self.municipality.is_empty() {
            return Ok(towns.into_iter().next().map(|m| m.id));
        }
        let found = towns.into_iter().find(|m| m.id.as_str() == self.municipality);
        found.map(|m| Some(m.id)).ok_or_else(|| format!("municipality: there is no municipality {}", self.municipality))
    }
}

fn parse_key(text: &str) -> Option<Key> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(Key(bytes))
}

fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, variables: &[(&str, &str)]) -> Result<Settings, String> {
        let variables = variables.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        Settings::read("a.toml", text, variables.into_iter())
    }

    #[test]
    fn a_setting_that_is_not_known_is_an_error_with_file_and_line() {
        let said = read("database = \"sqlite:x.db\"\ndatabas = 1\n", &[]).unwrap_err();
        assert!(said.starts_with("a.toml:2: ") && said.contains("databas"), "{said}");
        let said = read("\n\nlisten = \"here\"\n", &[]).unwrap_err();
        assert!(said.starts_with("a.toml:3: "), "{said}");
        let said = read("", &[("SAMVERKA_LISTENS", "x")]).unwrap_err();
        assert!(said.starts_with("SAMVERKA_LISTENS: "), "{said}");
        let said = read("", &[("SAMVERKA_LISTEN", "here")]).unwrap_err();
        assert!(said.starts_with("SAMVERKA_LISTEN: "), "{said}");
    }

    #[test]
    fn a_variable_goes_before_the_file_and_the_file_before_the_default() {
        let read = read(
            "database = \"sqlite:file.db\"\njobs = false",
            &[("SAMVERKA_DATABASE", "sqlite:variable.db"), ("PATH", "/")],
        );
        let read = read.unwrap();
        assert_eq!((read.database.as_str(), read.jobs), ("sqlite:variable.db", false));
        assert_eq!(read.listen, Settings::default().listen);
    }

    #[test]
    fn forms_are_made_with_what_the_operator_names() {
        assert_eq!(Settings::default().tools().unwrap().speech, Voice::default());
        let set = read("speech = \"/opt/rost --tal {lang}\"\nbraille_cells = 40", &[("SAMVERKA_BRAILLE_LINES", "25")]);
        let tools = set.unwrap().tools().unwrap();
        assert_eq!(tools.speech.program, Path::new("/opt/rost"));
        assert_eq!(tools.speech.args, ["--tal", "{lang}"]);
        assert_eq!(tools.paper, Paper { cells: 40, lines: 25 });

        assert!(read("braille_cells = 5", &[]).unwrap_err().contains("braille_cells: expected 20 to 80, found 5"));
        assert!(read("", &[("SAMVERKA_BRAILLE_LINES", "många")]).unwrap_err().starts_with("SAMVERKA_BRAILLE_LINES: "));
        assert!(read("speech = \" \"", &[]).unwrap_err().starts_with("speech: expected the name of a program"));
        let empty = tempfile::tempdir().unwrap();
        for folder in [empty.path().display().to_string(), "/finns/inte".to_owned()] {
            let said = Settings { fonts: folder.clone(), ..Settings::default() }.tools().err().unwrap();
            assert!(said.starts_with(&format!("fonts: {folder}: ")), "{said}");
        }
    }

    #[test]
    fn a_databases_password_is_never_printed() {
        let set = Settings { database: "postgres://u:hemligt@host/db".to_owned(), ..Settings::default() };
        assert_eq!(set.database_shown(), "postgres://…@host/db");
    }

    #[test]
    fn every_setting_is_documented() {
        let page = include_str!("../../../docs/settings.md");
        for name in Settings::NAMES {
            assert!(page.contains(&format!("`{name}`")), "docs/settings.md does not explain {name}");
            assert!(
                page.contains(&format!("`SAMVERKA_{}`", name.to_uppercase())),
                "docs/settings.md does not name the variable of {name}"
            );
        }
    }
}
