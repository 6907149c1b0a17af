//! What a browser loads from us for a usable card form, against the budget.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{frontend, workspace};

/// 80 kB, brotli: HTML, wasm, JavaScript and CSS together.
const BUDGET: usize = 80_000;

/// Prints the table, and fails above the budget.
pub(crate) fn run() -> Result<()> {
    frontend::build()?;
    let mut rows = Vec::new();
    for entry in fs::read_dir(workspace::checkout_bundle())? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_none_or(|extension| extension != "br") {
            rows.push(row(&path)?);
        }
    }
    rows.sort_by_key(|(_, _, compressed)| std::cmp::Reverse(*compressed));
    println!("{:<48} {:>9} {:>9}", "Checkout page", "bytes", "brotli");
    for (name, plain, compressed) in &rows {
        println!("{name:<48} {plain:>9} {compressed:>9}");
    }
    let total: usize = rows.iter().map(|(_, _, compressed)| compressed).sum();
    println!("{:<48} {:>9} {total:>9}  of {BUDGET}", "Total", "");
    if total > BUDGET {
        bail!(
            "The checkout page is {} bytes above its budget of {BUDGET}.",
            total - BUDGET
        );
    }
    Ok(())
}

fn row(path: &Path) -> Result<(String, usize, usize)> {
    let bytes = fs::read(path)?;
    let name = path
        .file_name()
        .context("A file without a name.")?
        .to_string_lossy()
        .into_owned();
    Ok((name, bytes.len(), frontend::brotli(&bytes)?.len()))
}
