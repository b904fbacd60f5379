//! What can be asked of the program?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

mod commands;
mod demo;
mod municipality;
mod settings;
mod worker;

use settings::Settings;

/// Shared local safety work: from a worried voice to a promise kept.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// The file with settings (see docs/settings.md)
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows an invented municipality on a day of your choice, in a throw-away database
    Demo(commands::demo::Options),
    /// Makes a situational picture from files, without a server
    Picture(Box<commands::picture::Args>),
    /// Runs one method of analysis on a file, to be compared with another tool
    Analyse(commands::analyse::Analyse),
    /// Takes a file of others into the database: all of it or nothing, and nothing twice
    Import(Box<commands::import::Options>),
    /// Answers as an installation until it is told to stop
    Serve,
    /// Sets municipalities up
    #[command(subcommand)]
    Municipality(commands::municipality::Options),
    /// Adds accounts and makes one-time links
    #[command(subcommand)]
    Account(commands::account::Options),
    /// Goes through the audit log
    #[command(subcommand)]
    Audit(commands::audit::Options),
    /// Copies everything to a file, while the server runs
    Backup(commands::backup::Options),
    /// Brings a backup back into an empty database
    Restore(commands::backup::Options),
    /// Writes all data of an installation as CSV and JSON into a folder
    Export(commands::export::Options),
    /// Looks through settings, database, clocks, accessibility statement, translations and outside tools
    Check,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("samverka: {why}");
            ExitCode::from(2)
        }
    }
}

async fn run(cli: Cli) -> Result<(), String> {
    let settings = || Settings::load(cli.config.as_deref());
    match cli.command {
        Command::Demo(options) => commands::demo::run(options).await,
        Command::Picture(args) => commands::picture::run(&args),
        Command::Analyse(asked) => commands::analyse::run(&asked),
        Command::Import(options) => commands::import::run(settings()?, *options).await,
        Command::Serve => commands::serve::run(settings()?).await,
        Command::Municipality(options) => commands::municipality::run(settings()?, options).await,
        Command::Account(options) => commands::account::run(settings()?, options).await,
        Command::Audit(options) => commands::audit::run(settings()?, options).await,
        Command::Backup(options) => commands::backup::backup(settings()?, options).await,
        Command::Restore(options) => commands::backup::restore(settings()?, options).await,
        Command::Export(options) => commands::export::run(settings()?, options).await,
        Command::Check => commands::check::run(settings()?).await,
    }
}
