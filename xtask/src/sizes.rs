//! What a browser loads from us for each of the two programs, against their budgets.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    console,
    frontend::{self, BUNDLES, Bundle},
};

/// Prints the tables, and fails above a budget.
pub(crate) fn run() -> Result<()> {
    frontend::build()?;
    BUNDLES.iter().try_for_each(weigh)
}

fn weigh(bundle: &Bundle) -> Result<()> {
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for path in files(&bundle.path())? {
        if path.extension().is_some_and(|extension| extension == "br") {
            continue;
        }
        let rows = if console::is_of_an_area(&path) {
            &mut later
        } else {
            &mut first
        };
        rows.push(row(&path)?);
    }
    println!("{:<48} {:>9} {:>9}", bundle.name, "bytes", "brotli");
    let total = print(&mut first);
    println!(
        "{:<48} {:>9} {total:>9}  of {}",
        "Total of the first view", "", bundle.budget
    );
    if !later.is_empty() {
        println!("Fetched when an area is opened");
        let total = print(&mut later);
        println!("{:<48} {:>9} {total:>9}", "Total of the areas", "");
    }
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

/// Prints the largest first, and adds up what they weigh compressed.
fn print(rows: &mut [(String, usize, usize)]) -> usize {
    rows.sort_by_key(|(_, _, compressed)| std::cmp::Reverse(*compressed));
    for (name, plain, compressed) in rows.iter() {
        println!("{name:<48} {plain:>9} {compressed:>9}");
    }
    rows.iter().map(|(_, _, compressed)| compressed).sum()
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
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
