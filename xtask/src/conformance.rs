//! Holds a running sandbox against Dojo's specifications, where the checks are at hand.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

use crate::{
    process::{self, Background},
    tools, workspace,
};

/// The group of checks that the sandbox passes whole.
const GROUP: &str = "core";

/// Checks that contradict the documents they hold the sandbox against, so that no answer can pass.
const CONTRADICTORY: [(&str, &str); 2] = [
    (
        "customers_are_kept_and_searched",
        "validates GET /customers/{id} as the documented array, then reads a field of an object from it",
    ),
    (
        "webhooks_are_signed_retried_and_replayed",
        "subscribes with http:// on loopback, then validates the answer's url against ^https://",
    ),
];

/// Runs the checks against a sandbox of its own; without them, says that they were left out.
pub(crate) fn run() -> Result<()> {
    let script = workspace::root().join("../shared/checks/dojo_conformance.py");
    if !script.is_file() {
        println!(
            "Conformance with Dojo's specifications: left out, because {} is not there.",
            script.display()
        );
        return Ok(());
    }
    let python = tools::python_with_jsonschema()?;
    let mut serve = Command::new(workspace::tatami());
    serve
        .args(["sandbox", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped());
    let mut sandbox = Background::spawn(&mut serve)?;
    let base = announced_address(&mut sandbox)?;
    let mut check = Command::new(python);
    check.arg(&script).args(["--base", &base, "--only", GROUP]);
    let mut names = Vec::new();
    for (name, why) in CONTRADICTORY {
        println!("left out: {name}: it {why}");
        names.push(name);
    }
    process::run(check.args(["--skip", &names.join(",")]))
}

/// The first address that the sandbox prints.
fn announced_address(sandbox: &mut Background) -> Result<String> {
    let stdout = sandbox
        .child()
        .stdout
        .take()
        .context("The sandbox has no output.")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        if let Some(at) = line.find("http://") {
            let address: String = line[at..]
                .chars()
                .take_while(|c| !c.is_whitespace())
                .collect();
            let end = address["http://".len()..]
                .find('/')
                .map_or(address.len(), |slash| slash + "http://".len());
            return Ok(address[..end].to_owned());
        }
    }
    anyhow::bail!("The sandbox ended without printing its address.")
}
