//! A headless Chromium with a driver, a profile and a network of its own.

use std::cell::Cell;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::{WebDriver, WindowHandle};

use crate::{
    chromedriver,
    device::{Scheme, Width},
    launch::prepare_tls,
    network::Network,
    program::{Program, kill_all_that_use},
    wait::until,
};

/// A browser with one window.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    network: Network,
    failed_requests_expected: Cell<bool>,
    _chromedriver: Program,
    folder: TempDir,
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
        let mut chromedriver = chromedriver::start(folder.path())?;
        let address = chromedriver::printed_address(&mut chromedriver, folder.path()).await?;
        let capabilities = chromedriver::capabilities(folder.path(), &network)?;
        let driver = WebDriver::new(address, capabilities).await?;
        let browser = Self {
            driver,
            network,
            failed_requests_expected: Cell::new(false),
            _chromedriver: chromedriver,
            folder,
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
        until(&format!("the document in {title:?}"), async || {
            self.leave_frames().await?;
            let mut frames = self.all(Role::Frame, Name::Is(title)).await?;
            ensure!(frames.len() <= 1, "there are {}", frames.len());
            let Some(frame) = frames.pop() else {
                return Ok(None);
            };
            frame.enter_frame().await?;
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

    /// Ends it.
    ///
    /// # Errors
    /// If it does not end.
    pub async fn quit(&self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
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

impl Drop for Browser {
    /// Killing the driver alone would leave Chromium running, which a failed test never told to quit.
    fn drop(&mut self) {
        // Refused only if it has quit already.
        let _ = self.driver.clone().leak();
        kill_all_that_use(self.folder.path());
    }
}
