//! The project's commands. `cargo xtask --help` lists them.

mod bench;
mod ci;
mod conformance;
mod console;
mod frontend;
mod outdated;
mod postgres;
mod process;
mod run;
mod screenshots;
mod sizes;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tatami's own commands")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build, and start the shop, the checkout and the sandbox
    Run {
        /// Passed on to `tatami serve`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Install what is missing and build target/release/tatami, pages included
    Build,
    /// Install what is missing and run every test there is
    Test {
        /// Run one part
        #[arg(long, value_enum)]
        only: Option<test::Part>,
        /// Only tests whose name contains this
        #[arg(requires = "only")]
        filter: Option<String>,
    },
    /// Formatting, clippy, conventions, sizes, then every test
    Ci,
    /// The conventions that no compiler checks
    Tidy,
    /// What a browser loads for the checkout, in bytes, against the budget
    Sizes,
    /// Pictures of every page and state, into target/screenshots
    Screenshots,
    /// Cold start, memory and answers a second of the release build; or the list of payments among a million
    Bench {
        /// Measure the list among so many payments, on both databases
        #[arg(long, num_args = 0..=1, default_missing_value = "1000000")]
        payments: Option<u64>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Run { arguments } => run::run(&arguments),
        Command::Build => run::build(),
        Command::Test { only, filter } => test::run(only, filter.as_deref()),
        Command::Ci => ci::run(),
        Command::Tidy => tidy::run(),
        Command::Sizes => sizes::run(),
        Command::Screenshots => screenshots::run(),
        Command::Bench { payments: None } => bench::run(),
        Command::Bench {
            payments: Some(count),
        } => bench::payments(count),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
