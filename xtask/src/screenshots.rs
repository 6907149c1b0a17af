//! `cargo xtask screenshots`: every page and state from the real stack.

use std::process::Command;

use anyhow::Result;

use crate::{process, run, test, workspace};

/// At 390 and 1280 pixels, light and dark, into `target/screenshots`.
pub(crate) fn run() -> Result<()> {
    run::build()?;
    let folder = workspace::target().join("screenshots");
    let mut command = Command::new("cargo");
    test::in_the_real_stack(&mut command)?;
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "journeys",
            "--bin",
            "screenshots",
            "--",
        ])
        .arg(&folder);
    process::run(&mut command)?;
    println!("{}", folder.display());
    Ok(())
}
