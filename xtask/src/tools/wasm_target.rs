//! Rust's standard library for wasm32.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};

use crate::process;

pub(super) fn find_or_install() -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    if Path::new(process::output(&mut ask)?.trim()).is_dir() {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", "wasm32-unknown-unknown"]);
    process::run_with_progress("Installing Rust's wasm32-unknown-unknown target", &mut add).context(
        "The wasm32-unknown-unknown target is missing and rustup could not add it. \
         Install Rust with rustup, or your distribution's wasm target for this version of Rust.",
    )
}
