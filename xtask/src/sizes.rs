//! What a browser loads from us for each of the two programs, against their budgets.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::frontend::{self, BUNDLES, Bundle};

/// Prints the tables, and fails above a budget.
pub(crate) fn run() -> Result<()> {
    frontend::build()?;
    BUNDLES.iter().try_for_each(weigh)
}

fn weigh(bundle: &Bundle) -> Result<()> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(bundle.path())? {
        let path = entry?.path();
        if path.is_file() && path.extension().is_none_or(|extension| extension != "br") {
            rows.push(row(&path)?);
        }
    }
    rows.sort_by_key(|(_, _, compressed)| std::cmp::Reverse(*compressed));
    println!("{:<48} {:>9} {:>9}", bundle.name, "bytes", "brotli");
    for (name, plain, compressed) in &rows {
        println!("{name:<48} {plain:>9} {compressed:>9}");
    }
    let total: usize = rows.iter().map(|(_, _, compressed)| compressed).sum();
    println!("{:<48} {:>9} {total:>9}  of {}", "Total", "", bundle.budget);
    if total > bundle.budget {
        bail!(
            "{}: {} bytes above the budget of {}.",
            bundle.name,
            total - bundle.budget,
            bundle.budget
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
