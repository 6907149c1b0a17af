//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The project's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The binary that `run` and the journeys start.
pub(crate) fn tatami() -> PathBuf {
    target().join("release/tatami")
}

/// Tools that are installed once for all clones: `~/.cache/tatami`.
pub(crate) fn tool_cache() -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .context(
            "Neither HOME nor XDG_CACHE_HOME is set, so there is no place to install tools in.",
        )?;
    Ok(cache.join("tatami"))
}
