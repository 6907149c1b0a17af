//! `cargo xtask bench`: the figures that the project promises, measured on the release build.

use std::process::Command;

use anyhow::Result;

use crate::{process, run, workspace};

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
