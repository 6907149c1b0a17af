//! A headless Chromium with a driver, a profile and a network of its own.

use std::{cell::Cell, path::Path};

use anyhow::{Context, Result, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{
    ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver, WindowHandle,
};
use tokio::process::Command;

use crate::{
    network::Network,
    program::Program,
    stack::{prepare_tls, required_path},
    wait::until,
};

/// The widths that the design must be right at and that are looked at here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 390 × 844
    Phone,
    /// 1280 × 900
    Desktop,
}

impl Width {
    /// In CSS pixels.
    #[must_use]
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Desktop => (1280, 900),
        }
    }
}

/// What the shopper's device prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light ground.
    Light,
    /// The reverse.
    Dark,
}

impl Scheme {
    /// As `prefers-color-scheme` has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A browser with one window.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    network: Network,
    failed_requests_expected: Cell<bool>,
    _chromedriver: Program,
    _folder: TempDir,
}

impl Browser {
    /// Starts one, at 1280 × 900 and light.
    ///
    /// # Errors
    /// If Chromium or its driver does not start.
    pub async fn start() -> Result<Self> {
        prepare_tls();
        let folder = tempfile::Builder::new()
            .prefix("tatami-browser-")
            .tempdir()?;
        let network = Network::start().await?;
        let mut chromedriver = start_chromedriver(folder.path())?;
        let address = printed_address(&mut chromedriver, folder.path()).await?;
        let capabilities = capabilities(folder.path(), &network)?;
        let driver = WebDriver::new(address, capabilities).await?;
        let browser = Self {
            driver,
            network,
            failed_requests_expected: Cell::new(false),
            _chromedriver: chromedriver,
            _folder: folder,
        };
        browser.resize(Width::Desktop).await?;
        browser.prefer(Scheme::Light).await?;
        Ok(browser)
    }

    /// The WebDriver session.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// What lies between the browser and the servers.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Opens an address and waits until it has loaded.
    ///
    /// # Errors
    /// If it cannot be reached.
    pub async fn open(&self, address: &str) -> Result<()> {
        self.driver
            .goto(address)
            .await
            .with_context(|| format!("cannot open {address}"))
    }

    /// The address in the address bar.
    ///
    /// # Errors
    /// If the browser does not tell.
    pub async fn address(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Waits until the address holds this text.
    ///
    /// # Errors
    /// If it does not in time.
    pub async fn is_at(&self, part: &str) -> Result<()> {
        until(&format!("an address with {part:?}"), async || {
            let address = self.address().await?;
            ensure!(address.contains(part), "it is {address}");
            Ok(Some(()))
        })
        .await
    }

    /// Gives the page this much room.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn resize(&self, width: Width) -> Result<()> {
        let (width, height) = width.pixels();
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// Makes pages light or dark.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn prefer(&self, scheme: Scheme) -> Result<()> {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme.word() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await
        .map(drop)
    }

    /// Pages opened from now on run no scripts.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn block_scripts(&self) -> Result<()> {
        self.set_scripts_blocked(true).await
    }

    /// Pages opened from now on run their scripts again.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn allow_scripts(&self) -> Result<()> {
        self.set_scripts_blocked(false).await
    }

    async fn set_scripts_blocked(&self, blocked: bool) -> Result<()> {
        let value = json!({ "value": blocked });
        self.devtools("Emulation.setScriptExecutionDisabled", value)
            .await
            .map(drop)
    }

    /// Takes the network away, or gives it back.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn go_offline(&self, offline: bool) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await
            .map(drop)
    }

    /// Opens a second tab and goes there; the first stays as it is.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn open_tab(&self, address: &str) -> Result<WindowHandle> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab.clone()).await?;
        self.prefer(Scheme::Light).await?;
        self.resize(Width::Desktop).await?;
        self.open(address).await?;
        Ok(tab)
    }

    /// The tab that is looked at now.
    ///
    /// # Errors
    /// If the browser does not tell.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.driver.window().await?)
    }

    /// Looks at another tab.
    ///
    /// # Errors
    /// If it was closed.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.driver.switch_to_window(tab.clone()).await?)
    }

    /// Goes into the frame with this title, once its document is loaded.
    ///
    /// # Errors
    /// If there is none.
    pub async fn enter_frame(&self, title: &str) -> Result<()> {
        use crate::element::{Name, Role};
        let frame = self.find(Role::Frame, Name::Is(title)).await?;
        frame.enter_frame().await?;
        until(&format!("the document in {title:?}"), async || {
            let state = self
                .driver
                .execute("return document.readyState", vec![])
                .await?;
            Ok((state.json() == "complete").then_some(()))
        })
        .await
    }

    /// Goes back to the page around all frames.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn leave_frames(&self) -> Result<()> {
        Ok(self.driver.enter_default_frame().await?)
    }

    /// Answers with an error status, or none at all, are part of this journey.
    pub fn expect_failed_requests(&self) {
        self.failed_requests_expected.set(true);
    }

    /// What the console complained of since this was last asked, apart from what the journey expects.
    ///
    /// # Errors
    /// If the browser does not tell.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        let harmless = |source: &str| match source {
            "network" => self.failed_requests_expected.get(),
            "deprecation" | "intervention" | "recommendation" | "rendering" | "storage" => true,
            _ => false,
        };
        Ok(entries
            .into_iter()
            .filter(|entry| entry.level == "SEVERE" || entry.source.as_deref() == Some("security"))
            .filter(|entry| !harmless(entry.source.as_deref().unwrap_or_default()))
            .map(|entry| format!("{:?}: {}", entry.source.unwrap_or_default(), entry.message))
            .collect())
    }

    /// The page as a PNG, its whole height.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await?;
        let mut clip = metrics["cssContentSize"].clone();
        clip["scale"] = json!(1);
        let options = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.devtools("Page.captureScreenshot", options).await?;
        let data = picture["data"].as_str().context("a picture has data")?;
        Ok(BASE64_STANDARD.decode(data)?)
    }

    /// Ends it.
    ///
    /// # Errors
    /// If it does not end.
    pub async fn quit(self) -> Result<Network> {
        self.driver.quit().await?;
        Ok(self.network)
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| method.to_owned())
    }
}

const DRIVER_OUTPUT: &str = "chromedriver.log";

fn start_chromedriver(folder: &Path) -> Result<Program> {
    let output = folder.join(DRIVER_OUTPUT);
    let mut command = Command::new(required_path("TATAMI_CHROMEDRIVER")?);
    Program::start(command.arg("--port=0"), &output, &output)
}

async fn printed_address(chromedriver: &mut Program, folder: &Path) -> Result<String> {
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

fn capabilities(folder: &Path, network: &Network) -> Result<thirtyfour::ChromeCapabilities> {
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
