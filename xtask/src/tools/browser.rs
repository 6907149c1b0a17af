//! A real Chromium and its driver, for the journeys and the screenshots.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{install_debian_packages, on_path};

/// Where the two are.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

/// Finds or installs them.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    const INSTEAD: &str =
        "The journeys need Chromium and ChromeDriver, which were not found on PATH.";
    install_debian_packages(&["chromium", "chromium-driver"], INSTEAD)?;
    find().context(INSTEAD)
}

fn find() -> Option<Browser> {
    Some(Browser {
        chromium: on_path(&["chromium", "chromium-browser", "google-chrome"])?,
        chromedriver: on_path(&["chromedriver"])?,
    })
}
