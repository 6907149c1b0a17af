//! The command-line half of wasm-bindgen, which must equal the library in Cargo.lock.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{cargo_install, on_path, version_of};
use crate::workspace;

pub(super) fn find_or_install() -> Result<PathBuf> {
    let version = locked_version()?;
    let folder = workspace::tool_cache()?.join(format!("wasm-bindgen-{version}"));
    let installed = folder.join("bin/wasm-bindgen");
    for candidate in [on_path(&["wasm-bindgen"]), Some(installed.clone())]
        .into_iter()
        .flatten()
    {
        if version_of(&candidate)
            .is_some_and(|text| text.split_whitespace().nth(1) == Some(&version))
        {
            return Ok(candidate);
        }
    }
    // Not `--locked`: its lock file names a version that the registry no longer has.
    cargo_install("wasm-bindgen-cli", &version, 3, false, &folder).with_context(|| {
        format!("wasm-bindgen {version} is needed to build the pages and could not be installed.")
    })?;
    Ok(installed)
}

fn locked_version() -> Result<String> {
    let lock = std::fs::read_to_string(workspace::root().join("Cargo.lock"))?;
    let version = lock
        .split("name = \"wasm-bindgen\"\nversion = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .context("Cargo.lock names no version of wasm-bindgen.")?;
    Ok(version.to_owned())
}
