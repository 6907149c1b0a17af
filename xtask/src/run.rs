//! `cargo xtask run`: from a fresh clone to a shop that takes (pretend) money.

use std::process::Command;

use anyhow::Result;

use crate::{frontend, process, workspace};

/// Builds everything and hands over to `tatami serve`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    build()?;
    let mut serve = Command::new(workspace::tatami());
    serve
        .current_dir(workspace::root())
        .arg("serve")
        .args(arguments);
    replace_by(serve)
}

/// The pages and the binary that carries them.
pub(crate) fn build() -> Result<()> {
    frontend::build()?;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace::root());
    cargo.args([
        "build",
        "--release",
        "--package",
        "server",
        "--bin",
        "tatami",
    ]);
    process::run_with_progress("Building tatami", &mut cargo)
}

/// Becomes the server, so that a signal reaches it and nothing stands between it and its terminal.
#[cfg(unix)]
fn replace_by(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(anyhow::Error::from(command.exec()).context("tatami could not be started."))
}

#[cfg(not(unix))]
fn replace_by(mut command: Command) -> Result<()> {
    process::run(&mut command)
}
