//! Python with jsonschema, for the conformance checks only.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::{install_debian_packages, on_path};
use crate::{process, workspace};

/// A Python that can import jsonschema: the machine's own, or a virtual environment made once.
pub(crate) fn python_with_jsonschema() -> Result<PathBuf> {
    if on_path(&["python3"]).is_none() {
        install_debian_packages(
            &["python3", "python3-venv"],
            "The conformance checks need Python 3, which was not found.",
        )?;
    }
    let python = on_path(&["python3"]).context("Python 3 was not found on PATH.")?;
    if imports_jsonschema(&python) {
        return Ok(python);
    }
    let folder = workspace::tool_cache()?.join("python");
    let own = folder.join("bin/python3");
    if !imports_jsonschema(&own) {
        let mut make = Command::new(&python);
        process::run(make.args(["-m", "venv"]).arg(&folder))
            .context("The package python3-venv may be missing.")?;
        let mut install = Command::new(&own);
        install.args(["-m", "pip", "install", "--quiet", "jsonschema"]);
        process::run_with_progress(
            "Installing jsonschema for the conformance checks, once",
            &mut install,
        )?;
    }
    Ok(own)
}

fn imports_jsonschema(python: &PathBuf) -> bool {
    process::output(Command::new(python).args(["-c", "import jsonschema"])).is_ok()
}
