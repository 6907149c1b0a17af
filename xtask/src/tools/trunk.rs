//! Trunk builds the pages: wasm-bindgen, wasm-opt, hashed names, integrity.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{cargo_install, on_path, version_of};
use crate::workspace;

/// 0.22 wants a newer compiler than the project does.
const VERSION: &str = "0.21.14";

pub(super) fn find_or_install() -> Result<PathBuf> {
    let folder = workspace::tool_cache()?.join(format!("trunk-{VERSION}"));
    let installed = folder.join("bin/trunk");
    for candidate in [on_path(&["trunk"]), Some(installed.clone())]
        .into_iter()
        .flatten()
    {
        if version_of(&candidate).is_some_and(|version| version.contains(VERSION)) {
            return Ok(candidate);
        }
    }
    cargo_install("trunk", VERSION, 8, true, &folder).with_context(|| {
        format!("Trunk {VERSION} is needed to build the pages and could not be installed.")
    })?;
    Ok(installed)
}
