//! What kind of device the browser pretends to be: its size, its theme, its scripts, its network.

use anyhow::Result;
use serde_json::json;

use crate::{browser::Browser, wait::until_true};

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

impl Browser {
    /// Gives the page this much room.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn resize(&self, width: Width) -> Result<()> {
        let (width, height) = width.pixels();
        self.set_size(width, height).await
    }

    async fn set_size(&self, width: u32, height: u32) -> Result<()> {
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
        .await?;
        until_true("the new colours", async || {
            let running = "return document.getAnimations({ subtree: true }).length";
            Ok(self.driver().execute(running, vec![]).await?.json() == 0)
        })
        .await
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

    /// The page at this width as a PNG, its whole height: the window grows, because frames out of sight are not painted.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn picture(&self, width: Width) -> Result<Vec<u8>> {
        let height = "return document.documentElement.scrollHeight";
        let height: u32 = self.driver().execute(height, vec![]).await?.convert()?;
        let (across, down) = width.pixels();
        self.set_size(across, height.max(down)).await?;
        let picture = self.driver().screenshot_as_png().await?;
        self.resize(width).await?;
        Ok(picture)
    }
}
