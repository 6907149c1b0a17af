//! `tatami bench-payments`: fills an empty database with invented payments and measures the list and the overview.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use secrecy::SecretString;
use server::clock::SystemClock;
use server::config::Options;
use server::{App, Config, bench};

use super::Failure;
use super::output::say;

/// How to measure.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// sqlite:PATH or postgres://…, with no payments but invented ones
    #[arg(long, hide_env_values = true)]
    database_url: SecretString,
    /// How many payments
    #[arg(long, default_value_t = 1_000_000)]
    count: i64,
}

/// Prints a line for each kind of question; fails if one is too slow.
pub(crate) async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let app = open(arguments.database_url).await?;
    bench::seed(&app, arguments.count)
        .await
        .map_err(Failure::Database)?;
    let mut too_slow = Vec::new();
    let mut report = |figure: &bench::Figure| {
        if figure.is_too_slow() {
            too_slow.push(figure.name);
        }
        say(figure);
    };
    bench::lists(&app, arguments.count, &mut report)
        .await
        .map_err(Failure::Database)?;
    report(&bench::overview(&app).await.map_err(Failure::Database)?);
    let before = bench::most_memory();
    let (lines, bytes, time) = bench::csv(&app).await.map_err(Failure::Database)?;
    say(format_args!(
        "CSV of everything: {lines} lines, {bytes} bytes in {:.1} s",
        time.as_secs_f64()
    ));
    if let (Some(before), Some(after)) = (before, bench::most_memory()) {
        say(format_args!(
            "CSV of everything: {} KiB of memory more than before",
            (after - before) / 1024
        ));
    }
    Ok(if too_slow.is_empty() {
        ExitCode::SUCCESS
    } else {
        say(format_args!(
            "Slower than it may be (p95): {}.",
            too_slow.join(", ")
        ));
        ExitCode::FAILURE
    })
}

/// The application on that database, with a key that is never used.
async fn open(database_url: SecretString) -> Result<App, Failure> {
    let options = Options {
        database_url: Some(database_url),
        dojo_api_key: Some("sk_sandbox_bench".into()),
        ..Options::default()
    };
    let config = Config::load(options, None)?;
    let Some(access) = config.dojo.clone() else {
        return Err(Failure::Database(server::DomainError::Internal(
            "the key was not taken".to_owned(),
        )));
    };
    let public_url = "http://127.0.0.1/".parse()?;
    App::new(config, public_url, access, Arc::new(SystemClock))
        .await
        .map_err(Failure::Database)
}
