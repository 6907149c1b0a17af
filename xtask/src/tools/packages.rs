//! Packages of the system and of npm.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use super::on_path;
use crate::process;

/// Installs Debian packages where that is possible without asking: on Debian or Ubuntu, as root.
pub(crate) fn install_debian_packages(packages: &[&str], instead: &str) -> Result<()> {
    let names = packages.join(" ");
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if on_path(&["apt-get"]).is_none() || !root {
        bail!("{instead}\nOn Debian or Ubuntu: sudo apt-get install {names}");
    }
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run_with_progress("Reading the list of Debian packages", &mut apt(&["update"]))
        .context(instead.to_owned())?;
    let mut install = apt(&["install", "--yes", "--no-install-recommends"]);
    process::run_with_progress(&format!("Installing {names}"), install.args(packages))
        .context(instead.to_owned())
}

/// Installs one npm package at one version into a folder of its own.
pub(super) fn install_npm_package(name: &str, version: &str, folder: &Path) -> Result<()> {
    if on_path(&["npm"]).is_none() {
        install_debian_packages(
            &["npm"],
            &format!("npm is needed to fetch {name} {version} and was not found."),
        )?;
    }
    std::fs::create_dir_all(folder)?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--no-save",
        "--ignore-scripts",
        "--prefix",
    ]);
    npm.arg(folder).arg(format!("{name}@{version}"));
    process::run_with_progress(
        &format!("Fetching {name} {version} from npm, once"),
        &mut npm,
    )
}
