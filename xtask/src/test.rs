//! `cargo xtask test`: every test there is, with what it needs installed first.

use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::{conformance, postgres::Postgres, process, run, tools, workspace};

/// A part of the tests that can be run alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Unit, property, HTTP and store tests, the store on SQLite and on PostgreSQL
    Crates,
    /// The sandbox against Dojo's specifications
    Conformance,
    /// Journeys through the real stack in Chromium
    Journeys,
}

/// Runs one part or all, the quickest first.
pub(crate) fn run(only: Option<Part>, filter: Option<&str>) -> Result<()> {
    let chosen = |part| only.is_none_or(|only| only == part);
    // The server carries the pages, so they are built before anything that links it.
    run::build()?;
    if chosen(Part::Crates) {
        crates(filter)?;
    }
    if chosen(Part::Conformance) {
        conformance::run()?;
    }
    if chosen(Part::Journeys) {
        journeys(filter)?;
    }
    Ok(())
}

fn crates(filter: Option<&str>) -> Result<()> {
    let postgres = Postgres::start()?;
    let mut command = cargo_test();
    command.args(["--workspace", "--exclude", "journeys"]);
    command
        .args(filter)
        .env("TATAMI_TEST_POSTGRES_URL", postgres.url());
    process::run(&mut command)?;
    if filter.is_none() && has_nextest() {
        let mut doc = Command::new("cargo");
        process::run(doc.current_dir(workspace::root()).args([
            "test",
            "--workspace",
            "--doc",
            "--quiet",
        ]))?;
    }
    Ok(())
}

fn journeys(filter: Option<&str>) -> Result<()> {
    let mut command = cargo_test();
    in_the_real_stack(&mut command)?;
    // Where in the runner a journey failed tells nothing, and would bury what failed.
    command.env("RUST_LIB_BACKTRACE", "0");
    process::run(command.args(["--package", "journeys"]).args(filter))
}

/// Tells a command of the `journeys` package where the binary, the browser and axe-core are.
pub(crate) fn in_the_real_stack(command: &mut Command) -> Result<()> {
    let browser = tools::browser()?;
    command
        .current_dir(workspace::root())
        .env("TATAMI_BINARY", workspace::tatami())
        .env("TATAMI_CHROMIUM", browser.chromium)
        .env("TATAMI_CHROMEDRIVER", browser.chromedriver)
        .env("TATAMI_AXE", tools::axe_script()?);
    Ok(())
}

fn cargo_test() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace::root());
    if has_nextest() {
        command.args(["nextest", "run", "--no-fail-fast"]);
    } else {
        command.args(["test", "--no-fail-fast"]);
    }
    command
}

fn has_nextest() -> bool {
    process::output(Command::new("cargo").args(["nextest", "--version"])).is_ok()
}
