//! Tools that the project needs and cargo does not bring: found, or installed once and said so.

mod axe;
mod browser;
mod packages;
mod python;
mod trunk;
mod wasm_bindgen;
mod wasm_opt;
mod wasm_target;

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

pub(crate) use axe::axe_script;
pub(crate) use browser::browser;
pub(crate) use packages::install_debian_packages;
pub(crate) use python::python_with_jsonschema;

use crate::process;

/// What turns the frontend into the files that a browser downloads.
pub(crate) struct FrontendTools {
    pub(crate) trunk: PathBuf,
    path: OsString,
}

impl FrontendTools {
    /// Finds or installs the wasm target, trunk, the wasm-bindgen of Cargo.lock and a wasm-opt that is not broken.
    pub(crate) fn find_or_install() -> Result<Self> {
        wasm_target::find_or_install()?;
        let trunk = trunk::find_or_install()?;
        let folders = [
            wasm_bindgen::find_or_install()?,
            wasm_opt::find_or_install()?,
        ];
        let first = folders
            .iter()
            .filter_map(|tool| tool.parent())
            .map(Path::to_path_buf);
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(first.chain(std::env::split_paths(&rest)))?;
        Ok(Self { trunk, path })
    }

    /// A command that finds these tools before any other of their names.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", &self.path);
        command
    }
}

/// The first of these programs on PATH.
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// What `PROGRAM --version` prints, if it is there and works.
fn version_of(program: &Path) -> Option<String> {
    process::output(Command::new(program).arg("--version")).ok()
}

/// `cargo install` into a folder of its own, so that what the machine has stays as it is.
fn cargo_install(
    name: &str,
    version: &str,
    minutes: u8,
    locked: bool,
    folder: &Path,
) -> Result<()> {
    let what = format!("Installing {name} {version}, once (about {minutes} minutes on two cores)");
    if on_path(&["cargo-binstall"]).is_some() {
        let mut binstall = Command::new("cargo");
        binstall.args([
            "binstall",
            "--no-confirm",
            "--disable-strategies",
            "compile",
            "--root",
        ]);
        binstall.arg(folder).arg(format!("{name}@{version}"));
        if process::run_with_progress(&format!("Fetching {name} {version}"), &mut binstall).is_ok()
        {
            return Ok(());
        }
    }
    let mut install = Command::new("cargo");
    install
        .args(["install", name, "--version", version, "--root"])
        .arg(folder);
    if locked {
        install.arg("--locked");
    }
    // A target folder named by the caller's environment would be filled with what is needed once.
    process::run_with_progress(&what, install.env_remove("CARGO_TARGET_DIR"))
}
