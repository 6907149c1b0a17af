//! `tatami audit`: the trail from the command line.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use server::staff::trail;

use super::Failure;
use super::installation::Installation;
use super::output::say;

/// What to do, and for which installation.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Computes the hash of every entry again; fails if one was changed behind the program's back
    Verify(Installation),
}

/// Prints how many entries are whole, and the hash of the last.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Command::Verify(installation) = arguments.command;
    let (_, store) = installation.open().await?;
    let verdict = trail::verify(&store).await.map_err(Failure::Database)?;
    if let Some(position) = verdict.broken_at {
        eprintln!(
            "The audit trail was changed behind the program's back, at entry {position}. \
             Compare with a backup and find out by whom."
        );
        return Ok(ExitCode::FAILURE);
    }
    say(format_args!("{} entries, whole", verdict.entries));
    if !verdict.hash.is_empty() {
        say(format_args!("the last has the hash {}", verdict.hash));
    }
    Ok(ExitCode::SUCCESS)
}
