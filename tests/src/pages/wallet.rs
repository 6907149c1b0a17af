//! The sheet of Apple Pay or Google Pay, as the sandbox plays it.

use anyhow::Result;

use super::checkout::WALLET;
use crate::{
    browser::Browser,
    element::{Name, Role},
    wait::until_true,
};

/// The sheet above our page.
#[derive(Clone, Copy, Debug)]
pub struct WalletSheet<'a> {
    browser: &'a Browser,
}

impl<'a> WalletSheet<'a> {
    /// Waits until it lies above the page.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn appears(browser: &'a Browser) -> Result<Self> {
        until_true("the wallet's sheet", async || {
            let modal = "return document.querySelector('dialog:modal') !== null";
            Ok(browser.driver().execute(modal, vec![]).await?.json() == true)
        })
        .await?;
        browser.enter_frame(WALLET).await?;
        browser.find(Role::Button, Name::Is("Approve")).await?;
        browser.leave_frames().await?;
        Ok(Self { browser })
    }

    /// Presses "Approve", "Decline" or "Cancel".
    ///
    /// # Errors
    /// If there is no such button.
    pub async fn press(&self, button: &str) -> Result<()> {
        self.browser.enter_frame(WALLET).await?;
        self.browser.press(button).await?;
        self.browser.leave_frames().await
    }
}
