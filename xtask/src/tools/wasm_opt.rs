//! Binaryen's optimizer. Version 108, which Debian 12 has, silently corrupts what wasm-bindgen makes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{on_path, packages::install_npm_package, version_of};
use crate::workspace;

/// The first version that knows the instructions which today's compiler emits.
const OLDEST: u32 = 117;
const INSTALLED: &str = "132.0.0";

pub(super) fn find_or_install() -> Result<PathBuf> {
    let folder = workspace::tool_cache()?.join(format!("binaryen-{INSTALLED}"));
    let installed = folder.join("node_modules/.bin/wasm-opt");
    for candidate in [on_path(&["wasm-opt"]), Some(installed.clone())]
        .into_iter()
        .flatten()
    {
        if version_number(&candidate).is_some_and(|version| version >= OLDEST) {
            return Ok(candidate);
        }
    }
    install_npm_package("binaryen", INSTALLED, &folder).with_context(|| {
        format!("wasm-opt {OLDEST} or later (from Binaryen) is needed and could not be installed.")
    })?;
    Ok(installed)
}

fn version_number(program: &Path) -> Option<u32> {
    version_of(program)?
        .split_whitespace()
        .find_map(|word| word.parse().ok())
}
