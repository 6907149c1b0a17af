//! `cargo xtask ci`: what must hold before a change lands, the quickest first.

use std::process::Command;

use anyhow::Result;

use crate::{process, run, sizes, test, tidy, workspace};

/// Formatting, conventions, clippy, licences, sizes, then every test.
pub(crate) fn run() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    tidy::run()?;
    run::build()?;
    sizes::run()?;
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ])?;
    cargo(&[
        "clippy",
        "--package",
        "frontend",
        "--package",
        "console",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "--deny",
        "warnings",
    ])?;
    if process::output(Command::new("cargo").args(["deny", "--version"])).is_ok() {
        cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"])?;
    } else {
        println!(
            "Licences and bans of dependencies: left out, because cargo-deny is not installed."
        );
    }
    test::run(None, None)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    println!("cargo {}", arguments.join(" "));
    process::run(
        Command::new("cargo")
            .current_dir(workspace::root())
            .args(arguments),
    )
}
