//! Builds what the browser downloads: trunk, then brotli, because the server only ever sends what is compressed already.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{outdated, process, tools::FrontendTools, workspace};

/// Makes `dist/checkout`, unless it was made from the same sources.
pub(crate) fn build() -> Result<()> {
    let root = workspace::root();
    let bundle = workspace::checkout_bundle();
    let stamp = root.join("dist/checkout.digest");
    let inputs = [
        "frontend",
        "shared",
        "index.html",
        "Trunk.toml",
        "Cargo.toml",
        "Cargo.lock",
    ];
    let digest = outdated::digest(&inputs.map(|input| root.join(input)))?;
    if bundle.join("index.html").is_file() && !outdated::differs(&stamp, &digest) {
        return Ok(());
    }
    let tools = FrontendTools::find_or_install()?;
    // Trunk builds offline, so that it downloads no tools of its own; what cargo needs must be there before.
    let mut fetch = Command::new("cargo");
    fetch.current_dir(root).args(["fetch", "--locked"]);
    process::run_with_progress("Fetching the crates of Cargo.lock", &mut fetch)?;
    let mut trunk = tools.command();
    trunk.current_dir(root).arg("build");
    process::run_with_progress(
        "Building the checkout page (wasm, release profile)",
        &mut trunk,
    )?;
    compress(&bundle)?;
    fs::write(stamp, digest)
        .context("The digest of the checkout page's sources could not be written.")
}

fn compress(bundle: &Path) -> Result<()> {
    for entry in fs::read_dir(bundle)? {
        let path = entry?.path();
        if !path.is_file() || path.extension().is_some_and(|extension| extension == "br") {
            continue;
        }
        let mut target = path.clone().into_os_string();
        target.push(".br");
        fs::write(target, brotli(&fs::read(&path)?)?)?;
    }
    Ok(())
}

/// Compressed as well as brotli can.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)?;
    Ok(compressed)
}
