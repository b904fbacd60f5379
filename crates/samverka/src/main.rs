//! What can be asked of the program?

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod commands;
mod demo;
mod municipality;

/// Shared local safety work: from a worried voice to a promise kept.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows an invented municipality on a day of your choice, in a throw-away database
    Demo(commands::demo::Options),
    /// Makes a situational picture from files, without a server
    Picture(Box<commands::picture::Args>),
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(options) => commands::demo::run(options).await,
        Command::Picture(args) => commands::picture::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("samverka: {why}");
            ExitCode::from(2)
        }
    }
}
