//! Chromium's driver: starting it, and what the browser is told when it starts.

use std::path::Path;

use anyhow::{Result, ensure};
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
};
use tokio::process::Command;

use crate::{launch::required_path, network::Network, program::Program, wait::until};

const DRIVER_OUTPUT: &str = "chromedriver.log";

pub(crate) fn start(folder: &Path) -> Result<Program> {
    let output = folder.join(DRIVER_OUTPUT);
    let mut command = Command::new(required_path("TATAMI_CHROMEDRIVER")?);
    // What Chromium leaves behind in the temporary folder goes when ours goes.
    command.arg("--port=0").env("TMPDIR", folder);
    Program::start(&mut command, &output, &output)
}

pub(crate) async fn printed_address(chromedriver: &mut Program, folder: &Path) -> Result<String> {
    until("the port of chromedriver", async || {
        ensure!(chromedriver.ended()?.is_none(), "chromedriver ended");
        let printed = std::fs::read_to_string(folder.join(DRIVER_OUTPUT))?;
        Ok(printed.lines().find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            let port: u16 = port.trim_end_matches('.').parse().ok()?;
            Some(format!("http://127.0.0.1:{port}"))
        }))
    })
    .await
}

pub(crate) fn capabilities(folder: &Path, network: &Network) -> Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    let chromium = required_path("TATAMI_CHROMIUM")?;
    capabilities.set_binary(&chromium.to_string_lossy())?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=en-GB",
        "--window-size=1280,900",
        // Loopback goes through the proxy too, which is where the servers are.
        "--proxy-bypass-list=<-loopback>",
    ] {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--proxy-server=http://{}", network.address()))?;
    let profile = folder.join("profile");
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    Ok(capabilities)
}
