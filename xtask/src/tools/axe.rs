//! axe-core, which the journeys run in every page to find what is not accessible.

use std::path::PathBuf;

use anyhow::Result;

use super::packages::install_npm_package;
use crate::workspace;

const VERSION: &str = "4.14.1";

/// The script, fetched once.
pub(crate) fn axe_script() -> Result<PathBuf> {
    let folder = workspace::tool_cache()?.join(format!("axe-core-{VERSION}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        install_npm_package("axe-core", VERSION, &folder)?;
    }
    Ok(script)
}
