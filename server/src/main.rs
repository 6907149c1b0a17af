//! The program: reads the command line and does what it says.

mod commands;

use std::error::Error;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Takes payments with Dojo: one program to run, one address to open.
#[derive(Debug, Parser)]
#[command(name = "tatami", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Takes payments; without a Dojo key, pretend ones on a sandbox of its own
    Serve(commands::serve::Arguments),
    /// Plays Dojo for any shop, and nothing else
    Sandbox(commands::sandbox::Arguments),
    /// Lets somebody in who is locked out, or somebody new
    Staff(commands::staff::Arguments),
    /// Says whether the audit trail is whole
    Audit(commands::audit::Arguments),
    /// Measures the list of payments among a million invented ones
    #[command(hide = true)]
    BenchPayments(commands::bench::Arguments),
    /// Says what is wrong with the configuration, and how to mend it
    Check(commands::check::Arguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    server::telemetry::install();
    let ended = match command_line.command {
        Command::Serve(arguments) => commands::serve::run(arguments).await,
        Command::Sandbox(arguments) => commands::sandbox::run(arguments).await,
        Command::Staff(arguments) => commands::staff::run(arguments).await,
        Command::Audit(arguments) => commands::audit::run(arguments).await,
        Command::BenchPayments(arguments) => commands::bench::run(arguments).await,
        Command::Check(arguments) => commands::check::run(arguments).await,
    };
    match ended {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("tatami: {failure}");
            let mut cause = failure.source();
            while let Some(reason) = cause {
                eprintln!("  because: {reason}");
                cause = reason.source();
            }
            ExitCode::FAILURE
        }
    }
}
