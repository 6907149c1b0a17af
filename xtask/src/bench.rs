//! `cargo xtask bench`: the figures that the project promises, measured on the release build.

use std::process::Command;

use anyhow::Result;

use crate::postgres::Postgres;
use crate::{process, run, workspace};

/// The list of payments among so many, on both databases.
pub(crate) fn payments(count: u64) -> Result<()> {
    run::build()?;
    let folder = tempfile::Builder::new().prefix("tatami-bench-").tempdir()?;
    let sqlite = format!("sqlite:{}", folder.path().join("tatami.db").display());
    let postgres = Postgres::start()?;
    for (name, url) in [("SQLite", sqlite), ("PostgreSQL", postgres.url())] {
        println!("\n{name}, {count} payments");
        let count = count.to_string();
        process::run(Command::new(workspace::tatami()).args([
            "bench-payments",
            "--database-url",
            &url,
            "--count",
            &count,
        ]))?;
    }
    Ok(())
}

/// Cold start, memory after 1,000 checkouts, answers a second.
pub(crate) fn run() -> Result<()> {
    run::build()?;
    let mut command = Command::new("cargo");
    command
        .current_dir(workspace::root())
        .env("TATAMI_BINARY", workspace::tatami());
    process::run(command.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "journeys",
        "--bin",
        "figures",
    ]))
}
