//! Starting the server as a process, and what it prints.

use std::{
    path::{Path, PathBuf},
    sync::Once,
};

use anyhow::{Context, Result, bail, ensure};
use reqwest::Url;
use tokio::{process::Command, sync::Mutex};

use crate::{
    program::Program,
    stack::{API_TOKEN, Addresses, Settings},
    wait::until,
};

pub(crate) async fn fail_if_ended(program: &Mutex<Program>) -> Result<()> {
    match program.lock().await.ended()? {
        Some(status) => bail!("the server ended with {status}"),
        None => Ok(()),
    }
}

pub(crate) async fn printed_addresses(
    folder: &Path,
    program: &Mutex<Program>,
    sandbox_elsewhere: Option<&Url>,
) -> Result<Addresses> {
    until("the addresses on standard output", async || {
        fail_if_ended(program).await?;
        let printed = std::fs::read_to_string(folder.join(OUTPUT))?;
        let sandbox = sandbox_elsewhere.cloned();
        let (shop, sandbox) = (
            line(&printed, "Shop"),
            sandbox.or_else(|| line(&printed, "Sandbox")),
        );
        Ok(shop
            .zip(sandbox)
            .map(|(shop, sandbox)| Addresses { shop, sandbox }))
    })
    .await
}

pub(crate) fn log(folder: &Path) -> String {
    let read = |name| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    format!("{}{}", read(OUTPUT), read(ERRORS))
}

pub(crate) const OUTPUT: &str = "stdout.log";
const ERRORS: &str = "stderr.log";

pub(crate) fn serve(
    folder: &Path,
    settings: &Settings,
    listen: &str,
    sandbox_listen: &str,
) -> Result<Program> {
    let mut command = Command::new(required_path("TATAMI_BINARY")?);
    for (name, _) in std::env::vars_os() {
        if let Some(name) = name.to_str()
            && (name.starts_with("TATAMI_") || name == "DOJO_API_KEY")
        {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .arg("serve")
        .args([
            "--listen",
            listen,
            "--sandbox-listen",
            sandbox_listen,
            "--data-dir",
            "data",
        ])
        .env("TATAMI_API_TOKEN", API_TOKEN)
        // Journeys count what they have made themselves.
        .env("TATAMI_DEMO", "off")
        .envs(
            settings
                .environment
                .iter()
                .map(|(name, value)| (name, value)),
        );
    Program::start(&mut command, &folder.join(OUTPUT), &folder.join(ERRORS))
}

/// A path that whoever runs the journeys must tell; `cargo xtask test` does.
///
/// # Errors
/// If it is not told, or leads nowhere.
pub(crate) fn required_path(variable: &str) -> Result<PathBuf> {
    let path = std::env::var_os(variable)
        .map(PathBuf::from)
        .with_context(|| {
            format!("{variable} is not set: run `cargo xtask test --only journeys`")
        })?;
    ensure!(
        path.is_file(),
        "{variable}: {} is not there",
        path.display()
    );
    Ok(path.canonicalize()?)
}

/// A client that follows no redirect and decodes nothing.
///
/// # Errors
/// If it cannot be made.
pub(crate) fn http_client() -> Result<reqwest::Client> {
    prepare_tls();
    Ok(reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()?)
}

/// reqwest asks for a provider of cryptography even where everything is plain HTTP on loopback.
pub(crate) fn prepare_tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Refused only if there is a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

fn line(printed: &str, name: &str) -> Option<Url> {
    let rest = printed.lines().find_map(|line| line.strip_prefix(name))?;
    let mut address = Url::parse(rest.trim()).ok()?;
    address.set_path("/");
    Some(address)
}

pub(crate) fn authority(address: &Url) -> String {
    let port = address.port_or_known_default().unwrap_or_default();
    format!("{}:{port}", address.host_str().unwrap_or("127.0.0.1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_from_what_is_printed() {
        let printed = "Shop      http://127.0.0.1:8080\nSandbox   http://127.0.0.1:8081/_sandbox\n";
        assert_eq!(
            line(printed, "Shop").unwrap().as_str(),
            "http://127.0.0.1:8080/"
        );
        let sandbox = line(printed, "Sandbox").unwrap();
        assert_eq!(sandbox.as_str(), "http://127.0.0.1:8081/");
        assert_eq!(authority(&sandbox), "127.0.0.1:8081");
    }
}
