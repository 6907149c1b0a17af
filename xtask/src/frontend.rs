//! Builds what the browser downloads: both programs, then brotli, because the server only ever sends what is compressed already.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{console, outdated, process, tools::FrontendTools, workspace};

/// What a browser downloads for one of the two programs.
pub(crate) struct Bundle {
    /// What it is, for people.
    pub(crate) name: &'static str,
    /// The page that its build starts from, at the project's root.
    pub(crate) page: &'static str,
    /// Below `dist`.
    folder: &'static str,
    /// Where the server serves its files.
    pub(crate) public_url: &'static str,
    /// What it is made from.
    inputs: &'static [&'static str],
    /// How it is made.
    maker: Maker,
    /// The most that its first view may weigh, brotli, in bytes: page, wasm, JavaScript and CSS together.
    pub(crate) budget: usize,
}

/// How a bundle is made.
#[derive(Clone, Copy)]
enum Maker {
    /// In one piece, by trunk.
    Trunk,
    /// With its areas in files of their own.
    Split,
}

/// Both programs.
pub(crate) const BUNDLES: [Bundle; 2] = [
    Bundle {
        name: "Checkout page",
        page: "index.html",
        folder: "checkout",
        public_url: "/assets/",
        inputs: &["frontend", "shared"],
        maker: Maker::Trunk,
        budget: 80_000,
    },
    Bundle {
        name: "Console",
        page: "console.html",
        folder: "console",
        public_url: "/assets/console/",
        inputs: &["console", "frontend", "shared", "xtask/src/console.rs"],
        maker: Maker::Split,
        budget: 250_000,
    },
];

impl Bundle {
    /// Where its build leaves it.
    pub(crate) fn path(&self) -> PathBuf {
        workspace::root().join("dist").join(self.folder)
    }
}

/// Makes both, unless they were made from the same sources.
pub(crate) fn build() -> Result<()> {
    BUNDLES.iter().try_for_each(build_one)
}

fn build_one(bundle: &Bundle) -> Result<()> {
    let root = workspace::root();
    let stamp = root.join("dist").join(format!("{}.digest", bundle.folder));
    let inputs: Vec<_> = [bundle.page, "Trunk.toml", "Cargo.toml", "Cargo.lock"]
        .iter()
        .chain(bundle.inputs)
        .map(|input| root.join(input))
        .collect();
    let digest = outdated::digest(&inputs)?;
    if bundle.path().join("index.html").is_file() && !outdated::differs(&stamp, &digest) {
        return Ok(());
    }
    let tools = FrontendTools::find_or_install()?;
    // Both build offline, so that trunk downloads no tools of its own; what cargo needs must be there before.
    let mut fetch = Command::new("cargo");
    fetch.current_dir(root).args(["fetch", "--locked"]);
    process::run_with_progress("Fetching the crates of Cargo.lock", &mut fetch)?;
    match bundle.maker {
        Maker::Trunk => trunk(bundle, &tools)?,
        Maker::Split => console::build(bundle, &tools)?,
    }
    compress(&bundle.path())?;
    fs::write(stamp, digest).context("The digest of a page's sources could not be written.")
}

fn trunk(bundle: &Bundle, tools: &FrontendTools) -> Result<()> {
    let mut trunk = tools.command(&tools.trunk);
    trunk
        .current_dir(workspace::root())
        .args(["build", bundle.page, "--public-url", bundle.public_url])
        .arg("--dist")
        .arg(bundle.path());
    process::run_with_progress(
        &format!("Building: {} (wasm, release profile)", bundle.name),
        &mut trunk,
    )
}

fn compress(bundle: &Path) -> Result<()> {
    for entry in fs::read_dir(bundle)? {
        let path = entry?.path();
        if path.is_dir() {
            compress(&path)?;
            continue;
        }
        if path.extension().is_some_and(|extension| extension == "br") {
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
